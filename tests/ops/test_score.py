"""The score: what each part is given for, and what ending early on one cue costs."""

from __future__ import annotations

import pytest

from game.mission import Mission
from game.ops.control.score import crew, discipline, margin
from game.ops.views import Tally
from tests.ops.flying import accepted, fly, level, of

HOLE = {
    "title": "Hole",
    "effects": ["leak {who} 30 mm2"],
    "signs": [
        {"when": "{who}.suit.flow_setting == high", "text": "flow is set high"},
        {"when": "{who}.suit.visor == closed", "text": "the visor is closed"},
    ],
    "answers": [{"do": "abort", "text": "home"}],
}


@pytest.mark.parametrize(
    ("people", "injured", "home", "points"),
    [(4, 0, True, 40), (4, 1, True, 35), (4, 4, True, 20), (1, 1, True, 20), (4, 0, False, 0)],
)
def test_crew(people: int, injured: int, home: bool, points: int) -> None:
    assert crew(people, injured, home).points == points


@pytest.mark.parametrize(
    ("oxygen_s", "home", "points"),
    [(900.0, True, 10), (899.0, True, 9), (450.0, True, 5), (0.0, True, 0), (900.0, False, 0),
     (float("nan"), True, 0)],
)  # fmt: skip
def test_margin(oxygen_s: float, home: bool, points: int) -> None:
    assert margin(oxygen_s, 900.0, home).points == points


@pytest.mark.parametrize(
    ("lost", "points"),
    [(Tally(0, 0, 0), 10), (Tally(1, 0, 0), 7), (Tally(0, 1, 0), 7), (Tally(0, 0, 2), 8),
     (Tally(0, 0, 0, 1), 7), (Tally(2, 2, 9, 1), 0)],
)  # fmt: skip
def test_discipline(lost: Tally, points: int) -> None:
    assert discipline(lost, True).points == points
    assert discipline(lost, False).points == 0


def _failing() -> Mission:
    return Mission(
        level(
            failures={"hole": HOLE},
            procedures={"wait": {"title": "Wait", "steps": [{"text": "Wait"}]},
                        "home": {"title": "Home", "steps": [{"text": "Home", "takes": "5 min"}]}},
            abort="home", terminate="home",
        )
    )  # fmt: skip


def test_an_early_end_on_one_cue_is_noted() -> None:
    mission = _failing()
    fly(mission, 12)
    accepted(mission, "terminate")
    (noted,) = of(list(mission.events), "cue.one")
    assert "terminate" in noted.text
    assert mission.tally.one_cue == 1
    assert {part.name: part.points for part in mission.score}["discipline"] == 7


def test_an_early_end_on_two_signs_of_one_failure_is_not() -> None:
    mission = _failing()
    accepted(mission, "flow ev1 high")
    accepted(mission, "visor ev1 closed")
    fly(mission, 60)
    accepted(mission, "terminate")
    assert mission.tally.one_cue == 0


def test_in_flight_crew_and_margin_are_still_to_be_earned() -> None:
    mission = _failing()
    points = {part.name: part.points for part in mission.score}
    assert (points["crew"], points["margin"], points["discipline"]) == (0, 0, 10)
