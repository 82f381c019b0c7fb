"""The grammar of a flight log: one JSON value a line, in exactly one spelling.

The first line is the header, the second the resolved level, and every other line is
``[tick,kind,value]``. A line that begins with ``#`` is a comment. Because every value has one
spelling only, a changed byte either breaks its line or changes what it says; the chain and the
sums of the next checkpoint (see :mod:`game.flightlog.log.chain`) then find it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from game.flightlog.log.packing import pack, unpack
from game.physics.version import PHYSICS_VERSION
from game.vocabulary.wording import visible

FORMAT = "no-airlock flight log"
VERSION = 3
"""Version of this grammar that is written. Version 2 packs nothing, and version 1 has no ``event``
and ``seen`` lines."""
READABLE = (1, 2, 3)
"""Versions that are read; a log of another is refused."""

CHECK_TICKS = 120
"""A checkpoint is written at every multiple of so many ticks: every minute."""
KEY_TICKS = 10800
"""A keyframe follows the checkpoint at every multiple of so many ticks: every 90 minutes."""

MAX_LINE_BYTES = 4 << 20
MAX_LOG_BYTES = 64 << 20
"""A real log has less than 150 kB; what a stranger sends may not fill the memory."""
MAX_LINES = 500_000
"""Two weeks of flight have a tenth of it; this many are read in a second or two."""
MAX_TICK = 14 * 86400 * 2
"""Two weeks, in ticks."""

_CONTENT: dict[str, type] = {"order": str, "event": list}
PACKED = ("level", "key")
"""Kinds of line whose value is long, and packed from version 3 on."""

Kind = Literal["level", "order", "event", "check", "seen", "key", "end"]
KINDS: tuple[str, ...] = get_args(Kind)


class FlightLogError(Exception):
    """A log that can't be used; the message is one sentence for the player.

    ``line`` is the line to blame, if it is one line.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class BadLine(ValueError):
    """A line outside the grammar; the message says how, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Parent:
    """The log that a flight was taken over from, and where."""

    log: str
    """Its file name then, without the ending: a hint for people."""
    tick: int
    chain: str
    """The chain of its lines up to that tick: proof that it is the one."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a log says of its flight before anything else."""

    game: str
    """Version of the game that flew it."""
    physics: int
    """Version of the simulation; only the same one flies a log again to the last bit."""
    level: str
    level_digest: str
    """blake2b-128 of the resolved level, see :func:`game.level.loading.level_digest`."""
    seed: int
    difficulty: str
    parent: Parent | None = None
    version: int = VERSION
    """Version of the grammar."""

    @property
    def foreign(self) -> bool:
        """Whether another physics version flew it, so that this game can't fly it the same."""
        return self.physics != PHYSICS_VERSION


@dataclass(frozen=True, slots=True)
class Record:
    """One line after the header, and where it is."""

    number: int
    """Line number in the file, from 1, comments counted."""
    tick: int
    kind: Kind
    value: Any


def encode(value: object) -> bytes:
    """The one spelling of ``value``, with its line end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def decode(line: bytes) -> Any:
    """The value of a line without its line end. Raises BadLine."""
    if len(line) > MAX_LINE_BYTES:
        raise BadLine("is longer than any line of a flight log")
    try:
        value = json.loads(line.decode())
        same = encode(value) == line + b"\n"
    except (ValueError, RecursionError):
        raise BadLine(_foreign(line) or "is not JSON") from None
    if not same:
        raise BadLine(_foreign(line) or "is not spelt as the game writes it")
    return value


def packed(value: object) -> str:
    """The JSON of ``value`` packed, as the text that stands for it in a line."""
    return pack(encode(value)[:-1])


def unpacked(text: str) -> Any:
    """The value that was packed. Raises BadLine."""
    try:
        return decode(unpack(text))
    except ValueError:
        raise BadLine("is packed, and can't be unpacked") from None


def _foreign(line: bytes) -> str | None:
    """What another program has done to ``line``, and how to undo it."""
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is UTF-16: save the file as UTF-8 without a byte order mark"
    if line.startswith(b"\x1f\x8b"):
        return "is compressed: unpack the file with gunzip first"
    if line.startswith(b"\xef\xbb\xbf"):
        return "begins with a byte order mark: save the file as UTF-8 without one"
    if line.endswith(b"\r"):
        return (
            "ends in CR LF: something changed the line endings, as git does on Windows; change "
            "them back to LF (dos2unix), and add *.jsonl -text to .gitattributes"
        )
    return None if line.strip() else "is blank: take it out"


def header_line(header: Header) -> bytes:
    """The first line of a log."""
    fields = asdict(header)
    version = fields.pop("version")
    if version == 1:
        del fields["parent"]
    return encode({"format": FORMAT, "version": version} | fields)


def parse_header(line: bytes) -> Header:
    """The header that the first line holds. Raises BadLine."""
    value = decode(line)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise BadLine("is not the header of a flight log")
    version = value.get("version")
    if type(version) is not int or version not in READABLE:
        raise BadLine(
            f"says format version {shown(version)}, and this game reads "
            f"{' and '.join(map(str, READABLE))}"
        )
    fields = {key: value[key] for key in value if key not in ("format", "version")}
    kinds = {"game": str, "physics": int, "level": str, "level_digest": str, "seed": int,
             "difficulty": str}  # fmt: skip
    if list(fields) != [*kinds, *(["parent"] if version > 1 else [])]:
        raise BadLine("does not have the fields of a flight log's header")
    _check_kinds(fields, kinds, "")
    parent = fields.pop("parent", None)
    return Header(**fields, parent=_parent(parent), version=version)


def _parent(value: Any) -> Parent | None:
    if value is None:
        return None
    kinds = {"log": str, "tick": int, "chain": str}
    if not isinstance(value, dict) or list(value) != list(kinds):
        raise BadLine("has a parent without the fields log, tick and chain")
    _check_kinds(value, kinds, "parent's ")
    if not 0 <= value["tick"] <= MAX_TICK:
        raise BadLine("has a parent's tick that no flight has")
    return Parent(**value)


def _check_kinds(fields: dict[str, Any], kinds: dict[str, type], whose: str) -> None:
    for key, kind in kinds.items():
        if type(fields[key]) is not kind:
            raise BadLine(f"has a {whose}{key} that is no {'number' if kind is int else 'text'}")


def parse_record(line: bytes, number: int) -> Record:
    """The record that line ``number`` holds. Raises BadLine."""
    value = decode(line)
    if not isinstance(value, list) or len(value) != 3:
        raise BadLine("is not [tick,kind,value]")
    tick, kind, content = value
    if type(tick) is not int or not 0 <= tick <= MAX_TICK:
        raise BadLine("does not begin with a tick")
    if kind not in KINDS:
        raise BadLine(f"has a kind that no flight log has: {shown(kind)}")
    if kind in PACKED and isinstance(content, str):
        content = unpacked(content)
    if not isinstance(content, _CONTENT.get(kind, dict)):
        raise BadLine(f"has no {kind} in it")
    if isinstance(content, list) and not (
        3 <= len(content) <= 4 and all(isinstance(part, str) for part in content)
    ):
        raise BadLine("is no event of kind, subject, text and perhaps severity")
    if isinstance(content, dict) and kind in ("check", "end"):
        stamps = ("digest", "chain", "sums")
        if any(not isinstance(content.get(stamp), str) for stamp in stamps):
            raise BadLine(f"is a {kind} without {', '.join(stamps)}")
    return Record(number, tick, kind, content)


def shown(value: object, longest: int = 60) -> str:
    """``value`` from a file, as a short text that is safe to print."""
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    text = visible(text[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"
