"""All state of checklists, crew work and control room, in one tree of dataclasses.

Keyframes and digests are made from these fields (:mod:`game.world.record`), so nothing that
the future depends on may live elsewhere. Order matters only within lists: a dict's order is
never relied upon, because a keyframe may come back with its keys sorted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from game.ops.views import Wait
from game.world.record import Derived, EventNumber, Wording

NEVER = 10**9
"""A tick that does not come."""


@dataclass(slots=True)
class Runner:
    """A checklist being run, a direct order being carried out, or steps within a step of one."""

    id: str
    job: list[str] = field(default_factory=list)
    """The job (:mod:`game.ops.procedures.jobs`); empty for a level's own checklist."""
    parent: str = ""
    """The runner that started it and waits for it, or empty."""
    column: str = ""
    """For a simo column, and what is within: whose."""
    started_tick: int = 0
    started_event: EventNumber = -1
    status: str = "running"
    """running, holding, done, stopped or failed."""
    at: int = 0
    steps: list[str] = field(default_factory=list)
    """The StepStatus of each step that is behind; ``phase`` is that of the step in hand."""
    phase: str = "todo"
    due: int = 0
    """The tick at which there is something to look at."""
    since: int = 0
    """The tick at which the phase began."""
    until: int = NEVER
    """The deadline in needs, the end of the work in running, the end of the wait in expect."""
    resume: str = "todo"
    """The phase that ``continue`` goes back to."""
    wait: Wait | None = None
    """What it waits for, or why it holds, failed or was stopped."""
    held: Wording = ""
    """What the loop heard when it held last: the same is not said at length again."""
    hold_after: bool = False
    tries: int = 0
    rescued: bool = False
    asked: bool = False
    answer: str = ""
    """The answer that the step in hand was given."""
    waits: list[str] = field(default_factory=list)
    """The runners that the step in hand waits for."""
    people: list[str] = field(default_factory=list)
    """Who is at work on the step in hand."""
    factor: float = 1.0
    """How many times its time by the book that work takes them."""
    causes: list[EventNumber] = field(default_factory=list)
    """Orders that the next step is also due to: continue, repeat, skip, step."""
    go: EventNumber = -1
    step_event: EventNumber = -1
    last_event: EventNumber = -1

    @property
    def inner(self) -> bool:
        """Whether this is a part of a step: a column, a branch, or what follows an answer."""
        return "/" in self.id


@dataclass(slots=True)
class Task:
    """What a crew member has in hand."""

    runner: str
    text: Wording
    effort: float
    started_tick: int
    until_tick: int


@dataclass(slots=True)
class Work:
    """The checklists and the tasks: what is frozen on the ground's boards at loss of signal."""

    runners: list[Runner] = field(default_factory=list)
    tasks: dict[str, Task] = field(default_factory=dict)


@dataclass(slots=True)
class Alarm:
    """An alarm that stands; or that was cleared and waits to be acknowledged, or is shelved."""

    raised_tick: int
    event: EventNumber
    ahead: bool
    """An advisory given before the limit is reached."""
    eta_s: float = 0.0
    acknowledged: bool = False
    cleared: bool = False


@dataclass(slots=True)
class Trend:
    """A channel on its way to a limit."""

    values: list[float]
    """Smoothed samples, SI, the newest last: as many as the forecast looks back on."""
    noise: float = 0.0
    """Smoothed distance of samples from their smoothed value, SI."""
    near: int = 0
    """Samples in a row that said near (positive) or not near (negative)."""


@dataclass(slots=True)
class Watch:
    """The memory of all alarm rules."""

    alarms: dict[str, Alarm] = field(default_factory=dict)
    true_since: dict[str, int] = field(default_factory=dict)
    """Conditions that hold but are not called yet."""
    false_since: dict[str, int] = field(default_factory=dict)
    """Called alarms whose condition does not hold any more."""
    trends: dict[str, Trend] = field(default_factory=dict)
    missed: int = 0
    """Warnings and emergencies that were over before anybody acknowledged them."""
    shelved: dict[str, int] = field(default_factory=dict)
    """Alarms that ring no more, and the tick at which they may again."""


@dataclass(slots=True)
class Question:
    """A question that waits for its answer: of the level, or of a step."""

    id: str
    """Its name; for that of a step, its checklist's."""
    until_tick: int
    event: EventNumber
    runner: str = ""
    """Whose step asks; empty for a question of the level."""


@dataclass(slots=True)
class StandingOrder:
    """A standing order that waits for its condition."""

    number: int
    condition: str
    order: str
    event: EventNumber
    held: dict[str, int] = field(default_factory=dict)
    """What in its condition has to hold for a time: since which tick it does."""


@dataclass(slots=True)
class Poll:
    """A poll of the room that is under way."""

    next_tick: int
    event: EventNumber
    answered: int = 0
    against: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Call:
    """An order that one of the crew is told, until it is heard and read back."""

    who: str
    order: str
    event: EventNumber
    due_tick: int
    """When it is heard; or, if it came garbled, when it is said once more."""
    stage: str = "called"
    """called, garbled (they asked for it again) or repeated."""


@dataclass(slots=True)
class Asked:
    """A position of the room that was asked, or offers an opinion, and answers at ``due_tick``."""

    position: str
    alarm: str
    due_tick: int
    event: EventNumber
    unasked: bool = False


@dataclass(slots=True)
class Opinion:
    """What the room remembers of the signs of failures, and whom it owes an answer."""

    first: dict[str, int] = field(default_factory=dict)
    """Since when each sign shows that was seen of late."""
    last: dict[str, int] = field(default_factory=dict)
    """When it was last seen."""
    tried: dict[str, int] = field(default_factory=dict)
    """Orders that are tests, and when they were given."""
    results: dict[str, bool] = field(default_factory=dict)
    """How the tests came out."""
    asked: list[Asked] = field(default_factory=list)
    looked_tick: int = 0
    """When telemetry was last looked at."""
    offered_tick: int = 0
    """Up to when alarms were looked at for opinions that nobody asked for."""
    offered: Wording = ""
    """The last of those: it is not said twice in a row."""
    answered: Derived[dict[str, str]] = field(default_factory=dict)
    """What each position answered last: the same is said in short."""


@dataclass(slots=True)
class Objective:
    """An objective that was met."""

    tick: int
    event: EventNumber


@dataclass(slots=True)
class Ended:
    """How the mission ended; see :class:`game.ops.views.Outcome`."""

    kind: str
    reason: Wording
    tick: int
    score: int
    event: EventNumber


@dataclass(slots=True)
class Reflex:
    """What a crew member has begun to do to stay alive."""

    order: str
    due: int
    """The tick at which it is done."""
    event: EventNumber
    """What they said when they began."""


@dataclass(slots=True)
class OpsState:
    """All of it."""

    work: Work = field(default_factory=Work)
    seen: Work | None = None
    """What the ground's boards showed when the signal was lost; None while there is a signal."""
    counts: dict[str, int] = field(default_factory=dict)
    """How often each step was done: the counter of its chances."""
    reflexes: dict[str, Reflex] = field(default_factory=dict)
    pace: dict[str, str] = field(default_factory=dict)
    plan: list[str] | None = None
    """The flight plan after the player changed it; None while it is the level's."""
    watch: Watch = field(default_factory=Watch)
    questions: list[Question] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    """How questions were answered, where a condition of the level asks for it."""
    flags: dict[str, int] = field(default_factory=dict)
    """The flags that are on, and since which tick."""
    said: list[int] = field(default_factory=list)
    said_tick: dict[str, int] = field(default_factory=dict)
    """When each line was said last that may be said again, by its place."""
    happened: dict[str, int] = field(default_factory=dict)
    """When each event of the level came last."""
    felt: dict[str, list[str]] = field(default_factory=dict)
    """The symptoms that each person has spoken of."""
    standing: list[StandingOrder] = field(default_factory=list)
    next_standing: int = 1
    poll: Poll | None = None
    poll_result: str = "none"
    opinion: Opinion = field(default_factory=Opinion)
    calls: list[Call] = field(default_factory=list)
    """Calls that are not read back yet."""
    objectives: dict[str, Objective] = field(default_factory=dict)
    grades: dict[str, list[int]] = field(default_factory=dict)
    """The grades of objectives that were reached, by their places."""
    lost: dict[str, int] = field(default_factory=dict)
    """The objectives that can't be met any more, and since which tick."""
    lesson: int = 0
    rules_broken: list[str] = field(default_factory=list)
    critical_skipped: int = 0
    one_cue: int = 0
    """How often the EVA was ended early on one cue."""
    orders_given: int = 0
    ended_early: EventNumber = -1
    """The event that ordered abort or terminate."""
    last_order: EventNumber = -1
    """The event of the latest order that was more than an acknowledgement."""
    scanned: EventNumber = 0
    """The number of the first event not looked at yet."""
    trace: dict[str, EventNumber] = field(default_factory=dict)
    """The latest event of each kind, and of each kind and subject: what alarms are due to."""
    dead: EventNumber = -1
    """The event of the first death."""
    declared: EventNumber = -1
    """The event of the order that declared the EVA over."""
    published: dict[str, str] = field(default_factory=dict)
    outcome: Ended | None = None
