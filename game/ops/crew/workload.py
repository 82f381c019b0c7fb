"""Work: who is free, how long work takes them, and whether they do it right."""

from __future__ import annotations

from collections.abc import Sequence

from game.level.schema import Step
from game.ops.context import OpsContext
from game.ops.state import Runner, Task
from game.ops.views import Wait

CHECK_TIME = 1.3
"""A buddy's cross-check makes a step this much longer [R]."""
PACE_TIME = {"slow": 1.3, "normal": 1.0, "fast": 0.8}
PACE_EFFORT = {"slow": 0.8, "normal": 1.0, "fast": 1.3}
"""What a pace does to time and metabolic rate [R]."""
IDLE_EFFORT = {"seat": 120.0, "cabin": 140.0, "hatch": 160.0, "outside": 200.0}
"""Metabolic rate while waiting, W, by place."""
SLOWEST = 0.2
"""However unwell, work proceeds at this share of its speed [R]."""


class Workload:
    """Who is at work on what."""

    def __init__(self, context: OpsContext) -> None:
        self._context = context

    def awake(self, who: str) -> bool:
        """Whether ``who`` lives and is conscious."""
        able = self._context.world.capability(who)
        return able.alive and able.conscious

    def of(self, step: Step, column: str = "") -> list[str]:
        """The crew ids that ``step`` names; none for the ground. ``all`` is who is awake.

        In a simo column a step that names nobody is the column's.
        """
        who = step.who
        if who == "core" and column:
            who = column
        if who == "core":
            return []
        if who == "all":
            return [each for each in self._context.crew if self.awake(each)]
        return [who] if isinstance(who, str) else list(who)

    def obstacle(self, people: Sequence[str]) -> Wait | None:
        """Why ``people`` can't begin something now, or None."""
        tasks = self._context.state.work.tasks
        for who in people:
            if who in tasks:
                return Wait("person", who, f"until {self._context.role(who)} is free")
        for who in people:
            if not self.awake(who):
                return self.silent(who)
        return None

    def silent(self, who: str) -> Wait:
        """That ``who`` does not answer."""
        return Wait("silent", who, f"{self._context.role(who)} does not answer")

    def factor(self, step: Step, people: Sequence[str]) -> float:
        """How many times its time by the book ``step`` takes ``people`` as they are now.

        The slowest of them sets it.
        """
        factor = 1.0
        for who in people:
            speed = max(SLOWEST, self._context.world.capability(who).speed)
            factor = max(factor, PACE_TIME[self.pace(who)] / speed)
        if people and factor == 1.0:
            factor = max(PACE_TIME[self.pace(who)] for who in people)
        return factor * CHECK_TIME if step.check else factor

    def pace(self, who: str) -> str:
        """How hard ``who`` was told to work."""
        return self._context.state.pace.get(who, "normal")

    def occupy(
        self, runner: Runner, step: Step, text: str, people: list[str], now: int, until: int
    ) -> None:
        """Put ``people`` to work on a step of ``runner``."""
        runner.people = people
        for who in people:
            self._context.state.work.tasks[who] = Task(runner.id, text, step.effort, now, until)
            self._exert(who, step.effort * PACE_EFFORT[self.pace(who)], runner.step_event)

    def release(self, runner: Runner) -> None:
        """Let the people at work for ``runner`` go."""
        people, runner.people = runner.people, []
        for who in people:
            self._context.state.work.tasks.pop(who, None)
            self._exert(who, IDLE_EFFORT[self._context.world.place(who)], runner.step_event)

    def set_pace(self, who: str, pace: str, cause: int) -> None:
        """Change how hard ``who`` works, also at the work in hand."""
        self._context.state.pace[who] = pace
        self._context.world.publish(f"{who}.pace", pace)
        task = self._context.state.work.tasks.get(who)
        if task is not None:
            self._exert(who, task.effort * PACE_EFFORT[pace], cause)

    def _exert(self, who: str, watts: float, cause: int) -> None:
        self._context.world.set_effort(who, watts, cause)
