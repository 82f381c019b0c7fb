"""The human body in a suit: gas exchange, heart, heat, fatigue, loss of oxygen, excess of CO2.

Powers are metabolic, W, unless they are said to be something else. Facts (b), (c) and (e).
Formulas of medicine speak in mmHg and litres a minute; where they do, the names say so.
"""

from __future__ import annotations

from math import inf
from typing import Final, NamedTuple

from game.physics.constants import (
    BTU_PER_HOUR,
    CALORIE,
    LITRE_STP,
    MMHG,
    MOLAR_MASS_CO2,
    MOLAR_MASS_H2O,
    MOLAR_MASS_O2,
    PSI,
)
from game.physics.detmath import cbrt, decay, exp, log
from game.physics.gas import saturation_pressure_water

RESPIRATORY_QUOTIENT: Final = 0.85
"""CO2 given off over O2 taken up, by amount, on a mixed diet; facts (c)."""
JOULES_PER_LITRE: Final = (3.941 + 1.106 * RESPIRATORY_QUOTIENT) * CALORIE * 1000.0
"""Heat from each litre of O2 (0 °C, dry, one atmosphere) at that quotient, J/L: 20.4 kJ; Weir,
facts (c)."""
WATER_VAPOUR_MMHG: Final = 47.0
"""Vapour pressure of water at body temperature, mmHg, which the airways add to what is inhaled;
facts (c)."""
WATER_VAPOUR: Final = WATER_VAPOUR_MMHG * MMHG
"""The same in Pa."""
NEVER_S: Final = inf
"""Time of useful consciousness with enough oxygen, s."""
SPECIFIC_HEAT: Final = 3490.0
"""Specific heat of the body, J/(kg K); facts (c)."""
HEAT_IMPAIRMENT: Final = 4700.0
"""Heat stored in the body at which performance suffers, J/kg; facts (c) [R]."""
VACUUM_TUC: Final = 7.5
"""Useful consciousness after sudden exposure to vacuum, 6 to 9 s; facts (c)."""


# --- Gas exchange ---


def oxygen_uptake_lpm(power: float, rq: float = RESPIRATORY_QUOTIENT) -> float:
    """O2 taken up at ``power`` W, L/min (0 °C, dry, one atmosphere).

    Weir's formula without protein, 3.941 + 1.106 RQ kcal/L: 20.4 kJ/L at ``rq`` 0.85; ``rq`` from
    0.7 to 1.0. Facts (c).
    """
    return power * 60.0 / ((3.941 + 1.106 * rq) * CALORIE * 1000.0)


def oxygen_uptake(power: float, rq: float = RESPIRATORY_QUOTIENT) -> float:
    """O2 taken up at ``power`` W, kg/s: 1.23 g/min at 293 W. Facts (c)."""
    return oxygen_uptake_lpm(power, rq) * LITRE_STP / 60.0 * MOLAR_MASS_O2


def co2_production(power: float, rq: float = RESPIRATORY_QUOTIENT) -> float:
    """CO2 given off at ``power`` W, kg/s: 1.44 g/min at 293 W. Facts (c)."""
    return oxygen_uptake_lpm(power, rq) * rq * LITRE_STP / 60.0 * MOLAR_MASS_CO2


def heart_rate(oxygen_lpm: float) -> float:
    """Heart rate, 1/min, at an O2 uptake of ``oxygen_lpm`` L/min.

    The inverse of VO2 = 0.2238 + 5.64e-7 HR³ (Goudarzi and Ting, as used in BioSim; facts (c)).
    Meant for 0.29 to 3.5 L/min; held between 50 and 200 [R].
    """
    if oxygen_lpm <= 0.2238:
        return 50.0
    return min(max(cbrt((oxygen_lpm - 0.2238) / 5.64e-7), 50.0), 200.0)


def inspired_co2(power: float) -> float:
    """Mean CO2 pressure that a wearer of an EMU inhales at ``power`` W, Pa.

    5.0 + 0.00314 (BTU/h) mmHg: a line through Kim et al. 2020, at rest to 879 W; facts (b).
    """
    return (5.0 + 0.00314 * power / BTU_PER_HOUR) * MMHG


# --- Oxygen ---


def tracheal_o2(pressure_mmhg: float, fraction: float) -> float:
    """O2 pressure in the windpipe, mmHg: what is inhaled, warmed and wetted.

    ``fraction`` of O2 in dry gas at a total of ``pressure_mmhg``; never below 0.
    """
    wet = fraction * (pressure_mmhg - WATER_VAPOUR_MMHG)
    return wet if wet > 0.0 else 0.0


def alveolar_o2(
    pressure_mmhg: float, fraction: float, paco2_mmhg: float = 40.0, rq: float = 0.8
) -> float:
    """O2 pressure in the lungs, mmHg, by the alveolar gas equation; never below 0.

    ``fraction`` of O2 in dry gas at a total of ``pressure_mmhg``; ``paco2_mmhg`` is the CO2
    pressure in the blood. Facts (c).
    """
    cost = paco2_mmhg * (fraction + (1.0 - fraction) / rq)
    left = fraction * (pressure_mmhg - WATER_VAPOUR_MMHG) - cost
    return left if left > 0.0 else 0.0


def severinghaus(arterial_o2_mmhg: float) -> float:
    """Share of the haemoglobin that carries O2, 0 to 1, at an O2 pressure in the blood, mmHg.

    Severinghaus 1979, facts (c). The pressure in the blood is about 5 mmHg below that in the
    lungs [R].
    """
    p = arterial_o2_mmhg
    if p <= 0.0:
        return 0.0
    return 1.0 / (23400.0 / (p * (p * p + 150.0)) + 1.0)


# Pressures of the U.S. Standard Atmosphere 1976, Pa, at flight levels, and the middle of the
# published range of useful consciousness there, s; facts (c).
_TUC: Final = (
    (16240.0, 12.0),  # FL430, 9 to 15 s
    (18750.0, 17.5),  # FL400, 15 to 20 s
    (23840.0, 45.0),  # FL350, 30 to 60 s
    (30090.0, 120.0),  # FL300, 1 to 3 min
    (37600.0, 270.0),  # FL250, 3 to 6 min
)
_AIR_O2: Final = 0.2095
_TUC_POINTS: Final = (
    (0.0, log(VACUUM_TUC)),
    *((tracheal_o2(p / MMHG, _AIR_O2), log(t)) for p, t in _TUC),
)
_TUC_ENOUGH_MMHG: Final = 80.0
"""Tracheal O2 in air at 15,000 ft, above which a resting person stays useful [R]."""


def useful_consciousness(tracheal_mmhg: float, rapid: bool = False) -> float:
    """Time of useful consciousness, s, when the O2 pressure in the windpipe is ``tracheal_mmhg``.

    Interpolates the logarithm of the published times for flight levels 250 to 430 and vacuum on
    tracheal O2, for suits hold pure oxygen and altitude says nothing there; goes on with the last
    slope up to 80 mmHg (about half an hour), and is NEVER_S above. ``rapid``: after a rapid
    decompression it is half, but not below that of vacuum. Facts (c).
    """
    if tracheal_mmhg >= _TUC_ENOUGH_MMHG:
        return NEVER_S
    p = max(tracheal_mmhg, 0.0)
    at = 1
    last = len(_TUC_POINTS) - 1
    while at < last and p > _TUC_POINTS[at][0]:
        at += 1
    p0, l0 = _TUC_POINTS[at - 1]
    p1, l1 = _TUC_POINTS[at]
    time = exp(l0 + (l1 - l0) * (p - p0) / (p1 - p0))
    return max(0.5 * time, VACUUM_TUC) if rapid else time


# --- Carbon dioxide ---


class Co2Effect(NamedTuple):
    """What an inhaled CO2 pressure of at least ``pressure`` Pa does."""

    pressure: float
    name: str
    text: str


CO2_EFFECTS: Final = (
    Co2Effect(0.0, "none", "no effect"),
    Co2Effect(21.0 * MMHG, "mild", "occasional headache after an hour of hard work"),
    Co2Effect(38.0 * MMHG, "headache", "headache"),
    Co2Effect(57.0 * MMHG, "confusion", "breathlessness and confusion"),
    Co2Effect(76.0 * MMHG, "stupor", "stupor within minutes"),
)
"""Effects of inhaled CO2, mildest first; facts (c)."""

CO2_FLAGS: Final = (8.0 * MMHG, 15.0 * MMHG, 30.0 * MMHG, 50.0 * MMHG)
"""Inhaled CO2 at which advisory, caution, warning and emergency flags go up, Pa; facts (c) [R]."""


def co2_effect(inhaled: float) -> int:
    """Index in CO2_EFFECTS of what ``inhaled`` Pa of CO2 does: 0 none to 4 stupor."""
    at = len(CO2_EFFECTS) - 1
    while at > 0 and inhaled < CO2_EFFECTS[at].pressure:
        at -= 1
    return at


def co2_flag(inhaled: float) -> int:
    """How many of CO2_FLAGS ``inhaled`` Pa of CO2 reaches: 0 to 4."""
    at = 0
    while at < len(CO2_FLAGS) and inhaled >= CO2_FLAGS[at]:
        at += 1
    return at


# --- Heat ---

_SKIN_IN_SUIT: Final = 306.15
_SUIT_PRESSURE: Final = 5.1 * PSI
_GAS_INLET: Final = 288.15
_LATENT: Final = 2.423e6
"""Heat of vaporisation of water at 33 °C, J/kg [R]."""
_O2_HEAT_CAPACITY: Final = 918.0
"""Specific heat of oxygen at constant pressure, J/(kg K) [R]."""


def moisture_capacity(
    flow: float, pressure: float = _SUIT_PRESSURE, skin: float = _SKIN_IN_SUIT
) -> float:
    """Water that ``flow`` kg/s of dry O2 takes away if it leaves saturated, kg/s.

    Suit at ``pressure`` Pa, skin at ``skin`` K. If the water would boil (the pressure is at or
    below its saturation pressure), infinite.
    """
    vapour = saturation_pressure_water(skin)
    if vapour >= pressure:
        return inf
    return flow * vapour / (pressure - vapour) * MOLAR_MASS_H2O / MOLAR_MASS_O2


def gas_cooling_capacity(
    flow: float,
    pressure: float = _SUIT_PRESSURE,
    inlet: float = _GAS_INLET,
    skin: float = _SKIN_IN_SUIT,
) -> float:
    """Most heat that ``flow`` kg/s of dry O2 carries out of a suit, W.

    It comes in at ``inlet`` K and leaves warmed to ``skin`` K and saturated there, in a suit at
    ``pressure`` Pa (above the saturation pressure). Defaults: 5.1 psi, 15 and 33 °C; so 1.7 kg/h
    carries 115 W and 7 kg/h 474 W. Facts (b).
    """
    latent = _LATENT * moisture_capacity(flow, pressure, skin)
    return latent + flow * _O2_HEAT_CAPACITY * (skin - inlet)


def temperature_rate(heat: float, mass: float) -> float:
    """Rise of the body's mean temperature, K/s, when ``heat`` W stays in ``mass`` kg. Facts (c)."""
    return heat / (mass * SPECIFIC_HEAT)


CORE_NEUTRAL: Final = 309.95
"""Core temperature that the body defends, K (36.8 °C); Gagge 1986 [R]."""
SKIN_NEUTRAL: Final = 306.85
"""Mean skin temperature that the body defends, K (33.7 °C); Gagge 1986 [R]."""
BLOOD_HEAT_CAPACITY: Final = 4187.0
"""Heat that a litre of blood carries, J/(L K) [R]."""
TISSUE_CONDUCTANCE: Final = 5.28
"""Conductance from core to skin without blood flow, W/(m² K); Gagge 1986 [R]."""
SWEAT_LATENT: Final = 2.43e6
"""Heat that a kilogram of evaporating sweat takes, J/kg [R]."""


def body_surface(mass: float, height: float = 1.78) -> float:
    """Area of the skin, m², of a person of ``mass`` kg and ``height`` m; Du Bois 1916 [R]."""
    return 0.202 * exp(0.425 * log(mass) + 0.725 * log(height))


def skin_blood_flow(core: float, skin: float, cdil: float = 120.0, cstr: float = 0.5) -> float:
    """Blood flow to the skin, L/(h m²), at temperatures of core and skin, K.

    Two-node model, Gagge 1986: (6.3 + cdil warm core) / (1 + cstr cold skin), 0.5 to 90 [R];
    the defaults of ``cdil`` and ``cstr`` are in facts (c).
    """
    warm = core - CORE_NEUTRAL if core > CORE_NEUTRAL else 0.0
    cold = SKIN_NEUTRAL - skin if skin < SKIN_NEUTRAL else 0.0
    return min(max((6.3 + cdil * warm) / (1.0 + cstr * cold), 0.5), 90.0)


def skin_share(blood_flow: float) -> float:
    """Share of the body's mass that counts as skin at ``blood_flow`` L/(h m²).

    Two-node model, Gagge 1986 [R]: 0.05 to 0.73 over the range of :func:`skin_blood_flow`.
    """
    return 0.0417737 + 0.7451833 / (blood_flow + 0.585417)


def core_to_skin(core: float, skin: float, blood_flow: float) -> float:
    """Heat from core to skin, W/m², at temperatures K and ``blood_flow`` L/(h m²) [R]."""
    return (TISSUE_CONDUCTANCE + BLOOD_HEAT_CAPACITY / 3600.0 * blood_flow) * (core - skin)


def sweating(core: float, skin: float, csw: float = 170.0) -> float:
    """Sweat, kg/(s m²), at temperatures of core and skin, K.

    Two-node model, Gagge 1986 [R]: csw × warm body × e^(warm skin / 10.7) g/(h m²), at most 500;
    the body's mean temperature takes 0.1 of the skin's. Default of ``csw``: facts (c).
    """
    warm = 0.9 * (core - CORE_NEUTRAL) + 0.1 * (skin - SKIN_NEUTRAL)
    if warm <= 0.0:
        return 0.0
    grams = csw * warm * exp((skin - SKIN_NEUTRAL) / 10.7)
    return min(grams, 500.0) * 1e-3 / 3600.0


def shivering(core: float, skin: float) -> float:
    """Extra metabolic heat by shivering, W/m², at temperatures K; Gagge 1986 [R]."""
    return 19.4 * max(SKIN_NEUTRAL - skin, 0.0) * max(CORE_NEUTRAL - core, 0.0)


# --- Fatigue ---

CRITICAL_POWER: Final = 430.0
"""Metabolic rate that can be held for hours, W. With WORK_RESERVE it passes through the peaks
that the EMU is designed for, 586 W for 15 min and 469 W for 1 h (facts (c)) [C]."""
WORK_RESERVE: Final = 140.4e3
"""Work above CRITICAL_POWER until exhaustion, J [C]."""


def work_reserve(
    reserve: float,
    power: float,
    dt: float,
    critical: float = CRITICAL_POWER,
    full: float = WORK_RESERVE,
) -> float:
    """What is left of the work reserve, J, after ``dt`` s at ``power`` W.

    Critical power model with the recovery of Skiba 2015 [R]: above ``critical`` W the reserve
    falls by the excess, to no less than 0; below it what is missing from ``full`` J decays at
    (critical - power) / full. Both steps are exact at any ``dt``.
    """
    if power >= critical:
        return max(reserve - (power - critical) * dt, 0.0)
    return full - (full - reserve) * decay((critical - power) * dt / full)


def fatigue(reserve: float, full: float = WORK_RESERVE) -> float:
    """How tired a person with ``reserve`` of ``full`` J is: 0 fresh to 1 exhausted."""
    return min(max(1.0 - reserve / full, 0.0), 1.0)
