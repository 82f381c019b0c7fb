"""Every theme can be read, and the one for colour-blind people by the three kinds of them.

The simulation is that of Machado, Oliveira and Fernandes (2009) for a missing kind of cone, in
linear light; distances are CIE 1976 in L*a*b*; contrast is that of WCAG 2.
"""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from game.display.roles import PALETTES, Palette, palette_of

Triple = tuple[float, float, float]
SEEN: dict[str, tuple[Triple, Triple, Triple]] = {
    "without red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "without blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
APART = 14.0
"""Distance of two colours that nobody takes for one another, side by side."""
TOLD_APART = ("good", "advisory", "caution", "warning", "emergency", "text")


def linear(colour: str) -> Triple:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def seen(light: Triple, kind: str) -> Triple:
    red, green, blue = (
        min(1.0, max(0.0, sum(share * part for share, part in zip(row, light, strict=True))))
        for row in SEEN[kind]
    )
    return red, green, blue


def luminance(light: Triple) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def lab(light: Triple) -> Triple:
    red, green, blue = light
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = luminance(light)
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: Triple, other: Triple) -> float:
    return math.dist(lab(one), lab(other))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(linear(one)), luminance(linear(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("kind", SEEN)
def test_the_theme_for_the_colour_blind_keeps_what_matters_apart(kind: str) -> None:
    palette = palette_of("colour-blind")
    close = [
        (one, other, round(far, 1))
        for one, other in combinations(TOLD_APART, 2)
        if (far := distance(seen(linear(getattr(palette, one)), kind),
                            seen(linear(getattr(palette, other)), kind))) < APART
    ]  # fmt: skip
    assert close == []


def test_the_simulation_shows_what_red_and_green_are_without_either() -> None:
    red, green = linear("#d04040"), linear("#6f8030")
    assert distance(red, green) > 60
    assert distance(seen(red, "without green"), seen(green, "without green")) < 25


@pytest.mark.parametrize("palette", PALETTES, ids=lambda one: one.name)
def test_text_and_alarms_can_be_read_on_their_ground(palette: Palette) -> None:
    least = {"text": 7.0, "bright": 7.0, "dim": 4.5, "good": 4.5, "advisory": 4.5, "caution": 4.5,
             "warning": 4.5, "accent": 4.5, "sun": 4.5, "night": 4.5}  # fmt: skip
    poor = {
        role: round(contrast(getattr(palette, role), palette.ground), 1)
        for role, wanted in least.items()
        if contrast(getattr(palette, role), palette.ground) < wanted
    }
    assert poor == {}
    assert contrast(palette.on_bright, palette.emergency) >= 4.5
    assert contrast(palette.on_bright, palette.accent) >= 4.5
    assert (luminance(linear(palette.ground)) < luminance(linear(palette.text))) == palette.dark
