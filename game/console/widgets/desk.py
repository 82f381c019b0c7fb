"""The desk: all panels of the flight screen, each in its place."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from game.console.widgets.command import CommandBar, Complete
from game.console.widgets.panel import Draw, PanelWidget
from game.display import foot, layout
from game.display.foot import Hints, Status
from game.display.layout import Need
from game.display.observer import Picture
from game.display.panels import PANELS


class _DeskLayout(Layout):
    """Puts every panel where :func:`game.display.layout.places` says."""

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


class Desk(Widget):
    """Holds the panels and hands each what it shows."""

    DEFAULT_CSS = "Desk { width: 1fr; height: 1fr; }"

    def __init__(self, need: Need, complete: Complete, want: Draw = foot.want) -> None:
        super().__init__(id="desk")
        self.need = need
        self._arranging = _DeskLayout()
        self.panels: dict[str, PanelWidget[Any]] = {
            panel.id: PanelWidget(panel.draw, panel.id, focusable=panel.focusable)
            for panel in PANELS
        }
        """The widget of every panel, by the panel's id."""
        self.status: PanelWidget[Status] = PanelWidget(foot.status, "status", focusable=False)
        self.want: PanelWidget[Any] = PanelWidget(want, "want", focusable=False)
        self.command = CommandBar(complete)
        self.keys: PanelWidget[Hints] = PanelWidget(foot.keys, "keys", focusable=False)

    @property
    def layout(self) -> Layout:
        """The layout of the desk."""
        return self._arranging

    def compose(self) -> ComposeResult:
        """Every panel, once; which of them show is a matter of size."""
        yield from self.panels.values()
        yield from (self.status, self.want, self.command, self.keys)

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
            self.status.refresh(layout=True)  # of a child: that of the desk would arrange nothing

    @property
    def turns(self) -> tuple[str, ...]:
        """The panels that take turns at this size; see :func:`game.display.layout.turns`."""
        return layout.turns(*self.app.size, self.need)

    def _show_placed(self) -> None:
        placed = layout.places(*self.app.size, self.need)
        for panel in self.query(PanelWidget):
            shown = panel.id in placed
            if panel.display != shown:
                panel.display = shown

    def show(self, picture: Picture) -> None:
        """Hand every panel what it shows."""
        for name, part in picture.parts.items():
            if part is not None:
                self.panels[name].show(part)

    def panel_at(self, x: int, y: int) -> tuple[PanelWidget[object] | None, str]:
        """The panel at a cell of the screen, and the target there."""
        for panel in self.query(PanelWidget):
            if panel.display and panel.region.contains(x, y):
                return panel, panel.at(x - panel.region.x, y - panel.region.y)
        return None, ""
