"""The tests that stand in a level, as check --fly flies them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from game.authoring.check import check
from game.autopilot.directors import DIRECTORS
from game.level.form import fields
from game.level.schema import LevelTest

SHORT_HOP = Path(__file__).parents[1] / "level" / "short_hop.yaml"


def wrong(folder: Path, tests: str, fly: bool = True) -> list[tuple[str, str]]:
    """Codes and messages of what is wrong with a short level that has these tests."""
    path = folder / "hop.yaml"
    path.write_text(f"{SHORT_HOP.read_text('utf-8')}\ntests: {tests}\n", "utf-8")
    return [(each.code, each.message) for each in check([path], fly=fly).mistakes]


def test_what_ends_as_it_must_is_no_mistake(tmp_path: Path) -> None:
    assert not wrong(tmp_path, "[{director: book, seeds: 1-2, success: true}]")
    assert not wrong(tmp_path, "[{script: ['+1 s tank b'], success: false}]")


def test_what_ends_otherwise_is_told_with_its_test_and_seed(tmp_path: Path) -> None:
    tests = "[{director: book, success: true}, {director: book, seeds: 4-5, outcome: [lost]}]"
    found = wrong(tmp_path, tests)
    assert [code for code, _ in found] == ["LEVEL-421"] * 2
    assert "test 2, seed 4: it must be lost, and it was success" in found[0][1]
    assert not wrong(tmp_path, tests, fly=False)
    first, second = "{director: book, success: true}", "{director: book, outcome: [lost]}"
    (tmp_path / "two.yaml").write_text(
        f"{SHORT_HOP.read_text('utf-8')}\ntests:\n  - {first}\n  - {second}\n", "utf-8"
    )
    (told,) = check([tmp_path / "two.yaml"], fly=True).mistakes
    assert second in told.excerpt


@pytest.mark.parametrize(
    ("script", "words"), [("+1 s run nothing", "line 1"), ("+1 s hold out", "is refused")]
)
def test_an_order_that_is_not_taken_is_told(tmp_path: Path, script: str, words: str) -> None:
    ((code, message),) = wrong(
        tmp_path, f"[{{script: ['{script}'], director: book, success: true}}]"
    )
    assert code == "LEVEL-421" and words in message


@pytest.mark.parametrize("test", ["{director: book}", "{success: true}"])
def test_a_test_that_says_too_little_is_a_mistake(tmp_path: Path, test: str) -> None:
    assert [code for code, _ in wrong(tmp_path, f"[{test}]", fly=False)] == ["LEVEL-413"]


def test_every_director_may_fly_one() -> None:
    (names, _) = get_args(fields(LevelTest)["director"].kind)
    assert get_args(names) == tuple(DIRECTORS)
