"""What the lists of missions have in common: a list to mark in beside a briefing to read."""

from __future__ import annotations

from typing import TypeVar

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import OptionList

from game.console.keys import Key, Row, Table
from game.console.screens.closing import ClosingScreen

Result = TypeVar("Result")


def choosing(screen: str, fly: str, mark: str, *more: Row) -> Table:
    """The keys of a list of missions, whose ids begin with ``screen``; ``more`` come between.

    ``fly`` and ``mark`` say in help what choosing and marking do.
    """
    return (
        Row("⏎", fly, (), "fly", 10),
        Row(
            "↑ ↓  j k", mark,
            (Key(f"{screen}.next", "j", "mark(1)", tip="Next"),
             Key(f"{screen}.before", "k", "mark(-1)", tip="Before")),
            "choose", 20, "↑↓",
        ),
        *more,
        Row(
            "PgDn PgUp", "read on and back in the briefing",
            (Key(f"{screen}.down", "pagedown", "scroll(8)", tip="Read on", first=True),
             Key(f"{screen}.up", "pageup", "scroll(-8)", tip="Read back", first=True)),
            "read on", 50, "PgDn",
        ),
        Row("F1", "help", (Key(f"{screen}.help", "f1,question_mark", "app.help", "help", "Help"),),
            "help", 60),
        Row("Esc", "back to the title",
            (Key(f"{screen}.back", "escape,q", "leave", "back", "Back to the title"),),
            "back", 70),
    )  # fmt: skip


MARK, NO_MARK = "▶", " "
"""What stands before the mission that is marked, and before the others."""


class ChoosingScreen(ClosingScreen[Result]):
    """Missions in the list ``#levels``, the briefing of the one that is marked in ``#briefing``."""

    _signed: int | None = None
    """The mission before which the mark stands."""

    def prompt(self, at: int, mark: str) -> Text:
        """What the list says of the mission ``at``, with ``mark`` before its title."""
        raise NotImplementedError

    def sign(self) -> None:
        """Move the mark to the mission that is marked now: colours alone may not be seen."""
        listed = self.query_one("#levels", OptionList)
        before, self._signed = self._signed, listed.highlighted
        for at in {before, self._signed}:
            if at is not None and at < listed.option_count:
                mark = MARK if at == self._signed else NO_MARK
                listed.replace_option_prompt_at_index(at, self.prompt(at, mark))

    def sign_all(self) -> None:
        """Say of every mission again what the list says."""
        listed = self.query_one("#levels", OptionList)
        for at in range(listed.option_count):
            mark = MARK if at == listed.highlighted else NO_MARK
            listed.replace_option_prompt_at_index(at, self.prompt(at, mark))

    def action_scroll(self, by: int) -> None:
        """Read on or back in the briefing."""
        self.query_one("#briefing", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_mark(self, by: int) -> None:
        """Mark the next mission, or the one before."""
        listed = self.query_one("#levels", OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def action_leave(self) -> None:
        """Back to the title."""
        self.dismiss(None)
