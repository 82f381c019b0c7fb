"""The checklist in hand."""

from __future__ import annotations

from dataclasses import replace

from game.display.explain import explain
from game.display.observer import Observer
from game.display.panel import Size
from game.display.panels.checklist import draw, look
from game.display.view import Look
from game.mission import Mission
from tests.display.made import LISTS
from tests.ops import flying


def test_nobody_is_asked_for_a_go_that_cannot_be_given() -> None:
    assert LISTS.first is not None
    wanted = replace(LISTS, first=replace(LISTS.first, status="go"))
    heads = [
        "".join(part.text for part in draw(lists, Size(80, 12))[0])
        for lists in (wanted, replace(wanted, offers=False))
    ]
    assert "needs your GO" in heads[0]
    assert "waits for GO" in heads[1] and "needs" not in heads[1]


def test_what_a_step_waits_for_is_seen_whole() -> None:
    assert LISTS.first is not None
    waits = "waits until cabin over 93.1 kPa and cabin O2 over 18 kPa and cabin O2 % under 33.0 %"
    each = LISTS.first.steps[LISTS.first.at]
    steps = tuple(replace(one, waits=waits) if one is each else one for one in LISTS.first.steps)
    drawn = draw(replace(LISTS, first=replace(LISTS.first, steps=steps)), Size(66, 20))
    assert waits in " ".join("".join(part.text for line in drawn for part in line).split())


def test_all_that_go_asks_for_is_seen_where_there_is_little_room() -> None:
    conditions = ["ev1.suit.flow_setting == off", "cabin.pressure > 40 kPa"]
    conditions += ["cabin.o2_fraction < 40 % or cabin.o2 < 24 kPa and cabin.pressure > 50 kPa"]
    conditions += ["ev1.suit.co2 < 50 mmHg", "ev1.suit.flow_setting == high"]
    notes = {"warning": "Behind it is nothing.", "note": "Look twice."}
    asks = {"text": "Open it", "critical": True, "go_if": conditions, **notes}
    made = flying.steps({"text": "One"}, {"text": "Two"}, asks, {"text": "Four"})
    mission = Mission(flying.level(procedures={"open": made}, plan=["open"]))
    flying.accepted(mission, "run open")
    flying.fly(mission, 400)
    lists = look(Observer(mission).view(mission, Look()))
    assert lists.first is not None and lists.first.status == "go"
    for size in (Size(80, 8), Size(66, 20), Size(120, 8)):
        rows = ["".join(part.text for part in line) for line in draw(lists, size)]
        drawn = " ".join(" ".join(rows).split())
        for text, now, met in lists.first.steps[lists.first.at].go_if:
            assert text in drawn and f"now {now}" in drawn, (size, text, met)
        assert all(len(row) <= size.width for row in rows) and len(rows) == size.height


def told(mission: Mission, step: str) -> dict[str, str]:
    """What is said of a step of a checklist that is asked about."""
    said = explain(mission, step)
    assert said is not None
    return dict(said.paragraphs)


def test_who_asks_about_a_go_is_told_once_and_what_should_be_so() -> None:
    asks = {"text": "Open it", "critical": True, "go_if": ["ev1.suit.flow_setting == high"]}
    level = flying.level(procedures={"open": flying.steps(asks)}, plan=["open"])
    mission = Mission(level)
    flying.accepted(mission, "run open")
    flying.fly(mission, 3)
    said = told(mission, "step:open:0")
    assert said["✗"] == "EV1 flow set high, now off"
    assert " ".join(said.values()).count("waits for your GO") == 1


def test_what_is_done_for_cadets_alone_is_left_to_the_others() -> None:
    step = {"text": "Flow", "do": ["flow ev1 low"], "only_if": "mission.difficulty == cadet"}
    needless = {"text": "Off", "do": ["flow ev1 off"], "only_if": "ev1.suit.flow_setting == high"}
    work = flying.steps(step, needless, {"text": "Wait", "takes": "10 min"})
    level = flying.level(procedures={"work": work}, plan=["work"])
    tails = {}
    for difficulty in ("cadet", "director"):
        mission = Mission(level, difficulty=difficulty)
        flying.accepted(mission, "run work")
        flying.fly(mission, 60)
        assert [one.status for one in mission.checklist("work").steps][1:] == ["skipped", "running"]
        tails[difficulty] = [one.yours for one in mission.checklist("work").steps]
    assert tails == {"cadet": [False] * 3, "director": [True, False, False]}
    shown = look(Observer(mission).view(mission, Look()))
    assert shown.first is not None
    assert [one.tail for one in shown.first.steps][:2] == ["left to you", "left out"]
    assert told(mission, "step:work:0")["state"].startswith("Left to you")
    assert told(mission, "step:work:1")["state"].startswith("Left out")


def test_what_another_step_does_instead_is_left_out() -> None:
    first = {"text": "Hold", "only_if": "mission.difficulty == cadet"}
    other = {"text": "Hold", "only_if": "mission.difficulty != cadet", "takes": "10 min"}
    work = flying.steps(first, other)
    mission = Mission(flying.level(procedures={"work": work}, plan=["work"]))
    flying.accepted(mission, "run work")
    flying.fly(mission, 20)
    shown = look(Observer(mission).view(mission, Look()))
    assert shown.first is not None
    assert [one.tail for one in shown.first.steps][:1] == ["left out"]


def test_after_an_early_end_nothing_of_the_plan_is_next() -> None:
    work = flying.steps({"text": "Work", "takes": "1 h"})
    home = flying.steps({"text": "In", "takes": "1 min"})
    mission = Mission(
        flying.level(
            procedures={"work": work, "later": work, "home": home},
            plan=["work", "later"],
            terminate="home",
            time_limit="2 h",
        )
    )
    observer = Observer(mission)
    flying.accepted(mission, "run work")
    flying.fly(mission, 3)
    assert look(observer.view(mission, Look())).next_id == "later"
    flying.accepted(mission, "terminate")
    flying.fly(mission, 3)
    assert look(observer.view(mission, Look())).next_id == ""
    flying.fly(mission, 120)
    assert mission.checklist("home").status == "done"
    shown = look(observer.view(mission, Look()))
    rows = ["".join(part.text for part in line) for line in draw(shown, Size(80, 12))]
    assert shown.wants == "" and any("The EVA was ended early." in row for row in rows)
    assert mission.attention is not None
    assert mission.attention.why == "Nothing is running: the EVA was ended early"
