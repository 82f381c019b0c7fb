"""The flight screen again, read-only: a recorded mission, to be entered anywhere."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from game.console.render.text import SYMBOL, Line, Lines, Part, clean, fit
from game.console.screens.desk import DeskScreen
from game.console.session import Room
from game.flightlog.seek import Replay
from game.vocabulary import units
from game.vocabulary.events import SEVERITIES, Severity
from game.vocabulary.units import TICK_S

SPEEDS = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600)

AHEAD = 0.02
"""Seconds of each frame that may go into looking ahead."""

HINTS = (
    ("␣", "play", "key:pause"),
    ("+-", "speed", "key:faster"),
    ("←→", "10 s", "key:skip(10)"),
    (", .", "tick", "key:tick(1)"),
    ("[ ]", "event", "key:mark(1)"),
    ("g", "go to", "key:jump"),
    ("?", "explain", "key:explain"),
    ("t", "trend", "key:trend"),
    ("v", "view", "key:view"),
    ("F1", "help", "key:app.help"),
    ("q", "leave", "key:leave"),
)


@dataclass(frozen=True, slots=True)
class Scrub:
    """The scrub bar: where it is, how long it is, and what is on it (share, symbol, role)."""

    at: int
    end: int
    marks: tuple[tuple[int, Severity, str], ...]
    """(tick, severity, kind)."""


def scrub(data: Scrub, width: int, height: int, focused: bool, back: int) -> Lines:
    """The bar, with alarms, orders and the end on it. A click on it goes there."""
    now, end = units.clock(data.at * TICK_S), units.clock(data.end * TICK_S)
    size = max(10, width - len(now) - len(end) - 5)
    cells = [("─", "bar.empty")] * size
    here = min(size - 1, data.at * size // max(1, data.end))
    for at in range(here):
        cells[at] = ("━", "bar")
    seen: dict[int, int] = {}
    for tick, severity, kind in data.marks:
        at = min(size - 1, tick * size // max(1, data.end))
        rank = SEVERITIES.index(severity) if kind == "alarm" else 0
        if rank < seen.get(at, -1):
            continue
        seen[at] = rank
        if kind == "alarm":
            cells[at] = (SYMBOL[severity], severity)
        elif kind == "order":
            cells[at] = ("╵", "order")
        elif kind in ("objective", "outcome"):
            cells[at] = ("◆", "good")
    cells[here] = ("█", "bright")
    parts: list[Part] = [Part(f" {now} ", "bright", "key:jump")]
    for at, (character, role) in enumerate(cells):
        parts.append(Part(character, role, f"tick:{at * data.end // size}"))
    parts.append(Part(f" {end} ", "dim"))
    line: Line = fit(parts, width)
    return (line,)


class JumpScreen(ModalScreen[str]):
    """Asks for a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="jump.close", tooltip="Stay here"),
    ]

    def compose(self) -> ComposeResult:
        """A box with a line to type in."""
        with Vertical(classes="box"):
            yield Static("Go to which time?", classes="title", markup=False)
            yield Input(placeholder="00:41:20, or 41 min", id="time")
            yield Static("", id="jump-said", classes="said", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the time if it is one."""
        if seconds_of(event.value) is None:
            self.query_one("#jump-said", Static).update("A time is needed: 00:41:20, or 41 min.")
        else:
            self.dismiss(event.value)

    def action_close(self) -> None:
        """Stay."""
        self.dismiss("")


def seconds_of(text: str) -> float | None:
    """Mission time from ``00:41:20``, ``41:20`` or a duration with its unit; None if neither."""
    parts = text.strip().split(":")
    if len(parts) in (2, 3) and all(p.isascii() and p.isdigit() and len(p) < 5 for p in parts):
        seconds = 0.0
        for part in parts:
            seconds = seconds * 60 + int(part)
        return seconds
    try:
        return units.parse(text.strip(), "duration")
    except units.BadQuantity:
        return None


class ReplayScreen(DeskScreen):
    """Watches a flight log. Nothing can be ordered; everything can be looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "pause", "play", id="replay.play", tooltip="Play or pause"),
        Binding("plus,equals_sign", "faster", "faster", id="replay.faster", tooltip="Faster"),
        Binding("minus", "slower", "slower", id="replay.slower", tooltip="Slower"),
        Binding("right", "skip(10)", show=False, id="replay.on", tooltip="10 s on"),
        Binding("left", "skip(-10)", show=False, id="replay.back", tooltip="10 s back"),
        Binding("shift+right", "skip(60)", show=False, id="replay.on60", tooltip="A minute on"),
        Binding("shift+left", "skip(-60)", show=False, id="replay.back60", tooltip="Back"),
        Binding("full_stop", "tick(1)", show=False, id="replay.tick", tooltip="A tick on"),
        Binding("comma", "tick(-1)", show=False, id="replay.tickback", tooltip="A tick back"),
        Binding("right_square_bracket", "mark(1)", show=False, id="replay.next", tooltip="Next"),
        Binding("left_square_bracket", "mark(-1)", show=False, id="replay.prev", tooltip="Back"),
        Binding("home", "jump_to(0)", show=False, id="replay.home", tooltip="To the start"),
        Binding("end", "jump_to(99999999)", show=False, id="replay.end", tooltip="To the end"),
        Binding("g", "jump", "go to", id="replay.jump", tooltip="Go to a time"),
        Binding("q,ctrl+q", "leave", "leave", id="replay.leave", tooltip="Leave the replay"),
    ]

    def __init__(self, replay: Replay, at: float = 0.0, speed: float = 1.0) -> None:
        self.replay = replay
        super().__init__(replay.mission, scrub)
        self.playing = True
        self._speed = min(SPEEDS, key=lambda one: abs(one - speed))
        self._scouted = False
        self._past = replay.at(0)
        self.observer.sample(self._past)
        self._waiting = [one for one in reversed(replay.orders) if one[0] > 0]
        self._owed = 0.0
        self._start = int(at / TICK_S)
        self._marks: tuple[tuple[int, Severity, str], ...] = ()

    @property
    def room(self) -> Room:
        """The mission at the tick that is shown."""
        return self.replay.mission

    @property
    def speed(self) -> tuple[str, bool]:
        """The speed in words."""
        if not self.playing:
            return " ‖ REPLAY ", True
        return f"▶ replay {self._speed:g}×", False

    def on_mount(self) -> None:
        """Begin where asked."""
        if self._start:
            self.action_jump_to(self._start)
        self.say("Space pauses, ← → skip, [ ] go from event to event, q leaves.", "dim")

    def frame(self, real: float) -> None:
        """Show the ticks that are due, and scout a little ahead for marks."""
        self._look_ahead(AHEAD)
        if not self.playing:
            return
        self._owed += min(real, 0.25) * self._speed / TICK_S
        due = int(self._owed)
        self._owed -= due
        if not due:
            return
        self._run(due)
        self.show()

    def _look_ahead(self, seconds: float) -> None:
        """Find marks, then fly a mission of our own through the log for its trends."""
        if not self._scouted:
            self._scouted = self.replay.scout(seconds)
            if self._marks_of_now():
                self.show_foot()
            return
        until = time.monotonic() + seconds
        past = self._past
        while not self.looked_through() and time.monotonic() < until:
            while self._waiting and self._waiting[-1][0] <= past.tick:
                past.order(self._waiting.pop()[1])
            past.step()
            self.observer.sample(past)
            if self.looked_through():
                self.show()
                break

    def looked_through(self) -> bool:
        """Whether all marks and trends of the log are known."""
        done = self._past.tick >= self.replay.end_tick or self._past.outcome is not None
        return self._scouted and done

    def _run(self, ticks: int) -> None:
        for _ in range(ticks):
            if self.replay.mission.tick >= self.replay.end_tick:
                self.playing = False
                self.say("The end of the log. ← goes back, q leaves.", "accent")
                return
            self.replay.step()

    def _marks_of_now(self) -> bool:
        marks = tuple((m.tick, m.severity, m.kind) for m in self.replay.marks)
        changed = marks != self._marks
        self._marks = marks
        return changed

    def show_foot(self) -> None:
        """Show the scrub bar and the keys."""
        self.desk.want.show(Scrub(self.replay.mission.tick, self.replay.end_tick, self._marks))
        self.desk.keys.show(HINTS)

    def action_pause(self) -> None:
        """Play or pause; from the end, play again from the start."""
        if not self.playing and self.replay.mission.tick >= self.replay.end_tick:
            self.action_jump_to(0)
            self.say("From the start.")
        self.playing = not self.playing
        self.show()

    def action_faster(self) -> None:
        """Faster."""
        self._shift(1)

    def action_slower(self) -> None:
        """Slower."""
        self._shift(-1)

    def _shift(self, by: int) -> None:
        at = SPEEDS.index(self._speed) + by
        self._speed = SPEEDS[min(len(SPEEDS) - 1, max(0, at))]
        self.show()

    def action_skip(self, seconds: int) -> None:
        """Go on or back."""
        self.action_jump_to(self.replay.mission.tick + int(seconds / TICK_S))

    def action_tick(self, by: int) -> None:
        """One tick on or back; it pauses."""
        self.playing = False
        self.action_jump_to(self.replay.mission.tick + by)

    def action_mark(self, by: int) -> None:
        """To the next event or the one before; it says what it is."""
        mark = self.replay.next_mark(backward=by < 0)
        if mark is None:
            self.say("There is no event further on." if by > 0 else "There is none before.", "dim")
            return
        self.action_jump_to(mark.tick)
        self.say(f"{mark.kind}: {clean(mark.text)}", "accent")

    def action_jump_to(self, tick: int) -> None:
        """Show the mission at ``tick``."""
        before = self.replay.mission.tick
        tick = max(0, min(tick, self.replay.end_tick))
        if before <= tick <= before + 240:
            self._run(tick - before)
        else:
            self.replay.goto(tick)
            self.observer.forget()
        self._owed = 0.0
        self.show()

    def action_jump(self) -> None:
        """Ask for a time, and go there."""

        def go(text: str | None) -> None:
            seconds = seconds_of(text) if text else None
            if seconds is not None:
                self.action_jump_to(int(seconds / TICK_S))

        self.app.push_screen(JumpScreen(), go)

    def choose(self, target: str) -> None:
        """A click on the scrub bar goes there; orders are explained, not given."""
        kind, _, name = target.partition(":")
        if kind == "tick":
            self.action_jump_to(int(name))
        else:
            super().choose(target)

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss("title")
