"""The ``tests`` of a level: flights by directors and scripts, and what must come of each.

Nothing is written. Flights are spread over all cores, and the same flights end the same on any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from game import cores
from game.autopilot.directors import DIRECTORS, Director
from game.autopilot.prologue import StartError, fly_start
from game.flightlog.log.writer import Flight
from game.flightlog.shelf.script import Progress, ScriptLine, fly_script, lines_of
from game.level.schema import Level, LevelTest
from game.mission import Mission
from game.ops.views import Outcome
from game.vocabulary.wording import quoted


@dataclass(frozen=True, slots=True)
class Failed:
    """A flight of a test that did not end as it must. ``at`` is the place of its test."""

    at: int
    why: str


def failed(level: Level) -> Iterator[Failed]:
    """Fly all tests of ``level``, and tell what did not end as it must."""
    todo = [(at, seed) for at, trial in enumerate(level.tests) for seed in trial.all_seeds]
    for (at, seed), why in zip(todo, cores.each(partial(_flown, level), todo), strict=True):
        if isinstance(why, cores.WorkerDied):
            yield Failed(at, f"seed {seed}: its process was killed before it came to an end")
        elif why:
            yield Failed(at, f"seed {seed}: {why}")


def _flown(level: Level, one: tuple[int, int]) -> str:
    """Fly one seed of one test: why it did not end as it must, or nothing. Picklable."""
    at, seed = one
    trial = level.tests[at]
    mission = Mission(level, seed=seed, difficulty=trial.difficulty)
    flight = Flight(mission)
    refused: list[str] = []

    def tell(line: ScriptLine, why: str) -> None:
        refused.append(f"line {line.line} of the script, {quoted(line.text)}, is refused: {why}")

    try:
        fly_start(flight)
        script = Progress(lines_of(level, trial.script), mission.tick)
    except (StartError, ValueError) as bad:
        return str(bad).rstrip(".")
    director: Director | None = DIRECTORS[trial.director](mission) if trial.director else None
    fly_script(flight, script, tell, director)
    assert mission.outcome is not None
    return refused[0] if refused else _wrong(trial, mission.outcome)


def _wrong(trial: LevelTest, ended: Outcome) -> str:
    """What is wrong with how a flight ended, or nothing."""
    if trial.success is not None and (ended.kind == "success") is not trial.success:
        must = "a success" if trial.success else "no success"
    elif trial.outcome and ended.kind not in trial.outcome:
        must = " or ".join(trial.outcome)
    else:
        return ""
    return f"it must be {must}, and it was {ended.kind}: {ended.reason}"
