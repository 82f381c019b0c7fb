"""A YAML file as a tree in which every key and value knows its line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from game.level.mistakes import Mistake, mistake

_INT = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,40}|[0-9]{1,40}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name as shown, its text, and the files that led to it, nearest first.

    ``common`` is true for parts that come with the game.
    """

    name: str
    text: str
    used_by: tuple[str, ...] = ()
    common: bool = False
    starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts = (0, *(found.end() for found in re.finditer("\n", self.text)))
        object.__setattr__(self, "starts", starts)

    def mistake(self, code: str, at: int, message: str, hint: str = "") -> Mistake:
        """A mistake at the character with index ``at``."""
        line = bisect_right(self.starts, at)
        start = self.starts[line - 1]
        end = self.text.find("\n", start)
        return mistake(
            code,
            self.name,
            message,
            line=line,
            column=at - start + 1,
            source=self.text[start : end if end >= 0 else len(self.text)],
            hint=hint,
            used_by=self.used_by,
        )


@dataclass(slots=True)
class Scalar:
    """A single value. ``plain`` is false for one in quotes or a block.

    ``unbound`` is true for one that speaks of a role of a part that nobody takes.
    """

    source: Source
    at: int
    end: int
    text: str
    plain: bool
    unbound: bool = False

    def data(self) -> Any:
        """The value by YAML 1.2's core schema.

        True and false, whole and other numbers, null; all else, and everything in quotes,
        is text. No infinity, and no number of more digits than anybody writes.
        """
        if not self.plain:
            return self.text
        if self.text in _WORDS:
            return _WORDS[self.text]
        if _INT.fullmatch(self.text):
            base = {"0o": 8, "0x": 16}.get(self.text[:2], 10)
            return int(self.text, base)
        return float(self.text) if _FLOAT.fullmatch(self.text) else self.text

    def is_null(self) -> bool:
        """Whether this is an empty value or null."""
        return self.plain and self.text in _WORDS and _WORDS[self.text] is None

    def index_of(self, offset: int) -> int:
        """The index in the source of the character at ``offset`` in the value, without white space.

        The value's start when it is not known (escapes in quotes).
        """
        raw = self.source.text
        at = self.at
        if not self.plain:
            at += 1
            if raw[self.at] in "|>":
                at = raw.find("\n", at, self.end) + 1 or self.end
        wanted = self.text.strip()[: offset + 1]
        if not wanted:
            return self.at
        for character in wanted:
            if character.isspace():
                continue
            while at < self.end and raw[at].isspace():
                at += 1
            if at >= self.end or raw[at] != character:
                return self.at
            at += 1
        return at if wanted[-1].isspace() or offset >= len(self.text.strip()) else at - 1


@dataclass(slots=True)
class Sequence:
    """A list."""

    source: Source
    at: int
    items: list[Node] = field(default_factory=list)

    def data(self) -> Any:
        """The list as plain data."""
        return [item.data() for item in self.items]


@dataclass(slots=True)
class Mapping:
    """A map; each key with the scalar that it was read from."""

    source: Source
    at: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)

    def data(self) -> Any:
        """The map as plain data."""
        return {key: value.data() for key, (_, value) in self.entries.items()}


Node = Scalar | Sequence | Mapping


def files(root: Node) -> Iterator[str]:
    """The names of the files from which the keys and values of ``root`` are, some many times."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node.source.name
        if isinstance(node, Mapping):
            stack += [each for entry in node.entries.values() for each in entry]
        elif isinstance(node, Sequence):
            stack += node.items


def texts(root: Node) -> Iterator[Scalar]:
    """The single values in ``root``, in no order to rely on."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            stack += [value for _, value in node.entries.values()]
        elif isinstance(node, Sequence):
            stack += node.items
        else:
            yield node


def unbound(root: Node) -> Iterator[Scalar]:
    """The values in ``root`` that speak of a role that nobody takes."""
    return (node for node in texts(root) if node.unbound)


Astray = tuple[Scalar, tuple[str, ...]]
"""A key that is no id of the list that it was to change, and the ids that are there."""


def merged(base: Node, own: Node, astray: list[Astray]) -> Node:
    """``own`` over ``base``: maps merge by key, all else replaces; null takes a key out.

    A map over a list of entries with ids changes those entries, at any depth; its keys that name
    none go to ``astray``.
    """
    if isinstance(base, Sequence) and isinstance(own, Mapping):
        ids = tuple(_ids(base))
        astray += [(at, ids) for key, (at, _) in own.entries.items() if ids and key not in ids]
        changed = _changed(base, own.entries, astray) if ids else own
        emptied = isinstance(changed, Sequence) and not changed.items
        return Sequence(own.source, own.at) if emptied else changed  # told of where it was emptied
    if not (isinstance(base, Mapping) and isinstance(own, Mapping)):
        return own
    entries = dict(base.entries)
    for key, (at, value) in own.entries.items():
        if key not in base.entries:
            entries[key] = (at, value)
        elif _taken_out(value):
            del entries[key]
        else:
            entries[key] = (at, merged(base.entries[key][1], value, astray))
    return Mapping(own.source, own.at, entries)


def _taken_out(own: Node) -> bool:
    return isinstance(own, Scalar) and own.is_null()


def _id(node: Node) -> str:
    """The id that an entry of a list has, or an empty text."""
    found = node.entries["id"][1] if isinstance(node, Mapping) and "id" in node.entries else None
    return found.text if isinstance(found, Scalar) else ""


def _ids(node: Node) -> Iterator[str]:
    """The ids of all entries of the lists in ``node``."""
    for item in node.items if isinstance(node, Sequence) else ():
        if _id(item):
            yield _id(item)
        yield from _ids(item)
    for _, value in node.entries.values() if isinstance(node, Mapping) else ():
        yield from _ids(value)


def _changed(node: Node, own: dict[str, tuple[Scalar, Node]], astray: list[Astray]) -> Node:
    """``node`` with what is ``own`` over the entries of its lists, by their ids."""
    if isinstance(node, Mapping):
        kept = node.entries.items()
        entries = {key: (at, _changed(each, own, astray)) for key, (at, each) in kept}
        return Mapping(node.source, node.at, entries)
    if not isinstance(node, Sequence):
        return node
    items = []
    for item in node.items:
        made = _changed(item, own, astray)
        change = own[_id(item)][1] if _id(item) in own else None
        if change is None:
            items.append(made)
        elif not _taken_out(change):
            items.append(merged(made, change, astray))
    return Sequence(node.source, node.at, items)


_CUT = re.compile(r"[ \t]+#\S")
_CLOCK = re.compile(r"(?:\d+:)?(?:[6-9]\d:\d\d|\d{1,2}:[6-9]\d)")


def odd_values(root: Node) -> Iterator[Mistake]:
    """Values of the author's own that YAML reads otherwise than they were most likely meant."""
    for node in texts(root):
        if node.source.common:
            continue
        if node.plain and _CUT.match(node.source.text, node.end) and isinstance(node.data(), str):
            at = node.source.text.index("#", node.end)
            message = "the text ends here: from # on it is a comment"
            yield node.source.mistake("LEVEL-519", at, message, "put the text in quotes")
        elif len(node.text) < 12 and _CLOCK.fullmatch(node.text) and node.text.count(":") == 2:
            message = f"this clock has more than 59 minutes or seconds: {node.text}"
            yield node.source.mistake("LEVEL-524", node.at, message, "write for example 1:16:30")
