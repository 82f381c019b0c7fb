"""From a loss back to the moment before it, and on from there by other orders, key by key."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from game.autopilot import Autopilot
from game.console.screens.debrief import DebriefScreen
from game.console.screens.dialogs import ChoiceScreen, PickScreen
from game.console.screens.flight import FlightScreen
from game.console.screens.replay import ReplayScreen
from game.console.screens.title import TitleScreen
from game.debrief.compare import of_logs
from game.display.pages.debrief import draw
from game.display.text import width_of
from game.flightlog.log.reader import read
from game.flightlog.replay.resume import resume
from game.level import loading
from tests.console.seeing import SIZES, MakeApp, rows_of, settle, text_of, until
from tests.console.test_flight import fly, order

GOLDEN = Path(__file__).parents[1] / "golden" / "suit-up-specialist.jsonl"

VENTED = 600
"""The tick at which the vent is opened on four people whose suits are not closed."""


async def flown_to(pilot: Pilot[Any], tick: int) -> None:
    """Let time go by to ``tick``, at the speed of tests."""
    screen = pilot.app.screen
    while screen.room.tick < tick and not screen.over():
        screen.session.step()
        screen.observer.sample(screen.room)
    screen.frame(0.0)
    screen.show()
    await settle(pilot)


async def lose(pilot: Pilot[Any]) -> None:
    """Fly Suit Up by one order, which kills everybody, to its debrief."""
    await settle(pilot)
    await flown_to(pilot, VENTED)
    await order(pilot, "vent open")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
    await pilot.press("y")
    await settle(pilot)
    await flown_to(pilot, 99999)
    assert pilot.app.screen.room.outcome.kind == "lost"
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
    await settle(pilot)


@pytest.mark.parametrize("size", SIZES if os.environ.get("NO_AIRLOCK_WHOLE") else SIZES[:1])
async def test_the_whole_way_from_a_loss_to_a_better_flight(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=size) as pilot:
        await lose(pilot)
        assert "WE LOST SOMEBODY" in text_of(app) and "☆" not in text_of(app)
        await pilot.press("f1")
        await until(pilot, lambda: "AFTER A MISSION" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        lost = next(app.saves.glob("suit-up-*.jsonl"))
        before = lost.read_bytes()

        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        await settle(pilot)
        replay = app.screen
        assert replay.room.tick == VENTED - 20 and not replay.transport.playing
        assert "f flies on from here" in text_of(app)

        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        await app.workers.wait_for_complete()
        await settle(pilot)
        screen = app.screen
        assert screen.room.tick == VENTED - 20
        assert screen.pace.clock.paused
        assert f"Taken over from {lost.stem} at 00:04:50, paused: Space goes on." in text_of(app)
        assert "vent open" in rows_of(app)[3]
        assert "lost" in rows_of(app)[3]
        assert [type(one) for one in app.screen_stack[1:]] == [TitleScreen, FlightScreen]

        pilot_for_us = Autopilot(screen.room)
        while screen.room.outcome is None:
            for text in pilot_for_us.orders():
                screen.session.order(text)
            screen.session.step()
        await flown_to(pilot, 99999)
        assert screen.room.outcome.kind == "success"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await app.workers.wait_for_complete()
        await settle(pilot)
        told = " ".join("".join(part.text for part in row) for row in rendered(app.screen))
        told = " ".join(told.split())
        assert f"BESIDE {lost.stem.upper()}" in told
        assert "You lost nobody; the other lost " in told and ", the first at 00:" in told
        assert "Taken over from it at 00:04:50; both are one until then." in told
        assert "the other “vent open” at 00:05:00" in told

        mine = next(path for path in app.saves.glob("suit-up-*.jsonl") if path != lost)
        parent = read(mine).header.parent
        assert parent is not None
        assert (parent.log, parent.tick) == (lost.stem, VENTED - 20)
        assert "ghost" not in mine.read_text(encoding="utf-8")
        assert lost.read_bytes() == before


def rendered(screen: Any) -> Any:
    return draw(screen._page, 90)


async def test_a_line_of_the_debrief_leads_to_its_moment_and_back(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await lose(pilot)
        debrief = app.screen
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is debrief
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        await settle(pilot)
        link = debrief._page.said.chain[1]
        assert app.screen.room.tick == int(link.met_s * 2) - 20
        await pilot.press("q")
        await until(pilot, lambda: app.screen is debrief)
        await settle(pilot)
        assert "WE LOST SOMEBODY" in text_of(app)

        row = next(at for at, text in enumerate(rows_of(app)) if "← vent open" in text)
        await pilot.click(offset=(rows_of(app)[row].index("vent open"), row))
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        assert app.screen.room.tick == VENTED - 20


async def test_the_cursor_scrolls_along_a_long_debrief(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await lose(pilot)
        text = app.screen.query_one("#debrief-text")
        last = text.targets()[-1]
        for _ in range(60):
            if text.target == last:
                break
            await pilot.press("down")
        assert text.target == last
        row = text._row(last)
        top = app.screen.query_one("#debrief").scroll_offset.y
        assert top > 0 and top <= row < top + 23
        for _ in range(60):
            await pilot.press("up")
        assert app.screen.query_one("#debrief").scroll_offset.y == 0


async def test_without_a_loss_a_menu_of_moments(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        director = Autopilot(screen.room)
        while screen.room.outcome is None:
            for text in director.orders():
                screen.session.order(text)
            screen.session.step()
        await flown_to(pilot, 99999)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await app.workers.wait_for_complete()
        await settle(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await settle(pilot)
        assert "led to the end" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        await settle(pilot)
        assert not app.screen.transport.playing


async def test_what_cannot_be_taken_over_is_told_and_the_replay_stays(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await lose(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        replay = app.screen
        log = replay.replay.path
        log.write_bytes(log.read_bytes().replace(b'"order","vent open"', b'"order","vent shut"'))
        app.take_over(log, VENTED + 20)
        await settle(pilot)
        said = " ".join(one.message for one in app._notifications)
        assert "can be taken over from 00:00:00 to" in said
        assert app.screen is replay
        assert len(list(app.saves.glob("*.jsonl"))) == 1


async def test_where_no_log_can_be_written_nothing_is_taken_over(
    make_app: MakeApp, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    app = make_app(saves=tmp_path / "file")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        title = app.screen
        app.take_over(GOLDEN, 100)
        await settle(pilot)
        (told,) = app._notifications
        assert re.fullmatch(r".*file/suit-up-0001\.jsonl can't be written: [a-z ]+\.", told.message)
        assert app.screen is title


async def test_a_resumed_fork_flies_beside_its_parent_and_without_it_alone(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await lose(pilot)
        lost = next(app.saves.glob("suit-up-*.jsonl"))
        app.take_over(lost, 400)
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        own = app.screen.ghost.own_log
        await app.workers.wait_for_complete()
        app.close_flight()
    for gone in (False, True):
        if gone:
            lost.unlink()
        app = make_app(resume=resume(own), saves=app.saves)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await app.workers.wait_for_complete()
            await settle(pilot)
            app.close_flight()
            assert ("◌" in text_of(app)) is not gone
            assert "Resumed at 00:03:20" in text_of(app)


async def test_flying_again_against_what_was_flown(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await lose(pilot)
        lost = next(app.saves.glob("suit-up-*.jsonl"))
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert app.screen.ghost.path == lost and app.screen.room.tick == 0
        assert "◌" in rows_of(app)[3]
        assert loading.load_named("suit-up").id == app.screen.room.level.id


async def test_a_flight_that_was_not_recorded_offers_no_way_back(
    make_app: MakeApp, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    app = make_app("suit-up", saves=blocked)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        (told,) = app._notifications
        assert re.fullmatch(
            r".*file/suit-up-0001\.jsonl can't be written: [a-z ]+\. This flight is not recorded\.",
            told.message,
        )
        await fly(pilot, lambda: True)
        await lose(pilot)
        debrief = app.screen
        assert "take over" not in text_of(app)
        await pilot.press("t", "r", "g", "down", "enter")
        await settle(pilot)
        assert app.screen is debrief


@pytest.mark.parametrize("width", [71, 84, 100])
async def test_the_page_fits_any_width(make_app: MakeApp, width: int) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await lose(pilot)
        await app.workers.wait_for_complete()
        lost = next(app.saves.glob("suit-up-*.jsonl"))
        app.screen.set_beside(of_logs(lost, GOLDEN))
        page = app.screen._page
        lines = draw(page, width)
        assert all(width_of(line) <= width for line in lines)
        targets = {part.target for line in lines for part in line if part.target}
        said = page.said
        moments = (*said.chain, *said.nearly, *said.broken_rules, *said.troubles, *said.worths)
        moments += (said.nearest, *(leg for leg in said.legs if leg.started_s is not None))
        met = [one for one in page.said.objectives if one.met_tick is not None]
        assert len(targets) == len(moments) + len(met)
        without = draw(replace(page, recorded=False), width)
        assert not any(part.target for line in without for part in line)
