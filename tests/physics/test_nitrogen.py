"""Laws of the equations of nitrogen and of decompression sickness."""

from __future__ import annotations

import math
from itertools import pairwise

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


def test_no_pressure_is_an_infinite_ratio() -> None:
    assert nitrogen.tissue_ratio(1e3, 0.0) == math.inf


def test_exercise_washes_out_faster() -> None:
    rest = nitrogen.exercise_rate(3.5)
    assert rest / nitrogen.REST_RATE == pytest.approx(1.11, abs=0.01)
    assert nitrogen.exercise_rate(20.0) > rest


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


@given(st.floats(0.0, 1.2e5), st.floats(0.0, 1.2e5), st.floats(1e4, 1e5), st.floats(0.0, 1.0))
def test_more_nitrogen_is_more_risk(a: float, b: float, pressure: float, man: float) -> None:
    low, high = min(a, b), max(a, b)
    few = nitrogen.incidence(low, pressure, man)
    many = nitrogen.incidence(high, pressure, man)
    assert 0.0 <= few <= many <= 1.0


@given(st.floats(2e4, 1e5), st.floats(1.0, 3.0))
def test_no_jump_between_pressures(pressure: float, ratio: float) -> None:
    here = nitrogen.incidence(ratio * pressure, pressure)
    beside = nitrogen.incidence(ratio * pressure, pressure * 1.0001)
    assert beside == pytest.approx(here, abs=0.01)


@pytest.mark.parametrize("ratio", [1.2, 1.5, 1.65, 1.8])
def test_at_4_3_psi_it_is_the_logistic_of_the_source(ratio: float) -> None:
    """Conkin's null model, facts (d); the few whom nothing makes ill change little here."""
    tissue = ratio * 4.3 * PSI
    for man in (0.0, 1.0):
        logit = -25.56 + 12.83 * ratio - 1.037 * man
        expected = 1.0 / (1.0 + math.exp(-logit))
        assert nitrogen.incidence(tissue, 4.3 * PSI, man) == pytest.approx(expected, rel=0.001)


def test_a_vacuum_spares_few() -> None:
    assert nitrogen.incidence(5e4, 0.0) == nitrogen.incidence(5e4, 1.0) == pytest.approx(0.88)


def test_onset_has_the_published_mean_and_deviation() -> None:
    """120 +- 71 min; facts (d)."""
    minutes = [1.002**at for at in range(6000)]
    shares = [nitrogen.onset_share(at * 60.0) for at in minutes]
    weights = [b - a for a, b in pairwise([0.0, *shares])]
    mean = math.fsum(w * t for w, t in zip(weights, minutes, strict=True))
    deviation = math.sqrt(
        math.fsum(w * (t - mean) ** 2 for w, t in zip(weights, minutes, strict=True))
    )
    assert mean == pytest.approx(120.0, rel=0.01)
    assert deviation == pytest.approx(71.0, rel=0.02)
    assert nitrogen.onset_share(0.0) == 0.0
