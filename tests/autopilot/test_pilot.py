"""The autopilot plays by the book, through the same door as everybody."""

from __future__ import annotations

import pytest

from game.autopilot import Autopilot, fly
from game.mission import Mission
from game.ops.views import Accepted
from tests.level import plain
from tests.ops import flying
from tests.ops.flying import level, of, steps

PSI = 6894.757293168361


def orders(mission: Mission) -> list[str]:
    return [event.text for event in mission.events if event.kind == "order"]


def test_it_flies_the_plan_and_gives_go() -> None:
    mission = Mission(
        level(procedures={"first": steps({"critical": True}), "second": steps({})},
              plan=["first", "second"], end="checklist.second == done")
    )  # fmt: skip
    assert fly(mission).kind == "success"
    assert orders(mission) == ["run first", "go first", "run second"]


def test_it_polls_when_a_checklist_needs_it_and_accepts_no_no() -> None:
    mission = Mission(
        level(procedures={"vent": steps({"needs": "mission.poll == go"})}, plan=["vent"],
              time_limit="10 min")
    )  # fmt: skip
    assert fly(mission).kind == "timeout", "the room was never GO: nobody wore a suit"
    assert orders(mission)[:2] == ["run vent", "poll"]
    assert len(of(mission.events, "poll")) > 2, "it asks again"


def test_it_repeats_what_failed_and_at_last_leaves_it_out() -> None:
    mission = Mission(
        level(procedures={"work": steps({"expect": "ev1.suit.visor == closed", "within": "1 s"})},
              plan=["work"], end="checklist.work == done")
    )  # fmt: skip
    fly(mission)
    assert orders(mission) == ["run work", *["repeat work"] * 3, "skip work"]


def test_it_does_what_an_alarm_suggests_and_acknowledges_it() -> None:
    mission = Mission(
        level(rules={"visor": {"when": "{crew}.suit.visor == open", "text": "visor open",
                               "suggest": ["visor {crew} closed"]}},
              plan=["work"],
              procedures={"work": steps({"takes": "2 min"})}, end="checklist.work == done")
    )  # fmt: skip
    fly(mission)
    assert {"visor ev1 closed", "ack visor-ev1", "ack visor-plt"} <= {*orders(mission)}


def test_a_mere_advisory_is_only_acknowledged() -> None:
    mission = Mission(
        level(rules={"visor": {"when": "ev1.suit.visor == open", "text": "visor open",
                               "class": "advisory", "suggest": ["visor ev1 closed"]}},
              plan=["work"],
              procedures={"work": steps({"takes": "2 min"})}, end="checklist.work == done")
    )  # fmt: skip
    fly(mission)
    assert "visor ev1 closed" not in orders(mission)
    assert "ack visor" in orders(mission)


@pytest.mark.parametrize(("who", "answer"), [("SURGEON", "yes"), ("EV1", "no")])
def test_it_takes_the_room_s_advice(who: str, answer: str) -> None:
    mission = Mission(
        level(questions={"q": {"who": who, "text": "Shall we?", "when": "mission.met > 5 s"}},
              plan=["work"],
              procedures={"work": steps({"takes": "1 min"})}, end="checklist.work == done")
    )  # fmt: skip
    fly(mission)
    assert answer in orders(mission)


def test_it_aborts_when_somebody_is_down_in_a_vacuum() -> None:
    mission = Mission(
        level(
            cabin={"pressure": "2 psi"},
            rules={"down": {"when": "{crew}.condition == unconscious", "text": "down",
                            "class": "emergency", "lasts": "0 s"}},
            procedures={
                "work": steps({"who": "core", "takes": "1 h"}),
                "home": steps({"who": "core", "takes": "1 s", "do": ["repress emergency"]}),
            },
            plan=["work"], abort="home",
        )
    )  # fmt: skip
    fly(mission)
    assert "abort" in orders(mission)
    assert orders(mission).count("abort") == 1


def test_it_waits_while_the_signal_is_lost() -> None:
    mission = Mission(
        level(orbit={"relays": ["west", "central"], "stations": False, "mean_anomaly": "225 deg"},
              procedures={"work": steps({"takes": "65 s"}), "more": steps({"critical": True})},
              plan=["work", "more"], end="checklist.more == done")
    )  # fmt: skip
    pilot = Autopilot(mission)
    while mission.outcome is None:
        for text in pilot.orders():
            assert isinstance(mission.order(text), Accepted), text
        mission.step()
    assert mission.outcome.kind == "success"


def test_a_slower_director_gives_the_same_orders_later() -> None:
    made = {"procedures": {"work": steps({"critical": True}, {"critical": True})},
            "end": "checklist.work == done", "plan": ["work"]}  # fmt: skip
    quick, slow = Mission(level(**made)), Mission(level(**made))
    fly(quick)
    fly(slow, delay_s=8.0)
    assert orders(quick) == orders(slow)
    assert slow.time >= quick.time + 16.0


def test_it_says_done_when_the_level_has_no_end_of_its_own() -> None:
    mission = Mission(level())
    assert fly(mission).kind == "success"
    assert orders(mission) == ["run wait", "done"]


def test_it_flies_the_same_way_twice() -> None:
    made = level(procedures={"work": steps({"task": "A", "do": ["visor ev1 closed"],
                                            "expect": "ev1.suit.visor == closed"})},
                 plan=["work"], end="checklist.work == done")  # fmt: skip
    one, two = Mission(made, seed=4), Mission(made, seed=4)
    fly(one)
    fly(two)
    assert one.events == two.events


def test_it_can_take_over_a_flight_under_way() -> None:
    mission = Mission(level(end="checklist.wait == done"))
    flying.accepted(mission, "step wait")
    flying.fly(mission, 20)
    again = Mission.restore(mission.level, 1, "specialist", mission.state())
    assert fly(again).kind == "success"


def test_first_out_takes_the_times_of_the_flight_it_is_made_after() -> None:
    """Polaris Dawn: 8 to 1 psi in 8 to 15 min, the hatch open for some 26, EV1 out for 7.9 [S]."""
    mission = Mission(plain.level(), seed=1)
    pilot = Autopilot(mission)
    seen: dict[str, float] = {}
    while mission.outcome is None:
        for text in pilot.orders():
            mission.order(text)
        mission.step()
        truth = mission.truth()
        so = {
            "vent": truth["cabin.vent"] != "closed",
            "8 psi": "vent" in seen and float(truth["cabin.pressure"]) < 8 * PSI,
            "1 psi": "vent" in seen and float(truth["cabin.pressure"]) < PSI,
            "hatch": truth["hatch.position"] == "open",
            "out": truth["ev1.place"] == "outside",
            "in": "out" in seen and truth["ev1.place"] != "outside",
            "shut": "hatch" in seen and truth["hatch.position"] == "closed",
        }
        for name, is_so in so.items():
            if is_so:
                seen.setdefault(name, mission.time / 60.0)
    assert 8.0 <= seen["1 psi"] - seen["8 psi"] <= 15.0
    assert 18.0 <= seen["shut"] - seen["hatch"] <= 28.0
    assert seen["in"] - seen["out"] == pytest.approx(7.9, abs=0.5)
    assert 100.0 <= mission.time / 60.0 <= 130.0
