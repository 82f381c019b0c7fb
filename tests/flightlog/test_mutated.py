"""A sample of mutated logs is dealt with; the whole is `python -m tests.flightlog.mutate`."""

from __future__ import annotations

from tests.flightlog.mutate import GOOD, LIMIT_S, tried

SAMPLE = range(1, 151)


def test_mutated_logs_are_shown_proved_flown_on_or_refused_in_a_sentence() -> None:
    found = [tried(seed) for seed in SAMPLE]
    wrong = [f"seed {seed}: {what}" for seed, what, *_ in found if what not in GOOD]
    assert not wrong, wrong[0]
    assert max(took for _, _, took, _ in found) < LIMIT_S / 2
    counts = {how: sum(what == how for _, what, *_ in found) for how in GOOD}
    assert min(counts["refused"], counts["does not hold"]) > 30, "a sample that tries one thing"
    assert counts["holds"] > 1
