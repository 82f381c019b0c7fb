"""The debrief as data and as text."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from game.autopilot import fly
from game.autopilot.directors import flown_by
from game.debrief.extremes import fly_again
from game.debrief.report import all_home, as_object, as_text, debrief, simsup_text
from game.flightlog.log.reader import read
from game.flightlog.log.writer import start
from game.level.loading import load_named
from game.mission import Mission
from game.vocabulary.events import ORDER
from tests.level import plain
from tests.ops import flying


@cache
def flown(level: str) -> Mission:
    mission = Mission((plain.level() if level == "first-out" else load_named(level)), seed=1)
    fly(mission)
    return mission


@cache
def drifted(level: str) -> Mission:
    mission = Mission((plain.level() if level == "first-out" else load_named(level)), seed=1)
    while mission.outcome is None:
        mission.step()
    return mission


@pytest.mark.parametrize("mission", [flown, drifted])
@pytest.mark.parametrize("level", ["first-out", "suit-up"])
def test_the_score_lines_add_up_to_the_score(level: str, mission: object) -> None:
    assert callable(mission)
    said = debrief(mission(level))
    assert sum(line.points for line in said.score_lines) == said.score


@pytest.mark.parametrize("level", ["first-out", "suit-up"])
def test_plain_text_fits_and_is_plain(level: str) -> None:
    for mission in (flown(level), drifted(level)):
        text = as_text(debrief(mission), mission.level.title)
        lines = text.split("\n")
        assert all(len(line) <= 78 and line.isprintable() for line in lines)
        assert mission.level.title in lines[0]
        assert any(line.startswith("← ") for line in lines)


def test_a_success_says_what_went_well() -> None:
    said = debrief(flown("first-out"))
    assert (said.kind, said.headline) == ("success", "Welcome back")
    assert "All four of the crew are home." in said.well
    assert all(one.met_tick is not None for one in said.objectives if one.required)


def test_however_many_flew_it_is_good_english() -> None:
    told = [all_home(people) for people in (1, 2, 3, 12)]
    assert told[0] == "The one who flew is home."
    assert [one.split(" of ")[0] for one in told[1:]] == ["Both", "All three", "All"]


def test_an_unfinished_mission_can_be_looked_at_too() -> None:
    mission = Mission(load_named("suit-up"), seed=1)
    mission.step()
    said = debrief(mission)
    assert (said.kind, said.chain, said.score_lines) == ("unfinished", (), ())
    assert as_text(said, "Suit Up")


def test_as_an_object_it_goes_into_json() -> None:
    made = as_object(debrief(drifted("suit-up")))
    assert json.loads(json.dumps(made)) == made
    assert made["outcome"] == "timeout"
    assert [link["kind"] for link in made["causes"]] == ["outcome", "mission.started"]


def test_close_calls_are_the_worst_true_values(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    level = load_named("suit-up")
    worst: dict[tuple[str, str], float] = {}
    with start(level, 1, "specialist", path) as flight:
        mission = flight.mission
        flight.order("visor ev1 closed")
        while mission.tick < 1200:
            flight.step()
            if mission.tick % 10 == 0:
                truth = mission.truth()
                for who in level.crew:
                    co2 = truth[f"{who}.suit.co2"]
                    assert isinstance(co2, float)
                    worst[who, "suit.co2"] = max(worst.get((who, "suit.co2"), 0.0), co2)
    again = fly_again(level, 1, "specialist", read(path).orders, 1200)
    found = again.extremes
    assert {(e.crew, e.channel) for e in found} == {
        (who, channel)
        for who in level.crew
        for channel in ("saturation", "suit.co2", "core_temperature", "suit.water")
    }
    for extreme in found:
        if extreme.channel == "suit.co2":
            assert extreme.value >= worst[extreme.crew, "suit.co2"]
    assert all(extreme.text for extreme in found)
    said = debrief(mission, again)
    close = [extreme for extreme in found if extreme.close]
    assert sum("CO2" in line for line in said.nearly) == sum(e.channel == "suit.co2" for e in close)


@pytest.mark.parametrize("end", ["book", "nobody"])
def test_the_real_case_is_told_after_every_ending(end: str) -> None:
    level = load_named("suit-up").changed(history="What was done then.", start=None)
    mission = Mission(level, seed=1)
    if end == "book":
        fly(mission)
    else:
        assert "then" not in debrief(mission).ending
        while mission.outcome is None:
            mission.step()
    told = debrief(mission).ending
    assert told.endswith("What was done then.")
    assert (level.ending.strip() in told) is (end == "book")


def test_what_was_missed_names_the_decision_and_when() -> None:
    mission = Mission(flying.level(time_limit="2 min"))
    flying.fly(mission, 10)
    flying.accepted(mission, "flow ev1 off")
    flying.fly(mission, 120)
    assert debrief(mission).missed == "flow ev1 off at 00:00:10: that decided it"


def test_who_only_began_the_next_item_is_told_what_was_not_met() -> None:
    mission = Mission(load_named("dress-rehearsal"), seed=1)
    assert flown_by("book", mission).kind == "home"
    assert debrief(mission).missed == "Who goes first has the sound suit"


def test_nobody_is_told_that_all_was_well_of_a_flight_that_lost_somebody() -> None:
    """Who drowns has fine CO2 and blood oxygen to the last: it is the water that came close."""
    water = {"effect": "water ev1 60 kg/h", "at": "60 s", "text": "Water."}
    outside = {**flying.CREW, "ev1": {**flying.CREW["ev1"], "place": "outside"}}
    mission = Mission(flying.level(crew=outside, faults={"water": water}))
    while mission.outcome is None:
        mission.step()
    again = fly_again(mission.level, mission.seed, mission.difficulty, [], mission.tick)
    assert mission.outcome.kind == "lost"
    assert again.extremes
    assert [(one.crew, one.text) for one in again.extremes if one.close] == [
        ("ev1", "water flooded")
    ]
    assert debrief(mission, again).well == ("No flight rule was broken.",)


@pytest.mark.parametrize(
    ("ready", "came", "false", "said"),
    [
        (1, 1, 0, "1 failure ready, and it came."),
        (1, 1, 1, "1 failure ready, and it came: a false alarm."),
        (1, 0, 0, "1 failure ready, but it did not come."),
        (3, 0, 0, "3 failures ready, and none came."),
        (3, 2, 1, "3 failures ready, and 2 came, one of them a false alarm."),
        (3, 1, 1, "3 failures ready, and 1 came: a false alarm."),
        (3, 2, 2, "3 failures ready, and 2 came, all of them false alarms."),
    ],
)
def test_what_the_simulation_supervisor_did_is_good_english(
    ready: int, came: int, false: int, said: str
) -> None:
    assert simsup_text(ready, came, false) == f"The Simulation Supervisor had {said}"


def test_a_reserve_in_a_tank_that_is_shut_is_told_of() -> None:
    told = {}
    for tanks in ("both", "b"):
        mission = Mission(flying.level(reserve="12 h", end="mission.met > 2 min"))
        if tanks != "both":
            flying.accepted(mission, f"tank {tanks}")
        flying.accepted(mission, "flow ev1 high")
        while mission.outcome is None:
            mission.step()
        given = [(e.tick, str(e.data["text"])) for e in mission.events if e.row is ORDER]
        again = fly_again(mission.level, mission.seed, mission.difficulty, given, mission.tick)
        told[tanks] = debrief(mission, again)
    assert {one.rating for one in told.values()} == {"by the skin"}
    assert {one.because for one in told.values()} == {"the reserve of oxygen was not kept"}
    assert not told["both"].nearly
    assert [text.rpartition(": ")[2] for text in told["b"].nearly] == [
        "what is in a tank that is shut does not count."
    ]


def test_a_tank_that_is_shut_and_empty_is_not_what_was_missing() -> None:
    holes = {"b": {"effect": "tank-leak o2.b 4000 kg/h", "at": "1 s", "text": "A leak."}}
    mission = Mission(flying.level(reserve="12 h", end="mission.met > 2 min", faults=holes))
    flying.fly(mission, 60.0)
    flying.accepted(mission, "tank a")
    while mission.outcome is None:
        mission.step()
    assert float(mission.telemetry["o2.b.mass"]) < 0.5
    assert not [text for text in debrief(mission).nearly if "shut" in text]


def test_a_reserve_that_was_kept_by_the_gauges_alone_is_told() -> None:
    stuck = {n: {"effect": f"stuck o2.{n}.mass", "at": "1 s", "text": "It sticks."} for n in "ab"}
    holes = {
        n * 2: {"effect": f"tank-leak o2.{n} 40 kg/h", "at": "5 s", "text": "A leak."} for n in "ab"
    }
    told = {}
    for name, faults in (("lied", stuck | holes), ("honest", holes)):
        mission = Mission(flying.level(faults=faults, reserve="1 h", end="mission.met > 25 min"))
        while mission.outcome is None:
            mission.step()
        given = [(e.tick, str(e.data["text"])) for e in mission.events if e.row is ORDER]
        again = fly_again(mission.level, mission.seed, mission.difficulty, given, mission.tick)
        told[name] = debrief(mission, again)
    [near] = told["lied"].nearly
    assert near.startswith("The gauges showed oxygen for ") and "the reserve of" in near
    assert told["lied"].rating == "by the skin"
    assert not told["honest"].nearly
