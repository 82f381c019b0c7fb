"""A level to begin with: it passes the checks, can be flown and won, and says what is what."""

from __future__ import annotations

import re
from pathlib import Path

from game.level.fields import SLUG
from game.level.folders import game_levels, own_folder

TEMPLATE = Path(__file__).with_name("starter.yaml")
_CREW = re.compile(r"^# Who flies\..*?(?=^# The ship)", re.MULTILINE | re.DOTALL)


class NotWritten(ValueError):
    """A level that can't be written; the message says why, and what to do."""


def texts(name: str, *, pack: bool = False) -> dict[str, str]:
    """The files of a new level by their names; a ``pack`` keeps its crew in a part of its own."""
    title = name.replace("-", " ").title()
    whole = TEMPLATE.read_text(encoding="utf-8")
    whole = whole.replace("id: NAME", f"id: {name}").replace("title: TITLE", f"title: {title}", 1)
    if not pack:
        return {f"{name}.yaml": whole}
    crew = _CREW.search(whole)
    assert crew is not None, "the template has a crew"
    use = (
        "# Parts that levels of this folder share: people is the file people.yaml.\nuse: [people]\n"
    )
    level = whole.replace(crew.group(), "").replace("id: ", f"{use}\nid: ", 1)
    return {f"{name}.yaml": level, "people.yaml": crew.group().rstrip() + "\n"}


def write(name: str, folder: Path | None = None, pack: bool = False) -> list[Path]:
    """Write a new level to ``folder`` (else to the player's own folder) and return its files.

    The level comes first. Raises NotWritten.
    """
    if not re.fullmatch(SLUG, name) or len(name) > 40:
        raise NotWritten(
            f"'{name[:40]}' can't be the name of a level: small letters, digits and single "
            "hyphens, for example short-hop"
        )
    if name in game_levels():
        raise NotWritten(f"the game has a level {name} already: choose another name")
    where = own_folder() if folder is None else folder
    where = where / name if pack else where
    made = texts(name, pack=pack)
    for file in made:
        if (where / file).exists():
            raise NotWritten(f"'{where / file}' is there already: choose another name")
    written: list[Path] = []
    try:
        where.mkdir(parents=True, exist_ok=True)
        for file, text in made.items():
            with (where / file).open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
            written.append(where / file)
    except OSError as bad:
        why = (bad.strerror or "it can't be written").lower()
        raise NotWritten(f"'{where}' can't be written to: {why}") from None
    return written
