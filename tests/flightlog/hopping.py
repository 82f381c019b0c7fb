"""A tiny level whose flights are short, and a few lines to fly and record them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from game.flightlog.log.writer import Flight, start
from game.level.loading import resolved
from game.level.schema import Level
from game.ops.views import Accepted

ORDERS = (
    (0, "run wait"),
    (10, "flow ev1 high"),
    (10, "pace ev1 slow"),
    (120, "flow ev1 normal"),
    (200, "when cabin.pressure < 4 psi do flow ev1 high"),
    (251, "vent open"),
    (280, "vent closed"),
)
END = 1000
"""A tick after the end of every flight of the tiny level."""


def hop(**parts: Any) -> Level:
    """A level of one person and three minutes, with ``parts`` put in."""
    step = {"who": "ev1", "text": "Wait — and “look”", "takes": "20 s"}
    data: dict[str, Any] = {
        "id": "hop",
        "title": "Høp",
        "summary": "For tests.",
        "briefing": "Nothing to do.",
        "minutes": 1,
        "time_limit": "3 min",
        "crew": {"ev1": {"name": "Ama Okafor", "role": "EV1", "seat": 1}},
        "procedures": {"wait": {"title": "Wait", "steps": [step, step]}},
        "plan": ["wait"],
        "objectives": {
            "done": {"title": "Wait", "when": "checklist.wait == done", "required": True}
        },
        "end": "mission.met > 100 h",
        "orbit": {"relays": ["west", "central", "east"], "mask": "0 deg"},
    }
    return resolved(data | parts, "hop")


def fly(flight: Flight, until: int, orders: tuple[tuple[int, str], ...] = ORDERS) -> None:
    """Fly to tick ``until``, with those of ``orders`` that are due from here on."""
    mission = flight.mission
    given = {(e.tick, e.text) for e in mission.events if e.kind == "order"}
    due = [(tick, text) for tick, text in orders if (tick, text) not in given]
    while mission.outcome is None:
        for _, text in [order for order in due if order[0] == mission.tick]:
            answer = flight.order(text)
            assert isinstance(answer, Accepted), answer
        if mission.tick >= until:
            break
        flight.step()


def record(path: Path, *, until: int = END, level: Level | None = None) -> bytes:
    """The bytes of a flight of the tiny level, flown to ``until`` or its end."""
    with start(level or hop(), 7, "specialist", path) as flight:
        fly(flight, until)
    return path.read_bytes()
