"""What authors and players are told of levels that have mistakes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from game.authoring import check
from game.level import loading
from game.level.mistakes import UnknownLevel

ROOT = Path(__file__).parents[2]
SAMPLE = (ROOT / "tests/level/short_hop.yaml").read_text(encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A sound level, one with two mistakes, a part of both, and a common part with one."""
    head, tail = SAMPLE.split("objectives:\n")
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "orbit.yaml").write_text("orbit: {perige: 190 km}\n")
    (tmp_path / "ends.yaml").write_text(f"objectives:\n{tail}", encoding="utf-8")
    (tmp_path / "good.yaml").write_text(f"use: [ends]\n{head}", encoding="utf-8")
    bad = head.replace("minutes: 5", "minutes: five").replace("class: warning", "class: warn")
    (tmp_path / "bad.yaml").write_text(f"use: [ends]\n{bad}", encoding="utf-8")
    return tmp_path


def test_a_folder_is_checked_whole(pack: Path) -> None:
    report = check.check([pack])
    kinds = {file.path.name: (file.is_part, len(file.mistakes)) for file in report.files}
    assert kinds == {
        "good.yaml": (False, 0), "bad.yaml": (False, 2), "ends.yaml": (True, 0),
        "orbit.yaml": (True, 1),
    }  # fmt: skip
    text, status = check.check_main([pack])
    assert status == 1
    assert text.endswith("2 levels and 2 parts checked: 3 mistakes.")
    assert f"{pack / 'bad.yaml'}:9:10: LEVEL-303 a whole number is needed here" in text


def test_a_mistake_in_a_shared_part_is_told_once(pack: Path) -> None:
    part = pack / "ends.yaml"
    part.write_text(part.read_text().replace("8 psi", "8 kg", 1))
    bad = pack / "bad.yaml"
    bad.write_text((pack / "good.yaml").read_text())
    report = check.check([pack / "good.yaml", bad])
    assert [len(file.mistakes) for file in report.files] == [1, 1]
    assert len(report.mistakes) == 1


def test_the_answer_for_machines_has_every_place(pack: Path) -> None:
    text, status = check.check_main([pack / "bad.yaml"], as_json=True)
    told = json.loads(text)
    assert status == 1
    assert told["mistakes"] == 2
    (file,) = told["files"]
    assert file["kind"] == "level"
    first = file["mistakes"][0]
    assert (first["code"], first["line"], first["column"]) == ("LEVEL-303", 9, 10)
    assert first["excerpt"] == "minutes: five"


def test_the_exit_status_tells_what_happened(pack: Path) -> None:
    assert check.check_main([pack / "good.yaml"]) == ("1 level checked: no mistakes.", 0)
    assert check.check_main(["first-out"])[1] == 0
    for paths in ([pack / "none.yaml"], ["nope"], [], [""], ["a\0b"]):
        text, status = check.check_main(paths)
        assert status == 2
        assert text and text.isprintable()
        assert json.loads(check.check_main(paths, as_json=True)[0]) == {"error": text}
    empty = pack / "empty"
    empty.mkdir()
    with pytest.raises(UnknownLevel, match=r"no \.yaml file"):
        check.check([empty])


def test_a_player_reads_one_calm_line(pack: Path) -> None:
    bad = pack / "bad.yaml"
    (only,) = check.check([bad]).files
    assert check.calm_line(only.mistakes) == (
        f"This level can't be flown: 2 mistakes in it. `no-airlock check {bad}` lists them."
    )
    assert check.calm_line(only.mistakes[:1]).endswith("shows it.")


def test_the_games_own_levels_have_no_mistakes() -> None:
    assert check.check_main([loading.levels_folder()])[1] == 0


def test_the_example_of_the_reference_is_a_level(tmp_path: Path) -> None:
    text = (ROOT / "docs/levels.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```yaml\n(id: .*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(examples) == 1
    path = tmp_path / "example.yaml"
    path.write_text(examples[0], encoding="utf-8")
    assert check.check_main([path]) == ("1 level checked: no mistakes.", 0)
