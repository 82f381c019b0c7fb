"""What the flight director tells checklists."""

from __future__ import annotations

import pytest

from game.mission import Mission
from tests.ops.flying import accepted, chain, fly, level, of, refused, steps


def mission_of(**procedures: object) -> Mission:
    return Mission(level(procedures=procedures, plan=list(procedures)))


def one(**first: object) -> Mission:
    mission = mission_of(work=steps(first, {"text": "Second"}, {"text": "Third"}))
    accepted(mission, "run work")
    return mission


def view(mission: Mission) -> tuple[str, int]:
    found = mission.checklist("work")
    return found.status, found.at


@pytest.mark.parametrize(
    ("order", "why"),
    [
        ("go", "nothing waits for your GO"),
        ("hold", "no checklist is running that could be held"),
        ("continue", "no checklist is held"),
        ("repeat", "no checklist is running, so there is no step to repeat"),
        ("skip", "no checklist is running, so there is no step to skip"),
        ("step", "no checklist is running: name one, for example step hatch-close"),
        ("stop wait", "Wait is not running"),
        ("go wait", "Wait is not running"),
        ("yes", "nobody waits for an answer"),
        ("no", "nobody waits for an answer"),
        ("ack all", "no alarm waits to be acknowledged"),
        ("forget 3", "there is no standing order 3"),
        ("abort", "there is no checklist for abort on this flight"),
        ("terminate", "there is no checklist for terminate on this flight"),
        ("visor ev1 open", "EV1's visor is open already"),
        ("hatch closed", "the hatch is closed already"),
        ("ingress ev1", "EV1 is in the seat already"),
        ("leakcheck ev1", "EV1's suit is not pressurised, so there is nothing to check"),
    ],
)  # fmt: skip
def test_what_can_not_be_done_is_refused_and_changes_nothing(order: str, why: str) -> None:
    assert refused(Mission(level()), order) == why


def test_a_running_checklist_can_not_be_run_again() -> None:
    mission = one()
    assert refused(mission, "run work") == "Work is running already, at step 1"
    fly(mission, 1)
    accepted(mission, "hold")
    fly(mission, 12)
    assert "give continue work" in refused(mission, "run work")


def test_hold_lets_the_step_in_hand_end() -> None:
    mission = one()
    fly(mission, 3)
    accepted(mission, "hold")
    assert view(mission) == ("running", 0)
    assert "could be held" in refused(mission, "hold")
    fly(mission, 10)
    assert view(mission) == ("holding", 1)
    fly(mission, 60)
    assert view(mission) == ("holding", 1)
    order = accepted(mission, "continue")
    events = fly(mission, 12)
    assert view(mission) == ("running", 2)
    assert order in of(events, "step.started")[0].causes


def test_continue_takes_a_hold_back_that_has_not_come_yet() -> None:
    mission = one()
    fly(mission, 3)
    accepted(mission, "hold")
    accepted(mission, "continue")
    fly(mission, 12)
    assert view(mission) == ("running", 1)


def test_hold_is_at_once_when_nobody_has_begun() -> None:
    mission = one(critical=True)
    fly(mission, 3)
    accepted(mission, "hold")
    assert view(mission) == ("holding", 0)
    assert refused(mission, "go") == "nothing waits for your GO"
    accepted(mission, "continue")
    fly(mission, 1)
    assert view(mission) == ("go", 0)


def test_continue_looks_again_and_repeat_does_it_again() -> None:
    mission = one(expect="ev2.suit.visor == closed", within="2 s")
    fly(mission, 15)
    assert view(mission) == ("holding", 0)
    accepted(mission, "continue")
    assert not of(fly(mission, 2), "step.started"), "it only looks again"
    fly(mission, 2)
    assert view(mission) == ("holding", 0)
    accepted(mission, "visor ev2 closed")
    fly(mission, 10)
    accepted(mission, "repeat")
    assert of(fly(mission, 5), "step.started")
    fly(mission, 10)
    assert view(mission) == ("running", 1)


def test_repeat_goes_back_one_step_when_the_next_has_not_begun() -> None:
    mission = one()
    fly(mission, 3)
    assert "still being done" in refused(mission, "repeat")
    accepted(mission, "hold")
    fly(mission, 10)
    accepted(mission, "repeat")
    events = fly(mission, 5)
    assert of(events, "step.started")[0].text == "EV1: Wait a moment"
    assert view(mission) == ("running", 0)


def test_nothing_to_repeat_before_the_first_step() -> None:
    mission = one(critical=True)
    fly(mission, 3)
    assert refused(mission, "repeat") == "Work has no step behind it to repeat"


def test_skip_leaves_a_step_out_and_frees_its_people() -> None:
    mission = one(takes="1 h")
    fly(mission, 5)
    order = accepted(mission, "skip")
    events = fly(mission, 1)
    assert of(list(mission.events), "step.skipped")[0].causes == (order,)
    assert of(events, "step.started")[0].text == "EV1: Second"
    assert mission.crew[0].task == "Second"
    assert mission.checklist("work").steps[0].status == "skipped"
    assert "step.skipped" in chain(mission, of(events, "step.started")[0].number)


def test_step_does_one_step_then_holds() -> None:
    mission = mission_of(work=steps({}, {}, {}))
    accepted(mission, "step work")
    fly(mission, 30)
    assert view(mission) == ("holding", 1)
    accepted(mission, "step")
    fly(mission, 30)
    assert view(mission) == ("holding", 2)


def test_stop_is_for_good() -> None:
    mission = one()
    fly(mission, 3)
    order = accepted(mission, "stop work")
    assert view(mission) == ("stopped", 0)
    assert mission.crew[0].task == ""
    (stopped,) = of(list(mission.events), "checklist.stopped")
    assert order in stopped.causes
    fly(mission, 20)
    assert view(mission) == ("stopped", 0)
    accepted(mission, "run work")
    fly(mission, 1)
    assert view(mission) == ("running", 0)


def test_the_one_that_needs_it_most_is_meant() -> None:
    mission = mission_of(
        first=steps({"who": "ev1", "takes": "1 h"}),
        second=steps({"who": "ev2", "critical": True}),
        third=steps({"who": "plt", "takes": "1 h"}),
    )
    for name in ("first", "second", "third"):
        accepted(mission, f"run {name}")
    fly(mission, 2)
    accepted(mission, "skip")
    assert mission.checklist("second").steps[0].status == "skipped", "it waited for GO"
    fly(mission, 1)
    accepted(mission, "skip")
    assert mission.checklist("third").steps[0].status == "skipped", "it was the newest"
    accepted(mission, "skip first")
    assert mission.checklist("first").steps[0].status == "skipped"


def test_go_to_the_one_that_has_waited_longest() -> None:
    mission = mission_of(
        first=steps({"who": "ev1", "critical": True}),
        second=steps({"who": "ev2", "critical": True}),
    )
    accepted(mission, "run first")
    fly(mission, 2)
    accepted(mission, "run second")
    fly(mission, 2)
    accepted(mission, "go")
    fly(mission, 1)
    assert mission.checklist("first").status == "running"
    assert mission.checklist("second").status == "go"
    assert refused(mission, "go first") == "Work does not wait for your GO"


def test_hold_and_stop_of_a_checklist_reach_those_it_runs() -> None:
    mission = mission_of(work=steps({"run": "inner"}), inner=steps({"who": "ev2"}, {"who": "ev2"}))
    accepted(mission, "run work")
    fly(mission, 3)
    accepted(mission, "hold work")
    fly(mission, 12)
    assert mission.checklist("inner").status == "holding"
    accepted(mission, "continue work")
    fly(mission, 1)
    assert mission.checklist("inner").status == "running"
    accepted(mission, "stop work")
    assert mission.checklist("inner").status == "stopped"
    assert mission.crew[1].task == ""


def test_abort_stops_everything_and_runs_its_checklist() -> None:
    mission = Mission(
        level(procedures={"work": steps({"takes": "1 h"}), "home": steps({})}, abort="home",
              plan=["work"])
    )  # fmt: skip
    accepted(mission, "run work")
    accepted(mission, "rest ev2 1 h")
    fly(mission, 3)
    order = accepted(mission, "abort")
    assert mission.checklist("work").status == "stopped"
    assert mission.crew[1].task == ""
    assert refused(mission, "abort") == "Work is under way already"
    events = fly(mission, 12)
    assert mission.checklist("home").status == "done"
    assert chain(mission, of(events, "step.done")[0].number)[-1] == "order"
    assert mission.events[order].text == "abort"


def test_orders_after_the_end_are_refused() -> None:
    mission = Mission(level(end="mission.met > 5 s"))
    fly(mission, 10)
    assert mission.outcome is not None
    assert "the mission is over" in refused(mission, "run wait")
    assert mission.step() == ()
