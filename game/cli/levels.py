"""Levels and the words they are written in: list, check, explain."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from game.cli.answer import WELL, WIDTH, WRONG, CallError, print_json, sentence, table

if TYPE_CHECKING:
    from game.level.schema import Level


def level_named(name: str) -> Level:
    """The level that ``name`` or a path means. Raises CallError, in one calm line."""
    from game.level.loading import find
    from game.level.mistakes import UnknownLevel

    try:
        return _level(find(name))
    except UnknownLevel as bad:
        raise CallError(sentence(str(bad))) from None


def _level(path: Path) -> Level:
    from game.level.loading import load
    from game.level.mistakes import LevelMistakes

    try:
        return load(path)
    except LevelMistakes as bad:
        from game.authoring.check import calm_line

        raise CallError(calm_line(bad.mistakes)) from None


def levels(options: argparse.Namespace) -> int:
    """List the built-in levels."""
    from game.level.loading import builtin

    found = [(path, _level(path)) for path in builtin()]
    if options.json:
        print_json([
            {"id": level.id, "title": level.title, "day": level.day, "minutes": level.minutes,
             "difficulty": level.difficulty, "path": str(path)}
            for path, level in found
        ])  # fmt: skip
        return WELL
    rows = [(level.id, level.title, f"{level.minutes} min", level.difficulty) for _, level in found]
    table(("level", "title", "play", "difficulty"), rows)
    return WELL


def check(options: argparse.Namespace) -> int:
    """Tell every mistake in levels and folders."""
    from game.authoring.check import check_main

    text, status = check_main(options.paths, options.json, options.strict)
    if status == WRONG and not options.json:
        raise CallError(sentence(text))
    print(text)
    return status


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of level files."""
    from game.authoring.schema import json_schema_text

    print(json_schema_text())
    return WELL


def explain(options: argparse.Namespace) -> int:
    """Explain a code, an order or a channel."""
    word = options.word
    for explained in (_explain_code(word), _explain_order(word), _explain_channel(word)):
        if explained:
            print(explained)
            return WELL
    raise CallError(sentence(f"There is no channel, order or code {_quoted(word)}{_nearest(word)}"))


def _explain_code(word: str) -> str:
    from game.level.mistakes import CODES

    entry = CODES.get(word.upper())
    if entry is None:
        return ""
    cure = textwrap.indent(entry.cure, "    ")
    return f"{word.upper()}: {entry.title}\n\n{_filled(entry.why)}\n\nThe cure:\n\n{cure}"


def _explain_order(word: str) -> str:
    from game.vocabulary.orders import BY_WORD

    entry = BY_WORD.get(word.lower())
    if entry is None:
        return ""
    by = "\n\nOnly a checklist's step can tell it." if entry.by == "crew" else ""
    why = f"\n{_filled(entry.why)}" if entry.why else ""
    return f"{entry.usage}\n\n{_filled(entry.what)}{why}\n\nFor example: {entry.example}{by}"


def _explain_channel(word: str) -> str:
    from game.vocabulary.channels import describe

    entry = describe(word)
    if entry is None:
        return ""
    unit = f"in {entry.shown}" if entry.shown else ", ".join(entry.words) or "a number"
    return "\n".join(
        (
            _filled(f"{word} ({entry.label}), {unit}"),
            "",
            _filled(entry.what),
            "",
            _filled(f"Why it matters: {entry.why}"),
            _filled(f"Normal: {entry.normal}"),
            _filled(f"Source: {entry.source}"),
        )
    )


def _filled(text: str) -> str:
    return textwrap.fill(text, WIDTH)


def _quoted(word: str) -> str:
    from game.level.mistakes import clean

    return f"'{clean(word[:60])}'"


def _nearest(word: str) -> str:
    import difflib

    from game.level.mistakes import CODES
    from game.vocabulary.channels import CATALOGUE
    from game.vocabulary.orders import BY_WORD

    names = [*CODES, *BY_WORD, *(c.name.replace("{crew}", "ev1") for c in CATALOGUE)]
    near = difflib.get_close_matches(word[:60], names, 1, 0.6)
    return f"; did you mean {near[0]}?" if near else ""
