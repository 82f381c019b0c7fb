"""From a level file, and the parts it uses, to a Level; every mistake with its place.

    level = load(find("first-out"))

A level may name parts under ``use``: files of the same form, from its own folder or from
levels/common. Later parts go over earlier ones and the level over all: maps merge by key, lists
and single values replace, and null takes out what a part brought.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from game.level import checks, findings, form, heads, sense, tree
from game.level.fields import SLUG
from game.level.folders import game_levels, own_levels
from game.level.folders import levels_folder as levels_folder
from game.level.mistakes import LevelMistakes, Mistake, UnknownLevel, mistake
from game.level.parts import Files, Parts
from game.level.repair import Repair
from game.level.schema import Level
from game.level.takers import Takers
from game.vocabulary.nearest import did_you_mean
from game.vocabulary.wording import visible

_ROUNDS = 4
"""How often a level is read again without the mistakes of form that were found before."""

_DIFFICULTIES = ("training", "moderate", "hard")


@dataclass(frozen=True, slots=True)
class Examined:
    """A level file that was read.

    ``level`` is None when there are mistakes; ``root`` is the tree of keys and values with
    their places in the files.
    """

    level: Level | None
    mistakes: tuple[Mistake, ...]
    root: tree.Mapping | None = None


def examine(path: Path) -> Examined:
    """The level in the file at ``path``, or all that is wrong with it, in one go."""
    return _examined(Parts(path))


def _examined(parts: Parts) -> Examined:
    try:
        root = parts.whole()
    except LevelMistakes as error:
        return Examined(None, tuple(error.mistakes))
    level, found = _meant(root, parts, parts.complete)
    mistakes = parts.with_others(found)
    return Examined(None if mistakes else level, mistakes, root)


def load(path: Path) -> Level:
    """The level in the file at ``path``. Raises LevelMistakes with all that is wrong.

    One that was read before is not read again while its files hold the same.
    """
    files, level = _known.pop(path, (None, None))
    if files is None or level is None or not files.unchanged():
        parts = Parts(path)
        examined = _examined(parts)
        if examined.level is None:
            raise LevelMistakes(examined.mistakes)
        files, level = parts.files, examined.level
    _known[path] = files, level
    for oldest in list(_known)[:-_MOST_KNOWN]:
        _known.pop(oldest, None)
    return level


_MOST_KNOWN = 40
_known: dict[Path, tuple[Files, Level]] = {}
"""The levels that were read last, with their files as they were then."""


def _meant(root: tree.Mapping, parts: Parts, complete: bool) -> tuple[Level | None, list[Mistake]]:
    """The level of a tree, and its mistakes of form and of meaning.

    A tree that is not ``complete`` lacks parts, which may bring what is missing in it: only its
    form is checked.
    """
    repaired = Repair(root, lost_names=parts.lost_names)
    takers = Takers.of(root, parts.uses)
    level: Level | None = None
    mistakes: list[Mistake] = []
    for _ in range(_ROUNDS):
        data = root.data()
        if not takers.crew:  # it may have been misspelt
            takers = Takers.of(root, parts.uses)
        try:
            level = Level.of(data)
        except form.Malformed as error:
            found = findings.findings(error.wrong, data, brought=_brought(root))
            told = [each for each in found if complete or not each.missing[0]]
        else:
            found = checks.check(level) if complete else []
            told = found
        told = [each for each in told if not repaired.follows(each)]
        mistakes += placed(
            [each for each in told if not takers.explain(each, _spot(each, root)[0])], root
        )
        if level is not None:
            break
        repaired.repair(found)
    return level, [*mistakes, *takers.mistakes(root)]


def _brought(root: tree.Mapping) -> dict[str, list[str]]:
    """The names in each map of a level that parts bring, and that the level leaves as they are."""
    return {
        field: [name for name, (key, _) in inside.entries.items() if key.source is not root.source]
        for field, (_, inside) in root.entries.items()
        if isinstance(inside, tree.Mapping)
    }


def load_named(name_or_path: str) -> Level:
    """The level of that name or path. Raises UnknownLevel or LevelMistakes."""
    return load(find(name_or_path))


def resolved(data: object, name: str) -> Level:
    """The level that ``data`` describes, in JSON's types, as a flight log carries it.

    ``name`` says where it comes from. Raises LevelMistakes, the same as for a file.
    """
    if not isinstance(data, dict):
        raise LevelMistakes([mistake("LEVEL-113", name, "a level is a map of fields")])
    try:
        level = Level.of(data)
    except form.Malformed as error:
        found = findings.findings(error.wrong, data)
    else:
        found = checks.check(level)
        if not found:
            return level
    raise LevelMistakes(
        mistake(each.code, name, f"{_dotted(each.path)}: {each.message}", hint=each.hint)
        for each in found
    )


def resolved_json(level: Level) -> dict[str, Any]:
    """The whole level in JSON's types, itself a level that means the same to the last bit."""
    return level.written()


def level_digest(level: Level) -> str:
    """The blake2b-128 of the resolved level, in hex. Order counts: it is the crew's order.

    Two levels are the same when this game gives both the same digest. Whether a stored level is
    as it was written, :func:`digest_of` says of what is stored: this game may know more fields.
    """
    return digest_of(resolved_json(level))


def digest_of(data: dict[str, Any]) -> str:
    """The same of what :func:`resolved_json` gave, also when this game can't fly it."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def builtin() -> list[Path]:
    """The levels that come with the game: those of no folder first, then folder by folder.

    In each, those of its campaign come first, in the order in which they are flown, also those of
    no folder; then training, then they go by difficulty and length.
    """
    flown = _flown_order()
    return sorted(game_levels().values(), key=lambda path: _rank(path, flown))


def after(name: str) -> Path | None:
    """The level of the game that comes after the one of that ``name``; None after the last."""
    paths = builtin()
    following = {before.stem: path for before, path in pairwise(paths)}
    return following.get(name)


def find(name_or_path: str) -> Path:
    """The file of the level with that name, or at that path. Raises UnknownLevel.

    A name is that of a level of the game, or, of a player's own, its file's or its id.
    """
    game = game_levels()
    if name_or_path in game:
        return game[name_or_path]
    names = sorted(game)
    own = {} if _is_file(name_or_path) else own_levels()
    for name, each in own.items():
        if name_or_path and name_or_path in (name, each.stem):
            return each
    if re.fullmatch(SLUG, name_or_path):
        for each in own.values():
            if id_of(each) == name_or_path:
                return each
    names += own
    path = Path(name_or_path)
    try:
        if path.is_file():
            return path
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_folder = False
    shown = visible(name_or_path[:60]) + ("…" if len(name_or_path) > 60 else "")
    if is_folder and name_or_path:
        inside = sorted(each.name for each in path.glob("*.yaml"))[:12]
        what = f"it has {visible(', '.join(inside))}" if inside else "there is no .yaml file in it"
        raise UnknownLevel(f"'{shown}' is a folder, and a level is a file: {what}")
    hint = did_you_mean(name_or_path, names) or f"there is {', '.join(names) or 'none'}"
    if name_or_path.endswith((".yaml", ".yml")) or os.sep in name_or_path:
        raise UnknownLevel(f"there is no file '{shown}'; of the game's own levels, {hint}")
    raise UnknownLevel(f"no level is called '{shown}': {hint}")


def _is_file(path: str) -> bool:
    try:
        return os.sep in path and Path(path).is_file()
    except (OSError, ValueError):
        return False


def _flown_order() -> dict[str, tuple[str, int]]:
    """The folder of the campaign that flies a level, and the level's place in it."""
    order: dict[str, tuple[str, int]] = {}
    for path in sorted(levels_folder().glob("*/campaign.yaml")):
        missions = tree_of(path).data().get("missions", [])
        for place, mission in enumerate(missions):
            order[mission["level"]] = (path.parent.name, place)
    return order


def _rank(path: Path, flown: dict[str, tuple[str, int]]) -> tuple[str, int, int, int, str]:
    try:
        data = heads.own(path).fields  # without its parts, which would take five times as long
    except (LevelMistakes, OSError, UnicodeError):
        data = {}
    folder = "" if path.parent == levels_folder() else path.parent.name
    shelf, turn = flown.get(path.stem, (folder, 999))
    difficulty, minutes = data.get("difficulty", "moderate"), data.get("minutes")
    place = _DIFFICULTIES.index(difficulty) if difficulty in _DIFFICULTIES else 9
    return shelf, turn, place, minutes if isinstance(minutes, int) else 999, path.stem


def id_of(path: Path) -> str:
    """The id of the level in a file, from a look at it; empty if there is none."""
    try:
        return str(tree_of(path).data().get("id", ""))
    except LevelMistakes:
        return ""


def at_field(path: Path, field: form.Path, code: str, message: str, hint: str) -> Mistake:
    """A mistake at a field of a level file that can be read. Raises LevelMistakes."""
    return _place(findings.Finding(code, field, message, hint), tree_of(path))


def tree_of(path: Path) -> tree.Mapping:
    """The level's tree with its parts merged in, not yet checked against the schema.

    Raises LevelMistakes.
    """
    parts = Parts(path)
    root = parts.whole()
    if parts.mistakes:
        raise LevelMistakes(parts.mistakes)
    return root


def parts_of(path: Path) -> list[Path]:
    """The files of the parts that a level uses, those of parts too. Raises LevelMistakes."""
    parts = Parts(path)
    parts.whole()
    return sorted(made for made in parts.made if made != path.resolve())


def part_mistakes(path: Path) -> list[Mistake]:
    """What is wrong in a part on its own: its YAML and its fields.

    What it lacks, a level may bring; what it means is checked in the levels that use it.
    """
    parts = Parts(path)
    try:
        root = parts.whole()
    except LevelMistakes as error:
        return error.mistakes
    _, found = _meant(root, parts, complete=False)
    return list(parts.with_others(found))


def placed(found: Iterable[findings.Finding], root: tree.Mapping) -> list[Mistake]:
    """What was found, each once, at its place in the files."""
    return list(dict.fromkeys(_place(each, root) for each in found))


def _place(found: findings.Finding, root: tree.Mapping) -> Mistake:
    node, at = _spot(found, root)
    return node.source.mistake(found.code, at, found.message, found.hint)


def _spot(found: findings.Finding, root: tree.Mapping) -> tuple[tree.Node, int]:
    """The key or value at which something was found, or the nearest thing around it.

    Also returns the index of the character there.
    """
    node: tree.Node = root
    key: tree.Scalar | None = None
    for item in found.path:
        if isinstance(node, tree.Mapping) and item in node.entries:
            key, node = node.entries[str(item)]
        elif isinstance(node, tree.Sequence) and isinstance(item, int) and item < len(node.items):
            key, node = None, node.items[item]
        else:
            break
    if found.at_key and key is not None:
        return key, key.at
    at = node.at
    if found.offset and isinstance(node, tree.Scalar):
        at = node.index_of(found.offset)
    if isinstance(node, tree.Scalar) and node.is_null() and not node.text and key is not None:
        return key, key.at
    return node, at


def warnings_of(examined: Examined) -> list[Mistake]:
    """What makes no sense in a level without mistakes, where its own author can change it."""
    if examined.level is None or examined.root is None:
        return []
    found = sense.warnings(examined.level)
    root = examined.root
    own = [each for each in found if not _spot(each, root)[0].source.common]
    return LevelMistakes([*placed(own, root), *tree.odd_values(root)]).mistakes


def _dotted(path: form.Path) -> str:
    return ".".join(str(item) for item in path) or "the level"
