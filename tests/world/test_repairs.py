"""What strangers found wrong with the ship, its suits and its displays, and how it should be."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from game.physics.gas import saturation_pressure_water
from game.world import body as bodies
from game.world.gas import Gas
from tests.world.conftest import ROLES, Flight, totals

PSI = 6894.757293168361
MMHG = 133.322387415
ONE = {"ev1": {"name": "n", "role": "EV1", "seat": 1}}
OUTSIDE = {"ev1": ONE["ev1"] | {"place": "outside"}}
BIG_TANKS = {
    "o2_a": {"mass": "500 kg", "volume": "20 m3"}, "o2_b": {"mass": "500 kg", "volume": "20 m3"},
}  # fmt: skip


def humidity(flight: Flight) -> float:
    room = flight.world.state.cabin
    vapour = room.pressure * room.gas.h2o / room.gas.amount
    return vapour / saturation_pressure_water(room.temperature)


# --- The ship ---


def test_an_idle_ship_keeps_four_people_well_for_a_working_day(fly: Callable[..., Flight]) -> None:
    """The cabin's regulator makes up for the oxygen they burn; moisture settles on the walls."""
    flight = fly()
    for _ in range(8):
        flight.run(3600)
        assert humidity(flight) <= 1.01
        assert flight.true("cabin.o2") > 16e3
        assert [flight.word(f"{who}.condition") for who in ROLES] == ["well"] * 4


def test_a_ship_without_a_regulator_runs_out_of_oxygen(fly: Callable[..., Flight]) -> None:
    flight = fly(cabin={"o2_makeup": "0 kg/h"})
    flight.run(8 * 3600)
    assert flight.true("cabin.o2") < 12e3


def test_the_regulator_does_not_feed_a_vent(fly: Callable[..., Flight]) -> None:
    flight = fly()
    flight.close_suits(flow="off", mode="vent")
    flight.do("vent open")
    held = flight.world.state.supply.o2_a
    flight.run(120)
    assert flight.true("cabin.o2") < 18e3
    assert flight.world.state.supply.o2_a == held


def test_condensing_keeps_every_mole_and_joule(fly: Callable[..., Flight]) -> None:
    flight = fly(cabin={"scrubber": "0 kg/s", "temperature": "283 K"})
    state = flight.world.state
    start, held = totals(flight.world), state.cabin.energy
    flight.run(6 * 3600)
    now = totals(flight.world)
    for name, amount in start.items():
        assert now[name] == pytest.approx(amount, abs=1e-9 * sum(start.values()))
    gained = state.cabin.enthalpy + state.cabin.wall_heat
    assert state.cabin.energy - held == pytest.approx(gained, abs=1e-9 * held + 1e-6 * abs(gained))


def test_a_stuck_pressure_has_no_rate(fly: Callable[..., Flight]) -> None:
    flight = fly(faults={"it": {"effect": "stuck cabin.pressure", "text": "Stuck.", "at": "10 s"}})
    flight.close_suits()
    flight.run(60)
    flight.do("vent full")
    flight.run(60)
    assert abs(flight.world.reading("cabin.pressure_rate")) < 0.5
    assert flight.true("cabin.pressure") < 10e3


def test_the_rate_is_that_of_the_pressure_shown(fly: Callable[..., Flight]) -> None:
    flight = fly()
    flight.close_suits()
    flight.run(60)
    flight.do("vent open")
    flight.run(120)
    shown, true = (
        flight.world.reading("cabin.pressure_rate"),
        flight.true("cabin.pressure_rate"),
    )
    assert shown != true
    assert shown == pytest.approx(true, rel=0.2)


@pytest.mark.parametrize("feed", ["both", "a", "b"])
@pytest.mark.parametrize("flow", ["low", "high"])
def test_oxygen_left_comes_true(fly: Callable[..., Flight], feed: str, flow: str) -> None:
    """Within 1 %, until flow falls off: gas below the regulator's inlet pressure is not counted."""
    flight = fly(
        crew=ONE,
        supply={"o2_a": {"mass": "3 kg", "volume": "20 L"},
                "o2_b": {"mass": "4 kg", "volume": "20 L"}},
    )  # fmt: skip
    flight.close_suits(flow=flow)
    flight.do(f"tank {feed}")
    flight.run(300)
    told = flight.true("o2.time_left")
    full, start = flight.true("ev1.suit.flow"), flight.world.time
    while flight.true("ev1.suit.flow") > 0.99 * full:
        flight.run(1.0)
    assert flight.world.time - start == pytest.approx(told, rel=0.01)
    flight.run(30)
    assert flight.true("o2.time_left") == 0.0


# --- Suits ---


def test_a_suit_in_vent_pressurises_by_itself(fly: Callable[..., Flight]) -> None:
    flight = fly()
    flight.close_suits(mode="vent")
    flight.do("vent full")
    flight.run(600)
    assert flight.true("cabin.pressure") < 1e3
    for who in ROLES:
        assert flight.true(f"{who}.suit.pressure") == pytest.approx(5.1 * PSI, rel=0.03)
        assert flight.word(f"{who}.condition") == "well"


def test_a_relief_valve_guards_a_suit(fly: Callable[..., Flight]) -> None:
    """Whatever feeds it: purge, the bottle, a check with the outlet shut."""
    flight = fly(suit={"emergency_mass": "5 kg"})
    flight.close_suits(flow="purge")
    flight.run(60)
    flight.do("emergency ev1 on", *(f"isolate {who}" for who in ROLES))
    flight.do("emergency ev2 on", "vent full")
    for _ in range(300):
        flight.run(2.0)
        for who in ROLES:
            assert flight.true(f"{who}.suit.delta") < 1.3 * 5.1 * PSI


def test_no_leak_check_on_the_bottle(fly: Callable[..., Flight]) -> None:
    flight = fly()
    flight.close_suits()
    flight.run(60)
    flight.do("emergency ev1 on")
    (answer,) = flight.do("isolate ev1")
    assert answer is not None
    assert "emergency" in answer
    flight.do("isolate ev2", "emergency ev2 on")
    assert flight.word("ev2.suit.mode") == "press"
    assert flight.word("ev2.suit.leak_check") == "unknown"
    flight.world.state.suits["plt"].locked = False
    flight.do("isolate plt")
    flight.run(60)
    flight.do("judge plt")
    assert flight.word("plt.suit.leak_check") == "failed"


def test_a_leak_check_that_is_left_has_no_result(fly: Callable[..., Flight]) -> None:
    flight = fly()
    flight.close_suits()
    flight.run(60)
    flight.do("isolate ev1", "suit ev1 press")
    assert flight.word("ev1.suit.leak_check") == "unknown"


@pytest.mark.parametrize(
    ("pressure", "o2", "may"),
    [("14 psi", 0.02, False), ("19.9 kPa", 1.0, True), ("8.65 psi", 0.32, True),
     ("30 kPa", 0.2095, False)],
)  # fmt: skip
def test_a_visor_is_opened_by_the_oxygen_around_it(
    fly: Callable[..., Flight], pressure: str | float, o2: float, may: bool
) -> None:
    flight = fly(cabin={"pressure": pressure, "o2": o2}, crew=ONE)
    flight.do("visor ev1 closed", "flow ev1 normal", "don ev1")
    flight.run(20)
    (answer,) = flight.do("visor ev1 open")
    assert (answer is None) == may
    if answer is not None:
        assert "oxygen around" in answer


def test_a_level_may_begin_outside(fly: Callable[..., Flight]) -> None:
    """The suit is closed, pressurised and fed from the start."""
    flight = fly(crew=OUTSIDE, cabin={"pressure": "0 Pa"}, supply=BIG_TANKS)
    assert flight.word("ev1.suit.visor") == "closed"
    assert flight.word("ev1.suit.mode") == "press"
    flight.run(3600)
    assert flight.word("ev1.condition") == "well"
    assert flight.true("ev1.suit.delta") == pytest.approx(5.1 * PSI, rel=0.03)


def test_everybody_wears_a_closed_suit_in_a_cabin_at_vacuum(fly: Callable[..., Flight]) -> None:
    flight = fly(cabin={"pressure": "0 Pa"}, supply=BIG_TANKS)
    flight.run(1800)
    assert [flight.word(f"{who}.condition") for who in ROLES] == ["well"] * 4


# --- Bodies ---


def test_sweat_does_not_stop_the_prebreathe_clock(fly: Callable[..., Flight]) -> None:
    """Water vapour is no nitrogen: the clock runs in a hot wet suit of pure oxygen."""
    flight = fly(crew=ONE)
    flight.close_suits(flow="purge", mode="vent")
    flight.run(600)
    flight.do("flow ev1 low")
    flight.world.set_effort("ev1", 350.0)
    before = flight.true("ev1.prebreathe")
    flight.run(1200)
    gas = flight.world.state.suits["ev1"].gas
    assert gas.o2 / gas.amount < 0.95
    assert flight.true("ev1.prebreathe") == pytest.approx(before + 1200.0, abs=31.0)
    assert flight.true("ev1.suit.o2_fraction") > 0.95


def test_water_vapour_is_taken_off_once(fly: Callable[..., Flight]) -> None:
    """Tracheal oxygen is the dry fraction of the pressure less 47 mmHg."""
    flight = fly(crew=ONE)
    flight.close_suits(flow="normal")
    flight.world.set_effort("ev1", 350.0)
    flight.run(1200)
    gas = flight.world.state.suits["ev1"].gas
    dry = gas.o2 / (gas.o2 + gas.n2 + gas.co2)
    pressure = flight.true("ev1.suit.pressure") / MMHG
    assert gas.h2o / gas.amount > 0.02
    oxygen = flight.world.state.bodies["ev1"].tracheal / MMHG
    assert oxygen == pytest.approx(dry * (pressure - 47.0), rel=0.01)


@pytest.mark.parametrize(("pressure", "o2"), [("8.65 psi", 0.20), ("14.7 psi", 0.05)])
def test_nobody_dies_of_heat_who_lacks_oxygen(
    fly: Callable[..., Flight], pressure: str | float, o2: float
) -> None:
    flight = fly(cabin={"pressure": pressure, "o2": o2, "o2_makeup": "0 kg/h", "volume": "500 m3",
                        "relief_low": "20 psi"}, crew=ONE)  # fmt: skip
    flight.run(4 * 3600)
    dead = [e for e in flight.log.events if e.kind == "body.dead"]
    assert all("hypoxia" in e.text and e.causes for e in dead)
    assert bool(dead) == (o2 < 0.1)
    out = [e for e in flight.log.events if e.kind == "body.unconscious"]
    assert all(e.causes for e in out)


def test_a_heart_has_the_highest_rate_of_its_age(fly: Callable[..., Flight]) -> None:
    """208 - 0.7 age: Tanaka 2001 [R]."""
    flight = fly(crew={"ev1": OUTSIDE["ev1"] | {"age": 60, "vo2_max": 5.0}}, supply=BIG_TANKS)
    flight.world.set_effort("ev1", 900.0)
    flight.run(1200)
    assert flight.true("ev1.heart_rate") == pytest.approx(208.0 - 0.7 * 60, abs=1.0)


def test_skin_is_that_of_the_person(fly: Callable[..., Flight]) -> None:
    """Du Bois 1916 [R]: 1.71 m2 for 62 kg and 1.70 m."""
    flight = fly(crew={"ev1": ONE["ev1"] | {"mass": "62 kg", "height": "1.70 m"}})
    assert flight.world.state.bodies["ev1"].area == pytest.approx(1.71, abs=0.02)


def test_air_that_can_be_breathed() -> None:
    assert bodies.breathable(Gas(o2=0.21, n2=0.79), 101325.0)
    assert not bodies.breathable(Gas(o2=0.02, n2=0.98), 101325.0)
    assert not bodies.breathable(Gas(o2=0.21, n2=0.69, co2=0.1), 101325.0)
    assert not bodies.breathable(Gas(), 0.0)


# --- Absurd ships ---


@pytest.mark.parametrize(
    "changes",
    [
        {"suit": {"demand": "0 kg/h"}, "supply": {"o2_a": {"mass": "0 kg", "volume": "1 L"},
                                                  "o2_b": {"mass": "0 kg", "volume": "1 L"}}},
        {"cabin": {"pressure": "0 Pa", "volume": "0.1 m3", "leak": "1 mm2"}},
        {"cabin": {"pressure": "0 Pa", "volume": "0.3 m3", "leak": "1 mm2"},
         "suit": {"leak": "1 mm2"}},
        {"suit": {"volume": "90 L"}, "cabin": {"volume": "0.4 m3"}},
        {"suit": {"volume": "2 m3"}, "cabin": {"volume": "9.3 m3", "wall_conductance": 0.0}},
        {"suit": {"leak": "10 cm2", "volume": "1 L"}, "cabin": {"volume": "1 L"}},
    ],
)  # fmt: skip
def test_no_ship_breaks_the_simulation(fly: Callable[..., Flight], changes: dict[str, Any]) -> None:
    flight = fly(**changes)
    start = totals(flight.world)
    orders = [
        "visor ev1 closed", "flow ev1 off", "flow ev2 purge", "suit ev2 press", "vent full",
        "repress emergency", "visor ev1 open", "vent closed", "move ev1 cabin", "repress off",
        "isolate ev2", "emergency ev2 on", "relief high", "vent open", "visor plt closed",
        "suit plt press", "suit ev2 vent", "tank a", "repress o2", "vent closed", "tank both",
    ]  # fmt: skip
    for order in orders:
        flight.do(order)
        flight.run(37)
    now = totals(flight.world)
    for name, amount in start.items():
        assert now[name] == pytest.approx(amount, abs=1e-9 * sum(start.values()))
    state = flight.world.state
    assert state.cabin.energy >= 0.0
    assert math.isfinite(state.cabin.temperature)
    for worn in state.suits.values():
        assert math.isfinite(worn.pressure)
        assert min(worn.gas.o2, worn.gas.n2, worn.gas.co2, worn.gas.h2o) >= 0.0
