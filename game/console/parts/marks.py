"""The scrub bar of a replay: what is known of the log on it, and going from mark to mark."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from game.console.keys import Key, Row
from game.console.parts.causes import Causes
from game.console.parts.transport import Transport
from game.console.screens.desk import DeskScreen, Part
from game.display.explain import Explanation
from game.display.scrub import LEGEND, Scrub, stretches
from game.display.text import clean
from game.display.trail import mark_text
from game.display.view import Look
from game.flightlog.log.notes import met
from game.flightlog.replay.seek import NO_EVENT, Mark

AHEAD = 0.02
"""Seconds of each frame that may go into looking ahead."""

NO_NOTES = "There are no notes yet: {replay.note} marks this moment."


class Marks(Part):
    """Finds what happens in the log, shows it on the bar, and goes there."""

    KEYS = (
        Row(
            "[  ]",
            "the event before and the next: orders, alarms, objectives, signal, light",
            (
                Key("replay.prev", "left_square_bracket", "mark(-1)", "event before", "Any mark"),
                Key("replay.next", "right_square_bracket", "mark(1)", "next event", "Any mark"),
            ),
        ),
        Row(
            "a  A",
            "the next alarm, the one before",
            (
                Key("replay.alarm", "a", "mark(1,'alarm')", "next alarm", "Next alarm"),
                Key("replay.alarmback", "A", "mark(-1,'alarm')", "alarm before", "Back"),
            ),
            "alarm", 220, "a",
        ),
        Row(
            "o  O",
            "the next order, the one before",
            (
                Key("replay.order", "o", "mark(1,'order')", "next order", "Next order"),
                Key("replay.orderback", "O", "mark(-1,'order')", "order before", "Back"),
            ),
            "order", 381, "o",
        ),
        Row(
            "n  N",
            "the next note, the one before",
            (
                Key("replay.nextnote", "n", "mark(1,'note')", "next note", "Next note"),
                Key("replay.prevnote", "N", "mark(-1,'note')", "note before", "Back"),
            ),
        ),
    )  # fmt: skip

    def __init__(self, screen: DeskScreen, transport: Transport, causes: Causes) -> None:
        super().__init__(screen)
        self._transport = transport
        self._causes = causes
        self.replay = transport.replay
        first = self.replay.at(0)
        screen.observer.sample(first)
        self._night = first.telemetry["orbit.light"] == "night"
        self._silent = first.telemetry["orbit.signal"] == "lost"
        self._ahead = self.replay.flown()
        self._scouted = False
        self.looked_through = False
        """Whether all marks and trends of the log are known."""
        self._bar = Scrub(0, self.replay.end_tick, read=0)

    def look(self, look: Look) -> Look:
        """Trends are not whole before the log was looked through."""
        return replace(look, reading=not self.looked_through)

    @property
    def bar(self) -> Scrub:
        """The bar as it looks now."""
        return replace(self._bar, at=self.replay.mission.tick)

    def look_ahead(self, seconds: float = AHEAD) -> None:
        """Find marks, then see the whole mission on the side for its trends, for so long."""
        if not self._scouted:
            self._scouted = self.replay.scout(seconds)
            self.take()
            if self.replay.trouble is not None:
                self.say(clean(self.replay.trouble), "refused")
            return
        until = time.monotonic() + seconds
        while not self.looked_through and time.monotonic() < until:
            seen = next(self._ahead, None)
            if seen is not None:
                self.screen.observer.sample(seen)
            else:
                self.looked_through = True
                self.screen.show()

    def take(self) -> None:
        """Put what is known of the log on the bar."""
        marks, known = self.replay.marks, self.replay.scouted_tick
        self._bar = Scrub(
            self.replay.mission.tick,
            self.replay.end_tick,
            marks,
            stretches(marks, "sun", self._night, known),
            stretches(marks, "contact", self._silent, known),
            None if self._scouted else known,
        )
        self.screen.show_foot()

    def action_mark(self, by: int, kind: str = "") -> None:
        """To the next mark of ``kind`` (or any), or the one before; it says what it is."""
        if kind == "note" and not self.replay.notes:
            self.tell(NO_NOTES)
            return
        mark = self.replay.next_mark(kind or None, backward=by < 0)
        if mark is None:
            where = "further on" if by > 0 else "before this"
            self.say(f"There is no {kind or 'event'} {where}.", "dim")
            return
        here = [one for one in self.replay.marks if one.tick == mark.tick]
        self.land(mark, [one for one in here if kind in ("", one.kind)])

    def land(self, mark: Mark, here: Sequence[Mark] = ()) -> None:
        """Jump to ``mark``, and say what it is and what is ``here`` besides."""
        self._transport.jump_to(mark.tick)
        self._causes.event = None if mark.event == NO_EVENT else mark.event
        texts = [mark_text(one) for one in here] or [mark_text(mark)]
        self.say(f"{met(mark.tick)} {'; '.join(texts)}", "accent")

    def choose(self, target: str) -> bool:
        """A click on the bar goes there."""
        kind, _, name = target.partition(":")
        if kind != "tick":
            return False
        tick = int(name)
        here = [one for one in self.replay.marks if one.tick == tick]
        if here:
            self.land(here[0], here)
        else:
            self._transport.jump_to(tick)
            self.say(met(self.replay.mission.tick), "dim")
        return True

    def explain(self, target: str) -> bool:
        """The signs on the bar."""
        if not target.startswith(("tick:", "bar:")):
            return False
        what = Explanation("The scrub bar", LEGEND)
        self.screen.show_explained(what)
        return True
