"""A panel: lines made by a pure function, compared with the last, and only changes drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from game.console import themes
from game.display.ascii import spelled
from game.display.measures import AS_BUILT, in_unit
from game.display.panel import Focus, Size
from game.display.pictures.pixels import shaded
from game.display.text import Line, Lines, fit

T = TypeVar("T")

NEAR = 3
"""Cells between two changes under which it costs less to draw them as one."""

Draw = Callable[[Any, Size, Focus], Lines]
"""Makes lines of what is to be shown, in so many cells."""


class PanelWidget(Widget, Generic[T]):
    """Shows one panel. It holds no state but what it last drew.

    Parts of its lines may have targets. A click chooses one; with the focus on the panel the
    arrows move a cursor over them, Enter chooses and ``?`` explains the one under the cursor.
    """

    DEFAULT_CSS = "PanelWidget { height: 1fr; width: 1fr; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False, id="panel.up", tooltip="Move the cursor up"),
        Binding("down", "move(1)", "Down", show=False, id="panel.down", tooltip="Cursor down"),
        Binding("left", "move(-1)", "Left", show=False, id="panel.left", tooltip="Cursor left"),
        Binding("right", "move(1)", "Right", show=False, id="panel.right", tooltip="Cursor right"),
        Binding("pageup", "scroll_back(5)", show=False, id="panel.back", tooltip="Scroll back"),
        Binding("pagedown", "scroll_back(-5)", show=False, id="panel.on", tooltip="Scroll on"),
    ]

    class Chosen(Message):
        """Something on a panel was clicked, or chosen with Enter."""

        def __init__(self, target: str) -> None:
            super().__init__()
            self.target = target

    class Pointed(Message):
        """The cursor of a panel came, moved or went: Enter does something else now."""

    def __init__(self, draw: Draw, id: str, *, focusable: bool = True) -> None:
        super().__init__(id=id)
        self.can_focus = focusable
        self._draw = draw
        self._data: T | None = None
        self._lines: Lines = ()
        self._strips: dict[int, Strip] = {}
        self._cursor = ""
        self._back = 0

    def show(self, data: T) -> None:
        """Show ``data``; does nothing when it equals what is shown."""
        if data == self._data:
            return
        self._data = data
        self._redraw()

    @property
    def target(self) -> str:
        """The target under the cursor, if the panel has the focus."""
        return self._cursor if self.has_focus and self._cursor in self.targets() else ""

    def targets(self) -> list[str]:
        """The targets on the panel, from the top left."""
        seen: dict[str, None] = {}
        for line in self._lines:
            for part in line:
                if part.target and part.text.strip():
                    seen.setdefault(part.target)
        return list(seen)

    def at(self, x: int, y: int) -> str:
        """The target at a cell of the panel, or of its line; empty when there is none."""
        if not 0 <= y < len(self._lines):
            return ""
        left = 0
        for part in self._lines[y]:
            left += cell_len(part.text)
            if x < left:
                return part.target
        return ""

    def rows(self) -> list[str]:
        """The lines as plain text."""
        return ["".join(part.text for part in line) for line in self._lines]

    def _redraw(self) -> None:
        if self._data is None or not self.size.width or not self.size.height:
            return
        width, height = self.size
        focus = Focus(self.has_focus, self._back)
        lines = self._draw(self._data, Size(width, height), focus)
        unit = getattr(self.app, "units", AS_BUILT)
        if unit != AS_BUILT:
            lines = tuple(fit(line, width) for line in in_unit(lines, unit))
        if getattr(self.app, "shades", False):
            lines = shaded(lines)
        if getattr(self.app, "ascii", False):
            lines = spelled(lines, width)
        old, self._lines = self._lines, lines
        regions: list[Region] = []
        for y in range(max(len(old), len(lines))):
            before = old[y] if y < len(old) else ()
            after = lines[y] if y < len(lines) else ()
            if before != after:
                self._strips.pop(y, None)
                regions += [Region(x, y, size, 1) for x, size in changed(before, after, width)]
        if regions:
            self.refresh(*regions)

    def redraw_all(self) -> None:
        """Draw everything again: after a resize, or with another theme."""
        self._strips.clear()
        self._lines = ()
        self._redraw()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line for the screen."""
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strip(self._lines[y] if y < len(self._lines) else ())
            self._strips[y] = strip
        return strip

    def _strip(self, line: Line) -> Strip:
        styles = themes.roles(self.app.theme)
        base = self.rich_style
        cursor = self._cursor if self.has_focus else ""
        runs: list[tuple[str, Style]] = []
        for part in line:
            style = base + (themes.painted(part.role) or styles.get(part.role, styles["text"]))
            if cursor and part.target == cursor:
                style += styles["cursor"]
            if runs and (runs[-1][1] == style or _as_blank(part.text, style, runs[-1][1])):
                runs[-1] = (runs[-1][0] + part.text, runs[-1][1])
            else:
                runs.append((part.text, style))
        segments = [Segment(text, style) for text, style in runs]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.redraw_all())

    def on_unmount(self) -> None:
        """Follow it no more: a signal would keep all that ever followed it in memory."""
        self.app.theme_changed_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Fit the lines to the new size."""
        self.redraw_all()

    def on_focus(self) -> None:
        """Show a heavy rule."""
        self.call_next(self.redraw_all)  # Textual says only after this that it has the focus

    def on_blur(self) -> None:
        """Show a light rule, no cursor, and the newest lines."""
        self.drop_cursor()
        self._back = 0
        self.call_next(self.redraw_all)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        event.stop()
        target = self.at(event.x, event.y)
        if target:
            self.post_message(self.Chosen(target))

    def on_mouse_scroll_up(self) -> None:
        """Scroll back."""
        self.action_scroll_back(2)

    def on_mouse_scroll_down(self) -> None:
        """Scroll on."""
        self.action_scroll_back(-2)

    def action_scroll_back(self, lines: int) -> None:
        """Show earlier lines, on panels that have them."""
        self._back = max(0, self._back + lines)
        self._redraw()

    def action_move(self, by: int) -> None:
        """Move the cursor to the next target."""
        targets = self.targets()
        if not targets:
            return
        if self._cursor in targets:
            at = (targets.index(self._cursor) + by) % len(targets)
        else:
            at = 0 if by > 0 else len(targets) - 1
        self._cursor = targets[at]
        self._strips.clear()
        self.refresh()
        self.post_message(self.Pointed())

    def drop_cursor(self) -> bool:
        """Take the cursor away; False when there is none."""
        if not self._cursor:
            return False
        self._cursor = ""
        self._strips.clear()
        self.refresh()
        self.post_message(self.Pointed())
        return True


def _as_blank(text: str, style: Style, other: Style) -> bool:
    """Whether blanks look the same in the style before them, so that none is switched."""
    plain = not (other.reverse or other.underline or style.reverse or style.underline)
    return plain and style.bgcolor == other.bgcolor and text.isspace()


def changed(before: Line, after: Line, width: int) -> list[tuple[int, int]]:
    """Where two lines differ: (first cell, cells) of each run, close ones joined.

    Lines of the same build are compared part by part; of others, all between what they have
    in common at their two ends.
    """
    sizes = [cell_len(part.text) for part in after]
    if sizes == [cell_len(part.text) for part in before]:
        return _joined(before, after, sizes)
    start = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        start += cell_len(one.text)
    end = max(sum(sizes), sum(cell_len(part.text) for part in before))
    start = min(start, width - 1)
    return [(start, max(1, min(end, width) - start))]


def _joined(before: Line, after: Line, sizes: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    x = 0
    for one, other, size in zip(before, after, sizes, strict=True):
        if one != other and size:
            if runs and x - (runs[-1][0] + runs[-1][1]) < NEAR:
                runs[-1] = (runs[-1][0], x + size - runs[-1][0])
            else:
                runs.append((x, size))
        x += size
    return runs
