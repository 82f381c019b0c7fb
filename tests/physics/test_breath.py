"""Laws and published points of what inhaled gas does."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.physics import breath
from game.physics.constants import MMHG, PSI

AIR = 0.2095
tracheals = st.floats(0.0, 700.0)
co2s = st.floats(0.0, 400.0)
powers = st.floats(70.0, 900.0)

MANUAL = [
    (101325, 103, 40), (84310, 81.0, 37.4), (75260, 68.9, 36.0), (69680, 61.2, 35.0),
    (57180, 45.0, 32.0), (50600, 37.8, 30.4), (46560, 34.3, 29.4),
]  # fmt: skip
"""Pressure, Pa, at 0, 5, 8, 10, 15, 18 and 20 thousand feet; O2 in the lungs, CO2 in the blood,
mmHg: U.S. Naval Flight Surgeon's Manual [R]."""


@pytest.mark.parametrize(("pascal", "lungs", "blood"), MANUAL)
def test_lungs_and_blood_in_thin_air(pascal: float, lungs: float, blood: float) -> None:
    oxygen = breath.tracheal(pascal / MMHG, AIR)
    _, blood_co2, lungs_o2 = breath.breathing(oxygen, 0.0, AIR, 110.0)
    assert lungs_o2 == pytest.approx(lungs, abs=1.5)
    assert blood_co2 == pytest.approx(blood, abs=0.6)


@pytest.mark.parametrize(
    ("percent", "times", "blood"), [(1, 1.2, 40.4), (3, 2.0, 41.5), (5, 4.0, 45.5), (7.5, 10, 57)]
)
def test_inhaled_co2_is_breathed_down(percent: float, times: float, blood: float) -> None:
    """Ventilation at rest: twice with 3 %, some four times with 5 % [R]."""
    share = percent / 100.0
    oxygen, co2 = breath.tracheal(760.0, AIR * (1.0 - share)), breath.tracheal(760.0, share)
    ventilation, blood_co2, _ = breath.breathing(oxygen, co2, AIR * (1.0 - share), 110.0)
    assert ventilation == pytest.approx(times, rel=0.15)
    assert blood_co2 == pytest.approx(blood, abs=1.0)


@given(tracheals, co2s, co2s, powers)
def test_more_co2_inhaled_is_more_in_the_blood(
    oxygen: float, a: float, b: float, power: float
) -> None:
    low, high = min(a, b), max(a, b)
    less, more = (breath.breathing(oxygen, x, 0.5, power) for x in (low, high))
    assert less[0] <= more[0] * (1.0 + 1e-9)
    assert less[1] <= more[1] * (1.0 + 1e-9)
    assert more[1] >= high
    assert more[2] <= oxygen


@given(tracheals, tracheals, powers)
def test_more_oxygen_is_more_in_the_lungs(a: float, b: float, power: float) -> None:
    low, high = min(a, b), max(a, b)
    less, more = (breath.breathing(x, 0.0, 1.0, power) for x in (low, high))
    assert less[2] <= more[2] + 1e-9
    few, many = breath.saturation(less[2], less[1]), breath.saturation(more[2], more[1])
    assert 0.0 <= few <= many + 1e-9 <= 1.0 + 1e-9


def test_a_mask_of_oxygen_at_33700_and_39500_ft() -> None:
    """101.5 to 103 and 61 mmHg in the lungs [R]."""
    for pascal, lungs in ((25370.0, 103.0), (19210.0, 62.0)):
        oxygen = breath.tracheal(pascal / MMHG, 1.0)
        assert breath.breathing(oxygen, 0.0, 1.0, 110.0)[2] == pytest.approx(lungs, abs=2.5)


@given(st.floats(-10.0, 700.0), st.floats(-10.0, 700.0))
def test_saturation_rises_to_one(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert 0.0 <= breath.severinghaus(low) <= breath.severinghaus(high) <= 1.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 800.0))
def test_lungs_hold_less_oxygen_than_the_windpipe(fraction: float, mmhg: float) -> None:
    assert 0.0 <= breath.alveolar_o2(mmhg, fraction) <= breath.tracheal(mmhg, fraction)


# Pressure at the flight level, Pa, and the published range, s.
@pytest.mark.parametrize(
    ("pascal", "low", "high"),
    [(0, 6, 9), (16240, 9, 15), (18750, 15, 20), (23840, 30, 60), (30090, 60, 180),
     (32930, 150, 180), (37600, 180, 360), (42790, 500, 700), (50600, 1200, 1800)],
)  # fmt: skip
def test_useful_consciousness_at_flight_levels(pascal: float, low: float, high: float) -> None:
    oxygen = breath.tracheal(pascal / MMHG, AIR)
    seconds = breath.useful_consciousness(oxygen)
    assert low <= seconds <= high
    assert breath.useful_consciousness(oxygen, rapid=True) == max(0.5 * seconds, 7.5)


@given(tracheals, tracheals)
def test_more_oxygen_is_more_time(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    more = 1.0 + 1e-12
    assert breath.useful_consciousness(low) <= breath.useful_consciousness(high) * more
    assert breath.hypoxia_survival(low, 1e5) <= breath.hypoxia_survival(high, 1e5) * more


def test_a_good_suit_keeps_consciousness_for_ever() -> None:
    assert breath.useful_consciousness(breath.tracheal(3.5 * PSI / MMHG, 1.0)) == math.inf
    assert math.isfinite(breath.useful_consciousness(breath.ENOUGH_MMHG - 0.1))


def test_a_vacuum_kills_in_90_seconds_thin_air_in_minutes_or_hours() -> None:
    assert breath.hypoxia_survival(0.0, 1e3) == 90.0
    assert breath.hypoxia_survival(0.0, 1e5) == pytest.approx(240.0)
    assert breath.hypoxia_survival(63.0, 4.6e4) > 3600.0


@given(co2s, co2s)
def test_more_co2_puts_to_sleep_sooner(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert breath.narcosis(high) <= breath.narcosis(low)
    assert breath.co2_survival(high) <= breath.co2_survival(low) * (1.0 + 1e-12)


def test_recovery_takes_seconds_or_minutes() -> None:
    assert breath.recovery(0.1) < 15.0
    assert 600.0 < breath.recovery(0.95) < 1800.0
