"""Conditions with ``for``: true once something has held so long without a break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.vocabulary import channels, conditions
from game.vocabulary.grammar import BadCondition, lasting, parse

CHANNELS = channels.expand(["ev1", "ev2"], ["donning"])
INDEX = {name: slot for slot, name in enumerate(CHANNELS)}
TICK_S = 0.5


def trace(text: str, readings: list[dict[str, float | str]], every: int = 2) -> list[bool]:
    """Whether ``text`` holds after each of the readings, which come ``every`` so many ticks."""
    tests = conditions.lasting_in(text, CHANNELS, INDEX)
    slots = INDEX | {key: at for at, key in enumerate(tests, len(INDEX))}
    whole = conditions.compile(text, CHANNELS, slots)
    together = conditions.compile_all([text], CHANNELS, slots)
    since: dict[str, int] = {}
    found = []
    for at, values in enumerate(readings):
        frame: list[float | str] = [float("nan")] * len(INDEX)
        for name, value in values.items():
            frame[INDEX[name]] = value
        frame += conditions.held(tests, frame, since, 1 + at * every, TICK_S)
        assert together(frame) == [whole(frame)]
        found.append(whole(frame))
    return found


@given(st.lists(st.booleans(), max_size=40), st.integers(1, 12))
def test_it_is_what_a_look_back_over_all_readings_says(states: list[bool], seconds: int) -> None:
    readings: list[dict[str, float | str]] = [{"cabin.o2": 1e3 if one else 9e3} for one in states]
    expected = [at >= seconds and all(states[at - seconds : at + 1]) for at in range(len(states))]
    assert trace(f"cabin.o2 < 5 kPa for {seconds} s", readings) == expected


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("cabin.o2 < 5 kPa for 1 min and hatch.position == open", ["cabin.o2 < 5000.0"]),
        (
            "(cabin.o2 < 5 kPa and hatch.position == open) for 00:01:00",
            ["(cabin.o2 < 5000.0) and (hatch.position == open)"],
        ),
        ("not cabin.o2 < 5 kPa for 1 min 30 s", ["cabin.o2 < 5000.0"]),
        ("not (cabin.o2 < 5 kPa) for 10 s", ["cabin.o2 < 5000.0"]),
        ("(not cabin.o2 < 5 kPa) for 10 s", ["not (cabin.o2 < 5000.0)"]),
        (
            "all.suit.co2 < 1 kPa FOR 5 s",
            ["(ev1.suit.co2 < 1000.0) and (ev2.suit.co2 < 1000.0)"],
        ),
    ],
)
def test_it_binds_to_the_comparison_or_to_the_parentheses(text: str, of: list[str]) -> None:
    assert [each.key for each in lasting(parse(text, CHANNELS))] == [f"held: {one}" for one in of]


@pytest.mark.parametrize(
    ("text", "says", "column"),
    [
        ("cabin.o2 < 5 kPa for", "after for a duration is needed; for 30 s", 21),
        ("cabin.o2 < 5 kPa for 5 psi", "after for a duration is needed, which '5 psi' is not", 22),
        ("cabin.o2 < 5 kPa for 3 secs", "'3 secs' is not; write for example for 30 s", 22),
        ("cabin.o2 < 5 kPa for 0 s", "'0 s' is out of range; 0.5 s to 1 d", 22),
        ("for 5 s", "a comparison is missing before 'for'", 1),
        ("cabin.o2 < 5 kPa for 5 s for 5 s", "'for' can't stand here", 26),
        ("(cabin.o2 < 5 kPa for 5 s) for 5 s", "can't hold another for", 28),
        ("cabin.o2 for 5 s", "after cabin.o2 a comparison is needed", 10),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(text: str, says: str, column: int) -> None:
    with pytest.raises(BadCondition) as bad:
        parse(text, CHANNELS)
    assert says in str(bad.value)
    assert bad.value.column == column


def test_a_forecast_knows_the_limit_behind_it() -> None:
    limit = conditions.limit_of("cabin.o2 < 5 kPa for 10 s", CHANNELS)
    assert limit == ("cabin.o2", "<", 5000.0)
