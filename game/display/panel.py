"""What a panel is: its name, its help, its place, its data, and its lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

from game.display.text import Lines

if TYPE_CHECKING:
    from game.display.view import View

T = TypeVar("T")

Area = Literal[
    "crew", "work", "talk", "alarms", "camera", "track", "ship", "suits", "upper", "lower"
]
"""A part of the screen's body; which of them there are depends on the size."""


LEAST_WIDTH = 80
LEAST_HEIGHT = 24
"""The smallest terminal that the game can be played in."""


class Size(NamedTuple):
    """Cells that there are to draw in."""

    width: int
    height: int


class Focus(NamedTuple):
    """Whether the keys go to the panel, and how many lines it is scrolled back."""

    on: bool = False
    back: int = 0


NO_FOCUS = Focus()


class Band(NamedTuple):
    """A place across the whole screen, above its body."""

    order: int
    """From the top."""
    rows: Callable[[Size], int]
    """How many rows, by the size of the screen."""


class Body(NamedTuple):
    """A place in the body of the screen.

    A panel that ``turns`` is one of those that share the middle of a small screen: ``v`` goes
    through them. It stands in its ``area`` on screens that have it; without an area it always
    takes its turn, in the place of what stands there otherwise.
    """

    order: int
    """When Tab and ``v`` come to it."""
    area: Area | None = None
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Panel(Generic[T]):
    """One panel. Everything about it stands in its own file, and nothing of it anywhere else."""

    id: str
    title: str
    """What help calls it."""
    help: str
    """What it shows, in a sentence, with ``{id of an action}`` for a key."""
    place: Band | Body
    look: Callable[[View], T | None]
    """What it shows of a mission, as a frozen value; None when there is nothing to show now, so
    that the panel is not on the screen."""
    draw: Callable[[T, Size, Focus], Lines]
    """The lines that show it: at most ``Size.height`` of them, none wider than ``Size.width``."""
    focusable: bool = True
    """Whether Tab stops at it."""
