"""Faults that are drawn from groups, and that grow, end and return."""

from collections import Counter
from typing import Any

import pytest

from game.level.checks import check
from game.level.schema import Level
from game.mission import Mission
from game.vocabulary import effects as catalogue
from game.world import effects
from game.world.faults import chosen_of
from tests.ops.flying import CREW, fly, level, of

LEAK = {"effect": "leak ev1 3 mm2", "text": "A leak."}
DIRT = {"effect": "dirty-seal", "text": "Dirt."}
JAM = {"effect": "jam-hatch", "text": "Jammed."}


def failure(*effect: str, **more: Any) -> dict[str, Any]:
    return {"title": "It fails", "effects": effect, **more}


def drawn_of(made: Level, seeds: int = 60) -> Counter[int]:
    """How many faults are drawn by each seed."""
    return Counter(len(chosen_of(made, seed)) for seed in range(seeds))


def test_one_of_a_group_is_drawn_by_the_seed() -> None:
    made = level(faults={"trouble": {"one_of": [LEAK, DIRT, JAM], "at": "2 s"}})
    assert not check(level(
        faults={"trouble": {"one_of": [LEAK, DIRT, JAM], "at": "2 s"}},
        objectives={"a": {"title": "A", "when": "fault.trouble == active", "required": True}},
    ))  # fmt: skip
    texts = set()
    for seed in range(12):
        (told,) = [one for one in fly(Mission(made, seed=seed), 4) if one.hidden]
        texts.add(told.text)
    assert texts == {"A leak.", "Dirt.", "Jammed."}


def test_several_are_drawn_without_repeats_and_never_two_that_exclude_each_other() -> None:
    group = {"one_of": [LEAK, DIRT, JAM], "draw": 2, "at": "2 s"}
    assert drawn_of(level(faults={"trouble": group})) == {2: 60}
    failures = {
        "one": failure("dirty-seal", excludes=["two"]),
        "two": failure("jam-hatch"),
        "three": failure("bulge-seal"),
    }
    both = {"one_of": [{"failure": "one"}, {"failure": "two"}], "draw": 2, "at": "2 s"}
    other = {"one_of": [{"failure": "two"}, {"failure": "three"}], "at": "2 s"}
    assert drawn_of(level(failures=failures, faults={"trouble": both})) == {1: 60}
    alone = {"failure": "one", "at": "2 s"}
    made = level(failures=failures, faults={"trouble": other, "alone": alone})
    assert {chosen_of(made, seed) for seed in range(60)} == {frozenset({"alone", "trouble/2"})}


def test_what_a_fault_of_a_group_leaves_out_is_as_in_the_group() -> None:
    group = {"one_of": [LEAK, {**DIRT, "at": "6 s"}], "draw": 2, "at": "2 s", "ends_after": "8 s"}
    mission = Mission(level(faults={"trouble": group}))
    ticks = {one.text: one.tick for one in fly(mission, 20) if one.hidden}
    assert ticks == {
        "A leak.": 5, "Dirt.": 13, "Over by itself: A leak.": 21, "Over by itself: Dirt.": 29,
    }  # fmt: skip


@pytest.mark.parametrize("field", ["when", "ends"])
@pytest.mark.parametrize("lasting", ["", " for 2 s"])
def test_pick_in_a_condition_is_the_one_who_was_drawn(field: str, lasting: str) -> None:
    one = {"effect": "mute {pick}", "text": "{pick} is mute.", "pick": ["ev1", "ev2"]}
    fault = {**one, field: f"{{pick}}.place == cabin{lasting}"}
    if field == "ends":
        fault["at"] = "1 s"
    made = level(
        crew={**CREW, "ev2": {**CREW["ev2"], "place": "cabin"}},
        faults={"mute": fault},
        objectives={"a": {"title": "A", "when": "mission.met > 9 s", "required": True}},
    )
    assert not check(made)
    told = Counter(
        event.text
        for seed in range(12)
        for event in fly(Mission(made, seed=seed), 5)
        if event.hidden
    )
    ev1, ev2 = (sum(n for text, n in told.items() if who in text) for who in ("EV1", "EV2"))
    if field == "when":
        assert ev1 == 0 < ev2, told
    else:
        assert ev1 + ev2 / 2 == 12, "it ends for EV2 alone, which is told, too"


def test_a_fault_grows_to_its_full_size() -> None:
    mission = Mission(level(faults={"hole": {**LEAK, "at": "0 s", "grows": "10 s"}}))
    sizes = []
    for _ in range(14):
        fly(mission, 1)
        sizes.append(mission._world.state.suits["ev1"].damage)
    assert sizes == sorted(sizes) and 0.0 < sizes[0] < 0.5e-6
    assert sizes[4] == pytest.approx(1.5e-6, rel=0.2)
    assert sizes[-1] == pytest.approx(3e-6)


def test_a_share_that_passes_shrinks_as_its_fault_grows() -> None:
    assert effects.part("kink", ("ev1", "40", "%"), 0.5) == ("ev1", "0.7")
    assert effects.part("kink", ("ev1", "40", "%"), 1.0) == ("ev1", "40", "%")


def test_what_somebody_undoes_does_not_grow_on() -> None:
    kink = {"effect": "kink ev1 40 %", "text": "A kink.", "at": "0 s", "grows": "100 s"}
    mission = Mission(level(faults={"kink": kink}))
    fly(mission, 30)
    suit = mission._world.state.suits["ev1"]
    assert suit.umbilical < 0.9
    suit.umbilical = 1.0  # as untangle does it
    fly(mission, 10)
    assert suit.umbilical == 1.0


def test_a_fault_ends_and_returns_with_its_cause() -> None:
    fault = {**DIRT, "at": "2 s", "ends_after": "4 s", "returns": "3 s"}
    made = level(
        faults={"dirt": fault},
        voice=[{"who": "EVA", "text": "It is there.", "when": "fault.dirt == active"}],
    )
    mission = Mission(made)
    happened = [one for one in fly(mission, 18) if one.hidden]
    begun, over = of(happened, "fault.dirty-seal"), of(happened, "fault.over")
    assert [one.tick for one in begun] == [5, 19, 33]
    assert [one.causes for one in over] == [(begun[0].number,), (begun[1].number,)]
    assert begun[1].causes == (begun[0].number,)
    assert mission.truth()["fault.dirt"] == "active"
    again = Mission.restore(made, 1, "specialist", mission.state(), mission.events)
    fly(again, 30)
    fly(mission, 30)
    assert again.digest() == mission.digest()


def test_an_end_waits_for_its_condition_in_truth() -> None:
    fault = {**JAM, "at": "2 s", "ends": "mission.met > 10 s"}
    mission = Mission(level(faults={"jam": fault}))
    assert not of(fly(mission, 9), "fault.over")
    (over,) = of(fly(mission, 5), "fault.over")
    assert mission.put_right() == over.causes


@pytest.mark.parametrize(
    "row", [row for row in catalogue.CATALOGUE if not row.for_good], ids=lambda row: row.word
)
def test_every_effect_that_is_not_for_good_can_end_and_leaves_nothing(
    row: catalogue.Effect,
) -> None:
    fault = {"effect": row.example, "text": "It fails.", "at": "2 s", "ends_after": "3 s"}
    if row.can_grow:
        fault["grows"] = "2 s"
    mission, sound = Mission(level(faults={"it": fault})), Mission(level())
    assert len(of(fly(mission, 10), "fault.over")) == 1
    assert not mission.faults
    fly(sound, 10)
    word, *given = row.example.split()
    assert effects.gone(mission._world, word, given)
    assert not mission._world.failures_on("cabin.pressure")


@pytest.mark.parametrize(
    ("fault", "path", "words"),
    [
        ({"one_of": [LEAK], "draw": 2, "at": "1 s"}, ("draw",), "2 are drawn of 1"),
        ({**LEAK, "at": "1 s", "draw": 2}, ("draw",), "without one_of"),
        ({"one_of": [LEAK], **JAM, "at": "1 s"}, ("effect",), "not both"),
        ({"one_of": [{"one_of": [LEAK]}], "at": "1 s"}, ("one_of", 0, "one_of"), "within"),
        ({"one_of": [LEAK, JAM]}, ("one_of", 0), "neither at nor when"),
        ({"one_of": [LEAK, JAM], "when": "x > 1"}, ("when",), "x"),
        ({"one_of": [{**LEAK, "when": "x > 1"}]}, ("one_of", 0, "when"), "x"),
        ({**JAM, "at": "1 s", "grows": "1 min"}, ("grows",), "can't grow"),
        ({**JAM, "at": "1 s", "returns": "1 min"}, ("returns",), "without ends"),
        ({"effect": "fire", "text": "F", "at": "1 s", "ends_after": "1 min"}, ("ends_after",),
         "fire does not end"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_said_where_it_is_written(
    fault: dict[str, Any], path: tuple[str | int, ...], words: str
) -> None:
    found = [each for each in check(level(faults={"x": fault})) if each.path[:1] == ("faults",)]
    assert [(each.path, words in each.message) for each in found][:1] == [
        (("faults", "x", *path), True)
    ]
