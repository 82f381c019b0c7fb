"""What tests of the debrief share."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.autopilot import fly
from game.flightlog.log.writer import start
from tests.level import plain


@pytest.fixture(scope="session")
def plain_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """First Out, flown home by the autopilot with nothing wrong but a glove lock."""
    path = tmp_path_factory.mktemp("plain") / "first-out-specialist.jsonl"
    with start(plain.level(), 1, "specialist", path) as flight:
        fly(flight)
    return path
