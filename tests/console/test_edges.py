"""What a player meets first: menus, keys that a terminal takes, sizes, themes, typing in haste."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from game.console.app import NoAirlock
from game.console.guarded import Guarded
from game.console.screens.briefing import BriefingScreen
from game.console.screens.dialogs import Choice, ChoiceScreen, ExplainScreen, PickScreen
from game.console.screens.flight import FlightScreen
from game.console.screens.help import HelpScreen
from game.console.screens.levels import LevelsScreen, offers
from game.console.screens.saves import SavesScreen
from game.console.screens.settings import SettingsScreen
from game.console.screens.small import TooSmallScreen
from game.debrief.report import debrief
from game.display.pages.debrief import Page, draw
from game.display.roles import PALETTES
from game.flightlog.log import writer
from game.level.folders import levels_folder
from game.level.loading import load_named
from game.mission import Mission
from game.vocabulary.events import CHECKLIST_DONE
from tests.console.seeing import MakeApp, rows_of, settle, text_of, until
from tests.ops.flying import level, steps


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of levels of one's own: one good, one broken."""
    folder = tmp_path / "own"
    folder.mkdir()
    text = (levels_folder() / "suit-up.yaml").read_text()
    good = text.replace("id: suit-up", "id: mine").replace("title: Suit Up", "title: My Own Way")
    (folder / "mine.yaml").write_text(good)
    (folder / "torn.yaml").write_text("id: torn\ntitle: Torn\ncrew: nobody\n")
    monkeypatch.setenv("NO_AIRLOCK_LEVELS", str(folder))
    return folder


async def order(pilot: Pilot[int], text: str) -> None:
    await pilot.press("colon")
    await settle(pilot)
    pilot.app.screen.desk.command.value = text
    await pilot.press("enter")
    await settle(pilot)


async def test_levels_of_a_players_own_stand_in_the_menu(make_app: MakeApp, own: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, LevelsScreen))
        await settle(pilot)
        await pilot.press("end")  # a player's own stand after the game's
        await settle(pilot)
        shown = text_of(app)
        assert "My Own Way" in shown and "yours" in shown
        assert "△ can't be flown as it is" in shown
        await settle(pilot)
        assert "no-airlock check" in text_of(app)


async def test_a_level_by_path_is_briefed_first_and_again_in_flight(
    make_app: MakeApp, own: Path
) -> None:
    app = make_app(briefed=own / "mine.yaml")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LevelsScreen))
        await settle(pilot)
        assert "MY OWN WAY" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        assert app.screen.room.level.id == "mine"
        await settle(pilot)
        flight = app.screen
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, BriefingScreen))
        await settle(pilot)
        assert "THE CREW" in text_of(app)
        assert flight.holds_for
        await pilot.press("pagedown", "pagedown", "pagedown")
        await settle(pilot)
        assert "WHAT COUNTS" in text_of(app)
        await pilot.press("b")
        await until(pilot, lambda: app.screen is flight)


def test_a_level_outside_all_folders_is_offered_first(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.yaml"
    path.write_text((levels_folder() / "suit-up.yaml").read_text())
    first, *others = offers(path)
    assert (first.path, first.own) == (path, True)
    assert others == list(offers())


async def test_page_down_reads_on_in_the_briefing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, LevelsScreen))
        await settle(pilot)
        marked = app.screen.query_one("#levels", OptionList).highlighted
        assert "WHAT COUNTS" not in text_of(app)
        await pilot.press(*["pagedown"] * 4)
        await settle(pilot)
        assert "WHAT COUNTS" in text_of(app)
        assert app.screen.query_one("#levels", OptionList).highlighted == marked


async def test_typing_a_seed_leaves_the_briefing_its_room(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, LevelsScreen))
        await settle(pilot)
        before = rows_of(app)[:8]
        await pilot.press("s")
        await settle(pilot)
        assert rows_of(app)[:8] == before
        for key in "x":
            await pilot.press(key)
        await pilot.press("enter")
        await settle(pilot)
        assert "a whole number, for example 7" in text_of(app)
        assert rows_of(app)[:8] == before


@pytest.mark.parametrize("key", ["f1", "h"])
async def test_help_has_a_second_key(make_app: MakeApp, key: str) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))


async def test_help_is_a_word_of_the_command_bar(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await order(pilot, "help")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("escape")
        await order(pilot, "explain ev1.suit.co2")
        await until(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await pilot.press("escape")
        await order(pilot, "help co2")
        assert "Readings with it: cabin.co2" in text_of(app)


@pytest.mark.parametrize("key", ["ctrl+p", "f2"])
async def test_the_palette_has_a_second_key(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))


async def test_only_themes_that_work_are_offered(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert set(app.available_themes) == {palette.name for palette in PALETTES}
        for name in app.available_themes:
            app.theme = name
            await settle(pilot)
        assert app.is_running


DIALOGS = ("f1", "ctrl+p", "t", "question_mark", "b", "q", "colon")


@pytest.mark.parametrize("key", DIALOGS)
async def test_any_size_with_any_dialog_open_and_back(make_app: MakeApp, key: str) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "enter")
        await pilot.press(key)
        await settle(pilot)
        for size in ((1, 1), (200, 1), (79, 24), (80, 24)):  # the monkey tries many more
            await pilot.resize_terminal(*size)
            await settle(pilot)
            await pilot.press("ctrl+p", "f1", "down", "pagedown")
            await settle(pilot)
        assert not any(isinstance(screen, TooSmallScreen) for screen in app.screen_stack)
        assert app.is_running


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 9), (9, 1)])
async def test_a_tiny_terminal_is_drawn_once_and_not_for_ever(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        await settle(pilot)
        laid_out: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, laid_out.append, True)
        await settle(pilot)
        assert not laid_out


async def test_the_palette_does_not_open_where_there_is_no_room(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.resize_terminal(40, 10)
        await settle(pilot)
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert isinstance(app.screen, TooSmallScreen)
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))


class Squeezed(Guarded):
    """A list that has no room."""

    CSS = "OptionList { height: 0; border: none; }"
    live = False

    def compose(self) -> ComposeResult:
        """One list."""
        yield OptionList("one", "two")


async def test_a_list_without_room_ignores_keys() -> None:
    app = Squeezed()
    async with app.run_test(size=(1, 1)) as pilot:
        app.query_one(OptionList).focus()
        app.query_one(OptionList).highlighted = 0
        await pilot.press("pagedown", "pageup", "down", "end")
        await settle(pilot)
        assert app.is_running


@pytest.mark.parametrize("text", ["vent open", "hatch open"])
async def test_what_can_not_be_taken_back_is_asked_about_when_typed(
    make_app: MakeApp, text: str
) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight = app.screen
        await order(pilot, text)
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        assert not [e for e in flight.room.events if e.kind == "order"]
        await pilot.press("n")
        await until(pilot, lambda: app.screen is flight)
        assert not [e for e in flight.room.events if e.kind == "order"]
        await order(pilot, text)
        await pilot.press("y")
        await until(pilot, lambda: app.screen is flight)
        await settle(pilot)
        assert [e.text for e in flight.room.events if e.kind == "order"] == [text]


async def test_the_end_is_asked_about_when_typed(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight = app.screen
        await order(pilot, "done")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("n")
        await until(pilot, lambda: app.screen is flight)
        await settle(pilot)
        assert flight.room.outcome is None and "EVA is not over" not in text_of(app)


async def test_a_key_pressed_later_beats_where_the_mouse_rests(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        row = next(at for at, text in enumerate(rows_of(app)) if " MED " in text)
        await pilot.hover(offset=(8, row))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, ExplainScreen))
        assert "MED" in text_of(app)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("1", "question_mark")
        await until(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await settle(pilot)
        assert "EV1" in text_of(app).split("▔")[-1]


async def test_one_panel_at_most_looks_focused(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("space")
        for _ in range(3):
            await pilot.press("tab")
            await settle(pilot)
            panels = app.screen.desk.query("PanelWidget").results()
            bright = [
                panel
                for panel in panels
                if any(part.role == "rule.focus" for line in panel._lines for part in line)
            ]
            assert bright == [app.screen.focused]


async def test_only_the_first_of_many_pasted_lines_is_taken(make_app: MakeApp) -> None:
    from textual import events

    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("colon")
        bar = app.screen.desk.command
        bar.post_message(events.Paste("flow ev1 high\npoll\n"))
        await settle(pilot)
        assert bar.value == "flow ev1 high"
        assert "the first was taken" in text_of(app)


async def test_a_field_says_that_it_takes_one_line_of_many(
    make_app: MakeApp, tmp_path: Path
) -> None:
    with writer.start(
        load_named("suit-up"), 1, "specialist", tmp_path / "saves" / "a.jsonl"
    ) as flight:
        flight.order("run donning")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, SavesScreen))
        await pilot.press("i")
        await settle(pilot)
        app.post_message(events.Paste("one.jsonl\ntwo.jsonl\n"))
        await until(pilot, lambda: app.screen.query_one(Input).value == "one.jsonl")
        assert [one.message for one in app._notifications] == [
            "Several lines were pasted: the first was taken."
        ]


async def test_typing_slows_time_and_a_pause_tells_the_speed(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight = app.screen
        await pilot.press("plus", "plus", "plus")
        assert flight.speed == ("▶ 10×", False)
        await pilot.press("colon")
        before = flight.room.tick
        for _ in range(10):
            flight.frame(0.1)
        assert flight.room.tick - before == 2
        assert flight.speed == ("▶ 1×", False)
        await pilot.press("escape", "space")
        assert flight.speed == (" ‖ PAUSED 10× ", True)


async def test_the_speed_returns_after_the_players_go(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight = app.screen
        await pilot.press("plus", "plus")
        flight.pace.clock.drop()
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert flight.speed == ("▶ 5×", False)


def test_the_ending_is_told_in_the_debrief() -> None:
    level = load_named("suit-up")
    said = replace(debrief(Mission(level)), ending="Somebody starts to clap.")
    lines = draw(Page(said, level.title, recorded=False), 80)
    text = " ".join(part.text for line in lines for part in line)
    assert "Somebody starts to clap." in text


async def test_the_list_of_flights_takes_the_keys_of_the_title(
    make_app: MakeApp, tmp_path: Path
) -> None:
    for number in (1, 2):
        path = tmp_path / "saves" / f"suit-up-000{number}.jsonl"
        with writer.start(load_named("suit-up"), 1, "specialist", path) as flight:
            flight.order("run donning")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, SavesScreen))
        await settle(pilot)
        marked = app.screen.query_one("#saves", OptionList)
        assert marked.highlighted == 0
        await pilot.press("j")
        assert marked.highlighted == 1
        await pilot.press("k")
        assert marked.highlighted == 0


async def test_n_runs_to_what_needs_the_player_and_stands_there(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight: Any = app.screen
        await pilot.press("n")
        assert "next is" in text_of(app) and not flight.pace.clock.seeking
        await pilot.press("enter", "enter")
        await pilot.press("n")
        assert flight.pace.clock.seeking and "▶▶ next" in text_of(app)
        for _ in range(400):
            if not flight.pace.clock.seeking:
                break
            flight.frame(0.1)
        room = flight.room
        assert not flight.pace.clock.seeking and flight.pace.clock.speed == 1
        assert room.attention is not None or room.alarms
        now = flight.room.attention
        if now is not None and now.in_s <= 0.0 and now.kind != "end":
            await pilot.press("n")
            assert not flight.pace.clock.seeking and "n again runs on" in text_of(app)
            await pilot.press("n")
            assert flight.pace.clock.passing
            await pilot.press("n")
            assert not flight.pace.clock.seeking


async def test_who_insists_twice_says_no_to_no_question_that_came_up_under_it(
    tmp_path: Path,
) -> None:
    asks = {"rest": {"who": "SURGEON", "when": "mission.met > 60 s", "text": "Rest now?",
                     "wait": "5 min", "default": "yes"}}  # fmt: skip
    stuck = steps({"text": "Wait", "expect": "cabin.pressure > 900 kPa", "within": "1 s"})
    made = level(procedures={"stuck": stuck}, plan=["stuck"], questions=asks)
    app = NoAirlock(level=made, live=False, saves=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight: Any = app.screen
        await order(pilot, "run stuck")
        for _ in range(150):
            flight.frame(0.1)
        await pilot.press("n", "n")
        assert flight.pace.clock.passing
        while not flight.room.questions:
            flight.frame(0.1)
        await pilot.press("n")
        assert flight.room.questions and "once more says no" in text_of(app)


@pytest.mark.parametrize("waits", [False, True])
async def test_a_key_that_ran_on_does_not_say_no_to_what_nobody_could_read(
    tmp_path: Path, waits: bool
) -> None:
    made = level(
        procedures={"work": steps({"takes": "10 min"})}, plan=["work"],
        questions={"rest": {"who": "SURGEON", "when": "mission.met > 60 s", "text": "Rest now?",
                            "wait": "5 min", "default": "yes"}},
    )  # fmt: skip
    app = NoAirlock(level=made, live=False, saves=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight: Any = app.screen
        await pilot.press("enter", "enter", "n")
        while flight.pace.clock.seeking:
            flight.frame(0.1)
        assert flight.room.questions
        if waits:
            for _ in range(11):
                flight.frame(0.1)
        else:
            await pilot.press("n")
            assert flight.room.questions and "once more says no" in text_of(app)
        await pilot.press("n")
        assert not flight.room.questions


async def test_who_insists_runs_on_past_a_held_checklist_to_the_end_of_another(
    tmp_path: Path,
) -> None:
    stuck = steps({"text": "Wait", "expect": "cabin.pressure > 900 kPa", "within": "1 s"})
    work = steps({"text": "Work", "takes": "100 s"})
    made = level(procedures={"stuck": stuck, "work": work}, plan=["stuck"])
    app = NoAirlock(level=made, saves=tmp_path, live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight: Any = app.screen
        await order(pilot, "run stuck")
        await order(pilot, "run work")
        for _ in range(200):
            flight.frame(0.1)
        assert flight.room.attention.kind == "held"
        await pilot.press("n", "n")
        for _ in range(60):
            flight.frame(0.1)
        done = next(one for one in flight.room.events if one.row is CHECKLIST_DONE)
        assert done.subject == "work" and not flight.pace.clock.seeking
        assert flight.room.tick - done.tick <= 14, "it stopped there: seconds at 1×, not minutes"


async def test_n_stops_when_work_beside_the_plan_ends_also_for_the_second_time(
    tmp_path: Path,
) -> None:
    short, later = (steps({"text": text, "takes": "40 s"}) for text in ("Look", "Later"))
    made = level(procedures={"look": short, "later": later}, plan=["later"])
    app = NoAirlock(level=made, saves=tmp_path, live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight: Any = app.screen
        for _ in range(2):
            await order(pilot, "run look")
            begun = flight.room.tick
            await pilot.press("n")
            for _ in range(100):
                flight.frame(0.1)
            ended = next(one.tick for one in flight.room.events[::-1] if one.row is CHECKLIST_DONE)
            assert not flight.pace.clock.seeking and ended > begun
            assert flight.room.tick - ended <= 22, "ten seconds of frames at 1×, not minutes"


async def test_enter_asks_before_a_go_that_is_not_as_it_should_be(tmp_path: Path) -> None:
    asks = steps({"text": "Open it", "critical": True, "go_if": ["ev1.suit.flow_setting == high"]})
    made = level(procedures={"open": asks}, plan=["open"])
    app = NoAirlock(level=made, saves=tmp_path, live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight: Any = app.screen
        await order(pilot, "run open")
        for _ in range(8):
            flight.frame(0.25)
        await settle(pilot)
        assert "✗ EV1 flow set high  now off" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        assert "GO all the same" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is flight)
        assert flight.room.checklist("open").status == "holding"
        assert not [e for e in flight.room.events if e.kind == "rule.broken"]


async def test_the_first_screen_of_a_level_is_the_moment_at_which_play_begins(
    tmp_path: Path,
) -> None:
    start = {"orders": ["00:00:05 run wait"], "until": "checklist.wait == done"}
    app = NoAirlock(level=level(start=start), saves=tmp_path, live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight: Any = app.screen
        assert flight.room.time > 30.0 and flight.room.checklist("wait").status == "done"
        assert "00:00:3" in text_of(app)


async def test_a_start_that_is_not_reached_opens_no_flight(tmp_path: Path) -> None:
    never = {"orders": ["00:00:05 hold wait"]}
    app = NoAirlock(level=level(start=never), saves=tmp_path, live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not isinstance(app.screen, FlightScreen)
        assert not list(tmp_path.glob("*.jsonl"))


async def test_z_gives_one_panel_the_whole_screen_and_takes_it_back(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("z")
        await settle(pilot)
        panels = app.screen.desk.panels
        assert panels["camera"].size.width == 80 and not panels["crew"].display
        await pilot.press("z")
        await settle(pilot)
        assert panels["crew"].display and not panels["camera"].display


async def test_what_was_chosen_is_given_though_the_list_is_another_by_then(
    make_app: MakeApp,
) -> None:
    app = make_app("suit-up")
    given: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = PickScreen("Which?", [Choice("", name, name) for name in ("one", "two", "three")])
        app.push_screen(screen, given.append)
        await settle(pilot)
        listed = screen.query_one(OptionList)
        listed.highlighted = 2
        listed.action_select()
        screen.narrow(Input.Changed(screen.query_one(Input), "one"))
        await settle(pilot)
    assert given == ["three"]


async def test_a_screen_that_is_left_twice_takes_no_other_with_it(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    given: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight = app.screen
        box = ChoiceScreen("Which?", "", [Choice("a", "this", "this")])
        app.push_screen(box, given.append)
        await settle(pilot)
        assert rows_of(app)[0].strip() != "" and "╭" not in rows_of(app)[0][:3], "in the middle"
        box.dismiss("this")
        box.dismiss("")
        await settle(pilot)
        assert app.screen is flight
        assert given == ["this"]


async def test_a_key_that_comes_before_a_screen_is_up_does_nothing(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for coming in (HelpScreen(), SettingsScreen(), BriefingScreen(load_named("suit-up"))):
            app.push_screen(coming)
            for bound in type(coming)._merge_bindings().key_to_bindings.values():
                for one in bound:
                    await app.run_action(one.action, coming)
            await settle(pilot)
            assert app.screen is coming
            app.pop_screen()
            await settle(pilot)


async def test_the_palette_opens_again_at_once(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.search_themes()
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert sum(isinstance(one, CommandPalette) for one in app.screen_stack) == 1
        await pilot.press("escape")
        await settle(pilot)
        app.action_command_palette()
        await settle(pilot)
        app.screen.dismiss()
        app.action_command_palette()  # the first is left, and not yet taken down
        app.action_command_palette()
        await settle(pilot)
        assert [isinstance(one, CommandPalette) for one in app.screen_stack[-2:]] == [False, True]


async def test_the_palette_is_left_once(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        beneath = app.screen
        await pilot.press("ctrl+p")
        await until(pilot, lambda: app.screen is not beneath)
        palette = app.screen
        palette.dismiss()
        palette.dismiss()
        await settle(pilot)
        assert app.screen is beneath and app._exception is None


async def test_what_is_left_while_there_is_no_room_is_gone_when_there_is(
    make_app: MakeApp,
) -> None:
    app = make_app("suit-up")
    given: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight = app.screen
        box = ChoiceScreen("Which?", "", [Choice("a", "this", "this")])
        app.push_screen(box, given.append)
        await settle(pilot)
        await pilot.resize_terminal(20, 5)
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        box.dismiss("this")
        await settle(pilot)
        assert isinstance(app.screen, TooSmallScreen)
        assert given == []
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: app.screen is flight)
        await until(pilot, lambda: given == ["this"])


async def test_a_click_on_a_line_that_is_gone_chooses_nothing(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    given: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = PickScreen("Which?", [Choice("", name, name) for name in ("one", "two", "three")])
        app.push_screen(screen, given.append)
        await settle(pilot)
        listed = screen.query_one(OptionList)
        click = events.Click(listed, 1, 2, 0, 0, 1, False, False, False)
        click.style = Style(meta={"option": 2})
        listed.post_message(click)
        screen.narrow(Input.Changed(screen.query_one(Input), "one"))
        await settle(pilot)
        assert app.screen is screen
        assert given == []


async def test_a_page_of_a_list_that_is_not_laid_out_moves_nothing(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(PickScreen("Which?", [Choice("", "one", "one"), Choice("", "two", "two")]))
        await settle(pilot)
        listed = app.screen.query_one(OptionList)
        listed.clear_options()
        listed.add_options(["three", "four"])
        listed._index_to_line.clear()
        listed.highlighted = 1
        listed._index_to_line.clear()
        listed._move_page(-1)
        await settle(pilot)
        assert app._exception is None


async def test_where_the_speed_dropped_it_says_the_time_that_is_left_there(
    make_app: MakeApp,
) -> None:
    app = make_app("high-road")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight: Any = app.screen
        await pilot.press("enter", "enter")
        await pilot.press("n")
        for _ in range(400):
            if not flight.pace.clock.seeking:
                break
            flight.frame(0.25)
        await settle(pilot)
        now = flight.room.attention
        assert now.kind == "signal" and now.in_s < 61.0, "a frame on the way was two minutes long"
        assert f"Back to 1×. {now.why}" in text_of(app)


async def test_who_was_told_that_a_step_failed_speeds_up_at_the_first_press(tmp_path: Path) -> None:
    fails = steps({"takes": "20 s", "expect": "ev1.suit.flow_setting == high", "within": "2 s"})
    made = level(procedures={"work": fails}, plan=["work"], time_limit="1 h")
    app = NoAirlock(level=made, saves=tmp_path, live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        flight: Any = app.screen
        await order(pilot, "run work")
        await pilot.press("plus", "plus")
        for _ in range(200):
            flight.frame(0.25)
            if flight.pace.clock.speed == 1:
                break
        assert flight.room.checklist("work").status == "holding"
        await pilot.press("plus")
        flight.frame(0.25)
        assert flight.pace.clock.speed == 2, "it had been told already"
