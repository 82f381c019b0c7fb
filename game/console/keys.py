"""Key tables: what each key does, stated once.

From a table come the bindings of a screen, the hints at its foot, and its part of help.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingsMap, BindingType
from textual.keys import key_to_character

if TYPE_CHECKING:
    from game.display.foot import Hints


class Key(NamedTuple):
    """A key and its action."""

    id: str
    """What a player's own key map calls it."""
    keys: str
    """The keys as Textual names them, with commas between."""
    action: str
    """What it does, as Textual writes actions: ``skip(10)``."""
    name: str = ""
    """What the palette calls it; empty when it is not offered there."""
    tip: str = ""
    """What the palette says of it."""
    first: bool = False
    """Whether it acts before what has the focus, whose key it may be as well."""


class Row(NamedTuple):
    """One key, or a few that belong together, as a player reads of them."""

    shown: str
    """How help writes the keys: ``+  -``."""
    help: str
    """What they do."""
    keys: tuple[Key, ...]
    hint: str = ""
    """A word for the foot of the screen; empty when they are not shown there."""
    rank: int = 0
    """Where the hint stands: from the left, low ranks first."""
    short: str = ""
    """How the foot writes the keys, if not as help does."""


Table = tuple[Row, ...]


def bindings(*tables: Table) -> list[BindingType]:
    """The bindings of all keys in ``tables``."""
    return [
        Binding(
            key.keys,
            key.action,
            key.name,
            show=bool(key.name),
            priority=key.first,
            id=key.id,
            tooltip=key.tip or row.help,
        )
        for table in tables
        for row in table
        for key in row.keys
    ]


Own = Mapping[str, str]
"""A player's own keys, by the ids of actions: see :mod:`game.console.keymap`."""
NO_OWN: Own = {}


def own_of(app: object) -> Own:
    """The player's own keys in ``app``; none in an app that knows of none."""
    own: Own = getattr(app, "own_keys", NO_OWN)
    return own


SIGNS = {
    "enter": "⏎", "space": "␣", "escape": "Esc", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "tab": "Tab", "plus": "+", "minus": "-", "pageup": "PgUp", "pagedown": "PgDn",
    "delete": "Del", "insert": "Ins", "backspace": "Backspace", "slash": "/", "backslash": "\\",
    "at": "@", "underscore": "_",
}  # fmt: skip
"""How people write keys that Textual names otherwise."""
_HELD = {"ctrl+": "^", "shift+": "Shift+", "alt+": "Alt+"}


def sign_of(key: str) -> str:
    """How people write a key that Textual names ``key``."""
    if key in SIGNS:
        return SIGNS[key]
    for held, sign in _HELD.items():
        if key.startswith(held):
            return sign + sign_of(key.removeprefix(held))
    return key_to_character(key) or key.capitalize()


def keys_of(row: Row, own: Own = NO_OWN, *, short: bool = False) -> str:
    """How the keys of ``row`` are written, with those of the player's ``own`` that it has."""
    if not any(key.id in own for key in row.keys):
        return row.short or row.shown if short else row.shown
    return " ".join(sign_of(own.get(key.id, key.keys).split(",")[0]) for key in row.keys)


_IN_A_SENTENCE = {"⏎": "Enter", "␣": "Space"}


def in_a_sentence(key: str) -> str:
    """How a sentence names a key that Textual names ``key``."""
    sign = sign_of(key)
    return _IN_A_SENTENCE.get(sign, sign)


def names(tables: Iterable[Table], own: Own = NO_OWN) -> dict[str, str]:
    """How sentences name the key of each action in ``tables``, by its id; ``own`` goes first."""
    return {
        key.id: in_a_sentence(own.get(key.id, key.keys).split(",")[0])
        for table in tables
        for row in table
        for key in row.keys
    }


def names_in(bindings: BindingsMap, own: Own = NO_OWN) -> dict[str, str]:
    """How sentences name the keys of what is bound, by its id, as :func:`names` does of tables."""
    first: dict[str, str] = {}
    for key, several in bindings.key_to_bindings.items():
        for one in several:
            if one.id:
                first.setdefault(one.id, own.get(one.id, key).split(",")[0])
    return {name: in_a_sentence(key) for name, key in first.items()}


def filled(text: str, keys: Mapping[str, str]) -> str:
    """``text`` with a key for each ``{id of an action}``; ``keys`` as from :func:`names`."""
    return re.sub(r"\{(\w+\.\w+)\}", lambda found: keys.get(found[1], found[0]), text)


def hints(rows: Sequence[Row], own: Own = NO_OWN) -> Hints:
    """The hints of the ``rows`` that have one, by their ranks."""
    shown = sorted((row for row in rows if row.hint), key=lambda row: row.rank)
    return tuple((keys_of(row, own, short=True), row.hint, target(row)) for row in shown)


def target(row: Row) -> str:
    """What a click on the hint of ``row`` chooses; empty when a widget of Textual has its keys."""
    return f"key:{row.keys[0].action}" if row.keys else ""


def help_rows(*tables: Table, own: Own = NO_OWN) -> tuple[tuple[str, str], ...]:
    """(keys, what they do) of every row that has a help."""
    return tuple((keys_of(row, own), row.help) for table in tables for row in table if row.help)
