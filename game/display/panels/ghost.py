"""An earlier mission beside this one: a row of words, and two lanes where there is room."""

from __future__ import annotations

import math

from game.display.ghost import Beside, Lane
from game.display.panel import NO_FOCUS, Band, Focus, Panel, Size
from game.display.text import SYMBOL, Line, Lines, Part, cut, fit, joined, spread, width_of
from game.display.view import View
from game.vocabulary.cells import cell_len
from game.vocabulary.events import SEVERITIES
from game.vocabulary.units import TICK_S, clock

SIGN = "◌"
"""Stands for the ghost."""

TARGET = "key:ghost"
"""A click puts the ghost away."""

WIDE = 110
"""Columns from which on there is room for more words."""

_LABEL = 9
_SHORTEST = 3
"""Cells under which a checklist's title on its lane says nothing."""
_LEAST_WORDS = 9
"""Cells under which words that may be left out are."""
_END = {"lost": "✗", "timeout": "✗", "success": "◆", "home": "◆"}


def look(view: View) -> Beside | None:
    """The two missions now, while a ghost flies beside."""
    return None if view.follower is None else view.follower.look(view.room)


def draw(beside: Beside, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """A row; with three rows of height, the two lanes under it."""
    width, height = size
    words = _words(beside, width)
    if height < 3:
        return (words,)
    return (words, *lanes(beside, width))


def _words(beside: Beside, width: int) -> Line:
    """Who is ahead, what the ghost did next; at the right edge its oxygen and its trouble.

    When it gets tight, words give way in this order: what the alarm was, where the pace was
    taken, what the ghost did.
    """
    wide = width >= WIDE
    room = width - width_of(_left(beside, wide, "", "")) - width_of(_right(beside, wide, "")) - 1
    following = beside.following if wide else beside.following.removeprefix("order ")
    following = cut(following, min(28, room))
    room -= cell_len(following) + 2
    at = cut(beside.at, min(28, room)) if room >= _LEAST_WORDS else ""
    room -= cell_len(at)
    alarm = next((one.text for one in beside.trouble if not one.loss), "")
    alarm = cut(alarm, room - 1) if wide and room > _LEAST_WORDS else ""
    return spread(_left(beside, wide, at, following), _right(beside, wide, alarm), width)


def _left(beside: Beside, wide: bool, at: str, following: str) -> list[Part]:
    parts = [Part(f" {SIGN} ", "label", TARGET)]
    if beside.past:
        return [*parts, Part(f"the ghost {beside.ended}; you are past its end", "text", TARGET)]
    good = beside.ahead_s is not None and beside.ahead_s >= 0
    pace = beside.pace if wide else beside.pace.replace("the ghost", "ghost")
    parts.append(Part(pace, "good" if good else "bright", TARGET))
    if at:
        parts.append(Part(f" {at}" if at.startswith("at ") else f", {at}", "text", TARGET))
    if beside.ended:
        parts.append(Part(f"   it {beside.ended}", "text", TARGET))
    elif beside.following:
        head = f"   {SIGN} next: " if wide else f"  {SIGN} "
        parts += [
            Part(head, "dim", TARGET),
            Part(following, "text", TARGET),
            Part(f" in {beside.within}" if wide else f" {beside.within}", "dim", TARGET),
        ]
    return parts


def _right(beside: Beside, wide: bool, alarm: str) -> list[Part]:
    """Oxygen, the ghost's next alarm and whom it lost: symbols and times, words where they fit."""
    gap = "   " if wide else "  "
    parts: list[Part] = []
    if not beside.ended or math.isfinite(beside.oxygen_kg):
        minutes = abs(beside.oxygen_s) / 60.0
        tell = wide and minutes >= 1.0 and beside.oxygen != "the same"
        span = f", {minutes:.0f} min" if tell else ""
        target = "channel:o2.time_left"
        said = beside.oxygen if wide else beside.oxygen.removeprefix("the ")
        parts += [Part(f"{gap}O₂ ", "dim", target), Part(f"{said}{span}", "text", target)]
    for one in beside.trouble:
        symbol = "✗" if one.loss else SYMBOL[one.severity]
        text = one.text if one.loss else alarm
        said = " ".join(word for word in (symbol, text, wide and "in", one.within) if word)
        parts += [Part(gap), Part(said, f"{one.severity}.seen", TARGET)]
    return [*parts, Part(" ")]


def lanes(beside: Beside, width: int) -> Lines:
    """The ghost's course over one's own, on the same time."""
    last = max(beside.ghost.end, beside.now, 1)
    end = f" {clock(last * TICK_S)} "
    size = max(10, width - _LABEL - cell_len(end))
    drawn = []
    for name, lane in ((f" {SIGN} ghost", beside.ghost), ("   you", beside.mine)):
        cells = _cells(lane, size, last, beside.now)
        after = end if lane is beside.ghost else ""
        label = Part(f"{name:<{_LABEL}}", "label", TARGET)
        drawn.append(
            fit(
                (
                    label,
                    *joined(Part(text, role, TARGET) for text, role in cells),
                    Part(after, "dim"),
                ),
                width,
            )
        )
    return tuple(drawn)


def _cells(lane: Lane, size: int, last: int, now: int) -> list[tuple[str, str]]:
    """A cell is a character and its role; what lies ahead is dim."""
    here = min(size - 1, now * size // last)
    own = lane.kind == "flying"
    ends = here if own else lane.end * size // last
    cells = [("·" if at <= ends else " ", "faint") for at in range(size)]
    marked = {min(size - 1, tick * size // last) for tick, _ in lane.marks}
    for run in lane.runs:
        first = min(size - 1, run.start * size // last)
        after = max(first + 1, min(size, run.end * size // last))
        room = min((at for at in marked if first < at < after), default=after) - first - 1
        text = f"├{cut(run.title, room)}" if room >= _SHORTEST else "├"
        text += "─" * (after - first - cell_len(text))
        for at, character in zip(range(first, after), text, strict=False):
            cells[at] = (character, "text" if at <= here else "dim")
    worst: dict[int, int] = {}
    for tick, severity in lane.marks:
        at = min(size - 1, tick * size // last)
        rank = SEVERITIES.index(severity)
        if rank > worst.get(at, -1):
            worst[at] = rank
            cells[at] = (SYMBOL[severity], f"{severity}.seen")
    if lane.kind in _END and not lane.losses:
        bad = _END[lane.kind] == "✗"
        cells[min(size - 1, lane.end * size // last)] = (
            _END[lane.kind], "emergency.seen" if bad else "done",
        )  # fmt: skip
    for tick in lane.losses:
        cells[min(size - 1, tick * size // last)] = ("✗", "emergency.seen")
    cells[here] = ("┃", "bright")
    return cells


def _rows(screen: Size) -> int:
    return 3 if screen.width >= WIDE and screen.height >= 36 else 1


PANEL = Panel(
    id="ghost",
    title="BESIDE A GHOST",
    help="An earlier flight beside yours: who is ahead, what it did next, its oxygen and alarms.",
    place=Band(order=20, rows=_rows),
    look=look,
    draw=draw,
    focusable=False,
)
