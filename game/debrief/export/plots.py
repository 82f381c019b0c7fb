"""Plots of a report: a channel of everybody, or of the ship, with its limits, as inline SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.debrief.export.drawing import (
    Scale,
    decimals_of,
    line,
    number,
    round_ticks,
    time_label,
    time_ticks,
)
from game.debrief.export.story import Series, Story
from game.debrief.export.text import markup
from game.debrief.limits import Limit
from game.vocabulary.units import clock, convert

WIDTH, HEIGHT = 540, 236
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 12, 24
DASHES = 8
"""How many crew members colour and dashes can tell apart, as in the style sheet."""
_FAR_LIMIT = 0.6
"""A limit further from the values than this share of their range is written, not drawn."""
_OFF = 0.02
"""The truth is drawn where it differs from telemetry by this share of the axis."""
_NOISE = 0.01
"""Values below zero by less than this share of the highest are noise."""
_STANDING_OUT = 2.5
"""A time left is drawn up to so many times its median: with the flow off it is unbounded."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What one plot shows."""

    title: str
    note: str
    """What to look for, in a few words."""
    series: tuple[tuple[str, Series], ...]
    """Label and values of each line."""
    limits: tuple[Limit, ...]


def plots(story: Story) -> list[Plot]:
    """The plots of a report: the suits, the people, the cabin, the oxygen."""
    return [
        _of_crew(story, "suit.pressure", "Suit pressure", "what they lived in"),
        _of_crew(story, "suit.delta", "Suit above cabin", "a fall is a leak, or a valve"),
        _of_crew(story, "suit.co2", "CO₂ breathed", "it rises with work and falls with flow"),
        _of_crew(story, "saturation", "Oxygen in the blood", "under 85 % judgement goes"),
        _of_crew(story, "heart_rate", "Heart rate", "who worked, and how hard"),
        _of_ship(story, "cabin.pressure", "Cabin pressure", "the vent, vacuum, and the repress"),
        _of_ship(story, "cabin.o2_fraction", "Oxygen in the cabin", "above the limit, things burn"),
        _of_ship(story, "o2.time_left", "Oxygen left", "at the flow of the moment"),
    ]


def _of_crew(story: Story, rest: str, title: str, note: str) -> Plot:
    names = {f"{who}.{rest}": role for who, role in story.crew.items()}
    series = tuple((role, story.series[name]) for name, role in names.items())
    limits = {
        (one.above, one.value, one.severity): one for one in story.limits if one.channel in names
    }
    return Plot(title, note, series, tuple(limits.values()))


def _of_ship(story: Story, name: str, title: str, note: str) -> Plot:
    limits = tuple(one for one in story.limits if one.channel == name)
    return Plot(title, note, ((title, story.series[name]),), limits)


@dataclass(frozen=True, slots=True)
class _Axes:
    across: Scale
    up: Scale
    unit: str
    ticks: tuple[float, ...]


def figure(plot: Plot, story: Story, number_of: int) -> str:
    """The plot as a figure with its picture, its legend and what was off the scale."""
    unit = plot.series[0][1].channel.shown
    axes = _axes(plot, story, unit)
    name = f"plot-{number_of}"
    said = "; ".join(f"{label}: {_range(one, unit)}" for label, one in plot.series)
    shown = [one for one in plot.limits if _drawn(one, axes)]
    picture = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{markup(plot.title)} over the mission</title>',
        f'<desc id="{name}-d">{markup(said)}. {markup(_limits_in_words(plot.limits, unit))}</desc>',
        *_silences(story, axes),
        *_grid(story, axes),
        *(_limit(one, axes) for one in shown),
        *_lines(plot, story, axes),
        *(_limit_name(one, axes) for one in shown),
        "</svg>",
    ]
    heading = (
        f'<h3>{markup(plot.title)} <span class="unit">{markup(_unit(unit))}</span>'
        f'<span class="note">{markup(plot.note)}</span></h3>'
    )
    told = _limits_in_words(plot.limits, unit) if plot.limits else ""
    limits = f'<p class="limits">Alarms: {markup(told)}</p>' if told else ""
    caption = f"<figcaption>{_legend(plot, unit)}{limits}</figcaption>"
    return f"<figure>{heading}{''.join(picture)}{caption}</figure>"


def _unit(unit: str) -> str:
    return {"1/min": "beats a minute", "": ""}.get(unit, unit)


def _axes(plot: Plot, story: Story, unit: str) -> _Axes:
    values = [convert(v, unit) for _, one in plot.series for v in (*one.seen, *one.true) if v == v]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if unit == "min" and values:
        high = min(high, _STANDING_OUT * sorted(values)[len(values) // 2])
    reach = _FAR_LIMIT * max(high - low, 0.15 * abs(high), 1e-9)
    for limit in plot.limits:
        at = convert(limit.value, unit)
        if low - reach <= at <= high + reach:
            low, high = min(low, at), max(high, at)
    true = [convert(v, unit) for _, one in plot.series for v in one.true if v == v]
    if low < 0.35 * high and min(true, default=0.0) >= -_NOISE * high:
        low = 0.0
    if unit == "%" and max(true, default=0.0) <= 100.0:
        high = min(high, 100.0)
    ticks = round_ticks(low, high)
    end = max(story.times[-1], 1.0)
    across = Scale(0.0, end, LEFT, WIDTH - RIGHT)
    return _Axes(across, Scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP), unit, ticks)


def _drawn(limit: Limit, axes: _Axes) -> bool:
    return axes.up.low <= convert(limit.value, axes.unit) <= axes.up.high


def _silences(story: Story, axes: _Axes) -> Iterator[str]:
    for span in story.silences:
        x, end = axes.across(span.start_s), axes.across(span.end_s)
        yield (
            f'<rect class="silence" x="{number(x)}" y="{TOP}" width="{number(end - x)}" '
            f'height="{HEIGHT - TOP - BOTTOM}"><title>No signal, {clock(span.start_s)} to '
            f"{clock(span.end_s)}</title></rect>"
        )


def _grid(story: Story, axes: _Axes) -> Iterator[str]:
    decimals = decimals_of(axes.ticks)
    for value in axes.ticks:
        y = number(axes.up(value))
        yield f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
        yield f'<text class="y" x="{LEFT - 6}" y="{y}">{value:.{decimals}f}</text>'
    end = story.times[-1]
    for met in time_ticks(end, 7):
        x = number(axes.across(met))
        yield f'<path class="tick" d="M{x} {HEIGHT - BOTTOM}v4"/>'
        yield f'<text class="x" x="{x}" y="{HEIGHT - 6}">{time_label(met, end)}</text>'


def _limit(limit: Limit, axes: _Axes) -> str:
    y = number(axes.up(convert(limit.value, axes.unit)))
    return f'<path class="limit {limit.severity}" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'


def _limit_name(limit: Limit, axes: _Axes) -> str:
    y = axes.up(convert(limit.value, axes.unit))
    beside = number(y + 11 if y < TOP + 14 else y - 4)
    return (
        f'<text class="limit {limit.severity}" x="{WIDTH - RIGHT - 2}" y="{beside}">'
        f"{limit.severity}</text>"
    )


def _lines(plot: Plot, story: Story, axes: _Axes) -> Iterator[str]:
    for at, (label, one) in enumerate(plot.series):
        seen = [_pixel(v, axes) for v in one.seen]
        true = [_pixel(v, axes) for v in one.true]
        apart = [_differs(s, t, axes) for s, t in zip(seen, true, strict=True)]
        hidden = [t if off else math.nan for t, off in zip(true, _widened(apart), strict=True)]
        across = [axes.across(met) for met in story.times]
        title = f"<title>{markup(label)}</title>"
        really = line(zip(across, hidden, strict=True))
        if really:
            yield f'<path class="line true c{at % DASHES}" d="{really}">{title}</path>'
        known = line(zip(across, seen, strict=True))
        if known:
            yield f'<path class="line c{at % DASHES}" d="{known}">{title}</path>'


def _pixel(value: float, axes: _Axes) -> float:
    return axes.up(convert(value, axes.unit)) if value == value else math.nan


def _differs(seen: float, true: float, axes: _Axes) -> bool:
    return true == true and not abs(seen - true) <= _OFF * abs(axes.up.start - axes.up.end)


def _widened(flags: Sequence[bool]) -> list[bool]:
    """With the neighbours, so that a dotted line meets the solid one."""
    return [
        flag or (at > 0 and flags[at - 1]) or (at + 1 < len(flags) and flags[at + 1])
        for at, flag in enumerate(flags)
    ]


def _legend(plot: Plot, unit: str) -> str:
    many = len(plot.series) > 1
    items = [
        f'<li><svg class="key" viewBox="0 0 26 8" aria-hidden="true">'
        f'<path class="line c{at % DASHES}" d="M0 4H26"/></svg>'
        f"{f'<b>{markup(label)}</b> ' if many else ''}{markup(_range(one, unit))}</li>"
        for at, (label, one) in enumerate(plot.series)
    ]
    return f'<ul class="legend">{"".join(items)}</ul>'


def _range(one: Series, unit: str) -> str:
    """The lowest and the highest true value, in words."""
    values = [convert(v, unit) for v in one.true if v == v]
    if not values:
        return "nothing known"
    decimals = one.channel.decimals
    low, high = (f"{value:z.{decimals}f}" for value in (min(values), max(values)))
    shown = "" if unit == "1/min" else f" {unit}"
    return f"{low}{shown}" if low == high else f"{low} to {high}{shown}"


def _limits_in_words(limits: Sequence[Limit], unit: str) -> str:
    said = [
        f"{one.severity} {'above' if one.above else 'below'} "
        f"{convert(one.value, unit):.3g} {_unit(unit)}".rstrip()
        + (f" while {one.only}" if one.only else "")
        for one in limits
    ]
    return f"{', '.join(said)}." if said else "No limit is set."
