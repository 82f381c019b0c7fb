"""The flight plan is the player's: what can be added, dropped and moved, and what it costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.level.schema import Level
from game.mission import Mission
from game.ops.views import Accepted
from tests.ops.flying import accepted, fly, level, of, refused, steps


def flown() -> Level:
    """Two required checklists, and three that may be left out, one of them planned."""
    return level(
        procedures={
            "out": {**steps({"takes": "5 min"}), "title": "Out"},
            "home": {**steps({"takes": "5 min"}), "title": "Home"},
            "photos": {**steps({"takes": "2 min"}, optional={"points": 4}), "title": "Photos"},
            "view": {**steps({"takes": "1 min"}, optional={"after": "out"}), "title": "View"},
            "seal": {**steps({"takes": "3 min"}, optional=True), "title": "Seal"},
        },
        plan=["out", "photos", "home"],
    )


def names(mission: Mission) -> list[str]:
    return [item.checklist for item in mission.plan]


def test_the_plan_is_the_levels_until_it_is_changed() -> None:
    mission = Mission(flown())
    assert names(mission) == ["out", "photos", "home"]
    assert [item.checklist for item in mission.options] == ["view", "seal"]
    assert [(item.takes_s, item.points) for item in mission.plan] == [(300, 0), (120, 4), (300, 0)]


def test_adding_costs_margin_and_dropping_gives_it_back() -> None:
    mission = Mission(flown())
    before = mission.margin.margin_s
    accepted(mission, "plan add view")
    assert names(mission) == ["out", "view", "photos", "home"]
    assert before - mission.margin.margin_s == pytest.approx(60.0)
    accepted(mission, "plan drop photos")
    assert names(mission) == ["out", "view", "home"]
    assert mission.margin.margin_s - before == pytest.approx(60.0)
    assert [item.checklist for item in mission.options] == ["photos", "seal"]


def test_what_was_added_comes_next() -> None:
    mission = Mission(flown())
    accepted(mission, "run out")
    accepted(mission, "plan add seal")
    assert names(mission) == ["out", "seal", "photos", "home"]
    fly(mission, 301)
    assert mission.attention is not None and mission.attention.subject == "seal"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("plan drop home", "Home is required: only optional work can be dropped"),
        ("plan add photos", "Photos is in the flight plan already"),
        ("plan drop view", "View is not in the flight plan"),
        ("plan move home before out", "Home is required, and required work keeps its order"),
        ("plan move photos", "say where Photos is to go"),
        ("plan move photos before view", "View is not in the flight plan"),
        ("plan move photos after photos", "Photos can't stand after itself"),
        ("plan add seal before", "plan add seal before needs the checklist"),
        ("plan drop photos after out", "plan drop photos is enough"),
    ],
)
def test_what_is_refused_says_why(text: str, why: str) -> None:
    mission = Mission(flown())
    assert refused(mission, text).startswith(why)
    assert names(mission) == ["out", "photos", "home"]


def test_what_has_begun_stays_where_it_is() -> None:
    mission = Mission(flown())
    accepted(mission, "run out")
    assert refused(mission, "plan add seal before out").startswith("Out has begun already")
    accepted(mission, "run photos")
    assert refused(mission, "plan drop photos") == "Photos has begun already"


def test_the_loop_and_the_log_hear_of_it() -> None:
    mission = Mission(flown())
    accepted(mission, "plan drop photos")
    (said,) = of(list(mission.events), "plan.changed")
    assert said.text == "Flight plan: Photos dropped"
    assert said.data["plan"] == "out home"


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(["add", "drop", "move"]),
        st.sampled_from(["out", "home", "photos", "view", "seal"]),
        st.sampled_from(["", " before out", " after out", " before home", " after view"]),
    ),
    max_size=12,
)


@given(ORDERS)
def test_required_work_stays_in_its_order_whatever_is_ordered(
    changes: list[tuple[str, str, str]],
) -> None:
    mission = Mission(flown())
    for what, name, where in changes:
        before = names(mission)
        answer = mission.order(f"plan {what} {name}{where}")
        assert isinstance(answer, Accepted) or names(mission) == before
    plan = names(mission)
    assert [one for one in plan if one in ("out", "home")] == ["out", "home"]
    assert len(set(plan)) == len(plan)
    assert {*plan, *(item.checklist for item in mission.options)} == set(flown().checklists)
