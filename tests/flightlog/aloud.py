"""Fly a mission to its end, saying each order when it was accepted: a process to be killed.

    python -m tests.flightlog.aloud start LOG SEED
    python -m tests.flightlog.aloud resume LOG SEED

Orders are many and come from SEED alone, so that a flight can be resumed anywhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

from game.flightlog.log.writer import Flight, start
from game.flightlog.replay.resume import resume
from game.ops.views import Accepted
from game.physics.chance import draw

from .hopping import hop

FLOWS = ("low", "normal", "high")
MINUTES = 15


def order_at(tick: int, seed: int) -> str | None:
    """The order that is given at ``tick``, if one is: about every third tick."""
    if draw(seed, "given", tick) > 0.33:
        return None
    return f"flow ev1 {FLOWS[int(draw(seed, 'flow', tick) * 3)]}"


def fly(flight: Flight, seed: int) -> None:
    """Fly to the end; one line on stdout for each accepted order, unbuffered."""
    mission = flight.mission
    given = {event.tick for event in mission.events if event.kind == "order"}
    while mission.outcome is None:
        order = order_at(mission.tick, seed)
        if order is not None and mission.tick not in given:
            answer = flight.order(order)
            assert isinstance(answer, Accepted)
            sys.stdout.write(f"{mission.tick} {answer.text}\n")
            sys.stdout.flush()
        flight.step()


if __name__ == "__main__":
    how, log, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    level = hop(time_limit=f"{MINUTES} min")
    with start(level, seed, "specialist", log) if how == "start" else resume(log) as flight:
        fly(flight, seed)
