"""Whose life is at stake, by what, and how long they have, as far as the ground can tell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from game.display.helps import already, impossible
from game.display.text import clean
from game.display.trends import SAMPLE_TICKS, Trends, until
from game.display.values import number, reading, without_role, word
from game.display.view import View
from game.ops.views import AlarmView, CrewView
from game.ops.words import about
from game.physics import breath
from game.physics.constants import MMHG
from game.room import Room
from game.vocabulary import units

LONGEST_S = 3600.0
"""A time longer than this, in seconds, is no emergency's."""
EVERYBODY = "ALL"
"""Who is at stake when the ship is."""


@dataclass(frozen=True, slots=True)
class Stake:
    """One person's life, or everybody's, and what the room can do about it."""

    who: str
    """The role, and what tells where they are."""
    where: str
    what: str
    left: str
    """How long there is, in words; if nobody can say, how long it has gone on."""
    left_s: float
    """The same in seconds; infinite if nobody can say."""
    suggest: tuple[tuple[str, bool], ...]
    """Orders that may help, the best first, and whether that is so already."""
    target: str
    """What ``?`` explains."""
    seen: bool
    """Whether it was acknowledged."""


def stakes(view: View) -> tuple[Stake, ...]:
    """Everybody whose life is at stake, who has least time first; empty while nobody's is."""
    pressing = [a for a in view.alarms if a.severity == "emergency" and not a.cleared]
    found = []
    for one in view.crew:
        mine = [alarm for alarm in pressing if alarm.channel.startswith(one.id + ".")]
        if one.condition != "dead" and (mine or one.condition == "unconscious"):
            found.append(_of_person(view, one, mine))
    people = {one.id for one in view.crew}
    ship = [alarm for alarm in pressing if alarm.channel.split(".", 1)[0] not in people]
    if ship:
        found.append(_of_ship(view, ship))
    return tuple(sorted(found, key=lambda stake: stake.left_s))


def _of_person(view: View, one: CrewView, alarms: Sequence[AlarmView]) -> Stake:
    room = view.room
    since_s = _since_s(room, alarms)
    down = [alarm for alarm in alarms if alarm.channel == f"{one.id}.condition"]
    seconds, what = time_left(room, view.trends, one, _since_s(room, down) if down else since_s)
    return Stake(
        who=clean(one.role),
        where=one.place.upper(),
        what=_what(view, alarms) or "does not answer",
        left=f"{what} {about(seconds)}" if math.isfinite(seconds) else _since(since_s),
        left_s=seconds,
        suggest=_suggest(view.room, alarms),
        target=f"alarm:{alarms[0].id}" if alarms else f"crew:{one.id}",
        seen=all(alarm.acknowledged for alarm in alarms),
    )


def _of_ship(view: View, alarms: Sequence[AlarmView]) -> Stake:
    return Stake(
        who=EVERYBODY,
        where="",
        what=_what(view, alarms),
        left=_since(_since_s(view.room, alarms)),
        left_s=math.inf,
        suggest=_suggest(view.room, alarms),
        target=f"alarm:{alarms[0].id}",
        seen=all(alarm.acknowledged for alarm in alarms),
    )


def _what(view: View, alarms: Sequence[AlarmView]) -> str:
    """What is wrong and the value of it, for each alarm."""
    said = []
    for alarm in alarms:
        channel = view.room.channels.get(alarm.channel)
        shown = channel is not None and channel.dimension
        now = f", now {reading(view.room, alarm.channel, {}).text}" if shown else ""
        said.append(without_role(alarm, view.roles) + now)
    return "; ".join(said)


def _suggest(room: Room, alarms: Sequence[AlarmView]) -> tuple[tuple[str, bool], ...]:
    """The orders that may help, those not given yet first, each alarm's best before its others."""
    ranked = [
        (already(room, order), rank, clean(order))
        for alarm in alarms
        for rank, order in enumerate(alarm.suggest)
        if not impossible(room, order)
    ]
    ranked.sort(key=lambda found: found[:2])
    return tuple({order: (order, done) for done, _, order in ranked}.values())


def _since_s(room: Room, alarms: Sequence[AlarmView]) -> float:
    """For how long the first of ``alarms`` has stood, s."""
    since = min((alarm.since_tick for alarm in alarms), default=room.tick)
    return (room.tick - since) * units.TICK_S


def _since(seconds: float) -> str:
    return f"for {about(seconds)}"


def time_left(room: Room, trends: Trends, one: CrewView, since_s: float) -> tuple[float, str]:
    """How long ``one`` has, in seconds, and what it is that lasts so long.

    Infinite where the ground can't say. It is computed from what the gauges show: useful
    consciousness in the gas that is breathed; else what the emergency bottle holds at the rate at
    which it empties; else how soon the gas is too thin. Who is unconscious from a lack of oxygen,
    for ``since_s`` s now, can be saved for as long as bodies are.
    """
    visor_open = word(room, f"{one.id}.suit.visor") == "open"
    inside = "cabin" if visor_open else f"{one.id}.suit"
    oxygen, pressure = number(room, f"{inside}.o2"), number(room, f"{inside}.pressure")
    if not (math.isfinite(oxygen) and math.isfinite(pressure)):
        return math.inf, ""
    if one.condition == "unconscious":
        saved = breath.hypoxia_survival(_breathed(oxygen, pressure), pressure)
        if saved >= LONGEST_S:  # the gas is good: it is water, CO2 or heat, and no gauge tells that
            return math.inf, ""
        return max(0.0, saved - since_s), "can be saved for about"
    useful = breath.useful_consciousness(_breathed(oxygen, pressure))
    if useful < LONGEST_S:
        used = used_up(trends.points(f"{inside}.o2", room.tick),
                       trends.points(f"{inside}.pressure", room.tick))  # fmt: skip
        return max(0.0, (1.0 - used) * useful), "conscious for about"
    if word(room, f"{one.id}.suit.emergency") == "on":
        seconds = until(trends.points(f"{one.id}.suit.emergency_mass", room.tick), 0.0)
        if seconds < LONGEST_S:
            return seconds, "emergency oxygen for"
    least = (breath.ENOUGH_MMHG + breath.WATER_VAPOUR_MMHG) * MMHG
    seconds = until(trends.points(f"{inside}.o2", room.tick), least)
    return (seconds, "too thin to breathe in") if seconds < LONGEST_S else (math.inf, "")


def _breathed(oxygen: float, pressure: float) -> float:
    """Tracheal O2, mmHg, of a gas with so much oxygen, Pa, at so much pressure, Pa."""
    share = min(1.0, oxygen / pressure) if pressure > 0.0 else 0.0
    return breath.tracheal(pressure / MMHG, share)


def used_up(oxygen: Sequence[float], pressure: Sequence[float]) -> float:
    """The share of useful consciousness that is gone, 0 to 1, after a trend of the gas breathed."""
    used = 0.0
    for one, total in zip(reversed(oxygen), reversed(pressure), strict=False):
        if not (math.isfinite(one) and math.isfinite(total)):
            break
        useful = breath.useful_consciousness(_breathed(one, total))
        if useful >= LONGEST_S:
            break
        used += SAMPLE_TICKS * units.TICK_S / useful
    return min(1.0, used)
