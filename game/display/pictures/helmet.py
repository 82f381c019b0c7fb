"""What a helmet camera sees: the Earth and the sky, and what of ship and crew is before it."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from game.display.pictures import view
from game.display.pictures.pixels import Colour, mixed
from game.display.pictures.scene import camera, sight_at
from game.display.pictures.view import Canvas, Lens
from game.level.schema import Orbit

Where = Literal["outside", "hatch", "inside"]

RIM: Colour = (74, 80, 90)
RIM_LIT: Colour = (150, 158, 170)
CABIN: Colour = (13, 16, 21)
WALL: Colour = (24, 29, 37)
GLASS: Colour = (22, 62, 92)
GLASS_LIT: Colour = (70, 146, 190)
DOOR: Colour = (44, 49, 58)
GLOVE: Colour = (196, 198, 200)
GLOVE_DARK: Colour = (104, 108, 116)
SUIT: Colour = (220, 222, 224)
VISOR: Colour = (150, 104, 40)
MIST: Colour = (148, 158, 168)
SNOW: tuple[Colour, ...] = ((60, 66, 74), (112, 120, 130), (168, 176, 186))


class Shot(NamedTuple):
    """One frame of a helmet camera."""

    orbit: Orbit
    time_s: float
    """Seconds after the epoch of the orbit."""
    where: Where
    open: bool
    """Whether the hatch is."""
    other: bool
    """Whether somebody else stands in the hatch, in view of the one outside."""
    working: bool
    """Whether the gloves are in the picture."""
    yaw_deg: int
    pitch_deg: int
    fog: int
    """How much of the visor is fogged, 0 to 4."""
    snow: int
    """How bad the picture comes down, 0 to 4."""


def glance(who: str, task: str, time_s: float) -> tuple[int, int]:
    """Where a head is turned, yaw and pitch in degrees: another way now and then, and by task."""
    turn = int(time_s // 24.0)
    bits = 2166136261
    for character in f"{who}|{task}|{turn}":
        bits = ((bits ^ ord(character)) * 16777619) & 0xFFFFFFFF
    return (bits >> 8) % 61 - 30, -24 - (bits >> 16) % 22


def draw(shot: Shot, width: int, height: int) -> Canvas:
    """The frame in ``width`` times ``height`` pixels."""
    lens = Lens(width, height)
    if shot.where == "inside" and not shot.open:
        rows = [[CABIN] * width for _ in range(height)]
    else:
        sight = sight_at(shot.orbit, shot.time_s)
        rows = view.draw(sight, camera(sight, shot.yaw_deg, shot.pitch_deg), lens)
    if shot.where == "outside":
        _outside(rows, lens, shot)
    elif shot.where == "hatch":
        _through(rows, lens, 0.5, 0.46, shot.open)
    else:
        _through(rows, lens, 0.24, 0.2, shot.open)
        _panels(rows, lens)
    if shot.fog:
        _fog(rows, lens, shot.fog)
    if shot.snow:
        _snow(rows, lens, shot.snow)
    return rows


def _outside(rows: Canvas, lens: Lens, shot: Shot) -> None:
    """The rim of the hatch below, who stands in it, and the gloves."""
    width, height = lens.width, lens.height
    _disc(rows, width * 0.5, height * 1.42, width * 0.34, height * 0.56, RIM)
    _disc(rows, width * 0.5, height * 1.44, width * 0.31, height * 0.54, CABIN)
    _arc(rows, width * 0.5, height * 1.42, width * 0.34, height * 0.56)
    if shot.other:
        _disc(rows, width * 0.5, height * 1.0, height * 0.2, height * 0.18, SUIT)
        _disc(rows, width * 0.5, height * 0.98, height * 0.13, height * 0.1, VISOR)
    if shot.working:
        for side in (-1.0, 1.0):
            across = width * (0.5 + side * 0.3)
            _disc(rows, across, height * 1.02, height * 0.14, height * 0.17, GLOVE_DARK)
            _disc(rows, across - side, height * 1.02, height * 0.13, height * 0.16, GLOVE)
            _disc(rows, across - side * height * 0.14, height * 0.96, 1.6, height * 0.08, GLOVE)


def _through(rows: Canvas, lens: Lens, middle: float, size: float, is_open: bool) -> None:
    """Everything but a round hatch is cabin wall; a shut hatch is a door with its handle."""
    cx, cy = lens.width * 0.5, lens.height * middle
    radius = lens.height * size
    for y, row in enumerate(rows):
        for x in range(lens.width):
            away = math.hypot(x + 0.5 - cx, y + 0.5 - cy) / radius
            if away >= 1.12:
                row[x] = WALL if away < 1.5 else CABIN
            elif away >= 1.0:
                row[x] = RIM_LIT if y < cy - radius * 0.5 and is_open else RIM
            elif not is_open:
                row[x] = RIM if abs(y + 0.5 - cy) < 1.0 and away < 0.5 else DOOR


def _panels(rows: Canvas, lens: Lens) -> None:
    """Three lit displays and a row of keys under them, as seen from a seat."""
    width, height = lens.width, lens.height
    top, bottom = int(height * 0.56), int(height * 0.86)
    for number in range(3):
        left = int(width * (0.17 + number * 0.23))
        for y in range(top, bottom):
            for x in range(left, left + int(width * 0.2)):
                bright = (y - top) % 3 == 1 and (x * 7 + y * 5 + number) % 11 < 5
                rows[y][x] = GLASS_LIT if bright else GLASS
    y = min(height - 1, bottom + 2)
    for x in range(int(width * 0.2), int(width * 0.8), 3):
        rows[y][x] = RIM


def _disc(
    rows: Canvas, cx: float, cy: float, across: float, high: float, colour: Colour
) -> None:  # fmt: skip
    for y in range(max(0, int(cy - high)), min(len(rows), int(cy + high) + 1)):
        part = (y + 0.5 - cy) / high
        if abs(part) < 1.0:
            reach = across * math.sqrt(1.0 - part * part)
            for x in range(max(0, int(cx - reach + 0.5)), min(len(rows[y]), int(cx + reach + 0.5))):
                rows[y][x] = colour


def _arc(rows: Canvas, cx: float, cy: float, across: float, high: float) -> None:
    """The light on the upper edge of the rim."""
    for x in range(max(0, int(cx - across * 0.8)), min(len(rows[0]), int(cx + across * 0.8))):
        part = (x + 0.5 - cx) / across
        y = int(cy - high * math.sqrt(1.0 - part * part))
        if 0 <= y < len(rows):
            rows[y][x] = RIM_LIT


def _fog(rows: Canvas, lens: Lens, fog: int) -> None:
    """Breath on the visor: from the edges inwards, and thicker."""
    for y, row in enumerate(rows):
        v = (y + 0.5) / lens.height * 2.0 - 1.0
        for x in range(lens.width):
            u = (x + 0.5) / lens.width * 2.0 - 1.0
            edge = u * u * 0.55 + v * v * 0.6 + 0.16 * (fog - 2)
            if edge > 0.18:
                row[x] = mixed(row[x], MIST, round(min(0.92, edge) * 5.0) / 5.0)


def _snow(rows: Canvas, lens: Lens, snow: int) -> None:
    """What a weak signal leaves of a picture. It stands still, as a frozen frame does."""
    for y, row in enumerate(rows):
        torn = (y * 2654435761 >> 7) % 13 < snow
        for x in range(lens.width):
            bits = ((x * 73856093) ^ (y * 19349663)) * 1274126177 & 0xFFFFFFFF
            if (bits >> 9) % 100 < (snow * 9 if torn else snow * 2):
                row[x] = SNOW[(bits >> 17) % len(SNOW)]
