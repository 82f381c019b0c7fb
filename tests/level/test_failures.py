"""Failures are data: checked like the rest of a level, and happening by their name."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.level import loading, ranges
from game.level.mistakes import LevelMistakes
from game.level.schema import Failure, Level
from game.mission import Mission
from game.vocabulary import effects
from game.vocabulary.channels import expand
from tests.level import plain

FIRST_OUT = plain.text()
FAULTS = "faults:\n"


def made(tmp_path: Path, faults: str, failure: str = "") -> Level:
    """First Out, which has the part failures, with one fault more, and one failure if given."""
    path = tmp_path / "a.yaml"
    text = FIRST_OUT.replace(FAULTS, f"{FAULTS}  own: {faults}\n")
    if failure:
        text = text.replace("\nfailures:\n", f"\nfailures:\n  {failure}\n")
    path.write_text(text, encoding="utf-8")
    return loading.load(path)


def common() -> dict[str, Failure]:
    data = loading.tree_of(loading.levels_folder() / "common" / "failures.yaml").data()
    return {name: Failure.of(entry) for name, entry in data["failures"].items()}


def test_the_part_has_every_effect_and_pairs_of_twins() -> None:
    failures = common()
    words = {effect.split()[0] for each in failures.values() for effect in each.effects}
    assert len(failures) >= 24
    assert words == set(effects.BY_WORD)
    for name, failure in failures.items():
        assert failure.signs and failure.answers, name
        for twin in failure.twins:
            assert name in failures[twin].twins, f"{twin} does not name {name} as its twin"


@pytest.mark.parametrize("name", sorted(common()))
def test_a_failure_happens_to_whom_it_picks_and_its_signs_can_come(
    tmp_path: Path, name: str
) -> None:
    pick = "pick: [ev2], " if "{who}" in common()[name].effects[0] else ""
    level = made(tmp_path, f"{{failure: {name}, {pick}at: 10 s}}")
    mission = Mission(level)
    happened = [event for _ in range(40) for event in mission.step()]
    assert any(level.failures[name].title in event.text for event in happened)
    channels, possible = expand(level.crew, level.checklists), ranges.Possible(level)
    for sign in level.failures[name].signs:
        text = sign.when.replace("{who}", "ev2")
        assert not ranges.never(text, channels, possible), text
        assert not ranges.always(text, channels, possible), text


def test_all_effects_of_a_failure_happen_together(tmp_path: Path) -> None:
    both = "both: {title: Both, effects: [dirty-seal, 'stuck {who}.suit.delta']}"
    level = made(tmp_path, "{failure: both, pick: [ev1, ev2], at: 10 s}", both)
    happenings = [one for one in level.happenings.values() if one.name == "own"]
    assert [one.effect for one in happenings] == ["dirty-seal", "stuck {pick}.suit.delta"]
    assert {one.text for one in happenings} == {"Both"}
    mission = Mission(level)
    for _ in range(40):
        mission.step()
    assert mission.telemetry["hatch.seal"] == "dirty"


@pytest.mark.parametrize(
    ("faults", "more", "code", "words"),
    [
        ("{failure: glove-lokc, pick: [ev1], at: 1 s}", "", "LEVEL-419", "mean glove-lock?"),
        ("{failure: glove-lock, at: 1 s}", "", "LEVEL-413", "pick: [ev1]"),
        ("{failure: hull-hole, effect: dirty-seal, at: 1 s}", "", "LEVEL-413", "take one out"),
        ("{at: 1 s, text: x}", "", "LEVEL-302", "or failure"),
        ("{effect: dirty-seal, at: 1 s}", "", "LEVEL-302", ""),
        ("{failure: f, at: 1 s}", "{title: t, effects: [leek ev1 3 mm2]}", "LEVEL-411", "leak"),
        ("{failure: f, at: 1 s}", "{title: t, effects: ['leak {woh} 3 mm2']}", "LEVEL-403", "who"),
        ("{failure: f, at: 1 s}", "{title: t, effects: []}", "LEVEL-305", ""),
        ("{failure: f, at: 1 s}", "{title: t, effects: [dirty-seal], twins: [hull-hol]}",
         "LEVEL-419", "did you mean hull-hole?"),
        ("{failure: f, at: 1 s}",
         "{title: t, effects: [dirty-seal], signs: [{when: hatch.seel == dirty, text: x}]}",
         "LEVEL-401", "did you mean hatch.seal?"),
        ("{failure: f, at: 1 s}",
         "{title: t, effects: [dirty-seal], answers: [{do: unlatch, text: x}]}", "LEVEL-402", ""),
        ("{failure: f, at: 1 s}",
         "{title: t, effects: [dirty-seal], tests: [{do: tank c, tells: x}]}", "LEVEL-402", ""),
        ("{failure: f, pick: [ev1], at: 1 s}",
         "{title: t, effects: ['leak {who} 3 mm2'], who: [ev1, ev3]}", "LEVEL-404", "ev2"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_failure_has_its_place(
    tmp_path: Path, faults: str, more: str, code: str, words: str
) -> None:
    with pytest.raises(LevelMistakes) as caught:
        made(tmp_path, faults, f"f: {more}" if more else "")
    (only,) = caught.value.mistakes
    assert only.code == code, only.render()
    assert words in only.hint, only.render()
    assert only.line


def test_signs_that_are_right_of_one_of_the_crew_alone_are_a_mistake(tmp_path: Path) -> None:
    sign = "{when: 'WHEN', text: Odd.}"
    row = (
        "own: {title: Own, effects: [dead cabin.pressure], strikes_within: 1 min, "
        f"signs: [{sign}], answers: []}}"
    )
    made(tmp_path, "{failure: own, at: 10 s}", row.replace("WHEN", "{who}.suit.co2 > 1 kPa"))
    with pytest.raises(LevelMistakes, match="egress-plt' is not a channel"):
        made(tmp_path, "{failure: own, at: 10 s}",
             row.replace("WHEN", "checklist.egress-{who} == done"))  # fmt: skip
