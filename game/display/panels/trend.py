"""The trend of one channel in braille, with its limits."""

from __future__ import annotations

import math
from dataclasses import dataclass

from game.display.measures import shown_unit
from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import Line, Lines, Part, fit, joined, long_time, right, rule
from game.display.trends import SAMPLE_TICKS, label
from game.display.values import NOTHING, reading
from game.display.view import View
from game.vocabulary import units
from game.vocabulary.events import Severity

AXIS = 8
"""Cells for the scale at the left."""

_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a channel as a level's rule has it, in shown units."""

    value: float
    above: bool
    level: Severity


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend of one channel, in shown units."""

    channel: str
    label: str
    unit: str
    decimals: int
    now: str
    points: tuple[float, ...]
    limits: tuple[Limit, ...]
    span: str
    stale: bool
    reading: bool = False
    """Whether the past is still being read from the log."""
    key: str = ""
    """The key that chooses a channel; empty where there is none."""


def look(view: View) -> Trend:
    """The trend that is looked at, up to now."""
    room, trends = view.room, view.trends
    name = view.look.trend if trends.plots(view.look.trend) else _matters(view)
    channel = room.channels.get(name)
    if channel is None:
        return Trend(name, NOTHING, "", 0, NOTHING, (), (), "", False)
    shown, decimals = shown_unit(
        channel.dimension, channel.shown or "1", channel.decimals, view.look.pressure
    )
    points = trends.points(name, room.tick)
    return Trend(
        channel=name,
        label=label(name, channel, view.roles),
        unit=shown.replace("1/min", "/min") if channel.shown else "",
        decimals=decimals,
        now=reading(room, name, {}).text,
        points=tuple(_shown(max(value, channel.floor), shown) for value in points),
        limits=tuple(
            Limit(_shown(one.value, shown), one.above, one.severity) for one in trends.limits(name)
        ),
        span=long_time(len(points) * SAMPLE_TICKS * units.TICK_S),
        stale=room.telemetry.stale,
        reading=view.look.reading,
        key=view.look.keys.get("look.trend", ""),
    )


def _shown(value: float, unit: str) -> float:
    return units.convert(value, unit) if math.isfinite(value) else math.nan


def _matters(view: View) -> str:
    """What is worth a look: the worst alarm's channel, else CO2 of who is outside, else cabin."""
    alarmed = (one.channel for one in view.alarms if not one.cleared)
    outside = (f"{one.id}.suit.co2" for one in view.crew if one.place == "outside")
    found = (name for name in (*alarmed, *outside) if view.trends.plots(name))
    return next(found, "cabin.pressure")


def draw(trend: Trend, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head with the value now, then the plot: newest at the right edge."""
    width, height = size
    note = f"{trend.now}{' STALE' if trend.stale else ''}"
    if trend.reading:
        note = f"reading the log · {note}"
    head = rule(f"TREND · {trend.label}", note, width, focus.on)
    rows, columns = height - 1, width - AXIS - 1
    if rows < 2 or columns < 8:
        return (head,)
    points = _columns(trend.points, columns * 2)
    known = [value for value in points if math.isfinite(value)]
    if not known:
        hint = f"; {trend.key} chooses a channel" if trend.key else ""
        return (head, (), fit((Part(f"   no values yet{hint}", "dim"),), width))
    low, high = _scale(known, [limit.value for limit in trend.limits], trend.decimals)
    cells = _plot(points, low, high, columns, rows)
    lines: list[Line] = []
    marks = {}
    for limit in trend.limits:
        if low <= limit.value <= high:
            row = min(rows - 1, int((high - limit.value) / (high - low) * rows))
            marks[row] = limit
    for row in range(rows):
        value = high - (high - low) * row / max(1, rows - 1)
        label = _number(value, trend.decimals) if row in (0, rows - 1) else ""
        mark = marks.get(row)
        if mark is None:
            lines.append((Part(right(label, AXIS) + " ", "dim"), Part(cells[row], "plot")))
            continue
        label = _number(mark.value, trend.decimals)
        name = f"{mark.level} {'above' if mark.above else 'below'} "
        plotted = cells[row]
        if not plotted[: len(name)].strip("⠀"):
            plotted = name + plotted[len(name) :]
        text = plotted.replace("⠀", "┄")
        parts = [Part(right(label, AXIS) + " ", mark.level), *_two_roles(text, mark.level)]
        lines.append(fit(parts, width))
    return (head, *lines)


def _number(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def _two_roles(text: str, level: str) -> Line:
    """A row of the plot with a limit through it, the limit in the role of its level."""
    return joined(Part(c, "plot" if "⠀" <= c <= "⣿" else level) for c in text)


def _columns(points: tuple[float, ...], count: int) -> list[float]:
    """The points as ``count`` columns, newest last: all of them, drawn closer as they grow."""
    if len(points) <= count:
        return list(points)
    step = -(-len(points) // count)
    start = len(points) % step
    return [points[at] for at in range(start or step - 1, len(points), step)][-count:]


def _scale(known: list[float], limits: list[float], decimals: int) -> tuple[float, float]:
    low, high = min(known), max(known)
    span = max(high - low, 10.0**-decimals * 4, abs(high) * 0.02)
    for limit in limits:
        if low - 2 * span <= limit <= high + 2 * span:
            low, high = min(low, limit), max(high, limit)
    margin = max((high - low) * 0.08, 10.0**-decimals * 2)
    noise = 10.0**-decimals / 2  # what reads as 0 is no reason for an axis below it
    floor = 0.0 if low >= -noise else -math.inf
    return max(floor, low - margin), high + margin


def _plot(points: list[float], low: float, high: float, columns: int, rows: int) -> list[str]:
    cells = [[0] * columns for _ in range(rows)]
    shift = columns * 2 - len(points)
    before: int | None = None
    for at, value in enumerate(points):
        if not math.isfinite(value):
            before = None
            continue
        y = int((high - value) / (high - low) * (rows * 4 - 1) + 0.5)
        y = min(rows * 4 - 1, max(0, y))
        x = at + shift
        span = range(min(before, y), max(before, y) + 1) if before is not None else (y,)
        for dot in span:
            cells[dot // 4][x // 2] |= _DOTS[x % 2][dot % 4]
        before = y
    return ["".join(chr(0x2800 + bits) for bits in row) for row in cells]


PANEL = Panel(
    id="trend",
    title="TREND",
    help="One channel over time, with its limits; {look.trend} chooses the channel.",
    place=Body(order=40, area="upper", turns=True),
    look=look,
    draw=draw,
)
