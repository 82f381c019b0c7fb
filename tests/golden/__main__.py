"""Fly the golden logs again: ``python -m tests.golden``. The package says when."""

from __future__ import annotations

from pathlib import Path

from game.autopilot import fly
from game.flightlog.log.writer import start
from game.flightlog.replay.verify import verify
from game.level.loading import builtin, load
from game.level.schema import Difficulty

HERE = Path(__file__).parent
SAVED = HERE.parents[1] / "saves" / "first-out-welcome-back.jsonl"
DIFFICULTIES: tuple[Difficulty, ...] = ("cadet", "specialist", "director")


def main() -> None:
    """One log for each built-in level and difficulty, and the mission that comes in saves/."""
    for old in HERE.glob("*.jsonl"):
        old.unlink()
    for level in map(load, builtin()):
        for difficulty in DIFFICULTIES:
            path = HERE / f"{level.id}-{difficulty}.jsonl"
            with start(level, 1, difficulty, path) as flight:
                fly(flight)
            print(f"{verify(path).sentence} {path.stat().st_size / 1000:.0f} kB")
    SAVED.parent.mkdir(exist_ok=True)
    SAVED.write_bytes((HERE / "first-out-specialist.jsonl").read_bytes())


if __name__ == "__main__":
    main()
