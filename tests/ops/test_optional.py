"""Checklists that the player may leave out."""

from __future__ import annotations

import pytest

from game.level.schema import Level
from game.mission import Mission
from game.ops import estimate
from tests.ops.flying import accepted, fly, level, refused, steps

LOOK = steps({"text": "Look"}, optional={"points": 5, "needs": "mission.met > 5 s"})


def test_one_with_points_has_an_objective() -> None:
    mission = Mission(level(procedures={"look": LOOK}, plan=[]))
    assert [(one.id, one.title, one.points, one.required) for one in mission.objectives] == [
        ("look", "Work", 5, False)
    ]
    fly(mission, 6)
    accepted(mission, "run look")
    assert mission.objectives[0].met_tick is None
    fly(mission, 15)
    assert mission.objectives[0].met_tick is not None


def test_one_for_each_has_an_objective_for_each() -> None:
    each = {**steps({}, optional={"points": 3}), "title": "Photos, {crew}", "for": ["ev1", "ev2"]}
    made = level(procedures={"photos": each}, plan=[])
    assert {name: one.title for name, one in made.objectives.items()} == {
        "photos-ev1": "Photos, EV1", "photos-ev2": "Photos, EV2",
    }  # fmt: skip
    stored = made.written()
    assert Level.of(stored) == made


def test_it_is_refused_until_what_it_needs_holds() -> None:
    mission = Mission(level(procedures={"look": LOOK}, plan=[]))
    assert refused(mission, "run look").startswith("Work is possible only when ")
    fly(mission, 6)
    accepted(mission, "run look")


@pytest.mark.parametrize(("option", "seconds"), [(True, 20.0), ({"takes": "4 min"}, 240.0)])
def test_its_time_is_its_own_or_its_steps(option: object, seconds: float) -> None:
    made = level(procedures={"look": steps({}, {}, optional=option)}, plan=[])
    assert estimate.checklist_s(made.checklists["look"], made.checklists) == seconds


def test_true_and_false_are_short_for_an_option_and_none() -> None:
    made = level(procedures={"a": steps({}, optional=True), "b": steps({}, optional=False)})
    assert made.procedures["a"].optional is not None
    assert made.procedures["b"].optional is None
