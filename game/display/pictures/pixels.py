"""Pictures of a few hundred colours as lines of text: two pixels a cell, one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from game.display.text import Lines, Part

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

Rows = Sequence[Sequence[Colour]]
"""A picture: rows of pixels from the top, all of one width. Pixels are about square."""

PAIRS = 8192
"""Pairs of colours that are remembered: many more than a picture has."""


def lines(rows: Rows) -> Lines:
    """``rows`` as text, two rows of pixels a line; a last odd row is left out."""
    return tuple(
        tuple(_cell(a, b) for a, b in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=False)
    )


@lru_cache(PAIRS)
def _cell(upper: Colour, lower: Colour) -> Part:
    """One cell: a picture has few colours and many cells."""
    text = " " if upper == lower else "▀"
    return Part(text, f"#{hex_of(upper)}/{hex_of(lower)}")


def hex_of(colour: Colour) -> str:
    """A colour as six hexadecimal digits."""
    return "{:02x}{:02x}{:02x}".format(*colour)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """``one`` with ``share`` (0 to 1) of ``other`` in it."""
    share = min(1.0, max(0.0, share))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)
