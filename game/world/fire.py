"""A fire in the cabin: it feeds on the oxygen, heats and fouls the gas, and hurts bare faces."""

from __future__ import annotations

from game.level.schema import Cabin as CabinPlan
from game.physics import detmath
from game.physics import fire as laws
from game.physics.constants import MOLAR_MASS_O2
from game.world import cabin as cabins
from game.world.body import BREATH_S, Body
from game.world.cabin import Cabin
from game.world.gas import Gas
from game.world.suit import Suit

SETTLING_S = 300.0
"""Time in which filters and walls take smoke out of the cabin, s [R]."""
FLAMES = 200.0
"""Heat, W, from which flames are seen from every seat [R]."""
HAZE, SMOKE = 0.003, 0.01
"""Light lost over a metre from which smoke hangs as haze in the light, and is smoke [R]."""
CLEAR = 1e-4
"""Light lost over a metre that is no smoke any more."""
KNOCKED_DOWN = 0.03
"""Share of a fire that one discharge of the extinguisher leaves [R]."""
MELTS_FROM = 473.0
"""Temperature of the gas, K, from which a suit's gloves and joints begin to melt [R]."""
MELTING = 5e-9
"""Hole that opens in a suit for each second and each kelvin above it, m2/(s K) [R]."""
PRODUCTS = 2.0 / 3.0
"""CO2, and as much water, for each mole of oxygen burned: CH2, as in plastics."""
WOKEN_S = 600.0
"""Time in which somebody recovers from smoke in good air, s [R]."""


def light(cabin: Cabin, cause: int) -> None:
    """Let something burn, because of the event ``cause``."""
    if cabin.fire <= 0.0:
        cabin.fire, cabin.fire_cause = laws.FIRST_HEAT, cause


def knock_down(cabin: Cabin) -> None:
    """Use one discharge of the extinguisher: a small fire goes out, a large one shrinks."""
    cabin.extinguisher -= 1
    cabin.fire *= KNOCKED_DOWN
    if cabin.fire < laws.EMBER:
        cabin.fire = 0.0


def step(cabin: Cabin, plan: CabinPlan, absorbed: Gas, dt: float) -> None:
    """Burn for ``dt`` s, in a cabin with a fire or smoke in it.

    Gas that burned or was made is booked in ``absorbed``, heat with that of the walls.
    """
    gas = cabin.gas
    if cabin.fire > 0.0:
        amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
        share = gas.o2 / amount if amount > 0.0 else 0.0
        heat = cabin.fire * detmath.exp(laws.growth(share, cabin.pressure) * dt)
        cabin.fire = heat = min(heat, laws.MOST_HEAT)
        if heat < laws.EMBER:
            cabin.fire = 0.0
        wanted, most = heat * dt / laws.HEAT_OF_OXYGEN / MOLAR_MASS_O2, 0.5 * gas.o2
        burned = most if most < wanted else wanted
        made = burned * PRODUCTS
        gas.o2 -= burned
        gas.co2 += made
        gas.h2o += made
        absorbed.o2 += burned
        absorbed.co2 -= made
        absorbed.h2o -= made
        freed = burned * MOLAR_MASS_O2 * laws.HEAT_OF_OXYGEN
        cabin.energy += freed
        cabin.wall_heat += freed
        cabins.admit(cabin, 2.0 * made - burned, cabin.temperature)
        cabin.soot += freed * laws.SOOT
    cabin.soot *= detmath.decay(dt / SETTLING_S)
    if cabin.pressure_rate < 0.0:
        cabin.soot *= max(0.0, 1.0 + cabin.pressure_rate * dt / max(cabin.pressure, 1.0))
    if cabin.fire <= 0.0 and laws.dimming(cabin.soot, plan.volume) < CLEAR:
        cabin.soot = 0.0


def scorch(suit: Suit, cabin: Cabin, dt: float) -> None:
    """What ``dt`` s in the gas of a burning cabin do to a suit."""
    over = cabin.temperature - MELTS_FROM
    if over > 0.0:
        suit.damage += MELTING * over * dt
        suit.damage_cause = cabin.events.get("fire", cabin.fire_cause)


def sign(cabin: Cabin, plan: CabinPlan) -> str:
    """What people in the cabin see of a fire."""
    if cabin.fire >= FLAMES:
        return "flames"
    if cabin.soot <= 0.0:
        return "none"
    dim = laws.dimming(cabin.soot, plan.volume)
    return "smoke" if dim >= SMOKE else "haze" if dim >= HAZE else "none"


def breathe(body: Body, cabin: Cabin, plan: CabinPlan, bare: bool) -> None:
    """Two seconds of smoke and hot gas for somebody in the cabin, with a ``bare`` face or not."""
    if bare and (cabin.soot > 0.0 or cabin.fire > 0.0):
        dose = laws.smoke_dose(cabin.soot, plan.volume, cabin.temperature, BREATH_S)
        body.smoked = min(1.0, body.smoked + dose)
    elif body.smoked > 0.0:
        body.smoked = max(0.0, body.smoked - BREATH_S / WOKEN_S)
