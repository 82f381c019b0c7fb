"""A mission being recorded: every accepted order is on disk before it is answered."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Protocol

from game.flightlog.log import disk
from game.flightlog.log.chain import Chain
from game.flightlog.log.format import FlightLogError, Parent, shown
from game.flightlog.log.recorder import Recorder
from game.level.schema import Difficulty, Level
from game.mission import Mission
from game.ops.views import Accepted, Refused
from game.vocabulary.events import Event


class Recorded(Protocol):
    """A flight that records the mission that it flies."""

    @property
    def mission(self) -> Mission:
        """What is flown."""
        ...

    def order(self, text: str) -> Accepted | Refused:
        """Give an order, and record it."""
        ...

    def step(self) -> tuple[Event, ...]:
        """Fly one tick."""
        ...


class Flight:
    """A mission and its log. Without a recorder it is flown unrecorded, by the same calls.

    Use it as a context manager, or call :meth:`close`. An order that was accepted is in the log
    when :meth:`order` returns; pausing and looking around leave no trace in it.
    """

    def __init__(
        self, mission: Mission, recorder: Recorder | None = None, *, untouched: bool = False
    ) -> None:
        self.mission = mission
        self._file = recorder.file if recorder else None
        self._recorder = recorder
        self._untouched = untouched
        """Whether the log is new, and holds nothing that anybody ordered or wrote."""
        self._torn = False
        """Within a tick or an order: an interrupt now leaves a state between two."""

    @property
    def path(self) -> Path | None:
        """Where the log is; None when the flight is not recorded."""
        return self._file.path if self._file else None

    @property
    def trouble(self) -> str | None:
        """One sentence while the disk does not take the log; None while all is well.

        The flight continues meanwhile: what is missing is kept and written when the disk takes it.
        """
        return self._file.trouble if self._file else None

    @property
    def incomplete(self) -> bool:
        """Whether something of the flight is missing in its log, or the log itself is."""
        return self._file is not None and self._file.incomplete

    def order(self, text: str) -> Accepted | Refused:
        """Give an order; accepted, it is on disk when this returns. Never raises."""
        if not text.isprintable():
            return Refused("an order is one line of plain text")
        self._torn = True
        answer = self.mission.order(text)
        if self._recorder and isinstance(answer, Accepted):
            self._recorder.order(answer.text)
            self._untouched = False
        self._torn = False
        return answer

    def step(self) -> tuple[Event, ...]:
        """Fly one tick; what happened since the last. Nothing more once the mission has ended."""
        if self.mission.outcome is not None:
            return ()
        self._torn = True
        events = self.mission.step()
        if self._recorder:
            self._recorder.ticked()
        self._torn = False
        return events

    def sync(self) -> None:
        """Bring the log through to the disk, as when the player pauses. Writes no line."""
        if self._recorder:
            self._recorder.file.flush()

    def comment(self, line: bytes) -> None:
        """Write a comment line, as it is. Nothing that is proved changes by it."""
        if self._recorder:
            self._recorder.file.write(line)
            self._untouched = False

    def mark(self) -> None:
        """Mark this tick in the log, so that a flight that is killed now resumes from it."""
        if self._recorder:
            self._recorder.mark()

    def discard(self) -> None:
        """Leave the flight and take away its log, which was new."""
        if self._recorder:
            self._recorder.file.discard()
            self._recorder = None

    def insist(self) -> None:
        """Make sure that all of a new log is written.

        Raises FlightLogError, and takes the log away, when the disk does not take it.
        """
        if self._file and self._file.refused is not None:
            self.discard()
            raise FlightLogError(
                f"{shown(str(self._file.path), 200)} can't be written: {self._file.refused}."
            )

    def close(self) -> None:
        """Leave the flight: mark where it stands, flush, and let go of the file.

        What is flown after this is not recorded. A new log of an unfinished flight in which nobody
        gave an order is taken away: it would only be in the way among the others.
        """
        if self._untouched and self.mission.outcome is None:
            self.discard()
        if self._recorder:
            self._recorder.left(whole=not self._torn)
            self._recorder = None

    def __enter__(self) -> Flight:
        """The flight itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


def start(
    level: Level,
    seed: int,
    difficulty: Difficulty,
    path: Path | None = None,
    *,
    parent: Parent | None = None,
) -> Flight:
    """A new flight of ``level``, recorded at ``path`` if there is one.

    ``parent`` is what it is taken over from, if it is. Raises FlightLogError when no log can be
    written there.
    """
    mission = Mission(level, seed=seed, difficulty=difficulty)
    if path is None:
        return Flight(mission)
    file = disk.create(path)
    recorder = Recorder(mission, file, Chain())
    recorder.begin(parent)
    flight = Flight(mission, recorder, untouched=parent is None)
    flight.insist()
    return flight
