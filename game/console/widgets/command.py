"""The command bar: an order in words, with completion and history."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from game.console.keys import filled, names_in, own_of

Complete = Callable[[str], list[str]]


class _Suggest(Suggester):
    def __init__(self, complete: Complete) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        found = self._complete(value) if value.strip() else []
        return found[0] if found else None


class CommandBar(Input):
    """One line for orders. Tab completes, and again goes on to the next; ↑ ↓ are history."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, id="command.complete", tooltip="Complete"),
        Binding("up", "history(-1)", show=False, id="command.back", tooltip="Earlier order"),
        Binding("down", "history(1)", show=False, id="command.on", tooltip="Later order"),
        Binding("escape", "leave", show=False, id="command.leave", tooltip="Leave"),
    ]

    class Left(Message):
        """The player left the bar without an order."""

    class Pasted(Message):
        """Several lines were pasted, of which the first was taken."""

    def __init__(self, complete: Complete) -> None:
        super().__init__(
            id="command",
            suggester=_Suggest(complete),
            select_on_focus=False,
            max_length=400,
        )
        self.cursor_blink = False
        self._complete = complete
        self._history: list[str] = []
        self._at = 0
        self._offered: list[str] = []
        self._offer = 0

    def on_mount(self) -> None:
        """Say which of the player's keys it has."""
        said = "an order, for example: flow ev1 high   ({command.complete} completes, "
        keys = names_in(self._bindings, own_of(self.app))
        self.placeholder = filled(said + "{command.leave} leaves)", keys)

    def _on_paste(self, event: events.Paste) -> None:
        """Take one line: each order is read and given by itself."""
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        if lines:
            self.insert_text_at_cursor(lines[0])
        if len(lines) > 1:
            self.post_message(self.Pasted())
        event.stop()
        event.prevent_default()

    def remember(self, text: str) -> None:
        """Keep an order that was given."""
        if text and (not self._history or self._history[-1] != text):
            self._history.append(text)
        self._at = len(self._history)

    def action_complete(self) -> None:
        """Take the first completion, or the next when it was taken already."""
        if self._offered and self.value == self._offered[self._offer]:
            self._offer = (self._offer + 1) % len(self._offered)
        else:
            self._offered, self._offer = self._complete(self.value), 0
        if len(self._offered) == 1:
            self.value = self._offered[0] + " "
            self._offered = []
        elif self._offered:
            self.value = self._offered[self._offer]
        self.cursor_position = len(self.value)

    def action_history(self, by: int) -> None:
        """Go back or on in the orders given."""
        if not self._history:
            return
        self._at = min(len(self._history), max(0, self._at + by))
        self.value = self._history[self._at] if self._at < len(self._history) else ""
        self.cursor_position = len(self.value)

    def action_leave(self) -> None:
        """Leave without an order."""
        self.value = ""
        self.post_message(self.Left())

    def on_blur(self, event: events.Blur) -> None:
        """A click elsewhere leaves the bar."""
        self.post_message(self.Left())
