"""Packed values of a log: any tool opens them, and they are the same bytes everywhere."""

from __future__ import annotations

import gzip
import json
import random
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from game.flightlog.log.format import KEY_TICKS
from game.flightlog.log.packing import MOST_BYTES, pack, unpack
from game.flightlog.log.reader import read
from game.flightlog.replay.resume import resume
from game.flightlog.replay.seek import Replay
from game.flightlog.replay.verify import verify
from game.flightlog.shelf.library import summary

from .hopping import ORDERS, hop, record
from .relinking import of_version_2

TEXTS = (
    b"", b"a", b"abcd", b"abcabcabcabcabc", b"a" * 257, b"a" * 258, b"a" * 259, b"ab" * 40_000,
    bytes(range(256)) * 3, "Å°₂ – „“".encode() * 20, bytes(40_000),
    b"begin" + bytes(33_000) + b"begin",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: str(len(text)))
def test_what_is_packed_comes_out_again(text: bytes) -> None:
    assert unpack(pack(text)) == text
    assert gzip.decompress(b64decode(pack(text))) == text


def test_any_text_comes_out_again() -> None:
    draw = random.Random(1)
    for _ in range(200):
        letters = draw.choice((b"ab", b"abcdefgh", bytes(range(256))))
        words = [bytes(draw.choices(letters, k=draw.randint(1, 9))) for _ in range(9)]
        text = b"".join(draw.choices(words, k=draw.randint(0, 200)))
        assert unpack(pack(text)) == text


def test_it_is_the_same_bytes_everywhere() -> None:
    """The code is the format's own: none of it may come from a library that may change."""
    assert pack(b'{"who":"all","text":"who, all of them"}') == (
        "H4sIAAAAAAAA/6tWKs/IV7JSSszJUdJRKkmtKFGyAgnpKCTm5CjkpymUZKTmKtUCABeiOgQnAAAA"
    )


def test_it_is_worth_it() -> None:
    level = (Path(__file__).parents[2] / "levels" / "common" / "failures.yaml").read_bytes()
    assert len(pack(level)) < 0.45 * len(level)


@pytest.mark.parametrize(
    "strange",
    ["", "=", "€", "AAAA", pack(b"text")[:-4], pack(b"text") * 2,
     b64encode(gzip.compress(bytes(MOST_BYTES + 1))).decode(),
     b64encode(gzip.compress(b"one") + gzip.compress(b"two")).decode()],
    ids=["empty", "padding", "not ASCII", "no gzip", "cut", "twice", "a bomb", "two in one"],
)  # fmt: skip
def test_what_was_not_packed_here_is_refused(strange: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        unpack(strange)


def test_a_log_of_version_2_is_read_proved_watched_and_flown_on(tmp_path: Path) -> None:
    """Its lines stay as they were, and those that come after are of its version too."""
    new, old = tmp_path / "new.jsonl", tmp_path / "old.jsonl"
    level = hop(time_limit="2 h")
    old.write_bytes(of_version_2(record(new, level=level, until=KEY_TICKS - 9)))
    assert read(old).level == read(new).level
    assert (summary(old).title, summary(old).tick) == (summary(new).title, summary(new).tick)
    assert Replay(old).goto(60).digest() == Replay(new).goto(60).digest()
    for path in (new, old):
        with resume(path) as flight:
            while flight.mission.tick < KEY_TICKS + 9:
                flight.step()
    assert verify(old).ok
    assert old.read_bytes() == of_version_2(new.read_bytes())
    assert read(old).orders == ORDERS
    key = next(line for line in old.read_bytes().splitlines() if b'"key"' in line)
    assert isinstance(json.loads(key)[2], dict)
