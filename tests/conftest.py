"""Tests see the levels of the game alone, not those of the person that runs them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ["NO_AIRLOCK_SETTINGS"] = str(Path(__file__).with_name("no-settings-here"))
os.environ["NO_AIRLOCK_LEVELS"] = str(Path(__file__).with_name("no-levels-here"))


@pytest.fixture(scope="session")
def plain_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """First Out, flown home by the autopilot with nothing wrong but a glove lock."""
    from game.autopilot import fly
    from game.flightlog.log.writer import start
    from tests.level import plain

    path = tmp_path_factory.mktemp("plain") / "first-out-specialist.jsonl"
    with start(plain.level(), 1, "specialist", path) as flight:
        fly(flight)
    return path
