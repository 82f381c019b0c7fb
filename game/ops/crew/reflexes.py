"""Reflexes: what anybody does to stay alive, unasked, and says while doing it.

They are driven by what a person feels (pressure that falls, a flow that stops, breath that goes)
and by the gauges in the helmet, not by what the ground sees. Each takes as long as it takes by
hand; each is an event with its cause, and each is said on the loop.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.ops.context import OpsContext
from game.ops.state import Reflex
from game.physics.constants import MMHG
from game.vocabulary.events import EventLog
from game.vocabulary.units import TICK_S
from game.world import observations
from game.world.actions import held_shut
from game.world.body import Body, breathable
from game.world.fire import FLAMES
from game.world.suit import FLOODED, Suit

FALLING = 0.93
"""Pressure, as a share of what it was some ten seconds ago, at which ears and chest say so [R]."""
THIN = 76.0 * MMHG
"""Tracheal oxygen at which the helmet's gauge makes people act: air at 16,000 ft [R]."""
SHORT_OF_BREATH = 25.0 * MMHG
"""Inhaled CO2 at which breath goes so hard that nobody bears it for long [R]."""
NO_FLOW = 1e-5
"""Flow into a suit, kg/s, below which its hiss is gone."""
TOO_LATE = 0.8
"""Share of the time of useful consciousness after which nobody acts for themselves any more."""
VISOR_S, VALVE_S, RESCUE_S = 8.0, 3.0, 25.0
"""How long a visor and a valve take, and how long a mate takes to reach a suit, s [R]."""
PATIENCE_S = 60.0
"""How long somebody who can still breathe waits for a flow to come back, s [R]."""


@dataclass(frozen=True, slots=True)
class _Urge:
    """What somebody must do now."""

    order: str
    seconds: float
    says: str
    causes: tuple[int, ...]
    by: str = ""
    """Who does it, if it is not the person themselves."""


def _at_ease(body: Body, suit: Suit) -> bool:
    """Whether nothing is wrong: the usual case, told quickly."""
    if body.tracheal <= THIN or body.inspired_co2 >= SHORT_OF_BREATH or not body.conscious:
        return False
    if suit.visor == "open":
        return suit.pressure >= FALLING * body.felt_pressure
    return (
        suit.flow > NO_FLOW
        and suit.water < FLOODED
        and suit.mode != "isolate"
        and "pressure" not in suit.events
    )


class Reflexes:
    """The reflexes of the whole crew."""

    def __init__(self, context: OpsContext) -> None:
        self._context = context

    def step(self, log: EventLog) -> None:
        """Let everybody who must act begin to, and do what is due; call it every 2 s."""
        begun = self._context.state.reflexes
        state = self._context.world.state
        bodies, suits = state.bodies, state.suits
        burns = state.cabin.fire >= FLAMES
        for who in self._context.crew:
            if (
                who not in begun
                and _at_ease(bodies[who], suits[who])
                and not (burns and suits[who].visor == "open")
            ):
                continue
            urge = self._urge(who)
            if urge is None:
                begun.pop(who, None)
                continue
            reflex = begun.get(who)
            if reflex is None or reflex.order != urge.order:
                said = self._context.say(log, urge.by or who, urge.says, urge.causes)
                due = log.tick + int(urge.seconds / TICK_S)
                begun[who] = Reflex(urge.order, due, said)
            elif log.tick >= reflex.due:
                del begun[who]
                self._context.world.act(self._context.action(reflex.order), reflex.event, log)

    def _urge(self, who: str) -> _Urge | None:
        state = self._context.world.state
        body, suit = state.bodies[who], state.suits[who]
        if not body.alive:
            return None
        if not body.conscious:
            return self._rescue(who, suit)
        if body.hypoxia > TOO_LATE:
            return None
        if suit.visor == "open":
            return self._close(who, body, suit)
        if suit.mode == "isolate":
            return self._end_check(who, body, suit)
        choking = body.inspired_co2 > SHORT_OF_BREATH
        lacking = body.tracheal < THIN
        wet = suit.water >= FLOODED
        if not (choking or lacking or wet or suit.flow < NO_FLOW or "pressure" in suit.events):
            return None
        if self._can_breathe_cabin(who):
            if wet or choking or lacking:
                says = "Water over my face" if wet else "I can't get my breath"
                return self._open(who, suit, says)
            return self._wait_for_flow(who, suit) if suit.flow < NO_FLOW else None
        return self._feed(who, suit, choking)

    def _can_breathe_cabin(self, who: str) -> bool:
        world = self._context.world
        room = world.state.cabin
        return world.place(who) != "outside" and breathable(room.gas, room.pressure)

    def _close(self, who: str, body: Body, suit: Suit) -> _Urge | None:
        """Bad air, or none: the visor goes down, if there is anything to breathe behind it."""
        falling = suit.pressure < FALLING * body.felt_pressure
        room = self._context.world.state.cabin
        burns = room.fire >= FLAMES and body.place != "outside"
        if (
            not falling
            and not burns
            and body.tracheal > THIN
            and body.inspired_co2 < SHORT_OF_BREATH
        ):
            return None
        if suit.emergency_amount <= 0.0 and not suit.connected:
            return None
        ship = self._context.world
        says = "Pressure is falling. Closing my visor" if falling else "Bad air. Closing my visor"
        causes = observations.ambient_causes(ship, who) or observations.outflow_causes(ship)
        if burns:
            says, causes = "Fire! Closing my visor", (room.events.get("fire", room.fire_cause),)
        return _Urge(f"visor {who} closed", VISOR_S, says, causes)

    def _end_check(self, who: str, body: Body, suit: Suit) -> _Urge | None:
        """A leak check that nobody runs any more, or that takes the breath away, ends."""
        if body.inspired_co2 > SHORT_OF_BREATH or body.tracheal < THIN:
            says, seconds = "I can't breathe in here. Opening my flow again", VALVE_S
        elif who not in self._context.state.work.tasks:
            says, seconds = "Nobody checks my suit. Opening my flow again", VISOR_S
        else:
            return None
        return _Urge(f"suit {who} press", seconds, says, (suit.mode_cause,))

    def _open(self, who: str, suit: Suit, says: str) -> _Urge:
        """Nothing to breathe behind the visor, and air in front of it."""
        causes = self._why_no_flow(who, suit)
        if suit.water >= FLOODED:
            causes = (suit.events.get("water", -1),)
        if self._pressed(who, suit):
            return _Urge(f"suit {who} vent", VALVE_S, f"{says}. Letting my suit down", causes)
        return _Urge(f"visor {who} open", VISOR_S, f"{says}. Opening my visor", causes)

    def _wait_for_flow(self, who: str, suit: Suit) -> _Urge:
        order = f"suit {who} vent" if self._pressed(who, suit) else f"visor {who} open"
        return _Urge(order, PATIENCE_S, "No flow in here", self._why_no_flow(who, suit))

    def _why_no_flow(self, who: str, suit: Suit) -> tuple[int, ...]:
        found = observations.supply_causes(self._context.world, who)
        return found or (suit.flow_cause, suit.visor_cause)

    def _pressed(self, who: str, suit: Suit) -> bool:
        """Whether the suit holds too much pressure for its visor to be opened."""
        return held_shut(suit, self._context.world.pressure_around(who))

    def _feed(self, who: str, suit: Suit, choking: bool) -> _Urge | None:
        """No air outside: the suit must be fed."""
        if suit.emergency == "off" and suit.emergency_amount > 0.0:
            short = suit.events.get("pressure", -1)
            says = "Suit pressure is falling" if short >= 0 else "I have no flow"
            if short < 0 and choking and suit.flow >= NO_FLOW:
                says = "I can't get my breath"
            causes = (short,) if short >= 0 else self._why_no_flow(who, suit)
            if short < 0 and suit.water >= FLOODED:
                says, causes = "Water over my face", (suit.events.get("water", -1),)
            return _Urge(
                f"emergency {who} on", VALVE_S, f"{says}. Opening my emergency oxygen", causes
            )
        return None

    def _rescue(self, who: str, suit: Suit) -> _Urge | None:
        """Somebody lies behind a closed visor in good air: a crewmate opens it."""
        if suit.visor == "closed" and self._can_breathe_cabin(who):
            bodies = self._context.world.state.bodies
            for mate in self._context.crew:
                if bodies[mate].conscious and bodies[mate].place != "outside":
                    return self._lift(who, suit, mate)
        return None

    def _lift(self, who: str, suit: Suit, mate: str) -> _Urge:
        role = self._context.role(who)
        causes = (self._context.world.state.bodies[who].events.get("unconscious", -1),)
        if self._pressed(who, suit):
            says = f"{role} is out. Letting their suit down"
            return _Urge(f"suit {who} vent", RESCUE_S, says, causes, mate)
        return _Urge(f"visor {who} open", VISOR_S, f"Opening {role}'s visor", causes, mate)
