"""The part of a line around a mistake: as much as fits, and safe to show."""

from __future__ import annotations

from game.vocabulary.cells import cell_len
from game.vocabulary.wording import visible

EXCERPT_CELLS = 100
"""Widest excerpt, in terminal cells."""


def excerpt_of(source: str, column: int) -> tuple[str, int]:
    """The part of a line around the 1-based ``column``, safe to show.

    Also returns how many terminal cells are before the column. A tab is shown as one space.
    """
    at = max(0, min(column - 1, len(source)))
    begin = max(0, at - 2 * EXCERPT_CELLS)  # of a very long line, only what can be near
    end = min(len(source), at + 2 * EXCERPT_CELLS)
    line = visible(source[begin:end].rstrip() if end == len(source) else source[begin:end])
    if not line.strip():
        return "", 0
    at = min(at - begin, len(line))
    before, after = begin > 0, end < len(source)
    begin, end = 0, len(line)
    if before or after or cell_len(line) > EXCERPT_CELLS:
        begin = max(0, at - EXCERPT_CELLS // 2)
        while begin < at and cell_len(line[begin:at]) > EXCERPT_CELLS // 2:
            begin += 1
        room = EXCERPT_CELLS - 2 - cell_len(line[begin:at])
        end = at
        while end < len(line) and room >= cell_len(line[end]):
            room -= cell_len(line[end])
            end += 1
    head = "…" if before or begin else ""
    tail = "…" if after or end < len(line) else ""
    return head + line[begin:end] + tail, cell_len(head + line[begin:at])
