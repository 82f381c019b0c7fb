"""First Out without the Simulation Supervisor: one fault that is always the same.

For tests of one thing, whose flights must not bring another trouble with each seed.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from game.level import loading
from game.level.schema import Level

FAULTS = """faults:
  thread:
    effect: unlock {pick}
    when: checklist.donning == done
    pick: [ev1, ev2, plt, med]
    text: A thread from the liner kept {pick}'s left glove lock from turning home.
"""


def text() -> str:
    """The level file."""
    whole = (loading.levels_folder() / "first-out.yaml").read_text(encoding="utf-8")
    assert "simsup: draw\n" in whole
    return whole.replace("simsup: draw\n", FAULTS)


@cache
def level() -> Level:
    """The level."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "first-out.yaml"
        path.write_text(text(), encoding="utf-8")
        return loading.load(path)
