"""Where every panel of the flight screen stands, for any size of terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from game.display.panel import Area, Band, Body, Size
from game.display.panels import PANELS

TWO_COLUMNS = 110
THREE_COLUMNS = 170
"""Columns of the terminal from which the body has so many columns of panels."""

TALL = 30
"""Rows of the body from which two columns have a place for every panel."""


class Place(NamedTuple):
    """A region of the screen, in cells."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Need:
    """What decides how the screen is divided, besides its size."""

    crew: int = 4
    """How many crew members there are."""
    slot: str = ""
    """The panel that was chosen of those that take turns, by its id; empty for none."""
    absent: tuple[str, ...] = ()
    """The panels that have nothing to show now."""
    bar: int = 1
    """Rows of what stands above the keys: what Enter does, or a scrub bar."""
    full: str = ""
    """The panel that fills the body alone, by its id; empty for none."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a body is divided."""

    areas: Mapping[Area, Place]
    turn: Place
    """Where panels take turns."""
    covers: tuple[Area, ...] = ()
    """The areas that are covered by the panel whose turn it is."""


def places(width: int, height: int, need: Need) -> dict[str, Place]:
    """The place of every panel that shows. They fill the screen and never overlap."""
    made = {
        "status": Place(0, height - 2 - need.bar, width, 1),
        "want": Place(0, height - 1 - need.bar, width, need.bar),
        "keys": Place(0, height - 1, width, 1),
    }
    made |= _bands(width, height, need)
    if need.full and need.full not in need.absent:
        return made | {need.full: _body(width, height, need)}
    shape = _shape(width, height, need)
    chosen = _chosen(shape, need)
    for panel in PANELS:
        place = panel.place
        if isinstance(place, Band) or panel.id in need.absent:
            continue
        if panel.id == chosen:
            made[panel.id] = shape.turn
            continue
        area = None if chosen and place.area in shape.covers else place.area
        if area is not None and area in shape.areas:
            made[panel.id] = shape.areas[area]
    return made


def turns(width: int, height: int, need: Need) -> tuple[str, ...]:
    """The panels that ``v`` goes through on a screen of this size, by id.

    Where they cover others, an empty id first stands for those.
    """
    shape = _shape(width, height, need)
    waiting = _waiting(shape, need)
    return ("", *waiting) if shape.covers else waiting


def _waiting(shape: _Shape, need: Need) -> tuple[str, ...]:
    """The panels that have no area in a body of this shape, and take turns instead."""
    return tuple(
        panel.id
        for panel in PANELS
        if isinstance(panel.place, Body)
        and panel.place.turns
        and panel.place.area not in shape.areas
        and panel.id not in need.absent
    )


def _chosen(shape: _Shape, need: Need) -> str:
    """The panel whose turn it is: the one that was chosen, else the first; empty for none."""
    waiting = _waiting(shape, need)
    if need.slot in waiting:
        return need.slot
    return "" if shape.covers or not waiting else waiting[0]


def _bands(width: int, height: int, need: Need) -> dict[str, Place]:
    """The panels across the screen, from its top."""
    made = {}
    top = 0
    for panel in PANELS:
        if isinstance(panel.place, Band) and panel.id not in need.absent:
            rows = panel.place.rows(Size(width, height))
            made[panel.id] = Place(0, top, width, rows)
            top += rows
    return made


def _body(width: int, height: int, need: Need) -> Place:
    """What is left between the bands and the foot."""
    top = sum(band.height for band in _bands(width, height, need).values())
    return Place(0, top, width, height - 2 - need.bar - top)


def _shape(width: int, height: int, need: Need) -> _Shape:
    body = _body(width, height, need)
    if width >= THREE_COLUMNS:
        return _three_columns(body, need.crew)
    if width >= TWO_COLUMNS:
        return _two_columns(body, need.crew)
    return _one_column(body, need.crew)


def _crew_height(room: int, crew: int) -> int:
    """Three lines each if that leaves two thirds, else two, else one."""
    for each in (3, 2):
        if 1 + each * crew <= room * (0.4 if each == 3 else 0.5):
            return 1 + each * crew
    return 1 + min(crew, max(4, room // 2 - 1))


def _one_column(body: Place, members: int) -> _Shape:
    crew = _crew_height(body.height, members)
    talk = max(4, body.height // 4 - 1)
    middle = body.height - crew - talk
    voice = (body.width - 1) * 56 // 100
    low = body.y + crew + middle
    return _Shape(
        {
            "crew": Place(0, body.y, body.width, crew),
            "talk": Place(0, low, voice, talk),
            "alarms": Place(voice + 1, low, body.width - voice - 1, talk),
        },
        Place(0, body.y + crew, body.width, middle),
    )


def _stack(x: int, y: int, width: int, *rows: tuple[Area, int]) -> dict[Area, Place]:
    made = {}
    for name, height in rows:
        made[name] = Place(x, y, width, height)
        y += height
    return made


def _two_columns(body: Place, members: int) -> _Shape:
    gap = 2
    left = (body.width - gap) * 58 // 100
    right = left + gap
    side = body.width - right
    room = body.height
    crew = _crew_height(room, members)
    if room < TALL:
        alarms = 5
        voice = (room - alarms) // 2
        return _Shape(
            _stack(0, body.y, left, ("crew", crew), ("work", room - crew))
            | _stack(right, body.y, side, ("talk", voice), ("alarms", alarms)),
            Place(right, body.y + voice + alarms, side, room - voice - alarms),
        )
    voice = (room - crew) * 2 // 5
    ship = 11 if room >= 38 else 9
    turn = min((room - ship) * 3 // 5, side // 3 + 2)
    areas = _stack(
        0, body.y, left, ("crew", crew), ("work", room - crew - voice), ("talk", voice)
    ) | _stack(right, body.y + turn, side, ("ship", ship), ("alarms", room - ship - turn))
    return _Shape(areas, Place(right, body.y, side, turn))


def _three_columns(body: Place, members: int) -> _Shape:
    gap = 2
    left = (body.width - 2 * gap) * 42 // 100
    middle = (body.width - 2 * gap) * 30 // 100
    right = left + middle + 2 * gap
    side = body.width - right
    room = body.height
    crew = _crew_height(room, members)
    track = middle * 21 // 100 + 2
    if room - track < TALL:
        track = 0
    alarms = max(5, (room - track) // 3)
    ship = 15 if room >= 48 else 9 if room >= 24 else 8
    suits = min(5 * members, room - crew - TALL // 2 - 4) + 1
    suits = suits if suits > 2 * members else 0
    areas = (
        _stack(0, body.y, left, ("crew", crew), ("work", room - crew - suits))
        | _stack(left + gap, body.y, middle, ("alarms", alarms), ("talk", room - alarms - track))
        | _stack(right, body.y, side, ("ship", ship))
    )
    if suits:
        areas |= _stack(0, body.y + room - suits, left, ("suits", suits))
    if track:
        areas |= _stack(left + gap, body.y + room - track, middle, ("track", track))
    camera = side // 3 + 2
    if room - ship - camera < TALL // 2:
        return _with_lower(areas, body, right, ship, (room - ship) // 2)
    areas |= _stack(right, body.y + ship, side, ("camera", camera))
    return _with_lower(areas, body, right, ship + camera, (room - ship - camera) // 2)


def _with_lower(areas: dict[Area, Place], body: Place, x: int, above: int, upper: int) -> _Shape:
    """A body whose right column has two more areas below the ``above`` rows that are taken.

    One has ``upper`` rows, the other the rest. A panel whose turn it is takes the place of
    both.
    """
    turn = Place(x, body.y + above, body.width - x, body.height - above)
    rows = turn.height - upper
    areas |= _stack(x, turn.y, turn.width, ("upper", upper), ("lower", rows))
    return _Shape(areas, turn, ("upper", "lower"))
