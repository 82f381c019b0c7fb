"""A YAML file as a tree in which every key and value knows its line and column.

YAML 1.2 in a strict subset: one document, no anchors, aliases, merge keys or tags, no key
twice. Built from PyYAML's events (libyaml's where it is there), not its nodes: events show
anchors and tags, need no recursion however deep the brackets, and take half the time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from game.level.mistakes import MOST, LevelMistakes, Mistake, mistake
from game.vocabulary.wording import quoted

MAX_DEPTH = 40
"""Deepest nesting of maps and lists."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,40}|[0-9]{1,40}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,2})?")
# What YAML takes for no character at all, and the line breaks that no editor shows as such.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_ODD_INDENT = re.compile(r"^[ ]*[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]", re.MULTILINE)
_BRACKET = re.compile(r"""[][{}]|'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|(?:^|\s)#[^\n]*""")
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
    """A single value. ``plain`` is false for one in quotes or a block."""

    source: Source
    at: int
    end: int
    text: str
    plain: bool

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


def merged(base: Node, own: Node) -> Node:
    """``own`` over ``base``: maps merge by key, all else replaces; null takes a key out."""
    if not (isinstance(base, Mapping) and isinstance(own, Mapping)):
        return own
    entries = dict(base.entries)
    for key, (at, value) in own.entries.items():
        if key not in base.entries:
            entries[key] = (at, value)
        elif isinstance(value, Scalar) and value.is_null():
            del entries[key]
        else:
            entries[key] = (at, merged(base.entries[key][1], value))
    return Mapping(own.source, own.at, entries)


_CUT = re.compile(r"[ \t]+#\S")
_CLOCK = re.compile(r"(?:\d+:)?(?:[6-9]\d:\d\d|\d{1,2}:[6-9]\d)")


def odd_values(root: Node) -> Iterator[Mistake]:
    """Values of the author's own that YAML reads otherwise than they were most likely meant."""
    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            stack += [value for _, value in node.entries.values()]
        elif isinstance(node, Sequence):
            stack += node.items
        elif node.source.common:
            continue
        elif node.plain and _CUT.match(node.source.text, node.end) and isinstance(node.data(), str):
            at = node.source.text.index("#", node.end)
            message = "the text ends here: from # on it is a comment"
            yield node.source.mistake("LEVEL-519", at, message, "put the text in quotes")
        elif len(node.text) < 12 and _CLOCK.fullmatch(node.text) and node.text.count(":") == 2:
            message = f"this clock has more than 59 minutes or seconds: {node.text}"
            yield node.source.mistake("LEVEL-524", node.at, message, "write for example 1:16:30")


def read(source: Source, mistakes: list[Mistake]) -> Mapping:
    """The tree of a file whose lines end in a line feed alone.

    What is wrong in it, but leaves a tree, is added to ``mistakes``. Raises LevelMistakes when
    there is no tree.
    """
    unseen = [
        source.mistake(
            "LEVEL-107",
            found.start(),
            f"the character U+{ord(found.group()):04X} can't stand in a level",
            "delete it",
        )
        for found in islice(_FORBIDDEN.finditer(source.text), 20)
    ]
    unseen += [
        source.mistake(
            "LEVEL-107",
            found.end() - 1,
            f"this line is indented with the character U+{ord(found.group()[-1]):04X}",
            "use spaces",
        )
        for found in islice(_ODD_INDENT.finditer(source.text), 20)
    ]
    if unseen:
        raise LevelMistakes(unseen)
    builder = _Builder(source)
    try:
        builder.build()
    except yaml.MarkedYAMLError as error:
        found = _nested_too_deep(source) or [_broken(source, error, builder.last)]
        lines = {each.line for each in builder.mistakes}
        others = [each for each in found if each.line not in lines]
        raise LevelMistakes([*builder.mistakes, *others]) from None
    root = builder.root
    if builder.ended:
        raise LevelMistakes(builder.mistakes)
    if root is None or (isinstance(root, Scalar) and root.is_null()):
        raise LevelMistakes(
            [mistake("LEVEL-104", source.name, "this file is empty", used_by=source.used_by)]
        )
    if not isinstance(root, Mapping):
        what = "a list" if isinstance(root, Sequence) else "a text"
        raise LevelMistakes(
            [
                source.mistake(
                    "LEVEL-113",
                    root.at,
                    f"a level is a map of fields, but this is {what}",
                    "begin with for example: id: my-level",
                )
            ]
        )
    mistakes += builder.mistakes
    return root


class _Builder:
    def __init__(self, source: Source, end: int | None = None) -> None:
        self.source = source
        self.text = source.text[:end]
        self.root: Node | None = None
        self.last: Scalar | None = None
        """The last single value that was read."""
        self.mistakes: list[Mistake] = []
        self.ended = False
        """Whether reading ended before the text did."""
        self._open: list[tuple[Sequence | Mapping, Scalar | None]] = []
        self._key: Scalar | None = None
        self._documents = 0

    def build(self) -> None:
        """Read events until the end, or to what makes going on senseless."""
        for event in self._events():
            if len(self.mistakes) >= MOST:
                self.ended = True
                return
            kind = type(event)
            at = event.start_mark.index
            if kind is yaml.ScalarEvent:
                self._refuse_marks(event)
                if "\ud800" <= max(event.value, default="") <= "\udfff":
                    self._wrong("LEVEL-107", at, "half a character stands in this text")
                    continue
                plain = event.style in (None, "") and event.implicit[0]
                end = event.end_mark.index
                self.last = Scalar(self.source, at, end, event.value, plain)
                self._add(self.last)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._refuse_marks(event)
                if len(self._open) >= MAX_DEPTH:
                    self._wrong("LEVEL-115", at, f"this is nested more than {MAX_DEPTH} deep")
                    self.ended = True
                    return
                make = Mapping if kind is yaml.MappingStartEvent else Sequence
                node = make(self.source, at)
                self._add(node)
                self._open.append((node, self._key))
                self._key = None
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                ended, self._key = self._open.pop()
                if kind is yaml.MappingEndEvent:
                    self._as_holder(ended, event.start_mark.index)
            elif kind is yaml.AliasEvent:
                self._wrong(
                    "LEVEL-108",
                    at,
                    "aliases like this are not part of the YAML that levels use",
                    "write it out, or put a text that begins with * in quotes",
                )
                self._add(Scalar(self.source, at, at + 1, "", True))
            elif kind is yaml.DocumentStartEvent:
                self._documents += 1
                if self._documents > 1:
                    self._wrong("LEVEL-112", at, "a second document begins here", "take it out")
                    self.ended = True
                    return

    def _events(self) -> Iterator[Any]:
        return iter(yaml.parse(self.text, Loader=_LOADER))

    def _wrong(self, code: str, at: int, message: str, hint: str = "") -> None:
        self.mistakes.append(self.source.mistake(code, at, message, hint))

    def _refuse_marks(self, event: Any) -> None:
        at = event.start_mark.index
        if event.anchor is not None:
            self._wrong(
                "LEVEL-108",
                at,
                "anchors like this are not part of the YAML that levels use",
                "take it out, or put a text that begins with & in quotes",
            )
        if event.tag is not None:
            self._wrong(
                "LEVEL-109",
                at,
                "tags like this are not needed: the field says what type a value has",
                "take it out, or put a text that begins with ! in quotes",
            )

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1][0]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif self._key is None:
            self._key = self._as_key(node)
        else:
            self._enter(parent, self._key, node)
            self._key = None

    def _as_holder(self, ended: Node, end: int) -> None:
        """Take ``{crew}`` without quotes, which YAML reads as a map, for the text that it is."""
        if not isinstance(ended, Mapping) or self.text[ended.at] != "{" or len(ended.entries) != 1:
            return
        ((name, (_, value)),) = ended.entries.items()
        if not isinstance(value, Scalar) or not value.is_null() or value.text:
            return
        text = Scalar(self.source, ended.at, end, f"{{{name}}}", False)
        above = self._open[-1][0] if self._open else None
        if isinstance(above, Sequence):
            above.items[-1] = text
        elif isinstance(above, Mapping):
            own = [at for at, (_, node) in above.entries.items() if node is ended]
            if not own:  # as a key it is told already
                return
            above.entries[own[0]] = (above.entries[own[0]][0], text)
        self._wrong(
            "LEVEL-118",
            ended.at,
            "a text that begins with { goes in quotes",
            f"write '{{{name}}}'" if len(name) < 40 else "",
        )

    def _as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar) and node.text:
            return node
        self._wrong("LEVEL-114", node.at, "a name is needed here, before the colon")
        return Scalar(self.source, node.at, node.at, "", False)

    def _enter(self, parent: Mapping, key: Scalar, node: Node) -> None:
        name = key.text
        if name == "<<" and key.plain:
            self._wrong(
                "LEVEL-110",
                key.at,
                "merge keys are not part of the YAML that levels use",
                "put what is shared into a part, and name it under use",
            )
        elif name in parent.entries:
            first = self.source.mistake("LEVEL-111", parent.entries[name][0].at, "")
            self._wrong(
                "LEVEL-111",
                key.at,
                f"{quoted(name)} stands here for the second time: it was in line {first.line}",
                "keep one of them",
            )
        elif name:
            parent.entries[name] = (key, node)


def _broken(source: Source, error: yaml.MarkedYAMLError, last: Scalar | None) -> Mistake:
    """One clear sentence for what the YAML reader found."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(source.text)) if mark else 0
    here = source.text[at : at + 1]
    opened = error.context_mark
    at_end = at >= len(source.text.rstrip())
    if opened and at_end and ("flow" in context or "quoted" in context):
        at = min(opened.index, len(source.text) - 1)
        what = "quote" if "quoted" in context else "bracket"
        return source.mistake("LEVEL-117", at, f"this {what} is not closed", f"close the {what}")
    if (found := _explained_by_line(source, at, opened.index if opened else at)) is not None:
        return found
    if last is not None and (line := _late_end(last, at)):
        message = f"this quote is closed only in line {line}, and what follows there does not fit"
        return source.mistake("LEVEL-117", last.at, message, "close the quote")
    code, message, hint = _explained(problem, context, here)
    return source.mistake(code, at, message, hint)


def _nested_too_deep(source: Source) -> list[Mistake]:
    """The mistake of brackets deeper than MAX_DEPTH, in a text that YAML's reader refused.

    The reader looks ahead, and where it gives up differs from one release to the next: so it gets
    the text up to the bracket that is too deep, and no more.
    """
    depth = 0
    for found in _BRACKET.finditer(source.text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found.group(), 0)
        if depth > MAX_DEPTH:
            builder = _Builder(source, found.end())
            with suppress(yaml.MarkedYAMLError):
                builder.build()
            return [each for each in builder.mistakes if each.code == "LEVEL-115"]
    return []


_HOLDER_FIRST = re.compile(r"(?:[:,\[-])\s+(\{\w+\})")
_DASH_STUCK = re.compile(r"^\s*(-)\w[\w-]*:(?:\s|$)")
_QUOTED_COLON = re.compile(r"""^\s*(?:-\s+)?(["'])[\w-]+(:)\s?\1""")
_KEY = re.compile(r"^\s*(?:-\s+)?[\w-]+:(?:\s|$)")


def _explained_by_line(source: Source, at: int, opened: int) -> Mistake | None:
    """What is wrong in the line at ``at``, or the one above, at a glance.

    ``opened`` is where the bracket begins in which the reader was.
    """
    number = bisect_right(source.starts, at) - 1
    lines = [number, number - 1] if number else [number]
    for each in lines:
        start = source.starts[each]
        line = source.text[start:].partition("\n")[0]
        if found := _DASH_STUCK.match(line):
            hint = f"write - {line.strip()[1:40]}"
            return source.mistake(
                "LEVEL-105", start + found.start(1), "a space is needed behind this -", hint
            )
        if found := _QUOTED_COLON.match(line):
            message = "this colon stands within the quotes"
            return source.mistake(
                "LEVEL-105", start + found.start(2), message, "put it behind them"
            )
        rest = line.partition("#")[0]
        found = _HOLDER_FIRST.search(rest)
        if found and rest[found.end() :].strip() and rest.rstrip()[-1] not in "}]":
            return source.mistake(
                "LEVEL-118",
                start + found.start(1),
                "a text that begins with { goes in quotes",
                f'write "{rest[found.start(1) :].strip()[:60]}"',
            )
    line = source.text[source.starts[number] :].partition("\n")[0]
    first = bisect_right(source.starts, opened) - 1
    if opened < len(source.text) and source.text[opened] in "[{" and first < number:
        own = source.text[source.starts[first] : opened]
        if _KEY.match(line) and _indent(line) <= _indent(own):
            message = "this bracket is not closed"
            return source.mistake("LEVEL-117", opened, message, "close the bracket")
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _late_end(last: Scalar, at: int) -> int:
    """The line in which a quoted text over several lines ends, if ``at`` is in it too; or 0.

    Then most likely its closing quote was forgotten, and it ran on to the next one.
    """
    text = last.source.text
    if last.plain or text[last.at] not in "'\"" or "\n" not in text[last.at : last.end]:
        return 0
    return 0 if "\n" in text[last.end : at] else text.count("\n", 0, last.end) + 1


def _explained(problem: str, context: str, here: str) -> tuple[str, str, str]:
    """Code, message and hint for a problem as either of PyYAML's readers words it."""
    if here == "\t" or " tab " in problem:
        return "LEVEL-106", "a tab can't stand here", "use spaces"
    if "values are not allowed" in problem:
        return (
            "LEVEL-116",
            "this colon would begin a field within the value before it",
            "put the text in quotes, or indent this line like the field above it",
        )
    if "cannot start any token" in problem:
        return (
            "LEVEL-105",
            f"a text without quotes can't begin with {quoted(here)}",
            "put the text in quotes",
        )
    if "document start" in problem:
        return "LEVEL-112", "a second document begins here", "take it out"
    if "escape" in problem:
        return (
            "LEVEL-105",
            "this backslash begins no escape that YAML knows",
            "write two of them, or use single quotes",
        )
    if "sequence entries are not allowed" in problem:
        return "LEVEL-105", "a list can't begin here", "begin it on a line of its own"
    if "could not find expected ':'" in problem:
        return (
            "LEVEL-105",
            "here or in the line above a colon is missing",
            "a field is written NAME: VALUE",
        )
    if "flow" in context:
        hint = "within brackets, a text with { } [ ] or , goes in quotes"
        return "LEVEL-105", "a comma or a closing bracket is missing before this", hint
    if "anchor" in context or "alias" in context:
        return "LEVEL-108", "anchors and aliases are not part of the YAML that levels use", ""
    if "tag" in context:
        return "LEVEL-109", "tags are not part of the YAML that levels use", ""
    return (
        "LEVEL-105",
        "this does not fit what stands above it",
        "check the indentation here and just above",
    )
