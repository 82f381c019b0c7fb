"""Fire in a closed cabin: what feeds it, how it grows, and what its smoke and heat do to people.

A fire is told by its heat, W. Facts (i).
"""

from __future__ import annotations

from math import sqrt
from typing import Final

from game.physics.detmath import exp, log

RICH: Final = 0.40
"""Share of oxygen above which cloth and wire burn as they do not in air, and a spark may light
them; NASA allows 30 % at 10.2 psi and 34 % at 8.2 psi, by what was tested [S]."""
SPARK_CHANCE: Final = 0.03
"""Chance that one movement of a valve or switch lights a fire in pure oxygen at one atmosphere [R];
nobody has published one."""
FIRST_HEAT: Final = 50.0
"""What a fire begins with, W: a candle [R]."""
EMBER: Final = 20.0
"""Heat below which a fire goes out, W [R]."""
MOST_HEAT: Final = 12e3
"""Heat of all that can burn at once in a capsule, W [R]: a square metre of cloth."""
HEAT_OF_OXYGEN: Final = 13.1e6
"""Heat set free for each kilogram of oxygen burned, J/kg, whatever burns; Huggett 1980 [R]."""
SOOT: Final = 2e-9
"""Soot for each joule, kg: 5 % of a plastic with 25 MJ/kg [R]."""
EXTINCTION: Final = 8700.0
"""Cross-section of soot to light, m²/kg; Mulholland and Croarkin 2000 [R]."""
_DOUBLES_S: Final = 25.0
_DIES_S: Final = 15.0
_USUAL_PRESSURE: Final = 60e3


def spark_chance(oxygen: float, pressure: float) -> float:
    """Chance that moving a valve lights something, at a share of ``oxygen`` and ``pressure`` Pa.

    None up to RICH; above it in proportion to the excess and to the pressure.
    """
    if oxygen <= RICH:
        return 0.0
    return SPARK_CHANCE * (oxygen - RICH) / (1.0 - RICH) * min(pressure / 101325.0, 1.0)


def least_oxygen(pressure: float) -> float:
    """Share of oxygen below which nothing burns at ``pressure`` Pa.

    16 % at one atmosphere, as for candles and cotton; more in thin gas, and not even pure oxygen
    feeds a fire below some 1.2 kPa [R].
    """
    return 0.16 + 1000.0 / pressure if pressure > 100.0 else 10.0


def growth(oxygen: float, pressure: float) -> float:
    """How fast a fire grows, 1/s, at a share of ``oxygen`` and ``pressure`` Pa; negative: it dies.

    It doubles in 25 s at 40 % and 60 kPa [R], and flames spread with the excess of oxygen.
    """
    over = oxygen - least_oxygen(pressure)
    if over <= 0.0:
        return -1.0 / _DIES_S
    usual = RICH - least_oxygen(_USUAL_PRESSURE)
    vigour = over / usual * sqrt(pressure / _USUAL_PRESSURE)
    return log(2.0) / _DOUBLES_S * min(vigour, 3.0)


def dimming(soot: float, volume: float) -> float:
    """Share of light that is lost over a metre, with ``soot`` kg in ``volume`` m³."""
    return 1.0 - exp(-EXTINCTION * soot / volume)


def smoke_dose(soot: float, volume: float, temperature: float, dt: float) -> float:
    """Share of what takes consciousness that smoke and hot gas do in ``dt`` s to a bare face.

    Ten minutes in gas of 50 mg of soot in a cubic metre, with the carbon monoxide that comes with
    it [R]; hot gas by Purser: 5e7 minutes over the 3.4th power of its °C, from 60 °C up [R].
    """
    dose = soot / volume / 50e-6 * dt / 600.0
    celsius = temperature - 273.15
    if celsius > 60.0:
        dose += dt / (60.0 * 5e7) * exp(3.4 * log(celsius))
    return dose
