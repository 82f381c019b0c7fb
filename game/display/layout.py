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
ROOMY = 50
"""Rows of the body from which three columns have the plan below the checklist."""
QUIET, LEAST_PLAN, LEAST_MIDDLE = 3, 6, 3
"""Rows of the alarms when there is none, and rows under which the plan says too little, and what
stands in the middle of one column."""


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
    alarms: int = 0
    """Rows that the alarms would fill with all that they have to say."""
    talk: int = 0
    """Rows of the voice loop in which a long line can be read whole; 0 when there is none."""
    work: int = 0
    """Rows without which the checklist does not say what it has to."""
    bar: int = 1
    """Rows of what stands above the keys: what Enter does, or a scrub bar."""
    said: int = 1
    """Rows of the message to the player. What is more than one covers what stands above."""
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
    top = height - 1 - need.bar - need.said
    body = {name: _above(place, top) for name, place in _panels(width, height, need).items()}
    return body | {
        "status": Place(0, top, width, need.said),
        "want": Place(0, height - 1 - need.bar, width, need.bar),
        "keys": Place(0, height - 1, width, 1),
    }


def _above(place: Place, bottom: int) -> Place:
    """As much of a place as is above the row ``bottom``."""
    return place._replace(height=min(place.height, bottom - place.y))


def _panels(width: int, height: int, need: Need) -> dict[str, Place]:
    """The place of every panel, with one row for the message to the player."""
    made = _bands(width, height, need)
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
        if body.height >= ROOMY:
            return _three_tall_columns(body, need)
        return _three_columns(body, need)
    if width >= TWO_COLUMNS:
        return _two_columns(body, need)
    return _one_column(body, need)


def _crew_height(room: int, crew: int) -> int:
    """Three lines each if that leaves two thirds, else two, else one."""
    for each in (3, 2):
        if 1 + each * crew <= room * (0.4 if each == 3 else 0.5):
            return 1 + each * crew
    return 1 + min(crew, max(4, room // 2 - 1))


def loop_width(width: int) -> int:
    """Columns of the voice loop in a body of one column, ``width`` columns wide."""
    return (width - 1) * 56 // 100


def _one_column(body: Place, need: Need) -> _Shape:
    """One panel above the other. A long line on the loop borrows rows from the middle, or none."""
    ship = 9 if body.height >= TALL else 0
    crew = _crew_height(body.height - ship, need.crew)
    talk = max(4, body.height // 4 - 1)
    spare = body.height - crew - talk - ship - max(LEAST_MIDDLE, need.work)
    if talk < need.talk <= talk + spare:
        talk = need.talk
    middle = body.height - crew - talk - ship
    voice = loop_width(body.width)
    low = body.y + body.height - talk
    areas: dict[Area, Place] = {
        "crew": Place(0, body.y, body.width, crew),
        "talk": Place(0, low, voice, talk),
        "alarms": Place(voice + 1, low, body.width - voice - 1, talk),
    }
    if ship:
        areas["ship"] = Place(0, low - ship, body.width, ship)
    return _Shape(areas, Place(0, body.y + crew, body.width, middle))


def _stack(x: int, y: int, width: int, *rows: tuple[Area, int]) -> dict[Area, Place]:
    made = {}
    for name, height in rows:
        made[name] = Place(x, y, width, height)
        y += height
    return made


def _two_columns(body: Place, need: Need) -> _Shape:
    gap = 2
    left = (body.width - gap) * 58 // 100
    right = left + gap
    side = body.width - right
    room = body.height
    crew = _crew_height(room, need.crew)
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
    areas = _stack(0, body.y, left, ("crew", crew), ("work", room - crew - voice), ("talk", voice))
    low = room - ship - turn
    alarms = min(low, max(QUIET, need.alarms))
    plan = low - alarms
    if plan < LEAST_PLAN:
        areas |= _stack(right, body.y + turn, side, ("ship", ship), ("alarms", low))
    else:
        areas |= _stack(
            right, body.y + turn, side, ("ship", ship), ("alarms", alarms), ("lower", plan)
        )
    return _Shape(areas, Place(right, body.y, side, turn))


class _Columns(NamedTuple):
    """Three columns: their widths, where the second and the third begin, the middle's rows."""

    left: int
    middle: int
    side: int
    second: int
    third: int
    alarms: int
    track: int


def _columns(body: Place, need: Need) -> _Columns:
    gap = 2
    left = (body.width - 2 * gap) * 42 // 100
    middle = (body.width - 2 * gap) * 30 // 100
    third = left + middle + 2 * gap
    track = middle * 21 // 100 + 2
    if body.height - track < TALL:
        track = 0
    alarms = max(5, min(need.alarms, (body.height - track) // 3))
    return _Columns(left, middle, body.width - third, left + gap, third, alarms, track)


def _middle(body: Place, at: _Columns) -> dict[Area, Place]:
    talk = body.height - at.alarms - at.track
    track: tuple[tuple[Area, int], ...] = (("track", at.track),) if at.track else ()
    return _stack(at.second, body.y, at.middle, ("alarms", at.alarms), ("talk", talk), *track)


def _three_tall_columns(body: Place, need: Need) -> _Shape:
    """People and procedures left, what is said in the middle, the vehicle and its suits right."""
    at = _columns(body, need)
    room = body.height
    crew = _crew_height(room, need.crew)
    work = (room - crew) * 2 // 5
    plan = room - crew - work
    ship = 15 if room >= 60 else 11
    suits = min(5 * need.crew + 1, room - ship - 20)
    suits = suits if suits > need.crew else 0
    camera = min(at.side // 3 + 2, (room - ship - suits) * 2 // 3)
    right: list[tuple[Area, int]] = [("ship", ship), ("camera", camera)]
    right += [("upper", room - ship - camera - suits)]
    right += [("suits", suits)] if suits else []
    areas = (
        _stack(0, body.y, at.left, ("crew", crew), ("work", work), ("lower", plan))
        | _middle(body, at)
        | _stack(at.third, body.y, at.side, *right)
    )
    return _Shape(areas, areas["lower"], ("lower",))


def _three_columns(body: Place, need: Need) -> _Shape:
    at = _columns(body, need)
    left, side, right = at.left, at.side, at.third
    room = body.height
    members = need.crew
    crew = _crew_height(room, members)
    ship = 15 if room >= 48 else 9 if room >= 24 else 8
    suits = min(5 * members, room - crew - TALL // 2 - 4) + 1
    suits = suits if suits > 2 * members else 0
    areas = (
        _stack(0, body.y, left, ("crew", crew), ("work", room - crew - suits))
        | _middle(body, at)
        | _stack(right, body.y, side, ("ship", ship))
    )
    if suits:
        areas |= _stack(0, body.y + room - suits, left, ("suits", suits))
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
