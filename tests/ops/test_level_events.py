"""What a level does by itself: events, and lines that are said again or in other words."""

from typing import Any

import pytest

from game.level.checks import check
from game.mission import Mission
from tests.ops.flying import chain, fly, level, of

DARK = {
    "when": "checklist.wait == running and mission.met > 3 s",
    "do": ["flag dark on", "hold wait", "vent open"],
    "who": "CAPCOM", "text": "It is dark. Hold.",
}  # fmt: skip


def test_an_event_gives_orders_sets_flags_and_speaks() -> None:
    rule = {"never": {"order": "vent open", "unless": "mission.met > 1 h", "text": "Never."}}
    made = level(
        events={"dark": DARK, "more": {"when": "flag.dark == on", "do": ["flag more on"]}},
        voice=[{"who": "EVA", "text": "More.", "when": "flag.more == on"}],
        flight_rules=rule,
    )
    mission = Mission(made)
    assert not of(fly(mission, 6), "happened")
    mission.order("run wait")
    happened = fly(mission, 18)
    assert not mission.faults
    assert {one.subject for one in of(happened, "happened")} == {"dark", "more"}
    assert mission.truth()["cabin.vent"] == "open"
    assert mission.checklist("wait").status == "holding"
    (said,) = [one for one in happened if "It is dark" in one.text]
    assert chain(mission, said.number)[:2] == ["voice", "happened"]
    assert "order" in chain(mission, said.number)
    assert any(one.text == "More." for one in happened)
    assert not of(happened, "rule.broken") and mission.tally.rules_broken == 0
    assert len(of(mission.events, "order")) == 1, "what the level orders is nobody's order"


def test_an_order_that_is_not_possible_is_told_in_the_truth_alone() -> None:
    mission = Mission(level(events={"x": {"when": "mission.met > 1 s", "do": ["hold wait"]}}))
    (why,) = of(fly(mission, 6), "happened.not")
    assert why.hidden and why.text.startswith("hold wait was not possible: ")


@pytest.mark.parametrize(("again", "times"), [(None, 1), ("5 s", 4)])
def test_an_event_comes_once_or_again(again: str | None, times: int) -> None:
    event: dict[str, Any] = {"when": "mission.met > 1 s", "do": ["flag x on"]}
    mission = Mission(level(events={"x": {**event, "again": again} if again else event}))
    assert len(of(fly(mission, 20), "happened")) == times
    back = Mission.restore(mission.level, 1, "specialist", mission.state(), mission.events)
    fly(back, 20)
    fly(mission, 20)
    assert back.digest() == mission.digest()


def spoken(seed: int, seconds: float, **line: Any) -> list[str]:
    one = {"who": "EVA", "text": "One.", "when": "mission.met > 1 s", **line}
    mission = Mission(level(voice=[one]), seed=seed)
    return [event.text for event in of(fly(mission, seconds), "voice")]


def test_lines_take_turns_from_one_that_is_drawn() -> None:
    three = {spoken(seed, 10, turns=["Two.", "Three."])[0] for seed in range(20)}
    assert three == {"One.", "Two.", "Three."}
    said = spoken(1, 41, turns=["Two.", "Three."], again="10 s")
    assert len(said) == 4 and len(set(said[:3])) == 3 and said[3] == said[0]


def test_a_line_is_said_again_only_after_its_time() -> None:
    assert spoken(1, 60) == ["One."]
    assert spoken(1, 60, again="20 s") == ["One."] * 3


@pytest.mark.parametrize(
    ("event", "path"),
    [
        ({"when": "x > 1", "do": ["flag a on"]}, ("when",)),
        ({"when": "mission.met > 1 s"}, ()),
        ({"when": "mission.met > 1 s", "text": "Hm."}, ("text",)),
        ({"when": "mission.met > 1 s", "do": ["flag a on"], "who": "EVA"}, ("who",)),
        ({"when": "mission.met > 1 s", "do": ["runn wait"]}, ("do", 0)),
    ],
)
def test_mistakes_of_events(event: dict[str, Any], path: tuple[str | int, ...]) -> None:
    found = check(level(events={"a": event}))
    assert ("events", "a", *path) in {each.path for each in found}
