"""Gas in volumes and through holes.

Ideal gas; orifices as of a diatomic gas (ratio of specific heats 1.4). Equations: facts (a);
the orifice forms are those of any text on compressible flow and of NASA's GUNNS.
Pressures are absolute in Pa, temperatures in K, amounts in mol, volumes in m³, molar masses in
kg/mol; ``area_cd`` is the area of a hole times its discharge coefficient, m².
"""

from __future__ import annotations

from math import inf, sqrt
from typing import Final

from game.physics.constants import CHOKED_FACTOR, CHOKED_RATIO, R_GAS, ZERO_CELSIUS
from game.physics.detmath import decay, exp, expm1, log, power

_LAMINAR: Final = 1e-3
"""Share of the upstream pressure below which a difference drives a laminar, not a turbulent,
flow; keeps the slope of the flow finite where the pressures meet [R]."""


def pressure(amount: float, temperature: float, volume: float) -> float:
    """Pressure, Pa, of ``amount`` mol at ``temperature`` K in ``volume`` m³ (> 0)."""
    return amount * R_GAS * temperature / volume


def amount(pressure: float, temperature: float, volume: float) -> float:
    """Amount, mol, at ``pressure`` Pa and ``temperature`` K (> 0) in ``volume`` m³."""
    return pressure * volume / (R_GAS * temperature)


def capacity(temperature: float, volume: float) -> float:
    """Amount that raises the pressure of ``volume`` m³ at ``temperature`` K by 1 Pa, mol/Pa."""
    return volume / (R_GAS * temperature)


def choked_conductance(area_cd: float, temperature: float, molar_mass: float) -> float:
    """Choked mass flow through a hole for each pascal upstream, kg/(s Pa).

    ``temperature`` (> 0) and ``molar_mass`` (> 0) are those of the gas upstream. Facts (a).
    """
    return area_cd * CHOKED_FACTOR / sqrt(R_GAS / molar_mass * temperature)


def flow_rate_constant(
    area_cd: float, volume: float, temperature: float, molar_mass: float
) -> float:
    """Share of its content that ``volume`` m³ loses a second through a choked hole, 1/s.

    With it a choked blowdown at a constant temperature is n' = -g n. Facts (a).
    """
    return area_cd * CHOKED_FACTOR * sqrt(R_GAS / molar_mass * temperature) / volume


def time_constant(area_cd: float, volume: float, temperature: float, molar_mass: float) -> float:
    """Time in which a choked hole empties ``volume`` m³ to 1/e, s; infinite without a hole."""
    rate = flow_rate_constant(area_cd, volume, temperature, molar_mass)
    return 1.0 / rate if rate > 0.0 else inf


def _subsonic(ratio: float) -> float:
    q = power(ratio, 2.0 / 7.0)
    q2 = q * q
    return sqrt(7.0 * q2 * q2 * q * (1.0 - q)) / CHOKED_FACTOR


def _laminar_join() -> tuple[float, float]:
    """Flow, and slope of its logarithm against that of 1 - r, where the two forms meet."""
    ratio = 1.0 - _LAMINAR
    q = power(ratio, 2.0 / 7.0)
    # ln f = (5 ln q + ln(1 - q)) / 2 + constant, and dq/dr = 2 q / (7 r)
    slope = 0.5 * (5.0 / q - 1.0 / (1.0 - q)) * (2.0 / 7.0) * q / ratio
    return _subsonic(ratio), -slope * _LAMINAR


_JOIN_FLOW, _JOIN_SLOPE = _laminar_join()


def flow_factor(ratio: float) -> float:
    """Flow through an orifice relative to the choked flow, 0 to 1.

    ``ratio`` is the pressure downstream over that upstream: 1 at and below CHOKED_RATIO, 0 at 1
    and above (flow against the pressure is the other side's affair). Facts (a); within 0.1 % of
    equal pressures the square root gives way to a parabola that joins it in value and slope, so
    that the flow falls off smoothly to nothing.
    """
    if ratio <= CHOKED_RATIO:
        return 1.0
    gap = 1.0 - ratio
    if gap >= _LAMINAR:
        return _subsonic(ratio)
    if gap > 0.0:
        u = gap / _LAMINAR
        return _JOIN_FLOW * u * (2.0 - _JOIN_SLOPE + u * (_JOIN_SLOPE - 1.0))
    return 0.0


def orifice_flow(
    area_cd: float, upstream: float, downstream: float, temperature: float, molar_mass: float
) -> float:
    """Mass flow through an orifice, kg/s, choked or not.

    ``temperature`` and ``molar_mass`` are of the gas upstream. 0 if ``downstream`` is the higher
    pressure: ask again with the sides exchanged. Facts (a).
    """
    if upstream <= 0.0 or upstream <= downstream:
        return 0.0
    conductance = choked_conductance(area_cd, temperature, molar_mass)
    return conductance * upstream * flow_factor(downstream / upstream)


def isothermal_blowdown(initial: float, time: float, constant: float) -> float:
    """Pressure, Pa, after ``time`` s of choked flow to vacuum at a constant temperature.

    ``constant`` is the time constant, s (> 0). Slow vents, warm walls. Facts (a).
    """
    return initial * decay(time / constant)


def adiabatic_blowdown(initial: float, time: float, constant: float) -> float:
    """Pressure, Pa, after ``time`` s (>= 0) of choked flow to vacuum without heat from the walls.

    ``constant`` is the time constant, s (> 0), at the initial temperature. Fast vents. Facts (a).
    """
    b = 1.0 / (1.0 + 0.2 * time / constant)
    b2 = b * b
    return initial * b2 * b2 * b2 * b


def relaxed(
    p_a: float, p_b: float, conductance: float, cap_a: float, cap_b: float, dt: float
) -> float:
    """Amount, mol, that moves from volume a to volume b in ``dt`` s; negative from b to a.

    The flow is ``conductance`` mol/(s Pa) times the difference of pressure, both volumes keep
    their temperatures, and the step is the exact solution, so that it never passes equilibrium
    at any ``dt``. ``cap_a`` and ``cap_b`` are capacities, mol/Pa (> 0); infinite for space.
    (In kg/(s Pa) and kg/Pa it gives kg.)
    """
    if conductance <= 0.0 or dt <= 0.0:
        return 0.0
    if cap_a == inf:
        joint = cap_b
    elif cap_b == inf:
        joint = cap_a
    else:
        joint = cap_a * cap_b / (cap_a + cap_b)
    if joint == inf:
        return conductance * (p_a - p_b) * dt
    return -joint * (p_a - p_b) * expm1(-conductance * dt / joint)


def saturation_pressure_water(temperature: float) -> float:
    """Saturation pressure of water vapour over liquid water at ``temperature`` K, Pa.

    Magnus form with the coefficients of Alduchov and Eskridge 1996 [R]; 0.4 % from -40 to
    50 °C (233 to 323 K); held at -100 °C below that.
    """
    celsius = max(temperature - ZERO_CELSIUS, -100.0)
    return 610.94 * exp(17.625 * celsius / (celsius + 243.04))


def dew_point(vapour: float) -> float:
    """Temperature, K, at which ``vapour`` Pa of water vapour saturates.

    The inverse of :func:`saturation_pressure_water`, with its range; never below -100 °C
    nor above 200 °C.
    """
    lowest = ZERO_CELSIUS - 100.0
    if vapour < 1e-3:
        return lowest
    x = min(log(vapour / 610.94), 7.955)
    return max(243.04 * x / (17.625 - x) + ZERO_CELSIUS, lowest)


def supply_duration(mass: float, flow: float) -> float:
    """Time for which ``mass`` kg lasts at ``flow`` kg/s, s; infinite without a flow."""
    return mass / flow if flow > 0.0 else inf
