"""Golden logs: flights that every later version must fly the same, to the last bit.

They are verified by the tests and by .ci/run. A change of the simulation, of ops or of the
events that makes one fail raises PHYSICS_VERSION in game/physics/version.py and makes new ones:

    python -m tests.golden

Every flight director has flown every built-in level. Most logs of First Out and Suit Up, and
the veteran's, lie here as they are; the others are packed (gzip), to be unpacked and watched.
"""

from __future__ import annotations

import gzip
from pathlib import Path

HERE = Path(__file__).parent


def log(name: str, into: Path) -> Path:
    """The golden log ``name``, without suffix; a packed one is unpacked in the folder ``into``."""
    plain = HERE / f"{name}.jsonl"
    if plain.exists():
        return plain
    unpacked = into / plain.name
    unpacked.write_bytes(gzip.decompress(plain.with_suffix(".jsonl.gz").read_bytes()))
    return unpacked
