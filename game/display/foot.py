"""The last lines of the screen: messages, what Enter does, and the keys."""

from __future__ import annotations

from dataclasses import dataclass

from game.display.panel import NO_FOCUS, Focus, Size
from game.display.text import Lines, Part, fit, width_of, wrap
from game.vocabulary.cells import cell_len

Hints = tuple[tuple[str, str, str], ...]
"""(key, what it does, target) of each hint at the foot."""


@dataclass(frozen=True, slots=True)
class Status:
    """The last message to the player, and its role."""

    text: str = ""
    role: str = "text"


@dataclass(frozen=True, slots=True)
class Want:
    """What Enter does now: in words, and the target it chooses."""

    text: str = ""
    target: str = ""
    hint: str = ""
    prompt: bool = False
    """The command bar is open: only its sign shows."""


MARGIN = 3
"""Cells before a message, for its mark."""
MOST_ROWS = 3
"""Rows of the longest message."""


def rows(text: str, width: int) -> int:
    """How many rows a message takes."""
    if cell_len(text) <= width - MARGIN:
        return 1
    return max(1, min(MOST_ROWS, len(wrap(text, max(1, width - MARGIN)))))


def status(said: Status, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """One sentence, in as many rows as there are."""
    mark = " ✗ " if said.role == "refused" and said.text else " " * MARGIN
    whole = cell_len(said.text) <= size.width - MARGIN
    pieces = [said.text] if whole else wrap(said.text, max(1, size.width - MARGIN))
    if len(pieces) > size.height:
        left = " ".join(pieces[size.height - 1 :])
        pieces = [*pieces[: size.height - 1], left]
    marks = (mark, *(" " * MARGIN for _ in pieces[1:]))
    return tuple(
        fit((Part(mark, said.role), Part(piece, said.role)), size.width)
        for mark, piece in zip(marks, pieces, strict=True)
    )


def want(wanted: Want, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """What Enter does, as something to press."""
    width = size.width
    if wanted.prompt:
        return (fit((Part(" : ", "key"),), width),)
    if not wanted.text:
        return (fit((Part(f"   {wanted.hint}", "dim"),), width),)
    button = Part(f" ⏎ {wanted.text} ", "button", wanted.target)
    return (fit((Part(" "), button, Part(f"   {wanted.hint}", "dim")), width),)


def keys(hints: Hints, size: Size, focus: Focus = NO_FOCUS) -> Lines:
    """(key, what it does, target): as many as fit, in their order."""
    parts: list[Part] = [Part(" ")]
    for key, what, target in hints:
        more = (Part(key, "key", target), Part(f" {what}", "dim", target), Part("  "))
        if width_of(parts) + width_of(more) - 2 > size.width:
            break
        parts += more
    return (fit(parts, size.width),)
