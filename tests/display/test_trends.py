"""Trends keep hours, not days."""

from __future__ import annotations

import pytest

from game.display import trends
from game.display.trends import SAMPLE_TICKS, Trends
from game.mission import Mission
from tests.ops.flying import level


def test_a_long_flight_keeps_its_newest_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trends, "LONGEST_TREND", 40)
    monkeypatch.setattr(trends, "MOST_POINTS", 100)
    mission = Mission(level())
    seen = Trends(mission)
    met = []
    for _ in range(400 * SAMPLE_TICKS):
        seen.sample(mission)
        if mission.tick % SAMPLE_TICKS == 0:
            met.append(mission.telemetry["mission.met"])
        mission.step()
    last = mission.tick - 1
    assert seen.points("mission.met", last) == met[-40:]
    assert seen.points("mission.met", last - 20 * SAMPLE_TICKS) == met[-60:-20]
    assert seen.points("mission.met", 50 * SAMPLE_TICKS) == [], "so long ago that it is gone"
    assert len(seen._history["mission.met"]) <= 140
