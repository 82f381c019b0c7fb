"""The truth beside telemetry: no gap that noise explains, every failed instrument."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.debrief.truth import STEPS, gaps, unseen, unseen_in
from game.flightlog.replay.seek import Replay
from game.mission import Mission
from game.ops.views import Accepted
from game.vocabulary.channels import expand
from game.vocabulary.events import Event
from game.vocabulary.units import convert
from game.world.instruments import instrument_of
from tests.flightlog.hopping import hop


def at(mission: Mission, tick: int) -> Mission:
    while mission.tick < tick and mission.outcome is None:
        mission.step()
    return mission


def test_noise_and_bias_are_never_reported(plain_log: Path) -> None:
    """With nothing broken, and signal, only slow transducers and the half second between two
    readings can be seen."""
    replay = Replay(plain_log)
    looked = 0
    for tick in range(0, replay.end_tick, 97):
        mission = replay.goto(tick)
        if not mission.telemetry.stale:
            looked += 1
            assert {gap.why for gap in gaps(mission)} <= {"slow", "moving"}
    assert looked > 100


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_at_rest_nothing_is_apart(seed: int) -> None:
    mission = at(Mission(hop(), seed=seed), 60)
    for tick in range(61, 140):
        assert [gap.channel for gap in gaps(at(mission, tick)) if gap.why == "moving"] == []


def test_what_is_shown_is_coarser_than_noise_and_error() -> None:
    """So that neither is ever told: the error is at most 1.2 of the noise, a reading 1.73."""
    looked = 0
    for name, channel in expand(("ev1",), ()).items():
        instrument = instrument_of(name)
        if instrument is not None and instrument.noise > 0.0:
            unit, looked = channel.shown or "1", looked + 1
            most = convert(2.93 * instrument.noise, unit) - convert(0.0, unit)
            assert most * 10.0**channel.decimals <= STEPS, name
    assert looked > 15


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_failed_transducers_come_first(seed: int) -> None:
    faults = {
        "dead": {"effect": "dead ev1.heart_rate", "at": "10 s", "text": "The strap slips."},
        "stuck": {"effect": "stuck cabin.pressure", "at": "10 s", "text": "The gauge sticks."},
        "hull": {"effect": "hull 400 mm2", "at": "12 s", "text": "Something hits the hull."},
    }
    mission = at(Mission(hop(faults=faults), seed=seed), 120)
    found = gaps(mission)
    assert {(gap.channel, gap.why) for gap in found[:2]} == {
        ("ev1.heart_rate", "dead"),
        ("cabin.pressure", "stuck"),
    }
    mission.order("vent open")
    found = gaps(mission)
    assert {gap.why for gap in found[:2]} == {"dead", "stuck"}
    assert (found[2].channel, found[2].true, found[2].seen) == ("cabin.vent", "open", "closed")
    stuck = next(gap for gap in found if gap.why == "stuck")
    assert stuck.true == mission.truth()["cabin.pressure"] != stuck.seen


def test_values_are_old_while_the_signal_is_lost(plain_log: Path) -> None:
    replay = Replay(plain_log)
    while not replay.scout(1.0):
        pass
    lost = next(mark for mark in replay.marks if mark.kind == "contact")
    mission = replay.goto(lost.tick + 400)
    assert mission.telemetry.stale
    found = gaps(mission)
    assert found and {gap.why for gap in found} == {"old"}
    assert mission.truth()["mission.met"] != mission.telemetry["mission.met"]
    assert not any(gap.channel.startswith(("mission.", "orbit.")) for gap in found)


def event(number: int, kind: str, **more: object) -> Event:
    made: dict[str, object] = {"subject": "ev1", "text": kind, "hidden": True, "tick": number}
    return Event(number=number, kind=kind, **(made | more))  # type: ignore[arg-type]


def test_states_that_are_over_are_not_told() -> None:
    began = event(1, "breath.o2", severity="warning")
    fault = event(2, "fault.unlock")
    slip = event(3, "step.slip")
    over = event(4, "breath.o2", causes=(1,))
    assert unseen([began]) == (began,)
    assert unseen([began, fault, slip, over]) == (slip, fault)
    worse = event(4, "breath.o2", severity="emergency", causes=(1,))
    assert unseen([began, worse]) == (worse, began)


def test_work_is_told_only_while_nobody_hears_of_it() -> None:
    lost = event(1, "signal.lost", hidden=False, subject="orbit")
    started = event(2, "step.started")
    done = event(3, "step.done", causes=(2,))
    spoken = event(4, "voice", causes=(3,))
    again = event(5, "step.started")
    acquired = event(6, "signal.acquired", hidden=False, subject="orbit")
    assert unseen([lost, started]) == (started,)
    assert unseen([lost, started, done, spoken, again]) == (again, spoken)
    assert unseen([lost, started, done, spoken, again, acquired]) == ()
    lost_again = event(7, "signal.lost", hidden=False, subject="orbit")
    assert unseen([lost, started, acquired, lost_again]) == ()


def test_who_has_come_round_is_not_told_as_unconscious() -> None:
    out = event(1, "body.unconscious", severity="emergency")
    awake = event(2, "body.recovered", hidden=False)
    assert unseen([out]) == (out,)
    assert unseen([out, awake]) == ()
    assert unseen([out, awake, event(3, "body.unconscious")])[0].number == 3


def test_a_failure_is_told_until_somebody_has_put_it_right() -> None:
    faults = {
        "thread": {"effect": "unlock ev1", "at": "10 s", "text": "A thread is in the lock."},
        "hull": {"effect": "hull 4 mm2", "at": "10 s", "text": "Something hits the hull."},
    }
    mission = at(Mission(hop(faults=faults), seed=1), 40)
    mission.order("flow ev1 normal")
    assert {one.kind for one in unseen_in(mission)} == {"fault.unlock", "fault.hull"}
    assert isinstance(mission.order("relock ev1"), Accepted)
    at(mission, 600)
    assert {one.kind for one in unseen_in(mission)} == {"fault.hull"}
