"""Plain signs in everything that is drawn, also by widgets of Textual: see game.display.ascii."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from game.display.ascii import in_ascii


class PlainSigns(LineFilter):
    """Draws what fonts may lack in signs that all have, while it is enabled."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, in as many cells."""
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]
