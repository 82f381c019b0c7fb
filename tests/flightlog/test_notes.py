"""Notes are comment lines of a log: readable by hand, and outside all that it proves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.flightlog.log import files, notes, rated
from game.flightlog.log.chain import chain_of
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.notes import Note
from game.flightlog.log.reader import content, read
from game.flightlog.replay.refly import Reflight, begin
from game.flightlog.replay.resume import resume
from game.flightlog.replay.seek import Replay
from game.flightlog.replay.verify import verify
from tests.systems import NOT_ROOT, files_end_at

from .hopping import END, fly, record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    record(path)
    return path


def told(found: tuple[Note, ...]) -> list[tuple[int, str]]:
    return [(one.tick, one.text) for one in found]


def own_lines(path: Path) -> list[bytes]:
    return [line for _, line in content(read(path).lines)]


def proves_itself(path: Path) -> None:
    log = read(path)
    assert log.damage is None
    assert chain_of(log)[1] is None
    flown = Reflight(log, begin(log))
    flown.to(log.last_tick)
    assert flown.drift is None


def test_a_note_stands_before_the_first_line_that_is_later(path: Path) -> None:
    notes.add(path, 11, "flow is up")
    lines = read(path).lines
    at = lines.index(b"# 00:00:05.5 flow is up\n")
    log = read(path)
    before = [one for one in log.records if one.number <= at]
    after = [one for one in log.records if one.number > at]
    assert before[-1].tick == 10 and after[0].tick > 11


def test_a_note_or_a_rating_does_not_change_when_it_was_flown(path: Path) -> None:
    os.utime(path, (1e9, 1e9))
    notes.add(path, 100, "look")
    rated.keep(path, "solid")
    assert path.read_bytes().endswith(b"# rated: solid\n")
    assert path.stat().st_mtime == 1e9


def test_notes_in_any_order_come_out_in_order_of_time(path: Path) -> None:
    before = own_lines(path)
    given = [(300, "c"), (11, "a"), (200, "b"), (12, ""), (0, "start"), (11, "a again")]
    for tick, text in given:
        found = notes.add(path, tick, text)
    wanted = [(0, "start"), (11, "a"), (11, "a again"), (12, ""), (200, "b"), (300, "c")]
    assert told(found) == wanted == told(notes.notes_of(read(path)))
    standing = [one.line for one in found]
    assert standing == sorted(standing)
    assert own_lines(path) == before
    proves_itself(path)


def test_changing_and_removing_touch_that_line_alone(path: Path) -> None:
    before = path.read_bytes()
    notes.add(path, 100, "keep")
    first, second = notes.add(path, 130, "chnage me")
    found = notes.change(path, second, "change me")
    assert told(found) == [(100, "keep"), (130, "change me")]
    assert told(notes.remove(path, first)) == [(130, "change me")]
    assert notes.remove(path, found[1]) == ()
    assert path.read_bytes() == before


def test_notes_written_by_hand_are_read_and_other_comments_left_alone(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    hand = b"#00:01:00.5   by hand \r\n# a remark: 00:01:00\n# 0:00:02 \xff\xfe\x1b[31m odd\n#\n"
    path.write_bytes(b"".join([*lines[:4], hand, *lines[4:]]))
    found = notes.notes_of(read(path))
    assert told(found)[1] == (121, "by hand")
    assert found[0].tick == 4 and found[0].text.isprintable() and "odd" in found[0].text
    notes.add(path, 60, "mine")
    assert hand.splitlines(keepends=True)[1] in path.read_bytes().splitlines(keepends=True)
    assert b"".join(line for line in read(path).lines if b"mine" not in line) == b"".join(
        [*lines[:4], hand, *lines[4:]]
    )
    proves_itself(path)


def test_a_time_that_no_flight_has_is_no_note_and_a_long_text_is_cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(
        data + b"# 9999:00:00 too late\n# 00:60:00 no minute\n# 00:00:01 " + b"x" * 999
    )
    assert told(notes.notes_of(read(path))) == [(2, "x" * notes.MOST)]


def test_of_two_notes_alike_the_one_that_was_chosen_goes(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data + b"# 00:00:01 twice\n# between\n# 00:00:01 twice\n")
    _, second = notes.notes_of(read(path))
    notes.remove(path, second)
    assert path.read_bytes() == data + b"# 00:00:01 twice\n# between\n"


def test_a_note_after_a_comment_without_a_line_end_does_not_join_it(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"# no line end")
    tick = read(path).last_tick
    notes.add(path, tick, "the end")
    assert path.read_bytes().endswith(b"\n# no line end")
    assert told(notes.notes_of(read(path))) == [(tick, "the end")]
    proves_itself(path)


def test_a_note_where_the_flight_was_left_does_not_change_how_it_goes_on(tmp_path: Path) -> None:
    straight = record(tmp_path / "straight.jsonl")
    path = tmp_path / "a.jsonl"
    record(path, until=203)
    notes.add(path, 203, "left here")
    notes.add(path, 130, "before")
    with resume(path) as flight:
        fly(flight, END)
    assert told(notes.notes_of(read(path))) == [(130, "before"), (203, "left here")]
    assert b"".join(own_lines(path)) == straight


def test_a_log_cut_short_keeps_its_torn_line(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])
    torn = path.read_bytes().splitlines()[-1]
    notes.add(path, read(path).last_tick, "last")
    assert path.read_bytes().splitlines()[-1] == torn
    assert told(notes.notes_of(read(path)))[0][1] == "last"


def test_a_log_that_is_being_flown_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record(path, until=203)
    with resume(path):
        before = path.read_bytes()
        with pytest.raises(FlightLogError, match="being flown"):
            notes.add(path, 100, "no")
        assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.jsonl"]


def test_mode_bits_and_links_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    notes.add(link, 100, "by its other name")
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert told(notes.notes_of(read(path))) == [(100, "by its other name")]


def test_a_full_disk_loses_nothing(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    refused = pytest.raises(FlightLogError, match="notes stay as they were")
    with files_end_at(len(before) // 2), refused as told_why:
        notes.add(path, 100, "no room")
    assert "\n" not in str(told_why.value)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.jsonl"]


@NOT_ROOT
@pytest.mark.parametrize(("folder", "log"), [(0o555, 0o644), (0o755, 0o444)])
def test_a_read_only_folder_and_a_read_only_log(path: Path, folder: int, log: int) -> None:
    before = path.read_bytes()
    path.chmod(log)
    path.parent.chmod(folder)
    try:
        with pytest.raises(FlightLogError, match=r"notes stay as they were.*permission denied"):
            notes.add(path, 100, "no")
    finally:
        path.parent.chmod(0o755)
    assert path.read_bytes() == before


def test_a_file_that_has_gone_or_changed(path: Path) -> None:
    (note,) = notes.add(path, 100, "one")
    path.write_bytes(path.read_bytes().replace(b"# 00:00:50 one\n", b""))
    with pytest.raises(FlightLogError, match="somebody else"):
        notes.remove(path, note)
    path.unlink()
    with pytest.raises(FlightLogError, match="no such file"):
        notes.add(path, 100, "two")
    assert not path.exists()


@pytest.mark.parametrize("text", ["two\nlines", "a\x1b[31mb", "x" * 201, "\u202eright to left"])
def test_texts_that_are_refused(path: Path, text: str) -> None:
    before = path.read_bytes()
    with pytest.raises(FlightLogError, match="A note"):
        notes.add(path, 100, text)
    assert path.read_bytes() == before


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return record(tmp_path_factory.mktemp("once") / "a.jsonl")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 400),
            st.one_of(
                st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=30),
                st.sampled_from(["]", "}", '"}', "00:00:01 x", "# 00:00:01 x", "[1,2]", '{"a":1}']),
            ),
        ),
        max_size=6,
    )
)
def test_any_notes_leave_the_log_as_it_proves_itself(
    tmp_path_factory: pytest.TempPathFactory, recorded: bytes, given: list[tuple[int, str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.jsonl"
    path.write_bytes(recorded)
    before = own_lines(path)
    for tick, text in given:
        notes.add(path, tick, text)
    log = read(path)
    assert [line for _, line in content(log.lines)] == before
    assert log.damage is None and chain_of(log)[1] is None
    assert sorted(told(notes.notes_of(log))) == sorted((t, x.strip()) for t, x in given)


def test_notes_are_marks_of_a_replay(path: Path) -> None:
    notes.add(path, 130, "look here")
    notes.add(path, 140, "")
    replay = Replay(path)
    replay.goto(125)
    mark = replay.next_mark("note")
    assert mark is not None and (mark.tick, mark.text) == (130, "look here")
    replay.goto(mark.tick)
    mark = replay.next_mark()
    assert mark is not None and (mark.tick, mark.kind) == (140, "note")
    assert replay.next_mark("note", backward=True) is None


def test_a_log_that_was_replaced_while_it_was_opened_is_not_held(path: Path) -> None:
    """Else two would write: one to the file, one to what has no name any more."""
    descriptor = os.open(path, os.O_RDWR)
    notes.add(path, 100, "puts another file in its place")
    with pytest.raises(FlightLogError, match="try again"):
        files.hold(descriptor, path)
    with pytest.raises(OSError):
        os.fstat(descriptor)


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "👩\u200d🚀", "à 9\u202f000\u00a0m", "宇\u3000宙"]
)
def test_what_a_spelling_needs_is_kept(path: Path, text: str) -> None:
    notes.add(path, 100, text)
    assert (100, text) in told(notes.notes_of(read(path)))
    assert verify(path).ok
