"""Bake game/display/pictures/land.py, the face of the Earth at half a degree.

    pip install global-land-mask
    python -m tests.display.bake_earth

The land mask is that of the package global-land-mask (MIT licence), made of the public-domain
GLOBE elevation data. What the land looks like from above is a few rules of latitude and a few
ellipses [R]: enough for somebody who looks down for eight minutes.
"""

# mypy: ignore-errors

from __future__ import annotations

import base64
import zlib
from pathlib import Path

import numpy as np
from global_land_mask import globe

ROWS, COLUMNS = 360, 720
SEA, FOREST, GRASS, DESERT, ICE, TUNDRA = range(6)
OUT = Path(__file__).resolve().parents[2] / "game" / "display" / "pictures" / "land.py"

# latitude, longitude of the middle, and half the height and width in degrees
DESERTS = (
    (24, 10, 9, 27), (25, 45, 9, 12), (30, 58, 5, 8), (27, 71, 4, 4), (42, 60, 5, 9),
    (41, 85, 5, 10), (43, 105, 4, 9), (-25, 128, 7, 14), (-22, 16, 6, 3), (-24, 22, 4, 4),
    (-22, -69, 8, 2), (-45, -69, 6, 2), (35, -114, 6, 6), (27, -107, 6, 4), (6, 46, 6, 5),
    (12, 42, 3, 3),
)  # fmt: skip
GRASSES = (
    (12, 5, 4, 25), (-15, 25, 9, 12), (-5, 37, 8, 4), (48, 70, 5, 22), (40, -102, 10, 6),
    (-34, -63, 6, 5), (-12, -46, 8, 6), (39, -4, 4, 4), (-24, 147, 9, 5), (38, 35, 4, 10),
    (32, 5, 3, 8), (-28, 25, 5, 5), (46, 110, 5, 12), (20, 78, 7, 5), (32, 88, 5, 11),
)  # fmt: skip


def within(lat: np.ndarray, lon: np.ndarray, shapes: tuple[tuple[int, ...], ...]) -> np.ndarray:
    """Which points lie in one of the ellipses."""
    found = np.zeros(lat.shape, bool)
    for middle, across, high, wide in shapes:
        found |= ((lat - middle) / high) ** 2 + ((lon - across) / wide) ** 2 < 1
    return found


def main() -> None:
    """Write the module."""
    fine = np.arange(0.125, 0.5, 0.25)
    votes = np.zeros((ROWS, COLUMNS))
    lat0 = 90 - np.arange(ROWS) * 0.5
    lon0 = -180 + np.arange(COLUMNS) * 0.5
    for dy in fine:
        for dx in fine:
            lon, lat = np.meshgrid(lon0 + dx, lat0 - dy)
            votes += globe.is_land(lat, lon)
    lon, lat = np.meshgrid(lon0 + 0.25, lat0 - 0.25)
    land = votes >= 2
    kind = np.where(land, FOREST, SEA)
    kind[land & within(lat, lon, GRASSES)] = GRASS
    kind[land & within(lat, lon, DESERTS)] = DESERT
    kind[land & (lat > 62)] = TUNDRA
    kind[land & (lat < -60)] = ICE
    kind[land & (((lat - 73) / 12) ** 2 + ((lon + 41) / 14) ** 2 < 1)] = ICE
    kind[land & (lat > 77.5)] = ICE
    kind[~land & (lat > 81)] = ICE
    packed = base64.b85encode(zlib.compress(kind.astype(np.uint8).tobytes(), 9)).decode()
    lines = "\n".join(f'    "{packed[at : at + 92]}"' for at in range(0, len(packed), 92))
    OUT.write_text(
        '"""The face of the Earth at half a degree: made by tests/display/bake_earth.py.\n\n'
        "The land mask is of the package global-land-mask (MIT licence), after GLOBE data.\n"
        '"""\n\n'
        "from __future__ import annotations\n\n"
        "import base64\nimport zlib\nfrom functools import cache\nfrom typing import Final\n\n"
        f"ROWS: Final = {ROWS}\nCOLUMNS: Final = {COLUMNS}\n"
        '"""Half a degree each, from 90° north and 180° west."""\n\n'
        "SEA, FOREST, GRASS, DESERT, ICE, TUNDRA = range(6)\n\n\n"
        "@cache\ndef face() -> bytes:\n"
        '    """What is where: a kind for each cell, row by row from the north."""\n'
        '    return zlib.decompress(base64.b85decode("".join(_PACKED)))\n\n\n'
        f"_PACKED: Final = (\n{lines}\n)\n"
    )
    print(OUT.stat().st_size)


if __name__ == "__main__":
    main()
