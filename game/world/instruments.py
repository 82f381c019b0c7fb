"""The instruments on board: one row for each, and how each reads the ship.

The rows stand in banks. A bank reads all its instruments at once, in the order of its rows: a
function for each instrument would make a reading of the ship dearer by 4 us, and a flight by 7 %.
A true frame has the numbers of all banks, then their words, then what ops publishes:
checklists, poll and pace.
"""

from __future__ import annotations

from functools import lru_cache

from game.physics.constants import MOLAR_MASS_N2, MOLAR_MASS_O2, R_GAS
from game.physics.fire import dimming
from game.vocabulary.channels import PAIRED, paired
from game.vocabulary.units import NEVER_S
from game.world import fire, hatch, suit
from game.world.body import hurting
from game.world.layout import Frame, Layout
from game.world.state import Ship
from game.world.suit import water_word
from game.world.supply import o2_usable, tank_pressure
from game.world.transducers import BLOCK, RATE_SMOOTHING_S, Instrument

RETIRED: frozenset[int] = frozenset()
"""Numbers, of 1 to 31, of instruments that are gone: no new one may take them, in any bank."""

# Numbers of the ship. The number of an instrument with noise is its own for good: a new one takes
# a number that none has or had, and the noise of all others stays as it is. Noise and lag are [R].

SHIP_NUMBERS = (
    Instrument("mission.met"),
    Instrument("cabin.pressure", 1, noise=25.0),
    Instrument("cabin.pressure_rate", lag_s=2.0 * RATE_SMOOTHING_S),
    Instrument("cabin.o2", 2, noise=40.0, lag_s=10.0),
    Instrument("cabin.o2_fraction", 3, noise=0.001, lag_s=10.0),
    Instrument("cabin.co2", 4, noise=8.0, lag_s=15.0),
    Instrument("cabin.temperature", 5, noise=0.05, lag_s=8.0),
    Instrument("cabin.smoke", 10, noise=5e-5, lag_s=3.0),
    Instrument("hatch.latches"),
    Instrument("o2.a.mass", 6, noise=0.01),
    Instrument("o2.a.pressure"),
    Instrument("o2.b.mass", 7, noise=0.01),
    Instrument("o2.b.pressure"),
    Instrument("n2.mass", 8, noise=0.01),
    Instrument("n2.pressure"),
    Instrument("o2.flow"),
    Instrument("o2.time_left"),
    Instrument("orbit.signal_time"),
    Instrument("orbit.light_time"),
    Instrument("orbit.latitude"),
    Instrument("orbit.longitude"),
    Instrument("orbit.altitude"),
)


def _ship_numbers(ship: Ship) -> list[float]:
    cabin, supply, sky = ship.state.cabin, ship.state.supply, ship.sky
    plan = ship.level.supply
    gas, pressure = cabin.gas, cabin.pressure
    amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    per_mol = pressure / amount if amount > 0.0 else 0.0
    left = o2_usable(supply, plan) * MOLAR_MASS_O2
    flow, valves = supply.o2_flow, set_flows(ship)
    if valves > flow:
        flow = valves
    now = ship.time
    return [
        now,
        pressure,
        cabin.pressure_rate,
        gas.o2 * per_mol,
        gas.o2 / amount if amount > 0.0 else 0.0,
        gas.co2 * per_mol,
        cabin.temperature,
        dimming(cabin.soot, ship.level.cabin.volume) if cabin.soot > 0.0 else 0.0,
        float(ship.state.hatch.latched.count(True)),
        supply.o2_a * MOLAR_MASS_O2,
        tank_pressure(supply.o2_a, plan.o2_a.volume),
        supply.o2_b * MOLAR_MASS_O2,
        tank_pressure(supply.o2_b, plan.o2_b.volume),
        supply.n2 * MOLAR_MASS_N2,
        tank_pressure(supply.n2, plan.n2.volume),
        supply.o2_flow,
        left / flow if flow > 1e-7 and left / flow < NEVER_S else NEVER_S,
        *sky.left(now),
        *sky.subpoint(now),
    ]


def set_flows(ship: Ship) -> float:
    """What the suits' valves are set to let through, all together, kg/s."""
    plan, suits, total = ship.level.suit, ship.state.suits, 0.0
    for who in ship.crew:
        worn = suits[who]
        if worn.flow_setting != "off":
            total += suit.set_flow(worn, plan)
    return total


# Words of the ship

SHIP_WORDS = (
    Instrument("cabin.fire"),
    Instrument("cabin.vent"),
    Instrument("cabin.repress"),
    Instrument("cabin.relief"),
    Instrument("hatch.position"),
    Instrument("hatch.seal"),
    Instrument("hatch.seal_check"),
    Instrument("o2.feed"),
    Instrument("orbit.signal"),
    Instrument("orbit.light"),
)


def _ship_words(ship: Ship) -> Frame:
    state = ship.state
    cabin, door = state.cabin, state.hatch
    burning = cabin.soot > 0.0 or cabin.fire > 0.0
    return [
        fire.sign(cabin, ship.level.cabin) if burning else "none",
        cabin.vent,
        cabin.repress,
        cabin.relief,
        door.position,
        hatch.seal(door),
        door.seal_check,
        state.supply.feed,
        "acquired" if state.signal else "lost",
        "day" if state.sunlit else "night",
    ]


# Numbers of each crew member

CREW_NUMBERS = (
    Instrument("heart_rate", 1, noise=1.0, lag_s=3.0),
    Instrument("core_temperature", 2, noise=0.02, lag_s=60.0),
    Instrument("saturation", 3, noise=0.003, lag_s=6.0),
    Instrument("prebreathe"),
    Instrument("nitrogen_ratio"),
    Instrument("dcs_risk"),
    Instrument("suit.pressure", 4, noise=25.0),
    Instrument("suit.delta", 5, noise=25.0),
    Instrument("suit.flow", 6, noise=5e-6),
    Instrument("suit.o2", 7, noise=40.0, lag_s=4.0),
    Instrument("suit.o2_fraction", 8, noise=0.001, lag_s=4.0),
    Instrument("suit.co2", 9, noise=10.0, lag_s=6.0),
    Instrument("suit.humidity", 10, noise=0.005, lag_s=10.0),
    Instrument("suit.temperature", 11, noise=0.05, lag_s=8.0),
    Instrument("suit.emergency_mass"),
)


def _add_crew_numbers(numbers: list[float], ship: Ship) -> None:
    suits, bodies, pressure = ship.state.suits, ship.state.bodies, ship.state.cabin.pressure
    per_kelvin = R_GAS / ship.level.suit.volume
    for who in ship.crew:
        worn, body = suits[who], bodies[who]
        gas = worn.gas
        dry = gas.o2 + gas.n2 + gas.co2
        per_mol = per_kelvin * worn.temperature
        prebreathed_s = body.on_oxygen_s - body.owed_s
        humidity = gas.h2o * per_mol / body.vapour_limit
        numbers += (
            body.heart_rate,
            body.core,
            body.saturation,
            prebreathed_s if prebreathed_s > 0.0 else 0.0,
            body.nitrogen_ratio,
            body.dcs_risk,
            worn.pressure,
            worn.pressure - (0.0 if body.place == "outside" else pressure),
            worn.flow,
            gas.o2 * per_mol,
            gas.o2 / dry if dry > 0.0 else 0.0,
            gas.co2 * per_mol,
            humidity if humidity < 1.0 else 1.0,
            worn.temperature,
            worn.emergency_amount * MOLAR_MASS_O2,
        )


# Words of each crew member

CREW_WORDS = (
    Instrument("place"),
    Instrument("condition"),
    Instrument("suit.flow_setting"),
    Instrument("suit.mode"),
    Instrument("suit.visor"),
    Instrument("suit.water"),
    Instrument("suit.leak_check"),
    Instrument("suit.emergency"),
    Instrument("suit.tool"),
    Instrument("pain"),
    Instrument("voice"),
)


def _add_crew_words(words: Frame, ship: Ship) -> None:
    suits, bodies = ship.state.suits, ship.state.bodies
    for who in ship.crew:
        worn, body = suits[who], bodies[who]
        words += (
            body.place,
            body.condition,
            worn.flow_setting,
            worn.mode,
            worn.visor,
            water_word(worn.water) if worn.water > 0.0 else "none",
            worn.leak_check,
            worn.emergency,
            worn.tool,
            "limb" if (body.bends or body.ached or body.pinched) and hurting(body) else "none",
            worn.headset if body.conscious and worn.headset != "lost" else "silent",
        )


# Words of the channels with two transducers

PAIR_WORDS = tuple(
    Instrument(f"{name.removeprefix('{crew}.')}.{word}")
    for name in PAIRED
    for word in ("transducer", "pair")
)


# All of them

for _bank in (SHIP_NUMBERS, CREW_NUMBERS):
    _noisy = [one.number for one in _bank if one.noise > 0.0]
    assert len(set(_noisy)) == len(_noisy), "two instruments have one number"
    assert not RETIRED & set(_noisy), "an instrument has the number of one that is gone"
    assert all(0 < number < BLOCK // 2 for number in _noisy), "an instrument has no number"

_BY_NAME = {
    one.name: one for one in (*SHIP_NUMBERS, *SHIP_WORDS, *CREW_NUMBERS, *CREW_WORDS, *PAIR_WORDS)
}


def instrument_of(channel: str) -> Instrument | None:
    """The instrument that reads ``channel``; None for a channel that is computed or published."""
    return _BY_NAME.get(channel) or _BY_NAME.get(channel.partition(".")[2])


def numbers_of(crew: tuple[str, ...]) -> dict[str, Instrument]:
    """The instruments of the numbers of a frame by channel, in the order of their slots."""
    return _by_channel(SHIP_NUMBERS, CREW_NUMBERS, crew)


def words_of(crew: tuple[str, ...]) -> dict[str, Instrument]:
    """The instruments of the words of a frame by channel, in the order of their slots."""
    pairs = {
        f"{channel}.{word}": _BY_NAME[f"{_own_name(channel, crew)}.{word}"]
        for channel in paired(crew)
        for word in ("transducer", "pair")
    }
    return _by_channel(SHIP_WORDS, CREW_WORDS, crew) | pairs


def _own_name(channel: str, crew: tuple[str, ...]) -> str:
    head, _, rest = channel.partition(".")
    return rest if head in crew else channel


def _by_channel(
    of_ship: tuple[Instrument, ...], of_crew: tuple[Instrument, ...], crew: tuple[str, ...]
) -> dict[str, Instrument]:
    on_ship = {one.name: one for one in of_ship}
    return on_ship | {f"{who}.{one.name}": one for who in crew for one in of_crew}


@lru_cache(maxsize=16)
def layout_of(
    crew: tuple[str, ...],
    checklists: tuple[str, ...],
    marks: tuple[str, ...] = (),
    lasting: tuple[str, ...] = (),
) -> Layout:
    """The layout of a level's frames, with the conditions that were read so far.

    All missions with these names share it: reading conditions was half of the cost of a restore.
    """
    return Layout(crew, checklists, [*numbers_of(crew), *words_of(crew)], marks, lasting)


def true_numbers(ship: Ship) -> list[float]:
    """All numbers of the true frame."""
    numbers = _ship_numbers(ship)
    _add_crew_numbers(numbers, ship)
    return numbers


def true_words(ship: Ship) -> Frame:
    """All words of the true frame, with what the people's side publishes."""
    words = _ship_words(ship)
    _add_crew_words(words, ship)
    words += ship.pair_words
    words += ship.state.published
    return words
