"""Work takes as long as its people need, also from the middle of it on."""

import pytest

from game.mission import Mission
from tests.ops.flying import accepted, fly, level, of, steps


def took(fogs_at: float | None = None, *orders: str) -> float:
    """How long a step of 100 s takes; EV1's visor fogs in the middle, or orders come."""
    mission = Mission(level(procedures={"work": steps({"takes": "100 s"})}, plan=["work"]))
    accepted(mission, "run work")
    fly(mission, 50)
    if fogs_at is not None:
        suit = mission._world.state.suits["ev1"]
        suit.fog, suit.visor_temperature = fogs_at, 273.15
    for text in orders:
        accepted(mission, text)
    began = 0.0
    while not (done := of(list(mission.events), "checklist.done")):
        fly(mission, 1)
        assert mission.time < 400
    return done[0].tick / 2.0 - began


def test_a_pace_counts_for_what_is_left() -> None:
    assert took() == pytest.approx(100.0, abs=2.0)
    assert took(None, "pace ev1 slow") == pytest.approx(115.0, abs=3.0)


def test_fog_in_the_middle_counts_from_there_on() -> None:
    assert 125.0 <= took(1.0) <= 165.0
