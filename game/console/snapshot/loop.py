"""What is heard on the voice loop, and who says it."""

from __future__ import annotations

from collections.abc import Mapping

from game.console.render.text import HIDDEN, clean
from game.console.snapshot.parts import Said
from game.vocabulary import units
from game.vocabulary.events import ORDER, QUESTION, Event
from game.vocabulary.orders import CATALOGUE


def heard(event: Event, roles: Mapping[str, str]) -> Said | None:
    """The line that ``event`` is on the voice loop, if it is one; what the ground did not hear
    or see is marked, and of that everything is a line."""
    line = _spoken(event)
    if event.hidden:
        who, text = line[:2] if line else ("TRUTH", event.text)
        line = who, f"{HIDDEN} {text}", "truth"
    if line is None:
        return None
    who, text, role = line
    met = units.clock(event.tick * units.TICK_S)
    return Said(met, clean(roles.get(who, who)), clean(text), role, event.hidden)


_SILENT = frozenset(word.word for word in CATALOGUE if not word.spoken)
TONES = {
    "*": "text", "FLIGHT": "order", "POLL": "bright", "COMM": "accent", "RULES": "caution",
    "STANDING": "caution",
}  # fmt: skip
"""The role in which each speaker's lines are drawn; ``*`` stands for anybody else."""


def _spoken(event: Event) -> tuple[str, str, str] | None:
    """Who, what and in which role an event is on the voice loop, if it is."""
    row = event.row
    if not row.spoken or (row is ORDER and event.subject in _SILENT):
        return None
    who = event.subject if row.speaker == "*" else row.speaker
    return who, event.text, "bright" if row is QUESTION else TONES[row.speaker]
