"""The catalogue of mistakes: files with one mistake each, told once, at its place, with the fix."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from game.level import loading
from game.level.codes import CODES, WARNINGS

HERE = Path(__file__).parent / "mistakes"
BASE = (HERE / "base.yaml").read_text(encoding="utf-8")
MARK = "‸"


class Case(NamedTuple):
    """What stands in the sound level, what in its place, and what has to be told of it."""

    old: str
    new: str
    code: str
    hint: str


CASES = {
    path.stem: [Case(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for path in sorted(HERE.glob("*.yaml"))
    if path.stem != "base"
}
EVERY = [(name, at) for name, cases in CASES.items() for at in range(len(cases))]


def test_the_sound_level_has_neither_mistakes_nor_warnings() -> None:
    examined = loading.examine(HERE / "base.yaml")
    assert not examined.mistakes
    assert not loading.warnings_of(examined)


@pytest.mark.parametrize(("name", "at"), EVERY)
def test_one_mistake_is_told_once_at_its_place(tmp_path: Path, name: str, at: int) -> None:
    case = CASES[name][at]
    assert case.old in BASE
    place = BASE.index(case.old) + case.new.index(MARK)
    text = BASE.replace(case.old, case.new.replace(MARK, ""), 1)
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode())
    examined = loading.examine(path)
    (told,) = examined.mistakes or loading.warnings_of(examined)
    line = text.count("\n", 0, place) + 1
    column = place - (text.rfind("\n", 0, place) + 1) + 1
    assert (told.code, told.line, told.column) == (case.code, line, column), told.render()
    whole = not case.hint.endswith("…")  # of a long list, the beginning is enough
    assert told.hint == case.hint if whole else told.hint.startswith(case.hint[:-1])
    assert told.is_warning == (name == "sense")


def test_there_are_enough_of_every_kind() -> None:
    codes = [case.code for cases in CASES.values() for case in cases]
    assert len(codes) >= 300
    assert len({code for code in codes if code.startswith(WARNINGS)}) >= 20
    untried = set(CODES) - set(codes)
    # files that can't be read, parts, and what takes several files or a large one
    elsewhere = {code for code in CODES if code.startswith(("LEVEL-1", "LEVEL-2"))}
    elsewhere |= {
        "LEVEL-406",
        "LEVEL-409",
        "LEVEL-412",
        "LEVEL-418",
        "LEVEL-420",
        "LEVEL-421",
        "LEVEL-422",
    }
    elsewhere |= {"LEVEL-506", "LEVEL-510", "LEVEL-516", "LEVEL-517", "LEVEL-522", "LEVEL-523"}
    assert untried <= elsewhere, untried - elsewhere
