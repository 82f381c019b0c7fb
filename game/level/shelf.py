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
OWN = "Your own"
"""The same of a player's."""


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
        otherwise = OWN if self.shelf == "own" else GAME
        if self.level is None:
            return _named(self.path, otherwise)
        return self.level.shelf or otherwise


Place = tuple[str, Path, Shelf]
"""The name of a level, its file, and its shelf."""


def places(chosen: str | None = None) -> list[Place]:
    """Where every level is, shelf by shelf.

    The game's own stand by difficulty and length. Behind them on their shelf, or on others after
    it, stand the player's by name, first those that name no shelf: what is in their folder, or in
    ``chosen``.
    """
    found: list[Place] = [(path.stem, path, "game") for path in loading.builtin()]
    found += [(name, path, "own") for name, path in folders.own_levels(chosen).items()]
    shelves = [_named(path, GAME if shelf == "game" else OWN) for _, path, shelf in found]
    games = [one for one, (_, _, shelf) in zip(shelves, found, strict=True) if shelf == "game"]
    order = list(dict.fromkeys([*games, OWN, *sorted(shelves)]))
    ranked = sorted(zip(shelves, found, strict=True), key=lambda each: order.index(each[0]))
    return [place for _, place in ranked]


def _named(path: Path, otherwise: str) -> str:
    """What a level's shelf is called, from its head; ``otherwise`` if it does not say."""
    try:
        return str(heads.whole(path).get("shelf") or otherwise)
    except (LevelMistakes, OSError, UnicodeError):
        return otherwise


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
        head.get("difficulty") or Level.defaults["difficulty"], head.get("teaches"),
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
