"""The ground track: the world in braille, day and night, the way behind and ahead.

A map of ``width`` times ``height`` cells has 2 by 4 dots in each. Longitude runs from 180° west
at the left, latitude from NORTH at the top to its opposite: the poles are never flown over.
"""

from __future__ import annotations

import itertools
import math
from functools import lru_cache
from typing import NamedTuple

from game.display.pictures.land import COLUMNS, ROWS, SEA, face
from game.display.pictures.scene import sight_at
from game.level.schema import Orbit
from game.physics.constants import DEGREE
from game.physics.orbit import Vector, length

NORTH = 75.0
"""The latitude of the upper edge, degrees."""
STEP_S = 30.0
"""The track has a point so often."""
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_EVERY_OTHER = 0x95
"""Every other dot of a cell, as on a draughtboard."""


class Fix(NamedTuple):
    """A point of the track: seconds after the epoch, latitude and longitude in degrees."""

    time_s: float
    latitude: float
    longitude: float


@lru_cache(16)
def track(plan: Orbit, first: int, last: int) -> tuple[Fix, ...]:
    """The points number ``first`` to ``last`` of the track, STEP_S apart from the epoch on."""
    return tuple(fix_at(plan, number * STEP_S) for number in range(first, last + 1))


def fix_at(plan: Orbit, time_s: float) -> Fix:
    """Over which place the ship is."""
    x, y, z = sight_at(plan, time_s).position
    return Fix(
        time_s,
        math.asin(z / length((x, y, z))) / DEGREE,
        math.atan2(y, x) / DEGREE,
    )


def cell_of(latitude: float, longitude: float, width: int, height: int) -> tuple[int, int]:
    """The cell, column and row, of a place; places beyond the edge count to it."""
    x, y = dot_of(latitude, longitude, width, height)
    return x // 2, y // 4


def dot_of(latitude: float, longitude: float, width: int, height: int) -> tuple[int, int]:
    """The dot, from the left and from the top, of a place."""
    x = int((longitude + 180.0) / 360.0 * width * 2)
    y = int((NORTH - latitude) / (2.0 * NORTH) * height * 4)
    return x % (width * 2), min(height * 4 - 1, max(0, y))


@lru_cache(4)
def land(width: int, height: int) -> tuple[tuple[int, ...], ...]:
    """The land as braille patterns, 0 to 255 for each cell."""
    kinds = face()
    rows = []
    for row in range(height):
        cells = []
        for column in range(width):
            bits = 0
            for dx in range(2):
                for dy in range(4):
                    latitude = NORTH - (row * 4 + dy + 0.5) * 2.0 * NORTH / (height * 4)
                    longitude = -180.0 + (column * 2 + dx + 0.5) * 180.0 / width
                    at = int((90.0 - latitude) * ROWS / 180.0) * COLUMNS
                    at += int((longitude + 180.0) * COLUMNS / 360.0)
                    if kinds[at] != SEA:
                        bits |= _DOTS[dx][dy]
            cells.append(bits)
        rows.append(tuple(cells))
    return tuple(rows)


@lru_cache(8)
def nights(sun: Vector, width: int, height: int) -> tuple[tuple[bool, ...], ...]:
    """Where it is night, for each cell; ``sun`` as in a :class:`Sight`, rounded."""
    rows = []
    for row in range(height):
        latitude = (NORTH - (row + 0.5) * 2.0 * NORTH / height) * DEGREE
        up, across = math.sin(latitude) * sun[2], math.cos(latitude)
        cells = []
        for column in range(width):
            longitude = (-180.0 + (column + 0.5) * 360.0 / width) * DEGREE
            east = math.cos(longitude) * sun[0] + math.sin(longitude) * sun[1]
            cells.append(up + across * east < 0.0)
        rows.append(tuple(cells))
    return tuple(rows)


def thinned(bits: int) -> int:
    """A pattern with every other dot left out, but never with none left."""
    return bits & _EVERY_OTHER or bits


def line(points: tuple[Fix, ...], width: int, height: int) -> dict[tuple[int, int], int]:
    """The dots of a way through ``points``, as braille patterns by (column, row)."""
    made: dict[tuple[int, int], int] = {}
    for one, other in itertools.pairwise(points):
        if abs(one.longitude - other.longitude) > 180.0:
            continue
        steps = 1 + int(abs(other.longitude - one.longitude) / 360.0 * width * 2)
        for at in range(steps + 1):
            share = at / steps
            x, y = dot_of(
                one.latitude + (other.latitude - one.latitude) * share,
                one.longitude + (other.longitude - one.longitude) * share,
                width,
                height,
            )
            made[(x // 2, y // 4)] = made.get((x // 2, y // 4), 0) | _DOTS[x % 2][y % 4]
    return made
