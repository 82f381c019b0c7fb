"""A mistake in a level file: its code, its place, an excerpt and its fix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.level.codes import WARNINGS
from game.level.excerpt import excerpt_of
from game.vocabulary.wording import visible

MOST = 1000
"""Most mistakes of one kind of check that are told at once: more is not a level."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. ``line`` and ``column`` are 1-based, 0 where there is no place in a file.

    ``message`` is one sentence; ``hint`` says what to write in its place, or is empty.
    ``excerpt`` is the line, safe to show, and ``caret`` how many cells stand before the place.
    ``used_by`` names the files that led to this one, nearest first.
    """

    code: str
    file: str
    line: int
    column: int
    message: str
    excerpt: str = ""
    hint: str = ""
    caret: int = 0
    used_by: tuple[str, ...] = ()

    @property
    def is_warning(self) -> bool:
        """Whether the level can be flown in spite of it."""
        return self.code.startswith(WARNINGS)

    @property
    def place(self) -> str:
        """``file:line:column``, as editors understand it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def render(self) -> str:
        """The mistake as lines of plain text, without control characters."""
        warning = "warning: " if self.is_warning else ""
        lines = [f"{self.place}: {self.code} {warning}{self.message}"]
        number = str(self.line)
        if self.excerpt:
            lines.append(f"  {number} | {self.excerpt}")
            lines.append(f"  {' ' * len(number)} | {' ' * self.caret}^")
        if self.hint:
            lines.append(f"  {self.hint}")
        lines.extend(f"  used by {file}" for file in self.used_by)
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """The mistake as an object for machines."""
        entry: dict[str, object] = {
            "code": self.code,
            "severity": "warning" if self.is_warning else "mistake",
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self.message,
        }
        if self.hint:
            entry["hint"] = self.hint
        if self.excerpt:
            entry["excerpt"] = self.excerpt
        if self.used_by:
            entry["used_by"] = list(self.used_by)
        return entry


class LevelMistakes(Exception):
    """A level that can't be flown, with all its mistakes (at least one), in their order."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = sorted(mistakes, key=lambda m: (m.file, m.line, m.column, m.code))
        super().__init__("\n".join(mistake.render() for mistake in self.mistakes))


class UnknownLevel(Exception):
    """No level is called so; the text says what there is."""


def mistake(
    code: str,
    file: str,
    message: str,
    *,
    line: int = 0,
    column: int = 0,
    source: str = "",
    hint: str = "",
    used_by: tuple[str, ...] = (),
) -> Mistake:
    """A mistake with all its texts made safe. ``source`` is the line it stands in."""
    excerpt, caret = excerpt_of(source, column)
    return Mistake(
        code=code,
        file=visible(file),
        line=line,
        column=column,
        message=visible(message),
        excerpt=excerpt,
        hint=visible(hint),
        caret=caret,
        used_by=tuple(visible(each) for each in used_by),
    )
