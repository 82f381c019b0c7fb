"""What panels show of a real mission."""

from __future__ import annotations

import math

from game.display.observer import Observer
from game.display.panels import PANELS, trend, truth
from game.display.view import Look
from game.level.loading import load_named
from game.mission import Mission


def flown(ticks: int) -> tuple[Mission, Observer]:
    """Suit Up without an order, watched from tick 20 on."""
    mission = Mission(load_named("suit-up"), seed=1)
    mission.fly(20)
    observer = Observer(mission)
    while mission.tick < ticks:
        mission.step()
        observer.sample(mission)
    return mission, observer


def test_every_panel_has_something_to_show_or_says_that_it_has_not() -> None:
    mission, observer = flown(30)
    picture = observer.take(mission, Look())
    assert set(picture.parts) == {panel.id for panel in PANELS}
    assert picture.absent == ("emergency", "ghost", "truth")
    assert observer.take(mission, Look(truth=True)).of(truth.PANEL) is not None


def test_two_pictures_of_one_moment_are_equal() -> None:
    mission, observer = flown(30)
    assert observer.take(mission, Look()) == observer.take(mission, Look())
    assert observer.take(mission, Look(selected="ev1")) != observer.take(mission, Look())


def test_noise_below_zero_is_no_trend_below_zero_and_what_was_not_seen_is_a_gap() -> None:
    mission, observer = flown(400)
    shown = observer.take(mission, Look(trend="ev1.suit.co2")).of(trend.PANEL)
    assert shown is not None
    assert math.isnan(shown.points[0]) and not math.isnan(shown.points[-1])
    assert min(value for value in shown.points if not math.isnan(value)) >= 0.0
