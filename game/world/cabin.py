"""The cabin: one well-mixed volume that opens to space and is filled from the tanks.

Vent, relief valve, hatch and perhaps a hole lead to space; the repress valve comes from the tanks.

Every opening leads to vacuum and is choked, so the outflow is proportional to the amount and
is solved exactly over the step. Energy is balanced with enthalpy flows and with the walls:
reality between isothermal and adiabatic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from game.level.schema import Cabin as CabinPlan
from game.physics import detmath
from game.physics.constants import GAMMA, MOLAR_MASS_CO2, R_GAS
from game.physics.gas import flow_rate_constant, saturation_pressure_water
from game.world.gas import Gas, move
from game.world.record import EventNumber

CV = R_GAS / (GAMMA - 1.0)
"""Molar heat capacity at constant volume, J/(mol K): a diatomic gas, used for the mixture."""
CP = CV + R_GAS
RELIEF_BAND = 3000.0
"""Overpressure at which the relief valve stands fully open, Pa [R]."""
CONDUCTION = 0.25
"""Share of the wall conductance at 1 atm that does not depend on density [R]."""
RATE_SMOOTHING_S = 8.0
"""Time constant of the pressure rate, s."""
LEAST_TEMPERATURE = 1.0
"""Temperature, K, below which gas is not taken to be, however little energy is left in it."""
CONDENSING_S = 60.0
"""Time in which moisture above saturation at the walls settles on them, s [R]."""
STEEPEST = 0.22
"""Rise of the saturation pressure of water for each kelvin, as a share: never more than this."""
MAKEUP_FROM = 30_000.0
"""Cabin pressure below which the oxygen regulator is shut, Pa: it must not feed a vent [R]."""


@dataclass(slots=True)
class Cabin:
    """The state of the cabin. ``energy`` is the internal energy of its gas, J."""

    gas: Gas
    energy: float
    temperature: float
    pressure: float
    pressure_rate: float = 0.0
    vent: str = "closed"
    vent_cause: EventNumber = -1
    repress: str = "off"
    repress_cause: EventNumber = -1
    n2_passes: float = 1.0
    """Share of its flow that the nitrogen side of the repress valve passes."""
    relief: str = "low"
    leak: float = 0.0
    """Cd·A of a hole in the hull, m2."""
    leak_cause: EventNumber = -1
    relief_leak: float = 0.0
    """Cd·A of a relief valve that does not seat, m2."""
    relief_cause: EventNumber = -1
    vent_passes: float = 1.0
    """Share of its opening that the vent valve comes to: less than 1 when it sticks."""
    wall_heat: float = 0.0
    """Heat taken from the walls, or from a fire, so far, J."""
    enthalpy: float = 0.0
    """Brought in by gas, less taken out, so far, J."""
    fire: float = 0.0
    """Heat of what burns in it, W."""
    fire_cause: EventNumber = -1
    soot: float = 0.0
    """Smoke in its gas, kg."""
    extinguisher: int = 3
    """Discharges that are left in the extinguisher."""
    events: dict[str, EventNumber] = field(default_factory=dict)
    """Standing conditions (vacuum, oxygen-rich) by the number of the event that told them."""


def fill(plan: CabinPlan) -> Cabin:
    """The cabin at mission start: oxygen and nitrogen, at rest with its walls."""
    amount = plan.pressure * plan.volume / (R_GAS * plan.temperature)
    return Cabin(
        gas=Gas(o2=amount * plan.o2, n2=amount * (1.0 - plan.o2)),
        energy=amount * CV * plan.temperature,
        temperature=plan.temperature,
        pressure=plan.pressure,
        leak=plan.leak,
    )


def admit(cabin: Cabin, amount: float, temperature: float) -> None:
    """Account for the enthalpy of ``amount`` mol that came (or went) at ``temperature`` K."""
    heat = amount * CP * temperature
    cabin.energy += heat
    cabin.enthalpy += heat


def take(cabin: Cabin, taken: float, left: float) -> None:
    """Account for ``taken`` mol that went, all at once or in part, when ``left`` mol stay.

    What stays has expanded adiabatically, so that energy can't fall below nothing however large
    the share is that goes.
    """
    if taken <= 0.0:
        return
    kept = left / (left + taken)
    energy = cabin.energy * kept * _cooling(kept)
    cabin.enthalpy += energy - cabin.energy
    cabin.energy = energy


def makeup(cabin: Cabin, plan: CabinPlan) -> float:
    """Oxygen that the regulator lets into the cabin, kg/s.

    Some when its pressure is short of the set point, in proportion over the last kilopascal; none
    into a cabin below MAKEUP_FROM.
    """
    if cabin.pressure < MAKEUP_FROM:
        return 0.0
    short = plan.o2_setpoint - gas_pressure(cabin.gas.o2, cabin, plan)
    return plan.o2_makeup * min(short / 1000.0, 1.0) if short > 0.0 else 0.0


def openings(
    cabin: Cabin, plan: CabinPlan, pressure: float, hatch_area: float, per_area: float, dt: float
) -> float:
    """Cd·A of everything that is open to space, m2, with the cabin at ``pressure`` Pa.

    ``per_area`` is the share of its gas that the cabin loses a second for each m2. The relief
    valve opens in proportion; it is eased by what it will let out within ``dt``, so that no
    valve and no volume makes it hunt.
    """
    limit = plan.relief_low if cabin.relief == "low" else plan.relief_high
    over = (pressure - limit) / RELIEF_BAND
    relief = 0.0
    if over > 0.0:
        steep = per_area * plan.relief_area * pressure / RELIEF_BAND
        share = over / (1.0 + 2.0 * GAMMA * steep * dt)
        relief = plan.relief_area * (share if share < 1.0 else 1.0)
    vent = 0.0 if cabin.vent == "closed" else vent_area(cabin, plan)
    return vent + relief + hatch_area + cabin.leak + cabin.relief_leak


def vent_area(cabin: Cabin, plan: CabinPlan) -> float:
    """Cd·A of the vent valve as it is set, m2."""
    if cabin.vent == "closed":
        return 0.0
    area = plan.vent_area if cabin.vent == "open" else plan.vent_full_area
    return area * cabin.vent_passes


def step(
    cabin: Cabin, plan: CabinPlan, hatch_area: float, space: Gas, absorbed: Gas, dt: float
) -> None:
    """Let gas out, exchange heat with the walls, scrub CO2, let moisture condense.

    What came in since the last step stands in ``gas`` and ``energy`` already.
    """
    gas, volume = cabin.gas, plan.volume
    amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    if amount > 1e-9:
        temperature = cabin.energy / (amount * CV)
        if temperature < LEAST_TEMPERATURE:
            temperature = LEAST_TEMPERATURE
        per_area = flow_rate_constant(1.0, volume, temperature, gas.mass / amount)
        pressure = amount * R_GAS * temperature / volume
        area = openings(cabin, plan, pressure, hatch_area, per_area, dt)
        if area > 0.0:
            kept = detmath.decay(area * per_area * dt)
            move(gas, space, 1.0 - kept)
            amount *= kept
            left = cabin.energy * kept * _cooling(kept)
            cabin.enthalpy += left - cabin.energy
            cabin.energy = left
        wall = amount * CV * plan.temperature
        followed = detmath.decay(wall_rate(plan, amount) * dt)
        heat = (wall - cabin.energy) * (1.0 - followed)
        cabin.energy += heat
        cabin.wall_heat += heat
        cabin.temperature = cabin.energy / (amount * CV) if amount > 1e-9 else plan.temperature
    else:
        left = amount * CV * cabin.temperature
        cabin.enthalpy += left - cabin.energy
        cabin.energy = left
    if plan.scrubber > 0.0 and gas.co2 > 0.0:
        _scrub(cabin, plan, absorbed, dt)
    vapour = gas.h2o * R_GAS * cabin.temperature / volume
    colder = plan.temperature - cabin.temperature
    least = 1.0 - STEEPEST * colder if colder > 0.0 else 1.0
    if vapour > _wall_saturation(plan.temperature) * least:
        _condense(cabin, plan, absorbed, dt)
    amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    pressure = amount * R_GAS * cabin.temperature / volume
    rate = (pressure - cabin.pressure) / dt
    share = dt / RATE_SMOOTHING_S
    cabin.pressure_rate += (rate - cabin.pressure_rate) * (share if share < 1.0 else 1.0)
    cabin.pressure = pressure


def wall_rate(plan: CabinPlan, amount: float) -> float:
    """How fast ``amount`` mol of gas follows the walls' temperature, 1/s.

    Convection thins out with density, and so does the heat capacity; conduction stays, so that
    the last of the gas, and the first of a repress, is at the walls' temperature at once.
    """
    at_one_atmosphere = 101325.0 * plan.volume / (R_GAS * plan.temperature)
    share = CONDUCTION + (1.0 - CONDUCTION) * amount / at_one_atmosphere
    return plan.wall_conductance * share / ((amount if amount > 1e-9 else 1e-9) * CV)


def _cooling(kept: float) -> float:
    """Temperature ratio of gas that expanded adiabatically to ``kept`` of its amount."""
    lost = 1.0 - kept
    if lost < 1e-3:
        return 1.0 - (GAMMA - 1.0) * lost * (1.0 + (2.0 - GAMMA) * 0.5 * lost)
    return detmath.power(max(kept, 1e-12), GAMMA - 1.0)


def _scrub(cabin: Cabin, plan: CabinPlan, absorbed: Gas, dt: float) -> None:
    co2 = cabin.gas.co2
    taken = plan.scrubber / MOLAR_MASS_CO2 * gas_pressure(co2, cabin, plan) / 1000.0 * dt
    taken = taken if taken < co2 else co2
    cabin.gas.co2 -= taken
    absorbed.co2 += taken
    admit(cabin, -taken, cabin.temperature)


@cache
def _wall_saturation(temperature: float) -> float:
    return saturation_pressure_water(temperature)


def _condense(cabin: Cabin, plan: CabinPlan, absorbed: Gas, dt: float) -> None:
    """Moisture above saturation: on the walls in a minute, in colder gas at once.

    It is booked in ``absorbed``; its heat of condensation goes to the walls, which hold it on.
    """
    vapour = gas_pressure(cabin.gas.h2o, cabin, plan)
    settled = 0.0
    limit = _wall_saturation(plan.temperature)
    if vapour > limit:
        settled = (vapour - limit) * min(dt / CONDENSING_S, 1.0)
    if cabin.temperature < plan.temperature:
        limit = saturation_pressure_water(cabin.temperature)
        if vapour - settled > limit:
            settled = vapour - limit
    if settled > 0.0:
        gone = cabin.gas.h2o * settled / vapour
        cabin.gas.h2o -= gone
        absorbed.h2o += gone
        admit(cabin, -gone, cabin.temperature)


def gas_pressure(amount: float, cabin: Cabin, plan: CabinPlan) -> float:
    """Partial pressure of ``amount`` mol in the cabin, Pa."""
    return amount * R_GAS * cabin.temperature / plan.volume
