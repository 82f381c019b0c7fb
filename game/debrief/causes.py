"""From how a mission ended back to the decision that is most to blame, or to thank.

Every event names its causes, so this only has to choose among them. Of all beginnings that
lead to the outcome it prefers an order that broke a flight rule, then an order that acted on
the ship or a suit, then a slip, then a fault, and only then an order that merely set a
checklist going; of several alike, the latest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.ops.state import TICK
from game.vocabulary.events import Event

CONTROL_WORDS = frozenset(
    (
        "run",
        "go",
        "hold",
        "continue",
        "repeat",
        "skip",
        "step",
        "stop",
        "poll",
        "yes",
        "no",
        "ack",
        "forget",
        "health",
    )
)
"""Orders that move checklists and talk along, and do nothing to the ship by themselves."""

_BROKE_A_RULE, _ACTED, _SLIP, _FAULT, _CONTROL, _OTHER = range(6)


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

    ``events`` are all events of the mission in order; those that are not known end the chain.
    """
    by_number = {event.number: event for event in events}
    if outcome not in by_number:
        return ()
    behind = _behind(by_number, outcome)
    broke = {c for e in events if e.kind == "rule.broken" for c in e.causes}
    best: dict[int, tuple[int, int]] = {}
    for number in sorted(behind):
        event = by_number[number]
        own = _rank(event, broke)
        through = [best[cause] for cause in event.causes if cause in best]
        best[number] = (own, -number) if own <= _FAULT or not through else min(through)
    links = [by_number[outcome]]
    while _rank(links[-1], broke) > _FAULT:
        causes = [cause for cause in links[-1].causes if cause in best]
        if not causes:
            break
        links.append(by_number[min(causes, key=lambda cause: best[cause])])
    return tuple(
        Link(event.number, event.tick * TICK, event.kind, event.subject, event.text)
        for event in links
    )


def _behind(events: dict[int, Event], last: int) -> set[int]:
    """All events that ``last`` goes back to, itself included."""
    found, open_ends = {last}, [last]
    while open_ends:
        for cause in events[open_ends.pop()].causes:
            if cause in events and cause not in found:
                found.add(cause)
                open_ends.append(cause)
    return found


def _rank(event: Event, broke: set[int]) -> int:
    if event.kind == "order":
        if event.number in broke:
            return _BROKE_A_RULE
        words = event.text.split()
        return _CONTROL if not words or words[0] in CONTROL_WORDS else _ACTED
    return {"step.slip": _SLIP, "fault": _FAULT}.get(event.kind, _OTHER)
