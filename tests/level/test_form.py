"""Records read from plain data: what is wrong is told of each thing, what is right comes back."""

from __future__ import annotations

import pickle
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.level.fields import SLUG, Duration, Line, Mass, Slug
from game.level.form import DEEPEST, Malformed, Record, Text, field, fields
from game.level.reading import MAX_DEPTH
from game.level.schema import Level, Step, records
from tests.level import plain


class Bottle(Record):
    """A bottle."""

    mass: Mass = field("Of its gas.")
    kind: Literal["o2", "n2"] = field("Which gas.", default="o2")
    for_: Duration | None = field("How long it lasts.", default=None, key="for")


class Locker(Record):
    """What holds bottles."""

    name: Line = field("What is on its door.")
    shelves: int = field("How many.", default=2, ge=1, le=9)
    load: float = field("What it may bear, N.", default=100.0, gt=0)
    locked: bool = field("Whether it is.", default=False)
    first: Bottle | None = field("The one in front.", default=None, or_true=True)
    bottles: dict[Slug, Bottle] = field("All of them, by name.", default={}, max_length=3)
    whose: Annotated[str, Text("^ev[12]$")] | tuple[Slug, ...] = field("Whose.", default="ev1")
    inside: tuple[Locker, ...] = field("Lockers in it.", default=())
    spare: Bottle | None = field("One more.", default=None)
    doors: int | None = field("How many, if any.", default=None, ge=1)
    times: tuple[Duration, ...] = field("When it was opened.", default=())
    weights: dict[str, Mass] = field("What else is in it.", default={})


WRONG: list[tuple[dict[str, Any], list[tuple[tuple[str | int, ...], str]]]] = [
    ({}, [(("name",), "missing")]),
    ({"name": ""}, [(("name",), "short")]),
    ({"name": 3}, [(("name",), "text")]),
    ({"name": "a\x1bb"}, [(("name",), "value")]),
    ({"name": "x" * 201}, [(("name",), "long")]),
    ({"name": "A", "shelfs": 2, "bolted": 1}, [(("shelfs",), "unknown"), (("bolted",), "unknown")]),
    ({"name": "A", "shelves": 0}, [(("shelves",), "least")]),
    ({"name": "A", "shelves": 10}, [(("shelves",), "most")]),
    ({"name": "A", "shelves": 2.0}, [(("shelves",), "whole")]),
    ({"name": "A", "shelves": True}, [(("shelves",), "whole")]),
    ({"name": "A", "shelves": "2"}, [(("shelves",), "whole")]),
    ({"name": "A", "load": 0}, [(("load",), "above")]),
    ({"name": "A", "load": -1e-300}, [(("load",), "above")]),
    ({"name": "A", "load": 10**400}, [(("load",), "infinite")]),
    ({"name": "A", "load": -(10**400)}, [(("load",), "infinite")]),
    ({"name": "A", "load": float("nan")}, [(("load",), "infinite")]),
    ({"name": "A", "load": float("inf")}, [(("load",), "infinite")]),
    ({"name": "A", "load": True}, [(("load",), "number")]),
    ({"name": "A", "load": "heavy"}, [(("load",), "number")]),
    ({"name": "A", "load": None}, [(("load",), "number")]),
    ({"name": "A", "locked": "yes"}, [(("locked",), "truth")]),
    ({"name": "A", "locked": 1}, [(("locked",), "truth")]),
    ({"name": "A", "spare": True}, [(("spare",), "fields")]),
    ({"name": "A", "doors": 0}, [(("doors",), "least")]),
    ({"name": "A", "first": {}}, [(("first", "mass"), "missing")]),
    ({"name": "A", "first": True}, [(("first", "mass"), "missing")]),
    ({"name": "A", "first": {"mass": "1 psi"}}, [(("first", "mass"), "value")]),
    ({"name": "A", "first": {"mass": "1 kg", "kind": "he"}}, [(("first", "kind"), "choice")]),
    ({"name": "A", "first": {"mass": "1 kg", "kind": ["o2"]}}, [(("first", "kind"), "choice")]),
    ({"name": "A", "first": {"mass": "1 kg", "for_": "9 s"}}, [(("first", "for_"), "unknown")]),
    ({"name": "A", "first": {"mass": "1 kg", "for": 9}}, [(("first", "for"), "value")]),
    ({"name": "A", "bottles": []}, [(("bottles",), "map")]),
    ({"name": "A", "bottles": {"A b": {"mass": "1 kg"}}}, [(("bottles", "A b"), "name")]),
    ({"name": "A", "bottles": {"A b": {}}}, [(("bottles", "A b"), "name"),
                                            (("bottles", "A b", "mass"), "missing")]),
    ({"name": "A", "bottles": {c: {"mass": "1 kg"} for c in "abcd"}}, [(("bottles",), "long")]),
    ({"name": "A", "whose": "ev3"}, [(("whose",), "either")]),
    ({"name": "A", "whose": "ev1\n"}, [(("whose",), "either")]),
    ({"name": "A", "whose": None}, [(("whose",), "either")]),
    ({"name": "A", "whose": ["a", "B", 3]}, [(("whose", 1), "pattern"), (("whose", 2), "text")]),
    ({"name": "A", "inside": {"name": "B"}}, [(("inside",), "list")]),
    ({"name": "A", "inside": [{}, 3]}, [(("inside", 0, "name"), "missing"),
                                        (("inside", 1), "fields")]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "wrong"), WRONG, ids=[str(data)[:40] for data, _ in WRONG])
def test_what_is_wrong_is_told_with_its_place(
    data: dict[str, Any], wrong: list[tuple[tuple[str | int, ...], str]]
) -> None:
    with pytest.raises(Malformed) as caught:
        Locker.of(data)
    assert [(each.path, each.kind) for each in caught.value.wrong] == wrong


def test_what_would_be_right_is_told_with_it() -> None:
    data = {
        "name": "x" * 201, "shelves": 10, "first": {"mass": "1 kg", "kind": "he"},
        "bottles": {"A b": {"mass": "1 psi"}},
    }  # fmt: skip
    with pytest.raises(Malformed, match="name: long, 5 in all") as caught:
        Locker.of(data)
    long, most, choice, name, value = caught.value.wrong
    assert (long.about, most.about, choice.about) == (200, 9, ("o2", "n2"))
    assert (name.value, name.about) == ("A b", f"^{SLUG}$") and "psi" in str(value.about)
    assert Locker.of({"name": "x" * 200}).name == "x" * 200


def test_all_of_it_is_told_at_once() -> None:
    every = {"shelves": 0, "locked": 1, "first": {"kind": "he"}, "bolts": 2}
    with pytest.raises(Malformed) as caught:
        Locker.of(every)
    kinds = [each.kind for each in caught.value.wrong]
    assert kinds == ["missing", "least", "truth", "missing", "choice", "unknown"]


def test_what_is_right_is_in_si_and_complete() -> None:
    made = Locker.of({
        "name": " B ", "load": 5, "first": {"mass": "500 g", "for": "1 min"}, "whose": ["ev1"],
    })  # fmt: skip
    assert made == Locker(
        name="B", load=5.0, first=Bottle(mass=0.5, for_=60.0), whose=("ev1",), shelves=2
    )
    assert isinstance(made.load, float), "so that it is written as one"
    assert Locker.of({"name": "A", "doors": None, "spare": None}) == Locker(name="A")
    assert Locker.of({"name": "A", "first": False}).first is None


lockers = st.recursive(
    st.builds(
        Locker,
        name=st.sampled_from(["A", "An aft locker", "ß"]),
        shelves=st.integers(1, 9),
        load=st.floats(1e-9, 1e9),
        first=st.none() | st.builds(Bottle, mass=st.floats(0.0, 1e5), for_=st.floats(0.0, 6e5)),
        bottles=st.dictionaries(
            st.sampled_from("abc"), st.builds(Bottle, mass=st.floats(0.0, 1e5), for_=st.none())
        ),
        whose=st.sampled_from(["ev1", "ev2", (), ("a", "b")]),
        times=st.lists(st.floats(0.0, 6e5), max_size=2).map(tuple),
        weights=st.dictionaries(st.text("xyz", max_size=2), st.floats(0.0, 1e5)),
    ),
    lambda inner: st.builds(
        Locker, name=st.just("L"), inside=st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=5,
)


@given(lockers)
def test_what_is_written_is_read_to_the_last_bit(locker: Locker) -> None:
    assert Locker.of(locker.written()) == locker
    assert pickle.loads(pickle.dumps(locker)) == locker
    assert locker.changed() == locker and locker.changed() is not locker


def test_a_record_is_frozen_and_takes_no_other_fields() -> None:
    bottle = Bottle(mass=1.0)
    with pytest.raises(AttributeError, match="frozen"):
        bottle.mass = 2.0  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del bottle.mass
    with pytest.raises(TypeError, match="weight"):
        bottle.changed(weight=2.0)
    with pytest.raises(TypeError, match="mass"):
        Bottle()  # type: ignore[call-arg]
    assert bottle.changed(mass=2.0) != bottle == Bottle(mass=1.0)
    assert hash(bottle) == hash(Bottle(mass=1.0))
    assert bottle != Locker(name="A") and bottle != Bottle(mass=1.0, for_=1.0)
    assert hash(bottle) != hash(Bottle(mass=1.0, for_=1.0))
    assert repr(bottle) == "Bottle(mass=1.0, kind='o2', for_=None)"


def test_what_nests_without_end_is_told_not_followed() -> None:
    data: dict[str, Any] = {"text": "Wait"}
    for _ in range(400):
        data = {"if": "cabin.o2 < 1 kPa", "then": [data]}
    with pytest.raises(Malformed) as caught:
        Step.of(data)
    (wrong,) = caught.value.wrong
    assert wrong.kind == "deep" and DEEPEST < len(wrong.path) < DEEPEST + 3
    assert DEEPEST > 2 * MAX_DEPTH, "a file ends before, and says so better"


def test_a_record_that_can_not_work_is_no_class() -> None:
    with pytest.raises(TypeError, match="Loose: a record has only"):

        class Loose(Record):
            size = field("Not annotated.")

    with pytest.raises(TypeError, match="Bare: a record has only"):

        class Bare(Record):
            size: int

    with pytest.raises(TypeError, match="Larger: a record has only"):

        class Larger(Bottle):
            size: int = field("A record is no base of another.")

    class Listed(Record):
        sizes: list[int] = field("Not frozen.")

    with pytest.raises(TypeError, match=r"no fields of the type list\[int\]"):
        fields(Listed)


def test_what_follows_from_fields_follows_again_when_they_change() -> None:
    level = plain.level()
    assert Step(who="core", ask="Where?").text == "Where?"
    more = level.changed(plan=level.plan[:1])
    assert more.checklists == level.checklists and more.plan != level.plan
    assert "checklists" in vars(more) and "checklists" not in vars(level.changed())


def test_every_field_of_a_level_is_described() -> None:
    assert len(records()) > 30 and records()[0] is Level
    assert all(each.description for record in records() for each in fields(record).values())
