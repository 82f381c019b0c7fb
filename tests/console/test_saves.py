"""The saves screen, by its keys and the mouse: what is flown can be kept in order."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from game.campaign import saved
from game.console.screens import saves
from game.console.screens.debrief import DebriefScreen
from game.console.screens.dialogs import ChoiceScreen
from game.console.screens.flight import FlightScreen
from game.console.screens.help import HelpScreen
from game.console.screens.replay import ReplayScreen
from game.console.screens.saves import SavesScreen
from game.console.screens.title import TitleScreen
from game.flightlog.log import writer
from game.flightlog.log.reader import read
from game.flightlog.replay.resume import resume
from game.flightlog.shelf.fork import fork
from game.flightlog.shelf.library import mission_of_the_game
from tests.console.seeing import SIZES, MakeApp, check_snapshot, rows_of, settle, text_of, until
from tests.flightlog.hopping import END, fly, hop, record
from tests.flightlog.relinking import foreign, other_level

GOLDEN = Path(__file__).parents[1] / "golden" / "first-out-cadet.jsonl"
"""A mission of half a second to fly again."""


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    """Three logs: one to its end, one left, one taken over from the first; all of 2001."""
    made = tmp_path / "saves"
    record(made / "first.jsonl")
    record(made / "left.jsonl", until=203)
    fork(read(made / "first.jsonl"), 130, made / "taken.jsonl")
    for hours, name in enumerate(("first", "left", "taken")):
        os.utime(made / f"{name}.jsonl", (1e9 + 3600 * hours, 1e9 + 3600 * hours))
    return made


@pytest.fixture
def in_greenwich(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The clock of the machine in UTC, for a while."""
    with monkeypatch.context() as here:
        here.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


async def opened(app: App[Any], pilot: Pilot[Any]) -> Any:
    """The saves screen, reached from the title."""
    await settle(pilot)
    await pilot.press("p")
    await until(pilot, lambda: isinstance(app.screen, SavesScreen))
    await settle(pilot)
    return app.screen


async def on_screen(app: App[Any], pilot: Pilot[Any], text: str) -> None:
    """Wait until ``text`` shows, however its line is broken."""
    await app.workers.wait_for_complete()
    await until(pilot, lambda: text in " ".join(text_of(app).split()))


def names(folder: Path) -> Any:
    return sorted(path.stem for path in folder.iterdir())


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_as_accepted(
    make_app: MakeApp, folder: Path, size: tuple[int, int], in_greenwich: Any
) -> None:
    (folder / "broken.jsonl").write_text("no\n")
    os.utime(folder / "broken.jsonl", (1e9, 1e9 - 1))
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        check_snapshot(f"saves-{size[0]}x{size[1]}", rows_of(app))


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_flown_yet_tells_what_to_do(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        shown = text_of(app)
        assert "Nothing has been flown yet" in shown
        assert "i imports a log" in shown
        for key in ("r", "g", "n", "d", "v"):
            await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, SavesScreen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))


@pytest.mark.parametrize("key", ["enter", "w"])
async def test_with_nothing_flown_yet_the_mission_that_comes_along_is_watched(
    make_app: MakeApp, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        assert "Enter watches First Out" in text_of(app)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        await settle(pilot)
        assert app.screen.replay.path == mission_of_the_game()
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, SavesScreen))


async def test_enter_goes_on_with_what_is_unfinished(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        assert app.screen.room.tick == 203


async def test_enter_watches_what_has_ended(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("end", "r")
        await on_screen(app, pilot, "That mission has ended: w watches it.")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))


async def test_leaving_what_was_watched_leads_back_to_the_list(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("down", "down")
        watched = screen._marked.path
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, SavesScreen))
        await settle(pilot)
        assert app.screen._marked.path == watched == folder / "first.jsonl"


async def test_b_looks_back_on_what_has_ended_and_leads_back_to_the_list(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("b")
        await on_screen(app, pilot, "That mission has not ended")
        await pilot.press("end")
        await on_screen(app, pilot, "b debrief")
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await on_screen(app, pilot, "WHY, FROM THE END")
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SavesScreen))
        await on_screen(app, pilot, "─ first.jsonl")
        await on_screen(app, pilot, "Rated “out of time”.")


async def test_a_damaged_log_has_no_debrief_and_says_so(make_app: MakeApp, folder: Path) -> None:
    first = folder / "first.jsonl"
    first.write_bytes(first.read_bytes().replace(b"flow ev1", b"flow ev2"))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("home", "b")
        await on_screen(app, pilot, "it has no debrief")
        assert isinstance(app.screen, SavesScreen)


async def test_who_goes_on_while_a_debrief_is_flown_again_stays_in_the_list(
    make_app: MakeApp, folder: Path
) -> None:
    shutil.copyfile(GOLDEN, folder / "long.jsonl")
    os.utime(folder / "long.jsonl", (1e9 - 3600, 1e9 - 3600))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("end")
        await settle(pilot)
        screen.action_take("debrief")
        while "Flying it again" not in text_of(app):
            assert app.screen is screen, "it says so at once"
            await asyncio.sleep(0)
        screen._list.action_first()
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert app.screen is screen and "Flying it again" not in text_of(app)
        await pilot.press("end", "b")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Nothing is flown again before this opens."""
    opens = threading.Event()
    fly = saves._to_its_end

    def waits(path: Path, progress: Any) -> Any:
        opens.wait()
        return fly(path, progress)

    monkeypatch.setattr(saves, "_to_its_end", waits)
    yield opens
    opens.set()


async def test_help_meanwhile_puts_a_debrief_off(
    make_app: MakeApp, folder: Path, gate: threading.Event
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("end", "b", "f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        gate.set()
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_a_debrief_may_be_asked_for_before_the_mark_is_told_of(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        screen._list.action_last()
        screen.action_take("debrief")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_a_log_that_has_no_debrief_gives_up_none_but_its_own(
    make_app: MakeApp, folder: Path, gate: threading.Event
) -> None:
    shutil.copyfile(folder / "first.jsonl", folder / "bad.jsonl")
    bad = folder / "bad.jsonl"
    bad.write_bytes(bad.read_bytes().replace(b"flow ev1", b"flow ev2"))
    os.utime(bad, (2e9, 2e9))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("home", "b")
        await until(pilot, lambda: "Flying it again" in text_of(app))
        await pilot.press("end")
        await settle(pilot)
        assert screen._marked.path.stem == "first"
        await pilot.press("b")
        gate.set()
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_what_cant_be_resumed_leads_back_to_the_list_and_says_why(
    make_app: MakeApp, folder: Path
) -> None:
    left = folder / "left.jsonl"
    left.write_bytes(left.read_bytes().replace(b"flow ev1", b"flow ev2"))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("enter")
        await on_screen(app, pilot, "it can't be resumed")
        assert isinstance(app.screen, SavesScreen)


async def test_finding_narrows_the_list_until_escape(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("slash", *"UNFIN le")
        await on_screen(app, pilot, "1 of 3")
        assert [one.path.stem for one in screen._saves] == ["left"]
        assert "rename" not in rows_of(app)[-1], "letters are text"
        await pilot.press("enter")
        await on_screen(app, pilot, "n rename")
        await pilot.press("slash", "x")
        await on_screen(app, pilot, "No log has this")
        await pilot.press("escape")
        await on_screen(app, pilot, "WHAT HAS BEEN FLOWN 3")
        assert isinstance(app.screen, SavesScreen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))


async def test_a_new_name_is_not_searched_for(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("slash", *"left", "tab", "n")
        await on_screen(app, pilot, "new name")
        await pilot.press(*"mine", "enter")
        await on_screen(app, pilot, "left is now mine.")
        assert "mine" in names(folder)


async def test_a_search_that_finds_nothing_offers_no_log(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("slash", *"zzz", "enter")
        await on_screen(app, pilot, "No log has this")
        assert "watch" not in rows_of(app)[-1]
        await pilot.press("escape", "slash", "space", "enter")
        await on_screen(app, pilot, "WHAT HAS BEEN FLOWN 3")
        assert "3 of 3" not in text_of(app)


async def test_the_list_is_as_narrow_after_a_debrief_as_before(
    make_app: MakeApp, folder: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("slash", *"out of time")
        await pilot.press("enter")
        await on_screen(app, pilot, "1 of 3")
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await settle(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SavesScreen))
        await on_screen(app, pilot, "1 of 3")


async def test_help_begins_with_the_saves(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("f1")
        await on_screen(app, pilot, "import a log that somebody gave you")


async def test_g_flies_it_again_beside_it(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("end", "g")
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        assert app.screen.room.tick == 0
        assert app.screen.ghost.path == folder / "first.jsonl"


async def test_a_fork_names_its_parent(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        shown = text_of(app)
        assert "taken ← first" in shown
        assert "Taken over from first at 00:01:05." in shown


async def test_renaming(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("down", "n")
        await settle(pilot)
        box = screen.query_one(Input)
        assert box.has_focus and box.value == "left"
        await pilot.press(*"a/b", "enter")
        await on_screen(app, pilot, "a/b is no name for a log")
        assert box.has_focus
        await pilot.press("home", "ctrl+k", *"first", "enter")
        await on_screen(app, pilot, "There is a first.jsonl already")
        await pilot.press("home", "ctrl+k", *"best", "enter")
        await on_screen(app, pilot, "left is now best.")
        assert names(folder) == ["best", "first", "taken"]
        assert not box.display or not box.parent.display
        assert screen.query_one(OptionList).highlighted == 1
        assert screen.query_one(OptionList).has_focus


async def test_escape_leaves_the_line_and_then_the_screen(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("n", *"qdv", "escape")
        await settle(pilot)
        assert app.screen is screen
        assert names(folder) == ["first", "left", "taken"]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))


async def test_deleting_asks_first_and_the_mark_stays_near(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("down", "d")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await settle(pilot)
        assert "Delete left?" in text_of(app)
        assert "Høp, 00:01:41, unfinished. It can't be brought back." in text_of(app)
        await pilot.press("enter")  # what is marked is to keep it
        await until(pilot, lambda: app.screen is screen)
        assert names(folder) == ["first", "left", "taken"]
        await pilot.press("end", "d")
        await on_screen(app, pilot, ", out of time. It can't be brought back.")
        await pilot.press("n", "up")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("y")
        await on_screen(app, pilot, "left is deleted.")
        assert names(folder) == ["first", "taken"]
        assert screen.query_one(OptionList).highlighted == 1
        for _ in range(2):
            await pilot.press("d")
            await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
            await pilot.press("y")
            await until(pilot, lambda: app.screen is screen)
        await on_screen(app, pilot, "Nothing has been flown yet")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))
        await settle(pilot)
        assert "Resume" not in text_of(app)


async def test_a_flight_of_a_campaign_is_not_renamed_and_deleting_it_says_what_that_means(
    make_app: MakeApp, folder: Path
) -> None:
    flight = saved.Flown(0, "taken.jsonl", None)
    saved.write(folder, saved.Saved("mine", "five-days", 1, "cadet", (flight,), 0))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("n", "x", "enter")
        await on_screen(app, pilot, "a flight of the campaign mine")
        assert "taken" in names(folder)
        await pilot.press("escape", "d")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await settle(pilot)
        box = " ".join(text_of(app).replace("│", " ").split())
        assert "It is a flight of the campaign mine" in box


async def test_what_is_being_flown_is_not_deleted(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    with resume(folder / "left.jsonl"):
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot)
            await pilot.press("home", "d")
            await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
            await settle(pilot)
            assert "Delete left?" in text_of(app)
            await pilot.press("y")
            await on_screen(app, pilot, "is being flown by another No Airlock")
    assert "left" in names(folder)


async def test_importing(make_app: MakeApp, folder: Path, tmp_path: Path) -> None:
    with writer.start(hop(), 8, "cadet", tmp_path / "gift.jsonl") as flight:
        fly(flight, END)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("i")
        await settle(pilot)
        box = screen.query_one(Input)
        box.value = str(tmp_path / "nope")
        await pilot.press("enter")
        await on_screen(app, pilot, "no such file")
        box.value = str(tmp_path / "gift.jsonl")
        await pilot.press("enter")
        await on_screen(app, pilot, "Imported as gift.")
        assert names(folder) == ["first", "gift", "left", "taken"]
        assert "gift.jsonl" in text_of(app)


async def test_verifying_tells_under_the_list(make_app: MakeApp, folder: Path) -> None:
    data = (folder / "first.jsonl").read_bytes()
    changed = other_level(data, lambda level: level["crew"]["ev1"].update(seat=2))
    (folder / "first.jsonl").write_bytes(changed)
    os.utime(folder / "first.jsonl", (1e9 - 1, 1e9 - 1))
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        await pilot.press("end", "v")
        await on_screen(app, pilot, "first.jsonl, line 2: the level in it was changed")
        await pilot.press("home", "v")
        await on_screen(app, pilot, "taken.jsonl holds so far")
        await pilot.press("end")
        await on_screen(app, pilot, "the level in it was changed")


async def test_a_debrief_that_is_given_up_leaves_what_was_proved(
    make_app: MakeApp, folder: Path, gate: threading.Event
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("end", "v")
        await until(pilot, lambda: screen._verdicts)
        [(proved, _)] = screen._verdicts.values()
        await pilot.press("b")
        await until(pilot, lambda: "Flying it again" in text_of(app))
        await pilot.press("home")
        gate.set()
        await app.workers.wait_for_complete()
        await pilot.press("end")
        await on_screen(app, pilot, proved[:40])
        assert app.screen is screen and "Flying it again" not in text_of(app)


async def test_leaving_while_it_verifies_is_no_error(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("v", "escape")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, TitleScreen)


async def test_a_broken_log_says_why_and_can_only_be_deleted_or_renamed(
    make_app: MakeApp, folder: Path
) -> None:
    (folder / "bad.jsonl").write_bytes(b"\x1b[2J\n")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        assert "△ it is no flight log" in text_of(app)
        for key in ("enter", "w", "r", "g"):
            await pilot.press(key)
            await on_screen(app, pilot, "bad.jsonl: it is no flight log")
            assert app.screen is screen
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("y")
        await on_screen(app, pilot, "bad is deleted.")


async def test_another_physics_version_can_be_watched_alone(
    make_app: MakeApp, folder: Path
) -> None:
    data = (folder / "left.jsonl").read_bytes()
    for path in folder.iterdir():
        path.unlink()
    foreign(folder / "old.jsonl", data)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot)
        assert "◦ unfinished" in text_of(app)
        assert "Flown with physics version 99" in text_of(app)
        await pilot.press("r")
        await on_screen(app, pilot, "can't be resumed")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))


async def test_the_mouse_marks_and_then_takes(make_app: MakeApp, folder: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        listed = screen.query_one(OptionList)
        await pilot.click(listed, offset=(5, 2))
        await settle(pilot)
        assert listed.highlighted == 2 and app.screen is screen
        row = next(at for at, text in enumerate(rows_of(app)) if " rename" in text)
        await pilot.click(offset=(rows_of(app)[row].index("rename"), row))
        await settle(pilot)
        assert screen.query_one(Input).has_focus
        await pilot.press("escape")
        await pilot.click(listed, offset=(5, 2))
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))


async def test_names_and_reasons_are_text_and_are_cut(make_app: MakeApp, folder: Path) -> None:
    (folder / ("x" * 200 + ".jsonl")).write_bytes((folder / "left.jsonl").read_bytes())
    (folder / "[red]宇[.jsonl").write_bytes((folder / "left.jsonl").read_bytes())
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        assert "[red]宇[" in text_of(app)
        assert all("unfinished" in row for row in rows_of(app) if "xxx…" in row)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "DIFFICULTY" in text_of(app)
