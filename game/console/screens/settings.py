"""The settings: a line for each, Enter or the arrows change it, and it is kept at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.console import themes
from game.console.lists import refill
from game.console.screens.closing import ClosingBox
from game.console.screens.dialogs import noted
from game.console.settings import CHOICES, Settings, written

SAID = {
    "theme": ("Theme", "colours; shapes and words say the same"),
    "units": ("Pressure in", "one unit everywhere, or each gauge's own"),
    "reduced_motion": ("Reduced motion", "the helmet picture changes every ten seconds"),
    "ascii": ("Plain signs", "ASCII alone, for fonts without braille and blocks"),
    "bell": ("Bell", "for urgent alarms and orders that are refused"),
    "warp_lead": ("Slow down before", "mission seconds before something needs you"),
}
"""What each setting is called, and what it does."""
WIDTH = 18


class SettingsScreen(ClosingBox[None]):
    """The settings of the console."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f9", "close", show=False, id="settings.close", tooltip="Close"),
        Binding("right,l", "change(1)", show=False, id="settings.next", tooltip="The next value"),
        Binding("left", "change(-1)", show=False, id="settings.back", tooltip="The value before"),
    ]

    def compose(self) -> ComposeResult:
        """A box with a line for each."""
        with Vertical(classes="box wide"):
            yield Static("SETTINGS", classes="title", markup=False)
            yield OptionList(*self._options(), id="choices", markup=False)
            keys = (
                "⏎ {settings.back} {settings.next} change, {settings.close} closes. Kept at once."
            )
            yield Static(self.worded(keys), classes="foot", markup=False)

    @property
    def _kept(self) -> Settings:
        kept: Settings = getattr(self.app, "kept", Settings())
        return kept

    def _options(self) -> list[Option]:
        styles = themes.roles(self.app.theme)
        made = []
        for name, (title, what) in SAID.items():
            value = written(getattr(self._kept, name))
            label = Text.assemble(f" {title:<{WIDTH}}", (f"‹ {value:^13} ›  ", styles["bright"]))
            made.append(Option(noted(label, Text(what, styles["dim"])), id=name))
        return made

    def on_mount(self) -> None:
        """Mark the first."""
        self.query_one(OptionList).highlighted = 0

    def recolour(self) -> None:
        """The lines."""
        refill(self.query_one(OptionList), self._options())

    @on(OptionList.OptionSelected)
    def chosen(self) -> None:
        """Enter, or a click: the next value."""
        self.action_change(1)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_change(self, by: int) -> None:
        """Take the next value of what is marked, or the one before."""
        listed = self.query_one(OptionList)
        at = listed.highlighted or 0
        name = tuple(SAID)[at]
        choices: tuple[Any, ...] = CHOICES[name]
        now = choices.index(getattr(self._kept, name))
        value = choices[(now + by) % len(choices)]
        keep = getattr(self.app, "keep", None)
        if keep is not None:
            keep(replace(self._kept, **{name: value}))
        refill(listed, self._options())
