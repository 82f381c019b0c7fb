"""The chain of causes, on events made by hand and on missions that went wrong."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from game.autopilot import Autopilot
from game.debrief.causes import chain
from game.level.loading import load_named
from game.mission import Mission
from game.ops.views import Accepted
from game.vocabulary.events import Event
from tests.level import plain


def made(*rows: tuple[str, str, tuple[int, ...]]) -> list[Event]:
    """Events of (kind, text, causes), one a tick."""
    return [Event(n, n, kind, "x", text, causes) for n, (kind, text, causes) in enumerate(rows)]


def texts(events: list[Event], outcome: int) -> list[str]:
    return [link.text for link in chain(events, outcome)]


def test_it_goes_back_to_the_order() -> None:
    events = made(
        ("order", "vent open", ()),
        ("valve.vent", "Vent open", (0,)),
        ("body.dead", "EV1 has died", (1,)),
        ("outcome", "EV1 died", (2,)),
    )
    assert texts(events, 3) == ["EV1 died", "EV1 has died", "Vent open", "vent open"]


def test_an_order_that_broke_a_rule_is_blamed_before_a_later_one() -> None:
    events = made(
        ("order", "vent open", ()),
        ("rule.broken", "Leak checks first", (0,)),
        ("order", "flow ev1 off", ()),
        ("outcome", "lost", (2, 0)),
    )
    assert texts(events, 3) == ["lost", "vent open"]


def test_a_step_that_broke_a_rule_leads_on_to_who_ordered_it() -> None:
    events = made(
        ("order", "run vent", ()),
        ("step.done", "Vent open: done", (0,)),
        ("rule.broken", "Leak checks first", (1,)),
        ("fault.unlock", "A thread in the lock", ()),
        ("outcome", "lost", (3, 1)),
    )
    assert texts(events, 4) == ["lost", "Vent open: done", "run vent"]


def test_the_first_cause_that_leads_to_a_decision_is_followed() -> None:
    rows = [
        ("order", "run donning", ()),
        ("step.slip", "EV1 did not lock the glove", (0,)),
        ("order", "go vent", ()),
        ("mission.started", "begins", ()),
        ("suit.leak", "EV1 leaks", (3, 1, 2)),
        ("outcome", "lost", (4,)),
    ]
    assert texts(made(*rows), 5) == ["lost", "EV1 leaks", "EV1 did not lock the glove"]
    rows[4] = ("suit.leak", "EV1 leaks", (3, 2, 1))
    assert texts(made(*rows), 5) == ["lost", "EV1 leaks", "go vent"]


def test_without_a_decision_it_ends_where_knowledge_ends() -> None:
    events = made(("mission.started", "begins", ()), ("outcome", "timeout", (0,)))
    assert texts(events, 1) == ["timeout", "begins"]
    assert texts(made(("outcome", "timeout", (77,))), 0) == ["timeout"]
    assert texts([], 3) == []


def test_very_long_chains() -> None:
    rows: list[tuple[str, str, tuple[int, ...]]] = [("order", "vent open", ())]
    rows += [("cabin.vacuum", f"mark {n}", (n,)) for n in range(5000)]
    assert len(texts(made(*rows), 5000)) == 5001


# Missions that go wrong


def flown_into_ruin(wrong: Callable[[Mission, list[str]], list[str]]) -> Mission:
    """First Out under the autopilot, each of whose orders goes through ``wrong``."""
    mission = Mission(plain.level(), seed=1)
    pilot = Autopilot(mission)
    while mission.outcome is None:
        for text in wrong(mission, pilot.orders()):
            mission.order(text)
        mission.step()
    return mission


def blamed(mission: Mission) -> list[str]:
    assert mission.outcome is not None
    links = chain(mission.events, mission.outcome.event)
    numbers = [link.event for link in links]
    assert numbers == sorted(numbers, reverse=True)
    for after, before in pairwise(links):
        assert before.event in mission.events[after.event].causes
    assert links[-1].kind == "order", links
    return [link.text for link in links]


def test_venting_before_the_leak_check_is_to_blame() -> None:
    mission = Mission(plain.level(), seed=1)
    while mission.outcome is None:
        if mission.time == 300.0:
            assert isinstance(mission.order("vent open"), Accepted)
        mission.step()
    assert mission.outcome.kind == "lost"
    assert blamed(mission)[-1] == "vent open"


def test_oxygen_turned_off_outside_is_to_blame() -> None:
    def off(mission: Mission, orders: list[str]) -> list[str]:
        if mission.telemetry["ev1.place"] == "outside":
            return ["flow ev1 off"] if mission.telemetry["ev1.suit.flow_setting"] != "off" else []
        return orders

    mission = flown_into_ruin(off)
    assert mission.outcome is not None
    assert mission.outcome.kind == "lost"
    assert blamed(mission)[-1] == "flow ev1 off"


def test_a_hatch_that_is_never_closed_is_to_blame() -> None:
    def never(mission: Mission, orders: list[str]) -> list[str]:
        closes = ("hatch-close", "hatch closed", "abort", "terminate")
        return [text for text in orders if not any(word in text for word in closes)]

    mission = flown_into_ruin(never)
    assert mission.outcome is not None
    assert mission.outcome.kind in ("lost", "timeout")
    assert any("hatch" in text.lower() for text in blamed(mission))


@pytest.mark.parametrize("level", ["first-out", "suit-up"])
def test_a_success_goes_back_to_an_order_too(level: str) -> None:
    mission = Mission((plain.level() if level == "first-out" else load_named(level)), seed=2)
    pilot = Autopilot(mission)
    while mission.outcome is None:
        for text in pilot.orders():
            mission.order(text)
        mission.step()
    assert mission.outcome.kind == "success"
    assert blamed(mission)
