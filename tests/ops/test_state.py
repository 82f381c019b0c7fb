"""Nothing that the future depends on lives outside the state."""

from __future__ import annotations

import json

import pytest

from game.mission import Mission
from tests.ops.flying import accepted, fly, level, steps

LEVEL = level(
    orbit={"relays": ["west", "central"], "stations": False, "mean_anomaly": "225 deg"},
    procedures={
        "work": steps(
            {"task": "A", "do": ["visor ev1 closed"], "expect": "ev1.suit.visor == closed",
             "within": "2 s", "on_fail": "retry"},
            {"text": "Both", "simo": {
                "ev1": [{"text": "A", "critical": True}, {"text": "B", "takes": "30 s"}],
                "ev2": [{"text": "C", "takes": "20 s"}, {"text": "D", "run": "inner"}],
            }},
            {"who": "core", "text": "Ground", "takes": "5 s"},
        ),
        "inner": steps({"who": "plt", "on_fail": "run fix", "within": "1 s",
                        "expect": "plt.suit.visor == closed"}),
        "fix": steps({"who": "plt", "do": ["visor plt closed"]}),
    },
    plan=["work"],
    rules={"co2": {"when": "{crew}.suit.co2 > 4 mmHg", "text": "CO2", "ahead": "10 min",
                   "class": "warning"}},
    questions={"rest": {"who": "SURGEON", "text": "Rest?", "when": "mission.met > 12 s",
                        "yes": ["rest plt 5 s"], "default": "yes", "wait": "20 s"}},
    objectives={"visor": {"title": "Visor", "when": "ev1.suit.visor == closed"}},
    voice=[{"who": "EV2", "text": "Hm", "when": "mission.met > 25 s"}],
)  # fmt: skip
ORDERS = {
    0: ["flow ev1 low", "flow plt low", "run work", "when mission.met > 90 s do pace ev2 slow"],
    40: ["poll"],
    70: ["go"],
    100: ["hold", "rest ev2 5 s"],
    104: ["continue", "ack all"],
    420: ["go"],
}


def flown(until: int, restore_at: int | None = None) -> Mission:
    """Fly LEVEL with ORDERS; at ``restore_at`` go on from the recorded state."""
    mission = Mission(LEVEL, seed=5)
    while mission.tick < until:
        for text in ORDERS.get(mission.tick, ()):
            mission.order(text)
        if mission.tick == restore_at:
            text = json.dumps(mission.state(), sort_keys=True)
            mission = Mission.restore(LEVEL, 5, "specialist", json.loads(text))
        mission.step()
    return mission


@pytest.mark.parametrize("at", [0, 1, 25, 41, 47, 71, 102, 130, 150, 200, 301, 419, 450])
def test_going_on_from_a_state_is_the_same_as_never_stopping(at: int) -> None:
    straight, restored = flown(520), flown(520, at)
    assert restored.digest() == straight.digest()
    later = [e for e in straight.events if e.tick > at]
    assert [e for e in restored.events if e.tick > at] == later
    assert restored.checklists == straight.checklists
    assert restored.alarms == straight.alarms
    assert restored.attention == straight.attention


def test_a_stretch_is_the_same_as_its_ticks() -> None:
    stepped, at_once = Mission(LEVEL, seed=5), Mission(LEVEL, seed=5)
    told = [event for _ in range(300) for event in stepped.step()]
    at_once.fly(300)
    assert (at_once.tick, at_once.digest()) == (300, stepped.digest())
    assert at_once.events == told
    assert [e.tick for e in at_once.step()] == [e.tick for e in stepped.step()]


def test_a_stretch_ends_with_the_mission() -> None:
    mission = Mission(level(end="mission.met > 20 s"), seed=5)
    mission.fly(1000)
    assert mission.outcome is not None
    assert mission.tick == mission.outcome.tick < 60
    mission.fly(1000)
    assert mission.tick == mission.outcome.tick


def test_a_state_is_plain_data() -> None:
    mission = flown(150)
    assert json.loads(json.dumps(mission.state())) == mission.state()


def test_the_same_orders_give_the_same_events() -> None:
    one, two = flown(520), flown(520)
    assert one.events == two.events
    assert one.digest() == two.digest()


def test_looking_changes_nothing() -> None:
    mission = flown(130)
    before = mission.digest()
    for _ in range(3):
        mission.crew, mission.checklists, mission.plan, mission.alarms  # noqa: B018
        mission.questions, mission.standing, mission.objectives, mission.attention  # noqa: B018
        mission.checklist("fix"), mission.lesson, mission.names
    assert mission.digest() == before


def test_every_chain_of_causes_leads_to_an_order_or_a_beginning() -> None:
    mission = flown(520)
    roots = {"order", "mission.started", "question", "signal.lost", "signal.acquired", "sun.set",
             "sun.rise"}  # fmt: skip
    for event in mission.events:
        if event.kind.startswith(("step.", "checklist.", "suit.", "valve", "standing", "poll")):
            at = event
            while at.causes:
                assert all(cause < at.number for cause in at.causes)
                at = mission.events[at.causes[0]]
            assert at.kind in roots or at.row.decisive, (event, at)


def test_states_stay_small_however_much_is_ordered() -> None:
    mission = Mission(level())
    for _ in range(50):
        accepted(mission, "health ev1")
        fly(mission, 12)
    assert len(mission.state()["ops"]["work"]["runners"]) == 1
