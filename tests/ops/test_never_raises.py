"""An order never raises: whatever it says, whenever it is given, and from wherever."""

from __future__ import annotations

import pytest

from game.autopilot.directors import flown_by
from game.mission import Mission
from game.ops.views import Refused
from game.vocabulary import orders
from tests.ops.flying import accepted, fly, level, refused, steps
from tests.ops.orders import give


def test_a_thousand_random_orders_leave_no_fault() -> None:
    mission, taken = give(1000, seed=7)
    assert not mission.faults
    assert taken > 200


@pytest.mark.parametrize("time", ["8 d", "5 h", "-5 s", "0 s", "99:99:99"])
def test_a_rest_has_bounds(time: str) -> None:
    mission = Mission(level())
    assert "rest takes 1 s to 4 h, not" in refused(mission, f"rest ev1 {time}")
    assert "rest takes 1 s to 4 h" in refused(mission, f"when mission.met > 5 s do rest ev1 {time}")


@pytest.mark.parametrize("tail", ["x" * 5000, f"ev1 {'x' * 5000}", "1 " * 3000, "ev1 " * 2000])
def test_a_refusal_is_a_sentence_however_long_the_order(tail: str) -> None:
    mission = Mission(level())
    texts = [f"{one.word} {tail}" for one in orders.CATALOGUE]
    for text in [*texts, tail, f"when mission.met > {tail} do hold", f"at {tail} do hold"]:
        assert len(refused(mission, text)) < 400, text[:40]


def test_one_skip_too_many_is_refused() -> None:
    mission = Mission(level())
    accepted(mission, "run wait")
    for _ in range(3):
        accepted(mission, "skip")
    assert mission.checklist("wait").status == "done"
    for text in ("skip", "hold", "continue", "repeat", "go", "step", "stop wait"):
        refused(mission, text)
    assert refused(mission, "run wait") == "Wait was run just now"
    fly(mission, 1.0)
    accepted(mission, "run wait")


def test_a_step_that_steers_its_own_checklist_fails_with_a_reason() -> None:
    made = level(procedures={"wait": steps({"do": ["skip"]}, {"begin": ["go"]})})
    mission = Mission(made)
    accepted(mission, "run wait")
    fly(mission, 20.0)
    view = mission.checklist("wait")
    assert view.status == "holding"
    assert view.why == "skip is the flight director's to give, not a step's"


def test_a_step_that_holds_its_own_checklist_can_be_resumed() -> None:
    mission = Mission(level(procedures={"wait": steps({"begin": ["hold wait"]}, {})}))
    accepted(mission, "run wait")
    fly(mission, 1.0)
    assert mission.checklist("wait").status == "holding"
    assert all(not person.task for person in mission.crew)


def test_checklists_that_start_each_other_without_end_start_once_a_tick() -> None:
    endless = {"who": "core", "takes": "0 s"}
    made = level(
        procedures={
            "a": steps({**endless, "do": ["run b"]}),
            "b": steps({**endless, "do": ["run a"]}),
        },
        plan=["a"],
    )
    mission = Mission(made)
    accepted(mission, "run a")
    fly(mission, 60.0)
    assert len(mission.events) < 120 * 10


def test_every_order_of_the_catalogue_has_a_handler() -> None:
    mission = Mission(level())
    handlers = mission._ops._handlers
    assert set(handlers) == {entry.word for entry in orders.CATALOGUE}


def test_a_fault_of_the_game_is_a_refusal_that_changes_nothing() -> None:
    mission = Mission(level())
    accepted(mission, "run wait")
    fly(mission, 3.0)
    mission._world.state.bodies["ev1"].place = "nowhere"  # damage that no order can do
    before, known = mission.digest(), len(mission.events)
    answer = mission.order("stop wait")
    assert isinstance(answer, Refused) and "a fault of the game (KeyError)" in answer.why
    assert [type(fault) for fault in mission.faults] == [KeyError]
    assert (mission.digest(), len(mission.events)) == (before, known)
    assert mission.telemetry["ev1.place"] == "seat"
    accepted(mission, "flow ev1 high")


def test_a_fault_within_a_tick_is_kept_and_time_goes_on() -> None:
    mission = Mission(level())
    fly(mission, 3.0)
    del mission._world.state.suits["ev2"]
    fly(mission, 60.0)
    assert mission.time == 63.0
    assert 0 < len(mission.faults) <= 20


def test_a_mission_that_faults_at_every_tick_ends_when_its_time_is_over() -> None:
    mission = Mission(level(time_limit="2 min"))
    mission.step()
    del mission._world.state.suits["ev2"]
    ended = flown_by("nodder", mission)
    assert (ended.kind, ended.score) == ("timeout", 0)
    assert ended.reason == "Time ran out after 2 min: the game has a fault (KeyError)"
    assert 240 < ended.tick < 260
    assert mission.step() == ()
