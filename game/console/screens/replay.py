"""A replay: the flight screen again, read-only, with causes, truth, notes, and a way back in."""

from __future__ import annotations

from game.console.keys import Key, Row, Table, bindings
from game.console.looking import LOOKING
from game.console.parts.causes import Causes
from game.console.parts.marks import Marks
from game.console.parts.notes import Notes
from game.console.parts.take_over import TakeOver
from game.console.parts.transport import Transport
from game.console.parts.truth import Truth
from game.console.screens.desk import DeskScreen
from game.display import scrub
from game.display.foot import Hints
from game.flightlog.replay.watched import Watched
from game.room import Room
from game.vocabulary.units import TICK_S

UNPROVED = "◇ recorded, can't be proved"
"""Stands among the keys while what is shown was not flown again."""

CHANGED = "◇ not as it was flown"
"""Stands there when it was flown again, and came out otherwise."""

FOREMOST = ("key:pause", "key:leave", "key:app.help")
"""Hints that are shown even beside such a mark."""

LEAVING: Table = (
    Row(
        "q",
        "leave, back to where you came from",
        (Key("replay.leave", "q,ctrl+q", "leave", "leave", "Leave the replay"),),
        "leave", 320,
    ),
)  # fmt: skip


class ReplayScreen(DeskScreen):
    """Plays a flight log from ``at`` (s). Nothing can be ordered; everything can be looked at."""

    help_first = ("WATCHING A REPLAY", "THE BAR OF A REPLAY")

    TABLES = (
        Transport.KEYS, Marks.KEYS, Causes.KEYS, Truth.KEYS, Notes.KEYS, TakeOver.KEYS, LOOKING,
        LEAVING,
    )  # fmt: skip
    BINDINGS = bindings(*TABLES)

    def __init__(self, replay: Watched, at: float = 0.0, speed: float = 1.0) -> None:
        self.replay = replay
        super().__init__(replay.mission, scrub.draw, bar=2)
        self._start = int(at / TICK_S)
        self.transport = Transport(self, replay, speed)
        self.causes = Causes(self, self.transport)
        self.marks = Marks(self, self.transport, self.causes)
        self.truth = Truth(self)
        self.notes = Notes(self, self.marks)
        take_over = TakeOver(self, replay)
        self.parts = (self.transport, self.marks, self.causes, self.truth, self.notes, take_over)

    @property
    def room(self) -> Room:
        """The mission at the tick that is shown."""
        return self.replay.mission

    @property
    def speed(self) -> tuple[str, bool]:
        """The speed in words, and whether time stands still."""
        return self.transport.speed

    @property
    def idle(self) -> bool:
        """Whether it stands still, and all of the log has been looked through."""
        return not self.transport.playing and self.marks.looked_through

    def on_mount(self) -> None:
        """Begin where asked."""
        if self._start:
            self.transport.jump_to(self._start)
        self.tell(
            "{replay.play} pauses, {replay.back} {replay.on} skip, {replay.alarm} and "
            "{replay.order} go to the next alarm and order."
        )

    def frame(self, real: float) -> None:
        """Show the ticks that are due, and look a little ahead for marks and trends."""
        self.marks.look_ahead()
        self.transport.run(real)
        if self.transport.playing:
            self.fade(real)

    def on_key(self) -> None:
        """What was said while time stands still has been read: it goes with the next key."""
        if not self.transport.playing:
            self.say("")

    def show_foot(self) -> None:
        """Show the scrub bar and the keys."""
        self.desk.want.show(self.marks.bar)
        super().show_foot()

    def hints(self) -> Hints:
        """The keys, and what Space does now.

        A mark stands before them when what is shown is not proved; then the way out stands
        further to the front, so that there is room for it.
        """
        word = self.transport.word
        found = tuple(
            (key, word if to == "key:pause" else what, to) for key, what, to in super().hints()
        )
        if self.replay.proved and self.replay.trouble is None:
            return found
        mark = CHANGED if self.replay.proved else UNPROVED
        first = [one for one in found if one[2] in FOREMOST]
        return ((mark, "", ""), *first, *(one for one in found if one not in first))

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss("title")
