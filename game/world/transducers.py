"""What stands between a true value and its reading: noise, a constant error, slowness, failure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import shake_128
from typing import Literal

from game.physics.chance import draw
from game.physics.detmath import decay
from game.vocabulary.channels import SECOND
from game.world.layout import Frame
from game.world.record import Derived, EventNumber

RATE_SMOOTHING_S = 12.0
"""Time constant of the two filters behind the cabin's pressure rate as it is shown, s [R]."""
BIAS = 0.6
"""Size of a transducer's constant error, in units of its noise [R]."""
SIGMAS_OF_EVEN = 2.449489742783178
"""The sum of two even draws, less its mean, has a sigma of 1 over this: the root of 6 [C]."""
APART = 8.0
"""How many sigmas two transducers are apart when they disagree. Errors and noise of two good ones
never come to more than 6 [C], so they need not be compared."""
BLOCK = 64
"""Random bytes that the instruments of the ship, or of one crew member, share at each reading."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: the channel that it reads, and how well it reads a number.

    ``number``, 1 to 31, picks its noise: its own among the instruments of the ship, or among
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
    """What is wrong with transducers, by channel, and the memory of the slow ones.

    The second of two has the channel's name with SECOND behind it.
    """

    failed: dict[str, Failed] = field(default_factory=dict)
    drifting: dict[str, Drift] = field(default_factory=dict)
    noisy: dict[str, Noisy] = field(default_factory=dict)
    pressure_rate: Derived[float] = 0.0
    """Of the cabin, as its pressure transducer has it, Pa/s."""
    pressure_before: Derived[float] = -1.0
    """What that said lately, smoothed, Pa; below 0 when it said nothing."""
    lagging: Derived[dict[str, float]] = field(default_factory=dict)
    """What the slow transducers have come to so far, by channel."""
    selected: dict[str, str] = field(default_factory=dict)
    """The channels that have their second transducer on the display, each with ``b``."""
    apart: Derived[list[str]] = field(default_factory=list)
    """The channels whose two transducers disagreed at the last reading."""


Wrong = Literal["dead", "stuck", "drifting", "noisy"]
"""What can be wrong with a transducer."""


def what_is_wrong(sensors: Sensors) -> dict[str, Wrong]:
    """What is wrong with each transducer on the display, by channel: the worst of it."""
    found: dict[str, Wrong] = dict.fromkeys(sensors.noisy, "noisy")
    found.update(dict.fromkeys(sensors.drifting, "drifting"))
    for name, failed in sensors.failed.items():
        found[name] = "dead" if failed.value is None else "stuck"
    return {
        name.removesuffix(SECOND): wrong
        for name, wrong in found.items()
        if name.endswith(SECOND) == (name.removesuffix(SECOND) in sensors.selected)
    }


class Transducers:
    """The noise, the constant errors and the slowness of all number transducers of a mission.

    ``instruments`` are those of the numbers of a frame, by channel, in the order of their slots.
    ``seed`` decides the errors, drawn once, and the noise, drawn at each tick. ``dt`` is the time
    between two readings, s. ``paired`` are the channels that have a second transducer; none of
    them is slow.
    """

    __slots__ = ("_bytes", "_drawn", "_prompt", "_second", "_slow", "_stream")

    def __init__(
        self,
        instruments: Mapping[str, Instrument],
        seed: int,
        dt: float,
        paired: Sequence[str] = (),
    ) -> None:
        self._prompt: list[tuple[int, int, float, float]] = []
        """Slot, place of the random byte, constant error and noise of each quick transducer."""
        self._slow: list[tuple[str, int, int, float, float, float]] = []
        """Channel, slot, place of the random byte, step, constant error and noise of each slow
        one."""
        self._second: dict[str, tuple[int, int, float, float]] = {}
        """Of each second transducer: slot, place of the random byte, constant error and sigma."""
        first_byte: dict[str, int] = {}
        for slot, (channel, one) in enumerate(instruments.items()):
            if one.noise == 0.0:
                continue
            owner = channel.removesuffix(one.name)
            byte = first_byte.setdefault(owner, len(first_byte) * BLOCK) + one.number
            error = BIAS * one.noise * _even(seed, f"bias.{channel}") * 2.0
            noise = one.noise / _BYTE
            if one.lag_s > 0.0:
                step = 1.0 - decay(dt / one.lag_s)
                self._slow.append((channel, slot, byte, step, error, noise))
            else:
                self._prompt.append((slot, byte, error, noise))
            if channel in paired:
                other = BIAS * one.noise * _even(seed, f"bias.{channel}{SECOND}") * 2.0
                self._second[channel] = (slot, byte + BLOCK // 2, other, one.noise)
        self._stream = shake_128(f"{seed}/noise/".encode())
        """The beginning of every draw of noise: one longer digest costs half of one for each."""
        self._bytes = len(first_byte) * BLOCK
        self._drawn = (-1, b"")
        """The last tick for which noise was drawn, and what: second transducers have it too."""

    def settled(self, numbers: list[float]) -> dict[str, float]:
        """What the slow transducers stand at when ``numbers`` have been so for long."""
        return {channel: numbers[slot] for channel, slot, _, _, _, _ in self._slow}

    def read(self, numbers: list[float], slow: dict[str, float], tick: int) -> list[float]:
        """What the transducers say of the true ``numbers``, with the noise of ``tick``.

        ``slow``, what the slow ones have come to, is brought forward by one reading.
        """
        seen = numbers[:]
        raw = self._random_bytes(tick)
        stray = _STRAY
        for slot, byte, error, noise in self._prompt:
            seen[slot] = numbers[slot] + error + noise * stray[raw[byte]]
        for channel, slot, byte, step, error, noise in self._slow:
            value = slow[channel]
            value += (numbers[slot] - value) * step
            slow[channel] = value
            seen[slot] = value + error + noise * stray[raw[byte]]
        return seen

    @property
    def paired(self) -> Container[str]:
        """The channels that have a second transducer."""
        return self._second

    def read_second(self, channel: str, numbers: list[float], tick: int) -> tuple[float, float]:
        """What the second transducer of ``channel`` says, and its noise, one sigma."""
        slot, byte, error, sigma = self._second[channel]
        noise = sigma / _BYTE * _STRAY[self._random_bytes(tick)[byte]]
        return numbers[slot] + error + noise, sigma

    def _random_bytes(self, tick: int) -> bytes:
        """A block of bytes for the ship, and one for each crew member."""
        if self._drawn[0] != tick:
            at_tick = self._stream.copy()
            at_tick.update(b"%d" % tick)
            self._drawn = tick, at_tick.digest(self._bytes)
        return self._drawn[1]


def _even(seed: int, stream: str) -> float:
    """The sum of two draws, less its mean: from -1 to 1."""
    return draw(seed, stream) + draw(seed, stream, 1) - 1.0


_STRAY = [byte - 127.5 for byte in range(256)]
"""What each random byte adds, in units of a transducer's noise over :data:`_BYTE`: one table for
all of them stays in the processor's nearest memory."""
_BYTE = 73.9
"""The standard deviation of a byte that is even over 256 steps."""


def pressure_rate(memory: Sensors, pressure: float, dt: float) -> float:
    """The cabin's pressure rate, Pa/s, which has no transducer of its own.

    It follows what the pressure transducer says every ``dt`` s, noise, failures and all. NaN while
    that is dead.
    """
    if pressure != pressure:
        memory.pressure_rate, memory.pressure_before = 0.0, -1.0
        return pressure
    step = dt / RATE_SMOOTHING_S
    before = memory.pressure_before
    if before < 0.0:
        before = pressure
    smoothed = before + (pressure - before) * step
    memory.pressure_rate += ((smoothed - before) / dt - memory.pressure_rate) * step
    memory.pressure_before = smoothed
    return memory.pressure_rate


def apply_failures(
    frame: Frame, sensors: Sensors, index: Mapping[str, int], seed: int, time: float
) -> None:
    """Change the slots of ``frame``, read at ``time`` s, whose transducers have failed."""
    for name in {**sensors.drifting, **sensors.noisy, **sensors.failed}:
        if name in index:
            frame[index[name]] = _failed(frame[index[name]], name, sensors, seed, time)


def _failed(value: float | str, name: str, sensors: Sensors, seed: int, time: float) -> float | str:
    """What the transducer ``name`` makes of the ``value`` that it should read."""
    if name in sensors.failed:
        stuck_at = sensors.failed[name].value
        return float("nan") if stuck_at is None else stuck_at
    if isinstance(value, str):
        return value
    if name in sensors.drifting:
        drift = sensors.drifting[name]
        value *= 1.0 + drift.share * (time - drift.since) / 60.0
    if name in sensors.noisy:
        stray = _even(seed, f"noisy.{name}.{time:.1f}") * SIGMAS_OF_EVEN
        value *= 1.0 + sensors.noisy[name].share * stray
    return value


def compare_pairs(
    frame: Frame,
    numbers: list[float],
    transducers: Transducers,
    sensors: Sensors,
    index: Mapping[str, int],
    seed: int,
    tick: int,
    time: float,
) -> None:
    """Note which pairs disagree, and put the second transducers that are selected in ``frame``.

    ``frame`` has what the first ones say of ``numbers``, read at ``tick``, ``time`` s.
    """
    sensors.apart = []
    wrong = (*sensors.drifting, *sensors.noisy, *sensors.failed, *sensors.selected)
    for channel in dict.fromkeys(name.removesuffix(SECOND) for name in wrong):
        if channel not in transducers.paired:
            continue
        other = channel + SECOND
        sound, sigma = transducers.read_second(channel, numbers, tick)
        second = _failed(sound, other, sensors, seed, time)
        first = frame[index[channel]]
        assert isinstance(first, float) and isinstance(second, float), "a pair reads a number"
        if not abs(first - second) <= APART * sigma:
            sensors.apart.append(channel)
        if channel in sensors.selected:
            frame[index[channel]] = second


def pair_words(sensors: Sensors, paired: Iterable[str]) -> Frame:
    """Of each channel in ``paired``, which transducer is selected, and whether the two agree."""
    words: Frame = []
    for channel in paired:
        words.append(sensors.selected.get(channel, "a"))
        words.append("disagree" if channel in sensors.apart else "agree")
    return words
