"""Steps that decide, ask and watch."""

from __future__ import annotations

import pytest

from game.mission import Mission
from tests.ops.flying import accepted, fly, level, of, refused, steps

CALL = {"text": "Called", "takes": "4 s", "id": "called"}


def flying(*each: dict[str, object], **parts: object) -> Mission:
    work = steps(*each)
    work["steps"] = [{k: v for k, v in one.items() if v is not None} for one in work["steps"]]
    mission = Mission(level(procedures={"work": work}, plan=["work"], **parts))
    accepted(mission, "run work")
    return mission


def shown(mission: Mission) -> list[tuple[str, str, str]]:
    return [(one.number, one.text, one.status) for one in mission.checklist("work").steps]


@pytest.mark.parametrize(("word", "taken"), [("closed", "So"), ("open", "Else")])
def test_a_branch_is_taken_by_what_holds_when_it_is_reached(word: str, taken: str) -> None:
    mission = flying(
        {
            "text": None, "who": "core", "if": f"hatch.position == {word}",
            "then": [{**CALL, "text": "So"}],
            "else": [{"text": "Else", "takes": "4 s", "who": "ev1"}],
        },
        {"text": "After"},
    )  # fmt: skip
    assert [number for number, *_ in shown(mission)] == ["1", "2"]
    events = fly(mission, 3)
    assert shown(mission)[1] == ("1.1", taken, "running")
    assert len(shown(mission)) == 3
    events += fly(mission, 20)
    assert mission.checklist("work").status == "done"
    assert [one.text.split(": ")[1] for one in of(events, "step.started")][1:] == [taken, "After"]


def test_a_branch_without_steps_is_over_at_once() -> None:
    mission = flying({"if": "hatch.position == open", "then": [CALL]}, {"takes": "4 s"})
    fly(mission, 6)
    assert mission.checklist("work").status == "done"


def test_branches_stand_within_branches_and_columns() -> None:
    inner = {"text": "In", "if": "hatch.position == closed", "then": [CALL]}
    outer = {"text": "Out", "if": "hatch.position == closed", "then": [inner]}
    mission = flying({"simo": {"ev2": [outer]}})
    fly(mission, 3)
    assert mission.crew[1].task == "Called"
    assert shown(mission)[-1] == ("1.1.1.1", "Called", "running")
    fly(mission, 4)
    assert mission.checklist("work").status == "done"


ASK: dict[str, object] = {
    "who": "ev1", "ask": "Neck or face?", "text": None,
    "answers": {
        "neck": {"text": "At the neck", "do": ["flag neck on"], "then": [{**CALL, "who": "ev1"}]},
        "face": {"text": "On the face"},
    },
}  # fmt: skip


def test_a_step_asks_and_does_what_the_answer_says() -> None:
    mission = flying(ASK, {"takes": "2 s"})
    fly(mission, 30)
    (asked,) = mission.questions
    assert (asked.id, asked.who, asked.text) == ("work", "EV1", "Neck or face?")
    assert asked.answers == (("neck", "At the neck"), ("face", "On the face"))
    assert mission.checklist("work").status == "waiting"
    assert "answer work neck" in refused(mission, "yes")
    assert "no answer is called" in refused(mission, "answer work knee")
    accepted(mission, "answer work neck")
    assert not mission.questions
    fly(mission, 2)
    assert mission.telemetry["flag.neck"] == "on"
    assert mission.crew[0].task == "Called"
    fly(mission, 8)
    assert mission.checklist("work").status == "done"


def test_without_an_answer_the_default_is_taken_in_time() -> None:
    mission = flying({**ASK, "wait": "20 s", "default": "face"})
    assert not of(fly(mission, 19), "no_answer")
    fly(mission, 4)
    assert mission.checklist("work").status == "done"
    assert mission.telemetry["flag.neck"] == "off"


@pytest.mark.parametrize("order", ["hold work", "stop work", "skip work"])
def test_a_question_goes_with_its_step(order: str) -> None:
    mission = flying(ASK)
    fly(mission, 2)
    accepted(mission, order)
    assert not mission.questions
    if order == "hold work":
        accepted(mission, "continue work")
        fly(mission, 2)
        assert len(mission.questions) == 1


WATCH: dict[str, object] = {
    "who": "core", "text": "Watch it", "watch": "cabin.vent == closed", "for": "20 s",
    "then": [{**CALL, "text": "Held"}],
}  # fmt: skip


def test_a_watch_passes_when_it_held_all_the_time() -> None:
    mission = flying(WATCH)
    fly(mission, 19)
    assert shown(mission)[0][2] == "running"
    fly(mission, 3)
    assert shown(mission)[1] == ("1.1", "Held", "running")


def test_a_watch_fails_the_moment_it_breaks_and_says_what_was_seen() -> None:
    mission = flying(WATCH)
    fly(mission, 10)
    accepted(mission, "vent open")
    (failed,) = of(fly(mission, 3), "step.failed")
    assert "it does not hold: vent open" in failed.text
    assert mission.checklist("work").status == "holding"


def test_a_watch_that_breaks_takes_its_else() -> None:
    mission = flying({**WATCH, "else": [{**CALL, "text": "Broke"}]})
    fly(mission, 10)
    accepted(mission, "vent open")
    fly(mission, 3)
    assert shown(mission)[1][:2] == ("1.1", "Broke")


def test_the_length_of_a_watch_is_the_players() -> None:
    mission = flying(WATCH)
    fly(mission, 10)
    accepted(mission, "watch work 40 s")
    fly(mission, 25)
    assert shown(mission)[0][2] == "running" and len(shown(mission)) == 1
    accepted(mission, "watch work 5 s")
    fly(mission, 2)
    assert shown(mission)[1][1] == "Held"
    assert refused(mission, "watch work 5 s") == "Work watches nothing now"


@pytest.mark.parametrize("each", [WATCH, ASK, {"if": "hatch.position == closed", "then": [CALL]}])
def test_a_mission_that_is_restored_goes_the_same_way(each: dict[str, object]) -> None:
    one = flying(each)
    fly(one, 3)
    two = Mission.restore(one.level, 1, "specialist", one.state(), list(one.events))
    for mission in (one, two):
        if mission.questions:
            accepted(mission, "answer work neck")
        fly(mission, 30)
    assert one.digest() == two.digest()
    assert one.checklist("work").status == "done"
