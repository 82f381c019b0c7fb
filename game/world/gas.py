"""Amounts of gas: what volumes hold, what is lost to space, what bodies take and give.

Gas is never made or destroyed: it moves between these accounts, and a property test adds
them all up.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.physics.constants import (
    MOLAR_MASS_CO2,
    MOLAR_MASS_H2O,
    MOLAR_MASS_N2,
    MOLAR_MASS_O2,
)


@dataclass(slots=True)
class Gas:
    """Amounts in mol."""

    o2: float = 0.0
    n2: float = 0.0
    co2: float = 0.0
    h2o: float = 0.0

    @property
    def amount(self) -> float:
        """All of it, mol."""
        return self.o2 + self.n2 + self.co2 + self.h2o

    @property
    def mass(self) -> float:
        """All of it, kg."""
        return (
            self.o2 * MOLAR_MASS_O2
            + self.n2 * MOLAR_MASS_N2
            + self.co2 * MOLAR_MASS_CO2
            + self.h2o * MOLAR_MASS_H2O
        )


def move(source: Gas, target: Gas, share: float) -> None:
    """Move ``share`` (0 to 1) of everything in ``source`` to ``target``, well mixed."""
    o2, n2, co2, h2o = source.o2 * share, source.n2 * share, source.co2 * share, source.h2o * share
    source.o2 -= o2
    source.n2 -= n2
    source.co2 -= co2
    source.h2o -= h2o
    target.o2 += o2
    target.n2 += n2
    target.co2 += co2
    target.h2o += h2o
