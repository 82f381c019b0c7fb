"""Watching a recorded mission: from moment to moment, by time and from mark to mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from game.console.screens.playing import PlayScreen
from game.console.screens.replay_asks import JumpScreen, seconds_of
from game.display.trail import mark_text
from game.flightlog.log.notes import met
from game.flightlog.replay.seek import NO_EVENT, Mark
from game.vocabulary.units import TICK_S


class WatchScreen(PlayScreen):
    """Plays a flight log, and jumps in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "skip(10)", show=False, id="replay.on", tooltip="10 s on"),
        Binding("left", "skip(-10)", show=False, id="replay.back", tooltip="10 s back"),
        Binding("shift+right", "skip(60)", show=False, id="replay.on60", tooltip="A minute on"),
        Binding("shift+left", "skip(-60)", show=False, id="replay.back60", tooltip="Back"),
        Binding("full_stop", "tick(1)", show=False, id="replay.tick", tooltip="A tick on"),
        Binding("comma", "tick(-1)", show=False, id="replay.tickback", tooltip="A tick back"),
        Binding(
            "right_square_bracket", "mark(1)", "next event", id="replay.next", tooltip="Any mark"
        ),
        Binding(
            "left_square_bracket", "mark(-1)", "event before", id="replay.prev", tooltip="Any mark"
        ),
        Binding("o", "mark(1, 'order')", "next order", id="replay.order", tooltip="Next order"),
        Binding("O", "mark(-1, 'order')", "order before", id="replay.orderback", tooltip="Back"),
        Binding("a", "mark(1, 'alarm')", "next alarm", id="replay.alarm", tooltip="Next alarm"),
        Binding("A", "mark(-1, 'alarm')", "alarm before", id="replay.alarmback", tooltip="Back"),
        Binding("home", "edge(-1)", show=False, id="replay.home", tooltip="To the start"),
        Binding("end", "edge(1)", show=False, id="replay.end", tooltip="To the end"),
        Binding("g", "jump", "go to", id="replay.jump", tooltip="Go to a time"),
    ]

    def action_skip(self, seconds: int) -> None:
        """Go on or back."""
        self._step_to(self.replay.mission.tick + int(seconds / TICK_S))

    def action_tick(self, by: int) -> None:
        """One tick on or back; it pauses."""
        self.playing = False
        self._step_to(self.replay.mission.tick + by)

    def _step_to(self, tick: int) -> None:
        """Go there, with the event that is in hand."""
        self._go(tick)
        self.show()
        if tick < 0:
            self.say("The start of the log.", "dim")
        elif tick > self.replay.end_tick:
            self.say("The end of the log.", "dim")

    def action_mark(self, by: int, kind: str = "") -> None:
        """To the next mark of ``kind`` (or any), or the one before; it says what it is."""
        mark = self.replay.next_mark(kind or None, backward=by < 0)
        if mark is None:
            what = kind or "event"
            self.say(f"There is no {what} {'further on' if by > 0 else 'before this'}.", "dim")
            return
        here = [one for one in self.replay.marks if one.tick == mark.tick]
        self.land(mark, [one for one in here if kind in ("", one.kind)])

    def land(self, mark: Mark, here: Sequence[Mark] = ()) -> None:
        """Jump to ``mark``, and say what it is and what is ``here`` besides."""
        self.action_jump_to(mark.tick)
        self.hand = None if mark.event == NO_EVENT else mark.event
        texts = [mark_text(one) for one in here] or [mark_text(mark)]
        self.say(f"{met(mark.tick)} {'; '.join(texts)}", "accent")

    def action_edge(self, by: int) -> None:
        """To the start or the end of the log."""
        self.action_jump_to(self.replay.end_tick if by > 0 else 0)
        self.say(f"{met(self.room.tick)} The {'end' if by > 0 else 'start'} of the log.", "dim")

    def action_jump(self) -> None:
        """Ask for a time, and go there."""

        def go(text: str | None) -> None:
            seconds = seconds_of(text) if text else None
            if seconds is not None:
                tick = int(seconds / TICK_S)
                self.action_jump_to(tick)
                here = met(self.room.tick)
                beyond = tick > self.replay.end_tick
                self.say(f"The log ends at {here}." if beyond else here, "dim")

        self.app.push_screen(JumpScreen(), go)

    def choose(self, target: str) -> None:
        """A click on the scrub bar goes there; orders are explained, not given."""
        kind, _, name = target.partition(":")
        if kind == "tick":
            tick = int(name)
            here = [one for one in self.replay.marks if one.tick == tick]
            if here:
                self.land(here[0], here)
            else:
                self.action_jump_to(tick)
                self.say(met(self.room.tick), "dim")
        else:
            super().choose(target)
