"""A log of another physics version plays from what it recorded, and is not proved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.flightlog.fork import fork
from game.flightlog.lines import FlightLogError
from game.flightlog.playback import Playback, open_replay
from game.flightlog.reader import read
from game.flightlog.seek import Replay
from game.flightlog.seen import event_value, glass, told
from game.flightlog.verify import verify
from game.flightlog.writer import resume

from .hopping import record
from .relinking import foreign, relinked

GOLDEN = Path(__file__).parents[1] / "golden" / "first-out-specialist.jsonl"
OLD = Path(__file__).parents[1] / "golden" / "format-1" / "suit-up-specialist.jsonl"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole First Out by a game with other physics."""
    return foreign(tmp_path_factory.mktemp("foreign") / "other.jsonl", GOLDEN.read_bytes())


def test_every_minute_is_as_it_was_flown(log: Path) -> None:
    played, flown = Playback(log), Replay(GOLDEN)
    assert played.end_tick == flown.end_tick
    ordered = {tick for tick, _ in played.orders}  # an order at a frame's tick comes after it
    for tick in sorted({*range(0, played.end_tick, 120), played.end_tick} - ordered):
        room, mission = played.goto(tick), flown.goto(tick)
        assert room.time == mission.time
        for name, channel in mission.channels.items():
            seen, was = room.telemetry[name], mission.telemetry[name]
            assert glass(seen, channel) == glass(was, channel), (tick, name)
        assert room.telemetry.age_s == mission.telemetry.age_s
        assert room.objectives == mission.objectives
        assert room.plan == mission.plan
        assert [(one.place, one.condition) for one in room.crew] == [
            (one.place, one.condition) for one in mission.crew
        ]
        own = mission.level.checklists
        was_at = {one.id: (one.at, one.status) for one in mission.checklists if one.id in own}
        assert {one.id: (one.at, one.status) for one in room.checklists} == was_at
        standing = [(one.id, one.text) for one in mission.alarms if not one.cleared]
        assert [(one.id, one.text) for one in room.alarms] == standing
    end, other = played.mission.outcome, flown.mission.outcome
    assert end is not None
    assert other is not None
    assert replace(end, event=0) == replace(other, event=0)


def test_everything_heard_and_ordered_comes_at_its_tick(log: Path) -> None:
    played, flown = Playback(log), Replay(GOLDEN)
    flown.goto(flown.end_tick)
    heard = [(e.tick, event_value(e)) for e in flown.mission.events if told(e) or e.kind == "order"]
    played.goto(played.end_tick)
    assert sorted((e.tick, event_value(e)) for e in played.mission.events) == sorted(heard)
    assert {mark.kind for mark in played.marks} >= {"order", "alarm", "objective", "contact", "sun"}
    at = next(e.tick for e in played.mission.events if e.kind == "objective")
    assert not any(e.kind == "objective" for e in played.goto(at - 1).events)
    assert [e.kind for e in played.step()].count("objective") == 1


def test_it_steps_and_jumps_both_ways(log: Path) -> None:
    played = Playback(log)
    first = played.next_mark("alarm")
    assert first is not None
    played.goto(first.tick)
    assert played.next_mark("alarm", backward=True) is None
    assert played.goto(-5).tick == 0
    assert played.goto(10**9).tick == played.end_tick
    assert played.scout(0.0)
    assert played.at(500).tick == 500
    assert played.mission.tick == played.end_tick


def test_which_kind_of_replay_a_log_gets(log: Path) -> None:
    assert not open_replay(log).proved
    assert open_replay(GOLDEN).proved


def test_it_is_neither_proved_nor_flown_on(log: Path, tmp_path: Path) -> None:
    verdict = verify(log)
    assert not verdict.ok
    assert "physics version 99" in verdict.sentence
    for use in (Replay, lambda path: fork(read(path), 100, tmp_path / "b.jsonl")):
        with pytest.raises(FlightLogError, match="physics version 99"):
            use(log)
    record(tmp_path / "a.jsonl", until=300)
    unfinished = foreign(tmp_path / "a.jsonl", (tmp_path / "a.jsonl").read_bytes())
    with pytest.raises(FlightLogError, match="physics version 99"):
        resume(unfinished)
    assert not (tmp_path / "b.jsonl").exists()


def test_format_1_recorded_no_telemetry(tmp_path: Path) -> None:
    with pytest.raises(FlightLogError, match="holds no telemetry to show"):
        open_replay(foreign(tmp_path / "old.jsonl", OLD.read_bytes()))


def test_channels_that_this_game_does_not_know_are_left_out(tmp_path: Path) -> None:
    def renamed(line: object) -> object:
        if isinstance(line, dict):
            return line | {"physics": 99}
        assert isinstance(line, list)
        if line[1] == "seen" and "channels" in line[2]:
            names = line[2]["channels"]
            names[names.index("cabin.pressure [kPa]")] = "cabin.mood [furlong]"
            names[names.index("cabin.o2 [kPa]")] = "cabin.o2 [firkin]"
        return line

    path = tmp_path / "strange.jsonl"
    path.write_bytes(relinked(GOLDEN.read_bytes(), renamed))
    telemetry = Playback(path).goto(600).telemetry
    assert telemetry["cabin.pressure"] != telemetry["cabin.pressure"]
    assert telemetry["cabin.o2"] != telemetry["cabin.o2"]
    assert telemetry["cabin.co2"] == telemetry["cabin.co2"]


@pytest.mark.parametrize(
    "wrong",
    [
        ["seen", {"changed": "f", "values": []}],
        ["seen", {"changed": "0" * 39, "values": [], "age": "nan"}],
        ["seen", {"changed": "0" * 39, "values": [], "age": 10**400}],
        ["seen", {"changed": "0" * 39, "values": [], "age": -1}],
        ["seen", {"changed": "0" * 39, "values": [], "age": True}],
        ["seen", {"changed": "8" + "0" * 38, "values": [10**400]}],
        ["seen", {"changed": "8" + "0" * 38, "values": "x"}],
        ["seen", {"changed": "0" * 39, "values": [], "lists": []}],
        ["seen", {"changed": "0" * 39, "values": [], "lists": {"donning": "x1"}}],
        ["seen", {"changed": "0" * 39, "values": [], "lists": {"donning": [-1, "running"]}}],
        ["seen", {"changed": "0" * 39, "values": [], "lists": {"donning": [10**4000, "done"]}}],
        ["seen", {"changed": "0" * 39, "values": [], "alarms": [["a", "loud", "b"]]}],
        ["seen", {"channels": ["cabin.o2 [kPa]"], "changed": "8", "values": [1]}],
        ["event", ["voice", "EV1", "Hello", "loud"]],
    ],
)
def test_what_can_not_be_read_is_told_with_its_line(tmp_path: Path, wrong: list[object]) -> None:
    kind, value = wrong

    def broken(line: object) -> object:
        if isinstance(line, dict):
            return line | {"physics": 99}
        assert isinstance(line, list)
        return [line[0], kind, value] if line[0] > 100 and line[1] == kind else line

    path = tmp_path / "broken.jsonl"
    path.write_bytes(relinked(GOLDEN.read_bytes(), broken))
    with pytest.raises(FlightLogError, match=r"^broken.jsonl, line \d+ is (no|an) .*\.$"):
        Playback(path)


def test_the_first_frame_must_name_the_channels(tmp_path: Path) -> None:
    def nameless(line: object) -> object:
        if isinstance(line, dict):
            return line | {"physics": 99}
        if isinstance(line, list) and line[:2] == [0, "seen"]:
            return [0, "seen", {"changed": "", "values": []}]
        return line

    path = tmp_path / "nameless.jsonl"
    path.write_bytes(relinked(GOLDEN.read_bytes(), nameless))
    with pytest.raises(FlightLogError, match=r"line 4 is no frame of telemetry"):
        Playback(path)
