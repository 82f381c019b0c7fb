"""The folder of flight logs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import game
from game.flightlog.log import rated
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.packing import unpack
from game.flightlog.replay.verify import verify
from game.flightlog.shelf import library
from game.flightlog.shelf.folder import ENVIRONMENT, saves_folder
from game.flightlog.shelf.library import (
    OF_THE_GAME,
    Save,
    best_flights,
    find_log,
    find_logs,
    find_save,
    latest_unfinished,
    list_saves,
    new_path,
    summary,
)

from .hopping import record


def test_the_call_goes_before_the_environment_and_that_before_the_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "env"))
    assert saves_folder(str(tmp_path / "call")) == tmp_path / "call"
    assert saves_folder() == tmp_path / "env"
    monkeypatch.delenv(ENVIRONMENT)
    assert saves_folder() == Path(game.__file__).parent.parent / "saves"


@pytest.mark.parametrize("name", ["first-out-welcome-back", "first-out-welcome-back.jsonl"])
def test_the_mission_that_comes_with_the_game_is_found_by_its_name(
    tmp_path: Path, name: str
) -> None:
    found = find_log(name, tmp_path)
    assert summary(found).outcome == "success"
    (tmp_path / "first-out-welcome-back.jsonl").write_bytes(b"mine")
    assert find_log(name, tmp_path).parent == tmp_path


def test_names_count_up(tmp_path: Path) -> None:
    assert new_path(tmp_path / "nope", "hop").name == "hop-0001.jsonl"
    for name in ("hop-0007.jsonl", "hop-x.jsonl", "hop-up-0100.jsonl", "hop-0009.txt"):
        (tmp_path / name).touch()
    assert new_path(tmp_path, "hop") == tmp_path / "hop-0008.jsonl"


def test_many_logs_of_a_level_unpack_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(5):
        record(tmp_path / f"hop-{at}.jsonl", until=203)
    unpacked: list[str] = []

    def counting(packed: str) -> bytes:
        unpacked.append(packed)
        return unpack(packed)

    library._title.cache_clear()
    monkeypatch.setattr(library, "unpack", counting)
    assert [save.broken for save in list_saves(tmp_path)] == [None] * 5
    assert len(unpacked) == 1


def test_a_last_line_that_is_very_long_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "hop.jsonl"
    record(path, until=203)
    before = summary(path)
    with path.open("ab") as file:
        file.write(b"#" * 100_000 + b"\n")
    assert summary(path).tick == before.tick > 0


def test_what_lies_in_it(tmp_path: Path) -> None:
    record(tmp_path / "done.jsonl")
    record(tmp_path / "left.jsonl", until=203)
    record(tmp_path / "torn.jsonl", until=203)
    torn = tmp_path / "torn.jsonl"
    torn.write_bytes(torn.read_bytes()[:-10])
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "junk.jsonl").write_bytes(b"\x00\x1b[2J\n" * 9)
    (tmp_path / "notes.txt").touch()
    (tmp_path / "folder.jsonl").mkdir()
    for at, name in enumerate(("junk", "empty", "torn", "left", "done")):
        os.utime(tmp_path / f"{name}.jsonl", (at, at))
    saves = list_saves(tmp_path)
    assert [save.path.stem for save in saves] == ["done", "left", "torn", "empty", "junk"]
    done, left, torn_save, empty, junk = saves
    assert (done.title, done.level, done.seed, done.outcome, done.score) == (
        "Høp", "hop", 7, "timeout", 35,
    )  # fmt: skip
    assert (left.outcome, left.met_s, left.broken) == (None, 101.5, None)
    assert (torn_save.outcome, torn_save.met_s, torn_save.broken) == (None, 100.0, None)
    for save in (empty, junk):
        assert save.broken is not None
        assert save.broken.isprintable()
    assert latest_unfinished(tmp_path) == left.path


def test_a_mission_that_has_ended_is_not_offered_whatever_became_of_its_end(tmp_path: Path) -> None:
    """It would be offered each time, in the place of one that can be resumed, and refused."""
    path = tmp_path / "hop-0001.jsonl"
    record(path)
    path.write_bytes(path.read_bytes().replace(b'{"outcome":"', b'{"left":"'))
    assert summary(path).outcome == "unknown" and not summary(path).unfinished
    with pytest.raises(FlightLogError, match="is unfinished"):
        latest_unfinished(tmp_path)


def test_no_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert list_saves(tmp_path / "nope") == []
    with pytest.raises(FlightLogError, match=r"No mission in .* is unfinished"):
        latest_unfinished(tmp_path / "nope")
    (tmp_path / "file").touch()
    with pytest.raises(FlightLogError, match="can't be read"):
        list_saves(tmp_path / "file")


def test_a_log_is_found_by_path_or_name(tmp_path: Path) -> None:
    path = tmp_path / "hop-0001.jsonl"
    path.touch()
    for name in (str(path), "hop-0001.jsonl", "hop-0001"):
        assert find_log(name, tmp_path) == path
    for name in ("hop", "../nope", "a\0b", "x" * 5000, "\x1b[2J"):
        with pytest.raises(FlightLogError, match="There is no flight log") as bad:
            find_log(name, tmp_path)
        assert str(bad.value).isprintable()


def test_a_name_that_is_misspelt_leads_to_the_log_that_was_meant(tmp_path: Path) -> None:
    (tmp_path / "first-out-0001.jsonl").touch()
    for find in (find_log, find_save):
        with pytest.raises(FlightLogError, match=r"did you mean first-out-0001\?"):
            find("first-out-1.jsonl", tmp_path)
        with pytest.raises(FlightLogError, match="no-airlock saves lists them"):
            find("nothing-like-it", tmp_path)


def test_a_link_that_leads_nowhere_hides_no_log(tmp_path: Path) -> None:
    record(tmp_path / "a.jsonl", until=20)
    (tmp_path / "long.jsonl").symlink_to("x" * 300)
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    assert [save.path.name for save in list_saves(tmp_path)] == ["a.jsonl"]
    assert find_logs(str(tmp_path), tmp_path) == [tmp_path / "a.jsonl"]


def test_the_best_flight_of_a_level_is_the_players() -> None:
    def save(name: str, score: int | None) -> Save:
        return Save(Path(f"{name}.jsonl"), 0.0, level="first-out", score=score)

    mine = [save("a", 40), save("b", 70), save("c", None), save(OF_THE_GAME, 90)]
    assert best_flights(mine) == {"first-out": mine[1]}


def test_a_rating_stands_behind_the_end_of_its_log_and_proves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record(path)
    flown = path.read_bytes()
    assert (summary(path).outcome, summary(path).rating) == ("timeout", "")
    for _ in range(2):
        rated.keep(path, "out of time")
    assert path.read_bytes() == flown + b"# rated: out of time\n"
    assert summary(path).rating == "out of time"
    assert verify(path).ok
    rated.keep(path, "")
    assert summary(path).rating == "out of time"


def test_a_rating_is_of_an_end_and_is_kept_only_where_one_can_write(tmp_path: Path) -> None:
    record(tmp_path / "open.jsonl", until=20)
    rated.keep(tmp_path / "open.jsonl", "solid")
    assert summary(tmp_path / "open.jsonl").rating == ""
    assert rated.rated(b"# rated: \x1b[2Jsolid\nnot a comment\n# by hand\n") == ""
    assert rated.rated(b"# rated: \x1b[2Jsolid\n# by hand\n").isprintable()
    with pytest.raises(FlightLogError, match="The rating is not kept"):
        rated.keep(tmp_path / "none.jsonl", "solid")
