"""All mistakes of a level are told in one go, and what only follows from another is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.level import loading

BASE = (Path(__file__).parent / "mistakes" / "base.yaml").read_text(encoding="utf-8")
MANY = """id: a
titel: A
summary: s
briefing: b
minutes: five
crew:
  ev1: {name: A, role: EV1, seat: 1}
  ev1: {name: B, role: EV2, seat: 1}
procedures:
  p:
    title: P
    steps:
      - {text: wait, takes: 40, do: [vnet open]}
      - {text: x, who: ev2, expect: cabin.presure > 3 psi, on_fail: hodl}
plan: [q]
objectives: {o: {title: o, when: checklist.p == don, required: true}}
orbit: {perigee: 800 km, apogee: 200 km}
end: checklist.p == done
"""


def told(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return [(each.line, each.code[6:]) for each in loading.examine(path).mistakes]


def test_text_form_and_meaning_are_told_together(tmp_path: Path) -> None:
    assert told(tmp_path, MANY) == [
        (2, "301"), (5, "303"), (8, "111"), (13, "304"), (13, "402"), (14, "404"), (14, "401"),
        (14, "307"), (15, "405"), (16, "401"), (17, "416"),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["procedures:\n", "crew:\n"])
def test_a_line_that_is_missing_is_few_mistakes(tmp_path: Path, line: str) -> None:
    assert len(told(tmp_path, BASE.replace(line, "", 1))) == 1


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("  ev1:\n", "  ev11:\n", "404"),
        ("  plt:\n    name", "  pl:\n    name", "404"),
        ("  back:\n", "  bakc:\n", "405"),
        ("  suit-up:\n", "  siut-up:\n", "405"),
    ],
)
def test_a_misspelt_definition_is_one_mistake_where_it_stands(
    tmp_path: Path, right: str, wrong: str, code: str
) -> None:
    line = BASE[: BASE.index(right)].count("\n") + 1
    assert told(tmp_path, BASE.replace(right, wrong, 1)) == [(line, code)]


def test_a_part_with_a_mistake_does_not_hide_those_of_the_level(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("cabin: {volum: 9 m3}\n", encoding="utf-8")
    text = "use: [part]\n" + BASE.replace("minutes: 12", "minutes: x")
    assert told(tmp_path, text) == [(11, "303"), (1, "301")]
    assert told(tmp_path, text.replace("[part]", "[prat]")) == [(1, "203"), (11, "303")]
