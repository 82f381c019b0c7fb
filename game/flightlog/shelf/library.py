"""What lies in the folder of flight logs, and the next free name in it."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import game
from game.flightlog.log.format import (
    BadLine,
    FlightLogError,
    Parent,
    Record,
    parse_header,
    parse_record,
    shown,
)
from game.flightlog.log.packing import unpack
from game.flightlog.log.rated import rated
from game.flightlog.shelf.folder import saves_folder as saves_folder
from game.physics.version import PHYSICS_VERSION
from game.vocabulary.nearest import did_you_mean
from game.vocabulary.units import TICK_S, clock

OF_THE_GAME = "first-out-welcome-back"
"""The name of the mission that comes with the game, for a newcomer to watch."""
_LISTS = "no-airlock saves lists them."
_HEAD_BYTES = 1 << 20
_TAIL_BYTES = (1 << 13, 1 << 18)
"""Mostly enough for the last line of a log; and where it is a keyframe of a large crew."""
_LEVELS = 64
"""Levels of which the title is kept: to unpack one takes longer than all the rest of a look."""


@dataclass(frozen=True, slots=True)
class Save:
    """A flight log in the folder, from a look at its first and last lines."""

    path: Path
    modified: float
    """When it was last written, s since 1970."""
    title: str = ""
    level: str = ""
    seed: int = 0
    difficulty: str = ""
    tick: int = 0
    outcome: str | None = None
    """success, home, lost or timeout, or what somebody made of it; None when it is unfinished."""
    reason: str = ""
    score: int | None = None
    rating: str = ""
    """How it went in a word or two; empty while no debrief has worked it out."""
    broken: str | None = None
    """Why it can't be used, as a sentence; None when it looks well."""
    parent: Parent | None = None
    """The log that it was taken over from, if it was."""
    physics: int = PHYSICS_VERSION
    """Version of the simulation that flew it."""

    @property
    def foreign(self) -> bool:
        """Whether another version of the simulation flew it, so that this game can't fly it."""
        return self.physics != PHYSICS_VERSION

    @property
    def unfinished(self) -> bool:
        """Whether this game can resume it."""
        return self.broken is None and self.outcome is None and not self.foreign

    @property
    def described(self) -> str:
        """Mission, clock and outcome, for a sentence."""
        if self.broken is not None:
            return f"broken: {self.broken}"
        return f"{self.title}, {clock(self.met_s)}, {self.outcome or 'unfinished'}"

    @property
    def met_s(self) -> float:
        """Mission elapsed time of the last line, s."""
        return self.tick * TICK_S


def mission_of_the_game() -> Path:
    """The mission that comes with the game: in the package, or in a checkout beside it."""
    package = Path(game.__file__).resolve().parent
    inside = package / "saves"
    return (inside if inside.is_dir() else package.parent / "saves") / f"{OF_THE_GAME}.jsonl"


def new_path(folder: Path, level: str) -> Path:
    """A free name for a log of ``level``: one more than the highest that is taken."""
    pattern = re.compile(re.escape(level) + r"-([0-9]{4,9})\.jsonl", re.IGNORECASE)
    try:
        taken = [int(m[1]) for p in folder.iterdir() if (m := pattern.fullmatch(p.name))]
    except OSError:
        taken = []
    return folder / f"{level}-{max(taken, default=0) + 1:04d}.jsonl"


def list_saves(folder: Path) -> list[Save]:
    """The logs in ``folder``, the latest first; those that can't be used say why.

    Raises FlightLogError when the folder can't be read; one that is not there is empty.
    """
    saves = map(summary, newest_first(folder))
    return sorted(saves, key=lambda save: (-save.modified, save.path.name))


def newest_first(folder: Path) -> list[Path]:
    """The logs in ``folder``, that last written to first; none of them is read.

    Raises FlightLogError when the folder can't be read; one that is not there is empty.
    """
    try:
        return sorted(logs_in(folder), key=lambda path: (-_modified(path), path.name))
    except FileNotFoundError:
        return []
    except OSError as bad:
        raise FlightLogError(
            f"The folder {shown(str(folder), 200)} can't be read: {bad.strerror}."
        ) from None


def _modified(path: Path) -> float:
    """When ``path`` was last written, s since 1970; 0 when nobody can tell."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def best_flights(saves: Iterable[Save]) -> dict[str, Save]:
    """Of each level the player's flight with the most points, by the level's id.

    Of several the latest counts. The mission that comes with the game is nobody's best.
    """
    best: dict[str, Save] = {}
    for save in saves:
        if save.path.stem == OF_THE_GAME:
            continue
        known = best.get(save.level)
        if save.score is not None and (known is None or (known.score or 0) < save.score):
            best[save.level] = save
    return best


def logs_in(folder: Path) -> list[Path]:
    """The files in ``folder`` that are called logs, by name. Raises OSError."""
    return sorted(p for p in folder.iterdir() if p.suffix == ".jsonl" and is_file(p))


def is_file(path: Path) -> bool:
    """Whether ``path`` is a file; a link to nowhere, which can't even be asked, is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def summary(path: Path) -> Save:
    """A look at the log at ``path``, without flying it or reading its middle."""
    modified = 0.0
    try:
        modified = path.stat().st_mtime
        return _summary(path, modified)
    except OSError as bad:
        return Save(path, modified, broken=f"it can't be read: {bad.strerror}")
    except BadLine as bad:
        return Save(path, modified, broken=f"it is no flight log: {bad}")


def _summary(path: Path, modified: float) -> Save:
    with path.open("rb") as file:
        lines = list(islice(_first_lines(file), 2))
        size, tail, last = _end(file)
    if len(lines) < 2:
        raise BadLine("it ends before its level" if lines or not size else "it has no lines")
    header = parse_header(lines[0])
    title = _title(lines[1])
    ended = last.value if last.kind == "end" else {}
    score = ended.get("score")
    return Save(
        path,
        modified,
        shown(title),
        shown(header.level),
        header.seed,
        shown(header.difficulty),
        last.tick,
        shown(ended.get("outcome", "unknown")) if last.kind == "end" else None,
        shown(ended.get("reason", ""), 200),
        score if type(score) is int else None,
        rated(tail) if ended else "",
        parent=header.parent,
        physics=header.physics,
    )


def _end(file: BinaryIO) -> tuple[int, bytes, Record]:
    """The size of a log, its end, and the last record in it."""
    size, tail = file.seek(0, os.SEEK_END), b""
    for most in _TAIL_BYTES:
        file.seek(max(0, size - most))
        tail = file.read(most)
        last = next(_records_from_the_end(tail), None)
        if last is not None:
            return size, tail, last
    return size, tail, Record(2, 0, "level", {})


def _first_lines(file: BinaryIO) -> Iterator[bytes]:
    """The whole lines at the beginning of a log, without comments and line ends."""
    left = _HEAD_BYTES
    while (line := file.readline(max(0, left))).endswith(b"\n"):
        left -= len(line)
        if not line.startswith(b"#"):
            yield line[:-1]


@lru_cache(_LEVELS)
def _title(line: bytes) -> str:
    """The title in a level's line, whose spelling is left to be judged when it is flown."""
    try:
        _, kind, level = json.loads(line)
        if isinstance(level, str):
            level = json.loads(unpack(level))
        if kind == "level" and isinstance(level["title"], str):
            return str(level["title"])
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise BadLine("line 2 is not the level that was flown")


def _records_from_the_end(tail: bytes) -> Iterator[Record]:
    for line in reversed(tail.split(b"\n")[:-1]):
        try:
            yield parse_record(line, 0)
        except BadLine:
            continue


def find_log(text: str, folder: Path) -> Path:
    """The log that ``text`` means: a path, or a name in ``folder`` with or without its ending.

    The name of a mission that comes with the game will do too. Raises FlightLogError when
    there is none.
    """
    places = [Path(text), folder / text, folder / f"{text}.jsonl"]
    if text.removesuffix(".jsonl") == OF_THE_GAME:
        places.append(mission_of_the_game())
    for path in places:
        if is_file(path):
            return path
    raise FlightLogError(
        f"There is no flight log {shown(text, 200)}, and none of that name in "
        f"{shown(str(folder), 200)}: {_or_else(text, folder)}"
    )


def find_save(text: str, folder: Path) -> Path:
    """The log in ``folder`` that ``text`` means, by its name or path.

    Raises FlightLogError when there is none: what lies elsewhere is not ours to change.
    """
    for path in (folder / f"{text}.jsonl", folder / text, Path(text)):
        try:
            inside = path.parent.resolve() == folder.resolve()
            if inside and path.suffix == ".jsonl" and path.is_file():
                return path
        except (OSError, ValueError):
            break
    raise FlightLogError(
        f"There is no flight log {shown(text, 200)} in {shown(str(folder), 200)}: "
        f"{_or_else(text, folder)}"
    )


def _or_else(text: str, folder: Path) -> str:
    """Which log of ``folder`` was meant by ``text``, or where to look for it."""
    with contextlib.suppress(OSError):
        stems = [path.stem for path in logs_in(folder)]
        return shown(did_you_mean(text.removesuffix(".jsonl"), stems), 200) or _LISTS
    return _LISTS


def find_logs(text: str, folder: Path) -> list[Path]:
    """The logs that ``text`` means: all in it, by name, when it is a folder, else one.

    Raises FlightLogError when there is none.
    """
    inside = Path(text)
    try:
        if not inside.is_dir():
            return [find_log(text, folder)]
        found = logs_in(inside)
    except OSError as bad:
        raise FlightLogError(f"{shown(text, 200)} can't be read: {bad.strerror}.") from None
    if not found:
        raise FlightLogError(f"There is no flight log in the folder {shown(text, 200)}.")
    return found


def latest_unfinished(folder: Path) -> Path:
    """The log last written to of those that can be resumed. Raises FlightLogError."""
    for path in newest_first(folder):
        if summary(path).unfinished:
            return path
    raise FlightLogError(
        f"No mission in {shown(str(folder), 200)} is unfinished: start one with no-airlock play."
    )
