"""A player who only presses Enter, in the real console: ``python -m tests.console.enter_only``.

    python -m tests.console.enter_only --seeds 20 [--level first-out]

Whatever is on the screen, Enter is pressed every two seconds of mission time, at the highest
speed that the console allows, until the mission is over. Prints how each flight ended.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from game.console.app import NoAirlock
from game.console.screens.flight import FlightScreen
from game.level.loading import load_named
from game.ops.views import Outcome

FRAME_S = 0.25
FRAMES = 60_000
"""More than any mission lasts."""


async def fly(level: str, seed: int, folder: Path) -> Outcome:
    """Fly one mission so, and return how it ended."""
    app: Any = NoAirlock(level=load_named(level), seed=seed, saves=folder, live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        flight: Any = app.screen
        assert isinstance(flight, FlightScreen)
        for _ in range(FRAMES):
            if flight.room.outcome is not None:
                end: Outcome = flight.room.outcome
                return end
            if app.screen is flight:
                flight.frame(FRAME_S)
                while flight.pace.clock.faster():
                    pass
            await pilot.press("enter")
    raise AssertionError(f"seed {seed}: it never ended")


async def main() -> None:
    """Fly, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--level", default="first-out")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=1)
    options = parser.parse_args()
    kinds: Counter[str] = Counter()
    for seed in range(options.first_seed, options.first_seed + options.seeds):
        with tempfile.TemporaryDirectory() as folder:
            end = await fly(options.level, seed, Path(folder))
        kinds[end.kind] += 1
        print(f"seed {seed}: {end.kind}, {end.score} points, {end.reason}", flush=True)
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    asyncio.run(main())
