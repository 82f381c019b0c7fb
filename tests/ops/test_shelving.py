"""Alarms that are shelved: they come and go without ringing, for so long."""

from __future__ import annotations

from typing import Any

import pytest

from game.mission import Mission
from game.ops.control.cues import ENOUGH, cues
from game.ops.views import AlarmView
from tests.ops.flying import accepted, fly, kinds, level, of, refused

RULES: dict[str, Any] = {
    "open": {
        "when": "{crew}.suit.visor == open",
        "lasts": "0 s",
        "class": "caution",
        "text": "open",
    },
    "vent": {"when": "cabin.vent == open", "lasts": "0 s", "class": "warning", "text": "vent open"},
}


def mission() -> Mission:
    """One whose crew have their visors open, which is a caution."""
    made = Mission(level(rules=RULES))
    fly(made, 6.0)
    return made


def alarm(made: Mission, name: str) -> AlarmView | None:
    return next((one for one in made.alarms if one.id == name), None)


def test_a_shelved_alarm_is_seen_and_stands_on_the_list_with_its_time() -> None:
    made = mission()
    order = accepted(made, "shelve open-ev1 10 min")
    found = alarm(made, "open-ev1")
    assert found is not None and found.acknowledged and found.shelved_until_tick is not None
    assert found.shelved_until_tick * 0.5 == pytest.approx(606.0, abs=1.0)
    (told,) = of(list(made.events), "alarm.shelved")
    assert order in told.causes and told.text.startswith("Shelved for 10 min: ")
    other = alarm(made, "open-ev2")
    assert other is not None and not other.acknowledged


def test_it_comes_and_goes_without_a_call() -> None:
    made = mission()
    accepted(made, "shelve open-ev1 10 min")
    accepted(made, "visor ev1 closed")
    before = len(list(made.events))
    fly(made, 40.0)
    found = alarm(made, "open-ev1")
    assert found is not None and found.cleared
    accepted(made, "visor ev1 open")
    fly(made, 40.0)
    found = alarm(made, "open-ev1")
    assert found is not None and not found.cleared and found.acknowledged
    after = kinds([event for event in list(made.events)[before:] if event.subject == "ev1"])
    assert "alarm.quiet" in after
    assert not {"alarm.raised", "alarm.cleared"} & set(after)


def test_afterwards_it_rings_if_it_still_holds() -> None:
    made = mission()
    accepted(made, "shelve open-ev1 1 min")
    quiet = fly(made, 58.0)
    assert not of(quiet, "alarm.raised")
    (rung,) = of(fly(made, 6.0), "alarm.raised")
    found = alarm(made, "open-ev1")
    assert rung.subject == "ev1" and found is not None
    assert not found.acknowledged and found.shelved_until_tick is None


def test_unshelve_lets_all_ring_again() -> None:
    made = mission()
    assert refused(made, "unshelve") == "no alarm is shelved"
    accepted(made, "shelve open-ev1 10 min")
    accepted(made, "shelve open-ev2 1 h")
    accepted(made, "unshelve")
    assert {event.subject for event in of(fly(made, 6.0), "alarm.raised")} == {"ev1", "ev2"}


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (
            "shelve vent 10 min",
            "vent is of class warning: only cautions and advisories are shelved",
        ),
        ("shelve open-ev1", "needs"),
        ("shelve open-ev1 5 s", "shelve takes 60 s to 1 h, not '5 s'"),
        ("shelve open-ev9 10 min", "no alarm is called 'open-ev9'"),
        ("shelve all 10 min", "no alarm is called 'all'"),
    ],
)
def test_what_is_not_shelved_says_why(order: str, why: str) -> None:
    made = mission()
    accepted(made, "vent open")
    fly(made, 8.0)
    assert why in refused(made, order)


def test_a_mission_that_is_taken_up_again_knows_what_is_shelved() -> None:
    made = mission()
    accepted(made, "shelve open-ev1 1 min")
    again = Mission.restore(made.level, 1, "specialist", made.state(), made.events)
    rung = [of(fly(each, 70.0), "alarm.raised") for each in (made, again)]
    assert len(rung[0]) == 1 and rung[0] == rung[1]
    assert again.digest() == made.digest()


def test_what_is_shelved_and_holds_no_more_is_no_cue_for_an_early_end() -> None:
    made = mission()
    for who in ("ev1", "ev2", "plt"):
        accepted(made, f"shelve open-{who} 10 min")
        accepted(made, f"visor {who} closed")
    ops = made._ops
    assert cues(ops._context, ops._alarms, ops._opinions, made.margin) == ENOUGH
    fly(made, 40.0)
    assert cues(ops._context, ops._alarms, ops._opinions, made.margin) == 0


def test_what_is_only_foretold_is_not_shelved() -> None:
    rule = {"when": "cabin.pressure < 7.5 psi", "lasts": "0 s", "class": "caution", "text": "thin",
            "ahead": "5 min"}  # fmt: skip
    leak = {"effect": "hull 30 mm2", "at": "1 s", "text": "A hole"}
    made = Mission(level(rules={"thin": rule}, faults={"hole": leak}))
    while not made.alarms:
        made.step()
    assert made.alarms[0].eta_s is not None
    assert refused(made, "shelve thin 10 min") == (
        "thin is only foretold: it can be shelved once it is raised"
    )
