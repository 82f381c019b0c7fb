"""Units of measure: SI inside, the player's units on the display.

A quantity in a level or an order is a number and a unit (``8.65 psi``, ``12 min``,
``1 h 20 min``); :func:`parse` makes it SI. :func:`show` goes the other way.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from game.vocabulary.nearest import nearest
from game.vocabulary.wording import quoted

NEVER_S = 360000.0
"""What a channel of time left says when the end is out of sight, s: 100 h."""

TICK_S = 0.5
"""Length of a tick of the simulation, s."""


class Unit(NamedTuple):
    """``si = value * factor + offset``, in the SI unit of ``dimension``."""

    dimension: str
    factor: float
    offset: float = 0.0


SI_UNIT = {
    "pressure": "Pa",
    "pressure rate": "Pa/s",
    "mass": "kg",
    "flow": "kg/s",
    "duration": "s",
    "length": "m",
    "area": "m2",
    "volume": "m3",
    "temperature": "K",
    "power": "W",
    "ratio": "1",
    "rate": "1/min",
    "angle": "deg",
    "count": "",
}
"""The unit of each dimension inside the program."""

_PSI = 6894.757293168361
_MMHG = 133.322387415

UNITS: dict[str, Unit] = {
    "Pa": Unit("pressure", 1.0),
    "hPa": Unit("pressure", 100.0),
    "kPa": Unit("pressure", 1000.0),
    "bar": Unit("pressure", 1e5),
    "psi": Unit("pressure", _PSI),
    "mmHg": Unit("pressure", _MMHG),
    "Pa/s": Unit("pressure rate", 1.0),
    "kPa/min": Unit("pressure rate", 1000.0 / 60.0),
    "psi/min": Unit("pressure rate", _PSI / 60.0),
    "mmHg/min": Unit("pressure rate", _MMHG / 60.0),
    "kg": Unit("mass", 1.0),
    "g": Unit("mass", 1e-3),
    "lb": Unit("mass", 0.45359237),
    "kg/s": Unit("flow", 1.0),
    "kg/h": Unit("flow", 1.0 / 3600.0),
    "g/min": Unit("flow", 1e-3 / 60.0),
    "lb/h": Unit("flow", 0.45359237 / 3600.0),
    "s": Unit("duration", 1.0),
    "min": Unit("duration", 60.0),
    "h": Unit("duration", 3600.0),
    "d": Unit("duration", 86400.0),
    "mm": Unit("length", 1e-3),
    "cm": Unit("length", 1e-2),
    "m": Unit("length", 1.0),
    "km": Unit("length", 1000.0),
    "ft": Unit("length", 0.3048),
    "mm2": Unit("area", 1e-6),
    "cm2": Unit("area", 1e-4),
    "m2": Unit("area", 1.0),
    "L": Unit("volume", 1e-3),
    "m3": Unit("volume", 1.0),
    "K": Unit("temperature", 1.0),
    "°C": Unit("temperature", 1.0, 273.15),
    "C": Unit("temperature", 1.0, 273.15),
    "°F": Unit("temperature", 5.0 / 9.0, 459.67 * 5.0 / 9.0),
    "F": Unit("temperature", 5.0 / 9.0, 459.67 * 5.0 / 9.0),
    "W": Unit("power", 1.0),
    "BTU/h": Unit("power", 0.29307107),
    "%": Unit("ratio", 0.01),
    "1": Unit("ratio", 1.0),
    "1/min": Unit("rate", 1.0),
    "bpm": Unit("rate", 1.0),
    "deg": Unit("angle", 1.0),
    "°": Unit("angle", 1.0),
}
"""Every unit that a level or an order may use."""

# compiled when first used, and kept by re: the title needs neither
_ONE = r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\s\d+.-][^\s]*)?"
_CLOCK = r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$"


class BadQuantity(ValueError):
    """A quantity that can't be read: ``message`` says what and why, ``hint`` how to fix it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}: {hint}" if hint else message)
        self.message = message
        self.hint = hint


def parse(text: str, dimension: str) -> float:
    """The SI value of ``text``, a quantity of ``dimension`` (a key of SI_UNIT).

    Durations may be a clock (``00:12:05``) or several parts (``1 h 20 min``);
    ratios and counts may be bare numbers. Raises BadQuantity.
    """
    source = text.strip()
    if dimension == "duration" and (clock := re.match(_CLOCK, source)):
        hours, minutes, seconds = clock.groups()
        return int(hours or 0) * 3600.0 + int(minutes) * 60.0 + float(seconds)
    total, at, parts = 0.0, 0, 0
    while at < len(source):
        match = re.compile(_ONE).match(source, at)
        if match is None:
            raise _expected(source, dimension)
        number, unit = match.groups()
        total += _to_si(float(number), unit, dimension, source)
        parts += 1
        at = match.end()
    if parts == 0 or (parts > 1 and dimension != "duration"):
        raise _expected(source, dimension)
    if not -1e300 < total < 1e300:
        raise BadQuantity(f"{quoted(source)} is not a finite number")
    return total


def _to_si(number: float, name: str | None, dimension: str, source: str) -> float:
    if name is None:
        if dimension in ("ratio", "count"):
            return number
        raise BadQuantity(
            f"{quoted(source)} has no unit", f"write for example {example(dimension)!r}"
        )
    unit = UNITS.get(name)
    if unit is None:
        near = _unit_meant(name, dimension)
        every = ", ".join(units_of(dimension))
        if re.match(r",\d", name):
            raise BadQuantity(
                f"{quoted(source)} has a comma within its number",
                "write a point before decimals, and nothing between thousands",
            )
        raise BadQuantity(
            f"{quoted(name)} in {quoted(source)} is not a unit of {dimension}",
            f"did you mean {near}?" if near else f"use one of {every}",
        )
    if unit.dimension != dimension:
        raise BadQuantity(
            f"{quoted(source)} is {_a(unit.dimension)}, but {_a(dimension)} is needed",
            f"write for example {example(dimension)!r}",
        )
    return number * unit.factor + unit.offset


def _expected(source: str, dimension: str) -> BadQuantity:
    return BadQuantity(
        f"{quoted(source)} is not {_a(dimension)}", f"write for example {example(dimension)!r}"
    )


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


_IN_FULL = {
    "second": "s", "sec": "s", "minute": "min", "hour": "h", "hr": "h", "day": "d",
    "percent": "%", "litre": "L", "liter": "L", "metre": "m", "meter": "m", "kilometre": "km",
    "kilometer": "km", "watt": "W", "kelvin": "K", "celsius": "°C", "fahrenheit": "°F",
    "gram": "g", "kilogram": "kg", "pound": "lb", "torr": "mmHg", "degree": "deg", "feet": "ft",
}  # fmt: skip
"""Units as people write them out, in the singular."""


def _unit_meant(name: str, dimension: str) -> str:
    """The unit of ``dimension`` that somebody means by ``name``; empty if it can't be told."""
    known = units_of(dimension)
    full = _IN_FULL.get(name.lower()) or _IN_FULL.get(name.lower().removesuffix("s"))
    return full if full in known else nearest(name, known)


def tidy(si_value: float, dimension: str) -> str:
    """``si_value`` as text, in the unit of ``dimension`` in which it is shortest."""
    names = ["%"] if dimension == "ratio" else units_of(dimension)
    written = [f"{convert(si_value, name):.6g} {name}" for name in names]
    return min(written, key=len) if written else f"{si_value:g}"


def units_of(dimension: str) -> list[str]:
    """The names of the units that measure ``dimension``."""
    return [name for name, unit in UNITS.items() if unit.dimension == dimension]


def example(dimension: str) -> str:
    """A quantity of ``dimension`` as an author would write it."""
    return {
        "pressure": "8.65 psi",
        "pressure rate": "0.3 psi/min",
        "mass": "15 kg",
        "flow": "2.5 kg/h",
        "duration": "12 min",
        "length": "3.7 m",
        "area": "169 mm2",
        "volume": "9.3 m3",
        "temperature": "22 °C",
        "power": "250 W",
        "ratio": "32 %",
        "rate": "120 bpm",
        "angle": "51.65 deg",
        "count": "4",
    }[dimension]


def convert(si_value: float, unit: str) -> float:
    """``si_value`` in ``unit``, the name of an entry of UNITS."""
    entry = UNITS[unit]
    return (si_value - entry.offset) / entry.factor


def show(si_value: float, unit: str, decimals: int) -> str:
    """``si_value`` as text with its unit, as displayed: ``35.2 kPa``."""
    number = f"{convert(si_value, unit):.{decimals}f}"
    if number.startswith("-") and not number.strip("-0."):
        number = number[1:]
    return f"{number} {unit}" if unit not in ("1", "1/min") else number


def clock(seconds: float) -> str:
    """Mission time as ``hh:mm:ss``; a leading minus before zero."""
    sign = "-" if seconds < 0 else ""
    whole = int(abs(seconds))
    return f"{sign}{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def stopwatch(seconds: float) -> str:
    """A span of time without its sign: ``0:09``, ``12:31``, ``1:04:00``; parts are cut off."""
    whole = int(abs(seconds))
    if whole >= 3600:
        return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"
