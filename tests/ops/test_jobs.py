"""Orders to one crew member, carried out without a checklist of the level."""

from __future__ import annotations

import pytest

from game.mission import Mission
from tests.ops.flying import CREW, accepted, chain, fly, level, of, read_back, refused, steps

SUITED = steps(
    {"who": "all", "takes": "1 s", "do": ["don {who}", "seal {who}"]},
    {"who": "core", "takes": "1 s",
     "do": ["flow ev1 normal", "flow ev2 normal", "flow plt normal"]},
    {"who": "all", "takes": "1 s", "do": ["visor {who} closed"]},
    {"who": "core", "takes": "60 s", "do": ["suit ev1 press", "suit ev2 press", "suit plt press"]},
    {"who": "core", "takes": "30 s"},
)  # fmt: skip


def suited(**parts: object) -> Mission:
    """Three people in pressurised suits."""
    mission = Mission(level(procedures={"suits": SUITED}, plan=["suits"], **parts))
    accepted(mission, "run suits")
    fly(mission, 100)
    assert mission.checklist("suits").status == "done"
    return mission


def voices(mission: Mission, who: str) -> list[str]:
    return [e.text for e in mission.events if e.kind == "voice" and e.subject == who]


def test_a_visor_takes_seconds_and_hands() -> None:
    mission = Mission(level())
    order = accepted(mission, "visor ev1 closed")
    fly(mission, 4)
    assert mission.crew[0].task == "Close the visor"
    assert mission.telemetry["ev1.suit.visor"] == "open"
    events = fly(mission, 8)
    assert mission.telemetry["ev1.suit.visor"] == "closed"
    assert mission.events[order].number in [e.number for e in mission.events if e.kind == "order"]
    assert chain(mission, of(events, "suit.visor")[0].number)[-1] == "order"
    assert "Visor closed." in voices(mission, "EV1")


def test_an_order_waits_for_hands_but_goes_before_the_next_step() -> None:
    mission = Mission(level())
    accepted(mission, "run wait")
    fly(mission, 2)
    accepted(mission, "rest ev1 1 min")
    fly(mission, 20)
    assert mission.crew[0].task == "Rest"
    assert mission.checklist("wait").why == "until EV1 is free"
    fly(mission, 80)
    assert mission.checklist("wait").status == "done"


def test_a_visor_can_not_be_opened_under_pressure() -> None:
    mission = suited()
    assert "pressurised" in refused(mission, "visor ev1 open")


def test_a_leak_check_is_isolated_for_a_minute_and_judged() -> None:
    mission = suited()
    accepted(mission, "leakcheck ev2")
    fly(mission, 20)
    assert mission.telemetry["ev2.suit.leak_check"] == "running"
    assert mission.telemetry["ev2.suit.mode"] == "isolate"
    fly(mission, 80)
    assert mission.telemetry["ev2.suit.leak_check"] == "passed"
    assert mission.telemetry["ev2.suit.mode"] == "press"
    assert "Leak check passed." in voices(mission, "EV2")[-2:]


def test_a_failed_leak_check_is_told_and_relock_fixes_it() -> None:
    mission = suited(
        faults={"glove": {"effect": "unlock ev2", "at": "60 s", "text": "A thread in the lock."}}
    )
    accepted(mission, "leakcheck ev2")
    fly(mission, 100)
    assert mission.telemetry["ev2.suit.leak_check"] == "failed"
    assert "leak check passed" in voices(mission, "EV2")[-1], "says what telemetry does not show"
    assert not any(view.id == "ev2.leakcheck" for view in mission.checklists), "and is over"
    accepted(mission, "relock ev2")
    fly(mission, 200)
    assert mission.telemetry["ev2.suit.mode"] == "press"
    accepted(mission, "leakcheck ev2")
    fly(mission, 100)
    assert mission.telemetry["ev2.suit.leak_check"] == "passed"


def test_rest_lowers_the_heart_rate_and_lasts_as_long_as_told() -> None:
    mission = Mission(level())
    accepted(mission, "rest ev1")
    fly(mission, 119)
    assert mission.crew[0].task == "Rest"
    fly(mission, 3)
    assert mission.crew[0].task == ""


def test_health_is_answered_in_words() -> None:
    mission = Mission(level())
    read_back(mission, "health ev1")
    fly(mission, 12)
    assert voices(mission, "EV1")[1:] == ["Feeling good."]


@pytest.mark.parametrize(
    ("litres", "said"),
    [(0.04, "Feeling good."), (0.1, "There is a little water in here."),
     (0.5, "There is more water in here than before.")],
)  # fmt: skip
def test_health_tells_of_water_in_the_helmet(litres: float, said: str) -> None:
    mission = Mission(level())
    mission._world.state.suits["ev1"].water = litres
    read_back(mission, "health ev1")
    fly(mission, 12)
    assert voices(mission, "EV1")[-1] == said


def test_health_notices_what_no_sensor_shows() -> None:
    mission = Mission(level(
        crew=CREW | {"ev1": CREW["ev1"] | {"place": "outside"}}, suit={"emergency_mass": "0 kg"},
        faults={"sensor": {"effect": "stuck ev1.suit.co2", "at": "10 s", "text": "Stuck."}},
    ))  # fmt: skip
    fly(mission, 20)
    accepted(mission, "flow ev1 off")
    while float(mission.truth()["ev1.suit.co2"]) < 2200.0:
        mission.step()
    assert float(mission.telemetry["ev1.suit.co2"]) < 2000.0
    accepted(mission, "health ev1")
    fly(mission, 40)
    assert "headache" in voices(mission, "EV1")[-1]


def test_nobody_notices_their_own_lack_of_oxygen() -> None:
    mission = Mission(
        level(cabin={"o2": 0.18, "o2_makeup": "0 kg/h"}, suit={"emergency_mass": "0 kg"})
    )
    while float(mission.truth()["ev1.saturation"]) > 0.86:
        mission.step()
    accepted(mission, "health ev1")
    fly(mission, 40)
    assert "I feel great" in voices(mission, "EV1")[-1]


def test_a_job_can_be_stopped_by_its_name() -> None:
    mission = Mission(level())
    accepted(mission, "rest ev1 1 h")
    fly(mission, 2)
    (view,) = mission.checklists
    assert view.id == "ev1.rest"
    accepted(mission, "stop ev1.rest")
    assert mission.crew[0].task == ""


def test_hatch_by_the_nearest_hands() -> None:
    mission = suited()
    accepted(mission, "hatch open")
    events = fly(mission, 120)
    assert not of(events, "hatch.position")
    assert "nobody pulls more" in of(events, "step.failed")[0].text
    assert of(events, "checklist.failed")


def test_ingress_interrupts_and_brings_in() -> None:
    outside = steps(
        {"do": ["move ev1 cabin", "move ev1 hatch"], "takes": "5 s"},
        {"takes": "1 h", "text": "Look up"},
    )
    mission = Mission(level(procedures={"out": outside}, plan=["out"]))
    accepted(mission, "run out")
    fly(mission, 10)
    assert mission.crew[0].task == "Look up"
    order = read_back(mission, "ingress ev1")
    assert mission.checklist("out").status == "holding"
    assert mission.checklist("out").why == "EV1 was called in"
    fly(mission, 60)
    assert mission.telemetry["ev1.place"] == "seat"
    moved = of(list(mission.events), "move")[-1]
    assert order in [e.number for e in mission.events if e.kind == "order"]
    assert chain(mission, moved.number)[-1] == "order"
