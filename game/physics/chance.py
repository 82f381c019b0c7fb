"""Chance without a stream.

A draw depends only on the seed, a name and a counter, so that one failure more in a level shifts no
other draw.
"""

from __future__ import annotations

from hashlib import blake2b


def draw(seed: int, stream: str, counter: int = 0) -> float:
    """A number in [0, 1), evenly spread, 53 bits."""
    key = f"{seed}/{stream}/{counter}".encode()
    return (int.from_bytes(blake2b(key, digest_size=8).digest(), "big") >> 11) / 9007199254740992.0
