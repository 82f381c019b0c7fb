"""A player's own keys: ``[keys]`` of the settings, an action's id and its keys a line.

Imported only when somebody has some: what is said of them needs every screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from textual.binding import BindingsMap
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.keys import Keys as Textual
from textual.keys import _character_to_key, key_to_character
from textual.widgets import Input, OptionList

from game.console.keys import SIGNS, in_a_sentence
from game.console.screens import (
    briefing,
    campaign,
    debrief,
    dialogs,
    flight,
    help,
    levels,
    replay,
    replay_asks,
    saves,
    settings,
    title,
)
from game.console.widgets.command import CommandBar
from game.console.widgets.panel import PanelWidget
from game.vocabulary.nearest import nearest

SCREENS = (
    title.TitleScreen,
    levels.LevelsScreen,
    briefing.BriefingScreen,
    campaign.CampaignScreen,
    flight.FlightScreen,
    replay.ReplayScreen,
    debrief.DebriefScreen,
    saves.SavesScreen,
    help.HelpScreen,
    settings.SettingsScreen,
    dialogs.ExplainScreen,
    dialogs.ChoiceScreen,
    dialogs.PickScreen,
    replay_asks.JumpScreen,
    replay_asks.NoteScreen,
    replay_asks.NotesScreen,
    CommandBar,
)
"""What takes the keys while it is open."""

WITHIN: Mapping[type[DOMNode], type[DOMNode]] = {
    flight.FlightScreen: PanelWidget,
    replay.ReplayScreen: PanelWidget,
    debrief.DebriefScreen: debrief._Text,
    saves.SavesScreen: saves._Logs,
    levels.LevelsScreen: OptionList,
    campaign.CampaignScreen: OptionList,
    settings.SettingsScreen: OptionList,
    dialogs.ChoiceScreen: OptionList,
    replay_asks.NotesScreen: OptionList,
    dialogs.ExplainScreen: VerticalScroll,
    dialogs.PickScreen: Input,
    help.HelpScreen: Input,
    replay_asks.JumpScreen: Input,
    replay_asks.NoteScreen: Input,
    CommandBar: CommandBar,
}
"""What has keys of its own while it has the focus, by the screen that it is on."""
_KINDS = {OptionList: "a list", Input: "a line to type in", VerticalScroll: "a text"}
"""What takes keys by its nature, before the screen that it is on."""
_TYPED = tuple(_character_to_key(chr(code)) for code in range(0x20, 0x7F))
_OF_A_LINE = frozenset(_TYPED) | Input._merge_bindings().key_to_bindings.keys()
_LEAVES: Mapping[type[DOMNode], str] = {
    saves.SavesScreen: "saves.back",
    levels.LevelsScreen: "levels.back",
}
"""What leaves the line to type in that is at times on a screen."""

Keys = Mapping[str, str]
"""Keys as Textual names them, with commas between, by the id of what they do."""


def checked(wanted: Keys, app: BindingsMap) -> tuple[dict[str, str], str]:
    """What of ``wanted`` can be used, and one sentence for the player about the first that can't.

    ``app`` has the keys that act on every screen. An action whose new key has another meaning on
    the same screen keeps the key that it has.
    """
    scopes = list(_scopes(app))
    known = {one for scope in scopes for one in scope.keys}
    said = ""
    good = {}
    for name, written in wanted.items():
        good[name], unknown = named(written)
        if name not in known:
            near = nearest(name, sorted(known))
            hint = f", did you mean {near}?" if near else "; docs/keys.md names all."
            said = said or f"[keys] of the settings: there is no action {name}{hint}"
        elif unknown:
            said = said or (
                f"[keys] of the settings: there is no key {unknown}, so {name} keeps its own: "
                f"docs/keys.md says how keys are written."
            )
        elif why := _lost(name, good[name].split(","), scopes):
            said = said or (
                f"[keys] of the settings: {why}, so {name} keeps its own: choose another."
            )
        else:
            continue
        del good[name]
    # an action that keeps its own key may take it from one that was looked at before
    while clash := next(_clashes(good, scopes), None):
        name, key, other = clash
        said = said or (
            f"[keys] of the settings: {in_a_sentence(key)} is the key of {other}, so {name} "
            f"keeps its own: choose another for one of them."
        )
        good.pop(name)
    return good, said


class _Scope(NamedTuple):
    """What can be pressed on one screen."""

    keys: dict[str, str]
    """Keys by the ids of actions."""
    taker: str
    """What takes keys by its nature there; empty for nothing."""
    taken: frozenset[str]
    """The keys that it takes."""
    mine: frozenset[str]
    """The actions that are the screen's own; the others act on every screen."""
    first: frozenset[str]
    """Those of the others that act before what takes the keys."""
    leaves: str
    """What leaves a line to type in that the screen opens at times; empty for nothing."""


def _lost(name: str, keys: list[str], scopes: Sequence[_Scope]) -> str:
    """Why one of the new ``keys`` of ``name`` would do nothing, or too much; empty if none."""
    for key in keys:
        if other := _same(key):
            return f"many terminals can't tell {in_a_sentence(key)} from {in_a_sentence(other)}"
        for scope in scopes:
            if name not in scope.keys or key in scope.keys[name].split(","):
                continue
            if _taken(name, key, scope):
                return f"{scope.taker} takes {in_a_sentence(key)} for itself"
    if any(name == scope.leaves for scope in scopes) and all(key in _OF_A_LINE for key in keys):
        return f"{_KINDS[Input]} takes {in_a_sentence(keys[0])} for itself"
    return ""


def _taken(name: str, key: str, scope: _Scope) -> bool:
    """Whether what takes keys by its nature and ``name`` would be in each other's way.

    What acts everywhere may do nothing in a line to type in, but must not take text from it.
    """
    if scope.taker != _KINDS[Input]:
        return key in scope.taken
    if name in scope.mine:
        return key in scope.taken or key in _TYPED
    return name in scope.first and (key in _TYPED or (key in scope.taken and "+" not in key))


_CONTROLS = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape",
    "ctrl+h": "backspace", "ctrl+space": "ctrl+at", "ctrl+at": "ctrl+space",
}  # fmt: skip
"""Keys with Ctrl that send the same byte as another key."""
_PLAIN = ("enter", "tab", "escape", "backspace", "space")
"""Keys that send one byte, whatever is held down meanwhile."""
_SENT = "abcdefghijklmnopqrstuvwxyz"
_SENT_SIGNS = ("backslash", "right_square_bracket", "circumflex_accent", "underscore")
"""Signs that send a byte of their own with Ctrl."""


def _same(key: str) -> str:
    """The key for which most terminals take ``key``; empty if they tell it from all others."""
    if key in _CONTROLS:
        return _CONTROLS[key]
    *held, last = key.split("+")
    if "alt" in held:
        rest = "+".join(one for one in key.split("+") if one != "alt")
        if "ctrl" in held and last in (*_SENT, *_SENT_SIGNS):
            return _same(rest) or rest
        return _same(rest) or (last if last in _PLAIN else "")
    if last in _PLAIN and held in (["shift"], ["ctrl"], ["ctrl", "shift"]):
        return "" if key == "shift+tab" else last
    if held == ["ctrl", "shift"] and last in _SENT:
        return f"ctrl+{last}"
    if held == ["ctrl"] and last in _TYPED and last not in (*_SENT, *_SENT_SIGNS):
        return last
    return ""


def _clashes(keymap: Keys, scopes: Iterable[_Scope]) -> Iterator[tuple[str, str, str]]:
    """Each action of ``keymap`` with a new key that something else has, that key, and what."""
    for name in keymap:
        for scope in scopes:
            rival = _rival(name, keymap, scope.keys)
            if rival:
                yield name, *rival
                break


_SPELLED = {one: one for one in [*(key.value for key in Textual if key.value.isalnum()), *SIGNS]}
_SPELLED |= {sign.lower(): key for key, sign in SIGNS.items()} | {"return": "enter"}
"""Textual's names of keys, by how they may be written, in small letters."""
_HELD = re.compile(r"(?:(\^)|(ctrl|shift|alt|super|hyper|meta)[+-])(?=.)", re.IGNORECASE)
"""A key that is held down meanwhile."""


def named(written: str) -> tuple[str, str]:
    """Keys as Textual names them, with commas between; and the first of them that is no key.

    They may be written as Textual does or as people do: ``f5``, ``F5``, ``Esc``, ``^q``, ``,``.
    """
    parts = re.findall(r"\s*(,|[^,]*[^,\s])\s*(?:,|$)", written) or [""]
    keys = {one: _named(one) for one in parts}
    unknown = next((one or '""' for one, key in keys.items() if not key), "")
    return ",".join(keys.values()), unknown


def _named(key: str) -> str:
    """How Textual names ``key``; empty if it knows of none."""
    held = set()
    while found := _HELD.match(key):
        held.add("ctrl" if found[1] else found[2].lower())
        key = key[found.end() :]
    if name := _SPELLED.get(key.lower()):
        return "+".join([*sorted(held), name])
    sign = key if len(key) == 1 else key_to_character(key.lower()) or ""
    # Unicode has a name for a banana as well: what stands from the arrows on is on no keyboard
    if not sign or not sign.isprintable() or (sign != key and sign >= "←"):
        return ""
    if held == {"shift"}:  # another letter; and what other sign, only the keyboard knows
        return _named(sign.upper()) if sign.isalpha() else ""
    return "+".join([*sorted(held), _character_to_key(sign.lower() if held else sign)])


def _rival(name: str, keymap: Keys, scope: Keys) -> tuple[str, str] | None:
    """A new key of ``name`` that something else has in ``scope``, and what."""
    if name not in scope:
        return None
    own = scope[name].split(",")
    for key in keymap[name].split(","):
        for other, keys in scope.items():
            if other != name and key not in own and key in keymap.get(other, keys).split(","):
                return key, other
    return None


def _scopes(app: BindingsMap) -> Iterator[_Scope]:
    """What can be pressed on each screen."""
    for screen in SCREENS:
        own = [screen._merge_bindings()]
        taker, taken = "", frozenset[str]()
        if screen in WITHIN:
            own.append(WITHIN[screen]._merge_bindings())
            taker = next(
                (word for kind, word in _KINDS.items() if issubclass(WITHIN[screen], kind)), ""
            )
            taken = frozenset(key for key, one in _bound(own[-1]) if taker and not one)
        mine = frozenset(one for bindings in own for _, one in _bound(bindings) if one)
        found: dict[str, list[str]] = {}
        for bindings in (*own, app):
            for key, one in _bound(bindings):
                if one and key not in found.setdefault(one, []):
                    found[one].append(key)
        keys = {name: ",".join(keys) for name, keys in found.items()}
        first = frozenset(
            one.id or ""
            for several in app.key_to_bindings.values()
            for one in several
            if one.priority
        )
        yield _Scope(keys, taker, taken, mine, first - mine, _LEAVES.get(screen, ""))


def _bound(bindings: BindingsMap) -> Iterator[tuple[str, str]]:
    """(key, id of its action) of all ``bindings``; the id is empty for those of Textual."""
    for key, several in bindings.key_to_bindings.items():
        for one in several:
            yield key, one.id or ""
