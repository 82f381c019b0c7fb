"""The mission of the day: a level and a seed from the date, the same for everybody.

The date comes from outside: the simulation reads no clock. The Simulation Supervisor draws what
goes wrong.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from game.level import loading
from game.level.mistakes import LevelMistakes, UnknownLevel
from game.level.schema import Difficulty, Level
from game.level.simsup import can_strike

DIFFICULTY: Difficulty = "specialist"
FEWEST = 6
"""Failures that a level must have to be the mission of a day."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Today(NamedTuple):
    """The mission of a day."""

    level: Level
    """It asks for the Simulation Supervisor."""
    seed: int
    difficulty: Difficulty
    day: str
    """``25 Nov``."""


def mission_of(day: date) -> Today:
    """The mission of ``day``. Raises UnknownLevel when the game has no level for it."""
    levels = [level for level in _levels() if len(can_strike(level)) >= FEWEST]
    if not levels:
        raise UnknownLevel("no level of the game has failures enough for a mission a day")
    level = levels[day.toordinal() % len(levels)]
    seed = day.year * 10000 + day.month * 100 + day.day
    return Today(level.changed(simsup="draw"), seed, DIFFICULTY, _said(day))


def day_of(level: Level, seed: int) -> str:
    """The day whose mission this was: ``25 Nov``; empty for any other mission."""
    if level.simsup == "none":
        return ""
    try:
        return _said(date(seed // 10000, seed // 100 % 100, seed % 100))
    except (ValueError, OverflowError):
        return ""


def _said(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _levels() -> list[Level]:
    """The levels of the game that can be flown, but those of training."""
    found = []
    for path in loading.builtin():
        try:
            level = loading.load(path)
        except LevelMistakes:
            continue
        if level.difficulty != "training":
            found.append(level)
    return found
