"""Nitrogen in the tissues and the risk of decompression sickness.

Pressures in Pa, times in s. NASA's figures use the dry ambient pressure of nitrogen: no water
vapour is taken off. Facts (d), after the NASA evidence report on decompression sickness (2014)
and Conkin, NASA TP-2004-213158.
"""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import Final, NamedTuple

from game.physics.constants import PSI
from game.physics.detmath import decay, exp, power

AMBIENT_HALF_TIME_S: Final = 360.0 * 60.0
"""Half time of the tissue in NASA's ratio, s; facts (d)."""
REST_RATE: Final = 0.6931471805599453 / AMBIENT_HALF_TIME_S
"""ln 2 over AMBIENT_HALF_TIME_S, 1/s."""
REFERENCE_PRESSURE: Final = 4.3 * PSI
"""Suit pressure at which the risk models were fitted, Pa; facts (d)."""
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


def tissue_nitrogen(tissue: float, ambient: float, time: float) -> float:
    """NASA's P1N2, Pa, at rest.

    ``tissue`` Pa after ``time`` s in ``ambient`` Pa of dry nitrogen; half time 360 min. Facts (d).
    """
    return haldane(tissue, ambient, REST_RATE, time)


EXERCISE_EXPONENT: Final = 0.030
"""Exponent of exercise in Conkin's null model, (kg min)/mL; facts (d)."""


def exercise_rate(oxygen_ml_kg_min: float) -> float:
    """Washout rate, 1/s, while a body takes up ``oxygen_ml_kg_min`` mL of O2 per kg and minute.

    e^(0.030 VO2) / 519.37 a minute. At 3.5 mL/(kg min), rest, it is 1.1 times REST_RATE.
    Facts (d).
    """
    return exp(EXERCISE_EXPONENT * oxygen_ml_kg_min) / (519.37 * 60.0)


def tissue_ratio(tissue: float, suit_pressure: float) -> float:
    """NASA's R: tissue nitrogen over suit pressure (both Pa); infinite in a vacuum."""
    return tissue / suit_pressure if suit_pressure > 0.0 else inf


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
    the pre-breathe starts again. NASA evidence report on decompression sickness, facts 2.
    """
    if length > LONGEST_BREAK:
        return Payback(True, 0.0)
    return Payback(False, max(length, 0.0) * (4.0 if early_exercise else 2.0))


# --- Risk ---


INTERCEPT, PER_RATIO, MAN = -25.56, 12.83, -1.037
"""Conkin's null model at 4.3 psi: logit P = -25.56 + 12.83 ETR - 1.037 man; facts (d)."""
_KNEE: Final = 1.8
"""Ratio about which the corrections away from 4.3 psi turn."""
_CORRECTIONS: Final = (
    (4.3 * PSI, 0.0, 1.0),
    (6.07 * PSI, 3.0, 0.45),
    (6.42 * PSI, 0.6, 0.45),
    (6.81 * PSI, 0.0, 0.45),
)
"""Suit pressure, Pa, and there: what is added to the logit, and what the slope is times [C]. So
that men who breathe oxygen from the ascent on fall ill as in chambers: 55 % at 22,500 ft, 5 % at
21,200, nobody at 19,800 (Webb 1998 [S]), and after an hour of oxygen 26 % at 22,500 ft (Webb and
Pilmanis 2005 [S])."""
_SPARED: Final = 0.12
"""Share that stays well however many bubbles there are: at 30,000 ft after an hour of oxygen 87 %
fall ill (Webb and Pilmanis 2005 [S]) where the logistic alone says 98 % [C]."""


def incidence(tissue: float, pressure: float, man: float = 1.0) -> float:
    """Share of people, 0 to 1, who fall ill in some hours at a suit pressure of ``pressure`` Pa.

    ``tissue`` is their nitrogen when the pressure falls, Pa; ``man`` is 1 for men, 0 for women.
    At 4.3 psi it is Conkin's null model (TP-2004-213158, facts (d)), but for the few whom nothing
    makes ill. Above 4.3 psi it is extrapolation, drawn through chamber exposures at higher
    pressures; below, the ratio alone tells.
    """
    if pressure <= 0.0:
        return 1.0 - _SPARED
    added, slope = _correction(pressure)
    ratio = tissue / pressure
    if ratio > 20.0:
        return 1.0 - _SPARED
    logit = INTERCEPT + PER_RATIO * (_KNEE + slope * (ratio - _KNEE)) + MAN * man + added
    share = 1.0 / (1.0 + exp(-logit))
    squared = share * share
    return share * (1.0 - _SPARED * squared * squared)


def _correction(pressure: float) -> tuple[float, float]:
    """What is added to the logit at ``pressure`` Pa, and what its slope is multiplied by."""
    if pressure <= _CORRECTIONS[0][0]:
        return 0.0, 1.0
    for (p0, added0, slope0), (p1, added1, slope1) in pairwise(_CORRECTIONS):
        if pressure < p1:
            share = (pressure - p0) / (p1 - p0)
            return added0 + (added1 - added0) * share, slope0 + (slope1 - slope0) * share
    return _CORRECTIONS[-1][1], _CORRECTIONS[-1][2]


_ONSET_SHAPE: Final = 3.656
_ONSET_SCALE: Final = ONSET_MEAN * 0.8814


def onset_share(time: float) -> float:
    """Share of those who fall ill, 0 to 1, that has done so ``time`` s after decompression.

    Log-logistic, the shape that survival models of decompression sickness use [R], with the
    published mean and deviation of 120 and 71 min (facts (d)) [C].
    """
    if time <= 0.0:
        return 0.0
    return 1.0 / (1.0 + power(_ONSET_SCALE / time, _ONSET_SHAPE))
