"""Proof that a log is genuine: its bytes by the chain, its flight by flying it again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game import __version__
from game.flightlog import refly
from game.flightlog.chain import chain_of
from game.flightlog.lines import FlightLogError, shown
from game.flightlog.reader import FlightLog, parse, read_bytes
from game.vocabulary.units import clock


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a log holds, and if not, where it does not.

    ``ok`` means that every checkpoint, the chain and the end hold; for an unfinished log, all
    that was written. ``sentence`` is for the player. The rest is None where it does not apply.
    """

    ok: bool
    sentence: str
    finished: bool = False
    line: int | None = None
    """The damaged line, or the line of the first checkpoint that does not hold."""
    tick: int | None = None
    field: str | None = None
    """The first field of the state that differs, by the first keyframe after."""
    was: Any = None
    now: Any = None


def verify(path: Path) -> Verdict:
    """Read the log at ``path``, check its chain and fly it again.

    Raises FlightLogError only when the file can't be read at all.
    """
    data = read_bytes(path)
    try:
        log = parse(path, data)
        return _damage(log) or _flight(log)
    except FlightLogError as bad:
        return Verdict(False, str(bad), line=bad.line)


def _damage(log: FlightLog) -> Verdict | None:
    changed = chain_of(log)[1]
    if changed is None and log.damage is not None and not log.damage.torn:
        changed = log.damage
    if changed is None:
        return None
    what = "the level " if changed.line == log.level_line else ""
    return Verdict(
        False,
        f"{shown(log.path.name)} is damaged: line {changed.line}: {what}{changed.why}.",
        log.end is not None,
        changed.line,
    )


def _flight(log: FlightLog) -> Verdict:
    name = shown(log.path.name)
    again = refly.Reflight(log, refly.begin(log))
    again.to(log.last_tick)
    finished = log.end is not None
    if again.drift is not None:
        drift = again.drift
        version = log.header.game
        other = "" if version == __version__ else f" (flown by game {shown(version, 20)})"
        return Verdict(
            False,
            f"{name} does not fly the same again{other}: line {drift.line}, "
            f"tick {drift.tick}: {drift.why}.",
            finished, drift.line, drift.tick, drift.field, drift.was, drift.now,
        )  # fmt: skip
    checks = sum(record.kind == "check" for record in log.records)
    until = clock(again.mission.time)
    if finished:
        return Verdict(
            True, f"{name} holds: flown again to its end at {until}, {checks} checkpoints.", True
        )
    torn = f"; line {log.damage.line} is cut short and is not counted" if log.damage else ""
    return Verdict(
        True, f"{name} holds so far: unfinished, flown again to {until}, "
        f"{checks} checkpoints{torn}.",
    )  # fmt: skip
