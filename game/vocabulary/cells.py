"""How many cells of a terminal a text takes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NO_CELL = frozenset({"Mn", "Mc", "Me", "Cf", "Cc"})
"""Categories of characters that join the one before, or cannot be seen."""

_JOINING = ((0x1160, 0x11FF), (0xD7B0, 0xD7FB), (0x1F3FB, 0x1F3FF))
"""Ranges that join the character before: Hangul vowels and finals, skin tones."""


@lru_cache(1024)
def _cells_of(character: str) -> int:
    """Cells of one character: 0, 1 or 2."""
    code = ord(character)
    if unicodedata.category(character) in _NO_CELL:
        return 0
    if any(first <= code <= last for first, last in _JOINING):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@lru_cache(4096)
def _measured(text: str) -> int:
    return sum(map(_cells_of, text))


def cell_len(text: str) -> int:
    """Cells that ``text`` takes. ASCII is a cell a character, as long as it is printable."""
    return len(text) if text.isascii() and text.isprintable() else _measured(text)


def set_cell_size(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells: cut, or filled with blanks on the right.

    Where the edge goes through a wide character, a blank stands for it.
    """
    size = cell_len(text)
    if size <= width:
        return text + " " * (width - size)
    if size == len(text):
        return text[: max(0, width)]
    taken = 0
    for at, character in enumerate(text):
        taken += _cells_of(character)
        if taken > width:
            left = width - taken + _cells_of(character)
            return text[:at] + " " * max(0, left)
    return text
