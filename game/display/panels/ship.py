"""The ship: cabin, valves, tanks, and who is where."""

from __future__ import annotations

from dataclasses import dataclass

from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.text import SYMBOL, Line, Lines, Part, aimed, fit, gauge, pad, rule, width_of
from game.display.values import LITTLE_GAS, NOTHING, Reading, none, number, reading
from game.display.view import View
from game.level.schema import Level
from game.room import Room
from game.vocabulary import units

DRAWING = 22
"""Width of the drawing."""


@dataclass(frozen=True, slots=True)
class Tank:
    """A tank and how full it is."""

    label: str
    channel: str
    share: float
    text: str
    fed: bool


@dataclass(frozen=True, slots=True)
class Ship:
    """The ship: its cabin, valves, tanks, and who is where."""

    pressure: Reading
    rate: Reading
    oxygen: Reading
    temperature: Reading
    co2: Reading
    vent: Reading
    repress: Reading
    hatch: Reading
    latches: Reading
    seal: Reading
    feed: Reading
    flow: Reading
    flow_most: str
    tanks: tuple[Tank, ...]
    outside: tuple[tuple[str, str], ...]
    """(key, crew id) of those outside; likewise below."""
    at_hatch: tuple[tuple[str, str], ...]
    in_cabin: tuple[tuple[str, str], ...]
    seats: tuple[tuple[str, str], ...]
    """By seat; an empty one has an empty id."""
    selected: str
    stale: bool


def look(view: View) -> Ship:
    """The ship as telemetry shows it."""
    room, crew, worst = view.room, view.crew, view.worst
    level = room.level
    keys = {one.id: str(at + 1) if at < 9 else one.id[:1] for at, one in enumerate(crew)}

    def those(place: str) -> tuple[tuple[str, str], ...]:
        return tuple((keys[one.id], one.id) for one in crew if one.place == place)

    seats = sorted(crew, key=lambda one: one.seat)
    gas = number(room, "cabin.pressure") >= LITTLE_GAS
    feed = reading(room, "o2.feed", worst)
    return Ship(
        pressure=reading(room, "cabin.pressure", worst),
        rate=reading(room, "cabin.pressure_rate", worst),
        oxygen=reading(room, "cabin.o2_fraction", worst) if gas else none("cabin.o2_fraction"),
        temperature=(
            reading(room, "cabin.temperature", worst) if gas else none("cabin.temperature")
        ),
        co2=reading(room, "cabin.co2", worst),
        vent=reading(room, "cabin.vent", worst),
        repress=reading(room, "cabin.repress", worst),
        hatch=reading(room, "hatch.position", worst),
        latches=reading(room, "hatch.latches", worst),
        seal=reading(room, "hatch.seal_check", worst),
        feed=feed,
        flow=reading(room, "o2.flow", worst),
        flow_most=f"{units.convert(level.suit.flow.purge * len(level.crew), 'kg/h'):.0f}",
        tanks=tuple(
            _tank(room, name, label, feed.text in ("both", name[-1]) or name == "n2")
            for name, label in (("o2.a", "O₂ A"), ("o2.b", "O₂ B"), ("n2", "N₂  "))
        ),
        outside=those("outside"),
        at_hatch=those("hatch"),
        in_cabin=those("cabin"),
        seats=tuple(
            (keys[one.id], one.id) if one.place == "seat" else (str(one.seat), "") for one in seats
        ),
        selected=view.look.selected,
        stale=room.telemetry.stale,
    )


def _tank(room: Room, name: str, label: str, fed: bool) -> Tank:
    mass = number(room, f"{name}.mass")
    full = _loaded(room.level, name)
    share = mass / full if full and mass == mass else 0.0
    text = f"{share * 100:3.0f} %  {mass:4.1f} kg" if mass == mass else NOTHING
    return Tank(label, f"{name}.mass", round(share, 2), text, fed)


def _loaded(level: Level, name: str) -> float:
    supply = level.supply
    return {"o2.a": supply.o2_a, "o2.b": supply.o2_b, "n2": supply.n2}[name].mass


def draw(ship: Ship, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """The head, two lines of cabin and valves, and the drawing beside the tanks."""
    width, height = size
    note = "STALE" if ship.stale else ""
    lines = [rule("SHIP", note, width, focus.on), *_values(ship, width)]
    room = height - len(lines)
    drawing = _drawing(ship, room)
    supply = _supply(ship, max(0, width - DRAWING - 2), room)
    for at in range(min(room, max(len(drawing), len(supply)))):
        left = drawing[at] if at < len(drawing) else ()
        beside = supply[at] if at < len(supply) else ()
        gap = Part(" " * max(0, DRAWING + 1 - width_of(left)))
        lines.append(fit((*left, gap, *beside), width))
    return tuple(lines[:height])


def _one(label: str, reading: Reading, stale: bool, role: str = "value") -> Line:
    target = f"channel:{reading.channel}"
    bad = reading.level != "routine"
    shown = "stale" if stale else reading.level if bad else "dead" if reading.dead else role
    mark = f"{SYMBOL[reading.level]} " if bad else ""
    return (
        Part(f"{label} ", "dim", target),
        Part(mark + reading.text, shown, target),
        Part("  "),
    )


def _valve(label: str, reading: Reading, calm: tuple[str, ...], stale: bool) -> Line:
    loud = reading.text not in calm
    shown = Reading(
        reading.channel,
        reading.label,
        reading.text.upper() if loud else reading.text,
        reading.level,
        reading.dead,
    )
    return _one(label, shown, stale, "accent" if loud else "value")


def _values(ship: Ship, width: int) -> list[Line]:
    stale = ship.stale
    cabin = _cabin(ship, width, ship.rate.text)
    if width_of(cabin[:-1]) > width:
        cabin = _cabin(ship, width, ship.rate.text.replace(" kPa/", "/"))
    valves = (
        Part(" "),
        *_valve("vent", ship.vent, ("closed",), stale),
        *_valve("repress", ship.repress, ("off",), stale),
        *_one("seal", ship.seal, stale),
        *(_one("latches", ship.latches, stale) if width >= 56 else ()),
    )
    return [fit(cabin, width), fit(valves, width)]


def _cabin(ship: Ship, width: int, rate: str) -> Line:
    """The readings of the cabin. The gap after the last may be cut."""
    stale = ship.stale
    return (
        Part(" "),
        *_one("cabin", ship.pressure, stale, "bright"),
        Part(rate + "  ", "stale" if stale else "value", f"channel:{ship.rate.channel}"),
        *_one("O₂", ship.oxygen, stale),
        *_one("", ship.temperature, stale)[1:],
        *(_one("CO₂", ship.co2, stale) if width >= 64 else ()),
    )


def _people(those: tuple[tuple[str, str], ...], selected: str, most: int) -> Line:
    parts: list[Part] = []
    for key, crew in those[:most]:
        role = "select" if crew == selected else "bright"
        parts += [Part(key, role, f"crew:{crew}"), Part(" ")]
    return tuple(parts)


def _row(inside: Line, open_left: str, open_right: str, width: int) -> Line:
    gap = max(0, width - width_of(inside))
    return (
        Part(open_left, "hull"),
        *fit(inside, width),
        Part(" " * gap),
        Part(open_right, "hull"),
    )


def _drawing(ship: Ship, room: int) -> list[Line]:
    """A capsule from the side, its hatch on top, at most six lines high.

    Where there is less room, the floor goes first and the hatch stays to the last.
    """
    target = f"channel:{ship.hatch.channel}"
    is_open = ship.hatch.text == "open"
    out = _people(ship.outside, ship.selected, 4)
    rim = _people(ship.at_hatch, ship.selected, 3)
    cabin = _people(ship.in_cabin, ship.selected, 5)
    where = Part("outside ", "dim") if out else Part("", "dim")
    pad_out = max(0, (DRAWING - width_of((where, *out))) // 2)
    above: Line = (Part(" " * pad_out), where, *out)
    door = Part("╴ OPEN ╶" if is_open else "━ shut ━", "accent" if is_open else "hull", target)
    hatch: Line = (Part("     ╭─", "hull"), door, Part("─╮", "hull"))
    seats: list[Part] = []
    for key, crew in ship.seats[:6]:
        if crew:
            role = "select" if crew == ship.selected else "bright"
            seats += [Part("[", "hull"), Part(key, role, f"crew:{crew}"), Part("]", "hull")]
        else:
            seats.append(Part("[ ]", "hull"))
    wide = len(seats) > 12
    inner = 18 if wide else 14
    seat_gap = Part(" " * max(0, (inner - width_of(seats)) // 2))
    row = _row((seat_gap, *seats), " ╱" if wide else "  ╱", "╲", inner)
    floor: Line = (Part(" ╰" + "─" * 16 + "╯", "hull"),)
    if room < 4:
        return [(*hatch, Part(" "), *out), row, _row(rim + cabin, " ╰─ ", " ─╯", 12)][:room]
    if room < 6:
        both = _row((Part("  "), *rim, *cabin), "   ╱", "╲", 12)
        return [above, hatch, both, row, floor][:room]
    return [
        above,
        hatch,
        _row((Part("  "), *rim), "    ╱", "╲", 10),
        _row((Part("   "), *cabin), "   ╱", "╲", 12),
        row,
        floor,
    ]


def _supply(ship: Ship, width: int, room: int) -> list[Line]:
    """The tanks and the flow from them, in ``room`` lines: two on a line where it has to be."""
    paired = room < 4 and width >= 54
    meter = 10 if width >= 30 and not paired else 6
    rows: list[Line] = []
    for tank in ship.tanks:
        target = f"channel:{tank.channel}"
        role = "stale" if ship.stale else "bar" if tank.fed else "dim"
        rows.append(
            (
                Part(pad(tank.label, 5), "label", target),
                *aimed(gauge(tank.share, meter, role), target),
                Part(" " + tank.text, "stale" if ship.stale else "value", target),
                Part("" if tank.fed else " shut", "caution", target),
            )
        )
    most = f" of {ship.flow_most}"
    rows.append(
        (
            *_one("flow", ship.flow, ship.stale)[:2],
            Part(most, "dim", f"channel:{ship.flow.channel}"),
            *(_one("  feed", ship.feed, ship.stale) if width >= 36 and not paired else ()),
        )
    )
    if not paired:
        return [(), *rows] if room > len(rows) else rows
    return [(*one, Part("  "), *other) for one, other in zip(rows[::2], rows[1::2], strict=True)]


PANEL = Panel(
    id="ship",
    title="SHIP",
    help="Cabin, valves, seal and tanks, and a drawing of who is where.",
    place=Body(order=30, area="ship", turns=True),
    look=look,
    draw=draw,
)
