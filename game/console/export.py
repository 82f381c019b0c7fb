"""``no-airlock export``: a flight log as a file for people who do not have the game.

The ending of the file's name says what it becomes. Textual is imported for pictures alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from game.debrief.export.files import ExportError, check_free, write
from game.debrief.export.flown import open_log, tick_of
from game.flightlog.log.format import shown
from game.flightlog.log.reader import FlightLog
from game.vocabulary.units import TICK_S

_SIZE = re.compile(r"(\d{1,4})[x×](\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export is asked for; None where nothing was said. Times are mission time, s."""

    at: float | None = None
    size: str | None = None
    """Columns and rows: ``120x40``."""
    speed: float | None = None
    """Mission seconds for each second of film."""
    start: float | None = None
    until: float | None = None
    every: float | None = None
    """Seconds between the rows of a table."""
    truth: bool = False
    """Whether a table also holds the truth."""


_OPTIONS = {
    "at": "--at",
    "size": "--size",
    "speed": "--speed",
    "start": "--from",
    "until": "--until",
    "every": "--every",
    "truth": "--truth",
}


def export(log: Path, to: Path, wanted: Wanted, *, force: bool = False) -> int:
    """Write the log as ``to``, and return the size in bytes.

    Raises ExportError, or FlightLogError when the log can't be used.
    """
    kind = KINDS.get(to.suffix.lower())
    if kind is None:
        raise ExportError(
            f"{shown(str(to), 200)} must end in one of {', '.join(KINDS)}: that says what to make."
        )
    make, takes = kind
    for name, option in _OPTIONS.items():
        given = getattr(wanted, name)
        if given is not None and given is not False and name not in takes:
            where = ", ".join(end for end, (_, taken) in KINDS.items() if name in taken)
            raise ExportError(
                f"{option} is for {where} files, and has no meaning for a {to.suffix}."
            )
    check_free(to, force=force)
    return write(to, make(open_log(log), wanted), force=force)


def _table(log: FlightLog, wanted: Wanted) -> Iterable[str]:
    from game.debrief.export import table

    first, last = _part(log, wanted)
    every = table.EVERY_S if wanted.every is None else wanted.every
    if every < TICK_S:
        raise ExportError(
            f"--every must be {TICK_S:g} s or more: that is how often anything changes."
        )
    made = table.rows(log, every_s=every, first=first, last=last, truth=wanted.truth)
    return table.table(made)


def _notes(log: FlightLog, wanted: Wanted) -> Iterable[str]:
    from game.debrief.export.notes import notes
    from game.debrief.export.story import story

    return (notes(story(log)),)


def _page(log: FlightLog, wanted: Wanted) -> Iterable[str]:
    from game.debrief.export.page import page
    from game.debrief.export.story import story

    return (page(story(log)),)


def _picture(log: FlightLog, wanted: Wanted) -> Iterable[str]:
    from game.console import film

    tick = tick_of(log, wanted.at, "--at")
    return (film.picture(log, log.last_tick if tick is None else tick, _size(wanted.size)),)


def _film(log: FlightLog, wanted: Wanted) -> Iterable[str]:
    from game.console import film

    first, last = _part(log, wanted)
    speed = film.SPEED if wanted.speed is None else wanted.speed
    size = _size(wanted.size)
    return (film.film(log, size=size, speed=speed, first=first, last=last),)


def _part(log: FlightLog, wanted: Wanted) -> tuple[int, int | None]:
    """The first and the last tick that were asked for."""
    first = tick_of(log, wanted.start, "--from") or 0
    last = tick_of(log, wanted.until, "--until")
    if last is not None and last < first:
        raise ExportError("--until must not be before --from.")
    return first, last


def _size(text: str | None) -> tuple[int, int]:
    from game.console import film
    from game.display.panel import LEAST_HEIGHT, LEAST_WIDTH

    if text is None:
        return film.SIZE
    found = _SIZE.fullmatch(text)
    width, height = (int(found[1]), int(found[2])) if found else (0, 0)
    fits = LEAST_WIDTH <= width <= film.MOST_WIDTH and LEAST_HEIGHT <= height <= film.MOST_HEIGHT
    if not fits:
        raise ExportError(
            f"--size must be columns and rows, as 120x40, from {LEAST_WIDTH}x{LEAST_HEIGHT} to "
            f"{film.MOST_WIDTH}x{film.MOST_HEIGHT}."
        )
    return width, height


KINDS: dict[str, tuple[Callable[[FlightLog, Wanted], Iterable[str]], tuple[str, ...]]] = {
    ".csv": (_table, ("start", "until", "every", "truth")),
    ".md": (_notes, ()),
    ".html": (_page, ()),
    ".svg": (_picture, ("at", "size")),
    ".cast": (_film, ("size", "speed", "start", "until")),
}
"""What each ending makes, and which options it heeds."""
