"""A flight that was taken over is compared with the one it came from."""

from __future__ import annotations

from pathlib import Path

from game.flightlog.log import writer
from game.flightlog.log.reader import read
from game.flightlog.shelf import fork
from game.level.loading import load_named
from tests.cli.calling import Run


def test_resume_without_a_screen_compares_with_the_parent(run: Run, tmp_path: Path) -> None:
    saves = tmp_path / "saves"
    saves.mkdir()
    parent = saves / "suit-up-0001.jsonl"
    with writer.start(load_named("suit-up"), 1, "specialist", parent) as flight:
        while flight.mission.outcome is None:
            if flight.mission.tick == 600:
                flight.order("vent open")
            flight.step()
    own = saves / "suit-up-0002.jsonl"
    fork.fork(read(parent), 580, own)
    done = run("resume", "suit-up-0002", "--autopilot")
    assert done.returncode == 0, done
    assert "\nBeside suit-up-0001\n  You lost nobody; the other lost " in done.stdout
    assert "Taken over from it at 00:04:50" in done.stdout
    assert all(len(line) <= 78 for line in done.stdout.splitlines() if "/" not in line)
