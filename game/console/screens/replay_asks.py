"""What a replay asks for: a time, the text of a note, and which note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from game.console import themes
from game.console.lists import refill
from game.console.screens.closing import ClosingBox
from game.display.text import clean, wrap
from game.flightlog.log import notes
from game.flightlog.log.notes import Note
from game.vocabulary import units


class JumpScreen(ClosingBox[str]):
    """Asks for a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="jump.close", tooltip="Stay here"),
    ]

    def compose(self) -> ComposeResult:
        """A box with a line to type in."""
        with Vertical(classes="box"):
            yield Static("Go to which time?", classes="title", markup=False)
            yield Input(placeholder="00:41:20, or 41 min", id="time")
            said = self.worded("Enter goes there, {jump.close} stays.")
            yield Static(said, id="jump-said", classes="said", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the time if it is one."""
        if seconds_of(event.value) is None:
            self.query_one("#jump-said", Static).update("A time is needed: 00:41:20, or 41 min.")
        else:
            self.dismiss(event.value)

    def action_close(self) -> None:
        """Stay."""
        self.dismiss("")


def seconds_of(text: str) -> float | None:
    """Mission time from ``00:41:20``, ``41:20`` or a duration with its unit; None if neither."""
    parts = text.strip().split(":")
    if len(parts) in (2, 3) and all(p.isascii() and p.isdigit() and len(p) < 5 for p in parts):
        seconds = 0.0
        for part in parts:
            seconds = seconds * 60 + int(part)
        return seconds
    try:
        return units.parse(text.strip(), "duration")
    except units.BadQuantity:
        return None


class NoteScreen(ClosingBox[bool]):
    """Asks for a line of text for a moment. It stays until that is kept, or given up.

    ``keep`` writes it, and says in a sentence why it can't; an empty sentence when it could.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="note.close", tooltip="Keep nothing"),
    ]

    def __init__(self, tick: int, text: str, keep: Callable[[str], str]) -> None:
        super().__init__()
        self._title = f"Note at {notes.met(tick)}"
        self._text = text
        self._keep = keep

    def compose(self) -> ComposeResult:
        """A box with a line to type in."""
        with Vertical(classes="box"):
            yield Static(Text(self._title), classes="title", markup=False)
            yield Input(
                self._text, placeholder="a line about this moment, or nothing: a bookmark",
                max_length=notes.MOST, id="note",
            )  # fmt: skip
            said = self.worded("Enter keeps it in the log, {note.close} does not.")
            yield Static(said, id="note-said", classes="said", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it, or say why that can't be."""
        trouble = self._keep(clean(event.value))
        if trouble:
            self.query_one("#note-said", Static).update(Text(trouble))
        else:
            self.dismiss(True)

    def action_close(self) -> None:
        """Keep nothing."""
        self.dismiss(False)


class NotesScreen(ClosingBox["tuple[str, Note] | None"]):
    """All notes of a log. Gives ("go", note), ("change", note), ("delete", note), or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="notes.close", tooltip="Close"),
        Binding("e", "take('change')", "Change", id="notes.change", tooltip="Change its text"),
        Binding("d,delete", "take('delete')", "Delete", id="notes.delete", tooltip="Delete it"),
    ]

    def __init__(self, found: Sequence[Note], marked: int = 0) -> None:
        super().__init__()
        self._notes = tuple(found)
        self._marked = marked

    def compose(self) -> ComposeResult:
        """A box with a list."""
        with Vertical(classes="box wide"):
            count = len(self._notes)
            title = f"{count} note{'' if count == 1 else 's'} in this log"
            yield Static(title, classes="title", markup=False)
            yield OptionList(*self._options(), id="choices", markup=False)
            keys = (
                "Enter goes there   {notes.change} changes the text   {notes.delete} deletes   "
                "{notes.close} closes"
            )
            yield Static(self.worded(keys), classes="foot", markup=False)

    def _options(self) -> list[Option]:
        styles = themes.roles(self.app.theme)
        options = []
        width = min(92, self.app.size.width) - 24
        for one in self._notes:
            label = Text()
            label.append(f" {notes.met(one.tick):<10} ", styles["dim"])
            rows = wrap(clean(one.text) or "bookmark", width)
            label.append(f"\n{'':12}".join(rows), styles["text" if one.text else "dim"])
            options.append(Option(label))
        return options

    def recolour(self) -> None:
        """The notes."""
        refill(self.query_one(OptionList), self._options())

    def on_mount(self) -> None:
        """Mark one."""
        self.query_one(OptionList).highlighted = min(self._marked, len(self._notes) - 1)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        self.dismiss(("go", self._notes[event.option_index]))

    def action_take(self, what: str) -> None:
        """Do ``what`` with the note that is marked."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss((what, self._notes[at]))

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
