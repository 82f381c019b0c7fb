"""The colours of the console, as Textual and Rich take them."""

from __future__ import annotations

from functools import cache, lru_cache

from rich.style import Style
from textual.theme import Theme

from game.display.pictures.pixels import PAIRS
from game.display.roles import Palette, palette_of, styles


def theme_of(palette: Palette) -> Theme:
    """The Textual theme of ``palette``, for widgets that Textual itself draws."""
    return Theme(
        name=palette.name,
        primary=palette.accent,
        secondary=palette.dim,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.panel,
        panel=palette.field,
        success=palette.good,
        warning=palette.caution,
        error=palette.warning,
        dark=palette.dark,
        variables={
            "block-cursor-background": palette.accent,
            "block-cursor-foreground": palette.on_bright,
            "input-selection-background": palette.faint,
            "footer-background": palette.ground,
            "border": palette.faint,
            "bright": palette.bright,
            "dim": palette.dim,
            "faint": palette.faint,
        },
    )


@lru_cache(PAIRS)
def painted(role: str) -> Style | None:
    """The style of a role that is two colours of a picture, ``#rrggbb/rrggbb``; else None.

    Without the second colour the ground is that of the screen.
    """
    if not role.startswith("#"):
        return None
    ink, _, ground = role[1:].partition("/")
    return Style(color=f"#{ink}", bgcolor=f"#{ground}" if ground else None)


@cache
def roles(theme: str) -> dict[str, Style]:
    """The style of every role in ``theme``; a theme that is not ours gets the default's."""
    return {
        role: Style(
            color=one.colour or None,
            bgcolor=one.ground or None,
            bold=one.bold or None,
            italic=one.italic or None,
            reverse=one.reverse or None,
        )
        for role, one in styles(palette_of(theme)).items()
    }
