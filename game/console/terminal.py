"""What a terminal would be sent: a screen as cells, and the least that changes one into the next.

Only cells that changed are written. Every cell has its colours, so that the picture does not
depend on those of the terminal that plays it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color, ColorType
from rich.style import Style
from textual.strip import Strip

NEAR = 4
"""Unchanged cells between two changes that cost less to write again than to jump over."""

START = "\x1b[?25l\x1b[0m\x1b[2J"
"""Hides the cursor and clears the screen."""
END = "\x1b[0m\x1b[?25h"
"""Leaves the terminal as it was found."""


class Cell(NamedTuple):
    """One cell: its text and its style (see :func:`sgr`).

    The right half of a wide character has no text.
    """

    text: str
    look: str


BLANK = Cell(" ", "0")

Row = tuple[Cell, ...]
Grid = tuple[Row, ...]


class Painter:
    """Paints one screen after another, each time only what is not there already."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._looks: dict[Style | None, str] = {}
        self._strips: list[Strip] = []
        self._grid: Grid | None = None

    def paint(self, strips: Sequence[Strip]) -> str:
        """What to write so that the terminal shows ``strips``; may be empty."""
        before = self._grid
        same = before is not None and len(self._strips) == len(strips)
        after = tuple(
            before[y] if before and same and strip == self._strips[y] else self._row(strip)
            for y, strip in enumerate(strips)
        )
        self._strips, self._grid = list(strips), after
        return changes(before, after)

    def _row(self, strip: Strip) -> Row:
        """The cells of a rendered line, as many as the screen is wide."""
        cells: list[Cell] = []
        for text, style, control in strip:
            if control:
                continue
            look = self._looks.get(style)
            if look is None:
                look = self._looks[style] = sgr(style)
            if text.isascii() and text.isprintable():
                cells += [Cell(character, look) for character in text]
            else:
                for character in text:
                    _put(cells, character, look)
        width = self._width
        if len(cells) > width and not cells[width].text:
            cells[width - 1] = Cell(" ", cells[width - 1].look)
        return (*cells[:width], *(BLANK,) * (width - len(cells)))


def _put(cells: list[Cell], character: str, look: str) -> None:
    """Add a character: one cell, or two, or none when it joins the one before."""
    size = cell_len(character)
    if size == 0:
        if character.isprintable() and cells and cells[-1].text:
            cells[-1] = Cell(cells[-1].text + character, cells[-1].look)
        return
    cells.append(Cell(character if character.isprintable() else " ", look))
    if size == 2:
        cells.append(Cell("", look))


def sgr(style: Style | None) -> str:
    """The parameters of the escape sequence that makes text look like ``style``, from scratch."""
    if style is None:
        return "0"
    parts = ["0"]
    flags = ((style.bold, "1"), (style.dim, "2"), (style.italic, "3"), (style.underline, "4"),
             (style.reverse, "7"), (style.strike, "9"))  # fmt: skip
    parts += [code for on, code in flags if on]
    for colour, code in ((style.color, "38"), (style.bgcolor, "48")):
        if colour is not None and not colour.is_default:
            parts.append(_colour(colour, code))
    return ";".join(parts)


def _colour(colour: Color, code: str) -> str:
    if colour.type in (ColorType.STANDARD, ColorType.EIGHT_BIT) and colour.number is not None:
        return f"{code};5;{colour.number}"
    red, green, blue = colour.get_truecolor()
    return f"{code};2;{red};{green};{blue}"


def changes(before: Grid | None, after: Grid) -> str:
    """What to write to turn ``before`` (None: anything at all) into ``after``; may be empty."""
    if before is None or len(before) != len(after):
        body = "".join(_written(y, 0, row) for y, row in enumerate(after))
        return START + body
    return "".join(
        _written(y, start, after[y][start:end])
        for y in range(len(after))
        if before[y] != after[y]
        for start, end in _runs(before[y], after[y])
    )


def _runs(before: Row, after: Row) -> Iterator[tuple[int, int]]:
    """From which cell to which a row changed; close runs are one, and no wide character is cut."""
    start = end = -1
    for x, (one, other) in enumerate(zip(before, after, strict=True)):
        if one == other:
            continue
        if start < 0:
            start = x
        elif x - end >= NEAR:
            yield _whole(after, start, end)
            start = x
        end = x + 1
    if start >= 0:
        yield _whole(after, start, end)


def _whole(row: Row, start: int, end: int) -> tuple[int, int]:
    while start and not row[start].text:
        start -= 1
    while end < len(row) and not row[end].text:
        end += 1
    return start, end


def _written(y: int, x: int, cells: Sequence[Cell]) -> str:
    """``cells`` written from column ``x`` of row ``y`` on.

    The cursor is placed again after a wide character: terminals do not agree on all of them.
    """
    made = [f"\x1b[{y + 1};{x + 1}H"]
    look = ""
    for at, cell in enumerate(cells):
        if not cell.text:
            if at + 1 < len(cells):
                made.append(f"\x1b[{y + 1};{x + at + 2}H")
            continue
        if cell.look != look:
            look = cell.look
            made.append(f"\x1b[{look}m")
        made.append(cell.text)
    return "".join(made)
