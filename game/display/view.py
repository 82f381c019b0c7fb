"""What panels are made from: a mission at one moment, and how the player looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.display.flown import Span
from game.display.ghost import Follower
from game.display.loop import Loop
from game.display.measures import AS_BUILT
from game.display.trends import Trends
from game.display.values import word
from game.ops.views import AlarmView, CrewView
from game.room import Room
from game.vocabulary.events import Severity


@dataclass(frozen=True, slots=True)
class Look:
    """How the player looks at the mission: it changes nothing there."""

    speed: str = "▶ 1×"
    paused: bool = False
    selected: str = ""
    trend: str = ""
    focus: str = ""
    """The checklist to show in full; empty for the one that needs it most."""
    pressure: str = AS_BUILT
    """The unit of pressure on axes; see :mod:`game.display.measures`."""
    still: bool = False
    """Whether pictures stand still for some seconds."""
    truth: bool = False
    """Whether to show what the ground did not see at the time: in a replay alone."""
    reading: bool = False
    """Whether the log is still being read, so that trends have gaps: in a replay alone."""
    watched: bool = False
    """Whether it is only watched, so that no order can be given."""
    told: bool = False
    """Whether it is told in lines, so that charts, their keys and drawings say nothing."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """How the player's keys are written, by the ids of actions; none where there are no keys."""


@dataclass(frozen=True, slots=True)
class View:
    """A mission at one moment, as far as panels may see it."""

    room: Room
    look: Look
    crew: tuple[CrewView, ...]
    alarms: tuple[AlarmView, ...]
    worst: Mapping[str, Severity]
    """The worst alarm that stands on each channel."""
    roles: Mapping[str, str]
    """The role of every crew member, by crew id."""
    trends: Trends
    loop: Loop
    flown: Mapping[str, Span]
    """When each checklist began and ended, by its name."""
    follower: Follower | None
    """Follows the ghost, while one is shown."""

    @property
    def offers(self) -> bool:
        """Whether an order can be given: not in a replay, nor once the mission is over."""
        return not self.look.watched and self.room.outcome is None

    @property
    def heard(self) -> bool:
        """Whether anybody on board hears an order now: not while the signal is lost."""
        return not self.room.telemetry.stale and word(self.room, "orbit.signal") != "lost"
