"""Looking at the real app: its screen as rows of text, compared with accepted pictures."""

from __future__ import annotations

from pathlib import Path

from tests.accepted import check

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = ((80, 24), (120, 40))


def rows_of(app):
    """The composed screen as rows of text."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def text_of(app):
    return "\n".join(rows_of(app))


def check_snapshot(name, rows):
    """Compare the rows of a screen with the accepted picture ``name``."""
    check(SNAPSHOTS / f"{name}.txt", rows)


async def settle(pilot):
    """Wait until nothing is left to do or to draw."""
    for _ in range(3):
        await pilot.pause()


async def until(pilot, condition, most=200):
    """Wait for a condition."""
    for _ in range(most):
        if condition():
            return
        await pilot.pause()
    raise AssertionError("it never came true")
