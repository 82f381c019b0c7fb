"""The helmet camera against the truth: limb, coast and night stand where geometry puts them.

Nothing here uses the game's camera: the ship's place comes from the ground track, its course from
the inclination, and directions from plain spherical formulas.
"""

from __future__ import annotations

import math
from functools import cache

import pytest

from game.display.pictures import earth, helmet, pixels, track, view
from game.display.pictures.land import COLUMNS, ROWS, SEA, face
from game.display.pictures.scene import camera, sight_at
from game.display.pictures.view import Lens
from game.level.loading import load_named
from game.world.sky import sky_of

ORBIT = load_named("first-out").orbit
MOMENTS = (600, 1200, 1800, 2400, 2900, 3400, 3900, 4500, 5100, 5700)
LENS = Lens(60, 30)
PITCH_DEG = -30.0
R_KM = 6378.137
CELL_X, CELL_Y = 1, 2
"""A cell is one pixel wide and two high."""


def where(time_s: float) -> tuple[float, float, float, float]:
    """Latitude, longitude and course (rad), and height over the radius of the Earth (radii)."""
    latitude, longitude, height = sky_of(ORBIT).subpoint(time_s)
    later = sky_of(ORBIT).subpoint(time_s + 30.0)[0]
    lat = math.radians(latitude)
    course = math.asin(min(1.0, math.cos(math.radians(ORBIT.inclination)) / math.cos(lat)))
    if later < latitude:
        course = math.pi - course
    return lat, math.radians(longitude), course, height / 1000.0 / R_KM


def pixel_of(time_s: float, latitude: float, longitude: float) -> tuple[float, float] | None:
    """The pixel of a place on the ground (rad), or None if it is not in sight."""
    lat, lon, course, height = where(time_s)
    across = longitude - lon
    angle = math.acos(
        math.sin(lat) * math.sin(latitude)
        + math.cos(lat) * math.cos(latitude) * math.cos(across)
    )  # fmt: skip
    if angle > math.acos(1.0 / (1.0 + height)) * 0.8:  # nearer the limb all is haze
        return None
    bearing = math.atan2(
        math.sin(across) * math.cos(latitude),
        math.cos(lat) * math.sin(latitude) - math.sin(lat) * math.cos(latitude) * math.cos(across),
    )
    down = math.atan2(1.0 + height - math.cos(angle), math.sin(angle))
    turn = bearing - course
    ahead = math.cos(down) * math.cos(turn)
    right, up = math.cos(down) * math.sin(turn), -math.sin(down)
    pitch = math.radians(PITCH_DEG)
    depth = ahead * math.cos(pitch) + up * math.sin(pitch)
    rise = up * math.cos(pitch) - ahead * math.sin(pitch)
    if depth <= 0.05:
        return None
    focal = LENS.width / 2.0 / math.tan(math.radians(LENS.across_deg) / 2.0)
    return LENS.width / 2.0 + right / depth * focal, LENS.height / 2.0 - rise / depth * focal


@cache
def picture(time_s: int) -> view.Canvas:
    sight = sight_at(ORBIT, time_s)
    return view.draw(sight, camera(sight, 0.0, PITCH_DEG), LENS)


@pytest.mark.parametrize("time_s", MOMENTS)
def test_the_limb_stands_where_its_depression_puts_it(time_s: int) -> None:
    height = where(time_s)[3]
    depression = math.acos(1.0 / (1.0 + height))
    focal = LENS.width / 2.0 / math.tan(math.radians(LENS.across_deg) / 2.0)
    expected = LENS.height / 2.0 + math.tan(depression + math.radians(PITCH_DEG)) * focal
    dark = {view.SPACE, *view.STARS, view.SUN}
    column = [row[LENS.width // 2] for row in picture(time_s)]
    first = next(y for y in range(LENS.height) if all(c not in dark for c in column[y:][:3]))
    assert abs(first - expected) <= 2 * CELL_Y


@cache
def colours(of_sea: bool) -> frozenset[pixels.Colour]:
    kinds = [SEA] if of_sea else [kind for kind in range(6) if kind != SEA]
    return frozenset(
        earth.ground(kind, rough, 0, light, haze, 0)
        for kind in kinds
        for rough in range(earth.RELIEF_STEPS + 1)
        for light in range(2, earth.LIGHT_STEPS + 1)
        for haze in range(earth.HAZE_STEPS + 1)
    )


def coasts() -> list[tuple[float, float]]:
    """Every place (rad) with land to its left and sea to its right, or the other way round."""
    kinds, found = face(), []
    for row in range(0, ROWS, 2):
        for column in range(0, COLUMNS - 1, 2):
            at = row * COLUMNS + column
            if (kinds[at] == SEA) != (kinds[at + 1] == SEA):
                latitude = math.pi / 2 - (row + 0.5) * math.pi / ROWS
                found.append((latitude, (column + 1) * math.tau / COLUMNS - math.pi))
    return found


COASTS = coasts()


def test_coasts_stand_where_a_map_puts_them() -> None:
    """Around the nearest coast that no cloud hides both land and sea show, within two cells."""
    looked = 0
    for time_s in MOMENTS:
        seen = []
        for latitude, longitude in COASTS:
            pixel = pixel_of(time_s, latitude, longitude)
            if pixel is None or earth.cloud(latitude, longitude):
                continue
            if 4 <= pixel[0] < LENS.width - 4 and 6 <= pixel[1] < LENS.height - 5:
                seen.append((pixel[1], pixel[0]))
        if not seen:
            continue
        y, x = (int(one) for one in max(seen))
        around = {
            picture(time_s)[row][column]
            for row in range(y - 2 * CELL_Y, y + 2 * CELL_Y + 1)
            for column in range(x - 2 * CELL_X, x + 2 * CELL_X + 1)
        }
        if around & colours(of_sea=True) or around & colours(of_sea=False):
            looked += 1
            assert around & colours(of_sea=True) and around & colours(of_sea=False), time_s
    assert looked >= 2


@pytest.mark.parametrize("time_s", MOMENTS)
def test_day_and_night_are_parted_where_the_sun_sets(time_s: int) -> None:
    """A place is drawn dark where the Sun is well below its horizon, and lit where well above."""
    sun = sight_at(ORBIT, time_s).sun
    lat, lon, course, height = where(time_s)
    rows = picture(time_s)
    for along in (0.02, 0.06, 0.1, 0.15, 0.2):
        for side in (-0.1, 0.0, 0.1):
            latitude = lat + along * math.cos(course) - side * math.sin(course)
            longitude = lon + (along * math.sin(course) + side * math.cos(course)) / math.cos(lat)
            pixel = pixel_of(time_s, latitude, longitude)
            if pixel is None or not (0 <= pixel[0] < LENS.width and 0 <= pixel[1] < LENS.height):
                continue
            high = (
                math.cos(latitude) * math.cos(longitude) * sun[0]
                + math.cos(latitude) * math.sin(longitude) * sun[1]
                + math.sin(latitude) * sun[2]
            )
            bright = sum(rows[int(pixel[1])][int(pixel[0])]) / 765.0
            if high < -0.15 and not earth.lit(latitude, longitude):
                assert bright < 0.4, (along, side)
            if high > 0.3:
                assert bright > 0.12, (along, side)
    assert height > 0.0


def test_the_picture_is_of_a_few_colours_and_the_size_asked_for() -> None:
    shot = helmet.Shot(ORBIT, 2900.0, "outside", True, True, True, 0, -30, 2, 1)
    for width, height in ((12, 4), (60, 30), (101, 47)):
        rows = helmet.draw(shot, width, height)
        assert len(rows) == height and all(len(row) == width for row in rows)
        assert len({pixel for row in rows for pixel in row}) < 260
    text = pixels.lines(helmet.draw(shot, 40, 21))
    assert len(text) == 10 and all(len(line) == 40 for line in text)


def test_the_track_goes_through_the_ship_and_the_map_has_land_and_sea() -> None:
    fixes = track.track(ORBIT, 0, 20)
    latitude, longitude, _ = sky_of(ORBIT).subpoint(300.0)
    assert fixes[10].latitude == pytest.approx(latitude, abs=0.05)
    assert fixes[10].longitude == pytest.approx(longitude, abs=0.05)
    cells = [bits for row in track.land(60, 14) for bits in row]
    assert 0.15 < sum(map(bool, cells)) / len(cells) < 0.6
