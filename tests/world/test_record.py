"""State as data: what is added later changes no digest, and older data can be loaded."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, make_dataclass

import pytest

from game.world.record import Derived, EventNumber, Wording, digest, dump, load, proved


@dataclass
class Tank:
    """A dataclass with all that a state has."""

    amount: float
    valve: str = "closed"
    cause: EventNumber = -1
    told: dict[str, EventNumber] = field(default_factory=dict)
    causes: list[EventNumber] = field(default_factory=list)
    why: Wording = ""
    shown: Derived[list[float | str]] = field(default_factory=list)
    parts: list[Tank] = field(default_factory=list)
    spare: Tank | None = None


TANK = Tank(1.5, parts=[Tank(0.1)], spare=Tank(0.2, "open"))


def test_it_comes_back_as_it_was() -> None:
    assert load(Tank, dump(TANK)) == TANK


def test_missing_fields_stand_at_their_default_and_unknown_ones_are_ignored() -> None:
    assert load(Tank, {"amount": 2.0, "colour": "red"}) == Tank(2.0)
    with pytest.raises(KeyError, match="amount"):
        load(Tank, {"valve": "open"})


def test_a_field_at_its_default_is_left_out_of_the_digest_at_every_depth() -> None:
    assert proved(TANK) == {
        "amount": 1.5,
        "parts": [{"amount": 0.1}],
        "spare": {"amount": 0.2, "valve": "open"},
    }
    older = make_dataclass("Tank", [("amount", float)])
    newer = make_dataclass("Tank", [("amount", float), ("warm", bool, False)])
    assert digest(older(1.5)) == digest(newer(1.5))
    assert digest(newer(1.5, True)) != digest(newer(1.5))


@pytest.mark.parametrize(
    "change",
    [
        {"cause": 3},
        {"told": {"fog": 7}},
        {"causes": [1, 2]},
        {"why": "the valve is frozen"},
        {"shown": [1.0, "open"]},
    ],
)
def test_why_it_is_so_how_it_is_worded_and_what_follows_from_it_do_not_count(
    change: dict[str, object],
) -> None:
    assert digest(Tank(1.0, **change)) == digest(Tank(1.0))  # type: ignore[arg-type]
    assert dump(Tank(1.0, **change)) != dump(Tank(1.0))  # type: ignore[arg-type]


def test_every_bit_of_a_number_counts_and_what_is_no_number_is_one_thing() -> None:
    assert digest(Tank(1.0)) != digest(Tank(math.nextafter(1.0, 2.0)))
    assert digest(Tank(math.nan)) == digest(Tank(-math.nan)) != digest(Tank(math.inf))
    assert proved(Tank(math.nan)) == {"amount": None}
