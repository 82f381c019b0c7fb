"""The top line: mission, time, speed, signal, light, oxygen."""

from __future__ import annotations

import math
from collections.abc import Mapping

from game.console.render.text import clean, long_time, short_time
from game.console.session import Room
from game.console.snapshot.parts import Look, Top
from game.console.snapshot.values import number, word
from game.vocabulary import units
from game.vocabulary.events import Severity

FAR = 4 * 3600.0
"""A countdown from further off, in seconds, is not worth a look."""


def top(room: Room, look: Look, worst: Mapping[str, Severity]) -> Top:
    """The top line of the mission as it looks now."""
    telemetry = room.telemetry
    signal = not telemetry.stale and word(room, "orbit.signal") != "lost"
    signal_in = number(room, "orbit.signal_time") if signal else _back_in(room)
    day = word(room, "orbit.light") != "night"
    supply = room.level.supply
    oxygen = supply.o2_a.mass + supply.o2_b.mass
    left = number(room, "o2.time_left")
    masses = number(room, "o2.a.mass") + number(room, "o2.b.mass")
    return Top(
        title=clean(room.level.title),
        met=units.clock(room.time),
        speed=look.speed,
        paused=look.paused,
        signal=signal,
        signal_text=_countdown(signal_in),
        day=day,
        light_text=_countdown(number(room, "orbit.light_time") - telemetry.age_s),
        oxygen_text="not flowing" if left >= 360000.0 else long_time(left),
        oxygen_share=round(masses / oxygen, 2) if oxygen and masses == masses else 0,
        oxygen_level=worst.get("o2.time_left", "routine"),
        stale=_stale(room),
    )


def _back_in(room: Room) -> float:
    """Seconds to acquisition of signal as the sky predicts it; NaN if something is nearer."""
    if word(room, "orbit.signal") == "lost":
        return number(room, "orbit.signal_time")
    attention = room.attention
    known = attention is not None and "signal" in attention.why
    return attention.in_s if attention is not None and known else math.nan


def _countdown(seconds: float) -> str:
    if not math.isfinite(seconds):
        return ""
    return short_time(seconds) if seconds < FAR else ""


def _stale(room: Room) -> str:
    telemetry = room.telemetry
    return f"stale {short_time(telemetry.age_s)}" if telemetry.stale else ""
