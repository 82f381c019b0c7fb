"""Slips: whether a step is done right, and whether the buddy sees that it was not."""

from __future__ import annotations

from collections.abc import Sequence

from game.level.schema import Step
from game.ops.context import OpsContext
from game.ops.crew.workload import Workload
from game.ops.state import Runner
from game.physics.chance import draw
from game.physics.reliability import GENERIC_TASKS

SLIP_FACTOR = {"cadet": 0.3, "specialist": 1.0, "director": 2.0}
"""How each difficulty scales the probability of a slip."""
CHECK_RECOVERS = 0.8
"""Share of slips that a cross-check catches (THERP recovers 0.5 to 0.9)."""
PACE_SLIPS = {"slow": 0.8, "normal": 1.0, "fast": 2.0}
"""How a pace scales the probability of a slip [R]."""


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
        return self._draw("check", runner, name, who) < CHECK_RECOVERS

    def probability(self, step: Step, who: str) -> float:
        """How likely ``who`` does ``step`` wrong, 0 to 1."""
        context = self._context
        chance = GENERIC_TASKS[step.task].probability * context.world.capability(who).slips
        chance *= 1.0 + 2.0 * (1.0 - context.level.crew[who].training)
        pace = PACE_SLIPS[self._workload.pace(who)]
        return min(1.0, chance * SLIP_FACTOR[context.difficulty] * pace)

    def _draw(self, what: str, runner: Runner, name: str, who: str) -> float:
        times = self._context.state.counts.get(f"{runner.id}/{name}", 0)
        return draw(self._context.seed, f"{what}.{runner.id}.{name}.{who}", times)
