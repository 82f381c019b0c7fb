"""Where every panel of the flight screen stands, for any size of terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

LEAST_WIDTH = 80
LEAST_HEIGHT = 24
"""The smallest terminal that the game can be played in."""

SLOTS = ("checklist", "ship", "trend", "plan")
"""What the middle of a small screen can show, in the order in which ``v`` goes through it."""

TRUTH = "truth"
"""What it can show besides, when the mission is only watched: what was really so."""


class Place(NamedTuple):
    """A region of the screen, in cells."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Need:
    """What the panels need: how many crew there are, whether there is a lesson, what is asked,
    and whether a ghost flies beside."""

    crew: int = 4
    lesson: bool = False
    slot: str = "checklist"
    ghost: bool = False
    bar: int = 1
    """Rows of what stands above the keys: what Enter does, or a scrub bar."""


def places(width: int, height: int, need: Need) -> dict[str, Place]:
    """The place of every panel that shows. They fill the screen and never overlap."""
    made = {
        "top": Place(0, 0, width, 1),
        "status": Place(0, height - 2 - need.bar, width, 1),
        "want": Place(0, height - 1 - need.bar, width, need.bar),
        "keys": Place(0, height - 1, width, 1),
    }
    top = 1
    if need.lesson:
        made["lesson"] = Place(0, 1, width, 2)
        top = 3
    if need.ghost:
        made["ghost"] = Place(0, top, width, 3 if width >= 110 and height >= 36 else 1)
        top += made["ghost"].height
    body = Place(0, top, width, height - 2 - need.bar - top)
    if width >= 170:
        made |= _three_columns(body, need)
    elif width >= 110:
        made |= _two_columns(body, need)
    else:
        made |= _one_column(body, need)
    return made


def _crew_height(room: int, crew: int) -> int:
    """Three lines each if that leaves two thirds, else two, else one."""
    for each in (3, 2):
        if 1 + each * crew <= room * (0.4 if each == 3 else 0.5):
            return 1 + each * crew
    return 1 + min(crew, max(4, room // 2 - 1))


def _one_column(body: Place, need: Need) -> dict[str, Place]:
    crew = _crew_height(body.height, need.crew)
    talk = max(4, body.height // 4 - 1)
    middle = body.height - crew - talk
    voice = (body.width - 1) * 56 // 100
    low = body.y + crew + middle
    slot = need.slot if need.slot in (*SLOTS, TRUTH) else SLOTS[0]
    return {
        "crew": Place(0, body.y, body.width, crew),
        slot: Place(0, body.y + crew, body.width, middle),
        "voice": Place(0, low, voice, talk),
        "alarms": Place(voice + 1, low, body.width - voice - 1, talk),
    }


def _stack(x: int, y: int, width: int, rows: list[tuple[str, int]]) -> dict[str, Place]:
    made = {}
    for name, height in rows:
        made[name] = Place(x, y, width, height)
        y += height
    return made


def _two_columns(body: Place, need: Need) -> dict[str, Place]:
    gap = 2
    left = (body.width - gap) * 58 // 100
    side = body.width - gap - left
    room = body.height
    crew = _crew_height(room, need.crew)
    if room < 30:
        slot = need.slot if need.slot in (*SLOTS[1:], TRUTH) else "ship"
        alarms = 5
        voice = (room - alarms) // 2
        return _stack(0, body.y, left, [("crew", crew), ("checklist", room - crew)]) | _stack(
            left + gap,
            body.y,
            side,
            [("voice", voice), ("alarms", alarms), (slot, room - voice - alarms)],
        )
    voice = (room - crew) * 2 // 5
    ship = 9
    rest = room - ship
    alarms, trend = rest // 3, rest // 3
    return _stack(
        0, body.y, left, [("crew", crew), ("checklist", room - crew - voice), ("voice", voice)]
    ) | _stack(
        left + gap,
        body.y,
        side,
        [("ship", ship), ("alarms", alarms), *_lower(need, trend, rest - alarms - trend)],
    )


def _three_columns(body: Place, need: Need) -> dict[str, Place]:
    gap = 2
    left = (body.width - 2 * gap) * 42 // 100
    middle = (body.width - 2 * gap) * 30 // 100
    side = body.width - 2 * gap - left - middle
    room = body.height
    crew = _crew_height(room, need.crew)
    alarms = max(5, room // 3)
    ship = 9 if room >= 24 else 8
    trend = (room - ship) // 2
    return (
        _stack(0, body.y, left, [("crew", crew), ("checklist", room - crew)])
        | _stack(left + gap, body.y, middle, [("alarms", alarms), ("voice", room - alarms)])
        | _stack(
            left + middle + 2 * gap,
            body.y,
            side,
            [("ship", ship), *_lower(need, trend, room - ship - trend)],
        )
    )


def _lower(need: Need, trend: int, plan: int) -> list[tuple[str, int]]:
    """The trend and the plan, or what was really so in the place of both."""
    if need.slot == TRUTH:
        return [(TRUTH, trend + plan)]
    return [("trend", trend), ("plan", plan)]
