"""A line of coaching, in a training level."""

from __future__ import annotations

from game.display.panel import NO_FOCUS, Band, Focus, Panel, Size
from game.display.text import Line, Lines, Part, clean, fit, wrap
from game.display.view import View


def look(view: View) -> str | None:
    """The line of coaching; None outside training, and when there is none now."""
    return clean(view.room.lesson or "") or None


def draw(text: str, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The line, in as many lines as fit."""
    pieces = wrap(text, max(10, size.width - 12))[: size.height]
    rows: list[Line] = []
    for at, piece in enumerate(pieces):
        head = Part(" LESSON  " if at == 0 else " " * 9, "lesson")
        rows.append(fit((head, Part(piece, "bright")), size.width))
    return tuple(rows)


PANEL = Panel(
    id="lesson",
    title="LESSON",
    help="In a training level: what to look at and what to do next.",
    place=Band(order=10, rows=lambda _: 2),
    look=look,
    draw=draw,
    focusable=False,
)
