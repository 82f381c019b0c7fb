"""Colours of the console: what each role looks like in each theme.

A role's symbol and words already say what it means; colour, weight and reverse only make it
quicker to see. Under NO_COLOR, Textual turns colours to greys: every role is bright enough
on the dark ground to stay legible, and what is urgent is bold or reversed besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rich.style import Style
from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme."""

    name: str
    ground: str
    panel: str
    field: str
    text: str
    bright: str
    dim: str
    faint: str
    accent: str
    good: str
    advisory: str
    caution: str
    warning: str
    emergency: str
    sun: str
    night: str
    on_bright: str
    """Text on a bright ground."""


PALETTES = (
    Palette(
        name="control-room",
        ground="#0b0f14",
        panel="#0f151c",
        field="#1a2430",
        text="#c3ced8",
        bright="#f1f5f9",
        dim="#7f8e9c",
        faint="#3a4754",
        accent="#72b8ff",
        good="#86d3a4",
        advisory="#9fc9e8",
        caution="#ffcc66",
        warning="#ff8573",
        emergency="#ff5a4d",
        sun="#ffdf9e",
        night="#a9b6ee",
        on_bright="#0b0f14",
    ),
    Palette(
        name="high-contrast",
        ground="#000000",
        panel="#000000",
        field="#262626",
        text="#f0f0f0",
        bright="#ffffff",
        dim="#c4c4c4",
        faint="#8a8a8a",
        accent="#6fd3ff",
        good="#6dff9e",
        advisory="#9fe0ff",
        caution="#ffe14d",
        warning="#ff9d80",
        emergency="#ff7a66",
        sun="#fff0a8",
        night="#c9d0ff",
        on_bright="#000000",
    ),
)

DEFAULT = PALETTES[0].name


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
        dark=True,
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


@cache
def roles(theme: str) -> dict[str, Style]:
    """The style of every role in ``theme``; a theme of somebody else's gets the default's."""
    p = next((one for one in PALETTES if one.name == theme), PALETTES[0])

    def style(colour: str, ground: str | None = None, **more: bool) -> Style:
        return Style(color=colour, bgcolor=ground, **more)  # type: ignore[arg-type]

    return {
        "text": style(p.text),
        "value": style(p.text),
        "bright": style(p.bright, bold=True),
        "label": style(p.accent),
        "dim": style(p.dim),
        "note": style(p.dim, italic=True),
        "faint": style(p.faint),
        "stale": style(p.dim, italic=True),
        "truth": style(p.night, italic=True),
        "dead": style(p.dim),
        "head": style(p.text, bold=True),
        "rule": style(p.faint),
        "rule.focus": style(p.accent),
        "key": style(p.accent, bold=True),
        "accent": style(p.accent, bold=True),
        "order": style(p.accent),
        "select": style(p.bright, p.field, bold=True),
        "select.mark": style(p.accent, bold=True),
        "pause": style(p.on_bright, p.caution, bold=True),
        "sun": style(p.sun),
        "night": style(p.night),
        "bar": style(p.accent),
        "bar.empty": style(p.faint),
        "plot": style(p.accent),
        "hull": style(p.dim),
        "done": style(p.good),
        "good": style(p.good, bold=True),
        "go": style(p.caution, bold=True),
        "ask": style(p.caution, bold=True),
        "button": style(p.on_bright, p.accent, bold=True),
        "offer": style(p.bright, p.field),
        "refused": style(p.caution, bold=True),
        "lesson": style(p.good),
        "routine": style(p.text),
        "advisory": style(p.advisory),
        "caution": style(p.caution, bold=True),
        "warning": style(p.warning, bold=True),
        "emergency": style(p.on_bright, p.emergency, bold=True),
        "routine.seen": style(p.text),
        "advisory.seen": style(p.advisory),
        "caution.seen": style(p.caution),
        "warning.seen": style(p.warning),
        "emergency.seen": style(p.emergency, bold=True),
        "cursor": Style(reverse=True),
        "earth.0": style("#bfe3ff"),
        "earth.1": style("#5aa7ea"),
        "earth.2": style("#2f74ba"),
        "earth.3": style("#1e5288"),
        "earth.4": style("#15395f"),
        "earth.5": style("#0f2742"),
        "earth.text": style("#9fc9e8", "#0f2742"),
    }
