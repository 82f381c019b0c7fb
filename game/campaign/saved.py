"""The small file in which a campaign that was begun is kept, beside the flight logs.

It names the campaign, its seed, and each flight: of which mission, in which log, and after which
flight. Flights of one mission after another make a path; a mission that is taken up again begins
another path from the same flight. A flight is written here before its log is begun, so that one
whose log is not there yet was not flown. The file is written whole or not at all.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

from game.flightlog.log import files
from game.flightlog.log.format import FlightLogError, shown
from game.level.schema import Difficulty

VERSION = 1
ENDING = ".campaign"
MAX_BYTES = 2_000_000
MOST_FLIGHTS = 5000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_LOG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,200}\.jsonl")


@dataclass(frozen=True, slots=True)
class Flown:
    """A flight of a campaign, as its file names it."""

    mission: int
    """Which mission, from 0."""
    log: str
    """The name of its log, in the folder of saves."""
    after: int | None
    """Which flight came before, by its place in the file; None of a first one."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A campaign that was begun."""

    name: str
    campaign: str
    seed: int
    difficulty: Difficulty
    flights: tuple[Flown, ...] = ()
    at: int | None = None
    """The flight at which the player is now, by its place; None before the first."""

    @property
    def path(self) -> tuple[int, ...]:
        """The flights that led to :attr:`at`, that one too, the first of them first."""
        return tuple(reversed(list(self._back())))

    def _back(self) -> Iterator[int]:
        here = self.at
        while here is not None:
            yield here
            here = self.flights[here].after

    def attempt(self, mission: int, after: int | None) -> int:
        """How many flights of a mission there are that come after the same flight."""
        return sum(one.mission == mission and one.after == after for one in self.flights)

    def with_flight(self, flown: Flown) -> Saved:
        """The same with one flight more, at which the player is then."""
        return replace(self, flights=(*self.flights, flown), at=len(self.flights))


def file_of(folder: Path, name: str) -> Path:
    """Where the campaign of that name is kept. Raises FlightLogError for no good name."""
    if not _NAME.fullmatch(name):
        raise FlightLogError(
            f"{shown(name, 60)} can't be the name of a campaign: write letters, digits, . _ and -."
        )
    return folder / f"{name}{ENDING}"


def names(folder: Path) -> list[str]:
    """The campaigns kept in ``folder``, the one last written to first."""
    try:
        found = [(-path.stat().st_mtime, path.name) for path in folder.glob(f"*{ENDING}")]
    except OSError:
        return []
    return [
        name.removesuffix(ENDING)
        for _, name in sorted(found)
        if _NAME.fullmatch(name.removesuffix(ENDING))
    ]


def owner_of(log: Path) -> str:
    """The campaign of which ``log`` is a flight, by its name; empty if it is of none."""
    for name in names(log.parent):
        with contextlib.suppress(FlightLogError):
            if any(one.log == log.name for one in read(log.parent, name).flights):
                return name
    return ""


def refuse_renaming(log: Path) -> None:
    """Raise FlightLogError if a campaign knows ``log`` by its name."""
    owner = owner_of(log)
    if owner:
        raise FlightLogError(
            f"{shown(log.stem)} is a flight of the campaign {owner}, which knows it by that name: "
            "it can't be renamed."
        )


def loss(log: Path) -> str:
    """What a campaign loses if ``log`` is deleted, as a sentence; empty if it is of none."""
    owner = owner_of(log)
    if not owner:
        return ""
    kept = read(log.parent, owner)
    if all(kept.flights[at].log != log.name for at in kept.path):
        return f"It is an earlier flight of the campaign {owner}, which stands as it is without it."
    return f"It is a flight of the campaign {owner}, which then stands where it stood before it."


def write(folder: Path, saved: Saved) -> None:
    """Keep it, in place of what was kept of it. Raises FlightLogError."""
    path = file_of(folder, saved.name)
    data = {
        "no-airlock-campaign": VERSION,
        "campaign": saved.campaign,
        "seed": saved.seed,
        "difficulty": saved.difficulty,
        "at": saved.at,
        "flights": [
            {"mission": one.mission, "log": one.log, "after": one.after} for one in saved.flights
        ],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.overwrite(path, [f"{json.dumps(data, indent=1)}\n".encode()])
    except OSError as bad:
        name = shown(str(path), 200)
        raise FlightLogError(f"{name} can't be written: {files.why(bad)}.") from None


def read(folder: Path, name: str) -> Saved:
    """The campaign of that name in ``folder``. Raises FlightLogError, also when there is none."""
    path = file_of(folder, name)
    try:
        with path.open("rb") as file:
            text = file.read(MAX_BYTES + 1)
        if len(text) > MAX_BYTES:
            raise ValueError("it is too long")
        return _understood(name, json.loads(text))
    except OSError as bad:
        raise FlightLogError(f"{shown(str(path), 200)} can't be read: {files.why(bad)}.") from None
    except (ValueError, TypeError, KeyError, RecursionError) as bad:
        why = shown(str(bad) or type(bad).__name__, 120)
        raise FlightLogError(f"{shown(str(path), 200)} is no campaign: {why}.") from None


def _understood(name: str, data: Any) -> Saved:
    """What a file says. Raises ValueError, TypeError or KeyError for what no game wrote."""
    if not isinstance(data, dict) or data.get("no-airlock-campaign") != VERSION:
        raise ValueError(f"it is not of version {VERSION}")
    flights = tuple(_flown(one, place) for place, one in enumerate(data["flights"]))
    saved = Saved(
        name,
        _text(data["campaign"], _NAME),
        _whole(data["seed"], 2**63 - 1),
        cast(Difficulty, data["difficulty"]),
        flights,
        None if data["at"] is None else _whole(data["at"], len(flights) - 1),
    )
    if saved.difficulty not in get_args(Difficulty) or len(flights) > MOST_FLIGHTS:
        raise ValueError("its difficulty or its flights make no sense")
    return saved


def _flown(data: Any, place: int) -> Flown:
    after = data["after"]
    return Flown(
        _whole(data["mission"], 1000),
        _text(data["log"], _LOG),
        None if after is None else _whole(after, place - 1),
    )


def _whole(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(f"{value!r} is no number that it can have")
    return value


def _text(value: Any, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(f"{value!r} is no name that it can have")
    return value
