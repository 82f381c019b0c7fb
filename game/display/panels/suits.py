"""The suits: a strip each, with what matters drawn over the last quarter of an hour."""

from __future__ import annotations

import math
from dataclasses import dataclass

from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import SYMBOL, Line, Lines, Part, clean, fit, pad, right, rule, width_of
from game.display.trends import until
from game.display.values import reading
from game.display.view import View
from game.ops.views import CrewView
from game.ops.words import about
from game.vocabulary import units
from game.vocabulary.events import Severity

READINGS = {
    "suit.pressure": "suit",
    "suit.co2": "CO₂",
    "heart_rate": "♥",
    "core_temperature": "core",
}
"""The readings of a strip, and how they are marked."""
POINTS = 60
STEP = 3
"""A sparkline has this many points at most, each so many of the trend's: 15 s."""
SOON_S = 15 * 60.0
"""A limit further away, in seconds, is not worth saying."""
BARS = "▁▂▃▄▅▆▇█"
LABEL, VALUE, LIMIT = 5, 10, 27
"""Cells of a reading's name, its value, and its limit with the time to it."""
LEAST_LINE = 6
"""Cells of the shortest sparkline."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A reading over time."""

    channel: str
    label: str
    text: str
    level: Severity
    points: tuple[float, ...]
    """SI, the newest last; NaN where unknown."""
    low: float
    high: float
    """The ends of its scale, SI: what was seen, and the limit that is nearest."""
    limit: str
    """The limit that is nearest, as ``max 15.0 mmHg``; empty if there is none."""
    soon: str
    """When it is reached as things go, as ``in 6 min``; empty if not soon."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One person's suit."""

    key: str
    crew: str
    role: str
    place: str
    sparks: tuple[Spark, ...]
    selected: bool
    stale: bool


def look(view: View) -> tuple[Strip, ...]:
    """The strip of every crew member."""
    return tuple(
        Strip(
            key=str(at) if at <= 9 else " ",
            crew=one.id,
            role=clean(one.role),
            place=one.place,
            sparks=tuple(
                _spark(view, one, rest, label)
                for rest, label in READINGS.items()
                if f"{one.id}.{rest}" in view.room.channels
            ),
            selected=one.id == view.look.selected,
            stale=view.room.telemetry.stale,
        )
        for at, one in enumerate(view.crew, 1)
    )


def _spark(view: View, one: CrewView, rest: str, label: str) -> Spark:
    room, trends = view.room, view.trends
    name = f"{one.id}.{rest}"
    channel = room.channels[name]
    points = trends.recent(name, room.tick, POINTS, STEP)
    known = [value for value in points if math.isfinite(value)]
    now = known[-1] if known else math.nan
    shown = reading(room, name, view.worst)
    ahead = [one for one in trends.watched(name) if (one.value > now) == one.above]
    nearest = min(ahead, key=lambda one: abs(one.value - now), default=None)
    ends = known + ([nearest.value] if nearest is not None else [])
    limit = soon = ""
    if nearest is not None:
        said = units.show(nearest.value, channel.shown or "1", channel.decimals)
        limit = f"{'max' if nearest.above else 'min'} {said}"
        seconds = until(known, nearest.value, STEP)
        soon = f"in {about(seconds)}" if seconds < SOON_S else ""
    return Spark(
        channel=name,
        label=label,
        text=shown.text,
        level=shown.level,
        points=points,
        low=min(ends, default=0.0),
        high=max(ends, default=0.0),
        limit=limit,
        soon=soon,
    )


def draw(strips: tuple[Strip, ...], size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head, and for everybody as many lines as there is room for, four readings in them."""
    width, height = size
    note = "values are STALE" if any(one.stale for one in strips) else "last 15 min"
    lines = [rule("SUITS", note, width, focus.on)]
    each = max(1, min(4, (height - 1) // max(1, len(strips))))
    spaced = (height - 1) >= (each + 1) * len(strips)
    for strip in strips:
        lines += _strip(strip, width, each)
        if spaced:
            lines.append(())
    return tuple(lines[:height])


def _strip(strip: Strip, width: int, each: int) -> list[Line]:
    who = _who(strip)
    margin = width_of(who)
    beside = -(-len(strip.sparks) // each) if strip.sparks else 1
    room = (width - margin) // beside
    rows: list[Line] = []
    for row in range(each):
        mine = strip.sparks[row * beside : (row + 1) * beside]
        parts = list(who) if row == 0 else [Part(" " * margin)]
        for spark in mine:
            parts += _drawn(spark, room - 1, strip.stale)
            parts.append(Part(" "))
        rows.append(fit(parts, width))
    return rows


def _who(strip: Strip) -> Line:
    target = f"crew:{strip.crew}"
    return (
        Part("▌" if strip.selected else " ", "select.mark", target),
        Part(strip.key, "key", target),
        Part(" " + pad(strip.role, 4), "select" if strip.selected else "bright", target),
        Part(pad(strip.place, 8), "accent" if strip.place in ("outside", "hatch") else "dim"),
    )


def _drawn(spark: Spark, width: int, stale: bool) -> list[Part]:
    """A reading in exactly ``width`` cells: name, sparkline, value, and if they fit its limit.

    Where there is little room there is no sparkline, and the value is whole.
    """
    target = f"channel:{spark.channel}"
    bad = spark.level != "routine"
    role = "stale" if stale else spark.level if bad else "value"
    if width < LABEL + LEAST_LINE + VALUE + 1:
        text = f"{SYMBOL[spark.level] if bad else ''}{spark.text}"
        short = (Part(f"{spark.label} ", "dim", target), Part(text, role, target))
        made = fit(short, width)
        return [*made, Part(" " * (width - width_of(made)))]
    tail = LIMIT if width >= LABEL + LEAST_LINE + VALUE + LIMIT + 4 else 0
    room = max(0, width - LABEL - VALUE - 1 - tail)
    text = f"{SYMBOL[spark.level] if bad else ''}{spark.text}"
    parts = [
        Part(pad(spark.label, LABEL), "dim", target),
        Part(right(line(spark, room), room), role if bad else "plot", target),
        Part(right(text, VALUE) + " ", role, target),
    ]
    if tail:
        near = "caution" if spark.soon else "dim"
        parts.append(Part(pad(f" {spark.limit} {spark.soon}".rstrip(), tail), near, target))
    made = fit(parts, width)
    return [*made, Part(" " * (width - width_of(made)))]


def line(spark: Spark, width: int) -> str:
    """The points of a reading in at most ``width`` characters, the newest last.

    A scale without an extent is drawn through its middle: nothing has happened.
    """
    extent = spark.high - spark.low
    drawn = []
    for value in spark.points[-width:] if width > 0 else ():
        if not math.isfinite(value):
            drawn.append(" ")
            continue
        share = (value - spark.low) / extent if extent > 0.0 else 0.5
        drawn.append(BARS[min(len(BARS) - 1, max(0, int(share * len(BARS))))])
    return "".join(drawn)


PANEL = Panel(
    id="suits",
    title="SUITS",
    help="Everyone's suit pressure, CO2, heart and temperature over the last quarter of an hour, "
    "with the limit that is next and the time to it.",
    place=Body(order=45, area="suits", turns=True),
    look=look,
    draw=draw,
)
