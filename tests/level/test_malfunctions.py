"""A malfunction checklist that comes late, or twice, does no harm."""

from __future__ import annotations

from game.autopilot.prologue import fly_start
from game.flightlog.log.writer import Flight
from game.level import loading
from game.mission import Mission
from tests.ops.flying import accepted

MOST_S = 600.0


def ran(mission: Mission, name: str) -> str:
    """Run the checklist ``name``, and return how it stands when it has ended or holds."""
    accepted(mission, f"run {name}")
    until = mission.time + MOST_S
    while mission.time < until:
        mission.step()
        status = str(mission.progress[name][1])
        if status in ("done", "holding"):
            return status
    return "running"


def test_a_vent_that_was_closed_for_good_stays_closed() -> None:
    mission = Mission(loading.load(loading.find("first-out")))
    assert ran(mission, "mal-vent") == "done"
    assert mission.telemetry["cabin.vent"] == "closed"


def test_a_jammed_hatch_vents_no_cabin_that_is_full() -> None:
    mission = Mission(loading.load(loading.find("first-out")))
    ran(mission, "mal-hatch-jam")
    assert mission.telemetry["cabin.vent"] == "closed"


def test_who_is_in_already_is_not_sent_in_again() -> None:
    mission = Mission(loading.load(loading.find("water")))
    fly_start(Flight(mission))
    assert ran(mission, "hand-over") == "done"
    assert ran(mission, "hand-over") == "done"
    assert mission.telemetry["ev1.place"] == "seat"
