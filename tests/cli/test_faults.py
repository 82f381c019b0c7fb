"""A fault of the game that a mission outlived is raised at the edge, where it becomes a report."""

from __future__ import annotations

from argparse import Namespace

import pytest

from game.cli.flying import _fly_on
from game.flightlog.log.writer import Flight
from game.flightlog.shelf.script import Progress, ScriptLine
from game.mission import Mission
from tests.ops.flying import level


def test_it_is_raised_when_the_flight_is_over_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    mission = Mission(level(time_limit="1 min"))
    mission._ops.state.next_standing = "one"  # type: ignore[assignment]  # no order can do this
    options = Namespace(autopilot=False, json=False, script="orders.txt", saves=None)
    line = ScriptLine(1, "when mission.met > 1 h do poll", tick=10)
    with pytest.raises(TypeError):
        _fly_on(Flight(mission), options, Progress([line]))
    told = capsys.readouterr()
    assert "TIME RAN OUT" in told.out
    assert (
        "orders.txt:1: when mission.met > 1 h do poll: refused: when met a fault of the game"
        in told.err
    )
