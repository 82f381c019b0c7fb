"""A player's own keys: they act, hints and help show them, and a clash costs a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.console import keymap
from game.console.keymap import SCREENS, WITHIN, checked, named
from game.console.keys import in_a_sentence
from game.console.screens.help import HelpScreen
from game.console.screens.settings import SettingsScreen
from game.console.settings import Settings, load, save
from game.display.panels import trend, voice
from game.flightlog.replay.playback import open_replay
from tests.console import keys_page
from tests.console.seeing import MakeApp, settle, text_of

OWN = """# mine
theme = "light"  # for the train

[keys]
"app.settings" = "f8"
"look.help" = "f7" # under my thumb
"title.fly" = "x"
"fly.pause" = "f6"
"""


def test_the_page_of_keys_is_up_to_date() -> None:
    written = keys_page.PAGE.read_text(encoding="utf-8")
    assert written == keys_page.page(), "run: python -m tests.console.keys_page"
    assert all(keys and what for keys, what in keys_page.actions().values())


async def test_own_keys_act_and_the_old_ones_no_more(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(OWN)
    app = make_app(level="suit-up", settings=file)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "F7 help" in text_of(app) and "F1 help" not in text_of(app)
        await pilot.press("f6")
        await settle(pilot)
        assert "F6 goes on" in text_of(app) and "Space" not in text_of(app)
        await pilot.press("f1", "f9")
        await settle(pilot)
        assert not isinstance(app.screen, HelpScreen | SettingsScreen)
        await pilot.press("f7")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press(*"about this")
        await settle(pilot)
        assert "F7" in text_of(app)
        await pilot.press("escape", "f8")
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)
        assert not app._notifications


async def test_the_title_shows_own_keys(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(OWN)
    app = make_app(settings=file)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "x  Fly" in text_of(app)


@pytest.mark.parametrize(
    "line, said",
    [
        ('"look.help" = "z"', "z is the key of look.full, so look.help keeps its own"),
        ('"look.help" = "enter"', "Enter is the key of fly.go"),
        ('"look.help" = "f9"', "F9 is the key of app.settings"),
        ('"look.hlep" = "f5"', "there is no action look.hlep, did you mean look.help?"),
        ('"look.help" = "Foo"', "there is no key Foo, so look.help keeps its own"),
        ('"look.help" = "f5, banana"', "there is no key banana"),
        ('"look.help" = " "', "there is no key"),
        ('"look.help" = 3', "are no table of lines"),
        ('"look.help" = "^m"', "many terminals can't tell ^m from Enter, so look.help keeps its"),
        ('"levels.sim" = "Down"', "a list takes ↓ for itself, so levels.sim keeps its own"),
    ],
)
async def test_a_clash_costs_a_sentence_and_the_key_stays(
    make_app: MakeApp, tmp_path: Path, line: str, said: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"[keys]\n{line}\n")
    app = make_app(level="suit-up", settings=file)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        [told] = [one.message for one in app._notifications]
        assert said in told
        await pilot.press("f1")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)


def test_two_may_change_their_keys_with_each_other(make_app: MakeApp) -> None:
    wanted = {"look.full": "v", "look.view": "z"}
    assert checked(wanted, make_app()._merge_bindings()) == (wanted, "")


@pytest.mark.parametrize("names", [("fly.poll", "fly.flow"), ("fly.flow", "fly.poll")])
def test_a_key_is_not_taken_from_an_action_that_keeps_it_after_all(
    make_app: MakeApp, names: tuple[str, str]
) -> None:
    """The flow may not have q, and so keeps f: then the poll can't have f, in whatever order."""
    keys = {"fly.poll": "f", "fly.flow": "q"}
    good, said = checked({name: keys[name] for name in names}, make_app()._merge_bindings())
    assert not good and "q is the key of fly.leave, so fly.flow keeps its own" in said


@pytest.mark.parametrize(
    "name, key, why",
    [
        ("saves.delete", "PgDn", "a list takes PgDn for itself"),
        ("saves.find", "f5, Enter", "a list takes Enter for itself"),
        ("campaign.back", "Up", "a list takes ↑ for itself"),
        ("settings.close", "Home", "a list takes Home for itself"),
        ("explain.plot", "PgUp", "a text takes PgUp for itself"),
        ("help.close", "q", "a line to type in takes q for itself"),
        ("command.leave", "Space", "a line to type in takes Space for itself"),
        ("jump.close", "Backspace", "a line to type in takes Backspace for itself"),
        ("fly.poll", "^i", "many terminals can't tell ^i from Tab"),
        ("fly.poll", "Ctrl+[", "many terminals can't tell ^[ from Esc"),
        ("fly.poll", "^H", "many terminals can't tell ^h from Backspace"),
        ("fly.poll", "Ctrl+1", "many terminals can't tell ^1 from 1"),
        ("fly.poll", "Ctrl+Shift+x", "from ^x"),
        ("fly.poll", "Shift+Space", "from Space"),
        ("fly.poll", "Alt+Enter", "from Enter"),
        ("fly.poll", "Alt+Ctrl+M", "from Enter"),
        ("fly.poll", "Alt+Ctrl+X", "from ^x"),
        ("app.palette", "Q", "a line to type in takes Q for itself"),
        ("app.interrupt", "Backspace", "a line to type in takes Backspace for itself"),
        ("saves.back", "x", "a line to type in takes x for itself"),
        ("saves.back", "q, ^e", "a line to type in takes q for itself"),
        ("levels.back", "x", "a line to type in takes x for itself"),
    ],
)
def test_a_key_that_would_not_arrive_is_refused_with_the_reason(
    make_app: MakeApp, name: str, key: str, why: str
) -> None:
    good, said = checked({name: key}, make_app()._merge_bindings())
    assert not good and f"{why}, so {name} keeps its own: choose another." in said


@pytest.mark.parametrize(
    "name, key",
    [
        ("fly.poll", "^x"),
        ("fly.poll", "ctrl+right"),
        ("look.prev", "Shift+Tab"),
        ("app.settings", "S"),
        ("debrief.over", "Home"),
        ("saves.first", "Enter"),
        ("pick.down", "Down, F5"),
        ("app.palette", "^k"),
        ("app.interrupt", "^x"),
        ("app.quit", "^x"),
        ("app.settings", "^e"),
        ("app.suspend", "^x"),
        ("saves.back", "Esc, x"),
        ("levels.back", "F5, x"),
        ("fly.poll", "Alt+x"),
    ],
)
def test_a_key_that_arrives_is_taken(make_app: MakeApp, name: str, key: str) -> None:
    assert checked({name: key}, make_app()._merge_bindings()) == ({name: named(key)[0]}, "")


def test_no_keys_of_ours_clash(make_app: MakeApp) -> None:
    """Every action may be given the keys that it has, so that a file can list them all."""
    app = make_app()._merge_bindings()
    for screen in (*SCREENS, *WITHIN.values()):
        keys: dict[str, list[str]] = {}
        for key, several in screen._merge_bindings().key_to_bindings.items():
            for one in several:
                if one.id:
                    keys.setdefault(one.id, []).append(key)
        for name, own in keys.items():
            assert checked({name: ",".join(own)}, app)[1] == ""


def test_every_key_may_be_written_as_the_page_does(make_app: MakeApp) -> None:
    places = (*SCREENS, *WITHIN.values(), make_app())
    keys = {key for place in places for key in place._merge_bindings().key_to_bindings}
    assert "delete" in keys and "slash" in keys and "ctrl+q" in keys
    for key in keys:
        assert in_a_sentence(key).isprintable()
        assert named(in_a_sentence(key)) == named(key) == (key, "")


@pytest.mark.parametrize(
    "written, keys",
    [
        ("F5", "f5"),
        ("ESC, enter", "escape,enter"),
        ("pgup,PGDN , Del", "pageup,pagedown,delete"),
        ("^Q,Ctrl+q,ctrl+Q", "ctrl+q,ctrl+q,ctrl+q"),
        ("Shift+Tab, shift+←", "shift+tab,shift+left"),
        ("Shift+n,n", "N,n"),
        (", ,.,/,+,-,^,\\", "comma,full_stop,slash,plus,minus,circumflex_accent,backslash"),
        ("Slash, minus, Question_Mark", "slash,minus,question_mark"),
        ("Ctrl++,^PgUp", "ctrl+plus,ctrl+pageup"),
        ("Shift+Alt+Up", "alt+shift+up"),
        ("é,€", "é,euro_sign"),
    ],
)
def test_keys_are_written_as_people_do(written: str, keys: str) -> None:
    assert named(written) == (keys, "")


@pytest.mark.parametrize("written", ["Foo", "F25", "banana", "ctrl+", "Shift+1", "<any>", "\x7f"])
def test_what_is_no_key_is_told(written: str) -> None:
    assert named(f"f5,{written}")[1] == written


async def test_a_key_acts_however_it_is_written(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[keys]\n"title.help" = "F5"\n')
    app = make_app(settings=file)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not app._notifications
        await pilot.press("f5")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)


def test_lists_and_texts_have_their_keys(make_app: MakeApp) -> None:
    app = make_app()._merge_bindings()
    wanted = {"saves.next": "f5", "debrief.text.down": "f6"}
    assert checked(wanted, app) == (wanted, "")
    good, said = checked({"saves.rename": "j", "debrief.copy": "pagedown"}, app)
    assert not good and "j is the key of saves.next, so saves.rename keeps its own" in said
    assert {"saves.before", "debrief.text.up"} <= keys_page.actions().keys()


def test_what_a_player_wrote_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(OWN)
    kept, said = load(file)
    assert not said and dict(kept.keys)["look.help"] == "f7"
    assert save(Settings(theme="high-contrast", bell=False, keys=kept.keys), file) == ""
    text = file.read_text()
    assert 'theme = "high-contrast"  # for the train' in text and "bell = false" in text
    assert text[text.index("[keys]") :] == OWN[OWN.index("[keys]") :]
    assert load(file)[0].keys == kept.keys


LITERAL = re.compile(
    r"[\"' ,](?:[a-zA-Z?:+]|Space|F1|[←→]) (?:again )?"
    r"(?:flies|plays|goes?|stops|turns|asks|leads|copies|opens|gives|explains|helps|pauses|leaves|"
    r"brings|chooses|hides|lists|marks|puts|watches)\b"
)
"""A key that is named in a sentence as it is by default."""


DIALOG = re.compile(
    r"[\"' ,(](?:Esc|Tab|[a-z]) (?:does not|closes?|stays|imports|changes|deletes|plots)\b"
)
"""The same in a dialog."""


def test_sentences_name_no_key_that_a_player_may_have_changed() -> None:
    game = Path(keymap.__file__).parents[1]
    found = {
        f"{path.name}: {line.strip()}"
        for room in ("console", "display")
        for path in (game / room).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if (LITERAL.search(line) or DIALOG.search(line)) and '"""' not in line and "#" not in line
    }
    assert not found, "write {id.of.the.action} for a key: see game.console.keys.filled"


async def test_sentences_of_a_replay_name_own_keys(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[keys]\n"replay.play" = "f5"\n"replay.leave" = "f6"\n')
    log = Path(__file__).parents[1] / "golden" / "suit-up-cadet.jsonl"
    app = make_app(settings=file, replay=open_replay(log))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "F5 pauses" in text_of(app)
        await pilot.press("end")
        await settle(pilot)
        app.screen.transport._run(1)
        await settle(pilot)
        assert "F6 leaves" in text_of(app)


async def test_dialogs_and_the_order_line_name_own_keys(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        '[keys]\n"dialog.close" = "f5"\n"explain.plot" = "f6"\n"command.leave" = "f7"\n'
        '"settings.close" = "f8"\n"help.close" = "f10"\n"fly.pause" = "f12"\n'
    )
    app = make_app(level="suit-up", settings=file)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert not app._notifications
        await pilot.press("f12")
        await settle(pilot)
        assert "F12 resume" in text_of(app)
        app.screen.explain("channel:cabin.pressure")
        await settle(pilot)
        assert "F5 closes   F6 plots it" in text_of(app)
        await pilot.press("f5", "colon")
        await settle(pilot)
        assert "(Tab completes, F7 leaves)" in text_of(app)
        await pilot.press("f7", "f9")
        await settle(pilot)
        assert "← → change, F8 closes" in text_of(app)
        await pilot.press("f8", "f1")
        await settle(pilot)
        assert "F10 closes" in text_of(app)


async def test_panels_and_their_help_name_own_keys(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[keys]\n"look.trend" = "f5"\n"replay.truth" = "f6"\n"fly.yes" = "f7"\n')
    app = make_app(level="suit-up", settings=file)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        picture = app.screen.picture
        assert picture.of(voice.PANEL).keys == ("F7", "n") and picture.of(trend.PANEL).key == "F5"
        await pilot.press("f1")
        await settle(pilot)
        await pilot.press(*"channel over time")
        await settle(pilot)
        assert "F5 chooses the channel" in text_of(app)


async def test_the_list_of_logs_names_own_keys(make_app: MakeApp, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[keys]\n"saves.import" = "f5"\n"title.replays" = "x"\n')
    app = make_app(settings=file)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert "F5 imports a log" in text_of(app) and "F5 import" in text_of(app)
