"""How often a level asks for a decision: ``python -m tests.autopilot.decisions [LEVEL...]``.

The veteran's flight is cut into stretches of two minutes. In each, another flight director has the
orders, and the veteran flies on from there. Where the two ordered different things, and the flight
ends with 3 points or 2 minutes of margin more or less than when the veteran flew that stretch as
well, that was a decision. A level asks for one at least every two minutes of play, by the minutes
that it says it takes.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from game import cores
from game.autopilot.directors import DIRECTORS
from game.autopilot.prologue import fly_start
from game.flightlog.log.writer import Flight
from game.level import loading
from game.level.schema import Level
from game.mission import Mission
from game.vocabulary.units import TICK_S

STRETCH_S = 120.0
OTHERS = ("nodder", "book", "coward")
POINTS, MARGIN_S = 3, 120.0
"""What makes a difference: points of the score, and margin at the end."""

Orders = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the veteran's flight of a level with a seed: ticks from its first second."""

    level: str
    seed: int
    begins: int
    given: Orders
    """The veteran's orders up to there."""


@dataclass(frozen=True, slots=True)
class End:
    """What a flight came to, and what was ordered in the stretch."""

    score: int
    margin_s: float
    ordered: tuple[str, ...]


def fresh(level: Level, seed: int) -> Mission:
    """A mission at the moment at which play begins."""
    mission = Mission(level, seed=seed)
    fly_start(Flight(mission))
    return mission


def veteran(level: Level, seed: int) -> tuple[Orders, int]:
    """The veteran's orders by tick, and the ticks of play."""
    mission = fresh(level, seed)
    director = DIRECTORS["veteran"](mission)
    given: list[tuple[int, str]] = []
    while mission.outcome is None:
        for text in director.orders():
            given.append((mission.tick, text))
            mission.order(text)
        mission.step()
    return tuple(given), mission.tick


def end_of(level: Level, stretch: Stretch, who: str) -> End:
    """How it ends when the director ``who`` flies the stretch, and the veteran what follows."""
    mission = fresh(level, stretch.seed)
    orders = iter(stretch.given)
    coming = next(orders, None)
    while mission.tick < stretch.begins and mission.outcome is None:
        while coming is not None and coming[0] <= mission.tick:
            mission.order(coming[1])
            coming = next(orders, None)
        mission.step()
    ordered: list[str] = []
    until = stretch.begins + int(STRETCH_S / TICK_S)
    director = DIRECTORS[who](mission)
    while mission.outcome is None:
        if mission.tick == until:
            director = DIRECTORS["veteran"](mission)
        for text in director.orders():
            if mission.tick < until:
                ordered.append(text)
            mission.order(text)
        mission.step()
    return End(mission.outcome.score, mission.margin.margin_s, tuple(ordered))


def decided(levels: Mapping[str, Level], stretch: Stretch) -> str:
    """The first director who does something else there that matters, or an empty text."""
    level = levels[stretch.level]
    own = end_of(level, stretch, "veteran")
    for who in OTHERS:
        other = end_of(level, stretch, who)
        matters = abs(other.score - own.score) >= POINTS
        matters |= abs(other.margin_s - own.margin_s) >= MARGIN_S
        if matters and other.ordered != own.ordered:
            return who
    return ""


def stretches(name: str, level: Level, seed: int) -> Sequence[Stretch]:
    """The veteran's flight, cut."""
    given, ticks = veteran(level, seed)
    first, step = fresh(level, seed).tick, int(STRETCH_S / TICK_S)
    return [
        Stretch(name, seed, tick, tuple(one for one in given if one[0] < tick))
        for tick in range(first, ticks, step)
    ]


def main() -> None:
    """Fly, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("levels", nargs="*", default=["first-out"])
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first-seed", type=int, default=1)
    options = parser.parse_args()
    levels = {name: loading.load(loading.find(name)) for name in options.levels}
    print(f"{'level':<18}{'seed':>6}{'play':>9}{'stretches':>11}{'decisions':>11}  one in")
    for name, level in levels.items():
        for seed in range(options.first_seed, options.first_seed + options.seeds):
            cut = stretches(name, level, seed)
            found = [one for one in cores.each(partial(decided, levels), cut) if one]
            each = f"{level.minutes / len(found):.1f} min" if found else "never"
            print(
                f"{name:<18}{seed:>6}{level.minutes:>5} min{len(cut):>11}{len(found):>11}  {each}",
                flush=True,
            )


if __name__ == "__main__":
    main()
