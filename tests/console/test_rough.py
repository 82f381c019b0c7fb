"""Rough handling: random keys, loss of signal, questions, strange sizes."""

from __future__ import annotations

import random
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from game.console.screens.dialogs import ChoiceScreen
from game.console.screens.flight import FlightScreen
from game.level.schema import Level
from tests.console.seeing import MakeApp, rows_of, settle, text_of, until

KEYS = tuple(
    key
    for line in (
        "enter space plus minus 1 2 3 4 9 c f p a y n t v question_mark colon tab shift+tab",
        "up down left right pageup pagedown escape f1 h o l x home end backspace ctrl+p",
    )
    for key in line.split(" ")
)

ASKING = Level.of(
    {
        "id": "asking",
        "title": "Asking [red]Level[/]",
        "summary": "Somebody asks.",
        "briefing": "Answer.",
        "minutes": 1,
        "crew": {"ev1": {"name": "Ada [b]Stillwell[/b]", "role": "EV1", "seat": 1}},
        "procedures": {"wait": {"title": "Wait [link=x]here", "steps": [{"text": "[bold]sit"}]}},
        "plan": ["wait"],
        "questions": {
            "rest": {
                "who": "SURGEON",
                "text": "Shall EV1 rest for two whole minutes before the third test begins?",
                "when": "mission.met > 2 s",
                "yes": ["flow ev1 high"],
            }
        },
        "end": "mission.met > 1 h",
    }
)


@pytest.mark.parametrize("seed", range(2))
async def test_random_keys_break_nothing(make_app: MakeApp, seed: int) -> None:
    chosen = random.Random(seed)
    size = chosen.choice([(80, 24), (97, 31), (120, 40), (200, 60)])
    app = make_app("suit-up")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        flight = next(s for s in app.screen_stack if isinstance(s, FlightScreen))
        for _ in range(80):
            await pilot.press(chosen.choice(KEYS))
            if not flight.holds_for:
                flight.frame(0.25)
        await settle(pilot)
        assert app.is_running
        assert flight.session.mission.tick >= 0


async def test_a_question_with_named_answers_says_how_to_see_them(make_app: MakeApp) -> None:
    ask = {
        "ask": "Tape it?",
        "answers": {"tape": {"text": "Tape it"}, "leave": {"text": "Leave it"}},
    }
    wait = {"wait": {"title": "Wait", "steps": [ask]}}
    start = {"orders": ["00:00:01 run wait"], "until": "checklist.wait == waiting"}
    data = ASKING.written()
    app = make_app()
    app._level = Level.of({**data, "procedures": wait, "questions": {}, "start": start})
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.screen.frame(0.25)
        await settle(pilot)
        shown = text_of(app)
        assert "y shows the answers to choose from" in shown
        assert "CORE asks: Tape it?" in shown, "where it is answered"
        assert " ".join(shown.split()).count("CORE asks") == 1, "and not behind CORE on the loop"


async def test_a_question_is_read_whole_and_answered_by_a_key(make_app: MakeApp) -> None:
    app = make_app()
    app._level = ASKING
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        for _ in range(30):
            screen.frame(0.25)
        await settle(pilot)
        shown = " ".join(" ".join(screen.desk.panels["voice"].rows()).split())
        assert "Shall EV1 rest for two whole minutes before the third test begins?" in shown
        assert " y " in text_of(app) and "yes" in text_of(app)
        assert "y or n answers the question" in text_of(app), "as the panel has it"
        await pilot.press("y")
        await settle(pilot)
        assert not screen.room.questions
        assert any(event.kind == "answer" for event in screen.room.events)
        await pilot.press("y")
        await settle(pilot)
        assert "Nobody has asked anything" in text_of(app)


async def test_what_a_level_says_is_never_markup(make_app: MakeApp) -> None:
    app = make_app()
    app._level = ASKING
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "enter")
        await settle(pilot)
        shown = text_of(app)
        assert "[bold]sit" in shown and "Wait [link=x]here" in shown
        await pilot.press("c", "1", "question_mark")
        await settle(pilot)
        assert "[b]Stillwell[/b]" in text_of(app)


async def test_at_loss_of_signal_values_say_how_old_they_are(make_app: MakeApp) -> None:
    app = make_app("first-out")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        while not screen.room.telemetry.stale:
            screen.session.step()
        for _ in range(20):
            screen.session.step()
        screen.show()
        await settle(pilot)
        first = rows_of(app)[0]
        assert "NO SIGNAL AOS 8:4" in first, "80 columns: when it is back goes before the age"
        assert "values are STALE" in text_of(app)
        want = screen.desk.want.rows()[0]
        assert "No signal" in want and "⏎" not in want and "⏎ run" not in text_of(app)
        screen.orders.give("flow ev1 high")
        await settle(pilot)
        assert "signal" in screen.desk.status.rows()[0].lower()
        await pilot.resize_terminal(109, 24)
        await settle(pilot)
        assert "NO SIGNAL stale 0:1" in rows_of(app)[0]


@pytest.mark.parametrize("size", [(80, 24), (109, 30), (110, 29), (120, 24), (169, 40), (300, 80)])
async def test_any_size_is_drawn_to_its_edges(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app("first-out")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        rows = rows_of(app)
        assert len(rows) == size[1]
        assert all(len(row) >= size[0] - 2 for row in rows)
        assert "CREW" in text_of(app) and "VOICE LOOP" in text_of(app)


TROUBLE = Level.of(
    ASKING.written()
    | {
        "questions": {},
        "procedures": {
            "wait": {
                "title": "Wait",
                "steps": [
                    {
                        "text": "sit",
                        "takes": "1 s",
                        "expect": "cabin.pressure > 900 kPa",
                        "within": "2 s",
                    },
                    {"text": "stand", "takes": "5 min"},
                ],
            }
        },
        "rules": {
            "air": {
                "when": "cabin.pressure > 1 kPa",
                "class": "warning",
                "text": "There is air in the cabin",
                "suggest": ["relief high"],
            }
        },
    }
)


async def fly_trouble(app: App[Any], pilot: Pilot[Any], frames: Any = 40) -> None:
    await settle(pilot)
    for _ in range(frames):
        app.screen.frame(0.25)
    await settle(pilot)


async def test_a_step_that_failed_asks_how_to_go_on(make_app: MakeApp) -> None:
    app = make_app()
    app._level = TROUBLE
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        await pilot.press("enter", "enter")
        await fly_trouble(app, pilot)
        assert screen.room.checklist("wait").status == "holding"
        assert "resume Wait" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await settle(pilot)
        assert "leave the step out" in text_of(app)
        await pilot.press("k")
        await until(pilot, lambda: app.screen is screen)
        await fly_trouble(app, pilot, 8)
        assert screen.room.checklist("wait").at == 1


async def test_an_alarm_offers_what_may_help_and_is_acknowledged(make_app: MakeApp) -> None:
    app = make_app()
    app._level = TROUBLE
    async with app.run_test(size=(120, 40)) as pilot:
        await fly_trouble(app, pilot)
        screen = app.screen
        assert "WARNING There is air in the cabin" in text_of(app)
        assert "1 new: a" in text_of(app)
        await pilot.click("#alarms", offset=(8, 1))
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await pilot.press("1")
        await until(pilot, lambda: app.screen is screen)
        assert any(e.kind == "order" and e.text == "relief high" for e in screen.room.events)
        await pilot.press("a")
        await settle(pilot)
        assert screen.room.alarms[0].acknowledged
        assert "1 new" not in text_of(app)
        await pilot.press("question_mark")
        await settle(pilot)


async def test_a_caution_is_shelved_from_its_menu_and_a_warning_is_not(make_app: MakeApp) -> None:
    app = make_app()
    calm = {name: rule.changed(class_="caution") for name, rule in TROUBLE.rules.items()}
    app._level = TROUBLE.changed(rules=calm)
    async with app.run_test(size=(120, 40)) as pilot:
        await fly_trouble(app, pilot)
        screen = app.screen
        await pilot.click("#alarms", offset=(8, 1))
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await settle(pilot)
        assert "shelve for 10 min" in text_of(app)
        await pilot.press("s")
        await until(pilot, lambda: app.screen is screen)
        await settle(pilot)
        assert screen.room.alarms[0].shelved_until_tick is not None
        assert "shelved" in text_of(app) and "1 new" not in text_of(app)
        await pilot.click("#alarms", offset=(8, 1))
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen))
        await settle(pilot)
        assert "unshelve all" in text_of(app) and "shelve for 10 min" not in text_of(app)
        await pilot.press("question_mark")
        await settle(pilot)
        assert "It does not ring before" in text_of(app)


async def test_clicking_an_offer_gives_the_order(make_app: MakeApp) -> None:
    app = make_app()
    app._level = TROUBLE
    async with app.run_test(size=(120, 40)) as pilot:
        await fly_trouble(app, pilot)
        await pilot.click("#alarms", offset=(6, 2))
        await settle(pilot)
        assert any(e.kind == "order" and e.text == "relief high" for e in app.screen.room.events)
