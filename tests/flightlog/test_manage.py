"""Care for the folder of saves: renaming, deleting, importing; nothing is ever lost by it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from game.flightlog.log.format import FlightLogError
from game.flightlog.log.writer import start
from game.flightlog.shelf import manage
from game.flightlog.shelf.library import find_save, list_saves
from tests.systems import NOT_ROOT, UNIX

from .hopping import fly, hop, record
from .relinking import foreign, relinked


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "saves"
    record(made / "hop-0001.jsonl")
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Names


@pytest.mark.parametrize(
    ("text", "name"),
    [("best", "best"), (" best.jsonl ", "best"), ("a.b-c_9", "a.b-c_9"), ("x" * 100, "x" * 100)],
)
def test_names(text: str, name: str) -> None:
    assert manage.checked_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".hidden", "-x", "a/b", "../b", "a b", "ö", "a\0", "\x1b[2J", "x" * 101, "nul",
        "CON.old", "com1", ".jsonl", "a\nb", "٣",
    ],
)  # fmt: skip
def test_names_that_are_none(text: str, folder: Path) -> None:
    before = (folder / "hop-0001.jsonl").read_bytes()
    with pytest.raises(FlightLogError) as bad:
        manage.rename(folder / "hop-0001.jsonl", text)
    assert str(bad.value).isprintable()
    assert names(folder) == ["hop-0001.jsonl"]
    assert (folder / "hop-0001.jsonl").read_bytes() == before


# Renaming


def test_to_rename_what_has_just_gone_puts_nothing_in_the_folder(folder: Path) -> None:
    """Not even for a moment, in which another process would find a log there that is empty."""
    before = folder.stat().st_mtime_ns
    with pytest.raises(FlightLogError, match=r"gone\.jsonl can't be opened: no such file"):
        manage.rename(folder / "gone.jsonl", "best")
    assert folder.stat().st_mtime_ns == before


def test_a_log_is_renamed(folder: Path) -> None:
    before = (folder / "hop-0001.jsonl").read_bytes()
    assert manage.rename(folder / "hop-0001.jsonl", "best") == folder / "best.jsonl"
    assert names(folder) == ["best.jsonl"]
    assert (folder / "best.jsonl").read_bytes() == before
    with pytest.raises(FlightLogError, match="has that name already"):
        manage.rename(folder / "best.jsonl", "best")


def test_a_name_that_is_taken_is_refused_and_both_are_kept(folder: Path) -> None:
    (folder / "best.jsonl").write_text("mine\n")
    with pytest.raises(FlightLogError, match=r"There is a best\.jsonl already"):
        manage.rename(folder / "hop-0001.jsonl", "best")
    assert names(folder) == ["best.jsonl", "hop-0001.jsonl"]
    assert (folder / "best.jsonl").read_text() == "mine\n"


def test_a_second_name_of_the_same_file_is_taken(folder: Path) -> None:
    """To rename a file onto a hard link of itself does nothing, and must not be told as done."""
    (folder / "best.jsonl").hardlink_to(folder / "hop-0001.jsonl")
    with pytest.raises(FlightLogError, match=r"There is a best\.jsonl already"):
        manage.rename(folder / "hop-0001.jsonl", "best")
    assert names(folder) == ["best.jsonl", "hop-0001.jsonl"]


def no_links(new: Path, old: Path) -> None:
    """What a file system without links says."""
    raise OSError(38, "Function not implemented")


@pytest.mark.parametrize("taken", [False, True])
def test_without_links_a_name_is_still_never_taken(
    folder: Path, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", no_links)
    before = (folder / "hop-0001.jsonl").read_bytes()
    if taken:
        (folder / "best.jsonl").write_text("mine\n")
        with pytest.raises(FlightLogError, match="already"):
            manage.rename(folder / "hop-0001.jsonl", "best")
        assert (folder / "best.jsonl").read_text() == "mine\n"
        assert (folder / "hop-0001.jsonl").read_bytes() == before
    else:
        manage.rename(folder / "hop-0001.jsonl", "best")
        assert names(folder) == ["best.jsonl"]
        assert (folder / "best.jsonl").read_bytes() == before


def test_what_is_being_flown_is_left_alone(folder: Path, tmp_path: Path) -> None:
    with start(hop(), 7, "specialist", folder / "now.jsonl") as flight:
        fly(flight, 130)
        for act in (
            lambda: manage.rename(folder / "now.jsonl", "other"),
            lambda: manage.delete(folder / "now.jsonl"),
            lambda: manage.import_log(folder / "now.jsonl", tmp_path / "elsewhere"),
        ):
            with pytest.raises(FlightLogError, match="is being flown by another No Airlock"):
                act()
    assert names(folder) == ["hop-0001.jsonl", "now.jsonl"]
    assert not (tmp_path / "elsewhere").exists()


def test_a_name_in_other_letters_of_a_folder_that_takes_them_for_the_same(folder: Path) -> None:
    """As macOS and Windows do; here a second link stands for it."""
    (folder / "HOP-0001.jsonl").hardlink_to(folder / "hop-0001.jsonl")
    assert manage.rename(folder / "hop-0001.jsonl", "HOP-0001") == folder / "HOP-0001.jsonl"
    assert (folder / "HOP-0001.jsonl").stat().st_size > 0


def test_a_renaming_that_fails_half_way_leaves_the_log_where_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "hardlink_to", broken)
    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(FlightLogError, match="can't be renamed: input/output error"):
        manage.rename(folder / "hop-0001.jsonl", "best")
    assert names(folder) == ["hop-0001.jsonl"]


# Deleting


def test_a_log_is_deleted_and_what_lies_elsewhere_is_not_found(
    folder: Path, tmp_path: Path
) -> None:
    record(tmp_path / "outside.jsonl")
    (folder / "notes.txt").write_text("mine\n")
    (folder / "sub").mkdir()
    record(folder / "sub" / "deep.jsonl")
    elsewhere = ("outside", "../outside.jsonl", tmp_path / "outside.jsonl", "sub/deep", "notes.txt")
    for text in (*elsewhere, "nope", "", ".", "a\0b", "x" * 5000):
        with pytest.raises(FlightLogError, match="There is no flight log"):
            find_save(str(text), folder)
    for text in ("hop-0001", "hop-0001.jsonl", str(folder / "hop-0001.jsonl")):
        assert find_save(text, folder) == folder / "hop-0001.jsonl"
    manage.delete(folder / "hop-0001.jsonl")
    assert names(folder) == ["notes.txt", "sub"]
    with pytest.raises(FlightLogError, match="can't be opened: no such file"):
        manage.delete(folder / "hop-0001.jsonl")


def test_broken_logs_can_be_deleted(folder: Path) -> None:
    (folder / "bad.jsonl").write_bytes(b"\x00")
    manage.delete(find_save("bad", folder))
    assert names(folder) == ["hop-0001.jsonl"]


# Importing


def test_a_log_keeps_its_name_its_bytes_and_its_time(folder: Path, tmp_path: Path) -> None:
    data = record(tmp_path / "from-ada.jsonl", until=203)
    os.utime(tmp_path / "from-ada.jsonl", (1000, 1000))
    brought = manage.import_log(tmp_path / "from-ada.jsonl", folder)
    assert brought == manage.Imported(folder / "from-ada.jsonl", "Imported as from-ada.", True)
    assert brought.path.read_bytes() == data
    assert brought.path.stat().st_mtime == 1000
    assert stat.S_IMODE(brought.path.stat().st_mode) == stat.S_IMODE(
        (folder / "hop-0001.jsonl").stat().st_mode
    )
    assert names(folder) == ["from-ada.jsonl", "hop-0001.jsonl"]


def test_the_first_import_makes_the_folder(folder: Path, tmp_path: Path) -> None:
    assert manage.import_log(folder / "hop-0001.jsonl", tmp_path / "a" / "b").new
    assert names(tmp_path / "a" / "b") == ["hop-0001.jsonl"]


def test_what_is_there_already_is_told_under_whatever_name(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes((folder / "hop-0001.jsonl").read_bytes())
    brought = manage.import_log(copy, folder)
    assert brought.sentence == "copy.jsonl is there already, as hop-0001."
    assert (brought.path, brought.new) == (folder / "hop-0001.jsonl", False)
    assert names(folder) == ["hop-0001.jsonl"]


@pytest.mark.parametrize("links", [True, False])
def test_a_taken_name_gives_way_to_the_next_free_one(
    folder: Path, tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    before = (folder / "hop-0001.jsonl").read_bytes()
    data = record(tmp_path / "hop-0001.jsonl", until=203)
    brought = manage.import_log(tmp_path / "hop-0001.jsonl", folder)
    assert brought.path == folder / "hop-0002.jsonl"
    assert brought.path.read_bytes() == data
    assert (folder / "hop-0001.jsonl").read_bytes() == before
    assert len(list_saves(folder)) == 2


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("my flight (1).jsonl", "my-flight-1-"),
        ("flight.txt", "flight"),
        ("ö.jsonl", "hop"),
        (".jsonl", "jsonl"),
        ("con.jsonl", "hop"),
        (f"{'x' * 200}.jsonl", "x" * 100),
    ],
)
def test_an_unsafe_name_is_made_safe(name: str, stem: str, tmp_path: Path) -> None:
    record(tmp_path / name)
    brought = manage.import_log(tmp_path / name, tmp_path / "saves")
    assert brought.path.stem == stem


@UNIX
def test_what_is_no_log_or_damaged_is_refused(folder: Path, tmp_path: Path) -> None:
    data = (folder / "hop-0001.jsonl").read_bytes()

    def forge(value: Any) -> Any:
        if isinstance(value, list) and value[1] == "level":
            value[2]["time_limit"] = "4 min"
        return value

    cases = {
        "empty": (b"", "is empty"),
        "junk": (b"\x00\x1b[2J\n", "is no flight log: line 1"),
        "flipped": (
            data.replace(b'"flow ev1 high"', b'"flow ev1 hijh"', 1),
            "it can't be imported",
        ),
        "level": (relinked(data, forge), "the level in it was changed"),
        "format": (data.replace(b'"version":3', b'"version":9', 1), "format version 9"),
    }
    for name, (content, said) in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FlightLogError, match=said) as bad:
            manage.import_log(tmp_path / name, folder)
        assert str(bad.value).isprintable()
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path, tmp_path / "nope", Path("a\0b"), Path("x" * 5000)):
        with pytest.raises(FlightLogError):
            manage.import_log(place, folder)
    assert names(folder) == ["hop-0001.jsonl"]


def test_an_end_cut_short_by_a_crash_is_no_damage(folder: Path, tmp_path: Path) -> None:
    torn = record(tmp_path / "torn.jsonl", until=203)[:-10]
    (tmp_path / "torn.jsonl").write_bytes(torn)
    assert manage.import_log(tmp_path / "torn.jsonl", folder).path.read_bytes() == torn


def test_another_physics_version_is_imported_and_said(folder: Path, tmp_path: Path) -> None:
    foreign(tmp_path / "old.jsonl", (folder / "hop-0001.jsonl").read_bytes())
    brought = manage.import_log(tmp_path / "old.jsonl", folder)
    assert brought.new
    assert "physics version 99" in brought.sentence
    assert "it plays, but can't be proved or resumed" in brought.sentence
    (save,) = (save for save in list_saves(folder) if save.path == brought.path)
    assert save.physics == 99


@UNIX
def test_a_full_disk_leaves_nothing_half(folder: Path, tmp_path: Path) -> None:
    data = record(tmp_path / "other.jsonl", until=203)
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from game.flightlog.shelf import manage\n"
        "from game.flightlog.log.format import FlightLogError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(data) // 2},) * 2)\n"
        "try:\n    manage.import_log(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except FlightLogError as bad:\n    print(bad)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "other.jsonl", folder],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(manage.__file__).parents[2])},
    )
    assert "other.jsonl can't be copied into" in done.stdout, done.stderr
    assert "file too large" in done.stdout
    assert names(folder) == ["hop-0001.jsonl"]


@NOT_ROOT
def test_a_folder_that_is_read_only(folder: Path, tmp_path: Path) -> None:
    record(tmp_path / "other.jsonl", until=203)
    folder.chmod(0o500)
    try:
        for act in (
            lambda: manage.rename(folder / "hop-0001.jsonl", "other"),
            lambda: manage.delete(folder / "hop-0001.jsonl"),
            lambda: manage.import_log(tmp_path / "other.jsonl", folder),
        ):
            with pytest.raises(FlightLogError, match="permission denied"):
                act()
        assert names(folder) == ["hop-0001.jsonl"]
    finally:
        folder.chmod(0o700)


def test_what_is_not_a_folder(tmp_path: Path) -> None:
    record(tmp_path / "other.jsonl", until=203)
    (tmp_path / "file").touch()
    with pytest.raises(FlightLogError, match="can't be copied into"):
        manage.import_log(tmp_path / "other.jsonl", tmp_path / "file")
