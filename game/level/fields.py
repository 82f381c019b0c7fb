"""Field types of a level: quantities with units, texts without control characters.

A quantity is written ``8.65 psi`` and held as an SI float. It is written out again in SI with
every digit (``59639.650585906325 Pa``), so that a resolved level in a flight log is itself a
level file and means the same to the last bit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from game.level.form import Path, Read, Text, Wrong
from game.vocabulary import units
from game.vocabulary.wording import SPELT

MAX_QUANTITY = 60
"""Longest quantity that is read, in characters."""


class OutOfRange(units.BadQuantity):
    """A quantity that was read, but is too small or too large."""


class Unprintable(ValueError):
    """A text that can't be shown."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Marks a float field as a quantity of ``dimension``, from ``least`` to ``most`` in SI."""

    dimension: str
    least: float = 0.0
    most: float = 1e9

    def read(self, value: Any) -> float:
        """The SI value of what stands in the file. Raises ValueError with one sentence."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            example = f"write for example {units.example(self.dimension)!r}"
            raise units.BadQuantity(f"a {self.dimension} is needed", example)
        text = str(value)
        if len(text) > MAX_QUANTITY:
            raise ValueError(f"this has {len(text)} characters: no {self.dimension} is that long")
        si_value = units.parse(text, self.dimension)
        if not self.least <= si_value <= self.most:
            least, most = (units.tidy(each, self.dimension) for each in (self.least, self.most))
            percent = isinstance(value, int | float) and self.dimension == "ratio" and value > 1
            hint = f"did you mean {value:g} %?" if percent else f"{least} to {most}"
            raise OutOfRange(f"{text!r} is out of range", hint)
        return si_value

    def write(self, value: float) -> str:
        """The quantity in SI, with every digit."""
        unit = units.SI_UNIT[self.dimension]
        return f"{value!r} {unit}" if self.dimension != "ratio" else repr(value)

    def reader(self) -> Read:
        """What reads such a field."""

        def read(value: Any, path: Path, found: list[Wrong]) -> Any:
            try:
                return self.read(value)
            except ValueError as error:
                found.append(Wrong(path, "value", value, error))

        return read

    def schema(self) -> dict[str, Any]:
        """How an editor sees such a field."""
        names = ", ".join(units.units_of(self.dimension))
        example = units.example(self.dimension)
        article = "An" if self.dimension[0] in "aeiou" else "A"
        return {
            "type": ["string", "number"] if self.dimension == "ratio" else "string",
            "pattern": pattern_of(self.dimension),
            "description": f"{article} {self.dimension}, for example {example!r}. Units: {names}.",
            "examples": [example],
        }


def pattern_of(dimension: str) -> str:
    """What a quantity of ``dimension`` looks like, as a regular expression for editors."""
    number = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
    names = "|".join(re.escape(name) for name in units.units_of(dimension))
    one = rf"\s*{number}\s*({names})\s*"
    if dimension == "ratio":
        return rf"^\s*{number}\s*({names})?\s*$"
    if dimension == "duration":
        return rf"^(({one})+|(\d+:)?\d{{1,2}}:\d{{2}}(\.\d+)?)$"
    return f"^{one}$"


def _read(text: str) -> str:
    """A text for people, in any spelling."""
    return _seen(text, SPELT)


def _printable(text: str) -> str:
    """A text for the game."""
    return _seen(text, "")


def _seen(text: str, also: str) -> str:
    if text.isprintable():
        return text.strip()
    for at, character in enumerate(text):
        if not character.isprintable() and character != "\n" and character not in also:
            raise Unprintable(
                f"the character U+{ord(character):04X} at position {at + 1} can't be shown: "
                "take it out"
            )
    return text.strip()


def _one_line(text: str) -> str:
    line = _read(text)
    if "\n" in line:
        raise Unprintable(
            "this must be one line: a long one is written with >, and without empty lines"
        )
    return line


Pressure = Annotated[float, Quantity("pressure", 0.0, 2e7)]
Mass = Annotated[float, Quantity("mass", 0.0, 1e5)]
Flow = Annotated[float, Quantity("flow", 0.0, 100.0)]
Duration = Annotated[float, Quantity("duration", 0.0, 7 * 86400.0)]
Area = Annotated[float, Quantity("area", 0.0, 10.0)]
Volume = Annotated[float, Quantity("volume", 1e-4, 1e4)]
Temperature = Annotated[float, Quantity("temperature", 150.0, 450.0)]
Power = Annotated[float, Quantity("power", 0.0, 1e4)]
Ratio = Annotated[float, Quantity("ratio", 0.0, 1.0)]
Angle = Annotated[float, Quantity("angle", -360.0, 360.0)]

LONGEST_LINE = 200
"""Characters of a line that a player reads."""
Line = Annotated[str, Text(most=LONGEST_LINE, least=1, tidy=_one_line)]
"""One line of text that a player reads."""
Prose = Annotated[str, Text(most=4000, tidy=_read)]
"""Paragraphs that a player reads."""
SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
"""How names of levels and of what is in them are spelt."""
Slug = Annotated[
    str,
    Text(
        f"^{SLUG}$",
        most=40,
        description="Small letters, digits and single hyphens, for example leak-check.",
    ),
]
"""A name that orders and conditions can use."""
ListName = Annotated[
    str,
    Text(
        r"^[a-z][a-z0-9{}]*(-[a-z0-9{}]+)*$",
        most=60,
        description="A checklist's full name, for example leak-check-ev1.",
    ),
]
"""The name of a checklist, with the crew member's behind it if it was made by ``for``."""
OrderText = Annotated[str, Text(most=120, tidy=_printable)]
"""An order, as in ``flow ev1 high``; {crew} and {who} stand for names."""
ConditionText = Annotated[str, Text(most=400, tidy=_printable)]
"""A condition, as in ``cabin.pressure < 0.5 psi and ev1.place == outside``."""
