"""A log of another physics version plays from what it recorded, and is not proved."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from game.flightlog.log.format import FlightLogError
from game.flightlog.log.reader import read
from game.flightlog.log.telemetry import KINDS, event_value, is_kept, shown_value
from game.flightlog.replay.playback import Playback, open_replay
from game.flightlog.replay.resume import resume
from game.flightlog.replay.seek import Replay
from game.flightlog.replay.verify import verify
from game.flightlog.shelf.fork import fork

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
            assert shown_value(seen, channel) == shown_value(was, channel), (tick, name)
        assert room.telemetry.age_s == mission.telemetry.age_s
        assert room.telemetry.stale == mission.telemetry.stale
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


def test_telemetry_stands_still_from_frame_to_frame(log: Path) -> None:
    played = Playback(log)
    at, just_before, at_the_next = (
        repr(dict(played.goto(tick).telemetry)) for tick in (600, 719, 720)
    )
    assert at == just_before != at_the_next


def test_checklists_under_way_come_before_those_that_are_over(log: Path) -> None:
    played, both = Playback(log), 0
    for tick in range(0, played.end_tick, 120):
        over = [one.status in ("done", "stopped") for one in played.goto(tick).checklists]
        assert over == sorted(over)
        both += {True, False} <= set(over)
    assert both > 20


def test_who_is_in_a_checklist_within_another_is_seen_at_the_inner_one(
    plain_log: Path, tmp_path: Path
) -> None:
    flown, played = Replay(plain_log), Playback(foreign(tmp_path / "a", plain_log.read_bytes()))
    ticks = range(1200, 2400, 120)
    at = next(t for t in ticks if flown.goto(t).crew[1].checklist == "Leak check, EV2")
    seen, was = played.goto(at).crew[1], flown.goto(at).crew[1]
    assert (seen.task, seen.checklist) == (was.task, was.checklist)


STEP = "Wait — and “look”"


@pytest.mark.parametrize(
    ("status", "steps", "task"),
    [
        ("running", ["done", "running"], STEP),
        ("holding", ["done", "running"], STEP),
        ("go", ["done", "go"], ""),
        ("waiting", ["done", "needs"], ""),
        ("failed", ["done", "failed"], ""),
        ("stopped", ["done", "todo"], ""),
        ("done", ["done", "done"], ""),
    ],
)
def test_steps_and_tasks_follow_from_the_step_in_hand(
    tmp_path: Path, status: str, steps: list[str], task: str
) -> None:
    def at_step_two(line: object) -> object:
        if isinstance(line, list) and line[:2] == [120, "seen"]:
            line[2]["lists"] = {"wait": [1, status]}
        return line

    record(tmp_path / "a.jsonl", until=240)
    path = foreign(tmp_path / "a.jsonl", relinked((tmp_path / "a.jsonl").read_bytes(), at_step_two))
    room = Playback(path).goto(130)
    (wait,) = room.checklists
    assert (wait.id, wait.at, wait.status) == ("wait", 1, status)
    assert [step.status for step in wait.steps] == steps
    assert (room.crew[0].task, room.crew[0].checklist) == (task, "Wait" if task else "")
    assert [item.status for item in room.plan] == [status]


def test_an_end_that_this_game_does_not_know_is_still_an_end(tmp_path: Path) -> None:
    def other(line: object) -> object:
        if isinstance(line, list) and line[1] == "end":
            line[2] |= {"outcome": "adrift", "score": "many"}
        return line

    path = foreign(tmp_path / "a.jsonl", relinked(record(tmp_path / "a.jsonl"), other))
    played = Playback(path)
    assert played.goto(played.end_tick - 1).outcome is None
    end = played.goto(played.end_tick).outcome
    assert end is not None
    assert (end.kind, end.score, end.tick) == ("timeout", 0, played.end_tick)


def test_what_is_damaged_or_of_no_known_difficulty_is_refused(tmp_path: Path) -> None:
    data = record(tmp_path / "a.jsonl")
    path = foreign(tmp_path / "a.jsonl", data)
    path.write_bytes(path.read_bytes().replace(b'"flow ev1 high"', b'"flow ev1 hijh"', 1))
    with pytest.raises(FlightLogError, match=r"a\.jsonl, line \d+ .*: it can't be shown"):
        open_replay(path)

    def hardest(line: object) -> object:
        return line | {"difficulty": "legend"} if isinstance(line, dict) else line

    foreign(path, relinked(data, hardest))
    with pytest.raises(FlightLogError, match="says difficulty legend: there is cadet,"):
        open_replay(path)


def unworded(line: tuple[object, ...]) -> tuple[object, ...]:
    """What is the same in a game that words it otherwise: all but the text."""
    return (*line[:3], *line[4:])


def test_everything_heard_and_ordered_comes_at_its_tick(log: Path) -> None:
    played, flown = Playback(log), Replay(GOLDEN)
    flown.goto(flown.end_tick)
    kinds = {*KINDS, "order"}
    heard = [(e.tick, *event_value(e)) for e in flown.mission.events if is_kept(e, kinds)]
    played.goto(played.end_tick)
    told = [(e.tick, *event_value(e)) for e in played.mission.events]
    assert sorted(unworded(one) for one in told) == sorted(unworded(one) for one in heard)
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()[1:]]
    written = {(line[0], *line[2]) for line in lines if line[1] == "event"}
    assert written and written <= set(told), "in the words that were written"
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
        ["seen", {"changed": "0" * 39, "values": [], "age": 1e300}],
        ["seen", {"changed": "8" + "0" * 38, "values": []}],
        ["seen", {"changed": "8" + "0" * 38, "values": [1, 2]}],
        ["seen", {"changed": "0" * 39, "values": [], "lists": {"donning": [0, "afloat"]}}],
        ["seen", {"channels": ["cabin.o2 [kPa]"], "changed": "8", "values": [1]}],
        ["seen", {"channels": ["cabin.o2 [kPa]"], "changed": "0" * 39, "values": []}],
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
