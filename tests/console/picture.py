"""Make docs/console.svg, the README's picture: ``python -m tests.console.picture``.

First Out is flown by the autopilot, but at a pace that it would not choose, to a moment when EV1
works outside and the numbers say that it will not do so for long.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from game.autopilot import Autopilot
from game.console.app import NoAirlock
from game.console.film import titled
from game.level import loading
from tests.console.seeing import settle

TARGET = Path(__file__).parents[2] / "docs" / "console.svg"


async def main() -> None:
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
            drawn = app.export_screenshot(title="No Airlock")
            TARGET.write_text(
                titled(drawn, "The console of No Airlock in flight"), encoding="utf-8"
            )


def worth_a_picture(room) -> bool:
    """Whether somebody is at work outside, and telemetry is not quite calm."""
    assert room.outcome is None, "it never came to that"
    working = any(one.place == "outside" and 0.3 < one.progress < 0.9 for one in room.crew)
    return working and bool(room.alarms)


if __name__ == "__main__":
    asyncio.run(main())
