"""The program in a real terminal: it starts, takes keys, and ends without a trace on hang-up."""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys

import pytest

from game.flightlog.log.reader import read

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a thing of Unix", allow_module_level=True)

import fcntl
import pty
import termios


class Terminal:
    """A pseudo-terminal with the game in it."""

    def __init__(self, *arguments, **environment):
        self.end, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "game", *arguments],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", **environment},
        )
        os.close(inside)
        self.shown = b""

    def read_until(self, text):
        """Read until ``text`` was shown; 30 s at most."""
        while text.encode() not in self.shown:
            ready, _, _ = select.select([self.end], [], [], 30)
            assert ready, f"{text!r} never came:\n{self.shown[-3000:]!r}"
            self.shown += os.read(self.end, 65536)

    def press(self, keys):
        os.write(self.end, keys.encode())

    def drain(self):
        """Read what is left when the process has ended."""
        try:
            while select.select([self.end], [], [], 0)[0]:
                got = os.read(self.end, 65536)
                if not got:
                    break
                self.shown += got
        except OSError:
            pass
        os.close(self.end)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_hanging_up_keeps_the_flight_and_leaves_the_terminal_clean(tmp_path, number):
    terminal = Terminal("play", "suit-up", "--saves", str(tmp_path))
    terminal.read_until("CREW")
    terminal.press("\r")
    terminal.read_until("Enter again does it")
    terminal.press("\r")
    terminal.read_until("Gloves on")
    terminal.process.send_signal(number)
    terminal.read_until("\x1b[?1049l")
    assert terminal.process.wait(timeout=30) == 0
    terminal.drain()
    assert b"Traceback" not in terminal.shown
    log = read(next(tmp_path.glob("suit-up-*.jsonl")))
    assert log.damage is None
    assert [text for _, text in log.orders] == ["run donning"]


def test_no_color_sends_no_colour(tmp_path):
    terminal = Terminal("--saves", str(tmp_path), NO_COLOR="1")
    terminal.read_until("Four suits, one hatch, no airlock.")
    terminal.press("q")
    terminal.read_until("\x1b[?1049l")
    assert terminal.process.wait(timeout=30) == 0
    terminal.drain()
    import re

    for sent in re.findall(rb"\x1b\[[0-9;]*m", terminal.shown):
        numbers = sent[2:-1].split(b";")
        for at, one in enumerate(numbers):
            if one in (b"38", b"48") and numbers[at + 1 : at + 2] == [b"2"]:
                assert len(set(numbers[at + 2 : at + 5])) == 1, sent
