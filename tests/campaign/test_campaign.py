"""A campaign: what is carried over, what leads on, and what a branch is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.autopilot import prologue
from game.campaign import carry, progress, saved, schema
from game.campaign.progress import Standing
from game.flightlog.log.format import FlightLogError
from game.flightlog.log.reader import read
from game.flightlog.replay.verify import verify
from game.level.loading import load
from game.level.mistakes import LevelMistakes
from game.mission import PHYSICS_VERSION
from tests.campaign.small import fly_next, small


@pytest.fixture
def saves(tmp_path: Path) -> Iterator[Path]:
    with small(tmp_path) as folder:
        yield folder


@pytest.fixture
def begun(saves: Path) -> Standing:
    return progress.new(saves, "mine", "small", 7, "specialist")


def whole(saves: Path, standing: Standing) -> Standing:
    while not standing.over:
        standing = fly_next(saves, standing)
    return standing


def test_missions_come_one_after_the_other(saves: Path, begun: Standing) -> None:
    assert [stop.state for stop in begun.stops] == ["next", "ahead", "ahead"]
    standing = fly_next(saves, begun)
    assert [stop.state for stop in standing.stops] == ["done", "next", "ahead"]
    standing = whole(saves, standing)
    assert [stop.state for stop in standing.stops] == ["done"] * 3
    assert len(standing.saved.flights) == 3


def test_what_the_ground_uses_is_not_missing_in_orbit(saves: Path, begun: Standing) -> None:
    on_ground = fly_next(saves, begun)
    assert (on_ground.now.o2_a, on_ground.now.o2_b) == (5.0, 5.0)
    in_orbit = fly_next(saves, on_ground)
    assert in_orbit.now.o2_a + in_orbit.now.o2_b < 9.9


def test_bottles_fill_the_tanks_and_nothing_is_lost_or_made(saves: Path, begun: Standing) -> None:
    two = fly_next(saves, fly_next(saves, begun))
    left = two.now.o2_a + two.now.o2_b
    level, carried = progress.level_of(two, 2)
    filled = carried.o2_a + carried.o2_b
    assert filled == pytest.approx(min(10.0, left + 0.8))
    assert filled + carried.spare_o2 == pytest.approx(left + 1.0 - 0.2)
    assert level.supply.o2_a.mass == carried.o2_a


def test_empty_bottles_leave_tanks_as_they_are(saves: Path, begun: Standing) -> None:
    two = fly_next(saves, fly_next(saves, begun))
    poor = two.now.changed(spare_o2=0.1)
    level, _ = progress.level_of(two, 2)
    there = carry.before(two.campaign, 2, poor, level, "specialist")
    assert there.o2_a == poor.o2_a
    assert there.spare_o2 == 0.0


def test_what_is_dropped_is_gone(saves: Path, begun: Standing) -> None:
    two = fly_next(saves, fly_next(saves, begun))
    rich = two.now.changed(o2_a=9.0, spare_o2=9.0)
    last = two.campaign.missions[2].changed(dropped=True)
    campaign = two.campaign.changed(missions=(*two.campaign.missions[:2], last))
    level, _ = progress.level_of(two, 2)
    there = carry.before(campaign, 2, rich, level, "specialist")
    assert (there.o2_a, there.spare_o2) == (level.supply.o2_a.mass, 0.0)


@pytest.mark.parametrize("difficulty", ["cadet", "director"])
def test_the_load_of_a_difficulty_is_counted_once(saves: Path, difficulty: str) -> None:
    standing = progress.new(saves, "other", "small", 7, difficulty)  # type: ignore[arg-type]
    standing = fly_next(saves, standing)
    level, carried = progress.level_of(standing, 1)
    load = carried.o2_a / level.supply.o2_a.mass
    assert load == pytest.approx({"cadet": 1.15, "director": 0.92}[difficulty])
    assert carried.o2_a == pytest.approx(5.0 * load)


def test_people_learn_tire_and_wear_out_their_suits(saves: Path, begun: Standing) -> None:
    one = fly_next(saves, begun)
    trained = progress.level_of(one, 1)[0].crew["ev1"]
    assert trained.training == pytest.approx(0.75)
    assert trained.experience == 1
    assert trained.worn == 0.0  # a suit of the ground
    two = fly_next(saves, one)
    assert two.now.crew["ev1"].worn > 0.0
    tired = two.now.crew["ev1"].fatigue
    assert progress.level_of(two, 2)[0].crew["ev1"].fatigue == pytest.approx(tired / 2)


def test_what_was_learned_changes_what_comes(saves: Path, begun: Standing) -> None:
    two = fly_next(saves, fly_next(saves, begun))
    assert progress.level_of(two, 2)[0].briefing == "You know how."
    forgetful = two.now.changed(knows=())
    level = progress.level_of(two, 2)[0]
    assert carry.prepared(two.campaign, 2, forgetful, level, "specialist").briefing == (
        "You have no idea."
    )


def test_who_was_hurt_is_weaker_and_more_tired(saves: Path, begun: Standing) -> None:
    two = fly_next(saves, fly_next(saves, begun))
    wear = two.campaign.wear.changed(hurt_fatigue=0.2, hurt_fitness=0.5)
    hard = two.campaign.changed(wear=wear)
    hurt = two.now.crew["ev1"].changed(hurt=True)
    carried = two.now.changed(crew={"ev1": hurt})
    level = progress.level_of(two, 2)[0]
    ev1 = carry.prepared(hard, 2, carried, level, "specialist").crew["ev1"]
    assert ev1.vo2_max == pytest.approx(level.crew["ev1"].vo2_max / 2)
    assert ev1.fatigue >= 0.2


def test_each_log_proves_itself_and_holds_what_was_carried_over(
    saves: Path, begun: Standing
) -> None:
    standing = whole(saves, begun)
    for stop in standing.stops:
        assert verify(saves / stop.log).ok
    third = read(saves / standing.stops[2].log).level
    assert third.carried == standing.stops[2].carried
    assert third.briefing == "You know how."


def test_a_mission_taken_up_again_begins_a_branch(saves: Path, begun: Standing) -> None:
    standing = whole(saves, begun)
    before = [stop.log for stop in standing.stops]
    branched = fly_next(saves, standing, 1)
    assert [stop.state for stop in branched.stops] == ["done", "done", "next"]
    assert branched.stops[0].log == before[0]
    assert branched.stops[1].log != before[1]
    assert (saves / before[2]).exists()
    flights = branched.saved.flights
    assert flights[-1].after == 0
    seeds = {read(saves / one.log).header.seed for one in flights if one.mission == 1}
    assert len(seeds) == 2


def test_a_mission_that_is_not_over_counts_nothing(saves: Path, begun: Standing) -> None:
    one = fly_next(saves, begun)
    mission = progress.begin(saves, one)
    before = progress.look(saves, "mine")
    assert before.at == 1
    assert before.now == one.now
    again = progress.begin(saves, before)
    assert (again.log, again.seed) == (mission.log, mission.seed)
    assert len(progress.look(saves, "mine").saved.flights) == 2


def test_a_log_with_half_a_first_line_is_begun_again(saves: Path, begun: Standing) -> None:
    mission = progress.begin(saves, begun)
    mission.log.write_bytes(b'{"flight-log": 2, "ga')
    standing = fly_next(saves, progress.look(saves, "mine"))
    assert standing.stops[0].log == mission.log.name
    assert standing.at == 1


def test_a_failed_mission_is_flown_again_with_another_seed(saves: Path, begun: Standing) -> None:
    first = progress.begin(saves, begun)
    with prologue.start(first.level, first.seed, first.difficulty, first.log) as flight:
        flight.order("rest ev1 1 min")
        flight.order("done")
        while flight.mission.outcome is None:
            flight.step()
    standing = progress.look(saves, "mine")
    assert standing.stops[0].state == "failed"
    second = progress.begin(saves, standing)
    assert second.log != first.log
    assert second.seed != first.seed


def test_missions_ahead_are_not_flown(saves: Path, begun: Standing) -> None:
    with pytest.raises(FlightLogError, match="still ahead"):
        progress.begin(saves, begun, 2)


@pytest.mark.parametrize(
    "spoilt",
    [
        b"", b"[]", b"{", b'{"no-airlock-campaign": 2}',
        b'{"no-airlock-campaign": 1, "campaign": "../x", "seed": 1, "difficulty": "cadet",'
        b' "at": null, "flights": []}',
        b'{"no-airlock-campaign": 1, "campaign": "small", "seed": 1, "difficulty": "cadet",'
        b' "at": 0, "flights": [{"mission": 0, "log": "../a.jsonl", "after": null}]}',
        b'{"no-airlock-campaign": 1, "campaign": "small", "seed": 1, "difficulty": "cadet",'
        b' "at": 0, "flights": [{"mission": 0, "log": "a.jsonl", "after": 0}]}',
    ],
)  # fmt: skip
def test_a_file_that_no_game_wrote_is_refused(saves: Path, begun: Standing, spoilt: bytes) -> None:
    saved.file_of(saves, "mine").write_bytes(spoilt)
    with pytest.raises(FlightLogError, match="is no campaign"):
        progress.look(saves, "mine")


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    "old, new, said",
    [
        ('"outcome":"success",', "", "does not say how the mission ended"),
        ('"score":', '"score":"many","points":', "does not say how the mission ended"),
        ('"score":', '"score":1', "does not fly the same again"),
        (f'"physics":{PHYSICS_VERSION}', '"physics":1', "with physics version 1"),
    ],
)
def test_a_log_that_does_not_hold_costs_its_mission_and_no_more(
    saves: Path, begun: Standing, old: str, new: str, said: str
) -> None:
    two = fly_next(saves, fly_next(saves, begun))
    spoil(saves / two.stops[1].log, old, new)
    after = progress.look(saves, "mine")
    assert [stop.state for stop in after.stops] == ["done", "next", "ahead"]
    assert said in after.trouble and "goes on from mission 2" in after.trouble
    assert after.now.o2_a == 5.0  # as the mission before has left it
    again = fly_next(saves, after)
    assert [stop.state for stop in again.stops] == ["done", "done", "next"]
    assert not again.trouble and again.stops[1].log != two.stops[1].log


def test_a_change_of_physics_costs_the_last_mission_and_none_before(
    saves: Path, begun: Standing
) -> None:
    two = fly_next(saves, fly_next(saves, begun))
    for stop in two.stops[:2]:
        spoil(saves / stop.log, f'"physics":{PHYSICS_VERSION}', '"physics":1')
    after = progress.look(saves, "mine")
    assert [stop.state for stop in after.stops] == ["done", "next", "ahead"]
    assert "goes on from mission 2" in after.trouble
    assert after.now == two.stops[1].carried
    again = fly_next(saves, after)
    assert [stop.state for stop in again.stops] == ["done", "done", "next"]


def test_the_file_is_small_and_plain(saves: Path, begun: Standing) -> None:
    standing = whole(saves, begun)
    text = saved.file_of(saves, "mine").read_text(encoding="utf-8")
    assert len(text) < 1000
    assert json.loads(text)["flights"][2]["log"] == standing.stops[2].log


def test_mistakes_of_a_campaign_are_told_with_their_places(saves: Path) -> None:
    path = schema.find("small")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("level: hop-two", "level: hop-too"), encoding="utf-8")
    with pytest.raises(LevelMistakes) as caught:
        schema.load(path)
    first = caught.value.mistakes[0]
    assert first.code == "LEVEL-422"
    assert "hop-two" in first.render()
    assert first.line == 9
    path.write_text(text + "#" * schema.MAX_BYTES, encoding="utf-8")
    with pytest.raises(LevelMistakes, match="it has more than 200 kB"):
        schema.load(path)


@pytest.mark.parametrize("path", schema.files().values(), ids=lambda path: path.parent.name)
def test_campaigns_of_the_game_have_no_mistakes(path: Path) -> None:
    campaign = schema.load(path)
    level = load(schema.level_file(campaign.missions[0].level, path.parent))
    carried = carry.first(campaign, "specialist")
    everything = carried.changed(knows=tuple(campaign.knows))
    for at, leg in enumerate(campaign.missions):
        level = load(schema.level_file(leg.level, path.parent))
        for known in (carried, everything):
            assert carry.prepared(campaign, at, known, level, "specialist").carried == known
