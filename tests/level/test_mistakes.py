"""How a mistake is shown: excerpt, caret, and nothing that could steer a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.level.codes import CODES
from game.level.excerpt import EXCERPT_CELLS, excerpt_of
from game.level.mistakes import mistake
from game.vocabulary.cells import cell_len
from game.vocabulary.wording import visible


def test_the_caret_stands_under_the_place() -> None:
    made = mistake(
        "LEVEL-301", "a.yaml", "'tiltle' is not a field", line=12, column=3,
        source="  tiltle: x", hint="did you mean title?", used_by=("b.yaml",),
    )  # fmt: skip
    assert made.render() == (
        "a.yaml:12:3: LEVEL-301 'tiltle' is not a field\n"
        "  12 |   tiltle: x\n"
        "     |   ^\n"
        "  did you mean title?\n"
        "  used by b.yaml"
    )


@pytest.mark.parametrize(
    ("source", "column", "before"),
    [
        ("a: b", 4, 3),
        ("\ta: b", 2, 1),
        ("宇宙: x", 5, 6),
        ("e\u0301é: x", 5, 3),
        ("🚀🚀 x", 4, 5),
        ("a", 9, 1),
    ],
)
def test_wide_characters_and_tabs_are_counted_as_cells(
    source: str, column: int, before: int
) -> None:
    assert excerpt_of(source, column)[1] == before


def test_markup_and_escapes_are_neutralised() -> None:
    source = "t: '\x1b]0;owned\x07\x1b[2J[bold red]x\u202e\u200b\x9b31m'"
    made = mistake("LEVEL-308", "\x1b[2J.yaml", source, line=1, column=4, source=source)
    shown = made.render()
    assert all(line.isprintable() for line in shown.split("\n"))
    assert "[bold red]" in shown  # plain text, as it stands


@given(st.text(max_size=400), st.integers(-5, 500))
def test_an_excerpt_is_one_safe_line_of_limited_width(source: str, column: int) -> None:
    excerpt, caret = excerpt_of(source, column)
    assert excerpt.isprintable()
    assert cell_len(excerpt) <= EXCERPT_CELLS
    assert 0 <= caret <= cell_len(excerpt)


@given(st.text())
def test_clean_text_keeps_its_length(text: str) -> None:
    assert visible(text).isprintable()
    assert len(visible(text)) == len(text)


def test_every_code_is_explained_and_in_order() -> None:
    assert list(CODES) == sorted(CODES)
    for entry in CODES.values():
        assert entry.title
        assert entry.why.endswith(".")
        assert entry.fix
