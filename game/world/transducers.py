"""What stands between a true value and its reading: noise, a constant error, slowness, failure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import shake_128
from typing import Literal

from game.physics.chance import draw
from game.physics.detmath import decay
from game.world.layout import Frame
from game.world.record import Derived, EventNumber

BIAS = 0.6
"""Size of a transducer's constant error, in units of its noise [R]."""
SIGMAS_OF_EVEN = 2.449489742783178
"""The sum of two even draws, less its mean, has a sigma of 1 over this: the root of 6 [C]."""
BLOCK = 64
"""Random bytes that the instruments of the ship, or of one crew member, share at each reading."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: the channel that it reads, and how well it reads a number.

    ``number``, 1 to 63, picks its noise: its own among the instruments of the ship, or among
    those of each crew member. ``noise`` is one sigma, in the SI unit of its channel; without noise
    it reads the truth. ``lag_s`` is its time constant, s; 0 for one that follows at once.
    """

    name: str
    number: int = 0
    noise: float = 0.0
    lag_s: float = 0.0


@dataclass(slots=True)
class Failed:
    """A transducer that shows one ``value`` for good, or nothing at all (None)."""

    value: float | None
    cause: EventNumber = -1


@dataclass(slots=True)
class Drift:
    """A transducer that drifts by ``share`` of what it should read, each minute.

    It began at mission time ``since``, s.
    """

    share: float
    since: float
    cause: EventNumber = -1


@dataclass(slots=True)
class Noisy:
    """A transducer with additional noise: one sigma is ``share`` of what it should read."""

    share: float
    cause: EventNumber = -1


@dataclass(slots=True)
class Sensors:
    """What is wrong with transducers, by channel, and the memory of the slow ones."""

    failed: dict[str, Failed] = field(default_factory=dict)
    drifting: dict[str, Drift] = field(default_factory=dict)
    noisy: dict[str, Noisy] = field(default_factory=dict)
    lagging: Derived[dict[str, float]] = field(default_factory=dict)
    """What the slow transducers have come to so far, by channel."""


Wrong = Literal["dead", "stuck", "drifting", "noisy"]
"""What can be wrong with a transducer."""


def what_is_wrong(sensors: Sensors) -> dict[str, Wrong]:
    """What is wrong with each transducer that failed, by channel: the worst of it."""
    found: dict[str, Wrong] = dict.fromkeys(sensors.noisy, "noisy")
    found.update(dict.fromkeys(sensors.drifting, "drifting"))
    for name, failed in sensors.failed.items():
        found[name] = "dead" if failed.value is None else "stuck"
    return found


class Transducers:
    """The noise, the constant errors and the slowness of all number transducers of a mission.

    ``instruments`` are those of the numbers of a frame, by channel, in the order of their slots.
    ``seed`` decides the errors, drawn once, and the noise, drawn at each tick. ``dt`` is the time
    between two readings, s.
    """

    __slots__ = ("_bytes", "_prompt", "_slow", "_stream")

    def __init__(self, instruments: Mapping[str, Instrument], seed: int, dt: float) -> None:
        self._prompt: list[tuple[int, int, float, list[float]]] = []
        """Slot, place of the random byte, constant error and noise of each quick transducer."""
        self._slow: list[tuple[str, int, int, float, float, list[float]]] = []
        """Channel, slot, place of the random byte, step, constant error and noise of each slow
        one."""
        first_byte: dict[str, int] = {}
        for slot, (channel, one) in enumerate(instruments.items()):
            if one.noise == 0.0:
                continue
            owner = channel.removesuffix(one.name)
            byte = first_byte.setdefault(owner, len(first_byte) * BLOCK) + one.number
            error = BIAS * one.noise * _even(seed, f"bias.{channel}") * 2.0
            noise = _noise_by_byte(one.noise)
            if one.lag_s > 0.0:
                step = 1.0 - decay(dt / one.lag_s)
                self._slow.append((channel, slot, byte, step, error, noise))
            else:
                self._prompt.append((slot, byte, error, noise))
        self._stream = shake_128(f"{seed}/noise/".encode())
        """The beginning of every draw of noise: one longer digest costs half of one for each."""
        self._bytes = len(first_byte) * BLOCK

    def settled(self, numbers: list[float]) -> dict[str, float]:
        """What the slow transducers stand at when ``numbers`` have been so for long."""
        return {channel: numbers[slot] for channel, slot, _, _, _, _ in self._slow}

    def read(self, numbers: list[float], slow: dict[str, float], tick: int) -> list[float]:
        """What the transducers say of the true ``numbers``, with the noise of ``tick``.

        ``slow``, what the slow ones have come to, is brought forward by one reading.
        """
        seen = numbers[:]
        raw = self._random_bytes(tick)
        for slot, byte, error, noise in self._prompt:
            seen[slot] = numbers[slot] + error + noise[raw[byte]]
        for channel, slot, byte, step, error, noise in self._slow:
            value = slow[channel]
            value += (numbers[slot] - value) * step
            slow[channel] = value
            seen[slot] = value + error + noise[raw[byte]]
        return seen

    def _random_bytes(self, tick: int) -> bytes:
        """A block of bytes for the ship, and one for each crew member."""
        at_tick = self._stream.copy()
        at_tick.update(b"%d" % tick)
        return at_tick.digest(self._bytes)


def _even(seed: int, stream: str) -> float:
    """The sum of two draws, less its mean: from -1 to 1."""
    return draw(seed, stream) + draw(seed, stream, 1) - 1.0


@cache
def _noise_by_byte(sigma: float) -> list[float]:
    """The noise of each random byte.

    A byte is even over 256 steps, whose standard deviation is 73.9.
    """
    scale = sigma / 73.9
    return [scale * (byte - 127.5) for byte in range(256)]


def apply_failures(
    frame: Frame, sensors: Sensors, index: Mapping[str, int], seed: int, time: float
) -> None:
    """Change the slots of ``frame``, read at ``time`` s, whose transducers have failed."""
    for name, drift in sensors.drifting.items():
        value = frame[index[name]]
        if isinstance(value, float):
            frame[index[name]] = value * (1.0 + drift.share * (time - drift.since) / 60.0)
    for name, noisy in sensors.noisy.items():
        value = frame[index[name]]
        if isinstance(value, float):
            stray = _even(seed, f"noisy.{name}.{time:.1f}") * SIGMAS_OF_EVEN
            frame[index[name]] = value * (1.0 + noisy.share * stray)
    for name, failed in sensors.failed.items():
        frame[index[name]] = float("nan") if failed.value is None else failed.value
