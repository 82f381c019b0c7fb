"""What stands in a log, when it is written, and that nothing else leaves a trace."""

from __future__ import annotations

import contextlib
import json
import random
import signal
from base64 import b64decode
from gzip import decompress as gunzip
from pathlib import Path

import pytest

from game.flightlog.log.format import CHECK_TICKS, KEY_TICKS, FlightLogError
from game.flightlog.log.reader import read
from game.flightlog.log.writer import start
from game.flightlog.replay.resume import resume
from game.flightlog.replay.verify import verify
from game.level.loading import level_digest, resolved_json
from game.mission import PHYSICS_VERSION
from game.ops.views import Accepted, Refused
from tests.systems import NOT_ROOT, files_end_at

from .hopping import END, ORDERS, fly, hop, record


def test_the_lines_of_a_whole_flight(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in record(tmp_path / "a.jsonl").splitlines()]
    header, level, *rest = lines
    assert header == {
        "format": "no-airlock flight log",
        "version": 3,
        "game": "0.1.0",
        "physics": PHYSICS_VERSION,
        "level": "hop",
        "level_digest": level_digest(hop()),
        "seed": 7,
        "difficulty": "specialist",
        "parent": None,
    }
    assert level[:2] == [0, "level"]
    assert json.loads(gunzip(b64decode(level[2]))) == resolved_json(hop()), "any tool opens it"
    assert [tuple(line[::2]) for line in rest if line[1] == "order"] == list(ORDERS)
    checks = [line[0] for line in rest if line[1] == "check"]
    assert checks == list(range(0, 361, CHECK_TICKS))
    assert rest[-1][1] == "end"
    assert rest[-1][2]["outcome"] == "timeout"
    assert rest[-1][2]["score"] == 35


def test_orders_come_back_as_they_were_given(tmp_path: Path) -> None:
    record(tmp_path / "a.jsonl")
    log = read(tmp_path / "a.jsonl")
    assert log.orders == ORDERS
    assert log.level == hop()


def test_an_order_is_on_disk_when_it_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(hop(), 1, "specialist", path) as flight:
        for _ in range(9):
            flight.step()
        assert isinstance(flight.order("  Flow   EV1 high"), Accepted)
        assert path.read_bytes().endswith(b'[9,"order","flow ev1 high"]\n')


def test_a_refused_order_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(hop(), 1, "specialist", path) as flight:
        before = path.read_bytes()
        wrong = ("dance", "flow ev9 high", "", "flow ev1 high\n", "\x1b[2J", "\ud800", "x" * 9999)
        for text in wrong:
            answer = flight.order(text)
            assert isinstance(answer, Refused), text
            assert answer.why.isprintable()
        assert path.read_bytes() == before


def test_pausing_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(hop(), 7, "specialist", path) as flight:
        for tick in range(0, 361, 17):
            fly(flight, tick)
            flight.sync()
        fly(flight, END)
    assert path.read_bytes() == record(tmp_path / "b.jsonl")


def test_leaving_and_going_on_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(hop(), 7, "specialist", path) as flight:
        fly(flight, 0)
    for tick in (0, 5, 10, 119, 120, 121, 240, 251, 300, END):
        with resume(path) as flight:
            fly(flight, tick)
    assert path.read_bytes() == record(tmp_path / "b.jsonl")


def test_an_unfinished_flight_goes_on_where_it_was_left(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record(path, until=203)
    with resume(path) as flight:
        assert flight.mission.tick == 203
        numbers = [event.number for event in flight.mission.events]
        assert numbers == list(range(len(numbers)))
        told = flight.step()
        assert told == tuple(flight.mission.events[len(numbers) :])


def test_keyframes_hold_what_the_digest_proves_of_the_state(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(hop(time_limit="2 h"), 1, "specialist", path) as flight:
        fly(flight, KEY_TICKS, ORDERS[:1])
        proved, state = flight.mission.proved(), flight.mission.state()
        fly(flight, KEY_TICKS + 1, ())
    (key,) = [r for r in read(path).records if r.kind == "key"]
    assert key.tick == KEY_TICKS
    assert key.value == json.loads(json.dumps(proved))
    assert key.value["world"]["cabin"]["pressure"] == state["world"]["cabin"]["pressure"]


def test_a_dead_transducer_can_be_written_down(tmp_path: Path) -> None:
    fault = {"effect": "dead ev1.suit.co2", "at": "1 s", "text": "The sensor died."}
    path = tmp_path / "a.jsonl"
    level = hop(time_limit="2 h", faults={"dead": fault})
    with start(level, 1, "specialist", path) as flight:
        fly(flight, KEY_TICKS + 1, ORDERS[:1])
        assert flight.mission.telemetry["ev1.suit.co2"] != flight.mission.telemetry["ev1.suit.co2"]
    assert verify(path).ok


def test_an_interruption_at_any_moment_leaves_a_log_to_go_on_with(tmp_path: Path) -> None:
    path, chance = tmp_path / "a.jsonl", random.Random(3)

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        flight = start(hop(time_limit="2 h"), 7, "specialist", path)
        for _ in range(40):
            with contextlib.suppress(KeyboardInterrupt), flight:
                signal.setitimer(signal.ITIMER_REAL, 0.0005 + chance.random() * 0.003)
                fly(flight, 14_000)
            if not path.exists():  # before the first order nothing is left behind
                flight = start(hop(time_limit="2 h"), 7, "specialist", path)
                continue
            verdict = verify(path)
            assert verdict.ok, verdict.sentence
            flight = resume(path)
        flight.close()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("my diary\n")
    with pytest.raises(FlightLogError, match="holds something already"):
        start(hop(), 1, "specialist", path)
    assert path.read_text() == "my diary\n"


def test_an_empty_file_is_as_good_as_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.touch()
    record(path)
    assert verify(path).ok


@NOT_ROOT
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FlightLogError, match="can't be written: permission denied"):
        start(hop(), 1, "specialist", tmp_path / "a.jsonl")


@pytest.mark.parametrize("name", ["/proc/nope/a.jsonl", "/dev/null/a.jsonl", "a\0b", "x" * 300])
def test_a_place_where_no_file_can_be(name: str) -> None:
    with pytest.raises(FlightLogError, match=r"can't be written: .*\.$"):
        start(hop(), 1, "specialist", Path(name))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_from_the_start() -> None:
    with pytest.raises(FlightLogError, match="no space left"):
        start(hop(), 1, "specialist", Path("/dev/full"))


def test_a_disk_that_is_full_for_a_while_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(hop(), 7, "specialist", path) as flight:
        fly(flight, 5)
        full = path.stat().st_size + 13
        with files_end_at(full):
            fly(flight, 10)
            assert flight.trouble is not None
            assert "File too large".lower() in flight.trouble
            fly(flight, 130)
            assert path.stat().st_size == full
        fly(flight, 125)
        flight.sync()
        assert flight.trouble is None
        fly(flight, END)
    assert path.read_bytes() == record(tmp_path / "b.jsonl")


def test_a_disk_that_stays_full_is_named_and_the_log_can_be_resumed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    flight = start(hop(), 7, "specialist", path)
    fly(flight, 5)
    with files_end_at(path.stat().st_size + 13), flight:
        fly(flight, END)
    assert flight.trouble is not None
    assert flight.mission.outcome is not None
    with resume(path) as flight:
        fly(flight, END)
    assert path.read_bytes() == record(tmp_path / "b.jsonl")


def test_a_flight_without_a_log(tmp_path: Path) -> None:
    with start(hop(), 7, "specialist") as flight:
        fly(flight, END)
    assert flight.path is None
    assert flight.mission.outcome is not None
    assert flight.order("vent open") == Refused(
        f"the mission is over: {flight.mission.outcome.reason}"
    )
    assert flight.step() == ()


def test_a_second_process_on_one_log_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(hop(), 7, "specialist", path) as flight:
        fly(flight, 0)
        before = path.read_bytes()
        with pytest.raises(FlightLogError, match="being flown by another No Airlock"):
            resume(path)
        with pytest.raises(FlightLogError, match="being flown by another No Airlock"):
            start(hop(), 7, "specialist", path)
        assert path.read_bytes() == before
        assert verify(path).ok
    resume(path).close()


def test_a_flight_that_is_killed_loses_a_minute_in_which_nothing_happened_at_the_most(
    tmp_path: Path,
) -> None:
    path, cut = tmp_path / "a.jsonl", tmp_path / "cut.jsonl"
    with start(hop(), 7, "specialist", path) as flight:
        flight.order("flow ev1 high")
        for tick in range(1, 360):
            flight.step()
            if tick % 7 == 0:
                cut.write_bytes(path.read_bytes())
                with resume(cut) as again:
                    assert tick - CHECK_TICKS < again.mission.tick <= tick
