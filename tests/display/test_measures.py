"""One unit of pressure everywhere: the same value, in as many cells."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.display.measures import AS_BUILT, CHOICES, in_unit, said_in
from game.display.text import Part
from game.vocabulary import units


@pytest.mark.parametrize(
    "text, unit, said",
    [
        ("suit under 27.6 kPa", "psi", "suit under 4.00 psi"),
        ("cabin 101.3 kPa and CO2 7.6 mmHg", "kPa", "cabin 101.3 kPa and CO2 1.01 kPa"),
        ("35.2 kPa", "mmHg", "264 mmHg"),
        ("0 kPa", "mmHg", "0mmHg"),
        ("-0.04 kPa/min", "psi", "-0.01 psi/min"),
        ("max 15.0 mmHg in 6 min", "kPa", "max  2.00 kPa in 6 min"),
        ("4.3 psi", AS_BUILT, "4.3 psi"),
        ("10.0 kg/h, step 7.2, 16 kPas", "psi", "10.0 kg/h, step 7.2, 16 kPas"),
    ],
)
def test_pressures_are_said_in_the_unit(text: str, unit: str, said: str) -> None:
    assert said_in(text, unit) == said


@given(
    st.floats(0.1, 900, allow_nan=False), st.sampled_from(CHOICES[1:]), st.sampled_from(CHOICES[1:])
)
def test_a_value_stays_the_value_to_its_last_digit(value: float, old: str, new: str) -> None:
    text = f"{value:.1f} {old}"
    number = re.match(r" *([\d.]+) ?", said_in(text, new))
    assert number is not None
    si, back = (
        float(text.split()[0]) / units.convert(1, old),
        float(number[1]) / units.convert(1, new),
    )
    decimals = len(number[1].partition(".")[2])
    assert abs(si - back) <= 0.51 * 10**-decimals / units.convert(1, new)


def test_an_order_stays_as_it_is_typed() -> None:
    line = (Part(" when ev1.suit.pressure < 4.5 psi do abort ", "offer", "order:x"), Part("1 psi"))
    made = in_unit((line,), "kPa")[0]
    assert "4.5 psi" in made[0].text and "kPa" in made[1].text
