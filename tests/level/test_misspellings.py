"""One letter wrong is one mistake, at its place, and the right word is suggested first."""

from __future__ import annotations

import os
import random
from pathlib import Path

from game.authoring import starter
from tests.level.misspell import tried

COUNT = 500 if os.environ.get("NO_AIRLOCK_WHOLE") else 150


def test_the_right_word_is_suggested_first(tmp_path: Path) -> None:
    text = starter.texts("my-hop")["my-hop.yaml"]
    draw = random.Random(7)
    found = [tried(text, tmp_path, draw) for _ in range(COUNT)]
    assert all(each.caught for each in found), [each.what for each in found if not each.caught]
    wrong = [each.what for each in found if not each.right]
    assert len(wrong) <= COUNT * 0.05, wrong
    elsewhere = [each.what for each in found if not each.line]
    assert len(elsewhere) <= COUNT * 0.02, elsewhere
    twice = [each.what for each in found if each.told > 1]
    assert len(twice) <= COUNT * 0.03, twice
