"""Long values of a log, packed: text in a third of the space, the same bytes on every machine.

What is packed is a gzip file (RFC 1951, 1952) in base64, so any tool opens it::

    sed -n 2p log.jsonl | cut -d'"' -f4 | base64 -d | gunzip

The libraries that Python comes with compress a little differently on different machines, and a
flight must give the same bytes on all of them. So the packing is done here, in the plainest form
of the format: earlier text is pointed back to, and the codes are the fixed ones.
"""

from __future__ import annotations

import zlib
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

MOST_BYTES = 4 << 20
"""The longest text that is unpacked: what a stranger sends may not fill the memory."""

_HEAD = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255))
"""Of a gzip file without a name, a time or a system."""
_SHORTEST, _LONGEST, _FARTHEST = 4, 258, 1 << 15
"""Bytes of a piece of earlier text that is pointed to, and how far back it may be."""
_TRIES = 8
"""How many earlier places are looked at for the longest piece."""
_SLOTS = 1 << 15
"""How many slots the places of pieces are kept in."""

_LENGTH_BITS = (*[0] * 8, *(bits for bits in range(1, 6) for _ in range(4)), 0)
_LENGTHS = (*accumulate((1 << bits for bits in _LENGTH_BITS[:27]), initial=3), _LONGEST)
"""Extra bits and least length of each length code, from 257 (RFC 1951, 3.2.5)."""
_DISTANCE_BITS = (*[0] * 4, *(bits for bits in range(1, 14) for _ in range(2)))
_DISTANCES = tuple(accumulate((1 << bits for bits in _DISTANCE_BITS[:-1]), initial=1))
"""Extra bits and least distance of each distance code."""

Bits = tuple[int, int]
"""A value, and how many bits it takes."""


def pack(text: bytes) -> str:
    """``text`` packed."""
    tail = zlib.crc32(text).to_bytes(4, "little") + len(text).to_bytes(4, "little")
    return b64encode(_HEAD + _joined(_coded(text)) + tail).decode("ascii")


def unpack(packed: str) -> bytes:
    """The text that was packed. Raises ValueError when it was not, or is too long."""
    reader = zlib.decompressobj(wbits=31)
    try:
        text = reader.decompress(b64decode(packed, validate=True), MOST_BYTES)
    except zlib.error as bad:
        raise ValueError(str(bad)) from None
    if not reader.eof or reader.unused_data:
        raise ValueError("it is cut short, too long, or goes on after its end")
    return text


def _coded(text: bytes) -> Iterator[Bits]:
    """One last block with fixed codes: bytes, and pointers to pieces that were there before."""
    yield 0b011, 3
    last, before = array("i", [-1]) * _SLOTS, array("i", [-1]) * len(text)
    at = 0
    while at < len(text):
        length, back = _piece(text, at, last, before)
        if length:
            yield _LENGTH_CODES[length]
            yield _distance(back)
        else:
            length = 1
            yield _BYTE_CODES[text[at]]
        for place in range(at, at + length):
            slot = hash(text[place : place + _SHORTEST]) % _SLOTS
            before[place] = last[slot]
            last[slot] = place
        at += length
    yield _fixed(256)


def _piece(text: bytes, at: int, last: array[int], before: array[int]) -> tuple[int, int]:
    """The longest piece at ``at`` that was there before: its length, and how far back it is.

    ``last`` has the last place of each slot, ``before`` the one before each place, as in zlib.
    Two pieces in one slot cost time and change nothing. Lists of places by piece would take 7 MB
    for a level, which stay with the game for as long as it runs.
    """
    longest, back, tries = 0, 0, _TRIES
    start = text[at : at + _SHORTEST]
    most = min(_LONGEST, len(text) - at)
    place = last[hash(start) % _SLOTS] if most >= _SHORTEST else -1
    while place >= 0 and tries and at - place <= _FARTHEST:
        if text[place : place + _SHORTEST] == start:
            tries -= 1
            if longest < most and text[place + longest] == text[at + longest]:
                length = _SHORTEST
                while length < most and text[place + length] == text[at + length]:
                    length += 1
                if length > longest:
                    longest, back = length, at - place
        place = before[place]
    return longest, back


def _fixed(symbol: int) -> Bits:
    """The fixed code of a byte or length (RFC 1951, 3.2.6), its first bit lowest."""
    if symbol < 144:
        return _turned(0x30 + symbol, 8)
    if symbol < 256:
        return _turned(0x190 + symbol - 144, 9)
    if symbol < 280:
        return _turned(symbol - 256, 7)
    return _turned(0xC0 + symbol - 280, 8)


def _turned(code: int, count: int) -> Bits:
    return int(f"{code:0{count}b}"[::-1], 2), count


def _length(length: int) -> Bits:
    code = bisect_right(_LENGTHS, length) - 1
    return _with_extra(_fixed(257 + code), length - _LENGTHS[code], _LENGTH_BITS[code])


def _distance(back: int) -> Bits:
    code = bisect_right(_DISTANCES, back) - 1
    return _with_extra(_turned(code, 5), back - _DISTANCES[code], _DISTANCE_BITS[code])


def _with_extra(code: Bits, extra: int, count: int) -> Bits:
    return code[0] | extra << code[1], code[1] + count


def _joined(pieces: Iterator[Bits]) -> bytes:
    """Bits as bytes, the first in the lowest bit."""
    made, held, count = bytearray(), 0, 0
    for value, bits in pieces:
        held |= value << count
        count += bits
        while count >= 8:
            made.append(held & 0xFF)
            held >>= 8
            count -= 8
    return bytes(made) + (bytes((held,)) if count else b"")


_BYTE_CODES = tuple(map(_fixed, range(256)))
_LENGTH_CODES = {one: _length(one) for one in range(_SHORTEST, _LONGEST + 1)}
