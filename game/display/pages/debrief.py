"""The debrief as lines to read: the room, how it went, what it was worth, and why.

A line that tells of a moment has it for its target (``tick:4200:7``: the tick, and a number that
tells lines apart), so that it can be chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from game.debrief.compare import Comparison, heading
from game.debrief.differences import Row
from game.debrief.moments import before
from game.debrief.report import Debrief, gain, given, nearest_text, trouble_text
from game.display.text import Line, Lines, Part, clean, cut, pad, prose, right, wrap
from game.vocabulary.cells import cell_len
from game.vocabulary.units import TICK_S, clock

_CHEER = (
    r"  \o/    \o/   o/   \o   \o/     o/    \o/   \o/ ",
    r"   |      |    |     |    |      |      |     |  ",
    r" ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
)
_CALM = (
    r"   o      o    o     o    o      o      o     o  ",
    r"  /|\    /|\  /|\   /|\  /|\    /|\    /|\   /|\ ",
    r" ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
)
_SOBER = (
    r"                                                 ",
    r"   .      .    .     .    .      .      .     .  ",
    r" ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
)

_GOOD = ("success", "home")
_DIFFERENCE = 15
"""Columns of the difference in a comparison: ``1:04:00 earlier``."""


@dataclass(frozen=True, slots=True)
class Page:
    """All that stands on the screen after a mission. Texts may come from the level."""

    said: Debrief
    level: str
    recorded: bool
    """Whether there is a log, so that moments can be gone to."""
    beside: Comparison | None = None


class _Item(NamedTuple):
    head: str
    text: str
    met_s: float | None = None
    """When it was, s; None when there is no going to it."""


def room(kind: str, width: int) -> Lines:
    """The control room as ``kind`` of outcome leaves it, in the middle of ``width`` cells."""
    figures = {"success": _CHEER, "home": _CALM}.get(kind, _SOBER)
    role = {"success": "sun", "home": "text"}.get(kind, "dim")
    left = max(0, (width - len(figures[0])) // 2)
    return tuple((Part(" " * left), Part(row, role)) for row in figures)


def stars(score: int) -> str:
    """A score of 0 to 100 as five stars."""
    full = min(5, max(0, (score + 10) // 20))
    return "★" * full + "☆" * (5 - full)


def draw(page: Page, width: int) -> Lines:
    """The debrief in lines of at most ``width`` cells.

    What comes late stands last, so that it moves nothing that is being read.
    """
    said = page.said
    good = said.kind in _GOOD
    lines: list[Line] = [*room(said.kind, width), (), *_head(page, width)]
    sections = _sections(said) + _why(said) if good else _why(said) + _sections(said)
    first, *rest = [(title, items) for title, items in sections if items] or [("", [])]
    lines += _section(*first, page.recorded, width, len(lines))
    if page.beside is not None:
        lines += _beside(page.beside, width)
    for title, items in rest + _close(said):
        lines += _section(title, items, page.recorded, width, len(lines))
    return tuple(lines)


def _head(page: Page, width: int) -> Iterator[Line]:
    said = page.said
    good = said.kind in _GOOD
    yield from _centred(said.headline.upper(), "good" if good else "warning", width)
    yield from _centred(clean(said.reason), "text", width)
    for paragraph in prose(said.ending).split("\n\n"):
        yield from _centred(paragraph, "sun", width)
    if said.missed:
        yield ()
        yield from _centred(f"What was missed: {clean(said.missed)}", "bright", width)
    yield ()
    rated = "" if said.kind == "lost" else f"{stars(said.score)}  "
    yield from _centred(f"{rated}{said.score} of 100", "bright", width)
    if page.recorded:
        words = f"“{said.rating}”" if said.rating else "rated when it has been flown again"
        whole = f"{words}: {clean(said.because)}" if said.because else words
        words = whole if cell_len(whole) <= width else words  # it comes late, and moves no line
        yield from _centred(words, "bright" if said.rating else "dim", width)
    yield from _centred(f"{clean(page.level)}, {clock(said.met_s)}", "dim", width)
    yield ()


def _centred(text: str, role: str, width: int) -> Iterator[Line]:
    if text:
        for piece in wrap(text, width):
            yield (Part(" " * ((width - cell_len(piece)) // 2)), Part(piece, role))


def _why(said: Debrief) -> list[tuple[str, list[_Item]]]:
    links = [
        _Item(clock(link.met_s), ("" if at == 0 else "← ") + clean(link.text), link.met_s)
        for at, link in enumerate(said.chain)
    ]
    return [("WHY, FROM THE END BACK TO THE DECISION", links)]


def _sections(said: Debrief) -> list[tuple[str, list[_Item]]]:
    """What is known at once, but why it ended so."""
    goals = [
        _Item("✗", clean(one.told) + (" (had to be met)" if one.required else ""))
        if one.met_tick is None
        else _Item("✓", clean(one.told), one.met_tick * TICK_S)
        for one in said.objectives
    ]
    troubles = [
        _Item(clock(one.met_s), clean(trouble_text(one)), one.met_s) for one in said.troubles
    ]
    if said.simsup:
        troubles.insert(0, _Item("·", said.simsup))
    return [
        ("WHAT WENT WRONG, AND HOW LONG IT TOOK", troubles),
        ("SCORE", [_Item(given(one), one.text) for one in said.score_lines]),
        ("OBJECTIVES", goals),
        (
            "FLIGHT RULES BROKEN",
            [_Item(clock(met_s), clean(text), met_s) for met_s, text in said.broken_rules],
        ),
        (
            "PLAN AND FLIGHT",
            [
                _Item("✗" if leg.took_s is None else "✓", clean(leg.text), leg.started_s)
                for leg in said.legs
            ],
        ),
    ]


def _close(said: Debrief) -> list[tuple[str, list[_Item]]]:
    """What is known only once the mission has been flown again."""
    close = zip(said.nearly_s, said.nearly, strict=True)
    miss = said.nearest
    return [
        ("WHAT WENT WELL", [_Item("·", clean(text)) for text in said.well]),
        (
            "WHAT WENT WRONG, OR NEARLY" if said.kind == "lost" else "WHAT NEARLY WENT WRONG",
            [_Item("△", clean(text), met_s) for met_s, text in close],
        ),
        ("THE NEAREST MISS", [_Item("△", clean(nearest_text(said)), miss.met_s)] if miss else []),
        (
            "WHAT ORDERS COST OR SAVED IN MARGIN",
            [_Item(gain(one), f"{clock(one.met_s)}  {clean(one.order)}", one.met_s)
             for one in said.worths],
        ),
        ("TO PASTE ANYWHERE", [_Item("·", clean(line)) for line in said.result]),
    ]  # fmt: skip


def _section(
    title: str, items: Sequence[_Item], recorded: bool, width: int, above: int
) -> Iterator[Line]:
    """A head and its items, whose heads stand in a column; a line of a moment is its target."""
    if not items:
        return
    can_go = recorded and any(one.met_s is not None for one in items)
    yield (Part(title, "head"), Part("   ↑ ↓ mark, ⏎ goes there" if can_go else "", "dim"))
    column = max(cell_len(one.head) for one in items)
    for at, one in enumerate(items, above):
        target = f"tick:{before(one.met_s)}:{at}" if recorded and one.met_s is not None else ""
        head = right(one.head, column)
        for piece in wrap(one.text, max(10, width - column - 2)):
            yield (Part(f"{head}  ", "label", target), Part(piece, "text", target))
            head = " " * column
    yield ()


def _beside(found: Comparison, width: int) -> Iterator[Line]:
    """The other mission beside this one: sentences, then what differs in columns."""
    yield (Part(clean(heading(found)).upper(), "head"),)
    for at, sentence in enumerate(found.said):
        for piece in wrap(sentence, width - 2):
            yield (Part("  "), Part(piece, "bright" if at == 0 else "text"))
    yield ()
    for at, row in enumerate((Row("", "yours", clean(found.name)), *found.rows)):
        yield from _columns(row, "dim" if at == 0 else "text", width)
    yield ()


def _columns(row: Row, role: str, width: int) -> Iterator[Line]:
    size = 19 if width >= 80 else 18
    what = min(36, max(14, width - 2 - 2 * size - _DIFFERENCE))
    first, *more = wrap(row.what, what - 1)
    yield (
        Part("  "),
        Part(pad(first, what), "label"),
        Part(pad(cut(row.mine, size - 1), size), role),
        Part(pad(cut(row.other, size - 1), size), role),
        Part(cut(row.difference, _DIFFERENCE), "bright"),
    )
    for piece in more:
        yield (Part("  "), Part(piece, "label"))
