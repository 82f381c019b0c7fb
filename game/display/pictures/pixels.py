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


RAMP = " .:-=+*#%@"
"""Signs from dark to bright, for terminals without half blocks or without colours."""
BLACK: Colour = (0, 0, 0)
LEAST_INK = 170
"""How bright the brightest part of an ink is made: the sign itself says how bright the cell is."""


def is_painted(role: str) -> bool:
    """Whether a role is two colours of a picture."""
    return role.startswith("#")


def shaded(lines_: Lines) -> Lines:
    """Lines with the cells of pictures as signs, darker and brighter, in one ink each."""
    return tuple(
        tuple(_shaded(part) if is_painted(part.role) else part for part in line) for line in lines_
    )


def _shaded(part: Part) -> Part:
    sign, role = _sign(part.role, not part.text.isspace())
    return part._replace(text=sign * len(part.text), role=role)


@lru_cache(PAIRS)
def _sign(role: str, halved: bool) -> tuple[str, str]:
    """The sign of a cell in these two colours, and its own: an ink on black."""
    upper, lower = (_colour(one) for one in role[1:].split("/"))
    mean = mixed(upper, lower, 0.5 if halved else 1.0)
    light = (0.3 * mean[0] + 0.59 * mean[1] + 0.11 * mean[2]) / 255.0
    sign = RAMP[min(len(RAMP) - 1, int(light**0.7 * len(RAMP)))]
    most = max(mean)
    scale = max(1.0, LEAST_INK / most) if most else 1.0
    red, green, blue = (min(255, round(one * scale)) for one in mean)
    return sign, f"#{hex_of((red, green, blue))}/{hex_of(BLACK)}"


def _colour(digits: str) -> Colour:
    value = int(digits or "0", 16)
    return (value >> 16, value >> 8 & 255, value & 255)
