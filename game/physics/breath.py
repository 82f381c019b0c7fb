"""What inhaled gas does: oxygen in the lungs and the blood, carbon dioxide, and consciousness.

Formulas of medicine use mmHg; names say so. *Tracheal* pressures are those in the windpipe, where
gas is warmed and saturated with water: the dry fraction times the pressure less 47 mmHg, so that
water vapour is taken off once. Facts (c) and (e).
"""

from __future__ import annotations

from itertools import pairwise
from math import inf, sqrt
from typing import Final

from game.physics.constants import ARMSTRONG_PRESSURE, MMHG
from game.physics.detmath import exp, log

WATER_VAPOUR_MMHG: Final = 47.0
"""Vapour pressure of water at body temperature, mmHg; facts (c)."""
CALM_CO2: Final = 40.0
"""CO2 pressure in the blood of a person who breathes air at sea level, mmHg; facts (c)."""
REST_POWER: Final = 110.0
"""Metabolic rate at rest, W, to which the largest ventilation is compared [R]."""
NEVER_S: Final = inf
"""Time of useful consciousness with enough oxygen, s."""
VACUUM_TUC: Final = 7.5
"""Useful consciousness after sudden exposure to vacuum, 6 to 9 s; facts (c). Blood takes so long
from the lungs to the brain: nothing is quicker."""


def tracheal(pressure_mmhg: float, dry_fraction: float) -> float:
    """Pressure of a gas in the windpipe, mmHg, never below 0.

    ``dry_fraction`` is its share of the dry gas at a total of ``pressure_mmhg``.
    """
    wet = dry_fraction * (pressure_mmhg - WATER_VAPOUR_MMHG)
    return wet if wet > 0.0 else 0.0


def alveolar_o2(
    pressure_mmhg: float, fraction: float, paco2_mmhg: float = CALM_CO2, rq: float = 0.8
) -> float:
    """O2 pressure in the lungs, mmHg, by the alveolar gas equation; never below 0.

    ``fraction`` of O2 in dry gas without CO2 at a total of ``pressure_mmhg``; ``paco2_mmhg`` is
    the CO2 pressure in the blood. Facts (c).
    """
    cost = paco2_mmhg * (fraction + (1.0 - fraction) / rq)
    left = fraction * (pressure_mmhg - WATER_VAPOUR_MMHG) - cost
    return left if left > 0.0 else 0.0


# --- Ventilation ---

_THIN_MMHG: Final = 99.7
_THIN_SLOPE: Final = 0.157
_MILD_MMHG: Final = 149.4
_MILD_SLOPE: Final = 0.1006
"""How far CO2 in the blood falls for each mmHg of tracheal O2 below those of 10,000 ft and of sea
level: 40, 36, 35, 32, 30.4 and 27 mmHg at 0, 8,000, 10,000, 15,000, 18,000 and 25,000 ft; U.S.
Naval Flight Surgeon's Manual, gas exchange of acute exposures breathing air [R]."""
CO2_DRIVE: Final = 0.5
"""Ventilation gained for each mmHg of CO2 in the blood, as a share of that at rest: 5 % CO2 makes
it four times, 10 % about twelve times [R]."""
MOST_VENTILATION: Final = 12.0
"""Largest ventilation, in terms of that at rest [R]."""


def drive_by_oxygen(tracheal_o2: float) -> float:
    """CO2 in the blood, mmHg, to which thin air makes people breathe it down: 40 at sea level.

    ``tracheal_o2`` in mmHg; between 20 and 40. Steady state of an hour or so, not acclimatised.
    """
    if tracheal_o2 >= _MILD_MMHG:
        return CALM_CO2
    if tracheal_o2 >= _THIN_MMHG:
        return CALM_CO2 - _MILD_SLOPE * (_MILD_MMHG - tracheal_o2)
    falls = _MILD_SLOPE * (_MILD_MMHG - _THIN_MMHG) + _THIN_SLOPE * (_THIN_MMHG - tracheal_o2)
    return max(CALM_CO2 - falls, 20.0)


def breathing(
    tracheal_o2: float, tracheal_co2: float, dry_fraction: float, power: float
) -> tuple[float, float, float]:
    """Ventilation, CO2 in the blood and O2 in the lungs (both mmHg) of somebody who breathes.

    Ventilation is told as a multiple of what the work done needs at sea level. ``tracheal_o2`` and
    ``tracheal_co2`` in mmHg, ``dry_fraction`` of O2, ``power`` the metabolic rate, W. Ventilation
    follows the work; lack of oxygen and inhaled CO2 add to it, and CO2 in the blood is what is
    inhaled plus what ventilation leaves of one's own:
    PaCO2 = PICO2 + 40/v with v = v0 (1 + 0.5 (PaCO2 - 40/v0)), which is a quadratic equation.
    The respiratory quotient rises while CO2 is breathed off; the alveolar gas equation does the
    rest. Facts (c).
    """
    calm = CALM_CO2 if tracheal_o2 >= _MILD_MMHG else drive_by_oxygen(tracheal_o2)
    v = v0 = CALM_CO2 / calm
    if tracheal_co2 > 0.0:
        drive = CO2_DRIVE * v0
        b = v0 + drive * (calm - tracheal_co2)
        v += 0.5 * (sqrt(b * b + 4.0 * drive * v0 * tracheal_co2) - b)
    most = MOST_VENTILATION * REST_POWER / power if power > REST_POWER else MOST_VENTILATION
    if v > most:
        v = most if most > 1.0 else 1.0
    own = CALM_CO2 / v
    rq = 0.85 + 0.3 * (v0 - 1.0)
    oxygen = tracheal_o2 - own * (dry_fraction + (1.0 - dry_fraction) / rq)
    return v, tracheal_co2 + own, oxygen if oxygen > 0.0 else 0.0


def severinghaus(arterial_o2_mmhg: float) -> float:
    """Share of the haemoglobin that carries O2, 0 to 1, at an O2 pressure in the blood, mmHg.

    Severinghaus 1979, facts (c), at the normal acidity of the blood.
    """
    p = arterial_o2_mmhg
    if p <= 0.0:
        return 0.0
    return 1.0 / (23400.0 / (p * (p * p + 150.0)) + 1.0)


def saturation(lungs_o2: float, blood_co2: float) -> float:
    """Share of the haemoglobin that carries O2, 0 to 1, by O2 in the lungs and CO2 in the blood.

    The blood has 5 mmHg less than the lungs, and a tenth less in thin air, where diffusion is
    short of drive [R]. Blood with little CO2 is alkaline and holds oxygen better: the curve moves
    by 10^(0.48 ΔpH), ΔpH = 0.008 for each mmHg [R], here its tangent.
    """
    arterial = lungs_o2 - 5.0 if lungs_o2 > 50.0 else 0.9 * lungs_o2
    shift = 1.0 + 0.0092 * (CALM_CO2 - blood_co2)
    return severinghaus(arterial * (shift if shift > 0.5 else 0.5))


# --- Useful consciousness ---

_AIR_O2: Final = 0.2095
# Pressures of the U.S. Standard Atmosphere 1976, Pa, at flight levels, and the published times of
# useful consciousness there, s, the middle of their ranges; facts (c), and for flight levels 180,
# 220 and 280 the same kind of table [S].
_TUC: Final = (
    (16240.0, 11.0),  # FL430, 9 to 15 s
    (18750.0, 17.5),  # FL400, 15 to 20 s
    (23840.0, 45.0),  # FL350, 30 to 60 s
    (30090.0, 100.0),  # FL300, 1 to 3 min
    (32930.0, 165.0),  # FL280, 2.5 to 3 min
    (37600.0, 250.0),  # FL250, 3 to 6 min
    (42790.0, 600.0),  # FL220, 10 min
    (50600.0, 1500.0),  # FL180, 20 to 30 min
)
ENOUGH_MMHG: Final = 70.8
"""Tracheal O2 above which people stay conscious, mmHg: that of 5,400 m; towns stand at 5,100 [R].
"""
_TUC_POINTS: Final = (
    (0.0, log(VACUUM_TUC)),
    *((tracheal(p / MMHG, _AIR_O2), log(t)) for p, t in _TUC),
    (ENOUGH_MMHG, log(1800.0)),
)


def _between(points: tuple[tuple[float, float], ...], at: float) -> float:
    """The value at ``at`` on the line through ``points``, ends held; their x rise."""
    if at <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if at < x1:
            return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
    return points[-1][1]


def useful_consciousness(tracheal_o2: float, rapid: bool = False) -> float:
    """Time of useful consciousness, s, at a tracheal O2 pressure of ``tracheal_o2`` mmHg.

    Interpolates the logarithm of the published times for flight levels 180 to 430 and vacuum on
    tracheal O2, for suits hold pure oxygen and altitude says nothing there; NEVER_S from
    ENOUGH_MMHG on. ``rapid``: after a rapid decompression it is half, as lungs empty against the
    blood, but no less than VACUUM_TUC, which is a rapid one's already. Facts (c).
    """
    if tracheal_o2 >= ENOUGH_MMHG:
        return NEVER_S
    time = exp(_between(_TUC_POINTS, tracheal_o2))
    return max(0.5 * time, VACUUM_TUC) if rapid else time


_SURVIVAL_POINTS: Final = tuple(
    (mmhg, log(seconds))
    for mmhg, seconds in ((0.0, 240.0), (25.0, 300.0), (49.0, 1500.0), (70.0, 14400.0))
)


def hypoxia_survival(tracheal_o2: float, pressure: float) -> float:
    """How long a body unconscious from lack of oxygen can still be saved, s.

    Near vacuum (``pressure`` in Pa, below the Armstrong limit) 90 s, facts (e). Otherwise by
    ``tracheal_o2``, mmHg: without oxygen 4 min, at flight level 250 some 25 min, and hours where
    people only just lose consciousness [R].
    """
    if pressure < ARMSTRONG_PRESSURE:
        return 90.0
    return exp(_between(_SURVIVAL_POINTS, tracheal_o2))


def recovery(harm: float) -> float:
    """Time, s, in which the blood and the brain recover from a lack of oxygen.

    ``harm`` is the share of the time to death that has passed, 0 to 1. Half of it is the time to
    come round: a few seconds after a short loss (LeBlanc 1966, who woke near 15,000 ft on the way
    down [S]), some 10 min after 90 s in a vacuum (animals in chambers [R]).
    """
    return 10.0 + 1600.0 * harm * harm * harm


# --- Carbon dioxide ---

MUDDLED_FROM_MMHG, MUDDLED_MMHG = 15.0, 57.0
"""Inhaled CO2, mmHg, from which people are slower and wrong more often, and at which they are
breathless and confused; facts (c)."""


def muddle(inspired_co2: float) -> float:
    """How much ``inspired_co2`` Pa of CO2 muddles a person: 0 at 15 mmHg to 1 at 57."""
    over = inspired_co2 / MMHG - MUDDLED_FROM_MMHG
    if over <= 0.0:
        return 0.0
    return min(over / (MUDDLED_MMHG - MUDDLED_FROM_MMHG), 1.0)


NARCOSIS_MMHG: Final = 52.0
"""CO2 in the blood up to which nobody loses consciousness, mmHg: that of 6 or 7 % inhaled [R]."""
_NARCOSIS_POINTS: Final = tuple(
    (mmhg, log(seconds))
    for mmhg, seconds in (
        (NARCOSIS_MMHG, 14400.0), (60.0, 3600.0), (66.0, 1200.0), (75.0, 240.0), (110.0, 72.0),
        (217.0, 30.0), (700.0, 10.0),
    )
)  # fmt: skip
_CO2_SURVIVAL_POINTS: Final = tuple(
    (mmhg, log(seconds)) for mmhg, seconds in ((70.0, 3600.0), (110.0, 600.0), (217.0, 240.0))
)


def narcosis(blood_co2: float) -> float:
    """Time to unconsciousness, s, at ``blood_co2`` mmHg of CO2 in the blood; often infinite.

    At rest at sea level 5 % inhaled comes to 46 mmHg, 7.5 % to 58, 10 % to 75, 15 % to 110 and
    30 % to 217. Volunteers breathe 7.5 % for 20 min without harm (Bailey 2005 [S]); 10 % takes
    consciousness in some minutes, 15 % in one, 30 % in half a minute [R].
    """
    return exp(_between(_NARCOSIS_POINTS, blood_co2)) if blood_co2 > NARCOSIS_MMHG else NEVER_S


def co2_survival(blood_co2: float) -> float:
    """How long a body in CO2 narcosis can still be saved, s [R]."""
    return exp(_between(_CO2_SURVIVAL_POINTS, blood_co2))
