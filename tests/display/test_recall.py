"""The trends of before a resume come from the log."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from game.display.trends import SAMPLE_TICKS, Trends
from game.flightlog.log.reader import read
from game.flightlog.replay.recorded import Recorded
from game.flightlog.replay.seek import Replay
from game.vocabulary.units import convert

GOLDEN = Path(__file__).parents[1] / "golden" / "first-out-specialist.jsonl"


@pytest.mark.parametrize("tick", [0, 119, 6061, 9999])
def test_every_minute_that_was_recorded_is_there_again(tick: int) -> None:
    replay = Replay(GOLDEN)
    flown, resumed = Trends(replay.at(0)), Trends(replay.at(0))
    for each in range(0, tick + 1, SAMPLE_TICKS):
        flown.sample(replay.goto(each))
    room = replay.goto(tick)
    resumed.sample(room)
    resumed.recall(Recorded(read(GOLDEN)))
    for name in ("cabin.pressure", "ev1.suit.co2", "o2.a.mass"):
        was = flown.points(name, room.tick)
        now = resumed.points(name, room.tick)
        assert len(now) == len(was) == tick // SAMPLE_TICKS + 1
        channel = room.channels[name]
        least = 0.51 * 10.0**-channel.decimals
        for at in range(0, len(now), 120 // SAMPLE_TICKS):
            apart = convert(was[at], channel.shown) - convert(now[at], channel.shown)
            same = math.isnan(was[at]) or abs(apart) <= least
            assert same, (name, at, was[at], now[at])
        assert not any(math.isnan(value) for value in now[:600])
