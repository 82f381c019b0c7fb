"""Whether anybody dies in air that can be breathed: ``python -m tests.autopilot.in_good_air``.

Flies First Out by the book on many seeds, and looks at the cabin in truth when somebody dies:
oxygen, carbon dioxide and smoke. Who is outside, or dies of what air does not fix, is counted
apart. Nobody may die of the lack of air in a cabin that has it (findings: seed 74 once did).
"""

from __future__ import annotations

import argparse
from collections import Counter
from functools import partial

from game import cores
from game.autopilot.directors import DIRECTORS
from game.level.loading import load_named
from game.level.schema import Level
from game.mission import Mission
from game.vocabulary import events

GOOD_PA = 16_000.0
"""Cabin oxygen pressure at which people may open their visors, Pa."""


def deaths(level: Level, director: str, seed: int) -> tuple[tuple[int, str, str], ...]:
    """Of each death of a flight: the seed, of what, and in what air."""
    mission = Mission(level, seed=seed)
    flying, found = DIRECTORS[director](mission), []
    while mission.outcome is None:
        for text in flying.orders():
            mission.order(text)
        for event in mission.step():
            if event.row is events.DEAD:
                found.append((seed, str(event.data["cause"]), _air(mission, event.subject)))
    return tuple(found)


def _air(mission: Mission, who: str) -> str:
    truth = mission.truth()
    oxygen = truth["cabin.o2"]
    assert isinstance(oxygen, float)
    if truth[f"{who}.place"] == "outside":
        return "outside"
    if oxygen < GOOD_PA:
        return "in a thin cabin"
    return "in good air" if truth["cabin.fire"] == "none" else "in a cabin that burned"


def main() -> None:
    """Fly, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--level", default="first-out")
    parser.add_argument("--director", default="book")
    parser.add_argument("--seeds", type=int, default=500)
    options = parser.parse_args()
    work = partial(deaths, load_named(options.level), options.director)
    flown = cores.each(work, range(1, options.seeds + 1))
    found = [one for flight in flown if isinstance(flight, tuple) for one in flight]
    for (cause, air), count in Counter((cause, air) for _, cause, air in found).most_common():
        seeds = [str(seed) for seed, *what in found if what == [cause, air]]
        print(f"{count:>4}  {cause}, {air}: seeds {', '.join(seeds[:8])}")
    print(f"{options.seeds} flights, {len(found)} deaths")


if __name__ == "__main__":
    main()
