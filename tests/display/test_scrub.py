"""The scrub bar can be read without colour, and a click on it goes where it shows."""

from __future__ import annotations

from typing import Any

import pytest

from game.display.panel import Size
from game.display.scrub import BOTH, LEGEND, NIGHT, SILENCE, Scrub, draw, stretches
from game.display.text import width_of
from game.flightlog.log.notes import Note
from game.flightlog.replay.seek import Mark, with_notes

END = 12000


def mark(tick: int, kind: str, severity: Any = "routine") -> Any:
    return Mark(tick, kind, kind, severity, tick)


def rows(data: Any, width: int = 80) -> Any:
    return ["".join(part.text for part in line) for line in draw(data, Size(width, 2))]


def ticks(line: Any) -> Any:
    """The tick of each cell of a bar or lane."""
    return [int(p.target[5:]) for p in line if p.target.startswith("tick:")]


@pytest.mark.parametrize("width", [80, 120, 300])
def test_both_rows_are_of_one_width_and_stand_above_each_other(width: int) -> None:
    bar, lane = draw(Scrub(4000, END), Size(width, 2))
    assert width_of(bar) <= width
    assert ticks(bar) == ticks(lane)
    assert ticks(bar)[0] == 0 and ticks(bar) == sorted(ticks(bar))


def test_night_and_silence_have_their_own_signs_and_share_one() -> None:
    data = Scrub(0, END, nights=((0, 3000), (9000, END)), silences=((2000, 4000),))
    lane = rows(data)[1][10:]
    size = len(ticks(draw(data, Size(80, 2))[0]))
    assert lane[0] == NIGHT and lane[size - 1] == NIGHT
    assert lane[int(size * 2500 / END)] == BOTH
    assert lane[int(size * 3500 / END)] == SILENCE
    assert lane[int(size * 6000 / END)] == " "


def test_a_stretch_shorter_than_a_cell_still_shows() -> None:
    assert SILENCE in rows(Scrub(0, END, silences=((6001, 6003),)))[1][10:]


def test_stretches_begin_and_end_by_turns() -> None:
    turns = [mark(10, "sun"), mark(20, "contact"), mark(30, "sun"), mark(50, "sun")]
    assert stretches(turns, "sun", True, 60) == ((0, 10), (30, 50))
    assert stretches(turns, "sun", False, 60) == ((10, 30), (50, 60))
    assert stretches(turns, "contact", False, 60) == ((20, 60),)
    assert stretches([], "sun", False, 60) == ()
    assert stretches([], "sun", True, 60) == ((0, 60),)


def test_the_worst_mark_of_a_cell_shows_and_a_click_goes_to_it() -> None:
    marks = (mark(6000, "order"), mark(6001, "alarm", "warning"), mark(6002, "objective"))
    bar = draw(Scrub(0, END, marks), Size(80, 2))[0]
    (cell,) = [part for part in bar if part.text == "▲"]
    assert cell.target == "tick:6001"
    assert not {"╵", "◆"} & {part.text for part in bar}


def test_notes_stand_on_the_bar_but_hide_no_warning() -> None:
    marks = with_notes((mark(6000, "alarm", "caution"),), (Note(6001, "look"), Note(900, "")))
    assert rows(Scrub(0, END, marks))[0].count("¶") == 2
    marks = with_notes((mark(6000, "alarm", "warning"),), (Note(6001, "look"),))
    assert "▲" in rows(Scrub(0, END, marks))[0] and "¶" not in rows(Scrub(0, END, marks))[0]


def test_a_log_without_a_tick_has_a_bar_too() -> None:
    assert "█" in rows(Scrub(0, 0, (mark(0, "order"),)))[0]


def test_what_is_not_read_yet_looks_otherwise_than_what_is_to_come() -> None:
    half = rows(Scrub(0, END, read=END // 2))[0]
    assert 0 < half.index("─") < half.index("┈")
    assert "┈" in rows(Scrub(END, END, read=END // 2))[0]
    assert "┈" not in rows(Scrub(0, END))[0]
    assert any("┈" in signs for signs, _ in LEGEND)
