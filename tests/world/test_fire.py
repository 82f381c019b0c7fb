"""Fire in the cabin: how it starts, grows, hurts and is put out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from game.physics import fire as laws
from tests.world.conftest import Flight, totals


def burning(fly: Callable[..., Flight], o2: float = 0.40, closed: bool = False) -> Flight:
    """A cabin at 8.65 psi in which something began to burn."""
    flight = fly(cabin={"pressure": "8.65 psi", "o2": o2})
    if closed:
        flight.close_suits()
    flight.world.state.cabin.fire = laws.FIRST_HEAT
    return flight


def kinds(flight: Flight) -> list[str]:
    return [one.kind for one in flight.log.events]


def test_there_are_two_cues_and_a_minute_before_anybody_is_hurt(fly: Callable[..., Flight]) -> None:
    flight = burning(fly)
    seen: dict[str, float] = {}
    while not seen.get("hurt"):
        flight.run(1.0)
        holds = {
            "smoke": flight.true("cabin.smoke") > 0.01,
            "flames": flight.word("cabin.fire") == "flames",
            "hot": flight.true("cabin.temperature") > 310.0,
            "hurt": flight.word("ev1.condition") != "well",
        }
        for name, true in holds.items():
            if true:
                seen.setdefault(name, flight.world.time)
    assert 30.0 < seen["smoke"] < 90.0 and 30.0 < seen["flames"] < 90.0
    assert seen["hurt"] > max(seen["smoke"], seen["flames"]) + 120.0
    assert seen["hot"] < seen["hurt"]
    flight.run(600)
    (dead, *_) = [one for one in flight.log.events if one.kind == "body.dead"]
    assert "smoke" in dead.text


def test_a_closed_visor_keeps_smoke_out_and_heat_only_for_so_long(
    fly: Callable[..., Flight],
) -> None:
    flight = burning(fly, closed=True)
    flight.run(600)
    assert all(body.smoked == 0.0 and body.conscious for body in flight.world.state.bodies.values())
    suit = flight.world.state.suits["ev1"]
    assert suit.damage > 0.0
    assert flight.log.events[suit.damage_cause].kind == "cabin.fire"


def test_a_fire_that_is_small_goes_out_and_a_large_one_comes_back(
    fly: Callable[..., Flight],
) -> None:
    small = burning(fly)
    small.run(60)
    small.do("extinguish plt")
    assert small.world.state.cabin.fire == 0.0
    small.run(2)
    assert kinds(small).count("cabin.fire") == 2  # seen, and out
    large = burning(fly)
    large.run(150)
    large.do("extinguish plt")
    assert 0.0 < large.world.state.cabin.fire < 200.0
    large.run(90)
    assert large.world.state.cabin.fire > 200.0
    large.do("extinguish plt", "extinguish plt")
    (refused,) = large.do("extinguish plt")
    assert refused is not None and "empty" in refused


@pytest.mark.parametrize("orders", [("vent full",), ("repress n2",)])
def test_vacuum_and_nitrogen_put_it_out(
    fly: Callable[..., Flight], orders: tuple[str, ...]
) -> None:
    flight = burning(fly, o2=0.30, closed=orders == ("vent full",))
    flight.run(60)
    flight.do(*orders)
    flight.run(900)
    assert flight.world.state.cabin.fire == 0.0


def test_nothing_burns_with_little_oxygen(fly: Callable[..., Flight]) -> None:
    flight = burning(fly, o2=0.15)
    flight.run(60)
    assert flight.world.state.cabin.fire == 0.0


def test_it_burns_as_much_oxygen_as_its_heat_takes(fly: Callable[..., Flight]) -> None:
    flight = burning(fly, closed=True)
    state = flight.world.state
    before, made = totals(flight.world), state.cabin.wall_heat
    state.cabin.fire = laws.MOST_HEAT
    booked = state.absorbed.o2
    flight.run(60)
    after = totals(flight.world)
    for name, amount in before.items():
        assert after[name] == pytest.approx(amount, rel=1e-9, abs=1e-9)
    kilograms = (state.absorbed.o2 - booked) * 0.032
    assert kilograms == pytest.approx(60.0 * laws.MOST_HEAT / 13.1e6, rel=0.15)
    assert state.cabin.wall_heat > made


def test_a_valve_is_a_spark_in_rich_gas_only(fly: Callable[..., Flight]) -> None:
    def sparks(o2: float) -> int:
        flight = fly(seed=3, cabin={"pressure": "14 psi", "o2": o2, "o2_makeup": "0 kg/h"})
        for _ in range(300):
            flight.log.tick += 1
            flight.do("flow ev1 high", "flow ev1 off", "relief high")
            flight.world.state.cabin.fire = 0.0
        return kinds(flight).count("fire.spark")

    assert sparks(0.40) == 0
    some, most = sparks(0.60), sparks(1.0)
    assert 900 * laws.spark_chance(1.0, 96.5e3) == pytest.approx(most, rel=0.4)
    assert 0 < some < most


def test_chances_and_doses_of_the_facts() -> None:
    assert laws.spark_chance(0.40, 1e5) == 0.0
    assert laws.spark_chance(0.70, 101325.0) == pytest.approx(0.015)
    assert laws.least_oxygen(101325.0) == pytest.approx(0.17, abs=0.01)
    assert laws.least_oxygen(1100.0) > 1.0
    assert laws.growth(0.40, 60e3) == pytest.approx(0.0277, abs=1e-4)
    minutes = 1.0 / laws.smoke_dose(0.0, 9.3, 373.15, 60.0)
    assert minutes == pytest.approx(7.9, abs=0.1)  # Purser at 100 °C
