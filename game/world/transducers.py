"""What stands between a true value and its reading: noise, a constant error, slowness, failure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b

from game.physics.chance import draw
from game.physics.detmath import decay
from game.world.layout import Frame
from game.world.record import Derived

BIAS = 0.6
"""Size of a transducer's constant error, in units of its noise [R]."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: the channel that it reads, and how well it reads a number.

    ``noise`` is one sigma, in the SI unit of its channel; without noise it reads the truth.
    ``lag_s`` is its time constant, s; 0 for an instrument that follows at once.
    """

    name: str
    noise: float = 0.0
    lag_s: float = 0.0


@dataclass(slots=True)
class Sensors:
    """Failed transducers by channel: a stuck one keeps its value, a dead one says NaN (None)."""

    failed: dict[str, float | None] = field(default_factory=dict)
    lagging: Derived[list[float]] = field(default_factory=list)
    """What the slow transducers have come to so far, in the order of their slots."""


class Transducers:
    """The noise, the constant errors and the slowness of all number transducers of a mission.

    ``instruments`` are those of the numbers of a frame, by channel, in the order of their slots.
    ``seed`` decides the errors, drawn once, and the noise, drawn at each tick. ``dt`` is the time
    between two readings, s.
    """

    __slots__ = ("_blocks", "_prompt", "_slow", "_stream")

    def __init__(self, instruments: Mapping[str, Instrument], seed: int, dt: float) -> None:
        self._prompt: list[tuple[int, float, list[float]]] = []
        """Slot, constant error and noise of each quick transducer."""
        self._slow: list[tuple[int, int, float, float, list[float]]] = []
        """The place among the slow ones, slot, step, constant error and noise of each of them."""
        for slot, (channel, one) in enumerate(instruments.items()):
            if one.noise == 0.0:
                continue
            error = BIAS * one.noise * _even(seed, f"bias.{channel}") * 2.0
            noise = _noise_by_byte(one.noise)
            if one.lag_s > 0.0:
                step = 1.0 - decay(dt / one.lag_s)
                self._slow.append((len(self._slow), slot, step, error, noise))
            else:
                self._prompt.append((slot, error, noise))
        self._stream = blake2b(f"{seed}/noise/".encode(), digest_size=64)
        """The beginning of every draw of noise. Copied, 64 bytes cost 0.3 us; made new, 0.7."""
        self._blocks = [bytes((at,)) for at in range((len(instruments) + 63) // 64)]

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
    """The noise of each random byte.

    A byte is even over 256 steps, whose standard deviation is 73.9.
    """
    scale = sigma / 73.9
    return [scale * (byte - 127.5) for byte in range(256)]


def apply_failures(
    frame: Frame, failed: Mapping[str, float | None], index: Mapping[str, int]
) -> None:
    """Overwrite the slots of failed transducers."""
    for name, value in failed.items():
        frame[index[name]] = float("nan") if value is None else value
