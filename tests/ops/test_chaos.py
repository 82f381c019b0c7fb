"""A flight director who gives any order at any time: nothing breaks, and nothing is forgotten."""

from __future__ import annotations

import json
import random

import pytest

from game.mission import Mission
from game.ops.views import Refused
from game.vocabulary import orders
from game.vocabulary.events import UNKNOWN
from tests.level import plain

LEVEL = plain.level()
CONDITIONS = (
    "cabin.pressure < 5 psi", "ev1.place == outside", "orbit.signal == lost",
    "all.suit.visor == closed", "o2.time_left < 60 min", "checklist.vent == running",
)  # fmt: skip


def some_order(dice: random.Random, mission: Mission) -> str:
    """Any order that can be spelled, more often one that keeps the plan going."""
    if dice.random() < 0.7:
        idle = [item.checklist for item in mission.plan if item.status == "idle"]
        return dice.choice(["go", "go", "continue", "yes", *(f"run {name}" for name in idle[:1])])
    word = dice.choice([entry for entry in orders.CATALOGUE if entry.by != "crew"])
    if word.word == "when":
        inner = some_order(dice, mission)
        return f"when {dice.choice(CONDITIONS)} do {inner}"
    values = [word.word]
    for argument in word.arguments:
        if argument.kind == "duration":
            values.append(dice.choice(["30 s", "2 min"]))
        elif argument.kind == "number":
            values.append(str(dice.randrange(1, 4)))
        else:
            known = orders.complete(" ".join(values) + " ", mission.names)
            if known:
                values.append(dice.choice(known).split()[-1])
    return " ".join(values)


@pytest.mark.parametrize("seed", range(8))
def test_any_order_at_any_time(seed: int) -> None:
    dice = random.Random(seed)
    mission = Mission(LEVEL, seed=seed, difficulty="director")
    told = 0
    while mission.outcome is None and mission.tick < 9000:
        if dice.random() < 0.02:
            text = some_order(dice, mission)
            before = mission.digest() if dice.random() < 0.2 else ""
            answer = mission.order(text)
            if isinstance(answer, Refused):
                assert answer.why and "\n" not in answer.why
                assert before in ("", mission.digest()), text
            else:
                assert mission.events[answer.event].text == answer.text
        if dice.random() < 0.004:
            told += 1
            look(mission)
            state = json.loads(json.dumps(mission.state()))
            again = Mission.restore(LEVEL, seed, "director", state)
            for _ in range(40):
                assert [*again.step()] == [e for e in mission.step() if e.tick == mission.tick]
            assert again.digest() == mission.digest()
        mission.step()
    assert told
    for event in mission.events:
        assert event.row is not UNKNOWN
        assert all(cause < event.number for cause in event.causes)
    assert len(mission.state()["ops"]["work"]["runners"]) < 60


def look(mission: Mission) -> None:
    """Look at everything; each view must make sense."""
    for person in mission.crew:
        assert 0.0 <= person.progress <= 1.0 and person.remaining_s >= 0.0
    for view in mission.checklists:
        assert 0 <= view.at <= len(view.steps)
        assert mission.checklist(view.id) == view or view.id not in LEVEL.checklists
    for question in mission.questions:
        assert question.remaining_s >= 0.0
    if mission.attention is not None:
        assert mission.attention.in_s >= 0.0 and mission.attention.why
