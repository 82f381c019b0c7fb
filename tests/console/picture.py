"""Make the pictures in docs: ``python -m tests.console.picture``.

For console.svg First Out is flown by the autopilot, but at a pace that it would not choose, to a
moment when EV1 works outside and the numbers say that it will not do so for long. For replay.svg
a golden log is watched at loss of signal, with the truth beside what the ground saw.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from game.autopilot import Autopilot
from game.console.app import NoAirlock
from game.console.film import titled
from game.flightlog.replay.playback import open_replay
from game.level import loading
from tests.console.seeing import settle

TOP = Path(__file__).parents[2]
LOG = TOP / "tests" / "golden" / "first-out-director.jsonl"
AT_S = 4830.0


async def in_flight() -> None:
    """Fly there, and take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        level = loading.load_named("first-out")
        app = NoAirlock(level=level, saves=Path(folder), live=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            screen = app.screen
            room = screen.room
            autopilot = Autopilot(room)
            hurried = False
            while not worth_a_picture(room):
                for order in autopilot.orders():
                    if not order.startswith(("flow", "pace", "rest")):
                        screen.session.order(order)
                if not hurried and room.crew[0].place == "outside":
                    hurried = True
                    screen.session.order("pace ev1 fast")
                    screen.session.order("flow ev1 normal")
                screen.session.step()
                screen.observer.sample(room)
            who = next(one.id for one in room.crew if one.place == "outside")
            screen.select(who)
            screen.plot(f"{who}.suit.humidity")
            screen.say("Space pauses, F1 helps, ? explains anything.", "dim")
            await settle(pilot)
            take(app, "console.svg", "The console of No Airlock in flight")


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


def worth_a_picture(room: Any) -> bool:
    """Whether somebody is at work outside, and telemetry is not quite calm."""
    assert room.outcome is None, "it never came to that"
    working = any(one.place == "outside" and 0.3 < one.progress < 0.9 for one in room.crew)
    return working and bool(room.alarms)


if __name__ == "__main__":
    asyncio.run(in_flight())
    asyncio.run(in_replay())
