"""A crew member's body: it burns oxygen, makes CO2, heat and moisture, tires, and can fail.

Gas is exchanged with every step of the suit; what it does to the body is stepped every 2 s,
comfort (heat, heart, strain) every 10 s, nitrogen every 30 s: the quickest thing that a body
does, losing consciousness in vacuum, takes 9 s.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from game.level.schema import CrewMember, Stage
from game.physics import body as physiology
from game.physics import detmath, nitrogen
from game.physics.constants import MMHG, MOLAR_MASS_H2O, MOLAR_MASS_O2
from game.physics.gas import saturation_pressure_water
from game.world.gas import Gas
from game.world.record import EventNumber

BREATH_S = 2.0
REST = 110.0
"""Metabolic rate at rest, W; work is what is above it."""
COMFORT_S = 10.0
TISSUE_S = 30.0
SKIN_AREA = 1.9
"""Body surface, m2: a mean adult after DuBois."""
EVAPORATION = 0.119
"""Largest evaporation from wet skin in a suit, W per Pa of vapour pressure difference:
16.5 K/kPa (Lewis relation) x 3.8 W/(m2 K) x 1.9 m2 [R]."""
INLET_TEMPERATURE = 285.0
"""Umbilical oxygen at the helmet, K [R]."""
MIXING_FLOW = 1.0e-2
"""Flow at which suit gas stands half way between inlet and skin, kg/s: fits 33.8 °C on the
published head-up display at 2.5 to 4.9 kg/h [R]."""
WALL_LOSS_CABIN, WALL_LOSS_VACUUM = 6.0, 3.5
"""Heat through the suit to its surroundings, with and without gas around it, W/K [R]."""
O2_HEAT = 918.0
"""Specific heat of oxygen at constant pressure, J/(kg K)."""
MEAN_VO2_MAX = 3.2
"""Largest oxygen uptake to which the critical power of the EMU's design belongs, L/min [R]."""
GLASS_FLOOR, GLASS_SHARE = 1.0, 0.1
"""How much colder than the suit gas the visor is, K, and how far it goes towards its
surroundings [R]."""
DROWNING_S = 60.0
"""How long one stays conscious with water over nose and mouth, s [R]."""
CO2_STUPOR_DEATH_S = 420.0
"""How long a body in CO2 stupor can still be saved, s [R]."""


@dataclass(slots=True)
class Body:
    """The state of one body. Temperatures in K, pressures in Pa, doses from 0 to 1."""

    core: float
    skin: float
    heart_rate: float
    place: str = "seat"
    place_cause: EventNumber = -1
    effort: float = 120.0
    """Metabolic rate asked for by the work in hand, W."""
    effort_cause: EventNumber = -1
    metabolic: float = 120.0
    uptake: float = 0.0
    """Oxygen taken up, mol/s."""
    moisture: float = 0.0
    """Water vapour given off, mol/s."""
    saturation: float = 0.98
    tracheal: float = 20000.0
    """Oxygen pressure in the windpipe, after water vapour."""
    inspired_co2: float = 0.0
    hypoxia: float = 0.0
    """Share of the time of useful consciousness that is used up."""
    hypercapnia: float = 0.0
    down_s: float = 0.0
    """How long unconscious without recovering."""
    conscious: bool = True
    alive: bool = True
    condition: str = "well"
    strain: float = 0.0
    """0 fresh to 1 spent."""
    stress: float = 0.1
    heat_made: float = 0.0
    """Metabolic heat so far, J."""
    heat_lost: float = 0.0
    """Heat given to gas, moisture and surroundings so far, J."""
    evaporation: float = 35.0
    """Moisture given to the suit gas, W."""
    vapour_limit: float = 4000.0
    """Saturation pressure at the suit gas's temperature."""
    nitrogen: float = 0.0
    """Tissue nitrogen of the 360-min compartment (NASA's P1N2, dry ambient pressure)."""
    nitrogen_worked: float = 0.0
    """The same with the washout that exercise speeds up (research model)."""
    nitrogen_ratio: float = 0.0
    dcs_risk: float = 0.0
    on_oxygen_s: float = 0.0
    """Time on pure oxygen since the pre-breathe began."""
    off_oxygen_s: float = 0.0
    """Length of the break that is on."""
    owed_s: float = 0.0
    """Oxygen time that breaks still cost."""
    exposed_s: float = 0.0
    """Time at a suit pressure at which bubbles may grow."""
    bends: bool = False
    flooded: bool = False
    """Water over the face."""
    drowning: bool = False
    events: dict[str, EventNumber] = field(default_factory=dict)
    """Standing conditions (o2, co2, heat, unconscious) by event number."""


def rested(member: CrewMember, stages: Iterable[Stage] = ()) -> Body:
    """A body at mission start: rested, seated, breathing the cabin, after ``stages``."""
    tissue = nitrogen.SEA_LEVEL_NITROGEN
    for stage in stages:
        ambient = stage.pressure * (1.0 - stage.o2)
        tissue = nitrogen.tissue_nitrogen(tissue, ambient, stage.time)
    return Body(
        nitrogen=tissue,
        nitrogen_worked=tissue,
        core=273.15 + 36.9,
        skin=273.15 + 33.8,
        heart_rate=member.resting_heart_rate + 8.0,
        place=member.place,
        stress=0.1 + 0.2 * (1.0 - member.calm),
    )


def exchange(body: Body, gas: Gas, absorbed: Gas, dt: float) -> None:
    """Take oxygen from ``gas`` and give CO2 and moisture to it for ``dt`` seconds.

    What the body takes and gives is booked in ``absorbed``.
    """
    wanted, most = body.uptake * dt, gas.o2 * 0.5
    taken = most if most < wanted else wanted
    made = taken * physiology.RESPIRATORY_QUOTIENT
    wet = body.moisture * dt
    gas.o2 -= taken
    gas.co2 += made
    gas.h2o += wet
    absorbed.o2 += taken
    absorbed.co2 -= made
    absorbed.h2o -= wet


def breathe(body: Body, gas: Gas, per_mol: float, absorbed: Gas, stiffness: float = 1.0) -> None:
    """Two seconds of what ``gas`` does to a body; its pressure is ``per_mol`` Pa for each mol.

    ``stiffness`` is the work in the suit over that at its design pressure.

    Moisture above saturation settles, and is booked in ``absorbed``.
    """
    excess = gas.h2o - body.vapour_limit / per_mol
    if excess > 0.0:
        gas.h2o -= excess
        absorbed.h2o += excess
    if body.alive:
        asked = REST + (body.effort - REST) * stiffness if body.effort > REST else body.effort
        body.metabolic += (asked - body.metabolic) * _METABOLIC_STEP
        body.uptake = physiology.oxygen_uptake(body.metabolic) / MOLAR_MASS_O2
        body.moisture = body.evaporation / (physiology.SWEAT_LATENT * MOLAR_MASS_H2O)
    else:
        body.uptake = body.moisture = 0.0
    amount = gas.o2 + gas.n2 + gas.co2 + gas.h2o
    pressure_mmhg = amount * per_mol / MMHG
    fraction = gas.o2 / amount if amount > 0.0 else 0.0
    body.tracheal = physiology.tracheal_o2(pressure_mmhg, fraction) * MMHG
    body.inspired_co2 = gas.co2 * per_mol
    _oxygenate(body, fraction, pressure_mmhg)
    if body.inspired_co2 > _CO2_SYMPTOMS or body.hypercapnia > 0.0:
        _poison(body)
    _wake_or_fade(body)


_METABOLIC_STEP = 1.0 - detmath.decay(BREATH_S / 25.0)
_SATURATION_STEP = 1.0 - detmath.decay(BREATH_S / 12.0)
_CO2_SYMPTOMS = 30.0 * MMHG


def _oxygenate(body: Body, fraction: float, pressure_mmhg: float) -> None:
    # severinghaus takes what is below 0 for 0
    arterial = physiology.alveolar_o2(pressure_mmhg, fraction) - 5.0
    target = physiology.severinghaus(arterial)
    body.saturation += (target - body.saturation) * _SATURATION_STEP
    useful_s = physiology.useful_consciousness(body.tracheal / MMHG)
    if body.drowning:
        body.hypoxia = min(1.5, body.hypoxia + BREATH_S / DROWNING_S)
    elif useful_s < inf:
        body.hypoxia = min(1.5, body.hypoxia + BREATH_S / useful_s)
    elif body.hypoxia > 0.0:
        body.hypoxia = max(0.0, body.hypoxia - BREATH_S / 20.0)


def _poison(body: Body) -> None:
    """CO2: headache at 38 mmHg, confusion at 57, stupor within minutes at 76 (NASA)."""
    excess = body.inspired_co2 / MMHG - 38.0
    if excess > 0.0:
        body.hypercapnia = min(1.5, body.hypercapnia + excess / 38.0 * BREATH_S / 180.0)
    else:
        body.hypercapnia = max(0.0, body.hypercapnia - BREATH_S / 300.0)


def _wake_or_fade(body: Body) -> None:
    if not body.alive:
        return
    out = body.hypoxia >= 1.0 or body.hypercapnia >= 1.0 or body.core > 273.15 + 41.0
    if out:
        body.conscious = False
        body.down_s += BREATH_S
        if body.down_s > survival_s(body):
            body.alive = False
            body.condition = "dead"
            return
    elif not body.conscious and body.hypoxia < 0.5 and body.hypercapnia < 0.8:
        body.conscious = True
        body.down_s = 0.0
    body.condition = "unconscious" if not body.conscious else "unwell" if unwell(body) else "well"


def survival_s(body: Body) -> float:
    """How long an unconscious body can still be saved, s.

    Vacuum: under 60 to 90 s [S/R]. Thin gas: about 4 min of cerebral hypoxia [R].
    """
    if body.hypoxia >= 1.0:
        return 90.0 if body.tracheal < 1000.0 else 240.0
    return CO2_STUPOR_DEATH_S


def unwell(body: Body) -> bool:
    """Whether the medical officer would say so."""
    return (
        body.saturation < 0.88
        or body.hypoxia > 0.3
        or body.hypercapnia > 0.3
        or body.inspired_co2 > _CO2_SYMPTOMS
        or body.core > 273.15 + 38.6
        or body.bends
        or body.flooded
    )


def warm(
    body: Body,
    member: CrewMember,
    flow: float,
    vapour: float,
    visor_open: bool,
    around: float,
    in_gas: bool,
) -> float:
    """Ten seconds of heat, heart and strain; return the suit gas's new temperature, K.

    ``flow`` is the oxygen through the suit (kg/s), ``vapour`` the water vapour pressure in it
    (Pa), ``around`` the temperature that the suit sees (K), ``in_gas`` whether there is gas.
    """
    skin_flow = physiology.skin_blood_flow(body.core, body.skin)
    skin = body.skin
    largest = EVAPORATION * max(0.0, saturation_pressure_water(skin) - vapour)
    sweat = physiology.sweating(body.core, skin) * SKIN_AREA * physiology.SWEAT_LATENT
    body.evaporation = min(largest, 0.06 * largest + 0.94 * sweat)
    gas = INLET_TEMPERATURE + (skin - INLET_TEMPERATURE) / (1.0 + flow / MIXING_FLOW)
    wall_loss = WALL_LOSS_CABIN if in_gas else WALL_LOSS_VACUUM
    dry = flow * O2_HEAT * (gas - INLET_TEMPERATURE) + wall_loss * (skin - around)
    if visor_open:
        dry += 6.0 * (skin - around)
    through = physiology.core_to_skin(body.core, skin, skin_flow) * SKIN_AREA
    heat = body.metabolic if body.alive else 0.0
    capacity = member.mass * physiology.SPECIFIC_HEAT
    body.heat_made += heat * COMFORT_S
    body.heat_lost += (body.evaporation + dry) * COMFORT_S
    body.core += (heat - through) * COMFORT_S / (0.9 * capacity)
    body.skin += (through - body.evaporation - dry) * COMFORT_S / (0.1 * capacity)
    body.vapour_limit = saturation_pressure_water(gas)
    _strain(body, member)
    _heart(body, member)
    return gas


_TENSION = {"outside": 0.5, "hatch": 0.3}
"""How tense a place makes; elsewhere 0.1 [R]."""


def _strain(body: Body, member: CrewMember) -> None:
    fit = member.vo2_max / MEAN_VO2_MAX
    over = body.metabolic - physiology.CRITICAL_POWER * fit
    strain = body.strain + over * COMFORT_S / (physiology.WORK_RESERVE * fit)
    body.strain = 0.0 if strain <= 0.0 else strain if strain < 1.0 else 1.0
    tense = 0.1 + _TENSION.get(body.place, 0.1) * (1.2 - member.calm)
    body.stress += (tense - body.stress) * 0.15


def _heart(body: Body, member: CrewMember) -> None:
    if not body.alive:
        body.heart_rate = 0.0
        return
    fit = (
        physiology.heart_rate(physiology.oxygen_uptake_lpm(body.metabolic))
        + (member.resting_heart_rate - 62.0) * 0.5
    )
    extra = 15.0 * body.stress + 12.0 * max(0.0, body.core - 310.2) + 25.0 * body.strain
    lack = 120.0 * max(0.0, 0.95 - body.saturation)
    target = max(member.resting_heart_rate, min(215.0 - 0.7 * member.age, fit + extra + lack))
    body.heart_rate += (target - body.heart_rate) * 0.3


PURE = 0.95
"""Oxygen fraction from which on it counts as pre-breathe."""
BUBBLES_BELOW = 45_000.0
"""Suit pressure below which bubbles may grow, Pa [R]."""
_RESTING_STEP = 1.0 - detmath.decay(nitrogen.REST_RATE * TISSUE_S)


def wash_out(
    body: Body, member: CrewMember, oxygen: float, inert: float, pressure: float, planned: float
) -> None:
    """Thirty seconds of nitrogen: tissues, pre-breathe, and the risk of decompression sickness.

    ``oxygen`` is the fraction breathed, ``inert`` the nitrogen pressure and ``pressure`` all of
    it (Pa), ``planned`` the suit's pressure in vacuum (Pa), for which the risk is told.
    """
    body.nitrogen += (inert - body.nitrogen) * _RESTING_STEP
    uptake = physiology.oxygen_uptake_lpm(body.metabolic) * 1000.0 / member.mass
    rate = nitrogen.exercise_rate(uptake, nitrogen.RESEARCH_MODEL.lam)
    worked = 1.0 - detmath.decay(rate * TISSUE_S)
    body.nitrogen_worked += (inert - body.nitrogen_worked) * worked
    _prebreathe(body, oxygen)
    body.nitrogen_ratio = nitrogen.tissue_ratio(body.nitrogen, planned)
    null = nitrogen.risk(body.nitrogen, planned, nitrogen.NULL_MODEL)
    research = nitrogen.risk(body.nitrogen_worked, planned, nitrogen.RESEARCH_MODEL, age=member.age)
    body.dcs_risk = max(null.probability, research.probability)
    if pressure < BUBBLES_BELOW:
        body.exposed_s += TISSUE_S
    elif body.exposed_s > 0.0:
        body.exposed_s = max(0.0, body.exposed_s - 2.0 * TISSUE_S)
        body.bends = body.bends and body.exposed_s > 0.0


def _prebreathe(body: Body, oxygen: float) -> None:
    """A break is paid back twice over, early in exercise four times; a long one starts again."""
    if oxygen >= PURE:
        if body.off_oxygen_s > 0.0:
            cost = nitrogen.break_payback(body.off_oxygen_s, body.metabolic > 250.0)
            body.owed_s = 0.0 if cost.restart else body.owed_s + cost.extra
            body.on_oxygen_s = 0.0 if cost.restart else body.on_oxygen_s
            body.off_oxygen_s = 0.0
        body.on_oxygen_s += TISSUE_S
    elif body.on_oxygen_s > 0.0:
        body.off_oxygen_s += TISSUE_S


def bends_due(body: Body, luck: float) -> bool:
    """Whether somebody with this luck (0 to 1, drawn once) has pain by now.

    Of those at risk, the first feel it early: onset is 120 ± 71 min (Conkin).
    """
    if body.bends or luck >= body.dcs_risk or body.exposed_s <= 0.0:
        return False
    return body.exposed_s >= nitrogen.onset_time(luck / body.dcs_risk)


def fog_up(fog: float, vapour: float, visor_temperature: float) -> float:
    """Ten seconds of fog on a visor: it grows above saturation and dries below."""
    over = vapour / saturation_pressure_water(visor_temperature) - 1.0
    fog = fog + over * 0.5 if over > 0.0 else fog - 0.03
    return 0.0 if fog <= 0.0 else fog if fog < 1.0 else 1.0
