"""The plan against what was flown: how long each checklist took, by the book and in fact."""

from __future__ import annotations

from dataclasses import dataclass

from game.mission import Mission
from game.ops.estimate import checklist_s
from game.room import Room
from game.vocabulary.events import CHECKLIST_DONE, CHECKLIST_STARTED, ORDER
from game.vocabulary.units import TICK_S


@dataclass(frozen=True, slots=True)
class Leg:
    """A checklist of the flight plan. Times in s; None for what did not come."""

    title: str
    planned_s: float
    started_s: float | None
    took_s: float | None

    @property
    def text(self) -> str:
        """It in words: ``Vent: 12 min planned, 14 flown``."""
        planned = f"{self.title}: {self.planned_s / 60:.0f} min planned"
        if self.took_s is not None:
            return f"{planned}, {self.took_s / 60:.0f} flown"
        return f"{planned}, {'not flown' if self.started_s is None else 'not finished'}"


def began_tick(room: Room) -> int | None:
    """The tick from which the flight is the player's; None while that is still to come.

    That is 0, or, in a level that begins in the middle, when the first item of the plan was begun
    or the EVA was ended: what went wrong before was flown by nobody who is debriefed.
    """
    if room.level.start is None:
        return 0
    planned = {item.checklist for item in room.plan}
    begins = (
        event.tick
        for event in room.events
        if (event.row is CHECKLIST_STARTED and event.subject in planned)
        or (event.row is ORDER and event.subject in ("abort", "terminate"))
    )
    return next(begins, None)


def legs(mission: Mission) -> tuple[Leg, ...]:
    """The checklists of the flight plan, in its order."""
    level = mission.level
    started: dict[str, float] = {}
    done: dict[str, float] = {}
    for event in mission.events:
        if event.row is CHECKLIST_STARTED:
            started.setdefault(event.subject, event.tick * TICK_S)
        elif event.row is CHECKLIST_DONE:
            done.setdefault(event.subject, event.tick * TICK_S)
    made = []
    for item in mission.plan:
        name, begun = item.checklist, started.get(item.checklist)
        took = done[name] - begun if begun is not None and name in done else None
        planned = checklist_s(level.checklists[name], level.checklists)
        made.append(Leg(item.title, planned, begun, took))
    return tuple(made)
