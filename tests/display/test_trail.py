"""What a replay says of marks and causes, and which event is asked about when nobody says."""

from __future__ import annotations

from typing import Any

import pytest

from game.display.trail import in_hand, line_of, mark_text, said, trail
from game.flightlog.replay.seek import NO_EVENT, Mark, marks_of
from game.ops.views import AlarmView
from game.vocabulary.events import Event, Severity


def event(number: int, kind: str, text: str = "", **more: Any) -> Event:
    made: dict[str, Any] = {"subject": "ev1", "text": text or kind, "tick": 10 * number}
    return Event(number=number, kind=kind, **(made | more))


def alarm(text: str, since_tick: int, event: int = -1, *, cleared: bool = False) -> AlarmView:
    return AlarmView("a", "warning", text, "", since_tick, True, cleared, None, (), event)


EVENTS = (
    event(0, "mission.started"),
    event(1, "order", "flow ev1 off"),
    event(2, "step.slip", "Knot slips", hidden=True),
    event(3, "alarm.raised", "EV1 CO2 high in about 3 min", severity="warning", causes=(1,)),
    event(4, "alarm.raised", "EV1 humid", severity="caution", tick=30),
    event(7, "order", "poll", tick=48),
    event(5, "sun.set", "Night"),
    event(6, "outcome", "EV1 was lost", severity="emergency", causes=(3,)),
)
MARKS = tuple(marks_of(EVENTS))


@pytest.mark.parametrize(
    ("tick", "alarms", "number"),
    [
        (5, (), None),
        (15, (), 1),
        (45, (), 4),
        (55, (), 7),  # nobody asks why the sun sets
        (45, (alarm("EV1 CO2 high", 30, 3),), 3),
        (45, (alarm("EV1 CO2 high", 30, 3, cleared=True),), 4),
        (49, (alarm("In other words", 30),), 4),
        (49, (alarm("Raised out of sight", 7),), 7),
        (60, (alarm("EV1 CO2 high", 30),), 6),
    ],
)
def test_what_is_asked_about(tick: int, alarms: tuple[AlarmView, ...], number: int | None) -> None:
    past = tuple(one for one in EVENTS if one.tick <= tick)
    assert in_hand(past, alarms, MARKS, tick) == number


def test_a_trail_goes_back_to_the_decision_and_says_where_it_is() -> None:
    way = trail(EVENTS, 6, 77)
    assert way is not None
    assert [one.number for one in way.links] == [6, 3, 1]
    assert (way.at, way.origin, way.event.number) == (0, 77, 6)
    assert said(way, "u") == "Why 0 of 2: 00:00:30 EV1 was lost · u asks why"
    last = type(way)(way.links, 2, 77)
    assert said(last, "u") == (
        "Why 2 of 2: 00:00:05 order: flow ev1 off → EV1 CO2 high in about 3 min"
        " · It began with this order."
    )
    alone = trail(EVENTS, 4, 77)
    assert alone is not None
    assert said(alone, "u").endswith("EV1 humid · It began here: no cause is known.")
    assert trail(EVENTS, 99, 77) is None


def test_what_was_not_seen_is_told_as_such() -> None:
    assert line_of(EVENTS[2]) == "00:00:10 Knot slips (not seen then)"
    assert line_of(EVENTS[3]) == "00:00:15 warning: EV1 CO2 high in about 3 min"


@pytest.mark.parametrize(
    ("kind", "text", "severity", "words"),
    [
        ("note", "look", "routine", "note: look"),
        ("note", "", "routine", "bookmark"),
        ("alarm", "CO2", "caution", "caution: CO2"),
        ("contact", "Lost", "routine", "signal: Lost"),
        ("sun", "Night", "routine", "light: Night"),
        ("outcome", "Home", "routine", "end: Home"),
        ("order", "vent open", "routine", "order: vent open"),
    ],
)
def test_marks_in_words(kind: str, text: str, severity: Severity, words: str) -> None:
    assert mark_text(Mark(5, kind, text, severity, NO_EVENT)) == words
