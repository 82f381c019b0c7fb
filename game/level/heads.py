"""The head of a level file: the fields of one line at its top, from a look that takes 3 ms.

Reading a level whole takes twenty times as long: its parts are merged, and all of it is checked.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from game.level import tree
from game.level.folders import levels_folder
from game.level.mistakes import LevelMistakes
from game.level.reading import read


class Head(NamedTuple):
    """The fields with one value at the top of a file, and the parts that it uses."""

    fields: dict[str, Any]
    used: tuple[str, ...]


def own(path: Path) -> Head:
    """The head of the file at ``path``, without what its parts bring.

    Raises LevelMistakes, OSError or UnicodeError.
    """
    return _head(path.read_text(encoding="utf-8"))


def whole(path: Path, above: tuple[Path, ...] = ()) -> dict[str, Any]:
    """The fields of the head of a level of the game, those of its parts among them.

    ``above`` are the files that led to it. Raises LevelMistakes, OSError or UnicodeError.
    """
    if path in above:
        return {}
    head = own(path)
    fields: dict[str, Any] = {}
    for name in head.used:
        near = path.parent / f"{name}.yaml"
        part = near if near.is_file() else levels_folder() / "common" / near.name
        fields |= whole(part, (*above, path))
    return fields | head.fields


@lru_cache(maxsize=128)
def _head(text: str) -> Head:
    mistakes: list[Any] = []
    root = read(tree.Source("", text), mistakes)
    if mistakes:
        raise LevelMistakes(mistakes)
    entries = {key: value for key, (_, value) in root.entries.items()}
    fields = {key: each.data() for key, each in entries.items() if isinstance(each, tree.Scalar)}
    used = entries.get("use")
    names = used.items if isinstance(used, tree.Sequence) else []
    return Head(fields, tuple(_name(each) for each in names))


def _name(part: tree.Node) -> str:
    """The name of a part under ``use``, also of one whose roles are taken there."""
    return part.text if isinstance(part, tree.Scalar) else next(iter(part.data()), "")
