"""How often flight directors of several skills win a level, how, and what never happens.

Each flight is a level, a difficulty, a seed and a director; nothing is written. Flights are spread
over all cores, or over a Dask cluster, and the same flights give the same table on either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt
from statistics import fmean, median
from typing import Any, Literal

from game import cores
from game.level.schema import Difficulty, Level
from game.vocabulary import events

Kind = Literal["success", "home", "lost", "timeout"]
KINDS: tuple[Kind, ...] = ("success", "home", "lost", "timeout")
CLEAR = 0.05
"""Half of the interval within which the share of successes must be known to be clear."""
FEWEST = 20
"""Flights below which nothing is clear."""
Z = 1.96
"""Standard deviations on each side of an interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Flight:
    """A flight to fly."""

    director: str
    seed: int


@dataclass(frozen=True, slots=True)
class Flown:
    """How a flight ended."""

    director: str
    seed: int
    kind: Kind
    score: int
    margin_s: float
    """The margin at the end, s: oxygen beyond plan and reserve; NaN when a gauge was dead."""
    cause: str
    """What the outcome goes back to, for a flight that was no success; else empty."""
    happened: frozenset[str]
    """The level's faults, objectives and questions that came up, each as its kind and its name."""


@dataclass(frozen=True, slots=True)
class Tally:
    """All flights of one director."""

    director: str
    flown: tuple[Flown, ...]

    def share(self, kind: Kind) -> float:
        """The share of flights that ended so, 0 to 1."""
        return sum(one.kind == kind for one in self.flown) / max(1, len(self.flown))

    @property
    def causes(self) -> Counter[str]:
        """What flights that were no success went back to."""
        return Counter(one.cause for one in self.flown if one.cause)

    @property
    def mean_score(self) -> float:
        """The mean of the scores, 0 to 100."""
        return fmean(one.score for one in self.flown) if self.flown else 0.0

    @property
    def median_margin_s(self) -> float:
        """The median of the margins that are known, s; 0 when none is."""
        known = [one.margin_s for one in self.flown if one.margin_s == one.margin_s]
        return median(known) if known else 0.0


@dataclass(frozen=True, slots=True)
class Balance:
    """What was found about a level."""

    level: str
    difficulty: str
    first_seed: int
    tallies: tuple[Tally, ...]
    never: tuple[str, ...]
    """Faults, objectives and questions of the level that came up in no flight."""

    @property
    def runs(self) -> int:
        """How many seeds each director flew, the most of them."""
        return max((len(one.flown) for one in self.tallies), default=0)


def fly(level: Level, difficulty: Difficulty, flight: Flight) -> Flown:
    """Fly one flight to its end. Picklable, for workers."""
    from game.autopilot.directors import flown_by
    from game.autopilot.prologue import fly_start
    from game.flightlog.log.writer import Flight as Unrecorded
    from game.mission import Mission

    mission = Mission(level, seed=flight.seed, difficulty=difficulty)
    fly_start(Unrecorded(mission))
    outcome = flown_by(flight.director, mission)
    return Flown(
        flight.director,
        flight.seed,
        outcome.kind,
        outcome.score,
        mission.margin.margin_s,
        "" if outcome.kind == "success" else _cause(mission.events, outcome.event),
        frozenset(_happened(mission.events)),
    )


def _cause(flown: Sequence[events.Event], outcome: int) -> str:
    """The decision or failure that an outcome goes back to, in a word or two."""
    from game.debrief.causes import chain

    known = {event.number: event for event in flown}
    last = known[chain(flown, outcome)[-1].event]
    if last.row is events.ORDER:
        return f"order {last.subject}"
    return last.kind if last.row.decisive else last.text


def _happened(flown: Iterable[events.Event]) -> Iterator[str]:
    for event in flown:
        row = event.row
        if row is events.OBJECTIVE:
            yield f"objective {event.subject}"
        elif row is events.QUESTION:
            yield f"question {event.data['question']}"
        elif row in events.EFFECTS.values():
            yield f"fault {event.data['fault']}"


def clear(tally: Tally) -> bool:
    """Whether more flights would hardly move the share of successes (Wilson's interval)."""
    n = len(tally.flown)
    if n < FEWEST:
        return False
    p = tally.share("success")
    half: float = Z * sqrt(p * (1.0 - p) / n + Z * Z / (4.0 * n * n)) / (1.0 + Z * Z / n)
    return half <= CLEAR


def never_happened(level: Level, tallies: Iterable[Tally]) -> tuple[str, ...]:
    """The level's faults, objectives and questions that came up in no flight."""
    seen = {name for tally in tallies for one in tally.flown for name in one.happened}
    there_is = {f"fault {name}": f"fault {name}" for name in level.happenings}
    there_is |= {
        f"objective {id}": f"objective {one.title}" for id, one in level.objectives.items()
    }
    there_is |= {f"question {id}": f"question {one.text}" for id, one in level.questions.items()}
    return tuple(text for name, text in there_is.items() if name not in seen)


def flights(
    level: Level, difficulty: Difficulty, todo: Sequence[Flight]
) -> Iterator[Flown | cores.WorkerDied]:
    """Fly ``todo`` on all cores, each in turn as soon as it is known."""
    return cores.each(partial(fly, level, difficulty), todo)


def planned(directors: Sequence[str], seeds: Sequence[int]) -> list[Flight]:
    """The flights of a table, seed by seed."""
    return [Flight(director, seed) for seed in seeds for director in directors]


def tallied(
    level: Level, difficulty: str, first_seed: int, directors: Sequence[str], flown: Iterable[Flown]
) -> Balance:
    """The table of ``flown``, in whatever order they came."""
    ordered = sorted(flown, key=lambda one: one.seed)
    tallies = tuple(
        Tally(name, tuple(one for one in ordered if one.director == name)) for name in directors
    )
    return Balance(level.id, difficulty, first_seed, tallies, never_happened(level, tallies))


def as_object(found: Balance) -> dict[str, Any]:
    """One object of ``balance --json``."""
    return {
        "level": found.level,
        "difficulty": found.difficulty,
        "runs": found.runs,
        "first_seed": found.first_seed,
        "directors": {
            one.director: {
                **{kind: round(one.share(kind), 4) for kind in KINDS},
                "mean_score": round(one.mean_score, 2),
                "median_margin_s": round(one.median_margin_s, 1),
                "causes": dict(one.causes.most_common()),
            }
            for one in found.tallies
        },
        "never": list(found.never),
    }


def as_text(found: Balance, title: str) -> str:
    """A table, a histogram of scores for each director, and what never happened."""
    head = (
        f"{title} ({found.level}), {found.difficulty}, {found.runs} seeds from {found.first_seed}"
    )
    lines = [head, "", f"{'director':10}{'success':>9}{'home':>7}{'lost':>7}{'timeout':>9}"
             f"{'score':>7}{'margin':>9}   scores 0 to 100"]  # fmt: skip
    for one in found.tallies:
        shares = "".join(f"{100 * one.share(kind):>{width}.0f} %"
                         for kind, width in zip(KINDS, (7, 5, 5, 7), strict=True))  # fmt: skip
        lines.append(f"{one.director:10}{shares}{one.mean_score:>7.0f}"
                     f"{one.median_margin_s / 60:>6.0f} min   {_bars(one)}")  # fmt: skip
    for one in found.tallies:
        if one.causes:
            lines += ["", f"{one.director} went wrong by:"]
            lines += [f"  {count:4}  {cause}" for cause, count in one.causes.most_common(8)]
    if found.never:
        lines += ["", "Never happened:", *(f"  {one}" for one in found.never)]
    return "\n".join(lines)


def _bars(one: Tally) -> str:
    """How many flights got each ten of points, as a row of bars."""
    counts = Counter(min(9, flown.score // 10) for flown in one.flown)
    most = max(counts.values(), default=0)
    return "".join(" ▁▂▃▄▅▆▇█"[-(-8 * counts[ten] // most) if most else 0] for ten in range(10))
