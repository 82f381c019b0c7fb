"""What a state of body and suit costs: time, slips, and the way in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from game.physics.constants import MMHG
from game.world.capability import Capability
from tests.world.conftest import Flight


def able(flight: Flight, who: str = "ev1") -> Capability:
    return flight.world.capability(who)


def test_fog_doubles_the_time_of_everything(fly: Callable[..., Flight]) -> None:
    flight = fly()
    flight.close_suits(mode="vent")
    clear = able(flight)
    suit = flight.world.state.suits["ev1"]
    suit.fog = 0.1
    assert able(flight) == clear
    suit.fog = 0.5
    assert able(flight).speed == pytest.approx(clear.speed / 2.0)
    assert able(flight).slips == pytest.approx(clear.slips + 4.0)


def test_who_is_blind_outside_must_be_talked_in(fly: Callable[..., Flight]) -> None:
    crew = {
        who: {"name": who, "role": who.upper(), "seat": at + 1, "place": place}
        for at, (who, place) in enumerate((("ev1", "outside"), ("plt", "seat")))
    }
    flight = fly(crew=crew, cabin={"pressure": "0 Pa", "leak": "10 cm2"})
    flight.do("unlatch", "swing open")
    flight.world.state.suits["ev1"].fog = 0.6
    flight.world.state.bodies["plt"].conscious = False
    (refused,) = flight.do("move ev1 hatch")
    assert refused is not None and "fogged visor" in refused and "flow ev1 high" in refused
    flight.world.state.bodies["plt"].conscious = True
    assert flight.do("move ev1 hatch") == [None]


@pytest.mark.parametrize(
    ("mmhg", "least", "most"), [(8, 1.0, 1.0), (21, 0.85, 0.97), (38, 0.65, 0.80), (57, 0.4, 0.6)]
)
def test_co2_makes_slow_by_degrees(
    fly: Callable[..., Flight], mmhg: float, least: float, most: float
) -> None:
    """Headache at 21 and 38 mmHg, confusion at 57: facts (c)."""
    flight = fly()
    fresh = able(flight)
    flight.world.state.bodies["ev1"].inspired_co2 = mmhg * MMHG
    now = able(flight)
    assert least <= now.speed / fresh.speed <= most
    assert (now.slips > fresh.slips) == (mmhg > 15)


def test_heat_makes_slow_by_degrees(fly: Callable[..., Flight]) -> None:
    flight = fly()
    body = flight.world.state.bodies["ev1"]
    found = []
    for celsius in (37.5, 38.0, 38.5, 39.0, 39.5, 40.5):
        body.core = 273.15 + celsius
        found.append((able(flight).speed, able(flight).slips))
    assert found[0] == found[1] and found[4] == found[5]
    assert found[1][0] > found[2][0] > found[3][0] > found[4][0]
    assert found[1][1] < found[2][1] < found[3][1] < found[4][1]
