"""What is flown before the player's first second."""

from pathlib import Path
from typing import Any

import pytest

from game.authoring.check import check as checked
from game.autopilot import prologue
from game.autopilot.prologue import StartError, begins, start
from game.flightlog.log.reader import read
from game.flightlog.replay.playback import open_replay
from game.flightlog.replay.resume import resume
from game.flightlog.replay.verify import verify
from game.flightlog.shelf import fork
from game.flightlog.shelf.script import Progress, fly_script, lines_of, resumed
from game.level.checks import check
from game.level.loading import load_named
from game.level.schema import Level, Start
from tests.ops.flying import level

SCRIPT = {"orders": ["00:00:05 run wait", "+2 s poll"], "until": "checklist.wait == done"}
SHORT_HOP = Path(__file__).parents[1] / "level" / "short_hop.yaml"


def begun(how: dict[str, Any]) -> Level:
    goal = {"title": "Late", "when": "mission.met > 99 h", "required": True}
    return level(start=how, objectives={"late": goal})


def test_play_begins_when_the_start_is_over_and_its_orders_are_in_the_log(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(begun(SCRIPT), 1, "specialist", path) as flight:
        mission = flight.mission
        assert mission.checklist("wait").status == "done" and 30.0 < mission.time < 60.0
        first = mission.tick
        flight.order("pace ev1 careful")
        for _ in range(20):
            flight.step()
        digest = mission.digest()
    log = read(path)
    assert [text for _, text in log.orders][:2] == ["run wait", "poll"]
    assert [tick for tick, _ in log.orders][:2] == [10, 14]
    assert verify(path).ok
    assert open_replay(path).goto(first).checklist("wait").status == "done"
    with resume(path) as again:
        assert again.mission.digest() == digest
    taken = fork.take_over(log, first, tmp_path / "b.jsonl")
    assert taken.mission.tick == first, "a flight that is taken over begins where it was taken"
    taken.close()


def test_the_autopilot_flies_what_the_script_leaves_open_and_the_replay_needs_none(
    tmp_path: Path,
) -> None:
    how = Start.of({"autopilot": True, "until": "ev1.suit.visor == closed"})
    made = load_named("suit-up").changed(start=how)
    path = tmp_path / "a.jsonl"
    with start(made, 3, "specialist", path) as flight:
        met = flight.mission.time
        assert flight.mission.telemetry["ev1.suit.visor"] == "closed" and met > 30.0
    assert verify(path).ok and read(path).orders
    with start(made, 3, "specialist", None) as other:
        assert other.mission.time == met


@pytest.mark.parametrize("cut", [0, 10, 20])
def test_a_script_counts_from_where_play_begins_also_when_it_was_interrupted(
    tmp_path: Path, cut: int
) -> None:
    made, path = begun(SCRIPT), tmp_path / "a.jsonl"
    lines = lines_of(made, ["+10 s rest ev1 1 min"])
    first = begins(made, 1, "specialist")
    with start(made, 1, "specialist", path) as flight:
        assert flight.mission.tick == first > 0
        flight.order("pace ev1 careful")
        by = Progress(lines, first)
        while flight.mission.tick < first + cut:
            assert by.due(flight.mission) is None
            flight.step()
    given = read(path).orders
    with resume(path) as again:
        fly_script(again, resumed(lines, again.mission, given, first), lambda line, why: None)
    assert read(path).orders[-1] == (first + 20, "rest ev1 1 min")


@pytest.mark.parametrize("tick", [0, 9, 10, 30])
def test_a_flight_that_was_killed_before_play_began_is_flown_to_there(
    tmp_path: Path, tick: int
) -> None:
    path = tmp_path / "a.jsonl"
    start(begun(SCRIPT), 1, "specialist", path).close()
    whole = path.read_bytes()
    first, orders = read(path).last_tick, read(path).orders
    lines = whole.splitlines(keepends=True)
    kept = [line for line in lines[1:] if int(line[1:].partition(b",")[0]) <= tick]
    path.write_bytes(lines[0] + b"".join(kept))
    assert read(path).last_tick <= tick < first
    with prologue.resume(path) as flight:
        assert flight.mission.tick == first
        assert flight.mission.checklist("wait").status == "done"
    assert read(path).orders == orders
    assert verify(path).ok


def test_a_flight_that_was_killed_later_is_as_it_was_left(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(begun(SCRIPT), 1, "specialist", path) as flight:
        for _ in range(7):
            flight.step()
        tick = flight.mission.tick
    taken = fork.take_over(read(path), 8, tmp_path / "b.jsonl")
    taken.close()
    for log, left in ((path, tick), (tmp_path / "b.jsonl", 8)):
        with prologue.resume(log) as again:
            assert again.mission.tick == left


def test_a_level_without_a_start_begins_at_zero() -> None:
    with start(level(), 1, "specialist", None) as flight:
        assert flight.mission.tick == 0


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"orders": ["00:00:05 run nothing"]}, "line 1"),
        ({"orders": ["00:00:05 hold wait"]}, "'hold wait' is refused"),
        ({"until": "cabin.vent == open"}, "over before play"),
    ],
)
def test_a_start_that_is_not_reached_is_said_in_one_sentence_and_leaves_no_log(
    how: dict[str, Any], words: str, tmp_path: Path
) -> None:
    made = begun(how).changed(time_limit=60.0)
    path = tmp_path / "a.jsonl"
    with pytest.raises(StartError) as caught:
        start(made, 1, "specialist", path)
    assert words in str(caught.value) and "\n" not in str(caught.value)
    assert not path.exists()


def test_check_flies_the_start(tmp_path: Path) -> None:
    text = SHORT_HOP.read_text("utf-8")
    path = tmp_path / "hop.yaml"
    path.write_text(f"{text}\nstart:\n  orders: ['00:00:05 hold out']\n", "utf-8")
    (found,) = checked([path]).mistakes
    assert found.code == "LEVEL-420" and "hold out" in found.message
    assert found.excerpt.strip().startswith("orders:") and "until CONDITION do" in found.hint
    path.write_text(f"{text}\nstart:\n  orders:\n    - 5 s poll\n", "utf-8")
    (found,) = checked([path]).mistakes
    assert found.excerpt.strip() == "- 5 s poll" and not found.hint
    path.write_text(f"{text}\nstart:\n  orders: ['00:00:05 run suit-up-ev1']\n", "utf-8")
    assert not checked([path]).mistakes


@pytest.mark.parametrize(
    ("how", "path"),
    [
        ({"autopilot": True}, ("start",)),
        ({}, ("start",)),
        ({"until": "x > 1"}, ("start", "until")),
    ],
)
def test_mistakes_of_a_start(how: dict[str, Any], path: tuple[str, ...]) -> None:
    assert path in {each.path for each in check(begun(how))}
