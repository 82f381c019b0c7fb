"""Nitrogen in the tissues and the risk of decompression sickness.

Pressures in Pa, times in s. NASA's figures use the dry ambient pressure of nitrogen: no water
vapour is taken off. Facts (d), after the NASA evidence report on decompression sickness (2014)
and Conkin, NASA TP-2004-213158.
"""

from __future__ import annotations

from math import inf
from typing import Final, NamedTuple

from game.physics.constants import PSI
from game.physics.detmath import decay, exp, log, power

AMBIENT_HALF_TIME_S: Final = 360.0 * 60.0
"""Half time of the tissue that NASA's ratio is reckoned with, s; facts (d)."""
REST_RATE: Final = 0.6931471805599453 / AMBIENT_HALF_TIME_S
"""ln 2 over AMBIENT_HALF_TIME_S, 1/s."""
REFERENCE_PRESSURE: Final = 4.3 * PSI
"""Suit pressure at which the risk models were fitted, Pa; facts (d)."""
RATIO_LIMIT: Final = 1.65
"""Largest ratio of tissue nitrogen to suit pressure that NASA allows for a 4.3 psi suit."""
SEA_LEVEL_NITROGEN: Final = 11.6 * PSI
"""Tissue nitrogen in equilibrium with air at sea level, Pa; facts (d)."""
ONSET_MEAN: Final = 120.0 * 60.0
"""Mean time from decompression to symptoms, s; standard deviation 71 min; facts (d)."""


# --- Uptake and washout ---


def haldane(tissue: float, inspired: float, rate: float, time: float) -> float:
    """Tissue nitrogen, Pa, after ``time`` s at a constant ``inspired`` pressure of nitrogen, Pa.

    ``tissue`` is what it was; ``rate`` (1/s) is ln 2 over the half time. Exact at any time.
    """
    return inspired + (tissue - inspired) * decay(rate * time)


def schreiner(tissue: float, inspired: float, change: float, rate: float, time: float) -> float:
    """Tissue nitrogen, Pa, after ``time`` s while what is inspired changes by ``change`` Pa/s.

    ``inspired`` is the pressure of nitrogen at the start, Pa; ``rate`` (> 0, 1/s) is ln 2 over
    the half time. Schreiner and Kelley 1971, exact.
    """
    lag = change / rate
    return inspired + change * time - lag - (inspired - tissue - lag) * decay(rate * time)


def tissue_nitrogen(tissue: float, ambient: float, time: float) -> float:
    """NASA's P1N2, Pa, at rest.

    ``tissue`` Pa after ``time`` s in ``ambient`` Pa of dry nitrogen; half time 360 min. Facts (d).
    """
    return haldane(tissue, ambient, REST_RATE, time)


def exercise_rate(oxygen_ml_kg_min: float, lam: float) -> float:
    """Washout rate, 1/s, while a body takes up ``oxygen_ml_kg_min`` mL of O2 per kg and minute.

    e^(``lam`` VO2) / 519.37 a minute; ``lam`` is of the risk model. At 3.5 mL/(kg min), rest,
    it is 1.1 times REST_RATE. Facts (d).
    """
    return exp(lam * oxygen_ml_kg_min) / (519.37 * 60.0)


def tissue_ratio(tissue: float, suit_pressure: float) -> float:
    """NASA's R: tissue nitrogen over suit pressure (both Pa); infinite in a vacuum."""
    return tissue / suit_pressure if suit_pressure > 0.0 else inf


def time_to_ratio(
    tissue: float, suit_pressure: float, ratio: float = RATIO_LIMIT, rate: float = REST_RATE
) -> float:
    """Time on pure oxygen, s, until ``tissue`` Pa has come down to ``ratio`` at ``suit_pressure``.

    0 if it is already there; infinite if it never will be (a ratio or pressure of 0).
    """
    allowed = ratio * suit_pressure
    if tissue <= allowed:
        return 0.0
    return log(tissue / allowed) / rate if allowed > 0.0 else inf


# --- Breaks in a pre-breathe ---


class Payback(NamedTuple):
    """What a break in a pre-breathe costs."""

    restart: bool
    extra: float
    """Oxygen time to add, s."""


LONGEST_BREAK: Final = 600.0
"""Longest break in a pre-breathe that can be paid back, s; facts 2."""


def break_payback(length: float, early_exercise: bool = False) -> Payback:
    """What a break of ``length`` s in a pre-breathe costs.

    It is paid back twice over, four times in the early part of an exercise protocol; over 10 min
    the pre-breathe starts anew. NASA evidence report on decompression sickness, facts 2.
    """
    if length > LONGEST_BREAK:
        return Payback(True, 0.0)
    return Payback(False, max(length, 0.0) * (4.0 if early_exercise else 2.0))


# --- Risk ---


class RiskModel(NamedTuple):
    """A logistic model of decompression sickness: logit P = a + b ETR + c man + d age."""

    name: str
    intercept: float
    per_ratio: float
    man: float
    per_year: float
    lam: float
    """Exponent of exercise, (kg min)/mL; for :func:`exercise_rate`."""


NULL_MODEL: Final = RiskModel("null", -25.56, 12.83, -1.037, 0.0, 0.030)
"""Conkin's null model: exercise ratio and sex; facts (d)."""
RESEARCH_MODEL: Final = RiskModel("research", -31.71, 14.55, 0.0, 0.053, 0.025)
"""Conkin's research model: exercise ratio and age; facts (d)."""


class Risk(NamedTuple):
    """Chance of decompression sickness."""

    probability: float
    ratio: float
    """Tissue nitrogen over suit pressure."""
    extrapolated: bool
    """Whether the suit pressure is not the 4.3 psi for which the model holds."""


def risk(
    tissue: float,
    suit_pressure: float,
    model: RiskModel = RESEARCH_MODEL,
    man: bool = True,
    age: float = 40.0,
) -> Risk:
    """Chance that somebody with ``tissue`` Pa of nitrogen falls ill at ``suit_pressure`` Pa.

    Conkin, TP-2004-213158, facts (d). Valid at 4.3 psi; at another pressure the ratio to that
    pressure is put in, and the answer says that it is extrapolated (more than 1 % away).
    """
    ratio = tissue_ratio(tissue, suit_pressure)
    logit = model.intercept + model.per_ratio * ratio + model.per_year * age
    if man:
        logit += model.man
    off = suit_pressure - REFERENCE_PRESSURE
    extrapolated = not -0.01 * REFERENCE_PRESSURE <= off <= 0.01 * REFERENCE_PRESSURE
    return Risk(1.0 / (1.0 + exp(-logit)), ratio, extrapolated)


_ONSET_SHAPE: Final = 3.656
_ONSET_SCALE: Final = ONSET_MEAN * 0.8814


def onset_time(quantile: float) -> float:
    """Time from decompression to symptoms, s, at ``quantile`` (0 to 1) of those who get them.

    Log-logistic, the shape that survival models of decompression sickness use [R], with the
    published mean and deviation of 120 and 71 min (facts (d)) [C].
    """
    if quantile <= 0.0:
        return 0.0
    if quantile >= 1.0:
        return inf
    return _ONSET_SCALE * power(quantile / (1.0 - quantile), 1.0 / _ONSET_SHAPE)
