"""What a mission is: its briefing, crew and objectives."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from game.console import themes
from game.console.screens.closing import ClosingBox
from game.console.screens.dialogs import table
from game.display.text import clean, prose
from game.level.schema import Level


def brief(level: Level, theme: str) -> RenderableType:
    """The briefing of ``level``, its crew, and what counts."""
    styles = themes.roles(theme)
    head = Text()
    head.append(clean(level.title).upper(), styles["bright"])
    if level.day:
        head.append(f"   {clean(level.day)}", styles["dim"])
    head.append(f"\n{clean(level.summary)}\n", styles["sun"])
    if level.teaches:
        head.append(f"What it teaches: {clean(level.teaches)}\n", styles["dim"])
    body = Text(prose(level.briefing) + "\n\n", styles["text"])
    body.append("THE CREW", styles["head"])
    crew = [
        (clean(one.role), f"{clean(one.name)}, seat {one.seat}. {prose(one.life)}")
        for one in level.crew.values()
    ]
    aims = Text("\nWHAT COUNTS", styles["head"])
    goals = [
        (f"{one.most}", clean(one.title) + (" (must be met)" if one.required else ""))
        for one in level.objectives.values()
    ]
    parts: list[RenderableType] = [head, body, table(crew, theme)]
    if goals:
        parts += [aims, table(goals, theme)]
    return Group(*parts)


class BriefingScreen(ClosingBox[None]):
    """The briefing again, over a mission that holds meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,q,enter,space", "close", "Close", id="brief.close", tooltip="Close"),
        Binding("down,j", "move(2)", show=False, id="brief.down", tooltip="Down"),
        Binding("up,k", "move(-2)", show=False, id="brief.up", tooltip="Up"),
        Binding("pagedown", "move(12)", show=False, id="brief.page", tooltip="Page down"),
        Binding("pageup", "move(-12)", show=False, id="brief.back", tooltip="Page up"),
    ]

    def __init__(self, level: Level) -> None:
        super().__init__()
        self._level = level

    def compose(self) -> ComposeResult:
        """A text to scroll in."""
        with VerticalScroll(classes="box full", can_focus=False):
            yield Static(brief(self._level, self.app.theme), id="briefed", markup=False)

    def recolour(self) -> None:
        """The text."""
        self.query_one("#briefed", Static).update(brief(self._level, self.app.theme))

    def action_move(self, by: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
