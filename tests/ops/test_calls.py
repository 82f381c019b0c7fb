"""Calls: heard, read back, done; and what FLIGHT says on the loop."""

from __future__ import annotations

import pytest

from game.display.loop import heard
from game.level.schema import Difficulty
from game.mission import Mission
from game.vocabulary.orders import CATALOGUE, Names, parse
from game.vocabulary.phrases import phrase
from tests.ops.flying import CREW, accepted, fly, kinds, level, of, read_back, steps

CALLED = {"ev1": "Okafor", "wait": "Wait", "eclss": "ECLSS"}
NAMES = Names(("ev1",), ("wait",), ("alarm",), ("question",))


def line(mission: Mission, number: int) -> str:
    """An event as it is heard on the loop."""
    said = heard(mission.events[number], {})
    assert said is not None
    return said.text


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("flow ev1 high", "Okafor, high flow."),
        ("rest ev1 2 min", "Okafor, rest for 2 min."),
        ("go wait", "GO for Wait."),
        ("ask eclss", "ECLSS, what do you make of it?"),
        ("repress n2", "Repress with nitrogen."),
        ("hatch closed", "Okafor, close and latch the hatch."),
    ],
)
def test_an_order_is_said_in_words(order: str, words: str) -> None:
    assert phrase(parse(order, NAMES), CALLED, "ev1") == words


def test_every_order_that_is_spoken_has_words_of_its_own() -> None:
    for word in CATALOGUE:
        if word.by != "crew" and word.spoken:
            order = parse(word.example.replace("leak-check", "wait"), _any_names(word.example))
            assert phrase(order, CALLED) != order.text, word.word


def _any_names(example: str) -> Names:
    given = tuple(example.split()[1:])
    return Names(("ev1", "ev2", "plt"), (*given, "wait"), given, given)


def test_the_loop_says_it_and_the_causes_keep_the_order() -> None:
    mission = Mission(level())
    number = accepted(mission, "flow ev1 high")
    assert line(mission, number) == "Okafor, high flow."
    assert mission.events[number].text == "flow ev1 high"


def test_two_of_one_name_are_called_by_their_roles() -> None:
    same = {who: {**one, "name": "Ada Marsh"} for who, one in CREW.items()}
    mission = Mission(level(crew=same))
    assert line(mission, accepted(mission, "flow ev1 high")) == "EV1, high flow."


def test_a_call_is_heard_read_back_and_then_done() -> None:
    mission = Mission(level())
    number = accepted(mission, "visor ev1 closed")
    assert "checklist.started" not in kinds(list(mission.events))
    events = fly(mission, 4.0)
    (read,) = of(events, "voice")
    assert read.subject == "EV1" and "losing my visor" in read.text
    (begun,) = of(events, "checklist.started")
    assert begun.number > read.number and number in read.causes and number in begun.causes
    fly(mission, 12.0)
    assert mission.telemetry["ev1.suit.visor"] == "closed"


def test_what_the_ground_can_do_by_command_is_done_at_once() -> None:
    mission = Mission(level())
    accepted(mission, "flow ev1 high")
    assert "suit.flow" in kinds(list(mission.events))


@pytest.mark.parametrize("difficulty", ["cadet", "specialist"])
def test_it_takes_a_second_or_two_and_longer_with_stress(difficulty: Difficulty) -> None:
    took = []
    for seed in range(20):
        for stress in (0.1, 0.9):
            mission = Mission(level(), seed=seed, difficulty=difficulty)
            mission._world.state.bodies["ev1"].stress = stress
            began = mission.tick
            read_back(mission, "pace ev1 slow")
            took.append((stress, (mission.tick - began) / 2))
    calm = [seconds for stress, seconds in took if stress < 0.5]
    tense = [seconds for stress, seconds in took if stress > 0.5]
    assert min(calm) >= 1.0 and max(calm) <= 3.0
    more = sum(tense) / 20 - sum(calm) / 20
    assert more == pytest.approx(0.0 if difficulty == "cadet" else 3.2, abs=0.3)


def garbled(difficulty: Difficulty) -> list[Mission]:
    """Those of fifty calls after which somebody asked to hear it again, flown on."""
    found = []
    for seed in range(50):
        mission = Mission(level(), seed=seed, difficulty=difficulty)
        read_back(mission, "pace ev1 slow")
        if any("gain" in event.text for event in of(list(mission.events), "voice")):
            found.append(mission)
    return found


def test_a_garbled_call_is_said_once_more_by_capcom_and_then_done() -> None:
    assert not garbled("specialist")
    missions = garbled("director")
    assert 1 <= len(missions) <= 12
    for mission in missions:
        voices = of(list(mission.events), "voice")
        assert [one.subject for one in voices] == ["EV1", "CAPCOM", "EV1"]
        assert voices[1].text == "Okafor, take it slowly."
        assert mission.telemetry["ev1.pace"] == "slow"


def test_who_does_not_wake_does_not_answer() -> None:
    mission = Mission(level())
    accepted(mission, "rest ev1")
    mission._world.state.bodies["ev1"].alive = False
    said = of(fly(mission, 6.0), "voice")
    assert [(one.subject, one.text) for one in said] == [("CAPCOM", "EV1 does not answer.")]


def test_the_second_call_of_a_kind_takes_the_place_of_the_first() -> None:
    mission = Mission(level())
    accepted(mission, "pace ev1 fast")
    read_back(mission, "pace ev1 slow")
    fly(mission, 5.0)
    assert mission.telemetry["ev1.pace"] == "slow"
    assert len(of(list(mission.events), "voice")) == 1


def test_tempers_and_seeds_read_back_in_other_words() -> None:
    said = set()
    for seed in range(8):
        for temper in ("calm", "wry", "quick", "earnest"):
            crew = {who: {**one, "temper": temper} for who, one in CREW.items()}
            mission = Mission(level(crew=crew), seed=seed)
            read_back(mission, "visor ev1 closed")
            said.add(of(list(mission.events), "voice")[-1].text)
    assert len(said) >= 6


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (None, ["EV1, you are GO: Pull it open."]),
        ("Go for hatch open.", ["EV1, you are GO.", "Go for hatch open."]),
    ],
)
def test_what_the_go_is_for_is_said_once(call: str | None, said: list[str]) -> None:
    made = steps({"text": "Pull it open", "critical": True, **({"call": call} if call else {})})
    mission = Mission(level(procedures={"open": made}, plan=["open"]))
    accepted(mission, "run open")
    fly(mission, 2)
    accepted(mission, "go open")
    spoken = [e.text for e in fly(mission, 3) if e.kind == "voice" and e.subject == "CORE"]
    assert spoken == said
