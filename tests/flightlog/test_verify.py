"""What a verdict says of a log that does not hold: why, where, and in which words."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from game import __version__
from game.flightlog.log.format import CHECK_TICKS, FlightLogError
from game.flightlog.replay.batch import verify_each
from game.flightlog.replay.refly import apart
from game.flightlog.replay.resume import resume
from game.flightlog.replay.verify import Verdict, verify
from game.mission import PHYSICS_VERSION

from . import relinking
from .hopping import record


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return record(tmp_path_factory.mktemp("whole") / "whole.jsonl")


def relinked(data: bytes, change: Callable[[Any], None]) -> bytes:
    """A log whose lines were changed by ``change`` in place, its chain put right again."""

    def changed(value: Any) -> Any:
        change(value)
        return value

    return relinking.relinked(data, changed)


def verdict_on(path: Path, data: bytes) -> Verdict:
    path.write_bytes(data)
    verdict = verify(path)
    assert verdict.sentence.isprintable()
    return verdict


def test_a_damaged_line_is_the_cause_and_named(whole: bytes, tmp_path: Path) -> None:
    lines = whole.splitlines(keepends=True)
    for number in (1, 2, 3, len(lines) - 2, len(lines)):
        changed = [*lines]
        changed[number - 1] = changed[number - 1].replace(b"e", b"f", 1)
        verdict = verdict_on(tmp_path / "a.jsonl", b"".join(changed))
        assert (verdict.ok, verdict.cause, verdict.line) == (False, "line", number)
        assert f"line {number}" in verdict.sentence


def test_an_event_line_that_was_taken_out_is_missed_by_the_next_checkpoint(
    whole: bytes, tmp_path: Path
) -> None:
    lines = [json.loads(line) for line in whole.splitlines()]
    ticks = [line[0] for line in lines if isinstance(line, list) and line[1] == "event"]
    tick = next(one for one in ticks if one % CHECK_TICKS)  # not written beside a checkpoint
    last = next(one[0] for one in lines[2:] if one[1] == "check" and one[0] > tick)

    def dropped(value: Any) -> bool:
        is_event = isinstance(value, list) and value[1] == "event"
        return isinstance(value, list) and (value[0] > last or (is_event and value[0] >= tick))

    path = tmp_path / "a.jsonl"
    verdict = verdict_on(path, relinking.without(whole, dropped))
    assert not verdict.ok and f"the line of tick {tick} is missing" in verdict.sentence
    before = path.read_bytes()
    with pytest.raises(FlightLogError, match="is missing"):
        resume(path)
    assert path.read_bytes() == before


def _other_seat(data: bytes) -> bytes:
    return relinking.other_level(data, lambda level: level["crew"]["ev1"].update(seat=2))


def test_a_changed_level_is_the_cause_whether_or_not_the_chain_was_put_right(
    whole: bytes, tmp_path: Path
) -> None:
    one = verdict_on(tmp_path / "a.jsonl", _other_seat(whole))
    assert (one.cause, one.line) == ("level", 2)
    assert "the level in it was changed" in one.sentence

    def change(value: Any) -> None:
        if isinstance(value, list) and value[1] == "level":
            value[2]["time_limit"] = "4 min"

    two = verdict_on(tmp_path / "a.jsonl", relinked(whole, change))
    assert (two.cause, two.line) == ("level", 2)
    assert "the level in it was changed" in two.sentence

    def spoil(value: Any) -> None:
        if isinstance(value, list) and value[1] == "level":
            value[2]["time_limit"] = "4 parsec"

    three = verdict_on(tmp_path / "a.jsonl", relinked(whole, spoil))
    assert (three.cause, three.line) == ("level", 2)


def test_another_physics_version_is_the_cause_and_both_are_named(
    whole: bytes, tmp_path: Path
) -> None:
    def change(value: Any) -> None:
        if isinstance(value, dict):
            value |= {"physics": 99, "game": "9.1"}

    verdict = verdict_on(tmp_path / "a.jsonl", relinked(whole, change))
    assert (verdict.cause, verdict.line) == ("version", 1)
    assert "game 9.1 with physics version 99" in verdict.sentence
    assert f"game {__version__} with physics version {PHYSICS_VERSION}" in verdict.sentence
    assert "it plays, but it can't be proved" in verdict.sentence


def test_another_format_version_is_the_cause(whole: bytes, tmp_path: Path) -> None:
    def change(value: Any) -> None:
        if isinstance(value, dict):
            value["version"] = 99

    verdict = verdict_on(tmp_path / "a.jsonl", relinked(whole, change))
    assert (verdict.cause, verdict.line) == ("version", 1)


def test_damage_goes_before_another_version(whole: bytes, tmp_path: Path) -> None:
    def change(value: Any) -> None:
        if isinstance(value, dict):
            value["physics"] = 99

    data = relinked(whole, change).replace(b'"flow ev1 high"', b'"flow ev1 hijh"', 1)
    assert verdict_on(tmp_path / "a.jsonl", data).cause == "line"


def test_a_level_that_other_rules_let_through_is_another_version(
    whole: bytes, tmp_path: Path
) -> None:
    from game.level.loading import digest_of

    digest = ""

    def change(value: Any) -> None:
        nonlocal digest
        if isinstance(value, list) and value[1] == "level":
            value[2]["time_limit"] = "4 parsec"
            digest = digest_of(value[2])
        elif isinstance(value, dict) and digest:
            value["level_digest"] = digest

    relinked(whole, change)
    verdict = verdict_on(tmp_path / "a.jsonl", relinked(whole, change))
    assert (verdict.cause, verdict.line) == ("version", 2)
    assert "this game can't fly the level in it" in verdict.sentence


def test_the_simulation_is_told_with_tick_field_and_both_values(
    whole: bytes, tmp_path: Path
) -> None:
    channels: list[str] = []

    def change(value: Any) -> None:
        if not isinstance(value, list):
            return
        if value[:2] == [0, "seen"]:
            channels.extend(value[2]["channels"])
        if value[:2] == [120, "check"]:
            value[2]["digest"] = "0" * 32
        elif value[:2] == [120, "seen"]:
            bits = "".join(f"{int(digit, 16):04b}" for digit in value[2]["changed"])
            changed = [name for name, bit in zip(channels, bits, strict=False) if bit == "1"]
            value[2]["values"][changed.index("cabin.pressure_rate [kPa/min]")] = 4.5

    verdict = verdict_on(tmp_path / "a.jsonl", relinked(whole, change))
    assert (verdict.cause, verdict.tick, verdict.field) == (
        "simulation",
        120,
        "cabin.pressure_rate",
    )
    assert verdict.was == "4.5 kPa/min" and verdict.now.endswith(" kPa/min")
    assert (
        f"tick 120: cabin.pressure_rate {verdict.now}, was 4.5 kPa/min (line " in verdict.sentence
    )


def test_a_forged_order_differs_in_the_simulation(whole: bytes, tmp_path: Path) -> None:
    def change(value: Any) -> None:
        if isinstance(value, list) and value == [10, "order", "flow ev1 high"]:
            value[2] = "flow ev1 low"

    verdict = verdict_on(tmp_path / "a.jsonl", relinked(whole, change))
    assert verdict.cause == "simulation"
    assert "does not fly the same" in verdict.sentence
    assert "flown by game" not in verdict.sentence


def test_the_game_is_named_when_it_is_another_and_the_flight_differs(
    whole: bytes, tmp_path: Path
) -> None:
    def other(value: Any) -> None:
        if isinstance(value, dict):
            value["game"] = "0.0.9"

    assert verdict_on(tmp_path / "a.jsonl", relinked(whole, other)).ok

    def forged(value: Any) -> None:
        other(value)
        if isinstance(value, list) and value == [10, "order", "flow ev1 high"]:
            value[2] = "flow ev1 low"

    verdict = verdict_on(tmp_path / "a.jsonl", relinked(whole, forged))
    assert verdict.cause == "simulation"
    assert f"flown by game 0.0.9, and this is {__version__}" in verdict.sentence


def test_values_are_as_short_as_still_shows_the_difference() -> None:
    assert apart(0.41193, 0.41204) == "0.4119, was 0.4120"
    assert apart(1.00000001, 1.00000002) == "1.00000001, was 1.00000002"
    assert apart(35.0, 34.5) == "35.0, was 34.5"
    assert apart(35.0, 34) == "35, was 34"
    assert apart(40001.0, 40003.5) == "40001, was 40004"
    assert apart(1e-9, 2e-9) == "1e-09, was 2e-09"
    assert apart(0.5, True) == "0.5, was True"
    assert apart("open", "closed") == "open, was closed"
    assert apart(3, None) == "3, was None"


# Many


def test_verdicts_come_in_the_order_asked(whole: bytes, tmp_path: Path) -> None:
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.jsonl"
        path.write_bytes(whole if number % 2 else _other_seat(whole))
        paths.append(path)
    paths.append(tmp_path / "nope.jsonl")
    side_by_side = list(verify_each(paths, 3))
    assert [verdict.ok for verdict in side_by_side] == [False, True] * 3 + [False]
    assert side_by_side == list(verify_each(paths, 1))
    assert "nope.jsonl can't be read" in side_by_side[-1].sentence
    assert multiprocessing.active_children() == []


def test_who_stops_listening_stops_the_flying(tmp_path: Path) -> None:
    record(tmp_path / "a.jsonl")
    for _ in verify_each([tmp_path / "a.jsonl"] * 50, 2):
        break
    assert multiprocessing.active_children() == []


def test_a_worker_that_is_killed_costs_no_verdict(tmp_path: Path) -> None:
    record(tmp_path / "a.jsonl")
    verdicts: list[Verdict] = []
    for verdict in verify_each([tmp_path / "a.jsonl"] * 8, 2):
        if not verdicts:
            for child in multiprocessing.active_children():
                child.kill()
        verdicts.append(verdict)
    assert len(verdicts) == 8
    assert all(verdict.ok for verdict in verdicts)


def test_a_log_that_kills_every_worker_is_told(tmp_path: Path) -> None:
    record(tmp_path / "a.jsonl")
    done = threading.Event()

    def reap() -> None:
        while not done.wait(0.0005):
            for child in multiprocessing.active_children():
                child.kill()

    reaper = threading.Thread(target=reap)
    reaper.start()
    try:
        verdicts = list(verify_each([tmp_path / "a.jsonl"] * 3, 2))
    finally:
        done.set()
        reaper.join()
    assert len(verdicts) == 3
    for verdict in verdicts:
        assert not verdict.ok
        assert verdict.cause is None
        assert "a.jsonl could not be proved: the process that flew it again" in verdict.sentence


def test_without_processes_to_spare_they_are_flown_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", no_more)
    record(tmp_path / "a.jsonl")
    assert all(verdict.ok for verdict in verify_each([tmp_path / "a.jsonl"] * 4, 2))
