"""The scrub bar of a replay: where it is, what happened when, and night and contact below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.display.panel import NO_FOCUS, Focus, Size
from game.display.text import SYMBOL, Lines, Part, aimed, fit, width_of
from game.flightlog.replay.seek import Mark
from game.vocabulary import units
from game.vocabulary.events import SEVERITIES
from game.vocabulary.units import TICK_S

MARKED = {
    "order": ("╵", "order"),
    "objective": ("◆", "good"),
    "outcome": ("◆", "good"),
    "note": ("¶", "bright"),
}
"""How marks other than alarms look."""

LOST = ("✗", "emergency")
"""How the end of a mission looks that did not end well."""

NIGHT, SILENCE, BOTH = "░", "×", "▓"
"""How a stretch of night, of no signal, and of both together looks."""

LEGEND = (
    ("━ █ ─ ┈", "what was played, where it is, what is to come, what is not read yet"),
    ("╵ ◆ ✗ ¶", "an order, an objective or a good end, a bad end, a note or bookmark"),
    ("· △ ▲ ■", "an alarm: advisory, caution, warning, emergency"),
    (
        f"{NIGHT} {SILENCE} {BOTH}",
        "below it: night, no signal, both at once; day and contact are empty",
    ),
)
"""What the signs on the bar mean."""


@dataclass(frozen=True, slots=True)
class Scrub:
    """What the bar shows. Stretches are from tick to tick."""

    at: int
    end: int
    marks: tuple[Mark, ...] = ()
    nights: tuple[tuple[int, int], ...] = ()
    silences: tuple[tuple[int, int], ...] = ()
    read: int | None = None
    """The last tick that was looked at for marks; None for all."""


def stretches(marks: Sequence[Mark], kind: str, on: bool, end: int) -> tuple[tuple[int, int], ...]:
    """The stretches that marks of ``kind`` begin and end by turns; ``on`` says how it begins."""
    turns = [mark.tick for mark in marks if mark.kind == kind]
    if on:
        turns.insert(0, 0)
    if len(turns) % 2:
        turns.append(end)
    return tuple(zip(turns[::2], turns[1::2], strict=True))


def draw(data: Scrub, area: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The bar, and below it the lane of night and contact. A click goes to that time."""
    width, height = area
    now, end = units.clock(data.at * TICK_S), units.clock(data.end * TICK_S)
    size = max(10, width - len(now) - len(end) - 5)
    bar = (Part(f" {now} ", "bright", "key:jump"), *_bar(data, size), Part(f" {end} ", "dim"))
    signs = (
        Part(" ☾", "night"), Part(f"{NIGHT} ", "night"),
        Part(" ○", "caution"), Part(SILENCE, "caution"),
    )  # fmt: skip
    gap = Part(" " * (len(now) + 2 - width_of(signs)))
    lane = (*aimed(signs, "bar:"), gap, *_lane(data, size))
    return (fit(bar, width), fit(lane, width))[:height]


def _cell(data: Scrub, tick: int, size: int) -> int:
    return min(size - 1, tick * size // max(1, data.end))


def _tick(data: Scrub, cell: int, size: int) -> int:
    """The first tick of a cell."""
    return -(-cell * data.end // size)


def _bar(data: Scrub, size: int) -> list[Part]:
    here = _cell(data, data.at, size)
    worst: dict[int, Mark] = {}
    for mark in data.marks:
        if mark.kind not in ("contact", "sun"):
            at = _cell(data, mark.tick, size)
            if at not in worst or _rank(mark) > _rank(worst[at]):
                worst[at] = mark
    parts = []
    for at in range(size):
        found = worst.get(at)
        tick = _tick(data, at, size) if found is None else found.tick
        sign = ("━", "bar") if at < here else ("─", "bar.empty")
        if data.read is not None and tick > data.read:
            sign = ("┈", "bar.empty")
        if found is not None:
            alarm = found.kind == "alarm"
            sign = (SYMBOL[found.severity], found.severity) if alarm else MARKED[found.kind]
            if found.kind == "outcome" and found.severity != "routine":
                sign = LOST
        if at == here:
            sign = ("█", "bright")
        parts.append(Part(*sign, f"tick:{tick}"))
    return parts


def _rank(mark: Mark) -> int:
    """Which of two marks in one cell is shown: the higher."""
    if mark.kind == "alarm":
        return 2 * SEVERITIES.index(mark.severity)
    return {"note": 5, "outcome": 3, "objective": 1}.get(mark.kind, 0)


def _lane(data: Scrub, size: int) -> list[Part]:
    parts = []
    for at in range(size):
        first, last = _tick(data, at, size), _tick(data, at + 1, size)
        night = any(start < last and end > first for start, end in data.nights)
        silent = any(start < last and end > first for start, end in data.silences)
        sign = BOTH if night and silent else NIGHT if night else SILENCE if silent else " "
        role = "caution" if silent else "night"
        parts.append(Part(sign, role, f"tick:{first}"))
    return parts
