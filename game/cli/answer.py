"""Output and exit status of the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

WELL, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130
WIDTH = 78
"""Columns of tables and paragraphs."""
LAST = 24
"""Columns that the last text of a row keeps at least, where others are cut for it."""


class CallError(Exception):
    """The call or a file was wrong; the message says what, for the user."""


def say(sentence: str) -> None:
    """Print something that is not the result, on standard error.

    It may name a file as somebody called it: what could steer a terminal is replaced.
    """
    from game.vocabulary.wording import visible

    for line in sentence.split("\n"):
        print(visible(line), file=sys.stderr)


def print_json(value: Any) -> None:
    """Print a result for programs."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    print("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text))


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], most: int = WIDTH) -> None:
    """Print rows of short texts in columns, at most ``most`` wide.

    Where there is too little room, the last column is cut down to LAST, then the second, then the
    first, then the others. The last text of a row that has fewer takes the columns that are left.
    """
    from game.vocabulary.cells import cell_len
    from game.vocabulary.wording import plain

    heads, *rows = [tuple(map(plain, row)) for row in (heads, *rows)]
    whole = [row for row in (heads, *rows) if len(row) == len(heads)]
    widths = [max(cell_len(row[at]) for row in whole) for at in range(len(heads))]
    widths[-1] = min(widths[-1], LAST)
    widths[0] = max(cell_len(row[0]) for row in (heads, *rows))
    over = sum(widths) + 2 * (len(widths) - 1) - most
    for column in (1, 0, *range(2, len(widths) - 1)):
        spare = min(max(0, over), max(0, widths[column] - 20))
        widths[column] -= spare
        over -= spare
    for row in (heads, *rows):
        line = ""
        for text, width in zip(row[:-1], widths, strict=False):
            short = _cut(text, width)
            line += short + " " * (width - cell_len(short) + 2)
        print((line + _cut(row[-1], most - cell_len(line))).rstrip())


def _cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` columns."""
    from game.vocabulary.cells import cell_len

    if cell_len(text) <= width:
        return text
    while text and cell_len(text) > width - 1:
        text = text[:-1]
    return f"{text}…" if width > 0 else ""
