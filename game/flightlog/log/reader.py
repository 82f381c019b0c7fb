"""Reading a flight log: its lines, where it is damaged, and whether it was cut short.

Reading changes nothing and needs no simulation. A file without a readable header and level
raises FlightLogError; damage further down is kept as a :class:`Damage` for the caller to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from game.flightlog.log.files import read_bytes
from game.flightlog.log.format import (
    CHECK_TICKS,
    MAX_LINES,
    BadLine,
    FlightLogError,
    Header,
    Record,
    decode,
    parse_header,
    parse_record,
    shown,
)
from game.level.loading import resolved
from game.level.mistakes import LevelMistakes
from game.level.schema import Level


@dataclass(frozen=True, slots=True)
class Damage:
    """The first line that is not as the game wrote it."""

    line: int
    why: str
    """How, as the end of the sentence that begins with ``line 12``."""
    torn: bool = False
    """It is the last line and only cut short, as a killed process or a full disk leaves it."""


@dataclass(frozen=True)
class FlightLog:
    """A flight log as it stands in its file."""

    path: Path
    header: Header
    level_line: int
    """Line number of the level: 2, unless comments stand before it."""
    level_data: dict[str, Any]
    records: tuple[Record, ...]
    """All whole lines before any damage, after the level."""
    lines: tuple[bytes, ...]
    """All lines of the file with their ends, comments included."""
    damage: Damage | None
    goes_on: bool
    """Whether valid lines follow the damage: then it is not just an end cut short."""
    beyond: tuple[Record, ...] = ()
    """When the damage is a line out of place: it and those after, up to one that can't be read.
    Their checkpoints may prove another line to be the damaged one."""

    @cached_property
    def level(self) -> Level:
        """The level as it was flown. Raises FlightLogError."""
        try:
            return resolved(self.level_data, f"{shown(self.path.name)}, line {self.level_line}")
        except LevelMistakes as bad:
            first = bad.mistakes[0]
            raise FlightLogError(
                f"{first.file}: this game can't fly the level in it: {first.message}.",
                self.level_line,
            ) from None

    @property
    def whole(self) -> int:
        """How many lines of the file come before any damage."""
        return self.damage.line - 1 if self.damage else len(self.lines)

    @property
    def size(self) -> int:
        """Bytes of the file before any damage."""
        return sum(map(len, self.lines[: self.whole]))

    @property
    def end(self) -> Record | None:
        """The line that says how the mission ended, if it has."""
        return self.records[-1] if self.records and self.records[-1].kind == "end" else None

    @property
    def last_tick(self) -> int:
        """The tick of the last whole line."""
        return self.records[-1].tick if self.records else 0

    @property
    def orders(self) -> tuple[tuple[int, str], ...]:
        """Every order, with its tick."""
        return tuple((r.tick, r.value) for r in self.records if r.kind == "order")


def read(path: Path) -> FlightLog:
    """The log at ``path``. Raises FlightLogError when there is none, or none that can be used."""
    return parse(path, read_bytes(path))


def parse(path: Path, data: bytes) -> FlightLog:
    """The log that the bytes of the file ``path`` hold. Raises FlightLogError."""
    lines = tuple(_split(data))
    name = shown(path.name)
    if not data:
        raise FlightLogError(f"{name} is empty: no flight was recorded in it.")
    if len(lines) > MAX_LINES:
        raise FlightLogError(
            f"{name} has more than {MAX_LINES} lines, which no flight log has: if it is one with "
            "more in it, take out the lines that begin with #."
        )
    numbered = content(lines)
    number, line = next(numbered, (1, b""))
    try:
        header = parse_header(_whole(line))
    except BadLine as bad:
        raise FlightLogError(f"{name} is no flight log: line {number} {bad}.", number) from None
    level_line, line = next(numbered, (len(lines) + 1, b""))
    if not line.endswith(b"\n"):
        raise FlightLogError(f"{name} ends before its level: nothing was flown in it.", level_line)
    try:
        level = parse_record(_whole(line), level_line)
        if level.kind != "level":
            raise BadLine("is not the level that was flown")
    except BadLine as bad:
        raise FlightLogError(
            f"{name}, line {level_line} {bad}: without its level it can't be flown again.",
            level_line,
        ) from None
    found = _records(numbered, lines)
    return FlightLog(
        path, header, level_line, level.value, tuple(found.records), lines,
        found.damage, found.goes_on, tuple(found.beyond),
    )  # fmt: skip


def content(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are no comments, with their numbers."""
    return ((number, line) for number, line in enumerate(lines, 1) if not _is_comment(line))


def _is_comment(line: bytes) -> bool:
    """Whether a line is a comment, and not one of the log's own but for its first byte."""
    return line.startswith(b"#") and not any(
        line.endswith(end) and _is_value(start + line[1:-1])
        for start, end in ((b"[", b"]\n"), (b"{", b"}\n"))
    )


@dataclass(slots=True)
class _Found:
    records: list[Record]
    beyond: list[Record]
    damage: Damage | None = None
    goes_on: bool = False
    checked: int = 0
    """Tick of the last checkpoint."""


def _records(numbered: Iterable[tuple[int, bytes]], lines: Sequence[bytes]) -> _Found:
    found = _Found([], [])
    unreadable = False
    for number, line in numbered:
        try:
            record = parse_record(_whole(line), number)
        except BadLine as bad:
            torn = number == len(lines) and _only_cut(line)
            found.damage = found.damage or Damage(number, str(bad), torn)
            unreadable = True
            continue
        if found.damage is not None:
            found.goes_on = True
            if unreadable:
                break
            found.beyond.append(record)
        elif (why_not := _misplaced(record, found.records, found.checked)) is not None:
            found.damage = Damage(number, why_not)
            found.beyond.append(record)
        else:
            found.records.append(record)
            if record.kind == "check":
                found.checked = record.tick
    return found


def _split(data: bytes) -> list[bytes]:
    """The lines with their ends; only a line feed ends a line."""
    *whole, rest = data.split(b"\n")
    return [line + b"\n" for line in whole] + ([rest] if rest else [])


def _whole(line: bytes) -> bytes:
    if not line.endswith(b"\n"):
        raise BadLine("is cut short")
    return line[:-1]


def _only_cut(line: bytes) -> bool:
    """Whether a last line has no end and is not a whole value with a wrong byte for its end."""
    return not line.endswith(b"\n") and not _is_value(line[:-1])


def _is_value(line: bytes) -> bool:
    try:
        decode(line)
    except BadLine:
        return False
    return True


def _misplaced(record: Record, before: list[Record], checked: int) -> str | None:
    """Why ``record`` can't come after those before it, or None.

    The last checkpoint among them is of tick ``checked``.
    """
    if record.kind == "level":
        return "is a second level"
    if not before:
        first = (record.kind, record.tick) == ("check", 0)
        return None if first else "comes before the first checkpoint"
    last = before[-1]
    if record.tick < last.tick:
        return f"goes back in time, from tick {last.tick} to {record.tick}"
    if last.kind == "end":
        return "comes after the end of the mission"
    if record.kind == "key" and not (last.kind in ("check", "seen") and last.tick == record.tick):
        return "is a keyframe without its checkpoint"
    if record.kind == "seen" and (last.kind, last.tick) == ("seen", record.tick):
        return "is a second frame of telemetry of its tick"
    due = checked - checked % CHECK_TICKS + CHECK_TICKS
    if record.tick > due or (record.tick == due and record.kind in ("order", "key")):
        return f"comes without the checkpoint of tick {due} before it"
    return None
