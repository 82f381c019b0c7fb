"""The last lines of the screen: coaching, messages, what Enter does, and the keys."""

from __future__ import annotations

from dataclasses import dataclass

from game.console.render.text import Line, Lines, Part, fit, width_of, wrap


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


def lesson(text: str, width: int, height: int, focused: bool = False, back: int = 0) -> Lines:
    """A line of coaching, in two lines at most."""
    pieces = wrap(text, max(10, width - 12))[:height]
    rows: list[Line] = []
    for at, piece in enumerate(pieces):
        head = Part(" LESSON  " if at == 0 else " " * 9, "lesson")
        rows.append(fit((head, Part(piece, "bright")), width))
    return tuple(rows)


def status(said: Status, width: int, height: int, focused: bool = False, back: int = 0) -> Lines:
    """One sentence."""
    mark = " ✗ " if said.role == "refused" else "   "
    return (fit((Part(mark if said.text else "", said.role), Part(said.text, said.role)), width),)


def want(wanted: Want, width: int, height: int, focused: bool = False, back: int = 0) -> Lines:
    """What Enter does, as something to press."""
    if wanted.prompt:
        return (fit((Part(" : ", "key"),), width),)
    if not wanted.text:
        return (fit((Part(f"   {wanted.hint}", "dim"),), width),)
    button = Part(f" ⏎ {wanted.text} ", "button", wanted.target)
    return (fit((Part(" "), button, Part(f"   {wanted.hint}", "dim")), width),)


def keys(
    hints: tuple[tuple[str, str, str], ...],
    width: int,
    height: int,
    focused: bool = False,
    back: int = 0,
) -> Lines:
    """(key, what it does, target): as many as fit, in their order."""
    parts: list[Part] = [Part(" ")]
    for key, what, target in hints:
        more = (Part(key, "key", target), Part(f" {what}", "dim", target), Part("  "))
        if width_of(parts) + width_of(more) - 2 > width:
            break
        parts += more
    return (fit(parts, width),)
