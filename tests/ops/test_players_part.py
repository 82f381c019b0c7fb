"""What a checklist does for a cadet and leaves to everybody else, and what a director pays for."""

from __future__ import annotations

from pathlib import Path
from statistics import pstdev

import pytest

from game.autopilot.directors import DIRECTORS
from game.flightlog.replay.seek import Replay
from game.level import loading
from game.level.schema import Difficulty
from game.mission import Mission
from game.world.state import NOISE
from tests.ops.flying import accepted, fly, level, of, refused

FLOWN = Path(__file__).parents[1] / "golden" / "first-out-nodder.jsonl"


def steps_left_out(difficulty: Difficulty, checklist: str) -> list[str]:
    """The ids of the steps of First Out's ``checklist`` that are left out."""
    made = loading.load_named("first-out")
    mission = Mission(made, difficulty=difficulty)
    holds = mission._ops._context.holds
    return [
        step.id or ""
        for step in made.checklists[checklist].steps
        if step.only_if is not None and "difficulty" in step.only_if and not holds(step.only_if)
    ]


def test_the_nitrogen_trim_is_done_for_cadets_alone() -> None:
    assert steps_left_out("cadet", "trim") == ["lean"]
    assert steps_left_out("specialist", "trim") == ["open", "trimmed", "close"]


def test_a_suit_that_leaks_is_put_right_for_cadets_alone() -> None:
    made = loading.load_named("first-out").checklists["suit-check-ev2"]
    rescues = {step.id: step.on_fail for step in made.steps}
    assert rescues["isolate"] == "run reseat-ev2" and rescues["tight"] == "hold"
    assert "isolate" in steps_left_out("director", "suit-check-ev2")
    assert "tight" in steps_left_out("cadet", "suit-check-ev2")


def test_suit_up_puts_it_right_at_each_difficulty() -> None:
    (only,) = loading.load_named("suit-up").checklists["suit-check-ev2"].steps
    assert only.on_fail == "run reseat-ev2" and only.only_if is None


@pytest.mark.parametrize("difficulty", ["specialist", "director"])
def test_a_director_waits_for_who_thinks_before_the_room_is_polled(
    difficulty: Difficulty,
) -> None:
    mission = Mission(level(), difficulty=difficulty)
    accepted(mission, "ask eclss")
    if difficulty == "director":
        assert "ECLSS is thinking" in refused(mission, "poll")
        fly(mission, 30.0)
    accepted(mission, "poll")


def test_the_transducers_of_a_director_are_noisier() -> None:
    def spread(difficulty: Difficulty) -> float:
        mission = Mission(level(), difficulty=difficulty)
        errors = []
        for _ in range(200):
            mission.step()
            sensed = float(mission.telemetry["cabin.pressure"])
            errors.append(sensed - float(mission.truth()["cabin.pressure"]))
        return pstdev(errors)

    assert spread("director") == pytest.approx(NOISE["director"] * spread("specialist"), rel=0.05)


def test_a_repress_without_the_seal_check_costs_a_rule_and_its_objective() -> None:
    replay = Replay(FLOWN)
    before = replay.goto(next(tick for tick, text in replay.orders if text == "run seal-check"))
    mission = Mission.restore(
        before.level, before.seed, before.difficulty, before.state(), before.events
    )
    broken = mission.tally.rules_broken
    accepted(mission, "run repress")
    fly(mission, 30)
    accepted(mission, "go repress")
    while mission.checklist("repress").status == "running":
        mission.step()
    assert mission.checklist("repress").status == "done"
    sealed = next(each for each in mission.objectives if each.id == "sealed")
    assert sealed.met_tick is None and mission.tally.rules_broken == broken + 1
    assert "seal check" in of(list(mission.events), "rule.broken")[-1].text


def test_the_leak_check_that_fails_in_suit_up_rings() -> None:
    mission = Mission(loading.load_named("suit-up"), seed=1)
    director = DIRECTORS["nodder"](mission)
    while mission.telemetry["ev2.suit.leak_check"] != "failed":
        for text in director.orders():
            mission.order(text)
        mission.step()
    fly(mission, 10)
    assert [one.subject for one in of(list(mission.events), "alarm.raised")] == ["ev2"]
    assert any(alarm.channel == "ev2.suit.leak_check" for alarm in mission.alarms)


def test_the_doctor_finds_nobody_well_who_is_not() -> None:
    made = loading.load_named("first-out")
    for who in ("ev1", "ev2"):
        (check,) = [s for s in made.checklists[f"egress-{who}"].steps if s.id == "health"]
        assert check.say and check.expect == f"{who}.condition == well"
