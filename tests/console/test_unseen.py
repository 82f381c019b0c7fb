"""What an answer is about can be read before it is given."""

from __future__ import annotations

import pytest

from game.level.schema import Level
from tests.console.seeing import MakeApp, rows_of, settle, text_of, until
from tests.console.test_flight import fly, order

STEPS = [{"text": "sit", "critical": True}, {"text": "wait"}]
LEVEL = Level.of(
    {
        "id": "asking",
        "title": "Asking",
        "summary": "Somebody asks.",
        "briefing": "Answer.",
        "minutes": 1,
        "crew": {"ev1": {"name": "Ada Stillwell", "role": "EV1", "seat": 1}},
        "procedures": {
            "purge": {"title": "Purge", "steps": STEPS},
            "rest": {"title": "Rest", "steps": STEPS},
        },
        "plan": ["purge", "rest"],
        "questions": {
            "rest": {"who": "SURGEON", "text": "Shall EV1 rest?", "when": "mission.met > 20 s"}
        },
        "end": "mission.met > 1 h",
    }
)


@pytest.mark.parametrize(
    ("key", "size"), [("v", (80, 24)), ("z", (80, 24)), ("z", (120, 40))], ids=str
)
async def test_enter_shows_the_step_that_waits_for_go_before_it_gives_go(
    make_app: MakeApp, key: str, size: tuple[int, int]
) -> None:
    app = make_app()
    app._level = LEVEL
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        room = app.screen.room
        await order(pilot, "run purge")
        await pilot.press(key)
        await fly(pilot, lambda: room.checklists[0].status == "go")
        await settle(pilot)
        assert "CHECKLIST" not in text_of(app)
        assert "⏎ show the step" in text_of(app)
        await pilot.press("enter")
        await settle(pilot)
        assert room.checklists[0].status == "go", "it was not read yet"
        assert "CHECKLIST" in text_of(app) and "⏎ GO:" in rows_of(app)[-2]
        await pilot.press("enter")
        assert room.checklists[0].status != "go"


async def test_enter_shows_the_list_that_waits_for_go_in_the_place_of_another(
    make_app: MakeApp,
) -> None:
    app = make_app()
    app._level = LEVEL
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen, room = app.screen, app.screen.room
        await order(pilot, "run rest")
        await fly(pilot, lambda: room.checklist("rest").status == "go")
        await order(pilot, "go rest")
        await order(pilot, "run purge")
        screen.choose("checklist:rest")
        await fly(pilot, lambda: room.checklist("purge").status == "go")
        await settle(pilot)
        assert "⏎ show the step" in text_of(app)
        await pilot.press("enter")
        await settle(pilot)
        assert room.checklist("purge").status == "go"
        assert "⏎ GO:" in rows_of(app)[-2]


async def test_a_question_is_shown_before_it_is_answered(make_app: MakeApp) -> None:
    app = make_app()
    app._level = LEVEL
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        room = app.screen.room
        await fly(pilot, lambda: room.questions)
        await pilot.press("z")
        await until(pilot, lambda: "VOICE" not in text_of(app))
        await pilot.press("y")
        await until(pilot, lambda: "VOICE" in text_of(app))
        assert room.questions
        await pilot.press("y")
        assert not room.questions
