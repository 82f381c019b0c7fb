"""A level's file and the parts that it uses, read into one tree.

Later parts go over earlier ones and the level over all; parts come from the level's own folder and
from levels/common alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from game.level import roles, tree
from game.level.folders import levels_folder
from game.level.mistakes import LevelMistakes, Mistake, mistake
from game.level.reading import read
from game.level.takers import Use
from game.vocabulary.nearest import did_you_mean

MAX_BYTES = 1_000_000
"""Largest level file."""
MAX_PARTS = 50
"""Most parts of one level, those of parts included."""
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")


@dataclass(slots=True)
class Files:
    """What files a level was read from, to know later whether it would still read the same."""

    looked: dict[Path, Path | None] = field(default_factory=dict)
    """Where a file was looked for, and the one that was there, symlinks resolved, or none."""
    texts: dict[Path, str] = field(default_factory=dict)
    """What stood in each."""

    def unchanged(self) -> bool:
        """Whether they are where they were, and hold the same."""
        try:
            return all(_there(path) == real for path, real in self.looked.items()) and all(
                _text(real, "", ()) == text for real, text in self.texts.items()
            )
        except (LevelMistakes, OSError, RuntimeError, ValueError):
            return False


@dataclass(slots=True)
class Parts:
    """Reads a level's file and parts, each once."""

    path: Path
    own: Path = field(init=False)
    """The level's own folder, symlinks resolved: parts may not lie outside it and common."""
    made: dict[Path, tree.Mapping] = field(default_factory=dict)
    open: list[Path] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    """The parts as they are named, with who takes their roles; each after those that it uses."""
    complete: bool = True
    """Whether every part that is named was read."""
    files: Files = field(default_factory=Files)

    def whole(self) -> tree.Mapping:
        """The level with all its parts; what is wrong in them goes to ``mistakes``.

        Raises LevelMistakes when the level's own file has no tree.
        """
        try:
            real = self.path.resolve()
        except (OSError, RuntimeError, ValueError):
            raise LevelMistakes([_unreadable(str(self.path), (), "it can't be found")]) from None
        self.own = real.parent
        self.files.looked[self.path] = real
        root = self._read(real, str(self.path), ())
        return _but(root, "roles")

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
        text = self.files.texts[real] = _text(real, name, used_by)
        source = tree.Source(name, text, used_by, common)
        root = read(source, self.mistakes)
        self.open.append(real)
        whole: tree.Mapping | None = None
        for part, binding in self._used(root):
            known = len(self.uses)
            below = self._part(part, name, used_by)
            inner = self.uses[known:]
            del self.uses[known:]
            if below is None:
                self.complete = False
            else:
                wrong = len(self.mistakes)
                taken = self._binding(part, binding, below)
                emptied: roles.Emptied = {}
                below = roles.bound(below, taken, emptied)
                self.uses += [each.within(taken) for each in inner]
                if len(self.mistakes) == wrong:
                    self.uses.append(Use(part, taken, taken, below, emptied))
                whole = below if whole is None else self._merged(whole, below)
        self.open.pop()
        root = _but(root, "use")
        if whole is not None:
            root = self._merged(_but(whole, "roles"), root)
        self.made[real] = root
        return root

    def _merged(self, below: tree.Mapping, own: tree.Mapping) -> tree.Mapping:
        """A file over its parts; what would change a step that they have not is told of."""
        astray: list[tree.Astray] = []
        made = tree.merged(below, own, astray)
        for key, ids in astray:
            hint = did_you_mean(key.text, ids) or f"there is {', '.join(ids[:12])}"
            self._wrong("LEVEL-208", key, f"the part has no step '{key.text[:40]}'", hint)
        assert isinstance(made, tree.Mapping), "two maps merge to a map"
        return made

    def _binding(
        self, part: tree.Scalar, given: tree.Mapping | None, below: tree.Mapping
    ) -> dict[str, tuple[str, ...]]:
        """Who takes each role of a part: as its use says, else who is called so."""
        node = below.entries["roles"][1] if "roles" in below.entries else None
        items = node.items if isinstance(node, tree.Sequence) else []
        names = [item.text for item in items if isinstance(item, tree.Scalar)]
        found: dict[str, tuple[str, ...]] = {name: (name,) for name in names}
        for name, (key, value) in (given.entries if given else {}).items():
            if name not in found:
                hint = did_you_mean(name, names) or f"there is {', '.join(names) or 'none'}"
                self.complete = False
                self._wrong("LEVEL-206", key, f"{part.text} has no role '{name[:40]}'", hint)
                continue
            takers = value.items if isinstance(value, tree.Sequence) else [value]
            ids = [each for each in takers if isinstance(each, tree.Scalar)]
            odd = [each for each in takers if not isinstance(each, tree.Scalar) or _blank(each)]
            if odd:
                self.complete = False
                what = "one of the crew, a list of them, or ~ for nobody"
                hint = f"write for example {{{part.text}: {{{name}: ID}}}}"
                self._wrong("LEVEL-303", odd[0], f"a role is taken by {what}", hint)
                continue
            found[name] = tuple(each.text for each in ids if not each.is_null())
        return found

    def _used(self, root: tree.Mapping) -> list[tuple[tree.Scalar, tree.Mapping | None]]:
        """The names under ``use``, and who takes the roles of each, where that is said."""
        if "use" not in root.entries:
            return []
        node = root.entries["use"][1]
        if not isinstance(node, tree.Sequence):
            self.complete = False
            shown = "use: [capsule]"
            if isinstance(node, tree.Scalar) and node.text:
                names = node.text.replace(",", " ").split()
                shown = f"use: [{', '.join(names)}]"
            elif isinstance(node, tree.Mapping):
                shown = "use: [{suits: {ev1: lead}}]"
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
                if len(bindings) > 1:
                    hint = f"one part for each -, its roles indented further: {hint}"
                self._wrong("LEVEL-201", item, "this is not the name of a part", hint)
        return found

    def _part(self, node: tree.Scalar, name: str, used_by: tuple[str, ...]) -> tree.Mapping | None:
        reference = node.text.removesuffix(".yaml")
        outside = not _PART.fullmatch(reference) or ".." in reference
        shown = f"'{node.text[:40]}'"
        for base in () if outside else dict.fromkeys((self.own, self.own / "common", _common())):
            path = base / f"{reference}.yaml"
            try:
                real = self.files.looked[path] = _there(path)
            except (OSError, RuntimeError):
                self._wrong("LEVEL-203", node, f"the part {shown} is a link that leads nowhere")
                return None
            if real is None:
                continue
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
            names = node.text.split()
            self._wrong(
                "LEVEL-202",
                node,
                f"{shown} is outside the level's own folder and common",
                f"write {', '.join(names)}"
                if len(names) > 1 and all(_PART.fullmatch(each) for each in names)
                else "parts come from these two alone, by name",
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


def _but(root: tree.Mapping, key: str) -> tree.Mapping:
    """The same without an entry; the map itself may be used again."""
    entries = {name: value for name, value in root.entries.items() if name != key}
    return tree.Mapping(root.source, root.at, entries)


def _blank(node: tree.Scalar) -> bool:
    """Whether this is a text of nothing: an empty value would be nobody."""
    return not node.text.strip() and not node.is_null()


def _there_is_text(names: list[str]) -> str:
    return f"there is {', '.join(names[:12])}" if names else "there are no parts"


def _there(path: Path) -> Path | None:
    """The file at ``path``, symlinks resolved, if there is one. Raises OSError or RuntimeError."""
    return path.resolve(strict=True) if path.exists() or path.is_symlink() else None


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
