"""Any moment of a replay is the same as flying straight to it."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from game.flightlog.log import notes
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.notes import Note
from game.flightlog.log.reader import read
from game.flightlog.replay.refly import Reflight, begin
from game.flightlog.replay.seek import NO_EVENT, Replay, marks_of, with_notes
from game.mission import Mission
from game.ops.views import Accepted
from game.vocabulary.events import Event

from .hopping import ORDERS, hop, record
from .relinking import relinked


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seek") / "a.jsonl"
    record(path)
    return path


def straight(path: Path, tick: int) -> Reflight:
    log = read(path)
    flown = Reflight(log, begin(log))
    flown.to(tick)
    assert flown.drift is None
    return flown


def test_random_seeks_equal_straight_flight_field_by_field(path: Path) -> None:
    replay = Replay(path)
    chance = random.Random(4)
    for _ in range(60):
        tick = chance.randint(0, replay.end_tick)
        mission = replay.goto(tick)
        wanted = straight(path, tick).mission
        assert mission.tick == tick
        assert mission.state() == wanted.state()
        assert mission.events == wanted.events
        assert mission.objectives == wanted.objectives


def everything(mission: Mission) -> tuple[Any, ...]:
    """All that a mission is and shows."""
    return (
        mission.state(), len(mission.events), mission.events[-1], mission.crew, mission.alarms,
        mission.checklists, mission.objectives, mission.questions, mission.standing,
        repr(dict(mission.telemetry)), repr(mission.truth()), mission.telemetry.age_s,
    )  # fmt: skip


def test_100_random_seeks_over_a_whole_first_out() -> None:
    """Forward and back, from the first, without a look ahead before. Prints how fast (-s)."""
    golden = Path(__file__).parents[1] / "golden" / "first-out-specialist.jsonl"
    log = read(golden)
    assert log.last_tick > 95 * 120
    chance = random.Random(106)
    ticks = [chance.randint(0, log.last_tick) for _ in range(100)]
    flown, wanted = Reflight(log, begin(log)), {}
    for tick in sorted(set(ticks)):
        flown.to(tick)
        wanted[tick] = everything(flown.mission)
    replay, times = Replay(golden), []
    for tick in ticks:
        before = time.perf_counter()
        mission = replay.goto(tick)
        times.append(time.perf_counter() - before)
        assert everything(mission) == wanted[tick]
    times.sort()
    print(f"seek: median {times[50] * 1e3:.1f} ms, 95th percentile {times[94] * 1e3:.1f} ms")
    assert replay.trouble is None


def test_stepping_on_after_a_seek_stays_equal(path: Path) -> None:
    replay = Replay(path)
    replay.goto(350)
    replay.goto(115)
    for tick in range(116, 130):
        told = replay.step()
        assert replay.mission.tick == tick
        assert all(event.tick == tick for event in told)
    assert replay.mission.digest() == straight(path, 129).mission.digest()


def test_it_holds_within_the_log(path: Path) -> None:
    replay = Replay(path)
    assert replay.goto(-5).tick == 0
    assert replay.goto(10**9).tick == replay.end_tick
    assert replay.mission.outcome is not None
    assert replay.step() == ()
    assert replay.trouble is None


def test_marks_for_the_scrub_bar(path: Path) -> None:
    replay = Replay(path)
    while not replay.scout(0.01):
        pass
    assert [(m.tick, m.text) for m in replay.marks if m.kind == "order"] == list(ORDERS)
    assert replay.orders == ORDERS
    assert [m.kind for m in replay.marks if m.kind in ("objective", "outcome")] == [
        "objective",
        "outcome",
    ]
    assert [m.tick for m in replay.marks] == sorted(m.tick for m in replay.marks)


def test_from_mark_to_mark_and_back(path: Path) -> None:
    replay = Replay(path)
    replay.goto(1)
    seen = []
    while (mark := replay.next_mark("order")) is not None:
        replay.goto(mark.tick)
        seen.append(mark.tick)
        assert any(e.number == mark.event for e in replay.mission.events)
    assert seen == sorted({tick for tick, _ in ORDERS if tick > 1})
    back = []
    while (mark := replay.next_mark("order", backward=True)) is not None:
        replay.goto(mark.tick)
        back.append(mark.tick)
    assert back == [*reversed(seen[:-1]), 0]
    assert replay.next_mark("alarm", backward=True) is None


def test_a_note_further_on_does_not_hide_an_event_before_it(path: Path, tmp_path: Path) -> None:
    """Notes are known at once, events only when the scout has flown there."""
    noted = tmp_path / "noted.jsonl"
    noted.write_bytes(path.read_bytes())
    notes.add(noted, 300, "later")
    replay = Replay(noted)
    mark = replay.next_mark()
    assert mark is not None and (mark.kind, mark.tick) == ("order", 10)


def test_marks_are_what_the_ground_saw_and_notes_come_after_them() -> None:
    seen = Event(1, 50, "alarm.raised", "ev1", "EV1 CO2", severity="warning")
    hidden = Event(2, 50, "alarm.raised", "ev2", "EV2 CO2", hidden=True)
    marks = with_notes(marks_of([seen, hidden]), [Note(60, "b"), Note(50, "a")])
    assert [(one.tick, one.kind, one.event) for one in marks] == [
        (50, "alarm", 1), (50, "note", NO_EVENT), (60, "note", NO_EVENT),
    ]  # fmt: skip


def test_a_log_that_flies_otherwise_says_from_when(path: Path, tmp_path: Path) -> None:
    def lower(line: object) -> object:
        same = line != [10, "order", "flow ev1 high"]
        return line if same else [10, "order", "flow ev1 low"]

    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(relinked(path.read_bytes(), lower))
    replay = Replay(forged)
    assert replay.trouble is None
    assert replay.scout(60.0)
    assert replay.trouble == ("From tick 120 on not as flown: ev1.suit.flow_setting low, was high.")


def test_a_damaged_log_is_not_shown_in_part(path: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_bytes(path.read_bytes().replace(b'"flow ev1 high"', b'"flow ev1 hijh"', 1))
    with pytest.raises(FlightLogError, match=r"damaged\.jsonl, line \d+ .*: it can't be shown"):
        Replay(damaged)


def test_the_scout_is_done_when_the_mission_ends_before_its_log(tmp_path: Path) -> None:
    record(tmp_path / "a.jsonl", level=hop(time_limit="170 s"))

    def later(line: object) -> object:
        ends = isinstance(line, list) and line[1] == "end"
        return [355, "event", ["voice", "EV1", "On."]] if ends else line

    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(relinked((tmp_path / "a.jsonl").read_bytes(), later))
    replay = Replay(forged)
    assert replay.end_tick == 355
    assert replay.scout(60.0)
    assert 340 <= replay.scouted_tick < 355
    assert replay.trouble is not None


def test_a_mission_of_ones_own_leaves_the_replay_alone(path: Path) -> None:
    replay = Replay(path)
    before = path.read_bytes()
    replay.goto(100)
    own = replay.at(100)
    assert own.digest() == replay.mission.digest()
    assert isinstance(own.order("flow ev1 low"), Accepted)
    for _ in range(300):
        own.step()
    assert own.digest() != replay.mission.digest()
    assert replay.mission.digest() == straight(path, 100).mission.digest()
    assert path.read_bytes() == before


def test_an_unfinished_log_plays_to_where_it_was_left(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record(path, until=203, level=hop(title="Left"))
    replay = Replay(path)
    assert replay.goto(10**6).tick == replay.end_tick == 203
    assert replay.mission.outcome is None
    path.write_bytes(path.read_bytes()[:-9])
    assert Replay(path).end_tick == 200
