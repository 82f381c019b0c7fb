"""Fly the golden logs again: ``python -m tests.golden``, or those of some levels: ``… home water``.

The package says when.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from game.autopilot import fly
from game.autopilot.directors import DIRECTORS, flown_by
from game.autopilot.prologue import fly_start, start
from game.debrief.extremes import fly_again
from game.debrief.report import debrief
from game.flightlog.log import rated
from game.flightlog.log.reader import read
from game.flightlog.log.writer import Flight
from game.flightlog.replay.resume import ended
from game.flightlog.replay.verify import verify
from game.level.loading import builtin, load
from game.level.schema import Difficulty, Level
from game.mission import Mission

HERE = Path(__file__).parent
SAVED = HERE.parents[1] / "saves" / "first-out-welcome-back.jsonl"
AT_EVERY_DIFFICULTY = ("first-out", "suit-up")
"""Levels that the book flies at each difficulty, and every other director at specialist. Any other
level is flown once by each director: the veteran wins, and the nodder does not."""
WINS = {"veteran": True, "nodder": False}
PACKED = ("coward",)
PACKED_ELSEWHERE = ("book", "coward", "nodder")
"""Directors whose logs are packed, of the levels at every difficulty and of the others."""
MOST_SEEDS = 100
"""Seeds that are tried for a flight that ends so."""
DIFFICULTIES: tuple[Difficulty, ...] = ("cadet", "specialist", "director")


def won(level: Level, seed: int, director: str) -> bool:
    """Whether ``director`` wins ``level`` with ``seed``."""
    flight = Flight(Mission(level, seed=seed, difficulty="specialist"))
    fly_start(flight)
    return flown_by(director, flight.mission).kind == "success"


def fly_one(level: Level, seed: int, director: str, *, packed: bool) -> None:
    """Write the log of one flight, as it is or packed."""
    path = HERE / f"{level.id}-{director}.jsonl"
    with start(level, seed, "specialist", path) as flight:
        flown_by(director, flight)
    if packed:
        # without a time, so that the same log has the same bytes
        path.with_suffix(".jsonl.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
        path.unlink()


def main(names: list[str]) -> None:
    """Logs of the built-in levels ``names``, or of every one, and the mission in saves/."""
    for level in map(load, builtin()):
        if names and level.id not in names:
            continue
        for old in HERE.glob(f"{level.id}-*.jsonl*"):
            old.unlink()
        if level.id in AT_EVERY_DIFFICULTY:
            for difficulty in DIFFICULTIES:
                with start(level, 1, difficulty, HERE / f"{level.id}-{difficulty}.jsonl") as flight:
                    fly(flight)
            for director in sorted(DIRECTORS.keys() - {"book"}):
                fly_one(level, 1, director, packed=director in PACKED)
            continue
        for director in sorted(DIRECTORS):
            seed = next(
                seed
                for seed in range(1, MOST_SEEDS)
                if director not in WINS or won(level, seed, director) is WINS[director]
            )
            fly_one(level, seed, director, packed=director in PACKED_ELSEWHERE)
    for path in sorted(HERE.glob("*.jsonl")):
        print(f"{verify(path).sentence} {path.stat().st_size / 1000:.0f} kB")
    SAVED.parent.mkdir(exist_ok=True)
    SAVED.write_bytes((HERE / "first-out-veteran.jsonl").read_bytes())
    log = read(SAVED)
    mission = ended(log)
    again = fly_again(mission.level, mission.seed, mission.difficulty, log.orders, mission.tick)
    rated.keep(SAVED, debrief(mission, again).rating)


if __name__ == "__main__":
    main(sys.argv[1:])
