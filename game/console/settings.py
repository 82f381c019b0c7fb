"""What the console keeps from one start to the next: a small TOML file of the user's.

It is read once at the start and written when something changes, a line for each thing that was
chosen; all other lines stay as they are. A file that can't be used costs one sentence, is
not written over, and the defaults hold.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from game.display import measures, roles

ENVIRONMENT = "NO_AIRLOCK_SETTINGS"
"""The environment variable that names the file."""
LONGEST = 10_000
"""Bytes of the largest file that is read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is kept."""

    theme: str = roles.DEFAULT
    """The name of a palette."""
    units: str = measures.AS_BUILT
    """The unit of pressure everywhere; ``gauges`` for each gauge's own."""
    reduced_motion: bool = False
    """Whether pictures stand still for some seconds."""
    ascii: bool = False
    """Whether only signs are drawn that every font has: no braille, no blocks, no lines."""
    bell: bool = True
    """Whether the terminal's bell rings for urgent alarms and refused orders."""
    warp_lead: int = 4
    """Mission seconds before something that needs the player at which the speed drops to 1×."""
    keys: tuple[tuple[str, str], ...] = ()
    """The player's own keys: (id of an action, keys). Only the player writes them."""


CHOICES: dict[str, tuple[Any, ...]] = {
    "theme": tuple(palette.name for palette in roles.PALETTES),
    "units": measures.CHOICES,
    "reduced_motion": (False, True),
    "ascii": (False, True),
    "bell": (True, False),
    "warp_lead": (4, 10, 30, 60),
}
"""What each setting can be, by its name in the file."""


def settings_file(named: str | None = None) -> Path:
    """Where the settings are: ``named``, what the environment says, or the user's config folder."""
    named = named or os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("no-airlock", appauthor=False) / "settings.toml"


def load(path: Path) -> tuple[Settings, str]:
    """The settings in ``path``, and one sentence for the player if they can't be used.

    A file that is not there is none, and nothing is said of it. What is wrong in it has its
    default, and the rest holds.
    """
    try:
        _, data = _read(path)
    except OSError as why:
        return Settings(), f"The settings in {path} can't be read: {why.strerror or why}."
    except ValueError as why:
        return Settings(), f"The settings in {path} {why}: correct or delete it."
    good: dict[str, Any] = {}
    sentence = ""
    for name, choices in CHOICES.items():
        value = data.get(name, choices[0])
        if any(type(one) is type(value) and one == value for one in choices):
            good[name] = value
        else:
            known = ", ".join(written(one) for one in choices)
            sentence = sentence or f"{_told(name)} in {path} is none of {known}: choose another."
    keys = data.get("keys", {})
    if isinstance(keys, dict) and all(isinstance(one, str) and one for one in keys.values()):
        good["keys"] = tuple(keys.items())
    else:
        sentence = sentence or f'The keys in {path} are no table of lines like "fly.go" = "g".'
    return Settings(**good), sentence


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    """What the file says, and what that means; nothing if there is none.

    Raises OSError, and ValueError when it can't be used: then it is not ours to write over.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LONGEST + 1)
    except FileNotFoundError:
        return "", {}
    if len(raw) > LONGEST:
        raise ValueError(f"have more than {LONGEST} bytes")
    try:
        text = raw.decode("utf-8")
        return text, _meaning(text)
    except ValueError as why:
        said = str(why).splitlines()[0] if str(why) else "it is no TOML"
        raise ValueError(f"are no TOML ({said})") from None


def _meaning(text: str) -> dict[str, Any]:
    """What ``text`` means; raises ValueError when it is no TOML."""
    import tomllib  # the title of a new player needs none

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _told(name: str) -> str:
    return f"The {name.replace('_', ' ')}"


def written(value: Any) -> str:
    """A value as people read it."""
    return (
        {True: "on", False: "off"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def save(settings: Settings, path: Path) -> str:
    """Write the settings, whole or not at all; one sentence for the player if that fails."""
    from game.flightlog.log.files import overwrite, why

    try:
        path = path.resolve()  # a link to the file stays one
        path.parent.mkdir(parents=True, exist_ok=True)
        text, before = _read(path)
        made = merged(text, settings)
        _check(made, before, settings)
        overwrite(path, [made.encode()])
    except (OSError, RuntimeError) as bad:  # a link to itself is a RuntimeError
        return f"The settings can't be kept in {path}: {why(bad)}."
    except ValueError as bad:
        return f"The settings can't be kept: those in {path} {bad}: correct or delete it."
    return ""


def _check(made: str, before: dict[str, Any], settings: Settings) -> None:
    """Raise ValueError unless ``made`` has these settings, and all else as it was ``before``."""
    if len(made.encode()) > LONGEST:
        raise ValueError(f"would have more than {LONGEST} bytes")
    defaults = {name: choices[0] for name, choices in CHOICES.items()}
    wanted = before | {name: getattr(settings, name) for name in CHOICES}
    try:
        kept = defaults | _meaning(made) == wanted
    except ValueError:
        kept = False
    if not kept:
        raise ValueError("are written in a way that the game can't change")


def _comment(line: str) -> str:
    """The comment at the end of a line of a value that has no # in it."""
    found = re.search(r"\s*#.*$", line)
    return found[0] if found else ""


def merged(text: str, settings: Settings) -> str:
    """``text``, a TOML file, with these settings in it, and every other line as it is.

    What is as it is by default has a line only if it had one.
    """
    lines = text.splitlines()
    top = next((n for n, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    missing = []
    for field in fields(settings):
        if field.name not in CHOICES:
            continue
        value = getattr(settings, field.name)
        made = f"{field.name} = {_toml(value)}"
        at = next((n for n, line in enumerate(lines[:top])
                   if line.partition("=")[0].strip().strip("\"'") == field.name), None)  # fmt: skip
        if at is not None:
            lines[at] = made + _comment(lines[at])
        elif value != field.default:
            missing.append(made)
    return "\n".join([*missing, *lines]) + "\n"
