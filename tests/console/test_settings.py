"""The theme that was chosen is there at the next start; a bad file of settings is no crash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.console.clock import StepClock
from game.console.settings import Settings, load, save
from game.display.roles import DEFAULT
from game.ops.views import Attention
from tests.console.seeing import MakeApp, settle, text_of


async def test_a_theme_is_kept_from_one_start_to_the_next(
    make_app: MakeApp, tmp_path: Path
) -> None:
    file = tmp_path / "config" / "settings.toml"
    app = make_app(settings=file)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.theme == DEFAULT and not file.exists()
        app.theme = "high-contrast"
        await settle(pilot)
    again = make_app(settings=file)
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert again.theme == "high-contrast"
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "written, said",
    [
        (b"theme = high-contrast\n", "are no TOML"),
        (b"\xff\xfe\x00", "are no TOML"),
        (b'theme = "pink"\n', "is none of"),
        (b"theme = 3\n", "is none of"),
        (b"a = " + b"[" * 4000, "are no TOML"),
        (b"theme = ['high-contrast']\n", "is none of"),
    ],
)
async def test_a_bad_file_costs_a_sentence_and_no_more(
    make_app: MakeApp, tmp_path: Path, written: bytes, said: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(written)
    settings, sentence = load(file)
    assert settings == Settings() and said in sentence and "\n" not in sentence
    app = make_app(settings=file)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert app.theme == DEFAULT
        assert [one.message for one in app._notifications] == [sentence]
        assert file.read_bytes() == written


def test_a_place_that_can_not_be_written_costs_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "can't be kept" in save(Settings(), tmp_path / "file" / "settings.toml")
    assert "can't be read" in load(tmp_path)[1]
    assert load(tmp_path / "nothing")[1] == ""


async def test_the_settings_screen_changes_what_shows_and_keeps_it(
    make_app: MakeApp, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    app = make_app(level="suit-up", settings=file)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "kPa" in text_of(app) and "psi" not in text_of(app)
        await pilot.press("f9")
        await settle(pilot)
        assert "Pressure in" in text_of(app)
        await pilot.press("down", "right", "right")
        await settle(pilot)
        assert app.kept.units == "psi"
        await pilot.press("escape")
        await settle(pilot)
        shown = text_of(app)
        assert "psi" in shown and "kPa" not in shown and "mmHg" not in shown
    assert load(file) == (Settings(units="psi"), "")


def test_lines_of_others_stay_and_only_what_was_chosen_is_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('# mine\ntheme = "light"\n\n[other]\nsize = 3\n')
    settings, said = load(file)
    assert (settings, said) == (Settings(theme="light"), "")
    assert save(replace(settings, bell=False, warp_lead=30), file) == ""
    assert file.read_text() == (
        'bell = false\nwarp_lead = 30\n# mine\ntheme = "light"\n\n[other]\nsize = 3\n'
    )
    assert load(file)[0] == Settings("light", bell=False, warp_lead=30)


@pytest.mark.parametrize(
    "written", ['[keys]\n"fly.pause" = "f6\n', "# mine\n" * 2000 + '[keys]\n"fly.pause" = "f6"\n']
)
def test_what_can_not_be_read_is_not_written_over(tmp_path: Path, written: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(written)
    settings, said = load(file)
    assert settings == Settings() and "correct or delete it" in said
    assert "can't be kept" in save(replace(settings, bell=False), file)
    assert file.read_text() == written


@pytest.mark.parametrize(
    "written, said",
    [
        ('note = """\n[x\n"""\nbell = true\n', "can't change"),
        ('note = """\nbell = true\n"""\n', "can't change"),
        ('note = """\nwarp_lead = 30\n"""\n', "can't change"),
        ("# mine\n" + "#" * 9988 + "\n", "would have more than 10000 bytes"),
    ],
)
def test_what_can_not_be_changed_stays(tmp_path: Path, written: str, said: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(written)
    settings, none = load(file)
    assert none == ""
    told = save(replace(settings, bell=False), file)
    assert said in told and "correct or delete it" in told and "\n" not in told
    assert file.read_text() == written


def test_a_name_may_have_quotes(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('"bell" = true  # loud\n')
    assert save(Settings(bell=False), file) == ""
    assert file.read_text() == "bell = false  # loud\n"


def test_a_link_to_the_settings_stays_one(tmp_path: Path) -> None:
    file, link = tmp_path / "mine.toml", tmp_path / "settings.toml"
    file.write_text("bell = true\n")
    link.symlink_to(file)
    assert save(Settings(bell=False), link) == ""
    assert link.is_symlink() and file.read_text() == "bell = false\n"


def test_one_bad_setting_does_not_cost_the_others(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('units = "furlong"\nbell = 0\nwarp_lead = 10\n')
    settings, said = load(file)
    assert settings == Settings(warp_lead=10)
    assert "The units" in said and "none of gauges, kPa, psi, mmHg" in said


def test_the_speed_drops_as_long_before_as_was_chosen() -> None:
    clock = StepClock(0.5)
    clock.lead = 30.0
    clock.faster()
    ahead = Attention("signal", "", 31.0, "loss of signal")
    assert clock.advance(0.25, ahead) == 1, "no further than one second"
    assert clock.advance(0.25, replace(ahead, in_s=30.5)) == 1 and clock.warp == 1
