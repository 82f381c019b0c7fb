"""The cases of the facts page that formulas alone must reproduce; T numbers are its own.

Those of blowdowns, flows and cabins are flown: tests/world/test_cases.py.
"""

from __future__ import annotations

import math

import pytest

from game.physics import body, breath, nitrogen, orbit, reliability
from game.physics.constants import (
    DEGREE,
    MMHG,
    PSI,
    R_EARTH,
)


@pytest.mark.parametrize(("minutes", "psia"), [(60, 10.334), (240, 7.308), (360, 5.800)])
def test_t8_prebreathe(minutes: float, psia: float) -> None:
    left = nitrogen.tissue_nitrogen(nitrogen.SEA_LEVEL_NITROGEN, 0.0, minutes * 60.0)
    assert left / PSI == pytest.approx(psia, rel=1e-3)
    if minutes == 240:
        ratio = nitrogen.tissue_ratio(left, nitrogen.REFERENCE_PRESSURE)
        assert ratio == pytest.approx(1.699, rel=1e-3)


@pytest.mark.parametrize(("minutes", "ratio"), [(22, 1.22), (30, 1.19)])
def test_t10_prebreathe_after_8_psi(minutes: float, ratio: float) -> None:
    left = nitrogen.tissue_nitrogen(5.44 * PSI, 0.0, minutes * 60.0)
    assert nitrogen.tissue_ratio(left, 4.3 * PSI) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("fraction", "mmhg", "wanted"),
    [
        (1.0, 5.1 * PSI / MMHG, 176.7),
        (1.0, 4.3 * PSI / MMHG, 135.4),
        (1.0, 3.7 * PSI / MMHG, 104.3),
        (0.32, 8.65 * PSI / MMHG, 81.3),
        (0.2095, 760.0, 101.5),
    ],
)
def test_t12_alveolar_oxygen(fraction: float, mmhg: float, wanted: float) -> None:
    assert breath.alveolar_o2(mmhg, fraction, 40.0, 0.8) == pytest.approx(wanted, abs=0.3)


@pytest.mark.parametrize(
    ("mmhg", "percent"), [(26.86, 50.0), (40.0, 74.9), (60.0, 90.6), (100.0, 97.7)]
)
def test_t13_severinghaus(mmhg: float, percent: float) -> None:
    assert 100.0 * breath.severinghaus(mmhg) == pytest.approx(percent, abs=0.1)


def test_t20_the_orbit() -> None:
    elements = orbit.elements_of_heights(190e3, 735e3, 51.65 * DEGREE)
    rates = orbit.secular_rates(elements)
    perigee = orbit.length(orbit.state_of(elements).velocity)
    apogee = orbit.length(orbit.state_of(elements._replace(anomaly=math.pi)).velocity)
    assert orbit.period(elements.semi_major) == pytest.approx(5630.6, rel=1e-3)
    assert elements.eccentricity == pytest.approx(0.03984, rel=1e-3)
    assert rates.node / DEGREE * 86400.0 == pytest.approx(-4.854, rel=1e-3)
    assert rates.perigee / DEGREE * 86400.0 == pytest.approx(3.618, rel=1e-3)
    assert perigee == pytest.approx(7944.0, rel=1e-3)
    assert apogee == pytest.approx(7335.0, rel=1e-3)
    cosine = (1.0 - (R_EARTH + 700e3) / elements.semi_major) / elements.eccentricity
    mean = orbit.mean_anomaly(math.acos(cosine), elements.eccentricity)
    above = 2.0 * (math.pi - mean) / orbit.mean_motion(elements.semi_major)
    # 15.890 min, which the page rounds to 15.9.
    assert above / 60.0 == pytest.approx(15.89, rel=1e-3)


def test_t21_kepler() -> None:
    eccentric = orbit.eccentric_anomaly(235.4 * DEGREE, 0.4)
    assert eccentric / DEGREE == pytest.approx(220.512075, abs=1e-6)


@pytest.mark.parametrize(("km", "minutes"), [(700, 11.60), (735, 12.00), (190, 4.75)])
def test_t23_longest_pass(km: float, minutes: float) -> None:
    """A station at the equator, an orbit over it, and an Earth that stands still."""
    station, radius = orbit.surface(0.0, 0.0), R_EARTH + km * 1e3
    rate = orbit.mean_motion(radius)
    heard = [
        second
        for second in range(-600, 600)
        if orbit.heard(station, orbit.surface(0.0, rate * second, radius), 5.0 * DEGREE)
    ]
    assert len(heard) / 60.0 == pytest.approx(minutes, rel=5e-3)


def test_t7_a_stay_at_depth() -> None:
    """20 min at 30 m on 32 % O2: the part of decotengu's example without a change of depth."""
    rate, inspired = math.log(2.0) / 5.0, 0.68 * (4.0 - 0.0627)
    assert nitrogen.haldane(0.919397, inspired, rate, 20.0) == pytest.approx(2.567490, abs=1e-5)


def test_t25_heart() -> None:
    conditions = reliability.CONDITIONS
    shares = (("time", 0.4), ("overload", 0.5), ("inexperience", 0.2))
    error = reliability.heart(
        reliability.GENERIC_TASKS["F"].probability,
        [(conditions[name], share) for name, share in shares],
    )
    assert error == 0.0735


def test_t26_heat_that_stays() -> None:
    assert pytest.approx(0.0802, rel=0.01) == 350.0 / (75.0 * body.SPECIFIC_HEAT) * 60.0
