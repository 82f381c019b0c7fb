"""Published and computed cases of the facts page, driven through the real world step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.world.conftest import Flight

PSI = 6894.757293168361
HOLE_50 = f"{0.8 * 3.141592653589793 * 0.025 * 0.025!r} m2"
HOLE_30 = f"{0.8 * 3.141592653589793 * 0.015 * 0.015!r} m2"
NOBODY = {"ev1": {"name": "n", "role": "EV1", "seat": 1}}


def hull(leak: str, conductance: float) -> dict[str, object]:
    return {
        "cabin": {"leak": leak, "wall_conductance": conductance, "scrubber": "0 kg/s"},
        "crew": NOBODY,
        "suit": {"volume": "0.1 L"},
    }


def test_t1_isothermal_50_mm(fly: Callable[..., Flight]) -> None:
    """T1: 8.65 psi through 50 mm: 1 psi at 64.5 s when the walls keep the gas warm."""
    flight = fly(**hull(HOLE_50, 1e8))
    flight.do("visor ev1 closed")
    assert flight.run_until("cabin.pressure", PSI) == pytest.approx(64.5, abs=0.65 + 0.5)


def test_t1_adiabatic_50_mm(fly: Callable[..., Flight]) -> None:
    """T1: the same without any heat from the walls: 53.9 s."""
    flight = fly(**hull(HOLE_50, 0.0))
    flight.do("visor ev1 closed")
    assert flight.run_until("cabin.pressure", PSI) == pytest.approx(53.9, abs=0.54 + 0.5)


def test_t1_reality_lies_between(fly: Callable[..., Flight]) -> None:
    flight = fly(**hull(HOLE_50, 80.0))
    flight.do("visor ev1 closed")
    assert 53.9 < flight.run_until("cabin.pressure", PSI) < 64.5


@pytest.mark.parametrize(("psi", "seconds"), [(5.0, 45.5), (1.0, 179.1), (0.1, 370.2)])
def test_t2_isothermal_30_mm(fly: Callable[..., Flight], psi: float, seconds: float) -> None:
    flight = fly(**hull(HOLE_30, 1e8))
    flight.do("visor ev1 closed")
    took = flight.run_until("cabin.pressure", psi * PSI)
    assert took == pytest.approx(seconds, abs=0.01 * seconds + 0.5)


def test_t3_vent_takes_ten_minutes(fly: Callable[..., Flight]) -> None:
    """T3: Cd·A 168.8 mm2 from 8.65 to 1 psi in 600 s, with nothing coming in."""
    flight = fly(cabin={"wall_conductance": 1e8, "scrubber": "0 kg/s"}, crew=NOBODY)
    flight.do("visor ev1 closed", "vent open")
    assert flight.run_until("cabin.pressure", PSI) == pytest.approx(600.0, rel=0.01)


def test_t5_a_kilogram_of_oxygen(fly: Callable[..., Flight]) -> None:
    """T5: a closed cabin and 1.000 kg O2 more: 9.845 psi, 40.26 % oxygen."""
    flight = fly(
        cabin={"relief_low": "20 psi", "wall_conductance": 1e8, "scrubber": "0 kg/s"},
        supply={"repress_o2": "0.01 kg/s"},
        crew=NOBODY,
    )
    flight.do("visor ev1 closed", "flow ev1 off", "repress o2")
    flight.run(100)
    flight.do("repress off")
    flight.run(20)
    assert flight.true("cabin.pressure") / PSI == pytest.approx(9.845, rel=1e-3)
    assert flight.true("cabin.o2_fraction") == pytest.approx(0.4026, rel=1e-3)


def test_t6_nitrogen_repress_rate(fly: Callable[..., Flight]) -> None:
    """T6: N2 at 0.01 kg/s into 9.3 m3 at 295 K: +0.819 psi a minute."""
    flight = fly(
        cabin={"relief_low": "20 psi", "wall_conductance": 1e8, "scrubber": "0 kg/s"}, crew=NOBODY
    )
    flight.do("visor ev1 closed", "repress n2")
    flight.run(10)
    before = flight.true("cabin.pressure")
    flight.run(60)
    gained = (flight.true("cabin.pressure") - before) / PSI
    assert gained == pytest.approx(0.819, rel=5e-3)


@pytest.mark.parametrize(("psi", "kg_per_h"), [(5.1, 3.121), (4.3, 2.631)])
def test_t14_four_millimetre_hole(fly: Callable[..., Flight], psi: float, kg_per_h: float) -> None:
    """T14: what the regulator has to add to an empty suit with a 4 mm hole, in vacuum."""
    hole = 0.8 * 3.141592653589793 * 0.002 * 0.002
    flight = fly(suit={"pressure": f"{psi} psi", "leak": f"{hole!r} m2"}, crew=NOBODY)
    flight.close_suits(flow="low")
    flight.world.state.bodies["ev1"].alive = False
    flight.do("vent full")
    flight.run(1200)
    suit = flight.world.state.suits["ev1"]
    assert suit.pressure == pytest.approx(psi * PSI, rel=0.03)
    at_300_k = suit.flow * 3600.0 * psi * PSI / suit.pressure * (suit.temperature / 300.0) ** 0.5
    assert at_300_k == pytest.approx(kg_per_h, rel=0.01)


def test_t16_emergency_bottle(fly: Callable[..., Flight]) -> None:
    """T16: 2.286 kg at 3.52 kg/h last 39.0 min."""
    flight = fly(suit={"emergency_mass": "2.286 kg", "emergency_flow": "3.52 kg/h"}, crew=NOBODY)
    flight.close_suits(flow="off")
    flight.do("emergency ev1 on")
    took = flight.run_until("ev1.suit.emergency_mass", 1e-6)
    assert took / 60.0 == pytest.approx(39.0, abs=0.2)


def test_t17_flow_stops(fly: Callable[..., Flight]) -> None:
    """T17: no flow, 293 W, 50 L, 300 K: CO2 rises by 12.2 mmHg a minute."""
    flight = fly(suit={"volume": "50 L"}, crew=NOBODY)
    flight.close_suits()
    flight.world.set_effort("ev1", 293.0)
    flight.run(300)
    flight.do("isolate ev1")
    suit = flight.world.state.suits["ev1"]
    flight.run(4)
    before, warm = flight.true("ev1.suit.co2"), suit.temperature
    flight.run(60)
    gained = (
        flight.true("ev1.suit.co2") * 300.0 / suit.temperature - before * 300.0 / warm
    ) / 133.322
    assert gained == pytest.approx(12.2, rel=0.03)


def test_t24_four_people_foul_a_cabin(fly: Callable[..., Flight]) -> None:
    """T24: 4 crew at 0.69 g CO2/min without a scrubber: +7.44 mmHg an hour."""
    watts = 0.69 / 1.446 * 293.0
    flight = fly(
        cabin={"scrubber": "0 kg/s", "relief_low": "20 psi", "wall_conductance": 1e8},
        suit={"volume": "1 L", "stiffness": 0},  # nobody wears anything here
    )
    for who in flight.world.crew:
        flight.world.set_effort(who, watts)
    flight.run(300)
    before = flight.true("cabin.co2")
    flight.run(3600)
    gained = (flight.true("cabin.co2") - before) / 133.322
    assert gained == pytest.approx(7.44, rel=0.01)


def test_open_suits_enrich_a_closed_cabin(fly: Callable[..., Flight]) -> None:
    """Four suits at 2 kg/h each, relief at 8.65 psi: 32 % becomes 48 % in 15 min, 61 % in 30.

    That figure is for dry gas; breath adds moisture and CO2, which take up to 3.5 % off it.
    """
    flight = fly(
        cabin={"relief_low": "8.65 psi", "scrubber": "0 kg/s"},
        suit={"flow": {"normal": "2 kg/h"}},
    )
    flight.close_suits(mode="vent")
    flight.run(900)
    assert flight.true("cabin.o2_fraction") == pytest.approx(0.48, abs=0.02)
    flight.run(900)
    assert flight.true("cabin.o2_fraction") == pytest.approx(0.61, abs=0.035)
