"""What panels say of a mission: values that more than one of them shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from game.display.values import gauged, margin_s, number, reading
from game.mission import Mission
from game.vocabulary.channels import Channel, expand
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


@dataclass(frozen=True)
class Seen:
    """What the ground sees, by channel."""

    channels: Mapping[str, Channel]
    telemetry: Mapping[str, float | str]


def test_what_is_shown_below_zero_is_a_matter_of_the_channel() -> None:
    channels = expand(("ev1",), ())
    values = {
        "o2.a.mass": -0.4,
        "ev1.suit.delta": -1500.0,
        "ev1.suit.pressure": -60.0,
        "cabin.temperature": 271.15,
        "cabin.pressure_rate": -5.0,
    }
    seen: Any = Seen(channels, values | {name + ".transducer": "a" for name in values})
    shown = {name: reading(seen, name, {}).text for name in values}
    assert shown == {
        "o2.a.mass": "0.0 kg",
        "ev1.suit.delta": "-1.5 kPa",
        "ev1.suit.pressure": "0.0 kPa",
        "cabin.temperature": "-2.0 °C",
        "cabin.pressure_rate": "-0.30 kPa/min",
    }
    assert gauged(seen, "o2.a.mass") == 0.0 and gauged(seen, "ev1.suit.delta") == -1500.0


def test_a_gauge_that_drifts_says_nothing_below_empty_where_go_is_asked_for() -> None:
    drift = {"effect": "drift o2.a.mass -100 %", "at": "1 s", "text": "The gauge of A drifts."}
    level = hop(
        faults={"drift": drift},
        procedures={
            "wait": {
                "title": "Look",
                "steps": [{"text": "look", "critical": True, "go_if": ["o2.a.mass > 1 kg"]}],
            }
        },
        plan=["wait"],
    )
    mission = Mission(level)
    mission.order("run wait")
    mission.fly(1800)
    assert number(mission, "o2.a.mass") < 0.0
    (line,) = mission.checklist("wait").steps[0].go_if
    assert (line.now, line.met) == ("0.0 kg", False)
