"""The version of the simulation, where it can be read without loading the simulation."""

from __future__ import annotations

from typing import Final

PHYSICS_VERSION: Final = 5
"""Changes whenever the same level, seed and orders may give another mission."""
