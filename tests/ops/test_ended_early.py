"""When an EVA counts as ended early."""

from __future__ import annotations

import pytest

from game.autopilot.pilot import Autopilot
from game.level.loading import load_named
from game.mission import Mission
from game.ops.views import ended_early
from tests.ops import flying

STEPS = {"title": "Work", "steps": [{"text": "work"}]}
LEVEL = flying.level(
    procedures={"work": STEPS, "home": STEPS}, plan=["work"], terminate="home", time_limit="2 h"
)


@pytest.mark.parametrize(
    ("lists", "ended"),
    [
        ([], False),
        ([("work", "done")], False),
        ([("home", "idle")], False),
        ([("home", "stopped")], False),
        ([("home", "running")], True),
        ([("work", "stopped"), ("home", "holding")], True),
        ([("home", "done")], True),
    ],
)
def test_by_how_the_checklists_stand(lists: list[tuple[str, str]], ended: bool) -> None:
    assert ended_early(LEVEL, lists) is ended


@pytest.mark.parametrize("place", ["hatch", "outside"])
def test_who_stands_at_the_hatch_or_outside_comes_to_the_seat(place: str) -> None:
    mission = Mission(load_named("first-out"), seed=1)
    pilot = Autopilot(mission)
    while mission.telemetry["ev1.place"] != place or mission.telemetry["hatch.position"] != "open":
        for order in pilot.orders():
            mission.order(order)
        mission.step()
    flying.accepted(mission, "terminate")
    while mission.telemetry["checklist.seal-check"] == "idle":
        mission.step()
    flying.fly(mission, 3)
    assert mission.telemetry["ev1.place"] == "seat"


def test_no_test_counts_that_is_made_in_the_seat() -> None:
    level = load_named("first-out")
    steps = {step.id: step for step in level.checklists["egress-ev1"].steps}
    for test in ("test-1", "test-2", "test-3"):
        assert steps[test].needs == "ev1.place == outside"
