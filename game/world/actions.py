"""What people and valves do: one function for each action word of the orders catalogue.

Each is asked twice: :func:`refusal` says why an action is not possible now, and
:func:`perform` does it. An action that is refused changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from game.physics.chance import draw
from game.physics.constants import R_GAS
from game.physics.fire import RICH, spark_chance
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order
from game.vocabulary.units import TICK_S, show
from game.world import fire
from game.world import hatch as hatches
from game.world.effects import acting_on
from game.world.state import Ship
from game.world.suit import Suit, blind, set_flow

LEAST_AIR = 20_000.0
"""Cabin pressure below which nobody lets a suit down, Pa [R]."""
LEAST_OXYGEN_MMHG = 50.0
"""Oxygen in the windpipe below which an open visor is death within minutes, mmHg: air at 25,000 ft.
"""
VISOR_DELTA = 1500.0
"""Suit over cabin pressure above which a visor can't be opened, Pa [R]."""

Refuse = Callable[[Ship, Order], str | None]
Perform = Callable[[Ship, Order, int, EventLog], None]


def refusal(ship: Ship, order: Order) -> str | None:
    """Why ``order`` is not possible now, in one sentence, or None."""
    check = _REFUSE.get(order.word)
    return check(ship, order) if check else None


def perform(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    """Do ``order``, which was not refused; its events name ``cause``."""
    _PERFORM[order.word](ship, order, cause, log)
    if order.word in _SPARKING:
        _spark(ship, order, cause, log)


_SPARKING = frozenset({"flow", "vent", "repress", "relief", "tank"})
"""What moves a valve in the cabin, by hand or by a motor."""


def _spark(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    """A valve that moves in gas rich in oxygen may light a fire."""
    cabin = ship.state.cabin
    gas, chance = cabin.gas, 0.0
    if gas.o2 > RICH * gas.amount and cabin.fire <= 0.0:
        chance = spark_chance(gas.o2 / gas.amount, cabin.pressure)
    if chance > 0.0 and draw(ship.seed, f"spark.{order.text}", log.tick) < chance:
        rich = cabin.events.get("rich", -1)
        fire.light(cabin, log.add(events.SPARK, "cabin", (cause, rich), {"what": order.text}))


def _flow(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    who, setting = order.arguments
    suit = ship.state.suits[who]
    suit.flow_setting = setting
    suit.flow_cause = log.add(events.SUIT_FLOW, who, (cause,), {"setting": setting})


def _suit(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    who, mode = order.arguments
    suit = ship.state.suits[who]
    suit.mode = mode
    if mode != "press":
        ship.state.bodies[who].pinched = False
    _end_leak_check(suit)
    text = {"press": "pressurised", "low": "set to low pressure", "vent": "set to cabin pressure"}[
        mode
    ]
    suit.mode_cause = log.add(events.SUIT_MODE, who, (cause,), {"setting": text})


def _end_leak_check(suit: Suit) -> None:
    """A leak check that nobody judges has no result."""
    if suit.leak_check == "running":
        suit.leak_check = "unknown"


def _can_pressurise(ship: Ship, order: Order) -> str | None:
    who, mode = order.arguments
    if mode == "vent" and ship.pressure_around(who) < LEAST_AIR:
        return (
            f"{ship.role(who)} has {show(ship.pressure_around(who), 'kPa', 1)} around the suit: "
            "a suit in vent holds itself pressurised there, so it stays as it is"
        )
    if mode != "vent" and ship.state.suits[who].visor == "open":
        return f"{ship.role(who)}'s visor is open: close it first, with visor {who} closed"
    return None


def _emergency(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    who, setting = order.arguments
    suit = ship.state.suits[who]
    suit.emergency = setting
    if setting == "on" and suit.mode == "isolate":
        suit.mode = "press"  # the bottle can't help a suit whose inlet is shut
        _end_leak_check(suit)
    suit.emergency_cause = log.add(events.SUIT_EMERGENCY, who, (cause,), {"setting": setting})


def held_shut(suit: Suit, around: float) -> bool:
    """Whether the suit's pressure, ``around`` Pa outside it, holds the visor shut.

    In vent what little it holds is let out by hand.
    """
    return suit.mode != "vent" and suit.pressure - around > VISOR_DELTA


def _can_visor(ship: Ship, order: Order) -> str | None:
    who, setting = order.arguments
    suit = ship.state.suits[who]
    if setting == "open" and ship.oxygen_around(who) < LEAST_OXYGEN_MMHG:
        gas = ship.state.cabin.gas
        oxygen = ship.pressure_around(who) * gas.o2 / max(gas.amount, 1e-12)
        return (
            f"{ship.role(who)} has {show(oxygen, 'kPa', 1)} of oxygen around the "
            "helmet: an open visor there is death within minutes"
        )
    if setting == "open" and held_shut(suit, ship.pressure_around(who)):
        return (
            f"{ship.role(who)}'s suit is pressurised, so the visor can't be opened: "
            f"first give suit {who} vent"
        )
    return None


def _visor(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    who, setting = order.arguments
    suit = ship.state.suits[who]
    suit.visor = setting
    if setting == "open":
        suit.water = 0.0
        ship.state.bodies[who].nausea = 0.0
    suit.visor_cause = log.add(events.SUIT_VISOR, who, (cause,), {"setting": setting})


def _don(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (who,) = order.arguments
    suit = ship.state.suits[who]
    suit.connected = True
    log.add(events.SUIT_CONNECTED, who, (cause,))


def _untangle(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (who,) = order.arguments
    ship.state.suits[who].umbilical = 1.0
    log.add(events.UMBILICAL, who, (cause,))


SNAGGED = 0.3
"""Share of the flow that an umbilical passes that has caught on something [R]."""


def _snag(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (who,) = order.arguments
    suit = ship.state.suits[who]
    suit.umbilical = min(suit.umbilical, SNAGGED)
    suit.kink_cause = log.add(events.SNAGGED, who, (cause,))


CALMED = 0.5
"""Share of the worst panic that one talk takes away [R]."""


def _calm(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    body = ship.state.bodies[order.arguments[0]]
    body.panic = max(0.0, body.panic - CALMED)
    body.stress *= CALMED
    log.add(events.CALMED, order.arguments[0], (cause,))


def _relay(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (who,) = order.arguments
    ship.state.suits[who].headset = "relayed"
    log.add(events.RELAYED, who, (cause,))


def _drop(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (who,) = order.arguments
    ship.state.suits[who].tool = "lost"
    log.add(events.TOOL, who, (cause,), {"state": "lost"})


def _spare(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (who,) = order.arguments
    ship.state.suits[who].tool = "held"
    log.add(events.TOOL, who, (cause,), {"state": "held"})


def _seal(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (who,) = order.arguments
    suit = ship.state.suits[who]
    suit.locked, suit.loose, suit.connected = True, 0.0, True
    suit.leak_check = "unknown"
    suit.lock_cause = log.add(events.SUIT_LOCKED, who, (cause,))


def _can_seal(ship: Ship, order: Order) -> str | None:
    (who,) = order.arguments
    if ship.state.suits[who].pressure - ship.pressure_around(who) > VISOR_DELTA:
        return (
            f"{ship.role(who)}'s suit is pressurised, so its locks can't be opened: "
            f"first give suit {who} vent"
        )
    return None


def _can_isolate(ship: Ship, order: Order) -> str | None:
    (who,) = order.arguments
    suit = ship.state.suits[who]
    if suit.visor == "open" or suit.mode != "press":
        return f"{ship.role(who)}'s suit is not pressurised, so there is nothing to check"
    if suit.emergency == "on" and suit.emergency_amount > 0.0:
        return (
            f"{ship.role(who)}'s emergency oxygen is on, and would feed the suit: "
            f"first give emergency {who} off"
        )
    return None


def _isolate(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (who,) = order.arguments
    suit = ship.state.suits[who]
    suit.mode = "isolate"
    suit.leak_check = "running"
    suit.leak_check_from = _density(ship, who)
    suit.mode_cause = log.add(events.SUIT_MODE, who, (cause,), {"setting": "isolated"})


def _density(ship: Ship, who: str) -> float:
    """Sensed pressure over temperature: a warming suit must not hide its leak."""
    pressure = ship.reading(f"{who}.suit.pressure")
    return pressure / ship.reading(f"{who}.suit.temperature")


def _can_judge(ship: Ship, order: Order) -> str | None:
    (who,) = order.arguments
    if ship.state.suits[who].mode != "isolate":
        return f"no leak check is running on {ship.role(who)}'s suit"
    return None


def _judge(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (who,) = order.arguments
    suit = ship.state.suits[who]
    lost = suit.leak_check_from - _density(ship, who)
    drop = lost * ship.reading(f"{who}.suit.temperature")
    suit.leak_check = "passed" if drop <= ship.level.suit.leak_limit else "failed"
    suit.mode = "press"
    suit.flow = set_flow(suit, ship.level.suit)  # it hisses again before its next step
    found = (*acting_on(ship, f"{who}.suit.leak_check"), suit.lock_cause)
    causes = (cause,) if suit.leak_check == "passed" else (*found, cause)
    suit.mode_cause = log.add(
        events.LEAK_CHECK,
        who,
        causes,
        {"result": suit.leak_check, "loss": max(0.0, drop)},
        severity="routine" if suit.leak_check == "passed" else "caution",
    )


_NEXT_TO = {
    "seat": ("cabin",),
    "cabin": ("seat", "hatch"),
    "hatch": ("cabin", "outside"),
    "outside": ("hatch",),
}


def _can_move(ship: Ship, order: Order) -> str | None:
    who, place = order.arguments
    here = ship.place(who)
    if "outside" in (here, place) and here != place and ship.state.hatch.position == "closed":
        return f"{ship.role(who)} can't pass: the hatch is closed"
    if place != here and place not in _NEXT_TO[here]:
        return f"{ship.role(who)} can't go from {here} to {place} in one move"
    if (
        here == "outside"
        and place != here
        and blind(ship.state.suits[who])
        and not _guided(ship, who)
    ):
        return (
            f"{ship.role(who)} sees nothing through a fogged visor, and nobody can talk them in: "
            f"give flow {who} high, and wait until it is clear"
        )
    return None


def _guided(ship: Ship, who: str) -> bool:
    """Whether somebody aboard who is awake, and sees, can talk ``who`` in."""
    bodies, suits = ship.state.bodies, ship.state.suits
    return any(
        bodies[other].conscious and bodies[other].alive and not blind(suits[other])
        for other in ship.crew
        if other != who
    )


def _move(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    who, place = order.arguments
    body = ship.state.bodies[who]
    if body.place == place:
        return
    body.place = place
    text = {"outside": "is outside", "hatch": "is at the hatch", "cabin": "is in the cabin",
            "seat": "is in the seat"}[place]  # fmt: skip
    body.place_cause = log.add(events.MOVE, who, (cause,), {"place": text})


def _can_unlatch(ship: Ship, order: Order) -> str | None:
    if ship.state.hatch.position == "open":
        return "the hatch is open already"
    return _too_much_pressure(ship, "the latches do not move")


def _too_much_pressure(ship: Ship, what: str) -> str | None:
    """Why nobody can work the hatch against the cabin's pressure, or None."""
    plan, pressure = ship.level.hatch, ship.state.cabin.pressure
    force = hatches.pulling_force(pressure, plan)
    if force <= plan.strength:
        return None
    return (
        f"{what}: {show(pressure, 'kPa', 1)} in the cabin hold the hatch with {force:.0f} N, and "
        f"nobody pulls more than {plan.strength:.0f} N: vent below "
        f"{show(plan.strength / plan.area, 'kPa', 1)} first"
    )


def _unlatch(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    hatch = ship.state.hatch
    hatch.latched = [False] * len(hatch.latched)
    hatch.seal_check = "unknown"
    hatch.cause = log.add(events.LATCHES, "hatch", (cause,), {"text": "Hatch latches released"})


def _can_swing(ship: Ship, order: Order) -> str | None:
    hatch, (to,) = ship.state.hatch, order.arguments
    if to == "open" and hatch.position == "closed":
        if any(hatch.latched):
            return f"the hatch can't be opened: {hatch.latched.count(True)} latches are engaged"
        why = _too_much_pressure(ship, "the hatch does not move")
        if why:
            return why
    if hatch.jammed and hatch.position != to:
        return "the hatch is jammed: its manual gear has to be worked"
    if to == "closed":
        out = [ship.role(who) for who in ship.level.crew if ship.place(who) == "outside"]
        if out:
            return f"the hatch can't be closed: {' and '.join(out)} is outside"
    return None


def _swing(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    hatch, (to,) = ship.state.hatch, order.arguments
    if hatch.position != to:
        hatch.position = to
        hatch.cause = log.add(events.HATCH, "hatch", (cause,), {"position": to})


def _can_latch(ship: Ship, order: Order) -> str | None:
    hatch = ship.state.hatch
    if hatch.position == "open":
        return "the hatch is open, so no latch can be engaged"
    if order.arguments and not 1 <= int(order.arguments[0]) <= len(hatch.latched):
        return f"there is no latch {order.arguments[0]}: the hatch has {len(hatch.latched)}"
    if hatch.bulged and order.arguments and int(order.arguments[0]) > hatches.REACH:
        return f"latch {order.arguments[0]} does not reach: the seal bulges, and has to be reseated"
    return None


def _latch(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    hatch = ship.state.hatch
    if order.arguments:
        hatch.latched[int(order.arguments[0]) - 1] = True
        text = f"Latch {order.arguments[0]} engaged"
    elif hatch.bulged:
        hatch.latched = [at < hatches.REACH for at in range(len(hatch.latched))]
        text = f"Only {hatches.REACH} latches reach: the seal bulges"
    else:
        hatch.latched = [True] * len(hatch.latched)
        text = "All latches engaged"
    log.add(events.LATCHES, "hatch", (cause,), {"text": text})


def _clean(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    hatch = ship.state.hatch
    hatch.dirty = False
    log.add(events.SEAL, "hatch", (cause,), {"text": "Hatch seal wiped clean"})


def _reseat(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    ship.state.hatch.bulged = False
    log.add(events.SEAL, "hatch", (cause,), {"text": "Hatch seal pushed home"})


def _can_reseat(ship: Ship, order: Order) -> str | None:
    hatch = ship.state.hatch
    if hatch.position == "closed" and any(hatch.latched):
        return "the latches press on the seal: release them before it is pushed home"
    return None


def _gear(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    ship.state.hatch.jammed = False
    log.add(events.SEAL, "hatch", (cause,), {"text": "Manual gear worked: the hatch moves"})


def _can_sealcheck(ship: Ship, order: Order) -> str | None:
    hatch = ship.state.hatch
    if order.arguments[0] == "start" and hatch.position == "open":
        return "the hatch is open, so there is no seal to check"
    if order.arguments[0] == "judge" and hatch.seal_check != "running":
        return "no seal check is running"
    return None


def _sealcheck(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    """The cabin should gain what suits and valves let in: what is missing went by the seal."""
    hatch, state = ship.state.hatch, ship.state
    if order.arguments[0] == "start":
        hatch.seal_check, hatch.check_tick = "running", log.tick
        hatch.check_amount, hatch.check_received = _sensed_amount(ship), state.received
        log.add(events.SEAL_CHECK_STARTED, "hatch", (cause,))
        return
    seconds = max(1.0, (log.tick - hatch.check_tick) * TICK_S)
    expected = hatch.check_amount + state.received - hatch.check_received
    missing = (expected - _sensed_amount(ship)) / seconds
    loss = missing * R_GAS * ship.reading("cabin.temperature") / ship.level.cabin.volume
    passed = loss <= ship.level.hatch.leak_limit
    hatch.seal_check = "passed" if passed else "failed"
    found = (*acting_on(ship, "hatch.seal_check"), hatch.seal_cause, hatch.cause)
    log.add(
        events.SEAL_CHECK,
        "hatch",
        (cause,) if passed else (*found, cause),
        {"result": hatch.seal_check, "loss": max(0.0, loss)},
        severity="routine" if passed else "caution",
    )


def _sensed_amount(ship: Ship) -> float:
    """Gas in the cabin as its instruments have it, mol."""
    pressure = ship.reading("cabin.pressure")
    return pressure * ship.level.cabin.volume / (R_GAS * ship.reading("cabin.temperature"))


def _vent(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    cabin, (setting,) = ship.state.cabin, order.arguments
    if setting == "closed":
        cabin.vent_passes = 1.0
    cabin.vent = setting
    cabin.vent_cause = log.add(events.VENT, "cabin", (cause,), {"setting": setting})


def _repress(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    cabin, (setting,) = ship.state.cabin, order.arguments
    cabin.repress = setting
    text = "Repress off" if setting == "off" else f"Repress with {_GAS[setting]}"
    cabin.repress_cause = log.add(events.REPRESS, "cabin", (cause,), {"gas": text})


_GAS = {
    "n2": "nitrogen",
    "o2": "oxygen",
    "air": "oxygen and nitrogen",
    "emergency": "everything the valves pass",
}


def _relief(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    (setting,) = order.arguments
    ship.state.cabin.relief = setting
    ship.state.cabin.relief_leak = 0.0
    log.add(events.RELIEF, "cabin", (cause,), {"setting": setting})


def _can_extinguish(ship: Ship, order: Order) -> str | None:
    (who,) = order.arguments
    if ship.place(who) == "outside":
        return f"{ship.role(who)} is outside, and the extinguisher is in the cabin"
    if ship.state.cabin.extinguisher <= 0:
        return "the extinguisher is empty: vent the cabin, or fill it with nitrogen"
    return None


def _extinguish(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    cabin = ship.state.cabin
    fire.knock_down(cabin)
    log.add(events.EXTINGUISHER, order.arguments[0], (cause,), {"left": str(cabin.extinguisher)})


def _tank(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    supply, (feed,) = ship.state.supply, order.arguments
    supply.feed = feed
    text = "Both oxygen tanks feed" if feed == "both" else f"Oxygen tank {feed.upper()} feeds"
    supply.feed_cause = log.add(events.FEED, "o2", (cause,), {"tanks": text})


def _can_select(ship: Ship, order: Order) -> str | None:
    channel, which = order.arguments
    if ship.state.sensors.selected.get(channel, "a") == which:
        return f"{channel} is on transducer {which.upper()} already"
    return None


def _select(ship: Ship, order: Order, cause: int, log: EventLog) -> None:
    channel, which = order.arguments
    selected = ship.state.sensors.selected
    selected.pop(channel, None)
    if which == "b":
        selected[channel] = which
    ship.note_pairs()
    log.add(events.SELECTED, channel, (cause,), {"transducer": which.upper()})


_REFUSE: dict[str, Refuse] = {
    "suit": _can_pressurise,
    "visor": _can_visor,
    "seal": _can_seal,
    "reseat": _can_reseat,
    "isolate": _can_isolate,
    "judge": _can_judge,
    "move": _can_move,
    "unlatch": _can_unlatch,
    "swing": _can_swing,
    "latch": _can_latch,
    "sealcheck": _can_sealcheck,
    "select": _can_select,
    "extinguish": _can_extinguish,
}

_PERFORM: dict[str, Perform] = {
    "flow": _flow,
    "suit": _suit,
    "emergency": _emergency,
    "visor": _visor,
    "don": _don,
    "seal": _seal,
    "untangle": _untangle,
    "snag": _snag,
    "drop": _drop,
    "calm": _calm,
    "relay": _relay,
    "spare": _spare,
    "isolate": _isolate,
    "judge": _judge,
    "move": _move,
    "unlatch": _unlatch,
    "swing": _swing,
    "latch": _latch,
    "clean": _clean,
    "reseat": _reseat,
    "gear": _gear,
    "sealcheck": _sealcheck,
    "vent": _vent,
    "repress": _repress,
    "relief": _relief,
    "tank": _tank,
    "select": _select,
    "extinguish": _extinguish,
}

ACTION_WORDS = frozenset(_PERFORM)
"""The words that the world itself carries out."""
