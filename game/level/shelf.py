"""What there is to fly: the levels that come with the game, then a player's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from game.level import folders, heads, loading
from game.level.mistakes import LevelMistakes, Mistake
from game.level.schema import Level

Shelf = Literal["game", "own"]
GAME = "No Airlock"
"""What the shelf of the game's own levels is called, where they don't say."""


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
        return "Your own" if self.shelf == "own" else GAME


Place = tuple[str, Path, Shelf]
"""The name of a level, its file, and its shelf."""


def places(chosen: str | None = None) -> list[Place]:
    """Where every level is: the game's own by difficulty and length, then the player's by name.

    The player's are in their folder, or in ``chosen``.
    """
    own = folders.own_levels(chosen).items()
    found: list[Place] = [(path.stem, path, "game") for path in loading.builtin()]
    return [*found, *((name, path, "own") for name, path in own)]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says of a level: of one with mistakes its name and the mistakes alone."""

    name: str
    path: Path
    shelf: Shelf
    id: str
    title: str
    named: str
    day: str = ""
    minutes: int | None = None
    difficulty: str | None = None
    teaches: str | None = None
    mistakes: tuple[Mistake, ...] = ()


def listed(chosen: str | None = None) -> list[Listed]:
    """Every level, in the order of :func:`places`.

    Of the game's own, which are tested, the head is enough; a player's are read and checked.
    """
    return [of_the_game(*place) or _whole(*place) for place in places(chosen)]


def of_the_game(name: str, path: Path, shelf: Shelf) -> Listed | None:
    """A level of the game by its head; None for a player's, and if that does not say enough."""
    if shelf != "game":
        return None
    try:
        head = heads.whole(path)
    except (LevelMistakes, OSError, UnicodeError):
        return None
    if not isinstance(head.get("minutes"), int) or not {"id", "title"} <= head.keys():
        return None
    return Listed(
        name, path, shelf, str(head["id"]), str(head["title"]), head.get("shelf") or GAME,
        head.get("day") or "", head["minutes"],
        head.get("difficulty") or Level.model_fields["difficulty"].default, head.get("teaches"),
    )  # fmt: skip


def _whole(name: str, path: Path, shelf: Shelf) -> Listed:
    read = entry(name, path, shelf)
    level = read.level
    if level is None:
        return Listed(name, path, shelf, name, name, read.named, mistakes=read.mistakes)
    return Listed(
        name, path, shelf, level.id, level.title, read.named, level.day, level.minutes,
        level.difficulty, level.teaches,
    )  # fmt: skip


def entry(name: str, path: Path, shelf: Shelf) -> Entry:
    """The level at ``path``, with what is wrong with it if it can't be flown."""
    try:
        return Entry(name, path, shelf, loading.load(path))
    except LevelMistakes as bad:
        return Entry(name, path, shelf, None, tuple(bad.mistakes))
