"""A recorded mission that can be entered anywhere: forward, back, and from mark to mark.

A scout flies the log once, as far as anybody wants to look, and leaves a snapshot every minute;
any moment is the snapshot before it and at most a minute flown from there. The log itself is
only read. To be at a tick means after all that the log holds for it: orders given at it are
given.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.flightlog.log.chain import sound_part
from game.flightlog.log.notes import Note, notes_of
from game.flightlog.log.reader import Damage, FlightLog, read
from game.flightlog.replay import refly
from game.mission import Mission
from game.vocabulary.events import Event, Severity
from game.vocabulary.units import TICK_S, clock

SNAPSHOT_TICKS = 120
"""Ticks between snapshots: a seek flies at most so many."""

NO_EVENT = -1
"""The event number of a mark that stands for no event, but for a note."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to jump to."""

    tick: int
    kind: str
    """order, alarm, objective, contact, sun, outcome or note."""
    text: str
    severity: Severity
    event: int
    """Number of the event; NO_EVENT of a note."""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    tick: int
    index: int
    """Records of the log that are behind."""
    events: int
    """Events that are behind."""
    state: bytes


class Replay:
    """A log being watched. Raises FlightLogError when this game can't fly it."""

    proved = True
    """What is shown is flown again, and compared with the log's checkpoints on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        whole = read(path)
        self.log, self._damage = sound_part(whole, "it can't be shown")
        self.end_tick = self.log.last_tick
        """The last tick of the log: of its end, or where the flight was left."""
        self.orders = self.log.orders
        self.notes: tuple[Note, ...] = notes_of(whole)
        """The notes that count as marks; set them when they were changed in the file."""
        self._scout = refly.Reflight(self.log, refly.begin(self.log))
        self._snapshots = [self._snapshot()]
        self._shown = refly.Reflight(self.log, refly.begin(self.log), prove=False)

    @property
    def mission(self) -> Mission:
        """The mission at the tick that is shown. Look at it; :meth:`at` gives one to fly."""
        return self._shown.mission

    @property
    def trouble(self) -> str | None:
        """Why what is shown may not be what was flown, as far as was looked; None if it is."""
        drift = self._scout.drift
        if drift is not None:
            return f"From tick {drift.tick} on not as flown: {drift.why}."
        return None if self._damage is None else shown_until(self.log, self._damage)

    @property
    def scouted_tick(self) -> int:
        """How far the scout has flown; marks are known up to here."""
        return self._scout.mission.tick

    def scout(self, seconds: float) -> bool:
        """Fly ahead for so long; whether all marks to the end are known now."""
        until = time.monotonic() + seconds
        while self.scouted_tick < self.end_tick and time.monotonic() < until:
            if not self._scout_on():
                break
        return self.scouted_tick >= self.end_tick or self._scout.mission.outcome is not None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything to jump to, in order of time: events up to the scout, and all notes."""
        return with_notes(marks_of(self._scout.mission.events), self.notes)

    def goto(self, tick: int) -> Mission:
        """Show the mission at ``tick``, held within the log."""
        wanted = max(0, min(tick, self.end_tick))
        if not self._snapshot_before(wanted).tick <= self.mission.tick <= wanted:
            self._shown = self._from_snapshot(wanted)
        self._shown.to(wanted)
        return self.mission

    def step(self) -> tuple[Event, ...]:
        """Show the next tick; what happened in it."""
        seen = len(self.mission.events)
        self.goto(self.mission.tick + 1)
        return tuple(self.mission.events[seen:])

    def next_mark(self, kind: str | None = None, *, backward: bool = False) -> Mark | None:
        """The nearest mark of ``kind`` (or any) after the tick that is shown, or before it.

        Nothing further on is known until the scout has flown there: it does, as far as needed.
        """
        here = self.mission.tick
        while True:
            found = nearest(self.marks, here, kind, backward=backward)
            known = self.scouted_tick >= (self.end_tick if found is None else found.tick)
            if backward or known or not self._scout_on():
                return found

    def at(self, tick: int) -> Mission:
        """A mission of one's own at ``tick``: what is flown from there changes nothing here."""
        wanted = max(0, min(tick, self.end_tick))
        own = self._from_snapshot(wanted)
        own.to(wanted)
        return own.mission

    def flown(self) -> Iterator[Mission]:
        """The mission tick by tick from its start, flown again to look at by itself."""
        mission = self.at(0)
        waiting = [one for one in reversed(self.orders) if one[0] > 0]
        while mission.tick < self.end_tick and mission.outcome is None:
            while waiting and waiting[-1][0] <= mission.tick:
                mission.order(waiting.pop()[1])
            mission.step()
            yield mission

    def _scout_to(self, tick: int) -> None:
        while self.scouted_tick < tick and self._scout_on():
            pass

    def _scout_on(self) -> bool:
        """Fly the scout to the next snapshot; False when it can't fly on."""
        before = self.scouted_tick
        self._scout.to(min(before + SNAPSHOT_TICKS, self.end_tick))
        if self.scouted_tick == before:
            return False
        self._snapshots.append(self._snapshot())
        return True

    def _snapshot(self) -> _Snapshot:
        mission = self._scout.mission
        state = json.dumps(mission.state(), separators=(",", ":")).encode()
        return _Snapshot(mission.tick, self._scout.index, len(mission.events), state)

    def _snapshot_before(self, tick: int) -> _Snapshot:
        self._scout_to(tick)
        return self._snapshots[min(tick // SNAPSHOT_TICKS, len(self._snapshots) - 1)]

    def _from_snapshot(self, tick: int) -> refly.Reflight:
        snapshot = self._snapshot_before(tick)
        scout = self._scout.mission
        past = scout.events[: snapshot.events]
        mission = Mission.restore(
            scout.level, scout.seed, scout.difficulty, json.loads(snapshot.state), past
        )
        return refly.Reflight(self.log, mission, index=snapshot.index, prove=False)


def shown_until(log: FlightLog, damage: Damage) -> str:
    """What is said of a log of which only ``log``, the part before ``damage``, is shown."""
    return (
        f"Line {damage.line} {damage.why}: the flight is shown as far as it is proved, to "
        f"{clock(log.last_tick * TICK_S)}."
    )


def with_notes(marks: Iterable[Mark], notes: Sequence[Note]) -> tuple[Mark, ...]:
    """``marks`` and a mark for each of ``notes``, in order of time; notes after events."""
    noted = (Mark(one.tick, "note", one.text, "routine", NO_EVENT) for one in notes)
    return tuple(sorted((*marks, *noted), key=lambda mark: mark.tick))


def nearest(
    marks: Sequence[Mark], tick: int, kind: str | None = None, *, backward: bool = False
) -> Mark | None:
    """The first of ``marks`` of ``kind`` (or any) after ``tick``, or the last before it."""
    if backward:
        before = (m for m in reversed(marks) if m.tick < tick and kind in (None, m.kind))
        return next(before, None)
    return next((m for m in marks if m.tick > tick and kind in (None, m.kind)), None)


def marks_of(events: Sequence[Event]) -> Iterator[Mark]:
    """The marks that ``events`` are; what was hidden from the ground has no mark."""
    for event in events:
        kind = event.row.mark
        if kind and not event.hidden:
            yield Mark(event.tick, kind, event.text, event.severity, event.number)
