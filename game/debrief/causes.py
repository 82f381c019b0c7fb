"""The chain of causes: from how a mission ended back to the decision behind it.

Every event names its causes, the most telling first, so this only has to choose among them: it
follows the first that leads to a decision (an order, or a slip or a fault where nobody decided
anything), but one that broke a flight rule before all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.vocabulary.events import RULE_BROKEN, Event
from game.vocabulary.units import TICK_S

_BROKE_A_RULE, _DECISIVE, _OPEN = range(3)
"""What following a cause leads to; the lowest is followed."""


@dataclass(frozen=True, slots=True)
class Link:
    """One event of the chain."""

    event: int
    met_s: float
    kind: str
    subject: str
    text: str


def chain(events: Sequence[Event], outcome: int) -> tuple[Link, ...]:
    """The events from ``outcome`` (a number) back to the decision, each caused by the next.

    ``events`` are all events of the mission; where those before are not known the chain ends.
    """
    known = {event.number: event for event in events}
    if outcome not in known:
        return ()
    broke = {cause for event in events if event.kind == RULE_BROKEN.id for cause in event.causes}
    leads_to: dict[int, int] = {}
    for number in sorted(_behind(known, outcome)):
        event = known[number]
        own = _DECISIVE if event.row.decisive else _OPEN
        if number in broke:
            own = _BROKE_A_RULE
        leads_to[number] = min([own, *(leads_to[c] for c in event.causes if c in leads_to)])
    links = [known[outcome]]
    while True:
        last = links[-1]
        causes = [cause for cause in last.causes if cause in leads_to]
        if not causes:
            break
        following = min(causes, key=leads_to.__getitem__)
        if last.row.decisive and leads_to[following] >= _DECISIVE:
            break
        links.append(known[following])
    return tuple(
        Link(event.number, event.tick * TICK_S, event.kind, event.subject, event.text)
        for event in links
    )


def _behind(events: dict[int, Event], last: int) -> set[int]:
    """All events that led to ``last``, itself included."""
    found, open_ends = {last}, [last]
    while open_ends:
        for cause in events[open_ends.pop()].causes:
            if cause in events and cause not in found:
                found.add(cause)
                open_ends.append(cause)
    return found
