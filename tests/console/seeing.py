"""Looking at the real app: its screen as rows of text, compared with accepted pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from game.console.app import NoAirlock
from tests.accepted import check

MakeApp = Callable[..., NoAirlock]
"""Makes the app of a test, with its own folder of saves."""
SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = ((80, 24), (120, 40))


def rows_of(app: App[Any]) -> list[str]:
    """The composed screen as rows of text."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def text_of(app: App[Any]) -> str:
    return "\n".join(rows_of(app))


def check_snapshot(name: str, rows: list[str]) -> None:
    """Compare the rows of a screen with the accepted picture ``name``."""
    check(SNAPSHOTS / f"{name}.txt", rows)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is left to do or to draw."""
    for _ in range(3):
        await pilot.pause()


async def until(pilot: Pilot[Any], condition: Callable[[], object], most: int = 2000) -> None:
    """Wait for a condition."""
    for _ in range(most):
        if condition():
            return
        await pilot.pause()
    raise AssertionError("it never came true")
