"""Asking why, in a replay: from an event to its cause, and on to where it began."""

from __future__ import annotations

from dataclasses import replace

from game.console.keys import Key, Row
from game.console.parts.transport import Transport
from game.console.screens.desk import DeskScreen, Part
from game.display.trail import Trail, in_hand, said, trail
from game.flightlog.log.notes import met


class Causes(Part):
    """Follows the trail of an event back to where it began."""

    KEYS = (
        Row(
            "u  U",
            "why: to the cause of the event that was jumped to, or of the worst alarm, and on to "
            "its cause; and down again",
            (
                Key("replay.why", "u", "why(1)", "why", "Go to the cause of this event"),
                Key("replay.whyback", "U", "why(-1)", "down again", "Back towards it"),
            ),
            "why", 230, "u",
        ),
    )  # fmt: skip

    def __init__(self, screen: DeskScreen, transport: Transport) -> None:
        super().__init__(screen)
        self._transport = transport
        self.event: int | None = None
        """The number of the event that was jumped to last, until time moves on."""
        self.trail: Trail | None = None

    def let_go(self) -> None:
        """Nothing is asked about any more."""
        self.event = self.trail = None

    def action_why(self, by: int) -> None:
        """To the cause of the event that was jumped to, or of the last cause; or down again."""
        way = self.trail
        if way is None:
            self._begin(by)
            return
        at = way.at + by
        if at < 0:
            self._transport.jump_to(way.origin)
            self.say(f"{met(way.origin)} Back where you asked why.", "dim")
            return
        self._follow(replace(way, at=min(at, len(way.links) - 1)))

    def _begin(self, by: int) -> None:
        room = self.screen.room
        if by < 0:
            self.tell("Ask why first, with {replay.why}: then {replay.whyback} goes down again.")
            return
        number = self.event
        if number is None:
            marks = self._transport.replay.marks
            number = in_hand(room.events, room.alarms, marks, room.tick)
        way = None if number is None else trail(room.events, number, room.tick)
        if way is None:
            self.say("Nothing has happened yet that could have a cause.", "dim")
            return
        self._follow(replace(way, at=min(1, len(way.links) - 1)))

    def _follow(self, way: Trail) -> None:
        self._transport.playing = False
        self._transport.jump_to(way.event.tick)
        self.trail, self.event = way, way.event.number
        self.say(said(way, self.screen.keys["replay.why"]), "accent")

    def choose(self, target: str) -> bool:
        """An event that is chosen is gone to, and asked about."""
        kind, _, name = target.partition(":")
        if kind != "event":
            return False
        way = trail(self.screen.room.events, int(name), self.screen.room.tick)
        if way is not None:
            self._follow(way)
        return True

    def explain(self, target: str) -> bool:
        """What an event is, is seen where it happened."""
        return self.choose(target)
