"""Conditions: grammar, checks with columns, values, and text from strangers."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.vocabulary import channels, conditions
from game.vocabulary.grammar import BadCondition

CHANNELS = channels.expand(["ev1", "ev2", "plt"], ["donning", "leak-check-ev1"])
INDEX = {name: slot for slot, name in enumerate(CHANNELS)}
PSI = 6894.757293168361


def holds(text: str, values: Mapping[str, float | str]) -> bool:
    frame: list[float | str] = [math.nan] * len(INDEX)
    for name, value in values.items():
        frame[INDEX[name]] = value
    return conditions.compile(text, CHANNELS, INDEX)(frame)


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("cabin.pressure < 0.5 psi", 0.49 * PSI, True),
        ("cabin.pressure < 0.5 psi", 0.51 * PSI, False),
        ("cabin.pressure <= 1 kPa", 1000.0, True),
        ("cabin.pressure > 1 kPa", 1000.0, False),
        ("cabin.pressure >= 1kPa", 1000.0, True),
        ("cabin.pressure == 1 kPa", 1000.0, True),
        ("cabin.pressure != 1 kPa", 1000.0, False),
        ("cabin.pressure<1 kPa", 999.0, True),
        ("CABIN.pressure < 1 kPa", 999.0, True),
        ("not cabin.pressure < 1 kPa", 999.0, False),
        ("not not cabin.pressure < 1 kPa", 999.0, True),
    ],
)
def test_a_comparison_is_made_in_si(text: str, value: float, expected: bool) -> None:
    assert holds(text, {"cabin.pressure": value}) is expected


@pytest.mark.parametrize("text", ["40 min", "00:40:00", "40:00", "2400 s", "0 h 40 min"])
def test_times_are_written_as_clock_or_with_units(text: str) -> None:
    assert holds(f"mission.met >= {text}", {"mission.met": 2400.0})
    assert not holds(f"mission.met >= {text}", {"mission.met": 2399.5})


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
def test_a_dead_transducer_compares_false(op: str) -> None:
    assert not holds(f"cabin.pressure {op} 1 kPa", {"cabin.pressure": math.nan})
    assert holds(f"not cabin.pressure {op} 1 kPa", {"cabin.pressure": math.nan})


def test_a_dead_switch_compares_false() -> None:
    assert not holds("hatch.position != open", {"hatch.position": math.nan})
    assert holds("hatch.position != open", {"hatch.position": "closed"})


def test_and_binds_tighter_than_or_and_not_tightest() -> None:
    values = {"hatch.position": "open", "cabin.vent": "closed", "cabin.repress": "off"}
    a, b, c = "hatch.position == open", "cabin.vent == open", "cabin.repress == o2"
    assert holds(f"{a} or {b} and {c}", values)
    assert not holds(f"({a} or {b}) and {c}", values)
    assert holds(f"not {b} and {a}", values)
    assert not holds(f"not ({b} or {a})", values)
    assert holds(f"{b} or {c} or {a}", values)
    assert not holds(f"{a} and {a} and {c}", values)


def test_all_and_any_stand_for_everybody() -> None:
    passed = {f"{who}.suit.leak_check": "passed" for who in ("ev1", "ev2", "plt")}
    assert holds("all.suit.leak_check == passed", passed)
    assert not holds("all.suit.leak_check == passed", passed | {"plt.suit.leak_check": "failed"})
    assert holds("any.suit.leak_check == failed", passed | {"plt.suit.leak_check": "failed"})
    assert not holds("any.suit.leak_check == failed", passed)


def test_channels_and_limits_are_told() -> None:
    text = "any.suit.co2 > 15 mmHg and cabin.pressure < 1 psi or cabin.pressure > 2 psi"
    assert conditions.channels_of(text, CHANNELS) == (
        "ev1.suit.co2", "ev2.suit.co2", "plt.suit.co2", "cabin.pressure",
    )  # fmt: skip
    assert conditions.limit_of("cabin.pressure < 0.5 psi", CHANNELS) == (
        "cabin.pressure", "<", 0.5 * PSI,
    )  # fmt: skip
    assert conditions.limit_of("(cabin.pressure < 0.5 psi)", CHANNELS) is not None
    for other in ("not cabin.pressure < 1 psi", "hatch.position == open", text):
        assert conditions.limit_of(other, CHANNELS) is None


def test_the_limit_in_a_condition_and_when_it_counts() -> None:
    whole = "hatch.position == open AND cabin.pressure < 0.5 psi and orbit.signal == lost"
    limit, only = conditions.limit_in(whole, CHANNELS)
    assert limit == conditions.limit_of("cabin.pressure < 0.5 psi", CHANNELS)
    assert only == "hatch.position == open and orbit.signal == lost"
    either = "cabin.pressure < 0.5 psi or hatch.position == open"
    assert conditions.limit_in(either, CHANNELS) == (None, "")


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "a condition is needed, for example: cabin.pressure < 0.5 psi"),
        ("cabin.presure < 1 psi", 1,
         "'cabin.presure' is not a channel; did you mean cabin.pressure?"),
        ("not all.suit.presure < 1 psi", 5,
         "'all.suit.presure' is not a channel; did you mean all.suit.pressure?"),
        ("cabin.pressure > 3 kg", 18,
         "cabin.pressure is a pressure, which '3 kg' is not; "
         "compare it with for example '8.65 psi'"),
        ("cabin.pressure > 3 Psi", 18,
         "cabin.pressure is a pressure, which '3 Psi' is not; did you mean psi?"),
        ("cabin.pressure > 3", 18,
         "cabin.pressure is a pressure, which '3' is not; compare it with for example '8.65 psi'"),
        ("hatch.position == opn", 19,
         "hatch.position is one of closed, open, not 'opn'; did you mean open?"),
        ("hatch.position > open", 16,
         "hatch.position is one of closed, open: compare it with == or !=, not >"),
        ("cabin.pressure = 3 psi", 16, "'=' does not compare; write =="),
        ("cabin.pressure", 15,
         "after cabin.pressure a comparison is needed; for example: cabin.pressure < 8.65 psi"),
        ("cabin.pressure <", 17,
         "after cabin.pressure < a pressure is needed, for example '8.65 psi'"),
        ("hatch.position ==", 18, "after hatch.position == one of closed, open is needed"),
        ("3 psi < cabin.pressure", 1,
         "'3' can't stand here; put the channel first, for example: cabin.pressure < 0.5 psi"),
        ("cabin.pressure < 3 psi < 4 psi", 24,
         "'<' can't stand here; join two comparisons with and"),
        ("(cabin.pressure < 1 psi", 1, "this '(' is not closed: a ')' is missing"),
        ("cabin.pressure < 1 psi)", 23, "this ')' closes nothing; take it out"),
        ("cabin.pressure < 1 psi && hatch.position == open", 24,
         "'&&' can't stand here; write and"),
        ("cabin.pressure < 1 psi hatch.position == open", 24,
         "'hatch.position' can't stand here; join two comparisons with and, or"),
        ("cabin.pressure < 1 psi and", 27,
         "a comparison is missing at the end, for example: cabin.pressure < 0.5 psi"),
        ("and cabin.pressure < 1 psi", 1,
         "a comparison is missing before 'and'; for example: cabin.pressure < 0.5 psi"),
        ("ev3.place == seat", 1, "'ev3.place' is not a channel; did you mean ev2.place?"),
        ("cabin.pressure < 9" + "0" * 80 + " psi", 18, None),
        ("(" * 21 + "cabin.pressure < 1 psi" + ")" * 21, 21, "this is nested more than 20 deep"),
        ("not " * 21 + "cabin.pressure < 1 psi", 81, "this is nested more than 20 deep"),
        ("cabin.pressure => 8 psi", 16, "'=>' does not compare; write >="),
        ("hatch.position <> open", 16, "'<>' does not compare; write !="),
        ("hatch.position == open ans x", 19,
         "hatch.position is one of closed, open, not 'open ans x'; did you mean and?"),
        ("cabin.pressure > 8 psi ans cabin.o2 > 3 psi", 18,
         "cabin.pressure is a pressure, which '8 psi ans' is not; did you mean and?"),
        ("true", 1,
         "a condition is needed here, not 'true'; for example: cabin.pressure < 0.5 psi"),
        ("x" * 6001, 1, "this condition has 6001 characters: 6000 is the most"),
    ],
)  # fmt: skip
def test_a_mistake_has_one_sentence_and_a_column(
    text: str, column: int, message: str | None
) -> None:
    with pytest.raises(BadCondition) as caught:
        conditions.check(text, CHANNELS)
    assert caught.value.column == column
    if message is not None:
        assert str(caught.value) == message


WORDS = st.sampled_from(
    ["cabin.pressure", "all.suit.co2", "hatch.position", "<", "==", ">=", "=", "!", "(", ")",
     "and", "or", "not", "3", "psi", "3 psi", "open", "00:40:00", "mission.met", "1e999", "nan",
     "inf", "-1", "°C", "{who}", "\x1b[2J", "__import__('os')", "\n", "&&", "٣ psi"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=200))
def test_text_from_strangers_is_read_or_refused(text: str) -> None:
    try:
        test = conditions.compile(text, CHANNELS, INDEX)
    except BadCondition as bad:
        assert 1 <= bad.column <= len(text) + 1
        assert bad.message.isprintable()
    else:
        assert test([math.nan] * len(INDEX)) in (True, False)
        assert conditions.channels_of(text, CHANNELS)


def test_no_length_or_depth_reaches_the_stack() -> None:
    for text in ("(" * 6000, "not " * 1500, "cabin.pressure < 1 psi or " * 230, ")" * 6000):
        with pytest.raises(BadCondition):
            conditions.check(text, CHANNELS)
    long = " or ".join(["cabin.pressure < 1 psi"] * 200)
    assert holds(long, {"cabin.pressure": 1.0})


MANY = (
    "cabin.pressure < 1 kPa",
    "cabin.pressure >= 1 kPa",
    "cabin.pressure != 1 kPa and ev1.place == outside",
    "ev1.place == outside and cabin.pressure > 1 kPa",
    "cabin.pressure <= 2 kPa and (hatch.latches < 6 or ev2.place != seat)",
    "hatch.latches == 6 or ev1.place == seat",
    "not (cabin.pressure < 1 kPa and ev1.place == seat)",
    "ev1.place != outside",
    "not (ev1.place != outside)",
    "ev2.place == seat and not (hatch.latches >= 0)",
    "not (hatch.latches == 6) and cabin.pressure > 0.5 kPa",
    "ev1.place == seat and (hatch.latches < 2 or hatch.latches < 6 and cabin.pressure > 2 kPa)",
    "cabin.pressure > 2 kPa or cabin.pressure > 1 kPa and ev2.place == seat",
    "(ev1.place == seat and ev2.place == seat) and (hatch.latches > 1 and cabin.pressure < 2 kPa)",
    "all.place == seat",
    "any.place == outside",
)


@given(
    st.sampled_from([999.0, 1000.0, 1001.0, 3000.0, math.nan]),
    st.sampled_from([0.0, 5.0, 6.0, math.nan]),
    st.sampled_from(["seat", "outside", math.nan]),
    st.sampled_from(["seat", "outside"]),
)
def test_many_at_once_are_each_as_alone(
    pressure: float, latches: float, ev1: float | str, ev2: str
) -> None:
    frame: list[float | str] = [math.nan] * len(INDEX)
    frame[INDEX["cabin.pressure"]] = pressure
    frame[INDEX["hatch.latches"]] = latches
    frame[INDEX["ev1.place"]], frame[INDEX["ev2.place"]] = ev1, ev2
    frame[INDEX["plt.place"]] = "seat"
    alone = [conditions.compile(text, CHANNELS, INDEX)(frame) for text in MANY]
    assert conditions.compile_all(MANY, CHANNELS, INDEX)(frame) == alone
    assert all(type(each) is bool for each in alone)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("cabin.o2 > 18 kPa", ["cabin.o2 > 18 kPa"]),
        ("a.b > 1 AND (c.d > 2 and e.f > 3) and not g.h > 4",
         ["a.b > 1", "(c.d > 2 and e.f > 3)", "not g.h > 4"]),
        ("a.b > 1 and c.d > 2 or e.f > 3", ["a.b > 1 and c.d > 2 or e.f > 3"]),
        ("all.suit.visor == open and a.b > 1 for 5 s",
         ["ev1.suit.visor == open", "plt.suit.visor == open", "a.b > 1 for 5 s"]),
        ("all.suit.visor == open for 5 s", ["all.suit.visor == open for 5 s"]),
    ],
)  # fmt: skip
def test_what_is_joined_by_and_is_taken_apart(text: str, parts: list[str]) -> None:
    assert list(conditions.parts_of(text, ("ev1", "plt"))) == parts
