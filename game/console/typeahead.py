"""Keys that were pressed before the player could see what they would act on."""

from __future__ import annotations

import math

BURST_S = 0.02
"""Keys that follow one another faster (s) are one packet, a paste or a macro, not a hand."""
REPEAT_S = 0.1
"""The same key again within this time (s) is held down: keyboards repeat at 11 to 40 Hz."""
FIRST_REPEAT_S = 1.1
"""A key that is held down is sent again after this time (s) at the latest, then every REPEAT_S."""


Place = tuple[object, bool, str]
"""What a key acts on: a screen, whether a line on it is typed, and what it asks."""


class TypeAhead:
    """Knows what is shown, and says of each key whether it was meant for that.

    Times are seconds of one clock.
    """

    def __init__(self) -> None:
        self._place: Place | None = None
        self._shown_at = math.inf
        self._key = ""
        self._acted = self._led = ""
        """The last key that was meant, and the one that led to what is shown."""
        self._last = self._down = -math.inf
        self._dropping = False

    def shown(self, place: Place, at: float) -> None:
        """``place`` was drawn at ``at``."""
        if place != self._place:
            self._place, self._shown_at, self._led = place, at, self._acted

    def shows(self, place: Place) -> bool:
        """Whether ``place`` is what the player sees."""
        return place == self._place

    def sees(self, screen: object) -> bool:
        """Whether the player sees ``screen``, whatever it asked when it was drawn.

        Keys for a line on it are for that line.
        """
        return self._place is not None and self._place[0] is screen

    def meant(self, key: str, at: float, place: Place) -> bool:
        """Whether ``key``, pressed at ``at``, was meant for ``place``, where it would act.

        It was not if the player did not see that yet, if it is held down since before, or if it
        comes in one packet with keys that were not. Of one that :meth:`may_be_held` only its next
        repeat tells.
        """
        gap = self._pressed(key, at)
        burst = self._dropping and gap < BURST_S
        held = self._down < self._shown_at or (gap < REPEAT_S and self._leads(key, self._down))
        self._dropping = burst or not self.shows(place) or held
        if not self._dropping:
            self._acted = key
            self._led = key if key == self._led else ""
        return not self._dropping

    def typed(self, key: str, at: float) -> None:
        """``key`` was pressed in a line that takes all keys; it may lead elsewhere, and be held."""
        self._pressed(key, at)
        self._acted = key

    def may_be_held(self, key: str, at: float) -> bool:
        """Whether ``key``, which was meant, may be the first repeat of the key that led here.

        It was meant if it stays alone for REPEAT_S.
        """
        return self._leads(key, at)

    def _pressed(self, key: str, at: float) -> float:
        """Take note of a key; the seconds since the one before."""
        gap = at - self._last
        if key != self._key or gap >= REPEAT_S:
            self._down = at
        self._key, self._last = key, at
        return gap

    def _leads(self, key: str, at: float) -> bool:
        return key == self._led and at - self._shown_at < FIRST_REPEAT_S
