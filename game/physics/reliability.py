"""How often people err: HEART, and the cross-check of THERP. Facts (h)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple


class Generic(NamedTuple):
    """A generic task of HEART: how often it goes wrong in good conditions."""

    probability: float
    text: str


GENERIC_TASKS: Final[dict[str, Generic]] = {
    "A": Generic(0.55, "totally unfamiliar, at speed, no idea of the outcome"),
    "B": Generic(0.26, "shift or restore a system on one try, without supervision or procedure"),
    "C": Generic(0.16, "complex, needing high comprehension and skill"),
    "D": Generic(0.09, "fairly simple, done rapidly or with scant attention"),
    "E": Generic(0.02, "routine, highly practised, rapid, little skill"),
    "F": Generic(0.003, "restore or shift a system following procedures, with some checking"),
    "G": Generic(0.0004, "familiar, well designed, highly practised, time to correct"),
    "H": Generic(2e-5, "respond to a command with an automatic supervisor that interprets"),
}
"""Williams 1986, facts (h); the wording is shortened [R]."""

CONDITIONS: Final[dict[str, float]] = {
    "unfamiliar": 17.0,
    "time": 11.0,
    "signal": 10.0,
    "overload": 6.0,
    "feedback": 4.0,
    "inexperience": 3.0,
    "unchecked": 3.0,
}
"""Error-producing conditions of HEART and the most that each multiplies by; facts (h)."""

CHECKER_MISSES: Final = 0.2
"""Share of slips that a cross-check misses: THERP has 0.1 for an active one to 0.5 for a glance;
facts (h)."""


def heart(generic: float, conditions: Sequence[tuple[float, float]] = ()) -> float:
    """Human error probability by HEART, 0 to 1.

    ``generic`` is the probability of the generic task; each condition is its largest multiplier
    (>= 1) and the share of it that applies (0 to 1; below 0 it helps). Williams 1986, facts (h):
    HEP = generic × Π [(multiplier - 1) × share + 1].
    """
    probability = generic
    for multiplier, share in conditions:
        probability *= (multiplier - 1.0) * share + 1.0
    return min(max(probability, 0.0), 1.0)
