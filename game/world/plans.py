"""The figures of a level as the world reads them, many times in each second of the mission.

An attribute of a pydantic model costs five times one of a plain object with slots: the model
has a ``__getattr__``, which keeps the interpreter from its quick way. So they are copied once.
"""

from __future__ import annotations

from dataclasses import dataclass, make_dataclass
from functools import cache
from typing import Any, TypeVar, cast

from game.level.schema import Cabin, CrewMember, Hatch, Level, Model, Suit, Supply

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Plans:
    """The parts of a level that are read all the time, with the fields of their models."""

    cabin: Cabin
    hatch: Hatch
    supply: Supply
    suit: Suit
    crew: dict[str, CrewMember]


def plans_of(level: Level) -> Plans:
    """Plain copies of those parts of ``level``."""
    return Plans(
        plain(level.cabin),
        plain(level.hatch),
        plain(level.supply),
        plain(level.suit),
        {who: plain(member) for who, member in level.crew.items()},
    )


def plain(model: M) -> M:
    """A frozen copy of ``model`` with the same fields, quick to read, and nothing else of it."""
    kind = type(model)
    values = [getattr(model, name) for name in kind.model_fields]
    copies = [plain(value) if isinstance(value, Model) else value for value in values]
    return cast(M, _slotted(kind)(*copies))


@cache
def _slotted(kind: type[Model]) -> Any:
    return make_dataclass(kind.__name__, list(kind.model_fields), frozen=True, slots=True)
