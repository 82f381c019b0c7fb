"""Logs that were flown by earlier versions hold, and are small and readable."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from game.autopilot.directors import DIRECTORS
from game.flightlog.log.reader import read
from game.flightlog.replay.playback import open_replay
from game.flightlog.replay.verify import verify
from game.level.loading import builtin, load
from tests.golden.__main__ import AT_EVERY_DIFFICULTY, DIFFICULTIES

TOP = Path(__file__).parents[2]
GOLDEN = sorted((TOP / "tests" / "golden").glob("**/*.jsonl"))
NEW = [path for path in GOLDEN if path.parent.name == "golden"]
"""Those of this version of the simulation."""
PACKED = sorted((TOP / "tests" / "golden").glob("*.jsonl.gz"))
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


@pytest.mark.parametrize("path", PACKED, ids=lambda path: path.name.removesuffix(".jsonl.gz"))
def test_a_packed_one_holds(path: Path, tmp_path: Path) -> None:
    log = tmp_path / path.stem
    log.write_bytes(gzip.decompress(path.read_bytes()))
    verdict = verify(log)
    assert verdict.ok, verdict.sentence
    assert verdict.finished


def test_every_director_has_flown_every_level_to_its_end() -> None:
    there = {path.name.partition(".")[0] for path in (*NEW, *PACKED)}
    for level in map(load, builtin()):
        by_the_book = DIFFICULTIES if level.id in AT_EVERY_DIFFICULTY else ("book",)
        flown = DIRECTORS.keys() - {"book"} | set(by_the_book)
        assert {f"{level.id}-{one}" for one in flown} <= there


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


@pytest.mark.parametrize("path", [*NEW, *PACKED, SAVED], ids=lambda path: path.stem)
def test_it_is_small(path: Path) -> None:
    assert path.stat().st_size <= 150_000


def test_all_of_them_are_small() -> None:
    assert sum(path.stat().st_size for path in (*GOLDEN, *PACKED)) <= 4_000_000


def test_the_saved_mission_came_home() -> None:
    end = read(SAVED).end
    assert end is not None
    assert end.value["outcome"] == "success"
