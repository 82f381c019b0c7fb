"""Parts that fit any crew: who does what a part's roles do.

A part names its people by roles, ``roles: [ev1, ev2, plt, med]``, and uses them like crew ids. A
level whose crew has those ids need say nothing. Another binds them where it uses the part::

    use: [{suits: {ev1: lead, ev2: lead, plt: pilot, med: ~}}]

A role may be one of the crew, several, or nobody. What names nobody is left out of lists of
actions, people and columns, with the steps that nobody else does; what stands twice then, is there
once. A single condition or order that names nobody can't be left out: the part needs the role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from game.level import tree
from game.level.schema import PLAYER_TEXTS

Binding = Mapping[str, tuple[str, ...]]
"""Who takes each role: nobody, one or several of the crew."""

Emptied = dict[tuple[str, int], tuple[str, ...]]
"""Lists of which nothing is left, and single texts that would say nothing, by file and place: the
roles that nobody takes for it."""

_READ = PLAYER_TEXTS | {"tells"}
"""Fields that a player reads: a role stands there in capitals."""

SINGLE = frozenset(
    {"when", "until", "unless", "end", "ends", "lost", "strikes", "needs", "only_if", "if", "then",
     "watch", "expect", "order", "effect", "run", "on_fail", "check"}
)  # fmt: skip
"""Fields of one condition, one order, or one of the crew."""


def bound(root: tree.Mapping, binding: Binding, emptied: Emptied) -> tree.Mapping:
    """The part with its roles taken by the level's crew; what that leaves empty is ``emptied``."""
    moved = {role: ids for role, ids in binding.items() if ids != (role,)}
    if not moved:
        return root
    made = _Binder(moved, emptied).node(root, "")
    assert isinstance(made, tree.Mapping), "a map stays a map"
    return made


class _Binder:
    def __init__(self, binding: Binding, emptied: Emptied) -> None:
        self.binding = binding
        self.emptied = emptied
        names = "|".join(re.escape(role) for role in binding)
        self.ids = re.compile(rf"(?<![A-Za-z0-9_])({names})(?![A-Za-z0-9_])")
        self.spoken = re.compile(rf"(?<![A-Za-z0-9_])({names.upper()})(?![A-Za-z0-9_])")

    def node(self, node: tree.Node, field: str) -> tree.Node:
        if isinstance(node, tree.Mapping):
            return self._map(node)
        if isinstance(node, tree.Sequence):
            return self._list(node, field)
        found = self._each(node, field)
        if not found and field in SINGLE:
            nobody = [role for role in self.ids.findall(node.text) if not self.binding[role]]
            self.emptied[node.source.name, node.at] = tuple(dict.fromkeys(nobody))
            return replace(node, unbound=True)
        if field == "who" and len(found) > 1:
            return tree.Sequence(node.source, node.at, list(found))
        return found[0] if found else node

    def _map(self, node: tree.Mapping) -> tree.Mapping:
        entries: dict[str, tuple[tree.Scalar, tree.Node]] = {}
        for name, (key, value) in node.entries.items():
            for one, binder in self._keys(name):
                made = binder.node(value, one)
                if not _emptied(value, made):
                    entries.setdefault(one, (key, made))
        kept = {}
        for name, (key, value) in entries.items():
            made = _without(value, name, entries)
            if not _emptied(value, made):
                kept[name] = (key, made)
        return tree.Mapping(node.source, node.at, kept)

    def _keys(self, name: str) -> Iterator[tuple[str, _Binder]]:
        """A key for each who takes the role in it, and what binds below it; none if nobody does."""
        found = self.ids.findall(name)
        if not found:
            yield name, self
            return
        if any(not self.binding[role] for role in found):
            return
        for who in self.binding[found[0]]:
            alone = _Binder({**self.binding, found[0]: (who,)}, self.emptied)
            yield self.ids.sub(partial(alone._taker, 0), name), alone

    def _list(self, node: tree.Sequence, field: str) -> tree.Sequence:
        items: list[tree.Node] = []
        for item in node.items:
            if isinstance(item, tree.Scalar):
                there = [each.text for each in items if isinstance(each, tree.Scalar)]
                items += [each for each in self._each(item, field) if each.text not in there]
            elif not self._by_nobody(item):
                items.append(self.node(item, field))
        if node.items and not items:
            named = [role for item in node.items for role in self._doers(item)]
            nobody = [role for role in named if self.binding.get(role) == ()]
            self.emptied[node.source.name, node.at] = tuple(dict.fromkeys(nobody))
        return tree.Sequence(node.source, node.at, items)

    def _doers(self, node: tree.Node) -> list[str]:
        """The names of those who do a step, or whom an action is about."""
        if isinstance(node, tree.Scalar):
            return self.ids.findall(node.text)
        if not isinstance(node, tree.Mapping) or "who" not in node.entries:
            return []
        who = node.entries["who"][1]
        people = who.items if isinstance(who, tree.Sequence) else [who]
        return [each.text for each in people if isinstance(each, tree.Scalar)]

    def _by_nobody(self, node: tree.Node) -> bool:
        """Whether this is a step or an answer that only roles do which nobody takes."""
        if not isinstance(node, tree.Mapping):
            return False
        if "who" not in node.entries:
            order = node.entries["do"][1] if "do" in node.entries else None
            return isinstance(order, tree.Scalar) and not self._each(order, "do")
        names = self._doers(node)
        return bool(names) and all(self.binding.get(name, (name,)) == () for name in names)

    def _each(self, node: tree.Scalar, field: str) -> list[tree.Scalar]:
        """The text for each who takes the role in it; nothing if nobody does."""
        words = self.spoken if field in _READ else self.ids
        found = [each.lower() for each in words.findall(node.text)]
        if not found or node.unbound:
            return [node]
        if field in _READ:
            text = words.sub(lambda each: self._called(each[1]), node.text)
            return [tree.Scalar(node.source, node.at, node.end, text, False)]
        made: list[tree.Scalar] = []
        if any(not self.binding[role] for role in found):
            return []
        for count in range(max(len(self.binding[role]) for role in found)):
            text = words.sub(partial(self._taker, count), node.text)
            made.append(tree.Scalar(node.source, node.at, node.end, text, node.plain))
        return made

    def _called(self, role: str) -> str:
        ids = self.binding[role.lower()]
        return " and ".join(each.upper() for each in ids) if ids else role

    def _taker(self, at: int, role: re.Match[str]) -> str:
        ids = self.binding[role[1]]
        return ids[min(at, len(ids) - 1)]


def _people(node: tree.Node) -> tree.Sequence | None:
    """Those for each of whom a checklist is made, if it names any."""
    people = (
        node.entries["for"][1] if isinstance(node, tree.Mapping) and "for" in node.entries else None
    )
    return people if isinstance(people, tree.Sequence) and people.items else None


def _emptied(before: tree.Node, after: tree.Node) -> bool:
    """Whether nobody is left for whom the checklist was to be made."""
    return _people(before) is not None and _people(after) is None


def _without(node: tree.Node, name: str, beside: Iterable[str]) -> tree.Node:
    """The checklist made for each, but for those who have one of their own beside it."""
    people = _people(node)
    if not isinstance(node, tree.Mapping) or people is None:
        return node
    others = [
        each
        for each in people.items
        if not isinstance(each, tree.Scalar) or f"{name}-{each.text}" not in beside
    ]
    kept = tree.Sequence(people.source, people.at, others)
    return tree.Mapping(
        node.source, node.at, {**node.entries, "for": (node.entries["for"][0], kept)}
    )
