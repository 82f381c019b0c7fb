"""Objectives with grades, objectives that are lost, and endings."""

from dataclasses import replace
from typing import Any

import pytest

from game.debrief.report import as_text, debrief
from game.level.checks import check
from game.mission import Mission
from tests.ops.flying import chain, fly, kinds, level, of

PHOTOS = {
    "title": "Photos", "when": "mission.met > 20 s", "points": 20, "required": True,
    "grades": [
        {"when": "mission.met > 5 s", "points": 8, "text": "one of three"},
        {"when": "mission.met > 3 s", "points": 4, "text": "none is sharp"},
        {"when": "mission.met > 10 s", "points": 12, "text": "two of three"},
    ],
}  # fmt: skip


def flown(seconds: float, **parts: Any) -> Mission:
    mission = Mission(level(**parts))
    fly(mission, seconds)
    assert not mission.faults
    return mission


def points(mission: Mission) -> int:
    return next(part.points for part in mission.score if part.name == "objectives")


@pytest.mark.parametrize(
    ("seconds", "reached", "of_40"),
    [(1, "", 0), (4.5, "none is sharp", 8), (9, "one of three", 16), (15, "two of three", 24)],
)
def test_the_best_grade_that_was_reached_counts(seconds: float, reached: str, of_40: int) -> None:
    mission = flown(seconds, objectives={"photos": PHOTOS})
    (one,) = mission.objectives
    assert (one.reached, one.points, points(mission)) == (reached, 20, of_40)


def test_a_met_objective_is_worth_no_less_than_it_says_and_a_better_grade_more() -> None:
    assert points(flown(25, objectives={"photos": PHOTOS})) == 40
    extra = {**PHOTOS, "grades": [{"when": "mission.met > 30 s", "points": 40, "text": "more"}]}
    assert points(flown(25, objectives={"photos": extra})) == 20
    assert points(flown(35, objectives={"photos": extra})) == 40


def test_a_lost_objective_is_told_and_can_not_be_met_or_graded_any_more() -> None:
    goal = {**PHOTOS, "lost": "checklist.wait == running and mission.met > 7 s"}
    voice = [{"who": "EVA", "text": "Gone.", "when": "objective.photos == lost"}]
    mission = Mission(level(objectives={"photos": goal}, voice=voice))
    mission.order("run wait")
    happened = fly(mission, 40)
    (lost,) = of(happened, "objective.lost")
    (one,) = mission.objectives
    assert one.met_tick is None and one.lost_tick == lost.tick
    assert one.told == "Photos: one of three, lost"
    assert "order" in chain(mission, lost.number)
    assert "objective" not in kinds(happened) and points(mission) == 16
    assert any(event.text == "Gone." for event in happened)
    assert "Photos: one of three, lost" in " ".join(as_text(debrief(mission), "T").split())
    again = Mission.restore(mission.level, 1, "specialist", mission.state(), mission.events)
    assert again.objectives == mission.objectives


ENDINGS = [
    {"outcome": ["timeout"], "text": "The clock won."},
    {"hurt": True, "text": "Somebody is hurt."},
    {"outcome": ["success"], "when": "objective.photos == met", "text": "What photos!"},
    {"outcome": ["home"], "text": "Home, at least."},
]


@pytest.mark.parametrize(
    ("end", "limit", "told"),
    [
        ("mission.met > 25 s", "1 h", "What photos!"),
        ("mission.met > 15 s", "1 h", "Home, at least."),
        ("mission.met > 1 h", "1 min", "The clock won."),
    ],
)
def test_the_first_ending_that_fits_is_told(end: str, limit: str, told: str) -> None:
    made = level(objectives={"photos": PHOTOS}, endings=ENDINGS, end=end, ending="As usual.")
    made = made.changed(time_limit=60.0 if limit == "1 min" else 3600.0)
    mission = Mission(made)
    while mission.outcome is None:
        mission.step()
    assert debrief(mission).ending == told
    (event,) = of(mission.events, "ending")
    assert event.causes == (mission.outcome.event,)


@pytest.mark.parametrize(("end", "told"), [(25, "As usual."), (15, "")])
def test_the_usual_ending_is_for_who_lived_it(end: int, told: str) -> None:
    goals = {"photos": PHOTOS}
    mission = flown(30, objectives=goals, ending="As usual.", end=f"mission.met > {end} s")
    assert debrief(mission).ending == told
    assert not of(mission.events, "ending")


def test_conditions_of_grades_losses_and_endings_are_checked() -> None:
    goal = {**PHOTOS, "lost": "lots > 1", "grades": [{"when": "x > 1", "points": 1, "text": "x"}]}
    endings = [{"when": "y > 1", "text": "x"}]
    found = {each.path for each in check(level(objectives={"a": goal}, endings=endings))}
    assert found == {
        ("objectives", "a", "lost"),
        ("objectives", "a", "grades", 0, "when"),
        ("endings", 0, "when"),
    }


def test_what_is_not_there_is_not_told() -> None:
    (one,) = flown(1, objectives={"photos": PHOTOS}).objectives
    assert (one.told, replace(one, lost_tick=4).told) == ("Photos", "Photos: lost")
