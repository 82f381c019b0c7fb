"""Small screens over another: explain, choose, confirm, pick from a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from game.console import themes
from game.console.lists import refill
from game.console.screens.closing import ClosingBox
from game.display.explain import Explanation
from game.display.text import Line

CLOSE: list[BindingType] = [
    Binding("escape", "close", "Close", id="dialog.close", tooltip="Close this"),
]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its key, what it says, and the value it gives."""

    key: str
    label: str
    value: str
    note: str = ""


def rich_line(line: Line, theme: str) -> Text:
    """A line of parts as Rich has it; never read as markup."""
    styles = themes.roles(theme)
    made = Text(no_wrap=True, overflow="ellipsis")
    for part in line:
        made.append(part.text, styles[part.role])
    return made


def table(pairs: Sequence[tuple[str, str]], theme: str) -> Table:
    """(heading, text) pairs with the headings in a column; never read as markup."""
    styles = themes.roles(theme)
    made = Table.grid(padding=(0, 2, 0, 0))
    made.add_column(justify="right", no_wrap=True)
    made.add_column()
    for head, text in pairs:
        made.add_row(Text(head, styles["label"]), Text(text, styles["text"]))
    return made


def noted(label: Text, note: Text) -> Table:
    """A row of a list: a note that takes more lines stays beside its label."""
    made = Table.grid()
    made.add_column(no_wrap=True)
    made.add_column()
    made.add_row(label, note)
    return made


class ExplainScreen(ClosingBox[str]):
    """What something is, why it matters, what is normal, where the number comes from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *CLOSE,
        Binding("question_mark,enter,space", "close", "Close", id="explain.close", tooltip="Close"),
        Binding("t", "plot", "Plot", id="explain.plot", tooltip="Show the trend of this channel"),
    ]

    def __init__(self, what: Explanation) -> None:
        super().__init__()
        self._what = what

    def compose(self) -> ComposeResult:
        """A box with paragraphs."""
        with Vertical(classes="box wide"):
            yield Static(Text(self._what.title), classes="title", markup=False)
            with VerticalScroll(classes="text"):
                yield Static(self._text(), id="explained", markup=False)
            plots = "   {explain.plot} plots it" if self._what.trend else ""
            said = f"{{dialog.close}} closes{plots}   (the mission holds while you read)"
            yield Static(Text(self.worded(said)), classes="foot")

    def _text(self) -> Table:
        return table(self._what.paragraphs, self.app.theme)

    def recolour(self) -> None:
        """The paragraphs."""
        self.query_one("#explained", Static).update(self._text())

    def action_close(self) -> None:
        """Close."""
        self.dismiss("")

    def action_plot(self) -> None:
        """Close, and plot the channel."""
        if self._what.trend:
            self.dismiss(self._what.trend)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss("")


class ChoiceScreen(ClosingBox[str]):
    """A few things to choose from, by key, arrows or mouse. Gives the value, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*CLOSE]

    def __init__(self, title: str, said: str, choices: Sequence[Choice], marked: int = 0) -> None:
        super().__init__()
        self._marked = marked
        self._title = title
        self._said = said
        self._choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """A box with a list."""
        with Vertical(classes="box"):
            yield Static(Text(self._title), classes="title", markup=False)
            if self._said:
                yield Static(Text(self._said), classes="said", markup=False)
            yield OptionList(*self._options(), id="choices", markup=False)

    def _options(self) -> list[Option]:
        styles = themes.roles(self.app.theme)
        size = max((len(one.label) for one in self._choices), default=0)
        options = []
        for one in self._choices:
            label = Text.assemble((f" {one.key:1} ", styles["key"]), f" {one.label:<{size}}   ")
            options.append(Option(noted(label, Text(one.note, styles["dim"]))))
        return options

    def recolour(self) -> None:
        """The keys and notes of the choices."""
        refill(self.query_one(OptionList), self._options())

    def on_mount(self) -> None:
        """Mark one."""
        self.query_one(OptionList).highlighted = self._marked

    def on_key(self, event: events.Key) -> None:
        """The key of a choice chooses it."""
        for one in self._choices:
            if one.key and event.character == one.key:
                event.stop()
                self.dismiss(one.value)
                return

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Give the value of what was chosen."""
        self.dismiss(self._choices[event.option_index].value)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss("")


class PickScreen(ClosingBox[str]):
    """A long list with a filter: type to narrow, arrows and Enter to choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *CLOSE,
        Binding("down", "down", show=False, id="pick.down", tooltip="Down"),
        Binding("up", "up", show=False, id="pick.up", tooltip="Up"),
    ]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._all = tuple(enumerate(choices))
        self._shown = self._all

    def compose(self) -> ComposeResult:
        """A box with a filter and a list."""
        with Vertical(classes="box wide"):
            yield Static(Text(self._title), classes="title", markup=False)
            yield Input(placeholder="type to narrow the list", id="filter")
            yield OptionList(*self._options(), id="choices", markup=False)

    def _options(self) -> list[Option]:
        styles = themes.roles(self.app.theme)
        return [
            Option(noted(Text(f" {one.label:<28} "), Text(one.note, styles["dim"])), str(at))
            for at, one in self._shown
        ]

    def recolour(self) -> None:
        """The notes of the choices."""
        refill(self.query_one(OptionList), self._options())

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Keep what matches every word typed."""
        words = event.value.lower().split()
        self._shown = tuple(
            (at, one)
            for at, one in self._all
            if all(word in f"{one.label} {one.value} {one.note}".lower() for word in words)
        )
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(self._options())
        if self._shown:
            listed.highlighted = 0

    @on(Input.Submitted)
    def take(self) -> None:
        """Enter in the filter chooses what is marked."""
        at = self.query_one(OptionList).highlighted
        if self._shown:
            self.dismiss(self._shown[at or 0][1].value)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Give the value of what was chosen, though the list may be another by now."""
        self.dismiss(self._all[int(event.option.id or 0)][1].value)

    def action_down(self) -> None:
        """Mark the next."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Mark the one before."""
        self.query_one(OptionList).action_cursor_up()

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss("")
