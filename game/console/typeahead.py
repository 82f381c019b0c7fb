"""Keys that were pressed before the player could see what they would act on."""

from __future__ import annotations

import math

BURST_S = 0.02
"""Keys that follow one another faster (s) are one packet, a paste or a macro, not a hand."""
REPEAT_S = 0.1
"""The same key again within this time (s) is held down: keyboards repeat at 11 to 40 Hz."""


class TypeAhead:
    """Knows what is shown, and says of each key whether it was meant for that.

    A *place* is a screen, or the line for orders on it. Times are seconds of one clock.
    """

    def __init__(self) -> None:
        self._place: object = None
        self._shown_at = math.inf
        self._key = ""
        self._last = self._down = -math.inf
        self._dropping = False

    def shown(self, place: object, at: float) -> None:
        """``place`` was drawn at ``at``."""
        if place != self._place:
            self._place, self._shown_at = place, at

    def shows(self, place: object) -> bool:
        """Whether ``place`` is what the player sees."""
        return place == self._place

    def meant(self, key: str, at: float, place: object) -> bool:
        """Whether ``key``, pressed at ``at``, was meant for ``place``, where it would act.

        It was not if the player did not see that yet, if it is held down since before, or if it
        comes in one packet with keys that were not.
        """
        gap = at - self._last
        if key != self._key or gap >= REPEAT_S:
            self._down = at
        self._key, self._last = key, at
        burst = self._dropping and gap < BURST_S
        self._dropping = burst or not self.shows(place) or self._down < self._shown_at
        return not self._dropping
