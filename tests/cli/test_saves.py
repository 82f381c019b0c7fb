"""Saved flights: listing, renaming, deleting, importing, resuming."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path

from game.vocabulary.cells import cell_len
from tests.systems import UNIX

from ..flightlog.relinking import relinked
from .calling import Run, environment, wrong


def test_saves(run: Run, tmp_path: Path) -> None:
    assert run("saves").returncode == 0
    assert run("saves").stdout == ""
    assert json.loads(run("saves", "--json").stdout) == []
    run("fly", "suit-up", "--log", "saves/suit-up-0001.jsonl")
    (tmp_path / "saves" / "bad.jsonl").write_text("\x1b[2J\n")
    done = run("saves")
    lines = done.stdout.splitlines()
    assert any("suit-up-0001" in line and "timeout" in line for line in lines)
    assert any("broken: it is no flight log" in line for line in lines)
    assert all(len(line) <= 80 and line.isprintable() for line in lines)
    listed = {save["path"]: save for save in json.loads(run("saves", "--json").stdout)}
    well = listed[str(tmp_path / "saves" / "suit-up-0001.jsonl")]
    assert (well["finished"], well["outcome"], well["broken"]) == (True, "timeout", None)
    assert run("verify", "suit-up-0001").returncode == 0
    assert run("verify", "suit-up-0001", "bad").returncode == 1


def test_resuming_headless_from_where_it_was_cut(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "a.txt"
    script.write_text(
        "0:05 run donning\n2:00 flow ev1 high\n2:00 flow ev1 low\n4:10 flow ev1 high\n"
    )
    run("fly", "suit-up", "--script", "a.txt", "--log", "whole.jsonl")
    whole = (tmp_path / "whole.jsonl").read_bytes()
    cut = whole.index(b'"flow ev1 high"') + 20
    (tmp_path / "cut.jsonl").write_bytes(whole[:cut])
    done = run("resume", "cut.jsonl", "--script", "a.txt", "--json")
    assert json.loads(done.stdout)["refused_orders"] == 0
    assert (tmp_path / "cut.jsonl").read_bytes() == whole
    wrong(run("resume", "cut.jsonl", "--autopilot"), "has ended", "no-airlock replay")


def test_nothing_to_resume(run: Run) -> None:
    wrong(run("resume"), "unfinished")
    wrong(run("resume", "nope"), "There is no flight log nope")
    wrong(run("replay", "nope"), "There is no flight log nope")
    wrong(run("verify", "nope"), "There is no flight log nope")


def flown(run: Run, name: str = "suit-up-0001") -> None:
    run("fly", "suit-up", "--log", f"saves/{name}.jsonl")


def test_renaming(run: Run, tmp_path: Path) -> None:
    flown(run)
    done = run("saves", "rename", "suit-up-0001", "late")
    assert (done.returncode, done.stdout) == (0, "suit-up-0001 is now late.\n")
    assert run("verify", "late").returncode == 0
    flown(run)
    wrong(run("saves", "rename", "late", "suit-up-0001"), "There is a suit-up-0001.jsonl already")
    wrong(run("saves", "rename", "late", "a/b"), "a/b is no name for a log")
    wrong(run("saves", "rename", "nope", "b"), "There is no flight log nope")


def test_deleting_without_a_terminal_needs_yes(run: Run, tmp_path: Path) -> None:
    flown(run)
    wrong(run("saves", "delete", "suit-up-0001"), "--yes")
    wrong(run("saves", "delete", "suit-up-0001", "nope", "--yes"), "There is no flight log nope")
    assert (tmp_path / "saves" / "suit-up-0001.jsonl").exists()
    done = run("saves", "delete", "suit-up-0001", "suit-up-0001.jsonl", "--yes")
    assert (done.returncode, done.stdout) == (0, "suit-up-0001 is deleted.\n")
    assert not list((tmp_path / "saves").iterdir())


@UNIX
def test_deleting_asks_on_a_terminal(run: Run, tmp_path: Path) -> None:
    import pty

    for name in ("one", "two"):
        flown(run, name)
    child, terminal = pty.fork()
    if child == 0:
        os.execve(
            sys.executable,
            [sys.executable, "-m", "game", "saves", "delete", "one", "two"],
            environment(tmp_path),
        )
    said = b""
    for asked, answer in enumerate((b"y\n", b"\n"), 1):
        while said.count(b" y or n: ") < asked:
            said += os.read(terminal, 1000)
        os.write(terminal, answer)
    with contextlib.suppress(OSError):  # Linux says so when the other side is gone
        while data := os.read(terminal, 1000):
            said += data
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    text = said.decode()
    assert "Delete one (Suit Up, 00:40:00, timeout)? y or n: " in text
    assert "one is deleted." in text
    assert "two is kept." in text
    assert [path.name for path in (tmp_path / "saves").iterdir()] == ["two.jsonl"]


def test_importing(run: Run, tmp_path: Path) -> None:
    run("fly", "suit-up", "--log", "mine.jsonl")
    (tmp_path / "junk.txt").write_text("\x1b[2J")
    done = run("saves", "import", "mine.jsonl", "junk.txt", "mine.jsonl")
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        "Imported as mine.",
        "mine.jsonl is there already, as mine.",
    ]
    assert done.stderr.startswith("junk.txt is no flight log: ")
    assert run("saves", "import", "mine.jsonl").returncode == 0
    assert "mine" in run("saves").stdout


def test_forking(run: Run, tmp_path: Path) -> None:
    flown(run)
    done = run("fork", "suit-up-0001", "--at", "00:10:00")
    assert done.returncode == 0, done
    assert done.stdout == (
        "suit-up-0002 holds suit-up-0001 up to 00:10:00: no-airlock resume suit-up-0002 flies on.\n"
    )
    listed = {Path(s["path"]).stem: s for s in json.loads(run("saves", "--json").stdout)}
    fork = listed["suit-up-0002"]
    assert (fork["parent"], fork["finished"], fork["mission_elapsed_s"]) == (
        "suit-up-0001", False, 600.0,
    )  # fmt: skip
    assert listed["suit-up-0001"]["parent"] is None
    assert run("verify", "suit-up-0002").returncode == 0
    assert run("resume", "suit-up-0002", "--autopilot").returncode in (0, 1)
    done = run("fork", "suit-up-0001", "--at", "1 min", "--to", "mine.jsonl")
    assert "no-airlock resume mine.jsonl flies on" in done.stdout
    done = run("fork", "suit-up-0001", "--at", "1 min", "--to", "other.jsonl", "--json")
    told = json.loads(done.stdout)
    assert (told["log"], told["level"], told["at_s"]) == ("other.jsonl", "suit-up", 60.0)
    told = json.loads(run("export", "other.jsonl", "--to", "a.md", "--json").stdout)
    assert told["file"] == "a.md" and told["bytes"] == (tmp_path / "a.md").stat().st_size
    wrong(run("fork", "suit-up-0001", "--at", "1 min", "--to", "mine.jsonl"), "something already")
    wrong(run("fork", "suit-up-0001", "--at", "9 h"), "suit-up-0001")
    assert not (tmp_path / "saves" / "suit-up-0003.jsonl").exists()


def test_a_forged_name_of_a_level_leads_nowhere_else(run: Run, tmp_path: Path) -> None:
    flown(run)

    def renamed(line: object) -> object:
        return line | {"level": "../../evil/x"} if isinstance(line, dict) else line

    forged = tmp_path / "saves" / "forged.jsonl"
    forged.write_bytes(relinked((tmp_path / "saves" / "suit-up-0001.jsonl").read_bytes(), renamed))
    done = run("fork", "forged", "--at", "1 min")
    assert done.stdout.startswith("suit-up-0002 holds forged up to 00:01:00")
    assert (tmp_path / "saves" / "suit-up-0002.jsonl").exists()


def test_json_has_no_control_characters_in_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "saves").mkdir()
    names = ["a\x1b[2J\x9b\u2028\x7f.jsonl", os.fsdecode(b"b\xff.jsonl")]
    for name in names:
        (tmp_path / "saves" / name).write_text("no\n")
    done = run("saves", "--json")
    assert all(line.isprintable() for line in done.stdout.splitlines())
    assert sorted(Path(one["path"]).name for one in json.loads(done.stdout)) == sorted(names)


@UNIX
def test_a_log_may_not_be_begun_on_what_is_there(run: Run, tmp_path: Path) -> None:
    flown(run)
    done = run("fly", "suit-up", "--log", "saves/suit-up-0001.jsonl")
    wrong(done, "holds something already: choose another name, overwrite it with --force.")
    run("fork", "suit-up-0001", "--at", "1 min")
    done = run("fly", "suit-up", "--log", "saves/suit-up-0002.jsonl")
    wrong(done, "or resume it with no-airlock resume saves/suit-up-0002.jsonl")
    os.mkfifo(tmp_path / "pipe")
    wrong(run("fly", "suit-up", "--log", "pipe"), "pipe is a pipe")
    wrong(run("fork", "suit-up-0001", "--at", "1 min", "--to", "pipe"), "pipe is a pipe")


def test_a_ghost_is_for_the_console(run: Run) -> None:
    wrong(run("play", "suit-up", "--ghost", "nope"), "There is no flight log nope")
    flown(run)
    run("fork", "suit-up-0001", "--at", "1 min")
    wrong(run("play", "suit-up", "--ghost", "suit-up-0001"), "needs a terminal")
    wrong(run("play", "--ghost", "suit-up-0001"), "needs a terminal")
    wrong(run("play"), "Say which level to play")
    wrong(run("resume", "--ghost", "suit-up-0001", "--autopilot"), "in the console")


def test_names_of_files_are_shown_as_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "saves").mkdir()
    (tmp_path / "saves" / "a\x1b[2Jb.jsonl").write_text("no\n")
    (tmp_path / "saves" / ("宇" * 60 + ".jsonl")).write_text("no\n")
    done = run("saves")
    assert all(line.isprintable() and cell_len(line) <= 78 for line in done.stdout.splitlines())


def test_no_name_of_a_file_steers_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "saves").mkdir()
    log = tmp_path / "saves" / "a\x1b[31mb.jsonl"
    done = run("fly", "suit-up", "--log", log)
    assert "The flight log is " in done.stdout
    told = [done, run("export", log, "--to", tmp_path / "c\x1b[2Jd.md")]
    assert "Wrote " in told[1].stderr and "c�[2Jd.md" in told[1].stderr
    told.append(run("fork", log, "--at", "1 min", "--to", tmp_path / "e\x1b[2Jf.jsonl"))
    told.append(run("saves", "delete", log, "--yes"))
    for done in told:
        assert done.returncode in (0, 1), done
        assert all(line.isprintable() for line in (done.stdout + done.stderr).splitlines())


def test_a_campaign_keeps_its_flights(run: Run, tmp_path: Path) -> None:
    run("campaign", "mine", "--autopilot")
    (log,) = (tmp_path / "saves").glob("mine-1-*.jsonl")
    wrong(run("saves", "rename", log.stem, "other"), "a flight of the campaign mine", "renamed")
    assert log.exists()
    assert "done" in run("campaign", "mine", "--show").stdout


def test_the_debrief_of_a_log_is_that_of_its_flight(run: Run, tmp_path: Path) -> None:
    told = run("fly", "suit-up", "--autopilot", "--log", "saves/a.jsonl").stdout
    done = run("debrief", "a")
    assert done.returncode == 0 and "The nearest miss" in done.stdout
    assert told.startswith(done.stdout)
    assert json.loads(run("debrief", "a", "--json").stdout)["score"] == 100
    run("fork", "a", "--at", "1 min", "--to", "half.jsonl")
    wrong(run("debrief", "half.jsonl"), "has not ended")
    log = tmp_path / "saves" / "a.jsonl"
    log.write_bytes(log.read_bytes().replace(b"run leak-check", b"run leak-chuck"))
    wrong(run("debrief", "a"), "a.jsonl, line", "it has no debrief")
