"""A campaign on the screen: from the title to a mission, and the strip of days."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import OptionList

from game.autopilot.directors import flown_by
from game.campaign import progress
from game.console.app import NoAirlock
from game.console.screens.campaign import CampaignScreen
from game.console.screens.debrief import DebriefScreen
from game.console.screens.flight import FlightScreen
from game.console.screens.levels import LevelsScreen
from game.console.screens.saves import SavesScreen
from game.display.pages.campaign import left, strip
from game.flightlog.log.writer import Flight
from game.level.loading import find, load
from game.mission import Mission
from tests.campaign.small import fly_next, small
from tests.console.seeing import until


def test_the_title_goes_on_with_a_campaign_first(tmp_path: Path) -> None:
    async def seen(saves: Path) -> None:
        app = NoAirlock(saves=saves, live=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, CampaignScreen)
            assert app.screen.query_one("#levels", OptionList).highlighted == 1
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, FlightScreen)
            assert app._flight is not None
            assert app._flight.mission.level.id == "hop-two"
            assert app._flight.mission.level.carried is not None

    with small(tmp_path) as saves:
        fly_next(saves, progress.new(saves, "mine", "small", 7, "specialist"))
        asyncio.run(seen(saves))


@pytest.mark.parametrize("key", ["n", "escape"])
def test_the_debrief_leads_back_to_the_campaign(tmp_path: Path, key: str) -> None:
    async def seen(saves: Path) -> None:
        app = NoAirlock(saves=saves, live=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.open_campaign("mine", mission=1)
            await pilot.pause()
            flight = app._flight
            assert flight is not None
            flight.order("run work")
            while flight.mission.outcome is None:
                flight.step()
            app.screen.dismiss("debrief")
            await pilot.pause()
            assert isinstance(app.screen, DebriefScreen)
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, CampaignScreen)
            assert app.screen.query_one("#levels", OptionList).highlighted == 2

    with small(tmp_path) as saves:
        fly_next(saves, progress.new(saves, "mine", "small", 7, "specialist"))
        asyncio.run(seen(saves))


def test_a_campaign_that_was_left_does_not_claim_the_debrief_of_another_log(
    tmp_path: Path,
) -> None:
    async def seen(saves: Path) -> None:
        app = NoAirlock(saves=saves, live=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.open_campaign("mine", mission=1)
            await pilot.pause()
            app.screen.dismiss("title")
            await pilot.pause()
            app.choose_log()
            await pilot.pause()
            await pilot.press("end", "b")
            await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, SavesScreen))

    with small(tmp_path) as saves:
        fly_next(saves, progress.new(saves, "mine", "small", 7, "specialist"))
        asyncio.run(seen(saves))


def test_a_mission_that_was_won_leads_to_the_next_of_its_shelf(tmp_path: Path) -> None:
    async def seen() -> None:
        flight = Flight(Mission(load(find("suit-up")), seed=1, difficulty="specialist"))
        assert flown_by("book", flight).kind == "success"
        app = NoAirlock(saves=tmp_path, live=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.debrief(flight)
            await pilot.pause()
            await pilot.press("n")
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, LevelsScreen)
            await until(pilot, lambda: screen.query_one("#levels", OptionList).highlighted == 1)

    asyncio.run(seen())


def test_the_strip_shows_days_marks_and_oxygen(tmp_path: Path) -> None:
    with small(tmp_path) as saves:
        standing = progress.new(saves, "mine", "small", 7, "specialist")
        standing = fly_next(saves, fly_next(saves, standing))
        days, marks, bars = ("".join(part.text for part in line) for line in strip(standing, 80))
    assert [word in days for word in ("Ground", "Day 1", "Day 2")] == [True] * 3
    assert marks.split() == ["✓", "100", "✓", "100", "▶"]
    assert bars.count("▰") > 8
    assert max(map(len, (days, marks, bars))) <= 80
    assert "kg in the tanks" in left(standing)
