"""Whatever a level says is shown as text, within its place, on every screen and in plain lines."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from game.cli import main, plain
from game.console.export import KINDS, Wanted, export
from game.console.screens.campaign import CampaignScreen
from game.console.screens.levels import LevelsScreen
from game.console.widgets.panel import PanelWidget
from game.display.measures import AS_BUILT
from game.flightlog.log.writer import start
from game.level import loading
from game.level.form import Malformed
from game.level.schema import Level
from game.vocabulary.cells import cell_len
from tests.campaign.small import small
from tests.console.seeing import MakeApp, rows_of, settle, text_of

CSI = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[()][A-B0]|[=>78])")

HOSTILE = {
    "markup": "[red on blue]x[/] [@click=app.quit]y[/] :smile: **b** <script>alert(1)</script>",
    "right-to-left": "אבג 123 العربية",
    "wide": "宇宙飛行士の船外活動" * 4,
    "combining": "Z" + "\u0335\u0321\u0301" * 20 + "o\u0308",
    "emoji": "👩🚀👨👧🏴☠",
    "joined": "👩\u200d🚀 می\u200cخواهم 9\u202f000\u00a0km 宇\u3000宙",
    "long": "x" * 80,
}
ALL = " ".join(one[: 14 if "[" in one else 11] for one in HOSTILE.values())
"""A little of each."""
REFUSED = {
    "escape": "a\x1b[2J",
    "title": "\x1b]0;owned\x07",
    "C1": "\x9b31m",
    "null": "a\x00b",
    "override": "\u202eabc",
    "isolate": "\u2066abc",
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
    return Level.of(spoilt(data, hostile, most))


@pytest.mark.parametrize("kind", REFUSED)
def test_what_steers_a_terminal_or_has_no_end_is_no_level(kind: str) -> None:
    with pytest.raises(Malformed):
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


@pytest.mark.parametrize("name", LEVELS)
def test_hostile_text_is_text_in_every_export(tmp_path: Path, name: str) -> None:
    log = tmp_path / "flown.jsonl"
    with start(hostile_level(name, ALL), 1, "specialist", log) as flight:
        for item in flight.mission.plan[:1]:
            flight.order(f"run {item.checklist}")
        for _ in range(60):
            flight.step()
    made = {}
    for ending in KINDS:
        to = tmp_path / f"made{ending}"
        until_s = 3.0 if ending == ".cast" else None
        export(log, to, Wanted(until=until_s))
        made[ending] = to.read_text(encoding="utf-8")
    for ending in (".csv", ".md", ".html", ".svg"):
        assert all(line.isprintable() for line in made[ending].splitlines()), ending
    ElementTree.fromstring(made[".svg"])
    rows = list(csv.reader(made[".csv"].splitlines()))
    assert len({len(row) for row in rows}) == 1
    head, *frames = (json.loads(line) for line in made[".cast"].splitlines())
    assert head["version"] == 2 and frames
    sent = CSI.sub("", "".join(frame[2] for frame in frames))
    assert "\x1b" not in sent and "\x07" not in sent, "escapes of the film's own alone"
    assert "[red on blue]x" in made[".html"] and "[red on blue]x" not in made[".md"]


def test_a_script_in_a_title_is_no_script(tmp_path: Path) -> None:
    log = tmp_path / "flown.jsonl"
    with start(hostile_level("suit-up", HOSTILE["markup"]), 1, "specialist", log) as flight:
        flight.order("poll")
        flight.step()
    for ending in (".html", ".svg", ".md"):
        export(log, tmp_path / f"made{ending}", Wanted())
        assert "<script>" not in (tmp_path / f"made{ending}").read_text(encoding="utf-8")


async def test_hostile_text_is_text_in_the_lists_of_missions_and_campaigns(
    make_app: MakeApp, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small(tmp_path) as saves:
        for file in (tmp_path / "levels" / "small").glob("*.yaml"):
            data = spoilt(loading.tree_of(file).data(), ALL)
            file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        for call in (("levels",), ("campaign", "mine", "--of", "small", "--show")):
            assert main([*call, "--saves", str(saves)]) == 0
            said = capsys.readouterr().out
            assert "Hop One" in said and all(line.isprintable() for line in said.splitlines())
            listed = said.partition("\nIn the tanks")[0]
            assert not [line for line in listed.splitlines() if cell_len(line) > 80]
        app = make_app(saves=saves)
        async with app.run_test(size=(80, 24)) as pilot:
            for key, shown in (("f", LevelsScreen), ("c", CampaignScreen)):
                await pilot.press(key)
                await settle(pilot)
                assert isinstance(app.screen, shown)
                await app.workers.wait_for_complete()
                await settle(pilot)
                await pilot.press("end")
                await settle(pilot)
                assert "Hop T" in text_of(app)
                rows = rows_of(app)
                assert all(row.isprintable() and cell_len(row) == 80 for row in rows)
                await pilot.press("escape")
                await settle(pilot)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_told_as_text_in_plain_lines(kind: str) -> None:
    said: list[str] = []
    session = start(hostile_level("suit-up", HOSTILE[kind]), 1, "specialist")
    plain.fly(session, ["", "", "show crew", "show checklist", "status"], said.append, AS_BUILT)
    assert any("[red on blue]x[/]" in line for line in said) or kind != "markup"
    assert all(part.isprintable() for line in said for part in line.splitlines())
