"""A key is stated once: what it does, its hint and its help come from the same row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game.console.keys import hints, in_a_sentence
from game.console.screens import debrief, levels, saves, title
from game.console.screens.debrief import DebriefScreen
from game.console.screens.flight import FlightScreen
from game.console.screens.help import sections
from game.console.screens.levels import LevelsScreen
from game.console.screens.replay import ReplayScreen
from game.console.screens.saves import SavesScreen
from game.console.screens.title import TitleScreen
from game.flightlog.replay.seek import Replay
from tests.console.seeing import MakeApp, settle, until

GOLDEN = Path(__file__).parents[1] / "golden" / "suit-up-specialist.jsonl"
SCREENS = {
    FlightScreen: FlightScreen.TABLES,
    ReplayScreen: ReplayScreen.TABLES,
    DebriefScreen: (debrief.KEYS,),
    LevelsScreen: (levels.KEYS,),
    SavesScreen: (saves.KEYS,),
    TitleScreen: (title.MOVING, title.KEYS),
}


@pytest.mark.parametrize(
    "key, sign",
    [("delete", "Del"), ("backspace", "Backspace"), ("slash", "/"), ("ctrl+pageup", "^PgUp"),
     ("shift+left", "Shift+←"), ("alt+x", "Alt+x"), ("backslash", "\\"), ("home", "Home"),
     ("question_mark", "?"), ("f9", "F9"), ("N", "N"), ("comma", ",")],
)  # fmt: skip
def test_keys_are_named_as_people_do(key: str, sign: str) -> None:
    assert in_a_sentence(key) == sign


def keys_of(tables: Any) -> Any:
    return [key for table in tables for row in table for key in row.keys]


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_of_a_screen_is_stated_twice(screen: Any) -> None:
    keys = keys_of(SCREENS[screen])
    pressed = [one for key in keys for one in key.keys.split(",")]
    assert len(set(pressed)) == len(pressed)
    assert len({key.id for key in keys}) == len(keys)


@pytest.mark.parametrize("screen", [DebriefScreen, LevelsScreen, SavesScreen, TitleScreen])
def test_every_key_does_something(screen: Any) -> None:
    for key in keys_of(SCREENS[screen]):
        name = key.action.partition("(")[0]
        assert "." in name or hasattr(screen, f"action_{name}"), key


@pytest.mark.parametrize("screen", [FlightScreen, ReplayScreen])
async def test_every_key_of_a_desk_does_something(make_app: MakeApp, screen: Any) -> None:
    app = make_app("suit-up") if screen is FlightScreen else make_app(replay=Replay(GOLDEN))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, screen))
        await settle(pilot)
        for key in keys_of(SCREENS[screen]):
            name = key.action.partition("(")[0]
            assert "." in name or callable(getattr(app.screen, f"action_{name}")), key
        for target in (to for _, _, to in app.screen.hints() if to):
            assert target.removeprefix("key:") in {key.action for key in keys_of(SCREENS[screen])}


@pytest.mark.parametrize("screen", [one for one in SCREENS if one is not TitleScreen])
def test_every_hint_at_the_foot_stands_in_help(screen: Any) -> None:
    explained = {words for pairs in sections().values() for _, words in pairs}
    for table in SCREENS[screen]:
        assert {row.help for row in table if row.hint} <= explained
        assert len(hints(table)) == sum(bool(row.hint) for row in table)
