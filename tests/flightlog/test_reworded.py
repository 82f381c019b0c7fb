"""What a log promises when the game's words and catalogues change: see docs/decisions/0008."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from game.flightlog.log.format import encode
from game.flightlog.log.reader import read
from game.flightlog.log.telemetry import KINDS
from game.flightlog.replay.resume import resume
from game.flightlog.replay.verify import Verdict, verify

from .hopping import fly, record
from .relinking import relinked

Change = Callable[[list[Any]], None]


def verdict(path: Path, change: Change) -> Verdict:
    """What is said of a log in which ``change`` has changed lines, with a chain that holds."""

    def changed(line: Any) -> Any:
        if isinstance(line, list):
            change(line)
        return line

    before = record(path)
    path.write_bytes(relinked(before, changed))
    assert path.read_bytes() != before, "nothing was changed"
    return verify(path)


def event(part: int, new: str) -> Change:
    """What changes the first part of every event of one kind."""

    def change(line: list[Any]) -> None:
        if line[1] == "event" and line[2][0] == "valve.vent":
            line[2][part] = new

    return change


def test_a_text_may_be_worded_otherwise(tmp_path: Path) -> None:
    assert verdict(tmp_path / "a.jsonl", event(2, "The valve was turned")).ok


@pytest.mark.parametrize(("part", "new"), [(0, "valve.relief"), (1, "hatch"), (3, "warning")])
def test_kind_subject_and_severity_may_not(tmp_path: Path, part: int, new: str) -> None:
    said = verdict(tmp_path / "a.jsonl", event(part, new))
    assert (said.ok, said.cause) == (False, "simulation")
    assert "tick 251: heard 'cabin: Cabin vent open', was " in said.sentence


def test_the_reason_of_the_end_may_be_worded_otherwise_and_its_result_may_not(
    tmp_path: Path,
) -> None:
    def reason(line: list[Any]) -> None:
        if line[1] == "event" and line[2][0] == "outcome":
            line[2][2] = "It is over."
        elif line[1] == "end":
            line[2]["reason"] = "It is over."

    def score(line: list[Any]) -> None:
        if line[1] == "end":
            line[2]["score"] += 1

    assert verdict(tmp_path / "a.jsonl", reason).ok
    said = verdict(tmp_path / "b.jsonl", score)
    assert (said.ok, said.field) == (False, "score")


def without_the_vent(data: bytes) -> bytes:
    """``data`` as a game wrote it that knew no event of the vent valve."""
    lines = [json.loads(line) for line in data.splitlines()]
    kept = [
        line for line in lines
        if not (isinstance(line, list) and line[1] == "event" and line[2][0] == "valve.vent")
    ]  # fmt: skip
    for line in kept:
        if isinstance(line, list) and line[1] == "seen" and "events" in line[2]:
            line[2]["events"].remove("valve.vent")
    return relinked(b"".join(map(encode, kept)), lambda line: line)


def test_a_kind_of_event_that_came_later_is_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    data = record(path)
    path.write_bytes(without_the_vent(data))
    assert path.stat().st_size < len(data)
    said = verify(path)
    assert said.ok, said.sentence


def test_a_log_that_is_resumed_keeps_to_the_kinds_and_channels_that_it_began_with(
    tmp_path: Path,
) -> None:
    path, whole = tmp_path / "a.jsonl", tmp_path / "whole.jsonl"
    path.write_bytes(without_the_vent(record(path, until=250)))
    with resume(path) as flight:
        fly(flight, 10**6)
    assert path.read_bytes() == without_the_vent(record(whole))
    assert verify(path).ok


def test_the_first_frame_names_the_kinds_of_event_that_are_kept(tmp_path: Path) -> None:
    record(tmp_path / "a.jsonl")
    first, *others = (one for one in read(tmp_path / "a.jsonl").records if one.kind == "seen")
    assert first.value["events"] == list(KINDS)
    assert not any("events" in one.value for one in others)


def with_channels(path: Path, change: Callable[[list[str]], None]) -> Verdict:
    def changed(line: list[Any]) -> None:
        if line[:2] == [0, "seen"]:
            change(line[2]["channels"])

    return verdict(path, changed)


def test_a_channel_that_the_game_has_lost_is_named(tmp_path: Path) -> None:
    def older(channels: list[str]) -> None:
        channels[channels.index("cabin.vent")] = "cabin.hatch_alarm"

    said = with_channels(tmp_path / "a.jsonl", older)
    assert (said.ok, said.field, said.now) == (
        False,
        "cabin.hatch_alarm",
        "no channel of this game",
    )
    assert "cabin.hatch_alarm no channel of this game, was closed" in said.sentence
