"""No single habit wins: ``python -m tests.autopilot.habits [LEVEL...] --seeds 10``.

Flies variations of the veteran, each with one habit that never changes, and prints what it costs
against the veteran on the same seeds. A habit that costs nothing anywhere would make a decision of
the player's an idle one.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import fmean

from game import cores
from game.autopilot.directors import fly_as
from game.autopilot.pilot import WORKING
from game.autopilot.prologue import fly_start
from game.autopilot.veteran import Veteran
from game.flightlog.log.writer import Flight
from game.level import loading
from game.level.schema import Level
from game.mission import Mission
from game.ops.views import ChecklistView
from game.vocabulary.events import Value

COSTS = 5.0
"""Points of the mean score from which a habit loses to the veteran."""
LOOK_ROUND_S = 90.0
"""How long somebody who cross-checks everything looks before each GO."""


class AlwaysHigh(Veteran):
    """High flow for everybody in a suit, so that nothing ever fogs."""

    def _flows(self) -> list[str]:
        telemetry = self._mission.telemetry
        suited = (one.id for one in self._mission.crew)
        return [
            f"flow {who} high"
            for who in suited
            if telemetry[f"{who}.suit.flow_setting"] in ("low", "normal")
            and telemetry[f"{who}.suit.mode"] == "press"
        ]


class AlwaysLow(Veteran):
    """Low flow for everybody, so that the oxygen lasts."""

    def _flows(self) -> list[str]:
        telemetry = self._mission.telemetry
        return [
            f"flow {one.id} low"
            for one in self._mission.crew
            if telemetry[f"{one.id}.suit.flow_setting"] in ("normal", "high")
        ]


class AlwaysSlow(Veteran):
    """Everybody works slowly, so that nothing slips."""

    def _decide(self) -> list[str]:
        slow = [
            f"pace {one.id} slow"
            for one in self._mission.crew
            if self._mission.telemetry[f"{one.id}.pace"] not in ("slow", "unknown")
        ]
        return slow + super()._decide()


class AlwaysFast(Veteran):
    """Everybody hurries, so that there is oxygen for more."""

    def _decide(self) -> list[str]:
        fast = [
            f"pace {one.id} fast"
            for one in self._mission.crew
            if one.place in WORKING
            and self._mission.telemetry[f"{one.id}.pace"] not in ("fast", "unknown")
        ]
        return super()._decide() + fast


class AlwaysCrossChecks(Veteran):
    """Looks round for a minute and a half before each GO, and acts on nothing that is not sure."""

    def _go(self, view: ChecklistView) -> list[str]:
        since = self._asked_go.setdefault(f"{view.id} {view.at}", self._mission.time)
        if self._mission.time < since + LOOK_ROUND_S:
            return []
        return super()._go(view)

    def _act_on(self, said: Mapping[str, Value]) -> list[str]:
        return super()._act_on(said) if said["test"] or float(said["share"]) > 0.95 else []


class AllTheWork(Veteran):
    """Everything optional goes into the plan, and stays there."""

    def _plan(self) -> list[str]:
        mission = self._mission
        if self.ending or mission.telemetry["hatch.position"] != "open":
            return []
        return [
            f"plan add {item.checklist}"
            for item in mission.options
            if item.points and item.status == "idle" and self._new(f"add {item.checklist}")
        ]


class NoneOfIt(Veteran):
    """Nothing optional is done."""

    def _plan(self) -> list[str]:
        return []


HABITS: Mapping[str, Callable[[Mission], Veteran]] = {
    "veteran": Veteran,
    "high": AlwaysHigh,
    "low": AlwaysLow,
    "slow": AlwaysSlow,
    "fast": AlwaysFast,
    "cross-checks": AlwaysCrossChecks,
    "all work": AllTheWork,
    "no work": NoneOfIt,
}


@dataclass(frozen=True, slots=True)
class One:
    """A flight to fly."""

    level: str
    habit: str
    seed: int


def fly(levels: Mapping[str, Level], one: One) -> int:
    """Fly it, and return its score."""
    mission = Mission(levels[one.level], seed=one.seed)
    fly_start(Flight(mission))
    return fly_as(HABITS[one.habit](mission), mission).score


def main() -> None:
    """Fly, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("levels", nargs="*", default=["first-out"])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first-seed", type=int, default=1)
    options = parser.parse_args()
    levels = {name: loading.load(loading.find(name)) for name in options.levels}
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    flights = [One(name, habit, seed) for name in levels for habit in HABITS for seed in seeds]
    scores: dict[tuple[str, str], list[int]] = {}
    for one, score in zip(flights, cores.each(partial(fly, levels), flights), strict=True):
        if isinstance(score, int):
            scores.setdefault((one.level, one.habit), []).append(score)
    print(f"{'level':<18}" + "".join(f"{habit:>14}" for habit in HABITS))
    loses = dict.fromkeys(HABITS, 0)
    for name in levels:
        own = fmean(scores[name, "veteran"])
        cells = [fmean(scores[name, habit]) for habit in HABITS]
        for habit, mean in zip(HABITS, cells, strict=True):
            loses[habit] += own - mean >= COSTS
        print(f"{name:<18}" + "".join(f"{mean:>14.1f}" for mean in cells), flush=True)
    print(f"{'loses on':<18}" + "".join(f"{loses[habit]:>14}" for habit in HABITS))


if __name__ == "__main__":
    main()
