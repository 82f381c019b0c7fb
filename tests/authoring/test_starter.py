"""A new level passes the checks without a warning, and can be won."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.authoring import starter
from game.authoring.check import check_main
from game.autopilot import Autopilot
from game.level import loading
from game.level.schema import Level
from game.mission import Mission


@pytest.mark.parametrize("pack", [False, True])
def test_a_new_level_passes_and_is_won_by_the_autopilot(tmp_path: Path, pack: bool) -> None:
    first, *parts = starter.write("my-hop", tmp_path, pack)
    assert len(parts) == pack
    assert check_main([tmp_path], strict=True)[1] == 0
    level = loading.load(first)
    assert (level.id, level.title) == ("my-hop", "My Hop")
    for seed in (1, 2):
        mission = Mission(level, seed=seed)
        pilot = Autopilot(mission)
        while mission.outcome is None:
            for order in pilot.orders():
                mission.order(order)
            mission.step()
        assert mission.outcome.kind == "success"


def test_a_pack_is_the_same_level_in_two_files(tmp_path: Path) -> None:
    (one,) = starter.write("hop", tmp_path)
    two, _ = starter.write("hop", tmp_path, pack=True)
    assert loading.load(one) == loading.load(two)


def test_every_field_of_the_top_is_in_it() -> None:
    told = set(loading.tree_of(starter.TEMPLATE).entries)
    left_to_defaults = {
        "orbit",
        "cabin",
        "hatch",
        "suit",
        "prebreathe",
        "failures",
        "reserve",
        "simsup",
        "endings",
        "events",
        "start",
        "shelf",
        "teaches",
        "tests",
        "carried",
        "history",
    }
    assert told >= set(Level.declared) - left_to_defaults


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    starter.write("hop", tmp_path)
    text = (tmp_path / "hop.yaml").read_bytes()
    (tmp_path / "file").write_text("")
    for name, folder in (
        ("hop", tmp_path), ("Hop", tmp_path), ("", tmp_path), ("a" * 41, tmp_path),
        ("../x", tmp_path), ("first-out", tmp_path), ("new", tmp_path / "file"),
    ):  # fmt: skip
        with pytest.raises(starter.NotWritten) as caught:
            starter.write(name, folder)
        assert "\n" not in str(caught.value)
    assert (tmp_path / "hop.yaml").read_bytes() == text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "hop.yaml"]
