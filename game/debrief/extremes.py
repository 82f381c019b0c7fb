"""What only flying along can tell: the worst true values, and what orders were worth.

How close each of the crew came to harm is compared with what the ground could see of it. What an
order cost or saved is the margin a moment after it, less the margin before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from game.debrief.planned import began_tick
from game.flightlog.log.writer import Recorded
from game.level.schema import Difficulty, Level
from game.mission import Mission
from game.ops.views import Accepted, Refused
from game.vocabulary.channels import describe
from game.vocabulary.events import Event
from game.vocabulary.orders import RINGING
from game.vocabulary.units import TICK_S, show
from game.vocabulary.wording import few

SAMPLE_TICKS = 10
"""Ticks between looks at the truth: 5 s, in which no body changes much."""


WEIGHED_TICKS = 20
"""Ticks from an order to the look at what it did to the margin: 10 s, so that valves have moved.

Orders that follow within that time are weighed together."""
WORTH_S = 30.0
"""Least change of the margin that counts, s."""
WEIGHTLESS = (*RINGING, "ask", "poll", "health", "talk")
"""Orders that move no margin: what it does meanwhile is not their doing."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A channel of a crew member that shows harm.

    The values of one that tells in words are their places in the catalogue, from well to worst.
    """

    channel: str
    high: bool
    """Whether high values are bad; otherwise low ones."""
    normal: float
    """The SI value of somebody who is well."""
    close: float
    """The SI value at which it was close: CO2 15 mmHg, the second of four flags, since hard work
    alone brings 11 (Kim et al. 2020); saturation 90 % and core temperature 38.5 °C [R]."""
    harm: float
    """The SI value at which people are harmed: saturation 75 %, CO2 40 mmHg, 40 °C [R]."""


MEASURES = (
    Measure("saturation", False, 0.98, 0.90, 0.75),
    Measure("suit.co2", True, 500.0, 2000.0, 5333.0),
    Measure("core_temperature", True, 310.0, 311.65, 313.15),
    Measure("suit.water", True, 0.0, 1.5, 3.0),
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
    seen: bool = True
    """Whether the ground could see that: its worst reading passed that value, too."""
    nearness: float = 0.0
    """How much of the way from normal to harm it went: 0 to 1, and more when it went beyond."""

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
        if entry is None:
            return f"{self.value:g}"
        if entry.words:
            return entry.words[int(self.value)]
        return show(self.value, entry.shown, entry.decimals)


@dataclass(frozen=True, slots=True)
class Worth:
    """An order, and what it did to the margin."""

    met_s: float
    order: str
    before_s: float
    after_s: float

    @property
    def gain_s(self) -> float:
        """What it saved, s; below 0 when it cost."""
        return self.after_s - self.before_s


class _Weighed(NamedTuple):
    """Orders that followed each other so closely that the margin moved by all of them."""

    tick: int
    """Of the first."""
    last: int
    """Tick of the last."""
    orders: tuple[str, ...]
    before_s: float
    """The margin before the first, s."""

    @property
    def text(self) -> str:
        """The orders, each once and not too many."""
        return few(self.orders)


@dataclass(frozen=True, slots=True)
class Again:
    """What flying along with a mission, or flying it again, has told."""

    extremes: tuple[Extreme, ...] = ()
    worths: tuple[Worth, ...] = ()
    """The orders that moved the margin by WORTH_S and more, in order of time."""


def extremes(
    level: Level,
    seed: int,
    difficulty: Difficulty,
    orders: Iterable[tuple[int, str]],
    end_tick: int,
) -> tuple[Extreme, ...]:
    """The worst values of each crew member; see :func:`fly_again`."""
    return fly_again(level, seed, difficulty, orders, end_tick).extremes


def fly_again(
    level: Level,
    seed: int,
    difficulty: Difficulty,
    orders: Iterable[tuple[int, str]],
    end_tick: int,
) -> Again:
    """What a mission was in truth, flown again from its orders to ``end_tick``.

    Takes as long as a verify: about a second for a whole mission.
    """
    mission = Mission(level, seed=seed, difficulty=difficulty)
    watched = Watched(mission)
    waiting = deque(orders)
    while True:
        while waiting and waiting[0][0] <= mission.tick:
            watched.order(waiting.popleft()[1])
        if mission.tick >= end_tick or mission.outcome is not None:
            return watched.again()
        watched.step()


class Watched:
    """A mission, or a flight, that is looked at while it is flown from its first tick on.

    The truth counts from where the flight is the player's.
    """

    def __init__(self, flight: Mission | Recorded) -> None:
        self._flight = flight
        self.mission = flight if isinstance(flight, Mission) else flight.mission
        """What is flown."""
        self._worst: _Worst = {}
        self._seen: _Worst = {}
        self._worths: list[Worth] = []
        self._given: list[str] = []
        """The orders of this tick that may move the margin."""
        self._before_s: float | None = None
        """The margin before the first order of this tick."""
        self._open: _Weighed | None = None
        """Orders that are not weighed yet."""

    def order(self, text: str) -> Accepted | Refused:
        """Give an order."""
        if self._before_s is None:
            self._before_s = self.mission.margin.margin_s
        answer = self._flight.order(text)
        if isinstance(answer, Accepted) and answer.text.split()[0] not in WEIGHTLESS:
            self._given.append(answer.text)
        return answer

    def step(self) -> tuple[Event, ...]:
        """Look, and fly one tick."""
        self._look()
        return self._flight.step()

    def again(self) -> Again:
        """What was seen, now that the mission is over."""
        self._look()
        found = tuple(
            _extreme(who, measure, value, tick, self._seen.get((who, measure)))
            for (who, measure), (value, tick) in self._worst.items()
        )
        return Again(found, tuple(one for one in self._worths if abs(one.gain_s) >= WORTH_S))

    def _look(self) -> None:
        mission = self.mission
        if self._given and self._before_s is not None:
            now, orders = mission.tick, tuple(self._given)
            if self._open is None:
                self._open = _Weighed(now, now, orders, self._before_s)
            else:  # what they did to the margin can't be told apart
                orders = (*self._open.orders, *orders)
                self._open = self._open._replace(last=now, orders=orders)
            self._given = []
        self._before_s = None
        if self._open is not None and mission.tick >= self._open.last + WEIGHED_TICKS:
            one, self._open = self._open, None
            after_s = mission.margin.margin_s
            self._worths.append(Worth(one.tick * TICK_S, one.text, one.before_s, after_s))
        if mission.tick % SAMPLE_TICKS == 0 and began_tick(mission) is not None:
            _sample(mission, mission.truth(), self._worst)
            _sample(mission, mission.telemetry, self._seen)


_Worst: TypeAlias = "dict[tuple[str, Measure], tuple[float, int]]"


def _extreme(
    who: str, measure: Measure, value: float, tick: int, seen: tuple[float, int] | None
) -> Extreme:
    return Extreme(
        crew=who,
        channel=measure.channel,
        value=value,
        met_s=tick * TICK_S,
        close=_passed(measure, value),
        seen=seen is not None and _passed(measure, seen[0]),
        nearness=max(0.0, (value - measure.normal) / (measure.harm - measure.normal)),
    )


def _passed(measure: Measure, value: float) -> bool:
    return value > measure.close if measure.high else value < measure.close


def _sample(mission: Mission, frame: Mapping[str, float | str], worst: _Worst) -> None:
    for who in mission.level.crew:
        for measure in MEASURES:
            name = f"{who}.{measure.channel}"
            value = frame[name]
            if isinstance(value, str):
                value = float(mission.channels[name].words.index(value))
            if value != value:
                continue
            before = worst.get((who, measure))
            if before is None or (value > before[0] if measure.high else value < before[0]):
                worst[who, measure] = (value, mission.tick)
