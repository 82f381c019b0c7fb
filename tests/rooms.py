"""Draw the rooms of the package, from the import contract: ``python -m tests.rooms``.

docs/rooms.svg has a box for each layer of the contract in pyproject.toml, with the first line
of the docstring of its room; a test says when it is out of date.
"""

from __future__ import annotations

import ast
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "docs" / "rooms.svg"

WIDTH, ROW, GAP, LEFT = 920, 30, 6, 146
GROUPS = {
    "the edge": ("__main__", "cli", "console", "display", "authoring"),
    "records and review": ("debrief", "autopilot", "campaign", "flightlog"),
    "level files": ("level",),
}
"""Groups of rooms by name; every other room is the simulation."""
COLOURS = {
    "the edge": "#3b6ea5",
    "records and review": "#6a5a9e",
    "level files": "#8a6d2f",
    "the simulation": "#2f7d62",
}


def layers() -> list[list[str]]:
    """The rooms from the top to the bottom; those on one line may not import each other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    rows = next(one for one in contracts["contracts"] if one["type"] == "layers")["layers"]
    return [[name.strip().removeprefix("game.") for name in row.split("|")] for row in rows]


def purpose(room: str) -> str:
    """The first line of the docstring of a room."""
    path = ROOT / "game" / room
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    documented = ast.get_docstring(ast.parse(source.read_text("utf-8"))) or ""
    return documented.partition("\n")[0]


def group(room: str) -> str:
    """The group that a room belongs to."""
    return next((name for name, rooms in GROUPS.items() if room in rooms), "the simulation")


def box(room: str, top: int) -> str:
    """One room at its height."""
    return (
        f'<rect x="{LEFT}" y="{top}" width="{WIDTH - LEFT - 10}" height="{ROW}" rx="4" '
        f'fill="{COLOURS[group(room)]}"/>'
        f'<text x="{LEFT + 12}" y="{top + 20}" font-weight="bold">{escape(room)}</text>'
        f'<text x="{LEFT + 112}" y="{top + 20}">{escape(purpose(room))}</text>'
    )


def drawn() -> str:
    """The whole drawing."""
    rooms = [room for row in layers() for room in row if room != "__main__"]
    height = len(rooms) * (ROW + GAP) + GAP
    boxes = "\n".join(box(room, GAP + at * (ROW + GAP)) for at, room in enumerate(rooms))
    legend = "\n".join(
        f'<text x="30" y="{20 + at * 16}" fill="{colour}" font-size="11">{escape(name)}</text>'
        for at, (name, colour) in enumerate(COLOURS.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="13" fill="#ffffff" role="img">\n'
        "<title>The rooms of the package: each may import those below it</title>\n"
        f'<path d="M16 {GAP}V{height - 12}l-6 -10m6 10l6 -10" stroke="#888888" stroke-width="2" '
        f'fill="none"/>\n{legend}\n{boxes}\n</svg>\n'
    )


if __name__ == "__main__":
    DRAWING.write_text(drawn(), encoding="utf-8")
