"""What the conditions of a level read besides the ship: its steps, objectives, questions and flags.

Only what some condition names becomes a channel, so that a level without such conditions has none
of them. They are found in the texts themselves, wherever these stand in a level.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from game.level.form import Record

_MARK = re.compile(
    r"\b(?:step\.[a-z0-9{}-]+|objective|question|fault)\.[a-z0-9{}]+(?:-[a-z0-9{}]+)*"
)
_FLAG = re.compile(r"flag\s+([a-z0-9{}-]+)\s+(?:on|off)", re.IGNORECASE)
_HOLDER = re.compile(r"\{\w+\}")


def strings(data: Any) -> Iterator[str]:
    """Every text in plain data and records, in order."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Record):
        for name in data.declared:
            yield from strings(getattr(data, name))
    elif isinstance(data, dict):
        for each in data.values():
            yield from strings(each)
    elif isinstance(data, list | tuple):
        for each in data:
            yield from strings(each)


def filled(text: str, crew: Collection[str]) -> list[str]:
    """``text`` with each of the crew for each of its place-holders; itself if it has none."""
    found = [text]
    for holder in dict.fromkeys(_HOLDER.findall(text)):
        found = [each.replace(holder, who) for each in found for who in crew]
    return found


def flags(texts: Iterable[str], crew: Collection[str]) -> tuple[str, ...]:
    """The flags that actions set, by name."""
    names: dict[str, None] = {}
    for text in texts:
        if found := _FLAG.fullmatch(text.strip()):
            names.update(dict.fromkeys(filled(found[1].lower(), crew)))
    return tuple(names)


def named(texts: Iterable[str], crew: Collection[str]) -> tuple[str, ...]:
    """What conditions may mean by their words: ``objective.out``, ``step.egress.out``."""
    names: dict[str, None] = {}
    for text in texts:
        for found in _MARK.findall(text) if "." in text else ():
            names.update(dict.fromkeys(filled(found, crew)))
    return tuple(names)


def with_spans(texts: Iterable[str], crew: Collection[str]) -> tuple[str, ...]:
    """The texts that may be conditions with ``for``."""
    found: dict[str, None] = {}
    for text in texts:
        if " for " in text.lower() and re.search("[<>=]", text):
            found.update(dict.fromkeys(filled(text, crew)))
    return tuple(found)
