"""Constants of nature and of the models, in SI units, each with its source.

CODATA is the 2018 adjustment (exact since the SI of 2019); WGS 84 and EGM-96 are the values
in common use for satellites of the Earth.
"""

from __future__ import annotations

from typing import Final

R_GAS: Final = 8.31446261815324
"""Molar gas constant, J/(mol K); CODATA 2018, exact."""

MOLAR_MASS_O2: Final = 0.031998
"""Molar mass of oxygen, kg/mol; IUPAC standard atomic weights."""
MOLAR_MASS_N2: Final = 0.0280134
"""Molar mass of nitrogen, kg/mol; IUPAC standard atomic weights."""
MOLAR_MASS_CO2: Final = 0.0440095
"""Molar mass of carbon dioxide, kg/mol; IUPAC standard atomic weights."""
MOLAR_MASS_H2O: Final = 0.0180153
"""Molar mass of water, kg/mol; IUPAC standard atomic weights."""

GAMMA: Final = 1.4
"""Ratio of specific heats of a diatomic gas (O2, N2 and their mixtures), 1."""
CHOKED_RATIO: Final = 0.5282817877171742
"""Downstream over upstream pressure at and below which an orifice is choked at GAMMA:
(2/2.4)^3.5, 1."""
CHOKED_FACTOR: Final = 0.6847314563772704
"""Flow function at choking at GAMMA: sqrt(1.4) (2/2.4)^3, 1."""

PSI: Final = 6894.757293168361
"""Pascals in a pound-force a square inch; international pound and inch, standard gravity."""
MMHG: Final = 133.322387415
"""Pascals in a conventional millimetre of mercury."""
ZERO_CELSIUS: Final = 273.15
"""0 °C, K; exact."""
CALORIE: Final = 4.184
"""Joules in a thermochemical calorie; exact."""
LITRE_STP: Final = 1.0 / 22.413969545
"""Moles of an ideal gas in a litre at 0 °C and one standard atmosphere; CODATA 2018."""
ARMSTRONG_PRESSURE: Final = 6270.0
"""Ambient pressure at which water boils at body temperature, Pa; facts (e)."""

PI: Final = 3.141592653589793
"""Half a turn, rad."""
TAU: Final = 6.283185307179586
"""A full turn, rad."""
DEGREE: Final = 0.017453292519943295
"""Radians in a degree."""

MU_EARTH: Final = 3.986004418e14
"""Standard gravitational parameter of the Earth with its atmosphere, m³/s²; WGS 84."""
R_EARTH: Final = 6378137.0
"""Equatorial radius of the Earth, m; WGS 84."""
J2_EARTH: Final = 1.08262668e-3
"""Second zonal harmonic of the Earth's gravity, 1; EGM-96."""
EARTH_ROTATION: Final = 7.292115e-5
"""Rotation rate of the Earth against the stars, rad/s; WGS 84."""
GEOSTATIONARY_RADIUS: Final = 42164172.9
"""Distance of a geostationary satellite from the Earth's centre, m; cube root of MU_EARTH over
the square of EARTH_ROTATION."""
