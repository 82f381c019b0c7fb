"""The other screens: title, levels, saves, help, replay; and what the console may import."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from game.console.app import NoAirlock
from game.console.screens.briefing import BriefingScreen
from game.console.screens.dialogs import Choice, ChoiceScreen, ExplainScreen, PickScreen
from game.console.screens.flight import FlightScreen
from game.console.screens.help import HelpScreen
from game.console.screens.levels import LevelsScreen, Offer, offers, whole
from game.console.screens.replay import ReplayScreen
from game.console.screens.replay_asks import NotesScreen, seconds_of
from game.console.screens.saves import SavesScreen
from game.console.screens.settings import SettingsScreen
from game.console.screens.title import TitleScreen
from game.display.explain import Explanation, explain
from game.flightlog.log import rated, writer
from game.flightlog.log.notes import Note
from game.flightlog.replay.seek import Replay
from game.flightlog.shelf.library import list_saves
from game.level import loading, shelf
from game.level.schema import Level
from game.room import Room
from tests.console.seeing import SIZES, MakeApp, check_snapshot, rows_of, settle, text_of, until
from tests.flightlog.hopping import record


@pytest.fixture
def flown(tmp_path: Path) -> Any:
    """A log of the first minutes of Suit Up."""
    folder = tmp_path / "saves"
    folder.mkdir()
    path = folder / "suit-up-0001.jsonl"
    with writer.start(loading.load_named("suit-up"), 1, "specialist", path) as flight:
        flight.order("run donning")
        for _ in range(300):
            flight.step()
    return path


LEVEL = Level.of(
    {
        "id": "quiet-hour",
        "title": "Quiet Hour",
        "day": "Flight day 2",
        "summary": "An hour in which nothing happens.",
        "briefing": "Sit still.\nBreathe.\n\nThat is all there is to it.",
        "minutes": 12,
        "crew": {
            "ev1": {"name": "Ada Stillwell", "role": "EV1", "seat": 1, "life": "Likes quiet."},
            "plt": {"name": "Tom Ortega", "role": "PLT", "seat": 2, "life": "Likes it loud."},
        },
        "procedures": {"wait": {"title": "Wait", "steps": [{"text": "wait"}]}},
        "plan": ["wait"],
        "objectives": {"calm": {"title": "Stay calm", "when": "mission.met > 1 h"}},
        "end": "mission.met > 1 h",
    }
)


GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("size", SIZES)
async def test_title_and_levels_look_as_accepted(
    make_app: MakeApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{size[0]}x{size[1]}"
    monkeypatch.setattr("game.console.screens.title.__version__", "1.2.3")
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        check_snapshot(f"title-{name}", rows_of(app))
        offers = (Offer("quiet-hour", LEVEL), Offer("broken", None, "It can't be flown."))
        app.push_screen(LevelsScreen(offers, 7, "cadet"))
        await settle(pilot)
        check_snapshot(f"levels-{name}", rows_of(app))


async def test_the_list_tells_the_best_flight_of_a_level(make_app: MakeApp) -> None:
    app = make_app()
    app.saves.mkdir(exist_ok=True)
    for name in ("suit-up-nodder", "suit-up-veteran"):
        shutil.copy(GOLDEN / f"{name}.jsonl", app.saves)
    best = max(save.score or 0 for save in list_saves(app.saves))
    rated.keep(app.saves / "suit-up-veteran.jsonl", "like pros")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await until(pilot, lambda: f"your best: {best}, like pros" in text_of(app))
        assert f"★ {best} · like pros" in text_of(app)


async def test_choosing_a_level_a_difficulty_and_a_seed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, LevelsScreen))
        await settle(pilot)
        await pilot.press("d", "s")
        await settle(pilot)
        await pilot.press("backspace", "x", "enter")
        await settle(pilot)
        assert "a whole number" in text_of(app)
        await pilot.press("4", "2", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        room = app.screen.room
        assert (room.level.id, room.seed, room.difficulty) == ("suit-up", 42, "director")


async def test_help_can_be_searched(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await settle(pilot)
        assert "HOW TO PLAY" in text_of(app)
        await pilot.press(*"standing")
        await settle(pilot)
        shown = text_of(app)
        assert "when CONDITION DO ORDER" in shown and "HOW TO PLAY" not in shown
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))


async def test_nothing_flown_yet(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Resume" not in text_of(app)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, SavesScreen))
        await settle(pilot)
        assert "Nothing has been flown yet" in text_of(app)


async def test_the_title_answers_keys_while_two_thousand_logs_are_looked_through(
    make_app: MakeApp, tmp_path: Path
) -> None:
    folder = tmp_path / "saves"
    ended = record(folder / "flown.jsonl")
    record(folder / "left.jsonl", until=203)
    os.utime(folder / "left.jsonl", (1e9, 1e9))  # the oldest: all others are looked at before it
    for number in range(2000):
        (folder / f"flown-{number:04d}.jsonl").write_bytes(ended)
    app = make_app()
    async with app.run_test(size=(80, 24)):
        title = app.screen
        while app._looks_at is None:
            await asyncio.sleep(0)
        app.simulate_key("down")
        while not title._at:
            await asyncio.sleep(0)
        assert not title._unfinished, "the key is answered before the last log is looked at"
        while not title._unfinished:
            await asyncio.sleep(0)
        assert title._unfinished.endswith(" at 00:01:41")


async def test_a_log_is_listed_and_can_be_watched(make_app: MakeApp, flown: Any) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, SavesScreen))
        await settle(pilot)
        assert "Suit Up" in text_of(app) and "unfinished" in text_of(app)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))


async def test_a_broken_log_is_told_in_a_sentence(make_app: MakeApp, flown: Any) -> None:
    flown.write_bytes(b"this is no log\nat all\n")
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, SavesScreen))
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert isinstance(app.screen, SavesScreen)
        assert "no flight log" in text_of(app)


async def test_a_replay_goes_anywhere(make_app: MakeApp, flown: Any) -> None:
    app = make_app(replay=Replay(flown))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
        await settle(pilot)
        screen = app.screen
        for _ in range(4):
            screen.frame(0.25)
        assert screen.room.tick == 2
        await pilot.press("space", "right")
        assert not screen.transport.playing and screen.room.tick == 22
        await pilot.press("left")
        assert screen.room.tick == 2
        await pilot.press("full_stop")
        assert screen.room.tick == 3
        await pilot.press("comma", "comma")
        assert screen.room.tick == 1
        await pilot.press("end")
        assert screen.room.tick == 300
        await settle(pilot)
        assert "00:02:30" in text_of(app)
        await pilot.press("home", "right_square_bracket")
        await settle(pilot)
        assert screen.room.tick >= 0
        await pilot.press("g")
        await settle(pilot)
        await pilot.press(*"1:40", "enter")
        await settle(pilot)
        assert app.screen is screen and screen.room.tick == 200
        await pilot.press("colon", "p", "y")
        assert screen.room.tick == 200
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))


async def test_a_replay_shows_what_the_flight_showed(
    make_app: MakeApp, flown: Any, tmp_path: Path
) -> None:
    flight = make_app("suit-up", saves=tmp_path / "other")
    async with flight.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        flight.screen.orders.give("run donning")
        for _ in range(200):
            flight.screen.frame(0.25)
        await settle(pilot)
        told = flight.screen.picture
    replay = make_app(replay=Replay(flown), at=100.0)
    async with replay.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(replay.screen, ReplayScreen))
        replay.screen.transport.playing = False
        await until(pilot, lambda: replay.screen.frame(0.1) or replay.screen.marks.looked_through)
        replay.screen.transport.jump_to(100)
        await settle(pilot)
        seen = replay.screen.picture
    for name in ("crew", "voice", "ship", "trend"):
        assert seen.parts[name] == told.parts[name]


def test_times_to_jump_to() -> None:
    assert seconds_of("00:41:20") == 2480
    assert seconds_of("41:20") == 2480
    assert seconds_of("41 min") == 2460
    assert seconds_of("soon") is None
    assert seconds_of("") is None


def test_the_console_never_touches_the_world() -> None:
    """Not by importing it, that is: the mission door does, behind the console's back."""
    import ast
    from pathlib import Path

    import game.console

    for path in Path(game.console.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert not name.startswith(("game.world", "game.physics")), path


async def test_the_levels_show_before_all_of_them_are_read(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.console.screens.levels.SLICE_S", -1.0)
    shown: list[int] = []
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:

        def coming() -> Iterator[Offer]:
            for at in range(4):
                shown.append(text_of(app).count("Quiet Hour"))
                yield Offer(f"quiet-{at}", LEVEL, path=Path(f"quiet-{at}.yaml"))

        app.push_screen(LevelsScreen(coming(), 7, "cadet", Path("quiet-2.yaml")))
        await settle(pilot)
        listed = app.screen.query_one("#levels", OptionList)
        await until(pilot, lambda: listed.option_count == 4)
        assert 0 < shown[1] < shown[3], "one by one"
        assert listed.highlighted == 2


def signed(app: Any) -> list[str]:
    """What stands behind the mark, and in which line."""
    return [row[:30].split("▶")[1].strip() for row in rows_of(app) if "▶" in row[:30]]


async def test_a_sign_stands_before_the_mission_that_is_marked(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await until(pilot, lambda: signed(app) == ["Suit Up"])
        await pilot.press("down", "down")
        await until(pilot, lambda: signed(app) == ["Sim Day"])
        await pilot.press("escape", "c")
        await until(pilot, lambda: "▶ ▶ Suit Up" in text_of(app))
        await pilot.press("down")
        await until(pilot, lambda: "▶ · Vent Run" in text_of(app))
        assert " ▶ Suit Up" in text_of(app)


async def test_the_list_of_missions_is_whole_before_any_level_is_read(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    entry = shelf.entry

    def reading(*place: Any) -> shelf.Entry:
        read.append(place[0])
        return entry(*place)

    monkeypatch.setattr(shelf, "entry", reading)
    places = shelf.places()
    listed = list(offers())
    assert not read
    assert [one.name for one in listed] == [name for name, _, _ in places]
    for one in listed:
        level = whole(one).level
        assert level is not None
        assert one.told == (level.id, level.title, level.difficulty, level.minutes)
        assert one.shelf == whole(one).shelf


async def test_the_earth_stands_still_under_another_screen(make_app: MakeApp) -> None:
    app = make_app()
    app.live = True
    async with app.run_test(size=(80, 24)) as pilot:
        title = app.screen
        await until(pilot, lambda: title.turning is not None)
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert title.turning is None
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is title and title.turning is not None)


async def test_the_mark_of_the_title_stays_when_entries_come_and_go(
    make_app: MakeApp, flown: Path
) -> None:
    def marked() -> str:
        return next(row for row in rows_of(app) if "▶" in row)

    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Resume" in text_of(app))
        await pilot.press("up")
        await settle(pilot)
        assert "Quit" in marked()
        flown.unlink()
        app.look_for_unfinished()
        await settle(pilot)
        assert "Resume" not in text_of(app) and "Quit" in marked()
        await pilot.press("enter")
        await settle(pilot)
    assert app._exception is None and app.return_code == 0


def inks(app: NoAirlock) -> set[str]:
    """The colours of what is written on the screen."""
    strips = app.screen._compositor.render_strips()
    colours = {
        one.style.color for strip in strips for one in strip if one.text.strip() and one.style
    }
    return {colour.name for colour in colours if colour is not None}


async def test_what_shows_follows_the_theme(make_app: MakeApp, flown: Path) -> None:
    """Text that keeps its colours can't be read on the ground of another theme."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for key in ("f", "c", "p", "h"):
            app.theme = "light"
            await pilot.press(key)
            await settle(pilot)
            app.theme = "control-room"
            await settle(pilot)
            changed = inks(app)
            await pilot.press("escape")
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            assert changed == inks(app), key
            await pilot.press("escape")
            await settle(pilot)


def told(room: Room) -> Explanation:
    found = explain(room, "channel:cabin.pressure")
    assert found is not None
    return found


BOXES: list[Callable[[NoAirlock], Screen[Any]]] = [
    lambda app: BriefingScreen(app.screen.room.level),
    lambda app: ChoiceScreen("Sure?", "", (Choice("y", "yes", "y", "a note"),)),
    lambda app: PickScreen("Which?", (Choice("", "one", "1", "a note"),)),
    lambda app: ExplainScreen(told(app.screen.room)),
    lambda app: NotesScreen([Note(7, "here", 3), Note(9, "", 5)]),
    lambda app: SettingsScreen(),
]


@pytest.mark.parametrize("box", BOXES)
async def test_a_small_box_follows_the_theme(
    make_app: MakeApp, box: Callable[[NoAirlock], Screen[Any]]
) -> None:
    app = make_app(level="suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        desk = app.screen
        app.push_screen(box(app))
        await settle(pilot)
        app.theme = "light"
        await settle(pilot)
        changed = inks(app)
        app.pop_screen()
        await settle(pilot)
        assert app.screen is desk
        app.push_screen(box(app))
        await settle(pilot)
        assert changed == inks(app)


@pytest.mark.parametrize("box", [*BOXES, lambda app: HelpScreen()])
async def test_what_is_closed_is_no_longer_in_memory(
    make_app: MakeApp, box: Callable[[NoAirlock], Screen[Any]]
) -> None:
    app = make_app(level="suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        shown: WeakSet[Any] = WeakSet()
        for _ in range(3):
            app.push_screen(box(app))
            await settle(pilot)
            widgets = [app.screen, *app.screen.walk_children(Widget)]
            shown.update([*widgets, *(each._styles_cache for each in widgets)])
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(app.screen, FlightScreen)
        assert len(shown) > 3, "it was there"
        del widgets
        app.screen.refresh()  # what is drawn now keeps nothing of what was drawn before
        await settle(pilot)
        gc.collect()
        assert not list(shown)
