"""Resuming an unfinished flight: flown again to where it was left, and written on in its log."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from game.flightlog.log import disk
from game.flightlog.log.chain import chain_of, damage_of, refuse_damaged, sound_part
from game.flightlog.log.format import CHECK_TICKS, FlightLogError, shown
from game.flightlog.log.reader import FlightLog, read
from game.flightlog.log.recorder import Recorder
from game.flightlog.log.writer import Flight
from game.flightlog.replay import refly
from game.mission import Mission
from game.vocabulary.units import TICK_S, clock


def resume(path: Path) -> Flight:
    """The unfinished flight recorded at ``path``, flown again to where it was left.

    The file is first cut back to its last whole line. Raises FlightLogError, and leaves the
    file as it was, when the mission has ended, the log is damaged before its end or in use, or
    this game does not fly it the same.
    """
    file = disk.reopen(path)
    try:
        log = read(path)
        _refuse_unfit(log)
        mission = flown_to_its_end(log, "it can't be resumed")
        kept, comments = _without_mark(log)
        file.cut(kept.size)
    except BaseException:
        file.release()
        raise
    last = (*kept.lines, *comments)[-1]
    file.write(b"".join(comments) + (b"" if last.endswith(b"\n") else b"\n"))
    version = log.header.version
    recorder = Recorder(mission, file, chain_of(kept)[0], kept.records, version=version)
    recorder.resume(kept.records)
    return Flight(mission, recorder)


def _refuse_unfit(log: FlightLog) -> None:
    name, damage = shown(log.path.name), damage_of(log)
    if damage is not None:
        sound, _ = sound_part(log, "it can't be resumed")
        until = clock(sound.last_tick * TICK_S)
        raise FlightLogError(
            f"{name}, line {damage.line} {damage.why}: it can't be resumed, but taken over up to "
            f"{until}, with no-airlock fork {name} --at {until}.",
            damage.line,
        )
    if log.end is not None:
        raise FlightLogError(
            f"The mission in {name} has ended: watch it with no-airlock replay {name}."
        )


def flown_to_its_end(
    log: FlightLog, refusal: str, progress: refly.Progress | None = None
) -> Mission:
    """The mission in ``log`` as it was left, flown again.

    Raises FlightLogError, with ``refusal`` ("it can't be resumed"), when it does not fly the same.
    """
    again = refly.Reflight(log, refly.begin(log))
    again.to_last(log.last_tick, progress)
    if again.drift is not None:
        raise FlightLogError(
            f"{shown(log.path.name)} does not fly the same again, so {refusal}: "
            f"at tick {again.drift.tick} {again.drift.why}.",
            again.drift.line,
        )
    return again.mission


def ended(log: FlightLog, progress: refly.Progress | None = None) -> Mission:
    """The mission in ``log`` at its end, flown again for its debrief.

    Raises FlightLogError when the log is damaged, does not fly the same, or has no end.
    """
    refusal = "it has no debrief"
    refuse_damaged(log, refusal)
    if log.end is None:
        raise FlightLogError("That mission has not ended: its debrief comes at the end.")
    return flown_to_its_end(log, refusal, progress)


def _without_mark(log: FlightLog) -> tuple[FlightLog, tuple[bytes, ...]]:
    """``log`` up to the mark of where the flight was left, and the comments after that mark.

    A flight that was not interrupted has no such mark. The mark of where it was taken over stays.
    """
    kept = replace(log, lines=log.lines[: log.whole], damage=None, beyond=())
    last, parent = log.records[-1] if log.records else None, log.header.parent
    if last is None or last.kind != "check" or last.tick % CHECK_TICKS == 0:
        return kept, ()
    if parent is not None and last.tick == parent.tick:
        return kept, ()
    before, after = kept.lines[: last.number - 1], kept.lines[last.number :]
    return replace(kept, lines=before, records=kept.records[:-1]), after
