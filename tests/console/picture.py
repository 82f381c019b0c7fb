"""Make docs/replay.svg: ``python -m tests.console.picture``.

A golden log is watched at loss of signal, with the truth beside what the ground saw. The other
pictures are those of the gallery.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from game.console.app import NoAirlock
from game.console.film import titled
from game.flightlog.replay.playback import open_replay
from tests.console.seeing import settle

TOP = Path(__file__).parents[2]
LOG = TOP / "tests" / "golden" / "first-out-director.jsonl"
AT_S = 4830.0


async def in_replay() -> None:
    """Go there, ask for the truth, and take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        app = NoAirlock(replay=open_replay(LOG), at=AT_S, saves=Path(folder), live=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await pilot.press("space")
            while not app.screen.marks.looked_through:
                app.screen.frame(0.1)
            await pilot.press("x")
            await settle(pilot)
            take(app, "replay.svg", "A replay, at loss of signal: the truth")


def take(app: NoAirlock, name: str, title: str) -> None:
    """Write what the screen shows into docs."""
    drawn = titled(app.export_screenshot(title="No Airlock"), title)
    (TOP / "docs" / name).write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(in_replay())
