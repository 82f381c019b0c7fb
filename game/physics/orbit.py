"""Where the ship is, what it can see, and who can hear it.

Kepler's ellipse with the secular drift by the Earth's oblateness (J2). SI and radians
throughout; ECI axes are those of the mean equator and equinox of date, ECEF axes turn with the
Earth. Latitudes are geocentric (up to 0.2° from geodetic ones), heights are above the equatorial
radius. With mean elements good to some kilometres over a day; elements of an osculating ellipse, as
a level gives them, are taken for mean ones, which puts the ship up to some 50 km off within an
hour and some hundreds of kilometres (two minutes) along its path in a day. Facts (f).
"""

from __future__ import annotations

from math import floor, sqrt
from typing import Final, NamedTuple

from game.physics.constants import (
    DEGREE,
    EARTH_ROTATION,
    GEOSTATIONARY_RADIUS,
    J2_EARTH,
    MU_EARTH,
    PI,
    R_EARTH,
    TAU,
)
from game.physics.detmath import asin, atan2, cos, sin, sin_cos

Vector = tuple[float, float, float]


class Elements(NamedTuple):
    """An orbit at its epoch."""

    semi_major: float
    """Semi-major axis, m."""
    eccentricity: float
    """0 to below 1."""
    inclination: float
    """rad."""
    node: float
    """Right ascension of the ascending node, rad."""
    perigee: float
    """Argument of perigee, rad."""
    anomaly: float
    """Mean anomaly, rad."""


class Rates(NamedTuple):
    """How the angles of an orbit change, rad/s."""

    node: float
    perigee: float
    anomaly: float


class State(NamedTuple):
    """Position, m, and velocity, m/s, in ECI axes."""

    position: Vector
    velocity: Vector


class Subpoint(NamedTuple):
    """The point of the Earth below a position."""

    latitude: float
    """Geocentric, rad."""
    longitude: float
    """East positive, rad, -π to π."""
    height: float
    """Above the equatorial radius, m."""


class Station(NamedTuple):
    """A ground station; angles in degrees, ±0.1° [R]."""

    name: str
    latitude: float
    longitude: float


STATIONS: Final = (
    Station("White Sands", 32.5, -106.6),
    Station("Wallops", 37.9, -75.5),
    Station("Alaska", 64.9, -147.8),
    Station("Svalbard", 78.2, 15.4),
    Station("Hartebeesthoek", -25.9, 27.7),
    Station("Dongara", -29.0, 115.3),
    Station("Santiago", -33.1, -70.7),
    Station("South Point", 19.0, -155.7),
    Station("Singapore", 1.4, 103.8),
)
"""Ground stations, facts (f) [R]; their latitudes are used as geocentric."""

RELAYS: Final[dict[str, float]] = {"west": -174.0, "central": -41.0, "east": 85.0}
"""Longitudes of the geostationary relays, degrees east; facts (f)."""


# --- Vectors and angles ---


def dot(a: Vector, b: Vector) -> float:
    """Scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Vector product."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def length(a: Vector) -> float:
    """Euclidean length."""
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def turn(angle: float) -> float:
    """``angle`` (rad, up to some 1e9) brought into 0 to 2π."""
    reduced = angle - floor(angle / TAU) * TAU
    return reduced if 0.0 <= reduced < TAU else 0.0


def half_turn(angle: float) -> float:
    """``angle`` (rad) brought into -π to π."""
    reduced = turn(angle)
    return reduced - TAU if reduced > PI else reduced


def spun(vector: Vector, angle: float) -> Vector:
    """``vector`` seen from axes that have turned by ``angle`` rad about z: ECI to ECEF by GMST."""
    s, c = sin_cos(angle)
    return (c * vector[0] + s * vector[1], c * vector[1] - s * vector[0], vector[2])


# --- The ellipse ---


def elements_of_heights(
    perigee: float,
    apogee: float,
    inclination: float,
    node: float = 0.0,
    argument: float = 0.0,
    anomaly: float = 0.0,
) -> Elements:
    """Elements from heights of perigee and apogee over the equatorial radius, m; angles in rad."""
    near, far = R_EARTH + min(perigee, apogee), R_EARTH + max(perigee, apogee)
    return Elements(
        0.5 * (near + far), (far - near) / (far + near), inclination, node, argument, anomaly
    )


def mean_motion(semi_major: float) -> float:
    """Mean motion, rad/s, at a semi-major axis in m (Kepler's third law)."""
    return sqrt(MU_EARTH / semi_major) / semi_major


def period(semi_major: float) -> float:
    """Time of a revolution, s, at a semi-major axis in m."""
    return TAU / mean_motion(semi_major)


def eccentric_anomaly(mean: float, eccentricity: float) -> float:
    """Eccentric anomaly, rad, by Kepler's equation M = E - e sin E; ``eccentricity`` 0 to 0.97.

    Newton's method from a start that converges for every argument; good to 1e-14. The result is
    in the same turn as ``mean``.
    """
    whole = floor(mean / TAU + 0.5) * TAU
    m = mean - whole
    e = eccentricity
    guess = m + e * sin(m) if e < 0.8 else (PI if m >= 0.0 else -PI)
    for _ in range(30):
        s, c = sin_cos(guess)
        step = (guess - e * s - m) / (1.0 - e * c)
        guess -= step
        if -1e-14 < step < 1e-14:
            break
    return guess + whole


def mean_anomaly(eccentric: float, eccentricity: float) -> float:
    """Mean anomaly, rad, of an eccentric anomaly, rad."""
    return eccentric - eccentricity * sin(eccentric)


def secular_rates(elements: Elements) -> Rates:
    """Drift of node, perigee and mean anomaly by J2, with the mean motion itself, rad/s.

    Facts (f); the mean anomaly's own share, 0.75 n J2 (Re/p)² sqrt(1 - e²)(3 cos² i - 1), is
    after Vallado [R].
    """
    a, e = elements.semi_major, elements.eccentricity
    n = mean_motion(a)
    shape = 1.0 - e * e
    ratio = R_EARTH / (a * shape)
    factor = 0.75 * n * J2_EARTH * ratio * ratio
    c = cos(elements.inclination)
    return Rates(
        -2.0 * factor * c,
        factor * (5.0 * c * c - 1.0),
        n + factor * sqrt(shape) * (3.0 * c * c - 1.0),
    )


def drifted(elements: Elements, time: float) -> Elements:
    """``elements`` after ``time`` s of secular drift and motion."""
    rates = secular_rates(elements)
    return elements._replace(
        node=turn(elements.node + rates.node * time),
        perigee=turn(elements.perigee + rates.perigee * time),
        anomaly=turn(elements.anomaly + rates.anomaly * time),
    )


def state_of(elements: Elements) -> State:
    """Position and velocity, ECI, of ``elements`` at their epoch."""
    a, e, inclination, node, perigee, anomaly = elements
    eccentric = eccentric_anomaly(anomaly, e)
    ce, se = cos(eccentric), sin(eccentric)
    minor = sqrt(1.0 - e * e)
    speed = mean_motion(a) * a / (1.0 - e * ce)
    x, y = a * (ce - e), a * minor * se
    vx, vy = -speed * se, speed * minor * ce
    px, py, pz, qx, qy, qz = _axes(node, perigee, cos(inclination), sin(inclination))
    return State(
        (x * px + y * qx, x * py + y * qy, x * pz + y * qz),
        (vx * px + vy * qx, vx * py + vy * qy, vx * pz + vy * qz),
    )


def _axes(
    node: float, perigee: float, ci: float, si: float
) -> tuple[float, float, float, float, float, float]:
    """Unit vectors, ECI, to the perigee and 90° after it; ``ci`` and ``si`` are of inclination."""
    sn, cn = sin_cos(node)
    sp, cp = sin_cos(perigee)
    return (
        cn * cp - sn * sp * ci, sn * cp + cn * sp * ci, sp * si,
        -cn * sp - sn * cp * ci, -sn * sp + cn * cp * ci, cp * si,
    )  # fmt: skip


def state_at(elements: Elements, time: float) -> State:
    """Position and velocity, ECI, ``time`` s after the epoch of ``elements``."""
    return state_of(drifted(elements, time))


class Propagator:
    """Where an orbit leads, for many times: what does not change is computed once.

    Positions have the same bits as those of :func:`state_at`.
    """

    __slots__ = ("_ci", "_elements", "_minor", "_rates", "_si")

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._rates = secular_rates(elements)
        e = elements.eccentricity
        self._minor = elements.semi_major * sqrt(1.0 - e * e)
        self._ci, self._si = cos(elements.inclination), sin(elements.inclination)

    def position(self, time: float) -> Vector:
        """Position, ECI, m, ``time`` s after the epoch of the elements."""
        a, e, _, node, perigee, anomaly = self._elements
        node_rate, perigee_rate, anomaly_rate = self._rates
        eccentric = eccentric_anomaly(turn(anomaly + anomaly_rate * time), e)
        s, c = sin_cos(eccentric)
        x, y = a * (c - e), self._minor * s
        px, py, pz, qx, qy, qz = _axes(
            turn(node + node_rate * time), turn(perigee + perigee_rate * time), self._ci, self._si
        )
        return (x * px + y * qx, x * py + y * qy, x * pz + y * qz)


def elements_of(state: State) -> Elements:
    """Elements of the ellipse through ``state``, the inverse of :func:`state_of`.

    Where an angle has no meaning (no inclination, no eccentricity) it is 0 and the rest is
    counted from the x axis or the node. For bound orbits that are not radial.
    """
    r, v = state
    distance = length(r)
    momentum = cross(r, v)
    h = length(momentum)
    semi_major = 1.0 / (2.0 / distance - dot(v, v) / MU_EARTH)
    radial = dot(r, v)
    # e cos E and e sin E
    ec = 1.0 - distance / semi_major
    es = radial / sqrt(MU_EARTH * semi_major)
    e = sqrt(ec * ec + es * es)
    across = sqrt(momentum[0] * momentum[0] + momentum[1] * momentum[1])
    inclination = atan2(across, momentum[2])
    node = atan2(momentum[0], -momentum[1]) if across > 1e-11 * h else 0.0
    eccentric = atan2(es, ec) if e > 1e-11 else 0.0
    true = atan2(sqrt(max(1.0 - e * e, 0.0)) * sin(eccentric), cos(eccentric) - e)
    along = (cos(node), sin(node), 0.0)
    ahead = cross(momentum, along)
    latitude = atan2(dot(r, ahead) / h, dot(r, along))
    if e > 1e-11:
        perigee, anomaly = latitude - true, mean_anomaly(eccentric, e)
    else:
        perigee, anomaly = 0.0, latitude
    return Elements(semi_major, e, inclination, turn(node), turn(perigee), turn(anomaly))


# --- Time, the Earth's turn, the Sun ---


def julian_date(text: str) -> float:
    """Julian date (UTC taken as UT1) of ``YYYY-MM-DD HH:MM``; Gregorian, years 1901 to 2099.

    Raises ValueError if the text is not such a date.
    """
    mistake = f"{text!r} is not a date and time: write for example '2024-09-12 10:08'"
    day_text, _, clock = text.strip().partition(" ")
    days, times = day_text.split("-"), clock.strip().split(":")
    digits = (*days, *times)
    if len(days) != 3 or len(times) != 2 or not all(d.isascii() and d.isdigit() for d in digits):
        raise ValueError(mistake)
    year, month, day, hour, minute = (int(d) for d in digits)
    leap = 1 if year % 4 == 0 else 0
    lengths = (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1901 <= year <= 2099 and 1 <= month <= 12 and hour < 24 and minute < 60):
        raise ValueError(mistake)
    if not 1 <= day <= lengths[month - 1]:
        raise ValueError(mistake)
    number = 367 * year - 7 * (year + (month + 9) // 12) // 4 + 275 * month // 9 + day
    return number + 1721013.5 + (hour * 60 + minute) / 1440.0


def gmst(julian: float) -> float:
    """Greenwich mean sidereal time, rad, 0 to 2π, at a Julian date (UT1).

    IAU 1982, as in Vallado; within 1e-6 rad from 1901 to 2099.
    """
    days = julian - 2451545.0
    century = days / 36525.0
    # Whole turns are dropped before degrees are made, for the sake of precision.
    fraction = days - floor(days)
    seconds = 67310.54841 + century * (8640184.812866 + century * (0.093104 - century * 6.2e-6))
    return turn((seconds / 86400.0 + fraction) * TAU)


def gmst_at(epoch_gmst: float, time: float) -> float:
    """Greenwich mean sidereal time, rad, ``time`` s after the epoch at which it was given."""
    return turn(epoch_gmst + EARTH_ROTATION * time)


def sun_direction(julian: float) -> Vector:
    """Unit vector from the Earth to the Sun, ECI, at a Julian date.

    The Astronomical Almanac's low-precision formulas; 0.01° from 1950 to 2050 [R].
    """
    days = julian - 2451545.0
    anomaly = (357.528 + 0.9856003 * days) * DEGREE
    longitude = (280.460 + 0.9856474 * days) * DEGREE
    longitude += (1.915 * sin(anomaly) + 0.020 * sin(2.0 * anomaly)) * DEGREE
    tilt = (23.439 - 4e-7 * days) * DEGREE
    s = sin(longitude)
    return (cos(longitude), cos(tilt) * s, sin(tilt) * s)


def in_shadow(position: Vector, sun: Vector) -> bool:
    """Whether the Earth hides the Sun from ``position`` (m), by a cylinder behind the Earth.

    ``sun`` is a unit vector in the same axes. Facts (f).
    """
    return shadow_depth(position, sun) > 0.0


def shadow_depth(position: Vector, sun: Vector) -> float:
    """How deep in the Earth's shadow ``position`` is, m: positive in it, negative in the light.

    The lesser of how far it is inside the cylinder and how far behind the terminator plane, so
    that it passes through zero smoothly at sunset and sunrise. Facts (f).
    """
    forward = dot(position, sun)
    x = position[0] - forward * sun[0]
    y = position[1] - forward * sun[1]
    z = position[2] - forward * sun[2]
    inside = R_EARTH - sqrt(x * x + y * y + z * z)
    return min(inside, -forward)


# --- The Earth below, and who hears ---


def subpoint(position: Vector, sidereal: float) -> Subpoint:
    """The point below an ECI ``position``, m, at Greenwich sidereal time ``sidereal`` rad."""
    x, y, z = position
    distance = length(position)
    longitude = half_turn(atan2(y, x) - sidereal)
    return Subpoint(asin(z / distance), longitude, distance - R_EARTH)


def surface(latitude: float, longitude: float, radius: float = R_EARTH) -> Vector:
    """ECEF position, m, at geocentric ``latitude`` and ``longitude`` in rad."""
    c = cos(latitude)
    return (radius * c * cos(longitude), radius * c * sin(longitude), radius * sin(latitude))


def elevation(station: Vector, target: Vector) -> float:
    """Elevation, rad, of ``target`` over the horizon of ``station``, both in the same axes, m."""
    sight = (target[0] - station[0], target[1] - station[1], target[2] - station[2])
    return asin(dot(sight, station) / (length(sight) * length(station)))


def heard(station: Vector, target: Vector, mask: float) -> bool:
    """Whether ``target`` stands at or above ``mask`` rad of elevation at ``station``."""
    return elevation(station, target) >= mask


def line_of_sight(a: Vector, b: Vector, radius: float = R_EARTH) -> bool:
    """Whether nothing of a sphere of ``radius`` m about the origin is between ``a`` and ``b``."""
    d = (b[0] - a[0], b[1] - a[1], b[2] - a[2])
    square = dot(d, d)
    if square <= 0.0:
        return True
    nearest = min(max(-dot(a, d) / square, 0.0), 1.0)
    p = (a[0] + nearest * d[0], a[1] + nearest * d[1], a[2] + nearest * d[2])
    return dot(p, p) >= radius * radius


def relay_position(longitude: float) -> Vector:
    """ECEF position, m, of a geostationary relay over ``longitude`` rad.

    It sees a ship when there is a line of sight to it.
    """
    return (GEOSTATIONARY_RADIUS * cos(longitude), GEOSTATIONARY_RADIUS * sin(longitude), 0.0)
