"""The veteran: comes home where the nodder does not, and pays for it with orders of a player."""

from __future__ import annotations

import pytest

from game.autopilot.directors import DIRECTORS
from game.level.loading import load_named
from game.mission import Mission
from game.vocabulary import events


def flown(name: str, seed: int) -> tuple[Mission, list[str]]:
    mission, given = Mission(load_named("first-out"), seed=seed), []
    director = DIRECTORS[name](mission)
    while mission.outcome is None:
        for text in director.orders():
            given.append(text)
            mission.order(text)
        mission.step()
    return mission, given


def test_it_asks_tests_and_plans_and_comes_home() -> None:
    mission, given = flown("veteran", 2)
    assert mission.outcome is not None and mission.outcome.kind in ("success", "home")
    words = {text.split()[0] for text in given}
    assert {"ask", "plan", "flow", "ack"} <= words
    assert any(event.kind == events.OPINION.id for event in mission.events)
    assert not any(event.kind == events.DEAD.id for event in mission.events)


def test_it_does_not_look_at_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("a director looks at telemetry alone")

    for name in ("truth", "failed", "put_right"):
        monkeypatch.setattr(Mission, name, forbidden)
    mission = Mission(load_named("first-out"), seed=4)
    director = DIRECTORS["veteran"](mission)
    while mission.outcome is None and mission.time < 3600.0:
        for text in director.orders():
            mission.order(text)
        mission.step()
    assert mission.time >= 2400.0 or mission.outcome is not None


def test_who_only_presses_enter_does_not_bring_all_flights_home() -> None:
    ends = [flown("nodder", seed)[0].outcome for seed in (2, 3, 4)]
    assert all(end is not None and end.kind != "success" and end.score < 50 for end in ends)
