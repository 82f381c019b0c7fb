"""A monkey that goes everywhere: keys, clicks, pastes, sizes and raw bytes, on every screen.

``python -m tests.console.wander --deeds 20000`` starts the real program in a terminal again and
again: the title, flights new, resumed and near their end, replays, a campaign. It fails at an
exception, a crash file, a size that is not drawn in time, a screen that Esc does not leave, a line
that does not arrive as it was typed, an order that was taken and is in no log, and a screen that
was never seen.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from game.flightlog.log.reader import read
from game.flightlog.shelf.fork import take_over
from tests.console.inside import Hangs, Terminal, crashes
from tests.console.monkey import HALVES, NOISE

ENDED = Path(__file__).parents[1] / "golden" / "suit-up-cadet.jsonl"
SIZES = ((80, 24), (80, 24), (80, 40), (120, 40), (120, 40), (160, 45), (240, 70), (60, 20), (1, 1))
KEYS = (
    *(bytes([one]) for one in b"abcdefghijklmnoprstuvwxyz0123456789 +-?:/<>[]{}., \x7f"),
    *(b"\r", b"\t", b"z") * 3,
    b"q", b"\x1b", b"\x1b", b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[5~", b"\x1b[6~",
    b"\x1b[H", b"\x1b[F", b"\x1b[Z", b"\x1b[3~", b"\x1bOP", b"\x1bOQ", b"\x1b[20~", b"\x10",
    b"\x1b[1;2C", b"\x1b[1;2D", b"\x1b[1;5C", b"N", b"V", b"G", b"\x0b", b"\x15", b"\x1a",
)  # fmt: skip
"""All that mean something somewhere, and some that do not."""
PASTES = (
    b"poll", b"flow ev1 high\nflow ev2 high\n", b"7", b"9" * 40, b"0:10", b"", b"\x1b[31mred",
    b"[red]markup[/] [@click=app.quit]x[/]", "\u202e\u2066שלום 宇宙 👩\u200d🚀 Z\u0335".encode(),
    b"x" * 10_000, b"\xff\xfe\x00\x07broken", b"name of a flight", b"done",
)  # fmt: skip
BUTTONS = (0, 0, 0, 0, 0, 0, 2, 1, 64, 65, 35, 16)
"""Left most often, right, middle, wheel, mere movement, with Ctrl."""
SCREENS = frozenset(
    f"{name}Screen" for name in (
        "Title", "Levels", "Campaign", "Briefing", "Flight", "Replay", "Debrief", "Saves", "Help",
        "Settings", "TooSmall", "Explain", "Choice", "Pick", "Jump", "Note", "Notes",
    )
) | {"CommandPalette"}  # fmt: skip
PANELS = frozenset({"camera", "crew", "ship", "checklist", "alarms", "plan", "voice"})
"""Panels that have to be seen on the whole screen."""
DOORS = {
    "TitleScreen": (b"f", b"c", b"t", b"p", b"p", b"p", b"h", b"r"),
    "ReplayScreen": (b"m", b"l", b"l", b"j"),
    "NoteScreen": (b"seen\r",),
    "FlightScreen": (b"\x1b[Zz", b"\x1b[Z\x1b[Zz", b"\x1b[Z\x1b[Z\x1b[Zz"),
}
"""Keys that lead to screens that one rarely comes upon by chance."""
BASES = ("TitleScreen", "FlightScreen", "ReplayScreen")
"""Where Esc leads nowhere, or asks."""
STARTS: tuple[tuple[str, ...], ...] = (
    (), (), ("campaign",), ("play", "suit-up"), ("play", "snag"), ("play", "first-out"),
    ("resume",), ("resume",), ("replay",),
)  # fmt: skip
WATCH_S = 10.0
"""Seconds within which the program answers."""
INSIDE = """
import json, signal, sys
from pathlib import Path
told = Path(sys.argv.pop(1))
from game.console.app import NoAirlock
from game.flightlog.log.writer import Flight
from game.flightlog.log.reader import read
from game.flightlog.shelf import manage
from game.ops.views import Accepted
apps, order, made, delete = [], Flight.order, NoAirlock.__init__, manage.delete

def init(app, **given):
    made(app, **given)
    apps.append(app)

def ordered(flight, text):
    answer = order(flight, text)
    said = answer.text if isinstance(answer, Accepted) else None
    with told.with_suffix(".orders").open("a") as file:
        file.write(json.dumps([text, said]) + chr(10))
    return answer

def deleted(path):
    orders = [text for _, text in read(path).orders]
    delete(path)
    with told.with_suffix(".deleted").open("a") as file:
        file.write(json.dumps(orders) + chr(10))

def tell(*_):
    stack = list(apps[0]._screen_stack) if apps else []
    need = getattr(stack[-1], "need", None) if stack else None
    part = told.with_suffix(".part")
    part.write_text(json.dumps({
        "stack": [type(one).__name__ for one in stack],
        "full": getattr(need, "full", ""), "slot": getattr(need, "slot", ""),
    }))
    part.replace(told)

NoAirlock.__init__, Flight.order, manage.delete = init, ordered, deleted
signal.signal(signal.SIGUSR1, tell)
from game.cli import main
status = main()
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
raise SystemExit(status)
"""
"""Starts the game so that it tells, when asked by a signal, which screen shows; each order; and the
orders of a log that is deleted."""


@dataclass
class Wander:
    """One walk through the game: what was done, and what was seen."""

    seed: int
    folder: Path
    count: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    """Where deeds were done: screens, and panels on the whole screen."""

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.saves = self.folder / "saves"
        self.saves.mkdir()
        self.told = self.folder / "told.json"
        self.told.with_suffix(".orders").touch()
        self.terminal: Terminal | None = None
        log = read(ENDED)
        assert log.end is not None
        self.late = self.folder / "late.jsonl"
        """A flight of which two seconds are left."""
        take_over(log, log.end.tick - 4, self.late).close()
        take_over(log, log.end.tick // 2, self.saves / "half.jsonl").close()
        shutil.copy(ENDED, self.saves / "ended.jsonl")

    def walk(self, deeds: int) -> None:
        """Do at least so many deeds, from start to start."""
        try:
            while self.deeds < deeds:
                self._start()
                until = min(deeds, self.deeds + 400)
                while self.deeds < until and self._runs():
                    self._round()
                self._end()
        finally:
            if self.terminal is not None and self.terminal.process.poll() is None:
                self.terminal.process.kill()
                self.terminal.process.wait()
        self._logs_hold()

    @property
    def deeds(self) -> int:
        """Keys, clicks, pastes, sizes and packets of raw bytes so far."""
        return sum(self.count[one] for one in ("keys", "clicks", "pastes", "sizes", "packets"))

    # --- the program -----------------------------------------------------------------------

    def _start(self) -> None:
        begin: tuple[str, ...] = self.random.choice(STARTS)
        if begin == ("resume",):
            self.count["endings"] += 1
            begin = (*begin, str(self.saves / f"late-{self.count['endings']}.jsonl"))
            shutil.copy(self.late, begin[1])
        elif begin == ("replay",):
            begin = (*begin, str(ENDED))
        arguments = (str(self.told), *begin, "--saves", str(self.saves))
        self.count["starts"] += 1
        self.terminal = Terminal(
            *arguments, program=("-X", "faulthandler", "-c", INSIDE),
            NO_AIRLOCK_SETTINGS=str(self.folder / "settings.toml"), COLORTERM="truecolor",
        )  # fmt: skip
        self.terminal.read_until("\x1b[?1049h")
        self._rest(1.0)

    def _runs(self) -> bool:
        return self._there.process.poll() is None

    @property
    def _there(self) -> Terminal:
        assert self.terminal is not None
        return self.terminal

    def _end(self) -> None:
        if self._runs():
            self._there.process.send_signal(signal.SIGCONT)
            self._there.process.send_signal(signal.SIGTERM)
        status = self._there.ended()
        assert status == 0, f"it ended with {status}: {self._why}"
        assert b"Traceback" not in self._there.shown, self._why
        found = crashes(self.folder)
        assert not found, found[0]
        self._there.close()

    @property
    def _why(self) -> str:
        told = "\n".join(crashes(self.folder)) or repr(self._there.shown[-6000:])
        return f"seed {self.seed}, {dict(self.count)}:\n{told}"

    def _ask(self) -> dict[str, Any]:
        """Which screens there are; nothing when the program has ended."""
        self.told.unlink(missing_ok=True)
        until = time.monotonic() + WATCH_S
        if self._runs():
            self._there.process.send_signal(signal.SIGCONT)  # Ctrl+Z may have stopped it
            self._there.process.send_signal(signal.SIGUSR1)
        while not self.told.exists():
            if not self._runs():
                return {"stack": [], "full": "", "slot": ""}
            if time.monotonic() > until:
                self._stuck("it does not say where it is")
            self._there.read(0.01)
        found: dict[str, Any] = json.loads(self.told.read_text())
        return found

    def _stuck(self, said: str) -> None:
        self._there.process.send_signal(signal.SIGABRT)  # it writes where each thread is
        self._rest(1.0)
        raise Hangs(f"{said}: {self._why}")

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and self._runs():
            self._there.read(left)

    # --- what is done ----------------------------------------------------------------------

    def _round(self) -> None:
        for _ in range(self.random.randint(3, 6)):
            self._deed()
            self._rest(self.random.choice((0.0, 0.01, 0.03, 0.12)))
            if not self._runs():
                return
        where = self._ask()
        if where["stack"]:
            self.seen[where["stack"][-1]] += 1
        for kind in ("full", "slot"):
            if where[kind]:
                self.seen[f"{kind} {where[kind]}"] += 1
        what = self.random.random()
        if what < 0.1 or where["stack"][-1:] == ["TooSmallScreen"]:
            self._resize()
        elif what < 0.16:
            self._home()
            self._order()
        elif what < 0.4 and where["stack"][-1:] and where["stack"][-1] in DOORS:
            self._rest(0.3)
            self.count["keys"] += 1
            if where["stack"][-1] == "FlightScreen":  # no panel has the keys any more
                self._send(b"\x1b")
                self._rest(0.3)
            self._send(self.random.choice(DOORS[where["stack"][-1]]))
            self._rest(0.3)

    def _send(self, data: bytes) -> None:
        self.count["bytes"] += len(data)
        self._there.press(data)
        self._there.shown = self._there.shown[-20_000:]

    def _deed(self) -> None:
        what = self.random.random()
        if what < 0.65:
            keys = self.random.choices(KEYS, k=self.random.choice((1, 1, 1, 1, 2, 4)))
            self.count["keys"] += len(keys)
            self._send(b"".join(keys))
        elif what < 0.85:
            self._click()
        elif what < 0.9:
            self.count["pastes"] += 1
            self._send(b"\x1b[200~" + self.random.choice(PASTES) + b"\x1b[201~")
        else:
            self.count["packets"] += 1
            few = self.random.randint(1, 6)
            self._send(self.random.choice((
                b"".join(self.random.choices(NOISE, k=few)),
                bytes(self.random.choice(range(4, 256)) for _ in range(4 * few)),
                self.random.choice(HALVES) + self.random.choice(KEYS),
            )))  # fmt: skip

    def _click(self) -> None:
        width, height = self._there.size
        x, y = self.random.randint(1, width), self.random.randint(1, height)
        if self.random.random() < 0.2:
            y = height  # the keys at the foot
        button = self.random.choice(BUTTONS)
        self.count["clicks"] += 1
        self._send(f"\x1b[<35;{x};{y}M\x1b[<{button};{x};{y}M\x1b[<{button};{x};{y}m".encode())

    def _resize(self) -> None:
        """A new size is drawn, while somebody watches."""
        size = self.random.choice([one for one in SIZES if one != self._there.size])
        self._rest(0.05)
        while self._there.read():
            pass
        self.count["sizes"] += 1
        if not self._runs():
            return
        self._there.resize(*size)
        self._there.process.send_signal(signal.SIGCONT)  # a Ctrl+Z may come late
        if not self._there.read(WATCH_S) and self._runs():
            self._stuck(f"{size} was not drawn")
        self._rest(0.1)

    def _home(self) -> None:
        """Esc leads back to where one flies, watches or begins, from everywhere."""
        if self._there.size < (80, 24) or self._there.size[1] < 24:
            self._there.resize(80, 24)
        self._rest(1.3)  # what is half is no longer waited for
        for _ in range(16):
            stack = self._ask()["stack"]
            if not stack or stack[-1] in BASES:
                return
            self._send(b"\x1b")
            self._rest(0.25)
        self._stuck(f"Esc does not leave {self._ask()['stack']}")

    def _order(self) -> None:
        """A line that is typed arrives whole."""
        if self._ask()["stack"][-1:] != ["FlightScreen"]:
            return
        for _ in range(3):  # the line for orders closes, and what was asked is dropped
            self._send(b"\x1b")
            self._rest(0.25)
        self.count["lines"] += 1
        order = f"when mission.met > {900 + self.count['lines']} min do flow ev1 low"
        self._send(f":{order}\r".encode())
        until = time.monotonic() + WATCH_S
        while order not in self._told_orders():
            if time.monotonic() > until:
                raise AssertionError(f"{order} never arrived: {self._ask()} {self._why}")
            self._rest(0.05)
        self._rest(0.2)
        self._send(b"\x1b")
        self._rest(0.2)

    def _told_orders(self) -> dict[str, str | None]:
        """What came to a mission, and how it was taken; None when it was refused."""
        lines = self.told.with_suffix(".orders").read_text().splitlines()
        return dict(json.loads(line) for line in lines)

    def _logs_hold(self) -> None:
        """Whatever a mission took is in a log, but for logs that were deleted."""
        deleted = self.told.with_suffix(".deleted")
        kept = {
            text
            for line in (deleted.read_text().splitlines() if deleted.exists() else ())
            for text in json.loads(line)
        }
        for path in self.saves.rglob("*.jsonl"):
            log = read(path)
            assert log.damage is None, path
            kept |= {text for _, text in log.orders}
        taken = {said for said in self._told_orders().values() if said is not None}
        assert taken <= kept, f"orders that were lost: {taken - kept}"
        self.count["orders"] = len(taken)


def wander(seed: int, deeds: int) -> Wander:
    """Walk once, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        walked = Wander(seed, Path(folder))
        walked.walk(deeds)
        return walked


def main() -> None:
    """Walk, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deeds", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    count: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    seed, done = options.seed, 0
    while done < options.deeds:
        walked = wander(seed, min(2000, options.deeds - done))
        done += walked.deeds
        count += walked.count
        seen += walked.seen
        print(f"seed {seed}: {done} deeds, {dict(count)}", flush=True)
        seed += 1
    for name, times in seen.most_common():
        print(f"{times:6} {name}")
    wanted = SCREENS | {f"full {one}" for one in PANELS}
    assert wanted <= set(seen), f"never seen: {sorted(wanted - set(seen))}"


if __name__ == "__main__":
    main()
