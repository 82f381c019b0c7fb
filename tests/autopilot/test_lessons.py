"""What Suit Up teaches is what its plan does next, for every director that flies it."""

from __future__ import annotations

import pytest

from game.autopilot.directors import DIRECTORS
from game.display.panel import Size
from game.display.panels import lesson
from game.level.loading import load_named
from game.mission import Mission
from tests.display.lines import as_rows

NEXT = {
    "The first is Donning": "donning",
    "Start the purge": "purge",
    "pressurise: Enter twice": "pressurise",
    "Leak checks: Enter twice": "leak-check",
}
"""Words of a lesson, and the checklist that they ask for."""


@pytest.mark.parametrize("name", ["nodder", "book"])
def test_no_lesson_contradicts_the_plan(name: str) -> None:
    mission = Mission(load_named("suit-up"), seed=1)
    director = DIRECTORS[name](mission)
    told: list[str] = []
    while mission.outcome is None:
        now = mission.lesson or ""
        if now not in told:
            told.append(now)
        ahead = next((item.checklist for item in mission.plan if item.status != "done"), "")
        assert [listed for words, listed in NEXT.items() if words in now and listed != ahead] == []
        for text in director.orders():
            mission.order(text)
        mission.step()
    assert mission.outcome.kind == "success"
    missed = {words for words in NEXT if not any(words in one for one in told)}
    assert missed <= {"The first is Donning"}  # they begin at once


def test_every_lesson_is_seen_whole_at_the_small_size() -> None:
    for one in load_named("suit-up").lessons:
        rows = as_rows(lesson.draw(one.text, Size(80, 2)))
        shown = " ".join(" ".join(rows).replace("LESSON", "").split())
        assert shown == " ".join(one.text.split())
