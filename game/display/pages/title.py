"""The title: stars, the limb of the Earth, the name, and what there is to do."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from game.display.panel import NO_FOCUS, Focus, Size
from game.display.text import Lines, cut, joined

NAME = (
    "█▄ █ █▀█    ▄▀█ █ █▀█ █   █▀█ █▀▀ █▄▀",
    "█ ▀█ █▄█    █▀█ █ █▀▄ █▄▄ █▄█ █▄▄ █ █",
)
EIGHTHS = "▁▂▃▄▅▆▇█"

EARTH_DEPTHS = 6
"""Shades from the bright limb down into the dark of the Earth."""

TAGLINE = "Four suits, one hatch, no airlock."


class Menu(NamedTuple):
    """What there is to do: (key, words, note, target), and which of them is marked."""

    items: tuple[tuple[str, str, str, str], ...]
    at: int
    version: str
    time_s: float | None = None
    """Seconds after the epoch at which the real Earth shows; None before it is drawn."""


def draw(menu: Menu, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The whole screen."""
    width, height = size
    sky = _sky(width, height)
    rows = [list(row) for row in sky]
    if menu.time_s is not None:
        _lay_earth(rows, size, menu.time_s)
    first = max(1, height // 2 - 2 - len(menu.items) // 2 - 4)
    _lay(rows, first, (width - len(NAME[0])) // 2, NAME[0], "bright", "")
    _lay(rows, first + 1, (width - len(NAME[1])) // 2, NAME[1], "bright", "")
    _lay(rows, first + 3, (width - len(TAGLINE)) // 2, TAGLINE, "sun", "")
    left = (width - 44) // 2
    for at, (key, words, note, target) in enumerate(menu.items):
        y = first + 6 + at
        chosen = at == menu.at
        mark = "▶" if chosen else " "
        role = "select" if chosen else "text"
        text = cut(f" {mark} {key}  {words:<12} {note}", 44)
        _lay(rows, y, left, f"{text:<44}", role, target)
    _lay(rows, height - 1, width - len(menu.version) - 2, menu.version, "earth.text", "")
    return tuple(joined(row) for row in rows)


Cell = tuple[str, str, str]


def _lay(rows: list[list[Cell]], y: int, x: int, text: str, role: str, target: str) -> None:
    if not 0 <= y < len(rows):
        return
    for at, character in enumerate(text):
        if 0 <= x + at < len(rows[y]):
            rows[y][x + at] = (character, role, target)


def _lay_earth(rows: list[list[Cell]], size: Size, time_s: float) -> None:
    """The real Earth in the place of the drawn one."""
    from game.display.pictures.limb import limb  # takes longer than the first frame may

    width, height = size
    earth = limb(width, height, time_s)
    for y in range(height - max(len(earth), height // 2), height):
        rows[y] = [_star(x, y, near=False) for x in range(width)]
    for y, line in zip(range(height - len(earth), height), earth, strict=True):
        for x in range(width):
            if line[x].text:
                rows[y][x] = (line[x].text, line[x].role, "")


@lru_cache(4)
def _sky(width: int, height: int) -> tuple[tuple[Cell, ...], ...]:
    """Stars above, and the Earth's limb as an arc at the foot."""
    depth = max(3.0, height * 0.16)
    edges = [_edge(x, width, height, depth) for x in range(width)]
    return tuple(tuple(_cell(x, y, edges[x]) for x in range(width)) for y in range(height))


def _edge(x: int, width: int, height: int, depth: float) -> float:
    across = (x - width * 0.38) / width
    return height - depth + across * across * depth * 2.6


def _cell(x: int, y: int, edge: float) -> Cell:
    below = y + 1 - edge
    if below <= 0.0:
        return _star(x, y, near=below > -1.0)
    if below < 1.0:
        return (EIGHTHS[min(7, int(below * 8))], "earth.0", "")
    return ("█", f"earth.{min(EARTH_DEPTHS - 1, int(below * 1.2))}", "")


def _star(x: int, y: int, *, near: bool) -> Cell:
    mixed = (x * 73856093) ^ (y * 19349663)
    mixed = (mixed ^ (mixed >> 13)) * 1274126177 & 0xFFFFFFFF
    if near or mixed % 1000 > 16:
        return (" ", "text", "")
    return ("·" if mixed % 5 else "+", "dim" if mixed % 3 else "text", "")
