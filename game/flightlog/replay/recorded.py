"""A mission of another physics version, as its log recorded it instead of flown again.

Its ``seen`` lines are telemetry once a minute, its ``event`` lines all that was said or seen to
happen, its orders and its end stand at their ticks. This game can show all that, and can't prove
any of it: its own simulation flies otherwise. Nothing in between is made up: telemetry stands
still from minute to minute.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from game.flightlog.log.format import BadLine, FlightLogError, Record, shown
from game.flightlog.log.reader import FlightLog
from game.flightlog.log.telemetry import Frame, event_of, frames, si
from game.flightlog.replay.refly import difficulty_of
from game.level.schema import Difficulty, Level
from game.mission import PHYSICS_VERSION, Mission
from game.ops.control.margin import flow_kg_s, margin
from game.ops.estimate import Book
from game.ops.views import (
    AlarmView,
    Attention,
    ChecklistView,
    CrewView,
    ListStatus,
    MarginView,
    ObjectiveView,
    Outcome,
    PlanItem,
    QuestionView,
    StandingView,
    StepStatus,
)
from game.vocabulary import orders
from game.vocabulary.channels import Channel
from game.vocabulary.events import OBJECTIVE, OBJECTIVE_GRADE, OBJECTIVE_LOST, PLAN_CHANGED, Event
from game.vocabulary.units import TICK_S


class RecordedTelemetry(Mapping[str, "float | str"]):
    """What the ground saw at the last frame: SI numbers (NaN when unknown) and words."""

    def __init__(self, room: Recorded) -> None:
        self._room = room

    def __getitem__(self, name: str) -> float | str:
        room = self._room
        channel = room.channels[name]
        at, unit = room.columns.get(name, (-1, ""))
        return si(room.frame.values[at] if at >= 0 else None, channel, unit)

    def __iter__(self) -> Iterator[str]:
        return iter(self._room.channels)

    def __len__(self) -> int:
        return len(self._room.channels)

    @property
    def stale(self) -> bool:
        """Whether the signal was lost, so that these were old values."""
        return self._room.frame.age_s > 0.0

    @property
    def age_s(self) -> float:
        """How old the values were when they were recorded, s; 0 while there was signal."""
        return self._room.frame.age_s


class Recorded:
    """The control room's side of a mission as far as its log recorded it, at any ``tick``.

    It has what a running mission shows; what no log keeps (questions, standing orders, times to
    go) is empty. What the level alone decides comes from a mission of it that is never flown.
    Raises FlightLogError when the log can't be read so, or recorded no telemetry.
    """

    questions: tuple[QuestionView, ...] = ()
    standing: tuple[StandingView, ...] = ()
    lesson: str | None = None
    attention: Attention | None = None

    def __init__(self, log: FlightLog) -> None:
        header = log.header
        self.tick = 0
        self.level: Level = log.level
        self._book = Book(self.level.checklists)
        self.difficulty: Difficulty = difficulty_of(log)
        self.seed = header.seed
        self._blank = Mission(self.level, seed=self.seed, difficulty=self.difficulty)
        self.names: orders.Names = self._blank.names
        self.channels: Mapping[str, Channel] = self._blank.channels
        self.telemetry = RecordedTelemetry(self)
        shots = [record for record in log.records if record.kind == "seen"]
        if not shots:
            raise FlightLogError(
                f"{shown(log.path.name)} was flown by physics version {header.physics}; this game "
                f"has version {PHYSICS_VERSION}, and the log holds no telemetry to show."
            )
        self.frame_ticks = [record.tick for record in shots]
        """When each frame of telemetry was taken."""
        self._frames = _frames(log, shots)
        self.columns = _columns(self._frames[0].headings)
        """Of each recorded channel, its place in a frame and its unit."""
        self.all_events = _events(log)
        """All events of the log, in order of time."""
        self._event_ticks = [event.tick for event in self.all_events]
        self.end_tick = log.last_tick
        self._end = log.end

    @property
    def time(self) -> float:
        """Mission elapsed time, s."""
        return self.tick * TICK_S

    @property
    def frame(self) -> Frame:
        """The last frame of telemetry at this tick."""
        return self._frames[max(0, bisect_right(self.frame_ticks, self.tick) - 1)]

    @property
    def events(self) -> Sequence[Event]:
        """What was ordered, said and seen so far."""
        return self.all_events[: bisect_right(self._event_ticks, self.tick)]

    @property
    def outcome(self) -> Outcome | None:
        """How it ended, once it had."""
        end = self._end
        if end is None or self.tick < end.tick:
            return None
        value = end.value
        kind = value.get("outcome")
        score = value.get("score")
        return Outcome(
            kind if kind in ("success", "home", "lost", "timeout") else "timeout",
            shown(value.get("reason", ""), 200),
            end.tick,
            score if type(score) is int else 0,
            self.all_events[-1].number if self.all_events else 0,
        )

    @property
    def crew(self) -> tuple[CrewView, ...]:
        """The crew, and the steps that they were doing.

        If several checklists name them, as one that another one runs, it is that begun last.
        """
        in_hand = {
            role: (one.title, step.text)
            for one in self.checklists
            for step in one.steps[one.at : one.at + 1]
            if step.status == "running"
            for role in step.who
        }
        return tuple(
            self._person(one, *in_hand.get(one.role, ("", ""))) for one in self._blank.crew
        )

    def _person(self, one: CrewView, checklist: str, task: str) -> CrewView:
        place, condition, pace = (
            str(self.telemetry[f"{one.id}.{name}"]) or "unknown"
            for name in ("place", "condition", "pace")
        )
        return replace(
            one, place=place, condition=condition, pace=pace, task=task, checklist=checklist
        )

    @property
    def checklists(self) -> tuple[ChecklistView, ...]:
        """The checklists that were started: running ones first."""
        known = self.level.checklists
        started = [self.checklist(name) for name in self.frame.lists if name in known]
        return tuple(sorted(started, key=lambda one: one.status in ("done", "stopped")))

    def checklist(self, name: str) -> ChecklistView:
        """One checklist, with its steps as far as they are known. Raises KeyError."""
        blank = self._blank.checklist(name)
        if name not in self.frame.lists:
            return blank
        step, status = self.frame.lists[name]
        numbers = [view.number for view in blank.steps]
        at = numbers.index(str(step + 1)) if str(step + 1) in numbers else len(numbers)
        marks = (_step_status(place, at, status) for place in range(len(blank.steps)))
        steps = tuple(
            replace(view, status=mark) for view, mark in zip(blank.steps, marks, strict=True)
        )
        return replace(blank, status=status, at=at, steps=steps)

    @property
    def plan(self) -> tuple[PlanItem, ...]:
        """The flight plan and how far it was."""
        known = {item.checklist: item for item in (*self._blank.plan, *self._blank.options)}
        return self._progressed(known[name] for name in self._planned() if name in known)

    @property
    def options(self) -> tuple[PlanItem, ...]:
        """Optional work that was not in the flight plan."""
        planned = self._planned()
        items = (*self._blank.plan, *self._blank.options)
        return self._progressed(
            item for item in items if item.optional and item.checklist not in planned
        )

    def _planned(self) -> tuple[str, ...]:
        """The checklists of the flight plan, as it was changed up to now."""
        changed = [event for event in self.events if event.kind == PLAN_CHANGED.id]
        return tuple(str(changed[-1].data["plan"]).split()) if changed else self.level.plan

    def _progressed(self, items: Iterable[PlanItem]) -> tuple[PlanItem, ...]:
        lists, flow = self.frame.lists, flow_kg_s(self.level, self.telemetry.__getitem__)
        made = []
        for item in items:
            status = lists[item.checklist][1] if item.checklist in lists else item.status
            made.append(replace(item, status=status, oxygen_kg=item.takes_s * flow))
        return tuple(made)

    @property
    def margin(self) -> MarginView:
        """How long the oxygen lasted beyond what the plan and the reserve needed."""
        reading, lists = self.telemetry.__getitem__, self.frame.lists
        return margin(self.level, self._book, self._planned(), reading, lists)

    @property
    def alarms(self) -> tuple[AlarmView, ...]:
        """The alarms that were raised at the last frame."""
        return tuple(
            AlarmView(one.id, one.severity, one.text, "", 0, True, False, None, ())
            for one in self.frame.alarms
        )

    @property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        """The objectives, and when they were met."""
        met = {event.subject: event.tick for event in self.events if event.row is OBJECTIVE}
        lost = {event.subject: event.tick for event in self.events if event.row is OBJECTIVE_LOST}
        reached = {
            event.subject: str(event.data.get("reached", ""))
            for event in self.events
            if event.row is OBJECTIVE_GRADE
        }
        return tuple(
            replace(
                one,
                met_tick=met.get(one.id),
                lost_tick=lost.get(one.id),
                reached=reached.get(one.id, ""),
            )
            for one in self._blank.objectives
        )


def _step_status(place: int, at: int, status: ListStatus) -> StepStatus:
    if place < at or status == "done":
        return "done"
    if place > at or status in ("stopped", "idle"):
        return "todo"
    by_status: dict[str, StepStatus] = {"go": "go", "waiting": "needs", "failed": "failed"}
    return by_status.get(status, "running")


def _frames(log: FlightLog, shots: Sequence[Record]) -> list[Frame]:
    """The frames of the log. Raises FlightLogError."""
    made: list[Frame] = []
    try:
        made.extend(frames(record.value for record in shots))
    except BadLine as bad:
        line = shots[len(made)].number
        raise FlightLogError(
            f"{shown(log.path.name)}, line {line} {bad}: it can't be shown.", line
        ) from None
    return made


def _columns(headings: Sequence[str]) -> dict[str, tuple[int, str]]:
    split = (heading.partition(" ") for heading in headings)
    return {name: (at, unit.strip("[]")) for at, (name, _, unit) in enumerate(split)}


def _events(log: FlightLog) -> list[Event]:
    """Orders, events and the end of the log as events. Raises FlightLogError."""
    made: list[Event] = []
    for record in log.records:
        number, tick = len(made), record.tick
        try:
            if record.kind == "order":
                made.append(Event(number, tick, "order", record.value.split(" ")[0], record.value))
            elif record.kind == "event":
                made.append(event_of(number, tick, record.value))
        except BadLine as bad:
            raise FlightLogError(
                f"{shown(log.path.name)}, line {record.number} {bad}: it can't be shown.",
                record.number,
            ) from None
    return made
