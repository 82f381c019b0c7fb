"""The room after a mission: it cheers, or it does not."""

from __future__ import annotations

from game.console.render.text import Line, Lines, Part

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


def room(kind: str, width: int) -> Lines:
    """The control room as ``kind`` of outcome leaves it, in the middle of ``width`` cells."""
    figures = {"success": _CHEER, "home": _CALM}.get(kind, _SOBER)
    role = {"success": "sun", "home": "text"}.get(kind, "dim")
    left = max(0, (width - len(figures[0])) // 2)
    return tuple(_placed(row, left, role) for row in figures)


def _placed(row: str, left: int, role: str) -> Line:
    return (Part(" " * left), Part(row, role))


def stars(score: int) -> str:
    """A score of 0 to 100 as five stars."""
    full = min(5, max(0, (score + 10) // 20))
    return "★" * full + "☆" * (5 - full)
