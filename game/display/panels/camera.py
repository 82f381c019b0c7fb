"""The helmet camera: what the one who matters now sees, with the figures in their visor."""

from __future__ import annotations

from dataclasses import dataclass

from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.pictures import helmet, pixels
from game.display.pictures.helmet import Shot, Where
from game.display.text import Line, Lines, Part, cut, fit, rule
from game.display.values import number, reading, word
from game.display.view import View
from game.ops.views import CrewView
from game.physics.orbit import julian_date
from game.vocabulary.units import TICK_S, stopwatch

FRAME_S = 0.5
STILL_S = 10.0
"""A new picture is taken only so often, in mission time."""

WEAK_S = 20.0
"""So long before the signal is lost the picture begins to break up."""

FOG_FROM = 0.90
"""Relative humidity from which a visor is taken to fog."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A frame, and what is written under it."""

    who: str
    crew: str
    shot: Shot
    clock: str
    """Time of day, UTC, of the frame."""
    figures: tuple[tuple[str, str], ...]
    """(channel, value) of what the visor shows."""
    frozen: str
    """How long the picture has stood still; empty while it moves."""


def look(view: View) -> Camera | None:
    """The camera of who is selected, else of who is furthest out; None without a crew."""
    room = view.room
    one = _whose(view)
    if one is None:
        return None
    stale = room.telemetry.stale
    now_s = room.tick * TICK_S - (room.telemetry.age_s if stale else 0.0)
    frame_s = STILL_S if view.look.still else FRAME_S
    at_s = max(0.0, now_s // frame_s * frame_s)
    where = _where(one.place)
    yaw, pitch = helmet.glance(one.id, one.task, at_s) if where == "outside" else (0, -20)
    others = [other for other in view.crew if other.id != one.id]
    shot = Shot(
        orbit=room.level.orbit,
        time_s=at_s,
        where=where,
        open=word(room, "hatch.position") == "open",
        other=any(other.place == "hatch" for other in others),
        working=bool(one.task),
        yaw_deg=yaw,
        pitch_deg=pitch,
        fog=_fog(number(room, f"{one.id}.suit.humidity")),
        snow=3 if stale else _snow(view),
    )
    names = ("suit.pressure", "suit.humidity", "suit.temperature", "suit.flow")
    full = [f"{one.id}.{name}" for name in names if f"{one.id}.{name}" in room.channels]
    return Camera(
        who=view.roles.get(one.id, one.id),
        crew=one.id,
        shot=shot,
        clock=_clock(room.level.orbit.epoch, at_s),
        figures=tuple((name, reading(room, name, view.worst).text) for name in full),
        frozen=stopwatch(room.telemetry.age_s) if stale else "",
    )


def _whose(view: View) -> CrewView | None:
    chosen = next((one for one in view.crew if one.id == view.look.selected), None)
    if chosen is not None:
        return chosen
    order = ("outside", "hatch", "cabin")
    for place in order:
        for one in view.crew:
            if one.place == place:
                return one
    return view.crew[0] if view.crew else None


def _where(place: str) -> Where:
    return "outside" if place == "outside" else "hatch" if place == "hatch" else "inside"


def _fog(humidity: float) -> int:
    """0 to 4, of a relative humidity of 0 to 1."""
    if humidity != humidity or humidity < FOG_FROM:
        return 0
    return min(4, 1 + int((humidity - FOG_FROM) / (1.0 - FOG_FROM) * 4.0))


def _snow(view: View) -> int:
    left = number(view.room, "orbit.signal_time")
    return 1 if left < WEAK_S else 0


def _clock(epoch: str, time_s: float) -> str:
    of_day = (julian_date(epoch) + 0.5) % 1.0 * 86400.0 + time_s
    whole = int(of_day + 0.001) % 86400
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d} UTC"


def draw(camera: Camera, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head, the picture, and a line of figures under it."""
    width, height = size
    note = f"frozen {camera.frozen}" if camera.frozen else camera.clock
    head = rule(f"HELMET · {camera.who}", note, width, focus.on)
    rows = height - 2
    if rows < 2 or width < 12:
        return (head,)[:height]
    picture = pixels.lines(helmet.draw(camera.shot, width, rows * 2))
    return (head, *picture, _figures(camera, width))


def _figures(camera: Camera, width: int) -> Line:
    parts = [Part(" ")]
    role = "stale" if camera.frozen else "value"
    for channel, text in camera.figures:
        parts += [Part(cut(text, 12), role, f"channel:{channel}"), Part("  ")]
    return fit(parts, width)


PANEL = Panel(
    id="camera",
    title="HELMET CAMERA",
    help="What the one outside sees; or who is selected. It freezes while the signal is lost.",
    place=Body(order=35, area="camera", turns=True),
    look=look,
    draw=draw,
)
