"""Kill a campaign again and again, and see that it is the one that was never killed.

    python -m tests.campaign.kill 200

A process flies the small campaign and is killed with SIGKILL at a moment drawn each time:
between missions, while it carries over, in flight. Another goes on. When all missions are over
the campaign must stand exactly as one that was flown in one go; then another begins.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from game.campaign import progress, saved
from game.campaign.progress import Standing
from tests.campaign.small import fly_next, small

TAKES = "20 min"
"""Long enough to be killed in."""
LEAST_S, MOST_S = 0.2, 4.0
NAME = "mine"


def fly_on(saves: Path) -> None:
    """Fly the campaign to its end, from wherever it stands, telling each step before it."""
    if NAME not in saved.names(saves):
        progress.new(saves, NAME, "small", 7, "specialist")
    standing = progress.look(saves, NAME)
    while not standing.over:
        print("flying", flush=True)
        standing = fly_next(saves, standing)
        print("carried over", flush=True)
    print("over", flush=True)


def kill(kills: int, seed: int = 1) -> tuple[int, int]:
    """Kill ``kills`` times; how many campaigns were flown to their end, and in how many missions.

    Raises AssertionError when one stands otherwise than it should.
    """
    draw = random.Random(seed)
    done = ended = 0
    with tempfile.TemporaryDirectory() as name, small(Path(name), TAKES) as first:
        fly_on(first)
        right = progress.look(first, NAME)
        at, saves = 0, first
        while done < kills:
            at, saves = at + 1, Path(name) / f"saves-{at + 1}"
            for _ in range(kills):
                if not _killed(saves, draw.uniform(LEAST_S, MOST_S)):
                    break
                done += 1
                _look(saves, right)
                if done >= kills:
                    fly_on(saves)
                    break
            found = progress.look(saves, NAME)
            assert found.now == right.now, f"{found.now} is not {right.now}"
            assert [one.state for one in found.stops] == ["done"] * len(found.stops)
            assert len(found.saved.flights) == len(right.stops), "a mission was counted twice"
            ended += 1
    return done, ended


def _look(saves: Path, right: Standing) -> None:
    """What is there after a kill can be read, and is a part of what is right."""
    if NAME not in saved.names(saves):
        return
    standing = progress.look(saves, NAME)
    for stop, other in zip(standing.stops, right.stops, strict=True):
        if stop.carried is not None:
            assert (stop.carried, stop.score) == (other.carried, other.score)


def _killed(saves: Path, after_s: float) -> bool:
    """Go on in another process, and kill it; False when it was over before."""
    command = [sys.executable, "-m", "tests.campaign.kill", "--fly", str(saves)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ.copy())
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    assert process.returncode == 0, "the campaign does not go on"
    return False


if __name__ == "__main__":
    if sys.argv[1] == "--fly":
        fly_on(Path(sys.argv[2]))
    else:
        killed, flown = kill(int(sys.argv[1]))
        print(f"{killed} kills, {flown} campaigns: each stands as if it had never been killed.")
