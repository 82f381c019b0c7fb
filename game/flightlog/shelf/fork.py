"""Taking over a saved mission: a new log that begins as another did, up to a moment, and names it.

A fork holds everything itself, notes and other comments included, and verifies alone. What it
says of its parent is for people, and for setting the two side by side.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from game.flightlog.log.chain import Chain, sound_part
from game.flightlog.log.format import FlightLogError, Parent, shown
from game.flightlog.log.notes import comments_until
from game.flightlog.log.reader import FlightLog, content, read
from game.flightlog.log.writer import Flight, start
from game.flightlog.replay import refly
from game.flightlog.shelf.library import is_file, logs_in, summary
from game.ops.views import Refused
from game.vocabulary.units import TICK_S, clock


def fork(log: FlightLog, tick: int, path: Path) -> None:
    """Write at ``path`` a log that holds all of ``log`` up to and including ``tick``.

    Orders given at that tick are in it. :func:`game.flightlog.replay.resume.resume` flies on.
    Raises FlightLogError as :func:`take_over` does.
    """
    take_over(log, tick, path).close()


def take_over(log: FlightLog, tick: int, path: Path) -> Flight:
    """The flight of ``log`` at ``tick``, recorded again at ``path``, to be flown on.

    Raises FlightLogError, and leaves no file, when ``log`` is damaged before ``tick``, was flown by
    another physics version or does not fly the same again, when its mission had ended by ``tick``,
    or when ``path`` is taken or can't be written, as on a full disk.
    """
    name = shown(log.path.name)
    log, damage = sound_part(log, "it can't be taken over")
    refly.begin(log)  # refuses what this game can't fly
    if log.end is not None and tick >= log.end.tick:
        raise _ended(log, log.end.tick)
    if not 0 <= tick <= log.last_tick:
        raise FlightLogError(
            f"{name} can be taken over from 00:00:00 to {clock(log.last_tick * TICK_S)}"
            + (f": line {damage.line} {damage.why}." if damage else ".")
        )
    header = log.header
    parent = Parent(shown(log.path.stem, 255), tick, chain_at(log, tick))
    flight = start(log.level, header.seed, refly.difficulty_of(log), path, parent=parent)
    try:
        _fly_to(flight, log, tick)
        flight.mark()
        flight.insist()
    except BaseException:
        flight.discard()
        raise
    return flight


def _fly_to(flight: Flight, log: FlightLog, tick: int) -> None:
    """Fly the orders of ``log`` to ``tick``, and take its comments along.

    Raises FlightLogError where it is not the same.
    """
    mission, comments = flight.mission, deque(comments_until(log, tick))

    def to(wanted: int) -> None:
        while mission.tick < wanted:
            while comments and comments[0][0] <= mission.tick:
                flight.comment(comments.popleft()[1])
            flight.step()
            if mission.outcome is not None:
                lost_its_end = mission.tick == log.last_tick
                raise (_ended if lost_its_end else _not_the_same)(log, mission.tick)

    for record in log.records:
        if record.tick > tick:
            break
        to(record.tick)
        if record.kind == "order":
            same = not isinstance(flight.order(record.value), Refused)
        else:
            same = record.kind != "check" or record.value["digest"] == mission.digest()
        if not same:
            raise _not_the_same(log, record.tick)
    to(tick)
    for _, comment in comments:
        flight.comment(comment)


def _ended(log: FlightLog, tick: int) -> FlightLogError:
    return FlightLogError(
        f"The mission in {shown(log.path.name)} ended at {clock(tick * TICK_S)}: "
        "take it over earlier."
    )


def _not_the_same(log: FlightLog, tick: int) -> FlightLogError:
    return FlightLogError(
        f"{shown(log.path.name)} does not fly the same again from tick {tick} on, so it can't be "
        "taken over: no-airlock verify says more."
    )


def chain_at(log: FlightLog, tick: int) -> str:
    """The chain of the lines of ``log`` up to and including ``tick``: it tells logs apart."""
    last = max((record.number for record in log.records if record.tick <= tick), default=0)
    chain = Chain()
    for number, line in content(log.lines):
        if number > last:
            break
        chain.add(line)
    return chain.stamp()["chain"]


def find_parent(log: FlightLog, folder: Path) -> Path | None:
    """The file of the log that ``log`` was taken over from; None when it is gone or was changed.

    It is known by its name and chain, else by its chain among the logs of ``folder``.
    """
    parent = log.header.parent
    if parent is None:
        return None
    for path in _candidates(log, parent, folder):
        with contextlib.suppress(FlightLogError):
            other = read(path)
            if other.last_tick >= parent.tick and chain_at(other, parent.tick) == parent.chain:
                return path
    return None


def _candidates(log: FlightLog, parent: Parent, folder: Path) -> Iterator[Path]:
    """Where the parent may be, the likeliest first; of the others, those flown alike."""
    named = f"{Path(parent.log).name}.jsonl"
    likely = [log.path.parent / named, folder / named]
    yield from (path for path in dict.fromkeys(likely) if is_file(path))
    alike = (shown(log.header.level), log.header.seed, log.header.difficulty)
    with contextlib.suppress(OSError):
        for path in logs_in(folder):
            if path not in likely and path != log.path:
                save = summary(path)
                if (save.level, save.seed, save.difficulty) == alike:
                    yield path
