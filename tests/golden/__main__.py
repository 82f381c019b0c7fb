"""Fly the golden logs again: ``python -m tests.golden``, or those of some levels: ``… home water``.

The package says when.
"""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

from game.autopilot import fly
from game.autopilot.directors import DIRECTORS, flown_by
from game.autopilot.prologue import fly_start, start
from game.flightlog.log.writer import Flight
from game.flightlog.replay.verify import verify
from game.level.loading import builtin, load
from game.level.schema import Difficulty, Level
from game.mission import Mission

HERE = Path(__file__).parent
SAVED = HERE.parents[1] / "saves" / "first-out-welcome-back.jsonl"
AT_EVERY_DIFFICULTY = ("first-out", "suit-up")
"""Levels that the book flies at each difficulty, and every other director at specialist; of any
other level there are two logs, one that the veteran wins and one that the nodder does not."""
MOST_SEEDS = 100
"""Seeds that are tried for a flight that ends so."""
DIFFICULTIES: tuple[Difficulty, ...] = ("cadet", "specialist", "director")


MOST_BYTES = 150_000
"""A nodder who stands still for hours makes a longer log than is kept: another seed is tried."""
MOST_TRIES = 8
"""Seeds that are tried for a log that is short enough."""


def won(level: Level, seed: int, director: str) -> bool:
    """Whether ``director`` wins ``level`` with ``seed``."""
    flight = Flight(Mission(level, seed=seed, difficulty="specialist"))
    fly_start(flight)
    return flown_by(director, flight.mission).kind == "success"


def main(names: list[str]) -> None:
    """Logs of the built-in levels ``names``, or of every one, and the mission in saves/."""
    for level in map(load, builtin()):
        if names and level.id not in names:
            continue
        for old in HERE.glob(f"{level.id}-*.jsonl"):
            old.unlink()
        if level.id in AT_EVERY_DIFFICULTY:
            for difficulty in DIFFICULTIES:
                with start(level, 1, difficulty, HERE / f"{level.id}-{difficulty}.jsonl") as flight:
                    fly(flight)
            for director in sorted(DIRECTORS.keys() - {"book"}):
                with start(level, 1, "specialist", HERE / f"{level.id}-{director}.jsonl") as flight:
                    flown_by(director, flight)
            continue
        for director, wins in (("veteran", True), ("nodder", False)):
            path = HERE / f"{level.id}-{director}.jsonl"
            seeds = (seed for seed in range(1, MOST_SEEDS) if won(level, seed, director) is wins)
            for seed in islice(seeds, MOST_TRIES):
                path.unlink(missing_ok=True)
                with start(level, seed, "specialist", path) as flight:
                    flown_by(director, flight)
                if path.stat().st_size <= MOST_BYTES:
                    break
    for path in sorted(HERE.glob("*.jsonl")):
        print(f"{verify(path).sentence} {path.stat().st_size / 1000:.0f} kB")
        if path.stat().st_size > MOST_BYTES:
            path.unlink()
            print(f"{path.name} is too long to keep.")
    SAVED.parent.mkdir(exist_ok=True)
    SAVED.write_bytes((HERE / "first-out-specialist.jsonl").read_bytes())


if __name__ == "__main__":
    main(sys.argv[1:])
