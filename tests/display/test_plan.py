"""The flight plan as a timeline: by the book, as flown, and what is ahead."""

from __future__ import annotations

from game.autopilot.prologue import fly_start
from game.display.observer import Observer
from game.display.panel import Size
from game.display.panels import checklist, plan
from game.display.panels.plan import Plan
from game.display.text import width_of
from game.display.view import Look
from game.flightlog.log.writer import Flight
from game.level.loading import load_named
from game.mission import Mission
from tests.display.lines import as_rows
from tests.ops.flying import accepted, fly, level, steps


def seen(mission: Mission, observer: Observer) -> Plan:
    return plan.look(observer.view(mission, Look()))


def test_a_late_start_moves_what_is_ahead_and_not_the_book() -> None:
    mission = Mission(load_named("first-out"), seed=3)
    observer = Observer(mission)
    before = seen(mission, observer)
    fly(mission, 600)
    after = seen(mission, observer)
    assert [one.book for one in after.items] == [one.book for one in before.items]
    assert after.items[0].ahead[0] == before.items[0].ahead[0] + 600
    assert after.end_s == before.end_s + 600


def test_a_level_that_begins_in_the_middle_is_not_late_before_it_begins() -> None:
    flight = Flight(Mission(load_named("palm-bar"), seed=3))
    fly_start(flight)
    mission = flight.mission
    observer = Observer(mission)
    fly(mission, 120)
    found = seen(mission, observer)
    assert found.behind == "on time" and found.items[0].book[0] == mission.time
    accepted(mission, "run clamps")
    fly(mission, 120)
    assert seen(mission, observer).items[0].book[0] == mission.time - 120
    assert seen(mission, observer).behind == "on time"


def test_work_whose_time_is_over_is_offered_no_more() -> None:
    outside = {"after": "out", "needs": "mission.met < 60 s"}
    made = level(
        procedures={
            "out": steps({"takes": "30 s"}),
            "home": steps({"takes": "10 min"}),
            "photos": steps({}, optional=outside),
            "school": steps({}, optional={"after": "out"}),
            "any-time": steps({}, optional={"needs": "mission.met < 60 s"}),
        },
        plan=["out", "home"],
    )
    mission = Mission(made)
    observer = Observer(mission)
    assert [one.id for one in seen(mission, observer).options] == ["photos", "school", "any-time"]
    accepted(mission, "run out")
    fly(mission, 400)
    assert len(seen(mission, observer).options) == 3, "nobody went home yet"
    accepted(mission, "run home")
    fly(mission, 10)
    assert [one.id for one in seen(mission, observer).options] == ["school", "any-time"]


def test_nothing_of_the_plan_is_ahead_once_the_eva_is_ended_early() -> None:
    made = level(
        procedures={
            "out": steps({"takes": "10 min"}),
            "home": steps({"takes": "10 min"}),
            "back-in": steps({"takes": "10 min"}),
            "school": steps({}, optional=True),
        },
        plan=["out", "home"], abort="back-in",
    )  # fmt: skip
    mission = Mission(made)
    observer = Observer(mission)
    accepted(mission, "run out")
    fly(mission, 60)
    before = seen(mission, observer)
    assert before.options and before.items[1].ahead[1] > before.now_s and before.items[1].cost
    accepted(mission, "abort")
    fly(mission, 60)
    after = seen(mission, observer)
    assert not after.options and not after.items[1].cost
    assert all(one.ahead == (0.0, 0.0) for one in after.items)


def test_what_was_flown_has_its_times() -> None:
    mission = Mission(load_named("first-out"), seed=3)
    observer = Observer(mission)
    fly(mission, 60)
    accepted(mission, "run donning")
    fly(mission, 30)
    running = seen(mission, observer).items[0]
    assert running.flown == (60.0, 90.0) and running.ahead[0] == 90.0 < running.ahead[1]
    fly(mission, 300)
    done = seen(mission, observer).items[0]
    assert done.status == "done" and 120.0 < done.flown[1] < 390.0
    assert done.ahead[0] == done.ahead[1] == 0.0


def test_night_loss_of_signal_and_margin_stand_on_the_scale_of_the_chart() -> None:
    mission = Mission(load_named("first-out"), seed=3)
    drawn = as_rows(plan.draw(seen(mission, Observer(mission)), Size(100, 24)))
    sun, signal, margin = drawn[1:4]
    sky = mission.telemetry
    assert "▒ night" in sun and "░ lost" in signal and "margin +" in margin
    assert signal.count("░") > 2, "nine minutes of loss, a little over an hour in"
    first = sun.index("▔") if "▔" in sun else 0
    assert (sky["orbit.light"] == "night") == ("▒" in sun[:first])
    assert margin.index("═") > drawn[4].index("▒")


def test_it_stays_in_its_region_and_the_buttons_stay_at_every_width() -> None:
    mission = Mission(load_named("first-out"), seed=3)
    accepted(mission, "plan add photos-ev1 after egress-ev1")
    found = seen(mission, Observer(mission))
    for width in range(40, 200, 7):
        for height in range(3, 40, 5):
            lines = plan.draw(found, Size(width, height))
            assert len(lines) <= height and all(width_of(line) <= width for line in lines)
    wide = plan.draw(found, Size(110, 40))
    assert any(part.target == "order:plan drop photos-ev1" for line in wide for part in line)


def test_optional_work_that_is_possible_is_offered_when_nothing_runs() -> None:
    def offered(mission: Mission) -> set[str]:
        lists = checklist.look(Observer(mission).view(mission, Look()))
        body = checklist.draw(lists, Size(66, 20))
        return {part.target for line in body for part in line if part.target.startswith("order:")}

    outside = Mission(load_named("first-out"), seed=3)
    assert outside.options and offered(outside) == {"order:run donning"}
    aboard = Mission(load_named("high-road"), seed=3)
    names = {f"order:run {one.checklist}" for one in aboard.options}
    assert names and names < offered(aboard)


def test_a_checklist_that_holds_says_why_and_offers_the_going_on() -> None:
    mission = Mission(load_named("first-out"), seed=3)
    accepted(mission, "run donning")
    fly(mission, 20)
    accepted(mission, "hold donning")
    fly(mission, 200)
    held = mission.checklist("donning")
    assert held.status == "holding" and held.why
    lists = checklist.look(Observer(mission).view(mission, Look()))
    body = checklist.draw(lists, Size(60, 14))
    assert any(held.why in row for row in as_rows(body))
    for word in checklist.GOING_ON:
        assert any(part.target == f"order:{word} donning" for line in body for part in line)
