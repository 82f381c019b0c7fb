"""What the outside may see of checklists, crew and control room: frozen values, on demand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from game.level.schema import Level
from game.vocabulary.events import Severity
from game.world.record import Wording

StepStatus = Literal["todo", "needs", "go", "running", "expect", "done", "failed", "skipped"]
ListStatus = Literal["idle", "running", "waiting", "go", "holding", "done", "stopped", "failed"]
ACTIVE: tuple[ListStatus, ...] = ("running", "waiting", "go", "holding", "failed")
"""How a checklist stands that is under way, or that failed and waits for the player."""

ENDED_BY: tuple[ListStatus, ...] = (*ACTIVE, "done")
"""How the checklist to abort or to terminate stands where the EVA is ended early, or was."""


def ended_early(level: Level, lists: Iterable[tuple[str, str]]) -> bool:
    """Whether an EVA of ``level`` is being ended early, or was, by the (id, status) of its lists.

    Nothing of the flight plan is next then.
    """
    endings = {level.abort, level.terminate}
    return any(name in endings and status in ENDED_BY for name, status in lists)


WaitKind = Literal[
    "go", "answer", "condition", "telemetry", "person", "silent", "signal", "checklist",
    "held", "unproved", "late", "ended", "impossible", "stopped",
]  # fmt: skip
YES_OR_NO = (("yes", "yes"), ("no", "no"))
"""The answers to most questions."""
AttentionKind = Literal["alarm", "question", "go", "held", "poll", "plan", "signal", "time", "end"]


@dataclass(frozen=True, slots=True)
class Wait:
    """Why a checklist waits, holds, failed or was stopped.

    ===========  =========================================  ============================
    kind         what it waits for, or what happened        subject
    ===========  =========================================  ============================
    go           the flight director's GO
    answer       the flight director's answer               the question's name
    condition    what a step needs                          the condition
    telemetry    what telemetry must show after a step      the condition
    person       somebody who is busy                       crew id
    silent       somebody who does not answer               crew id, or empty for all
    signal       the signal
    checklist    another checklist                          its name
    held         held as ordered
    unproved     telemetry did not show it in time          the condition
    late         it waited too long                         the condition, or crew id
    ended        another checklist was stopped or failed    its name
    impossible   an action was not possible                 the order's word, or empty
    stopped      ended by an order
    ===========  =========================================  ============================
    """

    kind: WaitKind
    subject: str = ""
    text: Wording = ""
    """The same for people, in words that follow ``step 7 of Leak check``."""
    channels: tuple[str, ...] = ()
    """What the condition reads, by channel name."""


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
class GoLine:
    """One thing that telemetry should show before GO is given, and whether it does."""

    text: str
    now: str
    """The values that it is about, as the gauges show them."""
    met: bool
    channels: tuple[str, ...] = ()
    """What it reads, by channel name."""


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
    wait: Wait | None
    """What it waits for, or None."""
    waits_for: str
    """The condition or person it waits for, in words; empty when it does not."""
    notes: tuple[tuple[Literal["warning", "caution", "note"], str], ...]
    depth: int
    """0, or 1 within a simo column."""
    go_if: tuple[GoLine, ...] = ()
    """What should hold before GO, while the step waits for it."""
    yours: bool = False
    """Whether it was left out because cadets alone have it done for them: it is the player's."""


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """A checklist as the room sees it."""

    id: str
    title: str
    status: ListStatus
    wait: Wait | None
    """Why it holds or waits (the first reason, if columns have several); None when it does not."""
    why: str
    """Why it holds or waits, in words; empty when it does not."""
    at: int
    """Index in ``steps`` of the step in hand; ``len(steps)`` when done."""
    steps: tuple[StepView, ...]
    started_tick: int


@dataclass(frozen=True, slots=True)
class AlarmView:
    """An alarm that stands; or that was cleared and not yet acknowledged, or is shelved."""

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
    shelved_until_tick: int | None = None
    """When it may ring again; None for one that is not shelved."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question that waits for its answer."""

    id: str
    who: str
    text: str
    remaining_s: float
    """To the default; without one there is no end to it."""
    default: str
    """The answer that is taken then; empty if they wait for one."""
    answers: tuple[tuple[str, str], ...] = YES_OR_NO
    """The answers by name, each in words."""


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
    lost_tick: int | None = None
    """When it was lost, so that it could not be met any more."""
    reached: str = ""
    """The best grade that was reached, in words."""

    @property
    def told(self) -> str:
        """Its title, and what was reached of it, or that it is lost."""
        lost = self.lost_tick is not None
        more = [self.reached] * bool(self.reached) + ["lost"] * lost
        return f"{self.title}: {', '.join(more)}" if more else self.title


@dataclass(frozen=True, slots=True)
class MarginView:
    """What the oxygen is worth: how long it lasts, and what needs it, all in seconds."""

    plan_s: float
    """The rest of the flight plan by the book."""
    oxygen_s: float
    """The oxygen that feeds, at the flows that are set; NaN when a gauge is dead."""
    reserve_s: float
    """What the flight rules keep back."""
    flown_s: float = 0.0
    """How long what is behind should have taken by the book: compare with mission time."""

    @property
    def margin_s(self) -> float:
        """What is left when the plan is flown and the reserve kept; below 0 it does not fit."""
        return self.oxygen_s - self.plan_s - self.reserve_s


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A checklist of the flight plan and how far it is."""

    checklist: str
    title: str
    status: ListStatus
    takes_s: float = 0.0
    """How long it takes by the book."""
    oxygen_kg: float = 0.0
    """What the suits draw meanwhile, at the flows that are set."""
    points: int = 0
    """What it is worth; 0 for required work, whose objectives are worth theirs."""
    optional: bool = False
    possible: bool = True
    """Whether what an optional one needs is so, by what the ground sees."""


@dataclass(frozen=True, slots=True)
class Attention:
    """What will need the player, and in how many seconds of mission time (0: now).

    ``subject`` is the id of the alarm, question or checklist that it is about; for ``signal``
    loss or acquisition; else empty.
    """

    kind: AttentionKind
    subject: str
    in_s: float
    why: str
    """The same in words."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What took points away: how often each happened so far."""

    rules_broken: int
    critical_skipped: int
    warnings_missed: int
    """Warnings and emergencies that were over, or stand, without being acknowledged."""
    one_cue: int = 0
    """Orders to end the EVA early that rested on one cue."""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A part of the score; see :mod:`game.ops.control.score`."""

    name: Literal["crew", "objectives", "margin", "discipline", "limit"]
    text: str
    """What it was given for."""
    points: int
    """Below 0 for a limit."""
    most: int


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
