"""Polls, flight rules, objectives, lessons and the end."""

from __future__ import annotations

import pytest

from game.mission import Mission
from game.ops.views import Outcome
from tests.ops.flying import CREW, accepted, chain, fly, level, of, refused, steps
from tests.ops.test_jobs import SUITED, suited


def end_of(mission: Mission, seconds: float = 7200.0) -> Outcome:
    while mission.outcome is None and mission.time < seconds:
        mission.step()
    assert mission.outcome is not None
    return mission.outcome


def poll(mission: Mission) -> str:
    """Poll the room; the text of its answer."""
    order = accepted(mission, "poll")
    assert refused(mission, "poll") == "the room is being polled already"
    events = fly(mission, 25)
    (answer,) = of(events, "poll")
    assert chain(mission, answer.number) == ["poll", "order"]
    assert order in answer.causes
    speakers = [e.subject for e in of(events, "voice")]
    assert speakers == ["FLIGHT", "EVA", "ECLSS", "SURGEON", "GNC", "CAPCOM", "FLIGHT"]
    return answer.text


def test_no_go_names_who_and_why() -> None:
    mission = Mission(level())
    assert poll(mission) == "NO-GO: EVA (EV1 visor is open)"
    assert mission.telemetry["mission.poll"] == "no-go"


def test_go_when_every_suit_passed() -> None:
    mission = suited(cabin={"o2": "21 %"})
    for who in ("ev1", "ev2", "plt"):
        accepted(mission, f"leakcheck {who}")
    fly(mission, 95)
    assert poll(mission) == "GO: every position is GO"
    assert mission.telemetry["mission.poll"] == "go"


def test_an_analyser_that_lies_does_not_keep_the_room_on_no_go() -> None:
    drifts = {"analyser": {"effect": "drift cabin.o2_fraction 50 %", "at": "0 s"}}
    mission = suited(cabin={"o2": "30 %"}, faults=drifts)
    for who in ("ev1", "ev2", "plt"):
        accepted(mission, f"leakcheck {who}")
    fly(mission, 95)
    reads = mission.telemetry["cabin.o2_fraction"]
    assert isinstance(reads, float) and reads > 0.40
    assert poll(mission) == "GO: every position is GO"


def test_eclss_wants_a_cabin_that_is_not_rich() -> None:
    mission = Mission(level(cabin={"o2": "45 %"}))
    fly(mission, 30)
    assert "ECLSS (cabin oxygen 45 %, and under 40 % is needed)" in poll(mission)


def test_eclss_wants_oxygen_for_the_plan() -> None:
    long = steps({"takes": "10 h"})
    mission = Mission(level(procedures={"long": long, "suits": SUITED}, plan=["suits", "long"]))
    accepted(mission, "run suits")
    fly(mission, 100)
    assert "ECLSS (oxygen for" in poll(mission)


def test_gnc_wants_five_minutes_of_signal() -> None:
    mission = Mission(
        level(orbit={"relays": ["west", "central"], "stations": False, "mean_anomaly": "219 deg"})
    )
    assert "GNC (loss of signal in" in poll(mission)


ADRIFT = {
    "crew": CREW | {"ev1": CREW["ev1"] | {"place": "outside"}}, "suit": {"emergency_mass": "0 kg"},
}  # fmt: skip
"""EV1 is outside, and has no oxygen but what flows."""
RULE = {"order": "visor {crew} closed", "unless": "{crew}.suit.flow_setting != off",
        "text": "Flow before visor, {crew}."}  # fmt: skip


def test_a_flight_rule_is_noted_but_the_order_is_done() -> None:
    mission = Mission(level(flight_rules={"flow": RULE}))
    order = accepted(mission, "visor ev1 closed")
    (broken,) = of(list(mission.events), "rule.broken")
    assert broken.causes == (order,)
    assert broken.text == "Flight rule: Flow before visor, EV1. (visor ev1 closed)"
    fly(mission, 12)
    assert mission.telemetry["ev1.suit.visor"] == "closed"


def test_a_flight_rule_that_is_kept_says_nothing() -> None:
    mission = Mission(level(flight_rules={"flow": RULE}))
    accepted(mission, "flow ev1 low")
    fly(mission, 1)
    accepted(mission, "visor ev1 closed")
    assert not of(list(mission.events), "rule.broken")


def test_a_checklist_breaks_rules_too() -> None:
    mission = Mission(
        level(flight_rules={"flow": RULE},
              procedures={"work": steps({"do": ["visor ev1 closed"]})}, plan=["work"])
    )  # fmt: skip
    accepted(mission, "run work")
    (broken,) = of(fly(mission, 12), "rule.broken")
    assert chain(mission, broken.number)[-1] == "order"


OBJECTIVES = {
    "first": {"title": "First done", "when": "checklist.wait == done", "points": 30,
              "required": True},
    "second": {"title": "Visor", "when": "ev1.suit.visor == closed", "points": 70},
}  # fmt: skip


def test_success_is_traced_from_the_last_objective_to_an_order() -> None:
    mission = Mission(level(objectives=OBJECTIVES, end="checklist.wait == done"))
    accepted(mission, "flow ev1 low")
    accepted(mission, "visor ev1 closed")
    fly(mission, 14)
    assert [o.met_tick is not None for o in mission.objectives] == [False, True]
    accepted(mission, "run wait")
    outcome = end_of(mission)
    assert (outcome.kind, outcome.score) == ("success", 100)
    behind = chain(mission, outcome.event)
    assert behind[:2] == ["outcome", "objective"] and behind[-1] == "order"


def test_home_without_what_was_required() -> None:
    mission = Mission(level(objectives=OBJECTIVES, end="mission.met > 20 s"))
    outcome = end_of(mission)
    assert outcome.kind == "home"
    assert "without: First done" in outcome.reason
    assert outcome.score == 50


def test_score_counts_what_went_wrong() -> None:
    mission = Mission(
        level(
            objectives={"done": {"title": "Done", "when": "checklist.wait == done", "points": 5}},
            flight_rules={"flow": RULE},
            procedures={"wait": steps({"critical": True}, {})},
            end="checklist.wait == done",
        )
    )
    accepted(mission, "run wait")
    fly(mission, 2)
    accepted(mission, "visor ev1 closed")
    accepted(mission, "skip")
    assert end_of(mission).score == 100 - 3 - 3


def test_without_an_order_time_runs_out_and_says_so() -> None:
    mission = Mission(level(time_limit="2 min", objectives=OBJECTIVES))
    outcome = end_of(mission)
    assert outcome.kind == "timeout"
    assert outcome.reason == "Time ran out after 2 min: no order was given"
    assert outcome.score == 0


def test_timeout_names_the_checklist_that_stood_in_the_way() -> None:
    mission = Mission(level(time_limit="2 min", procedures={"wait": steps({"critical": True})}))
    accepted(mission, "run wait")
    outcome = end_of(mission)
    assert outcome.reason == "Time ran out after 2 min: Work stood at step 1, waits for your GO"
    assert "order" in chain(mission, outcome.event)


def test_timeout_names_what_was_never_run_and_who_is_down() -> None:
    mission = Mission(level(time_limit="11 min", plan=["wait"]))
    accepted(mission, "flow ev1 low")
    assert end_of(mission).reason.endswith("Wait was never run")
    trial = Mission(level(plan=["wait"], **ADRIFT))
    accepted(trial, "flow ev1 off")
    while trial.telemetry["ev1.condition"] != "unconscious":
        trial.step()
    mission = Mission(level(time_limit=f"{trial.time + 20.0} s", plan=["wait"], **ADRIFT))
    accepted(mission, "flow ev1 off")
    outcome = end_of(mission)
    assert outcome.reason.endswith("EV1 does not answer, and Wait was never run")
    assert chain(mission, outcome.event)[1] == "body.unconscious"


def test_a_death_ends_the_mission_and_leads_back_to_the_order() -> None:
    mission = Mission(level(objectives=OBJECTIVES, **ADRIFT))
    accepted(mission, "flow ev1 off")
    outcome = end_of(mission)
    assert outcome.kind == "lost"
    assert outcome.reason == "Ama Okafor (EV1) died"
    assert outcome.score <= 25
    behind = chain(mission, outcome.event)
    assert behind[:2] == ["outcome", "body.dead"]
    assert "order" in behind


def test_done_ends_the_mission_when_everybody_can_breathe() -> None:
    mission = Mission(level(objectives=OBJECTIVES))
    assert refused(mission, "done") == "the EVA is not over: it has not begun"
    accepted(mission, "run wait")
    fly(mission, 11.0)
    accepted(mission, "done")
    assert end_of(mission, 20.0).kind == "home"


def test_done_is_refused_in_a_vacuum() -> None:
    mission = Mission(level(cabin={"pressure": "2 psi"}))
    assert "the EVA is not over: the cabin holds" in refused(mission, "done")


def test_lessons_follow_one_another() -> None:
    mission = Mission(
        level(lessons=[
            {"text": "Run wait.", "until": "checklist.wait != idle"},
            {"text": "Watch.", "until": "checklist.wait == done"},
        ])
    )  # fmt: skip
    assert mission.lesson == "Run wait."
    accepted(mission, "run wait")
    fly(mission, 3)
    assert mission.lesson == "Watch."
    fly(mission, 33)
    assert mission.lesson is None


def test_plan_and_attention_say_what_is_next() -> None:
    mission = Mission(
        level(procedures={"wait": steps({}), "more": steps({})}, plan=["wait", "more"])
    )
    assert mission.attention is not None and "next is Work" in mission.attention.why
    accepted(mission, "run wait")
    fly(mission, 4)
    assert [item.status for item in mission.plan] == ["running", "idle"]
    assert mission.attention is not None
    assert mission.attention.in_s == pytest.approx(6.5, abs=1.0)
    assert "ends" in mission.attention.why
    fly(mission, 8)
    assert [item.status for item in mission.plan] == ["done", "idle"]


def test_attention_foresees_a_step_that_needs_go() -> None:
    mission = Mission(level(procedures={"wait": steps({}, {"critical": True})}))
    accepted(mission, "run wait")
    fly(mission, 4)
    assert mission.attention is not None
    assert "needs GO" in mission.attention.why
    assert 0.0 < mission.attention.in_s < 10.0


def test_attention_when_only_a_poll_is_missing() -> None:
    mission = Mission(level(procedures={"wait": steps({"needs": "mission.poll == go"})}))
    accepted(mission, "run wait")
    fly(mission, 4)
    assert mission.attention is not None and "poll the room" in mission.attention.why
