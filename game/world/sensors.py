"""What the instruments say: the truth, read once a second, with noise and with failures.

A frame is a list with one slot for each channel of the level: numbers first, then words,
then what the people's side publishes (checklists, polls). The true frame and the sensed frame
have the same layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
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
    plan = world.plans.supply
    gas, pressure = cabin.gas, cabin.pressure
    amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    per_mol = pressure / amount if amount > 0.0 else 0.0
    left = o2_in_feed(supply) * MOLAR_MASS_O2
    flow, valves = supply.o2_flow, world.set_flows()
    if valves > flow:
        flow = valves
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
    state = world.state
    cabin, hatch = state.cabin, state.hatch
    return (
        cabin.vent,
        cabin.repress,
        cabin.relief,
        hatch.position,
        seal(hatch),
        hatch.seal_check,
        state.supply.feed,
        "acquired" if state.signal else "lost",
        "day" if state.sunlit else "night",
    )


CREW_NUMBERS = (
    "heart_rate", "core_temperature", "saturation", "prebreathe", "nitrogen_ratio", "dcs_risk",
    "suit.pressure", "suit.delta", "suit.flow",
    "suit.o2", "suit.o2_fraction", "suit.co2", "suit.humidity", "suit.temperature",
    "suit.emergency_mass",
)  # fmt: skip


def crew_numbers(
    suit: Suit, body: Body, ambient_pressure: float, per_mol: float
) -> tuple[float, ...]:
    """The true values of CREW_NUMBERS; ``per_mol`` is Pa for each mol in this suit."""
    gas = suit.gas
    amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    prebreathed_s = body.on_oxygen_s - body.owed_s
    humidity = gas.h2o * per_mol / body.vapour_limit
    return (
        body.heart_rate,
        body.core,
        body.saturation,
        prebreathed_s if prebreathed_s > 0.0 else 0.0,
        body.nitrogen_ratio,
        body.dcs_risk,
        suit.pressure,
        suit.pressure - ambient_pressure,
        suit.flow,
        gas.o2 * per_mol,
        gas.o2 / amount if amount > 0.0 else 0.0,
        gas.co2 * per_mol,
        humidity if humidity < 1.0 else 1.0,
        suit.temperature,
        suit.emergency_amount * MOLAR_MASS_O2,
    )


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


NOISE = {
    "cabin.pressure": 25.0, "cabin.o2": 40.0, "cabin.o2_fraction": 0.001, "cabin.co2": 8.0,
    "cabin.temperature": 0.05, "o2.a.mass": 0.01, "o2.b.mass": 0.01, "n2.mass": 0.01,
    "heart_rate": 1.0, "core_temperature": 0.02, "saturation": 0.003, "suit.pressure": 25.0,
    "suit.delta": 25.0, "suit.flow": 5e-6, "suit.o2": 40.0, "suit.o2_fraction": 0.001,
    "suit.co2": 10.0, "suit.humidity": 0.005, "suit.temperature": 0.05,
}  # fmt: skip
"""One-sigma noise of each transducer, SI [R]."""


_BIAS = 0.6
"""Size of a transducer's constant error, in units of its noise [R]."""
LAG_S = {
    "cabin.o2": 10.0, "cabin.o2_fraction": 10.0, "cabin.co2": 15.0, "cabin.temperature": 8.0,
    "core_temperature": 60.0, "suit.o2": 4.0, "suit.o2_fraction": 4.0, "suit.co2": 6.0,
    "suit.humidity": 10.0, "suit.temperature": 8.0, "saturation": 6.0, "heart_rate": 3.0,
}  # fmt: skip
"""Time constants of the slow transducers, s; each has noise as well [R]."""


class Transducers:
    """The noise, the constant errors and the slowness of all number transducers of a mission.

    ``seed`` decides the errors, drawn once, and the noise, drawn anew at each tick. ``dt`` is the
    time between two readings, s. A number without noise is read as it is.
    """

    __slots__ = ("_blocks", "_prompt", "_slow", "_stream")

    def __init__(self, crew: tuple[str, ...], seed: int, dt: float) -> None:
        self._prompt: list[tuple[int, float, list[float]]] = []
        """Slot, constant error and noise of each quick transducer."""
        self._slow: list[tuple[int, int, float, float, list[float]]] = []
        """The place among the slow ones, slot, step, constant error and noise of each of them."""
        for slot, name in enumerate(number_names(crew)):
            kind = name if name in SHIP_NUMBERS else name.split(".", 1)[1]
            if kind not in NOISE:
                continue
            error = _BIAS * NOISE[kind] * _even(seed, f"bias.{name}") * 2.0
            noise = _noise_by_byte(NOISE[kind])
            if kind in LAG_S:
                step = 1.0 - decay(dt / LAG_S[kind])
                self._slow.append((len(self._slow), slot, step, error, noise))
            else:
                self._prompt.append((slot, error, noise))
        self._stream = blake2b(f"{seed}/noise/".encode(), digest_size=64)
        """The beginning of every draw of noise: copied, 64 bytes cost 0.3 us, made anew 0.7."""
        self._blocks = [bytes((at,)) for at in range((len(number_names(crew)) + 63) // 64)]

    def settled(self, numbers: list[float]) -> list[float]:
        """What the slow transducers stand at when ``numbers`` have been so for long."""
        return [numbers[slot] for _, slot, _, _, _ in self._slow]

    def read(self, numbers: list[float], slow: list[float], tick: int) -> list[float]:
        """What the transducers say of the true ``numbers``, with the noise of ``tick``.

        ``slow``, what the slow ones have come to, is brought forward by one reading.
        """
        seen = numbers[:]
        raw = self._random_bytes(tick)
        for slot, error, noise in self._prompt:
            seen[slot] = numbers[slot] + error + noise[raw[slot]]
        for at, slot, step, error, noise in self._slow:
            value = slow[at]
            value += (numbers[slot] - value) * step
            slow[at] = value
            seen[slot] = value + error + noise[raw[slot]]
        return seen

    def _random_bytes(self, tick: int) -> bytes:
        """At least one byte for each number."""
        at_tick = self._stream.copy()
        at_tick.update(b"%d/" % tick)
        raw = b""
        for block in self._blocks:
            one = at_tick.copy()
            one.update(block)
            raw += one.digest()
        return raw


def _even(seed: int, stream: str) -> float:
    """The sum of two draws, less its mean: from -1 to 1."""
    return draw(seed, stream) + draw(seed, stream, 1) - 1.0


@cache
def _noise_by_byte(sigma: float) -> list[float]:
    """The noise of each random byte. A byte is even over 256 steps, whose standard deviation is
    73.9."""
    scale = sigma / 73.9
    return [scale * (byte - 127.5) for byte in range(256)]


def number_names(crew: Iterable[str]) -> list[str]:
    """The names of the numbers of a frame, in order."""
    return [*SHIP_NUMBERS, *(f"{who}.{name}" for who in crew for name in CREW_NUMBERS)]


def word_names(crew: Iterable[str]) -> list[str]:
    """The names of the words of a frame, in order."""
    return [*SHIP_WORDS, *(f"{who}.{name}" for who in crew for name in CREW_WORDS)]


def true_numbers(world: World) -> list[float]:
    """All numbers of the true frame."""
    numbers = list(ship_numbers(world))
    state = world.state
    bodies, around = state.bodies, state.cabin.pressure
    per_kelvin = R_GAS / world.plans.suit.volume
    for who in world.crew:
        suit, body = state.suits[who], bodies[who]
        ambient = 0.0 if body.place == "outside" else around
        numbers += crew_numbers(suit, body, ambient, per_kelvin * suit.temperature)
    return numbers


def true_words(world: World) -> Frame:
    """All words of the true frame, with what the people's side publishes."""
    words: Frame = [*ship_words(world)]
    state = world.state
    suits, bodies = state.suits, state.bodies
    for who in world.crew:
        words += crew_words(suits[who], bodies[who])
    words += state.published
    return words


def apply_failures(
    frame: Frame, failed: Mapping[str, float | None], index: Mapping[str, int]
) -> None:
    """Overwrite the slots of failed transducers."""
    for name, value in failed.items():
        frame[index[name]] = float("nan") if value is None else value
