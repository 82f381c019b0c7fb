"""The checklist in hand."""

from __future__ import annotations

from dataclasses import replace

from game.display.panel import Size
from game.display.panels.checklist import draw
from tests.display.made import LISTS


def test_nobody_is_asked_for_a_go_that_cannot_be_given() -> None:
    assert LISTS.first is not None
    wanted = replace(LISTS, first=replace(LISTS.first, status="go"))
    heads = [
        "".join(part.text for part in draw(lists, Size(80, 12))[0])
        for lists in (wanted, replace(wanted, offers=False))
    ]
    assert "needs your GO" in heads[0]
    assert "waits for GO" in heads[1] and "needs" not in heads[1]


def test_what_a_step_waits_for_is_seen_whole() -> None:
    assert LISTS.first is not None
    waits = "waits until cabin over 93.1 kPa and cabin O2 over 18 kPa and cabin O2 % under 33.0 %"
    each = LISTS.first.steps[LISTS.first.at]
    steps = tuple(replace(one, waits=waits) if one is each else one for one in LISTS.first.steps)
    drawn = draw(replace(LISTS, first=replace(LISTS.first, steps=steps)), Size(66, 20))
    assert waits in " ".join("".join(part.text for line in drawn for part in line).split())
