"""What watching a log needs: the same of one that is flown again and one that is only recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from game.flightlog.log.notes import Note
from game.flightlog.log.reader import FlightLog
from game.flightlog.replay.seek import Mark
from game.room import Room
from game.vocabulary.events import Event


class Watched(Protocol):
    """A log being watched, at any moment of it. A ``Replay`` or a ``Playback`` gives one."""

    path: Path
    log: FlightLog
    end_tick: int
    """The last tick of the log: of its end, or where the flight was left."""
    orders: tuple[tuple[int, str], ...]
    """The orders of the log, with their ticks."""
    notes: tuple[Note, ...]
    """The notes that count as marks; set them when they were changed in the file."""

    @property
    def proved(self) -> bool:
        """Whether it is flown again and compared with the log, so that it can be flown on."""

    @property
    def trouble(self) -> str | None:
        """Why what is shown may not be what was flown, in one sentence; None if it is."""

    @property
    def mission(self) -> Room:
        """The mission at the tick that is shown."""

    @property
    def scouted_tick(self) -> int:
        """How far marks are known."""

    def scout(self, seconds: float, /) -> bool:
        """Look ahead for marks for so long; whether all are known now."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything to jump to, in order of time."""

    def goto(self, tick: int, /) -> Room:
        """Show the mission at ``tick``, held within the log."""

    def step(self) -> Sequence[Event]:
        """Show the next tick; what happened in it."""

    def next_mark(self, kind: str | None = None, *, backward: bool = False) -> Mark | None:
        """The nearest mark of ``kind`` (or any) after the tick that is shown, or before it."""

    def at(self, tick: int, /) -> Room:
        """The mission at ``tick``, to look at by itself."""

    def flown(self) -> Iterator[Room]:
        """The mission tick by tick from its start, to look at by itself."""
