"""How long steps and checklists take by the book, s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.level.schema import Checklist, Step

LONG_WAIT_S = 60.0
"""A wait for telemetry longer than this counts by half; shorter ones do not count."""
DEEPEST = 4
"""How deep checklists that run each other are followed."""


def step_s(step: Step, checklists: Mapping[str, Checklist], depth: int = DEEPEST) -> float:
    """The time of one step: its own, or that of what it runs, of its longest column or branch."""
    longest = 0.0
    for part in step.parts:
        longest = max(longest, steps_s(part.steps, checklists, depth))
    if step.simo or step.if_ or step.ask:
        return longest
    if step.watch:  # by the book it holds
        return step.for_ + steps_s(step.then, checklists, depth)
    if step.run:
        other = checklists.get(step.run)
        return steps_s(other.steps, checklists, depth - 1) if other and depth else 0.0
    wait = step.within / 2.0 if step.expect and step.within > LONG_WAIT_S else 0.0
    return step.takes + wait


def checklist_s(checklist: Checklist, checklists: Mapping[str, Checklist]) -> float:
    """The time of a whole checklist; what an optional one says of itself goes before."""
    said = checklist.optional.takes if checklist.optional else None
    return steps_s(checklist.steps, checklists) if said is None else said


def steps_s(
    steps: Iterable[Step], checklists: Mapping[str, Checklist], depth: int = DEEPEST
) -> float:
    """The time of steps, one after the other."""
    total = 0.0
    for step in steps:
        total += step_s(step, checklists, depth)
    return total


class Book:
    """How long the checklists of a level take by the book, each computed once.

    The margin asks for the whole plan whenever somebody looks at it.
    """

    def __init__(self, checklists: Mapping[str, Checklist]) -> None:
        self._checklists = checklists
        self._rests: dict[tuple[str, int], float] = {}

    def checklist_s(self, name: str) -> float:
        """The time of a whole checklist of the level; see :func:`checklist_s`."""
        option = self._checklists[name].optional
        said = option.takes if option else None
        return self.rest_s(name, 0) if said is None else said

    def rest_s(self, name: str, at: int) -> float:
        """The time of a checklist's steps from the step ``at`` on (from 0)."""
        found = self._rests.get((name, at))
        if found is None:
            found = steps_s(self._checklists[name].steps[at:], self._checklists)
            self._rests[name, at] = found
        return found
