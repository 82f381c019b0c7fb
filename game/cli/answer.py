"""What a call of the command line says, and how it ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

WELL, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130
WIDTH = 78
"""Columns of tables and paragraphs."""


class CallError(Exception):
    """The call or a file was wrong; the message says what, for the user."""


def say(sentence: str) -> None:
    """Tell something that is not the result, on standard error."""
    print(sentence, file=sys.stderr)


def sentence(text: str) -> str:
    """``text`` with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


def print_json(value: Any) -> None:
    """Print a result for programs."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows of short texts in columns, at most WIDTH wide; the second column gives way,
    then the first."""
    from game.level.mistakes import cells

    widths = [max(cells(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    over = sum(widths) + 2 * (len(widths) - 1) - WIDTH
    for column, least in ((1, 20), (0, 20)):
        spare = min(max(0, over), max(0, widths[column] - least))
        widths[column] -= spare
        over -= spare
    for row in (heads, *rows):
        texts = [_cut(text, width) for text, width in zip(row, widths, strict=True)]
        columns = [
            text + " " * (width - cells(text)) for text, width in zip(texts, widths, strict=True)
        ]
        print("  ".join(columns).rstrip())


def _cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` columns."""
    from game.level.mistakes import cells

    if cells(text) <= width:
        return text
    while cells(text) > width - 1:
        text = text[:-1]
    return f"{text}…"
