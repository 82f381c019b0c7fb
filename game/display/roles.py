"""Colours: what each role looks like in each palette.

A role's symbol and words already say what it means; colour, weight and reverse only make it
quicker to see. Without colours, as under NO_COLOR, every role is bright enough on the dark
ground to stay legible, and what is urgent is bold or reversed besides.
"""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
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
    dark: bool = True
    """Whether its ground is darker than its text."""


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
    # Good, advisory and what is urgent keep apart without red, without green and without blue:
    # by lightness and along blue to yellow, as Okabe and Ito advise.
    Palette(
        name="colour-blind",
        ground="#0a0d12",
        panel="#0e131a",
        field="#1c2530",
        text="#c9d2da",
        bright="#ffffff",
        dim="#8794a1",
        faint="#46525e",
        accent="#7aa7ff",
        good="#2fb58e",
        advisory="#8fd0f5",
        caution="#f4e64a",
        warning="#f5ad45",
        emergency="#e25a17",
        sun="#fff0b8",
        night="#a9b6ee",
        on_bright="#0a0d12",
    ),
    Palette(
        name="light",
        ground="#f7f8fa",
        panel="#eef0f3",
        field="#dde3ea",
        text="#27323d",
        bright="#000000",
        dim="#56636f",
        faint="#a9b4bf",
        accent="#0b57a8",
        good="#1a6b3c",
        advisory="#1f5f85",
        caution="#7a5200",
        warning="#a83210",
        emergency="#b3121d",
        sun="#7d5a00",
        night="#4a4fa3",
        on_bright="#ffffff",
        dark=False,
    ),
)

DEFAULT = PALETTES[0].name


class Style(NamedTuple):
    """How text in a role looks. Colours are ``#rrggbb``; an empty one is that of the screen."""

    colour: str = ""
    ground: str = ""
    bold: bool = False
    italic: bool = False
    reverse: bool = False


def palette_of(name: str) -> Palette:
    """The palette of that name; the default for any other name."""
    return next((one for one in PALETTES if one.name == name), PALETTES[0])


def styles(p: Palette) -> dict[str, Style]:
    """The style of every role in palette ``p``."""
    return {
        "text": Style(p.text),
        "value": Style(p.text),
        "bright": Style(p.bright, bold=True),
        "label": Style(p.accent),
        "dim": Style(p.dim),
        "note": Style(p.dim, italic=True),
        "faint": Style(p.faint),
        "stale": Style(p.dim, italic=True),
        "truth": Style(p.night, italic=True),
        "dead": Style(p.dim),
        "head": Style(p.text, bold=True),
        "rule": Style(p.faint),
        "rule.focus": Style(p.accent),
        "key": Style(p.accent, bold=True),
        "accent": Style(p.accent, bold=True),
        "order": Style(p.accent),
        "select": Style(p.bright, p.field, bold=True),
        "select.mark": Style(p.accent, bold=True),
        "pause": Style(p.on_bright, p.caution, bold=True),
        "sun": Style(p.sun),
        "night": Style(p.night),
        "bar": Style(p.accent),
        "bar.empty": Style(p.faint),
        "plot": Style(p.accent),
        "hull": Style(p.dim),
        "done": Style(p.good),
        "good": Style(p.good, bold=True),
        "go": Style(p.caution, bold=True),
        "ask": Style(p.caution, bold=True),
        "button": Style(p.on_bright, p.accent, bold=True),
        "offer": Style(p.bright, p.field),
        "refused": Style(p.caution, bold=True),
        "lesson": Style(p.good),
        "routine": Style(p.text),
        "advisory": Style(p.advisory),
        "caution": Style(p.caution, bold=True),
        "warning": Style(p.warning, bold=True),
        "emergency": Style(p.on_bright, p.emergency, bold=True),
        "routine.seen": Style(p.text),
        "advisory.seen": Style(p.advisory),
        "caution.seen": Style(p.caution),
        "warning.seen": Style(p.warning),
        "emergency.seen": Style(p.emergency, bold=True),
        "cursor": Style(reverse=True),
        "land": Style(p.good),
        "land.night": Style(p.faint),
        "earth.0": Style("#bfe3ff"),
        "earth.1": Style("#5aa7ea"),
        "earth.2": Style("#2f74ba"),
        "earth.3": Style("#1e5288"),
        "earth.4": Style("#15395f"),
        "earth.5": Style("#0f2742"),
        "earth.text": Style("#9fc9e8", "#0f2742"),
    }
