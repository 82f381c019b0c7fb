"""Logs that were cut, changed or made up: found, placed, and never a traceback."""

from __future__ import annotations

import os
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.flightlog.log.format import KEY_TICKS, MAX_LOG_BYTES, FlightLogError
from game.flightlog.log.reader import parse, read
from game.flightlog.replay.resume import resume
from game.flightlog.replay.seek import Replay
from game.flightlog.replay.track import track
from game.flightlog.replay.verify import Verdict, verify

from .hopping import END, fly, hop, record
from .relinking import relinked

WHOLE = bool(os.environ.get("NO_AIRLOCK_WHOLE"))
FLOWN_ON, PROVED = (7, 29) if WHOLE else (37, 97)
"""Of so many cuts one is flown on, or flown again; and each at the start of a line."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A finished log."""
    return record(tmp_path_factory.mktemp("whole") / "a.jsonl")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.jsonl"


def line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def test_cut_at_every_byte_it_goes_on_or_says_why_not(whole: bytes, path: Path) -> None:
    starts = [at + 1 for at, byte in enumerate(whole) if byte == ord("\n")]
    head = starts[1]
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        if size < head:
            with pytest.raises(FlightLogError, match=r"^[^\n]*\.$"):
                resume(path)
            assert path.stat().st_size == size
        elif size == len(whole):
            with pytest.raises(FlightLogError, match="has ended"):
                resume(path)
        elif size % FLOWN_ON == 0 or size in starts:
            with resume(path) as flight:
                fly(flight, END)
            assert path.read_bytes() == whole, size


def test_cut_at_every_byte_it_still_proves_what_is_left(whole: bytes, path: Path) -> None:
    head = whole.index(b"\n", whole.index(b"\n") + 1) + 1
    for size in range(head, len(whole)):
        path.write_bytes(whole[:size])
        log = parse(path, whole[:size])
        assert log.damage is None or log.damage.torn, size
        if size % PROVED == 0:
            assert verify(path).ok, size


@pytest.mark.parametrize("turn", range(5))
def test_every_changed_byte_is_found_and_placed(whole: bytes, path: Path, turn: int) -> None:
    for at in range(turn % 2, len(whole), 2):
        flips = (0x01, 0x20, 0x03, 0x0A ^ whole[at] or 0x02, 0x23 ^ whole[at] or 0x04)
        flip = flips[(at // 2 + turn) % 5]
        changed = bytearray(whole)
        changed[at] ^= flip
        path.write_bytes(changed)
        verdict = verify(path)
        assert not verdict.ok, (at, flip)
        assert verdict.line == line_at(whole, at), (at, flip, verdict)
        assert "\n" not in verdict.sentence


@pytest.mark.parametrize("byte", [b"#", b"\n", b"0", b" "])
def test_line_starts_and_ends_are_guarded(whole: bytes, path: Path, byte: bytes) -> None:
    edges = [at for at, each in enumerate(whole) if each == ord("\n")]
    for at in [0, *edges, *(edge + 1 for edge in edges[:-1])]:
        if whole[at : at + 1] == byte:
            continue
        path.write_bytes(whole[:at] + byte + whole[at + 1 :])
        verdict = verify(path)
        assert not verdict.ok, at
        assert verdict.line == line_at(whole, at), (at, verdict)


def test_a_line_taken_out_is_missed(whole: bytes, path: Path) -> None:
    lines = whole.splitlines(keepends=True)
    for number in range(len(lines) - 1):
        path.write_bytes(b"".join(lines[:number] + lines[number + 1 :]))
        verdict = verify(path)
        assert not verdict.ok, number
        assert verdict.line is not None
        assert abs(verdict.line - (number + 1)) <= 1, verdict


def test_a_line_put_in_is_found(whole: bytes, path: Path) -> None:
    lines = whole.splitlines(keepends=True)
    lines.insert(5, b'[10,"order","flow ev1 low"]\n')
    path.write_bytes(b"".join(lines))
    verdict = verify(path)
    assert not verdict.ok
    assert verdict.line == 6


def test_comments_change_nothing_and_are_kept(path: Path) -> None:
    data = record(path, until=130)
    lines = data.splitlines(keepends=True)
    noted = b"".join(line + b"# \x1b[2J note\n" for line in lines)
    path.write_bytes(b"# mine\n" + noted + b"# last")
    assert verify(path).ok
    with resume(path) as flight:
        fly(flight, END)
    kept = path.read_bytes()
    assert kept.count(b"# \x1b[2J note\n") == len(lines)
    assert b"# last\n" in kept
    assert verify(path).ok


def test_damage_before_the_end_is_not_cut_away(path: Path) -> None:
    data = record(path, until=300)
    line = line_at(data, data.index(b'"flow ev1 high"'))
    path.write_bytes(data.replace(b'"flow ev1 high"', b'"flow ev1 hijh"', 1))
    before = path.read_bytes()
    with pytest.raises(FlightLogError, match=f"line {line} was changed"):
        resume(path)
    path.write_bytes(data.replace(b'[10,"order"', b'[10,"ordre"', 1))
    with pytest.raises(FlightLogError, match=f"line {line} has a kind that no flight log has: ord"):
        resume(path)
    assert len(path.read_bytes()) == len(before)


def forged(path: Path, data: bytes, change: Any) -> Verdict:
    path.write_bytes(relinked(data, change))
    verdict = verify(path)
    assert not verdict.ok
    return verdict


def test_relinking_an_unchanged_log_changes_nothing(whole: bytes) -> None:
    assert relinked(whole, lambda value: value) == whole


def test_a_forged_order_does_not_fly_the_same(whole: bytes, path: Path) -> None:
    def change(value: Any) -> Any:
        return [10, "order", "flow ev1 low"] if value == [10, "order", "flow ev1 high"] else value

    verdict = forged(path, whole, change)
    assert verdict.tick == 120
    assert "does not fly the same" in verdict.sentence


def test_an_impossible_order_is_named(whole: bytes, path: Path) -> None:
    def change(value: Any) -> Any:
        return [10, "order", "flow ev9 high"] if value == [10, "order", "flow ev1 high"] else value

    verdict = forged(path, whole, change)
    line = line_at(whole, whole.index(b'"flow ev1 high"'))
    assert (verdict.tick, verdict.line) == (10, line)
    assert "flow ev9 high" in verdict.sentence


def test_the_first_thing_heard_that_differs_is_named_at_its_tick(whole: bytes, path: Path) -> None:
    def change(value: Any) -> Any:
        if isinstance(value, list) and value[1] == "event" and value[2][0] == "checklist.done":
            value[2][1] = "hop"
        return value

    verdict = forged(path, whole, change)
    assert verdict.tick == 102
    assert "heard 'wait: Wait: done', was 'hop: Wait: done'" in verdict.sentence


def test_telemetry_that_differs_is_named_in_its_unit(whole: bytes, path: Path) -> None:
    def change(value: Any) -> Any:
        if isinstance(value, list) and value[:2] == [240, "seen"]:
            assert value[2]["values"][0] == 2
            value[2]["values"][0] = 3
        return value

    verdict = forged(path, whole, change)
    assert (verdict.tick, verdict.field) == (240, "mission.met")
    assert "tick 240: mission.met 2 min, was 3 min" in verdict.sentence


@pytest.mark.parametrize("wrong", [{}, {"changed": "zz", "values": []}, {"changed": 3}])
def test_what_is_not_a_frame_is_named(whole: bytes, path: Path, wrong: dict[str, Any]) -> None:
    def change(value: Any) -> Any:
        is_it = isinstance(value, list) and value[:2] == [240, "seen"]
        return [240, "seen", dict(wrong)] if is_it else value

    verdict = forged(path, whole, change)
    assert verdict.tick == 240
    assert "no frame of telemetry" in verdict.sentence


def test_a_forged_score_is_named(whole: bytes, path: Path) -> None:
    def change(value: Any) -> Any:
        if isinstance(value, list) and value[1] == "end":
            value[2]["score"] = 100
        return value

    verdict = forged(path, whole, change)
    assert (verdict.field, verdict.was, verdict.now) == ("score", 100, 35)


def test_a_forged_end_is_noticed(whole: bytes, path: Path) -> None:
    def change(value: Any) -> Any:
        ends = isinstance(value, list) and value[1] == "end"
        return [value[0] + 2, *value[1:]] if ends else value

    assert "the mission ended at tick" in forged(path, whole, change).sentence


def test_a_keyframe_names_the_field_and_both_values(tmp_path: Path) -> None:
    data = record(tmp_path / "long.jsonl", level=hop(time_limit="2 h"), until=KEY_TICKS + 9)

    def change(value: Any) -> Any:
        if isinstance(value, list) and value[1] == "key":
            value[2]["world"]["suits"]["ev1"]["flow"] = 0.5
        return value

    verdict = forged(tmp_path / "a.jsonl", data, change)
    assert verdict.field == "world.suits.ev1.flow"
    assert verdict.was == 0.5
    assert "world.suits.ev1.flow" in verdict.sentence


def test_a_changed_level_is_named(whole: bytes, path: Path) -> None:
    def change(value: Any) -> Any:
        if isinstance(value, list) and value[1] == "level":
            value[2]["suit"]["volume"] = "0.06 m3"
        return value

    verdict = forged(path, whole, change)
    assert verdict.line == 2
    assert "the level in it was changed" in verdict.sentence


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("physics", 99, "physics version 99"),
        ("version", 4, "format version 4"),
        ("difficulty", "nightmare", "difficulty nightmare"),
        ("seed", "7", "seed that is no number"),
        ("game", 1, "game that is no text"),
    ],
)
def test_another_header_is_refused(
    whole: bytes, path: Path, field: str, value: Any, said: str
) -> None:
    def change(line: Any) -> Any:
        return line | {field: value} if isinstance(line, dict) else line

    verdict = forged(path, whole, change)
    assert said in verdict.sentence
    for use in (resume, Replay):
        with pytest.raises(FlightLogError):
            use(path)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        b"# only a comment\n",
        b"{}\n",
        b"[]\n[]\n",
        b'{"format":"no-airlock flight log"}\n',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"9" * 100_000 + b"\n",
        b'{"format":"\x1b[2J"}\n',
        b'{"a":1,"a":2}\n',
        b"NaN\n",
    ],
)
def test_what_is_no_log_is_told_in_one_sentence(path: Path, text: bytes) -> None:
    path.write_bytes(text)
    for use in (read, resume, Replay):
        with pytest.raises(FlightLogError) as bad:
            use(path)
        assert str(bad.value).isprintable()
    assert path.read_bytes() == text
    verdict = verify(path)
    assert not verdict.ok
    assert verdict.sentence.isprintable()


def test_a_folder_and_nothing_at_all(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nope.jsonl", Path("a\0b")):
        for use in (read, resume, verify, Replay):
            with pytest.raises(FlightLogError, match=r"can't be .*\.$"):
                use(place)


@cache
def hopped() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return record(Path(folder) / "a.jsonl")


@given(st.data())
def test_random_changes_never_give_a_traceback(data: st.DataObject) -> None:
    base = hopped()
    at = data.draw(st.integers(0, len(base)))
    gone = data.draw(st.integers(0, 40))
    junk = data.draw(st.binary(max_size=40))
    changed = base[:at] + junk + base[at + gone :]
    try:
        log = parse(Path("a.jsonl"), changed)
    except FlightLogError as bad:
        assert str(bad).isprintable()
    else:
        assert log.size <= len(changed)


@pytest.mark.parametrize("until", [5, 120, 203, 300])
def test_comments_after_the_mark_of_leaving_are_kept_and_the_mark_is_not(
    whole: bytes, path: Path, until: int
) -> None:
    left = record(path, until=until)
    for comments in (b"# one\n", b"# one\n# 00:00:02 two\n", b"# cut sho"):
        path.write_bytes(left + comments)
        with resume(path) as flight:
            fly(flight, END)
        own = [line for line in path.read_bytes().splitlines(True) if not line.startswith(b"#")]
        assert b"".join(own) == whole
        assert comments in path.read_bytes()


def test_no_name_of_a_log_reaches_the_terminal_as_it_is(whole: bytes, path: Path) -> None:
    def change(value: Any) -> Any:
        if isinstance(value, list) and value[:2] == [0, "seen"]:
            value[2]["channels"][0] = "\x1b[2J\u2028 [\x9b]"
        return value

    verdict = forged(path, whole, change)
    assert verdict.field is not None
    assert (verdict.sentence + verdict.field).isprintable()


def test_numbers_too_large_for_arithmetic_are_told(whole: bytes, path: Path) -> None:
    def frame(value: Any) -> Any:
        if isinstance(value, list) and value[:2] == [240, "seen"]:
            value[2]["values"][0] = 10**400
        return value

    assert "no frame of telemetry" in forged(path, whole, frame).sentence

    def key(value: Any) -> Any:
        if isinstance(value, list) and value[1] == "key":
            value[2]["world"]["suits"]["ev1"]["flow"] = 10**400
        return value

    data = record(path.with_name("long.jsonl"), level=hop(time_limit="2 h"), until=KEY_TICKS + 9)
    verdict = forged(path, data, key)
    assert verdict.field == "world.suits.ev1.flow"
    assert "was 1000" in verdict.sentence


def test_a_very_talkative_log_is_read_as_fast_as_it_is_long(whole: bytes, path: Path) -> None:
    lines = whole.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith(b"[10,"))
    talk = b'[1,"event",["voice","EV1","and"]]\n' * 40_000
    began = time.process_time()
    log = parse(path, b"".join(lines[:at]) + talk + b"".join(lines[at:]))
    assert log.damage is None
    assert time.process_time() - began < 3.0  # 10 s and more, if each line looked back at all
    with pytest.raises(
        FlightLogError,
        match=r"has more than 500000 lines, .* begin with #\.$",
    ):
        parse(path, whole + b"\n" * 500_000)


def test_a_file_too_large_for_a_log_is_refused_with_what_to_do(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_LOG_BYTES + 1)  # of nothing: it takes no room
    with pytest.raises(FlightLogError, match=r"larger than 64 MiB, .*take out the lines that beg"):
        read(path)


def test_a_log_with_a_line_that_can_not_be_read_is_not_shown_in_part(
    whole: bytes, path: Path
) -> None:
    path.write_bytes(whole.replace(b'[120,"check"', b'[120,"check', 1))
    for use in (Replay, track):
        with pytest.raises(FlightLogError, match=r"line \d+ is not JSON: it can't be"):
            use(path)
