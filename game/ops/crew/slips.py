"""Slips: whether a step is done right, and whether the buddy sees that it was not."""

from __future__ import annotations

from collections.abc import Sequence

from game.level.schema import Step
from game.ops.context import OpsContext
from game.ops.crew.workload import Workload
from game.ops.state import Runner
from game.physics.chance import draw
from game.physics.reliability import CHECKER_MISSES, CONDITIONS, GENERIC_TASKS, heart
from game.world.capability import stiff

SLIP_FACTOR = {"cadet": 0.3, "specialist": 1.0, "director": 2.0}
"""How each difficulty scales the probability of a slip."""
HASTE = {"slow": -0.02, "normal": 0.0, "fast": 0.1}
"""Share of HEART's shortage of time that a pace brings: twice the slips when fast, and a fifth
fewer when slow [R]."""


STIFF_TASK = "E"
"""The generic task of HEART that work in a suit under pressure is at best: gloved, rapid, felt more
than seen [R]."""
EXPERIENCE = -0.04
"""Share of HEART's inexperience that each flight before takes away, to half of a rookie's [R]."""
TIRED = 2.0
"""How many times as often again somebody who is wholly tired slips [R]."""


class Slips:
    """The slips of the crew, each drawn by seed, step, person and how often it was done."""

    def __init__(self, context: OpsContext, workload: Workload) -> None:
        self._context = context
        self._workload = workload

    def made(self, runner: Runner, step: Step, name: str, people: Sequence[str]) -> list[str]:
        """Those of ``people`` who do the step wrong this time, before any cross-check."""
        return [
            who
            for who in people
            if self._draw("slip", runner, name, who) < self.probability(step, who)
        ]

    def caught(self, runner: Runner, name: str, who: str) -> bool:
        """Whether a cross-check sees the slip of ``who``."""
        return self._draw("check", runner, name, who) < 1.0 - CHECKER_MISSES

    def probability(self, step: Step, who: str) -> float:
        """How likely ``who`` does ``step`` wrong, 0 to 1: HEART, scaled by the difficulty."""
        context = self._context
        member, generic = context.level.crew[who], GENERIC_TASKS[step.task].probability
        if stiff(context.world, who):
            generic = max(generic, GENERIC_TASKS[STIFF_TASK].probability)
        known = max(0.5, 1.0 + EXPERIENCE * member.experience)
        chance = heart(
            generic,
            (
                (context.world.capability(who).slips, 1.0),
                (CONDITIONS["inexperience"], (1.0 - member.training) * known),
                (1.0 + TIRED, member.fatigue),
                (CONDITIONS["time"], HASTE[self._workload.pace(who)]),
            ),
        )
        return min(1.0, chance * SLIP_FACTOR[context.difficulty])

    def _draw(self, what: str, runner: Runner, name: str, who: str) -> float:
        times = self._context.state.counts.get(f"{runner.id}/{name}", 0)
        return draw(self._context.seed, f"{what}.{runner.id}.{name}.{who}", times)
