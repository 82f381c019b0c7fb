"""Reading a YAML file into a tree.

YAML 1.2 in a strict subset: one document, no anchors, aliases, merge keys or tags, no key
twice. Built from PyYAML's events (libyaml's where it is there), not its nodes: events show
anchors and tags, need no recursion however deep the brackets, and take half the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import yaml

from game.level.broken import broken
from game.level.mistakes import MOST, LevelMistakes, Mistake, mistake
from game.level.tree import Mapping, Node, Scalar, Sequence, Source
from game.vocabulary.wording import quoted

MAX_DEPTH = 40
"""Deepest nesting of maps and lists."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML takes for no character at all, and the line breaks that no editor shows as such.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_ODD_INDENT = re.compile(r"^[ ]*[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]", re.MULTILINE)
_BRACKET = re.compile(r"""[][{}]|'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|(?:^|\s)#[^\n]*""")

# The rest of a line that belongs to a text without quotes.
_TEXT = re.compile(r"(?:(?! #)[^\n])*")
_TEXT_IN_BRACKETS = re.compile(r"(?:(?! #)(?:\{\w*\}|[^\n,\]}]))*")


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
        found = _nested_too_deep(source) or [broken(source, error, builder.last)]
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
        within = any(self.text[each.at] in "[{" for each, _ in self._open)
        found = (_TEXT_IN_BRACKETS if within else _TEXT).match(self.text, end + 1)
        rest = found[0].rstrip() if found else ""
        whole = text.text + ("" if rest[:1] in ("", " ") else rest)
        self._wrong(
            "LEVEL-118",
            ended.at,
            "a text that begins with { goes in quotes",
            f"write '{whole}'" if len(whole) < 60 and "'" not in whole else "",
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
