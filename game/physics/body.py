"""The human body in a suit: gas exchange, heart, heat, cold and fatigue.

Powers are metabolic, W, unless they are said to be something else. What inhaled gas does is in
:mod:`game.physics.breath`. Facts (b) and (c).
"""

from __future__ import annotations

from typing import Final

from game.physics.constants import CALORIE, LITRE_STP, MOLAR_MASS_O2
from game.physics.detmath import cbrt, decay, exp, log

RESPIRATORY_QUOTIENT: Final = 0.85
"""CO2 given off over O2 taken up, by amount, on a mixed diet; facts (c)."""
SPECIFIC_HEAT: Final = 3490.0
"""Specific heat of the body, J/(kg K); facts (c)."""


# --- Gas exchange ---


_JOULES_PER_LITRE: Final = (3.941 + 1.106 * RESPIRATORY_QUOTIENT) * CALORIE * 1000.0
"""Heat that a litre of O2 makes: Weir's formula without protein, 20.4 kJ; facts (c)."""


def oxygen_uptake_lpm(power: float) -> float:
    """O2 taken up at ``power`` W, L/min (0 °C, dry, one atmosphere). Facts (c)."""
    return power * 60.0 / _JOULES_PER_LITRE


def oxygen_uptake(power: float) -> float:
    """O2 taken up at ``power`` W, kg/s: 1.23 g/min at 293 W. Facts (c)."""
    return power * 60.0 / _JOULES_PER_LITRE * LITRE_STP / 60.0 * MOLAR_MASS_O2


def heart_rate(oxygen_lpm: float) -> float:
    """Heart rate, 1/min, at an O2 uptake of ``oxygen_lpm`` L/min.

    The inverse of VO2 = 0.2238 + 5.64e-7 HR³ (Goudarzi and Ting, as used in BioSim; facts (c)).
    Meant for 0.29 to 3.5 L/min; held between 50 and 200 [R].
    """
    if oxygen_lpm <= 0.2238:
        return 50.0
    rate = cbrt((oxygen_lpm - 0.2238) / 5.64e-7)
    return 50.0 if rate < 50.0 else 200.0 if rate > 200.0 else rate


def highest_heart_rate(age: float) -> float:
    """Highest heart rate, 1/min, at ``age`` years: 208 - 0.7 age; Tanaka 2001 [R]."""
    return 208.0 - 0.7 * age


def heart_rate_of_stress(blood_co2: float, saturation: float) -> float:
    """Beats a minute that ``blood_co2`` (mmHg) and a lack of oxygen in the blood add.

    About 10 with 7.5 % CO2 inhaled, some 18 at a saturation of 0.80 [R].
    """
    co2 = 0.6 * (blood_co2 - 40.0) if blood_co2 > 40.0 else 0.0
    lack = 120.0 * (0.95 - saturation) if saturation < 0.95 else 0.0
    return (co2 if co2 < 40.0 else 40.0) + lack


# --- Heat ---

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


def body_surface(mass: float, height: float) -> float:
    """Area of the skin, m², of a person of ``mass`` kg and ``height`` m; Du Bois 1916 [R]."""
    return 0.202 * exp(0.425 * log(mass) + 0.725 * log(height))


def skin_blood_flow(core: float, skin: float, cdil: float = 120.0, cstr: float = 0.5) -> float:
    """Blood flow to the skin, L/(h m²), at temperatures of core and skin, K.

    Two-node model, Gagge 1986: (6.3 + cdil warm core) / (1 + cstr cold skin), 0.5 to 90 [R];
    the defaults of ``cdil`` and ``cstr`` are in facts (c).
    """
    warm = core - CORE_NEUTRAL if core > CORE_NEUTRAL else 0.0
    cold = SKIN_NEUTRAL - skin if skin < SKIN_NEUTRAL else 0.0
    flow = (6.3 + cdil * warm) / (1.0 + cstr * cold)
    return 0.5 if flow < 0.5 else 90.0 if flow > 90.0 else flow


def core_to_skin(core: float, skin: float, blood_flow: float) -> float:
    """Heat from core to skin, W/m², at temperatures K and ``blood_flow`` L/(h m²) [R]."""
    return (TISSUE_CONDUCTANCE + BLOOD_HEAT_CAPACITY / 3600.0 * blood_flow) * (core - skin)


SWEAT_GAIN: Final = 170.0
"""Sweat for each degree of warmth at rest, g/(h m² K); facts (c)."""
WORKING_SWEAT_GAIN: Final = 0.8
"""Rise of that gain for each W/m² above rest [C]: who works sweats at a lower core temperature, so
that the core stands where ISO 7933 has it, 0.0036 K above 36.8 °C for each W/m² above 55 [R]."""
REST_FLUX: Final = 58.0
"""Metabolic rate of a seated person, W/m²; Gagge 1986 [R]."""


def sweating(core: float, skin: float, flux: float = REST_FLUX) -> float:
    """Sweat, kg/(s m²), at temperatures of core and skin, K, at work of ``flux`` W/m².

    Two-node model, Gagge 1986 [R]: gain × warm body × e^(warm skin / 10.7) g/(h m²), at most 500;
    the body's mean temperature takes 0.1 of the skin's. The gain rises with work.
    """
    warm = 0.9 * (core - CORE_NEUTRAL) + 0.1 * (skin - SKIN_NEUTRAL)
    if warm <= 0.0:
        return 0.0
    gain = SWEAT_GAIN + WORKING_SWEAT_GAIN * (flux - REST_FLUX if flux > REST_FLUX else 0.0)
    grams = gain * warm * exp((skin - SKIN_NEUTRAL) / 10.7)
    return (500.0 if grams > 500.0 else grams) * 1e-3 / 3600.0


MOST_SHIVERING: Final = 190.0
"""Largest heat of shivering, W/m²: some five times the rate at rest in all [R]."""
SHIVERS_STOP, SHIVERS_FAIL = 303.15, 305.15
"""Core temperatures, K, at which shivering has ceased (30 °C) and begins to fail (32 °C) [R]."""


def shivering(core: float, skin: float) -> float:
    """Extra metabolic heat by shivering, W/m², at temperatures of core and skin, K.

    Gagge 1986 [R]: 19.4 × cold skin × cold core, at most MOST_SHIVERING; a body that is cold
    enough shivers no more.
    """
    if core >= CORE_NEUTRAL or skin >= SKIN_NEUTRAL:
        return 0.0
    heat = min(19.4 * (SKIN_NEUTRAL - skin) * (CORE_NEUTRAL - core), MOST_SHIVERING)
    if core < SHIVERS_FAIL:
        heat *= max((core - SHIVERS_STOP) / (SHIVERS_FAIL - SHIVERS_STOP), 0.0)
    return heat


CLUMSY_CORE, NUMB_CORE = 308.15, 303.15
"""Core temperatures, K, at which cold makes clumsy (35 °C, hypothermia begins) and takes
consciousness (30 °C) [R]."""
DEADLY_COLD: Final = 300.15
"""Core temperature at which the heart stops in cold, K: 27 °C, ventricles fibrillate below 28 [R].
"""
STROKE_CORE, DEADLY_HEAT = 314.15, 315.65
"""Core temperatures, K, at which heat takes consciousness (41 °C) and kills soon (42.5 °C) [R]."""


STIFF_SKIN, NUMB_SKIN = 298.15, 283.15
"""Mean skin temperatures, K, below which hands grow stiff (25 °C) and are numb (10 °C) [R]."""


def clumsiness(core: float, skin: float) -> float:
    """How much cold slows a person, 0 to 1, with core and skin at these temperatures, K.

    The core from 35 to 30 °C does all of it; stiff hands do half.
    """
    if core >= CLUMSY_CORE and skin >= STIFF_SKIN:
        return 0.0
    stiff = 0.5 * min((STIFF_SKIN - skin) / (STIFF_SKIN - NUMB_SKIN), 1.0)
    slow = min((CLUMSY_CORE - core) / (CLUMSY_CORE - NUMB_CORE), 1.0)
    return max(stiff, slow)


DULL_CORE, SPENT_CORE = 311.15, 312.65
"""Core temperatures, K, at which heat begins to dull (38 °C) and has dulled (39.5 °C): 4.7 kJ/kg
stored, which is 1.35 K, impair; facts (c) [R]."""


def dullness(core: float) -> float:
    """How much heat dulls a person with a core at ``core`` K: 0 at 38 °C to 1 at 39.5 °C."""
    if core <= DULL_CORE:
        return 0.0
    return min((core - DULL_CORE) / (SPENT_CORE - DULL_CORE), 1.0)


def core_survival(core: float) -> float:
    """How long a body unconscious from heat or cold can still be saved, s, at ``core`` K [R].

    Cold preserves: hours at 30 °C, 10 min at 27. Heat stroke kills in an hour at 41 °C and in
    10 min at 42.5.
    """
    if core > CORE_NEUTRAL:
        over = (core - STROKE_CORE) / (DEADLY_HEAT - STROKE_CORE)
        return 3600.0 * exp(-1.792 * max(over, 0.0))
    under = (NUMB_CORE - core) / (NUMB_CORE - DEADLY_COLD)
    return 14400.0 * exp(-3.178 * max(under, 0.0))


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
