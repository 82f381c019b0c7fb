"""Laws and published points of the equations of the body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.physics import body
from game.physics.constants import LITRE_STP, MOLAR_MASS_CO2, MOLAR_MASS_O2

kelvins = st.floats(300.0, 315.0)


def test_gas_exchange_at_the_design_rate_of_the_emu() -> None:
    assert body.oxygen_uptake_lpm(293.0) == pytest.approx(0.861, rel=1e-3)
    assert body.oxygen_uptake(293.0) * 6e4 == pytest.approx(1.23, rel=0.01)
    given_off = body.oxygen_uptake(293.0) / MOLAR_MASS_O2 * body.RESPIRATORY_QUOTIENT
    assert given_off * MOLAR_MASS_CO2 * 6e4 == pytest.approx(1.45, rel=0.015)


@given(st.floats(0.0, 1000.0))
def test_both_units_of_the_uptake_agree(power: float) -> None:
    litres = body.oxygen_uptake_lpm(power) * LITRE_STP / 60.0
    assert body.oxygen_uptake(power) == pytest.approx(litres * MOLAR_MASS_O2)


@given(st.floats(51.0, 199.0))
def test_heart_rate_inverts_the_cubic(rate: float) -> None:
    uptake = 0.2238 + 5.64e-7 * rate * rate * rate
    assert body.heart_rate(uptake) == pytest.approx(rate)


def test_heart_rate_is_held_to_what_hearts_do() -> None:
    assert body.heart_rate(0.0) == 50.0
    assert body.heart_rate(0.23) == 50.0
    assert body.heart_rate(50.0) == 200.0


@given(kelvins, kelvins, kelvins)
def test_a_warmer_core_sweats_and_flushes_more(core: float, hotter: float, skin: float) -> None:
    low, high = min(core, hotter), max(core, hotter)
    assert body.skin_blood_flow(low, skin) <= body.skin_blood_flow(high, skin)
    assert body.sweating(low, skin) <= body.sweating(high, skin)


@given(kelvins, kelvins)
def test_two_node_values_stay_in_their_ranges(core: float, skin: float) -> None:
    flow = body.skin_blood_flow(core, skin)
    assert 0.5 <= flow <= 90.0
    assert 0.0 <= body.sweating(core, skin) * 3.6e6 <= 500.0 * (1.0 + 1e-12)
    assert (body.core_to_skin(core, skin, flow) > 0.0) == (core > skin)
    assert 0.0 <= body.shivering(core, skin) <= body.MOST_SHIVERING


def test_neutral_body_neither_sweats_nor_shivers() -> None:
    core, skin = body.CORE_NEUTRAL, body.SKIN_NEUTRAL
    assert body.sweating(core, skin) == 0.0
    assert body.shivering(core, skin) == 0.0
    assert body.skin_blood_flow(core, skin) == 6.3


@given(st.floats(290.0, 306.0), st.floats(280.0, 306.0))
def test_a_colder_skin_shivers_more_until_the_body_fails(core: float, skin: float) -> None:
    heat = body.shivering(core, skin)
    assert heat <= body.shivering(core, skin - 1.0)
    assert (heat == 0.0) == (core <= body.SHIVERS_STOP)


@given(kelvins, kelvins, st.floats(60.0, 300.0))
def test_who_works_sweats_more(core: float, skin: float, flux: float) -> None:
    assert body.sweating(core, skin) <= body.sweating(core, skin, flux)


def test_cold_slows_from_35_to_30_degrees() -> None:
    warm = 306.0
    cores = (310.0, 308.15, 303.15, 290.0)
    assert [body.clumsiness(core, warm) for core in cores] == [0, 0, 1, 1]
    assert body.clumsiness(305.65, warm) == pytest.approx(0.5)


def test_cold_hands_are_half_as_clumsy() -> None:
    skins = (300.0, 298.15, 290.65, 283.15, 260.0)
    assert [body.clumsiness(310.0, skin) for skin in skins] == [0.0, 0.0, 0.25, 0.5, 0.5]


def test_heat_and_cold_kill_sooner_the_further_they_go() -> None:
    assert body.core_survival(314.15) == pytest.approx(3600.0)
    assert body.core_survival(315.65) == pytest.approx(600.0, rel=0.01)
    assert body.core_survival(303.15) == pytest.approx(14400.0)
    assert body.core_survival(300.15) == pytest.approx(600.0, rel=0.01)


def test_the_highest_heart_rate_falls_with_age() -> None:
    """Tanaka 2001 [R]."""
    assert body.highest_heart_rate(40.0) == pytest.approx(180.0)


def test_body_surface_of_a_reference_man() -> None:
    """Du Bois: 1.81 m2 at 70 kg and 1.70 m [R]."""
    assert body.body_surface(70.0, 1.70) == pytest.approx(1.81, abs=0.006)
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
