"""Whatever a level says is shown as text, within its place, on every screen and in plain lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from game.cli import plain
from game.console.widgets.panel import PanelWidget
from game.debrief.export.flown import open_log
from game.debrief.export.page import page
from game.debrief.export.story import story
from game.display.measures import AS_BUILT
from game.flightlog.log.writer import start
from game.level import loading
from game.level.schema import Level
from game.vocabulary.cells import cell_len
from tests.console.seeing import MakeApp, rows_of, settle

HOSTILE = {
    "markup": "[red on blue]x[/] [@click=app.quit]y[/] :smile: **b** <script>alert(1)</script>",
    "right-to-left": "אבג 123 العربية",
    "wide": "宇宙飛行士の船外活動" * 4,
    "combining": "Z" + "\u0335\u0321\u0301" * 20 + "o\u0308",
    "emoji": "👩🚀👨👧🏴☠",
    "long": "x" * 80,
}
REFUSED = {
    "escape": "a\x1b[2J",
    "title": "\x1b]0;owned\x07",
    "C1": "\x9b31m",
    "null": "a\x00b",
    "override": "\u202eabc",
    "isolate": "\u2066abc",
    "joiner": "👩\u200d🚀",
    "10,000 characters": "x" * 10_000,
}
LONGEST = 200
"""Characters that every text of a level may have."""
PROSE = ("title", "summary", "briefing", "ending", "day", "text", "say", "note", "name", "role")
"""Fields that hold what people read."""
LEVELS = ("suit-up", "first-out", "water")


def spoilt(value: Any, hostile: str, most: int = LONGEST) -> Any:
    """``value`` of a level with ``hostile`` behind the text of every field that people read."""
    if isinstance(value, list):
        return [spoilt(one, hostile, most) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: f"{one} {hostile}"[:most]
        if name in PROSE and isinstance(one, str)
        else spoilt(one, hostile, most)
        for name, one in value.items()
    }


def hostile_level(name: str, hostile: str, most: int = LONGEST) -> Level:
    """The built-in level ``name`` with ``hostile`` in all its texts."""
    data = loading.resolved_json(loading.load_named(name))
    return Level.model_validate(spoilt(data, hostile, most))


@pytest.mark.parametrize("kind", REFUSED)
def test_what_steers_a_terminal_or_has_no_end_is_no_level(kind: str) -> None:
    with pytest.raises(ValidationError):
        hostile_level("suit-up", REFUSED[kind], most=20_000)


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("name", LEVELS)
async def test_hostile_text_is_shown_as_text_in_its_place(
    make_app: MakeApp, tmp_path: Path, name: str, kind: str
) -> None:
    level = hostile_level(name, HOSTILE[kind])
    app = make_app(saves=tmp_path)
    app._level = level
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for size in ((80, 24), (120, 40), (240, 70)):
            await pilot.resize_terminal(*size)
            app.screen.frame(60.0)
            await settle(pilot)
            for panel in app.screen.query(PanelWidget):
                if panel.display:
                    width = panel.size.width
                    assert all(cell_len(row) <= width for row in panel.rows()), panel.id
            rows = rows_of(app)
            assert len(rows) == size[1] and all(row.isprintable() for row in rows)
        if kind == "markup":
            assert "[red on blue]x[/]" in "".join(rows)
        await pilot.press("b")
        await settle(pilot)
        assert all(row.isprintable() for row in rows_of(app))
    log = open_log(next(tmp_path.glob("*.jsonl")))
    assert "<script>alert" not in page(story(log))


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_told_as_text_in_plain_lines(kind: str) -> None:
    said: list[str] = []
    session = start(hostile_level("suit-up", HOSTILE[kind]), 1, "specialist")
    plain.fly(session, ["", "", "show crew", "show checklist", "status"], said.append, AS_BUILT)
    assert any("[red on blue]x[/]" in line for line in said) or kind != "markup"
    assert all(part.isprintable() for line in said for part in line.splitlines())
