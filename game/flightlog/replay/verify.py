"""Proof that a log is genuine: its bytes by the chain, its flight by flying it again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from game import __version__
from game.flightlog.log.chain import damage_of
from game.flightlog.log.files import read_bytes
from game.flightlog.log.format import FORMAT, READABLE, BadLine, FlightLogError, decode, shown
from game.flightlog.log.reader import FlightLog, content, parse
from game.flightlog.replay import refly
from game.level.loading import digest_of
from game.mission import PHYSICS_VERSION
from game.vocabulary.units import clock

Cause = Literal["level", "version", "line", "simulation"]
"""Why a log does not hold: the level in it was changed, another game wrote it, a line is
damaged, or the simulation of this game flies it differently."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a log holds, and if not, where it does not.

    ``ok`` means that every checkpoint, the chain and the end hold; for an unfinished log, all
    that was written. ``sentence`` is for the player. The rest is None where it does not apply.
    """

    ok: bool
    sentence: str
    finished: bool = False
    cause: Cause | None = None
    """Why it does not hold; None when it does, or when nobody can tell."""
    line: int | None = None
    """The damaged line, or the line of the first checkpoint that does not hold."""
    tick: int | None = None
    """The tick of the first difference."""
    field: str | None = None
    """What differs: a field of the state, a channel as the ground saw it, or one of the end."""
    was: Any = None
    """Its value in the log."""
    now: Any = None
    """Its value flown again."""


def verify(path: Path, progress: refly.Progress | None = None) -> Verdict:
    """Read the log at ``path``, check its chain and fly it again.

    ``progress`` is told now and then how much is flown (0 to 1); what it raises ends the flying.
    Raises FlightLogError only when the file can't be read at all.
    """
    data = read_bytes(path)
    try:
        log = parse(path, data)
    except FlightLogError as bad:
        cause: Cause | None = "line" if bad.line else None
        return Verdict(False, str(bad), cause=_other_format(data) or cause, line=bad.line)
    return _damage(log) or _version(log) or _level(log) or _flight(log, progress)


def _other_format(data: bytes) -> Cause | None:
    """``version`` when the header is that of a grammar which this game does not read."""
    _, first = next(content(data.splitlines(keepends=True)), (1, b""))
    try:
        header = decode(first.removesuffix(b"\n"))
    except BadLine:
        return None
    is_log = isinstance(header, dict) and header.get("format") == FORMAT
    version = header.get("version") if is_log else None
    return "version" if type(version) is int and version not in READABLE else None


def _damage(log: FlightLog) -> Verdict | None:
    """What the chain says of the bytes."""
    changed = damage_of(log)
    if changed is None:
        return None
    name, finished = shown(log.path.name), log.end is not None
    if changed.line == log.level_line:
        sentence = f"{name}, line {changed.line}: the level in it was changed after the flight."
        return Verdict(False, sentence, finished, "level", changed.line)
    sentence = f"{name} is damaged: line {changed.line} {changed.why}."
    return Verdict(False, sentence, finished, "line", changed.line)


def _version(log: FlightLog) -> Verdict | None:
    """Whether another physics version flew it."""
    header = log.header
    if not header.foreign:
        return None
    return Verdict(
        False,
        f"{shown(log.path.name)} was flown by game {shown(header.game, 20)} with physics version "
        f"{header.physics}, and this is game {__version__} with physics version "
        f"{PHYSICS_VERSION}: it plays, but it can't be proved.",
        log.end is not None,
        "version",
        1,
    )


def _level(log: FlightLog) -> Verdict | None:
    """Whether the level is the one that the header names, and one that this game can fly."""
    genuine = digest_of(log.level_data) == log.header.level_digest
    if genuine:
        try:
            _ = log.level
        except FlightLogError as bad:
            # the chain holds and the level is the one that was flown, so the rules are others
            return Verdict(False, str(bad), log.end is not None, "version", bad.line)
        return None
    return Verdict(
        False,
        f"{shown(log.path.name)}, line {log.level_line}: the level in it was changed: it is not "
        f"the one that the header names.",
        log.end is not None,
        "level",
        log.level_line,
    )


def _flight(log: FlightLog, progress: refly.Progress | None) -> Verdict:
    """Fly it again."""
    name, finished = shown(log.path.name), log.end is not None
    try:
        again = refly.Reflight(log, refly.begin(log))
    except FlightLogError as bad:
        return Verdict(False, str(bad), finished, "line", bad.line)
    again.to_last(log.last_tick, progress)
    if again.drift is not None:
        return _drifted(log, again.drift)
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


def _drifted(log: FlightLog, drift: refly.Drift) -> Verdict:
    game = shown(log.header.game, 20)
    flown = "" if game == __version__ else f"; flown by game {game}, and this is {__version__}"
    return Verdict(
        False,
        f"{shown(log.path.name)} does not fly the same in this game's simulation: "
        f"tick {drift.tick}: {drift.why} (line {drift.line}{flown}).",
        log.end is not None,
        "simulation",
        drift.line,
        drift.tick,
        drift.field,
        drift.was,
        drift.now,
    )
