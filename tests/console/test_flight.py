"""Flying the real app by its keys: a whole Suit Up, and everything on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from game.console.screens.debrief import DebriefScreen
from game.console.screens.dialogs import (
    ChoiceScreen,
    ExplainScreen,
    PickScreen,
)
from game.console.screens.flight import FlightScreen
from game.console.screens.small import TooSmallScreen
from game.console.widgets.panel import PanelWidget
from game.display.completion import usage
from game.display.foot import Want
from game.display.layout import Need
from game.display.loop import Said
from game.display.panels import alarms, crew
from game.display.panels.voice import Voice
from game.flightlog.log.reader import read
from game.level import loading
from game.mission import Mission
from game.ops.views import Attention
from game.vocabulary.events import ALARM_RAISED, Event
from game.vocabulary.units import TICK_S
from tests.console.seeing import SIZES, MakeApp, check_snapshot, rows_of, settle, text_of, until
from tests.display.made import MOMENT
from tests.ops import flying

ORDER = re.compile(r"flow \w+ (?:off|low|normal|high|purge)")

KEYS = {":": "colon", " ": "space", "-": "minus", "?": "question_mark", ".": "full_stop"}


def passed(screen: Any, told: str) -> bool:
    """Whether the lesson is another one now."""
    return bool(screen.room.lesson != told)


def foot_of(app: Any) -> str:
    """The rows beneath the panels: what Enter does, and the keys."""
    return "\n".join(rows_of(app)[-2:])


async def type_text(pilot: Pilot[Any], text: str) -> None:
    await pilot.press(*(KEYS.get(c, c) for c in text))


async def order(pilot: Pilot[Any], text: str) -> None:
    await type_text(pilot, ":" + text)
    await pilot.press("enter")
    await settle(pilot)


async def fly(pilot: Pilot[Any], condition: Callable[[], object], frames: Any = 4000) -> None:
    """Let time go by, a quarter of a second of it a frame, until ``condition``."""
    screen = pilot.app.screen
    assert isinstance(screen, FlightScreen)
    for _ in range(frames):
        if condition():
            return
        screen.frame(0.25)
        if screen.pace.clock.warp < 10:
            screen.action_faster()
    raise AssertionError(f"it never came true:\n{text_of(pilot.app)}")


async def do_as_the_lesson_says(pilot: Pilot[Any]) -> None:
    """Give the orders that the lesson asks for, one after the other, in the command bar."""
    screen = pilot.app.screen
    for _ in range(2):
        await fly(pilot, lambda: ORDER.search(screen.room.lesson))
        asked = ORDER.search(screen.room.lesson)
        assert asked is not None
        told = screen.room.lesson
        await order(pilot, " ".join(asked[0].split()))
        await fly(pilot, partial(passed, screen, told))
    assert not ORDER.search(screen.room.lesson)


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_suit_up_key_by_key(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = app.screen
        room = screen.room
        assert "Enter offers the next checklist" in text_of(app).replace("\n", " ")
        await pilot.press("enter")
        assert "Enter again does it" in text_of(app)
        assert room.tick == 0 and room.checklists == ()
        await pilot.press("enter")
        assert room.checklists[0].id == "donning"
        await fly(pilot, lambda: not any(i.status == "running" for i in room.plan))
        for name in ("purge", "pressurise", "leak-check"):
            await pilot.press("enter", "enter")
            await fly(pilot, lambda: room.checklists[0].status in ("go", "done"))
            if room.checklists[0].status == "go":
                await settle(pilot)
                assert "⏎ GO" in text_of(app)
                await pilot.press("enter")
            if name == "purge":
                await do_as_the_lesson_says(pilot)
            listed = name

            def over(listed: str = listed) -> Any:
                return room.outcome is not None or room.checklist(listed).status == "done"

            await fly(pilot, over)
        await fly(pilot, lambda: room.outcome is not None)
        assert room.outcome.kind == "success"
        await settle(pilot)
        assert "⏎ debrief" in text_of(app)
        await pilot.press("plus")
        await settle(pilot)
        assert "The mission is over: Enter opens the debrief." in text_of(app)
        await order(pilot, "ack all")
        assert "The mission is over" in screen.desk.status.rows()[0]
        assert "✗" not in screen.desk.status.rows()[0], "a success is no refusal"
        await pilot.press("escape")
        assert "warp" not in text_of(app) and "⏎ run" not in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await settle(pilot)
        assert "WELCOME BACK" in text_of(app)
        await app.workers.wait_for_complete()
        log = read(next(app.saves.glob("suit-up-*.jsonl")))
        assert log.end is not None
        assert next(text for _, text in log.orders) == "run donning"


@pytest.mark.parametrize("size", [*SIZES, (180, 50)])
async def test_the_flight_screen_looks_as_accepted(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    name = f"{size[0]}x{size[1]}"
    app = make_app("suit-up")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        desk = app.screen.desk
        rows = alarms.rows(MOMENT.parts["alarms"])
        desk.require(Need(absent=MOMENT.absent, alarms=rows))
        desk.show(MOMENT)
        desk.want.show(Want("GO: open the vent", "key:go", "y or n answers the question"))
        await settle(pilot)
        check_snapshot(f"flight-{name}", rows_of(app))


@pytest.mark.parametrize("size", SIZES)
async def test_every_widget_is_wholly_in_view(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app("first-out")
    async with app.run_test(size=size) as pilot:
        for key in ("v", "v", "v", "v"):
            await settle(pilot)
            for panel in app.screen.query(PanelWidget):
                if panel.display:
                    assert panel.region == panel.region.intersection(app.screen.region), panel
                    assert panel.size.area > 0, panel
            await pilot.press(key)
        assert len(list(app.screen.walk_children())) < 40


async def test_nothing_shows_colour_alone(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = []
    for no_color in (False, True):
        if no_color:
            monkeypatch.setenv("NO_COLOR", "1")
        app = make_app("first-out")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            pictures.append(rows_of(app))
    assert pictures[0] == pictures[1]


async def test_a_refused_order_shows_its_sentence_and_stays_to_be_mended(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await order(pilot, "flwo ev1 high")
        assert "did you mean flow?" in text_of(app)
        assert app.screen.desk.command.value == "flwo ev1 high"
        assert app.screen.room.events[-1].kind != "order"
        await pilot.press("escape")
        await settle(pilot)
        assert not app.screen.desk.command.display


async def test_orders_may_be_given_while_paused(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        await pilot.press("space")
        await settle(pilot)
        assert "PAUSED" in rows_of(app)[0]
        screen.frame(0.25)
        screen.frame(0.25)
        assert screen.room.tick == 0
        await order(pilot, "run donning")
        assert screen.room.checklists[0].id == "donning"
        assert "paused: Space goes on" in text_of(app)
        await pilot.press("space")
        screen.frame(0.25)
        screen.frame(0.25)
        assert screen.room.tick == 1


async def test_no_timer_runs_while_it_is_paused(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    app.live = True
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        app.clear_notifications()

        def running() -> list[Any]:
            nodes = (app, app.screen, *app.screen.query("*"))
            return [one for node in nodes for one in node._timers if one._active.is_set()]

        await until(pilot, running)
        await pilot.press("space")
        await until(pilot, lambda: not running())
        tick = app.screen.room.tick
        await settle(pilot)
        assert (running(), app.screen.room.tick) == ([], tick)
        await pilot.press("space")
        await until(pilot, lambda: running() and app.screen.room.tick > tick)


async def test_warp_steps_and_says_so(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for shown in ("2×", "5×", "10×", "30×", "60×", "60×"):
            await pilot.press("plus")
            await settle(pilot)
            assert shown in rows_of(app)[0]
        await pilot.press("minus")
        await settle(pilot)
        assert "30×" in rows_of(app)[0]


async def test_what_is_told_of_an_order_is_told_whole(make_app: MakeApp) -> None:
    app = make_app("first-out")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for text in ("plan", "when", "watch", "flow"):
            await type_text(pilot, ":" + text)
            await settle(pilot)
            shown = " ".join(" ".join(app.screen.desk.status.rows()).split())
            assert shown == usage(text)
            await pilot.press("escape")
        await order(pilot, "plan add donning")
        refused = app.screen.desk.status.rows()
        assert " ".join(" ".join(refused).split()) == f"✗ {app.screen.said}"
        assert text_of(app).count("VOICE LOOP") == 1


async def test_what_is_over_is_said_no_more(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        await order(pilot, "run donning")
        await pilot.press("plus", "plus", "plus", "plus")
        for _ in range(400):
            if "Back to 1×" not in screen.said:
                screen.frame(0.25)
        assert "Back to 1×" in screen.said
        await pilot.press("plus")
        assert "Back to 1×" not in screen.said, "it is faster again"
        screen.pace.clock.warp = 1
        await order(pilot, "flow ev9 high")
        refused = screen.said
        assert refused
        for _ in range(60):
            screen.frame(0.25)
        assert screen.said == refused, "it can be read"
        await pilot.press("escape")
        for _ in range(30):
            screen.frame(0.25)
        assert screen.said == ""


async def test_a_question_that_came_about_otherwise_is_asked_no_more(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        assert "⏎ yes, run Donning checks" in text_of(app)
        await order(pilot, "run donning")
        await settle(pilot)
        assert "⏎ yes" not in text_of(app)
        await order(pilot, "stop donning")
        await settle(pilot)
        assert "⏎ yes" not in text_of(app)


async def test_what_is_next_need_not_wait_for_the_optional_work_of_others(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = flying.steps({"who": "plt", "takes": "10 min"}, optional=True)
    view = flying.steps({"who": "ev1", "takes": "10 min"}, optional=True)
    work = flying.steps({"who": "ev1", "takes": "10 min"})
    made = flying.level(procedures={"look": look, "view": view, "work": work}, plan=["work"])
    monkeypatch.setattr(loading, "load_named", lambda _: made)
    app = make_app("tiny")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await order(pilot, "run look")
        assert "⏎ run Work" in foot_of(app), "EV1 is free"
        await order(pilot, "run view")
        assert "⏎ run Work" not in foot_of(app), "EV1 is at work"
        await pilot.press("enter")
        assert "Nothing waits for your GO now." in text_of(app)
        await order(pilot, "stop view")
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert app.screen.room.checklist("work").status == "running"


async def test_that_nothing_waits_is_not_said_beside_what_does(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = flying.steps({"takes": "2 s"}, {"text": "Open", "critical": True})
    made = flying.level(procedures={"work": work}, plan=["work"])
    monkeypatch.setattr(loading, "load_named", lambda _: made)
    app = make_app("tiny")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await order(pilot, "run work")
        await pilot.press("enter")
        assert app.screen.said == "Nothing waits for your GO now."
        for _ in range(60):
            if app.screen.room.checklist("work").status != "go":
                app.screen.frame(0.05)
        assert "⏎ GO: Open" in foot_of(app) and app.screen.said == ""


async def test_who_declared_the_eva_over_is_not_asked_again(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = flying.level(procedures={"work": flying.steps({})}, plan=["work"])
    monkeypatch.setattr(loading, "load_named", lambda _: made)
    app = make_app("tiny")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await order(pilot, "run work")
        await fly(pilot, lambda: app.screen.room.checklist("work").status == "done")
        await settle(pilot)
        assert "⏎ declare the EVA over" in foot_of(app)
        await pilot.press("enter", "enter")
        assert "declare" not in foot_of(app)
        await pilot.press("enter")
        assert "Declare the EVA over" not in app.screen.said
        await fly(pilot, lambda: app.screen.room.outcome is not None)


async def test_it_slows_down_when_it_needs_the_player(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        screen.orders.give("run donning")
        while screen.pace.clock.faster():
            pass
        for _ in range(200):
            screen.frame(0.1)
            if screen.pace.clock.warp == 1:
                break
        await settle(pilot)
        assert screen.pace.clock.warp == 1
        # its end is no reason to slow down: only that nothing is running after it
        assert screen.room.checklist("donning").status == "done"
        assert "Back to 1×. Nothing is running" in text_of(app)
        await pilot.press("enter", "enter")
        assert any(one.status in ("running", "go") for one in screen.room.checklists)
        assert screen.pace.clock.warp == 60, "who has answered goes on as fast as before"


async def test_who_ran_past_something_is_not_told_of_it_again_as_if_it_were_new(
    make_app: MakeApp,
) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen: Any = app.screen

        def run_on() -> str:
            while screen.pace.clock.seeking:
                screen.frame(0.1)
            return str(screen.said)

        await pilot.press("n", "n")  # nothing runs, and that stands
        assert run_on() == "Two minutes have gone by. n runs on."
        assert screen.room.time == 120.0
        await pilot.press("n")
        assert screen.pace.clock.passing, "once will do: they know what stands"
        assert "Two minutes" in run_on()
        assert screen.room.time == 240.0


@pytest.mark.parametrize("alarm_at", [150, 400])
async def test_an_alarm_on_the_way_to_a_stop_is_stopped_for(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, alarm_at: int
) -> None:
    def attention(mission: Mission) -> Attention:
        left = (400 - mission.tick) * TICK_S
        return Attention("signal", "loss", left, f"Loss of signal in {left:.0f} s")

    monkeypatch.setattr(loading, "load_named", lambda _: flying.level())
    monkeypatch.setattr(Mission, "attention", property(attention))
    alarm = Event(0, alarm_at, ALARM_RAISED.id, "ev1", "EV1 is warm", severity="warning")
    app = make_app("tiny")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        step = screen.session.step

        def stepped() -> list[Event]:
            events = list(step())
            return [*events, alarm] if screen.room.tick == alarm_at else events

        monkeypatch.setattr(screen.session, "step", stepped)
        await pilot.press("n")
        screen.frame(0.25)
        assert screen.room.tick == min(alarm_at, 280), "a minute before the loss"
        assert screen.said == "Back to 1×. " + (
            "EV1 is warm" if alarm_at < 280 else "Loss of signal in 60 s"
        )


async def test_completion_and_history(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        bar = app.screen.desk.command
        await type_text(pilot, ":fl")
        await pilot.press("tab")
        assert bar.value == "flow "
        await type_text(pilot, "ev1 h")
        await settle(pilot)
        assert "flow CREW off|low|normal|high|purge" in text_of(app)
        await pilot.press("tab")
        assert bar.value == "flow ev1 high "
        await pilot.press("enter")
        await settle(pilot)
        assert not bar.display
        await type_text(pilot, ":")
        await pilot.press("up")
        assert bar.value == "flow ev1 high"
        await pilot.press("down")
        assert bar.value == ""


async def test_plain_words_for_what_is_selected_and_the_mission_holds(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        await pilot.press("2", "question_mark")
        await until(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await settle(pilot)
        assert "Lindqvist" in text_of(app)
        assert screen.holds_for
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert not screen.holds_for


async def test_all_readings_of_a_crew_member_and_what_one_means(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("1", "1")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await type_text(pilot, "co2")
        await settle(pilot)
        assert "mmHg" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await settle(pilot)
        assert "Headache near 20 mmHg" in text_of(app)
        await pilot.press("t")
        await settle(pilot)
        assert "TREND · EV1 CO2" in text_of(app)


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_reading_means_stands_beneath_itself(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("1", "1")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await settle(pilot)
        rows = rows_of(app)
        first = next(at for at, row in enumerate(rows) if "N2 ratio" in row)
        begins, edge = rows[first].index("About 1.1"), rows[first].index("│")
        assert rows[first + 1][edge:begins].strip("│ ") == ""
        assert "psi suit." in rows[first + 1][begins:]


async def test_the_flow_menu(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert "Whose flow?" in text_of(app)
        await pilot.press("3", "f")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("h")
        await settle(pilot)
        assert app.screen.room.events[-1].kind == "order" or any(
            event.text == "flow plt high" for event in app.screen.room.events
        )


async def test_the_mission_holds_while_the_terminal_is_too_small(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        await pilot.resize_terminal(70, 20)
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        await settle(pilot)
        shown = " ".join(text_of(app).split())
        assert "70 × 20" in shown and "80 × 24" in shown
        assert screen.holds_for and not screen.pace.clock.paused
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: app.screen is screen)


async def test_the_mouse_does_what_keys_do(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = app.screen
        await pilot.click("#crew", offset=(5, 4))
        await settle(pilot)
        assert screen.picture.of(crew.PANEL).cards[1].selected
        rows = rows_of(app)
        at = next(n for n, row in enumerate(rows) if "⏎ run Donning" in row)
        await pilot.click(offset=(6, at))
        await settle(pilot)
        assert screen.room.checklists[0].id == "donning"
        keys = next(n for n, row in enumerate(rows) if "␣ pause" in row)
        await pilot.click(offset=(rows[keys].index("pause"), keys))
        await settle(pilot)
        assert screen.pace.clock.paused


async def test_the_cursor_of_a_panel(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("tab", "down", "down")
        focused = app.screen.focused
        assert isinstance(focused, PanelWidget) and focused.target
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("escape", "escape")
        assert app.screen.focused is None


async def test_the_foot_says_what_enter_does_with_a_cursor(make_app: MakeApp) -> None:
    app = make_app("first-out")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.screen.pace.clock.paused = True
        panel = app.screen.desk.panels["checklist"]
        panel.focus()
        await pilot.pause()
        assert "⏎ run Donning checks" in foot_of(app)
        await pilot.press("down", "down")
        assert panel.target == "checklist:donning"
        assert "⏎ choose what the cursor is on" in foot_of(app)
        await pilot.press("up")
        assert panel.target == "order:run donning"
        assert "⏎ run donning" in foot_of(app)
        await pilot.press("enter")
        assert app.screen.said.startswith("run donning")
        await pilot.press("tab")
        assert "cursor" not in foot_of(app)


async def test_leaving_asks_once_and_resume_goes_on(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "enter")
        for _ in range(40):
            app.screen.frame(0.25)
        tick = app.screen.room.tick
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await settle(pilot)
        assert "resume goes on from here" in text_of(app)
        await pilot.press("l")
        await settle(pilot)
        await until(pilot, lambda: "Resume" in text_of(app))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, FlightScreen))
        await settle(pilot)
        assert app.screen.room.tick == tick
        assert app.screen.pace.clock.paused


async def test_hanging_up_keeps_the_log(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "enter")
        app.screen.frame(0.25)
        app.screen.frame(0.25)
        app.hang_up()
        await settle(pilot)
    log = read(next(app.saves.glob("*.jsonl")))
    assert log.damage is None
    assert log.last_tick == 1
    assert [text for _, text in log.orders] == ["run donning"]


async def test_interrupting_twice_keeps_the_log_and_ends(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "enter", "ctrl+c")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("ctrl+c")
        await settle(pilot)
    assert app.return_code == 0
    assert read(next(app.saves.glob("*.jsonl"))).damage is None


@pytest.mark.parametrize("size", SIZES)
async def test_the_palette_has_the_games_commands_each_once_and_in_its_order(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        commands = list(app.get_system_commands(app.screen))
        names = [command.title.partition(" (")[0] for command in commands]
        assert {"Pause", "Poll", "Quit", "Help"} <= set(names)
        assert len(set(names)) == len(names)
        await pilot.press("ctrl+p")
        palette = app.screen
        await until(pilot, lambda: palette.query_one(OptionList).option_count == len(names))
        await settle(pilot)
        listed = palette.query_one(OptionList)
        assert str(listed.get_option_at_index(0).prompt).startswith("GO (⏎)")
        assert listed.region.width <= 100
        assert listed.virtual_size.width <= listed.region.width, "a text is cut"


def test_every_binding_has_a_name_and_says_what_it_does() -> None:
    from game.console.screens.replay import ReplayScreen
    from game.console.screens.title import TitleScreen

    for screen in (FlightScreen, ReplayScreen, TitleScreen, DebriefScreen):
        for made in screen.__mro__:
            for binding in vars(made).get("BINDINGS", ()):
                if made.__module__.startswith("game."):
                    assert binding.id and binding.tooltip, binding


async def test_an_order_to_all_is_one_for_each_in_the_log(make_app: MakeApp) -> None:
    app = make_app("suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await type_text(pilot, ":re")
        await settle(pilot)
        assert "repeat  relock  rest  repress  relief" in text_of(app)
        await pilot.press("escape")
        await order(pilot, "flow all low")
        assert not app.screen.orders.bar.display
        path = app.screen.session.path
    assert [text for _, text in read(path).orders] == [
        f"flow {one} low" for one in ("ev1", "ev2", "plt", "med")
    ]


async def test_a_log_in_trouble_leaves_room_for_what_the_player_is_told(
    make_app: MakeApp, tmp_path: Path
) -> None:
    """It was said again ten times a second, so that no refusal could be read."""
    app = make_app("suit-up")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = app.screen
        (log,) = (tmp_path / "saves").glob("*.jsonl")
        log.unlink()
        screen.session.sync()
        screen.frame(0.1)
        assert "was deleted, moved or replaced" in screen.said
        await order(pilot, "flow ev9 high")
        screen.frame(0.1)
        await settle(pilot)
        assert "ev9" in screen.said
        for _ in range(3):
            screen.say("")
            screen.frame(0.1)
        assert "was deleted" in screen.said


async def test_no_panel_but_the_checklist_lends_rows_to_a_long_line(make_app: MakeApp) -> None:
    app = make_app(level="suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, FlightScreen) and screen.picture is not None
        said = (Said("00:01:00", "ECLSS", "Less flow comes than is set. " * 6, "text"),)
        heard = {"voice": Voice(said, ())}
        picture = replace(screen.picture, parts={**screen.picture.parts, **heard})
        usual = replace(screen.need, absent=picture.absent)
        assert screen._long_line(picture, usual)[0] > 4
        for other in (replace(usual, slot="plan"), replace(usual, full="camera")):
            assert screen._long_line(picture, other) == (0, 0)


async def test_a_panel_with_the_focus_is_explained_while_nothing_in_it_is_marked(
    make_app: MakeApp,
) -> None:
    app = make_app(level="suit-up")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("tab", "tab", "question_mark")
        await settle(pilot)
        assert isinstance(app.screen, ExplainScreen)
        assert "The checklist in hand, step by step" in text_of(app)
        assert "z makes it large" in text_of(app)
        await pilot.press("escape", "z", "question_mark")
        await settle(pilot)
        assert isinstance(app.screen, ExplainScreen)
        assert "z puts the others back" in text_of(app)
