"""The page of the debrief: what comes late moves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.debrief.report import Debrief, debrief
from game.display.pages.debrief import Page, draw
from game.level.loading import load_named
from game.mission import Mission
from tests.display.lines import as_rows


@pytest.mark.parametrize("kind", ["success", "lost"])
def test_what_is_found_out_late_moves_no_line_of_the_debrief(kind: str) -> None:
    said: Debrief = replace(debrief(Mission(load_named("suit-up"))), kind=kind, well=("One.",))
    later = replace(said, well=("One.", "Two."), nearly=("EV1 came close.",), nearly_s=(60.0,))
    before = as_rows(draw(Page(said, "Suit Up", True), 71))
    after = as_rows(draw(Page(later, "Suit Up", True), 71))
    assert any("EV1 came close." in row for row in after)
    assert after[: len(before) - 1] == before[:-1]


@pytest.mark.parametrize("because", ["EV1 came close: O2 sat 85 %", 9 * "much too long "])
def test_why_it_is_rated_so_stands_beside_it_and_moves_no_line(because: str) -> None:
    said: Debrief = replace(debrief(Mission(load_named("suit-up"))), kind="success")
    rated = replace(said, rating="by the skin", because=because)
    before, after = (as_rows(draw(Page(one, "Suit Up", True), 71)) for one in (said, rated))
    assert len(before) == len(after)
    [row] = [row.strip() for row in after if "“by the skin”" in row]
    assert row.removeprefix("“by the skin”") == ("" if "long" in because else f": {because}")
