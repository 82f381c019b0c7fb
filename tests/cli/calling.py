"""Calling the command line, and what a call that was wrong looks like."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import game

TOP = Path(game.__file__).parents[1]


@dataclass
class Done:
    """What a call printed and how it ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(TOP), "NO_AIRLOCK_SAVES": str(folder / "saves")}


def wrong(done: Done, *said: str) -> None:
    """The call was wrong: status 2, nothing on stdout, one plain sentence that says so."""
    assert done.returncode == 2, done
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].isprintable()
    for text in said:
        assert text in lines[0]
