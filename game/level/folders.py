"""Where levels are: those that come with the game, and a player's own."""

from __future__ import annotations

import os
import re
from pathlib import Path

ENVIRONMENT = "NO_AIRLOCK_LEVELS"
"""The environment variable that names the folder of a player's own levels."""
_HAS_ID = re.compile(r"""^["']?id["']?\s*:""", re.MULTILINE)
_LOOK_BYTES = 100_000
"""How much of a file is looked at to tell a level from a part."""
MOST_OWN = 1000
"""Most files of a player's own folder that are looked at."""


def levels_folder() -> Path:
    """Where the levels that come with the game are: in the package or beside it."""
    packed = Path(__file__).resolve().parents[1] / "levels"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "levels"


def game_levels() -> dict[str, Path]:
    """The files of the levels that come with the game by name, those in folders too.

    Files that have no id are left out: parts, and what else a folder of levels may hold.
    """
    folder = levels_folder()
    found = sorted([*folder.glob("*.yaml"), *folder.glob("*/*.yaml")])
    return {
        path.stem: path
        for path in found
        if path.parent.name != "common" and _looks_like_a_level(path)
    }


def own_folder(chosen: str | None = None) -> Path:
    """Where a player's own levels are; the folder need not exist.

    ``chosen`` (from --levels), or what the environment says, or levels in the user's data
    folder.
    """
    named = chosen or os.environ.get(ENVIRONMENT)
    if named:
        return Path(os.path.expanduser(named))  # noqa: PTH111 - it never raises
    from platformdirs import user_data_path

    return user_data_path("no-airlock", appauthor=False) / "levels"


def own_levels(chosen: str | None = None) -> dict[str, Path]:
    """The files of a player's own levels by name.

    ``NAME``, or ``PACK/NAME`` for those in a folder of their own. Parts, which have no id, are
    left out.
    """
    folder = own_folder(chosen)
    found: dict[str, Path] = {}
    try:
        paths = sorted([*folder.glob("*.yaml"), *folder.glob("*/*.yaml")])[:MOST_OWN]
    except (OSError, ValueError):
        return {}
    for path in paths:
        if path.parent.name != "common" and path.is_file() and _looks_like_a_level(path):
            found[path.relative_to(folder).with_suffix("").as_posix()] = path
    return found


def _looks_like_a_level(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return bool(_HAS_ID.search(file.read(_LOOK_BYTES).decode("utf-8", "replace")))
    except OSError:
        return True  # that it can't be read is told with it
