"""The file of a campaign: its missions, what is carried over, and what that means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from game.campaign import FILE
from game.level import findings, folders, loading, tree
from game.level.fields import Area, Line, Mass, Prose, Ratio, Slug
from game.level.form import Malformed, Record, field
from game.level.mistakes import LevelMistakes, Mistake, UnknownLevel, mistake
from game.level.reading import read
from game.level.schema import OutcomeKind
from game.vocabulary.nearest import did_you_mean
from game.vocabulary.wording import visible

MAX_BYTES = 200_000


class Gas(Record):
    """Amounts of both gases."""

    o2: Mass = field("Oxygen.", default=0.0)
    n2: Mass = field("Nitrogen.", default=0.0)


class Tanks(Record):
    """What the ship's tanks hold."""

    o2_a: Mass = field("Oxygen tank A.")
    o2_b: Mass = field("Oxygen tank B.")
    n2: Mass = field("The nitrogen tank.")


class Wear(Record):
    """What an hour of work, and a mission, does to people and things."""

    tired: Ratio = field("Fatigue for each megajoule of work.", default=0.0)
    suit: Area = field("Cd·A that a suit leaks more for each megajoule in it.", default=0.0)
    seal: Area = field("Cd·A that the hatch seal leaks more each time it opens.", default=0.0)
    training: Ratio = field(
        "Share of what is missing in training that each mission makes good.", default=0.0
    )
    hurt_fatigue: Ratio = field("How tired somebody is, besides, who was hurt.", default=0.0)
    hurt_fitness: Ratio = field("The share of their fitness that they keep.", default=1.0)


class Known(Record):
    """Something learned in a mission; all that is given must have come about."""

    mission: Slug = field("The level.")
    objective: Slug | None = field("An objective of it that was met.", default=None)
    outcome: tuple[OutcomeKind, ...] = field("How it ended: one of these.", default=())


class Change(Record):
    """What is different in a mission, if all that is given holds."""

    knows: tuple[Slug, ...] = field("What must be known.", default=())
    lacks: tuple[Slug, ...] = field("What must not be known.", default=())
    hurt: bool | None = field("Whether somebody was hurt in the last mission.", default=None)
    level: dict[str, Any] = field(
        "Fields that go over those of the level: maps merge, all else replaces."
    )


class Leg(Record):
    """A mission of the campaign."""

    level: Slug = field("The level, by its name.")
    day: Line = field("When it is, for the strip of days.", default="")
    ground: bool = field(
        "Whether it is on the ground: nothing of the ship is used up.", default=False
    )
    dropped: bool = field(
        "Whether bottles are left behind, and what tanks hold above the level's own.", default=False
    )
    least: Gas = field(
        "What tanks hold at least: a reserve that nothing else may use.", default=Gas()
    )
    uses: Gas = field("What the days before it use of the bottles.", default=Gas())
    rested: Ratio = field("The share of fatigue that the nights before take off.", default=1.0)
    on: tuple[OutcomeKind, ...] = field(
        "Outcomes after which the next mission comes.", default=("success", "home")
    )
    points: int = field("Points that it takes to go on.", default=0, ge=0, le=100)
    changes: tuple[Change, ...] = field("What is different, by what came before.", default=())


class Campaign(Record):
    """A campaign."""

    title: Line = field("What players call it.")
    summary: Line = field("One line, for lists.")
    tanks: Tanks = field("In the ship's tanks on the first day.")
    spare: Gas = field("In bottles, from which tanks are filled every night.", default=Gas())
    wear: Wear = field("What work does to people and things.", default=Wear())
    missions: tuple[Leg, ...] = field("In their order.", min_length=1, max_length=40)
    knows: dict[Slug, Known] = field("What is learned, by name.", default={})
    ending: Prose = field("What is said when the last mission is over.", default="")


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
        made = Campaign.of(root.data())
    except Malformed as error:
        found = findings.findings(error.wrong, root.data(), Campaign)
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
