"""What a keyboard sends, made safe: bytes in, whole keys and whole reports out.

Textual 8's parser raises on bytes that are no UTF-8 and on keys with impossible code points, waits
for ever for the end of a paste that does not come, and types what it can't read of a sequence as
if somebody had pressed those keys: a mouse report with NaN in it acknowledges alarms. So it is
given nothing but what it reads whole. What is half, malformed or unknown is left out, and no byte
of it becomes a key. Memory is bounded by ``MOST_TEXT``.
"""

from __future__ import annotations

import re

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
from textual._keyboard_protocol import FUNCTIONAL_KEYS

ESCAPE_S = 0.05
"""Silence (s) after which an ESC is the key, and not the beginning of a sequence: no hand is as
fast as that, and a terminal sends Alt and a letter in one packet."""
PATIENCE_S = 1.0
"""Silence (s) after which the rest of a sequence or a paste is no longer waited for."""
MOST = 64
"""Bytes of the longest sequence that is read; a longer one is left out to its end."""
MOST_TEXT = 4096
"""Bytes of a paste that are kept; what is longer is cut."""
MOST_CELLS = 9999
"""Columns, rows and pixels beyond which a report is not believed."""

ESC, CSI = 0x1B, 0x9B
_PASTE, _PASTED = b"\x1b[200~", b"\x1b[201~"
_STRINGS = b"]PX^_"
"""What begins a string (OSC, DCS, SOS, PM, APC) after ESC; answers of terminals to questions."""
_STRING_ENDS = (b"\x1b\\", b"\x07", b"\x9c")

_SGR_MOUSE = re.compile(r"\x1b\[<(\d{1,4});(\d{1,5});(\d{1,5})([Mm])")
_RXVT_MOUSE = re.compile(r"\x1b\[(\d{1,4});(\d{1,5});(\d{1,5})M")
_MODE = re.compile(r"\x1b\[\?\d{1,5};[0-4]\$y")
_RESIZED = re.compile(r"\x1b\[48;(\d{1,5});(\d{1,5});(\d{1,5});(\d{1,5})t")
_KEY = re.compile(
    r"\x1b\[(\d{0,7})(?::\d*)*(?:;(\d{0,3})(?::([123]))?)?(?:;(\d{0,7}(?::\d{1,7})*))?"
    r"([u~ABCDEFHPQRS])"
)
_FOCUS = ("\x1b[I", "\x1b[O")
_IN_MOUSE = b"0123456789;-+.NaInfe"
_KEYPAD = {57409: ".", 57410: "/", 57411: "*", 57412: "-", 57413: "+", 57415: "="}
"""Keys of the keypad under the kitty protocol, that Textual gives names of their own."""


class Keyboard:
    """Reads bytes into tokens: each is one character, one key, one report or one paste.

    ESC alone is the key Escape. Every other token is read at once and to its end by Textual's
    parser.
    """

    def __init__(self) -> None:
        self._held = b""
        self._until: tuple[bytes, ...] = ()
        self._escaped = False

    @property
    def waits(self) -> bool:
        """Whether something is half, so that silence means something: see :meth:`idle`."""
        return bool(self._held or self._until or self._escaped)

    def feed(self, data: bytes) -> list[str]:
        """The tokens that are whole after ``data``."""
        if self._escaped and data[:1] == b"[":  # a slow line: not a bracket, the rest of a key
            data = b"\x1b" + data
        self._escaped = False
        buffer = self._held + data
        tokens: list[str] = []
        at = 0
        while at < len(buffer):
            found = self._left_out(buffer, at) if self._until else self._token(buffer, at)
            if found is None:
                break
            at, token = found
            if token:
                tokens.append(token)
        self._held = buffer[at:]
        return tokens

    def idle(self, silence: float) -> list[str]:
        """The tokens that are whole because nothing came for ``silence`` seconds."""
        if self._held == b"\x1b" and silence >= ESCAPE_S and not self._until:
            self._held, self._escaped = b"", True
            return ["\x1b"]
        if silence < PATIENCE_S:
            return []
        held, self._held, self._until, self._escaped = self._held, b"", (), False
        return [_pasted(held[len(_PASTE) :])] if held.startswith(_PASTE) else []

    def _left_out(self, buffer: bytes, at: int) -> tuple[int, str] | None:
        """Leave out what stands before the end that is waited for."""
        ends = [(buffer.find(end, at), end) for end in self._until]
        first = min(((where, end) for where, end in ends if where >= 0), default=None)
        if first is None:
            longest = max(len(end) for end in self._until)
            keep = max(at, len(buffer) - longest + 1)
            return (keep, "") if keep > at else None
        self._until = ()
        return first[0] + len(first[1]), ""

    def _token(self, buffer: bytes, at: int) -> tuple[int, str] | None:
        """Where the token at ``at`` ends, and the token: empty, if it is left out."""
        byte = buffer[at]
        if byte == CSI:
            return self._sequence(buffer, at, at + 1)
        if byte != ESC:
            return _character(buffer, at)
        if at + 1 == len(buffer):
            return None
        after = buffer[at + 1]
        if after == ord("["):
            if buffer.startswith(_PASTE, at):
                return self._paste(buffer, at)
            return self._sequence(buffer, at, at + 2)
        if after == ord("O"):
            return _from_keypad(buffer, at)
        if after in _STRINGS:
            self._until = _STRING_ENDS
            return at + 2, ""
        if after < 0x20 and after != 0x0D:
            return at + 1, "\x1b"
        with_alt = f"\x1b{chr(after)}"
        if after < 0x80:
            return at + 2, with_alt if with_alt in ANSI_SEQUENCES_KEYS else ""
        character = _character(buffer, at + 1)
        return None if character is None else (character[0], "")

    def _paste(self, buffer: bytes, at: int) -> tuple[int, str] | None:
        begin = at + len(_PASTE)
        end = buffer.find(_PASTED, begin)
        if end >= 0:
            return end + len(_PASTED), _pasted(buffer[begin:end])
        if len(buffer) - begin <= MOST_TEXT:
            return None
        self._until = (_PASTED,)
        return begin + MOST_TEXT, _pasted(buffer[begin : begin + MOST_TEXT])

    def _sequence(self, buffer: bytes, start: int, at: int) -> tuple[int, str] | None:
        """A control sequence, of which the parameters begin at ``at``."""
        if at == len(buffer):
            return None
        if buffer[at] == ord("M"):
            return _x10_mouse(buffer, at + 1)
        if buffer[at] == ord("["):  # function keys of the Linux console
            if at + 1 == len(buffer):
                return None
            return at + 2, _known(f"\x1b[[{chr(buffer[at + 1])}")
        mouse = buffer[at] == ord("<")
        for end in range(at, len(buffer)):
            byte = buffer[end]
            if mouse and end > at and byte in _IN_MOUSE:
                continue
            text = "\x1b[" + buffer[at:end].decode("ascii", "replace") + chr(byte)
            if 0x40 <= byte <= 0x7E or text in ANSI_SEQUENCES_KEYS:
                return end + 1, _whole(text) if end - start < MOST else ""
            if not 0x20 <= byte <= 0x3F:
                return end, ""
        return None if len(buffer) - at <= MOST_TEXT else (len(buffer), "")


def _character(buffer: bytes, at: int) -> tuple[int, str] | None:
    """One character of UTF-8; nothing for bytes that are none."""
    first = buffer[at]
    if first < 0x80:
        return at + 1, chr(first)
    size = 2 if 0xC2 <= first <= 0xDF else 3 if first >> 4 == 0xE else 4 if first <= 0xF4 else 1
    if size == 1 or first < 0xC2:
        return at + 1, ""
    for end in range(at + 1, at + size):
        if end == len(buffer):
            return None
        if buffer[end] >> 6 != 2:
            return end, ""
    try:
        character = buffer[at : at + size].decode()
    except UnicodeDecodeError:
        character = ""
    return at + size, character if character.isprintable() else ""


def _from_keypad(buffer: bytes, at: int) -> tuple[int, str] | None:
    """ESC O and a letter: arrows, F1 to F4 and the keypad in its application mode."""
    if at + 2 == len(buffer):
        return None
    byte = buffer[at + 2]
    return (at + 3, _known(f"\x1bO{chr(byte)}")) if 0x21 <= byte <= 0x7E else (at + 2, "")


def _known(text: str) -> str:
    keys = ANSI_SEQUENCES_KEYS.get(text)
    return text if keys is not None and keys is not IGNORE_SEQUENCE else ""


def _x10_mouse(buffer: bytes, at: int) -> tuple[int, str] | None:
    """The oldest mouse report: three bytes, each 32 more than it means."""
    for end in range(at, at + 3):
        if end == len(buffer):
            return None
        if buffer[end] < 32:
            return end, ""
    button, x, y = (byte - 32 for byte in buffer[at : at + 3])
    return at + 3, _mouse(button, x, y)


def _mouse(button: int, x: int, y: int) -> str:
    """A report of the kinds in which a release does not say of which button, as one of today."""
    if not (0 < x <= MOST_CELLS and 0 < y <= MOST_CELLS):
        return ""
    released = button & 3 == 3 and not button & 96
    return f"\x1b[<{button & ~3 if released else button};{x};{y}{'m' if released else 'M'}"


def _whole(text: str) -> str:
    """A control sequence as Textual reads it; empty for one that it can't, or that is unknown."""
    if text in _FOCUS or _MODE.fullmatch(text):
        return text
    if found := _SGR_MOUSE.fullmatch(text):
        x, y = int(found[2]), int(found[3])
        return text if 0 < x <= MOST_CELLS and 0 < y <= MOST_CELLS else ""
    if found := _RXVT_MOUSE.fullmatch(text):
        return (
            _mouse(int(found[1]) - 32, int(found[2]), int(found[3])) if int(found[1]) > 31 else ""
        )
    if found := _RESIZED.fullmatch(text):
        return text if all(0 < int(one) <= MOST_CELLS for one in found.groups()) else ""
    if found := _KEY.fullmatch(text):
        return _known(text) or _key(found)
    return _known(text)


def _key(found: re.Match[str]) -> str:
    """A key of the kitty protocol, without what was not asked for; empty for its release."""
    code, modifiers, event, typed, end = found.groups(default="")
    number = int(code or "1")
    texts = [int(one) for one in typed.split(":")] if typed else []
    if event == "3" or not all(map(_is_character, (number, *texts))) or len(typed) > 16:
        return ""
    if end == "u" and number in _KEYPAD and (texts or int(modifiers or "1") in (1, 129)):
        return _KEYPAD[number]
    if end != "u" and f"{number}{end}" not in FUNCTIONAL_KEYS:
        return ""  # Textual would take the number for a character
    if end == "R" and modifiers:
        return ""  # where the cursor is: nobody asked
    return f"\x1b[{code};{modifiers};{typed}{end}" if typed else f"\x1b[{code};{modifiers}{end}"


def _is_character(number: int) -> bool:
    return 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF


def _pasted(data: bytes) -> str:
    """A paste whole, of printable characters and line ends alone."""
    text = data.decode("utf-8", "ignore").replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in text.replace("\t", " ") if c.isprintable() or c == "\n")
    return f"\x1b[200~{kept}\x1b[201~" if kept else ""
