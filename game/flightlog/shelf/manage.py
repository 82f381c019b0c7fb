"""Care for the folder of saves: rename, delete and import logs. None of it loses a flight.

A log that is being flown is left alone. A name is given by a link, which never takes the place
of another file, and what is imported appears whole or not at all.
"""

from __future__ import annotations

import contextlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from game.flightlog.log.chain import refuse_damaged
from game.flightlog.log.files import give_name, held, read_bytes, why, write_new
from game.flightlog.log.format import FlightLogError, shown
from game.flightlog.log.reader import FlightLog, parse
from game.flightlog.replay import refly
from game.flightlog.shelf.library import new_path
from game.mission import PHYSICS_VERSION

MOST_NAME = 100
"""Characters of a name, without its ending."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a log that was brought in."""

    path: Path
    """Where it is now."""
    sentence: str
    new: bool
    """False when the folder had it already."""


def rename(path: Path, name: str) -> Path:
    """Give the log at ``path`` another name in its folder, and return its new path.

    Raises FlightLogError when the name can't be used or is taken, when the log is being flown, or
    when the folder can't be written. The log is then where it was.
    """
    new = path.with_name(f"{checked_name(name)}.jsonl")
    if new.name == path.name:
        raise FlightLogError(f"{shown(path.name)} has that name already.")
    with _held(path):
        try:
            if _same_letters(path, new):
                path.rename(new)
            else:
                give_name(path, new)
        except FileExistsError:
            raise FlightLogError(f"There is a {new.name} already: choose another name.") from None
        except OSError as bad:
            raise FlightLogError(f"{shown(path.name)} can't be renamed: {why(bad)}.") from None
    return new


def _same_letters(path: Path, new: Path) -> bool:
    """Whether ``new`` names the file ``path`` too, and only capitals differ, as on some systems.

    A second name of another spelling is one that is taken: to rename onto it does nothing.
    """
    return path.name.lower() == new.name.lower() and new.exists() and new.samefile(path)


def checked_name(text: str) -> str:
    """The name that ``text`` gives to a log, without its ending. Raises FlightLogError."""
    name = text.strip().removesuffix(".jsonl")
    if len(name) > MOST_NAME:
        raise FlightLogError(f"A name has at most {MOST_NAME} characters.")
    if not _NAME.fullmatch(name):
        raise FlightLogError(
            f"{shown(text) or 'Nothing'} is no name for a log: use the letters a to z, digits, "
            f". _ and -, and begin with a letter or a digit."
        )
    if _RESERVED.fullmatch(name):
        raise FlightLogError(f"{name} is the name of a device on some systems: choose another.")
    return name


def delete(path: Path) -> None:
    """Delete the log at ``path``. Raises FlightLogError when it is being flown, or can't be."""
    with _held(path):
        try:
            path.unlink()
        except OSError as bad:
            raise FlightLogError(f"{shown(path.name)} can't be deleted: {why(bad)}.") from None


def import_log(source: Path, folder: Path) -> Imported:
    """Copy the log ``source`` into ``folder``, if its chain holds.

    It keeps its name, or gets the next free one, and the time when it was last written. Raises
    FlightLogError when it is no log, damaged or being flown, or when it can't be written.
    """
    try:
        found = source.stat()
    except (OSError, ValueError) as bad:
        raise FlightLogError(f"{shown(str(source), 200)} can't be read: {why(bad)}.") from None
    if not stat.S_ISREG(found.st_mode):
        raise FlightLogError(f"{shown(str(source), 200)} is no file, and so no flight log.")
    with _held(source, shared=True):
        data = read_bytes(source)
    log = parse(source, data)
    note = _checked(log)
    there = _same(data, folder)
    if there is not None:
        said = f"{shown(source.name)} is there already, as {shown(there.stem)}."
        return Imported(there, said, False)
    try:
        path = _copy(data, found.st_mtime, folder, _wanted_name(log))
    except OSError as bad:
        raise FlightLogError(
            f"{shown(source.name)} can't be copied into {shown(str(folder), 200)}: {why(bad)}."
        ) from None
    return Imported(path, f"Imported as {path.stem}{note}.", True)


def _checked(log: FlightLog) -> str:
    """What is to say of a log whose chain holds. Raises FlightLogError when it does not."""
    refuse_damaged(log, "it can't be imported")
    if not log.header.foreign:
        refly.begin(log)  # refuses what this game can't fly
        return ""
    return (
        f"; it was flown with physics version {log.header.physics}, and this game has "
        f"{PHYSICS_VERSION}: it plays, but can't be proved or resumed"
    )


def _same(data: bytes, folder: Path) -> Path | None:
    """A log of ``folder`` with the same bytes."""
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob("*.jsonl")):
            with contextlib.suppress(OSError):
                if path.stat().st_size == len(data) and path.read_bytes() == data:
                    return path
    return None


def _wanted_name(log: FlightLog) -> str:
    """The name of the file, with a - for what no name may hold, or that of its level."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", log.path.stem).lstrip(".-")[:MOST_NAME]
    for name in (stem, log.header.level):
        with contextlib.suppress(FlightLogError):
            return checked_name(name)
    return "flight"


def _copy(data: bytes, modified: float, folder: Path, name: str) -> Path:
    """A file in ``folder`` with ``data``, called ``name`` or by the next free name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.jsonl"
    while True:
        try:
            write_new(path, [data], modified=modified)
        except FileExistsError:
            path = new_path(folder, re.sub(r"-[0-9]{4,9}$", "", name))
        else:
            return path


@contextlib.contextmanager
def _held(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Keep others from flying the log at ``path`` meanwhile. Raises FlightLogError."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(held(path, shared=shared))
        except PermissionError:  # not readable for us: whether it can be renamed, the folder says
            pass
        except OSError as bad:
            raise FlightLogError(f"{shown(path.name)} can't be opened: {why(bad)}.") from None
        yield
