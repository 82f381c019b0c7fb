"""Random orders, good and bad, for tests: ``python -m tests.ops.orders 100000`` gives so many."""

from __future__ import annotations

import random
import sys

from game.level.loading import load_named
from game.mission import Mission
from game.vocabulary import orders
from game.vocabulary.channels import paired

LEVEL = load_named("first-out")
CONDITIONS = (
    "cabin.pressure < 5 psi", "ev1.place == outside", "orbit.signal == lost", "mission.met > 5 s",
    "all.suit.visor == closed", "o2.time_left < 60 min", "checklist.vent == running", "nonsense",
)  # fmt: skip
TIMES = (
    "30 s", "0 s", "-5 s", "8 d", "7 d", "4 h", "1e9 h", "nan s", "99:99:99", "1", "s", "0.001 s",
    "2 min 3", "1e400 s",
)  # fmt: skip
NUMBERS = ("0", "1", "2", "6", "7", "99999", "100000", "-1", "²", "1.5")
STRANGE = ("", "{who}", "\x00", "é" * 300, "all", "EV1", "do", "[b]", "when", "..", "1" * 400)


def some_order(dice: random.Random, mission: Mission, deep: int = 0) -> str:
    """Any order with any arguments, three in ten times one that keeps the plan going."""
    if dice.random() < 0.3:
        idle = [item.checklist for item in mission.plan if item.status == "idle"]
        return dice.choice(["go", "skip", "continue", *(f"run {name}" for name in idle[:1])])
    entry = dice.choice(orders.CATALOGUE)
    if entry.word == "when":
        inner = some_order(dice, mission, deep + 1) if deep < 3 else "abort"
        return f"when {dice.choice(CONDITIONS)} do {inner}"
    values = [entry.word, *(_value(dice, mission, one) for one in entry.arguments)]
    if dice.random() < 0.05:
        values.insert(dice.randrange(len(values) + 1), dice.choice(STRANGE))
    if dice.random() < 0.1:
        values = values[: dice.randrange(len(values) + 1)]
    return " ".join(values)


def _value(dice: random.Random, mission: Mission, argument: orders.Argument) -> str:
    if argument.kind == "duration":
        return dice.choice(TIMES)
    if argument.kind == "number":
        return dice.choice(NUMBERS)
    if argument.kind == "choice":
        return dice.choice(argument.choices)
    names = mission.names
    known = {
        "crew": names.crew, "checklist": names.checklists, "alarm": (*names.alarms, "all"),
        "raised": names.alarms or ("none",), "pair": paired(names.crew),
        "flag": ("seal-seen",), "answer": names.answers or ("yes",),
        "question": names.questions or ("none",),
    }  # fmt: skip
    return dice.choice(known[argument.kind])


def give(count: int, seed: int) -> tuple[Mission, int]:
    """Give ``count`` random orders, several a tick as in a pause, to flights of First Out, a new
    one whenever one ends. The last flight, and how many were accepted.

    Raises the first fault that a mission caught.
    """
    dice = random.Random(seed)
    mission, accepted = Mission(LEVEL, seed=seed), 0
    for _ in range(count):
        if mission.outcome is not None:
            mission = Mission(LEVEL, seed=dice.randrange(1000))
        answer = mission.order(some_order(dice, mission))
        accepted += not hasattr(answer, "why")
        if dice.random() < 0.4:
            mission.fly(mission.tick + dice.choice((1, 1, 2, 7, 40, 400)))
        if mission.faults:
            raise mission.faults[0]
    return mission, accepted


if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    _, taken = give(total, 1)
    print(f"{total} orders given, {taken} accepted, no fault")
