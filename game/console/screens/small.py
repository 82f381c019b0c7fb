"""What shows while the terminal is too small."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from game.display.panel import LEAST_HEIGHT, LEAST_WIDTH


class TooSmallScreen(ModalScreen[None]):
    """The terminal is too small to play in; the mission holds until it is not."""

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(id="too-small", markup=False)

    def on_mount(self) -> None:
        """Say it."""
        self._say()

    def on_resize(self) -> None:
        """Say it again with the new size."""
        self._say()

    def _say(self) -> None:
        width, height = self.app.size
        words = Text(justify="center")
        words.append("The mission holds.\n", "bold")
        words.append(
            f"This terminal has {width} × {height} cells, and the room needs "
            f"{LEAST_WIDTH} × {LEAST_HEIGHT}. Make it larger to go on."
        )
        for sentence in self.query("#too-small").results(Static):  # none yet, while it comes up
            sentence.update(words)
