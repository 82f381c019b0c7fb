"""Who was told what was missed wins the second time: ``python -m tests.autopilot.told [LEVEL...]``.

A flight director flies a level, and where it was no success the debrief says what was missed. A
veteran who was told that flies the same seed: it answers that failure within half a minute of its
coming, and flies as ever else. At least 60 % of the second flights are to be won.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from game import cores
from game.autopilot.directors import DIRECTORS, Director, fly_as
from game.autopilot.pilot import ENDS
from game.autopilot.prologue import fly_start
from game.autopilot.veteran import Veteran
from game.debrief.report import debrief
from game.debrief.troubles import troubles
from game.flightlog.log.writer import Flight
from game.level import loading
from game.level.schema import Level
from game.mission import Mission

REACTS_S = 30.0
"""How long somebody who was told takes to see that it comes, and to answer."""


class Told(Veteran):
    """A veteran who knows which of the faults ``answers`` will come, and what helps."""

    def __init__(self, mission: Mission, answers: Mapping[str, str]) -> None:
        super().__init__(mission)
        self._answers = dict(answers)
        self._looked = 0
        self._due: list[tuple[float, str]] = []

    def _decide(self) -> list[str]:
        mission = self._mission
        flown = mission.events
        for event in flown[self._looked :]:
            answer = self._answers.pop(fault_of(event.data.get("fault", "")), "")
            if answer:
                self._due.append((mission.time + REACTS_S, answer))
        self._looked = len(flown)
        now = [order for due, order in self._due if mission.time >= due]
        self._due = [one for one in self._due if mission.time < one[0]]
        return now + super()._decide()


@dataclass(frozen=True, slots=True)
class One:
    """A level to fly by a director with a seed."""

    level: str
    director: str
    seed: int


@dataclass(frozen=True, slots=True)
class Twice:
    """How both flights ended."""

    level: str
    first: str
    missed: str
    """What the debrief of the first said, in one sentence."""
    second: str


def fault_of(named: object) -> str:
    """The fault of the level that an event names."""
    return str(named).partition("+")[0]


def flown(mission: Mission, director: Director) -> str:
    """Fly a new mission to its end; how it ended."""
    fly_start(Flight(mission))
    return fly_as(director, mission).kind


def missed_in(mission: Mission) -> dict[str, str]:
    """The faults of a flight that were not answered, and what helps against each."""
    made: dict[str, str] = {}
    level = mission.level
    for one in troubles(mission):
        event = mission.events[one.event]
        name = fault_of(event.data["fault"])
        failure = level.failures[str(level.happenings[name].fault.failure)]
        who = event.subject if event.subject in level.crew else ""
        helps = [each.do.replace("{who}", who) for each in failure.answers]
        if one.missing and helps and helps[0] not in ENDS:
            made[name] = helps[0]
    return made


def twice(levels: Mapping[str, Level], one: One) -> Twice:
    """Fly it; and if it was no success, again by a veteran who was told what was missed."""
    level = levels[one.level]
    mission = Mission(level, seed=one.seed)
    first = flown(mission, DIRECTORS[one.director](mission))
    if first == "success":
        return Twice(one.level, first, "", "")
    again = Mission(level, seed=one.seed)
    second = flown(again, Told(again, missed_in(mission)))
    return Twice(one.level, first, debrief(mission).missed, second)


def main() -> None:
    """Fly, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("levels", nargs="*", default=["first-out"])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--director", choices=sorted(DIRECTORS), default="veteran")
    options = parser.parse_args()
    levels = {name: loading.load(loading.find(name)) for name in options.levels}
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    flights = [One(name, options.director, seed) for name in levels for seed in seeds]
    found = [one for one in cores.each(partial(twice, levels), flights) if isinstance(one, Twice)]
    lost = [one for one in found if one.second]
    for one in lost:
        print(f"{one.level:<16}{one.first:<9}{one.second:<9}{one.missed or 'nothing is named'}")
    won = sum(one.second == "success" for one in lost)
    print(f"{len(found)} flights, {len(lost)} no success; of these the told won {won}")


if __name__ == "__main__":
    main()
