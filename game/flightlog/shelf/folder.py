"""Where the folder of flight logs is. The title needs no more, and is up at once."""

from __future__ import annotations

import os
from pathlib import Path

import game

ENVIRONMENT = "NO_AIRLOCK_SAVES"
"""The environment variable that names the folder."""


def saves_folder(chosen: str | None = None) -> Path:
    """Where flight logs are kept.

    That is ``chosen`` (from --saves), or what the environment says, or saves/ of the checkout
    that the game runs from, or the user's data folder. Raises FlightLogError when it begins with
    the home folder of nobody.
    """
    named = chosen or os.environ.get(ENVIRONMENT)
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError:
            from game.flightlog.log.format import FlightLogError, shown

            raise FlightLogError(
                f"{shown(named, 200)} can't be the folder of saves: there is no user of that name."
            ) from None
    top = Path(game.__file__).resolve().parent.parent
    if (top / "pyproject.toml").is_file() and (top / "levels").is_dir():
        return top / "saves"
    from platformdirs import user_data_path

    return user_data_path("no-airlock", appauthor=False) / "saves"
