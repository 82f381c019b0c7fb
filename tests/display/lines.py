"""Lines of a panel as rows of text, compared with accepted pictures."""

from __future__ import annotations

from pathlib import Path

from game.display.text import Lines
from tests.accepted import check

SNAPSHOTS = Path(__file__).parent / "snapshots"


def as_rows(lines: Lines) -> list[str]:
    """The text of each line."""
    return ["".join(part.text for part in line) for line in lines]


def check_lines(name: str, lines: Lines) -> None:
    """Compare with the accepted picture ``name``."""
    check(SNAPSHOTS / f"{name}.txt", as_rows(lines))
