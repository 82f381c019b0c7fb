"""What the command bar offers."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from game.display.completion import candidates, for_each, hint, names_for, usage
from game.level import loading
from game.mission import Mission
from game.vocabulary.channels import expand
from game.vocabulary.orders import Names

NAMES = Names(("ev1", "ev2"), ("donning", "vent-cabin"), ("co2-ev1",))
CHANNELS = expand(NAMES.crew, NAMES.checklists)


def offered(text: str) -> Any:
    return candidates(text, NAMES, CHANNELS)


def test_orders_crew_and_settings() -> None:
    assert offered("fl") == ["flow"]
    assert offered("flow e") == ["flow ev1", "flow ev2"]
    assert offered("flow a") == ["flow all"]
    assert offered("flow all h") == ["flow all high"]
    assert offered("run a") == []
    assert offered("flow ev1 h") == ["flow ev1 high"]
    assert offered("run d") == ["run donning"]


def offered_in(mission: Mission, text: str) -> list[str]:
    return candidates(text, names_for(text, mission), mission.channels)


def test_checklists_are_offered_where_they_make_sense() -> None:
    mission = Mission(loading.load_named("first-out"), seed=1)
    options = [one.checklist for one in mission.options]
    assert options and offered_in(mission, "plan add ") == [f"plan add {one}" for one in options]
    assert offered_in(mission, "plan drop ") == [
        f"plan drop {one.checklist}" for one in mission.plan if one.optional
    ] or not any(one.optional for one in mission.plan)
    first = mission.plan[0].checklist
    assert offered_in(mission, "run ")[0] == f"run {first}"
    mission.order(f"run {first}")
    mission.step()
    assert offered_in(mission, "hold ") == [f"hold {first}"]
    assert f"plan move {first}" not in offered_in(mission, "plan move ")
    assert f"run {first}" not in offered_in(mission, "run ")
    mission.order(f"stop {first}")
    assert offered_in(mission, "run ")[-1] == f"run {first}", "what was flown comes last"


def test_channels_words_and_orders_inside_a_standing_order() -> None:
    assert "when ev1.suit.pressure" in offered("when ev1.suit.p")
    found = offered("when o2.")
    assert [one.count(".") for one in found] == sorted(one.count(".") for one in found)
    assert hint("when o2.", found).startswith(found[0].removeprefix("when ") + "  ")
    assert hint("when o2.feed", []) == usage("when")
    assert offered("when hatch.position == o") == ["when hatch.position == open"]
    assert "when cabin.pressure < 4 psi do abort" in offered("when cabin.pressure < 4 psi do ab")


@given(st.text(max_size=60))
def test_any_text_is_completed_without_a_mishap(text: str) -> None:
    for one in offered(text):
        assert isinstance(one, str)
    hint(text, offered(text))
    assert for_each(text, NAMES.crew)


def test_usage_says_how_an_order_goes_on() -> None:
    assert usage("flow ev1").startswith("flow CREW off|low|normal|high|purge")
    assert usage("blow") == ""


def test_what_could_come_next_is_told_while_the_word_is_not_whole() -> None:
    assert hint("rep", offered("rep")) == "repeat  repress  (Tab)"
    assert hint("flow", offered("flow")).startswith("flow CREW off|low|normal|high|purge")
    assert hint("terminat", offered("terminat")) == ""


def test_all_of_the_crew_stands_for_each_of_them() -> None:
    assert for_each("flow all low", NAMES.crew) == ("flow ev1 low", "flow ev2 low")
    assert for_each("Flow ALL low", NAMES.crew) == ("Flow ev1 low", "Flow ev2 low")
    assert for_each("flow ev1 low", NAMES.crew) == ("flow ev1 low",)
    assert for_each("ack all", NAMES.crew) == ("ack all",)
    assert for_each("when cabin.pressure < 4 psi do flow all low", NAMES.crew) == (
        "when cabin.pressure < 4 psi do flow all low",
    )
    assert for_each("", NAMES.crew) == ("",)
