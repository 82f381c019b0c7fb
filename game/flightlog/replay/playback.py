"""Watching a log of another physics version: what was recorded of it, moment by moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game.flightlog.log.chain import sound_part
from game.flightlog.log.notes import Note, notes_of
from game.flightlog.log.reader import read
from game.flightlog.replay.recorded import Recorded
from game.flightlog.replay.seek import Mark, Replay, marks_of, nearest, shown_until, with_notes
from game.flightlog.replay.watched import Watched
from game.vocabulary.events import Event


def open_replay(path: Path) -> Watched:
    """The log at ``path``, flown again if it can be, else played from what it recorded.

    Raises FlightLogError when it can't be shown at all.
    """
    return Playback(path) if read(path).header.foreign else Replay(path)


class Playback:
    """A log being watched that can't be flown again; the counterpart of `Replay`.

    Raises FlightLogError when the log is damaged, when this game can't read its level,
    or when it recorded no telemetry, as format 1 did not.
    """

    proved = False

    def __init__(self, path: Path) -> None:
        self.path = path
        whole = read(path)
        self.log, damage = sound_part(whole, "it can't be shown")
        self.trouble = None if damage is None else shown_until(self.log, damage)
        """Why not all that was flown is shown; None if it is."""
        self.end_tick = self.log.last_tick
        self.orders = self.log.orders
        self.notes: tuple[Note, ...] = notes_of(whole)
        self._recorded = Recorded(self.log)

    @property
    def mission(self) -> Recorded:
        """What was recorded of the mission at the tick that is shown."""
        return self._recorded

    @property
    def scouted_tick(self) -> int:
        """All is known from the start."""
        return self.end_tick

    def scout(self, seconds: float) -> bool:
        """Nothing is to be flown: all marks are known."""
        return True

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything to jump to, in order of time."""
        return with_notes(marks_of(self._recorded.all_events), self.notes)

    def goto(self, tick: int) -> Recorded:
        """Show the mission at ``tick``, held within the log."""
        self._recorded.tick = max(0, min(tick, self.end_tick))
        return self._recorded

    def step(self) -> tuple[Event, ...]:
        """Show the next tick; what happened in it."""
        before = len(self._recorded.events)
        self.goto(self._recorded.tick + 1)
        return tuple(self._recorded.events[before:])

    def next_mark(self, kind: str | None = None, *, backward: bool = False) -> Mark | None:
        """The nearest mark of ``kind`` (or any) after the tick that is shown, or before it."""
        return nearest(self.marks, self._recorded.tick, kind, backward=backward)

    def flown(self) -> Iterator[Recorded]:
        """What was recorded, tick by tick from its start, to look at by itself."""
        own = self.at(0)
        for tick in range(1, self.end_tick + 1):
            own.tick = tick
            yield own

    def at(self, tick: int) -> Recorded:
        """What was recorded at ``tick``, to look at by itself."""
        own = Recorded(self.log)
        own.tick = max(0, min(tick, self.end_tick))
        return own
