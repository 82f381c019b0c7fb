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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from game.level import checks, findings, roles, sense, tree
from game.level.folders import levels_folder as levels_folder
from game.level.folders import own_levels
from game.level.mistakes import LevelMistakes, Mistake, UnknownLevel, clean, mistake
from game.level.repair import Repair
from game.level.schema import Level
from game.vocabulary.nearest import did_you_mean

MAX_BYTES = 1_000_000
"""Largest level file."""
_ROUNDS = 4
"""How often a level is read again without the mistakes of form that were found before."""
MAX_PARTS = 50
"""Most parts of one level, those of parts included."""

_DIFFICULTIES = ("training", "moderate", "hard")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")


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
    parts = _Parts(path)
    try:
        root = parts.whole()
    except LevelMistakes as error:
        return Examined(None, tuple(error.mistakes))
    level, found = _meant(root, parts.complete, parts.lost_names)
    mistakes = parts.with_others(found)
    return Examined(None if mistakes else level, mistakes, root)


def load(path: Path) -> Level:
    """The level in the file at ``path``. Raises LevelMistakes with all that is wrong."""
    examined = examine(path)
    if examined.level is None:
        raise LevelMistakes(examined.mistakes)
    return examined.level


def _meant(
    root: tree.Mapping, complete: bool, lost_names: bool = False
) -> tuple[Level | None, list[Mistake]]:
    """The level of a tree, and its mistakes of form and of meaning.

    A tree that is not ``complete`` lacks parts, which may bring what is missing in it: only its
    form is checked.
    """
    repaired = Repair(root, lost_names=lost_names)
    mistakes: list[Mistake] = []
    for _ in range(_ROUNDS):
        data = root.data()
        try:
            level = Level.model_validate_json(json.dumps(data), strict=True)
        except ValidationError as error:
            found = findings.findings(error, data)
            told = [
                each
                for each in found
                if not repaired.follows(each) and (complete or each.code != "LEVEL-302")
            ]
            mistakes += placed(told, root)
            repaired.repair(found)
            continue
        if complete:
            wrong = [each for each in checks.check(level) if not repaired.follows(each)]
            mistakes += placed(wrong, root)
        return level, mistakes
    return None, mistakes


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
        level = Level.model_validate(data)
    except ValidationError as error:
        found = findings.findings(error, data)
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
    return level.model_dump(mode="json", by_alias=True, exclude_none=True)


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
    """The levels that come with the game: training first, then by difficulty and length."""
    found = [(_rank(path), path) for path in levels_folder().glob("*.yaml")]
    return [path for _, path in sorted(found)]


def find(name_or_path: str) -> Path:
    """The file of the level with that name, or at that path. Raises UnknownLevel.

    A name is that of a level of the game, or, of a player's own, its file's or its id.
    """
    names = sorted(path.stem for path in levels_folder().glob("*.yaml"))
    if name_or_path in names:
        return levels_folder() / f"{name_or_path}.yaml"
    own = {} if _is_file(name_or_path) else own_levels()
    for name, each in own.items():
        if name_or_path and name_or_path in (name, each.stem):
            return each
    if _NAME.fullmatch(name_or_path):
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
    shown = clean(name_or_path[:60]) + ("…" if len(name_or_path) > 60 else "")
    if is_folder and name_or_path:
        inside = sorted(each.name for each in path.glob("*.yaml"))[:12]
        what = f"it has {clean(', '.join(inside))}" if inside else "there is no .yaml file in it"
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


def _rank(path: Path) -> tuple[int, int, str]:
    try:
        data = tree_of(path).data()
    except LevelMistakes:
        data = {}
    difficulty, minutes = data.get("difficulty", "moderate"), data.get("minutes")
    place = _DIFFICULTIES.index(difficulty) if difficulty in _DIFFICULTIES else 9
    return place, minutes if isinstance(minutes, int) else 999, path.stem


def id_of(path: Path) -> str:
    """The id of the level in a file, from a look at it; empty if there is none."""
    try:
        return str(tree_of(path).data().get("id", ""))
    except LevelMistakes:
        return ""


def at_field(path: Path, field: str, code: str, message: str, hint: str) -> Mistake:
    """A mistake at a field of a level file that can be read. Raises LevelMistakes."""
    return _place(findings.Finding(code, (field,), message, hint), tree_of(path))


def tree_of(path: Path) -> tree.Mapping:
    """The level's tree with its parts merged in, not yet checked against the schema.

    Raises LevelMistakes.
    """
    parts = _Parts(path)
    root = parts.whole()
    if parts.mistakes:
        raise LevelMistakes(parts.mistakes)
    return root


def parts_of(path: Path) -> list[Path]:
    """The files of the parts that a level uses, those of parts too. Raises LevelMistakes."""
    parts = _Parts(path)
    parts.whole()
    return sorted(made for made in parts.made if made != path.resolve())


def part_mistakes(path: Path) -> list[Mistake]:
    """What is wrong in a part on its own: its YAML and its fields.

    What it lacks, a level may bring; what it means is checked in the levels that use it.
    """
    parts = _Parts(path)
    try:
        root = parts.whole()
    except LevelMistakes as error:
        return error.mistakes
    _, found = _meant(root, complete=False)
    return list(parts.with_others(found))


@dataclass(slots=True)
class _Parts:
    """Reads a level's file and parts, each once."""

    path: Path
    own: Path = field(init=False)
    """The level's own folder, symlinks resolved: parts may not lie outside it and common."""
    made: dict[Path, tree.Mapping] = field(default_factory=dict)
    open: list[Path] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    takers: list[tuple[tree.Scalar, str, str]] = field(default_factory=list)
    """The parts as they are named, their roles, and who takes each."""
    complete: bool = True
    """Whether every part that is named was read."""

    def whole(self) -> tree.Mapping:
        """The level with all its parts; what is wrong in them goes to ``mistakes``.

        Raises LevelMistakes when the level's own file has no tree.
        """
        try:
            real = self.path.resolve()
        except (OSError, RuntimeError, ValueError):
            raise LevelMistakes([_unreadable(str(self.path), (), "it can't be found")]) from None
        self.own = real.parent
        root = self._read(real, str(self.path), ())
        self._without_takers(root)
        root.entries.pop("roles", None)
        return root

    @property
    def lost_names(self) -> bool:
        """Whether keys may be missing because of what is wrong with the files as YAML."""
        return any(each.code in ("LEVEL-110", "LEVEL-114") for each in self.mistakes)

    def with_others(self, found: Iterable[Mistake]) -> tuple[Mistake, ...]:
        """The mistakes of the files as YAML, with the others that were found.

        One in a line that has one already is left out: it only follows from it.
        """
        lines = {(each.file, each.line) for each in self.mistakes}
        others = [each for each in found if (each.file, each.line) not in lines]
        return tuple(LevelMistakes([*self.mistakes, *others]).mistakes)

    def _read(self, real: Path, name: str, used_by: tuple[str, ...]) -> tree.Mapping:
        if real in self.made:
            return self.made[real]
        common = real.is_relative_to(_common())
        source = tree.Source(name, _text(real, name, used_by), used_by, common)
        root = tree.read(source, self.mistakes)
        self.open.append(real)
        whole: tree.Mapping | None = None
        for part, binding in self._used(root):
            below = self._part(part, name, used_by)
            if below is None:
                self.complete = False
            else:
                below = roles.bound(below, self._binding(part, binding, below))
                whole = below if whole is None else _map(tree.merged(whole, below))
        self.open.pop()
        entries = {key: value for key, value in root.entries.items() if key != "use"}
        root = tree.Mapping(root.source, root.at, entries)
        if whole is not None:
            whole.entries.pop("roles", None)
            root = _map(tree.merged(whole, root))
        self.made[real] = root
        return root

    def _binding(
        self, part: tree.Scalar, given: tree.Mapping | None, below: tree.Mapping
    ) -> dict[str, tuple[str, ...]]:
        """Who takes each role of a part: as its use says, else who is called so."""
        node = below.entries["roles"][1] if "roles" in below.entries else None
        items = node.items if isinstance(node, tree.Sequence) else []
        names = [item.text for item in items if isinstance(item, tree.Scalar)]
        found: dict[str, tuple[str, ...]] = {name: (name,) for name in names}
        known = len(self.mistakes)
        for name, (key, value) in (given.entries if given else {}).items():
            if name not in found:
                hint = did_you_mean(name, names) or f"there is {', '.join(names) or 'none'}"
                self.complete = False
                self._wrong("LEVEL-206", key, f"{part.text} has no role '{name[:40]}'", hint)
                continue
            takers = value.items if isinstance(value, tree.Sequence) else [value]
            ids = [each for each in takers if isinstance(each, tree.Scalar)]
            found[name] = tuple(each.text for each in ids if not each.is_null())
        if len(self.mistakes) == known:
            self.takers += [(part, role, who) for role, ids in found.items() for who in ids]
        return found

    def _without_takers(self, root: tree.Mapping) -> None:
        """Tell of the roles that nobody of the crew takes, once for each part."""
        node = root.entries["crew"][1] if "crew" in root.entries else None
        if not isinstance(node, tree.Mapping):
            return
        lacking: dict[int, list[tuple[str, str]]] = {}
        parts: dict[int, tree.Scalar] = {}
        for part, role, who in self.takers:
            if who not in node.entries:
                lacking.setdefault(part.at, []).append((role, who))
                parts[part.at] = part
        for at, pairs in lacking.items():
            self.complete = False
            part = parts[at]
            names = ", ".join(who for _, who in pairs)
            near = did_you_mean(pairs[0][1], list(node.entries)) if len(pairs) == 1 else ""
            ids = ", ".join(f"{role}: ID" for role, _ in pairs)
            hint = near or f"write {{{part.text}: {{{ids}}}}}, with ~ for nobody"
            message = f"{part.text} needs {names}, and nobody of the crew is called so"
            self._wrong("LEVEL-207", part, message, hint)

    def _used(self, root: tree.Mapping) -> list[tuple[tree.Scalar, tree.Mapping | None]]:
        """The names under ``use``, and who takes the roles of each, where that is said."""
        if "use" not in root.entries:
            return []
        node = root.entries["use"][1]
        if not isinstance(node, tree.Sequence):
            self.complete = False
            shown = f"use: [{node.text}]" if isinstance(node, tree.Scalar) else "use: [capsule]"
            self._wrong("LEVEL-201", node, "use is a list of the names of parts", shown)
            return []
        found: list[tuple[tree.Scalar, tree.Mapping | None]] = []
        for item in node.items:
            bindings = list(item.entries.values()) if isinstance(item, tree.Mapping) else []
            if isinstance(item, tree.Scalar) and item.text and not item.is_null():
                found.append((item, None))
            elif len(bindings) == 1 and isinstance(bindings[0][1], tree.Mapping):
                found.append((bindings[0][0], bindings[0][1]))
            else:
                self.complete = False
                hint = "use: [capsule, {suits: {ev1: lead}}]"
                self._wrong("LEVEL-201", item, "this is not the name of a part", hint)
        return found

    def _part(self, node: tree.Scalar, name: str, used_by: tuple[str, ...]) -> tree.Mapping | None:
        reference = node.text.removesuffix(".yaml")
        outside = not _PART.fullmatch(reference) or ".." in reference
        shown = f"'{node.text[:40]}'"
        for base in () if outside else dict.fromkeys((self.own, self.own / "common", _common())):
            path = base / f"{reference}.yaml"
            if not path.exists() and not path.is_symlink():
                continue
            try:
                real = path.resolve()
            except (OSError, RuntimeError):
                self._wrong("LEVEL-203", node, f"the part {shown} is a link that leads nowhere")
                return None
            if not (real.is_relative_to(self.own) or real.is_relative_to(_common())):
                outside = True
                continue
            if real in self.open:
                self._wrong("LEVEL-204", node, f"{shown} uses itself, by way of this")
                return None
            if len(self.made) + len(self.open) > MAX_PARTS and real not in self.made:
                self._wrong("LEVEL-205", node, f"a level is made of at most {MAX_PARTS} parts")
                return None
            below = os.path.relpath(real, self.own)
            inside = real.is_relative_to(self.own)
            known_as = str(self.path.parent / below) if inside else _shown(real)
            try:
                return self._read(real, known_as, (name, *used_by))
            except LevelMistakes as error:
                self.mistakes += error.mistakes
                return None
        if outside:
            self._wrong(
                "LEVEL-202",
                node,
                f"{shown} is outside the level's own folder and common",
                "parts come from these two alone, by name",
            )
        else:
            hint = did_you_mean(reference, self._there_is()) or _there_is_text(self._there_is())
            self._wrong("LEVEL-203", node, f"there is no part {shown}", hint)
        return None

    def _there_is(self) -> list[str]:
        found = [*_common().glob("*.yaml"), *(self.own / "common").glob("*.yaml")]
        found += [path for path in self.own.glob("*.yaml") if path != self.path.resolve()]
        return sorted({path.stem for path in found})

    def _wrong(self, code: str, node: tree.Node, message: str, hint: str = "") -> None:
        self.mistakes.append(node.source.mistake(code, node.at, message, hint))


def _there_is_text(names: list[str]) -> str:
    return f"there is {', '.join(names[:12])}" if names else "there are no parts"


def _map(node: tree.Node) -> tree.Mapping:
    assert isinstance(node, tree.Mapping), "two maps merge to a map"
    return node


def _common() -> Path:
    return (levels_folder() / "common").resolve()


def _shown(path: Path) -> str:
    """A path of the game's own as a player can use it: from here, if it is below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _unreadable(name: str, used_by: tuple[str, ...], why: str) -> Mistake:
    return mistake("LEVEL-101", name, f"this file can't be read: {why}", used_by=used_by)


def _text(path: Path, name: str, used_by: tuple[str, ...]) -> str:
    """The file's text, its lines ended by line feeds alone."""
    try:
        if not path.is_file():
            why = "it is a folder" if path.is_dir() else "there is no such file"
            raise LevelMistakes([_unreadable(name, used_by, why)])
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "the path is not possible").lower()
        raise LevelMistakes([_unreadable(name, used_by, why)]) from None
    if len(raw) > MAX_BYTES:
        message = "this file is too large: 1 MB is the most"
        raise LevelMistakes([mistake("LEVEL-102", name, message, used_by=used_by)])
    try:
        text = raw.decode("utf-8-sig")
        if text.count("\0") > len(text) // 4:
            raise UnicodeDecodeError("utf-8", raw, 0, 1, "every second byte is 0")
    except UnicodeDecodeError as error:
        wide = raw.count(b"\0") > len(raw) // 4
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise LevelMistakes(
            [
                mistake(
                    "LEVEL-103",
                    name,
                    "this is UTF-16 or UTF-32 text, not UTF-8"
                    if wide
                    else "this is not UTF-8 text",
                    line=line,
                    column=column,
                    hint="save the file as UTF-8",
                    used_by=used_by,
                )
            ]
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


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


def _dotted(path: findings.Path) -> str:
    return ".".join(str(item) for item in path) or "the level"
