"""What is heard on the voice loop, and who says it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.display.text import HIDDEN, clean
from game.vocabulary import units
from game.vocabulary.events import ORDER, QUESTION, Event
from game.vocabulary.orders import CATALOGUE

LINES = 400
"""Lines kept for scrolling back."""

TONES = {
    "*": "text", "FLIGHT": "order", "POLL": "bright", "COMM": "accent", "RULES": "caution",
    "STANDING": "caution",
}  # fmt: skip
"""The role in which each speaker's lines are drawn; ``*`` stands for any other speaker."""

_SILENT = frozenset(word.word for word in CATALOGUE if not word.spoken)


@dataclass(frozen=True, slots=True)
class Said:
    """A line on the voice loop."""

    met: str
    who: str
    text: str
    role: str
    hidden: bool = False
    """Not heard by the ground, or not said at all: it happened."""


class Loop:
    """The lines of the voice loop so far; ``roles`` is what the crew members are called there."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        self._roles = roles
        self._said: deque[Said] = deque(maxlen=LINES)
        self._heard = 0

    def hear(self, events: Sequence[Event]) -> None:
        """Add the lines of what is new in ``events``, which are all of the mission so far."""
        for event in events[self._heard :]:
            line = heard(event, self._roles)
            # a failure with several effects is one line
            if line is not None and not (line.hidden and self._said and self._said[-1] == line):
                self._said.append(line)
        self._heard = len(events)

    def forget(self) -> None:
        """Begin again from the first event: after a jump in a replay."""
        self._said.clear()
        self._heard = 0

    def lines(self, *, hidden: bool) -> tuple[Said, ...]:
        """The lines; also those that the ground did not hear, if ``hidden`` ones are wanted."""
        return tuple(one for one in self._said if hidden or not one.hidden)


def heard(event: Event, roles: Mapping[str, str]) -> Said | None:
    """The line that ``event`` is on the voice loop, if it is one.

    What the ground did not hear or see is marked, and every such event is a line.
    """
    line = _spoken(event)
    if event.hidden:
        who, text = line[:2] if line else ("TRUTH", event.text)
        line = who, f"{HIDDEN} {text}", "truth"
    if line is None:
        return None
    who, text, role = line
    met = units.clock(event.tick * units.TICK_S)
    return Said(met, clean(roles.get(who, who)), clean(text), role, event.hidden)


def _spoken(event: Event) -> tuple[str, str, str] | None:
    """Who, what and in which role an event is on the voice loop, if it is."""
    row = event.row
    if not row.spoken or (row is ORDER and event.subject in _SILENT):
        return None
    who = event.subject if row.speaker == "*" else row.speaker
    text = event.text
    if row in (ORDER, QUESTION):  # who speaks stands beside it
        text = event.word("said" if row is ORDER else "text")
    return who, text, "bright" if row is QUESTION else TONES[row.speaker]
