"""The title screen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from game import __version__
from game.console.widgets.panel import PanelWidget
from game.display.pages.title import Menu, draw


class TitleScreen(Screen[str]):
    """What there is to do. Gives ``fly``, ``resume``, ``replays``, ``help`` or ``quit``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k,shift+tab", "move(-1)", show=False, id="title.up", tooltip="Up"),
        Binding("down,j,tab", "move(1)", show=False, id="title.down", tooltip="Down"),
        Binding("enter,space", "take", "choose", id="title.take", tooltip="Choose"),
        Binding("f", "go('fly')", "fly", id="title.fly", tooltip="Choose a level"),
        Binding("r", "go('resume')", "resume", id="title.resume", tooltip="Go on"),
        Binding("p", "go('replays')", "replays", id="title.replays", tooltip="Watch"),
        Binding("h,f1,question_mark", "go('help')", "help", id="title.help", tooltip="Help"),
        Binding("q,escape,ctrl+q", "go('quit')", "quit", id="title.quit", tooltip="Quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._unfinished = ""
        self._panel: PanelWidget[Menu] = PanelWidget(draw, "title", focusable=False)

    def compose(self) -> ComposeResult:
        """One panel, the whole screen."""
        yield self._panel

    def on_mount(self) -> None:
        """Show the menu; look for an unfinished mission after the first frame."""
        self._show()

    def offer(self, unfinished: str) -> None:
        """Offer to resume an unfinished mission, named in a few words."""
        self._unfinished = unfinished
        self._show()

    def _items(self) -> tuple[tuple[str, str, str, str], ...]:
        resume = (("r", "Resume", self._unfinished, "menu:resume"),) if self._unfinished else ()
        return (
            ("f", "Fly", "choose a mission", "menu:fly"),
            *resume,
            ("p", "Replays", "watch, fly on, compare", "menu:replays"),
            ("h", "Help", "how to play, keys, orders", "menu:help"),
            ("q", "Quit", "", "menu:quit"),
        )

    def _show(self) -> None:
        self._panel.show(Menu(self._items(), self._at, f"version {__version__}"))

    def action_move(self, by: int) -> None:
        """Mark the next or the one before."""
        self._at = (self._at + by) % len(self._items())
        self._show()

    def action_take(self) -> None:
        """Choose what is marked."""
        self.action_go(self._items()[self._at][3].partition(":")[2])

    def action_go(self, where: str) -> None:
        """Go there."""
        if where == "resume" and not self._unfinished:
            return
        self.app.call_later(self.app.run_action, f"app.go('{where}')")

    @on(PanelWidget.Chosen)
    def chosen(self, event: PanelWidget.Chosen) -> None:
        """A click."""
        self.action_go(event.target.partition(":")[2])
