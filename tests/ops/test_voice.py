"""What people say and ask unasked, and what the crew does while nobody hears them."""

from __future__ import annotations

import re

import pytest

from game.mission import Mission
from game.vocabulary.events import Event
from tests.ops.flying import accepted, chain, fly, level, of, refused, steps

# No signal from second 69 on, for 129 s (found by trying).
GAP = {"relays": ["west", "central"], "stations": False, "mean_anomaly": "225 deg"}
QUESTION = {
    "who": "SURGEON", "text": "Shall EV1 rest?", "when": "mission.met > 10 s",
    "yes": ["rest ev1 1 min"], "no": ["health ev1"], "wait": "30 s", "default": "no",
}  # fmt: skip


def test_a_line_is_said_once() -> None:
    mission = Mission(
        level(voice=[{"who": "plt", "text": "Ten seconds", "when": "mission.met > 10 s"}])
    )
    said = of(fly(mission, 60), "voice")
    assert [(e.subject, e.text) for e in said] == [("PLT", "Ten seconds.")]


def test_a_question_waits_for_its_answer() -> None:
    mission = Mission(level(questions={"rest": QUESTION}))
    events = fly(mission, 15)
    assert of(events, "question")[0].text == "SURGEON asks: Shall EV1 rest?"
    (view,) = mission.questions
    assert (view.id, view.who, view.default) == ("rest", "SURGEON", "no")
    assert 20.0 < view.remaining_s <= 30.0
    assert mission.attention is not None and "Shall EV1 rest?" in mission.attention.why
    order = accepted(mission, "yes")
    assert mission.questions == ()
    fly(mission, 1)
    assert mission.crew[0].task == "Rest"
    started = of(list(mission.events), "checklist.started")[0]
    assert chain(mission, started.number)[:3] == ["checklist.started", "answer", "order"]
    assert mission.events[order].text == "yes"


def test_a_question_is_answered_by_its_default_in_time() -> None:
    mission = Mission(level(questions={"rest": QUESTION}))
    events = fly(mission, 60)
    (answer,) = of(events, "answer.none")
    assert answer.text == "No answer in time: no"
    assert mission.questions == ()
    assert mission.crew[0].task == "" and of(events, "checklist.done")[0].subject == "ev1.health"


def test_the_oldest_question_is_answered_first() -> None:
    later = {**QUESTION, "text": "And now?", "when": "mission.met > 15 s"}
    mission = Mission(level(questions={"later": later, "rest": QUESTION}))
    fly(mission, 20)
    assert [q.id for q in mission.questions] == ["rest", "later"]
    accepted(mission, "no")
    assert [q.id for q in mission.questions] == ["later"]


def test_a_standing_order_fires_once_when_its_condition_comes_true() -> None:
    mission = Mission(level())
    order = accepted(mission, "when mission.met > 20 s do rest ev1 10 s")
    assert [(s.number, s.text) for s in mission.standing] == [
        (1, "when mission.met > 20 s do rest ev1 10 s")
    ]
    assert not of(fly(mission, 19), "standing.done")
    events = fly(mission, 3)
    (done,) = of(events, "standing.done")
    assert chain(mission, done.number) == ["standing.done", "standing.left", "order"]
    assert mission.events[order].kind == "order"
    assert mission.standing == ()
    assert mission.crew[0].task == "Rest"
    assert not of(fly(mission, 60), "standing.done")


def test_a_standing_order_can_be_forgotten() -> None:
    mission = Mission(level())
    accepted(mission, "when mission.met > 20 s do rest ev1")
    accepted(mission, "when mission.met > 30 s do rest ev2")
    accepted(mission, "forget 1")
    assert [s.number for s in mission.standing] == [2]
    events = fly(mission, 40)
    assert [e.subject for e in of(events, "standing.done")] == ["2"]


def test_a_standing_order_must_make_sense() -> None:
    mission = Mission(level())
    assert "the word do" in refused(mission, "when mission.met > 20 s")
    assert "did you mean" in refused(mission, "when mission.mat > 20 s do rest ev1")
    assert "duration" in refused(mission, "when mission.met > 20 kPa do rest ev1")
    assert "no order is called 'rust'" in refused(mission, "when mission.met > 20 s do rust ev1")
    assert "nobody is called" in refused(mission, "when mission.met > 20 s do rest ev9")
    for word in ("yes", "go", "forget 1", "ack all", "when mission.met > 1 h do rest ev1"):
        assert "without you" in refused(mission, f"when mission.met > 20 s do {word}")


def test_a_standing_order_that_is_not_possible_any_more_is_told() -> None:
    mission = Mission(level())
    accepted(mission, "when mission.met > 20 s do suit ev1 press")
    events = fly(mission, 25)
    assert any(e.text.startswith("We could not: EV1's visor is open") for e in of(events, "voice"))


def test_while_the_signal_is_lost_the_crew_goes_on_alone() -> None:
    work = steps({"takes": "90 s", "text": "First"}, {"takes": "30 s", "text": "Second"},
                 {"text": "Third", "critical": True})  # fmt: skip
    mission = Mission(level(orbit=GAP, procedures={"work": work}, plan=["work"]))
    accepted(mission, "run work")
    accepted(mission, "when mission.met > 100 s do rest ev2 10 s")
    fly(mission, 80)
    assert mission.telemetry.stale
    for text in ("hold", "rest ev2", "when mission.met > 1 h do rest ev1", "poll"):
        assert "signal" in refused(mission, text)
    before = mission.checklist("work")
    events = fly(mission, 60)
    assert mission.telemetry.stale
    done = [e for e in of(events, "step.done") if e.subject == "work"]
    assert [e.hidden for e in done] == [True, True], "done, but nobody saw"
    assert of(events, "standing.done")[0].hidden
    shown = mission.checklist("work")
    assert (shown.at, shown.status) == (before.at, before.status), "the board is frozen"
    assert mission.crew[0].task == "First" and mission.crew[0].remaining_s == 0.0
    while mission.telemetry.stale:
        events = fly(mission, 1)
    assert mission.checklist("work").status == "go"
    events += fly(mission, 2)
    report = of(events, "voice")[0]
    assert not report.hidden
    assert report.text == "We hear you again. Step 3 of Work waits for your GO; Rest, EV2 is done."


def test_forgetting_the_seen_board_is_part_of_the_state() -> None:
    work = steps({"takes": "90 s", "text": "First"}, {"takes": "300 s", "text": "Second"})
    lev = level(orbit=GAP, procedures={"work": work}, plan=["work"])
    mission = Mission(lev)
    accepted(mission, "run work")
    fly(mission, 120)
    assert mission.telemetry.stale
    again = Mission.restore(lev, 1, "specialist", mission.state())
    assert again.checklists == mission.checklists
    assert again.crew == mission.crew


def test_an_abort_does_not_wait_for_the_ground() -> None:
    home = steps(
        {"who": "core", "takes": "5 s", "critical": True, "do": ["repress n2"]},
        {"who": "core", "takes": "5 s", "expect": "cabin.repress == n2"},
    )
    mission = Mission(level(orbit=GAP, procedures={"home": home}, abort="home", plan=[]))
    accepted(mission, "when mission.met > 80 s do abort")
    fly(mission, 110)
    assert mission.telemetry.stale
    assert mission.truth()["checklist.home"] == "done"
    assert mission.truth()["cabin.repress"] == "n2"


def test_other_checklists_wait_for_the_ground() -> None:
    work = steps({"takes": "75 s"}, {"who": "core", "takes": "5 s", "do": ["repress n2"]})
    mission = Mission(level(orbit=GAP, procedures={"work": work}, plan=["work"]))
    accepted(mission, "run work")
    fly(mission, 110)
    assert mission.telemetry.stale
    assert mission.truth()["checklist.work"] == "waiting"
    fly(mission, 110)
    assert mission.checklist("work").status == "done"


def test_at_acquisition_somebody_speaks_even_when_nothing_is_in_work() -> None:
    mission = Mission(level(orbit=GAP))
    fly(mission, 80)
    assert mission.telemetry.stale
    events: list[Event] = []
    while mission.telemetry.stale:
        events = fly(mission, 1)
    events += fly(mission, 2)
    assert of(events, "voice")[0].text == "We hear you again. Nothing new here."


def test_what_ends_a_question_while_the_signal_is_lost_is_not_seen() -> None:
    asked = {"when": "mission.met > 60 s", "who": "ev1", "text": "Shall I?", "wait": "30 s"}
    mission = Mission(level(orbit=GAP, questions={"shall": asked}))
    events = fly(mission, 110)
    assert mission.telemetry.stale
    assert of(events, "question") and of(events, "answer.none")[0].hidden


def test_nobody_carries_out_a_standing_order_who_is_not_awake() -> None:
    mission = Mission(level())
    accepted(mission, "when mission.met > 5 s do vent open")
    for who in mission._world.state.bodies.values():
        who.alive = False
    events = fly(mission, 8.0)
    assert not of(events, "standing.done") and mission.standing


def test_who_is_unwell_says_how_they_feel_in_place_of_a_cheerful_line() -> None:
    mission = Mission(level(
        procedures={"work": steps({"say": "Working, warm and happy."},
                                  {"say": "Still happy."}, {"who": "core", "say": "Onward."})},
        plan=["work"],
        voice=[{"who": "EV1", "text": "What a view", "when": "mission.met > 25 s"}],
    ))  # fmt: skip
    accepted(mission, "run work")
    ill = mission._world.state.bodies["ev1"]
    ill.bends = True
    said = [e.text for e in of(fly(mission, 15), "voice")]
    assert len(said) == 2, "unasked, and when it is their line"
    assert all(re.search("joints|knee|elbow|shoulder|hurt|ache|pain", text) for text in said)
    ill.core = 302.0
    assert "EV1" not in [e.subject for e in of(fly(mission, 60), "voice")]


def test_thin_air_makes_merry_and_cold_does_not() -> None:
    mission = Mission(level())
    body = mission._world.state.bodies["ev2"]
    body.core = 306.0
    accepted(mission, "health ev2")
    assert "can't feel my hands" in of(fly(mission, 60), "voice")[-1].text
    body.core, body.saturation = 310.0, 0.8
    mission._world.state.cabin.gas.o2 *= 0.65
    accepted(mission, "health ev2")
    assert "really great" in of(fly(mission, 60), "voice")[-1].text.lower()


OPEN = "cabin.vent == open"


@pytest.mark.parametrize("at", range(10, 18))
def test_what_holds_for_four_seconds_is_seen_whenever_it_begins(at: int) -> None:
    mission = Mission(
        level(
            objectives={"open": {"title": "Open", "when": OPEN, "points": 1}},
            questions={"q": {"who": "EVA", "text": "Open?", "when": OPEN}},
            voice=[{"who": "EVA", "text": "It is open.", "when": OPEN}],
        )
    )
    fly(mission, at / 2)
    accepted(mission, "vent open")
    fly(mission, 4)
    accepted(mission, "vent closed")
    events = list(mission.events) + fly(mission, 4)
    assert mission.objectives[0].met_tick is not None
    assert of(events, "question")
    assert any(event.text == "It is open." for event in of(events, "voice"))


def test_each_says_a_step_done_in_words_of_their_own() -> None:
    done = steps({"who": "{crew}", "takes": "5 s", "says": ["Done, {crew}.", "Mine too."]})
    work = {**done, "for": ["ev1", "ev2", "plt"]}
    mission = Mission(level(procedures={"work": work}, plan=["work-ev1"]))
    for who in ("ev1", "ev2", "plt"):
        accepted(mission, f"run work-{who}")
        fly(mission, 10)
    said = [(one.subject, one.text) for one in mission.events if one.kind == "voice"]
    for who, text in (("EV1", "Done, EV1."), ("EV2", "Mine too."), ("PLT", "Mine too.")):
        assert (who, text) in said
