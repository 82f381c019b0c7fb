"""Saved flights: listing, renaming, deleting, importing, going on."""

from __future__ import annotations

import json
from pathlib import Path

from .calling import Run, wrong


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


def test_going_on_headless_from_where_it_was_cut(run: Run, tmp_path: Path) -> None:
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


def test_nothing_to_go_on_with(run: Run) -> None:
    wrong(run("resume"), "unfinished")
    wrong(run("resume", "nope"), "There is no flight log nope")
    wrong(run("replay", "nope"), "There is no flight log nope")
    wrong(run("verify", "nope"), "There is no flight log nope")
