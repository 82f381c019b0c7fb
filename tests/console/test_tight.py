"""The cropped update draws what Textual's own would, with fewer bytes."""

from __future__ import annotations

import io
import itertools
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from game.console.tight import tight

MOVE = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[[0-9;]*m|\n")
WIDTH = 30


def drawn(text: str, rows: list[str]) -> Any:
    """What a terminal with ``rows`` on it shows after ``text``."""
    cells = [list(row) for row in rows]
    x = y = at = 0
    while at < len(text):
        found = MOVE.match(text, at)
        if found is None:
            cells[y][x] = text[at]
            x, at = x + 1, at + 1
            continue
        if found[1]:
            y, x = int(found[1]) - 1, int(found[2]) - 1
        at = found.end()
    return ["".join(row) for row in cells]


@given(st.sets(st.integers(1, WIDTH - 1), max_size=3), st.data())
def test_the_same_picture_from_fewer_bytes(cuts: Any, data: st.DataObject) -> None:
    before, after = "." * WIDTH, "abcdefghijklmnopqrstuvwxyz0123"
    edges = [0, *sorted(cuts), WIDTH]
    chops = [{a: Strip([Segment(after[a:b])]) for a, b in itertools.pairwise(edges)}]
    first = data.draw(st.integers(0, WIDTH - 1))
    last = data.draw(st.integers(first + 1, WIDTH))
    theirs = ChopsUpdate(chops, [(0, first, last)], [edges[1:]])
    console = Console(file=io.StringIO(), force_terminal=True)
    cropped: Any = tight(theirs)
    ours = cropped.render_segments(console)
    shown = drawn(ours, [before])[0]
    assert shown == before[:first] + after[first:last] + before[last:]
    assert shown[first:last] == drawn(theirs.render_segments(console), [before])[0][first:last]


def test_other_updates_are_left_alone() -> None:
    assert tight(None) is None
    assert tight("text") == "text"
