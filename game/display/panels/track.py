"""The ground track: where the ship is, where it goes, who hears it there, and day and night."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.pictures import track as tracks
from game.display.pictures.scene import sight_at
from game.display.pictures.track import STEP_S, Fix
from game.display.text import Line, Lines, Part, fit, joined, rule, short_time, width_of
from game.display.view import View
from game.level.schema import Orbit
from game.physics.orbit import RELAYS, STATIONS, Vector
from game.vocabulary.units import TICK_S
from game.world.sky import sky_of

BEHIND_S = 2100.0
AHEAD_S = 5400.0
"""How much of the track is drawn: a third of a turn behind, the better part of one ahead."""


SILENT = "╌"
"""The track where nobody hears the ship."""
LOOK_S = 5.0
"""The track moves on so often."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that comes on the track: in how many seconds, what, and where."""

    in_s: float
    text: str
    role: str
    at: Fix


@dataclass(frozen=True, slots=True)
class Track:
    """The track at one moment."""

    orbit: Orbit
    now: Fix
    height_km: int
    sun: Vector
    """Rounded, so that the night moves on seldom."""
    first: int
    at: int
    last: int
    """Points of the track: where it begins, the one before the ship, and where it ends."""
    silent: frozenset[int]
    """The points ahead at which nobody hears the ship."""
    marks: tuple[Mark, ...]
    stations: tuple[tuple[float, float], ...]
    link: str


def look(view: View) -> Track:
    """Where the ship is by its orbit: the ground knows that without hearing it."""
    return _at(view.room.level.orbit, view.room.tick * TICK_S // LOOK_S * LOOK_S)


@lru_cache(4)
def _at(orbit: Orbit, time_s: float) -> Track:
    sky = sky_of(orbit)
    at = int(time_s // STEP_S)
    first, last = max(0, at - int(BEHIND_S / STEP_S)), at + int(AHEAD_S / STEP_S)
    sight = sight_at(orbit, time_s)
    x, y, z = sight.sun
    silent = frozenset(
        number for number in range(at + 1, last + 1) if not sky.signal(number * STEP_S)
    )
    return Track(
        orbit=orbit,
        now=tracks.fix_at(orbit, time_s),
        height_km=round(sky.subpoint(time_s)[2] / 1000.0),
        sun=(round(x, 2), round(y, 2), round(z, 2)),
        first=first,
        at=at,
        last=last,
        silent=silent,
        marks=_marks(orbit, time_s),
        stations=tuple((one.latitude, one.longitude) for one in STATIONS if orbit.stations),
        link=sky.link(time_s) if sky.signal(time_s) else "",
    )


def _marks(orbit: Orbit, time_s: float) -> tuple[Mark, ...]:
    """The next loss and gain of signal, sunset and sunrise, in their order."""
    sky = sky_of(orbit)
    found: list[Mark] = []
    when = time_s
    for _ in range(2):
        heard = sky.signal(when)
        when += sky.signal_time(when) + 1.0
        if when - time_s > AHEAD_S:
            break
        role = "caution" if heard else "good"
        found.append(
            Mark(when - time_s, "LOS" if heard else "AOS", role, tracks.fix_at(orbit, when))
        )
    when = time_s + sky.light_time(time_s) + 1.0
    if when - time_s <= AHEAD_S:
        text, role = ("sunset", "night") if sky.sunlit(time_s) else ("sunrise", "sun")
        found.append(Mark(when - time_s, text, role, tracks.fix_at(orbit, when)))
    return tuple(sorted(found, key=lambda mark: mark.in_s))


def draw(track: Track, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head, the map, and under it what comes next on the track."""
    width, height = size
    head = rule("GROUND TRACK", _place(track), width, focus.on)
    rows = height - 2
    if rows < 3 or width < 24:
        return (head, _next(track, width))[:height]
    return (head, *_map(track, width, rows), _next(track, width))


def _place(track: Track) -> str:
    north = f"{abs(track.now.latitude):.0f}° {'N' if track.now.latitude >= 0 else 'S'}"
    east = f"{abs(track.now.longitude):.0f}° {'E' if track.now.longitude >= 0 else 'W'}"
    return f"{north}  {east}  {track.height_km} km"


def _map(track: Track, width: int, height: int) -> list[Line]:
    land = tracks.land(width, height)
    night = tracks.nights(track.sun, width, height)
    points = tracks.track(track.orbit, track.first, track.last)
    cut = track.at - track.first
    behind = tracks.line(points[: cut + 1], width, height)
    ahead = tracks.line(points[cut:], width, height)
    silent = {
        tracks.cell_of(point.latitude, point.longitude, width, height)
        for number, point in enumerate(points, track.first)
        if number in track.silent
    }
    cells: list[list[Part]] = []
    for y in range(height):
        row = []
        for x in range(width):
            dark = night[y][x]
            if (x, y) in ahead and (x, y) in silent:
                row.append(Part(SILENT, "caution.seen"))
            elif (x, y) in ahead:
                row.append(Part(chr(0x2800 + ahead[x, y]), "accent"))
            elif (x, y) in behind:
                row.append(Part(chr(0x2800 + tracks.thinned(behind[x, y])), "dim"))
            else:
                sea = "·" if dark and (x + y) % 3 == 0 else " "
                bits = tracks.thinned(land[y][x]) if dark else land[y][x]
                role = "land.night" if dark else "land"
                row.append(Part(chr(0x2800 + bits) if bits else sea, role))
        cells.append(row)
    for latitude, longitude in track.stations:
        x, y = tracks.cell_of(latitude, longitude, width, height)
        cells[y][x] = Part("▴", "good")
    for longitude in (RELAYS[name] for name in track.orbit.relays):
        x, y = tracks.cell_of(0.0, longitude, width, height)
        cells[y][x] = Part("○", "good")
    for mark in reversed(track.marks):
        _write(cells, mark, width, height)
    x, y = tracks.cell_of(track.now.latitude, track.now.longitude, width, height)
    cells[y][x] = Part("◆", "bright")
    return [joined(row) for row in cells]


def _write(cells: list[list[Part]], mark: Mark, width: int, height: int) -> None:
    """A mark on the track, with its name beside it where there is room."""
    x, y = tracks.cell_of(mark.at.latitude, mark.at.longitude, width, height)
    cells[y][x] = Part("×", mark.role)
    start = x + 1 if x + 1 + len(mark.text) <= width else x - len(mark.text)
    for at, character in enumerate(mark.text):
        if 0 <= start + at < width:
            cells[y][start + at] = Part(character, mark.role)


def _next(track: Track, width: int) -> Line:
    parts = [Part(" "), Part(f"by {track.link}" if track.link else "no signal", "dim")]
    for mark in track.marks:
        more = (Part("  "), Part(f"{mark.text} {short_time(mark.in_s)}", mark.role))
        if width_of((*parts, *more)) <= width:
            parts += more
    return fit(parts, width)


PANEL = Panel(
    id="track",
    title="GROUND TRACK",
    help="Where the ship is, where it was (dotted) and goes, where nobody hears it (╌), and night.",
    place=Body(order=55, area="track", turns=True),
    look=look,
    draw=draw,
)
