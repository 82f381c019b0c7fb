"""The time of a replay: playing on or back, at any speed, and going from moment to moment."""

from __future__ import annotations

from dataclasses import replace

from game.console.keys import Key, Row
from game.console.screens.desk import DeskScreen, Part
from game.console.screens.replay_asks import JumpScreen, seconds_of
from game.display.text import clean
from game.display.view import Look
from game.flightlog.log.notes import met
from game.flightlog.replay.watched import Watched
from game.vocabulary.units import TICK_S

SPEEDS = (0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600)

LONGEST_FRAME = 0.25
"""Real seconds that a frame may count for."""

NEAR_TICKS = 240
"""A jump ahead by so little is flown from here, so that the voice loop is heard on the way."""


class Transport(Part):
    """Moves a replay through its log."""

    KEYS = (
        Row(
            "Space",
            "play, and pause",
            (Key("replay.play", "space,enter", "pause", "play", "Play or pause"),),
            "play", 100, "␣",
        ),
        Row(
            "b",
            "play backward, and stop that",
            (Key("replay.backward", "b", "backward", "play backward", "Play backward"),),
            "backward", 384,
        ),
        Row(
            "+  -",
            "faster, slower: a quarter to 600×",
            (
                Key("replay.faster", "plus,equals_sign", "faster", "faster", "Faster"),
                Key("replay.slower", "minus", "slower", "slower", "Slower"),
            ),
            "speed", 200, "+-",
        ),
        Row(
            "← →",
            "10 s back and on; with Shift a minute; Home and End go to the ends",
            (
                Key("replay.on", "right", "skip(10)", tip="10 s on"),
                Key("replay.back", "left", "skip(-10)", tip="10 s back"),
                Key("replay.on60", "shift+right", "skip(60)", tip="A minute on"),
                Key("replay.back60", "shift+left", "skip(-60)", tip="A minute back"),
                Key("replay.home", "home", "edge(-1)", tip="To the start"),
                Key("replay.end", "end", "edge(1)", tip="To the end"),
            ),
            "10 s", 210, "←→",
        ),
        Row(
            ",  .",
            "a tick back and on",
            (
                Key("replay.tickback", "comma", "tick(-1)", tip="A tick back"),
                Key("replay.tick", "full_stop", "tick(1)", tip="A tick on"),
            ),
        ),
        Row(
            "g",
            "go to a time; a click on the bar goes there too",
            (Key("replay.jump", "g", "jump", "go to", "Go to a time"),),
            "go to", 383,
        ),
    )  # fmt: skip

    def __init__(self, screen: DeskScreen, replay: Watched, speed: float) -> None:
        super().__init__(screen)
        self.replay = replay
        self.playing = True
        self._back = False
        """Whether time goes backward."""
        self._speed = min(SPEEDS, key=lambda one: abs(one - speed))
        self._owed = 0.0
        """Ticks that are due, with their fraction."""

    @property
    def speed(self) -> tuple[str, bool]:
        """The speed in words, and whether time stands still."""
        if not self.playing:
            return " ‖ REPLAY ", True
        return f"{'◀' if self._back else '▶'} replay {self._speed:g}×", False

    @property
    def word(self) -> str:
        """What Space does now."""
        return "pause" if self.playing and not self._back else "play"

    def look(self, look: Look) -> Look:
        """With nothing to press that would be an order."""
        return replace(look, watched=True)

    def run(self, real: float) -> None:
        """Show the ticks that are due after ``real`` seconds."""
        if not self.playing:
            return
        self._owed += min(real, LONGEST_FRAME) * self._speed / TICK_S
        due = int(self._owed)
        self._owed -= due
        if not due:
            return
        self.screen.let_go()
        if self._back:
            self._run_back(due)
        else:
            self._run(due)
        self.screen.show()

    def _run(self, ticks: int) -> None:
        for _ in range(ticks):
            if self.replay.mission.tick >= self.replay.end_tick:
                self.playing = False
                self._tell_end()
                return
            self.replay.step()

    def _tell_end(self) -> None:
        """Say that the log ends here; of one that is shown in part, why no more is shown."""
        ended = self.replay.mission.outcome is not None
        if self.replay.trouble is not None and not ended:
            self.say(clean(self.replay.trouble), "refused")
            return
        why = "{replay.why} asks why it ended so, " if ended else ""
        back = "{replay.back} and {replay.backward} go back, {replay.leave} leaves."
        self.tell(f"The end of the log: {why}{back}", "accent")

    def _run_back(self, ticks: int) -> None:
        wanted = self.replay.mission.tick - ticks
        self._go(wanted)
        if wanted <= 0:
            self.playing = self._back = False
            self.tell("The start of the log. {replay.play} plays it.", "accent")

    def _go(self, tick: int) -> None:
        before = self.replay.mission.tick
        tick = max(0, min(tick, self.replay.end_tick))
        if before <= tick <= before + NEAR_TICKS:
            self._run(tick - before)
        else:
            self.replay.goto(tick)
            self.screen.observer.forget()
        self._owed = 0.0

    def jump_to(self, tick: int) -> None:
        """Show the mission at ``tick``."""
        self.screen.let_go()
        self._go(tick)
        self.screen.show()

    def action_pause(self) -> None:
        """Play or pause; from the end, play again from the start."""
        if not self.playing and self.replay.mission.tick >= self.replay.end_tick:
            self.jump_to(0)
            self.say("From the start.")
        self.playing = self._back or not self.playing
        self._back = False
        self.screen.show()

    def action_backward(self) -> None:
        """Play backward, or stop that."""
        if self.replay.mission.tick == 0:
            self.say("This is the start of the log.", "dim")
            return
        self.playing = self._back = not self._back
        said = "Backward: {replay.play} turns it round, {replay.backward} stops."
        self.tell(said if self._back else "")
        self.screen.show()

    def action_faster(self) -> None:
        """Faster."""
        self._shift(1)

    def action_slower(self) -> None:
        """Slower."""
        self._shift(-1)

    def _shift(self, by: int) -> None:
        at = SPEEDS.index(self._speed) + by
        if not 0 <= at < len(SPEEDS):
            end = "fastest" if by > 0 else "slowest"
            self.say(f"{self._speed:g}× is the {end}.", "dim")
            return
        self._speed = SPEEDS[at]
        self.say(f"Speed {self._speed:g}×.", "dim")
        self.screen.show()

    def action_skip(self, seconds: int) -> None:
        """Go on or back by so many seconds."""
        self._step_to(self.replay.mission.tick + int(seconds / TICK_S))

    def action_tick(self, by: int) -> None:
        """One tick on or back; it pauses."""
        self.playing = False
        self._step_to(self.replay.mission.tick + by)

    def _step_to(self, tick: int) -> None:
        """Go there, with the event that is asked about."""
        self._go(tick)
        self.screen.show()
        if tick < 0:
            self.say("The start of the log.", "dim")
        elif tick > self.replay.end_tick:
            self.say("The end of the log.", "dim")

    def action_edge(self, by: int) -> None:
        """To the start or the end of the log."""
        self.jump_to(self.replay.end_tick if by > 0 else 0)
        here, end = met(self.replay.mission.tick), "end" if by > 0 else "start"
        self.say(f"{here} The {end} of the log.", "dim")

    def action_jump(self) -> None:
        """Ask for a time, and go there."""

        def go(text: str | None) -> None:
            seconds = seconds_of(text) if text else None
            if seconds is not None:
                tick = int(seconds / TICK_S)
                self.jump_to(tick)
                here = met(self.replay.mission.tick)
                beyond = tick > self.replay.end_tick
                self.say(f"The log ends at {here}." if beyond else here, "dim")

        self.screen.app.push_screen(JumpScreen(), go)
