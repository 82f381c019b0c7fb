"""The alarms: one line each, or one for several of the same."""

from __future__ import annotations

import math
from collections.abc import Mapping

from game.console.render.text import clean
from game.console.snapshot.parts import AlarmLine
from game.ops.views import AlarmView
from game.vocabulary import units


def grouped(
    alarms: tuple[AlarmView, ...], roles: Mapping[str, str], offers: bool = True
) -> tuple[AlarmLine, ...]:
    """One line for each alarm; those that say the same of several crew members share one.

    ``offers`` says whether orders can be given: else nothing is suggested.
    """
    groups: dict[tuple[object, ...], list[AlarmView]] = {}
    for alarm in alarms:
        said = without_role(alarm, roles).partition(" in about ")[0]
        key = (alarm.severity, said, alarm.acknowledged, alarm.cleared)
        groups.setdefault(key, []).append(alarm)
    return tuple(_alarm(members, roles, offers) for members in groups.values())


def _role_of(alarm: AlarmView, roles: Mapping[str, str]) -> str:
    return roles.get(alarm.channel.split(".", 1)[0], "")


def without_role(alarm: AlarmView, roles: Mapping[str, str]) -> str:
    """The alarm's text without the crew member's role at its head."""
    role = _role_of(alarm, roles)
    text = clean(alarm.text)
    return text[len(role) :].lstrip(" :") if role and text.startswith(role + " ") else text


def _alarm(members: list[AlarmView], roles: Mapping[str, str], offers: bool) -> AlarmLine:
    first = min(members, key=lambda one: math.inf if one.eta_s is None else one.eta_s)
    text = clean(first.text)
    suggest = tuple(clean(order) for order in first.suggest)
    if len(members) > 1:
        who = " ".join(sorted(_role_of(one, roles) for one in members))
        text = f"{who} {without_role(first, roles)}".strip()
        suggest = tuple(dict.fromkeys(clean(one.suggest[0]) for one in members if one.suggest))
    since = min(one.since_tick for one in members)
    tail = "cleared" if first.cleared else units.clock(since * units.TICK_S)
    return AlarmLine(
        id=first.id,
        level=first.severity,
        text=text,
        tail="" if first.eta_s is not None else tail,
        acknowledged=first.acknowledged,
        cleared=first.cleared,
        suggest=suggest if offers else (),
        offers=offers,
    )
