"""Cells are counted as the library that draws them counts."""

from __future__ import annotations

import sys

import rich.cells
from hypothesis import given
from hypothesis import strategies as st

from game.display.text import clean
from game.vocabulary.cells import cell_len, set_cell_size

SHOWN = "".join(map(chr, range(0x20, 0x2C00)))
"""Letters, signs, lines, blocks and braille: everything that our own texts are made of."""
FEW = 300
"""Characters that Unicode has changed its mind about: their width differs by its version."""


def test_no_character_of_the_screen_is_measured_otherwise() -> None:
    hexagrams = set(range(0x2630, 0x2638)) | set(range(0x268A, 0x2690))
    ours = [c for c in SHOWN if c.isprintable() and ord(c) not in hexagrams]
    assert [c for c in ours if cell_len(c) != rich.cells.cell_len(c)] == []


def test_hardly_any_character_at_all_is_measured_otherwise() -> None:
    every = (chr(code) for code in range(sys.maxunicode + 1))
    other = [c for c in every if c.isprintable() and cell_len(c) != rich.cells.cell_len(c)]
    assert len(other) < FEW


@given(st.text(max_size=40), st.integers(0, 60))
def test_a_text_is_brought_to_its_size(text: str, width: int) -> None:
    made = set_cell_size(clean(text), width)
    assert cell_len(made) == width
    assert made.rstrip(" ") == clean(text)[: len(made.rstrip(" "))].rstrip(" ")


def test_a_wide_character_at_the_edge_gives_way_to_a_blank() -> None:
    assert set_cell_size("宇宙", 3) == "宇 "
    assert set_cell_size("e\u0301a", 1) == "e\u0301"
