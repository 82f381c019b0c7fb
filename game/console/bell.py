"""The terminal's bell, for those who want it."""

from __future__ import annotations

from typing import Any

from textual.app import App

from game.console.settings import Settings


def ring(app: App[Any]) -> None:
    """Ring, unless the player chose silence."""
    if getattr(app, "kept", Settings()).bell:
        app.bell()
