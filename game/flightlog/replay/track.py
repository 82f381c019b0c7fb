"""The track of a recorded mission: what happened when, to fly beside and to compare with.

A track is plain data. It is made by flying the log once, or, for a log of another physics
version, from what was recorded of it; after that nothing of the log is needed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from game.flightlog.log.chain import refuse_damaged
from game.flightlog.log.format import FlightLogError, shown
from game.flightlog.log.reader import FlightLog, read
from game.flightlog.replay import refly
from game.flightlog.replay.playback import Playback
from game.flightlog.replay.recorded import Recorded
from game.level.loading import level_digest
from game.level.schema import Level
from game.mission import Mission
from game.ops.views import ObjectiveView, Outcome
from game.vocabulary.events import ALARMING, Event, Severity
from game.vocabulary.events import Milestone as MilestoneKind
from game.vocabulary.units import TICK_S

SAMPLE_TICKS = 120
"""Ticks between samples of a track: a minute."""

SPLITS = ("started", "done", "objective")
"""Kinds of milestone at which two missions of a level can be compared."""

Key = tuple[str, str, int]
"""What tells a milestone of one mission in another: its kind, its subject, and which time it is."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that happened, and that somebody who flies beside wants to know."""

    tick: int
    kind: MilestoneKind
    subject: str
    """A checklist, an objective, a crew id, or what the event was about."""
    text: str
    """In words: a checklist's or an objective's title, a crew member's role, an order."""
    severity: Severity = "routine"

    @property
    def met_s(self) -> float:
        """When, s of mission elapsed time."""
        return self.tick * TICK_S


@dataclass(frozen=True)
class Track:
    """A recorded mission from its start to where its log ends. Texts are as the level has them."""

    path: Path
    level: str
    """Id of the level."""
    title: str
    level_digest: str
    """Of the level as this game reads it, so that it can be compared with others."""
    seed: int
    difficulty: str
    end_tick: int
    outcome: Outcome | None
    """None when the log ends before the mission did."""
    crew: tuple[tuple[str, str], ...]
    """(id, role) of each."""
    plan: tuple[tuple[str, str], ...]
    """Checklists of the flight plan in their order: (id, title)."""
    objectives: tuple[ObjectiveView, ...]
    milestones: tuple[Milestone, ...]
    """In order of time."""
    oxygen: tuple[float, ...]
    """Oxygen in the tanks as the ground saw it, kg, every SAMPLE_TICKS from the start; NaN
    without a signal."""
    oxygen_end: float
    """And at the end, kg."""

    @property
    def name(self) -> str:
        """What players call it: the file's name without its ending."""
        return shown(self.path.stem, 60)

    @property
    def end_s(self) -> float:
        """When it ends, s of mission elapsed time."""
        return self.end_tick * TICK_S

    def oxygen_at(self, tick: int) -> float:
        """Oxygen in the tanks at ``tick``, kg; NaN when it is not known.

        Between two samples it is taken in proportion.
        """
        if tick >= self.end_tick:
            return self.oxygen_end
        at, over = divmod(tick, SAMPLE_TICKS)
        before, last = self.oxygen[at], at + 1 == len(self.oxygen)
        after = self.oxygen_end if last else self.oxygen[at + 1]
        span = self.end_tick % SAMPLE_TICKS if last else SAMPLE_TICKS
        return before + (after - before) * over / span


def track(path: Path) -> Track:
    """The track of the log at ``path``, which is flown for it once: about half a second.

    Raises FlightLogError when the log is damaged, or this game can neither fly it the same nor
    play what it recorded.
    """
    log = read(path)
    refuse_damaged(log, "it can't be flown beside")
    to: Callable[[int], Mission | Recorded] = (
        Playback(path).goto if log.header.foreign else _reflown(log)
    )
    end = log.last_tick
    oxygen = [oxygen_of(to(tick).telemetry) for tick in range(0, end + 1, SAMPLE_TICKS)]
    mission = to(end)
    level, header = log.level, log.header
    names = titles(level)
    return Track(
        path=path,
        level=header.level,
        title=level.title,
        level_digest=level_digest(level),
        seed=header.seed,
        difficulty=header.difficulty,
        end_tick=end,
        outcome=mission.outcome,
        crew=tuple((who, one.role) for who, one in level.crew.items()),
        plan=tuple((item.checklist, item.title) for item in mission.plan),
        objectives=mission.objectives,
        milestones=tuple(milestones(mission.events, names)),
        oxygen=tuple(oxygen),
        oxygen_end=oxygen_of(mission.telemetry),
    )


def _reflown(log: FlightLog) -> Callable[[int], Mission]:
    """What gives the mission of ``log`` at a tick, none before the last that was asked for."""
    flight = refly.Reflight(log, refly.begin(log), prove=False)

    def to(tick: int) -> Mission:
        flight.to(tick)
        if flight.drift is not None:
            raise FlightLogError(
                f"{shown(log.path.name)} does not fly the same again: at tick "
                f"{flight.drift.tick} {flight.drift.why}.",
                flight.drift.line,
            )
        return flight.mission

    return to


class Readings(Protocol):
    """Telemetry, of a mission or of a recording."""

    def __getitem__(self, name: str, /) -> float | str:
        """The value of a channel, SI."""

    @property
    def stale(self) -> bool:
        """Whether the signal is lost."""


def oxygen_of(telemetry: Readings) -> float:
    """Oxygen in both tanks as the ground sees it now, kg; NaN without a signal."""
    if telemetry.stale:
        return math.nan
    total = 0.0
    for name in ("o2.a.mass", "o2.b.mass"):
        value = telemetry[name]
        total += value if isinstance(value, float | int) else math.nan
    return total


def titles(level: Level) -> dict[str, str]:
    """What milestones of ``level`` are called: titles of checklists and of objectives, roles.

    The keys are the first word of the kind of event, and the subject.
    """
    named = {f"checklist {name}": one.title for name, one in level.checklists.items()}
    named |= {f"objective {name}": one.title for name, one in level.objectives.items()}
    return named | {f"crew {name}": one.role for name, one in level.crew.items()}


def milestones(events: Iterable[Event], names: Mapping[str, str]) -> Iterator[Milestone]:
    """The milestones among ``events``; ``names`` is what :func:`titles` gives."""
    for event in events:
        kind = event.row.milestone
        if not kind or event.hidden:
            continue
        if kind == "alarm" and event.severity not in ALARMING:
            continue
        text = names.get(f"{event.row.subject} {event.subject}", event.text)
        yield Milestone(event.tick, kind, event.subject, text, event.severity)


def keyed(found: Iterable[Milestone]) -> dict[Key, Milestone]:
    """Those milestones at which two missions can be compared, in order of time."""
    seen: Counter[tuple[str, str]] = Counter()
    made: dict[Key, Milestone] = {}
    for one in found:
        if one.kind in SPLITS:
            seen[one.kind, one.subject] += 1
            made[one.kind, one.subject, seen[one.kind, one.subject]] = one
    return made
