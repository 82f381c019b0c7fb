"""One unit of pressure everywhere: what the gauges, checklists and alarms say, said in another.

The level, the orders and the flight log keep the units of the gauges. Only what is drawn changes,
and a value takes as many cells as before, so that nothing moves.
"""

from __future__ import annotations

import re
from functools import lru_cache

from game.display.text import Line, Lines
from game.vocabulary import units

AS_BUILT = "gauges"
"""Each gauge in its own unit: suits and cabin in kPa, carbon dioxide in mmHg."""
CHOICES = (AS_BUILT, "kPa", "psi", "mmHg")
DECIMALS = {"kPa": 1, "psi": 2, "mmHg": 0}
"""Decimals on an axis, by unit."""
MOST_DECIMALS = 2
REMEMBERED = 4096

_VALUE = re.compile(r"(?<![\w.])([-+−]?\d+(?:\.\d+)?) ?(kPa|psi|mmHg)(/min)?\b")


def said_in(text: str, unit: str) -> str:
    """``text`` with every pressure in ``unit``, each in as many cells as it had if it fits."""
    if unit == AS_BUILT or not any(one in text for one in CHOICES[1:]):
        return text
    return _said_in(text, unit)


@lru_cache(REMEMBERED)
def _said_in(text: str, unit: str) -> str:
    def other(found: re.Match[str]) -> str:
        number, old, rate = found[1], found[2], found[3] or ""
        if old == unit:
            return found[0]
        value = units.convert(float(number.replace("−", "-")) / units.convert(1.0, old), unit)
        return _sized(value, f"{unit}{rate}", len(found[0]))

    return _VALUE.sub(other, text)


def _sized(value: float, unit: str, cells: int) -> str:
    """``value`` in ``unit`` in ``cells`` cells, with as many decimals as that allows."""
    for decimals in range(MOST_DECIMALS, -1, -1):
        number = f"{value:.{decimals}f}"
        if number.startswith("-") and not number.strip("-0."):
            number = number[1:]
        said = f"{number} {unit}"
        if len(said) <= cells:
            return said.rjust(cells)
    return f"{number}{unit}" if len(said) == cells + 1 else said


def in_unit(lines: Lines, unit: str) -> Lines:
    """``lines`` with every pressure in ``unit``; orders stay as they are typed."""
    if unit == AS_BUILT:
        return lines
    return tuple(_line(line, unit) for line in lines)


def _line(line: Line, unit: str) -> Line:
    return tuple(
        part if part.target.startswith("order:") else part._replace(text=said_in(part.text, unit))
        for part in line
    )


def shown_unit(dimension: str, shown: str, decimals: int, unit: str) -> tuple[str, int]:
    """The unit and the decimals of an axis, for a channel that is ``shown`` so on its gauge."""
    if dimension != "pressure" or unit == AS_BUILT:
        return shown, decimals
    return unit, DECIMALS[unit]
