"""What YAML's reader found wrong in a file, in one clear sentence with its fix."""

from __future__ import annotations

import re
from bisect import bisect_right

import yaml

from game.level.mistakes import Mistake
from game.level.tree import Scalar, Source
from game.vocabulary.wording import quoted

_HOLDER_FIRST = re.compile(r"(?:[:,\[-])\s+(\{\w+\})")
_DASH_STUCK = re.compile(r"^\s*(-)\w[\w-]*:(?:\s|$)")
_QUOTED_COLON = re.compile(r"""^\s*(?:-\s+)?(["'])[\w-]+(:)\s?\1""")
_FIELD = re.compile(r"[\w-]+:(?:\s|$)")
_KEY = re.compile(r"^\s*(?:-\s+)?[\w-]+:(?:\s|$)")


def broken(source: Source, error: yaml.MarkedYAMLError, last: Scalar | None) -> Mistake:
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
    next_field = "flow" in context and _FIELD.match(source.text, at)
    behind_quote = source.text[:at].rstrip(" ")[-1:] in ("'", '"') and here.isalnum()
    if behind_quote and not next_field:
        message = "this stands behind a quote that is closed already"
        return source.mistake("LEVEL-105", at, message, "put the whole text in quotes")
    code, message, hint = _explained(problem, context, here)
    return source.mistake(code, at, message, hint)


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
    if "flow" in context and here == ":":
        hint = "within brackets, a text with a colon and a blank in it goes in quotes"
        return "LEVEL-105", "this colon would begin a field within a text", hint
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
