"""The ship: cabin, valves, tanks, and who is where."""

from __future__ import annotations

from collections.abc import Mapping

from game.console.session import Room
from game.console.snapshot.parts import Look, Ship, Tank
from game.console.snapshot.values import NOTHING, none, number, reading
from game.level.schema import Level
from game.ops.views import CrewView
from game.vocabulary import units
from game.vocabulary.events import Severity

LITTLE_GAS = 500.0
"""Cabin pressure, Pa, under which its temperature and its share of oxygen mean nothing."""


def ship(
    room: Room,
    look: Look,
    crew: tuple[CrewView, ...],
    worst: Mapping[str, Severity],
) -> Ship:
    """The ship as telemetry shows it."""
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
        selected=look.selected,
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
