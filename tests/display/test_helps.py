"""What an alarm offers: orders that change something, and can be done."""

from __future__ import annotations

from game.display.helps import useful
from game.mission import Mission
from tests.ops.flying import accepted, fly, level, steps

HELPS = ("relock ev1", "flow ev1 high", "visor ev1 open", "terminate")


def test_what_is_so_already_is_not_offered() -> None:
    mission = Mission(level())
    assert "flow ev1 high" in useful(mission, HELPS)
    accepted(mission, "flow ev1 high")
    fly(mission, mission.tick + 20)
    assert useful(mission, HELPS) == ("relock ev1", "terminate"), "the visor is open, too"


def test_an_end_under_way_is_not_offered_whatever_its_checklist_is_called() -> None:
    back = steps({"takes": "5 min"})
    made = level(
        procedures={"work": steps({}), "back-in": back}, plan=["work"], terminate="back-in"
    )
    mission = Mission(made)
    assert "terminate" in useful(mission, HELPS)
    accepted(mission, "terminate")
    fly(mission, 5)
    assert "terminate" not in useful(mission, HELPS)


def test_an_evas_end_is_not_offered_once_it_was_ended() -> None:
    made = level(
        procedures={"work": steps({}), "back-in": steps({})}, plan=["work"], abort="back-in",
        terminate="work",
    )  # fmt: skip
    mission = Mission(made)
    accepted(mission, "abort")
    fly(mission, 30)
    assert mission.checklist("back-in").status == "done"
    assert "terminate" not in useful(mission, HELPS)


def test_tanks_that_feed_are_not_offered_again() -> None:
    mission = Mission(level())
    helps = ("tank b", "terminate")
    assert useful(mission, helps) == helps
    accepted(mission, "tank b")
    fly(mission, 3)
    assert useful(mission, helps) == ("terminate",)


def test_who_is_not_at_work_is_not_slowed_down() -> None:
    work = steps({"who": "ev1", "takes": "10 min"})
    mission = Mission(level(procedures={"work": work}, plan=["work"]))
    helps = ("pace ev1 slow", "terminate")
    assert useful(mission, helps) == ("terminate",)
    accepted(mission, "run work")
    fly(mission, 10)
    assert useful(mission, helps) == helps


def test_nobody_is_asked_to_open_a_suit_in_a_cabin_that_is_too_thin() -> None:
    mission = Mission(level(cabin={"pressure": "10 kPa", "o2": "90 %"}))
    assert useful(mission, HELPS) == ("flow ev1 high", "terminate")


def test_a_transducer_that_is_selected_is_not_offered_again() -> None:
    mission = Mission(level())
    helps = ("select cabin.pressure b", "terminate")
    assert useful(mission, helps) == helps
    accepted(mission, "select cabin.pressure b")
    fly(mission, 3)
    assert useful(mission, helps) == ("terminate",)


def test_the_cabin_is_not_opened_to_space_while_a_visor_is_up() -> None:
    mission = Mission(level())
    assert "vent open" not in useful(mission, ("vent open", "terminate"))
    for who in mission.level.crew:
        accepted(mission, f"visor {who} closed")
    fly(mission, 30)
    assert "vent open" in useful(mission, ("vent open", "terminate"))
