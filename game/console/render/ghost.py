"""An earlier mission beside this one: a row of words, and two lanes where there is room."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from game.console.ghost import Beside, Lane, Trouble
from game.console.render.text import SYMBOL, Line, Lines, Part, cut, fit, spread, width_of
from game.vocabulary.events import SEVERITIES
from game.vocabulary.units import TICK_S, clock

SIGN = "◌"
"""Stands for the ghost."""

TARGET = "key:ghost"
"""A click puts the ghost away."""

WIDE = 110
"""Columns from which on there is room for more words."""

_LABEL = 8
_END = {"lost": "✗", "timeout": "✗", "success": "◆", "home": "◆"}


def render(beside: Beside, width: int, height: int) -> Lines:
    """A row; with three rows of height, the two lanes under it."""
    words = _words(beside, width)
    if height < 3:
        return (words,)
    return (words, *lanes(beside, width))


def _words(beside: Beside, width: int) -> Line:
    """Who is ahead, what the ghost did next; at the right edge its oxygen and its trouble."""
    wide = width >= WIDE
    good = beside.ahead_s is not None and beside.ahead_s >= 0
    left = [
        Part(f" {SIGN} ", "label", TARGET),
        Part(beside.pace, "good" if good else "bright", TARGET),
        Part(f" {beside.at}" if good or not beside.at else f", {beside.at}".replace(", at", " at")),
    ]
    following = _following(beside, wide)
    end = [*_oxygen(beside, wide), *_trouble(beside.trouble, wide, width)]
    room = width - width_of(end) - width_of(following) - 1
    if width_of(left) > room:
        left[2] = left[2]._replace(text=cut(left[2].text, max(0, room - width_of(left[:2]))))
    return spread((*left, *following), end, width)


def _following(beside: Beside, wide: bool) -> list[Part]:
    if beside.ended:
        return [Part(f"   {beside.ended}", "text", TARGET)]
    if not beside.following:
        return []
    return [
        Part("   it: " if wide else "  it: ", "dim", TARGET),
        Part(cut(beside.following, 30 if wide else 16), "text", TARGET),
        Part(f" in {beside.within}", "dim", TARGET),
    ]


def _oxygen(beside: Beside, wide: bool) -> list[Part]:
    if beside.ended and beside.oxygen_kg != beside.oxygen_kg:
        return []
    target = "channel:o2.time_left"
    minutes = abs(beside.oxygen_s) / 60.0
    span = f", {minutes:.0f} min" if wide and minutes >= 1.0 and beside.oxygen != "the same" else ""
    return [Part("   O₂ " if wide else "  O₂ ", "dim", target),
            Part(f"{beside.oxygen}{span}", "text", target)]  # fmt: skip


def _trouble(found: Iterable[Trouble], wide: bool, width: int) -> list[Part]:
    """The ghost's next alarm and whom it lost: symbols and times, with words where they fit."""
    parts: list[Part] = []
    for one in found:
        symbol = "✗" if one.loss else SYMBOL[one.severity]
        text = one.text if one.loss else cut(one.text, max(0, width - WIDE + 6)) if wide else ""
        role = str(one.severity) + ".seen"
        parts.append(Part("   " if wide else "  "))
        parts.append(Part(f"{symbol} {text} in {one.within}".replace("  ", " "), role, TARGET))
    return [*parts, Part(" ")] if parts else []


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
        drawn.append(fit((label, *_joined(cells), Part(after, "dim")), width))
    return tuple(drawn)


def _cells(lane: Lane, size: int, last: int, now: int) -> list[tuple[str, str]]:
    """A cell is a character and its role; what lies ahead is dim."""
    here = min(size - 1, now * size // last)
    own = lane.kind == "flying"
    cells = [("·" if at <= here or not own else " ", "faint") for at in range(size)]
    for run in lane.runs:
        first = min(size - 1, run.start * size // last)
        after = max(first + 1, min(size, -(-run.end * size // last)))
        text = f"├{cut(run.title, after - first - 1)}" if after - first > 4 else "├"
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
    if lane.kind in _END:
        bad = _END[lane.kind] == "✗"
        cells[min(size - 1, lane.end * size // last)] = (
            _END[lane.kind], "emergency.seen" if bad else "done",
        )  # fmt: skip
    for tick in lane.losses:
        cells[min(size - 1, tick * size // last)] = ("✗", "emergency.seen")
    cells[here] = ("┃", "bright")
    return cells


def _joined(cells: Iterable[tuple[str, str]]) -> list[Part]:
    """Cells of one role in one part."""
    parts: list[Part] = []
    for character, role in cells:
        if parts and parts[-1].role == role:
            parts[-1] = parts[-1]._replace(text=parts[-1].text + character)
        else:
            parts.append(Part(character, role, TARGET))
    return parts
