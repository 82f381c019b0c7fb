"""What the ground saw and heard, as a log keeps it: enough to play a flight without flying it.

An ``event`` line is something that was said or that happened in sight of the ground, in the tick of
its own. A ``seen`` line, once a minute, is a frame of telemetry at the resolution of the console,
with how far the checklists were and which alarms were raised; of each, what has changed since the
frame before. The first frame names the channels with their units and the kinds of event that are
kept, so that a later game, whose catalogues are others, can read and compare them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, cast, get_args

from game.flightlog.log.format import MAX_TICK, BadLine, Record
from game.mission import Mission
from game.ops.views import ListStatus
from game.vocabulary.channels import Channel, heading
from game.vocabulary.events import CATALOGUE, SEVERITIES, Event, Severity
from game.vocabulary.units import TICK_S, UNITS, convert

Value = float | str | None
"""A number in the unit of its heading, or a word; None when the transducer was dead."""

ENDLESS = "inf"
"""How a time that never comes is spelt."""
GONE = "no channel of this game"
"""The value of a channel that a log has and this game has not."""


@dataclass(frozen=True, slots=True)
class RaisedAlarm:
    """An alarm that was raised."""

    id: str
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the ground saw at a tick."""

    headings: tuple[str, ...] = ()
    """Of each value, its channel and unit: ``cabin.pressure [kPa]``."""
    values: tuple[Value, ...] = ()
    age_s: float = 0.0
    """How old the values were, s; 0 while there was signal."""
    lists: dict[str, tuple[int, ListStatus]] = field(default_factory=dict)
    """Of each checklist that was started, the step in hand (from 0) and the status."""
    alarms: tuple[RaisedAlarm, ...] = ()


KINDS: tuple[str, ...] = tuple(row.id for row in CATALOGUE if row.logged and not row.hidden)
"""Kinds of event that have lines in a log that is begun by this game."""


def kinds_in(records: Iterable[Record]) -> AbstractSet[str]:
    """The kinds of event that have lines in the log of ``records``, as its first frame says."""
    first: dict[str, Any] = next((one.value for one in records if one.kind == "seen"), {})
    named = first.get("events")
    if not isinstance(named, list):
        return frozenset(KINDS)
    return frozenset(one for one in named if isinstance(one, str))


def is_kept(event: Event, kinds: AbstractSet[str]) -> bool:
    """Whether ``event`` has a line in a log that keeps ``kinds``."""
    return not event.hidden and event.kind in kinds


def event_value(event: Event) -> list[str]:
    """What the line of ``event`` says."""
    said = [event.kind, event.subject, event.text]
    return said if event.severity == "routine" else [*said, event.severity]


def event_of(number: int, tick: int, value: Sequence[str]) -> Event:
    """The event of a line. Raises BadLine."""
    said = value[3] if len(value) > 3 else "routine"
    severity = next((one for one in SEVERITIES if one == said), None)
    if severity is None:
        raise BadLine("is an event of no severity that there is")
    return Event(number, tick, value[0], value[1], value[2], severity=severity)


def frame(mission: Mission, headings: tuple[str, ...] = ()) -> Frame:
    """What the ground sees of ``mission`` now, under ``headings`` or those of this game."""
    channels, telemetry = mission.channels, mission.telemetry
    sensed = dict(zip(telemetry, mission.ground_frame, strict=False))
    values = {heading(name, one): shown_value(sensed[name], one) for name, one in channels.items()}
    headings = headings or tuple(values)
    return Frame(
        headings,
        tuple(values.get(name, GONE) for name in headings),
        telemetry.age_s,
        mission.progress,
        tuple(
            RaisedAlarm(one.id, one.severity, one.text) for one in mission.alarms if not one.cleared
        ),
    )


def shown_value(si_value: float | str, channel: Channel) -> Value:
    """A value as the console shows it."""
    if isinstance(si_value, str):
        return si_value
    if math.isnan(si_value):
        return None
    if math.isinf(si_value):
        return ENDLESS
    shown = convert(si_value, channel.shown) if channel.shown else si_value
    rounded = round(shown, channel.decimals)
    return int(rounded) if rounded == int(rounded) else rounded


def si(value: Value, channel: Channel, unit: str) -> float | str:
    """The SI value of ``channel`` that was recorded in ``unit``: `shown_value` the other way."""
    if not channel.dimension:
        return value if isinstance(value, str) else ""
    if value == ENDLESS:
        return math.inf
    if not isinstance(value, int | float) or (unit and unit not in UNITS):
        return math.nan
    entry = UNITS[unit] if unit else None
    return value * entry.factor + entry.offset if entry else float(value)


def frame_value(now: Frame, before: Frame) -> dict[str, Any]:
    """What the line of ``now`` says, after that of ``before``."""
    said: dict[str, Any] = {}
    if now.headings != before.headings:
        said["channels"], said["events"] = list(now.headings), list(KINDS)
        before = Frame()
    old = before.values or (_NOTHING,) * len(now.values)
    changed = [value != was for value, was in zip(now.values, old, strict=True)]
    said["changed"] = _mask(changed)
    said["values"] = [value for value, new in zip(now.values, changed, strict=True) if new]
    if now.age_s:
        said["age"] = now.age_s
    lists = {name: list(at) for name, at in now.lists.items() if before.lists.get(name) != at}
    if lists:
        said["lists"] = lists
    if now.alarms != before.alarms:
        said["alarms"] = [[one.id, one.severity, one.text] for one in now.alarms]
    return said


def next_frame(value: dict[str, Any], before: Frame) -> Frame:
    """The frame of a line that comes after that of ``before``. Raises BadLine."""
    try:
        return _next_frame(value, before)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise BadLine("is no frame of telemetry") from None


def _next_frame(value: dict[str, Any], before: Frame) -> Frame:
    if ("channels" in value) is bool(before.headings):
        raise ValueError  # the first frame names them, and no other
    headings = before.headings or tuple(_list(value["channels"]))
    if not all(isinstance(one, str) for one in headings):
        raise TypeError
    changed = _flags(value["changed"], len(headings))
    new = [_checked(one) for one in _list(value["values"])]
    if len(new) != sum(changed):
        raise ValueError
    old = before.values or (None,) * len(headings)
    at = iter(new)
    values = tuple(next(at) if flag else was for flag, was in zip(changed, old, strict=True))
    lists = value.get("lists", {})
    if not isinstance(lists, dict):
        raise TypeError
    alarms = before.alarms
    if "alarms" in value:
        alarms = tuple(_raised(one) for one in _list(value["alarms"]))
    return Frame(
        headings,
        values,
        _age(value.get("age", 0.0)),
        before.lists | {name: _place(at) for name, at in lists.items()},
        alarms,
    )


def frames(values: Iterable[dict[str, Any]]) -> Iterator[Frame]:
    """The frames of all such lines of a log, in their order. Raises BadLine."""
    last = Frame()
    for value in values:
        last = next_frame(value, last)
        yield last


def difference(was: Frame, now: Frame) -> tuple[str, Value | str, Value | str] | None:
    """The first thing in which two frames differ: its name, and both values with their unit.

    Both frames have the same headings. How an alarm is worded is no difference.
    """
    if was == now:
        return None
    for name, old, new in zip(was.headings, was.values, now.values, strict=True):
        if old != new:
            channel, _, unit = name.partition(" ")
            unit = unit.strip("[]")
            return channel, _with(old, unit), _with(new, unit)
    for name in [*was.lists, *(name for name in now.lists if name not in was.lists)]:
        if was.lists.get(name) != now.lists.get(name):
            return f"checklist.{name}", _where(was, name), _where(now, name)
    if _raised_in(was) != _raised_in(now):
        return "alarms", _alarms(was), _alarms(now)
    if was.age_s != now.age_s:
        return "telemetry.age", f"{was.age_s:g} s", f"{now.age_s:g} s"
    return None


_NOTHING = object()

_MOST_STEPS = 10_000
"""More than any checklist has."""


def _mask(flags: Sequence[bool]) -> str:
    """Flags as hexadecimal digits, four to a digit, the first in the highest bit."""
    padded = [*flags, *([False] * (-len(flags) % 4))]
    quads = (padded[at : at + 4] for at in range(0, len(padded), 4))
    return "".join(f"{8 * a + 4 * b + 2 * c + d:x}" for a, b, c, d in quads)


def _flags(mask: str, count: int) -> list[bool]:
    if len(mask) != -(-count // 4):
        raise ValueError
    bits = "".join(f"{int(digit, 16):04b}" for digit in mask)
    return [bit == "1" for bit in bits[:count]]


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _checked(value: Any) -> Value:
    if value is None or isinstance(value, str):
        return value
    _number(value)
    return cast(float, value)


def _number(value: Any) -> float:
    """A number that arithmetic can take: JSON has whole ones of any length."""
    if type(value) not in (int, float):
        raise TypeError
    return float(value)


def _age(value: Any) -> float:
    if not 0.0 <= _number(value) <= MAX_TICK * TICK_S:
        raise ValueError
    return float(value)


def _place(at: Any) -> tuple[int, ListStatus]:
    step, status = _list(at)
    if type(step) is not int or not 0 <= step <= _MOST_STEPS or status not in get_args(ListStatus):
        raise ValueError
    return step, status


def _raised(one: Any) -> RaisedAlarm:
    name, severity, text = _list(one)
    if severity not in SEVERITIES or not isinstance(name, str) or not isinstance(text, str):
        raise ValueError
    return RaisedAlarm(name, severity, text)


def _with(value: Value, unit: str) -> Value | str:
    return f"{value:g} {unit}" if unit and isinstance(value, int | float) else value


def _where(one: Frame, name: str) -> str:
    at = one.lists.get(name)
    return "not started" if at is None else f"{at[1]} at step {at[0] + 1}"


def _raised_in(one: Frame) -> list[tuple[str, Severity]]:
    return [(alarm.id, alarm.severity) for alarm in one.alarms]


def _alarms(one: Frame) -> str:
    return ", ".join(alarm.id for alarm in one.alarms) or "none"
