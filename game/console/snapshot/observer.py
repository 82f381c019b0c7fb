"""Watches one mission, and makes a picture of it on demand."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from game.console.render.text import clean, short_time
from game.console.session import Room
from game.console.snapshot.alarms import grouped
from game.console.snapshot.cards import card
from game.console.snapshot.checklists import lists, plan
from game.console.snapshot.loop import heard
from game.console.snapshot.parts import Asked, Look, Said, Snapshot, Voice
from game.console.snapshot.ship import ship
from game.console.snapshot.top import top
from game.console.snapshot.trends import Trends, label
from game.console.snapshot.values import worst_by_channel
from game.debrief.truth import unseen
from game.flightlog.recorded import Recorded
from game.vocabulary.channels import Channel

LOG_LINES = 400
"""Lines of the voice loop kept for scrolling back."""


class Observer:
    """Watches one mission through its door, and makes a :class:`Snapshot` of it on demand.

    It keeps what a picture needs of the past (trends, the voice loop) and nothing else.
    """

    def __init__(self, room: Room) -> None:
        self._trends = Trends(room)
        self._said: deque[Said] = deque(maxlen=LOG_LINES)
        self._heard = 0
        self._roles = {who: clean(one.role) for who, one in room.level.crew.items()}

    def forget(self) -> None:
        """Hear the voice loop again from its start: after a jump in a replay."""
        self._said.clear()
        self._heard = 0

    def sample(self, room: Room) -> None:
        """Take a point of every trend, if it is time for one. Call it after every tick."""
        self._trends.sample(room)

    def recall(self, past: Recorded) -> None:
        """Take the trends of before a resume from what the log recorded."""
        self._trends.recall(past)

    def label(self, name: str, channel: Channel) -> str:
        """A channel as a player calls it: ``EV1 CO2``."""
        return label(name, channel, self._roles)

    def take(self, room: Room, look: Look) -> Snapshot:
        """The mission as it looks now."""
        alarms = room.alarms
        worst = worst_by_channel(alarms)
        crew = room.crew
        hidden = unseen(room.events) if look.truth else ()
        offers = not look.watched and room.outcome is None
        return Snapshot(
            top=top(room, look, worst),
            crew=tuple(
                card(room, look, alarms, worst, at, one, self._roles, hidden)
                for at, one in enumerate(crew)
            ),
            lists=replace(lists(room, look, self._roles), offers=offers),
            voice=self._voice(room, look.truth),
            alarms=grouped(alarms, self._roles, offers),
            ship=ship(room, look, crew, worst),
            trend=self._trends.trend(room, look, self._roles),
            plan=plan(room),
            lesson=clean(room.lesson or ""),
        )

    def _voice(self, room: Room, truth: bool) -> Voice:
        events = room.events
        for event in events[self._heard :]:
            line = heard(event, self._roles)
            if line is not None:
                self._said.append(line)
        self._heard = len(events)
        asked = tuple(
            Asked(clean(q.who), clean(q.text), short_time(q.remaining_s), q.default)
            for q in room.questions
        )
        return Voice(tuple(one for one in self._said if truth or not one.hidden), asked)
