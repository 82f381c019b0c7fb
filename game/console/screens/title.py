"""The title screen."""

from __future__ import annotations

import threading
import time

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer

from game import __version__
from game.console.keys import Key, Row, Table, bindings, keys_of, own_of, target
from game.console.widgets.panel import PanelWidget
from game.display.pages.title import Menu, draw

_RESUME = Row("r", "Resume", (Key("title.resume", "r", "go('resume')", "resume", "Resume"),))
_CAMPAIGN = Row(
    "c", "Campaign",
    (Key("title.campaign", "c", "go('campaign')", "campaign", "Resume the campaign"),),
    "five days, one ship",
)  # fmt: skip
KEYS: Table = (
    Row("f", "Fly", (Key("title.fly", "f", "go('fly')", "fly", "Choose a level"),),
        "choose a mission"),
    _CAMPAIGN,
    _RESUME,
    Row("t", "Today", (Key("title.today", "t", "go('today')", "today", "Mission of the day"),),
        "the same for everybody"),
    Row("p", "Replays", (Key("title.replays", "p", "go('replays')", "replays", "Watch"),),
        "watch, fly on, compare"),
    Row("h", "Help", (Key("title.help", "h,f1,question_mark", "go('help')", "help", "Help"),),
        "how to play, keys, orders"),
    Row("q", "Quit", (Key("title.quit", "q,escape,ctrl+q", "go('quit')", "quit", "Quit"),)),
)  # fmt: skip
"""What there is to do: the key, a word, and a note."""

MOVING: Table = (
    Row(
        "↑ ↓ ⏎", "mark and choose",
        (
            Key("title.up", "up,k,shift+tab", "move(-1)", tip="Up"),
            Key("title.down", "down,j,tab", "move(1)", tip="Down"),
            Key("title.take", "enter,space", "take", "choose", "Choose"),
        ),
    ),
)  # fmt: skip


FIRST_S = 0.1
"""How long after the first frame the real Earth is drawn."""
TURN_S = 5.0
"""How often it moves on."""


class TitleScreen(Screen[str]):
    """What there is to do. Gives the word of an entry: ``fly``, ``resume``, ``today`` and so on."""

    BINDINGS = bindings(MOVING, KEYS)

    def __init__(self) -> None:
        super().__init__()
        self._mark: Row | None = None
        """The entry that the player marked; None for the first, whichever that is."""
        self._time_s: float | None = None
        self.turning: Timer | None = None
        """Moves the Earth on; None while it stands still."""
        self._unfinished = ""
        self._campaign = ""
        self._panel: PanelWidget[Menu] = PanelWidget(draw, "title", focusable=False)

    def compose(self) -> ComposeResult:
        """One panel, the whole screen."""
        yield self._panel

    def on_mount(self) -> None:
        """Show the menu; look for an unfinished mission after the first frame."""
        self._show()

    def on_screen_resume(self) -> None:
        """Let the Earth turn while the title is the screen that shows."""
        if getattr(self.app, "live", False):
            self.turning = self.set_timer(FIRST_S, self._turn)

    def on_screen_suspend(self) -> None:
        """Stand still: every timer of a screen below has all of that above written again."""
        if self.turning is not None:
            self.turning.stop()
            self.turning = None

    def turn(self, time_s: float) -> None:
        """Show the real Earth, ``time_s`` after the epoch of the first orbit."""
        self._time_s = time_s
        self._show()

    def _turn(self) -> None:
        """The Earth as it is now; and again, unless pictures are to stand still."""
        from game.display.pictures.limb import since_epoch_s

        time_s = since_epoch_s(time.time() // TURN_S * TURN_S)
        # a daemon: quitting does not wait for the first picture, which takes half a second
        threading.Thread(target=self._draw_ahead, args=(time_s,), daemon=True).start()
        still = getattr(getattr(self.app, "kept", None), "reduced_motion", False)
        self.turning = None if still else self.set_timer(TURN_S, self._turn)

    def _draw_ahead(self, time_s: float) -> None:
        """Draw it beside the keys, and show it when it is kept."""
        from game.display.pictures.limb import limb

        limb(*self.size, time_s)
        self.call_later(self.turn, time_s)

    def offer(self, unfinished: str) -> None:
        """Offer to resume an unfinished mission, named in a few words."""
        self._unfinished = unfinished
        self._show()

    def offer_campaign(self, words: str) -> None:
        """Offer first to resume a campaign that was begun, in a few words."""
        self._campaign = words
        self._show()

    @property
    def _rows(self) -> list[Row]:
        """What there is to do now."""
        rows = [row for row in KEYS if row is not _RESUME or self._unfinished]
        if self._campaign:  # what was begun is offered first
            rows.sort(key=lambda row: row is not _CAMPAIGN)
        return rows

    @property
    def _at(self) -> int:
        """Which of the rows is marked: entries come and go while the mark stays on its own."""
        rows = self._rows
        return rows.index(self._mark) if self._mark in rows else 0

    def _show(self) -> None:
        notes = {_RESUME: self._unfinished, _CAMPAIGN: self._campaign or _CAMPAIGN.hint}
        own = own_of(self.app)
        items = tuple(
            (keys_of(row, own), row.help, notes.get(row, row.hint), target(row))
            for row in self._rows
        )
        self._panel.show(Menu(items, self._at, f"version {__version__}", self._time_s))

    def action_move(self, by: int) -> None:
        """Mark the next or the one before."""
        rows = self._rows
        self._mark = rows[(self._at + by) % len(rows)]
        self._show()

    def action_take(self) -> None:
        """Choose what is marked."""
        self._do(target(self._rows[self._at]))

    def action_go(self, where: str) -> None:
        """Go there."""
        if where == "resume" and not self._unfinished:
            return
        self.app.call_later(self.app.run_action, f"app.go('{where}')")

    @on(PanelWidget.Chosen)
    def chosen(self, event: PanelWidget.Chosen) -> None:
        """A click."""
        self._do(event.target)

    def _do(self, target: str) -> None:
        self.call_later(self.run_action, target.partition(":")[2])
