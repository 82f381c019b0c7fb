"""Conditions over steps, objectives, questions, flags and faults, and over what has held."""

from __future__ import annotations

import pytest

from game.mission import Mission
from tests.ops.flying import accepted, fly, level, of, refused, steps


def when(condition: str, **parts: object) -> Mission:
    """A mission with an objective that is met on ``condition``."""
    more = parts.pop("objectives", {})
    wanted = {"title": "Wanted", "when": condition}
    return Mission(level(objectives={"wanted": wanted, **more}, **parts))  # type: ignore[dict-item]


def met_s(mission: Mission, seconds: float = 60) -> float | None:
    fly(mission, seconds)
    (one,) = (each for each in mission.objectives if each.id == "wanted")
    return None if one.met_tick is None else one.met_tick / 2


WORK = steps({"id": "out", "takes": "10 s"}, {"id": "in", "takes": "10 s"})


@pytest.mark.parametrize(
    ("condition", "least"),
    [
        ("step.work.out == running", 0.0),
        ("step.work.in == waiting", None),
        ("step.work.in == running", 10.0),
        ("step.work.out == done", 10.0),
        ("step.work.in == done", 20.0),
    ],
)
def test_a_step_is_read_by_its_name(condition: str, least: float | None) -> None:
    mission = when(condition, procedures={"work": WORK}, plan=["work"])
    accepted(mission, "run work")
    met = met_s(mission)
    assert met is None if least is None else met is not None and least < met < least + 5


def test_steps_in_columns_and_of_each_are_read_too() -> None:
    columns = steps({"simo": {"ev1": [{"text": "Look", "id": "look"}]}})
    each = {**WORK, "for": ["ev1", "ev2"]}
    mission = when(
        "step.both.look == done and step.work-ev2.out == done",
        procedures={"both": columns, "work": {**each, "title": "Work, {crew}"}},
        plan=["both"],
    )
    accepted(mission, "run both")
    fly(mission, 15)
    accepted(mission, "run work-ev2")
    assert met_s(mission) is not None


def test_a_skipped_and_a_failed_step_are_told_apart() -> None:
    work = steps(
        {"id": "a", "only_if": "hatch.position == open"},
        {"id": "b", "expect": "hatch.position == open", "within": "2 s", "on_fail": "continue"},
    )
    mission = when(
        "step.work.a == skipped and step.work.b == failed", procedures={"work": work}, plan=[]
    )
    accepted(mission, "run work")
    assert met_s(mission) is not None


def test_flags_are_set_and_cleared_by_actions() -> None:
    work = steps({"do": ["flag seen on"]}, {"takes": "20 s", "do": ["flag seen off"]})
    mission = when("flag.seen == on", procedures={"work": work}, plan=[])
    accepted(mission, "run work")
    assert mission.telemetry["flag.seen"] == "off"
    assert met_s(mission, 15) is not None
    assert mission.telemetry["flag.seen"] == "on"
    fly(mission, 20)
    assert mission.telemetry["flag.seen"] == "off"
    assert "no order is called" in refused(mission, "flag seen on")


def test_objectives_and_questions_are_read() -> None:
    mission = when(
        "objective.first == met and question.rest == yes and not question.never == asked",
        objectives={"first": {"title": "First", "when": "mission.met > 5 s"}},
        questions={
            "rest": {"who": "EVA", "text": "Rest?", "when": "mission.met > 1 s"},
            "never": {"who": "EVA", "text": "Well?", "when": "mission.met > 1 h"},
        },
    )
    fly(mission, 10)
    assert met_s(mission, 10) is None
    accepted(mission, "yes")
    assert met_s(mission, 10) is not None


def test_the_author_knows_of_faults_and_the_mission_does_not() -> None:
    mission = when(
        "fault.grit == active",
        faults={"grit": {"effect": "dirty-seal", "at": "5 s", "text": "Grit."}},
    )
    assert "fault.grit" not in mission.telemetry
    assert "fault.grit" not in mission.channels
    assert "is not a channel" in refused(mission, "when fault.grit == active do poll")
    assert met_s(mission) is not None


def test_what_must_hold_for_a_time_is_exact_to_the_reading() -> None:
    work = steps({"takes": "30 s", "begin": ["vent open"], "do": ["vent closed"]})
    mission = Mission(
        level(
            procedures={"work": work}, plan=[],
            faults={"grit": {
                "effect": "dirty-seal", "text": "Grit.",
                "when": "cabin.vent == open for 20 s and mission.met > 1 s",
            }},
        )
    )  # fmt: skip
    accepted(mission, "run work")
    events = fly(mission, 60)
    (opened,) = [each for each in of(events, "valve") if "open" in each.text] or [events[0]]
    (grit,) = [each for each in events if each.data.get("fault") == "grit"]
    assert 20.0 <= (grit.tick - opened.tick) / 2 <= 21.5


def test_a_mission_that_is_restored_counts_on() -> None:
    flying = when("mission.met > 2 s for 10 s")
    fly(flying, 8)
    again = Mission.restore(flying.level, 1, "specialist", flying.state())
    fly(flying, 10), fly(again, 10)
    assert flying.digest() == again.digest()
    assert [one.met_tick for one in again.objectives] == [one.met_tick for one in flying.objectives]


def test_a_standing_order_waits_for_a_time_and_is_restored() -> None:
    flying = Mission(level())
    accepted(flying, "when mission.met > 2 s for 10 s do poll")
    fly(flying, 8)
    again = Mission.restore(flying.level, 1, "specialist", flying.state())
    for mission in (flying, again):
        assert not of(fly(mission, 3), "standing.done")
        assert of(fly(mission, 4), "standing.done")
    assert flying.digest() == again.digest()


def test_conditions_without_any_of_it_make_no_channels() -> None:
    made = level(objectives={"one": {"title": "One", "when": "mission.met > 1 h"}})
    assert made.marks == () and made.lasting == ()
