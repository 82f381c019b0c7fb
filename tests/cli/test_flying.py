"""Flying without a screen: scripts with the autopilot, many seeds, and what must not be lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from game.cli.crash import MOST, report
from game.flightlog.log.reader import read

from .calling import Run, environment, wrong

SCRIPT = "until checklist.donning == done do flow ev1 high\n+1 s poll\n"


def test_a_script_rides_on_the_autopilot(run: Run, tmp_path: Path) -> None:
    Path("my.txt").write_text(SCRIPT)
    done = run("fly", "suit-up", "--script", "my.txt", "--autopilot", "--log", "a.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["refused_orders"] == 0
    orders = [text for _, text in read(tmp_path / "a.jsonl").orders]
    assert {"run donning", "flow ev1 high", "poll", "run leak-check"} <= set(orders)


def test_the_report_is_not_lost_where_the_log_goes_to_the_same_file(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "game", "fly", "suit-up", "--autopilot", "--log", "/dev/stdout"]
    with (tmp_path / "out.txt").open("wb") as out:
        subprocess.run(call, stdout=out, env=environment(tmp_path), check=True)
    assert b"The flight log is /dev/stdout." in (tmp_path / "out.txt").read_bytes()


def test_a_log_is_overwritten_only_by_force(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "a.jsonl"
    log.write_text("mine\n")
    wrong(run("fly", "suit-up", "--autopilot", "--log", "a.jsonl"), "--force")
    assert log.read_text() == "mine\n"
    done = run("fly", "suit-up", "--autopilot", "--log", "a.jsonl", "--force")
    assert done.returncode == 0
    assert read(log).end is not None
    wrong(run("fly", "suit-up", "--log", ""), "--log needs the name of a file.")


def test_many_seeds_are_a_table(run: Run) -> None:
    done = run("fly", "suit-up", "--autopilot", "--seeds", "3-4")
    assert done.returncode == 0
    head, *rows, _, last = done.stdout.splitlines()
    assert head.split() == ["seed", "outcome", "score", "MET", "refused", "why"]
    assert [row.split()[:2] for row in rows] == [["3", "success"], ["4", "success"]]
    assert last == "Suit Up: 2 of 2 flights succeeded."
    wrong(run("fly", "suit-up", "--seeds", "1-2", "--log", "a"), "--log is for one flight")


def test_many_seeds_are_a_list_for_programs(run: Run) -> None:
    Path("my.txt").write_text("00:30 poll\n99:00:00 poll\n")
    words = ["--script", "my.txt", "--autopilot", "--seeds", "7", "--json"]
    done = run("fly", "suit-up", *words)
    assert done.returncode == 0
    (one,) = json.loads(done.stdout)
    assert (one["seed"], one["level"], one["refused_orders"]) == (7, "suit-up", 1)
    assert one["mission_elapsed_s"] > 600


def test_crash_files_are_in_one_folder_and_few(tmp_path: Path) -> None:
    for number in range(MOST + 3):
        last = report(ValueError(f"fault {number}"), tmp_path)
    kept = sorted(tmp_path.glob("crashes/crash-*.txt"))
    assert len(kept) == MOST
    assert kept[-1] == last
    assert "fault 22" in kept[-1].read_text()
    assert "fault 3" in kept[0].read_text()


def test_a_crash_file_is_written_elsewhere_if_it_must_be(tmp_path: Path) -> None:
    taken = tmp_path / "saves"
    taken.write_text("a file")
    found = report(ValueError("fault"), taken)
    assert found is not None
    assert "fault" in found.read_text()
    found.unlink()


@pytest.mark.parametrize("command", [["saves"], ["resume"], ["verify", "x"]])
def test_a_folder_of_nobody_is_a_sentence(command: list[str], run: Run) -> None:
    wrong(run("--saves", "~nosuchuser/x", *command), "there is no user of that name")


def test_version_imports_nothing_that_it_does_not_need() -> None:
    """It is asked for by scripts: 80 ms are the most."""
    code = "import sys; from game.cli import main; main(['--version']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    version, modules = done.stdout.splitlines()
    assert version.startswith("no-airlock ")
    ours = [name for name in modules.split() if name.startswith("game")]
    assert ours == ["game", "game.cli"]


def test_a_wrong_day_and_a_level_without_failures_are_sentences(run: Run, tmp_path: Path) -> None:
    done = run("today", "--day", "2026-13-01")
    assert done.returncode == 2
    assert "write for example 2026-11-25" in done.stderr
    hop = Path(__file__).parents[1] / "level" / "short_hop.yaml"
    wrong(run("fly", str(hop), "--sim"), "The Simulation Supervisor finds nothing")


def test_a_flight_with_sim_is_in_its_log_whole(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "sim.jsonl"
    done = run("fly", "suit-up", "--sim", "--seed", "3", "--autopilot", "--log", str(log), "--json")
    said = json.loads(done.stdout)
    assert {"rating", "score_parts", "missed", "troubles", "worths", "result"} <= set(said)
    level = read(log).level
    assert (level.simsup, list(level.faults)) == ("drawn", ["sim-1"])
    assert run("verify", str(log)).returncode == 0
