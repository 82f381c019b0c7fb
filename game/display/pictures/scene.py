"""Where a camera is, where it looks, and where the Sun stands: everything in axes of the Earth.

Lengths are in radii of the Earth, so that the Earth is the unit sphere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from game.level.schema import Orbit
from game.physics import orbit as orbits
from game.physics.constants import R_EARTH
from game.physics.orbit import Elements, Vector
from game.world.sky import elements_of


class Sight(NamedTuple):
    """A place in orbit: ``position`` in radii of the Earth, and unit vectors, all ECEF."""

    position: Vector
    ahead: Vector
    """Along the flight, level with the horizon."""
    up: Vector
    right: Vector
    sun: Vector


def sight_at(plan: Orbit, time_s: float) -> Sight:
    """What a ship on the orbit ``plan`` has around it, ``time_s`` after the epoch."""
    elements, julian = _orbit(plan)
    state = orbits.state_at(elements, time_s)
    sidereal = orbits.gmst_at(orbits.gmst(julian), time_s)
    position = orbits.spun(state.position, sidereal)
    up = unit(position)
    along = orbits.spun(state.velocity, sidereal)
    climb = orbits.dot(along, up)
    ahead = unit(tuple_of(a - climb * b for a, b in zip(along, up, strict=True)))
    sun = orbits.spun(orbits.sun_direction(julian + time_s / 86400.0), sidereal)
    return Sight(
        tuple_of(value / R_EARTH for value in position),
        ahead,
        up,
        orbits.cross(ahead, up),
        sun,
    )


@lru_cache(8)
def _orbit(plan: Orbit) -> tuple[Elements, float]:
    return elements_of(plan), orbits.julian_date(plan.epoch)


class Camera(NamedTuple):
    """Three unit vectors, ECEF: where a camera looks, its right, and its upper edge."""

    forward: Vector
    right: Vector
    up: Vector


def camera(sight: Sight, yaw_deg: float, pitch_deg: float, roll_deg: float = 0.0) -> Camera:
    """A camera that looks ``yaw_deg`` right of the flight and ``pitch_deg`` over the level."""
    yaw, pitch, roll = (math.radians(one) for one in (yaw_deg, pitch_deg, roll_deg))
    level = _sum(sight.ahead, math.cos(yaw), sight.right, math.sin(yaw))
    right = _sum(sight.right, math.cos(yaw), sight.ahead, -math.sin(yaw))
    forward = _sum(level, math.cos(pitch), sight.up, math.sin(pitch))
    top = _sum(sight.up, math.cos(pitch), level, -math.sin(pitch))
    return Camera(
        forward,
        _sum(right, math.cos(roll), top, math.sin(roll)),
        _sum(top, math.cos(roll), right, -math.sin(roll)),
    )


def _sum(one: Vector, share: float, other: Vector, rest: float) -> Vector:
    return tuple_of(a * share + b * rest for a, b in zip(one, other, strict=True))


def unit(vector: Vector) -> Vector:
    """The vector of length 1 in the same direction."""
    size = orbits.length(vector)
    return tuple_of(value / size for value in vector)


def tuple_of(values: Iterable[float]) -> Vector:
    """Three numbers as a vector."""
    x, y, z = values
    return (x, y, z)
