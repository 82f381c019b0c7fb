"""What the console keeps from one start to the next: a small TOML file of the user's.

It is read once at the start and written when something changes. A file that can't be used costs
one sentence, and the defaults hold.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from game.display import roles

ENVIRONMENT = "NO_AIRLOCK_SETTINGS"
"""The environment variable that names the file."""
LONGEST = 10_000
"""Bytes of the largest file that is read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is kept."""

    theme: str = roles.DEFAULT
    """The name of a palette."""


def settings_file() -> Path:
    """Where the settings are: what the environment says, or in the user's config folder."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("no-airlock", appauthor=False) / "settings.toml"


def load(path: Path) -> tuple[Settings, str]:
    """The settings in ``path``, and one sentence for the player if they can't be used.

    A file that is not there is none, and nothing is said of it.
    """
    try:
        with path.open("rb") as file:
            data = tomllib.loads(file.read(LONGEST).decode("utf-8"))
    except FileNotFoundError:
        return Settings(), ""
    except OSError as why:
        return Settings(), f"The settings in {path} can't be read: {why.strerror or why}."
    except ValueError as why:
        said = str(why).splitlines()[0] if str(why) else "it is no TOML"
        return Settings(), f"The settings in {path} are no TOML ({said}): correct or delete it."
    theme = data.get("theme", roles.DEFAULT)
    known = [palette.name for palette in roles.PALETTES]
    if theme not in known:
        return Settings(), f"The theme in {path} is none of {', '.join(known)}: choose another."
    return Settings(theme), ""


def save(settings: Settings, path: Path) -> str:
    """Write the settings, whole or not at all; one sentence for the player if that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(f'theme = "{settings.theme}"\n')
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as why:
        return f"The settings can't be kept in {path}: {why.strerror or why}."
    return ""
