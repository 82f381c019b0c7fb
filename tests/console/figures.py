"""How quick the console is: ``python -m tests.console.figures``. Prints figures, asserts nothing.

The real game runs in a terminal of its own of 120 columns and 40 rows: how long until the title
stands, beside a Textual application of one widget; how long from a key to the first change on the
screen, paused and while time runs at 10× or more; what share of a core it takes and how much it
writes, at 1×, paused, and with the helmet camera of somebody outside; and its memory. Needs Linux.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROUNDS = 7
KEYS = 100
"""Keys that are pressed."""
SECONDS = 20.0
"""Seconds for which bytes and processor time are counted."""
OUTSIDE = "snag"
"""A level that begins with somebody outside."""
APART = 0.15
"""Seconds from one key to the next while time runs: at once, they would be one held down."""
QUIET = 0.25
"""Seconds without a byte after which the screen stands still."""

ONE_WIDGET = """
from textual.app import App
from textual.widgets import Static
class One(App):
    def compose(self):
        yield Static("Fly")
One().run()
"""


class Terminal:
    """A program in a terminal, and what it writes there."""

    def __init__(self, command: Sequence[str]) -> None:
        self.started = time.perf_counter()
        self.pid, self.end = pty.fork()
        if not self.pid:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the game is to be compiled once
            os.execv(command[0], list(command))
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def read(self, seconds: float) -> bytes:
        """What comes within so many seconds; empty when nothing does."""
        ready, _, _ = select.select([self.end], [], [], seconds)
        try:
            return os.read(self.end, 65536) if ready else b""
        except OSError:
            return b""

    def wait_for(self, words: bytes) -> float:
        """Seconds from the start until ``words`` are written; TimeoutError after a minute."""
        seen = b""
        while words not in seen:
            new = self.read(60.0)
            if not new:
                raise TimeoutError(f"{words!r} was never written")
            seen += new
        return time.perf_counter() - self.started

    def settle(self) -> None:
        """Read until nothing comes any more."""
        while self.read(QUIET):
            pass

    def press(self, key: str) -> float:
        """Press ``key``; seconds until the first byte of the answer."""
        before = time.perf_counter()
        os.write(self.end, key.encode())
        if not self.read(5.0):
            raise TimeoutError(f"nothing came of {key!r}")
        taken = time.perf_counter() - before
        self.settle()
        return taken

    def press_until(self, key: str, words: str) -> float:
        """Press ``key``; seconds until ``words`` are written, among all else that is."""
        before = time.perf_counter()
        os.write(self.end, key.encode())
        seen = b""
        while words.encode() not in seen:
            left = before + 5.0 - time.perf_counter()
            if left <= 0.0:
                raise TimeoutError(f"{words!r} never came of {key!r}")
            seen += self.read(left)
        return time.perf_counter() - before

    def pause_for(self, seconds: float) -> None:
        """Let time go by, and read what is written."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self.read(left)

    def shows_on(self, key: str, words: bytes) -> bool:
        """Whether ``words`` are written after ``key``, before the screen stands still."""
        os.write(self.end, key.encode())
        return words in b"".join(iter(lambda: self.read(QUIET), b""))

    def tell(self, what: str) -> None:
        """One line: what share of a core is taken, and how many bytes a second are written."""
        self.settle()
        until, found, before = time.perf_counter() + SECONDS, 0, self._processor_s()
        while (left := until - time.perf_counter()) > 0:
            found += len(self.read(left))
        share = (self._processor_s() - before) / SECONDS
        print(f"{what:<44} {share:6.1%} of a core   {found / SECONDS:>7,.0f} bytes a second")

    def _processor_s(self) -> float:
        """Processor time taken so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident memory, MB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def running(*arguments: str) -> Iterator[Terminal]:
    """Python with these arguments in a terminal; killed at the end."""
    terminal = Terminal([sys.executable, *arguments])
    try:
        yield terminal
    finally:
        os.kill(terminal.pid, signal.SIGKILL)
        os.waitpid(terminal.pid, 0)
        os.close(terminal.end)


def startup(words: bytes, *arguments: str) -> list[float]:
    """Times (s) until ``words`` are on the screen."""
    times = []
    for _ in range(ROUNDS):
        with running(*arguments) as terminal:
            times.append(terminal.wait_for(words))
    return times


def shown(what: str, times: Sequence[float]) -> None:
    """One line: the median and the worst of ``times`` (s), and of many the 99th of a hundred."""
    most = f"   p99 {statistics.quantiles(times, n=100)[98]:6.3f} s" if len(times) >= KEYS else ""
    print(f"{what:<44} median {statistics.median(times):6.3f} s   worst {max(times):6.3f} s{most}")


def main() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(NO_AIRLOCK_SAVES=folder, NO_AIRLOCK_SETTINGS=f"{folder}/settings.toml")
        shown("a Textual application of one widget", startup(b"Fly", "-c", ONE_WIDGET))
        shown("the title", startup(b"Replays", "-m", "game"))
        with running("-c", ONE_WIDGET) as idle:
            idle.wait_for(b"Fly")
            idle.tell("the application of one widget, idle")
        with running("-m", "game", "play", "first-out") as flight:
            flight.wait_for(b"VOICE LOOP")
            flight.settle()
            flight.press(" ")
            times = [flight.press("1234"[n % 4]) for n in range(KEYS)]
            shown("from a key to the first change, paused", times)
            flight.tell("paused")
            flight.press(" ")
            flight.tell("First Out at 1×")
            print(f"{'memory':<44} {flight.memory_mb():6.1f} MB")
            times = []
            for key in "1234" * (KEYS // 4):
                os.write(flight.end, b"+++-")  # it may have dropped to 1x
                flight.pause_for(APART)
                times.append(flight.press_until(key, f"{key} again"))
                flight.pause_for(APART)
            shown("from a key to its change, at 10× and more", times)
        with running("-m", "game", "play", OUTSIDE) as flight:
            flight.wait_for(b"VOICE LOOP")
            flight.settle()
            if not any(flight.shows_on("v", b"HELMET") for _ in range(8)):
                raise TimeoutError("the helmet camera never showed")
            flight.tell("with the helmet camera, outside, at 1×")
            print(f"{'memory':<44} {flight.memory_mb():6.1f} MB")


if __name__ == "__main__":
    main()
