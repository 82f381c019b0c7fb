"""Why something waits, holds or needs the player: values, and the sentences made of them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from game.mission import Mission
from game.ops import words
from game.ops.views import Wait
from tests.ops.flying import accepted, fly, level, of, read_back, steps

GAP = {"relays": ["west", "central"], "stations": False, "mean_anomaly": "225 deg"}


def waiting(mission: Mission, seconds: float, name: str = "work") -> Wait:
    """What the checklist waits for, ``seconds`` after it was ordered."""
    accepted(mission, f"run {name}")
    fly(mission, seconds)
    view = mission.checklist(name)
    assert view.wait is not None and view.wait.text in view.why
    assert view.steps[view.at].wait == view.wait
    return view.wait


CASES: list[tuple[dict[str, Any], str, str, str]] = [
    ({"critical": True}, "go", "", "waits for your GO"),
    ({"needs": "mission.poll == go"}, "condition", "mission.poll == go", "until poll go"),
    ({"takes": "0 s", "expect": "ev1.place == hatch", "within": "1 h"}, "telemetry",
     "ev1.place == hatch", "until EV1 place hatch"),
    ({"takes": "0 s", "expect": "ev1.place == hatch", "within": "1 s"}, "unproved",
     "ev1.place == hatch", "telemetry does not show: EV1 place hatch (now seat)"),
    ({"needs": "ev1.place == hatch", "deadline": "2 s"}, "late", "ev1.place == hatch",
     "waited too long until EV1 place hatch (now seat)"),
    ({"takes": "0 s", "do": ["swing open"]}, "impossible", "swing",
     "the hatch can't be opened: 6 latches are engaged"),
    ({"run": "wait"}, "checklist", "wait", "until Work is done"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "kind", "subject", "text"), CASES, ids=lambda one: str(one)[:20])
def test_each_reason_is_a_value(step: dict[str, Any], kind: str, subject: str, text: str) -> None:
    procedures = {"work": steps(step), "wait": steps({}, {}, {}, {})}
    wait = waiting(Mission(level(procedures=procedures, plan=["work"])), 8.0)
    assert (wait.kind, wait.subject, wait.text) == (kind, subject, text)


@pytest.mark.parametrize(
    ("condition", "missing"),
    [
        ("cabin.pressure > 8 psi and cabin.o2_fraction < 20 % and cabin.vent == open",
         r"cabin O2 % under 20 % \(now 32\.\d %\) and vent open \(now closed\)"),
        ("all.suit.visor == open and all.place == seat", r"EV2 visor open \(now closed\)"),
        ("cabin.pressure > 14 psi or cabin.vent == open",
         r"cabin over 96\.5 kPa or vent open \(now 59\.\d kPa, closed\)"),
        ("cabin.o2_fraction > 20 % and (cabin.pressure > 14 psi or cabin.vent == open)",
         r"cabin over 96\.5 kPa or vent open \(now 59\.\d kPa, closed\)"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [{"takes": "0 s", "within": "1 s"}, {"deadline": "1 s"}])
def test_a_step_that_fails_names_what_is_missing_and_what_shows_now(
    step: dict[str, Any], condition: str, missing: str
) -> None:
    asks = "expect" if "within" in step else "needs"
    work = steps({**step, asks: condition, "who": "core"})
    mission = Mission(level(procedures={"work": work}, plan=["work"]))
    accepted(mission, "visor ev2 closed")
    fly(mission, 20.0)
    wait = waiting(mission, 8.0)
    assert re.fullmatch(rf"(telemetry does not show:|waited too long until) {missing}", wait.text)
    (failed,) = of(list(mission.events), "step.failed")
    assert failed.text.endswith(wait.text)


def test_who_is_busy_and_who_is_silent_is_named() -> None:
    mission = Mission(level(procedures={"work": steps({})}, plan=["work"]))
    read_back(mission, "health ev1")
    assert waiting(mission, 2.0) == Wait("person", "ev1", "until EV1 is free")
    mission = Mission(level(procedures={"work": steps({})}, plan=["work"]))
    mission._world.state.bodies["ev1"].alive = False
    assert waiting(mission, 2.0) == Wait("silent", "ev1", "EV1 does not answer")


def test_the_channels_of_a_condition_stand_beside_it() -> None:
    made = level(procedures={"work": steps({"needs": "mission.poll == go"})}, plan=["work"])
    assert waiting(Mission(made), 2.0).channels == ("mission.poll",)


def test_what_needs_the_player_is_a_value() -> None:
    shall = {"when": "mission.met > 100 s", "who": "ev1", "text": "Shall I?", "wait": "60 s"}
    made = level(
        procedures={"work": steps({"takes": "50 s"}, {"critical": True})},
        plan=["work"],
        questions={"shall": shall},
        time_limit="12 min",
    )
    mission = Mission(made)
    found = []
    for order in ("", "run work", "hold", "continue", "go", ""):
        if order:
            accepted(mission, order)
        fly(mission, 30.0)
        need = mission.attention
        assert need is not None and need.why
        found.append((need.kind, need.subject, need.in_s > 0.0))
    assert found == [
        ("plan", "work", False), ("go", "work", True), ("held", "work", False),
        ("question", "shall", False), ("question", "shall", False), ("time", "", True),
    ]  # fmt: skip


def test_the_next_loss_of_signal_is_foreseen() -> None:
    mission = Mission(level(orbit=GAP, plan=[]))
    need = mission.attention
    assert need is not None
    assert (need.kind, need.subject) == ("signal", "loss") and 0.0 < need.in_s < 600.0


def test_while_nobody_hears_no_alarm_needs_the_player() -> None:
    rule = {"when": "mission.met > 20 s", "class": "caution", "text": "twenty seconds"}
    mission = Mission(level(orbit=GAP, minutes=10, rules={"late": rule}))
    fly(mission, 60)
    need = mission.attention
    assert need is not None and (need.kind, need.in_s) == ("alarm", 0.0)
    fly(mission, 20)
    need = mission.attention
    assert need is not None and (need.kind, need.subject) == ("signal", "acquisition")


def test_what_shows_now_is_told_as_the_gauge_shows_it() -> None:
    share = Mission(level()).channels["cabin.o2_fraction"]
    assert words.gauged(share, 5.482) == "100.0 %"
