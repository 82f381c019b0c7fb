"""A monkey at a broken terminal: bytes and sizes of every kind, through a pty to the real program.

``python -m tests.console.monkey --minutes 30`` plays sessions with a fixed seed. It fails at an
exception, a crash file, a screen that does not change within ``--watch`` seconds of a new size, a
log that does not hold, and an order in it that was not sent as a whole line.
"""

from __future__ import annotations

import argparse
import random
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path

from game.flightlog.log.reader import read
from tests.console.inside import Hangs, Terminal, crashes

SIZES = (
    (1, 1), (2, 2), (5, 5), (9, 9), (9, 40), (1, 60), (79, 24), (80, 23), (200, 1), (80, 24),
    (80, 24), (81, 30), (109, 35), (120, 24), (120, 40), (160, 45), (240, 70),
)  # fmt: skip
KEYS = (
    b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1bOA", b"\x1b[5~", b"\x1b[6~", b"\t", b"\x1b[Z",
    b"v", b"t", b"c", b"?", b"1", b"2", b"9", b" ", b"\x1bOP", b"\x10", b"\x1b[12~", b"\x1b[27u",
    b"\x1b[57400;;49u", b"\x1b[112;5u", b"\x1b[I", b"\x1b[O", b"\x7f", b"\x1b[3~", b"\x1b[H",
)  # fmt: skip
"""Keys that give no order, whatever shows."""
NOISE = (
    b"\xe9", b"\xff\xfe", b"\xc3", b"\xf0\x9f", b"\xed\xa0\x80", b"\xc2\x9b",
    b"\x1b[<32;NaN;NaNM", b"\x1b[<35;-5;6M", b"\x1b[<35;99999999;6M", b"\x1b[<;;M",
    b"\x1b[<64;10;10M", b"\x1b[<65;1;999M", b"\x1b[<35;40;12M", b"\x1b[67;5;5M", b"\x1b[M@!!",
    b"\x1b[MC\xff\xff", b"\x1b[1114112u", b"\x1b[55296;;55296u", b"\x1b[97;5;1114112u",
    b"\x1b[99999999999u", b"\x1b[97;1:3u", b"\x1b[97~", b"\x1b[48;0;0;0;0t", b"\x1b[12;7R",
    b"\x1b[?62;1;6c", b"\x1b[?2026;2$y", b"\x1b]11;rgb:0b0b/0f0f/1414\x1b\\",
    b"\x1bP>|yap(0.32)\x1b\\", b"\x1b]52;c;YXB5bg==\x07", b"\x1b_Gi=31;pay\x1b\\", b"\x1b[201~",
    b"\x1bp", b"\x1by", b"\x1ba", b"\x1b\r", b"\x1b[200~poll\nabort\nyes\x1b[201~", b"\x1b[999;9z",
    b"\x1b[" + b"1;" * 60 + b"u", b"\x1b[200~" + b"pay" * 3000 + b"\x1b[201~",
)  # fmt: skip
"""What is no key, full of letters that would give orders if they were."""
HALVES = (b"\x1b[", b"\x1b[<0;3", b"\x1bO", b"\x1b[M ", b"\xe2\x98", b"\x1b]0;pay", b"\x1b[200~pay")
"""What is waited for, and does not come."""


class Monkey:
    """One session: what was sent, and whether the program bears it."""

    def __init__(self, seed: int, folder: Path, watch: float) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.watch = watch
        self.sent: list[str] = []
        self.bytes = self.sizes = 0
        self.slowest = 0.0
        level = self.random.choice(["suit-up", "first-out"])
        arguments = ("play", level, "--seed", str(seed), "--saves", str(folder))
        program = ("-X", "faulthandler", "-m", "game")
        self.terminal = Terminal(*arguments, program=program)

    def play(self, seconds: float) -> None:
        """Play for ``seconds`` and see that all went well."""
        self.terminal.read_until("CREW")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for _ in range(12):
                self._deed()
            self._probe()
        self._end()

    def _deed(self) -> None:
        what = self.random.random()
        if what < 0.65:
            self._send(b"".join(self.random.choices(NOISE, k=self.random.randint(1, 8))))
        elif what < 0.9:
            self._send(b"".join(self.random.choices(KEYS, k=self.random.randint(1, 4))))
        elif what < 0.93:
            self._send(self.random.choice(HALVES))
            self._pause(1.3)
        else:
            self._order()

    def _order(self) -> None:
        if self.terminal.size[0] < 80 or self.terminal.size[1] < 24:
            self.terminal.resize(80, 24)
            self._pause(0.3)
        for _ in range(4):
            self._send(b"\x1b")
            self._pause(0.25)
        crew = self.random.choice(["ev1", "ev2"])
        order = self.random.choice(
            [f"flow {crew} {self.random.choice(['low', 'normal', 'high'])}",
             f"when mission.met > {900 + len(self.sent)} min do flow {crew} low", "forget 1"]
        )  # fmt: skip
        self.sent.append(order)
        self._send(f":{order}\r".encode())
        self._pause(0.25)

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.terminal.read(left)

    def _send(self, data: bytes) -> None:
        self.bytes += len(data)
        while data:
            size = self.random.randint(1, 64)
            self.terminal.press(data[:size])
            data = data[size:]
            if self.random.random() < 0.2:
                self.terminal.read(0.004)

    def _probe(self) -> None:
        """A new size is drawn, within the time of the watchdog."""
        ended = self.terminal.process.poll()
        assert ended is None, f"it ended with {ended}: {crashes(self.folder)} {self.told}"
        self._pause(0.05)
        size = self.random.choice([one for one in SIZES if one != self.terminal.size])
        self.sizes += 1
        while self.terminal.read():
            pass
        began = time.monotonic()
        self.terminal.resize(*size)
        if not self.terminal.read(self.watch):
            self.terminal.process.send_signal(signal.SIGABRT)  # it writes where each thread is
            self._pause(1.0)
            raise Hangs(
                f"nothing was drawn within {self.watch:g} s of {size}: "
                f"{crashes(self.folder)} {self.told}"
            )
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.terminal.shown = self.terminal.shown[-100_000:]

    @property
    def told(self) -> str:
        return self.terminal.shown[-1500:].decode(errors="replace")

    def _end(self) -> None:
        self.terminal.process.send_signal(signal.SIGTERM)
        assert self.terminal.ended() == 0, f"{crashes(self.folder)} {self.told}"
        assert b"Traceback" not in self.terminal.shown, self.told
        assert not crashes(self.folder), crashes(self.folder)[0]
        given: Counter[str] = Counter()
        for path in self.folder.glob("*.jsonl"):
            log = read(path)
            assert log.damage is None
            given += Counter(text for _, text in log.orders)
        extra = given - Counter(self.sent)
        assert not extra, f"orders that nobody sent: {extra}"
        self.given = given.total()


def session(seed: int, seconds: float, watch: float) -> Monkey:
    """Play one session in a folder of its own; raises AssertionError for what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        monkey = Monkey(seed, Path(folder), watch)
        try:
            monkey.play(seconds)
        finally:
            if monkey.terminal.process.poll() is None:
                monkey.terminal.process.kill()
                monkey.terminal.process.wait()
            monkey.terminal.close()
        return monkey


def main() -> None:
    """Play sessions of a minute each, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--watch", type=float, default=2.0, help="seconds of the watchdog")
    options = parser.parse_args()
    until, seed = time.monotonic() + options.minutes * 60, options.seed
    count: Counter[str] = Counter()
    slowest = 0.0
    while (left := until - time.monotonic()) > 5:
        played = session(seed, min(60.0, left), options.watch)
        count.update(sessions=1, bytes=played.bytes, sizes=played.sizes, lines=len(played.sent),
                     orders=played.given)  # fmt: skip
        slowest = max(slowest, played.slowest)
        print(f"seed {seed}: {dict(count)}, slowest new size {slowest:.2f} s", flush=True)
        seed += 1


if __name__ == "__main__":
    main()
