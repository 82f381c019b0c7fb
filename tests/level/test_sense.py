"""Warnings that take more than one change, and levels that have none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from game.authoring.check import check_main
from game.level import loading
from game.level.checks import check
from game.level.possible import MOST_ALARMS
from tests.ops.flying import level, steps

BASE = (Path(__file__).parent / "mistakes" / "base.yaml").read_text(encoding="utf-8")


def warned(tmp_path: Path, *changes: tuple[str, str]) -> dict[str, int]:
    """How often each code is told of the sound level with changes."""
    text = BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    examined = loading.examine(path)
    assert not examined.mistakes, examined.mistakes[0].render()
    counts: dict[str, int] = {}
    for each in loading.warnings_of(examined):
        counts[each.code[6:]] = counts.get(each.code[6:], 0) + 1
    return counts


def test_vacuum_without_an_abort(tmp_path: Path) -> None:
    found = warned(tmp_path, ("abort: back\n", ""))
    assert found == {"523": 1, "506": 3}


def test_a_checklist_that_answers_a_failure_is_used(tmp_path: Path) -> None:
    answer = (
        "  lock-again:\n    title: Locks, {crew}\n    for: [ev1, plt]\n    steps: [{text: Lock}]\n"
    )
    own = ("  back:\n    title", f"{answer}  back:\n    title")
    assert warned(tmp_path, own) == {"501": 1}
    assert not warned(tmp_path, own, ('do: "relock {who}"', 'do: "run lock-again-{who}"'))


@pytest.mark.parametrize(
    "group",
    [
        "{when: 'checklist.solo-{pick} == done', one_of: [{effect: 'unlock {pick}', text: x, "
        "pick: [plt]}]}",
        "{when: nobody reads this, one_of: [{effect: dirty-seal, text: x, at: 1 min}]}",
    ],
)
def test_when_of_a_group_is_asked_of_those_that_take_it(tmp_path: Path, group: str) -> None:
    solo = "  solo: {title: 'Alone, {crew}', for: [plt], steps: [{text: Wait}]}\n"
    own = ("procedures:\n", f"procedures:\n{solo}")
    assert warned(tmp_path, own, ("faults:\n", f"faults:\n  drawn: {group}\n"))


def test_terminate_that_runs_nothing(tmp_path: Path) -> None:
    found = warned(tmp_path, ("terminate: back\n", ""), (", abort]", ", terminate]"))
    assert found == {"506": 1}


def test_somebody_whom_nobody_dresses(tmp_path: Path) -> None:
    assert warned(tmp_path, (', "visor {who} closed"]', "]"))["517"] == 2


def test_oxygen_that_can_not_last(tmp_path: Path) -> None:
    found = warned(tmp_path, ("mass: 10 kg", "mass: 0.3 kg"), ("takes: 90 s", "takes: 30 min"),
                   ("time_limit: 2 h", "time_limit: 9 h"))  # fmt: skip
    assert found == {"516": 1}


def test_a_cabin_that_nobody_can_breathe(tmp_path: Path) -> None:
    found = warned(tmp_path, ("o2: 32 %", "o2: 5 %"), ("[vent open]", "[poll]"),
                   ("[vent full]", "[poll]"))  # fmt: skip
    assert found.get("522") == 1


def test_two_levels_with_one_id(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(BASE, encoding="utf-8")
    text, status = check_main([tmp_path])
    assert status == 0
    assert text.count("LEVEL-510") == 1
    assert check_main([tmp_path], strict=True)[1] == 1
    (tmp_path / "two.yaml").write_text(BASE.replace("id: my-hop", "id: first-out"))
    told = json.loads(check_main([tmp_path], as_json=True)[0])
    assert (told["mistakes"], told["warnings"]) == (0, 1)
    (first,) = [each for file in told["files"] for each in file["warnings"]]
    assert (first["code"], first["severity"], first["line"]) == ("LEVEL-510", "warning", 1)


def test_the_games_levels_have_no_warnings() -> None:
    assert check_main([loading.levels_folder()], strict=True)[1] == 0


@pytest.mark.parametrize("strict", [False, True])
def test_warnings_count_only_when_strict(tmp_path: Path, strict: bool) -> None:
    (tmp_path / "a.yaml").write_text(BASE.replace("points: 20", "points: 30"), encoding="utf-8")
    call = [sys.executable, "-m", "game", "check", str(tmp_path / "a.yaml")]
    done = subprocess.run([*call, "--strict"] if strict else call, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == strict
    assert "LEVEL-509 warning: " in done.stdout
    assert done.stdout.endswith("1 level checked: no mistakes, 1 warning.\n")


def test_more_than_a_log_can_tell_is_a_mistake() -> None:
    few = {"takes": "0 s"}
    for steps_there, told in ((4000, []), (4001, ["LEVEL-418"])):
        work = {"work": steps(*[few] * steps_there)}
        found = [one.code for one in check(level(procedures=work, plan=["work"]))]
        assert [code for code in found if code == "LEVEL-418"] == told
    rule = {"when": "{crew}.suit.visor == open", "text": "open"}
    rules = {f"r{number}": rule for number in range(MOST_ALARMS // 3 + 1)}
    assert "LEVEL-418" in [one.code for one in check(level(rules=rules))]
