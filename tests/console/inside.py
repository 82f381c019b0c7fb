"""The real program in a real terminal, as the terminal sees it. For Unix alone."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path


class Hangs(AssertionError):
    """The program did not show what it had to in time."""


class Terminal:
    """A pseudo-terminal with the game in it."""

    def __init__(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        program: tuple[str, ...] = ("-m", "game"),
        **environment: str,
    ) -> None:
        self.end, self.inside = pty.openpty()
        self.size = size
        self._resize(size)
        self.before = termios.tcgetattr(self.inside)
        self.process = subprocess.Popen(
            [sys.executable, *program, *arguments],
            stdin=self.inside,
            stdout=self.inside,
            stderr=self.inside,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", **environment},
        )
        self.shown = b""

    def read(self, seconds: float = 0.0) -> bytes:
        """What the program writes within ``seconds``: returns as soon as there is something."""
        try:
            if not select.select([self.end], [], [], seconds)[0]:
                return b""
            got = os.read(self.end, 65536)
        except OSError:
            return b""
        self.shown += got
        return got

    def read_until(self, text: str, seconds: float = 30.0) -> None:
        """Read until ``text`` was shown."""
        until = time.monotonic() + seconds
        while text.encode() not in self.shown:
            left = until - time.monotonic()
            if left <= 0:
                raise Hangs(f"{text!r} never came:\n{self.shown[-3000:]!r}")
            self.read(left)

    def press(self, keys: str | bytes) -> None:
        """Send keys, or any bytes, in one packet."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            if select.select([], [self.end], [], 0.05)[1]:
                data = data[os.write(self.end, data[:512]) :]
            self.read()

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size; the program is sent SIGWINCH, if it is another."""
        self.size = (width, height)
        self._resize(self.size)
        self.process.send_signal(28)

    def _resize(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self.inside, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def ended(self, seconds: float = 30.0) -> int:
        """The exit status, when all that was written is read."""
        until = time.monotonic() + seconds
        while self.process.poll() is None:
            self.read(0.02)
            if time.monotonic() > until:
                self.process.kill()
                raise Hangs(f"it did not end within {seconds:g} s:\n{self.shown[-2000:]!r}")
        while self.read():
            pass
        return self.process.returncode

    def close(self) -> None:
        """Let the terminal go away."""
        for number in (self.end, self.inside):
            os.close(number)

    @property
    def as_it_was(self) -> bool:
        """Whether the terminal is left as the program found it."""
        return (
            termios.tcgetattr(self.inside) == self.before
            and b"\x1b[?1049l" in self.shown
            and self.shown.rindex(b"\x1b[?1049l") > self.shown.rindex(b"\x1b[?1049h")
        )


def crashes(saves: Path) -> list[str]:
    """The reports of crashes in or under ``saves``."""
    return [path.read_text(encoding="utf-8") for path in saves.rglob("crash-*.txt")]
