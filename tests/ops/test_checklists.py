"""How steps go from to-do to done, or to whatever their failure asks for."""

from __future__ import annotations

import pytest

from game.mission import Mission
from tests.ops.flying import CREW, accepted, chain, fly, kinds, level, of, read_back, steps


def flying(*each: dict[str, object], **parts: object) -> Mission:
    """A mission whose checklist ``work`` was just started."""
    others = parts.pop("procedures", {})
    procedures = {"work": steps(*each), **others}  # type: ignore[dict-item]
    mission = Mission(level(procedures=procedures, plan=["work"], **parts))
    accepted(mission, "run work")
    return mission


def status(mission: Mission, name: str = "work") -> str:
    return mission.checklist(name).status


def test_a_checklist_runs_its_steps_one_after_the_other() -> None:
    mission = flying({"text": "One"}, {"text": "Two", "say": "Two is done."})
    events = fly(mission, 21)
    assert status(mission) == "done"
    assert [e.text for e in of(events, "step.started")] == ["EV1: One", "EV1: Two"]
    assert [e.tick for e in of(events, "step.done")] == [21, 41]
    assert [(e.subject, e.text) for e in of(events, "voice")] == [("EV1", "Two is done.")]
    assert mission.telemetry["checklist.work"] == "done"


def test_what_is_done_blames_the_step_and_the_step_the_order() -> None:
    mission = flying({"do": ["visor ev1 closed"]})
    events = fly(mission, 11)
    (visor,) = of(events, "suit.visor")
    assert chain(mission, visor.number) == [
        "suit.visor", "step.done", "step.started", "checklist.started", "order",
    ]  # fmt: skip


def test_a_person_at_work_is_seen_with_progress() -> None:
    mission = flying({"text": "Look up", "takes": "20 s"})
    fly(mission, 10.5)
    person = mission.crew[0]
    assert (person.task, person.checklist) == ("Look up", "Work")
    assert person.progress == pytest.approx(0.5)
    assert person.remaining_s == pytest.approx(10.0)
    fly(mission, 11)
    assert mission.crew[0].task == ""


def test_begin_acts_at_the_start_and_do_at_the_end() -> None:
    mission = flying({"begin": ["visor ev1 closed"], "do": ["visor ev1 open"]})
    events = fly(mission, 11)
    assert [(e.tick, e.text) for e in of(events, "suit.visor")] == [
        (1, "EV1 visor closed"), (21, "EV1 visor open"),
    ]  # fmt: skip


def test_who_stands_for_each_of_several() -> None:
    mission = flying({"who": ["ev1", "plt"], "text": "{who}, visor", "do": ["visor {who} closed"]})
    events = fly(mission, 11)
    assert [e.subject for e in of(events, "suit.visor")] == ["ev1", "plt"]
    assert mission.checklist("work").steps[0].text == "EV1 and PLT, visor"
    assert mission.checklist("work").steps[0].who == ("EV1", "PLT")


def test_all_are_all_who_are_awake() -> None:
    mission = flying(
        {"who": "all", "do": ["visor {who} closed"], "expect": "all.suit.visor == closed"}
    )
    fly(mission, 13)
    assert status(mission) == "done"


def test_only_if_leaves_a_step_out() -> None:
    mission = flying({"only_if": "cabin.pressure < 1 psi", "text": "Never"}, {"text": "Always"})
    events = fly(mission, 11)
    assert [e.text for e in of(events, "step.started")] == ["EV1: Always"]
    assert mission.checklist("work").steps[0].status == "skipped"
    assert not of(events, "step.skipped"), "nobody ordered it"


def test_needs_waits_and_says_for_what() -> None:
    mission = flying({"needs": "ev2.suit.visor == closed"})
    fly(mission, 30)
    view = mission.checklist("work")
    assert view.status == "waiting"
    assert view.why == "until EV2 visor closed"
    assert view.steps[0].waits_for == "until EV2 visor closed"
    accepted(mission, "visor ev2 closed")
    fly(mission, 21)
    assert status(mission) == "done"


def test_a_deadline_fails_the_step_that_waits() -> None:
    mission = flying({"needs": "ev2.suit.visor == closed", "deadline": "20 s"})
    events = fly(mission, 22)
    assert status(mission) == "holding"
    (failed,) = of(events, "step.failed")
    assert "waited too long until EV2 visor closed" in failed.text
    assert failed.severity == "caution"


def test_a_person_does_one_thing_at_a_time() -> None:
    mission = flying({"takes": "20 s"}, procedures={"other": steps({"text": "Also EV1"})})
    accepted(mission, "run other")
    fly(mission, 5)
    assert mission.checklist("other").status == "waiting"
    assert mission.checklist("other").why == "until EV1 is free"
    fly(mission, 27)
    assert status(mission) == status(mission, "other") == "done"


def test_two_people_work_side_by_side() -> None:
    mission = flying(
        {"takes": "20 s"}, procedures={"other": steps({"who": "ev2", "takes": "20 s"})}
    )
    accepted(mission, "run other")
    fly(mission, 21)
    assert status(mission) == status(mission, "other") == "done"


def test_a_critical_step_asks_once_and_waits_for_go() -> None:
    mission = flying({"text": "Open it", "critical": True})
    events = fly(mission, 60)
    assert status(mission) == "go"
    assert len(of(events, "go.needed")) == 1
    assert ("EV1", "Open it: ready, waiting for your GO.") in [
        (e.subject, e.text) for e in of(events, "voice")
    ]
    assert mission.attention is not None and mission.attention.in_s == 0.0
    go = accepted(mission, "go")
    events = fly(mission, 11)
    assert go in of(events, "step.started")[0].causes
    assert go in of(events, "step.done")[0].causes
    assert status(mission) == "done"


def test_expect_waits_for_telemetry() -> None:
    mission = flying(
        {"who": "ev2", "takes": "1 s", "expect": "ev1.suit.visor == closed", "within": "60 s"}
    )
    fly(mission, 10)
    assert mission.checklist("work").steps[0].status == "expect"
    accepted(mission, "visor ev1 closed")
    fly(mission, 11)
    assert status(mission) == "done"


def test_expect_does_not_trust_a_reading_older_than_the_act() -> None:
    expect = {"expect": "ev1.suit.visor == open", "within": "3 s"}
    mission = flying({"takes": "1 s", "do": ["visor ev1 closed"], **expect})
    fly(mission, 10)
    assert status(mission) == "holding"


def test_what_telemetry_does_not_show_holds_the_checklist() -> None:
    mission = flying({"expect": "ev1.suit.visor == closed", "within": "5 s"}, {})
    events = fly(mission, 18)
    assert status(mission) == "holding"
    assert mission.checklist("work").why == ("telemetry does not show: EV1 visor closed (now open)")
    assert kinds(events)[-3:] == ["step.failed", "checklist.held", "voice"]
    assert "Holding at step 1 of Work" in events[-1].text


@pytest.mark.parametrize(
    ("on_fail", "end", "tries"), [("continue", "done", 1), ("retry", "holding", 3)]
)
def test_on_fail(on_fail: str, end: str, tries: int) -> None:
    mission = flying({"on_fail": on_fail, "expect": "ev1.suit.visor == closed", "within": "1 s"})
    events = fly(mission, 60)
    assert status(mission) == end
    assert len(of(events, "step.failed")) == tries


def test_on_fail_abort_stops_all_and_runs_the_abort_checklist() -> None:
    mission = flying(
        {"on_fail": "abort", "expect": "ev1.suit.visor == closed", "within": "1 s"},
        procedures={"home": steps({"who": "ev2"}), "other": steps({"who": "plt", "takes": "60 s"})},
        abort="home",
    )
    accepted(mission, "run other")
    events = fly(mission, 30)
    assert (status(mission), status(mission, "other")) == ("failed", "stopped")
    assert status(mission, "home") == "done"
    started = next(e for e in of(events, "checklist.started") if e.subject == "home")
    assert "step.failed" in chain(mission, started.number)


def test_on_fail_run_fixes_and_does_the_step_again() -> None:
    mission = flying(
        {
            "who": "ev2",
            "on_fail": "run fix",
            "expect": "ev1.suit.visor == closed",
            "within": "1 s",
        },
        procedures={"fix": steps({"do": ["visor ev1 closed"]})},
    )
    events = fly(mission, 60)
    assert status(mission) == status(mission, "fix") == "done"
    assert len(of(events, "step.failed")) == 1
    again = of(events, "step.started")[-1]
    assert "checklist.done" in chain(mission, again.number), "the fix is why it is done again"


def test_on_fail_run_holds_when_it_does_not_help() -> None:
    mission = flying(
        {"on_fail": "run fix", "expect": "ev1.suit.visor == closed", "within": "1 s"},
        procedures={"fix": steps({"who": "ev2"})},
    )
    events = fly(mission, 120)
    assert status(mission) == "holding"
    assert len(of(events, "step.failed")) == 2


def test_an_act_that_is_not_possible_fails_the_step_before_it_is_reported() -> None:
    mission = flying({"do": ["swing open"], "text": "Pull"})
    events = fly(mission, 12)
    assert status(mission) == "holding"
    assert not of(events, "step.done")
    assert "the hatch can't be opened" in of(events, "step.failed")[0].text


def test_run_waits_for_another_checklist() -> None:
    mission = flying(
        {"run": "other", "who": "core"}, {}, procedures={"other": steps({"who": "ev2"})}
    )
    fly(mission, 5)
    assert mission.checklist("work").why == "until Work is done"
    assert mission.checklist("work").steps[0].status == "running"
    fly(mission, 17)
    assert status(mission) == status(mission, "other") == "done"


def test_a_stopped_checklist_fails_the_step_that_ran_it() -> None:
    mission = flying({"run": "other"}, procedures={"other": steps({"who": "ev2", "takes": "60 s"})})
    fly(mission, 5)
    accepted(mission, "stop other")
    fly(mission, 1)
    assert status(mission) == "holding"
    assert "was stopped" in mission.checklist("work").why


def test_a_checklist_that_would_wait_for_itself_says_so() -> None:
    mission = flying({"run": "other"}, procedures={"other": steps({"run": "work"})})
    fly(mission, 5)
    assert status(mission, "other") == "holding"
    assert "can't wait for itself" in mission.checklist("other").why


def test_simo_columns_run_together_and_join() -> None:
    simo = {
        "ev1": [{"text": "A1", "takes": "10 s"}, {"text": "A2", "takes": "10 s"}],
        "ev2": [{"text": "B1", "takes": "30 s"}],
    }
    mission = flying({"text": "Together", "simo": simo}, {"text": "After"})
    fly(mission, 15)
    view = mission.checklist("work")
    assert [(s.number, s.depth, s.who, s.status) for s in view.steps] == [
        ("1", 0, ("EV1",), "running"),
        ("1.1", 1, ("EV1",), "done"),
        ("1.2", 1, ("EV1",), "running"),
        ("1.3", 1, ("EV2",), "running"),
        ("2", 0, ("EV1",), "todo"),
    ]
    events = fly(mission, 30)
    assert status(mission) == "done"
    assert of(events, "step.started")[-1].text == "EV1: After"
    assert [s.status for s in mission.checklist("work").steps] == ["done"] * 5
    assert len(of(list(mission.events), "checklist.started")) == 1, "a column is no checklist"


def test_go_and_hold_reach_into_a_simo_column() -> None:
    simo = {"ev1": [{"text": "A", "critical": True}], "ev2": [{"text": "B"}, {"text": "C"}]}
    mission = flying({"text": "Together", "simo": simo})
    fly(mission, 5)
    assert status(mission) == "go"
    accepted(mission, "hold work")
    fly(mission, 20)
    assert status(mission) == "holding"
    accepted(mission, "continue work")
    fly(mission, 20)
    assert status(mission) == "go"
    accepted(mission, "go work")
    fly(mission, 12)
    assert status(mission) == "done"


def test_an_unconscious_person_holds_the_checklist() -> None:
    # Outside, with no flow and no bottle: CO2 takes consciousness within some minutes.
    mission = flying(
        {"takes": "2 h", "begin": ["flow ev1 off"]},
        crew=CREW | {"ev1": CREW["ev1"] | {"place": "outside"}},
        suit={"emergency_mass": "0 kg"},
        procedures={"other": steps({"who": "plt", "takes": "2 h"})},
    )
    accepted(mission, "run other")
    while mission.telemetry["ev1.condition"] != "unconscious":
        mission.step()
        assert mission.outcome is None
    assert status(mission) == "holding"
    assert mission.checklist("work").why == "EV1 does not answer"
    assert of(mission.events, "voice")[-1].text == "Holding at step 1 of Work: EV1 does not answer."
    assert status(mission, "other") == "running"
    accepted(mission, "continue work")
    events = fly(mission, 2)
    assert status(mission) == "holding"
    assert of(events, "voice")[-1].text == "Still holding at step 1 of Work."


def slipping(**step: object) -> Mission:
    """A mission whose only act is of the kind that goes wrong most often."""
    return Mission(
        level(procedures={"work": steps({"task": "A", "do": ["visor ev1 closed"], **step})},
              plan=["work"]),
        seed=2,
    )  # fmt: skip


def test_a_slip_is_reported_done_and_hidden() -> None:
    mission = slipping()
    accepted(mission, "run work")
    events = fly(mission, 20)
    (slip,) = of(events, "step.slip")
    assert slip.hidden
    assert of(events, "step.done"), "it was reported done"
    assert mission.telemetry["ev1.suit.visor"] == "open", "but it was not"
    assert status(mission) == "done"


def test_a_slip_has_its_own_acts_and_is_their_cause() -> None:
    mission = slipping(slip=["flow ev1 low"])
    accepted(mission, "run work")
    events = fly(mission, 20)
    (done,) = of(events, "suit.flow")
    assert "flow set to low" in done.text
    assert done.causes == (of(events, "step.slip")[0].number,)


def test_expect_catches_a_slip_and_a_repeat_fixes_it() -> None:
    mission = slipping(expect="ev1.suit.visor == closed", within="2 s")
    accepted(mission, "run work")
    fly(mission, 15)
    assert status(mission) == "holding"
    for _ in range(20):
        if status(mission) != "holding":
            break
        accepted(mission, "repeat")
        fly(mission, 15)
    assert status(mission) == "done", "another try is another draw"


def test_a_buddy_takes_time_and_catches_most_slips() -> None:
    caught = slipped = 0
    for seed in range(60):
        mission = Mission(
            level(procedures={"work": steps(
                {"task": "A", "do": ["visor ev1 closed"], "check": "ev2"})}, plan=["work"]),
            seed=seed,
        )  # fmt: skip
        accepted(mission, "run work")
        fly(mission, 1)
        assert {p.id for p in mission.crew if p.task} == {"ev1", "ev2"}
        events = fly(mission, 20)
        assert of(events, "step.done")[0].tick == 1 + 26, "30 % longer"
        caught += len(of(events, "step.caught"))
        slipped += len(of(events, "step.slip"))
        done = mission.telemetry["ev1.suit.visor"] == "closed"
        assert done == (not of(events, "step.slip"))
    assert caught + slipped > 30
    assert 0.6 < caught / (caught + slipped) < 0.95


def test_pace_changes_time_also_of_the_work_in_hand() -> None:
    mission = flying({"takes": "60 s"}, {"takes": "10 s"})
    fly(mission, 0.5)
    read_back(mission, "pace ev1 slow")
    assert mission.crew[0].pace == "slow"
    worked = mission.tick - 1
    assert mission.crew[0].remaining_s == pytest.approx(1.3 * (60.0 - worked / 2), abs=0.5)
    events = fly(mission, 100)
    assert mission.telemetry["ev1.pace"] == "slow"
    assert [e.tick for e in of(events, "step.done")] == [
        pytest.approx(1 + worked + 1.3 * (120 - worked), abs=1),
        pytest.approx(1 + worked + 1.3 * (120 - worked) + 26, abs=1),
    ]
