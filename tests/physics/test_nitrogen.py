"""Laws of the equations of nitrogen and of decompression sickness."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.physics import nitrogen
from game.physics.constants import PSI

pressures = st.floats(0.0, 2e5)


@given(pressures, pressures, st.floats(0.0, 1e6))
def test_tissue_goes_towards_what_is_breathed(tissue: float, ambient: float, time: float) -> None:
    after = nitrogen.tissue_nitrogen(tissue, ambient, time)
    assert min(tissue, ambient) - 1e-9 <= after <= max(tissue, ambient) + 1e-9


@given(pressures, pressures, st.floats(0.0, 1e5))
def test_two_halves_are_one_whole(tissue: float, ambient: float, time: float) -> None:
    half = nitrogen.tissue_nitrogen(tissue, ambient, 0.5 * time)
    whole = nitrogen.tissue_nitrogen(tissue, ambient, time)
    assert nitrogen.tissue_nitrogen(half, ambient, 0.5 * time) == pytest.approx(whole, abs=1e-6)


@given(pressures, pressures, st.floats(1e-5, 1e-2), st.floats(0.0, 1e5))
def test_schreiner_without_change_is_haldane(
    tissue: float, inspired: float, rate: float, time: float
) -> None:
    constant = nitrogen.haldane(tissue, inspired, rate, time)
    assert nitrogen.schreiner(tissue, inspired, 0.0, rate, time) == pytest.approx(
        constant, abs=1e-6
    )


def test_schreiner_is_the_limit_of_small_steps() -> None:
    rate, change, tissue = 1e-3, -20.0, 8e4
    whole = nitrogen.schreiner(tissue, 7e4, change, rate, 600.0)
    for step in range(6000):
        tissue = nitrogen.haldane(tissue, 7e4 + change * (step + 0.5) * 0.1, rate, 0.1)
    assert tissue == pytest.approx(whole, rel=1e-7)


def test_time_to_ratio_reaches_the_ratio() -> None:
    suit = 4.3 * PSI
    time = nitrogen.time_to_ratio(nitrogen.SEA_LEVEL_NITROGEN, suit)
    left = nitrogen.tissue_nitrogen(nitrogen.SEA_LEVEL_NITROGEN, 0.0, time)
    assert nitrogen.tissue_ratio(left, suit) == pytest.approx(nitrogen.RATIO_LIMIT)
    assert nitrogen.time_to_ratio(1e3, suit) == 0.0
    assert nitrogen.time_to_ratio(1e3, 0.0) == math.inf
    assert nitrogen.tissue_ratio(1e3, 0.0) == math.inf


def test_exercise_washes_out_faster() -> None:
    rest = nitrogen.exercise_rate(3.5, 0.03)
    assert rest / nitrogen.REST_RATE == pytest.approx(1.11, abs=0.01)
    assert nitrogen.exercise_rate(20.0, 0.03) > rest


@pytest.mark.parametrize(
    ("seconds", "early", "extra", "restart"),
    [
        (0.0, False, 0.0, False),
        (-5.0, False, 0.0, False),
        (300.0, False, 600.0, False),
        (300.0, True, 1200.0, False),
        (600.0, False, 1200.0, False),
        (600.5, False, 0.0, True),
    ],
)
def test_breaks_are_paid_back(seconds: float, early: bool, extra: float, restart: bool) -> None:
    assert nitrogen.break_payback(seconds, early) == (restart, extra)


@given(st.floats(0.0, 1.2e5), st.floats(0.0, 1.2e5), st.floats(20.0, 60.0))
def test_more_nitrogen_is_more_risk(a: float, b: float, age: float) -> None:
    low, high = min(a, b), max(a, b)
    for model in (nitrogen.NULL_MODEL, nitrogen.RESEARCH_MODEL):
        few = nitrogen.risk(low, 4.3 * PSI, model, True, age).probability
        many = nitrogen.risk(high, 4.3 * PSI, model, True, age).probability
        assert 0.0 <= few <= many <= 1.0


def test_risk_at_the_limit_is_the_logistic_of_the_source() -> None:
    tissue = 1.8 * 4.3 * PSI
    null = nitrogen.risk(tissue, 4.3 * PSI, nitrogen.NULL_MODEL, man=False)
    research = nitrogen.risk(tissue, 4.3 * PSI, nitrogen.RESEARCH_MODEL, age=40.0)
    assert null.probability == pytest.approx(1 / (1 + math.exp(25.56 - 12.83 * 1.8)), rel=1e-9)
    assert research.probability == pytest.approx(
        1 / (1 + math.exp(31.71 - 14.55 * 1.8 - 0.053 * 40.0)), rel=1e-9
    )
    assert nitrogen.risk(tissue, 4.3 * PSI, nitrogen.NULL_MODEL).probability < null.probability


def test_another_suit_pressure_is_said_to_be_extrapolated() -> None:
    assert not nitrogen.risk(5e4, 4.3 * PSI).extrapolated
    assert nitrogen.risk(5e4, 5.1 * PSI).extrapolated
    assert nitrogen.risk(5e4, 3.7 * PSI).extrapolated
    assert nitrogen.risk(5e4, 0.0) == (1.0, math.inf, True)


def test_onset_has_the_published_mean_and_deviation() -> None:
    count = 20000
    times = [nitrogen.onset_time((i + 0.5) / count) / 60.0 for i in range(count)]
    mean = math.fsum(times) / count
    deviation = math.sqrt(math.fsum((t - mean) * (t - mean) for t in times) / count)
    assert mean == pytest.approx(120.0, rel=0.01)
    assert deviation == pytest.approx(71.0, rel=0.02)
    assert nitrogen.onset_time(0.0) == 0.0
    assert nitrogen.onset_time(1.0) == math.inf
