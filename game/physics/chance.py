"""Chance without a stream: a draw depends only on the seed, the name of what is drawn for,
and a counter, so that one failure more in a level shifts no other draw."""

from __future__ import annotations

from hashlib import blake2b


def draw(seed: int, stream: str, counter: int = 0) -> float:
    """A number in [0, 1), evenly spread, 53 bits."""
    key = f"{seed}/{stream}/{counter}".encode()
    return (int.from_bytes(blake2b(key, digest_size=8).digest(), "big") >> 11) / 9007199254740992.0


def draws(seed: int, stream: str, counter: int, count: int) -> tuple[float, ...]:
    """``count`` (1 to 32) independent numbers in [-1, 1), 16 bits each, from one hash."""
    key = f"{seed}/{stream}/{counter}".encode()
    raw = blake2b(key, digest_size=2 * count).digest()
    return tuple((raw[at] << 8 | raw[at + 1]) / 32768.0 - 1.0 for at in range(0, 2 * count, 2))
