"""The top line: what mission, what time, how fast, signal, light, oxygen."""

from __future__ import annotations

from game.console.render.text import Line, Lines, Part, gauge, spread, width_of
from game.console.snapshot import Top


def render(top: Top, width: int) -> Lines:
    """One line. What is left of the oxygen keeps its place at the right edge at any width."""
    oxygen = _oxygen(top, gauge_width=min(24, max(8, (width - 72) // 4)))
    wide = width >= 105
    title: Line = (Part(f" {top.title.upper()}  ", "bright"),)
    clock = (
        Part("MET ", "dim", "channel:mission.met") if wide else Part("", "dim"),
        Part(top.met, "bright", "channel:mission.met"),
        Part("  "),
        Part(top.speed, "pause" if top.paused else "text", "key:pause"),
        Part("   " if wide else "  "),
    )
    rest = (*clock, *_signal(top, wide), Part("   " if wide else "  "), *_light(top, wide))
    room = width - width_of(oxygen) - width_of(rest) - 2
    name = top.title.upper()
    if len(name) + 3 > room:
        name = name[: max(0, room - 4)].rstrip() + "…" if room > 6 else ""
    title = (Part(f" {name}  " if name else " ", "bright"),)
    return (spread((*title, *rest), oxygen, width),)


def _signal(top: Top, wide: bool) -> Line:
    target = "channel:orbit.signal_time"
    if top.signal:
        if not top.signal_text:
            return (Part("● signal", "text", target),)
        words = f"● signal, lost in {top.signal_text}" if wide else f"● LOS {top.signal_text}"
        return (Part(words, "text", target),)
    back = f", back in {top.signal_text}" if wide else f" {top.signal_text}"
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


def _oxygen(top: Top, gauge_width: int) -> Line:
    calm = top.oxygen_level in ("routine", "advisory")
    role = "stale" if top.stale else "bright" if calm else str(top.oxygen_level)
    bar = "bar" if role == "bright" else "dim" if top.stale else role
    target = "channel:o2.time_left"
    return (
        Part("O₂ ", "dim", target),
        Part(top.oxygen_text, role, target),
        Part(" "),
        *(part._replace(target=target) for part in gauge(top.oxygen_share, gauge_width, bar)),
        Part(" "),
    )
