"""The step clock: what it gives out, what it drops, and when it slows down."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.console.clock import LEAD, LONGEST_FRAME, PASS, WARPS, StepClock
from game.ops.views import Attention


def run(clock: Any, seconds: float, frame: Any = 0.1, attention: Any = None) -> Any:
    return sum(clock.advance(frame, attention) for _ in range(round(seconds / frame)))


@pytest.mark.parametrize("warp", WARPS)
def test_ten_seconds_give_twenty_ticks_times_warp(warp: int) -> None:
    clock = StepClock(0.5)
    clock.warp = warp
    assert abs(run(clock, 10) - 20 * warp) <= 1


def test_a_stall_is_dropped_not_caught_up() -> None:
    clock = StepClock(0.5)
    clock.warp = 10
    assert clock.advance(3600.0) == int(LONGEST_FRAME * 10 / 0.5)


def test_nothing_runs_while_paused() -> None:
    clock = StepClock(0.5)
    clock.paused = True
    assert run(clock, 100) == 0
    clock.paused = False
    assert clock.advance(0.0) == 0


def test_warp_goes_up_and_down_within_its_ends() -> None:
    clock = StepClock(0.5)
    assert not clock.slower()
    assert [clock.faster() for _ in WARPS] == [True] * 5 + [False]
    assert clock.warp == WARPS[-1]


@given(st.sampled_from(WARPS[1:]), st.floats(0.0, 600.0))
def test_it_drops_to_1x_before_what_needs_the_player(warp: int, away: Any) -> None:
    clock = StepClock(0.5)
    clock.warp = warp
    ran = 0
    while clock.warp > 1:
        ran += clock.advance(0.1, Attention("question", "ask", away - ran * 0.5, "question"))
    assert ran * 0.5 <= max(0.0, away - LEAD) + 0.5


def test_who_speeds_up_again_is_not_slowed_for_the_same_thing() -> None:
    clock = StepClock(0.5)
    clock.warp = 30
    clock.advance(0.1, Attention("go", "vent", 0.0, "GO needed, 12 s"))
    assert clock.warp == 1
    clock.warp = 30
    assert clock.advance(0.1, Attention("go", "vent", 0.0, "GO needed, 15 s")) > 0
    assert clock.warp == 30


def test_the_same_thing_is_new_after_it_was_answered() -> None:
    clock = StepClock(0.5)
    idle = Attention("plan", "in-ev1", 0.0, "Nothing is running: next is In, EV1")
    for between in (
        Attention("end", "photos", 90.0, "Photographs ends"),
        Attention("plan", "in-ev1", 90.0, "not yet"),
    ):
        clock.warp = 30
        clock.advance(0.1, idle)
        assert clock.warp == 1, "it stopped before work began that is not in the plan"
        clock.warp = 30
        assert clock.advance(0.1, between) > 0
    clock.advance(0.1, idle)
    assert clock.warp == 1


def test_the_way_to_the_next_thing_stops_where_it_is_there() -> None:
    clock = StepClock(0.5)
    soon = 3.0
    clock.warp = 10
    clock.advance(0.1, Attention("alarm", "co2-ev1", soon, "CO2 high"))
    assert clock.warp == 1
    clock.seeking = True
    while clock.seeking:
        soon -= clock.advance(0.1, Attention("alarm", "co2-ev1", soon, "CO2 high")) * 0.5
    assert soon == 0.0


def test_the_way_to_a_go_is_not_stopped_by_a_guess_of_when_it_will_be() -> None:
    clock = StepClock(0.5)
    clock.seeking = True
    assert clock.advance(0.1, Attention("go", "vent", 0.5, "needs GO")) > 1 and clock.seeking
    clock.advance(0.1, Attention("go", "vent", 0.0, "waits for GO"))
    assert not clock.seeking


def test_who_insists_runs_on_for_two_minutes_at_the_most() -> None:
    clock = StepClock(0.5)
    idle = Attention("plan", "in-ev1", 0.0, "Nothing is running")
    clock.pass_by(idle)
    ran = 0
    while clock.passing:
        ran += clock.advance(0.1, idle)
    assert ran * 0.5 == PASS and clock.speed == 1


@given(st.lists(st.floats(-1.0, 2.0), max_size=50))
def test_ticks_are_never_negative(frames: Any) -> None:
    clock = StepClock(0.5)
    assert all(clock.advance(frame) >= 0 for frame in frames)


def test_the_speed_that_was_chosen_returns_when_the_player_has_answered() -> None:
    clock = StepClock(0.5)
    clock.faster()
    clock.faster()
    clock.drop()
    assert clock.warp == 1
    clock.restore()
    assert clock.warp == WARPS[2]
    clock.drop(forget=True)
    clock.restore()
    assert clock.warp == 1


def test_time_goes_by_at_1x_while_an_order_is_typed() -> None:
    clock = StepClock(0.5)
    clock.warp = 10
    clock.typing = True
    assert run(clock, 10) == 20
    clock.typing = False
    assert run(clock, 10) == 200


@pytest.mark.parametrize(("subject", "left_s"), [("loss", 60.0), ("acquisition", 4.0)])
def test_before_a_loss_of_signal_there_is_time_for_an_order(subject: str, left_s: float) -> None:
    clock = StepClock(0.5)
    clock.warp = 60
    away = 200.0
    while clock.speed > 1:
        ran = clock.advance(0.1, Attention("signal", subject, away, "soon"))
        away -= ran * 0.5
    assert away == left_s
