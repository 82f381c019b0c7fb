"""Playing a recorded mission: time goes on or back, and what is known of it is on the bar."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from game.console.screens.desk import DeskScreen
from game.display import scrub
from game.display.foot import Hints
from game.display.observer import Picture
from game.display.room import Room
from game.display.scrub import Scrub, stretches
from game.display.text import clean
from game.display.view import Look
from game.flightlog.replay.playback import Playback
from game.flightlog.replay.seek import Replay
from game.vocabulary.units import TICK_S

SPEEDS = (0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600)

AHEAD = 0.02
"""Seconds of each frame that may go into looking ahead."""

LONGEST_FRAME = 0.25
"""Real seconds that a frame may count for."""

NEAR_TICKS = 240
"""A jump ahead by so little is flown from here, so that the voice loop is heard on the way."""

HINTS: Hints = (
    ("␣", "play", "key:pause"),
    ("+-", "speed", "key:faster"),
    ("←→", "10 s", "key:skip(10)"),
    ("a", "alarm", "key:mark(1,'alarm')"),
    ("u", "why", "key:why(1)"),
    ("x", "truth", "key:truth"),
    ("f", "fly on", "key:fly"),
    ("q", "leave", "key:leave"),
    ("F1", "help", "key:app.help"),
    ("o", "order", "key:mark(1,'order')"),
    ("m", "note", "key:note"),
    ("g", "go to", "key:jump"),
    ("b", "backward", "key:backward"),
    ("?", "explain", "key:explain"),
    ("t", "trend", "key:trend"),
    ("v", "view", "key:view"),
)


class PlayScreen(DeskScreen):
    """Plays a flight log. Nothing can be ordered; everything can be looked at."""

    help_first = ("WATCHING A REPLAY", "THE BAR OF A REPLAY")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "pause", "play", id="replay.play", tooltip="Play or pause"),
        Binding("b", "backward", "play backward", id="replay.backward", tooltip="Play backward"),
        Binding("plus,equals_sign", "faster", "faster", id="replay.faster", tooltip="Faster"),
        Binding("minus", "slower", "slower", id="replay.slower", tooltip="Slower"),
        Binding("q,ctrl+q", "leave", "leave", id="replay.leave", tooltip="Leave the replay"),
    ]

    def __init__(self, replay: Replay | Playback, at: float = 0.0, speed: float = 1.0) -> None:
        self.replay = replay
        super().__init__(replay.mission, scrub.draw)
        self._need = replace(self._need, bar=2)
        self.playing = True
        self._back = False
        """Whether time goes backward."""
        self._speed = min(SPEEDS, key=lambda one: abs(one - speed))
        first = replay.at(0)
        self.observer.sample(first)
        self._night = first.telemetry["orbit.light"] == "night"
        self._silent = first.telemetry["orbit.signal"] == "lost"
        self._ahead = _flown(replay)
        self._scouted = False
        self.looked_through = False
        """Whether all marks and trends of the log are known."""
        self._owed = 0.0
        self._start = int(at / TICK_S)
        self._bar = Scrub(0, replay.end_tick)
        self.hand: int | None = None
        """The event that was jumped to last, by its number, until time goes on."""

    @property
    def room(self) -> Room:
        """The mission at the tick that is shown."""
        return self.replay.mission

    @property
    def speed(self) -> tuple[str, bool]:
        """The speed in words."""
        if not self.playing:
            return " ‖ REPLAY ", True
        return f"{'◀' if self._back else '▶'} replay {self._speed:g}×", False

    def on_mount(self) -> None:
        """Begin where asked."""
        if self._start:
            self.action_jump_to(self._start)
        self.say("Space pauses, ← → skip, a and o go to the next alarm and order.", "dim")

    def picture_of(self, room: Room, look: Look) -> Picture:
        """The mission as it looks now, with nothing to press that would be an order."""
        return super().picture_of(room, replace(look, watched=True))

    def frame(self, real: float) -> None:
        """Show the ticks that are due, and look a little ahead for marks and trends."""
        self._look_ahead(AHEAD)
        if not self.playing:
            return
        self._owed += min(real, LONGEST_FRAME) * self._speed / TICK_S
        due = int(self._owed)
        self._owed -= due
        if not due:
            return
        self.let_go()
        if self._back:
            self._run_back(due)
        else:
            self._run(due)
        self.show()

    def let_go(self) -> None:
        """Time goes on by itself: no event is in hand any more."""
        self.hand = None

    def _run(self, ticks: int) -> None:
        for _ in range(ticks):
            if self.replay.mission.tick >= self.replay.end_tick:
                self.playing = False
                why = "u asks why it ended so, " if self.room.outcome is not None else ""
                self.say(f"The end of the log: {why}← and b go back, q leaves.", "accent")
                return
            self.replay.step()

    def _run_back(self, ticks: int) -> None:
        wanted = self.replay.mission.tick - ticks
        self._go(wanted)
        if wanted <= 0:
            self.playing = self._back = False
            self.say("The start of the log. Space plays it.", "accent")

    def _look_ahead(self, seconds: float) -> None:
        """Find marks, then see the whole mission on the side for its trends."""
        if not self._scouted:
            self._scouted = self.replay.scout(seconds)
            self._take_marks()
            if self.replay.trouble is not None:
                self.say(clean(self.replay.trouble), "refused")
            return
        until = time.monotonic() + seconds
        while not self.looked_through and time.monotonic() < until:
            seen = next(self._ahead, None)
            if seen is not None:
                self.observer.sample(seen)
            else:
                self.looked_through = True
                self.show()

    def _take_marks(self) -> None:
        """Put what is known of the log on the bar."""
        marks, known = self.replay.marks, self.replay.scouted_tick
        self._bar = Scrub(
            self.room.tick,
            self.replay.end_tick,
            marks,
            stretches(marks, "sun", self._night, known),
            stretches(marks, "contact", self._silent, known),
        )
        self.show_foot()

    def show_foot(self) -> None:
        """Show the scrub bar and the keys."""
        self._bar = replace(self._bar, at=self.room.tick)
        self.desk.want.show(self._bar)
        self.desk.keys.show(self.hints())

    def hints(self) -> Hints:
        """The keys that are shown, and what Space does now."""
        what = "pause" if self.playing and not self._back else "play"
        return tuple((key, what, to) if key == "␣" else (key, word, to) for key, word, to in HINTS)

    def action_pause(self) -> None:
        """Play or pause; from the end, play again from the start."""
        if not self.playing and self.replay.mission.tick >= self.replay.end_tick:
            self.action_jump_to(0)
            self.say("From the start.")
        self.playing = self._back or not self.playing
        self._back = False
        self.show()

    def action_backward(self) -> None:
        """Play backward, or stop that."""
        if self.replay.mission.tick == 0:
            self.say("This is the start of the log.", "dim")
            return
        self.playing = self._back = not self._back
        self.say("Backward: Space turns it round, b stops." if self._back else "", "dim")
        self.show()

    def action_faster(self) -> None:
        """Faster."""
        self._shift(1)

    def action_slower(self) -> None:
        """Slower."""
        self._shift(-1)

    def _shift(self, by: int) -> None:
        at = SPEEDS.index(self._speed) + by
        if not 0 <= at < len(SPEEDS):
            self.say(f"{self._speed:g}× is the {'fastest' if by > 0 else 'slowest'}.", "dim")
            return
        self._speed = SPEEDS[at]
        self.say(f"Speed {self._speed:g}×.", "dim")
        self.show()

    def _go(self, tick: int) -> None:
        before = self.replay.mission.tick
        tick = max(0, min(tick, self.replay.end_tick))
        if before <= tick <= before + NEAR_TICKS:
            self._run(tick - before)
        else:
            self.replay.goto(tick)
            self.observer.forget()
        self._owed = 0.0

    def action_jump_to(self, tick: int) -> None:
        """Show the mission at ``tick``."""
        self.let_go()
        self._go(tick)
        self.show()

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss("title")


def _flown(replay: Replay | Playback) -> Iterator[Room]:
    """The mission of ``replay``, tick by tick from its start, to look at on the side."""
    if isinstance(replay, Playback):
        recorded = replay.at(0)
        for tick in range(1, replay.end_tick + 1):
            recorded.tick = tick
            yield recorded
        return
    mission = replay.at(0)
    waiting = [one for one in reversed(replay.orders) if one[0] > 0]
    while mission.tick < replay.end_tick and mission.outcome is None:
        while waiting and waiting[-1][0] <= mission.tick:
            mission.order(waiting.pop()[1])
        mission.step()
        yield mission
