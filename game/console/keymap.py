"""A player's own keys: ``[keys]`` of the settings, an action's id and its keys a line.

Imported only when somebody has some: what is said of them needs every screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.binding import BindingsMap
from textual.keys import _character_to_key

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

Keys = Mapping[str, str]
"""Keys as Textual names them, with commas between, by the id of what they do."""


def checked(wanted: Keys, app: BindingsMap) -> tuple[dict[str, str], str]:
    """What of ``wanted`` can be used, and one sentence for the player about the first that can't.

    ``app`` has the keys that act on every screen. An action whose new key has another meaning on
    the same screen keeps the key that it has.
    """
    scopes = list(_scopes(app))
    known = {one for scope in scopes for one in scope}
    said = ""
    good = {name: named(keys) for name, keys in wanted.items() if name in known}
    for name in wanted:
        if name not in known:
            near = nearest(name, sorted(known))
            hint = f", did you mean {near}?" if near else "; docs/keys.md names all."
            said = said or f"[keys] of the settings: there is no action {name}{hint}"
    # an action that keeps its own key may take it from one that was looked at before
    while clash := next(_clashes(good, scopes), None):
        name, key, other = clash
        said = said or (
            f"[keys] of the settings: {key} is the key of {other}, so {name} keeps its "
            f"own: choose another for one of them."
        )
        good.pop(name)
    return good, said


def _clashes(keymap: Keys, scopes: Iterable[Keys]) -> Iterator[tuple[str, str, str]]:
    """Each action of ``keymap`` with a new key that something else has, that key, and what."""
    for name in keymap:
        for scope in scopes:
            rival = _rival(name, keymap, scope)
            if rival:
                yield name, *rival
                break


def named(keys: str) -> str:
    """Keys as Textual names them: a sign may be written as it is."""
    parts = [one.strip() for one in keys.split(",")]
    return ",".join(_character_to_key(one) if len(one) == 1 else one for one in parts if one)


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


def _scopes(app: BindingsMap) -> Iterator[dict[str, str]]:
    """What can be pressed on each screen: keys by the ids of actions."""
    for screen in SCREENS:
        found: dict[str, list[str]] = {}
        maps = [screen._merge_bindings(), app]
        if screen in (flight.FlightScreen, replay.ReplayScreen):
            maps.append(PanelWidget._merge_bindings())
        for bindings in maps:
            for key, several in bindings.key_to_bindings.items():
                for one in several:
                    if one.id:
                        found.setdefault(one.id, []).append(key)
        yield {name: ",".join(keys) for name, keys in found.items()}
