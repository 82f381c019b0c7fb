"""``verify`` as a user meets it: one log or many."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flightlog.relinking import other_level

from .calling import TOP, Run, environment, wrong

GOLDEN = TOP / "tests" / "golden" / "suit-up-cadet.jsonl"


def test_verify_a_damaged_log(run: Run, tmp_path: Path) -> None:
    run("fly", "suit-up", "--log", "a.jsonl")
    data = (tmp_path / "a.jsonl").read_bytes()
    (tmp_path / "a.jsonl").write_bytes(data.replace(b'"physics":', b'"physics":9', 1))
    done = run("verify", "a.jsonl")
    assert done.returncode == 1
    assert "line 1" in done.stdout
    assert "damaged" in done.stdout
    assert done.stderr == ""


def test_a_folder_of_logs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    wrong(run("verify", "logs"), "no flight log in the folder logs")
    for name in ("b", "a", "c"):
        shutil.copy(GOLDEN, tmp_path / "logs" / f"{name}.jsonl")
    (tmp_path / "logs" / "notes.txt").touch()
    done = run("verify", "logs")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "a.jsonl", "b.jsonl", "c.jsonl",
    ]  # fmt: skip
    assert done.stderr.startswith("3 logs: 3 hold, ")
    data = GOLDEN.read_bytes()
    (tmp_path / "logs" / "b.jsonl").write_bytes(data.replace(b"donning", b"dinning", 1))
    done = run("verify", "logs")
    assert done.returncode == 1
    assert done.stderr.startswith("3 logs: 2 hold, 1 does not, ")


def test_verify_as_json(run: Run, tmp_path: Path) -> None:
    shutil.copy(GOLDEN, tmp_path / "a.jsonl")
    data = GOLDEN.read_bytes()
    changed = other_level(data, lambda level: level["crew"]["ev1"].update(seat=9))
    (tmp_path / "b.jsonl").write_bytes(changed)
    done = run("verify", "a.jsonl", "b.jsonl", "--json")
    assert done.returncode == 1
    one, two = json.loads(done.stdout)
    assert (one["log"], one["ok"], one["cause"], one["finished"]) == ("a.jsonl", True, None, True)
    assert (two["ok"], two["cause"], two["line"]) == (False, "level", 2)
    assert set(one) == {
        "log", "ok", "sentence", "finished", "cause", "line", "tick", "field", "was", "now",
    }  # fmt: skip


def test_a_log_that_nobody_can_judge_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    shutil.copy(GOLDEN, tmp_path / "a.jsonl")
    done = run("verify", "empty.jsonl", "a.jsonl")
    assert done.returncode == 2
    assert "is empty" in done.stdout
    assert "a.jsonl holds" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a group")
def test_ctrl_c_ends_many_calmly(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "game", "verify", *[GOLDEN] * 60],
        cwd=TOP,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert child.stdout is not None
    assert b"holds" in child.stdout.readline()
    os.killpg(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (130, b"")
    with pytest.raises(ProcessLookupError):  # nobody of the group is left
        os.killpg(child.pid, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_it_leaves_no_workers_behind(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "game", "verify", *[GOLDEN] * 60],
        cwd=TOP,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert b"holds" in child.stdout.readline()
    child.kill()
    child.communicate(timeout=30)  # returns when the last of them has closed the pipe
