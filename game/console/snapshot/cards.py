"""The crew: what each card says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from game.console.render.text import clean, short_time
from game.console.session import Room
from game.console.snapshot.alarms import without_role
from game.console.snapshot.parts import Advice, Card, Look, Reading
from game.console.snapshot.values import reading, worse
from game.ops.views import AlarmView, CrewView
from game.vocabulary.events import SEVERITIES, Event, Severity

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


def card(
    room: Room,
    look: Look,
    alarms: tuple[AlarmView, ...],
    worst: Mapping[str, Severity],
    at: int,
    one: CrewView,
    roles: Mapping[str, str],
    unseen: Sequence[Event] = (),
) -> Card:
    """The card of ``one``, who is the crew member number ``at`` from 0; of what is ``unseen``,
    with that which is about them."""
    advice = _unseen(one, unseen) + tuple(
        Advice(alarm.severity, without_role(alarm, roles), f"alarm:{alarm.id}")
        for alarm in alarms
        if alarm.channel.startswith(one.id + ".") and not alarm.cleared
    )
    level: Severity = max(
        (item.level for item in advice if not item.hidden), key=SEVERITIES.index, default="routine"
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
            _reading(room, f"{one.id}.{rest}", label, worst) for rest, label in SHORT_LABEL.items()
        ),
        advice=advice,
        level=level,
        selected=look.selected == one.id,
        stale=room.telemetry.stale,
    )


def _reading(room: Room, name: str, label: str, worst: Mapping[str, Severity]) -> Reading:
    made = reading(room, name, worst)
    rest = name.split(".", 1)[1]
    return Reading(name, "" if rest in UNLABELLED else label, made.text, made.level, made.dead)


def _condition_level(condition: str, level: Severity) -> Severity:
    if condition in ("unconscious", "dead"):
        return "emergency"
    if condition == "unwell" and worse("warning", level):
        return "warning"
    return level


def _unseen(one: CrewView, events: Sequence[Event]) -> tuple[Advice, ...]:
    """What is so with ``one`` and was not seen, without the role that it begins with."""
    role = clean(one.role)
    about = re.compile(rf"\b{re.escape(role)}\b")
    return tuple(
        Advice(
            event.severity,
            clean(event.text).removeprefix(role).lstrip(" :"),
            f"event:{event.number}",
            hidden=True,
        )
        for event in events
        if event.subject in (one.id, one.role) or about.search(event.text)
    )
