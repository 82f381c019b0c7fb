"""The alarms: one line each, worst first, with what may help."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from game.display.cells import cell_len
from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import SYMBOL, Line, Lines, Part, clean, fit, rule, spread
from game.display.values import ahead, role_of, without_role
from game.display.view import View
from game.ops.views import AlarmView
from game.vocabulary import units
from game.vocabulary.events import Severity


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


def look(view: View) -> tuple[AlarmLine, ...]:
    """The alarms that stand, worst first."""
    return grouped(view.alarms, view.roles, view.offers)


def grouped(
    alarms: tuple[AlarmView, ...], roles: Mapping[str, str], offers: bool = True
) -> tuple[AlarmLine, ...]:
    """One line for each alarm; those that say the same of several crew members share one.

    ``offers`` says whether orders can be given: else nothing is suggested.
    """
    groups: dict[tuple[object, ...], list[AlarmView]] = {}
    for alarm in alarms:
        said = without_role(alarm, roles)
        key = (alarm.severity, said, alarm.acknowledged, alarm.cleared)
        groups.setdefault(key, []).append(alarm)
    return tuple(_alarm(members, roles, offers) for members in groups.values())


def _alarm(members: list[AlarmView], roles: Mapping[str, str], offers: bool) -> AlarmLine:
    first = min(members, key=lambda one: math.inf if one.eta_s is None else one.eta_s)
    text = clean(first.text)
    suggest = tuple(clean(order) for order in first.suggest)
    if len(members) > 1:
        who = " ".join(sorted(role_of(one, roles) for one in members))
        text = f"{who} {without_role(first, roles)}".strip()
        suggest = tuple(dict.fromkeys(clean(one.suggest[0]) for one in members if one.suggest))
    since = min(one.since_tick for one in members)
    tail = "cleared" if first.cleared else units.clock(since * units.TICK_S)
    return AlarmLine(
        id=first.id,
        level=first.severity,
        text=text + ahead(first),
        tail="" if first.eta_s is not None else tail,
        acknowledged=first.acknowledged,
        cleared=first.cleared,
        suggest=suggest if offers else (),
        offers=offers,
    )


def draw(alarms: tuple[AlarmLine, ...], size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head with the count, and the alarms; suggestions under those not yet acknowledged."""
    width, height = size
    fresh = sum(not alarm.acknowledged for alarm in alarms)
    key = ": a" if any(alarm.offers for alarm in alarms) else ""
    note = f"{fresh} new{key}" if fresh else ""
    lines = [rule("ALARMS", note, width, focus.on)]
    room = height - 1
    if not alarms:
        quiet = (Part("   all quiet", "dim"),)
        return (lines[0], fit(quiet, width))[:height]
    spare = room - len(alarms)
    for at, alarm in enumerate(alarms):
        if len(lines) == height - 1 and at < len(alarms) - 1:
            more = len(alarms) - at
            lines.append(fit((Part(f"   and {more} more", "dim"),), width))
            break
        lines.append(_line(alarm, width))
        if alarm.suggest and spare > 0 and not alarm.cleared:
            lines.append(_help(alarm, width))
            spare -= 1
    return tuple(lines[:height])


def _line(alarm: AlarmLine, width: int) -> Line:
    target = f"alarm:{alarm.id}"
    role: str = "dim" if alarm.cleared else alarm.level
    if alarm.acknowledged and not alarm.cleared:
        role = f"{alarm.level}.seen"
    word = alarm.level.upper()
    tail = alarm.tail[-5:] if width < 44 and ":" in alarm.tail else alarm.tail
    if cell_len(alarm.text) + len(word) + len(tail) + 7 > width:
        word = ""
    new = "*" if not alarm.acknowledged else " "
    head = (
        Part(f"{new}{SYMBOL[alarm.level]} ", role, target),
        Part(f"{word} " if word and not alarm.cleared else "", role, target),
        Part(alarm.text, role if not alarm.acknowledged else "text", target),
    )
    return spread(head, (Part(tail + " ", "dim", target),), width)


def _help(alarm: AlarmLine, width: int) -> Line:
    parts = [Part("   ")]
    for order in alarm.suggest:
        parts += [Part(f" {order} ", "offer", f"order:{order}"), Part(" ")]
    return fit(parts, width)


PANEL = Panel(
    id="alarms",
    title="ALARMS",
    help="Every alarm that stands, worst first, with the time left and the orders that may help.",
    place=Body(order=80, area="alarms"),
    look=look,
    draw=draw,
)
