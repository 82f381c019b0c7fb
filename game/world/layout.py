"""Which channel stands in which slot of a frame, and the conditions over such frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from game.vocabulary import conditions
from game.vocabulary.channels import Channel, expand

Frame = list[float | str]
"""The value of every channel, in the slots of a layout: SI numbers and words."""

MOST_CONDITIONS = 2000
"""How many conditions a layout keeps: more than a level has, since players add theirs."""


class Layout:
    """The slots of a frame: what is ``sensed`` first, then what the people's side publishes.

    ``test``, ``tests`` (of many texts), ``channels_of`` and ``limit_of`` are those of
    :mod:`game.vocabulary.conditions`, of texts alone; all raise BadCondition.
    """

    def __init__(
        self, crew: tuple[str, ...], checklists: tuple[str, ...], sensed: Sequence[str]
    ) -> None:
        self.channels: dict[str, Channel] = expand(crew, checklists)
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
        self.limit_in: Callable[[str], tuple[conditions.Limit | None, str]] = keep(
            lambda text: conditions.limit_in(text, self.channels)
        )
