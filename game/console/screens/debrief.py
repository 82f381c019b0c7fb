"""The debrief: how it went, what it was worth, and why; and the way back to any moment of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from game.console.keys import Key, Row, Table, bindings, hints, own_of
from game.console.screens.closing import ClosingScreen
from game.console.screens.dialogs import Choice, PickScreen
from game.console.widgets.panel import PanelWidget
from game.debrief.compare import Comparison
from game.debrief.moments import before, decision, moments
from game.debrief.report import Debrief
from game.display.foot import Hints
from game.display.pages import debrief as picture
from game.display.pages.debrief import Page
from game.display.panel import Focus, Size
from game.display.text import Lines, Part, clean, fit, pad, width_of
from game.vocabulary.units import clock

_WORDS = {
    "decision": "led to the end",
    "cause": "on the way there",
    "rule": "rule broken",
    "trouble": "went wrong",
    "close": "close call",
    "goal": "missed",
}
"""What a moment is, in the menu of moments."""

_MOMENT = 48
"""Cells for a moment in the menu."""


def _buttons(data: Hints, size: Size, focus: Focus) -> Lines:
    parts = [Part(" ")]
    for key, what, target in data:
        more = [Part(f" {key} ", "button", target), Part(f" {what}  ", "text", target)]
        if width_of(parts) + width_of(more) > size.width:
            break
        parts += more
    return (fit(parts, size.width),)


def _page(data: Page, size: Size, focus: Focus) -> Lines:
    return picture.draw(data, size.width)


class _Text(PanelWidget[Page]):
    """The text, as high as it is.

    Up and down go to the next line that can be chosen, and scroll on the way there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "screen.move(-15)", "Page up", show=False, id="debrief.text.up"),
        Binding("pagedown", "screen.move(15)", "Page down", show=False, id="debrief.text.down"),
    ]

    def fill(self, page: Page, width: int) -> None:
        """Show ``page``, ``width`` cells wide."""
        self.styles.width = width
        self.styles.height = len(picture.draw(page, width))
        self.show(page)

    def action_move(self, by: int) -> None:
        """Mark the next line that can be chosen; scroll while it is out of sight."""
        scroll = self.parent
        assert isinstance(scroll, VerticalScroll)
        targets = self.targets()
        at = targets.index(self.target) if self.target else -1 if by > 0 else len(targets)
        row = self._row(targets[at + by]) if 0 <= at + by < len(targets) else -1
        top = scroll.scroll_offset.y
        if top <= row < top + scroll.size.height - 1:
            self._cursor = targets[at + by]
            self._strips.clear()
            self.refresh()
        else:
            scroll.scroll_relative(y=2 * by, animate=False)

    def _row(self, target: str) -> int:
        lines = enumerate(self._lines)
        return next(at for at, line in lines if any(part.target == target for part in line))


_NEXT = Row(
    "n", "the mission that comes next",
    (Key("debrief.next", "n", "leave('next')", "next", "The next mission"),),
    "next", 5,
)  # fmt: skip
_REPLAYED: Table = (
    Row(
        "t",
        "take over: after a loss 10 s before the decision, else from a moment you choose",
        (Key("debrief.over", "t", "take_over", "take over", "Take over from here"),),
        "take over", 10,
    ),
    Row("r", "watch it", (Key("debrief.replay", "r,w", "watch", "replay", "Watch it"),),
        "replay", 20),
    Row(
        "g",
        "fly it again with this flight as the ghost",
        (Key("debrief.against", "g", "leave('against')", "against", "Against it"),),
        "against it", 70,
    ),
)  # fmt: skip
"""The keys that need a log."""

KEYS: Table = (
    _NEXT,
    *_REPLAYED,
    Row(
        "↑ ↓ ⏎",
        "mark a line that tells of a moment; go there in the replay. A click goes there too",
        (
            Key("debrief.choose", "enter", "choose", "go there", "Go to the moment"),
            Key("debrief.down", "j", "move(2)", tip="Down"),
            Key("debrief.up", "k", "move(-2)", tip="Up"),
            Key("debrief.page", "space", "move(15)", tip="Page down"),
        ),
    ),
    Row("c", "copy the three lines of the result, to paste anywhere",
        (Key("debrief.copy", "c", "copy", "copy", "Copy the result"),), "copy", 80),
    Row("a", "fly it again without a ghost",
        (Key("debrief.again", "a", "leave('again')", "again", "Fly it again"),), "again", 30),
    Row("l", "choose a level", (Key("debrief.levels", "l", "leave('levels')", "levels", "Levels"),),
        "levels", 60),
    Row(
        "Esc",
        "back to the title, or to the campaign",
        (Key("debrief.title", "escape,q,ctrl+q", "leave('back')", "back", "Back"),),
        "back", 40,
    ),
    Row("F1", "help", (Key("debrief.help", "f1,question_mark", "app.help", "help", "Help"),),
        "help", 50),
)  # fmt: skip
"""The keys of the debrief."""


class DebriefScreen(ClosingScreen[str]):
    """What happened and why. Gives ``next``, ``again``, ``against``, ``levels`` or ``back``.

    ``watch`` opens the replay at a tick, or from the start; None when nothing was recorded.
    ``more`` says that there is a next mission.
    """

    AUTO_FOCUS = "#debrief-text"
    help_first = ("AFTER A MISSION",)

    BINDINGS = bindings(KEYS)

    def __init__(
        self,
        said: Debrief,
        level: str,
        watch: Callable[[int | None], None] | None = None,
        more: bool = False,
    ) -> None:
        super().__init__()
        self._more = more
        self._page = Page(said, level, watch is not None)
        self._go = watch
        self._text = _Text(_page, "debrief-text")
        self._foot: PanelWidget[Hints] = PanelWidget(_buttons, "debrief-foot", focusable=False)

    def compose(self) -> ComposeResult:
        """A text to read, and what to do next."""
        with VerticalScroll(id="debrief", can_focus=False):
            yield self._text
        yield self._foot

    def on_mount(self) -> None:
        """Show it."""
        self._show_keys()
        self._fill()

    def _show_keys(self) -> None:
        """Show what to do next."""
        rows = [row for row in KEYS if self._go is not None or row not in _REPLAYED]
        self._foot.show(
            hints([row for row in rows if self._more or row is not _NEXT], own_of(self.app))
        )

    def on_resize(self) -> None:
        """The room stands in the middle."""
        if self.is_mounted:
            self._fill()

    def _fill(self) -> None:
        self._text.fill(self._page, min(self.app.size.width - 10, 100))

    def tell(self, said: Debrief) -> None:
        """Show ``said`` instead."""
        self._page = replace(self._page, said=said)
        self._fill()

    def set_beside(self, found: Comparison) -> None:
        """Show another mission beside this one."""
        self._page = replace(self._page, beside=found)
        self._fill()

    @on(PanelWidget.Chosen)
    def chosen(self, event: PanelWidget.Chosen) -> None:
        """A click on a line, or on what to do next."""
        kind, _, name = event.target.partition(":")
        if kind == "tick":
            self._go_to(int(name.partition(":")[0]))
        else:
            self.call_later(self.run_action, name)

    def action_choose(self) -> None:
        """Go to the moment of the marked line."""
        if self._text.target:
            self._go_to(int(self._text.target.split(":")[1]))

    def _go_to(self, tick: int | None) -> None:
        if self._go is not None:
            self._go(tick)

    def action_watch(self) -> None:
        """Watch it from its start."""
        self._go_to(None)

    def action_take_over(self) -> None:
        """Go to where another decision is possible.

        After a loss that is a little before the decision, else a moment of the player's
        choice.
        """
        if self._go is None:
            return
        said = self._page.said
        led = decision(said)
        if said.kind == "lost" and led is not None:
            self._go_to(before(led.met_s))
            return
        choices = [
            Choice(
                "",
                pad(f"{clock(one.met_s)}  {clean(one.text)}", _MOMENT),
                str(before(one.met_s)),
                _WORDS[one.kind],
            )
            for one in moments(said)
        ]
        if choices:
            title = "Take over from where? The replay opens there, for you to fly on."
            self.app.push_screen(PickScreen(title, choices), self._picked)
        else:
            self._go_to(0)

    def _picked(self, chosen: str | None) -> None:
        if chosen:
            self._go_to(int(chosen))

    def action_leave(self, where: str) -> None:
        """Leave for ``where``."""
        possible = {"against": self._go is not None, "next": self._more}
        if possible.get(where, True):
            self.dismiss(where)

    def action_copy(self) -> None:
        """Copy the result for other programs, and show it for terminals that copy nothing."""
        text = "\n".join(self._page.said.result)
        if text:
            self.app.copy_to_clipboard(text)
            self.notify(text, title="Copied", markup=False)

    def action_move(self, by: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
