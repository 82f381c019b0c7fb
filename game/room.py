"""What the control room sees of a mission, and how a flight of it is given orders.

A running mission, a recorded flight and a log of another physics version each give a
:class:`Room`. Display, autopilot and exports read nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from game.level.schema import Difficulty, Level
from game.ops.views import (
    Accepted,
    AlarmView,
    Attention,
    ChecklistView,
    CrewView,
    MarginView,
    ObjectiveView,
    Outcome,
    PlanItem,
    QuestionView,
    Refused,
    StandingView,
)
from game.vocabulary.channels import Channel
from game.vocabulary.events import Event
from game.vocabulary.orders import Names


class Telemetry(Protocol):
    """What the ground can see."""

    def __getitem__(self, name: str, /) -> float | str:
        """The value of a channel: an SI number, or a word; NaN when the transducer is dead."""

    @property
    def stale(self) -> bool:
        """Whether the signal is lost, so that the values are old."""

    @property
    def age_s(self) -> float:
        """How old the values are, in seconds."""


class Room(Protocol):
    """The side of a mission that the control room sees. All values are of the moment ``tick``."""

    @property
    def level(self) -> Level:
        """The level being flown."""

    @property
    def seed(self) -> int:
        """What decides every draw."""

    @property
    def difficulty(self) -> Difficulty:
        """cadet, specialist or director."""

    @property
    def tick(self) -> int:
        """Ticks since the start."""

    @property
    def time(self) -> float:
        """Mission elapsed time, s."""

    @property
    def names(self) -> Names:
        """The names that orders may use now."""

    @property
    def events(self) -> Sequence[Event]:
        """What happened so far, hidden events included."""

    @property
    def outcome(self) -> Outcome | None:
        """How it ended, once it has."""

    @property
    def channels(self) -> Mapping[str, Channel]:
        """The channels of this level by full name."""

    @property
    def telemetry(self) -> Telemetry:
        """What the ground can see."""

    @property
    def crew(self) -> tuple[CrewView, ...]:
        """The crew as the room knows them."""

    @property
    def checklists(self) -> tuple[ChecklistView, ...]:
        """The checklists that were started."""

    @property
    def plan(self) -> tuple[PlanItem, ...]:
        """The flight plan."""

    @property
    def options(self) -> tuple[PlanItem, ...]:
        """Optional work that is not in the flight plan."""

    @property
    def margin(self) -> MarginView:
        """How long the oxygen lasts beyond what the plan and the reserve need."""

    @property
    def alarms(self) -> tuple[AlarmView, ...]:
        """The alarms that stand, worst first."""

    @property
    def questions(self) -> tuple[QuestionView, ...]:
        """Questions that wait for yes or no."""

    @property
    def standing(self) -> tuple[StandingView, ...]:
        """Standing orders that wait."""

    @property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        """The objectives."""

    @property
    def lesson(self) -> str | None:
        """A line of coaching."""

    @property
    def attention(self) -> Attention | None:
        """The nearest thing that needs the player."""

    def checklist(self, name: str, /) -> ChecklistView:
        """Any checklist, started or not."""


class Session(Protocol):
    """A flight that is being recorded: orders go in here, ticks come out."""

    @property
    def mission(self) -> Room:
        """The mission being flown."""

    @property
    def trouble(self) -> str | None:
        """Why the log can't be written just now, in a sentence; None while all is well."""

    def order(self, text: str, /) -> Accepted | Refused:
        """Give an order; it is on disk before this returns."""

    def step(self) -> Sequence[Event]:
        """One tick."""

    def sync(self) -> None:
        """Flush the log to disk."""

    def close(self) -> None:
        """Flush and close the log; the mission can be resumed."""
