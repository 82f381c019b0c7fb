"""Fear, sickness, pain and a headset that fails: what is said, and what helps."""

from __future__ import annotations

from typing import Any

import pytest

from game.mission import Mission
from tests.ops.flying import CREW, accepted, fly, level, of, read_back

OUT = {**CREW, "ev1": CREW["ev1"] | {"place": "outside"}}


def troubled(effect: str, at: str = "5 s", **more: Any) -> Mission:
    """A mission in which EV1, outside, has a trouble."""
    fault = {"effect": effect, "at": at, "text": "Trouble."}
    mission = Mission(level(crew=OUT, faults={"trouble": fault}, **more))
    fly(mission, 60.0)
    return mission


def test_fear_makes_the_heart_race_and_a_voice_brings_it_down() -> None:
    mission = troubled("panic ev1 90 %")
    fly(mission, 120.0)
    afraid = float(mission.telemetry["ev1.heart_rate"])
    calm = Mission(level(crew=OUT))
    fly(calm, 180.0)
    assert afraid > float(calm.telemetry["ev1.heart_rate"]) + 20 / 60
    for _ in range(2):
        read_back(mission, "talk ev1")
    assert [one.subject for one in of(list(mission.events), "voice")].count("CAPCOM") == 2
    fly(mission, 300.0)
    assert float(mission.telemetry["ev1.heart_rate"]) < afraid - 15 / 60


def test_pain_that_stays_at_rest_and_pain_that_passes() -> None:
    stays, passes = troubled("ache ev1"), troubled("pinch ev1")
    for mission in (stays, passes):
        accepted(mission, "run wait")
        fly(mission, 60.0)
        assert mission.telemetry["ev1.pain"] == "limb"
        read_back(mission, "rest ev1 2 min")
        fly(mission, 30.0)
    assert stays.telemetry["ev1.pain"] == "limb"
    assert passes.telemetry["ev1.pain"] == "none"
    fly(stays, 200.0)
    assert stays.telemetry["ev1.condition"] == "unwell"


@pytest.mark.parametrize("order", ["rest ev1", "talk ev1"])
def test_a_call_is_not_heard_without_a_headset_until_it_is_relayed(order: str) -> None:
    mission = troubled("mute ev1")
    assert mission.telemetry["ev1.voice"] == "silent"
    accepted(mission, order)
    said = [one for one in of(fly(mission, 10.0), "voice") if not one.hidden]
    assert [(one.subject, one.text) for one in said] == [("CAPCOM", "EV1 does not answer.")]
    mission._world.act(mission._ops._context.action("relay ev1"), -1, mission._log)
    fly(mission, 2.0)
    assert mission.telemetry["ev1.voice"] == "relayed"
    accepted(mission, order)
    assert any(one.subject == "EV1" for one in of(fly(mission, 12.0), "voice"))


def test_who_is_sick_is_unwell_and_slow() -> None:
    mission = troubled("sick ev1 90 %")
    assert mission.telemetry["ev1.condition"] == "unwell"
    well, ill = mission._world.capability("ev2"), mission._world.capability("ev1")
    assert ill.speed < 0.75 * well.speed and ill.slips > well.slips + 2.0
