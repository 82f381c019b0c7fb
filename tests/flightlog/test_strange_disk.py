"""The disk is a stranger: what other programs, systems and failures do to logs."""

from __future__ import annotations

import errno
import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from game.flightlog.log import notes
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.reader import read
from game.flightlog.log.writer import start
from game.flightlog.replay.batch import verify_each
from game.flightlog.replay.playback import Playback, open_replay
from game.flightlog.replay.resume import resume
from game.flightlog.replay.seek import Replay
from game.flightlog.replay.verify import verify
from game.flightlog.shelf import manage
from game.flightlog.shelf.fork import find_parent, fork, take_over
from game.flightlog.shelf.library import list_saves

from .hopping import END, ORDERS, fly, hop, record
from .relinking import foreign

TOP = Path(__file__).parents[2]
SHORT = TOP / "tests" / "golden" / "suit-up-cadet.jsonl"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    record(path)
    return path


def failing(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let every flush fail with the error ``number``."""

    def fsync(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)


# A flush that fails


def test_what_the_disk_does_not_confirm_is_written_all_the_same_and_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, errno.EIO)
    path = tmp_path / "a.jsonl"
    with start(hop(), 7, "specialist", path) as flight:
        assert flight.trouble is None
        fly(flight, END)
    assert flight.trouble == (
        "The flight log is written, but the disk does not confirm it (input/output error): "
        "a power failure could cost the last minutes."
    )
    assert not flight.incomplete
    assert path.read_bytes() == record(tmp_path / "b.jsonl")


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP])
def test_a_file_system_that_knows_no_flush_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    failing(monkeypatch, number)
    with start(hop(), 7, "specialist", tmp_path / "a.jsonl") as flight:
        fly(flight, END)
    assert flight.trouble is None
    notes.add(tmp_path / "a.jsonl", 10, "here")
    assert verify(tmp_path / "a.jsonl").ok


def test_resuming_taking_over_and_importing_need_no_confirmation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    record(path, until=200)
    failing(monkeypatch, errno.EIO)
    with resume(path) as flight:
        fly(flight, END)
    assert "does not confirm it" in str(flight.trouble)
    fork(read(path), 100, tmp_path / "b.jsonl")
    manage.import_log(path, tmp_path / "folder")
    assert [verify(one).ok for one in tmp_path.rglob("*.jsonl")] == [True] * 3


def test_a_slow_disk_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushing, answer, confirmed = Event(), Event(), Event()

    def fsync(_: int) -> None:
        flushing.set()
        answer.wait()
        confirmed.set()

    monkeypatch.setattr(os, "fsync", fsync)
    path = tmp_path / "a.jsonl"
    try:
        with start(hop(), 7, "specialist", path) as flight:
            fly(flight, 200)
            flight.sync()
            assert flushing.wait(60)
            flight.sync()
            fly(flight, 260)
        with resume(path) as again:  # the first has let go of it, though the disk still owes it
            fly(again, END)
        assert not confirmed.is_set()
        assert flight.trouble is None and again.trouble is None
    finally:
        answer.set()
    assert confirmed.wait(60)
    assert path.read_bytes() == record(tmp_path / "b.jsonl")


def test_a_note_is_not_worth_a_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, errno.EIO)
    before = path.read_bytes()
    with pytest.raises(FlightLogError, match=r"The notes stay as they were, .*: input/output"):
        notes.add(path, 10, "here")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


# Files that go away


def test_a_log_that_is_deleted_while_it_is_flown_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(hop(), 7, "specialist", path) as flight:
        fly(flight, 20)
        path.unlink()
        flight.sync()
        assert "a.jsonl was deleted, moved or replaced by another program" in str(flight.trouble)
        assert flight.incomplete
        fly(flight, END)
        assert flight.mission.outcome is not None
    assert not path.exists()


def test_a_file_that_took_its_place_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with start(hop(), 7, "specialist", path):
        path.unlink()
        path.write_text("somebody else's")
    assert path.read_text() == "somebody else's"


# Other programs


def every_line(end: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(b"\n", end)


CHANGES: list[tuple[str, Callable[[bytes], bytes], str, int]] = [
    ("git", every_line(b"\r\n"), "line 1 ends in CR LF: something changed the line endings, as git "
     "does on Windows; change them back to LF (dos2unix), and add *.jsonl -text to", 1),
    ("an editor", lambda data: b"\xef\xbb\xbf" + data, "line 1 begins with a byte order mark: save "
     "the file as UTF-8 without one", 1),
    ("notepad", lambda data: data.decode().encode("utf-16"), "line 1 is UTF-16: save the", 1),
    ("gzip", gzip.compress, "line 1 is compressed: unpack the file with gunzip", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told", "line"), [one[1:] for one in CHANGES], ids=[one[0] for one in CHANGES]
)
def test_what_another_program_did_is_named_with_its_fix(
    path: Path, change: Callable[[bytes], bytes], told: str, line: int
) -> None:
    data = path.read_bytes()
    path.write_bytes(change(data))
    verdict = verify(path)
    assert (verdict.ok, verdict.cause, verdict.line) == (False, "line", line)
    assert told in verdict.sentence
    (save,) = list_saves(path.parent)
    assert told.removeprefix(f"line {line} ")[:30] in str(save.broken)
    for use in (resume, Replay):
        with pytest.raises(FlightLogError, match="is no flight log"):
            use(path)
    assert path.read_bytes() == change(data)


def test_a_blank_line_and_one_line_with_another_end_are_named(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data + b"\n")
    assert f"line {data.count(10) + 1} is blank: take it out" in verify(path).sentence
    lines = data.splitlines(keepends=True)
    lines[8] = lines[8].replace(b"\n", b"\r\n")
    path.write_bytes(b"".join(lines))
    assert "line 9 ends in CR LF: " in verify(path).sentence


def test_git_leaves_logs_as_they_are_whatever_its_settings(tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("there is no git")

    def run(*words: str) -> None:
        subprocess.run([git, "-c", "core.autocrlf=true", *words], cwd=tmp_path, check=True)

    run("init", "-q", "-b", "main")
    data = record(tmp_path / "a.jsonl")
    shutil.copy(TOP / ".gitattributes", tmp_path)
    run("add", ".")
    run("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a")
    (tmp_path / "a.jsonl").unlink()
    run("checkout", "-q", ".")
    assert (tmp_path / "a.jsonl").read_bytes() == data


# Damage


def damaged(path: Path, tick: int) -> int:
    """Change a digit of the checkpoint at ``tick``; the number of its line."""
    lines = path.read_bytes().splitlines(keepends=True)
    start = f'[{tick},"check",{{"digest":"'.encode()
    at = next(at for at, line in enumerate(lines) if line.startswith(start))
    place = len(start)
    digit = b"0" if lines[at][place : place + 1] != b"0" else b"1"
    lines[at] = lines[at][:place] + digit + lines[at][place + 1 :]
    path.write_bytes(b"".join(lines))
    return at + 1


def test_what_stands_before_the_damage_can_be_watched(path: Path) -> None:
    whole = Replay(path)
    line = damaged(path, 240)
    replay = open_replay(path)
    assert isinstance(replay, Replay)
    assert replay.end_tick == 120
    assert replay.trouble == (
        f"Line {line} was changed after it was written: the flight is shown as far as it is "
        f"proved, to 00:01:00."
    )
    assert replay.at(119).digest() == whole.at(119).digest()
    assert verify(path).line == line


def test_what_was_recorded_before_the_damage_can_be_watched_too(path: Path) -> None:
    foreign(path, path.read_bytes())
    line = damaged(path, 240)
    played = open_replay(path)
    assert isinstance(played, Playback)
    assert played.end_tick == 120
    assert f"Line {line} was changed" in str(played.trouble)


def test_what_stands_before_the_damage_can_be_flown_on_from(path: Path, tmp_path: Path) -> None:
    line = damaged(path, 240)
    with pytest.raises(FlightLogError, match="taken over from 00:00:00 to 00:01:00: line"):
        take_over(read(path), 121, tmp_path / "b.jsonl")
    with take_over(read(path), 120, tmp_path / "b.jsonl") as flight:
        assert flight.mission.tick == 120
        fly(flight, END)
    assert verify(tmp_path / "b.jsonl").ok
    with pytest.raises(FlightLogError, match=f"line {line} was changed .* no-airlock fork a.jsonl"):
        resume(path)


def test_a_log_that_is_damaged_before_anything_was_proved_is_refused(path: Path) -> None:
    damaged(path, 120)
    with pytest.raises(FlightLogError, match=r"was changed .*: it can't be shown"):
        Replay(path)


def test_an_order_that_was_accepted_is_never_dropped_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record(path, until=11)
    lines = path.read_bytes().splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if b"pace ev1 slow" in line)
    data = b"".join(lines[:at]) + lines[at].replace(b'"]', b'"}')
    path.write_bytes(data)
    with pytest.raises(FlightLogError, match=f"line {at + 1} is not JSON"):
        resume(path)
    assert path.read_bytes() == data


def test_a_checkpoint_without_sums_is_damage_and_costs_no_other_log_its_verdict(
    path: Path, tmp_path: Path
) -> None:
    record(tmp_path / "b.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if line.startswith(b'[240,"check"'))
    start = lines[at].index(b'"chain":"') + 9
    for sums in (b"", b"ab", b"abcd" * 500):
        bad = lines[at][:start] + b"0" * 32 + b'","sums":"' + sums + b'"}]\n'
        path.write_bytes(b"".join([*lines[:at], bad, *lines[at + 1 :]]))
        one, other = verify_each([path, tmp_path / "b.jsonl"], 1)
        assert (one.ok, one.cause, other.ok) == (False, "line", True)
        assert one.line is not None
        assert one.line <= at + 1


# What is left behind


def test_a_flight_in_which_nobody_gave_an_order_leaves_no_log(tmp_path: Path) -> None:
    with start(hop(), 7, "specialist", tmp_path / "a.jsonl") as flight:
        fly(flight, 100, ())
        assert flight.path is not None
        assert flight.path.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["an order", "a note", "an end", "a parent"])
def test_a_log_with_something_in_it_stays(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.jsonl"
    if what == "a parent":
        record(tmp_path / "b.jsonl")
        fork(read(tmp_path / "b.jsonl"), 0, path)
    else:
        with start(hop(), 7, "specialist", path) as flight:
            fly(flight, END if what == "an end" else 3, ORDERS[:1] if what == "an order" else ())
            if what == "a note":
                flight.comment(b"# 00:00:01 here\n")
    assert verify(path).ok


def test_two_can_import_the_same_log_at_the_same_time(path: Path, tmp_path: Path) -> None:
    from game.flightlog.log.files import held

    with held(path, shared=True):
        assert manage.import_log(path, tmp_path / "folder").new


def test_a_log_whose_name_is_no_text_can_be_taken_over(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\xff.jsonl")
    try:
        record(path)
    except FlightLogError:
        pytest.skip("no such names here")
    fork(read(path), 100, tmp_path / "b.jsonl")
    assert verify(tmp_path / "b.jsonl").ok
    parent = read(tmp_path / "b.jsonl").header.parent
    assert parent is not None
    assert parent.log == "a�"
    assert find_parent(read(tmp_path / "b.jsonl"), tmp_path) == path


def test_a_case_from_a_stranger_gets_a_verdict(tmp_path: Path) -> None:
    data = SHORT.read_bytes().splitlines(keepends=True)
    at = next(at for at, line in enumerate(data) if line.startswith(b'[120,"check"'))
    data[at] = re.sub(rb'"chain":".*"', b'"chain":"0","sums":""', data[at])
    (tmp_path / "a.jsonl").write_bytes(b"".join(data))
    verdict = verify(tmp_path / "a.jsonl")
    assert (verdict.cause, verdict.line) == ("line", at + 1)
