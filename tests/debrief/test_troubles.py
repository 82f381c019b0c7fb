"""Troubles and their three times, the rating, what was missed, and the result to paste."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from game.autopilot import fly as fly_by_the_book
from game.debrief.extremes import WEIGHED_TICKS, Extreme, Watched, fly_again
from game.debrief.moments import moments
from game.debrief.rating import because, rating
from game.debrief.report import as_text, debrief, trouble_text
from game.debrief.troubles import Trouble, _failed_check, missed, troubles
from game.flightlog.log.reader import read
from game.flightlog.log.writer import start
from game.level.loading import load_named
from game.level.today import day_of, mission_of
from game.mission import Mission
from game.ops.views import Accepted, Refused
from game.vocabulary.events import ORDER, SEAL_CHECK, Event
from tests.ops.flying import accepted, fly, level

GAUGE: dict[str, object] = {
    "title": "Gauge stuck",
    "effects": ["stuck {who}.suit.pressure"],
    "signs": [{"when": "{who}.suit.pressure > 1 kPa", "text": "it stands still"}],
    "tests": [{"do": "select {who}.suit.pressure b", "tells": "the other one moves"}],
    "answers": [{"do": "flow {who} high", "text": "fly it blind on the safe side"}],
}
HOLE = GAUGE | {"title": "Hole in a suit", "effects": ["leak {who} 1 mm2"], "tests": []}


def _failing(failure: Mapping[str, object], **more: object) -> Mission:
    fault = {"failure": "it", "pick": ["ev1"], "at": "10 s"}
    return Mission(level(failures={"it": failure}, faults={"one": fault}, **more))


def test_a_trouble_has_three_times() -> None:
    mission = _failing(HOLE)
    fly(mission, 20)
    accepted(mission, "ask eclss")
    fly(mission, 30)
    accepted(mission, "flow ev1 high")
    (one,) = troubles(mission)
    assert one.what == "EV1: hole in a suit"
    assert not one.false_alarm
    assert one.noticed_s == pytest.approx(20.0, abs=1.0)
    assert one.safe_s == pytest.approx(50.0, abs=1.0)
    assert one.missing == ""
    assert missed([one], frozenset()) == ""


@pytest.mark.parametrize(
    ("name", "seed", "what", "met"),
    [
        ("suit-up", 1, "EV2's left glove lock", "relock ev2"),
        ("high-road", 2, "The relief valve did not seat", "relief high"),
    ],
)
def test_a_fault_that_the_level_has_by_itself_is_told_too(
    name: str, seed: int, what: str, met: str
) -> None:
    mission = Mission(load_named(name), seed=seed)
    fly_by_the_book(mission)
    (one,) = troubles(mission)
    assert what in one.what and one.met == met and one.missing == ""
    assert f"What helped: {met}" in trouble_text(one)
    assert missed([one], frozenset()) == ""


def test_a_fault_that_a_step_put_right_is_told_with_its_checklist() -> None:
    steps = [{"who": "ev2", "text": "{who} clears the hose", "do": ["untangle {who}"]}]
    made = level(
        faults={"kink": {"effect": "kink ev2 40 %", "at": "10 s", "text": "EV2's hose kinks"}},
        procedures={"tidy": {"title": "Tidy", "steps": steps}},
        plan=["tidy"],
    )
    mission = Mission(made)
    fly(mission, 20)
    (stands,) = troubles(mission)
    assert stands.times == "never noticed" and not stands.met
    accepted(mission, "run tidy")
    fly(mission, 60)
    (one,) = troubles(mission)
    assert one.safe_s is not None and one.met == "run tidy"
    assert "never noticed, safe 0:" in trouble_text(one)
    assert trouble_text(one).endswith("What helped: run tidy")


@pytest.mark.parametrize("order", ["ack thin", "shelve thin 5 min"])
def test_who_acknowledges_or_shelves_its_alarm_has_noticed_a_trouble(order: str) -> None:
    rule = {"when": "cabin.pressure < 8.6 psi", "lasts": "0 s", "class": "caution", "text": "thin"}
    made = level(
        faults={"hole": {"effect": "hull 60 mm2", "at": "10 s", "text": "A hole"}},
        rules={"thin": rule},
    )
    mission = Mission(made)
    while not mission.alarms:
        mission.step()
    accepted(mission, order)
    (one,) = troubles(mission)
    assert one.noticed_s == mission.time


def test_a_check_that_failed_is_told_with_what_came_of_it() -> None:
    said = {"passed": "Seal check passed: 0.00 kPa/min lost", "failed": "Seal check failed: 2.40"}
    flown = [
        Event(at, 20 * at, SEAL_CHECK.id, "hatch", said[result], data={"result": result})
        for at, result in enumerate(("failed", "passed"), 1)
    ]
    over, left = _failed_check(flown[0], flown), _failed_check(flown[0], flown[:1])
    assert (over.known_s, over.safe_s, over.missing) == (10.0, 20.0, "")
    assert "What helped" not in trouble_text(over), "a check helps nothing"
    assert left.missing == "it was known, and not answered"
    assert missed([left], frozenset()) == "", "it is no trouble of the catalogue"


def test_a_wrong_answer_is_named_with_what_came_of_it() -> None:
    wrong = {"do": "flow {who} low", "tells": "the hole does not ask"}
    mission = _failing(HOLE | {"wrong": [wrong]})
    accepted(mission, "flow ev1 low")
    fly(mission, 20)
    accepted(mission, "flow ev1 normal")
    assert troubles(mission)[0].wrong == "", "it was given before anything was wrong"
    accepted(mission, "ask eclss")
    accepted(mission, "flow ev1 low")
    fly(mission, 10)
    accepted(mission, "flow ev1 high")
    (one,) = troubles(mission)
    assert one.wrong == "flow ev1 low at 00:00:20: the hole does not ask"
    said = f", safe 0:19. What did not help: {one.wrong}. What helped: flow ev1 high"
    assert trouble_text(one).endswith(said)


def test_an_answer_that_ends_the_eva_is_done_with_it() -> None:
    out = {"title": "Everybody in", "steps": [{"text": "In", "takes": "5 s", "do": ["terminate"]}]}
    mission = _failing(
        HOLE | {"answers": [{"do": "run out", "text": "all in"}]},
        procedures={"out": out, "home": {"title": "Home", "steps": [{"text": "Home"}]}},
        terminate="home",
    )
    fly(mission, 20)
    accepted(mission, "run out")
    fly(mission, 10)
    assert troubles(mission)[0].safe_s == pytest.approx(25.0, abs=1.5)


def test_a_false_alarm_is_over_when_a_test_has_told_it() -> None:
    mission = _failing(GAUGE)
    fly(mission, 20)
    assert troubles(mission)[0].missing == "nobody noticed it"
    accepted(mission, "select ev1.suit.pressure b")
    (one,) = troubles(mission)
    assert one.false_alarm
    assert one.noticed_s == pytest.approx(20.0, abs=1.0)
    assert one.safe_s == one.known_s == pytest.approx(50.0, abs=1.0)


def test_what_was_missed_is_one_sentence_with_what_would_have_helped() -> None:
    mission = _failing(HOLE, time_limit="1 min")
    while mission.outcome is None:
        mission.step()
    said = debrief(mission)
    assert said.missed == (
        "EV1: hole in a suit at 00:00:10: nobody noticed it. "
        "What helps: flow ev1 high (fly it blind on the safe side)"
    )
    assert "What was missed: EV1" in as_text(said, "Tiny")
    assert [one.kind for one in moments(said)].count("trouble") == 1


def test_the_trouble_that_led_to_the_end_goes_first() -> None:
    early, late = (
        Trouble(met_s, number, name, False, None, None, None, "", "")
        for met_s, number, name in ((10.0, 3, "First"), (90.0, 7, "Last"))
    )
    assert missed([early, late], frozenset()).startswith("First")
    assert missed([early, late], frozenset({7})).startswith("Last")


def _extreme(close: bool, seen: bool) -> Extreme:
    return Extreme("ev1", "suit.co2", 3000.0, 60.0, close, seen, 0.5)


@pytest.mark.parametrize(
    ("kind", "score", "hurt", "kept", "near", "words"),
    [
        ("success", 97, False, True, _extreme(False, False), "like pros"),
        ("success", 80, False, True, _extreme(False, False), "solid"),
        ("success", 97, False, True, _extreme(True, True), "by the skin"),
        ("success", 97, False, True, _extreme(True, False), "lucky"),
        ("success", 97, True, True, _extreme(False, False), "by the skin"),
        ("success", 97, False, False, _extreme(False, False), "by the skin"),
        ("home", 60, False, True, _extreme(False, False), "called off"),
        ("home", 60, False, True, _extreme(True, False), "lucky"),
        ("timeout", 20, False, True, _extreme(True, False), "out of time"),
        ("lost", 20, True, True, _extreme(True, True), "never forgotten"),
    ],
)
def test_rating(kind: str, score: int, hurt: bool, kept: bool, near: Extreme, words: str) -> None:
    assert rating(kind, score, hurt, kept, [near]) == words


def test_why_it_is_rated_so() -> None:
    calm, seen, unseen = _extreme(False, False), _extreme(True, True), _extreme(True, False)
    close = f"EV1 came close: {seen.text}"
    assert because("solid", False, True, [calm]) == ""
    assert because("by the skin", False, True, [calm, seen]) == close
    assert because("by the skin", True, True, [calm]) == "not everybody is unhurt"
    assert because("by the skin", False, False, [calm]) == "the reserve of oxygen was not kept"
    assert because("lucky", False, True, [unseen]) == f"{close}, and the ground could not see it"


@cache
def _flown() -> Mission:
    mission = Mission(
        level(
            failures={"it": HOLE},
            faults={"one": {"failure": "it", "pick": ["ev1"], "at": "10 s"}},
            objectives={"w": {"title": "Done", "when": "checklist.wait == done", "points": 5}},
            end="checklist.wait == done",
        )
    )
    fly(mission, 5)
    accepted(mission, "flow ev1 high")
    fly(mission, 15)
    accepted(mission, "run wait")
    while mission.outcome is None:
        mission.step()
    return mission


def test_flown_again_it_says_what_orders_cost_and_what_came_nearest() -> None:
    mission = _flown()
    given = [(one.tick, str(one.data["text"])) for one in mission.events if one.row is ORDER]
    again = fly_again(mission.level, mission.seed, mission.difficulty, given, mission.tick)
    costs = {one.order: one.gain_s for one in again.worths}
    assert costs["flow ev1 high"] < -30.0
    said = debrief(mission, again)
    assert said.rating == "like pros"
    assert said.nearest is not None
    assert said.nearest.nearness == max(one.nearness for one in again.extremes)
    assert "What orders cost or saved in margin" in as_text(said, "Tiny")


def test_what_came_before_play_began_is_no_near_miss() -> None:
    begins = {"start": {"orders": [], "until": "mission.met > 20 s"}}
    watched = Watched(Mission(level(**begins)))
    for _ in range(60):
        watched.step()
    assert not watched.again().extremes
    watched.order("run wait")
    for _ in range(20):
        watched.step()
    assert {one.met_s >= 30.0 for one in watched.again().extremes} == {True}


def test_orders_close_together_are_weighed_together() -> None:
    mission = Mission(level(minutes=30))
    fly(mission, 20)
    given_s = mission.time
    watched = Watched(mission)
    for order in ("flow ev1 high", "flow ev2 high"):
        assert isinstance(watched.order(order), Accepted)
        for _ in range(WEIGHED_TICKS // 2):
            watched.step()
    for _ in range(3 * WEIGHED_TICKS):
        watched.step()
    [worth] = watched.again().worths
    assert worth.order == "flow ev1 high; flow ev2 high" and worth.met_s == given_s


def test_orders_weighed_together_are_named_once_and_not_too_many() -> None:
    watched = Watched(Mission(level(minutes=30)))
    flows = ["flow ev1 high", "flow ev2 high", "flow ev1 high"]
    idle = ["ask eclss", "health ev1"]
    more = ["pace ev1 slow", "pace ev2 slow", "relief low", "relief high", "vent open"]
    for order in (*idle, *flows, *more):
        assert isinstance(watched.order(order), Accepted), order
    for _ in range(3 * WEIGHED_TICKS):
        watched.step()
    [worth] = watched.again().worths
    assert worth.order == (
        "flow ev1 high; flow ev2 high; pace ev1 slow; pace ev2 slow; relief low; and 2 more"
    )


def test_orders_that_move_no_margin_are_not_told_with_what_it_did() -> None:
    watched = Watched(Mission(level(minutes=30)))
    watched.order("ask eclss")
    for _ in range(3 * WEIGHED_TICKS):
        watched.step()
    assert watched.again().worths == ()


def test_flying_along_tells_what_flying_again_does(tmp_path: Path) -> None:
    with start(load_named("suit-up"), 3, "director", tmp_path / "a.jsonl") as flight:
        along = Watched(flight)
        assert isinstance(along.order("flow ev1 nowhere"), Refused)
        along.order("flow ev1 high")
        along.order("flow ev2 high")
        fly_by_the_book(along)
        mission = flight.mission
    given = read(tmp_path / "a.jsonl").orders
    again = fly_again(mission.level, 3, "director", given, mission.tick)
    assert along.again() == again
    assert again.worths[0].order == "flow ev1 high; flow ev2 high; run donning"


def test_the_result_is_three_lines_to_paste() -> None:
    mission = _flown()
    first, second, third = debrief(mission).result
    assert first.startswith(f"No Airlock · {mission.level.title} · ")
    assert " home · " in first
    assert "1 of 1 objectives" in second
    assert mission.digest()[:12] in third


def test_the_mission_of_a_day_is_the_same_for_everybody_and_asks_for_simsup() -> None:
    day = date(2026, 11, 25)
    today = mission_of(day)
    assert today == mission_of(day)
    assert (today.seed, today.day, today.level.simsup) == (20261125, "25 Nov", "draw")
    assert day_of(today.level, today.seed) == "25 Nov"
    assert day_of(today.level, 7) == ""
    assert day_of(today.level.changed(simsup="none"), today.seed) == ""
    assert mission_of(date(2026, 11, 26)).seed != today.seed


@pytest.mark.parametrize(("returns", "over"), [(None, "over 0:04"), ("2 s", None)])
def test_a_failure_that_ended_by_itself_is_told_so_and_missed_by_nobody(
    returns: str | None, over: str | None
) -> None:
    fault = {"failure": "dirt", "at": "2 s", "ends_after": "4 s"}
    if returns:
        fault["returns"] = returns
    made = level(
        failures={"dirt": {"title": "Dirt on the seal", "effects": ["dirty-seal", "jam-hatch"]}},
        faults={"one": fault},
    )
    mission = Mission(made)
    fly(mission, 10)
    (one,) = troubles(mission)
    assert (over is not None and over in one.times) or (over is None and "over" not in one.times)
    assert bool(missed([one], frozenset())) is (over is None)


@pytest.mark.parametrize(
    ("noticed", "known", "safe", "said"),
    [
        (55.0, 140.0, 200.0, "noticed 0:45, known 2:10, safe 3:10"),
        (55.0, None, None, "noticed 0:45, never known, never safe"),
        (None, None, None, "never noticed"),
    ],
)
def test_the_three_times_of_a_trouble_in_words(
    noticed: float | None, known: float | None, safe: float | None, said: str
) -> None:
    one = Trouble(10.0, 0, "Hole in a suit", False, noticed, known, safe, "", "")
    assert one.times == said


def test_a_fault_of_the_level_that_nothing_fixes_is_not_held_against_anybody() -> None:
    mission = Mission(
        level(faults={"one": {"effect": "hull 2 mm2", "at": "5 s", "text": "A weld opened."}})
    )
    fly(mission, 60)
    (one,) = troubles(mission)
    assert (one.listed, one.times) == (False, "never noticed")
    accepted(mission, "ask eclss")
    fly(mission, 60)
    assert "never" not in troubles(mission)[0].times
