"""kill -9 of a real process: no acknowledged order is lost, and the flight goes on."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.flightlog.log.reader import read
from game.flightlog.replay.verify import verify

TOP = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "8"))
"""How many; a longer run now and then: ``KILLS=1000 pytest tests/flightlog/test_kill.py``."""


def process(how: str, log: Path, seed: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.flightlog.aloud", how, str(log), str(seed)],
        cwd=TOP,
        stdout=subprocess.PIPE,
    )


def said_before_it_was_killed(child: subprocess.Popen[bytes], orders: int, wait_s: float) -> bytes:
    """Kill the child ``wait_s`` after it said so many orders; all that it said."""
    assert child.stdout is not None
    said = b""
    while said.count(b"\n") < orders:
        select.select([child.stdout], [], [], 20)
        more = os.read(child.stdout.fileno(), 1 << 16)
        if not more:
            break
        said += more
    time.sleep(wait_s)
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.stdout.close()
    child.wait()
    return said + rest


def acknowledged(said: bytes) -> list[tuple[int, str]]:
    """The orders in whole lines of what was said."""
    lines = said.decode().split("\n")[:-1]
    return [(int(tick), order) for tick, order in (line.split(" ", 1) for line in lines)]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("seed", range(KILLS))
def test_no_acknowledged_order_is_lost(seed: int, tmp_path: Path) -> None:
    log, chance = tmp_path / "a.jsonl", random.Random(seed)
    heard: list[tuple[int, str]] = []
    for how in ("start", "resume"):
        said = said_before_it_was_killed(
            process(how, log, seed), chance.randrange(1, 200), chance.random() / 500
        )
        heard += acknowledged(said)
        written = list(read(log).orders)
        assert heard == written[: len(heard)]
        assert len(written) - len(heard) <= 2  # one of each life, written but not yet said
        heard = written
        assert verify(log).ok
    last = process("resume", log, seed)
    rest, _ = last.communicate(timeout=60)
    assert last.returncode == 0
    assert list(read(log).orders) == heard + acknowledged(rest)
    verdict = verify(log)
    assert verdict.ok
    assert verdict.finished
    if seed % 5 == 0:
        whole = tmp_path / "b.jsonl"
        process("start", whole, seed).communicate(timeout=60)
        assert log.read_bytes() == whole.read_bytes()
