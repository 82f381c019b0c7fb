"""What kills a veteran: ``python -m tests.autopilot.simsup_flights --seeds 1000``.

Flies a level under the Simulation Supervisor, and prints how the flights ended, which failures
were drawn in those in which somebody died, what the debrief calls the cause, and how long before
the death the room had its first alarm. A loss is unfair if the debrief names no cause, or if the
first alarm about who died came less than a minute before.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from functools import partial

from game import cores
from game.autopilot.directors import flown_by
from game.debrief.report import debrief
from game.level.loading import load_named
from game.level.schema import Difficulty, Level
from game.mission import Mission
from game.vocabulary import events
from game.vocabulary.units import TICK_S

WARNING_S = 60.0
"""The least time from a warning to a death that it was a warning of."""


@dataclass(frozen=True, slots=True)
class Told:
    """How a flight ended. ``warned_s`` is from the first alarm to the first death, if any."""

    seed: int
    kind: str
    score: int
    failures: tuple[str, ...]
    died_of: tuple[str, ...]
    missed: str
    warned_s: float

    @property
    def fair(self) -> bool:
        """Whether a loss had a cause that can be named, and a warning in time."""
        return not self.died_of or (bool(self.missed) and self.warned_s >= WARNING_S)


def fly(level: Level, director: str, difficulty: Difficulty, seed: int) -> Told:
    """Fly one flight to its end."""
    mission = Mission(level, seed=seed, difficulty=difficulty)
    outcome = flown_by(director, mission)
    deaths = [event for event in mission.events if event.row is events.DEAD]
    warned_s = float("inf")
    if deaths:
        who = deaths[0].subject
        told = [
            event.tick
            for event in mission.events
            if event.row is events.ALARM_RAISED
            and event.severity in events.ALARMING
            and (event.subject in (who, "ship", "") or who in str(event.data))
        ]
        warned_s = (deaths[0].tick - min(told, default=deaths[0].tick)) * TICK_S
    drawn = tuple(sorted({fault.failure or name for name, fault in mission.level.faults.items()}))
    causes = tuple(sorted(str(event.data["cause"]) for event in deaths))
    missed = debrief(mission).missed if outcome.kind != "success" else ""
    return Told(seed, outcome.kind, outcome.score, drawn, causes, missed, warned_s)


def main() -> None:
    """Fly, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--level", default="first-out")
    parser.add_argument("--director", default="veteran")
    parser.add_argument("--difficulty", default="specialist")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=1)
    options = parser.parse_args()
    level = load_named(options.level).changed(simsup="draw", faults={})
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    work = partial(fly, level, options.director, options.difficulty)
    flown = [one for one in cores.each(work, seeds) if isinstance(one, Told)]
    ends, drawn, killed = Counter[str](), Counter[str](), Counter[str]()
    failed: Counter[str] = Counter()
    for one in flown:
        ends[one.kind] += 1
        drawn.update(one.failures)
        if one.kind != "success":
            failed.update(one.failures)
        if one.died_of:
            killed.update(one.failures)
            print(
                f"seed {one.seed}: died of {', '.join(one.died_of)}; {', '.join(one.failures)}; "
                f"first alarm {one.warned_s:.0f} s before; {one.missed or 'NO CAUSE NAMED'}"
                f"{'' if one.fair else '  UNFAIR'}"
            )
    print(f"{len(flown)} flights: " + ", ".join(f"{n} {kind}" for kind, n in ends.most_common()))
    print(f"mean score {sum(one.score for one in flown) / max(1, len(flown)):.1f}")
    print(f"{'failure':<26}{'drawn':>6}{'no success':>12}{'killed in':>11}")
    for name, count in sorted(drawn.items(), key=lambda one: -failed[one[0]] / one[1]):
        print(f"{name:<26}{count:>6}{failed[name]:>12}{killed[name]:>11}")
    unfair = [one.seed for one in flown if not one.fair]
    print(f"unfair: {unfair or 'none'}")


if __name__ == "__main__":
    main()
