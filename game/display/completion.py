"""What could come next in the command bar."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

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
    return [f"{head} {name}" for name in matching]


def hint(text: str, found: Sequence[str]) -> str:
    """What is told of an order that is being typed: how it goes on, or ``found`` to choose from."""
    told = usage(text)
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
