"""The Simulation Supervisor: what it draws, and that a flight needs nothing but its level."""

from itertools import combinations, pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.autopilot.directors import flown_by
from game.level import loading
from game.level.schema import Difficulty, Failure
from game.level.simsup import APART_S, COUNTS, can_strike, drawn, is_false_alarm, simulated
from game.mission import Mission
from game.vocabulary.events import EFFECTS
from game.vocabulary.units import TICK_S

FIRST_OUT = loading.load_named("first-out").changed(simsup="draw")
SEEDS = st.integers(0, 2**63 - 1)
DIFFICULTIES = st.sampled_from(get_args(Difficulty))


@settings(deadline=None, max_examples=60)
@given(SEEDS, DIFFICULTIES)
def test_what_is_drawn_can_be_survived_together(seed: int, difficulty: Difficulty) -> None:
    found = drawn(FIRST_OUT, seed, difficulty)
    assert found == drawn(FIRST_OUT, seed, difficulty)
    failures = {one.failure: FIRST_OUT.failures[one.failure] for one in found}
    fewest, most = COUNTS[difficulty]
    only_false = len(found) == 1 and is_false_alarm(*failures.values())
    assert only_false or fewest <= len(found) <= most
    assert len(failures) == len(found)
    assert not any(one.unfair or not one.answers for one in failures.values())
    assert sum(one.heavy for one in failures.values()) <= 1
    for (a, one), (b, two) in combinations(failures.items(), 2):
        assert b not in (*one.twins, *one.excludes)
        assert a not in (*two.twins, *two.excludes)


def test_about_one_flight_in_five_has_a_false_alarm_and_nothing_else() -> None:
    found = [drawn(FIRST_OUT, seed, "director") for seed in range(200)]
    assert 25 <= sum(len(one) == 1 for one in found) <= 55
    assert len({tuple(sorted(each.failure for each in one)) for one in found}) > 100


def test_excluded_failures_never_come_together() -> None:
    names = can_strike(FIRST_OUT)
    lonely = FIRST_OUT.failures["glove-lock"].changed(excludes=names)
    level = FIRST_OUT.changed(failures=FIRST_OUT.failures | {"glove-lock": lonely})
    found = [drawn(level, seed, "director") for seed in range(200)]
    alone = [one for one in found if any(each.failure == "glove-lock" for each in one)]
    assert alone
    assert all(len(one) == 1 for one in alone)


def test_it_draws_only_what_the_level_can_show() -> None:
    suit_up = loading.load_named("suit-up")
    assert "glove-lock" in can_strike(suit_up)
    assert not {"vent-sticks", "hull-hole", "umbilical-snagged"} & set(can_strike(suit_up))
    assert "suit-burst" not in can_strike(FIRST_OUT)
    outside = {one.who for seed in range(300) for one in drawn(FIRST_OUT, seed, "director")
               if one.failure == "umbilical-snagged"}  # fmt: skip
    assert outside == {"ev1", "ev2"}
    torn = {one.who for seed in range(300) for one in drawn(FIRST_OUT, seed, "director")
            if one.failure == "suit-torn"}  # fmt: skip
    assert torn == {"ev2"} == set(FIRST_OUT.failures["suit-torn"].who)


def test_a_level_in_which_nothing_can_happen_flies_without() -> None:
    level = FIRST_OUT.changed(failures={})
    assert can_strike(level) == ()
    assert simulated(level, 1, "director").faults == {}


def test_without_being_asked_it_leaves_a_level_alone() -> None:
    level = FIRST_OUT.changed(simsup="none")
    assert simulated(level, 1, "cadet") is level


def test_a_mission_carries_what_was_drawn_and_is_not_drawn_again() -> None:
    mission = Mission(FIRST_OUT, seed=5, difficulty="director")
    stored = loading.resolved_json(mission.level)
    more = Failure.of({
        "title": "New", "effects": ["hull 900 mm2"], "strikes": "mission.met > 1 s",
        "answers": [{"do": "abort", "text": "home"}],
    }).written()  # fmt: skip
    level = loading.resolved(stored | {"failures": stored["failures"] | {"new": more}}, "a log")
    assert level.simsup == "drawn"
    assert Mission(level, seed=5, difficulty="director").level.faults == mission.level.faults
    assert mission.level.faults != FIRST_OUT.faults


@pytest.mark.parametrize("seed", [4, 7])
def test_failures_keep_their_distance(seed: int) -> None:
    mission = Mission(FIRST_OUT, seed=seed, difficulty="director")
    flown_by("nodder", mission)
    kinds = {one.id for one in EFFECTS.values()}
    ticks = [event.tick for event in mission.events if event.kind in kinds]
    struck = sorted(set(ticks))
    assert len(struck) >= 2
    assert all((b - a) * TICK_S >= APART_S["director"] for a, b in pairwise(struck))


def test_what_is_drawn_happens_even_if_the_level_was_looked_into_before() -> None:
    level = loading.load_named("first-out")
    assert not level.happenings
    drawn_level = simulated(level, 2, "specialist")
    assert len(drawn_level.happenings) >= len(drawn_level.faults) > 0


@pytest.mark.parametrize("path", loading.builtin(), ids=lambda path: path.stem)
def test_every_level_can_be_flown_with_what_is_drawn(path: Path) -> None:
    level = loading.load(path)
    made = simulated(level.changed(simsup="draw"), 3, "director")
    Mission(made, seed=3, difficulty="director").fly(2)
    asked = {name for name in level.faults if f"fault.{name}" in level.marks}
    assert {name: made.faults[name] for name in asked} == {
        name: level.faults[name] for name in asked
    }


def test_a_level_that_was_drawn_has_what_would_be_derived_again() -> None:
    made = simulated(FIRST_OUT, 7, "director")
    again = made.changed()
    assert made == again and made.faults
    for what in ("checklists", "steps", "flags", "marks", "lasting", "happenings"):
        assert getattr(made, what) == getattr(again, what), what
