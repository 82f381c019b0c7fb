"""How close each of the crew came to harm: the worst true values of a mission, flown again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.level.schema import Difficulty, Level
from game.mission import Mission
from game.vocabulary.channels import describe
from game.vocabulary.units import TICK_S, show

SAMPLE_TICKS = 10
"""Ticks between looks at the truth: 5 s, in which no body changes much."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A channel of a crew member that shows harm."""

    channel: str
    high: bool
    """Whether high values are bad; otherwise low ones."""
    close: float
    """The SI value at which it was close: CO2 15 mmHg, the second of four flags, since hard work
    alone brings 11 (Kim et al. 2020); saturation 90 % and core temperature 38.5 °C [R]."""


MEASURES = (
    Measure("saturation", False, 0.90),
    Measure("suit.co2", True, 2000.0),
    Measure("core_temperature", True, 311.65),
)


@dataclass(frozen=True, slots=True)
class Extreme:
    """The worst value of a channel in the mission, and when."""

    crew: str
    channel: str
    value: float
    """SI."""
    met_s: float
    close: bool
    """Whether it passed the value at which a flight surgeon would worry."""

    @property
    def text(self) -> str:
        """The value in words: ``CO2 9.1 mmHg``."""
        return f"{self.label} {self.reading}"

    @property
    def label(self) -> str:
        """The name shown for the channel: ``CO2``."""
        entry = describe(f"{self.crew}.{self.channel}")
        return self.channel if entry is None else entry.label

    @property
    def reading(self) -> str:
        """The value alone, with its unit: ``9.1 mmHg``."""
        entry = describe(f"{self.crew}.{self.channel}")
        return f"{self.value:g}" if entry is None else show(self.value, entry.shown, entry.decimals)


def extremes(
    level: Level,
    seed: int,
    difficulty: Difficulty,
    orders: Iterable[tuple[int, str]],
    end_tick: int,
) -> tuple[Extreme, ...]:
    """The worst values of each crew member, flown again from its orders to ``end_tick``.

    Takes as long as a verify: about a second for a whole mission.
    """
    mission = Mission(level, seed=seed, difficulty=difficulty)
    worst: dict[tuple[str, Measure], tuple[float, int]] = {}
    waiting = list(orders)
    waiting.reverse()
    while True:
        while waiting and waiting[-1][0] <= mission.tick:
            mission.order(waiting.pop()[1])
        if mission.tick % SAMPLE_TICKS == 0:
            _sample(mission, worst)
        if mission.tick >= end_tick or mission.outcome is not None:
            break
        mission.step()
    return tuple(
        Extreme(
            who, measure.channel, value, tick * TICK_S,
            value > measure.close if measure.high else value < measure.close,
        )
        for (who, measure), (value, tick) in worst.items()
    )  # fmt: skip


def _sample(mission: Mission, worst: dict[tuple[str, Measure], tuple[float, int]]) -> None:
    truth = mission.truth()
    for who in mission.level.crew:
        for measure in MEASURES:
            value = truth[f"{who}.{measure.channel}"]
            if not isinstance(value, float) or value != value:
                continue
            before = worst.get((who, measure))
            if before is None or (value > before[0] if measure.high else value < before[0]):
                worst[who, measure] = (value, mission.tick)
