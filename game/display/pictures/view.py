"""The Earth and the sky through a camera: one ray a pixel.

A ray is ``forward + x * right + y * up``, with x and y from the middle of the picture. It meets
the Earth where ``|position + t * ray| = 1``. What a pixel shows is chosen from small tables.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import NamedTuple

from game.display.pictures import earth
from game.display.pictures.pixels import Colour, mixed
from game.display.pictures.scene import Camera, Sight
from game.physics.orbit import Vector, dot

SPACE: Colour = (2, 3, 7)
AIRGLOW: Colour = (38, 72, 54)
SUN: Colour = (255, 250, 236)
STARS: tuple[Colour, ...] = ((70, 76, 92), (130, 138, 158), (214, 220, 236))

AIR = 0.0125
"""How high the air is seen to reach over the limb, radii of the Earth: 80 km."""
GLOW = 0.0150
"""Up to where the airglow reaches."""
AIR_STEPS = 4
STAR_COUNT = 420
"""Stars over the whole sky."""

Canvas = list[list[Colour]]


class Lens(NamedTuple):
    """How wide a picture is: ``width`` and ``height`` in pixels, and the angle across it."""

    width: int
    height: int
    across_deg: float = 96.0

    @property
    def focal(self) -> float:
        """How far behind the picture its eye is, pixels."""
        return self.width / 2.0 / math.tan(math.radians(self.across_deg) / 2.0)


def project(vector: Vector, camera: Camera, lens: Lens) -> tuple[float, float] | None:
    """The pixel, x and y from the top left, on which a direction falls; None behind the eye."""
    depth = dot(vector, camera.forward)
    if depth <= 1e-6:
        return None
    x = dot(vector, camera.right) / depth * lens.focal
    y = dot(vector, camera.up) / depth * lens.focal
    return (lens.width / 2.0 + x, lens.height / 2.0 - y)


def draw(sight: Sight, camera: Camera, lens: Lens) -> Canvas:
    """The picture: space, stars, the Sun, the air at the limb, and the Earth."""
    rows: Canvas = [_row(sight, camera, lens, y) for y in range(lens.height)]
    _stars(rows, sight, camera, lens)
    _sun(rows, sight, camera, lens)
    return rows


def foot(sight: Sight, camera: Camera, lens: Lens, first: int) -> Canvas:
    """The rows of pixels from ``first`` down: air and Earth alone, without stars and Sun."""
    return [_row(sight, camera, lens, y) for y in range(first, lens.height)]


def _row(sight: Sight, camera: Camera, lens: Lens, y: int) -> list[Colour]:
    px, py, pz = sight.position
    sx, sy, sz = sight.sun
    step = 1.0 / lens.focal
    rise = (lens.height / 2.0 - y - 0.5) * step
    left = (0.5 - lens.width / 2.0) * step
    rx, ry, rz = camera.right
    dx = camera.forward[0] + rise * camera.up[0] + left * rx
    dy = camera.forward[1] + rise * camera.up[1] + left * ry
    dz = camera.forward[2] + rise * camera.up[2] + left * rz
    rx, ry, rz = rx * step, ry * step, rz * step
    c = px * px + py * py + pz * pz - 1.0
    horizon = math.sqrt(c)
    asin, atan2, sqrt = math.asin, math.atan2, math.sqrt
    kind, cloud, lit, relief = earth.kind, earth.cloud, earth.lit, earth.relief
    ground = earth.ground
    row: list[Colour] = []
    for _ in range(lens.width):
        a = dx * dx + dy * dy + dz * dz
        b = px * dx + py * dy + pz * dz
        inside = b * b - a * c
        if b >= 0.0 or inside < 0.0:
            row.append(_air(sight, (dx, dy, dz), a, b, c) if b < 0.0 else SPACE)
        else:
            t = (-b - sqrt(inside)) / a
            x, y_, z = px + t * dx, py + t * dy, pz + t * dz
            high = x * sx + y_ * sy + z * sz
            latitude, longitude = asin(max(-1.0, min(1.0, z))), atan2(y_, x)
            light = 0 if high <= -0.08 else min(7, int((high + 0.12) * 18.0))
            near = t * sqrt(a) / horizon
            haze = min(5, int(near * near * near * 6.0))
            overcast = cloud(latitude, longitude)
            what = kind(latitude, longitude)
            lights = lit(latitude, longitude) if light < 2 and what else 0
            if what == 0 and overcast == 0 and light > 1:
                glint = _glint((x, y_, z), (dx, dy, dz), sight.sun, a)
                if glint:
                    row.append(_glinting(light, haze, glint))
                    dx, dy, dz = dx + rx, dy + ry, dz + rz
                    continue
            rough = relief(latitude, longitude) if light and overcast < 2 else 0
            row.append(ground(what, rough, overcast, light, haze, lights))
        dx, dy, dz = dx + rx, dy + ry, dz + rz
    return row


def _air(sight: Sight, ray: Vector, a: float, b: float, c: float) -> Colour:
    """The air over the limb, where the ray passes nearest to the Earth."""
    height = math.sqrt(max(0.0, c + 1.0 - b * b / a)) - 1.0
    if height >= GLOW:
        return SPACE
    t = -b / a
    high = sum((p + t * d) * s for p, d, s in zip(sight.position, ray, sight.sun, strict=True))
    light = 0 if high <= -0.12 else min(4, int((high + 0.2) * 8.0))
    return _air_colour(min(AIR_STEPS, int(height / AIR * AIR_STEPS)), light)


@cache
def _air_colour(step: int, light: int) -> Colour:
    """``step`` 0 at the limb to AIR_STEPS over the air; ``light`` 0 at night to 4 by day."""
    if not light:
        return AIRGLOW if step >= AIR_STEPS // 2 else (10, 18, 30)
    if step >= AIR_STEPS:
        return SPACE
    by_day = mixed(earth.HAZE, (20, 58, 140), step / (AIR_STEPS - 1))
    dusk = mixed(earth.DUSK, (36, 40, 96), step / (AIR_STEPS - 1))
    return mixed(dusk, by_day, light / 4.0)


def _glint(place: Vector, ray: Vector, sun: Vector, a: float) -> int:
    """How near the sea there mirrors the Sun to the eye: 0 for not, 1 or 2."""
    along = dot(ray, place)
    mirrored = sum((d - 2.0 * along * n) * s for d, n, s in zip(ray, place, sun, strict=True))
    near = mirrored / math.sqrt(a)
    return 2 if near > 0.988 else 1 if near > 0.955 else 0


@cache
def _glinting(light: int, haze: int, glint: int) -> Colour:
    return mixed(earth.ground(0, 0, 0, light, haze, 0), earth.GLINT, (0.0, 0.28, 0.75)[glint])


def _sun(rows: Canvas, sight: Sight, camera: Camera, lens: Lens) -> None:
    at = project(sight.sun, camera, lens)
    if at is None:
        return
    size = max(1.2, lens.focal * 0.02)
    for y in range(max(0, int(at[1] - 2 * size)), min(lens.height, int(at[1] + 2 * size) + 1)):
        for x in range(max(0, int(at[0] - 2 * size)), min(lens.width, int(at[0] + 2 * size) + 1)):
            away = math.hypot(x + 0.5 - at[0], y + 0.5 - at[1]) / size
            if away < 2.0 and rows[y][x] in _DARK:
                rows[y][x] = SUN if away < 1.0 else mixed(SUN, SPACE, away - 1.0)


def _stars(rows: Canvas, sight: Sight, camera: Camera, lens: Lens) -> None:
    """Stars where there is only space; few are seen while the Sun shines on the ship."""
    for at, (direction, bright) in enumerate(_sky()):
        if sunlit(sight) and at % 3:
            continue
        pixel = project(direction, camera, lens)
        if pixel is None:
            continue
        x, y = int(pixel[0]), int(pixel[1])
        if 0 <= x < lens.width and 0 <= y < lens.height and rows[y][x] == SPACE:
            rows[y][x] = STARS[bright]


_DARK = {SPACE, *STARS}


def sunlit(sight: Sight) -> bool:
    """Whether the Sun shines on the ship."""
    forward = dot(sight.position, sight.sun)
    return forward > 0.0 or dot(sight.position, sight.position) - forward * forward > 1.0


@lru_cache(1)
def _sky() -> tuple[tuple[Vector, int], ...]:
    """Stars that are not those of the real sky: (direction, how bright)."""
    found = []
    for at in range(STAR_COUNT):
        z = 1.0 - 2.0 * (at + 0.5) / STAR_COUNT
        angle = at * 2.399963 + (at * 7919 % 97) / 97.0
        across = math.sqrt(1.0 - z * z)
        bright = 2 if at % 23 == 0 else 1 if at % 5 == 0 else 0
        found.append(((across * math.cos(angle), across * math.sin(angle), z), bright))
    return tuple(found)
