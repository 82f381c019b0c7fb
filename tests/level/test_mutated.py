"""A sample of mutated levels flies; the whole is `python -m tests.level.mutate`."""

from __future__ import annotations

from tests.level.mutate import tried

SAMPLE = range(1, 41)


def test_mutated_levels_that_pass_the_checks_fly() -> None:
    found = [tried(seed, minutes=8) for seed in SAMPLE]
    wrong = [what for _, what in found if what not in ("refused", "flown")]
    assert not wrong, wrong[0]
    flown = sum(what == "flown" for _, what in found)
    assert 8 <= flown <= 34, "a sample that is all refused, or all flown, tries nothing"
