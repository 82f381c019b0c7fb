"""The debrief: how it went, what it was worth, and why."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Group, RenderableType
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from game.console import themes
from game.console.render import debrief as picture
from game.console.render.text import Lines, Part, clean, fit, prose
from game.console.screens.dialogs import table
from game.console.widgets.panel import Panel
from game.debrief.report import Debrief
from game.vocabulary.units import clock

Buttons = tuple[tuple[str, str, str], ...]


def _buttons(data: Buttons, width: int, height: int, focused: bool, back: int) -> Lines:
    parts = [Part(" ")]
    for key, what, target in data:
        parts += [Part(f" {key} ", "button", target), Part(f" {what}    ", "text", target)]
    return (fit(parts, width),)


class DebriefScreen(Screen[str]):
    """What happened and why. Gives ``replay``, ``again``, ``levels`` or ``title``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,w", "take('replay')", "replay", id="debrief.replay", tooltip="Watch it"),
        Binding("a", "take('again')", "again", id="debrief.again", tooltip="Fly it again"),
        Binding("l,enter", "take('levels')", "levels", id="debrief.levels", tooltip="Levels"),
        Binding("escape,q,ctrl+q", "take('title')", "title", id="debrief.title", tooltip="Title"),
        Binding("down,j", "move(2)", show=False, id="debrief.down", tooltip="Down"),
        Binding("up,k", "move(-2)", show=False, id="debrief.up", tooltip="Up"),
        Binding("pagedown,space", "move(15)", show=False, id="debrief.page", tooltip="Page"),
        Binding("pageup", "move(-15)", show=False, id="debrief.back", tooltip="Page back"),
    ]

    def __init__(self, said: Debrief, level: str, ending: str, *, recorded: bool) -> None:
        super().__init__()
        self._said = said
        self._level = clean(level)
        self._ending = prose(ending)
        self._recorded = recorded
        self._foot: Panel[Buttons] = Panel(_buttons, "debrief-foot", focusable=False)

    def compose(self) -> ComposeResult:
        """A text to read, and what to do next."""
        with VerticalScroll(id="debrief", can_focus=False):
            yield Static(id="debrief-text", markup=False)
        yield self._foot

    def on_mount(self) -> None:
        """Show it."""
        replay = (("r", "replay", "take:replay"),) if self._recorded else ()
        again = ("a", "fly again", "take:again")
        self._foot.show(
            (*replay, again, ("l", "levels", "take:levels"), ("Esc", "title", "take:title"))
        )
        self.tell(self._said)

    def on_resize(self) -> None:
        """The room stands in the middle."""
        self.tell(self._said)

    def tell(self, said: Debrief) -> None:
        """Show ``said``."""
        self._said = said
        theme = self.app.theme
        styles = themes.roles(theme)
        good = said.kind in ("success", "home")
        width = min(self.app.size.width - 8, 100)
        parts: list[RenderableType] = []
        for line in picture.room(said.kind, width):
            drawn = Text(no_wrap=True)
            for part in line:
                drawn.append(part.text, styles[part.role])
            parts.append(drawn)
        head = Text("\n", justify="center")
        loud = styles["good" if good else "warning"]
        head.append(f"{said.headline.upper()}\n", loud + Style(bold=True))
        head.append(f"{clean(said.reason)}\n", styles["text"])
        if good and self._ending:
            head.append(f"{self._ending}\n", styles["sun"])
        head.append(f"\n{picture.stars(said.score)}  {said.score} of 100\n", styles["bright"])
        head.append(f"{self._level}, {clock(said.met_s)}\n", styles["dim"])
        parts.append(head)
        for title, pairs in self._sections(said, why_first=not good):
            if pairs:
                parts += [Text(title, styles["head"]), table(pairs, theme), Text("")]
        self.query_one("#debrief-text", Static).update(Group(*parts))

    @staticmethod
    def _sections(said: Debrief, *, why_first: bool) -> list[tuple[str, list[tuple[str, str]]]]:
        """Heads and lines; after a loss, why comes before what it was worth."""
        why = [
            (clock(link.met_s), ("" if at == 0 else "← ") + clean(link.text))
            for at, link in enumerate(said.chain)
        ]
        chain = ("WHY, FROM THE END BACK TO THE DECISION", why)
        goals = [
            (
                "✓" if one.met_tick is not None else "✗",
                clean(one.title)
                + (" (had to be met)" if one.required and one.met_tick is None else ""),
            )
            for one in said.objectives
        ]
        rest = [
            ("SCORE", [(f"{one.points:+d}", one.text) for one in said.score_lines]),
            ("OBJECTIVES", goals),
            ("WHAT WENT WELL", [("·", clean(text)) for text in said.well]),
            ("WHAT NEARLY WENT WRONG", [("△", clean(text)) for text in said.nearly]),
            (
                "FLIGHT RULES BROKEN",
                [(clock(met), clean(text)) for met, text in said.broken_rules],
            ),
        ]
        return [chain, *rest] if why_first else [*rest, chain]

    @on(Panel.Chosen)
    def chosen(self, event: Panel.Chosen) -> None:
        """A click."""
        self.action_take(event.target.partition(":")[2])

    def action_take(self, where: str) -> None:
        """Go there."""
        if where != "replay" or self._recorded:
            self.dismiss(where)

    def action_move(self, by: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
