"""Signs for fonts that lack the game's own: each in as many cells, from what every font has.

Letters of any language and the signs of Latin-1 stay: a font that shows somebody's name has them.
What kept apart by shape still does, so that no meaning is lost: alarms are ``^``, ``A`` and ``#``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from game.display.text import Lines, Part, fit
from game.vocabulary.cells import cell_len

_SAME = {
    "-": "─━╴╶┄┈╌═–—−‐‑",
    "|": "│┃┊╵▌‖",
    "+": "╭╮╰╯├┤◇",
    "/": "╱",
    "\\": "╲",
    "^": "△▴↑▔",
    "A": "▲",
    "#": "■█▇▓▰",
    "v": "▾↓▼✓",
    "x": "✗",
    ">": "▶›→↻",
    "<": "◀‹◂←",
    "*": "◆★☀●◦",
    "o": "○◌",
    ".": "…·░",
    "_": "▁▂▱",
    "=": "▃▄▅▒",
    "%": "▆▀",
    "~": "≋⌁≈",
    "h": "♥",
    "(": "☾",
    "2": "₂",
    "'": "‘’",
    '"': "“”",
    " ": "⠀",
    "E": "⏎",
    "?": "☆�",
}
_SIGNS = {sign: plain for plain, signs in _SAME.items() for sign in signs}
_SPELLED = {"⏎": "Enter", "␣": "Space"}
"""What has a word where there is room."""
BRAILLE = range(0x2800, 0x2900)
_FULL = 4
"""Dots of a cell of braille from which it counts as full."""
REMEMBERED = 4096


@lru_cache(REMEMBERED)
def in_ascii(text: str) -> str:
    """``text`` in plain signs, in as many cells; what only shows joined, as an emoji, stays."""
    if text.isascii():
        return text
    made = "".join(_sign(one) for one in text)
    return made if cell_len(made) == cell_len(text) else text


@lru_cache(REMEMBERED)
def _sign(one: str) -> str:
    if ord(one) < 0x100 and one != "·":
        return one
    if one in _SIGNS:
        return _SIGNS[one]
    if ord(one) in BRAILLE:
        dots = (ord(one) - BRAILLE.start).bit_count()
        return " " if not dots else ":" if dots >= _FULL else "."
    if unicodedata.category(one)[0] in "LMN":
        return one
    return "?" * cell_len(one)


def spelled(lines: Lines, width: int) -> Lines:
    """``lines`` with words for the signs of keys, cut where that makes them too wide."""
    return tuple(fit([part._replace(text=_words(part)) for part in line], width) for line in lines)


def _words(part: Part) -> str:
    text = part.text
    for sign, word in _SPELLED.items():
        text = text.replace(sign, word)
    return text
