"""When an EVA counts as ended early."""

from __future__ import annotations

import pytest

from game.ops.views import ended_early
from tests.ops import flying

STEPS = {"title": "Work", "steps": [{"text": "work"}]}
LEVEL = flying.level(
    procedures={"work": STEPS, "home": STEPS}, plan=["work"], terminate="home", time_limit="2 h"
)


@pytest.mark.parametrize(
    ("lists", "ended"),
    [
        ([], False),
        ([("work", "done")], False),
        ([("home", "idle")], False),
        ([("home", "stopped")], False),
        ([("home", "running")], True),
        ([("work", "stopped"), ("home", "holding")], True),
        ([("home", "done")], True),
    ],
)
def test_by_how_the_checklists_stand(lists: list[tuple[str, str]], ended: bool) -> None:
    assert ended_early(LEVEL, lists) is ended
