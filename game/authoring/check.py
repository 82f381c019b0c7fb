"""Every mistake in level files and folders: all of it for authors, one calm line for players."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from game import campaign
from game.level import folders, loading
from game.level.mistakes import LevelMistakes, Mistake, UnknownLevel
from game.level.schema import Level
from game.vocabulary.wording import visible


@dataclass(frozen=True, slots=True)
class Checked:
    """A level, part or campaign and what is wrong with it. Without an ``id`` it can't be read."""

    path: Path
    id: str
    is_part: bool
    mistakes: tuple[Mistake, ...]
    warnings: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    files: tuple[Checked, ...]

    @property
    def mistakes(self) -> list[Mistake]:
        """All mistakes, each once, by file, line and column."""
        return _once(each for file in self.files for each in file.mistakes)

    @property
    def warnings(self) -> list[Mistake]:
        """All warnings, likewise."""
        return _once(each for file in self.files for each in file.warnings)

    def text(self) -> str:
        """For authors to read: every mistake and warning, then a line that sums up."""
        mistakes, warnings = self.mistakes, self.warnings
        blocks = [each.render() for each in _once([*mistakes, *warnings])]
        levels = sum(not file.is_part for file in self.files)
        parts = len(self.files) - levels
        what = [_count(levels, "level")] if levels else []
        what += [_count(parts, "part")] if parts else []
        found = _count(len(mistakes), "mistake") if mistakes else "no mistakes"
        if warnings:
            found += f", {_count(len(warnings), 'warning')}"
        blocks.append(f"{' and '.join(what)} checked: {found}.")
        return "\n".join(blocks)

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "files": [
                {
                    "path": str(file.path),
                    "id": file.id,
                    "kind": "part" if file.is_part else "level",
                    "mistakes": [each.as_json() for each in file.mistakes],
                    "warnings": [each.as_json() for each in file.warnings],
                }
                for file in self.files
            ],
            "mistakes": len(self.mistakes),
            "warnings": len(self.warnings),
        }


def _once(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Each once, though one in a part is told by every level that uses it."""
    every: dict[tuple[str, int, int, str], Mistake] = {}
    for each in mistakes:
        every.setdefault((each.file, each.line, each.column, each.message), each)
    return LevelMistakes(every.values()).mistakes


def check(paths: Iterable[str | Path], fly: bool = False) -> Report:
    """Check level files, folders (with all below them) and built-in levels by name.

    ``fly`` also flies the tests of levels that have no mistakes. Raises UnknownLevel when one of
    them does not exist, or there is nothing to check.
    """
    files: dict[Path, None] = {}
    for path in paths:
        files.update(dict.fromkeys(_files(path)))
    if not files:
        raise UnknownLevel("there is nothing to check: name a level file or a folder")
    parts = _parts(list(files)) if len(files) > 1 else _common(files)
    checked = [_checked(path, path.resolve() in parts, fly) for path in files]
    return Report(tuple(_same_ids(checked)))


def check_main(
    paths: Iterable[str | Path], as_json: bool = False, strict: bool = False, fly: bool = False
) -> tuple[str, int]:
    """Output and exit status of the command ``check``.

    0 well, 1 mistakes (``strict``: or warnings), 2 no such file.
    """
    try:
        report = check(paths, fly)
    except UnknownLevel as error:
        message = str(error)
        return (json.dumps({"error": message}) if as_json else message), 2
    text = json.dumps(report.as_json(), indent=2) if as_json else report.text()
    return text, 1 if report.mistakes or (strict and report.warnings) else 0


def calm_line(mistakes: Sequence[Mistake]) -> str:
    """One line for a player whose level can't be flown."""
    first = mistakes[0]
    path = first.used_by[-1] if first.used_by else first.file
    if " " in path:
        path = f'"{path}"'
    count = _count(len(mistakes), "mistake")
    what = "them" if len(mistakes) > 1 else "it"
    lists = "lists" if len(mistakes) > 1 else "shows"
    return f"This level can't be flown: {count} in it. `no-airlock check {path}` {lists} {what}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _files(given: str | Path) -> list[Path]:
    path = Path(given)
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder or str(given) == "":
        return [loading.find(str(given))]
    found = sorted(each for each in path.rglob("*.yaml") if each.is_file())
    if not found:
        raise UnknownLevel(f"there is no .yaml file in '{visible(str(path))}'")
    return found


def _parts(files: Sequence[Path]) -> set[Path]:
    """Which of the files are parts.

    Those in a folder called common, and those without an id that a level among them uses.
    """
    used: set[Path] = set()
    nameless: set[Path] = set()
    for path in files:
        try:
            used.update(loading.parts_of(path))
            if "id" not in loading.tree_of(path).entries:
                nameless.add(path.resolve())
        except LevelMistakes:
            continue
    return (used & nameless) | _common(files)


def _common(files: Iterable[Path]) -> set[Path]:
    return {path.resolve() for path in files if path.parent.name == "common"}


def _checked(path: Path, is_part: bool, fly: bool) -> Checked:
    if path.name == campaign.FILE:
        return _campaign(path)
    if is_part:
        return Checked(path, path.stem, True, tuple(loading.part_mistakes(path)))
    examined = loading.examine(path)
    if examined.level is None:
        return Checked(path, "", False, examined.mistakes)
    mistakes = tuple(_start(path, examined.level))
    if fly and not mistakes:
        mistakes = tuple(_tests(path, examined.level))
    return Checked(path, examined.level.id, False, mistakes, tuple(loading.warnings_of(examined)))


def _campaign(path: Path) -> Checked:
    """The file of a campaign, which is counted with the parts: it is no level."""
    from game.campaign import schema

    try:
        schema.load(path)
    except LevelMistakes as bad:
        return Checked(path, path.parent.name, True, tuple(bad.mistakes))
    return Checked(path, path.parent.name, True, ())


def _start(path: Path, level: Level) -> Iterator[Mistake]:
    """Fly the start of a level, if it has one: whether play begins at all."""
    if level.start is None:
        return
    from game.autopilot.prologue import StartError, fly_start
    from game.flightlog.log.writer import Flight
    from game.mission import Mission

    try:
        fly_start(Flight(Mission(level)))
    except StartError as bad:
        place = () if bad.line is None else ("orders", bad.line)
        message = str(bad).rstrip(".")
        yield loading.at_field(path, ("start", *place), "LEVEL-420", message, bad.hint)


def _tests(path: Path, level: Level) -> Iterator[Mistake]:
    """Fly the tests of a level: what did not end as it must."""
    from game.authoring import trials

    for each in trials.failed(level):
        message = f"test {each.at + 1}, {each.why}"
        hint = "change the level, or what must be so"
        yield loading.at_field(path, ("tests", each.at), "LEVEL-421", message, hint)


def _same_ids(checked: Sequence[Checked]) -> Iterator[Checked]:
    """The same, with a warning for each level whose id another level has, too."""
    known = folders.game_levels()
    for each in checked:
        if each.is_part or not each.id:
            yield each
            continue
        first = known.setdefault(each.id, each.path)
        if first.resolve() == each.path.resolve():
            yield each
            continue
        message = f"{visible(str(first))} has the id {each.id}, too"
        twice = loading.at_field(each.path, ("id",), "LEVEL-510", message, "give it another id")
        yield replace(each, warnings=(*each.warnings, twice))
