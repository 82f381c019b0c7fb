"""The file of a campaign: its missions, what is carried over, and what that means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from game.campaign import FILE
from game.level import findings, folders, loading, tree
from game.level.fields import Area, Line, Mass, Prose, Ratio, Slug
from game.level.mistakes import LevelMistakes, Mistake, UnknownLevel, mistake
from game.level.reading import read
from game.level.schema import Model, OutcomeKind
from game.vocabulary.nearest import did_you_mean
from game.vocabulary.wording import visible

MAX_BYTES = 200_000


class Gas(Model):
    """Amounts of both gases."""

    o2: Mass = Field(0.0, description="Oxygen.")
    n2: Mass = Field(0.0, description="Nitrogen.")


class Tanks(Model):
    """What the ship's tanks hold."""

    o2_a: Mass = Field(description="Oxygen tank A.")
    o2_b: Mass = Field(description="Oxygen tank B.")
    n2: Mass = Field(description="The nitrogen tank.")


class Wear(Model):
    """What an hour of work, and a mission, does to people and things."""

    tired: Ratio = Field(0.0, description="Fatigue for each megajoule of work.")
    suit: Area = Field(0.0, description="Cd·A that a suit leaks more for each megajoule in it.")
    seal: Area = Field(0.0, description="Cd·A that the hatch seal leaks more each time it opens.")
    training: Ratio = Field(
        0.0, description="Share of what is missing in training that each mission makes good."
    )
    hurt_fatigue: Ratio = Field(0.0, description="How tired somebody is, besides, who was hurt.")
    hurt_fitness: Ratio = Field(1.0, description="The share of their fitness that they keep.")


class Known(Model):
    """Something learned in a mission; all that is given must have come about."""

    mission: Slug = Field(description="The level.")
    objective: Slug | None = Field(None, description="An objective of it that was met.")
    outcome: tuple[OutcomeKind, ...] = Field((), description="How it ended: one of these.")


class Change(Model):
    """What is different in a mission, if all that is given holds."""

    knows: tuple[Slug, ...] = Field((), description="What must be known.")
    lacks: tuple[Slug, ...] = Field((), description="What must not be known.")
    hurt: bool | None = Field(None, description="Whether somebody was hurt in the last mission.")
    level: dict[str, Any] = Field(
        description="Fields that go over those of the level: maps merge, all else replaces."
    )


class Leg(Model):
    """A mission of the campaign."""

    level: Slug = Field(description="The level, by its name.")
    day: Line = Field("", description="When it is, for the strip of days.")
    ground: bool = Field(
        False, description="Whether it is on the ground: nothing of the ship is used up."
    )
    dropped: bool = Field(
        False,
        description="Whether bottles are left behind, and what tanks hold above the level's own.",
    )
    least: Gas = Field(
        Gas(), description="What tanks hold at least: a reserve that nothing else may use."
    )
    uses: Gas = Field(Gas(), description="What the days before it use of the bottles.")
    rested: Ratio = Field(1.0, description="The share of fatigue that the nights before take off.")
    on: tuple[OutcomeKind, ...] = Field(
        ("success", "home"), description="Outcomes after which the next mission comes."
    )
    points: int = Field(0, ge=0, le=100, description="Points that it takes to go on.")
    changes: tuple[Change, ...] = Field((), description="What is different, by what came before.")


class Campaign(Model):
    """A campaign."""

    title: Line = Field(description="What players call it.")
    summary: Line = Field(description="One line, for lists.")
    tanks: Tanks = Field(description="In the ship's tanks on the first day.")
    spare: Gas = Field(Gas(), description="In bottles, from which tanks are filled every night.")
    wear: Wear = Field(Wear(), description="What work does to people and things.")
    missions: tuple[Leg, ...] = Field(min_length=1, max_length=40, description="In their order.")
    knows: dict[Slug, Known] = Field({}, description="What is learned, by name.")
    ending: Prose = Field("", description="What is said when the last mission is over.")


def files(own: str | None = None) -> dict[str, Path]:
    """The files of all campaigns by name: the game's own, and the player's."""
    found: dict[str, Path] = {}
    for folder in (folders.own_folder(own), folders.levels_folder()):
        try:
            found |= {path.parent.name: path for path in sorted(folder.glob(f"*/{FILE}"))}
        except (OSError, ValueError):
            continue
    return found


def find(name: str) -> Path:
    """The file of the campaign with that name. Raises UnknownLevel."""
    known = files()
    if name in known:
        return known[name]
    hint = did_you_mean(name, list(known)) or f"there is {', '.join(known) or 'none'}"
    raise UnknownLevel(f"no campaign is called '{visible(name[:60])}': {hint}")


def load(path: Path) -> Campaign:
    """The campaign in the file at ``path``. Raises LevelMistakes with all that is wrong."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        data = raw.decode("utf-8")
        if len(raw) > MAX_BYTES:
            raise OSError(0, f"it has more than {MAX_BYTES // 1000} kB")
    except (OSError, UnicodeError) as bad:
        why = getattr(bad, "strerror", None) or "it is not UTF-8"
        raise LevelMistakes([mistake("LEVEL-422", str(path), f"it can't be read: {why}")]) from None
    mistakes: list[Mistake] = []
    root = read(tree.Source(str(path), data.replace("\r\n", "\n")), mistakes)
    if mistakes:
        raise LevelMistakes(mistakes)
    try:
        made = Campaign.model_validate_json(json.dumps(root.data()), strict=True)
    except ValidationError as error:
        found = findings.findings(error, root.data())
        raise LevelMistakes(loading.placed(found, root)) from None
    wrong = list(loading.placed(_senseless(made, path.parent), root))
    if wrong:
        raise LevelMistakes(wrong)
    return made


def level_file(name: str, folder: Path) -> Path:
    """The file of a mission's level: beside the campaign's file, else by name.

    Raises UnknownLevel.
    """
    beside = folder / f"{name}.yaml"
    return beside if beside.is_file() else loading.find(name)


def _senseless(campaign: Campaign, folder: Path) -> Iterator[findings.Finding]:
    """What the campaign names and is not there."""
    names = [leg.level for leg in campaign.missions]
    for at, name in enumerate(names):
        if name in names[:at]:
            yield findings.Finding(
                "LEVEL-422", ("missions", at, "level"), f"{name} comes twice", "once is enough"
            )
        try:
            level_file(name, folder)
        except UnknownLevel as bad:
            yield findings.Finding("LEVEL-422", ("missions", at, "level"), str(bad), "")
    for at, leg in enumerate(campaign.missions):
        for spot, change in enumerate(leg.changes):
            for word in (*change.knows, *change.lacks):
                if word not in campaign.knows:
                    hint = did_you_mean(word, list(campaign.knows)) or "name it under knows"
                    place = ("missions", at, "changes", spot)
                    yield findings.Finding("LEVEL-422", place, f"nothing known is {word}", hint)
    for word, known in campaign.knows.items():
        if known.mission not in names:
            yield findings.Finding(
                "LEVEL-422", ("knows", word, "mission"),
                f"{known.mission} is no mission of it", f"there is {', '.join(names)}",
            )  # fmt: skip
