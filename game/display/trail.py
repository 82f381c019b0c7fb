"""What a replay jumps to, in words: marks, and the causes of an event one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.debrief.causes import chain
from game.display.text import clean
from game.flightlog.log.notes import met
from game.flightlog.replay.seek import Mark
from game.ops.views import AlarmView
from game.vocabulary.events import Event

ASKED = ("alarm", "objective", "outcome", "order")
"""Kinds of mark that a player most likely asks the cause of."""


WORDS = {"contact": "signal", "sun": "light", "outcome": "end"}
"""What a kind of mark is called, where that is another word."""


def mark_text(mark: Mark) -> str:
    """What a mark is, in words."""
    if mark.kind == "note":
        return f"note: {clean(mark.text)}" if mark.text else "bookmark"
    kind = mark.severity if mark.kind == "alarm" else WORDS.get(mark.kind, mark.kind)
    return f"{kind}: {clean(mark.text)}"


@dataclass(frozen=True, slots=True)
class Trail:
    """From an event back to where it began, each caused by the next."""

    links: tuple[Event, ...]
    at: int
    """The link that is shown."""
    origin: int
    """The tick from which somebody asked."""

    @property
    def event(self) -> Event:
        """The event that is shown."""
        return self.links[self.at]


def trail(events: Sequence[Event], number: int, tick: int) -> Trail | None:
    """The trail of event ``number``, asked for at ``tick``; None when it is not known."""
    known = {event.number: event for event in events}
    links = tuple(known[link.event] for link in chain(events, number))
    return Trail(links, 0, tick) if links else None


def in_hand(
    events: Sequence[Event], alarms: Sequence[AlarmView], marks: Sequence[Mark], tick: int
) -> int | None:
    """The number of the event that is most likely asked about at ``tick``.

    The outcome once there is one, else that of the worst alarm, else the newest mark.
    """
    ended = next((one for one in marks if one.kind == "outcome" and one.tick <= tick), None)
    if ended is not None:
        return ended.event
    standing = next((one for one in alarms if not one.cleared), None)
    if standing is not None:
        if standing.event >= 0:
            return standing.event
        raised = [e for e in events if e.row.mark == "alarm" and e.tick == standing.since_tick]
        if raised:
            return raised[-1].number
    past = (one for one in reversed(marks) if one.tick <= tick and one.kind in ASKED)
    mark = next(past, None)
    return None if mark is None else mark.event


def line_of(event: Event) -> str:
    """An event in a line: when, what, and that the ground did not see it."""
    kind = {"alarm": f"{event.severity}: ", "order": "order: "}.get(event.row.mark, "")
    unseen = " (not seen then)" if event.hidden else ""
    return f"{met(event.tick)} {kind}{clean(event.text)}{unseen}"


def said(way: Trail, key: str) -> str:
    """What the status line says of the link that is shown; ``key`` asks why."""
    last = way.at == len(way.links) - 1
    count = f"Why {way.at} of {len(way.links) - 1}: " if len(way.links) > 1 else ""
    end = ""
    if last:
        end = " · " + (way.event.row.origin or "It began here: no cause is known.")
    elif not way.at:
        end = f" · {key} asks why"
    led_to = f" → {clean(way.links[way.at - 1].text)}" if way.at else ""
    return f"{count}{line_of(way.event)}{led_to}{end}"
