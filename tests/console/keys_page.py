"""Make docs/keys.md, every action and its keys: ``python -m tests.console.keys_page``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from game.console.app import NoAirlock
from game.console.keymap import SCREENS, WITHIN
from game.console.keys import in_a_sentence

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"
HEAD = """# Keys

Every action of the console, and its keys. `help` in the game (F1) has what a player needs; this
page has the names that `[keys]` of `settings.toml` uses ([how](playing.md#keys)). Made by
`python -m tests.console.keys_page`.

`[keys]` takes keys as they are written here: `F5`, `PgDn`, `Shift+Tab`, `Space`, and `^q` or
`Ctrl+Q` for Ctrl with a letter. Small and capital letters differ only where the key is one
letter: `n` and `N`.
"""
GROUPS = {
    "app": "Everywhere", "title": "Title", "levels": "Choosing a mission", "brief": "Briefing",
    "campaign": "Campaign", "look": "Flight and replay: looking around", "fly": "Flight",
    "beside": "Flight: the ghost", "command": "Order line", "panel": "A panel with the focus",
    "replay": "Replay", "jump": "Replay: going to a time", "note": "Replay: writing a note",
    "notes": "Replay: all notes", "saves": "List of missions", "debrief": "Debrief",
    "settings": "Settings", "help": "Help", "explain": "An explanation",
    "pick": "A list of choices", "dialog": "Any small window",
}  # fmt: skip
"""The groups of actions, in the order in which a player meets them."""


def actions() -> dict[str, tuple[list[str], str]]:
    """The keys of every action, as people write them, and what it does, by its id."""
    found: dict[str, tuple[list[str], str]] = {}
    for screen in (*SCREENS, NoAirlock, *WITHIN.values()):
        for key, several in screen._merge_bindings().key_to_bindings.items():
            for one in several:
                if one.id:
                    keys, _ = found.setdefault(one.id, ([], one.tooltip or one.description))
                    if in_a_sentence(key) not in keys:
                        keys.append(in_a_sentence(key))
    return found


def page() -> str:
    """The page as text."""
    return "\n".join([HEAD, *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    order = list(GROUPS)
    by_group = sorted(actions().items(), key=lambda one: order.index(one[0].split(".")[0]))
    for group, members in groupby(by_group, key=lambda one: one[0].split(".")[0]):
        yield f"## {GROUPS[group]}\n\n| action | keys | |\n|---|---|---|"
        for name, (keys, what) in members:
            yield f"| `{name}` | {' '.join(f'`{key}`' for key in keys)} | {what} |"
        yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
