"""The real app, driven by keys, with time given by the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game.console.app import NoAirlock
from game.level import loading


@pytest.fixture
def make_app(tmp_path: Path) -> Any:
    """A NoAirlock with its own saves folder, whose time the test gives."""

    def made(level: Any = None, **more: Any) -> Any:
        found = loading.load_named(level) if level else None
        more.setdefault("saves", tmp_path / "saves")
        return NoAirlock(level=found, live=False, **more)

    return made
