"""What panels say of a mission: values that more than one of them shows."""

from __future__ import annotations

from game.display.values import margin_s, number, reading
from game.mission import Mission
from tests.flightlog.hopping import hop


def test_while_a_suit_leaks_the_margin_is_no_more_than_the_oxygen_left() -> None:
    leak = {"effect": "leak ev1 20 mm2", "at": "30 s", "text": "A seam gives way."}
    ev1 = {"name": "Ama Okafor", "role": "EV1", "seat": 1, "place": "outside"}
    mission = Mission(hop(crew={"ev1": ev1}, faults={"leak": leak}, reserve="1 h"))
    mission.fly(50)
    assert margin_s(mission) == mission.margin.margin_s < number(mission, "o2.time_left")
    mission.fly(140)
    assert mission.margin.margin_s > number(mission, "o2.time_left") == margin_s(mission) > 0.0


def test_a_share_is_never_shown_above_a_hundred_percent() -> None:
    mission = Mission(hop(), seed=4)
    gas = mission._world.state.suits["ev1"].gas
    read, shown = [], set()
    for _ in range(150):
        gas.h2o = gas.amount  # far more than the air in a suit can hold
        mission.step()
        read.append(number(mission, "ev1.suit.humidity"))
        shown.add(reading(mission, "ev1.suit.humidity", {}).text)
    assert max(read) > 1.01, "an instrument may read more, by its errors"
    assert max(int(text.removesuffix(" %")) for text in shown) == 100
