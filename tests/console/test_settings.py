"""The theme that was chosen is there at the next start; a bad file of settings is no crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.console.settings import Settings, load, save
from game.display.roles import DEFAULT
from tests.console.seeing import MakeApp, settle


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
