"""A pressure suit on an umbilical: open-loop oxygen in, regulator, outlet valve, leaks.

The gas in a suit is well mixed. Its amount n (mol) follows

    dn/dt = q + d·(n_low - n)+ - x·(n - n_high)+ - k·(n - n_ambient)

with the set flow q, the demand regulator d, the outlet valve x and the leaks k. Each piece of
this piecewise linear equation is solved exactly over the step, so no hole or valve is too
stiff. Composition is mixed first and let out after, which keeps every amount positive and is
exact in the steady state.

The outlet holds the set pressure above the cabin, and never less than the design pressure in
all: a suit in vent pressurises by itself when the cabin falls, as real capsule suits do. With
the outlet shut for a leak check, a relief valve still guards the suit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from math import sqrt

from game.level.schema import Suit as SuitPlan
from game.physics import detmath
from game.physics.constants import CHOKED_FACTOR, MOLAR_MASS_O2, R_GAS
from game.physics.gas import flow_factor
from game.world.gas import Gas, move
from game.world.record import EventNumber

OUTLET_RATE = 4.0
"""Stiffness of the outlet valve, 1/s [R]: 2.5 kg/h stands 0.3 kPa above the set point."""
DEMAND_RATE = 2.0
"""Stiffness of the demand regulator, 1/s [R]."""
DEMAND_BELOW = 700.0
"""How far below the set point the demand regulator starts, Pa [R]."""
VENT_PRESSURE = 300.0
"""Suit over cabin pressure in vent mode, Pa [R]."""
RELIEF = 7000.0
"""How far above its design pressure the suit's relief valve opens, Pa [R]: the EMU's opens some
0.9 psi above."""
MIXING_RATE = 0.2
"""Exchange of helmet gas with the cabin through an open visor, 1/s [R]."""
NO_DEMAND = -1.0
"""A set point of the demand regulator that is never reached: it is shut."""
NO_BORDER = -2.0
"""No piece of the equation begins on that side."""
WARMING_RATE = 0.02
"""How fast the suit gas comes to the temperature that flow and skin give it, 1/s [R]."""
LEAST_GAP = 1e-4
"""Pressure difference, as a share, below which a leak is taken as proportional to it."""
TIGHT = 1e-7
"""Leak area below which a leak is taken as choked whatever the cabin pressure, m2."""
_GAS_CONSTANT_O2 = R_GAS / MOLAR_MASS_O2
"""Of oxygen alone, J/(kg K)."""


@dataclass(slots=True)
class Suit:
    """The state of one suit. Causes are numbers of the events that last set a thing."""

    gas: Gas
    temperature: float
    pressure: float
    warmth: float = 298.0
    """The temperature that flow and skin are bringing the gas to, K."""
    flow_setting: str = "normal"
    flow_cause: EventNumber = -1
    flow: float = 0.0
    """What really flows in, kg/s."""
    mode: str = "vent"
    mode_cause: EventNumber = -1
    visor: str = "open"
    visor_cause: EventNumber = -1
    locked: bool = False
    """Whether both glove locks are home."""
    lock_cause: EventNumber = -1
    """The event to blame when they are not."""
    loose: float = 0.0
    """Cd·A by which locks that are not home have worked open in vacuum, m2."""
    connected: bool = False
    """Whether the umbilical is on."""
    damage: float = 0.0
    """Cd·A of a hole, m2."""
    damage_cause: EventNumber = -1
    umbilical: float = 1.0
    """Share of the flow that the umbilical passes: less than 1 when it is kinked."""
    kink_cause: EventNumber = -1
    creep: float = 0.0
    """Share of the demand regulator's largest flow that comes in all the time."""
    ballooned: float = 0.0
    """Share by which a failed restraint makes the suit stiffer to work in."""
    balloon_cause: EventNumber = -1
    water: float = 0.0
    """Water loose in the helmet, kg."""
    water_flow: float = 0.0
    """How fast it comes, kg/s."""
    water_cause: EventNumber = -1
    emergency: str = "off"
    emergency_cause: EventNumber = -1
    emergency_amount: float = 0.0
    """Oxygen in the emergency bottle, mol."""
    headset: str = "clear"
    """clear, lost, or relayed by a crewmate."""
    tool: str = "held"
    """What is on the tether: held, or lost."""
    leak_check: str = "unknown"
    leak_check_from: float = 0.0
    """Sensed pressure over temperature when the leak check began, Pa/K."""
    outside: float = 295.0
    """Temperature of the suit's outer layers, K."""
    visor_temperature: float = 295.0
    fog: float = 0.0
    """0 clear to 1 blind."""
    events: dict[str, EventNumber] = field(default_factory=dict)
    """Standing conditions (pressure, fog) by the number of the event that told them."""


START_TEMPERATURE = 298.0
"""Temperature of suit gas at mission start, K."""


def pressurised(plan: SuitPlan, ambient_pressure: float) -> Suit:
    """A suit that was put on, purged, checked and brought to pressure before the mission."""
    pressure = ambient_pressure + plan.pressure
    return Suit(
        gas=Gas(o2=pressure * plan.volume / (R_GAS * START_TEMPERATURE)),
        temperature=START_TEMPERATURE,
        pressure=pressure,
        mode="press",
        visor="closed",
        locked=True,
        connected=True,
        leak_check="passed",
    )


def leak_area(suit: Suit, plan: SuitPlan) -> float:
    """Cd·A of everything that leaks from a suit with closed visor, m2."""
    return plan.leak + suit.damage + (0.0 if suit.locked else plan.unlocked_leak + suit.loose)


def set_flow(suit: Suit, plan: SuitPlan) -> float:
    """The flow that the valve is set to and what a regulator that creeps adds, kg/s."""
    setting = suit.flow_setting
    if not suit.connected or suit.mode == "isolate":
        return 0.0
    flows, flow = plan.flow, 0.0
    if setting == "normal":
        flow = flows.normal
    elif setting == "high":
        flow = flows.high
    elif setting != "off":
        flow = flows.low if setting == "low" else flows.purge
    return flow + suit.creep * plan.demand if suit.creep > 0.0 else flow


def set_pressure(mode: str, plan: SuitPlan, ambient_pressure: float = 0.0) -> float:
    """What the outlet valve holds above the cabin at ``ambient_pressure`` Pa, Pa.

    In vent it is next to nothing, but an aneroid shuts the outlet when all of the pressure would
    fall below the design pressure.
    """
    if mode == "vent":
        missing = plan.pressure - ambient_pressure
        return missing if missing > VENT_PRESSURE else VENT_PRESSURE
    return plan.low_pressure if mode == "low" else plan.pressure


BLIND, HAZY = 0.5, 0.1
"""Fog on a visor at which its wearer sees too little to read or to find the way, and from which it
is in the way [R]."""


def blind(suit: Suit) -> bool:
    """Whether its wearer sees nothing through a fogged visor."""
    return suit.visor == "closed" and suit.fog >= BLIND


DAMP, WET, FLOODED, DROWNED = 0.05, 0.3, 1.0, 1.6
"""Water in a helmet, kg: felt; over the CO2 transducer; over the face; breathed (EVA-23: 1 to
1.5 L, CO2 sensor first; limits [R])."""


def water_word(water: float) -> str:
    """How a crew member reports ``water`` kg in the helmet."""
    return (
        "none"
        if water < DAMP
        else "damp"
        if water < WET
        else ("wet" if water < FLOODED else "flooded")
    )


def stiffness(suit: Suit, plan: SuitPlan, ambient_pressure: float) -> float:
    """Work in this suit over the same work at its design pressure: 1 there, less when softer."""
    bend = (suit.pressure - ambient_pressure) / plan.pressure * (1.0 + suit.ballooned)
    return 1.0 + plan.stiffness * ((bend if bend > 0.0 else 0.0) - 1.0)


def step(
    suit: Suit,
    plan: SuitPlan,
    ambient: Gas,
    ambient_pressure: float,
    available: float,
    dt: float,
) -> tuple[float, float]:
    """Advance a suit by ``dt`` seconds; return what it draws and what it gives, mol.

    It draws from the ship, and gives to its surroundings (less what comes in).

    ``ambient`` receives what leaves (the cabin's gas, or the account of space) and, when the
    visor is open or the suit stands below cabin pressure, gives. ``available`` is the share of
    a set flow that the ship's tanks can give.
    """
    gas = suit.gas
    amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    temperature = suit.temperature
    temperature += (suit.warmth - temperature) * WARMING_RATE * dt
    suit.temperature = temperature
    volume = plan.volume
    per_mol = R_GAS * temperature / volume
    n_ambient = ambient_pressure / per_mol
    flow = set_flow(suit, plan) * available
    inflow = flow * dt / MOLAR_MASS_O2
    if suit.visor == "open":
        suit.flow = flow
        gas.o2 += inflow
        _breathe_cabin(gas, amount + inflow, ambient, n_ambient, dt)
        after = gas.o2 + gas.n2 + gas.co2 + gas.h2o
        suit.pressure = after * per_mol
        return inflow, amount + inflow - after
    mode = suit.mode
    closed = mode == "isolate"  # inlet and outlet are shut for a leak check
    bottle = 0.0
    if suit.emergency == "on" and suit.emergency_amount > 0.0 and not closed:
        bottle = min(suit.emergency_amount, plan.emergency_flow * dt / MOLAR_MASS_O2)
        suit.emergency_amount -= bottle
    first = amount
    if amount < n_ambient:
        _let_in(gas, ambient, n_ambient - amount)
        amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    q = (inflow + bottle) / dt
    area = plan.leak + suit.damage  # leak_area and flow_rate_constant in place: two calls less
    if not suit.locked:
        area += plan.unlocked_leak + suit.loose
    leak = area * CHOKED_FACTOR * sqrt(_GAS_CONSTANT_O2 * temperature) / volume
    n_reference = 0.0
    if area > TIGHT and n_ambient > 0.0 and amount > 0.0:
        gap = 1.0 - n_ambient / amount
        if gap < LEAST_GAP:
            gap = LEAST_GAP
        leak *= flow_factor(1.0 - gap) / gap
        n_reference = n_ambient
    most, n_low = 0.0, NO_DEMAND
    if closed:
        n_high = n_ambient + (plan.pressure + RELIEF) / per_mol
    else:
        held = plan.pressure if mode == "press" else set_pressure(mode, plan, ambient_pressure)
        n_high = n_ambient + held / per_mol
        if held > DEMAND_BELOW and flow > 0.0:
            most = plan.demand * available / MOLAR_MASS_O2
            n_low = n_high - DEMAND_BELOW / per_mol
    after, demand = regulated(amount, q, leak, n_reference, most, n_low, n_high, dt)
    drawn = inflow + demand
    gas.o2 += drawn + bottle
    before = amount + drawn + bottle
    if after < before:
        move(gas, ambient, 1.0 - after / before)
    suit.flow = (drawn + bottle) * MOLAR_MASS_O2 / dt
    suit.pressure = after * per_mol
    return drawn, first + drawn + bottle - after


def regulated(
    amount: float,
    q: float,
    leak: float,
    n_reference: float,
    most: float,
    n_low: float,
    n_high: float,
    dt: float,
) -> tuple[float, float]:
    """Amount after ``dt`` and what the demand regulator gave, mol: the module's equation.

    ``most`` (mol/s) is all that the regulator can give, ``n_low`` where it starts, ``n_high``
    where the outlet opens, ``n_reference`` the amount towards which leaks drain. The right side
    is continuous and falls with the amount, so the solution goes one way: it is followed
    exactly through each piece, and into the next one where it crosses a border.
    """
    n_full = n_low - most / DEMAND_RATE
    drain = leak * n_reference
    demand, left = 0.0, dt
    while True:
        net = q + drain - leak * amount
        if amount > n_high:
            net -= OUTLET_RATE * (amount - n_high)
        elif amount < n_low:
            net += min(most, DEMAND_RATE * (n_low - amount))
        rising = net >= 0.0
        if amount > n_high or (amount == n_high and rising):
            rate, source, border = OUTLET_RATE + leak, q + OUTLET_RATE * n_high + drain, n_high
            border = border if not rising else NO_BORDER
        elif amount > n_low or (amount == n_low and rising):
            rate, source = leak, q + drain
            border = n_high if rising else n_low
        elif amount > n_full or (amount == n_full and rising):
            rate, source = DEMAND_RATE + leak, q + DEMAND_RATE * n_low + drain
            border = n_low if rising else n_full
        else:
            rate, source = leak, q + most + drain
            border = n_full if rising else NO_BORDER
        if rate * left < 1e-9:
            after = amount + (source - rate * amount) * left
        else:
            settled = source / rate
            after = settled + (amount - settled) * detmath.decay(rate * left)
        crosses = after > border if rising else after < border
        if not crosses or border == NO_BORDER:
            if most > 0.0 and 0.5 * (amount + after) < n_low:
                demand += _given(amount, after, rate, source, left, most, n_low, n_full)
            return after, demand
        took = min(left, _time_to(amount, border, rate, source))
        demand += _given(amount, border, rate, source, took, most, n_low, n_full)
        amount, left = border, left - took
        if left <= 0.0:
            return amount, demand


def _given(
    start: float, end: float, rate: float, source: float, dt: float,
    most: float, n_low: float, n_full: float,
) -> float:  # fmt: skip
    """What the demand regulator gives over one piece, mol."""
    middle = 0.5 * (start + end)
    if most <= 0.0 or middle >= n_low:
        return 0.0
    if middle <= n_full:
        return most * dt
    mean = (source * dt + start - end) / rate
    return min(most * dt, max(0.0, DEMAND_RATE * (n_low * dt - mean)))


def _time_to(amount: float, border: float, rate: float, source: float) -> float:
    """When dn/dt = source - rate·n, started at ``amount``, comes to ``border``, s."""
    slope = source - rate * amount
    if rate < 1e-9:
        return (border - amount) / slope
    return detmath.log(slope / (source - rate * border)) / rate


def _let_in(gas: Gas, ambient: Gas, wanted: float) -> None:
    """The negative-pressure relief: cabin gas comes in until the pressures are equal."""
    there = ambient.o2 + ambient.n2 + ambient.co2 + ambient.h2o
    if there > 0.0:
        move(ambient, gas, min(1.0, wanted / there))


@cache
def _mixed(dt: float) -> float:
    """The share of helmet gas that an open visor exchanges in ``dt`` s."""
    return 1.0 - detmath.decay(MIXING_RATE * dt)


def _breathe_cabin(gas: Gas, amount: float, ambient: Gas, n_ambient: float, dt: float) -> None:
    """Open visor: pressures are equal at once, and the gases mix."""
    if amount > n_ambient:
        move(gas, ambient, 1.0 - n_ambient / amount)
    else:
        _let_in(gas, ambient, n_ambient - amount)
    there = ambient.o2 + ambient.n2 + ambient.co2 + ambient.h2o
    if there > 0.0:
        share = _mixed(dt)
        out = (gas.o2 + gas.n2 + gas.co2 + gas.h2o) * share
        move(gas, ambient, share)
        move(ambient, gas, out / (there + out))
