"""The value of a channel as it is shown, and how bad it is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from game.debrief.planned import began_tick
from game.display.text import clean, long_time
from game.ops.views import AlarmView, PlanItem
from game.ops.words import about
from game.room import Room
from game.vocabulary import units
from game.vocabulary.events import SEVERITIES, Severity

NOTHING = "--"
"""Stands for the value of a dead transducer, or of one that this level does not have."""

LITTLE_GAS = 500.0
"""Cabin pressure, Pa, under which its temperature and its share of oxygen mean nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as it is shown."""

    channel: str
    label: str
    text: str
    level: Severity = "routine"
    dead: bool = False


def reading(room: Room, name: str, worst: Mapping[str, Severity]) -> Reading:
    """The value of a channel as it is shown."""
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
    text = units.show(channel.as_gauged(value), channel.shown or "1", channel.decimals)
    return Reading(name, channel.label, text + second(room, name), level)


def second(room: Room, name: str) -> str:
    """The mark of a value that is read by its second transducer."""
    return " B" if word(room, f"{name}.transducer") == "b" else ""


def none(name: str) -> Reading:
    """What stands where a value means nothing."""
    return Reading(name, "", NOTHING, dead=True)


def worst_by_channel(alarms: tuple[AlarmView, ...]) -> dict[str, Severity]:
    """The worst alarm that stands on each channel."""
    worst: dict[str, Severity] = {}
    for alarm in alarms:
        if not alarm.cleared and worse(alarm.severity, worst.get(alarm.channel, "routine")):
            worst[alarm.channel] = alarm.severity
    return worst


def worse(one: Severity, other: Severity) -> bool:
    """Whether ``one`` is worse than ``other``."""
    return SEVERITIES.index(one) > SEVERITIES.index(other)


def number(room: Room, name: str) -> float:
    """The value of a channel that is a number, SI; NaN where the level has none."""
    if name not in room.channels:
        return math.nan
    value = room.telemetry[name]
    return value if isinstance(value, float | int) else math.nan


def gauged(room: Room, name: str) -> float:
    """The value of a channel that is a number, as its gauge shows it; NaN where there is none."""
    value = number(room, name)
    return room.channels[name].as_gauged(value) if name in room.channels else value


def word(room: Room, name: str) -> str:
    """The value of a channel that is a word; empty where the level has none."""
    if name not in room.channels:
        return ""
    value = room.telemetry[name]
    return value if isinstance(value, str) else ""


def role_of(alarm: AlarmView, roles: Mapping[str, str]) -> str:
    """The role of the crew member that an alarm is about; empty when it is about the ship."""
    return roles.get(alarm.channel.split(".", 1)[0], "")


def without_role(alarm: AlarmView, roles: Mapping[str, str]) -> str:
    """The alarm's text without the crew member's role at its head."""
    role = role_of(alarm, roles)
    text = clean(alarm.text)
    return text[len(role) :].lstrip(" :") if role and text.startswith(role + " ") else text


def plan_began_s(room: Room) -> float:
    """Mission elapsed time from which the planned times count, s.

    That is 0, or, in a level that begins in the middle, from where the flight is the player's.
    """
    began = began_tick(room)
    return room.time if began is None else began * units.TICK_S


def margin_s(room: Room) -> float:
    """The margin as it is shown, s; NaN when nobody can tell.

    It is a forecast at the flows that are set, and a leak draws more: it is never shown as more
    than the oxygen that is left at the flow of now.
    """
    forecast, left = room.margin.margin_s, number(room, "o2.time_left")
    return left if left < forecast else forecast


def behind_s(room: Room) -> float:
    """How far the flight is behind the book, s; below 0 ahead of it."""
    return room.time - plan_began_s(room) - room.margin.flown_s


def behind(minutes: int) -> str:
    """How a flight stands to the book, ``minutes`` behind it, or ahead if negative."""
    if not minutes:
        return "on time"
    return f"{abs(minutes)} min {'behind' if minutes > 0 else 'ahead'}"


def ahead(alarm: AlarmView) -> str:
    """`` in about 3 min`` for an alarm given ahead of its limit; empty for others."""
    return "" if alarm.eta_s is None else f" in about {about(alarm.eta_s)}"


def cost(item: PlanItem) -> str:
    """``2 min 0.4 kg``, and ``5 pt`` for work that is worth points by itself."""
    minutes = f"{item.takes_s / 60.0:.0f} min" if item.takes_s >= 30.0 else "short"
    points = f"  {item.points} pt" if item.points else ""
    return f"{minutes} {item.oxygen_kg:4.1f} kg{points}"
