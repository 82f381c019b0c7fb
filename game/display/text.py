"""Lines of a panel: parts of text, each with a role and, if it can be chosen, a target.

A role is a word for what the text means (``caution``, ``dim``); the theme gives it a style.
Roles never carry meaning alone: words and symbols say the same, so that a panel reads well
without any colour. Pictures alone have roles that are colours, ``#rrggbb/rrggbb``: ink and ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from game.vocabulary.cells import cell_len, set_cell_size
from game.vocabulary.units import NEVER_S, stopwatch
from game.vocabulary.wording import plain

if TYPE_CHECKING:
    from game.vocabulary.events import Severity

ELLIPSIS = "…"


class Part(NamedTuple):
    """A run of text in one role. ``target`` names what a click or ``?`` on it is about."""

    text: str
    role: str = "text"
    target: str = ""


Line = tuple[Part, ...]
"""One line of a panel."""

Lines = tuple[Line, ...]
"""All lines of a panel, from its top."""

SYMBOL: dict[Severity, str] = {
    "routine": " ",
    "advisory": "·",
    "caution": "△",
    "warning": "▲",
    "emergency": "■",
}
"""The shape that says how bad something is."""

HIDDEN = "◌"
"""Stands before what is so, but was not seen by the ground: in a replay alone."""


_UNEVEN = dict.fromkeys(map(ord, "\ufe0f\u20e3\u3164"))
"""What asks for the emoji form of a character, puts a frame around it, or fills a gap in Korean:
terminals do not agree on its width."""


def clean(text: str) -> str:
    """``text`` without control characters, line breaks and other things that cannot be shown."""
    return text if text.isascii() and text.isprintable() else plain(text).translate(_UNEVEN)


def width_of(line: Iterable[Part]) -> int:
    """How many cells ``line`` takes."""
    return sum(cell_len(part.text) for part in line)


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with an ellipsis where something was left out."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def pad(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells, cut or filled on the right."""
    return set_cell_size(cut(text, width), max(0, width))


def right(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells, filled on the left."""
    short = cut(text, width)
    return " " * (width - cell_len(short)) + short


def fit(line: Iterable[Part], width: int) -> Line:
    """``line`` in at most ``width`` cells: the part that crosses the edge is cut."""
    made: list[Part] = []
    left = width
    for part in line:
        size = cell_len(part.text)
        if size <= left:
            made.append(part)
            left -= size
            continue
        if left > 0:
            short = part.text[:left] if not part.text.strip() else cut(part.text, left)
            made.append(part._replace(text=short))
        break
    return tuple(made)


def spread(left: Sequence[Part], end: Sequence[Part], width: int) -> Line:
    """``left`` at the left edge and ``end`` at the right one; ``left`` gives way."""
    room = width - width_of(end)
    first = fit(left, max(0, room - 1))
    gap = room - width_of(first)
    return fit((*first, Part(" " * max(0, gap)), *end), width)


def joined(cells: Iterable[tuple[str, str, str]]) -> Line:
    """Parts, or their values, as a line: neighbours of one role and target are one part."""
    runs = groupby(cells, _ROLE_AND_TARGET)
    return tuple(Part("".join([cell[0] for cell in run]), *alike) for alike, run in runs)


_ROLE_AND_TARGET = itemgetter(1, 2)


def aimed(line: Iterable[Part], target: str) -> Line:
    """The same line with ``target`` for every part that has none."""
    return tuple(part if part.target else part._replace(target=target) for part in line)


def prose(text: str) -> str:
    """Prose of a level as paragraphs: its line breaks joined, blank lines kept, all cleaned."""
    blocks = text.replace("\r", "").split("\n\n")
    return "\n\n".join(" ".join(clean(block).split()) for block in blocks if block.strip())


def wrap(text: str, width: int) -> list[str]:
    """``text`` broken between words into lines of at most ``width`` cells, at least one.

    A width under two cells counts as two, so that every character has room.
    """
    width = max(2, width)
    lines: list[str] = []
    line = ""
    for word in clean(text).split():
        while cell_len(word) > width:
            if line:
                lines.append(line)
                line = ""
            head = set_cell_size(word, width)
            lines.append(head)
            word = word[len(head.rstrip()) :]
        if not line:
            line = word
        elif cell_len(line) + 1 + cell_len(word) <= width:
            line += " " + word
        else:
            lines.append(line)
            line = word
    if line or not lines:
        lines.append(line)
    return lines


def bar(part: float, width: int, role: str = "bar") -> Line:
    """A thin bar of ``width`` cells, ``part`` (0 to 1) of it full."""
    share = min(1.0, max(0.0, part)) if part == part else 0.0
    full = int(share * width + 0.5)
    return (Part("━" * full, role), Part("─" * (width - full), "bar.empty"))


def gauge(part: float, width: int, role: str = "bar") -> Line:
    """A gauge of ``width`` cells like a tank lying on its side, ``part`` (0 to 1) of it full."""
    share = min(1.0, max(0.0, part)) if part == part else 0.0
    full = int(share * width + 0.5)
    if share > 0 and not full:
        full = 1
    return (Part("▇" * full, role), Part("▁" * (width - full), "bar.empty"))


def short_time(seconds: float) -> str:
    """A time to go, as on a stopwatch: ``0:09``, ``12:31``, ``1:04:00``."""
    return stopwatch(max(0.0, seconds) if seconds == seconds and seconds < 1e9 else 0.0)


def long_time(seconds: float) -> str:
    """A span of time in words: ``1 h 52 min``, ``6 min``, ``40 s``."""
    if seconds != seconds or seconds >= NEVER_S:
        return "--" if seconds != seconds else "over 99 h"
    whole = int(max(0.0, seconds))
    if whole >= 3600:
        return f"{whole // 3600} h {whole // 60 % 60:02d} min"
    return f"{whole // 60} min" if whole >= 60 else f"{whole} s"


def rule(title: str, note: str, width: int, focused: bool) -> Line:
    """The head of a panel: its title, something in a few words, and a rule between.

    The focused panel has a heavy rule: shape, not colour, says where the keys go.
    """
    stroke = "━" if focused else "─"
    role = "rule.focus" if focused else "rule"
    title = cut(title, max(8, width - cell_len(note) - 8))
    note = cut(note, max(0, width - cell_len(title) - 7))
    end = (Part(" " + note + " ", "dim"), Part(stroke, role)) if note else (Part(stroke, role),)
    head = (Part(stroke + " ", role), Part(title, "head"), Part(" ", role))
    fill = max(0, width - width_of(head) - width_of(end))
    return fit((*head, Part(stroke * fill, role), *end), width)


def window(count: int, at: int, room: int) -> tuple[int, int]:
    """Which of ``count`` rows, from and to, show in ``room`` rows with row ``at`` among them.

    ``at`` stands about a third of the way down: what comes next matters more than what was.
    """
    if count <= room:
        return 0, count
    first = min(max(0, at - room // 3), count - room)
    return first, first + room
