"""The Earth along the foot of a screen, as it is now under the orbit of First Out."""

from __future__ import annotations

import math
from functools import lru_cache

from game.display.pictures import view
from game.display.pictures.pixels import hex_of, lines
from game.display.pictures.scene import camera, sight_at
from game.display.text import Lines, Part
from game.level.schema import Orbit
from game.physics.orbit import julian_date, length

LIMB = 0.82
"""Where the limb stands in the middle, of the height from above."""
UNIX_EPOCH_JD = 2440587.5
"""The Julian date at which Unix began to count."""
_ORBIT = Orbit()
_SPACE = hex_of(view.SPACE)


def since_epoch_s(unix_s: float) -> float:
    """Seconds from the epoch of the orbit to a moment of Unix time."""
    return unix_s - (julian_date(_ORBIT.epoch) - UNIX_EPOCH_JD) * 86400.0


@lru_cache(2)
def limb(width: int, height: int, time_s: float) -> Lines:
    """Lines of one cell a part for the rows that air or Earth is in, the last at the foot.

    A cell in which only space shows has no text.
    """
    lens = view.Lens(width, height * 2)
    sight = sight_at(_ORBIT, time_s)
    dip = math.acos(1.0 / length(sight.position))
    down = math.atan((LIMB - 0.5) * lens.height / lens.focal)
    above = max(0, int(height * LIMB) - max(2, height // 12))
    rows = view.foot(sight, camera(sight, 0.0, math.degrees(down - dip)), lens, above * 2)
    return tuple(tuple(_over_the_sky(part) for part in line) for line in lines(rows))


def _over_the_sky(part: Part) -> Part:
    """A cell as it is, but with the ground of the screen where it shows space; no text for none."""
    upper, _, lower = part.role[1:].partition("/")
    if upper != _SPACE:
        return part
    return Part("", part.role) if lower == _SPACE else Part("▄", f"#{lower}/")
