"""What a level would be without its mistakes of form, so that those of meaning are told, too.

A misspelt field is taken for the one that was meant, a field that can't be read for its default,
one that is missing for something that does no harm. What was touched is kept in mind: nothing is
told of it, nor of what only follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from game.level import tree
from game.level.findings import SIGNS, Finding
from game.level.form import NEEDED, Path
from game.level.places import field_at, record_at

_BESIDE = {
    "LEVEL-403": ("who", "for", "pick", "simo", "when"),
    "LEVEL-404": ("who", "for", "pick", "simo"),
    "LEVEL-413": (
        "needs", "expect", "do", "run", "simo", "effect", "failure", "pick", "if", "then", "else",
        "watch", "ask", "answers", "wait", "default", "who", "text", "orders", "until", "one_of",
        "success", "outcome", "director", "script", "ends", "ends_after",
    ),
    "LEVEL-414": ("simo",),
}  # fmt: skip
"""What may only follow from these fields of the same map."""
_ANYTHING = "mission.met >= 0 s"
_VALUES = {
    "when": _ANYTHING, "until": _ANYTHING, "unless": _ANYTHING, "end": _ANYTHING,
    "order": "poll", "effect": "dirty-seal", "id": "a-level", "minutes": "1",
    "mass": "1 kg", "volume": "1 L", "pressure": "1 psi", "o2": "1 %", "time": "1 s",
}  # fmt: skip
"""What stands in for a field that is needed; a question mark for any other."""


@dataclass(slots=True)
class Repair:
    """What was changed in a level so that it can be read."""

    root: tree.Mapping
    touched: set[Path] = field(default_factory=set)
    lost_names: bool = False
    """Whether somebody or a checklist may be missing because of it."""

    def repair(self, found: Iterable[Finding]) -> None:
        """Change the tree so that it has none of these mistakes."""
        for each in found:
            if each.path[-1:] == ("use",):
                continue
            if each.code == "LEVEL-301":
                self._misspelt(each)
            elif each.code == "LEVEL-302":
                self._missing(each.path, each.missing[1])
            elif each.at_key:
                self._take_out(each.path)
            else:
                self._unreadable(each.path)

    def follows(self, each: Finding) -> bool:
        """Whether a mistake of meaning is only the consequence of a repair."""
        if self.lost_names and each.missing[0] in ("crew", "checklist"):
            return True
        for path in self.touched:
            if each.code in ("LEVEL-305", "LEVEL-409") and each.path == path[:1]:
                return True  # what was taken out may have been enough
            if each.path[: len(path)] == path:
                return True
            if len(each.path) > 1 and path[: len(each.path)] == each.path:
                return True
            beside = each.path[: len(path) - 1] == path[:-1]
            if beside and path[-1] in _BESIDE.get(each.code, ()):
                return True
        return False

    def _misspelt(self, each: Finding) -> None:
        mapping = self._at(each.path[:-1])
        if not isinstance(mapping, tree.Mapping) or each.path[-1] not in mapping.entries:
            return
        if each.meant == each.path[-1]:  # it belongs to the level
            self.root.entries.setdefault(each.meant, mapping.entries.pop(each.meant))
        elif each.meant and each.meant not in mapping.entries:
            mapping.entries[each.meant] = mapping.entries.pop(str(each.path[-1]))
        else:
            self._take_out(each.path)

    def _missing(self, path: Path, name: str) -> None:
        mapping = self._at(path)
        if not isinstance(mapping, tree.Mapping):
            return
        if not path and name in SIGNS:
            self.lost_names = True
            moved = self._strays(SIGNS[name], mapping)
            if not moved:
                return
            value: tree.Node = tree.Mapping(mapping.source, mapping.at, moved)
        else:
            value = self._value(path, name, mapping)
        key = tree.Scalar(mapping.source, mapping.at, mapping.at, name, False)
        mapping.entries[name] = (key, value)
        self.touched.add((*path, name))

    def _strays(self, sign: str, root: tree.Mapping) -> dict[str, tuple[tree.Scalar, tree.Node]]:
        """The entries with the field ``sign``, taken out of the maps where they stand."""
        moved: dict[str, tuple[tree.Scalar, tree.Node]] = {}
        for _, inside in root.entries.values():
            if isinstance(inside, tree.Mapping):
                for name, (key, value) in list(inside.entries.items()):
                    if isinstance(value, tree.Mapping) and sign in value.entries:
                        moved[name] = (key, value)
                        del inside.entries[name]
        return moved

    def _unreadable(self, path: Path) -> None:
        """Take the smallest thing around ``path`` out that a level can do without."""
        for length in range(len(path), 0, -1):
            here, name = path[:length], path[length - 1]
            if record_at(here[:-1]) is not None:
                told = field_at(here)
                if told is not None and told.default is NEEDED:
                    self._put(here)
                else:
                    self._take_out(here)
                return
            if length == 2 and path[0] in SIGNS:
                self._take_out(here)
                return
            if isinstance(name, int) and path[length - 2] in ("steps", "simo"):
                self._put(here)
                return
            if length == 2:
                self._take_out(here)
                return

    def _put(self, path: Path) -> None:
        """Something that does no harm, in place of what stands at ``path``."""
        above = self._at(path[:-1])
        if isinstance(above, tree.Mapping) and path[-1] in above.entries:
            key, _ = above.entries[str(path[-1])]
            above.entries[str(path[-1])] = (key, self._value(path[:-1], str(path[-1]), above))
        elif isinstance(above, tree.Sequence) and isinstance(path[-1], int):
            above.items[path[-1]] = self._step(above)
        self._touch(path)

    def _take_out(self, path: Path) -> None:
        above = self._at(path[:-1])
        if isinstance(above, tree.Mapping):
            above.entries.pop(str(path[-1]), None)
        self._touch(path)

    def _touch(self, path: Path) -> None:
        self.touched.add(path)
        if path[0] in SIGNS and (len(path) <= 2 or path[-1] == "for"):
            self.lost_names = True

    def _value(self, path: Path, name: str, near: tree.Node) -> tree.Node:
        if name == "steps":
            return tree.Sequence(near.source, near.at, [self._step(near)])
        if name == "plan":
            return tree.Sequence(near.source, near.at)
        text = str(self._free_seat()) if name == "seat" else _VALUES.get(name, "?")
        return tree.Scalar(near.source, near.at, near.at, text, name in ("seat", "minutes"))

    def _step(self, near: tree.Node) -> tree.Mapping:
        text = tree.Scalar(near.source, near.at, near.at, "?", False)
        return tree.Mapping(near.source, near.at, {"text": (text, text)})

    def _free_seat(self) -> int:
        crew = self.root.data().get("crew", {})
        members = crew.values() if isinstance(crew, dict) else ()
        taken = [member.get("seat") for member in members if isinstance(member, dict)]
        return next((seat for seat in range(1, 13) if seat not in taken), 12)

    def _at(self, path: Sequence[str | int]) -> tree.Node | None:
        node: tree.Node = self.root
        for item in path:
            if isinstance(node, tree.Mapping) and item in node.entries:
                node = node.entries[str(item)][1]
            elif isinstance(node, tree.Sequence) and isinstance(item, int):
                if item >= len(node.items):
                    return None
                node = node.items[item]
            else:
                return None
        return node
