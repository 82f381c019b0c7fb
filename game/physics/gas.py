"""Gas in volumes and through holes.

Ideal gas; orifices as of a diatomic gas (ratio of specific heats 1.4). Equations: facts (a);
the orifice forms are those of any text on compressible flow and of NASA's GUNNS.
Pressures are absolute in Pa, temperatures in K, amounts in mol, volumes in m³, molar masses in
kg/mol; ``area_cd`` is the area of a hole times its discharge coefficient, m².
"""

from __future__ import annotations

from math import sqrt
from typing import Final

from game.physics.constants import CHOKED_FACTOR, CHOKED_RATIO, R_GAS, ZERO_CELSIUS
from game.physics.detmath import exp, power

_LAMINAR: Final = 1e-3
"""Share of the upstream pressure below which a difference drives a laminar, not a turbulent,
flow; keeps the slope of the flow finite where the pressures meet [R]."""


_F0: Final = 4.26569145438919
_F1: Final = -4.570388783299721
_F2: Final = 0.00018512206518024618
_F3: Final = 0.0594790305171362
_F4: Final = 0.06827165389457496
_F5: Final = -0.05190608172077585
_F6: Final = 0.23994164896334214
_F7: Final = -0.2752547464063947
_F8: Final = 0.19915837740358752
"""The square of the subsonic flow over 1 - r, as a polynomial of 1 - r from 0 to the choked ratio,
where it joins in value and slope: within 3e-9 of the closed form [C], whose two powers took a
fifteenth of a tick."""


def flow_rate_constant(
    area_cd: float, volume: float, temperature: float, molar_mass: float
) -> float:
    """Share of its content that ``volume`` m³ loses a second through a choked hole, 1/s.

    With it a choked blowdown at a constant temperature is n' = -g n. Facts (a).
    """
    return area_cd * CHOKED_FACTOR * sqrt(R_GAS / molar_mass * temperature) / volume


def flow_factor(ratio: float) -> float:
    """Flow through an orifice relative to the choked flow, 0 to 1.

    ``ratio`` is the pressure downstream over that upstream: 1 at and below CHOKED_RATIO, 0 at 1
    and above (flow against the pressure is the other side's affair). Facts (a), by a polynomial;
    within 0.1 % of equal pressures the square root gives way to a parabola that joins it in value
    and slope, so that the flow falls off smoothly to nothing.
    """
    if ratio <= CHOKED_RATIO:
        return 1.0
    gap = 1.0 - ratio
    if gap >= _LAMINAR:
        tail = _F4 + gap * (_F5 + gap * (_F6 + gap * (_F7 + gap * _F8)))
        flow = sqrt(gap * (_F0 + gap * (_F1 + gap * (_F2 + gap * (_F3 + gap * tail)))))
        return flow if flow < 1.0 else 1.0
    if gap > 0.0:
        u = gap / _LAMINAR
        return _JOIN_FLOW * u * (2.0 - _JOIN_SLOPE + u * (_JOIN_SLOPE - 1.0))
    return 0.0


def _laminar_slope() -> float:
    """Slope of the flow's logarithm against that of 1 - r, where the two forms meet."""
    ratio = 1.0 - _LAMINAR
    q = power(ratio, 2.0 / 7.0)
    # ln f = (5 ln q + ln(1 - q)) / 2 + constant, and dq/dr = 2 q / (7 r)
    slope = 0.5 * (5.0 / q - 1.0 / (1.0 - q)) * (2.0 / 7.0) * q / ratio
    return -slope * _LAMINAR


_JOIN_FLOW, _JOIN_SLOPE = flow_factor(1.0 - _LAMINAR), _laminar_slope()


def saturation_pressure_water(temperature: float) -> float:
    """Saturation pressure of water vapour over liquid water at ``temperature`` K, Pa.

    Magnus form with the coefficients of Alduchov and Eskridge 1996 [R]; 0.4 % from -40 to
    50 °C (233 to 323 K); held at -100 °C below that.
    """
    celsius = temperature - ZERO_CELSIUS
    if celsius < -100.0:
        celsius = -100.0
    return 610.94 * exp(17.625 * celsius / (celsius + 243.04))
