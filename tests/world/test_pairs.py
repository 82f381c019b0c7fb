"""Two transducers: each has its own errors, one is on the display, and the ground compares them."""

from __future__ import annotations

import math

import pytest

from game.mission import Mission
from game.vocabulary.channels import paired
from game.vocabulary.orders import Names, complete
from game.world.transducers import what_is_wrong
from tests.level import plain
from tests.ops.flying import accepted, refused
from tests.world.conftest import ROLES, Flight, fly_bare

GAUGE = "cabin.pressure"


def fault(effect: str) -> Flight:
    """A flight on which ``effect`` happens at 10 s, up to 20 s."""
    flight = fly_bare(faults={"trouble": {"at": "10 s", "effect": effect, "text": "x"}})
    flight.run(20)
    return flight


def seen(flight: Flight, name: str) -> float | str:
    return flight.world.sensed[flight.world.index[name]]


def test_both_read_the_truth_with_errors_of_their_own() -> None:
    flight = fly_bare()
    first: list[float] = []
    second: list[float] = []
    for which, told in (("a", first), ("b", second)):
        if which == "b":
            assert flight.do(f"select {GAUGE} b") == [None]
        for _ in range(40):
            flight.run(1)
            told.append(float(seen(flight, GAUGE)) - flight.true(GAUGE))
        assert seen(flight, f"{GAUGE}.transducer") == which
    assert all(abs(error) < 75.0 for error in first + second)
    assert len(set(first)) > 30 and len(set(second)) > 30
    assert abs(sum(first) - sum(second)) / 40 > 1.0, "they have different constant errors"


@pytest.mark.parametrize("seed", range(1, 12))
def test_two_that_work_never_disagree(seed: int) -> None:
    flight = fly_bare(seed)
    flight.close_suits()
    flight.do(*(f"select {name} b" for name in paired(ROLES)), "vent full")
    for _ in range(120):
        flight.run(1)
        assert not flight.world.state.sensors.apart


@pytest.mark.parametrize(
    ("effect", "suffers"),
    [
        (f"dead {GAUGE}", "a"), (f"dead {GAUGE}.b", "b"), (f"drift {GAUGE} 5 %", "a"),
        (f"drift {GAUGE}.b -5 %", "b"), (f"noise {GAUGE} 40 %", "a"),
        (f"noise {GAUGE}.b 40 %", "b"),
    ],
)  # fmt: skip
def test_a_failure_is_of_one_of_them_and_the_pair_tells(effect: str, suffers: str) -> None:
    flight = fault(effect)
    assert seen(flight, f"{GAUGE}.pair") == "disagree"
    for which in "ba":
        flight.do(f"select {GAUGE} {which}")
        flight.run(2)
        off = abs(float(seen(flight, GAUGE)) - flight.true(GAUGE))
        assert (not off < 75.0) == (which == suffers)
        assert (GAUGE in what_is_wrong(flight.world.state.sensors)) == (which == suffers)


def test_one_that_sticks_disagrees_only_when_the_truth_has_moved() -> None:
    for effect in (f"stuck {GAUGE}", f"stuck {GAUGE}.b"):
        flight = fault(effect)
        assert seen(flight, f"{GAUGE}.pair") == "agree"
        flight.do("vent open")
        flight.run(30)
        assert seen(flight, f"{GAUGE}.pair") == "disagree"


def test_one_that_is_on_the_second_is_what_checks_and_orders_act_on() -> None:
    flight = fault("dead ev1.suit.pressure")
    assert math.isnan(flight.world.reading("ev1.suit.pressure"))
    flight.do("select ev1.suit.pressure b")
    flight.run(1)
    assert flight.world.reading("ev1.suit.pressure") == pytest.approx(
        flight.true("ev1.suit.pressure"), abs=80.0
    )


def test_a_mission_selects_and_says_so_and_comes_back_from_a_record() -> None:
    mission = Mission(plain.level(), seed=4)
    mission.fly(20)
    assert "already" in refused(mission, "select ev1.suit.flow a")
    assert "no two transducers" in refused(mission, "select ev1.suit.co2 b")
    accepted(mission, "select ev1.suit.flow b")
    assert mission.events[-1].text == "ev1.suit.flow on transducer B"
    mission.fly(60)
    again = Mission.restore(mission.level, 4, "specialist", mission.state())
    for each in (mission, again):
        assert each.telemetry["ev1.suit.flow.transducer"] == "b"
        assert each.telemetry["ev2.suit.flow.transducer"] == "a"
        each.fly(200)
    assert mission.digest() == again.digest()
    assert list(mission.telemetry.values()) == list(again.telemetry.values())


def test_names_are_offered() -> None:
    assert complete("select cabin", Names(ROLES)) == ["select cabin.pressure"]
    assert complete("select ev2.suit.pressure ", Names(ROLES)) == [
        "select ev2.suit.pressure a", "select ev2.suit.pressure b",
    ]  # fmt: skip
