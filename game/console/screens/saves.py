"""What has been flown: go on with it, or watch it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.console import themes
from game.console.render.text import clean, pad
from game.flightlog.folder import Save
from game.vocabulary.units import clock

ENDED = {
    "success": "✓ welcome back",
    "home": "✓ home",
    "lost": "✗ lost",
    "timeout": "✗ out of time",
}


class SavesScreen(Screen[tuple[str, Path] | None]):
    """A list of flight logs. Gives (``resume`` or ``replay``, path), or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "back", id="saves.back", tooltip="Back to the title"),
        Binding("r", "take('resume')", "resume", id="saves.resume", tooltip="Go on with it"),
        Binding("w", "take('replay')", "watch", id="saves.watch", tooltip="Watch it"),
        Binding("f1,question_mark", "app.help", "help", id="saves.help", tooltip="Help"),
    ]

    def __init__(self, saves: list[Save]) -> None:
        super().__init__()
        self._saves = saves

    def compose(self) -> ComposeResult:
        """A list and its keys."""
        styles = themes.roles(self.app.theme)
        yield Static(Text(" WHAT HAS BEEN FLOWN"), classes="title", markup=False)
        if self._saves:
            yield OptionList(
                *(self._option(save) for save in self._saves), id="saves", markup=False
            )
        else:
            yield Static(Text("\n   Nothing yet. Fly a mission first.", styles["dim"]), id="none")
        yield Static(id="saves-said", markup=False)
        keys = Text(" ")
        for key, what in (
            ("⏎", "resume or watch"),
            ("r", "resume"),
            ("w", "watch"),
            ("Esc", "back"),
        ):
            keys.append(key, styles["key"])
            keys.append(f" {what}  ", styles["dim"])
        yield Static(keys, classes="foot", markup=False)

    def _option(self, save: Save) -> Option:
        styles = themes.roles(self.app.theme)
        label = Text(no_wrap=True, overflow="ellipsis")
        name = clean(save.title or save.path.stem)
        label.append(" " + pad(name, 18), styles["bright"])
        if save.broken:
            label.append(f" △ {clean(save.broken)}", styles["caution"])
            return self._fitted(label)
        label.append(f" {clock(save.met_s)}  ", styles["text"])
        if save.outcome is None:
            label.append(pad("▶ unfinished", 17), styles["accent"])
        else:
            lost = save.outcome in ("lost", "timeout")
            said = ENDED.get(save.outcome, save.outcome)
            label.append(pad(said, 17), styles["warning" if lost else "done"])
        score = f"{save.score:>4} points  " if save.score is not None else " " * 13
        label.append(score, styles["text"])
        when = time.strftime("%d %b %H:%M", time.localtime(save.modified))
        settings = f"{save.difficulty}, seed {save.seed}"
        label.append(f"{when}  {settings}  {save.path.name}", styles["dim"])
        return self._fitted(label)

    def _fitted(self, label: Text) -> Option:
        """One line: what matters less stands further right, and is cut."""
        label.truncate(self.app.size.width - 3, overflow="ellipsis")
        return Option(label)

    def on_mount(self) -> None:
        """Mark the newest."""
        if self._saves:
            self.query_one(OptionList).focus()
            self.query_one(OptionList).highlighted = 0

    def _say(self, text: str) -> None:
        styles = themes.roles(self.app.theme)
        self.query_one("#saves-said", Static).update(Text(f" {text}", styles["refused"]))

    @on(OptionList.OptionHighlighted)
    def marked(self) -> None:
        """Nothing to say of it yet."""
        self.query_one("#saves-said", Static).update("")

    @on(OptionList.OptionSelected)
    def chosen(self) -> None:
        """Go on with it if it can be gone on with, else watch it."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.action_take("resume" if self._saves[at].outcome is None else "replay")

    def action_take(self, how: str) -> None:
        """Resume or replay what is marked."""
        if not self._saves:
            return
        save = self._saves[self.query_one(OptionList).highlighted or 0]
        if save.broken:
            self._say(f"{save.path.name}: {clean(save.broken)}.")
        elif how == "resume" and save.outcome is not None:
            self._say("That mission has ended: w watches it.")
        else:
            self.dismiss((how, save.path))

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)
