"""Published cases of physiology and accidents, driven through the world, each with its tolerance.

Sources: [S] read, [R] general knowledge; facts page, and the docstrings of game/physics.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from game.level.schema import CrewMember, Orbit
from game.physics.constants import MMHG, PSI, R_GAS
from game.world import body
from game.world.cabin import CV
from game.world.gas import Gas
from game.world.sky import sky_of
from tests.world.conftest import Flight

FOOT = 0.3048
ONE = {"ev1": {"name": "n", "role": "EV1", "seat": 1}}
ROOM = {
    "volume": "1000 m3", "scrubber": "0 kg/s", "relief_low": "30 psi", "o2_makeup": "0 kg/h",
    "wall_conductance": 1e7,
}  # fmt: skip
"""A chamber so large that one person changes nothing in it."""


def standard(feet: float) -> float:
    """Pressure of the U.S. Standard Atmosphere 1976 up to 20 km, Pa."""
    metres = feet * FOOT
    if metres <= 11000.0:
        return 101325.0 * math.pow(1.0 - 2.25577e-5 * metres, 5.25588)
    return 22632.06 * math.exp(-(metres - 11000.0) / 6341.62)


def chamber(
    fly: Callable[..., Flight], pressure: float, o2: float = 0.2095, **changes: Any
) -> Flight:
    """One person with an open visor in a chamber at ``pressure`` Pa."""
    return fly(cabin=ROOM | {"pressure": f"{pressure!r} Pa", "o2": o2}, crew=ONE, **changes)


def falls_unconscious(flight: Flight, limit_s: float) -> float:
    """Seconds until EV1 loses consciousness; infinite if not within ``limit_s``."""
    body = flight.world.state.bodies["ev1"]
    for second in range(int(limit_s)):
        if not body.conscious:
            return float(second)
        flight.run(1.0)
    return math.inf


# --- Thin air ---


@pytest.mark.parametrize(
    ("pressure", "o2", "least", "most"),
    [
        (101325.0, 0.2095, 0.96, 0.99),
        (standard(8_000), 0.2095, 0.89, 0.94),  # airline passengers [S]
        (standard(10_000), 0.2095, 0.88, 0.92),  # 0.90 [S]
        (standard(530 / FOOT), 0.15, 0.87, 0.92),  # 15 % O2 at 530 m: 0.89 [S]
        (standard(15_000), 0.2095, 0.77, 0.83),  # 0.80 [R]
        (standard(18_000), 0.2095, 0.68, 0.75),  # 0.72 [R]
        (10.2 * PSI, 0.265, 0.93, 0.98),  # Shuttle before a spacewalk, well tolerated [S]
        (8.2 * PSI, 0.34, 0.93, 0.98),  # exploration atmosphere, well tolerated [S]
    ],
)
def test_saturation_in_thin_air(
    fly: Callable[..., Flight], pressure: float, o2: float, least: float, most: float
) -> None:
    flight = chamber(fly, pressure, o2)
    flight.run(1200)
    assert least <= flight.true("ev1.saturation") <= most


@pytest.mark.parametrize("feet", [15_090, 17_000, 17_388])
def test_nobody_faints_where_people_live(fly: Callable[..., Flight], feet: float) -> None:
    """4,600 to 5,300 m: mountain towns and mines [R]."""
    flight = chamber(fly, standard(feet))
    assert falls_unconscious(flight, 3 * 3600.0) == math.inf
    assert not [e for e in flight.log.events if e.kind in ("body.unconscious", "body.dead")]


@pytest.mark.parametrize("feet", [5_000, 8_000, 10_000])
def test_nobody_is_unwell_in_an_airliner(fly: Callable[..., Flight], feet: float) -> None:
    flight = chamber(fly, standard(feet))
    flight.run(3600)
    assert flight.word("ev1.condition") == "well"
    assert flight.world.capability("ev1").slips < 2.0


TUC = [
    (18_000, 1200, 1800), (20_000, 600, 1200), (22_000, 480, 720), (25_000, 180, 300),
    (28_000, 150, 180), (30_000, 60, 120), (35_000, 30, 60), (40_000, 15, 20), (43_000, 9, 12),
]  # fmt: skip
RAPID_TUC = [
    (25_000, 90, 210), (28_000, 75, 90), (30_000, 30, 60), (35_000, 15, 30), (40_000, 7, 10),
    (43_000, 5, 6),
]  # fmt: skip


@pytest.mark.parametrize(("feet", "least", "most"), TUC)
def test_useful_consciousness_after_slow_ascent(
    fly: Callable[..., Flight], feet: float, least: float, most: float
) -> None:
    """[S]; steps of breath are 2 s, so 2 s are allowed beside the range."""
    took = falls_unconscious(chamber(fly, standard(feet)), 4000.0)
    assert least - 2.0 <= took <= most + 2.0


@pytest.mark.parametrize(("feet", "least", "most"), RAPID_TUC)
def test_useful_consciousness_after_rapid_decompression(
    fly: Callable[..., Flight], feet: float, least: float, most: float
) -> None:
    """From 8,000 ft at once [S]: half, from 22,000 ft up."""
    flight = chamber(fly, standard(8_000))
    flight.run(120)
    room = flight.world.state.cabin
    kept = standard(feet) / room.pressure
    for name in ("o2", "n2", "co2", "h2o"):
        setattr(room.gas, name, getattr(room.gas, name) * kept)
    room.energy *= kept
    took = falls_unconscious(flight, 1000.0)
    assert least - 2.0 <= took <= most + 3.0


def test_sudden_vacuum_takes_consciousness_in_6_to_9_s_and_kills_within_90(
    fly: Callable[..., Flight],
) -> None:
    flight = chamber(fly, 8.65 * PSI, 0.32)
    flight.run(60)
    room = flight.world.state.cabin
    for name in ("o2", "n2", "co2", "h2o"):
        setattr(room.gas, name, getattr(room.gas, name) * 1e-4)
    room.energy *= 1e-4
    assert 5.0 <= falls_unconscious(flight, 60.0) <= 10.0
    flight.run(55)
    assert flight.world.state.bodies["ev1"].alive
    flight.run(45)
    assert not flight.world.state.bodies["ev1"].alive


def vacuum_then_air(fly: Callable[..., Flight], seconds: float) -> tuple[float, Flight]:
    """A sudden vacuum for ``seconds``, then air again; how long until EV1 comes round."""
    flight = chamber(fly, 101325.0)
    flight.run(60)
    room = flight.world.state.cabin
    kept = {name: getattr(room.gas, name) for name in ("o2", "n2", "co2", "h2o")}
    energy = room.energy
    for name in kept:
        setattr(room.gas, name, kept[name] * 1e-4)
    room.energy *= 1e-4
    flight.run(seconds)
    for name, amount in kept.items():
        setattr(room.gas, name, amount)
    room.energy = energy
    body = flight.world.state.bodies["ev1"]
    start = flight.world.time
    while not body.conscious and body.alive and flight.world.time - start < 3600.0:
        flight.run(1.0)
    assert body.alive
    return flight.world.time - start, flight


def test_a_short_vacuum_is_slept_off_in_seconds_a_long_one_in_minutes(
    fly: Callable[..., Flight],
) -> None:
    """LeBlanc 1966 was out for some 15 s and woke on the way down [S]; animals that were in a
    vacuum for 90 s took ten minutes and more [R]."""
    short, _ = vacuum_then_air(fly, 20.0)
    assert 2.0 <= short <= 20.0
    long, flight = vacuum_then_air(fly, 88.0)
    assert 200.0 <= long <= 1200.0
    assert flight.word("ev1.condition") == "unwell"


# --- Carbon dioxide ---


def foul(fly: Callable[..., Flight], fraction: float) -> Flight:
    """A chamber at sea level with so much CO2 in the air."""
    flight = chamber(fly, 101325.0)
    flight.run(120)
    gas = flight.world.state.cabin.gas
    made = gas.amount * fraction
    share = 1.0 - fraction
    gas.o2, gas.n2 = gas.o2 * share, gas.n2 * share
    gas.co2 = made
    return flight


def test_seven_and_a_half_percent_co2_for_20_minutes_is_harmless_and_speeds_the_heart(
    fly: Callable[..., Flight],
) -> None:
    """Bailey 2005 [S]."""
    flight = foul(fly, 0.075)
    before = flight.true("ev1.heart_rate")
    assert falls_unconscious(flight, 1200.0) == math.inf
    assert 5.0 <= flight.true("ev1.heart_rate") - before <= 25.0


@pytest.mark.parametrize(
    ("percent", "least", "most"),
    [(5.0, 4 * 3600, math.inf), (6.0, 1200, math.inf), (7.9, 1200, math.inf), (10.0, 90, 900),
     (15.0, 45, 120), (30.0, 15, 60)],
)  # fmt: skip
def test_time_to_co2_narcosis(
    fly: Callable[..., Flight], percent: float, least: float, most: float
) -> None:
    """5 % is borne for hours, 45 to 60 mmHg for more than 20 min; 10 % takes minutes, 15 % one,
    30 % half of one [R]."""
    flight = foul(fly, percent / 100.0)
    took = falls_unconscious(flight, min(4.1 * 3600, most + 100.0))
    assert least <= took
    assert took <= most


# --- Heat and cold ---

ISO_7933 = [(120, 36.83), (200, 36.98), (300, 37.17), (400, 37.36), (500, 37.55), (586, 37.71)]
"""Core temperature at equilibrium, °C: 36.8 + 0.0036 (M - 55), M in W/m2, at 1.9 m2 [R]."""


@pytest.mark.parametrize(("watts", "celsius"), ISO_7933)
def test_core_temperature_at_work(fly: Callable[..., Flight], watts: float, celsius: float) -> None:
    """With as much cooling as is needed: 20 kg/h through the suit, and an athlete in it."""
    flight = fly(
        suit={"flow": {"normal": "20 kg/h"}},
        supply={"o2_a": {"mass": "500 kg", "volume": "20 m3"}},
        crew={
            "ev1": ONE["ev1"]
            | {"place": "outside", "vo2_max": 5.0, "mass": "75 kg", "height": "1.76 m"}
        },
    )
    flight.world.set_effort("ev1", watts)
    flight.run(4 * 3600)
    assert flight.true("ev1.core_temperature") - 273.15 == pytest.approx(celsius, abs=0.3)


@pytest.mark.parametrize("walls", [150.0, 200.0])
def test_cold_kills_nobody_unseen(fly: Callable[..., Flight], walls: float) -> None:
    """Beside walls as cold as that people shiver, grow slow, faint and die; in that order."""
    flight = fly(cabin=ROOM | {"pressure": "1 bar", "o2": 0.2095, "temperature": f"{walls} K"},
                 crew=ONE)  # fmt: skip
    body = flight.world.state.bodies["ev1"]
    seen = []
    for _ in range(24 * 60):
        flight.run(60.0)
        core = body.core - 273.15
        seen.append((core, body.metabolic, body.conscious, flight.world.capability("ev1").speed))
        if not body.alive:
            break
    assert max(metabolic for _, metabolic, _, _ in seen) > 250.0  # shivering
    assert all(conscious for core, _, conscious, _ in seen if core > 30.1)
    assert not any(conscious for core, _, conscious, _ in seen if core < 29.9)
    assert all(speed < 0.8 for core, _, conscious, speed in seen if 30.5 < core < 33.0)
    assert not body.alive
    assert 22.0 < body.core - 273.15 < 30.0
    (dead,) = [e for e in flight.log.events if e.kind == "body.dead"]
    assert "cold" in dead.text


@pytest.mark.parametrize(
    ("kelvin", "least", "most", "condition"),
    [(250, 36.0, 36.8, "unwell"), (283, 36.4, 36.9, "well"), (293, 36.6, 37.0, "well"),
     (308, 36.7, 37.3, "well"), (323, 37.0, 38.0, "well")],
)  # fmt: skip
def test_four_hours_beside_cold_or_hot_walls(
    fly: Callable[..., Flight], kelvin: int, least: float, most: float, condition: str
) -> None:
    """In dry air and a suit with an open visor: shivering and sweat hold the core [R]."""
    flight = fly(cabin=ROOM | {"pressure": "1 bar", "o2": 0.2095, "temperature": f"{kelvin} K"},
                 crew=ONE)  # fmt: skip
    flight.run(4 * 3600)
    assert least <= flight.true("ev1.core_temperature") - 273.15 <= most
    assert flight.word("ev1.condition") == condition
    slow = flight.world.capability("ev1").speed
    assert slow < 0.7 if kelvin == 250 else slow > 0.85


@pytest.mark.parametrize("watts", [586.0, 700.0, 900.0])
def test_who_is_spent_works_no_harder_than_can_be_held(
    fly: Callable[..., Flight], watts: float
) -> None:
    """586 W for 15 min is the peak of the EMU's design (facts (c)); after it some 430 W."""
    flight = in_vacuum(fly, 7.0, watts)
    body = flight.world.state.bodies["ev1"]
    flight.run(240 if watts > 600 else 780)
    assert body.metabolic == pytest.approx(watts, rel=0.03)
    flight.run(1200)
    assert body.strain == 1.0
    assert 400.0 <= body.metabolic <= 480.0
    flight.world.set_effort("ev1", 120.0)
    flight.run(1200)
    assert body.strain < 0.6


# --- Decompression sickness ---


def exposed(
    pressure: float, oxygen_s: float, sex: str = "male", hours: float = 4.0
) -> tuple[float, float]:
    """The risk shown at once, and the share of 1000 people who fall ill: in pure oxygen at
    ``pressure`` Pa, after ``oxygen_s`` s of oxygen at sea level, mild exercise."""
    member = CrewMember.of({"name": "n", "role": "EV1", "seat": 1, "sex": sex})
    one = body.rested(member)
    one.metabolic = 150.0
    oxygen = Gas(o2=1.0)
    for _ in range(int(oxygen_s / body.TISSUE_S)):
        body.wash_out(one, member, oxygen, 101325.0, 101325.0, 101325.0)
    body.wash_out(one, member, oxygen, pressure, pressure, pressure)
    ill: set[float] = set()
    shown = one.dcs_risk
    draws = [(at + 0.5) / 1000.0 for at in range(1000)]
    for _ in range(int(hours * 3600.0 / body.TISSUE_S)):
        before = len(ill)
        body.wash_out(one, member, oxygen, pressure, pressure, pressure)
        ill.update(drawn for drawn in draws if body.bends_due(one, drawn))
        assert len(ill) >= before
    assert one.dcs_risk == shown  # nitrogen washed out later undoes none
    return shown, len(ill) / 1000.0


@pytest.mark.parametrize(
    ("feet", "oxygen_s", "published", "within"),
    [
        (30_000, 3600, 0.87, 0.06),
        (27_500, 3600, 0.75, 0.20),
        (22_500, 3600, 0.26, 0.08),
        (22_500, 0, 0.55, 0.08),
        (21_200, 0, 0.05, 0.03),
        (19_800, 0, 0.00, 0.04),
        (18_100, 0, 0.00, 0.02),
    ],
)
def test_share_with_decompression_sickness(
    feet: float, oxygen_s: float, published: float, within: float
) -> None:
    """Webb 1998, Webb and Pilmanis 2005 [S]; what is shown is what happens.

    At 27,500 ft it is 0.56 here, 0.19 too little: the null model is fitted at 4.3 psi, which is
    30,000 ft, and falls too steeply with pressure just above it.
    """
    shown, ill = exposed(standard(feet), oxygen_s)
    assert shown == pytest.approx(published, abs=within)
    assert ill == pytest.approx(shown, abs=0.05)


def test_women_exercise_and_a_soft_suit_change_the_risk() -> None:
    """Conkin's null model: exercise washes nitrogen out, men are at less risk; facts (d)."""
    pressure = 4.3 * PSI
    assert exposed(pressure, 3 * 3600, "female")[0] > exposed(pressure, 3 * 3600)[0] * 1.5
    assert exposed(3.7 * PSI, 3 * 3600)[0] > exposed(pressure, 3 * 3600)[0] * 1.5


def test_the_risk_is_that_of_the_real_suit_pressure(fly: Callable[..., Flight]) -> None:
    """A suit that leaks down to 2.9 psi is worse than its set pressure says."""
    flight = fly(crew={"ev1": ONE["ev1"] | {"place": "outside"}})
    flight.run(60)
    before = flight.true("ev1.nitrogen_ratio")
    flight.world.state.suits["ev1"].damage = 55e-6
    flight.run(300)
    suit = flight.world.state.suits["ev1"]
    assert suit.pressure < 0.75 * flight.world.level.suit.pressure
    assert flight.true("ev1.nitrogen_ratio") > 1.3 * before


def test_people_fall_ill_in_the_world_as_shown(fly: Callable[..., Flight]) -> None:
    """36 people, straight from sea level into a vacuum in suits of 5.1 psi."""
    crew = {
        f"c{at}": {"name": "n", "role": f"C{at}", "seat": at + 1, "place": "outside"}
        for at in range(12)
    }
    tank = {"mass": "500 kg", "volume": "20 m3"}
    shown = ill = 0.0
    for seed in range(3):
        flight = fly(seed=seed, crew=crew, prebreathe=[], supply={"o2_a": tank, "o2_b": tank})
        flight.run(60)
        shown += sum(flight.true(f"{who}.dcs_risk") for who in crew) / 36.0
        flight.run(4 * 3600)
        ill += sum(flight.world.state.bodies[who].bends for who in crew) / 36.0
    assert ill == pytest.approx(shown, abs=0.2)
    assert shown > 0.6


# --- Accidents ---


def filled(flight: Flight, pressure: float, o2: float) -> None:
    """Fill the chamber at once: dry gas at ``pressure`` Pa with so much oxygen."""
    room, plan = flight.world.state.cabin, flight.world.level.cabin
    amount = pressure * plan.volume / (R_GAS * room.temperature)
    room.gas.o2, room.gas.n2, room.gas.co2, room.gas.h2o = o2 * amount, (1 - o2) * amount, 0.0, 0.0
    room.energy, room.pressure = amount * CV * room.temperature, pressure


def test_leblanc_1966(fly: Callable[..., Flight]) -> None:
    """A suit falls from 3.8 to 0.1 psi in 10 s in a chamber at vacuum, which is filled with air.

    He was out after some 14 s, awake near 15,000 ft on the way down, and well [S]. Here it is 10 s,
    within the 9 to 14 s of facts (e), and 12 s too late to wake. The 4 s that are missing stay
    so: the time in vacuum is the middle of 6 to 9 s, which is that of most who were exposed.
    """
    flight = chamber(fly, 3.8 * PSI, 1.0)
    flight.run(120)
    body = flight.world.state.bodies["ev1"]
    out = awake = math.inf
    pressure = 3.8 * PSI
    for second in range(120):
        if second < 10:
            pressure = 3.8 * PSI * math.pow(0.1 / 3.8, (second + 1) / 10.0)
        elif second >= 25:
            pressure = min(pressure + standard(15_000) / 25.0, 101325.0)
        filled(flight, pressure, 1.0 if second < 25 else 0.2095)
        flight.run(1.0)
        if not body.conscious and out == math.inf:
            out = second + 1.0
        if body.conscious and second > out:
            awake = second + 1.0
            break
    assert 9.0 <= out <= 16.0
    at_15_000_ft = 50.0
    assert at_15_000_ft - 10.0 <= awake <= at_15_000_ft + 20.0
    filled(flight, 101325.0, 0.2095)
    flight.run(600)
    assert flight.word("ev1.condition") == "well"


def test_soyuz_11(fly: Callable[..., Flight]) -> None:
    """915 to 50 mmHg in 115 s without suits [S]: helpless in a minute, dead in two to four [R]."""
    crew = {f"c{at}": {"name": "n", "role": f"C{at}", "seat": at + 1} for at in range(3)}
    flight = fly(crew=crew, cabin={
        "volume": "4 m3", "pressure": f"{915.0 * MMHG!r} Pa", "o2": 0.25, "leak": "507 mm2",
        "relief_low": "30 psi", "o2_makeup": "0 kg/h",
    })  # fmt: skip
    bodies = flight.world.state.bodies
    fell = out = dead = math.inf
    for second in range(400):
        flight.run(1.0)
        if flight.true("cabin.pressure") < 50.0 * MMHG:
            fell = min(fell, second + 1.0)
        if not bodies["c0"].conscious:
            out = min(out, second + 1.0)
        if not bodies["c0"].alive:
            dead = min(dead, second + 1.0)
    assert fell == pytest.approx(115.0, rel=0.1)
    assert 45.0 <= out <= 90.0
    assert 110.0 <= dead <= 240.0


LM = {"volume": "6.654 m3", "scrubber": "0 kg/s", "o2_makeup": "0 kg/h", "relief_low": "15 psi"}


def test_apollo_lm_is_filled_by_its_oxygen(fly: Callable[..., Flight]) -> None:
    """6.6 lb into 235 ft3: 4.8 to 5.0 psia [S], within 1 %."""
    flight = fly(crew=ONE, cabin=LM | {"pressure": "0 Pa"}, supply={"repress_o2": "0.05 kg/s"})
    flight.do("flow ev1 off", "repress o2")
    flight.run(60)
    flight.do("repress off")
    flight.run(300)
    assert 4.8 * PSI * 0.99 <= flight.true("cabin.pressure") <= 5.0 * PSI * 1.01


def test_apollo_lm_is_dumped_by_one_valve_or_two(fly: Callable[..., Flight]) -> None:
    """5 to 0.08 psia in 180 s by one valve and 90 by both [S]; the area is that of the one."""
    took = []
    for area in (807.0, 1614.0):
        flight = fly(crew=ONE, cabin=LM | {
            "pressure": "5 psi", "o2": 1.0, "vent_area": f"{area} mm2", "wall_conductance": 1e6,
        })  # fmt: skip
        flight.do("visor ev1 closed", "vent open")
        took.append(flight.run_until("cabin.pressure", 0.08 * PSI))
    assert took[0] == pytest.approx(180.0, rel=0.02)
    assert took[1] == pytest.approx(90.0, rel=0.03)


# --- Suits and protocols ---


@pytest.mark.parametrize(("hours", "minutes"), [(12, 75), (24, 40)])
def test_the_shuttle_protocols_come_to_1_65(
    fly: Callable[..., Flight], hours: int, minutes: int
) -> None:
    """An hour of oxygen, a stay at 10.2 psia and 26.5 %, then oxygen in the suit: R 1.65 [S]."""
    oxygen = {"pressure": "14.7 psi", "o2": 1.0}
    stay = {"pressure": "10.2 psi", "o2": 0.265, "time": f"{hours} h"}
    flight = fly(
        crew={"ev1": ONE["ev1"] | {"place": "outside"}}, suit={"pressure": "4.3 psi"},
        prebreathe=[oxygen | {"time": "1 h"}, stay, oxygen | {"time": f"{minutes} min"}],
    )  # fmt: skip
    flight.run(31)
    assert flight.true("ev1.nitrogen_ratio") == pytest.approx(1.65, abs=0.015)


def in_vacuum(fly: Callable[..., Flight], flow: float, watts: float) -> Flight:
    """One person in a cabin open to space, at a flow, kg/h, at work of so many watts."""
    flight = fly(
        suit={"flow": {"normal": f"{flow} kg/h"}},
        supply={"o2_a": {"mass": "500 kg", "volume": "20 m3"}},
        cabin={"pressure": "0 Pa", "leak": "100 cm2"},
        crew={"ev1": ONE["ev1"] | {"mass": "75 kg", "height": "1.76 m"}},
    )
    flight.world.set_effort("ev1", watts)
    return flight


@pytest.mark.parametrize(("flow", "watts"), [(2.5, 120.0), (4.9, 200.0)])
def test_the_published_head_up_display(
    fly: Callable[..., Flight], flow: float, watts: float
) -> None:
    """47 % RH and 33.8 °C at 2.5 to 4.9 kg/h [C,M]; the work behind it is not published."""
    flight = in_vacuum(fly, flow, watts)
    flight.run(2 * 3600)
    assert flight.true("ev1.suit.humidity") == pytest.approx(0.47, abs=0.05)
    assert flight.true("ev1.suit.temperature") - 273.15 == pytest.approx(33.8, abs=1.7)


@pytest.mark.parametrize(
    ("flow", "ceiling", "over"),
    [(1.7, 167, 1.2), (2.5, 221, 1.1), (3.5, 288, 1.1), (5.0, 390, 1.1), (7.0, 525, 1.1)],
)
def test_gas_alone_cools_so_much_and_no_more(
    fly: Callable[..., Flight], flow: float, ceiling: float, over: float
) -> None:
    """Latent and sensible heat of the flow, and 52 W through the walls: facts (b) [C].

    That is the most; at 7 kg/h people give off less of it here. At 1.7 kg/h it is 8 % more.
    """
    warm = in_vacuum(fly, flow, 0.7 * ceiling)
    warm.run(4 * 3600)
    assert warm.true("ev1.core_temperature") - 273.15 < 37.6
    hot = in_vacuum(fly, flow, over * ceiling)
    reached = hot.true("ev1.core_temperature")
    for _ in range(8):
        hot.run(1800)
        reached = max(reached, hot.true("ev1.core_temperature"))
    assert reached - 273.15 > 38.2


# --- Contact ---


@pytest.mark.parametrize(
    ("km", "least", "most"), [(200, 0.85, 0.95), (420, 0.90, 0.98), (1200, 0.999, 1.0)]
)
def test_two_relays_cover_most_of_an_orbit(km: int, least: float, most: float) -> None:
    """TDRS at 41 and 174 W without stations: 85 to 100 %, all of it from 1200 km up [S]."""
    plan = Orbit.of({
        "perigee": f"{km} km", "apogee": f"{km} km", "inclination": "51.6 deg",
        "relays": ["west", "central"], "stations": False,
    })  # fmt: skip
    sky = sky_of(plan)
    heard = [sky.signal(60.0 * minute) for minute in range(24 * 60)]
    assert least <= heard.count(True) / len(heard) <= most
