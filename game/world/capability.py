"""What a crew member can do now, as body and suit allow."""

from __future__ import annotations

from dataclasses import dataclass

from game.physics.body import clumsiness, dullness
from game.physics.breath import muddle
from game.world.state import Ship
from game.world.suit import BLIND, FLOODED, HAZY

STIFF = 10_000.0
"""Suit over ambient pressure above which a suit resists each movement, Pa [R]."""


@dataclass(frozen=True, slots=True)
class Capability:
    """What a crew member can do now.

    ``speed`` divides durations; ``slips`` multiplies the chance of an error (1 when fresh and
    well).
    """

    conscious: bool
    alive: bool
    speed: float
    slips: float


def stiff(ship: Ship, who: str) -> bool:
    """Whether the suit of ``who`` is under so much pressure that it resists each movement."""
    return ship.state.suits[who].pressure - ship.pressure_around(who) > STIFF


def capability(ship: Ship, who: str) -> Capability:
    """What ``who`` can do now."""
    body, suit, plan = ship.state.bodies[who], ship.state.suits[who], ship.level.suit
    delta = suit.pressure - ship.pressure_around(who)
    bend = delta / plan.pressure
    loss = min(0.7, (1.0 - plan.mobility) * bend * (1.0 + suit.ballooned))
    speed = 1.0 - loss if delta > STIFF else 1.0
    if suit.water >= FLOODED:
        speed *= 0.6
    fog = min(max(suit.fog - HAZY, 0.0) / (BLIND - HAZY), 1.0)
    speed *= (1.0 - 0.35 * body.strain) * (1.0 - 0.5 * fog)
    slips = 1.0 + 2.0 * body.strain + 4.0 * fog + 2.0 * max(0.0, body.stress - 0.3)
    speed *= 1.0 - 0.3 * body.nausea
    slips += 3.0 * body.nausea + 2.0 * body.panic
    lack = min(max(0.95 - body.saturation, 0.0) / 0.25, 1.0)
    cold, hot = clumsiness(body.core, body.skin), dullness(body.core)
    foul = muddle(body.inspired_co2)
    speed *= (1.0 - 0.5 * lack) * (1.0 - 0.8 * cold) * (1.0 - 0.4 * hot) * (1.0 - 0.5 * foul)
    slips += 20.0 * lack * lack + 10.0 * cold + 6.0 * hot + 8.0 * foul
    if body.condition == "unwell":
        speed *= 0.8
        slips += 6.0
    return Capability(body.conscious and body.alive, body.alive, max(0.2, speed), slips)
