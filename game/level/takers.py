"""Who of the crew takes the roles of parts, and what is wrong with that: told once, at ``use``.

A role that nobody takes makes mistakes wherever the part speaks of it, and so does somebody who
takes no role of a part that is made for everybody. They only follow, and are left out. What the
author's own lines name stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from game.level import roles, tree
from game.level.findings import Finding
from game.level.mistakes import Mistake
from game.vocabulary.nearest import did_you_mean

_OF_NAMES = ("LEVEL-303", "LEVEL-307", "LEVEL-4")
"""What may be told of a name that nobody has: it may not even be in the form of one."""


@dataclass(frozen=True, slots=True)
class Use:
    """A part where it is used, who takes its roles, and the part with them."""

    part: tree.Scalar
    takers: roles.Binding
    own: roles.Binding
    """The takers that this use itself names: not the roles of a part, which it passes on."""
    bound: tree.Mapping
    emptied: roles.Emptied

    @property
    def file(self) -> str:
        """The name of the part's own file."""
        return self.bound.source.name

    def within(self, outer: roles.Binding) -> Use:
        """The same in a part whose own roles are taken: a role there is not lacking here."""
        takers = {
            role: tuple(dict.fromkeys(one for who in ids for one in outer.get(who, (who,))))
            for role, ids in self.takers.items()
        }
        own = {
            role: tuple(who for who in ids if who not in outer)
            for role, ids in self.own.items()
            if not ids or any(who not in outer for who in ids)
        }
        return replace(self, takers=takers, own=own)


@dataclass
class Takers:
    """The crew of a level, and the parts that it uses."""

    uses: list[Use]
    crew: tuple[str, ...]
    needed: set[tuple[int, str]] = field(default_factory=set)
    """The uses, and the roles in each that it can't do without and that nobody takes."""
    partial: set[int] = field(default_factory=set)
    """The uses of parts that need a role for each of the crew, and somebody has none."""
    twice: set[int] = field(default_factory=set)
    """The uses of parts that are used before, with others in their roles, to make lists twice."""

    @cached_property
    def files(self) -> list[frozenset[str]]:
        """The names of the files of each part."""
        return [frozenset(tree.files(use.bound)) for use in self.uses]

    @classmethod
    def of(cls, root: tree.Mapping, uses: list[Use]) -> Takers:
        """Those of a level. Nothing can be said of one without a crew."""
        crew = root.entries["crew"][1] if "crew" in root.entries else None
        if not isinstance(crew, tree.Mapping):
            return cls([], ())
        return cls([use for use in uses if use.takers], tuple(crew.entries))

    def explain(self, found: Finding, node: tree.Node) -> bool:
        """Whether what was found at ``node`` only follows from who takes which role."""
        if found.code == "LEVEL-407" and found.path[:-1] == ("procedures",):
            same = [at for at, use in enumerate(self.uses) if use.file == node.source.name]
            if any(self.uses[at].takers != self.uses[same[0]].takers for at in same):
                named = [at for at in same if not self.uses[at].part.source.common]
                self.twice.add((named or same)[-1])
                return True
        places = reversed(range(len(self.uses)))  # outer parts come after those that they use
        return any(self._explained(at, found, node) for at in places)

    def _explained(self, at: int, found: Finding, node: tree.Node) -> bool:
        use = self.uses[at]
        kind, name = found.missing
        absent, idle = self._absent(use), self._idle(use)
        of_idle = kind == "checklist" and any(name.endswith(f"-{who}") for who in idle)
        if node.source.name not in self.files[at]:
            around = [names for names in self.files if use.file in names]
            brought = any(node.source.name in names for names in around)
            if of_idle and brought and name.rpartition("-")[0] in _lists(use):
                self.partial.add(at)
                return True
            own = found.code == "LEVEL-404" and found.path[0] == "crew"
            misnamed = own and found.path[1] in idle
            return bool(absent) and (of_idle or misnamed)
        if absent and found.code.startswith(_OF_NAMES):
            return True
        lost = [
            role
            for role in _nobody(use)
            if (kind == "crew" and name == role)
            or (kind == "checklist" and name.endswith(f"-{role}"))
            or role in use.emptied.get((node.source.name, node.at), ())
        ]
        for role in lost:
            self.needed.add((at, role))
        if of_idle and not lost:
            self.partial.add(at)
        return bool(lost) or of_idle

    def _absent(self, use: Use) -> list[tuple[str, str]]:
        """The roles that somebody takes whom the crew does not have, and who."""
        pairs = [(role, who) for role, ids in use.own.items() for who in ids]
        return [(role, who) for role, who in pairs if who not in self.crew]

    def _idle(self, use: Use) -> list[str]:
        taken = {who for ids in use.takers.values() for who in ids}
        return [who for who in self.crew if who not in taken]

    def mistakes(self, root: tree.Mapping) -> Iterator[Mistake]:
        """What is wrong at each use, after all that was found in the level has been explained."""
        texts = {(node.source.name, node.at) for node in tree.unbound(root)} if self.uses else set()
        for at, use in enumerate(self.uses):
            absent, nobody, idle = self._absent(use), _nobody(use), self._idle(use)
            if absent:
                yield _told(use, "LEVEL-207", *self._not_there(use.part.text, absent))
                continue
            unsaid = {role for place in texts for role in use.emptied.get(place, ())}
            lost = [role for role in nobody if (at, role) in self.needed or role in unsaid]
            if lost:
                yield _told(use, "LEVEL-207", *_needed(use.part.text, lost))
            if at in self.twice:
                yield _told(use, "LEVEL-407", *self._also(use))
            elif at in self.partial:
                verb = "takes" if len(idle) == 1 else "take"
                message = f"{', '.join(idle)} of the crew {verb} no role of {use.part.text}"
                yield _told(use, "LEVEL-209", message, _taking(use, idle))

    def _also(self, use: Use) -> tuple[str, str]:
        """Message and hint for a part that is used twice, and makes its checklists for others."""
        part = use.part.text
        around = [
            each.part.text
            for each, names in zip(self.uses, self.files, strict=True)
            if use.file in names and each.file != use.file
        ]
        if not around:
            return f"{part} is used twice, with others in its roles", "use it once"
        message = f"{around[0]} brings {part} already, with others in its roles"
        return message, f"give {part} the roles that {around[0]} has, or take it out of use"

    def _not_there(self, part: str, absent: list[tuple[str, str]]) -> tuple[str, str]:
        names = list(dict.fromkeys(who for _, who in absent))
        message = f"{part} needs {', '.join(names)}, and nobody of the crew is called so"
        near = did_you_mean(names[0], list(self.crew)) if len(names) == 1 else ""
        ids = ", ".join(f"{role}: ID" for role, _ in absent)
        return message, near or f"write {{{part}: {{{ids}}}}}, with ~ for nobody"


def _nobody(use: Use) -> list[str]:
    return [role for role, ids in use.own.items() if not ids]


def _lists(use: Use) -> list[str]:
    """The names of the checklists that a part makes, without those for whom."""
    lists = use.bound.entries["procedures"][1] if "procedures" in use.bound.entries else None
    return list(lists.entries) if isinstance(lists, tree.Mapping) else []


def _needed(part: str, needed: list[str]) -> tuple[str, str]:
    """Message and hint for roles that a part can't do without."""
    ids = ", ".join(f"{role}: ID" for role in needed)
    hint = f"write {{{part}: {{{ids}}}}}: one of the crew may take several roles"
    return f"{part} can't do without {', '.join(needed)}", hint


def _taking(use: Use, people: list[str]) -> str:
    """How those who take no role of a part could take one: first what nobody takes."""
    role = next(iter(_nobody(use)), list(use.takers)[-1])
    ids = [*use.takers[role], *people]
    who = ids[0] if len(ids) == 1 else f"[{', '.join(ids)}]"
    return f"write {{{use.part.text}: {{{role}: {who}}}}}: a role may be taken by several"


def _told(use: Use, code: str, message: str, hint: str) -> Mistake:
    return use.part.source.mistake(code, use.part.at, message, hint)
