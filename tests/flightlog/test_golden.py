"""Logs that were flown by earlier versions hold, and are small and readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.flightlog.reader import read
from game.flightlog.verify import verify

TOP = Path(__file__).parents[2]
GOLDEN = sorted((TOP / "tests" / "golden").glob("**/*.jsonl"))
NEW = [path for path in GOLDEN if path.parent.name == "golden"]
"""Those of this version of the simulation."""
SAVED = TOP / "saves" / "first-out-welcome-back.jsonl"


def test_there_are_some() -> None:
    assert {path.stem for path in GOLDEN} >= {
        f"{level}-{difficulty}"
        for level in ("first-out", "suit-up")
        for difficulty in ("cadet", "specialist", "director")
    }


@pytest.mark.parametrize("path", [*NEW, SAVED], ids=lambda path: path.stem)
def test_it_holds(path: Path) -> None:
    verdict = verify(path)
    assert verdict.ok, verdict.sentence
    assert verdict.finished


@pytest.mark.parametrize("path", [*GOLDEN, SAVED], ids=lambda path: path.stem)
def test_it_is_small(path: Path) -> None:
    assert path.stat().st_size <= 150_000


def test_the_saved_mission_came_home() -> None:
    end = read(SAVED).end
    assert end is not None
    assert end.value["outcome"] == "success"
