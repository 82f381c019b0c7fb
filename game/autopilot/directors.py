"""The flight directors that can fly a mission by themselves, by name.

All of them see what a player sees, telemetry and views, and order in words. They are yardsticks:
how well each does on many seeds says what kind of player a level asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from game.autopilot.coward import Coward
from game.autopilot.nodder import Nodder
from game.autopilot.pilot import Autopilot
from game.autopilot.veteran import Veteran
from game.flightlog.log.writer import Recorded
from game.mission import Mission
from game.ops.views import Outcome


class Director(Protocol):
    """Somebody who says what to order."""

    def orders(self) -> list[str]:
        """What to order now; asked every tick."""
        ...


DIRECTORS: Mapping[str, Callable[[Mission], Director]] = {
    "nodder": Nodder,
    "book": Autopilot,
    "veteran": Veteran,
    "coward": Coward,
}
"""Each flight director by name: ``nodder`` only presses Enter, ``book`` follows the plan and the
first suggestion of each alarm, ``veteran`` asks, tests and re-plans, ``coward`` terminates at the
first caution."""


def flown_by(name: str, flight: Mission | Recorded) -> Outcome:
    """Let the director ``name`` fly a mission, or a recorded flight of one, to its end.

    Returns how it ended.
    """
    mission = flight if isinstance(flight, Mission) else flight.mission
    return fly_as(DIRECTORS[name](mission), flight)


def fly_as(director: Director, flight: Mission | Recorded) -> Outcome:
    """Let ``director``, who knows the mission, fly it to its end. Returns how it ended."""
    mission = flight if isinstance(flight, Mission) else flight.mission
    while mission.outcome is None:
        for text in director.orders():
            flight.order(text)
        flight.step()
    return mission.outcome
