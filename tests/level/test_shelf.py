"""What there is to fly: the game's levels and a player's own, broken ones too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game.level import folders, loading, shelf
from game.level.mistakes import LevelMistakes, UnknownLevel

SHORT_HOP = Path(__file__).parent / "short_hop.yaml"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a player's own: a level, a pack with a part, and a broken level."""
    text = SHORT_HOP.read_text(encoding="utf-8")
    (tmp_path / "pack" / "common").mkdir(parents=True)
    shutil.copy(SHORT_HOP, tmp_path / "hop.yaml")
    (tmp_path / "pack" / "two.yaml").write_text(text.replace("id: short-hop", "id: hop-two"))
    (tmp_path / "pack" / "people.yaml").write_text("crew: {}\n")
    (tmp_path / "pack" / "common" / "x.yaml").write_text("id: x\n")
    (tmp_path / "sad.yaml").write_text("id: sad\ntitel: Sad\n")
    monkeypatch.setenv(folders.ENVIRONMENT, str(tmp_path))
    return tmp_path


def test_own_levels_stand_behind_the_games(own: Path) -> None:
    found = shelf.listed()
    game = [one.path for one in found if one.shelf == "game"]
    assert game == loading.builtin() == [one.path for one in found[: len(game)]]
    assert [one.name for one in found[len(game) :]] == ["hop", "pack/two", "sad"]
    sad = found[-1]
    assert (sad.minutes, sad.title) == (None, "sad")
    assert [each.code for each in sad.mistakes][:1] == ["LEVEL-302"]
    assert "LEVEL-301" in [each.code for each in sad.mistakes]


def test_levels_of_one_shelf_stand_together(own: Path) -> None:
    text = SHORT_HOP.read_text(encoding="utf-8")
    for name, on in (("a", "Mine"), ("b", "The Sims"), ("z", "Mine")):
        text_of = text.replace("id: short-hop", f"id: {name}\nshelf: {on}")
        (own / f"{name}.yaml").write_text(text_of, encoding="utf-8")
    (own / "y.yaml").write_text("id: y\nshelf: Mine\ntitel: Y\n", encoding="utf-8")
    found = shelf.listed()
    shelves = [one.named for one in found]
    assert [at for at, one in enumerate(shelves) if at and one != shelves[at - 1]] == [
        shelves.index(one) for one in dict.fromkeys(shelves) if shelves.index(one)
    ]
    names = [one.name for one in found if one.shelf == "own"]
    assert names == ["b", "hop", "pack/two", "sad", "a", "y", "z"]


@pytest.mark.parametrize("name", ["pack/two", "two", "hop-two"])
def test_a_level_is_found_by_its_names(own: Path, name: str) -> None:
    assert loading.find(name) == own / "pack" / "two.yaml"


@pytest.fixture
def games(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A game whose levels stand in folders of their own, with a part and a note among them."""
    text = SHORT_HOP.read_text(encoding="utf-8")
    folder = tmp_path / "game"
    for name, more in (("a/hard", "difficulty: hard"), ("a/easy", "shelf: Easy"), ("top", "")):
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        changed = text.replace("difficulty: training\n", "") if more.startswith("diff") else text
        path.write_text(changed.replace("id: short-hop", f"id: {path.stem}\n{more}"))
    (folder / "common").mkdir()
    (folder / "common" / "part.yaml").write_text("id: part\n")
    (folder / "a" / "people.yaml").write_text("crew: {}\n")
    for module in (folders, loading):
        monkeypatch.setattr(module, "levels_folder", lambda: folder)
    return folder


def test_the_games_levels_stand_in_folders_too(games: Path) -> None:
    assert loading.builtin() == [games / "top.yaml", games / "a/easy.yaml", games / "a/hard.yaml"]
    assert loading.find("hard") == games / "a" / "hard.yaml"
    found = {one.name: one.named for one in shelf.listed("/nowhere") if not one.mistakes}
    assert found == {"top": "No Airlock", "easy": "Easy", "hard": "No Airlock"}


def test_a_head_says_of_the_games_levels_what_the_whole_of_them_says() -> None:
    listed = shelf.listed("/nowhere")
    for name, path, kind in shelf.places("/nowhere"):
        level, named = loading.load(path), shelf.entry(name, path, kind).named
        assert shelf.Listed(
            name, path, "game", level.id, level.title, named, level.day, level.minutes,
            level.difficulty, level.teaches,
        ) in listed  # fmt: skip


def test_a_level_of_the_game_without_a_head_is_read_whole(games: Path) -> None:
    (games / "top.yaml").write_text("id: top\nuse: [nowhere]\n")
    listed = {one.name: one for one in shelf.listed("/nowhere")}
    assert [each.code for each in listed["top"].mistakes] == ["LEVEL-203"]
    assert listed["hard"].minutes and listed["hard"].difficulty == "hard"


def test_one_that_is_not_there_is_told_with_those_that_are(own: Path) -> None:
    with pytest.raises(UnknownLevel, match=r"did you mean sad\?"):
        loading.find("sat")
    with pytest.raises(UnknownLevel, match="pack/two"):
        loading.find("unlike-any-other")


def test_without_a_folder_there_are_the_games_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for odd in ("/nowhere/at/all", "a\0b", "~nobody-is-called-so/x", "/dev/null"):
        if "\0" not in odd:
            monkeypatch.setenv(folders.ENVIRONMENT, odd)
        assert all(one.shelf == "game" for one in shelf.listed(odd))


def test_a_level_is_read_again_only_when_its_files_have_changed(own: Path) -> None:
    folder = own / "pack"
    hop, part = folder / "two.yaml", folder / "common" / "title.yaml"
    part.write_text("title: One\n")
    text = hop.read_text().replace("title: Short Hop\n", "use: [title]\n")
    hop.write_text(text)
    first = loading.load(hop)
    assert loading.load(hop) is first
    part.write_text("title: Two\n")
    assert loading.load(hop).title == "Two"
    (folder / "title.yaml").write_text("title: Nearer\n")  # goes before the one in common
    assert loading.load(hop).title == "Nearer"
    hop.write_text(text + "titel: x\n")
    with pytest.raises(LevelMistakes):
        loading.load(hop)
    hop.unlink()
    with pytest.raises(LevelMistakes):
        loading.load(hop)
