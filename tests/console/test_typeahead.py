"""Keys act on what the player saw when pressing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.events import Key

from game.console.typeahead import TypeAhead

DESK, DIALOG = "desk", "dialog"


def seen(place: Any, at: Any) -> Any:
    ahead = TypeAhead()
    ahead.shown(place, at)
    return ahead


def test_a_key_for_what_shows_is_meant() -> None:
    ahead = seen(DESK, 1.0)
    assert ahead.meant("f", 2.0, DESK)
    ahead.shown(DIALOG, 2.1)
    assert ahead.meant("h", 2.3, DIALOG)


def test_nothing_is_meant_for_a_screen_that_was_not_drawn() -> None:
    ahead = seen(DESK, 1.0)
    assert not ahead.meant("y", 2.0, DIALOG)


def test_a_key_pressed_before_the_screen_was_drawn_is_not_meant() -> None:
    ahead = seen(DESK, 1.0)
    ahead.shown(DIALOG, 2.0)
    assert not ahead.meant("y", 1.9, DIALOG)


def test_a_key_held_down_since_the_screen_before_acts_when_pressed_again() -> None:
    ahead = seen(DESK, 1.0)
    assert ahead.meant("enter", 2.0, DESK)
    assert ahead.meant("enter", 2.03, DESK)
    ahead.shown(DIALOG, 2.05)
    assert not any(ahead.meant("enter", 2.06 + n * 0.03, DIALOG) for n in range(20))
    assert ahead.meant("enter", 3.0, DIALOG)


def test_a_packet_of_keys_stops_where_the_screen_changes() -> None:
    ahead = seen(DESK, 1.0)
    assert ahead.meant("f", 2.0, DESK)
    assert not ahead.meant("h", 2.001, DIALOG)
    ahead.shown(DIALOG, 2.005)
    assert not ahead.meant("a", 2.01, DIALOG)
    assert ahead.meant("l", 2.2, DIALOG)


def test_the_first_repeat_of_the_key_that_led_here_is_in_doubt_and_the_rest_not_meant() -> None:
    ahead = seen(DESK, 1.0)
    assert ahead.meant("enter", 2.0, DESK)
    ahead.shown(DIALOG, 2.02)
    assert ahead.meant("enter", 2.5, DIALOG), "half a second later, as keyboards begin to repeat"
    assert ahead.may_be_held("enter", 2.5)
    assert not any(ahead.meant("enter", 2.53 + n * 0.03, DIALOG) for n in range(60))
    assert ahead.meant("enter", 6.0, DIALOG)
    assert not ahead.may_be_held("enter", 6.0)


def test_another_key_and_a_key_that_was_released_are_not_in_doubt() -> None:
    ahead = seen(DESK, 1.0)
    assert ahead.meant("enter", 2.0, DESK)
    ahead.shown(DIALOG, 2.02)
    assert ahead.meant("y", 2.4, DIALOG)
    assert not ahead.may_be_held("y", 2.4)
    assert ahead.meant("enter", 2.6, DIALOG)
    assert not ahead.may_be_held("enter", 2.6)


def test_a_key_that_closed_the_line_and_is_held_is_in_doubt() -> None:
    ahead = seen((DESK, "line"), 1.0)
    ahead.typed("enter", 2.0)
    ahead.shown(DESK, 2.02)
    assert ahead.meant("enter", 2.5, DESK)
    assert ahead.may_be_held("enter", 2.5)


async def test_enter_after_an_order_is_for_the_line_whatever_the_screen_asks_meanwhile(
    make_app: Callable[..., Any],
) -> None:
    """What ``n`` asked about was shown, and is no longer asked once a line is typed."""
    app = make_app("suit-up", seed=1)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"flow ev1 low")
        app._ahead.shown((app.screen, False, "run purge"), 0.0)
        assert app._takes(Key("enter", None))
        app._ahead.shown((app.screen_stack[0], False, ""), 0.0)
        assert not app._takes(Key("enter", None)), "another screen is what the player sees"
