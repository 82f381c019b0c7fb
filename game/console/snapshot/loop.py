"""What is heard on the voice loop, and who says it."""

from __future__ import annotations

from collections.abc import Mapping

from game.console.render.text import HIDDEN, clean
from game.console.snapshot.parts import Said
from game.vocabulary import units
from game.vocabulary.events import Event

UNSPOKEN = ("ack ", "forget ", "yes", "no", "when ")
"""Orders that are not said on the loop, or that another event says better."""


def heard(event: Event, roles: Mapping[str, str]) -> Said | None:
    """The line that ``event`` is on the voice loop, if it is one; what the ground did not hear
    or see is marked, and of that everything is a line."""
    line = _spoken(event.kind, event.subject, event.text)
    if event.hidden:
        who, text = line[:2] if line else ("TRUTH", event.text)
        line = who, f"{HIDDEN} {text}", "truth"
    if line is None:
        return None
    who, text, role = line
    met = units.clock(event.tick * units.TICK_S)
    return Said(met, clean(roles.get(who, who)), clean(text), role, event.hidden)


def _spoken(kind: str, subject: str, text: str) -> tuple[str, str, str] | None:
    """Who, what and in which role an event is on the voice loop, if it is."""
    if kind == "voice":
        return subject, text, "text"
    if kind == "question":
        return subject, text, "bright"
    if kind == "order" and text.startswith(UNSPOKEN):
        return None
    if kind in ("order", "answer", "standing.left"):
        return "FLIGHT", text, "order"
    if kind == "poll":
        return "POLL", text, "bright"
    if kind in ("signal.lost", "signal.acquired"):
        return "COMM", text, "accent"
    if kind in ("rule.broken", "standing.done"):
        return "RULES" if kind == "rule.broken" else "STANDING", text, "caution"
    return None
