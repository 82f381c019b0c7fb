"""Margin: oxygen as time, less the rest of the plan, less the reserve."""

from __future__ import annotations

import math

import pytest

from game.mission import Mission
from game.vocabulary.units import parse
from tests.ops.flying import accepted, fly, level, steps

TANK = {"mass": "6 kg", "volume": "60 L"}
SUPPLY = {"o2_a": TANK, "o2_b": TANK, "n2": TANK}
FLOW = {"low": "1 kg/h", "normal": "2 kg/h", "high": "4 kg/h", "purge": "8 kg/h"}


def planned(**parts: object) -> Mission:
    """Three people with 12 kg of oxygen, and a plan of two checklists, 30 min and 10 min."""
    procedures = {
        "work": steps({"takes": "20 min"}, {"takes": "10 min"}),
        "rest": steps({"takes": "10 min"}),
    }
    made = {"procedures": procedures, "plan": ["work", "rest"], "supply": SUPPLY,
            "suit": {"flow": FLOW}, "reserve": "15 min"}  # fmt: skip
    return Mission(level(**(made | parts)))


def test_oxygen_less_plan_less_reserve() -> None:
    now = planned().margin
    assert now.plan_s == 40 * 60.0 and now.reserve_s == 15 * 60.0
    assert now.oxygen_s == pytest.approx(2 * 3600.0, rel=0.01), "12 kg at three times 2 kg/h"
    assert now.margin_s == pytest.approx(65 * 60.0, abs=90.0)


def test_what_is_done_is_no_longer_needed() -> None:
    mission = planned()
    accepted(mission, "run work")
    fly(mission, 20 * 60 + 5)
    assert mission.margin.plan_s == 20 * 60.0
    fly(mission, 10 * 60)
    assert mission.margin.plan_s == 10 * 60.0
    accepted(mission, "run rest")
    accepted(mission, "stop rest")
    fly(mission, 1)
    assert mission.margin.plan_s == 0.0


def test_a_flow_shows_at_once_and_a_purge_does_not() -> None:
    mission = planned()
    before = mission.margin.oxygen_s
    accepted(mission, "flow ev1 high")
    fly(mission, 2)
    assert mission.margin.oxygen_s == pytest.approx(before * 6.0 / 8.0, rel=0.02)
    accepted(mission, "flow ev1 purge")
    fly(mission, 2)
    assert mission.margin.oxygen_s == pytest.approx(before, rel=0.02)


def test_a_tank_that_does_not_feed_does_not_count() -> None:
    mission = planned()
    before = mission.margin.oxygen_s
    accepted(mission, "tank a")
    fly(mission, 2)
    assert mission.margin.oxygen_s == pytest.approx(before / 2.0, rel=0.02)


def test_a_dead_gauge_is_not_a_number() -> None:
    faults = {"gauge": {"effect": "dead o2.a.mass", "at": "1 s", "text": "The gauge is dead."}}
    mission = planned(faults=faults)
    fly(mission, 5)
    assert math.isnan(mission.margin.margin_s)


def test_the_room_is_no_go_when_the_plan_does_not_fit() -> None:
    mission = planned(reserve="2 h")
    assert mission.margin.margin_s < 0.0
    accepted(mission, "poll")
    said = [event.text for event in fly(mission, 30) if event.kind == "voice"]
    (eclss,) = [text for text in said if text.startswith("ECLSS")]
    assert "NO-GO" in eclss and eclss.endswith("short.")


def test_the_reserve_is_a_time() -> None:
    assert parse("15 min", "duration") == level().reserve
