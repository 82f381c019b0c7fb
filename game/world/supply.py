"""The ship's gas: two oxygen tanks, one nitrogen tank, and their regulators."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.level.schema import Supply as SupplyPlan
from game.physics.constants import MOLAR_MASS_N2, MOLAR_MASS_O2, R_GAS
from game.world.gas import Gas
from game.world.record import EventNumber

TANK_TEMPERATURE = 293.0
"""Tanks are heavy and warmed: taken as isothermal, K [R]."""


@dataclass(slots=True)
class Supply:
    """Tank contents in mol, and how they feed."""

    o2_a: float
    o2_b: float
    n2: float
    feed: str = "both"
    feed_cause: EventNumber = -1
    o2_drawn: float = 0.0
    """Oxygen drawn since the last settling, mol; for the flow reading."""
    o2_flow: float = 0.0
    """Oxygen leaving the tanks, kg/s, smoothed."""
    o2_empty: EventNumber = -1
    n2_empty: EventNumber = -1
    droops: dict[str, float] = field(default_factory=dict)
    """Share of a flow that a tank's regulator passes, for the tanks whose regulator droops."""
    droop_causes: dict[str, EventNumber] = field(default_factory=dict)
    leaks: dict[str, float] = field(default_factory=dict)
    """What is lost from a tank's line, kg/s, for the tanks that leak."""
    leak_causes: dict[str, EventNumber] = field(default_factory=dict)


def fill(plan: SupplyPlan, o2_factor: float) -> Supply:
    """The tanks at mission start; ``o2_factor`` scales the oxygen load (difficulty)."""
    return Supply(
        o2_a=plan.o2_a.mass * o2_factor / MOLAR_MASS_O2,
        o2_b=plan.o2_b.mass * o2_factor / MOLAR_MASS_O2,
        n2=plan.n2.mass / MOLAR_MASS_N2,
    )


def tank_pressure(amount: float, volume: float) -> float:
    """Ideal-gas pressure in a tank, Pa."""
    return amount * R_GAS * TANK_TEMPERATURE / volume


def availability(amount: float, volume: float, regulator: float) -> float:
    """Share of a set flow that a tank can give, 0 to 1.

    All of it above the regulator's inlet pressure; then it falls off as the tank empties [R].
    """
    share = amount * R_GAS * TANK_TEMPERATURE / volume / regulator
    return share if share < 1.0 else 1.0


def o2_availability(supply: Supply, plan: SupplyPlan) -> float:
    """Share of a set oxygen flow that the feeding tanks can give, 0 to 1."""
    share = 0.0
    if supply.feed != "b":
        share = availability(supply.o2_a, plan.o2_a.volume, plan.regulator)
    if supply.feed != "a" and share < 1.0:
        share = max(share, availability(supply.o2_b, plan.o2_b.volume, plan.regulator))
    return share * _passed(supply) if supply.droops else share


def _passed(supply: Supply) -> float:
    """Share that the regulators pass: with both tanks feeding one line, the mean of both [R]."""
    a, b = supply.droops.get("o2.a", 1.0), supply.droops.get("o2.b", 1.0)
    return 0.5 * (a + b) if supply.feed == "both" else a if supply.feed == "a" else b


def feeds(supply: Supply, tank: str) -> bool:
    """Whether ``tank`` (o2.a, o2.b or n2) is open to its line; that of nitrogen always is."""
    return tank == "n2" or supply.feed in ("both", tank[-1])


def leak(supply: Supply, plan: SupplyPlan, space: Gas, dt: float) -> None:
    """Let gas out of the lines that leak, less as their tank comes down to its regulator."""
    for tank, flow in supply.leaks.items():
        if not feeds(supply, tank):
            continue
        if tank == "n2":
            share = availability(supply.n2, plan.n2.volume, plan.regulator)
            lost = min(supply.n2, flow * share * dt / MOLAR_MASS_N2)
            supply.n2 -= lost
            space.n2 += lost
        elif tank == "o2.a":
            share = availability(supply.o2_a, plan.o2_a.volume, plan.regulator)
            lost = min(supply.o2_a, flow * share * dt / MOLAR_MASS_O2)
            supply.o2_a -= lost
            space.o2 += lost
        else:
            share = availability(supply.o2_b, plan.o2_b.volume, plan.regulator)
            lost = min(supply.o2_b, flow * share * dt / MOLAR_MASS_O2)
            supply.o2_b -= lost
            space.o2 += lost


def o2_in_feed(supply: Supply) -> float:
    """Oxygen in the feeding tanks, mol."""
    a = supply.o2_a if supply.feed != "b" else 0.0
    b = supply.o2_b if supply.feed != "a" else 0.0
    return a + b


def o2_usable(supply: Supply, plan: SupplyPlan) -> float:
    """Oxygen that the feeding tanks give at the full set flow, mol.

    They are drawn in proportion, and flow falls off when the fuller one has come down to the
    regulator's inlet pressure: what is left then is not counted.
    """
    best = there = 0.0
    if supply.feed != "b":
        there = supply.o2_a
        best = tank_pressure(there, plan.o2_a.volume)
    if supply.feed != "a":
        there += supply.o2_b
        other = tank_pressure(supply.o2_b, plan.o2_b.volume)
        best = other if other > best else best
    return there * (1.0 - plan.regulator / best) if best > plan.regulator else 0.0


def draw_o2(supply: Supply, wanted: float) -> float:
    """Take up to ``wanted`` mol of oxygen from the feeding tanks; return what was taken.

    Each gives in proportion to what is in it.
    """
    feed = supply.feed
    a = supply.o2_a if feed != "b" else 0.0
    b = supply.o2_b if feed != "a" else 0.0
    there = a + b
    if there <= wanted:
        supply.o2_a -= a
        supply.o2_b -= b
        supply.o2_drawn += there
        return there
    supply.o2_a -= wanted * a / there
    supply.o2_b -= wanted * b / there
    supply.o2_drawn += wanted
    return wanted


def draw_n2(supply: Supply, wanted: float) -> float:
    """Take up to ``wanted`` mol of nitrogen; return what was taken."""
    taken = min(wanted, supply.n2)
    supply.n2 -= taken
    return taken


def settle(supply: Supply, dt: float) -> None:
    """Turn what was drawn in ``dt`` seconds into a flow reading, smoothed over about 5 s."""
    drawn = supply.o2_drawn * MOLAR_MASS_O2 / dt
    supply.o2_flow += (drawn - supply.o2_flow) * 0.2
    supply.o2_drawn = 0.0
