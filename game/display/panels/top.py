"""The top line: what mission, what time, how fast, signal, light, oxygen."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from game.display.panel import NO_FOCUS, Band, Focus, Panel, Size
from game.display.text import (
    Line,
    Lines,
    Part,
    aimed,
    clean,
    cut,
    gauge,
    long_time,
    short_time,
    spread,
    width_of,
)
from game.display.values import behind, behind_s, gauged, margin_s, number, word
from game.display.view import View
from game.room import Room
from game.vocabulary import units
from game.vocabulary.cells import cell_len
from game.vocabulary.events import Severity
from game.world.sky import sky_of

FAR_MARGIN = 10 * 3600.0
"""A margin longer than this, in seconds, says nothing."""
KEPT = 0.5
"""Kilograms in a tank that is shut from which it is told that they are there."""
LEAST_ROOM = 16
"""Cells under which a title that is cut says nothing, so that none is shown."""

FAR = 4 * 3600.0
"""A countdown from further off, in seconds, is not worth a look."""


@dataclass(frozen=True, slots=True)
class Top:
    """The top line."""

    title: str
    met: str
    speed: str
    paused: bool
    signal: bool
    signal_text: str
    day: bool
    light_text: str
    oxygen_text: str
    oxygen_share: float
    oxygen_level: Severity
    margin_text: str
    """``+8 min`` beyond plan and reserve, ``-3 min`` when they do not fit; empty if not known."""
    margin_short: bool
    """Whether the plan does not fit."""
    behind_min: int
    """Whole minutes behind the book; negative when ahead of it."""
    stale: str
    """``stale 2:10`` while the signal is lost, else empty."""


def look(view: View) -> Top:
    """The top line of the mission as it looks now."""
    room = view.room
    telemetry = room.telemetry
    signal = view.heard
    signal_in = number(room, "orbit.signal_time") if signal else _back_in(room)
    day = word(room, "orbit.light") != "night"
    supply = room.level.supply
    oxygen = supply.o2_a.mass + supply.o2_b.mass
    left = number(room, "o2.time_left")
    margin = margin_s(room) if room.outcome is None else math.nan
    masses = gauged(room, "o2.a.mass") + gauged(room, "o2.b.mass")
    return Top(
        title=clean(room.level.title),
        met=units.clock(room.time),
        speed=view.look.speed,
        paused=view.look.paused,
        signal=signal,
        signal_text=_countdown(signal_in),
        day=day,
        light_text=_countdown(number(room, "orbit.light_time") - telemetry.age_s),
        oxygen_text="not flowing" if left >= units.NEVER_S else long_time(left) + _kept(room),
        oxygen_share=round(masses / oxygen, 2) if oxygen and masses == masses else 0,
        oxygen_level=view.worst.get("o2.time_left", "routine"),
        margin_text=_signed_minutes(margin),
        margin_short=margin < 0.0,
        behind_min=int(behind_s(room) / 60.0),
        stale=_stale(room),
    )


def _kept(room: Room) -> str:
    """`` +A`` beside the time of the tank that feeds, if oxygen is kept in the one that is shut."""
    shut = {"a": "b", "b": "a"}.get(word(room, "o2.feed"), "")
    return f" +{shut.upper()}" if shut and gauged(room, f"o2.{shut}.mass") >= KEPT else ""


def _signed_minutes(seconds: float) -> str:
    """``+8 min`` or ``-1 h 03 min``; empty when nobody can say, or nothing is drawn."""
    if not math.isfinite(seconds) or seconds >= FAR_MARGIN:
        return ""
    whole = int(abs(seconds) / 60.0)
    length = f"{whole} min" if whole < 100 else f"{whole // 60} h {whole % 60:02d} min"
    return f"{'-' if seconds < 0.0 and whole else '+'}{length}"


def _back_in(room: Room) -> float:
    """Seconds to acquisition of signal as the orbit has it; NaN if it is lost for another cause."""
    sky = sky_of(room.level.orbit)
    return math.nan if sky.signal(room.time) else sky.signal_time(room.time)


def _countdown(seconds: float) -> str:
    if not math.isfinite(seconds):
        return ""
    return short_time(seconds) if seconds < FAR else ""


def _stale(room: Room) -> str:
    telemetry = room.telemetry
    return f"stale {short_time(telemetry.age_s)}" if telemetry.stale else ""


def draw(top: Top, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """One line. What is left of the oxygen keeps its place at the right edge at any width."""
    width = size.width
    wide = width >= 105
    least = 4 if top.margin_text else 8
    oxygen = _oxygen(top, wide, gauge_width=min(24, max(least, (width - 92) // 4)))
    clock = (
        Part("MET ", "dim", "channel:mission.met") if wide else Part("", "dim"),
        Part(top.met, "bright", "channel:mission.met"),
        Part("  "),
        Part(top.speed, "pause" if top.paused else "text", "key:pause"),
    )
    versions = [(*clock, *line) for line in _sky(top, wide)]
    free = width - width_of(oxygen) - 3
    rest = next((line for line in versions if width_of(line) <= free), versions[-1])
    room = width - width_of(oxygen) - width_of(rest) - 2
    name = top.title.upper()
    if cell_len(name) + 3 > room:
        name = cut(name, room - 3) if room >= LEAST_ROOM else ""
    title: Line = (Part(f" {name}  " if name else " ", "bright"),)
    return (spread((*title, *rest), oxygen, width),)


def _sky(top: Top, wide: bool) -> list[Line]:
    """Signal, light and book, from the fullest version to the shortest."""
    unaged = _signal(replace(top, stale=""), wide=False)
    brief = unaged[:1] if top.signal or not top.signal_text else (_aos(top),)
    signals = (_signal(top, wide), _signal(top, wide=False), unaged, brief)
    lights = (_light(top, wide), _light(top, wide=False))
    books = (_book(top, wide), _book(top, wide=False), ())
    order = ((0, 0, 0), (0, 0, 1), (0, 1, 1), (1, 1, 1), (2, 1, 1), (2, 1, 2), (3, 1, 2))
    gap = Part("   " if wide else "  ")
    return [
        tuple(
            part
            for field in (signals[signal], lights[light], books[book])
            if field
            for part in (gap, *field)
        )
        for signal, light, book in order
    ]


def _aos(top: Top) -> Part:
    """When the signal is back, where there is no room to say that it is lost."""
    return Part(f"○ AOS {top.signal_text}", "caution", "channel:orbit.signal_time")


def _signal(top: Top, wide: bool) -> Line:
    target = "channel:orbit.signal_time"
    if top.signal:
        if not top.signal_text:
            return (Part("● signal", "text", target),)
        words = f"● signal, lost in {top.signal_text}" if wide else f"● LOS {top.signal_text}"
        return (Part(words, "text", target),)
    back = f", back in {top.signal_text}" if wide else f" AOS {top.signal_text}"
    stale = f" {top.stale}" if top.stale else ""
    return (
        Part(f"○ NO SIGNAL{stale}", "caution", target),
        Part(back if top.signal_text else "", "text", target),
    )


def _light(top: Top, wide: bool) -> Line:
    target = "channel:orbit.light_time"
    symbol = "☀" if top.day else "☾"
    what = "sunset in " if top.day else "sunrise in "
    words = f"{symbol} {what if wide else ''}{top.light_text}"
    return (Part(words, "sun" if top.day else "night", target),)


def _book(top: Top, wide: bool) -> Line:
    """Whether the flight is ahead of or behind the planned times."""
    target = "book:now"
    role = "text" if top.behind_min else "dim"
    if wide:
        return (Part(behind(top.behind_min), role, target),)
    sign = "▾" if top.behind_min > 0 else "▴" if top.behind_min else "="
    return (Part(f"{sign}{abs(top.behind_min) or ''}", role, target),)


def _margin(top: Top, wide: bool) -> Line:
    if not top.margin_text:
        return ()
    role = "stale" if top.stale else "caution" if top.margin_short else "bright"
    text = top.margin_text if wide else top.margin_text.removesuffix(" min")
    target = "margin:now"
    return (Part("margin ", "dim", target), Part(text, role, target), Part("  "))


def _oxygen(top: Top, wide: bool, gauge_width: int) -> Line:
    calm = top.oxygen_level in ("routine", "advisory")
    role = "stale" if top.stale else "bright" if calm else str(top.oxygen_level)
    bar = "bar" if role == "bright" else "dim" if top.stale else role
    target = "channel:o2.time_left"
    return (
        *_margin(top, wide),
        Part("O₂ ", "dim", target),
        Part(top.oxygen_text, role, target),
        Part(" "),
        *aimed(gauge(top.oxygen_share, gauge_width, bar), target),
        Part(" "),
    )


PANEL = Panel(
    id="top",
    title="TOP LINE",
    help="The mission, its time and speed, signal and light, and how long the oxygen lasts.",
    place=Band(order=0, rows=lambda _: 1),
    look=look,
    draw=draw,
    focusable=False,
)
