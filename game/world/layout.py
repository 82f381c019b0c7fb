"""Which channel stands in which slot of a frame, and the conditions over such frames.

All missions of the same crew and checklists share one layout, and with it the conditions that
were read once: half of what making or restoring a mission cost was reading them anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from game.vocabulary import conditions
from game.vocabulary.channels import Channel, expand
from game.world import sensors

MOST_CONDITIONS = 2000
"""How many conditions a layout keeps in mind: more than a level has, for players add theirs."""


class Layout:
    """The slots of a frame: numbers first, then words, then what the people's side publishes.

    ``test``, ``tests`` (of many texts), ``channels_of`` and ``limit_of`` are those of
    :mod:`game.vocabulary.conditions`, of texts alone; all raise BadCondition.
    """

    def __init__(self, crew: tuple[str, ...], checklists: tuple[str, ...]) -> None:
        self.channels: dict[str, Channel] = expand(crew, checklists)
        sensed = [*sensors.number_names(crew), *sensors.word_names(crew)]
        known = frozenset(sensed)
        self.published = tuple(name for name in self.channels if name not in known)
        self.published_from = len(sensed)
        """The slot of the first channel that is published."""
        self.index = {name: slot for slot, name in enumerate([*sensed, *self.published])}
        keep = lru_cache(maxsize=MOST_CONDITIONS)
        self.test: Callable[[str], conditions.Test] = keep(
            lambda text: conditions.compile(text, self.channels, self.index)
        )
        self.tests: Callable[[tuple[str, ...]], conditions.Tests] = keep(
            lambda texts: conditions.compile_all(texts, self.channels, self.index)
        )
        self.channels_of: Callable[[str], tuple[str, ...]] = keep(
            lambda text: conditions.channels_of(text, self.channels)
        )
        self.limit_of: Callable[[str], tuple[str, str, float] | None] = keep(
            lambda text: conditions.limit_of(text, self.channels)
        )


@lru_cache(maxsize=16)
def layout_of(crew: tuple[str, ...], checklists: tuple[str, ...]) -> Layout:
    """The layout of a level's frames, shared by all missions with these names."""
    return Layout(crew, checklists)
