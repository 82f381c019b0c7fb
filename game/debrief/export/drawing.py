"""Drawing by hand in SVG: scales, ticks, and lines that have no more points than can be seen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.vocabulary.units import clock

_TIME_STEPS = (10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """From values ``low`` to ``high`` onto pixels ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of ``value``, held within the drawing."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def time_ticks(end_s: float, most: int) -> tuple[float, ...]:
    """Round times from 0 to ``end_s``, at most ``most`` of them, or a few more than that."""
    step = next((one for one in _TIME_STEPS if end_s / one < most), _TIME_STEPS[-1])
    return tuple(float(step * at) for at in range(int(end_s // step) + 1))


def time_label(seconds: float, end_s: float) -> str:
    """``00:45``, or with seconds in a mission of minutes."""
    return clock(seconds) if end_s < 600 else clock(seconds)[:-3]


def round_ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round values that reach from ``low`` or less to ``high`` or more.

    Values that hardly differ are placed in the middle.
    """
    if not high - low > 1e-9 * max(1.0, abs(low), abs(high)):
        low, high = low - 1.0, high + 1.0
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(one * power for one in _NICE if one * power >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(at * step for at in range(first, last + 1))


def decimals_of(ticks: Sequence[float]) -> int:
    """The decimals needed to tell ``ticks`` apart."""
    step = ticks[1] - ticks[0]
    return next((n for n in range(12) if abs(step * 10**n - round(step * 10**n)) < 1e-6), 12)


def line(points: Iterable[tuple[float, float]]) -> str:
    """The path data of a line through pixel ``points``; a NaN in one lifts the pen.

    Of points on one pixel column only the ends and extremes are kept, and of a level run only
    its two ends.
    """
    parts: list[str] = []
    run: list[tuple[float, float]] = []
    for x, y in points:
        if y == y:
            run.append((x, y))
        elif run:
            parts.append(_run(run))
            run = []
    if run:
        parts.append(_run(run))
    return "".join(parts)


def _run(points: Sequence[tuple[float, float]]) -> str:
    kept = _levelled(_columns(points))
    if len(kept) == 1:
        kept = [*kept, kept[0]]
    head, *tail = [f"{number(x)} {number(y)}" for x, y in kept]
    return f"M{head}L{' '.join(tail)}"


def _columns(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    made: list[tuple[float, float]] = []
    column: list[tuple[float, float]] = []
    for point in points:
        if column and int(point[0]) != int(column[0][0]):
            made += _extremes(column)
            column = []
        column.append(point)
    return made + _extremes(column)


def _extremes(column: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    lowest, highest = min(column, key=lambda p: p[1]), max(column, key=lambda p: p[1])
    if highest[1] - lowest[1] < 0.5:
        return [column[-1]]
    return sorted({lowest, highest})


def _levelled(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    made: list[tuple[float, float]] = []
    for at, point in enumerate(points):
        inner = 0 < at < len(points) - 1
        if inner and abs(points[at - 1][1] - point[1]) < 0.25 > abs(points[at + 1][1] - point[1]):
            continue
        made.append(point)
    return made
