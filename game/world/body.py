"""A crew member's body: it burns oxygen, makes CO2, heat and moisture, tires, and can fail.

Gas is exchanged with every step of the suit; what it does to the body is stepped every 2 s,
comfort (heat, heart, strain) every 10 s, nitrogen every 30 s: the quickest thing that a body
does, losing consciousness in vacuum, takes 6 s.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from game.level.schema import CrewMember, Stage
from game.physics import body as physiology
from game.physics import breath as lungs
from game.physics import detmath, nitrogen
from game.physics.body import CLUMSY_CORE, NUMB_CORE, NUMB_SKIN, STROKE_CORE, oxygen_uptake
from game.physics.breath import ENOUGH_MMHG, WATER_VAPOUR_MMHG, breathing, saturation
from game.physics.constants import MMHG, MOLAR_MASS_H2O, MOLAR_MASS_O2
from game.physics.gas import saturation_pressure_water
from game.world.gas import Gas
from game.world.record import EventNumber

BREATH_S = 2.0
REST = 110.0
"""Metabolic rate at rest, W; work is what is above it."""
COMFORT_S = 10.0
TISSUE_S = 30.0
EVAPORATION = 0.0627
"""Largest evaporation from wet skin in a suit, W/m2 per Pa of vapour pressure difference:
16.5 K/kPa (Lewis relation) x 3.8 W/(m2 K) [R]."""
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
PANIC_WORK = 0.4
"""Share by which the worst panic makes all work harder [R]."""
NAUSEA_BPM = 30.0
"""Beats a minute that the worst sickness adds [R]."""
STILL = 160.0
"""Metabolic rate asked for by the work, W, up to which a suit does not pinch [R]."""
NOTICED_S = 180.0
"""After which the medical officer calls somebody in pain unwell, s [R]."""
RELIEVED = 55_000.0
"""Pressure that takes the first pain away, Pa [R]."""
MOST_POWER = 2000.0
"""More than anybody's muscles can do for a minute, W [R]. Who is spent does what can be held."""
DROWNING_S = 60.0
"""How long one stays conscious with water over nose and mouth, s [R]."""
BREATHABLE_MMHG = 80.0
"""Least tracheal oxygen on which people live well for hours, mmHg: air at 15,000 ft [R]."""
RAPID = 0.75
"""Pressure, as a share of what it was some seconds ago, below which lungs empty against the
blood: a rapid decompression [R]."""


@dataclass(slots=True)
class Body:
    """The state of one body. Temperatures in K, pressures in Pa, doses from 0 to 1."""

    core: float
    skin: float
    heart_rate: float
    area: float = 1.9
    """Surface of the skin, m2."""
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
    shivering: float = 0.0
    """Part of the metabolic rate, W."""
    saturation: float = 0.98
    tracheal: float = 20000.0
    """Oxygen pressure in the windpipe, after water vapour."""
    inspired_co2: float = 0.0
    blood_co2: float = 40.0
    """CO2 pressure in the blood, mmHg."""
    ventilation: float = 1.0
    """Gas breathed, as a multiple of what the work done needs at sea level."""
    felt_pressure: float = 0.0
    """The pressure around the head, some seconds late."""
    rapid: bool = False
    """Whether the present lack of oxygen began with a rapid decompression."""
    hypoxia: float = 0.0
    """Share of the time of useful consciousness that is used up."""
    hypercapnia: float = 0.0
    """Share of the time to CO2 narcosis that is used up."""
    smoked: float = 0.0
    """Share of the smoke and hot gas that takes consciousness that was breathed."""
    down_of: str = ""
    """What took consciousness, as in: has died of ..."""
    harm: float = 0.0
    """Share of the time in which an unconscious body can be saved that is used up."""
    conscious: bool = True
    alive: bool = True
    condition: str = "well"
    strain: float = 0.0
    """0 fresh to 1 spent."""
    most_power: float = MOST_POWER
    """Largest metabolic rate that work can ask for now, W."""
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
    """Share of people who fall ill: in this exposure, or at the suit's set pressure."""
    exposure_risk: float = 0.0
    """The share who fall ill in the exposure that is on: what it was at its worst moment."""
    on_oxygen_s: float = 0.0
    """Time on pure oxygen since the pre-breathe began."""
    off_oxygen_s: float = 0.0
    """Length of the break that is on."""
    owed_s: float = 0.0
    """Oxygen time that breaks still cost."""
    exposed_s: float = 0.0
    """Time with more nitrogen in the tissue than there is pressure, with some risk."""
    bends: bool = False
    panic: float = 0.0
    """Fear that has taken over, 0 to 1: stress goes no lower, and work is harder."""
    nausea: float = 0.0
    """Space sickness, 0 to 1."""
    ached: bool = False
    """The first pain of decompression sickness, which pressure takes away."""
    ached_s: float = 0.0
    """For how long it has hurt."""
    pinched: bool = False
    """A suit under pressure pinches while its wearer works."""
    flooded: bool = False
    """Water over the face."""
    drowning: bool = False
    events: dict[str, EventNumber] = field(default_factory=dict)
    """Standing conditions (o2, co2, heat, cold, unconscious) by event number."""


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
        area=physiology.body_surface(member.mass, member.height),
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


def tracheal_o2(gas: Gas, pressure: float) -> float:
    """Oxygen pressure in the windpipe of somebody who breathes ``gas`` at ``pressure`` Pa, mmHg."""
    dry = gas.o2 + gas.n2 + gas.co2
    amount = dry + gas.h2o
    return lungs.tracheal(pressure / MMHG, gas.o2 / dry) if dry > 0.0 and amount > 0.0 else 0.0


def breathable(gas: Gas, pressure: float, least: float = BREATHABLE_MMHG) -> bool:
    """Whether people live well on ``gas`` at ``pressure`` Pa.

    That takes ``least`` mmHg of oxygen in the windpipe, and little enough CO2 to breathe easily.
    """
    if tracheal_o2(gas, pressure) < least:
        return False
    return gas.co2 / gas.amount * pressure < _CO2_SYMPTOMS


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
        if body.panic > 0.0:
            asked *= 1.0 + PANIC_WORK * body.panic
        if asked > body.most_power:
            asked = body.most_power
        power = body.metabolic
        power += (asked + body.shivering - power) * _METABOLIC_STEP
        body.metabolic = power
        body.uptake = oxygen_uptake(power) / MOLAR_MASS_O2
        body.moisture = body.evaporation / _MOLAR_LATENT
    else:
        body.uptake = body.moisture = 0.0
    dry = gas.o2 + gas.n2 + gas.co2
    pressure = (dry + gas.h2o) * per_mol
    body.inspired_co2 = gas.co2 * per_mol
    fraction = oxygen = co2 = 0.0
    over = pressure / MMHG - WATER_VAPOUR_MMHG
    if over > 0.0 and dry > 0.0:
        fraction = gas.o2 / dry
        oxygen = fraction * over
        co2 = gas.co2 / dry * over
    body.tracheal = oxygen * MMHG
    body.ventilation, blood, held = breathing(oxygen, co2, fraction, body.metabolic)
    body.blood_co2 = blood
    body.saturation += (saturation(held, blood) - body.saturation) * _SATURATION_STEP
    felt = body.felt_pressure
    if pressure < RAPID * felt:
        body.rapid = True
    body.felt_pressure = felt + (pressure - felt) * _FEELING_STEP
    if oxygen < ENOUGH_MMHG or body.hypoxia > 0.0 or body.drowning:
        _starve(body, oxygen)
    if co2 > _CO2_NOTICED or body.hypercapnia > 0.0:
        _poison(body)
    if (
        body.hypoxia > 0.0
        or body.hypercapnia > 0.0
        or body.harm > 0.0
        or body.smoked > 0.0
        or not body.conscious
        or not NUMB_CORE <= body.core <= STROKE_CORE
    ):
        _wake_or_fade(body, oxygen, pressure)
    else:
        body.condition = wellness(body)


_MOLAR_LATENT = physiology.SWEAT_LATENT * MOLAR_MASS_H2O
_METABOLIC_STEP = 1.0 - detmath.decay(BREATH_S / 25.0)
_SATURATION_STEP = 1.0 - detmath.decay(BREATH_S / 12.0)
_FEELING_STEP = 1.0 - detmath.decay(BREATH_S / 10.0)
_CO2_NOTICED = 20.0
"""Tracheal CO2, mmHg, below which nobody is put to sleep at any work."""
_CO2_SYMPTOMS = 30.0 * MMHG
_FULL = 1.0 - 1e-9
"""A dose that is complete, whatever its steps add up to."""


def _starve(body: Body, oxygen: float) -> None:
    """Lack of ``oxygen`` (tracheal, mmHg), or recovery from it."""
    if body.drowning:
        body.hypoxia = min(1.0, body.hypoxia + BREATH_S / DROWNING_S)
    elif oxygen < ENOUGH_MMHG:
        useful_s = lungs.useful_consciousness(oxygen, body.rapid)
        body.hypoxia = min(1.0, body.hypoxia + BREATH_S / useful_s)
    else:
        body.rapid = False
        body.hypoxia = max(0.0, body.hypoxia - BREATH_S / lungs.recovery(body.harm))


def _poison(body: Body) -> None:
    """CO2 narcosis, or recovery from it in some minutes [R]."""
    time = lungs.narcosis(body.blood_co2)
    if time < lungs.NEVER_S:
        body.hypercapnia = min(1.0, body.hypercapnia + BREATH_S / time)
    else:
        body.hypercapnia = max(0.0, body.hypercapnia - BREATH_S / 300.0)


def _wake_or_fade(body: Body, oxygen: float, pressure: float) -> None:
    if not body.alive:
        return
    of = _overcome(body)
    if of:
        body.conscious, body.down_of = False, of
        body.harm += BREATH_S / _survival_s(body, of, oxygen, pressure)
        if body.harm >= 1.0:
            body.alive = False
            body.condition = "dead"
            return
    else:
        if (
            not body.conscious
            and body.hypoxia < 0.5
            and body.hypercapnia < 0.8
            and body.smoked < 0.8
        ):
            body.conscious, body.down_of = True, ""
        if body.harm > 0.0:
            body.harm = max(0.0, body.harm - BREATH_S / 3600.0)
    body.condition = wellness(body) if body.conscious else "unconscious"


def _overcome(body: Body) -> str:
    """What keeps ``body`` unconscious now, or an empty text."""
    if body.hypoxia >= _FULL:
        return "drowning" if body.drowning else "hypoxia"
    if body.hypercapnia >= _FULL:
        return "carbon dioxide"
    if body.smoked >= _FULL:
        return "smoke"
    if body.core > STROKE_CORE:
        return "heat"
    return "cold" if body.core < NUMB_CORE else ""


def _survival_s(body: Body, of: str, oxygen: float, pressure: float) -> float:
    """How long a body that is unconscious of ``of`` can still be saved, s."""
    if of in ("drowning", "smoke"):
        return 240.0
    if of == "hypoxia":
        return lungs.hypoxia_survival(oxygen, pressure)
    if of == "carbon dioxide":
        return lungs.co2_survival(body.blood_co2)
    return physiology.core_survival(body.core)


def wellness(body: Body) -> str:
    """What the medical officer calls somebody who is conscious: well or unwell."""
    if (
        body.saturation < 0.88
        or body.hypoxia > 0.3
        or body.hypercapnia > 0.3
        or body.smoked > 0.3
        or body.inspired_co2 > _CO2_SYMPTOMS
        or body.core > 273.15 + 38.6
        or body.core < CLUMSY_CORE
        or body.skin < NUMB_SKIN
        or body.harm > 0.1
        or body.bends
        or body.nausea > 0.3
        or body.ached_s >= NOTICED_S
        or body.flooded
    ):
        return "unwell"
    return "well"


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
    area = body.area
    short = saturation_pressure_water(skin) - vapour
    largest = EVAPORATION * area * (short if short > 0.0 else 0.0)
    flux = body.metabolic / area
    sweat = physiology.sweating(body.core, skin, flux) * area * physiology.SWEAT_LATENT
    body.shivering = physiology.shivering(body.core, skin) * area if body.alive else 0.0
    wet = 0.06 * largest + 0.94 * sweat
    body.evaporation = wet if wet < largest else largest
    gas = INLET_TEMPERATURE + (skin - INLET_TEMPERATURE) / (1.0 + flow / MIXING_FLOW)
    wall_loss = WALL_LOSS_CABIN if in_gas else WALL_LOSS_VACUUM
    dry = flow * O2_HEAT * (gas - INLET_TEMPERATURE) + wall_loss * (skin - around)
    if visor_open:
        dry += 6.0 * (skin - around)
    through = physiology.core_to_skin(body.core, skin, skin_flow) * area
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
    full = physiology.WORK_RESERVE * fit
    if body.strain > 0.0 or body.metabolic > physiology.CRITICAL_POWER * fit:
        left = physiology.work_reserve(
            (1.0 - body.strain) * full,
            body.metabolic,
            COMFORT_S,
            physiology.CRITICAL_POWER * fit,
            full,
        )
        body.strain = physiology.fatigue(left, full)
        spent = body.strain >= 1.0
        body.most_power = physiology.CRITICAL_POWER * fit if spent else MOST_POWER
    tense = 0.1 + _TENSION.get(body.place, 0.1) * (1.2 - member.calm)
    if body.panic > tense:
        tense = body.panic
    body.stress += (tense - body.stress) * 0.15


def _heart(body: Body, member: CrewMember) -> None:
    if not body.alive:
        body.heart_rate = 0.0
        return
    fit = (
        physiology.heart_rate(physiology.oxygen_uptake_lpm(body.metabolic))
        + (member.resting_heart_rate - 62.0) * 0.5
    )
    hot = body.core - 310.2
    extra = 15.0 * body.stress + 12.0 * (hot if hot > 0.0 else 0.0) + 25.0 * body.strain
    extra += NAUSEA_BPM * body.nausea
    extra += physiology.heart_rate_of_stress(body.blood_co2, body.saturation)
    target, most = fit + extra, physiology.highest_heart_rate(member.age)
    target = target if target < most else most
    least = member.resting_heart_rate
    target = target if target > least else least
    if body.core < _SLOW_HEART_CORE:
        target *= max(0.3, 1.0 - 0.08 * (_SLOW_HEART_CORE - body.core))
    body.heart_rate += (target - body.heart_rate) * 0.3


_SLOW_HEART_CORE = 306.15
"""Core temperature below which the heart slows, K: 33 °C [R]."""


PURE = 0.95
"""Share of the dry gas that is not nitrogen, from which on it counts as pre-breathe."""
LEAST_RISK = 0.001
"""Risk from which on an exposure counts: below it, no bubbles to speak of [R]."""
_RESTING_STEP = 1.0 - detmath.decay(nitrogen.REST_RATE * TISSUE_S)


def wash_out(
    body: Body, member: CrewMember, gas: Gas, per_mol: float, pressure: float, planned: float
) -> None:
    """Thirty seconds of nitrogen: tissues, pre-breathe, and the risk of decompression sickness.

    ``gas`` is what is breathed, ``per_mol`` its pressure for each mol and ``pressure`` all of it,
    Pa; ``planned`` is the suit's pressure in vacuum, Pa, for which the risk is told ahead.
    """
    inert = gas.n2 * per_mol
    body.nitrogen += (inert - body.nitrogen) * _RESTING_STEP
    uptake = physiology.oxygen_uptake_lpm(body.metabolic) * 1000.0 / member.mass
    rate = nitrogen.exercise_rate(uptake)
    worked = 1.0 - detmath.decay(rate * TISSUE_S)
    body.nitrogen_worked += (inert - body.nitrogen_worked) * worked
    dry = gas.o2 + gas.n2 + gas.co2
    _prebreathe(body, dry > 0.0 and gas.n2 <= (1.0 - PURE) * dry)
    least = pressure if pressure < planned else planned
    body.nitrogen_ratio = nitrogen.tissue_ratio(body.nitrogen, least)
    man = 1.0 if member.sex == "male" else 0.0
    _expose(body, pressure, man)
    body.dcs_risk = max(body.exposure_risk, nitrogen.incidence(body.nitrogen_worked, least, man))


def _expose(body: Body, pressure: float, man: float) -> None:
    """Bubbles grow while there is more nitrogen than pressure.

    What counts is the worst moment, for nitrogen that is washed out later undoes no bubbles.
    """
    if body.nitrogen_worked > pressure:
        now = nitrogen.incidence(body.nitrogen_worked, pressure, man)
        if now > body.exposure_risk:
            body.exposure_risk = now
        if body.exposure_risk >= LEAST_RISK:
            body.exposed_s += TISSUE_S
    else:
        body.exposed_s = max(0.0, body.exposed_s - 2.0 * TISSUE_S)
        if body.exposed_s == 0.0:
            body.exposure_risk, body.bends = 0.0, False


def _prebreathe(body: Body, pure: bool) -> None:
    """A break is paid back twice over, early in exercise four times; a long one starts again."""
    if pure:
        if body.off_oxygen_s > 0.0:
            cost = nitrogen.break_payback(body.off_oxygen_s, body.metabolic > 250.0)
            body.owed_s = 0.0 if cost.restart else body.owed_s + cost.extra
            body.on_oxygen_s = 0.0 if cost.restart else body.on_oxygen_s
            body.off_oxygen_s = 0.0
        body.on_oxygen_s += TISSUE_S
    elif body.on_oxygen_s > 0.0:
        body.off_oxygen_s += TISSUE_S


def hurting(body: Body) -> bool:
    """Whether a limb hurts now: from the bends, or where a suit pinches who works in it."""
    return body.bends or body.ached or (body.pinched and body.effort > STILL)


def ache(body: Body, pressure: float) -> None:
    """Thirty seconds of the first pain of decompression sickness at ``pressure``, Pa."""
    if pressure > RELIEVED:
        body.ached, body.ached_s = False, 0.0
    else:
        body.ached_s += TISSUE_S


def bends_due(body: Body, drawn: float) -> bool:
    """Whether somebody for whom ``drawn`` (0 to 1, once) was drawn has pain by now.

    The share who have grows from nothing to the risk of the exposure; onset is 120 ± 71 min
    (Conkin).
    """
    if body.bends or drawn >= body.exposure_risk:
        return False
    return drawn < body.exposure_risk * nitrogen.onset_share(body.exposed_s)


def fog_up(fog: float, vapour: float, visor_temperature: float) -> float:
    """Ten seconds of fog on a visor: it grows above saturation and dries below."""
    over = vapour / saturation_pressure_water(visor_temperature) - 1.0
    fog = fog + over * 0.5 if over > 0.0 else fog - 0.03
    return 0.0 if fog <= 0.0 else fog if fog < 1.0 else 1.0
