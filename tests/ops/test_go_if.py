"""GO is a judgement: what a step asks for before it, whether it is so, and what it costs if not."""

from __future__ import annotations

import pytest

from game.mission import Mission
from game.ops.views import GoLine
from tests.ops.flying import accepted, fly, level, of, steps

ASKS = ["cabin.pressure < 100 psi", "ev1.suit.flow_setting == high"]


def waiting(*conditions: str) -> Mission:
    made = steps({"text": "Open it", "critical": True, "go_if": list(conditions)})
    mission = Mission(level(procedures={"open": made}, plan=["open"]))
    accepted(mission, "run open")
    fly(mission, 2)
    return mission


def lines(mission: Mission) -> tuple[GoLine, ...]:
    return mission.checklist("open").steps[0].go_if


def test_each_line_says_what_is_so_now() -> None:
    mission = waiting(*ASKS)
    pressure, flow = lines(mission)
    assert pressure.met and pressure.text.startswith("cabin")
    assert pressure.now.endswith(" kPa")
    assert (flow.now, flow.met) == ("off", False)
    accepted(mission, "flow ev1 high")
    fly(mission, 6)
    assert all(line.met for line in lines(mission))


def test_values_of_all_stand_once_each() -> None:
    (line,) = lines(waiting("all.suit.leak_check == passed"))
    assert (line.now, line.met) == ("unknown", False)


def test_go_against_a_line_is_a_broken_rule_and_go_with_all_met_is_not() -> None:
    mission = waiting(*ASKS)
    order = accepted(mission, "go open")
    (broken,) = of(list(mission.events), "rule.broken")
    assert "GO only if EV1 flow set high" in broken.text and order in broken.causes
    mission = waiting(ASKS[0])
    accepted(mission, "go open")
    assert not of(list(mission.events), "rule.broken")


@pytest.mark.parametrize("conditions", [(), tuple(ASKS)])
def test_it_changes_nothing_of_the_work(conditions: tuple[str, ...]) -> None:
    mission = waiting(*conditions)
    accepted(mission, "go open")
    fly(mission, 15)
    assert mission.checklist("open").status == "done"
