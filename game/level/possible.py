"""Whether a ship and its people can be: physics has no answer for a tank of 1 L with 1,000 kg.

What is refused here can't be flown at all. What is only strange is a warning, see
:mod:`game.level.sense`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from game.level.findings import Finding
from game.level.form import Path
from game.level.ranges import tank_pressure
from game.level.schema import Level
from game.level.walk import stops
from game.vocabulary.units import show

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FIRST_YEAR, LAST_YEAR = 1957, 2199
"""The years for which the places of Sun and stars are good [R]."""
HIGHEST_PRESSURE = 1e8
"""Highest pressure of a tank at room temperature, Pa: above, a gas is no ideal gas at all [R]."""
SAFE_CABIN = 3e5
"""Highest cabin pressure, Pa: more than any cabin is built for, and than any level needs [R]."""
SMALLEST_SHARE = 0.5
"""Least cabin volume for each of the crew, m3 [R]."""
SUIT_VOLUME = (0.005, 0.5)
"""Free volume of a suit, m3: from a tenth of to ten times a real one [R]."""
LIVABLE = (250.0, 330.0)
"""Temperatures at which a cabin can be lived in for an hour, K [R]."""
HARDEST_WORK = 2500.0
"""Metabolic rate that nobody reaches, W: the best rowers have 2,200 [R]."""
MOST_STEPS = 4000
"""Most steps of a level, those made for each of the crew counted each: more can't be logged."""
MOST_ALARMS = 600
"""Most alarms of a level, those for each of the crew counted each."""


def impossible(level: Level) -> Iterator[Finding]:
    """What can't be of the ship and the people of a level whose fields are in order."""
    yield from _orbit(level)
    yield from _cabin(level)
    yield from _tanks(level)
    yield from _suits(level)
    yield from _work(level)


def _wrong(path: Path, message: str, hint: str = "") -> Finding:
    return Finding("LEVEL-416", path, message, hint)


def _orbit(level: Level) -> Iterator[Finding]:
    orbit = level.orbit
    if orbit.perigee > orbit.apogee:
        perigee, apogee = show(orbit.perigee, "km", 0), show(orbit.apogee, "km", 0)
        message = f"the perigee of {perigee} lies above the apogee of {apogee}"
        yield _wrong(("orbit", "perigee"), message, "swap the two")
    if not is_moment(orbit.epoch):
        message = f"there is no {orbit.epoch} in the calendar"
        hint = f"write for example 2024-09-12 10:08, in the years {FIRST_YEAR} to {LAST_YEAR}"
        yield _wrong(("orbit", "epoch"), message, hint)


def is_moment(text: str) -> bool:
    """Whether ``YYYY-MM-DD hh:mm`` is a minute of the calendar that an orbit can begin in."""
    found = _DATE.fullmatch(text)
    if found is None or not text.isascii():
        return False
    year, month, day, hour, minute = (int(part) for part in found.groups())
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and hour < 24 and minute < 60):
        return False
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _DAYS[month - 1] + leap


def _cabin(level: Level) -> Iterator[Finding]:
    cabin, crew = level.cabin, len(level.crew)
    if cabin.pressure < 1.0 and any(each.place != "outside" for each in level.crew.values()):
        hint = "write for example 8.65 psi: a mission begins in a cabin with air"
        yield _wrong(("cabin", "pressure"), "there is no gas in the cabin", hint)
    for name in ("pressure", "relief_low", "relief_high"):
        if getattr(cabin, name) > SAFE_CABIN:
            shown = show(getattr(cabin, name), "kPa", 0)
            message = f"no cabin holds {shown}"
            yield _wrong(("cabin", name), message, f"at most {show(SAFE_CABIN, 'kPa', 0)}")
    if cabin.relief_low > cabin.relief_high:
        message = "the relief valve opens at a higher pressure when it is set to low"
        yield _wrong(("cabin", "relief_low"), message, "swap relief_low and relief_high")
    if cabin.volume < SMALLEST_SHARE * crew:
        message = f"{crew} people have no room in {show(cabin.volume, 'm3', 3)}"
        least = show(SMALLEST_SHARE * crew, "m3", 1)
        yield _wrong(("cabin", "volume"), message, f"at least {least}")
    elif level.suit.volume * crew >= 0.9 * cabin.volume:
        message = "the suits are larger than the cabin"
        yield _wrong(("suit", "volume"), message, "write for example 50 L")
    if not LIVABLE[0] <= cabin.temperature <= LIVABLE[1]:
        shown = show(cabin.temperature, "°C", 0)
        yield _wrong(("cabin", "temperature"), f"nobody lives at {shown}", "write 22 °C")
    if level.hatch.area == 0.0:
        yield _wrong(("hatch", "area"), "a hatch has an area", "write for example 0.3 m2")


def _tanks(level: Level) -> Iterator[Finding]:
    supply = level.supply
    if supply.o2_a.mass + supply.o2_b.mass <= 0.0:
        yield _wrong(("supply",), "there is no oxygen in the tanks", "o2_a: {mass: 19 kg, ...}")
    for name, gas in (("o2_a", "o2"), ("o2_b", "o2"), ("n2", "n2")):
        tank = getattr(supply, name)
        pressure = tank_pressure(tank, gas, 293.15)
        if pressure > HIGHEST_PRESSURE:
            mass, volume = show(tank.mass, "kg", 1), show(tank.volume, "L", 1)
            message = f"{mass} in {volume} would have {show(pressure, 'bar', 0)}"
            hint = f"at most {show(HIGHEST_PRESSURE, 'bar', 0)}: less mass, or a larger volume"
            yield _wrong(("supply", name), message, hint)


def _suits(level: Level) -> Iterator[Finding]:
    suit, flow = level.suit, level.suit.flow
    least, most = SUIT_VOLUME
    if not least <= suit.volume <= most:
        message = f"no suit has a free volume of {show(suit.volume, 'L', 1)}"
        yield _wrong(("suit", "volume"), message, f"{show(least, 'L', 0)} to {show(most, 'L', 0)}")
    if suit.low_pressure > suit.pressure:
        message = "the pressure set to low is higher than the suit's own"
        yield _wrong(("suit", "low_pressure"), message, "swap pressure and low_pressure")
    steps = (("low", flow.low), ("normal", flow.normal), ("high", flow.high), ("purge", flow.purge))
    for (one, less), (other, more) in pairwise(steps):
        if less > more:
            message = f"there is more flow at {one} than at {other}"
            yield _wrong(("suit", "flow", one), message, "low, normal, high, purge: each more")
    if flow.purge <= 0.0:
        yield _wrong(("suit", "flow"), "no oxygen flows at any setting", "normal: 3 kg/h")
    if suit.demand <= 0.0:
        message = "a suit's regulator has to add something when pressure falls"
        yield _wrong(("suit", "demand"), message, "write for example 8 kg/h")


def _work(level: Level) -> Iterator[Finding]:
    for path, step, *_ in stops(level):
        if step.effort > HARDEST_WORK:
            yield Finding(
                "LEVEL-417",
                (*path, "effort"),
                f"nobody works at {show(step.effort, 'W', 0)}",
                f"at most {HARDEST_WORK:g} W; 140 W is rest in a suit, 500 W hard work",
            )


def amounts(level: Level) -> Iterator[Finding]:
    """What there is too much of, before anything is made of it."""
    steps = 0
    for stop in stops(level):
        steps += len(level.procedures[stop.procedure].for_) or 1
    if steps > MOST_STEPS:
        message = f"the checklists have {steps} steps: {MOST_STEPS} is the most"
        yield Finding("LEVEL-418", ("procedures",), message, "take some out", at_key=True)
    crew = len(level.crew)
    alarms = 0
    for rule in level.rules.values():
        alarms += crew if "{crew}" in rule.when else 1
    if alarms > MOST_ALARMS:
        message = f"there are {alarms} alarms: {MOST_ALARMS} is the most"
        yield Finding("LEVEL-418", ("rules",), message, "take some out", at_key=True)
