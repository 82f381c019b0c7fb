"""The real app, driven by keys, with time given by the test."""

from __future__ import annotations

import pytest

from game.console.app import NoAirlock
from game.level import loading


@pytest.fixture
def make_app(tmp_path):
    """A NoAirlock with its own saves folder, whose time the test gives."""

    def made(level=None, **more):
        found = loading.load_named(level) if level else None
        more.setdefault("saves", tmp_path / "saves")
        return NoAirlock(level=found, live=False, **more)

    return made
