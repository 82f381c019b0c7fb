"""Watches one mission, and makes a picture of it on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from game.display.flown import Flown
from game.display.ghost import Follower
from game.display.loop import Loop
from game.display.panel import Panel
from game.display.panels import PANELS
from game.display.text import clean
from game.display.trends import Trends, label
from game.display.values import worst_by_channel
from game.display.view import Look, View
from game.flightlog.replay.recorded import Recorded
from game.room import Room
from game.vocabulary.channels import Channel

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Picture:
    """What every panel shows at one moment, by the panel's id; None where it shows nothing."""

    parts: Mapping[str, Any]

    def of(self, panel: Panel[T]) -> T | None:
        """What ``panel`` shows."""
        found: T | None = self.parts.get(panel.id)
        return found

    @property
    def absent(self) -> tuple[str, ...]:
        """The panels that have nothing to show."""
        return tuple(name for name, part in self.parts.items() if part is None)


class Observer:
    """Watches one mission through its door, and makes a :class:`Picture` of it on demand.

    It keeps what a picture needs of the past (trends, the voice loop) and nothing else.
    """

    def __init__(self, room: Room) -> None:
        self._roles = {who: clean(one.role) for who, one in room.level.crew.items()}
        self._trends = Trends(room)
        self._loop = Loop(self._roles)
        self._flown = Flown()

    def forget(self) -> None:
        """Hear the voice loop again from its start: after a jump in a replay."""
        self._loop.forget()
        self._flown.forget()

    def sample(self, room: Room) -> None:
        """Take a point of every trend, if it is time for one. Call it after every tick."""
        self._trends.sample(room)

    def recall(self, past: Recorded) -> None:
        """Take the trends of before a resume from what the log recorded."""
        self._trends.recall(past)

    def label(self, name: str, channel: Channel) -> str:
        """A channel as a player calls it: ``EV1 CO2``."""
        return label(name, channel, self._roles)

    def view(self, room: Room, look: Look, follower: Follower | None = None) -> View:
        """The mission as panels see it now, beside the ghost of ``follower`` if there is one."""
        self._loop.hear(room.events)
        self._flown.hear(room.events)
        alarms = room.alarms
        return View(
            room=room,
            look=look,
            crew=room.crew,
            alarms=alarms,
            worst=worst_by_channel(alarms),
            roles=self._roles,
            trends=self._trends,
            loop=self._loop,
            flown=self._flown.spans,
            follower=follower,
        )

    def take(self, room: Room, look: Look, follower: Follower | None = None) -> Picture:
        """What every panel shows of the mission now."""
        view = self.view(room, look, follower)
        return Picture({panel.id: panel.look(view) for panel in PANELS})
