"""What the Earth looks like at a place: sea, land, ice, cloud, the lights of cities.

Not a model of anything: enough that somebody who looks down knows where they are. Angles are in
radians, geocentric; colours come from small tables, so that a picture has few of them and most
of its pixels stay as they are from one frame to the next.
"""

from __future__ import annotations

import math
from functools import cache

from game.display.pictures.land import COLUMNS, DESERT, FOREST, GRASS, ICE, ROWS, SEA, TUNDRA, face
from game.display.pictures.pixels import Colour, mixed

_BY_DAY: dict[int, Colour] = {
    SEA: (18, 62, 128),
    FOREST: (52, 98, 56),
    GRASS: (124, 122, 70),
    DESERT: (196, 158, 104),
    ICE: (226, 238, 246),
    TUNDRA: (122, 124, 106),
}
CLOUD: Colour = (236, 242, 248)
HAZE: Colour = (150, 198, 240)
"""What a long way through the air turns everything into, by day."""
DUSK: Colour = (196, 108, 64)
"""What the last sunlight turns everything into."""
NIGHT_SEA: Colour = (5, 8, 16)
NIGHT_LAND: Colour = (10, 13, 19)
NIGHT_CLOUD: Colour = (17, 21, 31)
LIGHTS: Colour = (255, 196, 110)
GLINT: Colour = (255, 240, 200)

LIGHT_STEPS = 7
HAZE_STEPS = 5
CLOUD_STEPS = 3
RELIEF_STEPS = 2

# the lights of cities: latitude, longitude (degrees, to a tenth) and how bright [R]
_CITIES = (
    (40.7, -74.0, 3), (34.1, -118.2, 3), (41.9, -87.6, 2), (29.8, -95.4, 2), (33.7, -84.4, 2),
    (25.8, -80.2, 2), (32.8, -96.8, 2), (39.9, -75.2, 2), (38.9, -77.0, 2), (42.4, -71.1, 2),
    (42.3, -83.1, 2), (37.8, -122.4, 2), (47.6, -122.3, 1), (39.7, -105.0, 1), (33.4, -112.1, 1),
    (45.5, -73.6, 2), (43.7, -79.4, 2), (49.3, -123.1, 1), (19.4, -99.1, 3), (25.7, -100.3, 1),
    (20.7, -103.3, 1), (23.1, -82.4, 1), (18.5, -69.9, 1), (10.5, -66.9, 1), (4.7, -74.1, 2),
    (-0.2, -78.5, 1), (-12.0, -77.0, 2), (-16.5, -68.1, 1), (-33.4, -70.7, 2), (-34.6, -58.4, 3),
    (-34.9, -56.2, 1), (-23.5, -46.6, 3), (-22.9, -43.2, 2), (-19.9, -43.9, 1), (-15.8, -47.9, 1),
    (-12.9, -38.5, 1), (-8.1, -34.9, 1), (-3.7, -38.5, 1), (-30.0, -51.2, 1), (51.5, -0.1, 3),
    (48.9, 2.4, 3), (52.4, 4.9, 2), (50.8, 4.4, 2), (51.5, 7.2, 2), (50.1, 8.7, 2), (52.5, 13.4, 2),
    (53.6, 10.0, 1), (48.1, 11.6, 1), (45.5, 9.2, 2), (41.9, 12.5, 2), (40.9, 14.3, 1),
    (40.4, -3.7, 2), (41.4, 2.2, 2), (38.7, -9.1, 1), (53.5, -2.2, 2), (53.3, -6.3, 1),
    (55.7, 12.6, 1), (59.3, 18.1, 1), (59.9, 10.8, 1), (60.2, 24.9, 1), (59.9, 30.3, 2),
    (55.8, 37.6, 3), (52.2, 21.0, 1), (50.1, 14.4, 1), (48.2, 16.4, 1), (47.5, 19.0, 1),
    (44.4, 26.1, 1), (50.5, 30.5, 1), (41.0, 29.0, 3), (39.9, 32.9, 1), (38.0, 23.7, 1),
    (30.0, 31.2, 3), (31.2, 29.9, 2), (29.4, 30.9, 1), (27.2, 31.2, 1), (25.7, 32.6, 1),
    (32.1, 34.8, 2), (33.9, 35.5, 1), (33.3, 44.4, 2), (35.7, 51.4, 2), (24.7, 46.7, 2),
    (25.2, 55.3, 2), (29.4, 48.0, 1), (21.5, 39.2, 1), (36.8, 10.2, 1), (36.8, 3.1, 1),
    (33.6, -7.6, 1), (6.5, 3.4, 2), (5.6, -0.2, 1), (5.3, -4.0, 1), (14.7, -17.4, 1),
    (-26.2, 28.0, 2), (-29.9, 31.0, 1), (-33.9, 18.4, 1), (-1.3, 36.8, 1), (9.0, 38.7, 1),
    (15.6, 32.5, 1), (-4.3, 15.3, 1), (-8.8, 13.2, 1), (28.6, 77.2, 3), (19.1, 72.9, 3),
    (22.6, 88.4, 2), (13.1, 80.3, 2), (13.0, 77.6, 2), (17.4, 78.5, 2), (23.0, 72.6, 2),
    (31.5, 74.3, 2), (24.9, 67.0, 2), (23.8, 90.4, 2), (6.9, 79.9, 1), (16.8, 96.2, 1),
    (13.8, 100.5, 3), (10.8, 106.7, 2), (21.0, 105.8, 2), (3.1, 101.7, 2), (1.4, 103.8, 2),
    (-6.2, 106.8, 3), (-7.3, 112.7, 2), (14.6, 121.0, 2), (22.3, 114.2, 3), (23.1, 113.3, 3),
    (25.0, 121.5, 2), (31.2, 121.5, 3), (30.6, 114.3, 2), (29.6, 106.6, 2), (30.7, 104.1, 2),
    (34.3, 108.9, 1), (39.9, 116.4, 3), (39.1, 117.2, 2), (36.7, 117.0, 2), (41.8, 123.4, 1),
    (45.8, 126.5, 1), (43.8, 87.6, 1), (37.6, 127.0, 3), (35.2, 129.0, 2), (35.7, 139.7, 3),
    (34.7, 135.5, 3), (35.2, 136.9, 2), (33.6, 130.4, 1), (43.1, 141.4, 1), (43.3, 76.9, 1),
    (41.3, 69.2, 1), (55.0, 82.9, 1), (56.8, 60.6, 1), (43.1, 131.9, 1), (-33.9, 151.2, 2),
    (-37.8, 145.0, 2), (-27.5, 153.0, 1), (-31.9, 115.9, 1), (-34.9, 138.6, 1), (-36.8, 174.8, 1),
    (21.3, -157.9, 1), (64.1, -21.9, 1), (61.2, -149.9, 1),
)  # fmt: skip

_TILE = 128
"""Cells of the pattern of clouds, each way; it repeats."""
_CELL = math.radians(0.36)
"""What one cell of the pattern spans."""

# how readily the sky is overcast, by ten degrees of latitude from the south pole [R]
_OVERCAST = (
    0.50, 0.55, 0.68, 0.74, 0.66, 0.52, 0.42, 0.40, 0.48,
    0.58, 0.46, 0.36, 0.38, 0.50, 0.60, 0.62, 0.58, 0.52,
)  # fmt: skip


def kind(latitude: float, longitude: float) -> int:
    """What is there: sea, forest, grass, desert, ice or tundra."""
    row = int((math.pi / 2 - latitude) * (ROWS / math.pi))
    column = int((longitude + math.pi) * (COLUMNS / math.tau))
    return face()[min(ROWS - 1, max(0, row)) * COLUMNS + column % COLUMNS]


def cloud(latitude: float, longitude: float) -> int:
    """How thick the cloud is there: 0 for none, to CLOUD_STEPS."""
    tile = _pattern()
    x, y = longitude / _CELL, latitude / _CELL
    big = tile[int(y * 0.21) % _TILE * _TILE + int(x * 0.19 + y * 0.07) % _TILE]
    small = tile[int(y * 1.1 + 31) % _TILE * _TILE + int(x * 0.8 + y * 0.3 + 17) % _TILE]
    over = 0.5 * (big + small) - 0.88 + 0.66 * _OVERCAST[int(latitude * 5.7295 + 9.0)]
    return 0 if over <= 0.0 else min(CLOUD_STEPS, 1 + int(over * 16.0))


def relief(latitude: float, longitude: float) -> int:
    """How the ground changes from place to place, 0 to RELIEF_STEPS: hills, woods, currents."""
    x, y = int(longitude / _CELL * 1.9), int(latitude / _CELL * 1.9 + 57)
    return int(_pattern()[y % _TILE * _TILE + x % _TILE] * (RELIEF_STEPS + 0.99))


def lit(latitude: float, longitude: float) -> int:
    """How bright the lights of a city are there at night: 0 for none, to 3."""
    row = int((math.pi / 2 - latitude) * (ROWS / math.pi))
    column = int((longitude + math.pi) * (COLUMNS / math.tau))
    return _lights().get(row * COLUMNS + column % COLUMNS, 0)


@cache
def ground(what: int, rough: int, overcast: int, light: int, haze: int, lights: int) -> Colour:
    """The colour of a place: its kind and relief, its cloud, the height of the Sun, the haze.

    ``light`` is 0 at night to LIGHT_STEPS in full day; ``haze`` 0 straight down to HAZE_STEPS at
    the limb. Cached: there are a few hundred.
    """
    strength = 0.06 if what == SEA else 0.16
    plain = mixed(_BY_DAY[what], (8, 20, 24), strength * (RELIEF_STEPS - rough))
    by_day = mixed(plain, CLOUD, (0.0, 0.45, 0.75, 1.0)[overcast])
    by_night = NIGHT_SEA if what == SEA else NIGHT_LAND
    if what == ICE or overcast >= 2:
        by_night = NIGHT_CLOUD
    if lights and overcast < 2:
        by_night = mixed(by_night, LIGHTS, 0.3 * lights)
    if not light:
        return by_night
    day = light / LIGHT_STEPS
    sunny = mixed(mixed(by_day, DUSK, 0.55 * (1.0 - day) ** 2), HAZE, haze / HAZE_STEPS * 0.72)
    return mixed(by_night, sunny, day**0.8)


@cache
def _lights() -> dict[int, int]:
    """The cells of the half-degree grid that have lights, and how bright they are."""
    found: dict[int, int] = {}
    for latitude, longitude, bright in _CITIES:
        row, column = int((90.0 - latitude) * 2), int((longitude + 180.0) * 2)
        found[row * COLUMNS + column] = bright
        if bright == 3:
            for beside in (row * COLUMNS + column - 1, (row + 1) * COLUMNS + column):
                found.setdefault(beside, 1)
    return found


@cache
def _pattern() -> tuple[float, ...]:
    """A pattern that joins itself at its edges: random at each scale, the coarse ones stronger."""
    size = _TILE
    cells = [0.0] * (size * size)
    step, weight = 32, 0.5
    while step >= 2:
        for y in range(size):
            fy, iy = (y % step) / step, y // step
            below = (iy + 1) % (size // step)
            for x in range(size):
                fx, ix = (x % step) / step, x // step
                beside = (ix + 1) % (size // step)
                upper = _grain(step, ix, iy) * (1 - fx) + _grain(step, beside, iy) * fx
                lower = _grain(step, ix, below) * (1 - fx) + _grain(step, beside, below) * fx
                cells[y * size + x] += weight * (upper * (1 - fy) + lower * fy)
        step, weight = step // 2, weight * 0.55
    low, high = min(cells), max(cells)
    return tuple((value - low) / (high - low) for value in cells)


@cache
def _grain(step: int, x: int, y: int) -> float:
    """A number from 0 to 1 that belongs to a place of the pattern."""
    mixed_bits = (x * 73856093) ^ (y * 19349663) ^ (step * 83492791)
    mixed_bits = (mixed_bits ^ (mixed_bits >> 13)) * 1274126177 & 0xFFFFFFFF
    return (mixed_bits ^ (mixed_bits >> 16)) % 1000 / 999.0
