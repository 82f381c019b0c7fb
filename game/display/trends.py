"""The trends of channels: what telemetry showed of them so far."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence

from game.debrief.limits import Limit, limits_of
from game.flightlog.replay.recorded import Recorded
from game.room import Room
from game.vocabulary import units
from game.vocabulary.channels import Channel

SAMPLE_TICKS = 10
"""A trend has a point every so many ticks."""

LONGEST_TREND = 1440
"""Points shown of a channel: two hours."""
MOST_POINTS = 4 * LONGEST_TREND
"""Points kept of a channel, eight hours: so that a flight of days takes no more memory."""


class Trends:
    """The points of every channel that can be plotted, as far as they were seen."""

    def __init__(self, room: Room) -> None:
        self._limits = _limits(room)
        self._watched: dict[str, tuple[Limit, ...]] = {}
        for limit in limits_of(room.level, room.channels):
            self._watched[limit.channel] = (*self._watched.get(limit.channel, ()), limit)
        self._history: dict[str, array[float]] = {
            name: array("d") for name, channel in room.channels.items() if channel.dimension
        }
        self._samples = 0
        self._dropped = 0
        """Points of each channel that are no longer kept."""

    def sample(self, room: Room) -> None:
        """Take a point of every trend, if it is time for one. Call it after every tick.

        What was never seen, as before a resume, stays a gap.
        """
        number, early = divmod(room.tick, SAMPLE_TICKS)
        if early or number < self._samples:
            return
        telemetry = room.telemetry
        stale = telemetry.stale
        for name, points in self._history.items():
            value = math.nan if stale else telemetry[name]
            points.extend([math.nan] * (number - self._samples))
            points.append(value if isinstance(value, float | int) else math.nan)
        self._samples = number + 1
        if number - self._dropped >= MOST_POINTS + LONGEST_TREND:
            self._drop(number + 1 - MOST_POINTS)

    def _drop(self, first: int) -> None:
        """Keep the points from number ``first`` on."""
        for points in self._history.values():
            del points[: first - self._dropped]
        self._dropped = first

    def recall(self, past: Recorded) -> None:
        """Fill the gap before a resume with what the log recorded, each value for its minute."""
        ticks = past.frame_ticks
        count = past.end_tick // SAMPLE_TICKS + 1
        self._samples = max(self._samples, count)
        for points in self._history.values():
            points.extend([math.nan] * (count - self._dropped - len(points)))
        for tick, following in zip(ticks, [*ticks[1:], past.end_tick + 1], strict=True):
            past.tick = tick
            telemetry = past.telemetry
            first, last = -(-tick // SAMPLE_TICKS), -(-following // SAMPLE_TICKS)
            for name, points in self._history.items():
                value = math.nan if telemetry.stale else telemetry[name]
                if isinstance(value, str) or math.isnan(value):
                    continue
                begin = max(0, first - self._dropped)
                for at in range(begin, min(last - self._dropped, len(points))):
                    if math.isnan(points[at]):
                        points[at] = value

    def points(self, name: str, tick: int) -> list[float]:
        """What telemetry showed of channel ``name`` up to ``tick``, the newest last.

        SI values, NaN where unknown; at most LONGEST_TREND of them. Empty for what can't be
        plotted.
        """
        end = max(0, tick // SAMPLE_TICKS + 1 - self._dropped)
        return self._history.get(name, array("d"))[max(0, end - LONGEST_TREND) : end].tolist()

    def recent(self, name: str, tick: int, count: int, step: int) -> tuple[float, ...]:
        """The last ``count`` points of channel ``name`` up to ``tick``, every ``step``-th of them.

        They stand at multiples of ``step``, so that a point does not move as time goes on.
        """
        end = max(0, tick // SAMPLE_TICKS + 1 - self._dropped)
        last = (end - 1) // step * step
        first = max(last % step, last - (count - 1) * step)
        points = self._history.get(name, array("d"))[first : last + 1 : step]
        return tuple(value if math.isfinite(value) else math.nan for value in points)

    def watched(self, name: str) -> tuple[Limit, ...]:
        """The limits of channel ``name``, those that hold in some states alone included."""
        return self._watched.get(name, ())

    def limits(self, name: str) -> tuple[Limit, ...]:
        """The limits of channel ``name`` that always hold."""
        return tuple(self._limits.get(name, ()))

    def plots(self, name: str) -> bool:
        """Whether channel ``name`` can be plotted."""
        return name in self._history


LATELY = 7
"""Points of a trend over which a change is taken."""


def until(trend: Sequence[float], level: float, step: int = 1) -> float:
    """Seconds until a trend, its newest point last, comes to ``level``; infinite if it does not.

    Its points are ``step`` samples apart. It is taken to go on at the slower of the two rates at
    which it went lately, before and after the middle: one step up is no climb.
    """
    points = [value for value in trend[-LATELY:] if math.isfinite(value)]
    if len(points) < 3:
        return math.inf
    apart, half = step * SAMPLE_TICKS * units.TICK_S, len(points) // 2
    before = (points[half] - points[0]) / (half * apart)
    after = (points[-1] - points[half]) / ((len(points) - 1 - half) * apart)
    left = level - points[-1]
    if before * left <= 0.0 or after * left <= 0.0:
        return math.inf
    return left / min(before, after, key=abs)


def _limits(room: Room) -> dict[str, list[Limit]]:
    """The limits that always hold, by channel."""
    found: dict[str, list[Limit]] = {}
    for limit in limits_of(room.level, room.channels):
        if not limit.only:
            found.setdefault(limit.channel, []).append(limit)
    return found


def label(name: str, channel: Channel, roles: Mapping[str, str]) -> str:
    """A channel as a player calls it: ``EV1 CO2``."""
    who = roles.get(name.split(".", 1)[0], "")
    return f"{who} {channel.label}".strip()
