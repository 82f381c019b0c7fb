"""Pictures of a few dozen colours as lines of text: two pixels a cell, one above the other.

Where there are no colours, a picture is drawn with shades of ink; where there is no Unicode,
with ASCII.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from game.display.text import Line, Lines, Part

Ink = Literal["blocks", "shades", "ascii"]
"""How pictures are drawn: half-blocks in colour, shades without colour, or plain ASCII."""

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

Row = Sequence[Colour]
Rows = Sequence[Row]
"""A picture: rows of pixels from the top, all of one width. Pixels are about square."""

_SHADES = " ·░▒▓█"
_ASCII = " .:-=+*#%@"


def lines(rows: Rows, ink: Ink = "blocks") -> Lines:
    """``rows`` as text, two rows of pixels a line; a last odd row is left out."""
    made = []
    for upper, lower in zip(rows[::2], rows[1::2], strict=False):
        made.append(_blocks(upper, lower) if ink == "blocks" else _shaded(upper, lower, ink))
    return tuple(made)


def _blocks(upper: Row, lower: Row) -> Line:
    return tuple(_cell(a, b) for a, b in zip(upper, lower, strict=True))


@cache
def _cell(upper: Colour, lower: Colour) -> Part:
    """One cell. Cached, since a picture has few colours and many cells."""
    if upper == lower:
        return Part(" ", f"#{hex_of(upper)}/{hex_of(upper)}")
    return Part("▀", f"#{hex_of(upper)}/{hex_of(lower)}")


def _shaded(upper: Row, lower: Row, ink: Ink) -> Line:
    ramp = _ASCII if ink == "ascii" else _SHADES
    text = "".join(
        ramp[min(len(ramp) - 1, int((light(a) + light(b)) / 2.0 * len(ramp)))]
        for a, b in zip(upper, lower, strict=True)
    )
    return (Part(text, "text"),)


def light(colour: Colour) -> float:
    """How bright a colour looks, 0 to 1."""
    red, green, blue = colour
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255.0


def hex_of(colour: Colour) -> str:
    """A colour as six hexadecimal digits."""
    return "{:02x}{:02x}{:02x}".format(*colour)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """``one`` with ``share`` (0 to 1) of ``other`` in it."""
    share = min(1.0, max(0.0, share))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)
