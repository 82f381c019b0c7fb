"""What the outside may see of the people's side of a mission: frozen values, made on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.vocabulary.events import Severity

StepStatus = Literal["todo", "needs", "go", "running", "expect", "done", "failed", "skipped"]
ListStatus = Literal["idle", "running", "waiting", "go", "holding", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """An order was taken. ``text`` is the order as it goes into the flight log."""

    text: str
    event: int


@dataclass(frozen=True, slots=True)
class Refused:
    """An order was not taken, and nothing changed. ``why`` is one sentence for the player."""

    why: str


@dataclass(frozen=True, slots=True)
class CrewView:
    """A crew member as the room knows them: from the loop, not from the truth."""

    id: str
    name: str
    role: str
    life: str
    seat: int
    place: str
    condition: str
    pace: str
    task: str
    """What they are doing, in a few words; empty when free."""
    checklist: str
    """The checklist of the task, or empty."""
    progress: float
    """0 to 1."""
    remaining_s: float
    """Expected; 0 when free."""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a checklist as the room sees it."""

    number: str
    """As it is called: ``7``, or ``7.2`` in a simo column."""
    who: tuple[str, ...]
    text: str
    status: StepStatus
    critical: bool
    remaining_s: float
    total_s: float
    waits_for: str
    """The condition or person it waits for, in words; empty when it does not."""
    notes: tuple[tuple[Literal["warning", "caution", "note"], str], ...]
    depth: int
    """0, or 1 within a simo column."""


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """A checklist as the room sees it."""

    id: str
    title: str
    status: ListStatus
    why: str
    """Why it holds or waits, in words; empty when it does not."""
    at: int
    """Index in ``steps`` of the step in hand; ``len(steps)`` when done."""
    steps: tuple[StepView, ...]
    started_tick: int


@dataclass(frozen=True, slots=True)
class AlarmView:
    """An alarm that stands, or that was cleared and not yet acknowledged."""

    id: str
    severity: Severity
    text: str
    channel: str
    """What ``?`` explains."""
    since_tick: int
    acknowledged: bool
    cleared: bool
    eta_s: float | None
    """For an advisory given ahead: seconds to the limit; otherwise None."""
    suggest: tuple[str, ...]
    """Orders that may help."""
    event: int = -1
    """The number of the event that raised it; -1 when that is not known."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question that waits for ``yes`` or ``no``."""

    id: str
    who: str
    text: str
    remaining_s: float
    default: str


@dataclass(frozen=True, slots=True)
class StandingView:
    """A standing order that waits for its condition."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An objective and whether it was met."""

    id: str
    title: str
    points: int
    required: bool
    met_tick: int | None


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A checklist of the flight plan and how far it is."""

    checklist: str
    title: str
    status: ListStatus


@dataclass(frozen=True, slots=True)
class Attention:
    """What will need the player, and in how many seconds of mission time (0: now)."""

    in_s: float
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the mission ended.

    ``kind``: success (home, every required objective met), home (home without them),
    lost (somebody died), or timeout. ``event`` is the number of the outcome event, from
    which the causes can be followed.
    """

    kind: Literal["success", "home", "lost", "timeout"]
    reason: str
    tick: int
    score: int
    event: int
