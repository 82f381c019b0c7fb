"""A log flown again for an export: proved, and sampled as often as needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game.debrief.export.files import ExportError
from game.flightlog.log.chain import refuse_damaged
from game.flightlog.log.format import FlightLogError, shown
from game.flightlog.log.reader import FlightLog, read
from game.flightlog.replay import refly
from game.flightlog.replay.recorded import Recorded
from game.mission import Mission
from game.vocabulary.units import TICK_S, clock


def open_log(path: Path) -> FlightLog:
    """The log at ``path``, if all of it can be trusted; its last line may be cut by a crash.

    Raises FlightLogError.
    """
    log = read(path)
    refuse_damaged(log, "it can't be exported")
    return log


def moments(
    log: FlightLog, every: int, first: int = 0, last: int | None = None
) -> Iterator[Mission]:
    """The mission at tick ``first``, then every ``every`` ticks, and at ``last`` (or the end).

    It is one mission, which flies on between two samples. Raises FlightLogError when this game
    can't fly the log, or does not fly it the same.
    """
    end = log.last_tick if last is None else min(last, log.last_tick)
    flight = refly.Reflight(log, refly.begin(log))
    tick = first
    while True:
        tick = min(tick, end)
        flight.to(tick)
        if flight.drift is not None:
            raise FlightLogError(
                f"{shown(log.path.name)} can't be exported: from tick {flight.drift.tick} on "
                f"this game does not fly it the same; no-airlock verify says more.",
                flight.drift.line,
            )
        yield flight.mission
        if tick >= end:
            return
        tick += every


def looks(
    log: FlightLog, every: int, first: int = 0, last: int | None = None
) -> Iterator[Mission] | Iterator[Recorded]:
    """As :func:`moments`; for a log of another physics version, what it recorded."""
    made = _recorded_moments if log.header.foreign else moments
    return made(log, every, first, last)


def _recorded_moments(
    log: FlightLog, every: int, first: int, last: int | None
) -> Iterator[Recorded]:
    end = log.last_tick if last is None else min(last, log.last_tick)
    room = Recorded(log)
    for tick in range(first, end, every):
        room.tick = tick
        yield room
    room.tick = end
    yield room


def tick_of(log: FlightLog, seconds: float | None, option: str) -> int | None:
    """The tick at ``seconds`` of mission time, asked for with ``option``; None if it was not.

    Raises ExportError when the log does not reach so far.
    """
    if seconds is None:
        return None
    tick = int(seconds / TICK_S) if abs(seconds) < 1e9 else -1
    if not 0 <= tick <= log.last_tick:
        end = clock(log.last_tick * TICK_S)
        raise ExportError(f"{option} must be a time within the log, from 00:00:00 to {end}.")
    return tick
