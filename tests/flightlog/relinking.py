"""Logs changed on purpose, with a chain that holds again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from game.flightlog.log.chain import Chain
from game.flightlog.log.format import PACKED, encode, packed, unpacked


def relinked(data: bytes, change: Callable[[Any], Any]) -> bytes:
    """A log whose lines went through ``change``, its sums and chain put right again.

    What is packed goes through it unpacked, and is left so where it was changed. Comments go.
    """
    lines = (line for line in data.splitlines() if not line.startswith(b"#"))
    return _linked(_changed(json.loads(line), change) for line in lines)


def _linked(values: Iterable[Any]) -> bytes:
    """The log of ``values``, a line each, with sums and a chain that hold."""
    chain, out = Chain(), b""
    for value in values:
        if isinstance(value, list) and value[1] in ("check", "end"):
            value[2] |= chain.stamp()
        made = encode(value)
        chain.add(made)
        out += made
    return out


def _changed(value: Any, change: Callable[[Any], Any]) -> Any:
    packed = isinstance(value, list) and value[1] in PACKED and isinstance(value[2], str)
    if not packed:
        return change(value)
    before = [*value[:2], unpacked(value[2])]
    after = change(before)
    return value if after == [*value[:2], unpacked(value[2])] else after


def foreign(path: Path, data: bytes, physics: int = 99) -> Path:
    """At ``path``, the log ``data`` as if another physics version had flown it."""
    path.write_bytes(
        relinked(data, lambda line: line | {"physics": physics} if isinstance(line, dict) else line)
    )
    return path


def of_version_2(data: bytes) -> bytes:
    """The log ``data`` as version 2 of the grammar had it, which packed nothing."""

    def older(line: Any) -> Any:
        if isinstance(line, dict):
            return line | {"version": 2}
        return [*line[:2], unpacked(line[2])] if line[1] in PACKED else line

    return _linked(older(json.loads(line)) for line in data.splitlines())


def other_level(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The log ``data`` with its level changed in place and packed again, and nothing else."""
    lines = data.splitlines(keepends=True)
    tick, kind, level = json.loads(lines[1])
    level = unpacked(level)
    change(level)
    lines[1] = encode([tick, kind, packed(level)])
    return b"".join(lines)


def without(data: bytes, drop: Callable[[Any], bool]) -> bytes:
    """The log ``data`` without the lines that ``drop`` names."""
    values = [json.loads(line) for line in data.splitlines()]
    return _linked(value for value in values if not drop(value))
