"""States that matter become events here, with their causes.

Each condition (a suit below its pressure, somebody breathing too little oxygen, a tank near
empty) stands under a name in its owner's ``events`` from the tick it comes true, with the
number of its event, until it passes. Later events point to the ones that stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from game.physics.body import CLUMSY_CORE
from game.physics.breath import ENOUGH_MMHG
from game.physics.constants import ARMSTRONG_PRESSURE, MMHG
from game.physics.fire import RICH
from game.vocabulary import events
from game.vocabulary.events import EventKind, EventLog, Value
from game.world import suit as suits
from game.world.body import Body
from game.world.effects import acting_on
from game.world.fire import FLAMES
from game.world.state import Ship
from game.world.suit import Suit
from game.world.supply import feeds, o2_availability, tank_pressure

VACUUM = ARMSTRONG_PRESSURE
"""Armstrong limit, Pa: below it an open helmet is unconsciousness in seconds."""
HYPOXIC_TRACHEAL = ENOUGH_MMHG * MMHG
"""Tracheal oxygen pressure below which time of useful consciousness is finite, Pa."""
CO2_HIGH = 15.0 * MMHG
"""Inspired CO2 that is called high, Pa (flags at 8, 15, 30 and 50 mmHg)."""
HOT = 273.15 + 38.6
"""Core temperature at which somebody is called overheated, K."""


def _mark(
    log: EventLog,
    standing: dict[str, int],
    name: str,
    true: bool,
    kind: EventKind,
    subject: str,
    causes: tuple[int, ...],
    data: Mapping[str, Value] | None = None,
) -> None:
    """Add an event when ``name`` has come true or passed: call it then only, causes take time."""
    if true:
        standing[name] = log.add(kind, subject, causes, data)
    else:
        began = standing.pop(name)
        if kind.over:
            log.add(kind, subject, (began,), over=True)


def ambient_causes(ship: Ship, who: str) -> tuple[int, ...]:
    """Why there is no air around ``who``: the events that let it out."""
    body, cabin = ship.state.bodies[who], ship.state.cabin
    if body.place == "outside":
        return (body.place_cause,)
    if "vacuum" in cabin.events:
        return (cabin.events["vacuum"],)
    return outflow_causes(ship) if cabin.pressure < ship.level.cabin.pressure * 0.7 else ()


def outflow_causes(ship: Ship) -> tuple[int, ...]:
    """What lets the cabin's air out, or last did."""
    cabin, hatch = ship.state.cabin, ship.state.hatch
    causes: list[int] = []
    if hatch.position == "open":
        causes.append(hatch.cause)
    if cabin.vent != "closed":
        causes.append(cabin.vent_cause)
    if not causes and hatch.position == "closed" and False in hatch.latched:
        causes.append(hatch.cause)
    if not causes and cabin.leak > 0.0:
        causes.append(cabin.leak_cause)
    if not causes and cabin.relief_leak > 0.0:
        causes.append(cabin.relief_cause)
    return tuple(causes) or (cabin.vent_cause,)


def supply_causes(ship: Ship, who: str) -> tuple[int, ...]:
    """Why too little oxygen comes to ``who``: the valve, the tanks, or nothing."""
    suit, supply = ship.state.suits[who], ship.state.supply
    if supply.o2_empty >= 0:
        return (supply.o2_empty,)
    if suit.mode == "isolate":
        return (suit.mode_cause,)
    if suit.umbilical < 1.0:
        return (suit.kink_cause,)
    if suit.flow_setting in ("off", "low") and suit.flow_cause >= 0:
        return (suit.flow_cause,)
    if o2_availability(supply, ship.level.supply) < 0.9:
        droops = (n for tank, n in supply.droop_causes.items() if feeds(supply, tank))
        return (*droops, supply.feed_cause, *oxygen_causes(ship))
    return ()


def leak_causes(ship: Ship, who: str) -> tuple[int, ...]:
    """What leaks in the suit of ``who``."""
    suit, plan = ship.state.suits[who], ship.level.suit
    causes: list[int] = []
    if not suit.locked:
        causes.append(suit.lock_cause)
    if suit.damage > suits.TIGHT:
        causes.append(suit.damage_cause)
    return tuple(causes) if suits.leak_area(suit, plan) > suits.TIGHT else ()


def observe_person(ship: Ship, who: str, log: EventLog) -> None:
    """Report what changed for one crew member and their suit."""
    suit, body, plan = ship.state.suits[who], ship.state.bodies[who], ship.level.suit
    standing = suit.events
    short = (
        suit.visor == "closed"
        and suit.mode in ("press", "low")
        and suit.pressure < 0.8 * (plan.low_pressure if suit.mode == "low" else plan.pressure)
        and not body.events.get("dead")
    )
    if short != ("pressure" in standing):
        why = leak_causes(ship, who) + supply_causes(ship, who) + ambient_causes(ship, who)
        _mark(
            log, standing, "pressure", short, events.SUIT_PRESSURE, who, why,
            {"pressure": suit.pressure},
        )  # fmt: skip
    fogged = suit.fog >= suits.BLIND
    if fogged != ("fog" in standing):
        _mark(
            log, standing, "fog", fogged, events.SUIT_FOG, who,
            (*acting_on(ship, f"{who}.suit.humidity"), suit.flow_cause, body.effort_cause),
        )  # fmt: skip
    if not body.alive:
        return
    _observe_breath(ship, who, suit, body, log)
    hot = body.core > HOT
    if hot != ("heat" in body.events):
        _mark(
            log, body.events, "heat", hot, events.HEAT, who,
            (*acting_on(ship, f"{who}.core_temperature"), suit.flow_cause, body.effort_cause),
            {"core": body.core},
        )  # fmt: skip
    cold = body.core < CLUMSY_CORE
    if cold != ("cold" in body.events):
        _mark(
            log, body.events, "cold", cold, events.COLD, who,
            (*ambient_causes(ship, who), body.place_cause), {"core": body.core},
        )  # fmt: skip


def observe_slowly(ship: Ship, who: str, log: EventLog) -> None:
    """Report what changes in minutes: water, ballooning, decompression sickness."""
    suit, body = ship.state.suits[who], ship.state.bodies[who]
    damp = suit.water >= suits.DAMP
    if damp != ("water" in suit.events):
        _mark(log, suit.events, "water", damp, events.SUIT_WATER, who, (suit.water_cause,))
    if suit.ballooned > 0.0 and "balloon" not in suit.events:
        suit.events["balloon"] = log.add(events.SUIT_BALLOON, who, (suit.balloon_cause,))
    if body.bends != ("bends" in body.events):
        _mark(
            log, body.events, "bends", body.bends, events.BENDS, who,
            (*ambient_causes(ship, who), suit.mode_cause),
        )  # fmt: skip


def _observe_breath(ship: Ship, who: str, suit: Suit, body: Body, log: EventLog) -> None:
    standing = body.events
    hypoxic = body.tracheal < HYPOXIC_TRACHEAL
    if hypoxic != ("o2" in standing):
        if suit.visor == "open":
            why = (*ambient_causes(ship, who), suit.visor_cause)
        elif "pressure" in suit.events:
            why = (suit.events["pressure"],)
        else:
            unpressurised = (suit.mode_cause,) if suit.mode == "vent" else ()
            why = (
                unpressurised
                + leak_causes(ship, who)
                + supply_causes(ship, who)
                + ambient_causes(ship, who)
                + (suit.visor_cause,)
            )
        _mark(log, standing, "o2", hypoxic, events.BREATH_O2, who, why)
    choking = body.inspired_co2 > CO2_HIGH
    if choking != ("co2" in standing):
        _mark(
            log, standing, "co2", choking, events.BREATH_CO2, who,
            supply_causes(ship, who) or (suit.flow_cause, suit.visor_cause),
        )  # fmt: skip
    out = not body.conscious
    if out != ("unconscious" in standing):
        name = _STANDING.get(body.down_of, "")
        blame = suit.events if name == "water" else standing
        if name == "fire":
            blame = ship.state.cabin.events
        _mark(
            log, standing, "unconscious", out, events.UNCONSCIOUS, who, (blame.get(name, -1),),
        )  # fmt: skip
        if not out:
            log.add(events.RECOVERED, who)


_STANDING = {
    "hypoxia": "o2", "carbon dioxide": "co2", "heat": "heat", "cold": "cold", "drowning": "water",
    "smoke": "fire",
}  # fmt: skip
"""For what takes consciousness, the condition that stands before it."""


def report_death(ship: Ship, who: str, log: EventLog) -> None:
    """Report, once, that ``who`` has died, and of what."""
    body = ship.state.bodies[who]
    cause = body.events.get("unconscious", -1)
    body.events["dead"] = log.add(
        events.DEAD, who, (cause,), {"name": ship.level.crew[who].name, "cause": body.down_of},
    )  # fmt: skip


def observe_ship(ship: Ship, log: EventLog) -> None:
    """Report what changed in the cabin and the tanks."""
    cabin, supply, level = ship.state.cabin, ship.state.supply, ship.level
    vacuum = cabin.pressure < VACUUM
    if vacuum != ("vacuum" in cabin.events):
        _mark(
            log, cabin.events, "vacuum", vacuum, events.VACUUM, "cabin", outflow_causes(ship)
        )  # fmt: skip
    full = cabin.pressure > 0.9 * level.cabin.pressure
    if full != ("full" in cabin.events):
        _mark(
            log, cabin.events, "full", full, events.CABIN_FULL, "cabin", (cabin.repress_cause,)
        )  # fmt: skip
    rich = full and cabin.gas.o2 > RICH * cabin.gas.amount
    if rich != ("rich" in cabin.events):
        flows = tuple(ship.state.suits[who].flow_cause for who in ship.crew)
        _mark(
            log, cabin.events, "rich", rich, events.OXYGEN_RICH, "cabin",
            (cabin.repress_cause, *flows),
        )  # fmt: skip
    burns = cabin.fire >= FLAMES or (cabin.fire > 0.0 and "fire" in cabin.events)
    if burns != ("fire" in cabin.events):
        _mark(
            log, cabin.events, "fire", burns, events.FIRE, "cabin",
            (cabin.fire_cause, cabin.events.get("rich", -1)),
        )  # fmt: skip
    tanks = level.supply
    pressure = tank_pressure(supply.o2_a + supply.o2_b, tanks.o2_a.volume + tanks.o2_b.volume)
    if supply.o2_empty < 0 and pressure < 0.1 * tanks.regulator:
        supply.o2_empty = log.add(events.O2_EMPTY, "o2", oxygen_causes(ship))
    if supply.n2_empty < 0 and supply.n2 < 0.5:
        supply.n2_empty = log.add(
            events.N2_EMPTY, "n2",
            (*acting_on(ship, "n2.mass"), cabin.repress_cause, *_open_now(ship)),
        )  # fmt: skip


def _open_now(ship: Ship) -> tuple[int, ...]:
    hatch = ship.state.hatch
    return (hatch.cause,) if hatch.position == "open" else ()


def oxygen_causes(ship: Ship) -> tuple[int, ...]:
    """Where the oxygen went: leaks, a hatch left open, a repress, and the flows that were set."""
    cabin = ship.state.cabin
    flows = tuple(
        ship.state.suits[who].flow_cause
        for who in ship.crew
        if ship.state.suits[who].flow_setting in ("high", "purge")
    )
    repress = (cabin.repress_cause,) if cabin.repress in ("o2", "air", "emergency") else ()
    leaks = acting_on(ship, "o2.a.mass") + acting_on(ship, "o2.b.mass")
    return leaks + _open_now(ship) + repress + flows
