"""What could come next in the command bar."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from game.ops.views import ACTIVE
from game.room import Room
from game.vocabulary import orders
from game.vocabulary.channels import Channel
from game.vocabulary.orders import Names

_DO = re.compile(r"^(when\s+.*?\sdo\s+)(.*)$", re.DOTALL)
_COMPARED = re.compile(r"([a-z0-9_.-]+)\s*(?:==|!=)\s*([a-z0-9_-]*)$")


EVERYBODY = "all"
"""Stands for each of the crew in an order that is typed."""
_MOST_TOLD = 12
"""How many texts that could come next are told at once."""


def for_each(text: str, crew: Sequence[str]) -> tuple[str, ...]:
    """The orders that a typed one stands for: one for each of the crew if it names all of them."""
    words = text.split()
    entry = orders.BY_WORD.get(words[0].lower()) if words else None
    if entry is None:
        return (text,)
    kinds = [one.kind for one in entry.arguments]
    for at, (word, kind) in enumerate(zip(words[1:], kinds, strict=False), 1):
        if kind == "crew" and word.lower() == EVERYBODY:
            return tuple(" ".join((*words[:at], one, *words[at + 1 :])) for one in crew)
    return (text,)


_OF_ACTIVE = ("go", "hold", "continue", "repeat", "skip", "step", "stop", "watch")
"""Orders about a checklist that is under way."""


def names_for(text: str, room: Room) -> Names:
    """The names of ``room`` with which the order being typed makes sense, the likely ones first.

    Where none does, all of them: why not is the answer to the order.
    """
    words = text.lower().split()
    known = room.names
    fitting = _fitting(words if text.endswith(" ") else words[:-1], room)
    names = tuple(one for one in fitting if one in known.checklists)
    return replace(known, checklists=names or known.checklists)


def _fitting(words: Sequence[str], room: Room) -> Sequence[str]:
    """The checklists that fit after ``words``."""
    states = {one.id: one.status for one in room.checklists}
    active = [name for name, status in states.items() if status in ACTIVE]
    planned = [one.checklist for one in room.plan if one.status == "idle"]
    match words:
        case ["plan", "add"]:
            return [one.checklist for one in room.options if one.checklist not in states]
        case ["plan", "drop"]:
            return [one.checklist for one in room.plan if one.status == "idle" and one.optional]
        case ["plan", "move"]:
            return planned
        case ["plan", _, moved, _]:
            return [one.checklist for one in room.plan if one.checklist != moved]
        case ["run"]:
            others = [one for one in room.names.checklists if one not in (*planned, *active)]
            return [*planned, *sorted(others, key=lambda one: one in states)]
        case [word] if word in _OF_ACTIVE:
            return active
    return ()


def candidates(text: str, names: Names, channels: Mapping[str, Channel]) -> list[str]:
    """Texts that continue ``text``, nearest the catalogue's order first.

    Inside a standing order these are channels, their words, and after ``do`` orders again.
    """
    text = text.lstrip()
    after = _DO.match(text)
    if after is not None:
        return [after[1] + rest for rest in orders.complete(after[2], names) if rest != after[2]]
    if not text.startswith("when "):
        everybody = replace(names, crew=(*names.crew, EVERYBODY)) if len(names.crew) > 1 else names
        return [one for one in orders.complete(text, everybody) if one != text]
    compared = _COMPARED.search(text)
    if compared is not None and compared[1] in channels:
        words = channels[compared[1]].words
        head = text[: len(text) - len(compared[2])]
        return [head + word for word in words if word.startswith(compared[2])]
    head, _, typing = text.rpartition(" ")
    if not typing or not typing[0].isalpha():
        return []
    matching = [name for name in channels if name.startswith(typing) and name != typing]
    return [f"{head} {name}" for name in sorted(matching, key=lambda name: name.count("."))]


def hint(text: str, found: Sequence[str]) -> str:
    """What is told of an order that is being typed: how it goes on, or ``found`` to choose from.

    A condition is written with names of channels, which nobody knows by heart.
    """
    told = "" if text.lstrip().startswith("when ") and len(found) > 1 else usage(text)
    if told or len(found) < 2:
        return told
    return "  ".join(one.rpartition(" ")[2] for one in found[:_MOST_TOLD]) + "  (Tab)"


def usage(text: str) -> str:
    """How the order that is being typed continues, in one line; empty when there is none."""
    words = text.split()
    entry = orders.BY_WORD.get(words[0].lower()) if words else None
    if entry is None or entry.by == "crew":
        return ""
    return f"{entry.usage}: {entry.what[:1].lower()}{entry.what[1:]}"
