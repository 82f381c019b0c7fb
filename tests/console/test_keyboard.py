"""Bytes of real and broken terminals become whole keys and reports, or nothing at all."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from game.console.keyboard import MOST_TEXT, Keyboard


def messages(packets: Any) -> Any:
    """What Textual makes of the tokens; each is read to its end at once."""
    keyboard, parser = Keyboard(), XTermParser()
    tokens = [token for packet in packets for token in keyboard.feed(packet)]
    tokens += keyboard.idle(0.2) + keyboard.idle(2.0)
    assert not keyboard.waits
    found: list[Any] = []
    for token in tokens:
        found += [events.Key("escape", token)] if token == "\x1b" else parser.feed(token)
        assert parser._awaiting.timeout is None, f"{token!r} is not whole"
    return found


def keys(data: Any) -> Any:
    found = messages([data])
    assert all(isinstance(one, events.Key) for one in found), found
    return " ".join(one.key for one in found)


@pytest.mark.parametrize(
    ("data", "meant"),
    [
        (b"q", "q"),
        (b":poll\r", "colon p o l l enter"),
        ("дя".encode(), "д я"),
        (b"\x1b", "escape"),
        (b"\x1b\x1b", "escape escape"),
        (b"\x1b\x03", "escape ctrl+c"),
        (b"\x1b[A\x1bOB\x1b[5~", "up down pageup"),
        (b"\x1b[[A\x1bOP\x1b[11~", "f1 f1 f1"),
        (b"\x1bOk\x1bOM", "plus enter"),
        (b"\x1b[57413;;43u\x1b[57412u\x1b[57414u\x1b[57400;;49u", "plus minus enter 1"),
        (b"\x1b[97;;97u\x1b[13u\x1b[27u\x1b[112;5u", "a enter escape ctrl+p"),
        (b"\x1b[97:65;2:1;65u", "upper_a"),
        (b"\x1b[97;1:3u", ""),
    ],
)
def test_keys_are_read(data: st.DataObject, meant: Any) -> None:
    assert keys(data).replace("A", "upper_a") == meant


@pytest.mark.parametrize(
    "data",
    [
        b"\xe9", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xc2\x85",
        b"\x1b[<32;NaN;NaNM", b"\x1b[<0;-5;6M", b"\x1b[<0;99999;6M", b"\x1b[<;;M", b"\x1b[<0;a",
        b"\x1b[M", b"\x1b[M  ", b"\x1b[Mab", b"\x1b[1114112u", b"\x1b[55296;;55296u",
        b"\x1b[97;5;1114112u", b"\x1b[99999999999999999999u", b"\x1b[48;0;0;0;0t", b"\x1b[12;7R",
        b"\x1b[?62;1;6c", b"\x1b]11;rgb:0b0b/0f0f/1414\x1b\\", b"\x1bP>|kitty(0.32)\x1b\\",
        b"\x1b]52;c;YXB5bg==\x07", b"\x1b_Gi=31;OK\x1b\\", b"\x1b[201~", b"\x1b[97~", b"\x1b[",
        b"\x1bO", b"\x1b[" + b"1;" * 500 + b"u", b"\x1ba", b"\x1bp", b"\x1b\r", "\x1bп".encode(),
        b"\x9b3",
    ],
)  # fmt: skip
def test_what_is_no_key_is_nothing(data: st.DataObject) -> None:
    assert not messages([data])


def test_what_follows_broken_bytes_is_a_key_again() -> None:
    assert keys(b"\xe9a\xc3\x1b[<32;NaN;NaNMb\x1b[1114112uc") == "a b c"


@pytest.mark.parametrize("press", [b"\x1b[<0;5;6M", b"\x1b[32;5;6M", b"\x1b[M %&"])
def test_every_kind_of_mouse_report_is_a_click(press: Any) -> None:
    (down,) = messages([press])
    assert isinstance(down, events.MouseDown)
    assert (down.x, down.y, down.button) == (4, 5, 1)


def test_a_paste_is_one_message_of_printable_text() -> None:
    (paste,) = messages([b"\x1b[200~flow ev1 high\r\n\x1b]0;x\x07poll\xff\x1b[201~"])
    assert isinstance(paste, events.Paste)
    assert paste.text == "flow ev1 high\n]0;xpoll"


def test_a_paste_without_an_end_ends_and_the_keyboard_lives() -> None:
    keyboard = Keyboard()
    assert keyboard.feed(b"\x1b[200~" + b"a" * MOST_TEXT) == []
    assert keyboard.idle(0.5) == []
    (paste,) = keyboard.idle(1.5)
    assert "aaa" in paste
    assert keyboard.feed(b"q") == ["q"]


def test_a_long_paste_is_cut_and_its_rest_is_no_keys() -> None:
    keyboard = Keyboard()
    (paste,) = keyboard.feed(b"\x1b[200~" + b"a" * 3 * MOST_TEXT)
    assert paste.count("a") == MOST_TEXT
    assert keyboard.feed(b"a" * 100_000 + b"\x1b[20") == []
    assert keyboard.feed(b"1~q") == ["q"]


def test_a_sequence_that_a_slow_line_parts_is_no_bracket_and_no_letter() -> None:
    keyboard = Keyboard()
    assert keyboard.feed(b"\x1b") == []
    assert keyboard.idle(0.15) == ["\x1b"]
    assert keyboard.feed(b"[A") == ["\x1b[A"]
    assert keyboard.feed(b"\x1b[<0;3") == []
    assert keyboard.idle(0.5) == []
    assert keyboard.feed(b"3;12M") == ["\x1b[<0;33;12M"]


PIECES = st.lists(
    st.sampled_from(
        [b"\x1b", b"\x1b[", b"\x1bO", b"\x1b[<", b"\x1b[M", b"\x1b[200~", b"\x1b[201~", b"\x1b]",
         b"\x9b", b"\xe9", b"\xc3\xa9", b";", b":", b"u", b"~", b"48;", b"t", b"R", b"1", b"57",
         b"99999999", b"2026;1$y", b"a", b"A", b"NaN", b"\r"]
    ) | st.binary(max_size=3)
)  # fmt: skip


@given(PIECES, st.data())
def test_any_bytes_are_read_and_packets_make_no_difference(
    pieces: Any, data: st.DataObject
) -> None:
    whole = b"".join(pieces)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(whole)), max_size=8)) | {0, len(whole)})
    parts = [whole[a:b] for a, b in itertools.pairwise(cuts)]
    assert [repr(one) for one in messages(parts)] == [repr(one) for one in messages([whole])]
