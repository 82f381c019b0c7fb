"""What a picture of a mission is made of: texts that are ready to show, in frozen values.

Two parts that look the same are equal, so that a panel is drawn again only when what it shows
has changed.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    truth: bool = False
    """Whether to tell what the ground did not see at the time: in a replay alone."""
    watched: bool = False
    """Whether it is only watched, so that no order can be given."""


@dataclass(frozen=True, slots=True)
class Top:
    """The top line."""

    title: str
    met: str
    speed: str
    paused: bool
    signal: bool
    signal_text: str
    day: bool
    light_text: str
    oxygen_text: str
    oxygen_share: float
    oxygen_level: Severity
    stale: str
    """``stale 2:10`` while the signal is lost, else empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value at the glass."""

    channel: str
    label: str
    text: str
    level: Severity = "routine"
    dead: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """A line about something that is not right, or soon will not be."""

    level: Severity
    text: str
    target: str
    hidden: bool = False
    """True, but not seen by the ground at the time."""


@dataclass(frozen=True, slots=True)
class Card:
    """A crew member."""

    id: str
    key: str
    role: str
    name: str
    place: str
    doing: str
    busy: bool
    progress: float
    remaining: str
    condition: str
    readings: tuple[Reading, ...]
    advice: tuple[Advice, ...]
    level: Severity
    selected: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the checklist in hand."""

    mark: str
    number: str
    who: str
    text: str
    status: str
    tail: str
    waits: str
    notes: tuple[tuple[str, str], ...]
    depth: int


@dataclass(frozen=True, slots=True)
class ListCard:
    """A checklist under way, and its steps."""

    id: str
    title: str
    status: str
    why: str
    where: str
    at: int
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """The checklist panel: the one in hand in full, the others in a line each."""

    first: ListCard | None
    others: tuple[ListCard, ...]
    next_up: str
    next_id: str
    wants: str
    """What Enter does now, in words: ``GO: open the vent``; empty when it does nothing."""
    offers: bool = True
    """Whether an order can be given: not in a replay, nor once the mission is over."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line on the voice loop."""

    met: str
    who: str
    text: str
    role: str
    hidden: bool = False
    """Not heard by the ground, or not said at all: it happened."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question."""

    who: str
    text: str
    remaining: str
    default: str


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice loop."""

    said: tuple[Said, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """An alarm."""

    id: str
    level: Severity
    text: str
    tail: str
    acknowledged: bool
    cleared: bool
    suggest: tuple[str, ...]
    offers: bool = True
    """Whether an order can be given about it."""


@dataclass(frozen=True, slots=True)
class Tank:
    """A tank and how full it is."""

    label: str
    channel: str
    share: float
    text: str
    fed: bool


@dataclass(frozen=True, slots=True)
class Ship:
    """The ship: its cabin, valves, tanks, and who is where."""

    pressure: Reading
    rate: Reading
    oxygen: Reading
    temperature: Reading
    co2: Reading
    vent: Reading
    repress: Reading
    hatch: Reading
    latches: Reading
    seal: Reading
    feed: Reading
    flow: Reading
    flow_most: str
    tanks: tuple[Tank, ...]
    outside: tuple[tuple[str, str], ...]
    """(key, crew id) of those outside; likewise below."""
    at_hatch: tuple[tuple[str, str], ...]
    in_cabin: tuple[tuple[str, str], ...]
    seats: tuple[tuple[str, str], ...]
    """By seat; an empty one has an empty id."""
    selected: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a channel as a level's rule has it, in shown units."""

    value: float
    above: bool
    level: Severity


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend of one channel, in shown units."""

    channel: str
    label: str
    unit: str
    decimals: int
    now: str
    points: tuple[float, ...]
    limits: tuple[Limit, ...]
    span: str
    stale: bool


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A checklist of the flight plan."""

    id: str
    title: str
    status: str
    mark: str
    beside: str = ""
    """When a ghost began it, or how much earlier or later this mission did."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective."""

    title: str
    met: bool
    points: int
    required: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The flight plan, standing orders and objectives."""

    items: tuple[PlanLine, ...]
    at: int
    standing: tuple[str, ...]
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """A channel of which telemetry says something else than what is so."""

    channel: str
    label: str
    true: str
    seen: str
    why: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something that is so, or happened, and that the ground did not see."""

    event: int
    tick: int
    met: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What is really so beside what telemetry says."""

    apart: tuple[Apart, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    note: str = ""
    """What stands beside the truth: ``telemetry``, or ``telemetry 3:08 old``."""
    none: str = ""
    """Why nothing can be told, as a sentence; empty when it can."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything on the flight screen at one moment."""

    top: Top
    crew: tuple[Card, ...]
    lists: Lists
    voice: Voice
    alarms: tuple[AlarmLine, ...]
    ship: Ship
    trend: Trend
    plan: Plan
    lesson: str
