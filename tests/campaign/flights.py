"""The campaign flown whole: ``python -m tests.campaign.flights --seeds 20``.

Each director flies each mission once. A mission that does not lead on ends the campaign there, as
it would for a player who does not fly it again. Printed are how many campaigns came to their end,
in how many somebody died, how each mission went, and what oxygen there was as it began.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from game import cores
from game.autopilot import prologue
from game.autopilot.directors import DIRECTORS, flown_by
from game.campaign import progress
from game.level.schema import Difficulty

SPLIT = "second-look"
"""The level at whose heart is whether to go at all."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A mission as it was flown. ``oxygen_kg`` is in tanks and bottles as it began."""

    level: str
    ground: bool
    kind: str
    score: int
    oxygen_kg: float
    died: int
    outside: bool


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as one director flew it."""

    director: str
    seed: int
    legs: tuple[Leg, ...]
    over: bool


def fly(difficulty: Difficulty, flight: tuple[str, int]) -> Campaign:
    """Fly the campaign to its end, or to the first mission that does not lead on."""
    director, seed = flight
    legs: list[Leg] = []
    with tempfile.TemporaryDirectory() as name:
        saves = Path(name)
        standing = progress.new(saves, "flown", "five-days", seed, difficulty)
        while standing.at is not None:
            at, now = standing.at, standing.now
            begun = progress.begin(saves, standing)
            with prologue.start(begun.level, begun.seed, difficulty, begun.log) as flown:
                outcome = flown_by(director, flown)
                mission = flown.mission
                died = sum(1 for one in mission.crew if one.condition == "dead")
                out = any(
                    "outside" in e.kind or e.data.get("to") == "outside" for e in mission.events
                )
            stop = standing.stops[at]
            carried = now.o2_a + now.o2_b + now.spare_o2
            legs.append(
                Leg(stop.level, stop.ground, outcome.kind, outcome.score, carried, died, out)
            )
            standing = progress.look(saves, "flown")
            if standing.at == at:
                break
    return Campaign(director, seed, tuple(legs), standing.over)


def told(director: str, flown: Sequence[Campaign]) -> None:
    """Print what became of the campaigns of one director."""
    ended = sum(one.over for one in flown)
    home = sum(one.over and not any(leg.died for leg in one.legs) for one in flown)
    print(f"\n{director}: {len(flown)} campaigns, {ended} to the end, {home} with all four home")
    names = list(dict.fromkeys(leg.level for one in flown for leg in one.legs))
    for name in names:
        legs = [leg for one in flown for leg in one.legs if leg.level == name]
        ends = Counter(leg.kind for leg in legs)
        said = ", ".join(f"{count} {kind}" for kind, count in ends.most_common())
        oxygen = "" if legs[0].ground else (
            f"  oxygen {min(leg.oxygen_kg for leg in legs):.1f} / "
            f"{median(leg.oxygen_kg for leg in legs):.1f} / "
            f"{max(leg.oxygen_kg for leg in legs):.1f} kg"
        )  # fmt: skip
        mean = sum(leg.score for leg in legs) / len(legs)
        print(f"  {name:<18}{len(legs):>3} flown, {mean:5.1f} points, {said}{oxygen}")


def main() -> None:
    """Fly, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--difficulty", default="specialist")
    parser.add_argument("--director", action="append", choices=sorted(DIRECTORS))
    options = parser.parse_args()
    directors = options.director or ["veteran", "book"]
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    flights = [(director, seed) for seed in seeds for director in directors]
    flown = list(cores.each(partial(fly, options.difficulty), flights))
    for director in directors:
        told(
            director,
            [one for one in flown if isinstance(one, Campaign) and one.director == director],
        )


if __name__ == "__main__":
    main()
