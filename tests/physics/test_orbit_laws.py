"""Laws and published points of the orbit's equations."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from game.physics import orbit
from game.physics.constants import DEGREE, GEOSTATIONARY_RADIUS, MU_EARTH, R_EARTH

angles = st.floats(0.0, 6.28)
elements = st.builds(
    orbit.elements_of_heights,
    st.floats(180e3, 1000e3),
    st.floats(180e3, 2000e3),
    st.floats(0.01, 3.1),
    angles,
    angles,
    angles,
)


def close(a: float, b: float, tolerance: float) -> bool:
    """Whether two angles are the same direction."""
    return abs(orbit.half_turn(a - b)) <= tolerance


@given(st.floats(-50.0, 50.0), st.floats(0.0, 0.97))
def test_kepler_is_solved(mean: float, eccentricity: float) -> None:
    eccentric = orbit.eccentric_anomaly(mean, eccentricity)
    assert orbit.mean_anomaly(eccentric, eccentricity) == pytest.approx(mean, abs=1e-12)


@given(elements)
def test_elements_survive_the_way_to_position_and_back(before: orbit.Elements) -> None:
    assume(before.eccentricity > 1e-4)
    after = orbit.elements_of(orbit.state_of(before))
    assert after.semi_major == pytest.approx(before.semi_major, rel=1e-11)
    assert after.eccentricity == pytest.approx(before.eccentricity, abs=1e-11)
    assert after.inclination == pytest.approx(before.inclination, abs=1e-11)
    assert close(after.node, before.node, 1e-9)
    assert close(after.perigee, before.perigee, 1e-7)
    assert close(after.anomaly, before.anomaly, 1e-7)


@pytest.mark.parametrize("inclination", [0.0, 0.9, math.pi])
def test_degenerate_orbits_come_back_to_the_same_place(inclination: float) -> None:
    before = orbit.state_of(orbit.Elements(7e6, 0.0, inclination, 1.0, 2.0, 3.0))
    after = orbit.state_of(orbit.elements_of(before))
    assert after.position == pytest.approx(before.position, abs=1e-3)
    assert after.velocity == pytest.approx(before.velocity, abs=1e-6)


@given(elements)
def test_energy_and_momentum_are_those_of_the_ellipse(e: orbit.Elements) -> None:
    r, v = orbit.state_of(e)
    energy = 0.5 * orbit.dot(v, v) - MU_EARTH / orbit.length(r)
    momentum = orbit.length(orbit.cross(r, v))
    assert energy == pytest.approx(-MU_EARTH / (2.0 * e.semi_major), rel=1e-12)
    shape = 1.0 - e.eccentricity * e.eccentricity
    assert momentum == pytest.approx(math.sqrt(MU_EARTH * e.semi_major * shape), rel=1e-12)


@given(elements, st.floats(0.0, 1e6))
def test_a_course_has_the_same_bits(e: orbit.Elements, time: float) -> None:
    assert orbit.Propagator(e).position(time) == orbit.state_at(e, time).position


@given(elements, st.floats(0.0, 1e5))
def test_velocity_is_the_change_of_position(e: orbit.Elements, time: float) -> None:
    before = orbit.state_at(e, time - 0.5).position
    after = orbit.state_at(e, time + 0.5).position
    velocity = orbit.state_at(e, time).velocity
    moved = [b - a for a, b in zip(before, after, strict=True)]
    # J2 turns the orbit by up to 25 m/s, which Kepler's velocity does not hold.
    assert moved == pytest.approx(velocity, abs=40.0)


@pytest.mark.parametrize(
    "text", ["2000-01-01 12:00", "2024-09-12 10:08", "1901-01-01 00:00", "2099-12-31 23:59"]
)
def test_julian_date_against_the_calendar(text: str) -> None:
    moment = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    days = (moment - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86400.0
    assert orbit.julian_date(text) == pytest.approx(2451545.0 + days, abs=1e-9)


@given(st.integers(0, 72682))
def test_julian_date_of_every_day(day: int) -> None:
    date = datetime.fromordinal(datetime(1901, 1, 1).toordinal() + day)
    julian = orbit.julian_date(f"{date:%Y-%m-%d} 00:00")
    assert julian == date.toordinal() + 1721424.5


@pytest.mark.parametrize(
    "text",
    ["", "2024-09-12", "2024-09-31 10:00", "2023-02-29 10:00", "2024-13-01 10:00",
     "1900-01-01 00:00", "2024-09-12 24:00", "2024-09-12 10:60", "2024-09-12 1o:00",
     "2024-09-00 10:00", "12 Sep 2024", "2024-09-12 10:08:30", "２０２４-09-12 10:08"],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date and time: write for example"):
        orbit.julian_date(text)


def test_sidereal_time_of_vallado() -> None:
    """Example 3-5: 20 August 1992, 12:14 UT1."""
    julian = orbit.julian_date("1992-08-20 12:14")
    assert orbit.gmst(julian) / DEGREE == pytest.approx(152.578788105, abs=1e-5)


@given(st.floats(0.0, 86400.0))
def test_sidereal_time_goes_on_as_the_earth_turns(time: float) -> None:
    julian = orbit.julian_date("2024-09-12 10:08")
    later = orbit.gmst_at(orbit.gmst(julian), time)
    assert close(later, orbit.gmst(julian + time / 86400.0), 1e-6)


def test_sun_of_vallado() -> None:
    """Example 5-1: 2 April 2006, 0 h; the direction."""
    sun = orbit.sun_direction(orbit.julian_date("2006-04-02 00:00"))
    wanted = (0.9771945, 0.1924424, 0.0834308)
    size = orbit.length(wanted)
    assert orbit.length(sun) == pytest.approx(1.0)
    assert sun == pytest.approx([part / size for part in wanted], abs=1e-4)


def test_sun_at_the_solstice_and_equinox() -> None:
    assert orbit.sun_direction(orbit.julian_date("2024-06-20 20:51"))[2] == pytest.approx(
        math.sin(23.436 * DEGREE), abs=1e-4
    )
    assert abs(orbit.sun_direction(orbit.julian_date("2024-09-22 12:44"))[2]) < 2e-4


def test_shadow_is_a_cylinder() -> None:
    sun = (1.0, 0.0, 0.0)
    assert orbit.in_shadow((-7e6, 0.0, 0.0), sun)
    assert not orbit.in_shadow((7e6, 0.0, 0.0), sun)
    assert orbit.in_shadow((-7e6, R_EARTH - 1.0, 0.0), sun)
    assert not orbit.in_shadow((-7e6, R_EARTH + 1.0, 0.0), sun)
    assert not orbit.in_shadow((0.0, 7e6, 0.0), sun)


@given(elements, angles)
def test_shadow_depth_does_not_jump(e: orbit.Elements, season: float) -> None:
    sun = (math.cos(season), math.sin(season) * 0.9175, math.sin(season) * 0.3978)
    depth = [orbit.shadow_depth(orbit.state_at(e, t).position, sun) for t in (0.0, 1.0)]
    assert abs(depth[1] - depth[0]) < 9e3


def test_about_a_third_of_the_orbit_is_night() -> None:
    e = orbit.elements_of_heights(190e3, 735e3, 51.65 * DEGREE)
    sun = orbit.sun_direction(orbit.julian_date("2024-09-12 10:08"))
    period = orbit.period(e.semi_major)
    dark = [orbit.in_shadow(orbit.state_at(e, period * i / 500).position, sun) for i in range(500)]
    assert 0.3 < dark.count(True) / 500 < 0.42


@given(elements, st.floats(0.0, 1e5), angles)
def test_subpoint_is_below(e: orbit.Elements, time: float, sidereal: float) -> None:
    position = orbit.state_at(e, time).position
    point = orbit.subpoint(position, sidereal)
    fixed = orbit.spun(position, sidereal)
    again = orbit.surface(point.latitude, point.longitude, R_EARTH + point.height)
    assert again == pytest.approx(fixed, abs=1e-2)
    assert abs(point.latitude) <= min(e.inclination, math.pi - e.inclination) + 1e-9
    assert -math.pi <= point.longitude <= math.pi


def test_elevation_from_the_zenith_to_the_nadir() -> None:
    station = orbit.surface(0.5, 1.0)
    above = orbit.surface(0.5, 1.0, R_EARTH + 4e5)
    below = orbit.surface(-0.5, 1.0 + math.pi, R_EARTH + 4e5)
    assert orbit.elevation(station, above) == pytest.approx(math.pi / 2.0, abs=1e-6)
    assert orbit.elevation(station, below) == pytest.approx(-math.pi / 2.0, abs=1e-6)
    assert orbit.heard(station, above, 5.0 * DEGREE)
    assert not orbit.heard(station, below, 5.0 * DEGREE)


def test_line_of_sight_is_blocked_by_the_earth() -> None:
    here, there = (7e6, 0.0, 0.0), (-7e6, 0.0, 0.0)
    assert not orbit.line_of_sight(here, there)
    assert orbit.line_of_sight(here, here)
    assert orbit.line_of_sight(here, (42e6, 0.0, 0.0))
    assert orbit.line_of_sight((7e6, -1e7, 0.0), (7e6, 1e7, 0.0))
    assert not orbit.line_of_sight((6e6, -1e7, 0.0), (6e6, 1e7, 0.0))


def test_relays_see_half_the_orbit_and_more() -> None:
    for longitude in orbit.RELAYS.values():
        over = orbit.surface(0.0, longitude * DEGREE, R_EARTH + 4e5)
        behind = orbit.surface(0.0, longitude * DEGREE + math.pi, R_EARTH + 4e5)
        beside = orbit.surface(0.0, longitude * DEGREE + math.pi / 2.0, R_EARTH + 4e5)
        relay = orbit.relay_position(longitude * DEGREE)
        assert orbit.line_of_sight(over, relay)
        assert orbit.line_of_sight(beside, relay)
        assert not orbit.line_of_sight(behind, relay)
    assert orbit.length(orbit.relay_position(1.0)) == pytest.approx(GEOSTATIONARY_RADIUS)


@given(st.floats(-1e6, 1e6))
def test_turns_are_within_a_turn(angle: float) -> None:
    assert 0.0 <= orbit.turn(angle) < 2.0 * math.pi
    assert -math.pi <= orbit.half_turn(angle) <= math.pi
    assert math.cos(orbit.turn(angle)) == pytest.approx(math.cos(angle), abs=1e-9)


def test_a_tiny_negative_angle_does_not_become_a_whole_turn() -> None:
    assert orbit.turn(-1e-300) == 0.0


# --- Published orbits ---


def test_rv2coe_of_vallado() -> None:
    """Example 2-5 [R]."""
    state = orbit.State((6524834.0, 6862875.0, 6448296.0), (4901.327, 5533.756, -1976.341))
    e = orbit.elements_of(state)
    assert e.semi_major == pytest.approx(36127.343e3, abs=200.0)
    assert e.eccentricity == pytest.approx(0.832853, abs=2e-6)
    for angle, degrees in ((e.inclination, 87.870), (e.node, 227.898), (e.perigee, 53.38)):
        assert close(angle, degrees * DEGREE, 0.006 * DEGREE)


def test_coe2rv_of_vallado() -> None:
    """Example 2-6 [R]: p 11067.790 km, e 0.83285, true anomaly 92.335 degrees."""
    e, true = 0.83285, 92.335 * DEGREE
    half = math.sqrt((1.0 - e) / (1.0 + e)) * math.tan(true / 2.0)
    anomaly = orbit.mean_anomaly(2.0 * math.atan(half), e)
    state = orbit.state_of(orbit.Elements(
        11067790.0 / (1.0 - e * e), e, 87.87 * DEGREE, 227.89 * DEGREE, 53.38 * DEGREE, anomaly
    ))  # fmt: skip
    assert state.position == pytest.approx((6525344.0, 6861535.0, 6449125.0), abs=30.0)
    assert state.velocity == pytest.approx((4902.276, 5533.124, -1975.709), abs=0.02)


def test_kepler_of_vallado() -> None:
    """Example 2-4 [R]: 40 minutes of two-body motion."""
    start = orbit.State((1131340.0, -2282343.0, 6672423.0), (-5643.05, 4303.33, 2428.79))
    e = orbit.elements_of(start)
    moved = e._replace(anomaly=orbit.turn(e.anomaly + orbit.mean_motion(e.semi_major) * 2400.0))
    end = orbit.state_of(moved)
    assert end.position == pytest.approx((-4219752.7, 4363029.2, -3958766.6), abs=30.0)
    assert end.velocity == pytest.approx((3689.866, -1916.735, -6112.511), abs=0.02)


DAY = 86400.0


@pytest.mark.parametrize(
    ("perigee", "apogee", "inclination", "node", "perigee_rate", "minutes"),
    [
        (705.0, 705.0, 98.2, 0.986, None, 98.9),  # Landsat 8, sun-synchronous
        (500.0, 39_850.0, 63.435, None, 0.0, 717.8),  # Molniya, frozen, half a day
        (418.0, 422.0, 51.64, -4.98, None, 92.9),  # ISS
        (192.0, 735.0, 51.65, None, None, 93.8),  # Polaris Dawn
    ],
)
def test_orbits_drift_and_turn_as_published(
    perigee: float, apogee: float, inclination: float, node: float | None,
    perigee_rate: float | None, minutes: float,
) -> None:  # fmt: skip
    """Degrees a day and minutes a turn [R]."""
    e = orbit.elements_of_heights(perigee * 1e3, apogee * 1e3, inclination * DEGREE)
    rates = orbit.secular_rates(e)
    if node is not None:
        assert rates.node / DEGREE * DAY == pytest.approx(node, abs=0.035)
    if perigee_rate is not None:
        assert rates.perigee / DEGREE * DAY == pytest.approx(perigee_rate, abs=0.002)
    assert orbit.period(e.semi_major) / 60.0 == pytest.approx(minutes, abs=0.25)


def test_a_geostationary_orbit_turns_with_the_earth() -> None:
    assert pytest.approx(42164.17e3, abs=100.0) == GEOSTATIONARY_RADIUS
    assert orbit.period(GEOSTATIONARY_RADIUS) == pytest.approx(86164.1, abs=0.1)
