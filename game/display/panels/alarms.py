"""The alarms: one line each, worst first, with what may help."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from game.display.helps import useful
from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import SYMBOL, Line, Lines, Part, clean, fit, rule, spread, width_of, wrap
from game.display.values import ahead, role_of, without_role
from game.display.view import View
from game.ops.views import AlarmView
from game.vocabulary import units
from game.vocabulary.cells import cell_len
from game.vocabulary.events import Severity


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """An alarm."""

    id: str
    level: Severity
    text: str
    tail: str
    acknowledged: bool
    settled: bool
    """Whether it no longer holds or is shelved, so that nothing need be done."""
    suggest: tuple[str, ...]
    key: str = ""
    """The key that acknowledges; empty where there is none, or no order can be given."""
    heard: bool = True
    """Whether anybody on board hears one now."""


def look(view: View) -> tuple[AlarmLine, ...]:
    """The alarms that stand, worst first."""
    key = view.look.keys.get("fly.ack", "") if view.offers else ""
    alarms = tuple(
        replace(one, suggest=useful(view.room, one.suggest) if view.offers else ())
        for one in view.alarms
    )
    return tuple(replace(line, key=key, heard=view.heard) for line in grouped(alarms, view.roles))


def grouped(alarms: tuple[AlarmView, ...], roles: Mapping[str, str]) -> tuple[AlarmLine, ...]:
    """One line for each alarm; those that say the same of several crew members share one."""
    groups: dict[tuple[object, ...], list[AlarmView]] = {}
    for alarm in alarms:
        said = without_role(alarm, roles)
        shelved = alarm.shelved_until_tick is not None
        key = (alarm.severity, said, alarm.acknowledged, alarm.cleared, shelved)
        groups.setdefault(key, []).append(alarm)
    return tuple(_alarm(members, roles) for members in groups.values())


def _alarm(members: list[AlarmView], roles: Mapping[str, str]) -> AlarmLine:
    first = min(members, key=lambda one: math.inf if one.eta_s is None else one.eta_s)
    text = clean(first.text)
    suggest = tuple(clean(order) for order in first.suggest)
    if len(members) > 1:
        who = " ".join(sorted(role_of(one, roles) for one in members))
        text = f"{who} {without_role(first, roles)}".strip()
        suggest = tuple(dict.fromkeys(clean(one.suggest[0]) for one in members if one.suggest))
    since = min(one.since_tick for one in members)
    shelved = first.shelved_until_tick is not None
    if shelved or first.cleared:
        tail = "shelved" if shelved else "cleared"
    else:
        tail = "" if first.eta_s is not None else units.clock(since * units.TICK_S)
    return AlarmLine(
        id=first.id,
        level=first.severity,
        text=text + ahead(first),
        tail=tail,
        acknowledged=first.acknowledged,
        settled=first.cleared or shelved,
        suggest=suggest,
    )


def rows(alarms: tuple[AlarmLine, ...]) -> int:
    """About how many rows the alarms fill with their orders, head and a free one included."""
    return 2 + sum(2 if one.suggest and not one.settled else 1 for one in alarms)


def draw(alarms: tuple[AlarmLine, ...], size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head with the count, and the alarms with what may help.

    The worst keeps its orders however little room there is; then come a line for each of the
    others, and with what is left, in their order, texts in full and orders.
    """
    width, height = size
    fresh = sum(not alarm.acknowledged for alarm in alarms)
    key = f": {alarms[0].key}" if alarms and alarms[0].key else ""
    note = f"{fresh} new{key}" if fresh else ""
    head = rule("ALARMS", note, width, focus.on)
    if not alarms:
        quiet = (Part("   all quiet", "dim"),)
        return (head, fit(quiet, width))[:height]
    room = max(1, height - 1)
    helps = [_help(alarm, width) for alarm in alarms]
    kept = len(helps[0][:1]) if room > 1 else 0
    shown = min(len(alarms), room - kept)
    spare = room - kept - shown
    left = len(alarms) - shown
    lines: list[Line] = []
    for at, alarm in enumerate(alarms[:shown]):
        more = f"+{left} more" if left and at == shown - 1 else ""
        text = _line(alarm, width, more)
        whole = [] if more else _whole(alarm, width)
        if 0 < len(whole) - 1 <= spare:
            spare -= len(whole) - 1
            text = whole
        lines += text
        mine = kept if at == 0 else 0
        orders = helps[at][: mine + spare]
        spare -= len(orders) - mine
        lines += orders
    return (head, *lines)[:height]


def _line(alarm: AlarmLine, width: int, more: str = "") -> list[Line]:
    """An alarm in one line. Its class in words and its age give way to its text."""
    target = f"alarm:{alarm.id}"
    word = f"{alarm.level.upper()} " if not alarm.settled else ""
    tail = alarm.tail[-5:] if width < 44 and ":" in alarm.tail else alarm.tail
    tail = more or tail
    if cell_len(alarm.text) + len(word) + len(tail) + 6 > width:
        word = ""
    if not more and not alarm.settled and cell_len(alarm.text) + len(tail) + 5 > width:
        tail = ""
    role, said = _roles(alarm)
    head = (_mark(alarm), Part(word, role, target), Part(alarm.text, said, target))
    end = (Part(tail + " ", "dim", target),) if tail else ()
    return [spread(head, end, width) if end else fit(head, width)]


def _whole(alarm: AlarmLine, width: int) -> list[Line]:
    """An alarm with all of its text, in as many lines as that takes."""
    target = f"alarm:{alarm.id}"
    rows = wrap(f"{alarm.text}, {alarm.tail}" if alarm.settled else alarm.text, width - 3)
    starts = [_mark(alarm), *[Part("   ")] * (len(rows) - 1)]
    said = _roles(alarm)[1]
    return [(start, Part(row, said, target)) for start, row in zip(starts, rows, strict=True)]


def _mark(alarm: AlarmLine) -> Part:
    new = " " if alarm.acknowledged else "*"
    return Part(f"{new}{SYMBOL[alarm.level]} ", _roles(alarm)[0], f"alarm:{alarm.id}")


def _roles(alarm: AlarmLine) -> tuple[str, str]:
    """The roles of an alarm's mark and of its text."""
    role: str = "dim" if alarm.settled else alarm.level
    if alarm.acknowledged and not alarm.settled:
        role = f"{alarm.level}.seen"
    return role, "text" if alarm.acknowledged else role


def _help(alarm: AlarmLine, width: int) -> list[Line]:
    """The orders that may help, in as many lines as they take; none once it is settled.

    Without a signal they are no buttons, and say when they will be heard.
    """
    rows: list[list[Part]] = []
    if alarm.settled:
        return []
    if alarm.suggest and not alarm.heard:
        later = f"   at AOS: {', '.join(alarm.suggest)}"
        return [fit((Part(later, "dim", f"alarm:{alarm.id}"),), width)]
    for order in alarm.suggest:
        button = Part(f" {order} ", "offer", f"order:{order}")
        if not rows or width_of(rows[-1]) + cell_len(button.text) > width:
            rows.append([Part("   ")])
        rows[-1] += [button, Part(" ")]
    return [fit(row, width) for row in rows]


PANEL = Panel(
    id="alarms",
    title="ALARMS",
    help="Every alarm that stands, worst first, with the time left and the orders that may help.",
    place=Body(order=80, area="alarms"),
    look=look,
    draw=draw,
)
