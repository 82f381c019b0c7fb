"""The track of a recorded mission, as somebody who flies beside it needs it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from game.flightlog.log.format import FlightLogError
from game.flightlog.log.writer import start
from game.flightlog.replay.track import SAMPLE_TICKS, Track, keyed, milestones, track
from game.level.loading import load_named
from game.vocabulary.events import Event
from tests.flightlog.hopping import ORDERS, fly, hop, record
from tests.flightlog.relinking import foreign, relinked

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def golden() -> Track:
    return track(GOLDEN / "first-out-specialist.jsonl")


def test_it_says_what_was_flown_and_how_it_ended(golden: Track) -> None:
    assert (golden.name, golden.level, golden.title) == (
        "first-out-specialist", "first-out", "First Out",
    )  # fmt: skip
    assert (golden.seed, golden.difficulty) == (1, "specialist")
    assert golden.outcome is not None
    assert golden.outcome.kind == "success" and golden.outcome.tick == golden.end_tick
    assert [one for one, _ in golden.plan][:3] == ["donning", "purge", "pressurise"]
    assert dict(golden.crew)["ev1"] == "EV1"


def test_milestones_are_in_order_and_tell_what_a_follower_wants(golden: Track) -> None:
    ticks = [one.tick for one in golden.milestones]
    assert ticks == sorted(ticks)
    started = [m.subject for m in golden.milestones if m.kind == "started"]
    begun = [s for s in started if s in dict(golden.plan)]
    assert "hatch-open" in begun and begun == [name for name, _ in golden.plan][: len(begun)]
    vent = next(m for m in golden.milestones if (m.kind, m.subject) == ("done", "vent"))
    assert vent.text == "Cabin vent" and vent.met_s == vent.tick / 2
    assert {m.kind for m in golden.milestones} >= {"order", "objective", "alarm", "signal"}
    assert golden.milestones[-1].kind == "outcome"


def test_advisories_are_none_and_hidden_things_stay_hidden(golden: Track) -> None:
    alarms = [m for m in golden.milestones if m.kind == "alarm"]
    assert alarms and all(m.severity in ("caution", "warning", "emergency") for m in alarms)
    hidden = Event(1, 10, "body.dead", "ev1", "EV1 has died", hidden=True, severity="emergency")
    assert list(milestones([hidden], {})) == []
    assert [m.kind for m in milestones([replace(hidden, hidden=False)], {})] == ["loss"]


def test_oxygen_is_sampled_and_read_between_samples(golden: Track) -> None:
    assert len(golden.oxygen) == golden.end_tick // SAMPLE_TICKS + 1
    assert golden.oxygen[0] == pytest.approx(26.0, abs=0.2)
    middle = golden.oxygen_at(20 * SAMPLE_TICKS + SAMPLE_TICKS // 2)
    assert middle == pytest.approx((golden.oxygen[20] + golden.oxygen[21]) / 2)
    assert golden.oxygen_at(golden.end_tick + 500) == golden.oxygen_end
    assert 5.0 < golden.oxygen_end < 15.0


def test_the_last_sample_is_nearer_to_the_end_than_a_minute() -> None:
    golden = track(GOLDEN / "suit-up-cadet.jsonl")
    last = len(golden.oxygen) - 1
    left = golden.end_tick - last * SAMPLE_TICKS
    assert 1 < left < SAMPLE_TICKS
    before = replace(golden, oxygen=(*golden.oxygen[:-1], 9.0), oxygen_end=8.0)
    assert before.oxygen_at(golden.end_tick - 1) == pytest.approx(9.0 - (left - 1) / left)


def test_a_checklist_that_was_stopped_or_failed_has_its_end(tmp_path: Path) -> None:
    path = tmp_path / "hop.jsonl"
    with start(hop(), 7, "specialist", path) as flight:
        fly(flight, 40, ((0, "run wait"), (10, "stop wait")))
    stopped = [(m.tick, m.kind, m.text) for m in track(path).milestones if m.subject == "wait"]
    assert stopped == [(0, "started", "Wait"), (10, "stopped", "Wait")]
    failed = Event(1, 10, "checklist.failed", "wait", "Wait could not go on")
    assert [m.kind for m in milestones([failed], {})] == ["stopped"]


def test_a_flight_that_comes_out_otherwise_has_no_course(tmp_path: Path) -> None:
    def refused(line: object) -> object:
        same = line != [10, "order", "flow ev1 high"]
        return line if same else [10, "order", "flow ev9 high"]

    path = tmp_path / "hop.jsonl"
    path.write_bytes(relinked(record(path), refused))
    with pytest.raises(FlightLogError, match="does not fly the same again: at tick 10 the order"):
        track(path)


def test_no_oxygen_is_known_while_the_signal_is_lost(golden: Track) -> None:
    lost, back = (m.tick for m in golden.milestones if m.kind == "signal")
    assert math.isnan(golden.oxygen_at((lost + back) // 2))


def test_a_checklist_that_is_run_twice_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "hop.jsonl"
    with start(hop(), 7, "specialist", path) as flight:
        fly(flight, 340, ((0, "run wait"), (100, "run wait"), (300, "run wait")))
    found = keyed(track(path).milestones)
    runs = [key for key in found if key[0] == "started"]
    assert runs[0] == ("started", "wait", 1)
    assert all(number == at for at, (_, _, number) in enumerate(runs, 1))
    assert [found[key].tick for key in runs] == sorted(found[key].tick for key in runs)


def test_an_unfinished_and_a_torn_log_have_a_course_as_far_as_they_go(tmp_path: Path) -> None:
    path = tmp_path / "hop.jsonl"
    record(path, until=300)
    whole = track(path)
    assert whole.outcome is None and whole.end_tick == 300
    orders = [(m.tick, m.text) for m in whole.milestones if m.kind == "order"]
    assert orders == [(tick, text) for tick, text in ORDERS if tick <= 300]
    path.write_bytes(path.read_bytes()[:-20])
    assert track(path).end_tick < 300


def test_a_damaged_log_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "hop.jsonl"
    data = record(path, until=400)
    path.write_bytes(data.replace(b'"flow ev1 normal"', b'"flow ev1 purge_"'))
    with pytest.raises(FlightLogError, match=r"hop\.jsonl, line \d+ .*flown beside"):
        track(path)
    with pytest.raises(FlightLogError, match="can't be read"):
        track(tmp_path / "none.jsonl")


def test_the_ghost_of_a_loss_names_who_was_lost(tmp_path: Path) -> None:
    path = tmp_path / "lost.jsonl"
    with start(load_named("first-out"), 1, "specialist", path) as flight:
        while flight.mission.outcome is None:
            if flight.mission.time == 300.0:
                flight.order("vent open")
            flight.step()
    lost = [m for m in track(path).milestones if m.kind == "loss"]
    events: list[Event] = flight.mission.events
    assert [(m.tick, m.subject) for m in lost] == [
        (e.tick, e.subject) for e in events if e.kind == "body.dead"
    ]
    assert lost and all(m.text in ("EV1", "EV2", "PLT", "MED") for m in lost)


def test_a_log_of_other_physics_has_the_course_that_it_recorded(
    golden: Track, tmp_path: Path
) -> None:
    path = foreign(tmp_path / "other.jsonl", golden.path.read_bytes())
    other = track(path)
    assert other.outcome is not None and golden.outcome is not None
    assert replace(other.outcome, event=0) == replace(golden.outcome, event=0)
    assert other.objectives == golden.objectives
    assert other.plan == golden.plan
    # what the log recorded says the tick of an order and of an event, not which was first in it
    assert Counter(other.milestones) == Counter(golden.milestones)
    assert [one.tick for one in other.milestones] == [one.tick for one in golden.milestones]
    for seen, flown in zip(other.oxygen, golden.oxygen, strict=True):
        assert seen == pytest.approx(flown, abs=0.1, nan_ok=True)
