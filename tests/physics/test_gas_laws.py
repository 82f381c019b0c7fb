"""Laws that the equations of gas keep."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.physics import gas
from game.physics.constants import CHOKED_FACTOR, CHOKED_RATIO

ratios = st.floats(0.0, 1.2)


@given(ratios, ratios)
def test_less_flows_against_more_pressure(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert 0.0 <= gas.flow_factor(high) <= gas.flow_factor(low) <= 1.0


@given(st.floats(0.5283, 0.999))
def test_flow_factor_is_the_isentropic_orifice(r: float) -> None:
    flow = math.sqrt(7.0 * (math.pow(r, 2 / 1.4) - math.pow(r, 2.4 / 1.4)))
    assert gas.flow_factor(r) == pytest.approx(flow / CHOKED_FACTOR, rel=3e-9)


def test_flow_factor_joins_without_a_step_or_a_kink() -> None:
    for at in (CHOKED_RATIO, 0.999):
        h = 1e-7
        before, here, after = (gas.flow_factor(at + d) for d in (-h, 0.0, h))
        assert before == pytest.approx(after, abs=1e-5)
        assert (here - before) / h == pytest.approx((after - here) / h, rel=1e-3, abs=1e-5)


def test_flow_factor_falls_off_with_a_finite_slope() -> None:
    assert gas.flow_factor(1.0) == 0.0
    slope = gas.flow_factor(1.0 - 1e-9) / 1e-9
    assert slope == pytest.approx(gas.flow_factor(1.0 - 1e-7) / 1e-7, rel=1e-3)
    assert 50.0 < slope < 200.0


@pytest.mark.parametrize(
    ("celsius", "pa"),
    [(0.01, 611.66), (10.0, 1228.2), (20.0, 2339.2), (25.0, 3169.9), (30.0, 4246.9),
     (33.0, 5034.5), (40.0, 7384.9), (50.0, 12352.0)],
)  # fmt: skip
def test_saturation_pressure_against_steam_tables(celsius: float, pa: float) -> None:
    """IAPWS [R]."""
    assert gas.saturation_pressure_water(celsius + 273.15) == pytest.approx(pa, rel=2.6e-3)


def test_the_published_head_up_display() -> None:
    """47 % RH at 33.8 °C: 2.47 kPa of vapour."""
    vapour = 0.47 * gas.saturation_pressure_water(33.8 + 273.15)
    assert vapour == pytest.approx(2470.0, rel=2e-3)


@given(st.floats(0.0, 1000.0), st.floats(0.0, 1000.0))
def test_saturation_pressure_rises(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert gas.saturation_pressure_water(low) <= gas.saturation_pressure_water(high)
