"""The real app, driven by keys, with time given by the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual import _wait

from game.console.app import NoAirlock
from game.level import loading

# After each key Textual waits 20 ms for the game to be idle: three quarters of the time of these
# tests. 5 are as good, since all that is ready is done before a timer is.
_wait.SLEEP_GRANULARITY = 0.005
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20.0


@pytest.fixture
def make_app(tmp_path: Path) -> Any:
    """A NoAirlock with its own saves folder, whose time the test gives."""

    def made(level: Any = None, **more: Any) -> Any:
        found = loading.load_named(level) if level else None
        more.setdefault("saves", tmp_path / "saves")
        return NoAirlock(level=found, live=False, **more)

    return made
