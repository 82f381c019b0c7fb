"""The truth: what nobody saw, and the readings that were not true."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from game.debrief.truth import Gap, gaps, unseen_in
from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import (
    HIDDEN,
    Line,
    Lines,
    Part,
    clean,
    fit,
    long_time,
    pad,
    right,
    rule,
    short_time,
    wrap,
)
from game.display.trends import label
from game.display.values import LITTLE_GAS, NOTHING
from game.display.view import View
from game.mission import Mission
from game.room import Room
from game.vocabulary import units
from game.vocabulary.channels import Channel
from game.vocabulary.events import Event

WHY = {
    "dead": "",
    "stuck": "stuck",
    "drifting": "drifts",
    "noisy": "noisy",
    "old": "",
    "slow": "slow",
    "moving": "just now",
}
"""Why telemetry is not the truth, in a word: the transducer failed or is slow, or it was read
just before. A dead one says so itself, and that all values are old stands over them."""

OF_GAS = ("cabin.temperature", "cabin.o2_fraction")
"""Channels that mean nothing in a vacuum."""

VALUE = 13
"""Cells of a true value."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A channel of which telemetry says something else than what is so."""

    channel: str
    label: str
    true: str
    seen: str
    why: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something that is so, or happened, and that the ground did not see."""

    event: int
    tick: int
    met: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth beside what telemetry shows."""

    apart: tuple[Apart, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    note: str = ""
    """What stands beside the truth: ``telemetry``, or ``telemetry 3:08 old``."""
    none: str = ""
    """Why nothing can be shown, as a sentence; empty when it can."""
    key: str = ""
    """The key that lists all of it; empty where there is none."""


NO_TRUTH = "The truth was not recorded: another version of the game flew this."


def look(view: View) -> Truth | None:
    """The truth, while it is asked for."""
    if not view.look.truth:
        return None
    return replace(truth(view.room), key=view.look.keys.get("replay.all", ""))


def truth(mission: Room) -> Truth:
    """The truth in ``mission`` now, and what the ground did not see.

    Of a flight by another version of the game, that nobody knows.
    """
    if not isinstance(mission, Mission):
        return Truth(none=NO_TRUTH)
    roles = {who: clean(one.role) for who, one in mission.level.crew.items()}
    telemetry = mission.telemetry
    pressure = mission.truth()["cabin.pressure"]
    gas = isinstance(pressure, str) or pressure >= LITTLE_GAS
    return Truth(
        apart=tuple(
            _gap(gap, mission.channels[gap.channel], roles)
            for gap in gaps(mission)
            if gas or gap.channel not in OF_GAS
        ),
        unseen=_each_once(unseen_in(mission)),
        note=f"telemetry {short_time(telemetry.age_s)} old" if telemetry.stale else "telemetry",
    )


def _each_once(events: Iterable[Event]) -> tuple[Unseen, ...]:
    """What ``events`` are; a failure with several effects is told once."""
    told: dict[tuple[int, str], Event] = {}
    for event in events:
        told.setdefault((event.tick, _words(event)), event)
    return tuple(
        Unseen(one.number, tick, units.clock(tick * units.TICK_S), words, one.kind)
        for (tick, words), one in told.items()
    )


def _words(event: Event) -> str:
    """What an event says, and of what was said, who said it."""
    return clean(f"{event.subject}: {event.text}" if event.row.speaker == "*" else event.text)


def _gap(gap: Gap, channel: Channel, roles: Mapping[str, str]) -> Apart:
    return Apart(
        channel=gap.channel,
        label=label(gap.channel, channel, roles),
        true=_text(gap.true, channel),
        seen="dead" if gap.why == "dead" else _text(gap.seen, channel),
        why=WHY[gap.why],
    )


def _text(value: float | str, channel: Channel) -> str:
    """A value in the player's units."""
    if isinstance(value, str):
        return clean(value)
    if not math.isfinite(value):
        return NOTHING
    if channel.dimension == "duration":
        return "never" if value >= units.NEVER_S else long_time(value)
    return units.show(channel.as_gauged(value), channel.shown or "1", channel.decimals)


def draw(truth: Truth, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head, what nobody saw (half of the room at most, if both need it), and the readings."""
    width, height = size
    note = f"≠ {truth.note}" if truth.apart else ""
    head = rule("THE TRUTH", note, width, focus.on)
    room = max(0, height - 1)
    quiet = truth.none
    if not truth.unseen and not truth.apart:
        quiet = quiet or "Telemetry says what is so, and nothing is hidden."
    if quiet:
        said = (fit((Part(f"   {row}", "dim"),), width) for row in wrap(quiet, max(10, width - 4)))
        return (head, *said)[:height]
    for_unseen = max(room - len(truth.apart), room // 2)
    tail = f": {truth.key} lists all" if truth.key else ""
    unseen = [_unseen(one, width) for one in truth.unseen]
    unseen = _held(unseen, for_unseen, width, f"not seen{tail}")
    apart = [_apart(one, width) for one in truth.apart]
    apart = _held(apart, room - len(unseen), width, f"readings apart{tail}")
    return (head, *unseen, *apart)[:height]


def _held(rows: list[Line], room: int, width: int, what: str) -> list[Line]:
    """As many of ``rows`` as there is room for, and how many there are besides."""
    if len(rows) <= room:
        return rows
    kept = rows[: max(0, room - 1)]
    more = Part(f"   and {len(rows) - len(kept)} more {what}", "dim", "key:all")
    return [*kept, fit((more,), width)][:room]


def _unseen(one: Unseen, width: int) -> Line:
    target = f"event:{one.event}"
    return fit(
        (
            Part(f" {HIDDEN} ", "truth", target),
            Part(f"{one.met} ", "dim", target),
            Part(one.text, "truth", target),
        ),
        width,
    )


def _apart(one: Apart, width: int) -> Line:
    target = f"channel:{one.channel}"
    return fit(
        (
            Part(f" {pad(one.label, 24 if width >= 64 else 17)}", "text", target),
            Part(right(one.true, VALUE), "bright", target),
            Part(" ≠ ", "truth", target),
            Part(one.seen, "stale", target),
            Part(f"  {one.why}", "dim", target),
        ),
        width,
    )


PANEL = Panel(
    id="truth",
    title="THE TRUTH",
    help="In a replay, with {replay.truth}: what the ground did not see, and the readings that "
    "were not true.",
    place=Body(order=60, turns=True),
    look=look,
    draw=draw,
)
