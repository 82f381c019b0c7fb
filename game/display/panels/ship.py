"""The ship: cabin, valves, tanks, and who is where."""

from __future__ import annotations

from dataclasses import dataclass

from game.display.panel import NO_FOCUS, Body, Focus, Panel, Size
from game.display.pictures import capsule
from game.display.text import (
    SYMBOL,
    Line,
    Lines,
    Part,
    aimed,
    clean,
    fit,
    gauge,
    pad,
    rule,
    width_of,
)
from game.display.values import (
    LITTLE_GAS,
    NOTHING,
    Reading,
    gauged,
    none,
    number,
    reading,
    word,
    worse,
)
from game.display.view import View
from game.level.schema import Level
from game.ops.views import CrewView
from game.room import Room
from game.vocabulary import units

FLOWS = {"off": "────", "low": "›───", "normal": "››──", "high": "›››─", "purge": "››››"}
"""How a hose is drawn, by the setting of its flow valve."""
LEAKS = ("suit.leak_check", "suit.flow", "suit.delta", "suit.pressure")
"""The readings of a crew member by which a leak of their suit is known."""


@dataclass(frozen=True, slots=True)
class Tank:
    """A tank and how full it is."""

    label: str
    channel: str
    share: float
    text: str
    fed: bool


@dataclass(frozen=True, slots=True)
class Hose:
    """An umbilical: who hangs on it, what flows, and whether their suit is known to leak."""

    key: str
    crew: str
    role: str
    setting: str
    flow: Reading
    leaks: bool


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
    hoses: tuple[Hose, ...] = ()
    drawn: bool = True
    """Whether the capsule is drawn."""


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
        hoses=tuple(_hose(view, one, keys[one.id]) for one in crew),
        drawn=not view.look.told,
    )


def _hose(view: View, one: CrewView, key: str) -> Hose:
    room = view.room
    known = (view.worst.get(f"{one.id}.{rest}", "routine") for rest in LEAKS)
    return Hose(
        key=key,
        crew=one.id,
        role=clean(one.role),
        setting=word(room, f"{one.id}.suit.flow_setting"),
        flow=reading(room, f"{one.id}.suit.flow", view.worst),
        leaks=word(room, f"{one.id}.suit.leak_check") == "failed"
        or any(worse(level, "advisory") for level in known),
    )


def _tank(room: Room, name: str, label: str, fed: bool) -> Tank:
    mass = gauged(room, f"{name}.mass")
    full = _loaded(room.level, name)
    known = mass == mass
    mass = mass if known else 0.0
    share = mass / full if full else 0.0
    part = " shut  " if not fed else f"{share * 100:3.0f} %  " if known else ""
    text = part + (f"{mass:4.1f} kg" if known else NOTHING)
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
    across = min(width, max(22, min(width * 55 // 100, width - 34)))
    drawing = capsule.draw(_scene(ship), across, room) if ship.drawn else ()
    wide = max((width_of(line) for line in drawing), default=0) + 1
    supply = _supply(ship, max(0, width - wide - 1), room)
    for at in range(min(room, max(len(drawing), len(supply)))):
        left = drawing[at] if at < len(drawing) else ()
        beside = supply[at] if at < len(supply) else ()
        gap = Part(" " * max(0, wide - width_of(left)))
        lines.append(fit((*left, gap, *beside), width))
    return tuple(lines[:height])


def _scene(ship: Ship) -> capsule.Scene:
    """What of the ship is drawn."""
    names = {one.crew: one.role for one in ship.hoses}
    leaks = {one.crew for one in ship.hoses if one.leaks}
    fed = {one.crew for one in ship.hoses if one.setting not in ("", "off")}

    def people(those: tuple[tuple[str, str], ...]) -> tuple[capsule.Person, ...]:
        return tuple(
            capsule.Person(
                key, crew, names.get(crew, ""), crew == ship.selected, crew in leaks, crew in fed
            )
            for key, crew in those
        )

    return capsule.Scene(
        is_open=ship.hatch.text == "open",
        seal_failed=ship.seal.text == "failed",
        vent=ship.vent.text,
        repress=ship.repress.text,
        hatch=f"channel:{ship.hatch.channel}",
        outside=people(ship.outside),
        at_hatch=people(ship.at_hatch),
        in_cabin=people(ship.in_cabin),
        seats=people(ship.seats),
    )


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
        *(() if ship.drawn else _valve("hatch", ship.hatch, ("closed",), stale)),
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


def _supply(ship: Ship, width: int, room: int) -> list[Line]:
    """The tanks and the flow from them, in ``room`` lines: two on a line where it has to be."""
    paired = room < 4 and width >= 54
    meter = 10 if width >= 30 and not paired else 6
    rows: list[Line] = []
    for tank in ship.tanks:
        target = f"channel:{tank.channel}"
        role = "stale" if ship.stale else "bar" if tank.fed else "dim"
        worded = "stale" if ship.stale else "value" if tank.fed else "caution"
        rows.append(
            (
                Part(pad(tank.label, 5), "label", target),
                *aimed(gauge(tank.share, meter, role), target),
                Part(" " + tank.text, worded, target),
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
    if not paired and ship.hoses and room > len(rows) + len(ship.hoses) + 1:
        rows += [(), *(_hose_line(one, ship.stale) for one in ship.hoses)]
    if not paired:
        return [(), *rows] if room > len(rows) else rows
    return [(*one, Part("  "), *other) for one, other in zip(rows[::2], rows[1::2], strict=True)]


def _hose_line(hose: Hose, stale: bool) -> Line:
    """Who hangs on a hose, how far its valve is open, and what flows."""
    target = f"channel:{hose.crew}.suit.flow_setting"
    role = "stale" if stale else "bar" if hose.setting not in ("", "off") else "dim"
    return (
        Part(f"{hose.key} ", "key", f"crew:{hose.crew}"),
        Part(pad(hose.role, 5), "bright", f"crew:{hose.crew}"),
        Part(FLOWS.get(hose.setting, "────") + " ", role, target),
        Part(pad(hose.setting, 7), "stale" if stale else "value", target),
        *_one("", hose.flow, stale)[1:2],
        Part(" leaks" if hose.leaks else "", "caution", f"channel:{hose.crew}.suit.leak_check"),
    )


PANEL = Panel(
    id="ship",
    title="SHIP",
    help="Cabin, valves, seal and tanks, and a drawing of who is where.",
    place=Body(order=30, area="ship", turns=True),
    look=look,
    draw=draw,
)
