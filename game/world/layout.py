"""Which channel stands in which slot of a frame, and the conditions over such frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from game.vocabulary import conditions
from game.vocabulary.channels import HIDDEN, Channel, expand
from game.vocabulary.grammar import BadCondition

Frame = list[float | str]
"""The value of every channel, in the slots of a layout: SI numbers and words."""

MOST_CONDITIONS = 2000
"""How many conditions a layout keeps: more than a level has, since players add theirs."""


class Layout:
    """The slots of a frame: what is ``sensed``, what the people's side publishes, what has held.

    ``marks`` are channels of the level's own, ``lasting`` its conditions with ``for``: for how long
    each part with ``for`` has held stands at the end of a frame. ``channels`` are those that can be
    read in the mission; conditions of the level may read hidden ones besides.

    ``test``, ``tests`` (of many texts), ``channels_of`` and ``limit_of`` are those of
    :mod:`game.vocabulary.conditions`, of texts alone; all raise BadCondition.
    """

    def __init__(
        self,
        crew: tuple[str, ...],
        checklists: tuple[str, ...],
        sensed: Sequence[str],
        marks: tuple[str, ...] = (),
        lasting: tuple[str, ...] = (),
    ) -> None:
        self._every = expand(crew, checklists, marks)
        self.channels: dict[str, Channel] = {
            name: channel for name, channel in self._every.items() if not name.startswith(HIDDEN)
        }
        known = frozenset(sensed)
        self.published = tuple(name for name in self._every if name not in known)
        self.published_from = len(sensed)
        """The slot of the first channel that is published."""
        self.index = {name: slot for slot, name in enumerate([*sensed, *self.published])}
        self.lasting = self._what_lasts(lasting)
        """What has to hold for a time, by the name of the slot that says how long it has held."""
        self.slots = self.index | {
            name: slot for slot, name in enumerate(self.lasting, len(self.index))
        }
        """The index of all slots of a frame, those of ``lasting`` too."""
        keep = lru_cache(maxsize=MOST_CONDITIONS)
        self.test: Callable[[str], conditions.Test] = keep(
            lambda text: conditions.compile(text, self._every, self.slots)
        )
        self.tests: Callable[[tuple[str, ...]], conditions.Tests] = keep(
            lambda texts: conditions.compile_all(texts, self._every, self.slots)
        )
        self.of_a_player = keep(self._of_a_player)
        """A condition that is not the level's own: what in it has to hold for a time, and the whole
        as a function of a frame with those times behind it. It reads nothing hidden."""
        self.channels_of: Callable[[str], tuple[str, ...]] = keep(
            lambda text: conditions.channels_of(text, self._every)
        )
        self.limit_in: Callable[[str], tuple[conditions.Limit | None, str]] = keep(
            lambda text: conditions.limit_in(text, self._every)
        )

    def _of_a_player(self, text: str) -> tuple[dict[str, conditions.Test], conditions.Test]:
        lasting = conditions.lasting_in(text, self.channels, self.index)
        more = {name: slot for slot, name in enumerate(lasting, len(self.slots))}
        return lasting, conditions.compile(text, self.channels, self.slots | more)

    def _what_lasts(self, texts: tuple[str, ...]) -> dict[str, conditions.Test]:
        found: dict[str, conditions.Test] = {}
        for text in texts:
            try:
                found |= conditions.lasting_in(text, self._every, self.index)
            except BadCondition:
                continue  # a line that reads like a condition
        return found
