"""What the texts of the game's own levels have to be, whatever they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.level import loading

LEVELS = loading.builtin()
LONGEST_BRIEFING_WORDS = 120


@pytest.mark.parametrize("path", LEVELS, ids=lambda path: Path(path).stem)
def test_a_briefing_is_read_in_a_minute(path: Path) -> None:
    words = len(loading.load(path).briefing.split())
    assert 0 < words <= LONGEST_BRIEFING_WORDS


def test_the_levels_of_a_campaign_stand_in_the_order_in_which_they_are_flown() -> None:
    names = [path.stem for path in LEVELS]
    assert names[:3] == ["suit-up", "vent-run", "sim-day"]
    assert names[4:8] == ["dress-rehearsal", "first-out", "second-look", "home"]
    assert {loading.load(path).shelf for path in LEVELS[:8]} == {"Five Days"}


@pytest.mark.parametrize("path", LEVELS, ids=lambda path: Path(path).stem)
def test_a_failed_flight_is_not_told_as_a_won_one(path: Path) -> None:
    told = {outcome for ending in loading.load(path).endings for outcome in ending.outcome}
    assert {"home", "timeout"} <= told


@pytest.mark.parametrize(
    "path",
    [path for path in LEVELS if "sims" in Path(path).parts],
    ids=lambda path: Path(path).stem,
)
def test_a_sim_says_after_what_it_is_told_and_what_was_done_then(path: Path) -> None:
    level = loading.load(path)
    assert level.summary.startswith("After ")
    assert re.match(r"What (was|is) done ", level.history)
    invented = level.history.strip().endswith("This case is made up.")
    assert invented or re.search(r"Source: .+\(\d{4}\)", level.history), "it names its source"
    facts = (Path(__file__).parents[2] / "docs" / "facts.md").read_text(encoding="utf-8")
    assert f"| `{level.id}` |" in facts, "its event and source stand on the facts page"
