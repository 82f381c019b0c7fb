"""Logs that were flown by earlier versions hold, and are small and readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.flightlog.log.reader import read
from game.flightlog.replay.playback import open_replay
from game.flightlog.replay.verify import verify

TOP = Path(__file__).parents[2]
GOLDEN = sorted((TOP / "tests" / "golden").glob("**/*.jsonl"))
NEW = [path for path in GOLDEN if path.parent.name == "golden"]
"""Those of this version of the simulation."""
OLDER = [path for path in GOLDEN if path.parent.name.startswith("physics-")]
"""Those of versions before it."""
SAVED = TOP / "saves" / "first-out-welcome-back.jsonl"


def test_there_are_some() -> None:
    assert OLDER
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


@pytest.mark.parametrize("path", OLDER, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_log_of_an_older_version_plays_as_it_was_recorded(path: Path) -> None:
    log, played = read(path), open_replay(path)
    assert (verify(path).cause, played.proved) == ("version", False)
    room = played.goto(played.end_tick)
    assert log.end is not None
    assert room.outcome is not None
    assert (room.outcome.kind, room.outcome.score) == ("success", log.end.value["score"])
    assert [event.text for event in room.events if event.kind == "order"] == [
        text for _, text in log.orders
    ]
    pressure = [played.goto(tick).telemetry["cabin.pressure"] for tick in range(0, 1800, 120)]
    assert all(isinstance(one, float) and 0.0 <= one < 110_000.0 for one in pressure)
    assert {mark.kind for mark in played.marks} >= {"order", "objective"}


@pytest.mark.parametrize("path", [*NEW, SAVED], ids=lambda path: path.stem)
def test_it_is_small(path: Path) -> None:
    assert path.stat().st_size <= 150_000


def test_all_of_them_are_small() -> None:
    assert sum(path.stat().st_size for path in GOLDEN) <= 4_000_000


def test_the_saved_mission_came_home() -> None:
    end = read(SAVED).end
    assert end is not None
    assert end.value["outcome"] == "success"
