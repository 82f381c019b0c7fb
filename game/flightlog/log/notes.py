"""Notes and bookmarks that somebody made while watching a mission, in the comment lines of its log.

A note is a line as ``# 00:35:06.5 text``: the mission time, with ``.5`` for the half second of an
odd tick, and the text; without one it is a bookmark. It is put before the first line of the log
that is later, so that it is where it belongs in a text editor too, and one that was written
there by hand counts like any other. Comments are outside the chain: the log proves itself as
before. All other comments, and every other byte, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from game.flightlog.log.files import held, overwrite, read_bytes, why
from game.flightlog.log.format import MAX_TICK, FlightLogError, shown
from game.flightlog.log.reader import FlightLog, content, parse
from game.vocabulary.units import TICK_S, clock
from game.vocabulary.wording import spelt

MOST = 200
"""Characters of a note's text, at most."""

_NOTE = re.compile(r"#\s*(\d{1,4}):([0-5]\d):([0-5]\d)(\.[05])?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that somebody wrote at ``tick``; a bookmark when ``text`` is empty."""

    tick: int
    text: str
    line: int = 0
    """Line of the file, from 1; 0 before it is written."""


def notes_of(log: FlightLog) -> tuple[Note, ...]:
    """The notes in ``log``, in order of time; those of one moment as they stand in the file."""
    own = {number for number, _ in content(log.lines)}
    found = (_read(line, number) for number, line in enumerate(log.lines, 1) if number not in own)
    return tuple(sorted((note for note in found if note is not None), key=lambda one: one.tick))


def comments_until(log: FlightLog, tick: int) -> list[tuple[int, bytes]]:
    """The comment lines of ``log`` that belong to its course up to ``tick``, in order of time.

    Each has its moment: that of the note that it is, else of the line before it.
    """
    ticks = {one.number: one.tick for one in log.records}
    own = {number for number, _ in content(log.lines)}
    found: list[tuple[int, bytes]] = []
    here = 0
    for number, line in enumerate(log.lines[: log.whole], 1):
        here = ticks.get(number, here)
        if number not in own:
            note = _read(line, number)
            moment = here if note is None else note.tick
            found.append((moment, line.removesuffix(b"\n") + b"\n"))
    return sorted((one for one in found if one[0] <= tick), key=lambda one: one[0])


def add(path: Path, tick: int, text: str) -> tuple[Note, ...]:
    """Write a note into the log at ``path``; all its notes after that.

    Raises FlightLogError, and leaves the file as it was, when it can't be written, is being
    flown, or the text is no line of at most 200 characters.
    """
    note = Note(tick, checked(text))
    return _rewritten(path, lambda log: _with(log.lines, _place(log, note), note))


def change(path: Path, note: Note, text: str) -> tuple[Note, ...]:
    """Give ``note`` another text; all notes after that. Raises FlightLogError as :func:`add`."""
    other = replace(note, text=checked(text))

    def changed(log: FlightLog) -> list[bytes]:
        at = _find(log, note)
        return [*log.lines[:at], _line(other), *log.lines[at + 1 :]]

    return _rewritten(path, changed)


def remove(path: Path, note: Note) -> tuple[Note, ...]:
    """Take ``note`` out; all notes after that. Raises FlightLogError as :func:`add`."""

    def without(log: FlightLog) -> list[bytes]:
        at = _find(log, note)
        return [*log.lines[:at], *log.lines[at + 1 :]]

    return _rewritten(path, without)


def checked(text: str) -> str:
    """``text`` as it will stand in the log, without blanks around it. Raises FlightLogError."""
    made = text.strip()
    if not spelt(made):
        raise FlightLogError(
            "A note is one line of plain text: leave out line ends and control characters."
        )
    if len(made) > MOST:
        raise FlightLogError(f"A note has {MOST} characters at most, and this has {len(made)}.")
    return made


def met(tick: int) -> str:
    """Mission time as a note has it: ``00:35:06``, ``00:35:06.5``."""
    return clock(tick * TICK_S) + (".5" if tick % 2 else "")


def _line(note: Note) -> bytes:
    return f"# {met(note.tick)} {note.text}".rstrip().encode() + b"\n"


def _read(line: bytes, number: int) -> Note | None:
    """The note that a comment is, if it is one; its text without what can't be shown."""
    found = _NOTE.fullmatch(line.decode("utf-8", "replace").rstrip())
    if found is None:
        return None
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3])
    tick = ((hours * 60 + minutes) * 60 + seconds) * 2 + (found[4] == ".5")
    if tick > MAX_TICK:
        return None
    text = "".join(c if spelt(c) else " " for c in found[5] or "").strip()
    return Note(tick, text[:MOST], number)


def _place(log: FlightLog, note: Note) -> int:
    """The index in the lines of ``log`` where ``note`` belongs: after all others of its moment."""
    before = [one.number for one in log.records if one.tick <= note.tick]
    at = before[-1] if before else log.level_line
    return _past_earlier(log, at, note)


def _past_earlier(log: FlightLog, at: int, note: Note) -> int:
    """From index ``at`` on, past comments, but not past a later note."""
    own = {number for number, _ in content(log.lines)}
    while at < len(log.lines) and at + 1 not in own and log.lines[at].endswith(b"\n"):
        other = _read(log.lines[at], at + 1)
        if other is not None and other.tick > note.tick:
            break
        at += 1
    return at


def _with(lines: Sequence[bytes], at: int, note: Note) -> list[bytes]:
    return [*lines[:at], _line(note), *lines[at:]]


def _find(log: FlightLog, note: Note) -> int:
    """The index of the line that ``note`` is. Raises FlightLogError when it is not there."""
    same = [one for one in notes_of(log) if (one.tick, one.text) == (note.tick, note.text)]
    if not same:
        raise FlightLogError(
            f"That note is not in {shown(log.path.name)} any more: somebody else changed the file."
        )
    return min(same, key=lambda one: abs(one.line - note.line)).line - 1


def _rewritten(path: Path, make: Callable[[FlightLog], list[bytes]]) -> tuple[Note, ...]:
    try:
        real = path.resolve(strict=True)
        with held(real, to_write=True):
            data = b"".join(make(parse(path, read_bytes(real))))
            overwrite(real, [data], confirmed=True, modified=real.stat().st_mtime)
    except (OSError, ValueError, RuntimeError) as bad:
        raise FlightLogError(
            f"The notes stay as they were, as {shown(str(path), 200)} can't be written: {why(bad)}."
        ) from None
    return notes_of(parse(path, data))
