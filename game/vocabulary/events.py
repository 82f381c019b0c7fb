"""The catalogue of events: everything that can happen in a mission.

An event is a fact with its causes: the numbers of the events that brought it about.
Following them back from the outcome leads to a decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["routine", "advisory", "caution", "warning", "emergency"]

SEVERITIES: tuple[Severity, ...] = ("routine", "advisory", "caution", "warning", "emergency")
"""From the calmest to the worst."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at ``tick``.

    ``subject`` is who or what it happened to (a crew id, a checklist, ``cabin``), or who
    speaks. ``causes`` are numbers of earlier events. A ``hidden`` event is true but was not
    seen by the ground at the time: only the debrief may show it.
    """

    number: int
    tick: int
    kind: str
    subject: str
    text: str
    causes: tuple[int, ...] = ()
    severity: Severity = "routine"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class EventWord:
    """A kind of event and what it means."""

    kind: str
    what: str


CATALOGUE: tuple[EventWord, ...] = tuple(
    EventWord(kind, what)
    for kind, what in (
        ("mission.started", "The mission begins."),
        ("order", "The flight director gave an order, and it was accepted."),
        ("standing.left", "A standing order was left with the crew."),
        ("standing.done", "A standing order's condition came true, and it was carried out."),
        ("checklist.started", "A checklist began."),
        ("checklist.held", "A checklist was held."),
        ("checklist.continued", "A held checklist goes on."),
        ("checklist.done", "A checklist was completed."),
        ("checklist.stopped", "A checklist was stopped before its end."),
        ("checklist.failed", "A checklist could not go on."),
        ("step.started", "A crew member began a step."),
        ("step.done", "A step was reported done."),
        ("step.failed", "A step did not show what it should, or was not possible."),
        ("step.skipped", "A step was left out by order."),
        ("step.slip", "A step was reported done but was not done right."),
        ("step.caught", "A slip was seen and put right."),
        ("go.needed", "A critical step waits for the flight director's GO."),
        ("voice", "Somebody spoke on the loop."),
        ("question", "Somebody asks the flight director something."),
        ("answer", "The flight director answered, or the time to answer ran out."),
        ("poll", "The room was polled."),
        ("rule.broken", "An order went against a flight rule."),
        ("alarm.raised", "Telemetry crossed a limit."),
        ("alarm.cleared", "Telemetry is back within the limit."),
        ("alarm.acknowledged", "The flight director acknowledged an alarm."),
        ("signal.lost", "Loss of signal."),
        ("signal.acquired", "Acquisition of signal."),
        ("sun.rise", "The ship comes into sunlight."),
        ("sun.set", "The ship goes into shadow."),
        ("valve", "A valve of the ship was moved."),
        ("hatch", "The hatch, its latches or its seal changed."),
        ("suit.set", "A setting of a suit was changed."),
        ("suit.leak", "A suit leaks."),
        ("suit.leak_check", "A suit's leak check ended."),
        ("suit.pressure", "A suit's pressure left its safe range, or came back."),
        ("suit.fog", "A visor fogged, or cleared."),
        ("breath.o2", "Somebody breathes too little oxygen, or enough again."),
        ("breath.co2", "Somebody breathes too much CO2, or little enough again."),
        ("body.heat", "Somebody overheats, or has cooled down."),
        ("body.unconscious", "Somebody lost consciousness."),
        ("body.recovered", "Somebody came round."),
        ("body.dead", "Somebody died."),
        ("move", "Somebody moved from one place to another."),
        ("tank", "A tank is low or empty."),
        ("cabin", "The cabin's pressure passed a mark on its way down or up."),
        ("fault", "Something broke, as the level says."),
        ("objective", "An objective was met or missed."),
        ("outcome", "The mission ended."),
    )
)
"""Every kind of event."""

KINDS = frozenset(word.kind for word in CATALOGUE)


class EventLog:
    """The running list of what happened. The world and the people add to it; nobody takes away.

    ``tick`` is set by the mission before each step. ``first`` is the number of the first event
    kept: more than 0 after a restore from a keyframe, when earlier events are on disk.
    """

    __slots__ = ("events", "first", "tick")

    def __init__(self, first: int = 0) -> None:
        self.events: list[Event] = []
        self.first = first
        self.tick = 0

    @property
    def next_number(self) -> int:
        """The number that the next event will get."""
        return self.first + len(self.events)

    def add(
        self,
        kind: str,
        subject: str,
        text: str,
        causes: tuple[int, ...] = (),
        severity: Severity = "routine",
        hidden: bool = False,
    ) -> int:
        """Add an event now and return its number. Negative causes stand for none."""
        number = self.next_number
        known = tuple(cause for cause in causes if cause >= 0)
        self.events.append(Event(number, self.tick, kind, subject, text, known, severity, hidden))
        return number
