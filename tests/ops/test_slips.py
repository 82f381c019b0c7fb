"""What slips bring: an umbilical that catches, a tool that drifts away, a valve left as it was."""

from __future__ import annotations

from typing import Any

from game.debrief import report
from game.level import loading
from game.level.schema import Level
from game.level.walk import stops
from game.mission import Mission
from tests.ops.flying import CREW, accepted, fly, kinds, level, of, steps

WORN = {**CREW, "ev1": CREW["ev1"] | {"place": "outside"}}
"""EV1 is outside, in a suit under pressure."""
CERTAIN = {"task": "A"}


def flown(step: dict[str, Any], seed: int) -> Mission:
    """One step, done at a task at which most people slip."""
    made = level(
        crew=WORN, procedures={"work": steps({**CERTAIN, **step, "takes": "5 s"})}, plan=["work"]
    )
    mission = Mission(made, seed=seed)
    accepted(mission, "run work")
    fly(mission, 30.0)
    return mission


def test_a_slip_that_fails_the_step_was_noticed() -> None:
    shows = {"do": ["flow ev1 high"], "slip": [], "expect": "ev1.suit.flow_setting == high"}
    mission = next(m for m in (flown(shows, seed) for seed in range(12))
                   if "step.slip" in kinds(list(m.events)))  # fmt: skip
    fly(mission, 120.0)
    assert "step.failed" in kinds(list(mission.events))
    assert not report._nearly(mission, ())


def test_a_snag_takes_most_of_the_flow_and_untangle_gives_it_back() -> None:
    slipped = [m for m in (flown({"slip": ["snag ev1"]}, seed) for seed in range(12))
               if "step.slip" in kinds(list(m.events))]  # fmt: skip
    assert slipped
    mission = slipped[0]
    accepted(mission, "flow ev1 normal")
    (told,) = of(list(mission.events), "suit.snagged")
    assert told.hidden
    assert any(told.text in line for _, line in report._nearly(mission, ()))
    fly(mission, 20.0)
    assert 0.2 / 3600 < float(mission.telemetry["ev1.suit.flow"]) < 1.7 / 3600
    mission._world.act(mission._ops._context.action("untangle ev1"), -1, mission._log)
    fly(mission, 20.0)
    assert float(mission.telemetry["ev1.suit.flow"]) > 2.0 / 3600


def test_a_tool_that_was_dropped_is_gone_until_there_is_another() -> None:
    mission = next(m for m in (flown({"slip": ["drop ev1"]}, seed) for seed in range(12))
                   if "step.slip" in kinds(list(m.events)))  # fmt: skip
    assert mission.telemetry["ev1.suit.tool"] == "lost"
    mission._world.act(mission._ops._context.action("spare ev1"), -1, mission._log)
    fly(mission, 2.0)
    assert mission.telemetry["ev1.suit.tool"] == "held"


def test_what_a_helmet_camera_shows_is_mostly_seen_in_time_and_what_is_felt_is_not() -> None:
    def counts(slip: list[str]) -> tuple[int, int]:
        told = [kinds(list(flown({"slip": slip}, seed).events)) for seed in range(25)]
        return sum("step.slip" in one for one in told), sum("step.caught" in one for one in told)

    slipped, caught = counts(["snag ev1"])
    assert caught > 2 * slipped > 0
    felt, seen = counts(["latch 1"])
    assert felt > 10 and seen == 0


def test_in_first_out_whatever_is_set_by_hand_is_looked_at() -> None:
    """A step of people that sets something shows it, or has a slip of its own that shows."""
    made = loading.load_named("first-out")
    unseen = {
        f"{name}: {step.text}"
        for name, step in _by_people(made)
        if step.do and not step.expect and step.slip is None
        and not all(action.startswith("move ") for action in step.do)
    }  # fmt: skip
    assert {text.partition(":")[0] for text in unseen} <= FOUND_LATER, unseen


FOUND_LATER = {
    "donning", "reseat",  # the leak check
    "hatch-close", "reseal", "seal-look",  # the seal check
    "terminate", "abort",
}  # fmt: skip
"""Where a later check of the plan finds what was not done."""


def _by_people(made: Level) -> list[tuple[str, Any]]:
    return [
        (stop.procedure, stop.step)
        for stop in stops(made)
        if not stop.procedure.startswith("mal-") and stop.step.who != "core"
    ]
