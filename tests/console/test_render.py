"""Panels are pure functions: what they show at any width, and what they never do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from game.console import themes
from game.console.render import alarms, checklist, crew, foot, plan, ship, text, title, top, trend
from game.console.render import voice as voice_panel
from game.console.render.foot import Status, Want
from game.console.render.title import Menu
from tests.console.made import ALARMS, CREW, LISTS, MOMENT, PLAN, SHIP, TOP, TREND, VOICE
from tests.console.seeing import check_snapshot

LONG = "An Extraordinarily Long Name That No Form Was Ever Made For, 宇宙飛行士 the Third"

PANELS = {
    "top": lambda w, h: top.render(TOP, w),
    "crew": lambda w, h: crew.render(CREW, w, h),
    "crew-focused": lambda w, h: crew.render(CREW, w, h, True),
    "checklist": lambda w, h: checklist.render(LISTS, w, h),
    "voice": lambda w, h: voice_panel.render(VOICE, w, h),
    "alarms": lambda w, h: alarms.render(ALARMS, w, h),
    "ship": lambda w, h: ship.render(SHIP, w, h),
    "trend": lambda w, h: trend.render(TREND, w, h),
    "plan": lambda w, h: plan.render(PLAN, w, h),
    "status": lambda w, h: foot.status(Status("An order was refused: why.", "refused"), w, h),
    "want": lambda w, h: foot.want(Want("GO: open the vent", "key:go", "look first"), w, h),
    "lesson": lambda w, h: foot.lesson("Enter starts the next checklist. " * 6, w, h),
    "title": lambda w, h: title.render(Menu((("f", "Fly", LONG, "menu:fly"),), 0, "v"), w, h),
}


def as_rows(lines):
    return ["".join(part.text for part in line) for line in lines]


@pytest.mark.parametrize("name", PANELS)
@given(width=st.integers(20, 200), height=st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_a_panel_stays_within_its_region(name, width, height):
    lines = PANELS[name](width, height)
    assert len(lines) <= height
    assert max((cell_len(row) for row in as_rows(lines)), default=0) <= width


@pytest.mark.parametrize("name", PANELS)
def test_every_role_has_a_style_in_every_theme(name):
    for palette in themes.PALETTES:
        styles = themes.roles(palette.name)
        for line in PANELS[name](100, 30):
            for part in line:
                assert part.role in styles, part


@pytest.mark.parametrize("name", [n for n in PANELS if n not in ("title", "lesson")])
@pytest.mark.parametrize("width, height", [(80, 9), (70, 14), (48, 9)])
def test_panel_pictures(name, width, height):
    check_snapshot(f"panel-{name}-{width}x{height}", as_rows(PANELS[name](width, height)))


@given(st.text(max_size=60), st.integers(1, 90))
@settings(max_examples=200, deadline=None)
def test_no_text_brings_control_characters_or_breaks_a_width(said, width):
    shown = text.cut(text.clean(said), width)
    assert shown.isprintable() or shown == ""
    assert cell_len(shown) <= width
    for piece in text.wrap(said, max(2, width)):
        assert cell_len(piece) <= max(2, width)
    assert cell_len(text.pad(said, width)) == width


def test_escape_sequences_of_a_level_are_taken_out():
    assert text.clean("a\x1b[2Jb\tc\x07") == "a[2Jb c"


@given(st.integers(30, 160))
@settings(max_examples=60, deadline=None)
def test_long_names_break_nothing(width):
    card = replace(CREW[0], name=LONG, role=LONG[:12], doing=LONG)
    for height in (3, 5, 9, 13):
        lines = crew.render((card,) * 4, width, height)
        assert all(cell_len(row) <= width for row in as_rows(lines))
    lists = replace(LISTS, first=replace(LISTS.first, title=LONG), next_up=LONG)
    assert all(cell_len(row) <= width for row in as_rows(checklist.render(lists, width, 8)))


def test_the_worst_comes_first_in_a_short_card():
    rows = as_rows(crew.render(CREW, 80, 9))
    assert rows[2].startswith("▌  · visor fogs")


def test_stale_values_say_so_in_words():
    stale = tuple(replace(card, stale=True) for card in CREW)
    assert "STALE" in as_rows(crew.render(stale, 80, 9))[0]
    assert "STALE" in as_rows(ship.render(replace(SHIP, stale=True), 48, 9))[0]
    away = replace(TOP, signal=False, stale="stale 2:10", signal_text="3:20")
    row = as_rows(top.render(away, 80))[0]
    assert "NO SIGNAL" in row and "stale 2:10" in row and "3:20" in row


def test_oxygen_keeps_its_place_in_the_top_line_at_any_width():
    for width in range(80, 200):
        row = as_rows(top.render(replace(TOP, title=LONG), width))[0]
        assert "1 h 52 min" in row
        assert "00:41:20" in row


def test_a_step_that_needs_go_offers_it():
    steps = list(LISTS.first.steps)
    steps[2] = replace(steps[2], status="go", mark="◆", tail="needs GO")
    lists = replace(LISTS, first=replace(LISTS.first, steps=tuple(steps), status="go"))
    lines = checklist.render(lists, 80, 12)
    assert any(part.target == "order:go mobility-ev1" for line in lines for part in line)


def test_an_open_question_stands_at_the_foot_with_its_keys():
    row = as_rows(voice_panel.render(VOICE, 90, 6))[-1]
    assert "SURGEON asks" in row and " y " in row and " n " in row


def test_many_alarms_are_counted_not_listed():
    rows = as_rows(alarms.render(ALARMS * 10, 60, 6))
    assert len(rows) == 6
    assert "more" in rows[-1]


def test_a_moment_is_equal_to_itself():
    assert replace(MOMENT) == MOMENT
    assert replace(MOMENT, lesson="x") != MOMENT
