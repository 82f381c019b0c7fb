"""What the instruments say: the truth, read once a second, with noise and with failures.

A frame is a list with one slot for each channel of the level: numbers first, then words,
then what the people's side publishes (checklists, polls). The true frame and the sensed frame
have the same layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from game.physics.chance import draw
from game.physics.constants import MOLAR_MASS_N2, MOLAR_MASS_O2, R_GAS
from game.physics.detmath import decay
from game.world.hatch import seal
from game.world.suit import water_word
from game.world.supply import o2_in_feed, tank_pressure

if TYPE_CHECKING:
    from game.world.body import Body
    from game.world.suit import Suit
    from game.world.world import World

Frame = list[float | str]

NEVER_S = 360000.0
"""What a time-left channel says when the end is out of sight: 100 h."""


@dataclass(slots=True)
class Sensors:
    """Failed transducers by channel: a stuck one keeps its value, a dead one says NaN (None)."""

    failed: dict[str, float | None] = field(default_factory=dict)
    lagging: list[float] = field(default_factory=list)
    """What the slow transducers have come to so far, in the order of their slots."""


SHIP_NUMBERS = (
    "mission.met",
    "cabin.pressure", "cabin.pressure_rate", "cabin.o2", "cabin.o2_fraction", "cabin.co2",
    "cabin.temperature", "hatch.latches",
    "o2.a.mass", "o2.a.pressure", "o2.b.mass", "o2.b.pressure", "n2.mass", "n2.pressure",
    "o2.flow", "o2.time_left",
    "orbit.signal_time", "orbit.light_time", "orbit.latitude", "orbit.longitude",
    "orbit.altitude",
)  # fmt: skip


def ship_numbers(world: World) -> tuple[float, ...]:
    """The true values of SHIP_NUMBERS."""
    cabin, supply, sky = world.state.cabin, world.state.supply, world.sky
    plan = world.level.supply
    gas, pressure = cabin.gas, cabin.pressure
    amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    per_mol = pressure / amount if amount > 0.0 else 0.0
    left = o2_in_feed(supply) * MOLAR_MASS_O2
    flow = max(supply.o2_flow, world.set_flows())
    now = world.time
    return (
        now,
        pressure,
        cabin.pressure_rate,
        gas.o2 * per_mol,
        gas.o2 / amount if amount > 0.0 else 0.0,
        gas.co2 * per_mol,
        cabin.temperature,
        float(world.state.hatch.latched.count(True)),
        supply.o2_a * MOLAR_MASS_O2,
        tank_pressure(supply.o2_a, plan.o2_a.volume),
        supply.o2_b * MOLAR_MASS_O2,
        tank_pressure(supply.o2_b, plan.o2_b.volume),
        supply.n2 * MOLAR_MASS_N2,
        tank_pressure(supply.n2, plan.n2.volume),
        supply.o2_flow,
        min(NEVER_S, left / flow) if flow > 1e-7 else NEVER_S,
        sky.signal_time(now),
        sky.light_time(now),
        *sky.subpoint(now),
    )


SHIP_WORDS = (
    "cabin.vent", "cabin.repress", "cabin.relief", "hatch.position", "hatch.seal",
    "hatch.seal_check", "o2.feed",
    "orbit.signal", "orbit.light",
)  # fmt: skip


def ship_words(world: World) -> tuple[str, ...]:
    """The true values of SHIP_WORDS."""
    cabin, hatch = world.state.cabin, world.state.hatch
    return (
        cabin.vent,
        cabin.repress,
        cabin.relief,
        hatch.position,
        seal(hatch),
        hatch.seal_check,
        world.state.supply.feed,
        "acquired" if world.signal else "lost",
        "day" if world.sunlit else "night",
    )


CREW_NUMBERS = (
    "heart_rate", "core_temperature", "saturation", "prebreathe", "nitrogen_ratio", "dcs_risk",
    "suit.pressure", "suit.delta", "suit.flow",
    "suit.o2", "suit.o2_fraction", "suit.co2", "suit.humidity", "suit.temperature",
    "suit.emergency_mass",
)  # fmt: skip


def crew_numbers(suit: Suit, body: Body, ambient_pressure: float, per_mol: float) -> list[float]:
    """The true values of CREW_NUMBERS; ``per_mol`` is Pa for each mol in this suit."""
    gas = suit.gas
    amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    return [
        body.heart_rate,
        body.core,
        body.saturation,
        max(0.0, body.on_oxygen_s - body.owed_s),
        body.nitrogen_ratio,
        body.dcs_risk,
        suit.pressure,
        suit.pressure - ambient_pressure,
        suit.flow,
        gas.o2 * per_mol,
        gas.o2 / amount if amount > 0.0 else 0.0,
        gas.co2 * per_mol,
        min(1.0, gas.h2o * per_mol / body.vapour_limit),
        suit.temperature,
        suit.emergency_amount * MOLAR_MASS_O2,
    ]


CREW_WORDS = (
    "place", "condition", "suit.flow_setting", "suit.mode", "suit.visor", "suit.water",
    "suit.leak_check", "suit.emergency",
)  # fmt: skip


def crew_words(suit: Suit, body: Body) -> tuple[str, ...]:
    """The true values of CREW_WORDS."""
    return (
        body.place,
        body.condition,
        suit.flow_setting,
        suit.mode,
        suit.visor,
        water_word(suit.water),
        suit.leak_check,
        suit.emergency,
    )


_NOISE = {
    "cabin.pressure": 25.0, "cabin.o2": 40.0, "cabin.o2_fraction": 0.001, "cabin.co2": 8.0,
    "cabin.temperature": 0.05, "o2.a.mass": 0.01, "o2.b.mass": 0.01, "n2.mass": 0.01,
    "heart_rate": 1.0, "core_temperature": 0.02, "saturation": 0.003, "suit.pressure": 25.0,
    "suit.delta": 25.0, "suit.flow": 5e-6, "suit.o2": 40.0, "suit.o2_fraction": 0.001,
    "suit.co2": 10.0, "suit.humidity": 0.005, "suit.temperature": 0.05,
}  # fmt: skip
"""One-sigma noise of each transducer, SI [R]."""


_BIAS = 0.6
"""Size of a transducer's constant error, in units of its noise [R]."""
_LAG_S = {
    "cabin.o2": 10.0, "cabin.o2_fraction": 10.0, "cabin.co2": 15.0, "cabin.temperature": 8.0,
    "core_temperature": 60.0, "suit.o2": 4.0, "suit.o2_fraction": 4.0, "suit.co2": 6.0,
    "suit.humidity": 10.0, "suit.temperature": 8.0, "saturation": 6.0, "heart_rate": 3.0,
}  # fmt: skip
"""Time constants of the slow transducers, s [R]."""


def lag_steps(crew: Iterable[str], dt: float) -> list[tuple[int, float]]:
    """The slot of each slow transducer, and how far it follows the truth in ``dt`` s."""
    people = [name for _ in crew for name in CREW_NUMBERS]
    return [
        (slot, 1.0 - decay(dt / _LAG_S[name]))
        for slot, name in enumerate([*SHIP_NUMBERS, *people])
        if name in _LAG_S
    ]


def biases(crew: Iterable[str], seed: int) -> list[float]:
    """The constant error of each number's transducer, drawn once for a mission."""
    names = number_names(crew)
    return [
        _BIAS * _NOISE.get(name.split(".", 1)[1] if name not in _NOISE else name, 0.0)
        * (draw(seed, f"bias.{name}") + draw(seed, f"bias.{name}", 1) - 1.0) * 2.0
        for name in names
    ]  # fmt: skip


def number_names(crew: Iterable[str]) -> list[str]:
    """The names of the numbers of a frame, in order."""
    return [*SHIP_NUMBERS, *(f"{who}.{name}" for who in crew for name in CREW_NUMBERS)]


def word_names(crew: Iterable[str]) -> list[str]:
    """The names of the words of a frame, in order."""
    return [*SHIP_WORDS, *(f"{who}.{name}" for who in crew for name in CREW_WORDS)]


def noise_scales(crew: Iterable[str]) -> list[float]:
    """For each number of a frame, the noise of one step of a random byte.

    A byte is even over 256 steps, whose standard deviation is 73.9.
    """
    ship = [_NOISE.get(name, 0.0) for name in SHIP_NUMBERS]
    people = [_NOISE.get(name, 0.0) for _ in crew for name in CREW_NUMBERS]
    return [scale / 73.9 for scale in ship + people]


def true_numbers(world: World) -> list[float]:
    """All numbers of the true frame."""
    numbers = list(ship_numbers(world))
    state = world.state
    per_kelvin = R_GAS / world.level.suit.volume
    for who in world.crew:
        suit = state.suits[who]
        numbers += crew_numbers(
            suit, state.bodies[who], world.ambient_pressure(who), per_kelvin * suit.temperature
        )
    return numbers


def true_words(world: World) -> list[str]:
    """All words of the true frame."""
    words = list(ship_words(world))
    for who in world.crew:
        words += crew_words(world.state.suits[who], world.state.bodies[who])
    return words


def noisy(
    numbers: list[float], biased: list[float], scales: list[float], seed: int, tick: int
) -> list[float]:
    """What the transducers say: each with its bias and its own noise, drawn for this tick alone."""
    count = len(numbers)
    key = f"{seed}/noise/{tick}/".encode()
    blocks = range((count + 63) // 64)
    raw = b"".join(blake2b(key + bytes((at,)), digest_size=64).digest() for at in blocks)
    return [
        value + bias + scale * (byte - 127.5)
        for value, bias, scale, byte in zip(numbers, biased, scales, raw[:count], strict=True)
    ]


def apply_failures(
    frame: Frame, failed: Mapping[str, float | None], index: Mapping[str, int]
) -> None:
    """Overwrite the slots of failed transducers."""
    for name, value in failed.items():
        frame[index[name]] = float("nan") if value is None else value
