"""Laws that the equations of gas keep."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.physics import gas
from game.physics.constants import CHOKED_FACTOR, CHOKED_RATIO, MOLAR_MASS_O2, PSI

ratios = st.floats(0.0, 1.2)
pressures = st.floats(0.0, 2e5)
capacities = st.floats(1e-9, 10.0) | st.just(math.inf)
conductances = st.floats(0.0, 1e3)
steps = st.floats(0.0, 1e4)


@given(ratios, ratios)
def test_less_flows_against_more_pressure(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert 0.0 <= gas.flow_factor(high) <= gas.flow_factor(low) <= 1.0


@given(st.floats(0.53, 0.998))
def test_flow_factor_is_the_isentropic_orifice(r: float) -> None:
    flow = math.sqrt(7.0 * (math.pow(r, 2 / 1.4) - math.pow(r, 2.4 / 1.4)))
    assert gas.flow_factor(r) == pytest.approx(flow / CHOKED_FACTOR, rel=1e-11)


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


@given(st.floats(1.0, 2e5), ratios)
def test_orifice_never_flows_uphill(upstream: float, ratio: float) -> None:
    flow = gas.orifice_flow(1e-4, upstream, upstream * ratio, 295.0, MOLAR_MASS_O2)
    choked = gas.choked_conductance(1e-4, 295.0, MOLAR_MASS_O2) * upstream
    assert 0.0 <= flow <= choked
    assert (flow > 0.0) == (ratio < 1.0) or ratio == pytest.approx(1.0)


def test_conductance_and_rate_say_the_same() -> None:
    area, volume, kelvin = 2e-6, 0.05, 300.0
    held = gas.amount(5.1 * PSI, kelvin, volume) * MOLAR_MASS_O2
    flow = gas.orifice_flow(area, 5.1 * PSI, 0.0, kelvin, MOLAR_MASS_O2)
    rate = gas.flow_rate_constant(area, volume, kelvin, MOLAR_MASS_O2)
    assert flow / held == pytest.approx(rate, rel=1e-12)
    assert gas.time_constant(area, volume, kelvin, MOLAR_MASS_O2) == pytest.approx(1.0 / rate)
    assert gas.time_constant(0.0, volume, kelvin, MOLAR_MASS_O2) == math.inf


@given(pressures, pressures, conductances, capacities, capacities, steps)
def test_relaxed_never_passes_equilibrium(
    p_a: float, p_b: float, g: float, cap_a: float, cap_b: float, dt: float
) -> None:
    if cap_a == cap_b == math.inf:
        return
    moved = gas.relaxed(p_a, p_b, g, cap_a, cap_b, dt)
    after_a = p_a - moved / cap_a
    after_b = p_b + moved / cap_b
    slack = 1e-9 * (1.0 + p_a + p_b)
    if p_a >= p_b:
        assert moved >= 0.0
        assert after_a >= after_b - slack
    else:
        assert moved <= 0.0
        assert after_a <= after_b + slack


@given(pressures, pressures, conductances, capacities, capacities, steps)
def test_relaxed_is_symmetric(
    p_a: float, p_b: float, g: float, cap_a: float, cap_b: float, dt: float
) -> None:
    there = gas.relaxed(p_a, p_b, g, cap_a, cap_b, dt)
    assert gas.relaxed(p_b, p_a, g, cap_b, cap_a, dt) == -there


@given(pressures, pressures, st.floats(1e-9, 1.0), st.floats(1e-3, 1.0), st.floats(1e-3, 1.0))
def test_relaxed_in_two_steps_is_relaxed_in_one(
    p_a: float, p_b: float, g: float, cap_a: float, cap_b: float
) -> None:
    once = gas.relaxed(p_a, p_b, g, cap_a, cap_b, 1.0)
    first = gas.relaxed(p_a, p_b, g, cap_a, cap_b, 0.5)
    second = gas.relaxed(p_a - first / cap_a, p_b + first / cap_b, g, cap_a, cap_b, 0.5)
    assert first + second == pytest.approx(once, rel=1e-9, abs=1e-9)


def test_relaxed_against_space_empties() -> None:
    capacity = gas.capacity(295.0, 9.3)
    moved = gas.relaxed(59640.0, 0.0, 1e3, capacity, math.inf, 1e6)
    assert moved == pytest.approx(gas.amount(59640.0, 295.0, 9.3), rel=1e-12)
    assert gas.relaxed(2.0, 1.0, 3.0, math.inf, math.inf, 5.0) == 15.0


@given(st.floats(0.0, 3.0), st.floats(1.0, 100.0))
def test_adiabatic_blowdown_is_quicker_for_three_time_constants(z: float, constant: float) -> None:
    """Cooling takes pressure at once; only the last few per cent leave the more slowly."""
    cold = gas.adiabatic_blowdown(1.0, z * constant, constant)
    warm = gas.isothermal_blowdown(1.0, z * constant, constant)
    assert 0.0 < cold <= warm * (1.0 + 1e-12)


@pytest.mark.parametrize(("celsius", "pa"), [(0.0, 611.2), (20.0, 2339.0), (33.0, 5034.0)])
def test_saturation_pressure_against_steam_tables(celsius: float, pa: float) -> None:
    assert gas.saturation_pressure_water(celsius + 273.15) == pytest.approx(pa, rel=4e-3)


@given(st.floats(233.0, 343.0))
def test_dew_point_inverts_saturation(kelvin: float) -> None:
    vapour = gas.saturation_pressure_water(kelvin)
    assert gas.dew_point(vapour) == pytest.approx(kelvin, abs=1e-9)


def test_the_published_head_up_display() -> None:
    """5.3 psi, 47 % RH, 33.8 °C: 2.47 kPa of vapour and a dew point of 20.9 °C."""
    vapour = 0.47 * gas.saturation_pressure_water(33.8 + 273.15)
    assert vapour == pytest.approx(2470.0, rel=2e-3)
    assert gas.dew_point(vapour) - 273.15 == pytest.approx(20.9, abs=0.05)


@given(st.floats(-1e3, 1e9) | st.floats(0.0, 0.01))
@example(5e-324)
def test_dew_point_is_always_a_temperature(vapour: float) -> None:
    assert 173.0 < gas.dew_point(vapour) < 480.0


@given(st.floats(0.0, 1000.0), st.floats(0.0, 1000.0))
def test_saturation_pressure_rises(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert gas.saturation_pressure_water(low) <= gas.saturation_pressure_water(high)
