"""The desk: all panels of the flight screen, each in its place."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from game.console import layout
from game.console.ghost import Beside
from game.console.layout import Need
from game.console.render import (
    alarms,
    checklist,
    crew,
    foot,
    ghost,
    plan,
    ship,
    top,
    trend,
    truth,
    voice,
)
from game.console.render.foot import Status
from game.console.render.text import Lines
from game.console.snapshot import (
    AlarmLine,
    Card,
    Lists,
    Plan,
    Ship,
    Snapshot,
    Top,
    Trend,
    Truth,
    Voice,
)
from game.console.widgets.command import CommandBar, Complete
from game.console.widgets.panel import Panel, Renderer

Hints = tuple[tuple[str, str, str], ...]
"""(key, what it does, target) of each key hint."""


class _DeskLayout(Layout):
    """Puts every panel where :func:`game.console.layout.places` says."""

    name = "desk"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Placements of the children; one without a place has no size."""
        parent.pre_layout(self)
        need = parent.need if isinstance(parent, Desk) else Need()
        places = layout.places(size.width, size.height, need)
        want = places["want"]
        places["command"] = want._replace(x=want.x + 3, width=want.width - 3)
        made = []
        for child in children:
            place = places.get(child.id or "")
            region = Region(*place) if place is not None else Region(0, size.height, 0, 0)
            made.append(WidgetPlacement(region, Offset(0, 0), Spacing(), child, 0))
        return made


def _top(data: Top, width: int, height: int, focused: bool, back: int) -> Lines:
    return top.render(data, width)


def _crew(data: tuple[Card, ...], width: int, height: int, focused: bool, back: int) -> Lines:
    return crew.render(data, width, height, focused)


def _checklist(data: Lists, width: int, height: int, focused: bool, back: int) -> Lines:
    return checklist.render(data, width, height, focused)


def _voice(data: Voice, width: int, height: int, focused: bool, back: int) -> Lines:
    return voice.render(data, width, height, focused, back)


def _alarms(
    data: tuple[AlarmLine, ...], width: int, height: int, focused: bool, back: int
) -> Lines:
    return alarms.render(data, width, height, focused)


def _ship(data: Ship, width: int, height: int, focused: bool, back: int) -> Lines:
    return ship.render(data, width, height, focused)


def _trend(data: Trend, width: int, height: int, focused: bool, back: int) -> Lines:
    return trend.render(data, width, height, focused)


def _plan(data: Plan, width: int, height: int, focused: bool, back: int) -> Lines:
    return plan.render(data, width, height, focused)


def _truth(data: Truth, width: int, height: int, focused: bool, back: int) -> Lines:
    return truth.render(data, width, height, focused, back)


def _ghost(data: Beside, width: int, height: int, focused: bool, back: int) -> Lines:
    return ghost.render(data, width, height)


class Desk(Widget):
    """Holds the panels and hands each its part of a snapshot."""

    DEFAULT_CSS = "Desk { width: 1fr; height: 1fr; }"

    def __init__(self, need: Need, complete: Complete, want: Renderer = foot.want) -> None:
        super().__init__(id="desk")
        self.need = need
        self._arranging = _DeskLayout()
        self.top: Panel[Top] = Panel(_top, "top", focusable=False)
        self.lesson: Panel[str] = Panel(foot.lesson, "lesson", focusable=False)
        self.ghost: Panel[Beside] = Panel(_ghost, "ghost", focusable=False)
        self.crew: Panel[tuple[Card, ...]] = Panel(_crew, "crew")
        self.lists: Panel[Lists] = Panel(_checklist, "checklist")
        self.ship: Panel[Ship] = Panel(_ship, "ship")
        self.trend: Panel[Trend] = Panel(_trend, "trend")
        self.plan: Panel[Plan] = Panel(_plan, "plan")
        self.truth: Panel[Truth] = Panel(_truth, "truth")
        self.voice: Panel[Voice] = Panel(_voice, "voice")
        self.alarms: Panel[tuple[AlarmLine, ...]] = Panel(_alarms, "alarms")
        self.status: Panel[Status] = Panel(foot.status, "status", focusable=False)
        self.want: Panel[Any] = Panel(want, "want", focusable=False)
        self.command = CommandBar(complete)
        self.keys: Panel[Hints] = Panel(foot.keys, "keys", focusable=False)

    @property
    def layout(self) -> Layout:
        """The layout of the desk."""
        return self._arranging

    def compose(self) -> ComposeResult:
        """Every panel, once; which of them show is a matter of size."""
        yield from (self.top, self.lesson, self.ghost, self.crew, self.lists, self.ship)
        yield from (self.trend, self.plan, self.truth, self.voice, self.alarms)
        yield from (self.status, self.want)
        yield self.command
        yield self.keys

    def on_mount(self) -> None:
        """Hide what has no place yet."""
        self.command.display = False
        self._show_placed()

    def on_resize(self) -> None:
        """Panels come and go with the size."""
        self._show_placed()

    def require(self, need: Need) -> None:
        """Arrange for ``need``, if it differs from the last."""
        if need != self.need:
            self.need = need
            self._show_placed()
            self.refresh(layout=True)

    def _show_placed(self) -> None:
        width, height = self.app.size
        placed = layout.places(width, height, self.need)
        for panel in self.query(Panel):
            shown = panel.id in placed
            if panel.display != shown:
                panel.display = shown

    def show(self, picture: Snapshot) -> None:
        """Hand every panel its part; what was really so is for who watches a replay alone."""
        self.top.show(picture.top)
        self.lesson.show(picture.lesson)
        self.crew.show(picture.crew)
        self.lists.show(picture.lists)
        self.ship.show(picture.ship)
        self.trend.show(picture.trend)
        self.plan.show(picture.plan)
        self.voice.show(picture.voice)
        self.alarms.show(picture.alarms)

    def panel_at(self, x: int, y: int) -> tuple[Panel[object] | None, str]:
        """The panel at a cell of the screen, and the target there."""
        for panel in self.query(Panel):
            if panel.display and panel.region.contains(x, y):
                return panel, panel.at(x - panel.region.x, y - panel.region.y)
        return None, ""
