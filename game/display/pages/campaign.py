"""A campaign as a strip of days: what is behind, what comes, what was left in the tanks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from game.campaign.progress import Standing, Stop
from game.display.text import Lines, Part, clean, fit, pad

MARKS = {"done": ("✓", "good"), "home": ("△", "caution"), "open": ("▶", "accent"),
         "next": ("▶", "accent"), "failed": ("↻", "caution"), "ahead": ("·", "dim")}  # fmt: skip
"""The mark and the role of a mission, by its state."""
WORDS = {"done": "done", "home": "home, not all of it done", "open": "not over yet",
         "next": "next", "failed": "to be flown again", "ahead": "ahead"}  # fmt: skip
"""A state in words."""
BAR = 8
"""Cells of a bar of oxygen."""


def strip(standing: Standing, width: int) -> Lines:
    """Three lines: the days, the missions of each, and the oxygen with which each day began."""
    days = [tuple(stops) for _, stops in groupby(standing.stops, key=lambda stop: stop.day)]
    cells = max(BAR + 2, (width - 1) // max(1, len(days)))
    first, last = standing.campaign.tanks, standing.campaign.spare
    full = max(0.1, first.o2_a + first.o2_b + last.o2)
    heads, marks, bars = [Part(" ")], [Part(" ")], [Part(" ")]
    for stops in days:
        heads.append(Part(pad(clean(stops[0].day), cells), "head"))
        marks += _marks(stops, cells)
        bars.append(_bar(standing, stops, full, cells))
    return tuple(fit(line, width) for line in (heads, marks, bars))


def _marks(stops: Sequence[Stop], cells: int) -> list[Part]:
    made = [Part(f"{MARKS[stop.state][0]} ", MARKS[stop.state][1]) for stop in stops]
    score = f"{stops[0].score}" if len(stops) == 1 and stops[0].score is not None else ""
    return [*made, Part(pad(score, max(0, cells - 2 * len(stops))), "dim")]


def _bar(standing: Standing, stops: Sequence[Stop], full: float, cells: int) -> Part:
    """What oxygen there was, in tanks and bottles, as the day began; of today, what there is."""
    numbers = [stop.number - 1 for stop in stops]
    began = next((stop.carried for stop in stops if stop.carried is not None), None)
    there = began or (standing.now if standing.at in numbers else None)
    if there is None or stops[0].ground:
        return Part(" " * cells)
    kilograms = there.o2_a + there.o2_b + there.spare_o2
    blocks = min(BAR, max(0, round(BAR * kilograms / full)))
    return Part(pad("▰" * blocks + "▱" * (BAR - blocks), cells), "accent")


def left(standing: Standing) -> str:
    """What there is now, in a sentence."""
    now = standing.now
    return (
        f"Oxygen {now.o2_a + now.o2_b:.1f} kg in the tanks and {now.spare_o2:.1f} in bottles, "
        f"nitrogen {now.n2:.1f} and {now.spare_n2:.1f}."
    )
