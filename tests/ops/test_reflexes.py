"""People save themselves: each reflex is said, is done, and names its cause."""

from __future__ import annotations

from typing import Any

import pytest

from game.autopilot import fly as fly_all
from game.mission import Mission
from tests.level import plain
from tests.ops.flying import CREW, accepted, chain, fly, level, of, steps

ROLES = tuple(CREW)
SUITED = steps(
    {"who": "core", "takes": "1 s", "do": [f"flow {who} normal" for who in ROLES]},
    {"who": "all", "takes": "10 s", "do": ["don {who}", "seal {who}", "visor {who} closed"]},
    {"who": "core", "takes": "1 s", "do": [f"suit {who} press" for who in ROLES]},
    {"who": "ev1", "takes": "60 s"},
)


def suited(**parts: Any) -> Mission:
    """Everybody in a closed, pressurised, fed suit, in a cabin at pressure."""
    mission = Mission(level(procedures={"suit-up": SUITED, **parts.pop("lists", {})},
                            plan=["suit-up"], **parts))  # fmt: skip
    accepted(mission, "run suit-up")
    fly(mission, 90)
    assert mission.telemetry["checklist.suit-up"] == "done"
    return mission


def words(mission: Mission, channel: str) -> list[object]:
    return [mission.telemetry[f"{who}.{channel}"] for who in mission.level.crew]


def said(mission: Mission, part: str) -> set[str]:
    return {event.subject for event in of(list(mission.events), "voice") if part in event.text}


def test_visors_close_when_the_cabin_falls() -> None:
    """``vent full`` five seconds in, all visors open, no flow: the bottles keep them alive."""
    mission = Mission(level())
    fly(mission, 5)
    order = accepted(mission, "vent full")
    fly(mission, 240)
    assert words(mission, "suit.visor") == ["closed"] * 3
    assert words(mission, "suit.emergency") == ["on"] * 3
    assert words(mission, "condition") == ["well"] * 3
    assert said(mission, "Closing my visor") == {"EV1", "EV2", "PLT"}
    closed = [e for e in mission.events if e.kind == "suit.visor"]
    assert len(closed) == 3
    for event in closed:
        assert order in [
            number
            for number in range(order, event.number)
            if mission.events[number].kind == "order"
        ]
        assert "order" in chain(mission, event.number)


def test_visors_close_before_a_slow_leak_takes_consciousness() -> None:
    """A hole of 100 mm2 with open visors, and flow to be had."""
    mission = Mission(level(
        faults={"hole": {"effect": "hull 100 mm2", "at": "5 s", "text": "A hole."}},
        procedures={"feed": steps({"who": "all", "takes": "1 s",
                                   "do": ["don {who}", "seal {who}", "flow {who} normal"]})},
        plan=["feed"],
    ))  # fmt: skip
    accepted(mission, "run feed")
    fly(mission, 1800)
    assert words(mission, "condition") == ["well"] * 3
    assert not of(list(mission.events), "body.unconscious")


def test_a_visor_opens_where_there_is_no_flow_and_good_air() -> None:
    mission = Mission(level())
    accepted(mission, "visor ev1 closed")
    fly(mission, 30)
    assert said(mission, "No flow") == {"EV1"}
    assert mission.telemetry["ev1.suit.visor"] == "closed"  # the ground has a minute to help
    fly(mission, 60)
    assert mission.telemetry["ev1.suit.visor"] == "open"
    fly(mission, 3600)
    assert words(mission, "condition") == ["well"] * 3


def test_a_pressurised_suit_without_flow_comes_down_first() -> None:
    mission = suited()
    accepted(mission, "flow ev1 off")
    fly(mission, 300)
    assert mission.telemetry["ev1.suit.visor"] == "open"
    assert mission.telemetry["ev1.condition"] == "well"
    opened = [e for e in mission.events if e.kind == "suit.visor" and e.subject == "ev1"][-1]
    assert "order" in chain(mission, opened.number)


def test_the_bottle_opens_when_a_suit_goes_soft_outside() -> None:
    """EV1 is holed outside: the bottle, and a word about it."""
    mission = Mission(level(
        crew=CREW | {"ev1": CREW["ev1"] | {"place": "outside"}},
        faults={"hole": {"effect": "leak ev1 80 mm2", "at": "20 s", "text": "A hole."}},
    ))  # fmt: skip
    fly(mission, 15)
    assert mission.telemetry["ev1.suit.emergency"] == "off"
    fly(mission, 60)
    assert mission.telemetry["ev1.suit.emergency"] == "on"
    assert said(mission, "emergency oxygen") == {"EV1"}
    (opened,) = of(list(mission.events), "suit.emergency")
    assert "suit.pressure" in chain(mission, opened.number)
    assert any(kind.startswith("fault.") for kind in chain(mission, opened.number))


@pytest.mark.parametrize("order", ["stop leak-check", "stop ev1.leakcheck"])
def test_a_leak_check_that_is_stopped_ends(order: str) -> None:
    """The suit goes back to press, and nobody is poisoned."""
    check = steps({"who": "all", "takes": "5 s", "do": ["isolate {who}"]}, {"takes": "5 min"})
    mission = suited(lists={"leak-check": check})
    if "ev1" in order:
        accepted(mission, "leakcheck ev1")
    else:
        accepted(mission, "run leak-check")
    fly(mission, 20)
    assert mission.telemetry["ev1.suit.mode"] == "isolate"
    accepted(mission, order)
    fly(mission, 20)
    assert words(mission, "suit.mode") == ["press"] * 3
    assert mission.telemetry["ev1.suit.leak_check"] == "unknown"
    fly(mission, 900)
    assert words(mission, "condition") == ["well"] * 3


def test_a_leak_check_that_is_held_ends_before_it_poisons() -> None:
    check = steps({"who": "all", "takes": "1 h", "begin": ["isolate {who}"]})
    mission = suited(lists={"leak-check": check})
    accepted(mission, "run leak-check")
    fly(mission, 1800)
    assert words(mission, "suit.mode") == ["press"] * 3
    assert words(mission, "condition") == ["well"] * 3
    assert said(mission, "can't breathe") == {"EV1", "EV2", "PLT"}


def test_who_is_outside_with_water_over_the_face_says_so() -> None:
    outside = {**CREW, "ev1": {**CREW["ev1"], "place": "outside"}}
    water = {"effect": "water ev1 20 kg/h", "at": "5 s", "text": "Water."}
    mission = Mission(level(crew=outside, faults={"water": water}))
    accepted(mission, "flow ev1 high")
    fly(mission, 600)
    assert mission.telemetry["ev1.suit.emergency"] == "on"
    assert said(mission, "Water over my face. Opening my emergency oxygen") == {"EV1"}
    (opened,) = of(list(mission.events), "suit.emergency")
    assert "suit.water" in chain(mission, opened.number)


def test_water_over_the_face_opens_the_visor_in_good_air() -> None:
    mission = suited(faults={"water": {"effect": "water ev1 60 kg/h", "at": "100 s",
                                       "text": "Water."}})  # fmt: skip
    fly(mission, 400)
    assert mission.telemetry["ev1.suit.visor"] == "open"
    assert mission.telemetry["ev1.condition"] == "well"
    assert said(mission, "Water") == {"EV1"}


def test_mates_open_the_visor_of_somebody_who_is_out() -> None:
    """EV1 comes in from outside unconscious; nobody leaves them behind a closed visor."""
    mission = Mission(level(
        crew=CREW | {"ev1": CREW["ev1"] | {"place": "outside"}}, suit={"emergency_mass": "0 kg"},
        hatch={"opening": "0.1 mm2", "strength": 1e9},
        procedures={"pull": steps({"who": "plt", "takes": "20 s",
                                   "do": ["move ev1 hatch", "move ev1 cabin"]}),
                    "door": steps({"who": "plt", "takes": "1 s", "do": ["unlatch", "swing open"]})},
        plan=["pull"],
    ))  # fmt: skip
    accepted(mission, "run door")
    accepted(mission, "flow ev1 off")
    for _ in range(3600):
        mission.step()
        if mission.telemetry["ev1.condition"] == "unconscious":
            break
    accepted(mission, "run pull")
    fly(mission, 300)
    assert mission.telemetry["ev1.suit.visor"] == "open"
    assert mission.telemetry["ev1.condition"] != "dead"
    assert said(mission, "Opening EV1's visor")


def test_nobody_minds_a_sound_flight() -> None:
    """On a First Out that goes well nobody does anything unasked."""
    mission = Mission(plain.level(), seed=1)
    assert fly_all(mission).kind == "success"
    for part in ("No flow", "Closing my visor", "emergency oxygen", "my flow again"):
        assert not said(mission, part)
