"""One frozen picture of a mission for one frame: texts that are ready to show.

:class:`Observer` makes them from telemetry and views. Two pictures that look the same are
equal, so that a panel is drawn again only when what it shows has changed.
"""

from __future__ import annotations

import math
from array import array
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from game.console.render.text import clean, long_time, short_time
from game.console.session import Room
from game.level import conditions
from game.level.schema import Level
from game.ops.views import AlarmView, ChecklistView, CrewView, StepView
from game.vocabulary import units
from game.vocabulary.channels import Channel
from game.vocabulary.events import SEVERITIES, Severity

NOTHING = "--"
"""Stands for the value of a dead transducer, or of one that this level does not have."""

SAMPLE_TICKS = 10
"""A trend has a point every so many ticks."""

LONGEST_TREND = 1440
"""Points shown of a channel: two hours."""

UNSPOKEN = ("ack ", "forget ", "yes", "no", "when ")
"""Orders that are not said on the loop, or that another event says better."""

NEVER_NEGATIVE = ("pressure", "mass", "flow", "ratio")
"""Dimensions whose noise below zero is not shown."""

LITTLE_GAS = 500.0
"""Cabin pressure, Pa, under which its temperature and its share of oxygen mean nothing."""

FAR = 4 * 3600.0
"""A countdown from further off, in seconds, is not worth a look."""

LOG_LINES = 400
"""Lines of the voice loop kept for scrolling back."""

ACTIVE = ("running", "waiting", "go", "holding", "failed")
"""States of a checklist that is under way."""

SHORT_LABEL = {
    "suit.pressure": "suit",
    "suit.flow": "O₂",
    "suit.co2": "CO₂",
    "heart_rate": "♥",
    "core_temperature": "core",
    "suit.humidity": "RH",
}
"""The readings of a crew card, in their order, and how they are marked."""

UNLABELLED = ("suit.pressure", "core_temperature")
"""Readings that their unit already tells apart."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the player looks at the mission: it changes nothing there."""

    speed: str = "▶ 1×"
    paused: bool = False
    selected: str = ""
    trend: str = ""
    focus: str = ""
    """The checklist to show in full; empty for the one that needs it most."""


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


@dataclass(frozen=True, slots=True)
class Said:
    """A line on the voice loop."""

    met: str
    who: str
    text: str
    role: str


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


class Observer:
    """Watches one mission through its door, and makes a :class:`Snapshot` of it on demand.

    It keeps what a picture needs of the past (trends, the voice loop) and nothing else.
    """

    def __init__(self, room: Room) -> None:
        level = room.level
        self._oxygen = level.supply.o2_a.mass + level.supply.o2_b.mass
        self._tanks = {
            "o2.a": level.supply.o2_a.mass,
            "o2.b": level.supply.o2_b.mass,
            "n2": level.supply.n2.mass,
        }
        most = level.suit.flow.purge * len(level.crew)
        self._flow_most = f"{units.convert(most, 'kg/h'):.0f}"
        self._titles = {name: one.title for name, one in level.checklists.items()}
        self._limits = limits_of(level, room.channels)
        self._plotted = tuple(n for n, c in room.channels.items() if c.dimension)
        self._history: dict[str, array[float]] = {n: array("d") for n in self._plotted}
        self._said: deque[Said] = deque(maxlen=LOG_LINES)
        self._heard = 0
        self._samples = 0
        self._roles = {who: clean(one.role) for who, one in level.crew.items()}

    def forget(self) -> None:
        """Hear the voice loop again from its start: after a jump in a replay."""
        self._said.clear()
        self._heard = 0

    def sample(self, room: Room) -> None:
        """Take a point of every trend, if it is time for one. Call it after every tick.

        What was never seen, as before a resume, stays a gap.
        """
        number, early = divmod(room.tick, SAMPLE_TICKS)
        if early or number < self._samples:
            return
        telemetry = room.telemetry
        stale = telemetry.stale
        for name, points in self._history.items():
            value = math.nan if stale else telemetry[name]
            points.extend([math.nan] * (number - self._samples))
            points.append(value if isinstance(value, float | int) else math.nan)
        self._samples = number + 1

    def take(self, room: Room, look: Look) -> Snapshot:
        """The mission as it looks now."""
        alarms = room.alarms
        worst = _worst_by_channel(alarms)
        crew = room.crew
        return Snapshot(
            top=self._top(room, look, worst),
            crew=tuple(
                self._card(room, look, alarms, worst, at, one) for at, one in enumerate(crew)
            ),
            lists=self._lists(room, look),
            voice=self._voice(room),
            alarms=_grouped(alarms, self._roles),
            ship=self._ship(room, look, crew, worst),
            trend=self._trend(room, look),
            plan=self._plan(room),
            lesson=clean(room.lesson or ""),
        )

    def _top(self, room: Room, look: Look, worst: Mapping[str, Severity]) -> Top:
        telemetry = room.telemetry
        signal = not telemetry.stale and _word(room, "orbit.signal") != "lost"
        signal_in = _number(room, "orbit.signal_time") if signal else _back_in(room)
        day = _word(room, "orbit.light") != "night"
        left = _number(room, "o2.time_left")
        masses = _number(room, "o2.a.mass") + _number(room, "o2.b.mass")
        return Top(
            title=clean(room.level.title),
            met=units.clock(room.time),
            speed=look.speed,
            paused=look.paused,
            signal=signal,
            signal_text=_countdown(signal_in),
            day=day,
            light_text=_countdown(_number(room, "orbit.light_time") - telemetry.age_s),
            oxygen_text="not flowing" if left >= 360000.0 else long_time(left),
            oxygen_share=round(masses / self._oxygen, 2)
            if self._oxygen and masses == masses
            else 0,
            oxygen_level=worst.get("o2.time_left", "routine"),
            stale=_stale(room),
        )

    def _card(
        self,
        room: Room,
        look: Look,
        alarms: tuple[AlarmView, ...],
        worst: Mapping[str, Severity],
        at: int,
        one: CrewView,
    ) -> Card:
        advice = tuple(
            Advice(alarm.severity, _without_role(alarm, self._roles), f"alarm:{alarm.id}")
            for alarm in alarms
            if alarm.channel.startswith(one.id + ".") and not alarm.cleared
        )
        level: Severity = max(
            (item.level for item in advice), key=SEVERITIES.index, default="routine"
        )
        level = _condition_level(one.condition, level)
        return Card(
            id=one.id,
            key=str(at + 1) if at < 9 else " ",
            role=clean(one.role),
            name=clean(one.name),
            place=one.place,
            doing=clean(one.task),
            busy=bool(one.task) and one.remaining_s > 0,
            progress=round(one.progress, 2),
            remaining=short_time(one.remaining_s) if one.remaining_s > 0 else "",
            condition=one.condition,
            readings=tuple(
                self._card_reading(room, f"{one.id}.{rest}", label, worst)
                for rest, label in SHORT_LABEL.items()
            ),
            advice=advice,
            level=level,
            selected=look.selected == one.id,
            stale=room.telemetry.stale,
        )

    def _card_reading(
        self, room: Room, name: str, label: str, worst: Mapping[str, Severity]
    ) -> Reading:
        made = reading(room, name, worst)
        rest = name.split(".", 1)[1]
        return Reading(name, "" if rest in UNLABELLED else label, made.text, made.level, made.dead)

    def _lists(self, room: Room, look: Look) -> Lists:
        active = [one for one in room.checklists if one.status in ACTIVE]
        active.sort(key=_urgency)
        chosen = next((one for one in active if one.id == look.focus), None)
        if chosen is None and look.focus in self._titles:
            chosen = room.checklist(look.focus)
        first = chosen or (active[0] if active else None)
        following = next((item for item in room.plan if item.status == "idle"), None)
        return Lists(
            first=None if first is None else self._list(first),
            others=tuple(self._list(one) for one in active if one is not first),
            next_up="" if following is None else clean(following.title),
            next_id="" if following is None else following.checklist,
            wants=_wants(active, following.title if following else ""),
        )

    def _list(self, one: ChecklistView) -> ListCard:
        count = len(one.steps)
        where = "done" if one.at >= count else f"step {one.steps[one.at].number} of {_last(one)}"
        return ListCard(
            id=one.id,
            title=clean(one.title),
            status=one.status,
            why=clean(one.why),
            where=where,
            at=min(one.at, max(0, count - 1)),
            steps=tuple(self._step(step) for step in one.steps),
        )

    def _step(self, step: StepView) -> StepLine:
        who = " ".join(self._roles.get(name, name.upper()) for name in step.who)
        if len(step.who) > 1 and len(step.who) == len(self._roles):
            who = "ALL"
        return StepLine(
            mark=STEP_MARK[step.status],
            number=step.number,
            who=clean(who),
            text=clean(step.text),
            status=step.status,
            tail=_tail(step),
            waits=clean(step.waits_for),
            notes=tuple((kind, clean(text)) for kind, text in step.notes),
            depth=step.depth,
        )

    def _voice(self, room: Room) -> Voice:
        events = room.events
        for event in events[self._heard :]:
            line = None if event.hidden else _heard(event.kind, event.subject, event.text)
            if line is not None:
                who, text, role = line
                met = units.clock(event.tick * units.TICK_S)
                who = self._roles.get(who, who)
                self._said.append(Said(met, clean(who), clean(text), role))
        self._heard = len(events)
        asked = tuple(
            Asked(clean(q.who), clean(q.text), short_time(q.remaining_s), q.default)
            for q in room.questions
        )
        return Voice(tuple(self._said), asked)

    def _ship(
        self,
        room: Room,
        look: Look,
        crew: tuple[CrewView, ...],
        worst: Mapping[str, Severity],
    ) -> Ship:
        keys = {one.id: str(at + 1) if at < 9 else one.id[:1] for at, one in enumerate(crew)}

        def those(place: str) -> tuple[tuple[str, str], ...]:
            return tuple((keys[one.id], one.id) for one in crew if one.place == place)

        seats = sorted(crew, key=lambda one: one.seat)
        gas = _number(room, "cabin.pressure") >= LITTLE_GAS
        feed = reading(room, "o2.feed", worst)
        return Ship(
            pressure=reading(room, "cabin.pressure", worst),
            rate=reading(room, "cabin.pressure_rate", worst),
            oxygen=reading(room, "cabin.o2_fraction", worst) if gas else _none("cabin.o2_fraction"),
            temperature=(
                reading(room, "cabin.temperature", worst) if gas else _none("cabin.temperature")
            ),
            co2=reading(room, "cabin.co2", worst),
            vent=reading(room, "cabin.vent", worst),
            repress=reading(room, "cabin.repress", worst),
            hatch=reading(room, "hatch.position", worst),
            latches=reading(room, "hatch.latches", worst),
            seal=reading(room, "hatch.seal_check", worst),
            feed=feed,
            flow=reading(room, "o2.flow", worst),
            flow_most=self._flow_most,
            tanks=tuple(
                self._tank(room, name, label, feed.text in ("both", name[-1]) or name == "n2")
                for name, label in (("o2.a", "O₂ A"), ("o2.b", "O₂ B"), ("n2", "N₂  "))
            ),
            outside=those("outside"),
            at_hatch=those("hatch"),
            in_cabin=those("cabin"),
            seats=tuple(
                (keys[one.id], one.id) if one.place == "seat" else (str(one.seat), "")
                for one in seats
            ),
            selected=look.selected,
            stale=room.telemetry.stale,
        )

    def _tank(self, room: Room, name: str, label: str, fed: bool) -> Tank:
        mass = _number(room, f"{name}.mass")
        full = self._tanks[name]
        share = mass / full if full and mass == mass else 0.0
        text = f"{share * 100:3.0f} %  {mass:4.1f} kg" if mass == mass else NOTHING
        return Tank(label, f"{name}.mass", round(share, 2), text, fed)

    def _trend(self, room: Room, look: Look) -> Trend:
        name = look.trend if look.trend in self._history else "cabin.pressure"
        channel = room.channels.get(name)
        if channel is None:
            return Trend(name, NOTHING, "", 0, NOTHING, (), (), "", False)
        shown = channel.shown or "1"
        points = self._history.get(name, array("d"))[: room.tick // SAMPLE_TICKS + 1]
        points = points[-LONGEST_TREND:]
        return Trend(
            channel=name,
            label=self.label(name, channel),
            unit=channel.shown.replace("1/min", "/min"),
            decimals=channel.decimals,
            now=reading(room, name, {}).text,
            points=tuple(_shown(value, shown) for value in points),
            limits=tuple(
                Limit(_shown(value, shown), op in (">", ">="), level)
                for op, value, level in self._limits.get(name, ())
            ),
            span=long_time(len(points) * SAMPLE_TICKS * units.TICK_S),
            stale=room.telemetry.stale,
        )

    def label(self, name: str, channel: Channel) -> str:
        """A channel as a player calls it: ``EV1 CO2``."""
        who = self._roles.get(name.split(".", 1)[0], "")
        return f"{who} {channel.label}".strip()

    def _plan(self, room: Room) -> Plan:
        items = tuple(
            PlanLine(i.checklist, clean(i.title), i.status, LIST_MARK[i.status]) for i in room.plan
        )
        at = next((n for n, item in enumerate(items) if item.status != "done"), len(items))
        return Plan(
            items=items,
            at=at,
            standing=tuple(f"{one.number} {clean(one.text)}" for one in room.standing),
            goals=tuple(
                Goal(clean(one.title), one.met_tick is not None, one.points, one.required)
                for one in room.objectives
            ),
        )


STEP_MARK = {
    "todo": " ",
    "needs": "…",
    "go": "◆",
    "running": "▶",
    "expect": "?",
    "done": "✓",
    "failed": "✗",
    "skipped": "»",
}
"""How the state of a step is marked."""

LIST_MARK = {
    "idle": " ",
    "running": "▶",
    "waiting": "…",
    "go": "◆",
    "holding": "‖",
    "done": "✓",
    "stopped": "»",
    "failed": "✗",
}
"""How the state of a checklist is marked."""


def limits_of(
    level: Level, channels: Mapping[str, Channel]
) -> dict[str, tuple[tuple[str, float, Severity], ...]]:
    """Limits that a level's rules put on channels: (operator, SI value, severity) by channel."""
    found: dict[str, list[tuple[str, float, Severity]]] = {}
    for rule in level.rules.values():
        crews = tuple(level.crew) if "{crew}" in rule.when else ("",)
        for who in crews:
            limit = conditions.limit_of(rule.when.replace("{crew}", who), channels)
            if limit is not None:
                name, op, value = limit
                found.setdefault(name, []).append((op, value, rule.class_))
    return {name: tuple(limits) for name, limits in found.items()}


def reading(room: Room, name: str, worst: Mapping[str, Severity]) -> Reading:
    """The value of a channel as it stands at the glass."""
    channel = room.channels.get(name)
    if channel is None:
        return Reading(name, "", NOTHING, dead=True)
    value = room.telemetry[name]
    level = worst.get(name, "routine")
    if isinstance(value, str):
        return Reading(name, channel.label, clean(value), level)
    if not math.isfinite(value):
        far = channel.dimension == "duration" and value > 0
        return Reading(name, channel.label, "over 99 h" if far else NOTHING, level, not far)
    if channel.dimension == "duration":
        return Reading(name, channel.label, long_time(value), level)
    if channel.dimension in NEVER_NEGATIVE:
        value = max(0.0, value)
    text = units.show(value, channel.shown or "1", channel.decimals)
    return Reading(name, channel.label, text, level)


def _back_in(room: Room) -> float:
    """Seconds to acquisition of signal as the sky predicts it; NaN if something is nearer."""
    if _word(room, "orbit.signal") == "lost":
        return _number(room, "orbit.signal_time")
    attention = room.attention
    known = attention is not None and "signal" in attention.why
    return attention.in_s if attention is not None and known else math.nan


def _none(name: str) -> Reading:
    return Reading(name, "", NOTHING, dead=True)


def _worst_by_channel(alarms: tuple[AlarmView, ...]) -> dict[str, Severity]:
    worst: dict[str, Severity] = {}
    for alarm in alarms:
        if not alarm.cleared and _worse(alarm.severity, worst.get(alarm.channel, "routine")):
            worst[alarm.channel] = alarm.severity
    return worst


def _worse(one: Severity, other: Severity) -> bool:
    return SEVERITIES.index(one) > SEVERITIES.index(other)


def _condition_level(condition: str, level: Severity) -> Severity:
    if condition in ("unconscious", "dead"):
        return "emergency"
    if condition == "unwell" and _worse("warning", level):
        return "warning"
    return level


def _grouped(alarms: tuple[AlarmView, ...], roles: Mapping[str, str]) -> tuple[AlarmLine, ...]:
    """One line for each alarm; those that say the same of several crew members share one."""
    groups: dict[tuple[object, ...], list[AlarmView]] = {}
    for alarm in alarms:
        said = _without_role(alarm, roles).partition(" in about ")[0]
        key = (alarm.severity, said, alarm.acknowledged, alarm.cleared)
        groups.setdefault(key, []).append(alarm)
    return tuple(_alarm(members, roles) for members in groups.values())


def _role_of(alarm: AlarmView, roles: Mapping[str, str]) -> str:
    return roles.get(alarm.channel.split(".", 1)[0], "")


def _without_role(alarm: AlarmView, roles: Mapping[str, str]) -> str:
    """The alarm's text without the crew member's role at its head."""
    role = _role_of(alarm, roles)
    text = clean(alarm.text)
    return text[len(role) :].lstrip(" :") if role and text.startswith(role + " ") else text


def _alarm(members: list[AlarmView], roles: Mapping[str, str]) -> AlarmLine:
    first = min(members, key=lambda one: math.inf if one.eta_s is None else one.eta_s)
    text = clean(first.text)
    suggest = tuple(clean(order) for order in first.suggest)
    if len(members) > 1:
        who = " ".join(sorted(_role_of(one, roles) for one in members))
        text = f"{who} {_without_role(first, roles)}".strip()
        suggest = tuple(clean(one.suggest[0]) for one in members if one.suggest)
    since = min(one.since_tick for one in members)
    tail = "cleared" if first.cleared else units.clock(since * units.TICK_S)
    return AlarmLine(
        id=first.id,
        level=first.severity,
        text=text,
        tail="" if first.eta_s is not None else tail,
        acknowledged=first.acknowledged,
        cleared=first.cleared,
        suggest=suggest,
    )


def _urgency(one: ChecklistView) -> tuple[int, int]:
    order = {"failed": 0, "go": 1, "holding": 2, "running": 3, "waiting": 4}
    return order.get(one.status, 9), -one.started_tick


def _wants(active: list[ChecklistView], following: str) -> str:
    for one in active:
        if one.status == "go" and one.at < len(one.steps):
            return f"GO: {clean(one.steps[one.at].text)}"
    for one in active:
        if one.status in ("holding", "failed"):
            return f"go on with {clean(one.title)}"
    return f"run {clean(following)}" if following and not active else ""


def _last(one: ChecklistView) -> str:
    return next((step.number for step in reversed(one.steps) if not step.depth), "")


def _tail(step: StepView) -> str:
    if step.status == "running":
        return short_time(step.remaining_s)
    if step.status in ("go", "needs", "expect", "failed"):
        return {"go": "needs GO", "needs": "waits", "expect": "checking", "failed": "FAILED"}[
            step.status
        ]
    if step.status == "skipped":
        return "left out"
    return "◆ GO" if step.critical and step.status == "todo" else ""


def _heard(kind: str, subject: str, text: str) -> tuple[str, str, str] | None:
    """Who, what and in which role an event is on the voice loop, if it is."""
    if kind == "voice":
        return subject, text, "text"
    if kind == "question":
        return subject, text, "bright"
    if kind == "order" and text.startswith(UNSPOKEN):
        return None
    if kind in ("order", "answer", "standing.left"):
        return "FLIGHT", text, "order"
    if kind == "poll":
        return "POLL", text, "bright"
    if kind in ("signal.lost", "signal.acquired"):
        return "COMM", text, "accent"
    if kind in ("rule.broken", "standing.done"):
        return "RULES" if kind == "rule.broken" else "STANDING", text, "caution"
    return None


def _number(room: Room, name: str) -> float:
    if name not in room.channels:
        return math.nan
    value = room.telemetry[name]
    return value if isinstance(value, float | int) else math.nan


def _word(room: Room, name: str) -> str:
    if name not in room.channels:
        return ""
    value = room.telemetry[name]
    return value if isinstance(value, str) else ""


def _countdown(seconds: float) -> str:
    if not math.isfinite(seconds):
        return ""
    return short_time(seconds) if seconds < FAR else ""


def _stale(room: Room) -> str:
    telemetry = room.telemetry
    return f"stale {short_time(telemetry.age_s)}" if telemetry.stale else ""


def _shown(value: float, unit: str) -> float:
    return units.convert(value, unit) if math.isfinite(value) else math.nan
