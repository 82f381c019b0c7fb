"""Taking a saved mission over: a log of its own, that names its parent and holds alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.flightlog.log import notes
from game.flightlog.log.format import FlightLogError, Parent
from game.flightlog.log.reader import FlightLog, read
from game.flightlog.log.writer import start
from game.flightlog.replay.resume import resume
from game.flightlog.replay.seek import Replay
from game.flightlog.replay.verify import verify
from game.flightlog.shelf.fork import chain_at, find_parent, fork, take_over
from game.ops.views import Accepted
from tests.systems import UNIX, files_end_at

from .hopping import END, ORDERS, fly, hop, record
from .relinking import relinked


@pytest.fixture
def parent(tmp_path: Path) -> FlightLog:
    record(tmp_path / "first.jsonl")
    return read(tmp_path / "first.jsonl")


def without_proofs(path: Path) -> list[bytes]:
    """The lines of a log that its parent and it have in common, if they fly the same."""
    lines = path.read_bytes().splitlines()[1:]
    return [line for line in lines if b'"check"' not in line and b'"end"' not in line]


@pytest.mark.parametrize("tick", [0, 1, 10, 11, 119, 120, 121, 240, 251, 300, 359])
def test_a_fork_flown_by_the_same_orders_is_the_same_flight(
    parent: FlightLog, tmp_path: Path, tick: int
) -> None:
    path = tmp_path / "second.jsonl"
    flight = take_over(parent, tick, path)
    assert flight.mission.tick == tick
    assert flight.mission.state() == Replay(parent.path).goto(tick).state()
    fly(flight, END)
    flight.close()
    assert verify(path).ok
    assert without_proofs(path) == without_proofs(parent.path)
    assert read(path).header.parent == Parent("first", tick, chain_at(parent, tick))


@pytest.mark.parametrize("tick", [0, 10, 120, 200])
def test_a_fork_can_be_left_and_resumed(parent: FlightLog, tmp_path: Path, tick: int) -> None:
    path, whole = tmp_path / "second.jsonl", tmp_path / "whole" / "second.jsonl"
    fork(parent, tick, path)
    with resume(path) as flight:
        assert flight.mission.tick == tick
        fly(flight, END)
    with take_over(parent, tick, whole) as flight:
        fly(flight, END)
    assert path.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("tick", [0, 10, 77, 120, 200, 255])
def test_a_fork_killed_at_once_goes_on_from_its_moment(
    parent: FlightLog, tmp_path: Path, tick: int
) -> None:
    path, killed = tmp_path / "second.jsonl", tmp_path / "killed.jsonl"
    with take_over(parent, tick, path) as flight:
        killed.write_bytes(path.read_bytes())  # what a killed process would leave
        fly(flight, END)
    with resume(killed) as flight:
        assert flight.mission.tick == tick
        fly(flight, END)
    assert killed.read_bytes() == path.read_bytes()
    assert verify(path).ok


def test_other_orders_make_another_flight(parent: FlightLog, tmp_path: Path) -> None:
    path = tmp_path / "second.jsonl"
    with take_over(parent, 150, path) as flight:
        assert isinstance(flight.order("vent full"), Accepted)
        fly(flight, END, ())
    log = read(path)
    assert log.orders == (*(order for order in ORDERS if order[0] <= 150), (150, "vent full"))
    assert verify(path).ok
    assert parent.lines == read(parent.path).lines


def test_an_unfinished_parent_can_be_taken_over_where_it_was_left(tmp_path: Path) -> None:
    record(tmp_path / "first.jsonl", until=205)
    parent = read(tmp_path / "first.jsonl")
    with take_over(parent, 205, tmp_path / "second.jsonl") as flight:
        assert flight.mission.tick == 205
    with pytest.raises(FlightLogError, match="from 00:00:00 to 00:01:42"):
        fork(parent, 206, tmp_path / "third.jsonl")


def test_what_can_not_be_taken_over_leaves_no_file(parent: FlightLog, tmp_path: Path) -> None:
    path = tmp_path / "second.jsonl"
    with pytest.raises(FlightLogError, match="ended at 00:03:00: take it over earlier"):
        fork(parent, parent.last_tick, path)
    with pytest.raises(FlightLogError, match="can be taken over from"):
        fork(parent, -1, path)
    data = parent.path.read_bytes()

    def other(line: object) -> object:
        same = line != [10, "order", "flow ev1 high"]
        return line if same else [10, "order", "flow ev1 low"]

    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(relinked(data, other))
    with pytest.raises(FlightLogError, match=r"does not fly the same again from tick 120 on"):
        fork(read(forged), 200, path)
    forged.write_bytes(relinked(data, lambda line: line if line != [10, "order", "flow ev1 high"]
                                else [10, "order", "flow ev9 high"]))  # fmt: skip
    with pytest.raises(FlightLogError, match=r"does not fly the same again from tick 10 on"):
        fork(read(forged), 200, path)
    forged.write_bytes(data.replace(b'"flow ev1 high"', b'"flow ev1 hijh"', 1))
    with pytest.raises(FlightLogError, match=r"was changed after it was written"):
        fork(read(forged), 200, path)
    assert not path.exists()


def test_a_name_that_is_taken_stays_as_it_is(parent: FlightLog, tmp_path: Path) -> None:
    taken = tmp_path / "taken.jsonl"
    taken.write_bytes(b"mine\n")
    with pytest.raises(FlightLogError, match="holds something already"):
        fork(parent, 100, taken)
    assert taken.read_bytes() == b"mine\n"


def test_the_parent_is_found_by_its_name_or_by_what_it_holds(
    parent: FlightLog, tmp_path: Path
) -> None:
    folder = tmp_path / "saves"
    folder.mkdir()
    path = folder / "second.jsonl"
    fork(parent, 200, path)
    child = read(path)
    assert find_parent(child, folder) is None
    assert find_parent(child, tmp_path) == parent.path
    moved = parent.path.rename(folder / "renamed.jsonl")
    record(folder / "first.jsonl", until=10)  # the name, but not the flight
    (folder / "broken.jsonl").write_bytes(b"{}\n")
    assert find_parent(child, folder) == moved
    moved.write_bytes(moved.read_bytes().replace(b'"flow ev1 high"', b'"flow ev1 hijh"', 1))
    assert find_parent(child, folder) is None
    assert find_parent(parent, folder) is None


def test_what_does_not_reach_the_moment_is_no_parent(tmp_path: Path) -> None:
    """Though its lines are the same so far: no line stands between its end and that moment."""
    record(tmp_path / "first.jsonl", until=205)
    parent = read(tmp_path / "first.jsonl")
    fork(parent, 203, tmp_path / "second.jsonl")
    child = read(tmp_path / "second.jsonl")
    assert find_parent(child, tmp_path) == parent.path
    parent.path.write_bytes(b"".join(parent.lines[:-1]))
    assert read(parent.path).last_tick == 200
    assert find_parent(child, tmp_path) is None


def test_a_parent_with_a_strange_name_is_only_a_name(parent: FlightLog, tmp_path: Path) -> None:
    path = tmp_path / "second.jsonl"
    fork(parent, 200, path)

    def renamed(line: object) -> object:
        if isinstance(line, dict):
            line["parent"]["log"] = "../../etc/\x1b[2J\x00first"
        return line

    path.write_bytes(relinked(path.read_bytes(), renamed))
    assert verify(path).ok
    assert find_parent(read(path), tmp_path) == parent.path


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("first", "parent without the fields"),
        ({"log": "first", "tick": "1", "chain": ""}, "parent's tick that is no number"),
        ({"log": "first", "tick": -1, "chain": ""}, "parent's tick that no flight has"),
        ({"log": 1, "tick": 1, "chain": ""}, "parent's log that is no text"),
    ],
)
def test_what_is_not_a_parent_is_named(
    parent: FlightLog, tmp_path: Path, wrong: object, said: str
) -> None:
    def change(line: object) -> object:
        return line | {"parent": wrong} if isinstance(line, dict) else line

    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(relinked(parent.path.read_bytes(), change))
    with pytest.raises(FlightLogError, match=said):
        read(forged)


def comments(path: Path) -> list[bytes]:
    return [line for line in path.read_bytes().splitlines() if line.startswith(b"#")]


def test_notes_and_comments_up_to_there_come_along(parent: FlightLog, tmp_path: Path) -> None:
    for tick, text in ((0, "start"), (10, "flow"), (150, "half"), (151, ""), (300, "late")):
        notes.add(parent.path, tick, text)
    data = b"# mine\n" + parent.path.read_bytes() + b"# 00:00:50 out of place\n# the end\n"
    parent.path.write_bytes(data)
    path, whole = tmp_path / "second.jsonl", tmp_path / "whole" / "second.jsonl"
    fork(read(parent.path), 150, path)
    wanted = [b"# mine", b"# 00:00:00 start", b"# 00:00:05 flow", b"# 00:00:50 out of place",
              b"# 00:01:15 half"]  # fmt: skip
    assert comments(path) == wanted
    lines = path.read_bytes().splitlines()
    at = lines.index(b"# 00:00:05 flow")
    assert lines[at - 1] == b'[10,"order","pace ev1 slow"]'
    with resume(path) as flight:
        fly(flight, END)
    assert verify(path).ok
    assert comments(path) == wanted
    with take_over(read(parent.path), 150, whole) as flight:
        fly(flight, END)
    assert path.read_bytes() == whole.read_bytes()


def test_a_flight_that_ends_before_its_log_does_is_refused(tmp_path: Path) -> None:
    level = hop(time_limit="170 s")
    with start(level, 7, "specialist", tmp_path / "first.jsonl") as flight:
        fly(flight, END)

    def later(line: object) -> object:
        ends = isinstance(line, list) and line[1] == "end"
        return [355, "event", ["voice", "EV1", "On."]] if ends else line

    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(relinked((tmp_path / "first.jsonl").read_bytes(), later))
    path = tmp_path / "second.jsonl"
    with pytest.raises(FlightLogError, match=r"does not fly the same again from tick 34\d on"):
        fork(read(forged), 355, path)
    assert not path.exists()


def test_a_mission_whose_end_was_cut_off_has_ended(parent: FlightLog, tmp_path: Path) -> None:
    lines = parent.path.read_bytes().splitlines(keepends=True)
    parent.path.write_bytes(b"".join(lines[:-1]))
    cut = read(parent.path)
    assert cut.end is None
    with pytest.raises(FlightLogError, match="ended at 00:03:00: take it over earlier"):
        fork(cut, cut.last_tick, tmp_path / "second.jsonl")
    assert not (tmp_path / "second.jsonl").exists()


def test_a_full_disk_leaves_no_file(parent: FlightLog, tmp_path: Path) -> None:
    path, begun = tmp_path / "second.jsonl", tmp_path / "begun.jsonl"
    fork(parent, 0, begun)
    for size in (100, parent.size // 2, begun.stat().st_size + 10):
        refused = pytest.raises(FlightLogError, match=r"second.jsonl can't be written: [a-z ]+\.$")
        with files_end_at(size), refused:
            fork(parent, 300, path)
        assert not path.exists()


@UNIX
def test_what_is_no_file_is_no_parent(parent: FlightLog, tmp_path: Path) -> None:
    path = tmp_path / "second.jsonl"
    fork(parent, 200, path)
    parent.path.rename(tmp_path / "z.jsonl")
    os.mkfifo(tmp_path / "first.jsonl")  # opening it would wait for ever
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "long.jsonl").symlink_to("x" * 300)
    assert find_parent(read(path), tmp_path) == tmp_path / "z.jsonl"

    def renamed(line: object) -> object:
        if isinstance(line, dict):
            line["parent"]["log"] = "x" * 5000
        return line

    path.write_bytes(relinked(path.read_bytes(), renamed))
    assert find_parent(read(path), tmp_path) == tmp_path / "z.jsonl"
