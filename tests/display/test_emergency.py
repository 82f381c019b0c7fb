"""When a life is at stake the screen says who, what, how long, what helps, in that order."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.display.layout import Need, places
from game.display.observer import Observer
from game.display.panel import Size
from game.display.panels.emergency import Emergency, draw
from game.display.panels.emergency import look as looked
from game.display.stakes import Stake, stakes, time_left, used_up
from game.display.text import width_of
from game.display.trends import until
from game.display.view import Look, View
from game.mission import Mission
from game.vocabulary.units import TICK_S
from tests.display.lines import as_rows
from tests.ops.flying import accepted, level

THIN = {"pressure": "22 kPa", "o2": "30 %"}
"""A cabin that nobody can stay awake in."""
NONE = {"pressure": "9 kPa", "o2": "21 %"}
"""One in which they are asleep before they know."""
RULES = {
    "blood": {
        "when": "{crew}.saturation < 88 %",
        "lasts": "2 s",
        "class": "emergency",
        "text": "blood oxygen low",
        "suggest": ["flow {crew} high", "repress o2"],
    }
}
LONG = "flow ev1 high"
ONE = Stake(
    "EV1", "OUTSIDE", "suit under 27.6 kPa, now 17.3 kPa", "conscious for about 40 s", 40.0,
    (("emergency ev1 on", False), ("abort", False), (LONG, True)), "alarm:a", False,
)  # fmt: skip
OTHER = Stake("EV2", "HATCH", "CO2", "for 20 s", math.inf, (("rest ev2", False),), "alarm:b", True)


def view_after(seconds: float, mission: Mission) -> View:
    observer = Observer(mission)
    for _ in range(int(seconds / TICK_S)):
        observer.sample(mission)
        mission.step()
    return observer.view(mission, Look())


def test_nobody_at_stake_is_no_band() -> None:
    assert looked(view_after(30, Mission(level()))) is None


def test_everybody_in_thin_air_is_named_with_their_time_and_what_helps() -> None:
    mission = Mission(level(cabin=THIN, rules=RULES))
    found = stakes(view_after(20, mission))
    assert {one.who for one in found} == {"EV1", "EV2", "PLT"}
    for one in found:
        assert "blood oxygen low, now" in one.what
        assert one.left.startswith("conscious for about")
        assert 0 < one.left_s < 600
    orders = [order for order, _ in found[0].suggest]
    assert orders[0].startswith("flow") and orders[1] == "repress o2"


def test_an_order_that_is_given_already_is_told_after_those_that_are_not() -> None:
    mission = Mission(level(cabin=THIN, rules=RULES))
    accepted(mission, "repress o2")
    found = stakes(view_after(20, mission))
    assert found[0].suggest[-1] == ("repress o2", True)


def test_the_time_to_save_somebody_begins_when_they_fall_silent() -> None:
    """And not with the alarm that rang for minutes before."""
    down = {"when": "{crew}.condition == unconscious", "class": "emergency", "lasts": "0 s",
            "text": "does not answer", "channel": "{crew}.condition"}  # fmt: skip
    beats = {"when": "{crew}.heart_rate > 1 bpm", "class": "emergency", "text": "a heart beats"}
    mission = Mission(level(cabin=NONE, rules={"beats": beats, "down": down}))
    observer = Observer(mission)
    while not any(alarm.channel == "ev1.condition" for alarm in mission.alarms):
        observer.sample(mission)
        mission.step()
    view = observer.view(mission, Look())
    whole, _ = time_left(mission, view.trends, mission.crew[0], 0.0)
    (ev1,) = [one for one in stakes(view) if one.who == "EV1"]
    assert "a heart beats" in ev1.what and "does not answer" in ev1.what
    assert ev1.left_s == pytest.approx(whole, abs=1.0)


def test_who_is_unconscious_can_be_saved_for_so_long_and_it_runs_out() -> None:
    mission = Mission(level(cabin=NONE, rules=RULES))
    observer = Observer(mission)
    lasts = []
    for _ in range(240):
        observer.sample(mission)
        mission.step()
        for one in stakes(observer.view(mission, Look())):
            if one.left.startswith("can be saved"):
                lasts.append(one.left_s)
    assert lasts, "nobody passed out in a cabin of 9 kPa"
    assert lasts[-1] < max(lasts)


def test_who_is_unconscious_in_good_air_is_promised_no_time() -> None:
    """It is water, CO2 or heat then, and no gauge tells how long that takes."""
    mission = Mission(level())
    down = replace(mission.crew[0], condition="unconscious")
    assert time_left(mission, view_after(5, mission).trends, down, 0.0) == (math.inf, "")


@pytest.mark.parametrize("width, height", [(80, 24), (80, 40), (120, 40), (160, 45), (240, 70)])
def test_the_order_is_who_what_how_long_what_helps_at_every_size(width: int, height: int) -> None:
    made = places(width, height, Need(absent=("lesson", "ghost", "truth")))
    band = made["emergency"]
    found = Emergency((ONE, OTHER), "", True, True)
    rows = as_rows(draw(found, Size(band.width, band.height)))
    assert "EV1 EV2" in rows[0]
    assert rows[1].index("EV1") < rows[1].index("suit under") < rows[1].index("conscious for about")
    assert "emergency ev1 on" in rows[2] and "abort" in rows[2]
    assert (band.y, band.width) == (1, width)


@given(
    st.text(min_size=1, max_size=200), st.integers(80, 240), st.integers(3, 6), st.integers(1, 9)
)
def test_neither_a_long_text_nor_many_people_push_the_remedies_off(
    what: str, width: int, height: int, count: int
) -> None:
    stake = Stake(
        "EV1", "OUTSIDE", " ".join(what.split()).replace("\x00", ""), "conscious for about 40 s",
        40.0, ONE.suggest, "alarm:a", False,
    )  # fmt: skip
    lines = draw(Emergency((stake,) * count, "ABORT runs", True, True), Size(width, height))
    assert len(lines) <= height and all(width_of(line) <= width for line in lines)
    parts = [part for line in lines for part in line]
    assert any(part.target == "order:emergency ev1 on" for part in parts)
    assert any(part.text == "conscious for about 40 s" for part in parts)


def test_without_a_signal_the_orders_are_told_and_are_no_buttons() -> None:
    lines = draw(Emergency((ONE,), "", True, heard=False), Size(80, 3))
    assert "at AOS: emergency ev1 on, abort" in as_rows(lines)[2]
    assert not any(part.target.startswith("order:") for line in lines for part in line)


def test_consciousness_is_used_up_by_the_time_in_thin_gas() -> None:
    thin, good = (5000.0, 10000.0), (30000.0, 35000.0)
    assert used_up([good[0]] * 5, [good[1]] * 5) == 0.0
    some, more = used_up([thin[0]] * 1, [thin[1]] * 1), used_up([thin[0]] * 2, [thin[1]] * 2)
    assert 0.0 < some < more
    assert used_up([thin[0]] * 99, [thin[1]] * 99) == 1.0


def test_a_trend_that_falls_says_when_it_is_there_and_one_that_does_not_says_never() -> None:
    assert until([6.0, 5.0, 4.0], 0.0) == pytest.approx(20.0)
    assert until([4.0, 5.0, 6.0], 0.0) == math.inf
    assert until([4.0], 0.0) == math.inf
