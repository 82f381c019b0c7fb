"""The catalogue of failures, flown: each shows in time, has its twin, its test and its answer."""

from __future__ import annotations

import os
import re

import pytest

from tests.level.failures_flown import (
    SCENES,
    catalogue,
    fails_as_said,
    flown,
    signs_without_trouble,
    told,
)

FIRST_SIGN_S = 600.0
LIVED_WITH_S = 2400.0
"""How long a failure that can be lived with is followed with nobody answering."""
TOGETHER_S = 5.0
"""Signs that come within this are in no order."""
FAIR_S = 60.0
BY_CHANCE_S = 180.0
"""How long a sign may show without its failure: while a hatch is being opened, for example."""

NAMES = sorted(SCENES)[:: 1 if os.environ.get("NO_AIRLOCK_WHOLE") else 3]
"""A third of the failures; NO_AIRLOCK_WHOLE=1 flies them all, which takes minutes."""
EVERY = pytest.mark.parametrize("name", NAMES)
FAIR = pytest.mark.parametrize("name", [each for each in NAMES if not catalogue()[each].unfair])
TWINS = [(name, twin) for name in NAMES for twin in catalogue()[name].twins]
TRIALS = [
    (name, at)
    for name in NAMES
    for at, trial in enumerate(catalogue()[name].tests)
    if trial.then is not None
]


def test_every_failure_is_flown_and_says_everything() -> None:
    assert set(SCENES) == set(catalogue()) and len(SCENES) >= 24
    for name, failure in catalogue().items():
        assert len(failure.signs) >= 2 and failure.answers and failure.unanswered, name
        assert failure.unfair or (failure.tests and failure.wrong), name
        assert name not in failure.twins
        if failure.unfair:
            assert failure.answer_within is None


def test_without_trouble_no_sign_shows_for_long() -> None:
    shown = signs_without_trouble()
    long = {when: seconds for when, seconds in shown.items() if seconds > BY_CHANCE_S}
    assert not long, f"signs that show with nothing wrong, and for how many seconds: {long}"


@EVERY
def test_it_shows_twice_and_left_alone_ends_as_it_says(name: str) -> None:
    failure = catalogue()[name]
    lives = failure.answer_within is None and not failure.unfair
    found = flown(name, longest_s=LIVED_WITH_S) if lives else flown(name)
    never = [sign.when for sign, at in zip(failure.signs, found.signs, strict=True) if at is None]
    assert len(found.seen) >= 2, f"{name} does not show twice: these signs never came: {never}"
    first, second = found.seen[:2]
    assert first <= FIRST_SIGN_S
    came = [each for each in found.signs if each is not None]
    assert min(came[:2]) <= first + TOGETHER_S, f"not in the order of their coming: {found}"
    if lives:
        assert found.lost_after is None
        return
    assert found.lost_after is not None, "nobody was hurt"
    within = failure.answer_within or 0.0
    assert within >= FAIR_S or failure.unfair
    assert second < first + within < found.lost_after or failure.unfair
    if failure.unfair:
        assert found.lost_after - first < FAIR_S


@FAIR
def test_its_best_answer_works_and_in_time(name: str) -> None:
    failure = catalogue()[name]
    after = failure.answer_within or FAIR_S
    found = flown(name, failure.answers[0].do, after)
    assert found.lost_after is None
    assert found.home or found.passed, found


@FAIR
def test_a_wrong_answer_does_what_is_said(name: str) -> None:
    failure = catalogue()[name]
    for at, wrong in enumerate(failure.wrong):
        right = {each.do for each in failure.answers} | {each.do for each in failure.tests}
        assert wrong.do not in right
        assert fails_as_said(name, at), wrong


@pytest.mark.parametrize(("name", "twin"), TWINS)
def test_twins_know_each_other_and_look_alike(name: str, twin: str) -> None:
    ours, theirs = catalogue()[name], catalogue()[twin]
    assert name in theirs.twins
    mine, other = (
        [_channels(sign.when) for sign in failure.signs[:2]] for failure in (ours, theirs)
    )
    alike = mine[0] & (other[0] | other[1]) or other[0] & (mine[0] | mine[1])
    assert alike, f"{mine} and {other} have no channel in common"


def _channels(when: str) -> set[str]:
    """The measured channels of a condition, of any of the crew."""
    found = re.findall(r"(?:\{who\}|all|any|[a-z0-9]+)\.[a-z0-9_.]+", when)
    short = {each.removesuffix(".pair").partition(".")[2] for each in found}
    return short - {"suit.mode", "suit.flow_setting", "position", "vent", "repress"}


@pytest.mark.parametrize(("name", "at"), TRIALS)
def test_its_test_tells_it_from_a_twin(name: str, at: int) -> None:
    test = catalogue()[name].tests[at]
    assert told(name, at), f"{test.do}: not as its then says for {name} itself: {test.then}"
    personal = bool(SCENES[name].who)
    twins = [twin for twin in catalogue()[name].twins if bool(SCENES[twin].who) == personal]
    if twins:
        same = f"{test.do} tells {name} from none of {twins}: for them too {test.then}"
        assert not all(told(name, at, twin) for twin in twins), same
