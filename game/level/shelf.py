"""What there is to fly: the levels that come with the game, then a player's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from game.level import folders, loading
from game.level.mistakes import LevelMistakes, Mistake
from game.level.schema import Level

Shelf = Literal["game", "own"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A level of a shelf.

    ``name`` is the one that ``play`` takes, ``level`` is None when there are mistakes in it.
    """

    name: str
    path: Path
    shelf: Shelf
    level: Level | None
    mistakes: tuple[Mistake, ...] = ()

    @property
    def title(self) -> str:
        """Its title, or its name if it can't be read."""
        return self.level.title if self.level else self.name

    @property
    def named(self) -> str:
        """The shelf as players call it: what the level says, else its own or the game's."""
        if self.level is not None and self.level.shelf is not None:
            return self.level.shelf
        return "Your own" if self.shelf == "own" else "No Airlock"


Place = tuple[str, Path, Shelf]
"""The name of a level, its file, and its shelf."""


def places(chosen: str | None = None) -> list[Place]:
    """Where every level is: the game's own by difficulty and length, then the player's by name.

    The player's are in their folder, or in ``chosen``.
    """
    own = folders.own_levels(chosen).items()
    found: list[Place] = [(path.stem, path, "game") for path in loading.builtin()]
    return [*found, *((name, path, "own") for name, path in own)]


def entries(chosen: str | None = None) -> list[Entry]:
    """Every level, in the order of :func:`places`."""
    return [entry(*place) for place in places(chosen)]


def entry(name: str, path: Path, shelf: Shelf) -> Entry:
    """The level at ``path``, with what is wrong with it if it can't be flown."""
    try:
        return Entry(name, path, shelf, loading.load(path))
    except LevelMistakes as bad:
        return Entry(name, path, shelf, None, tuple(bad.mistakes))
