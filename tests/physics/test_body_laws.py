"""Laws and published points of the equations of the body."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.physics import body
from game.physics.constants import BTU_PER_HOUR, MMHG, MOLAR_MASS_CO2, MOLAR_MASS_O2, PSI

tracheal = st.floats(-10.0, 79.9)
kelvins = st.floats(300.0, 315.0)


def test_gas_exchange_at_the_design_rate_of_the_emu() -> None:
    assert body.oxygen_uptake_lpm(293.0) == pytest.approx(0.861, rel=1e-3)
    assert body.oxygen_uptake(293.0) * 6e4 == pytest.approx(1.23, rel=0.01)
    assert body.co2_production(293.0) * 6e4 == pytest.approx(1.45, rel=0.015)


@given(st.floats(50.0, 1000.0), st.floats(0.7, 1.0))
def test_the_respiratory_quotient_is_kept(power: float, rq: float) -> None:
    taken = body.oxygen_uptake(power, rq) / MOLAR_MASS_O2
    given_off = body.co2_production(power, rq) / MOLAR_MASS_CO2
    assert given_off / taken == pytest.approx(rq)


@given(st.floats(51.0, 199.0))
def test_heart_rate_inverts_the_cubic(rate: float) -> None:
    uptake = 0.2238 + 5.64e-7 * rate * rate * rate
    assert body.heart_rate(uptake) == pytest.approx(rate)


def test_heart_rate_is_held_to_what_hearts_do() -> None:
    assert body.heart_rate(0.0) == 50.0
    assert body.heart_rate(0.23) == 50.0
    assert body.heart_rate(50.0) == 200.0


@pytest.mark.parametrize(("btu", "mmhg"), [(1000, 8.09), (2000, 11.39), (3000, 14.36)])
def test_inspired_co2_of_the_emu(btu: float, mmhg: float) -> None:
    assert body.inspired_co2(btu * BTU_PER_HOUR) / MMHG == pytest.approx(mmhg, abs=0.2)


@pytest.mark.parametrize(
    ("kg_h", "watts"), [(1.7, 115), (2.5, 169), (3.5, 237), (5.0, 338), (7.0, 474)]
)
def test_cooling_by_gas_flow(kg_h: float, watts: float) -> None:
    assert body.gas_cooling_capacity(kg_h / 3600.0) == pytest.approx(watts, rel=0.02)


def test_water_boils_off_without_bound_below_its_pressure() -> None:
    assert body.moisture_capacity(1e-3, 4000.0) == math.inf


# Middles of the published ranges; air at the standard atmosphere's pressures, Pa.
@pytest.mark.parametrize(
    ("pascal", "low", "high"),
    [
        (0.0, 6, 9),
        (16240, 9, 15),
        (18750, 15, 20),
        (23840, 30, 60),
        (30090, 60, 180),
        (37600, 180, 360),
    ],
)
def test_useful_consciousness_at_flight_levels(pascal: float, low: float, high: float) -> None:
    seconds = body.useful_consciousness(body.tracheal_o2(pascal / MMHG, 0.2095))
    assert seconds == pytest.approx(0.5 * (low + high), rel=1e-12)
    halved = body.useful_consciousness(body.tracheal_o2(pascal / MMHG, 0.2095), rapid=True)
    assert halved == max(0.5 * seconds, 7.5)


@given(tracheal, tracheal)
def test_more_oxygen_is_more_time(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert body.useful_consciousness(low) <= body.useful_consciousness(high) * (1.0 + 1e-12)


def test_a_good_suit_keeps_consciousness_for_ever() -> None:
    assert body.useful_consciousness(body.tracheal_o2(3.5 * PSI / MMHG, 1.0)) == math.inf
    assert math.isfinite(body.useful_consciousness(79.9))


@given(st.floats(-10.0, 700.0), st.floats(-10.0, 700.0))
def test_saturation_rises_to_one(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert 0.0 <= body.severinghaus(low) <= body.severinghaus(high) <= 1.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 800.0))
def test_lungs_hold_less_oxygen_than_the_windpipe(fraction: float, mmhg: float) -> None:
    assert 0.0 <= body.alveolar_o2(mmhg, fraction) <= body.tracheal_o2(mmhg, fraction)


@pytest.mark.parametrize(
    ("mmhg", "effect", "flag"),
    [(0, 0, 0), (8, 0, 1), (15, 0, 2), (21, 1, 2), (38, 2, 3), (57, 3, 4), (76, 4, 4), (300, 4, 4)],
)
def test_co2_thresholds(mmhg: float, effect: int, flag: int) -> None:
    assert body.co2_effect(mmhg * MMHG) == effect
    assert body.co2_flag(mmhg * MMHG) == flag


def test_a_hundred_watts_too_much() -> None:
    assert body.temperature_rate(100.0, 75.0) * 3600.0 == pytest.approx(1.38, abs=0.01)


@given(kelvins, kelvins, kelvins)
def test_a_warmer_core_sweats_and_flushes_more(core: float, hotter: float, skin: float) -> None:
    low, high = min(core, hotter), max(core, hotter)
    assert body.skin_blood_flow(low, skin) <= body.skin_blood_flow(high, skin)
    assert body.sweating(low, skin) <= body.sweating(high, skin)


@given(kelvins, kelvins)
def test_two_node_values_stay_in_their_ranges(core: float, skin: float) -> None:
    flow = body.skin_blood_flow(core, skin)
    assert 0.5 <= flow <= 90.0
    assert 0.04 < body.skin_share(flow) < 0.74
    assert 0.0 <= body.sweating(core, skin) * 3.6e6 <= 500.0 * (1.0 + 1e-12)
    assert (body.core_to_skin(core, skin, flow) > 0.0) == (core > skin)
    assert body.shivering(core, skin) >= 0.0


def test_neutral_body_neither_sweats_nor_shivers() -> None:
    core, skin = body.CORE_NEUTRAL, body.SKIN_NEUTRAL
    assert body.sweating(core, skin) == 0.0
    assert body.shivering(core, skin) == 0.0
    assert body.skin_blood_flow(core, skin) == 6.3


def test_body_surface_of_a_reference_man() -> None:
    assert body.body_surface(70.0, 1.73) == pytest.approx(1.83, abs=0.01)


@pytest.mark.parametrize(("watts", "seconds"), [(586.0, 900.0), (469.0, 3600.0)])
def test_work_reserve_spans_the_peaks_of_the_emu(watts: float, seconds: float) -> None:
    left = body.work_reserve(body.WORK_RESERVE, watts, seconds)
    assert left == pytest.approx(0.0, abs=0.005 * body.WORK_RESERVE)
    assert body.work_reserve(left, watts, 1e6) == 0.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 1000.0), st.floats(0.0, 1e5))
def test_work_reserve_stays_within_itself(share: float, watts: float, dt: float) -> None:
    before = share * body.WORK_RESERVE
    after = body.work_reserve(before, watts, dt)
    assert 0.0 <= after <= body.WORK_RESERVE
    assert 0.0 <= body.fatigue(after) <= 1.0
    if watts >= body.CRITICAL_POWER:
        assert after <= before
    else:
        assert after >= before - 1e-9
