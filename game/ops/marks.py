"""What conditions may read of checklists, objectives, questions and flags: one word each.

The words follow from the state of the people's side alone, and are published as channels.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.ops.context import OpsContext
from game.ops.procedures.runners import ACTIVE, Runners
from game.ops.state import Runner

_IN_HAND = {
    "todo": "waiting", "needs": "waiting", "go": "waiting", "running": "running",
    "expect": "running", "failed": "failed",
}  # fmt: skip
"""The word for the step in hand, by its phase."""


class Marks:
    """The channels of the level's own that people move, but for checklists."""

    def __init__(self, context: OpsContext, runners: Runners) -> None:
        self._context = context
        self._runners = runners
        self._names = [
            (name, *name.split(".", 1))
            for name in context.world.layout.published
            if name.startswith(("step.", "objective.", "question.", "flag."))
        ]

    def publish(self) -> None:
        """Publish the words that have changed."""
        world = self._context.world
        for name, word in self._words():
            if world.sensed[world.index[name]] != word:
                world.publish(name, word)

    def _words(self) -> Iterator[tuple[str, str]]:
        state = self._context.state
        for name, head, rest in self._names:
            if head == "flag":
                yield name, "on" if rest in state.flags else "off"
            elif head == "objective":
                missed = "lost" if rest in state.lost else "open"
                yield name, "met" if rest in state.objectives else missed
            elif head == "question":
                asked = "asked" if rest in state.asked else "none"
                yield name, state.answers.get(rest, asked)
            else:
                yield name, self._step(rest)

    def _step(self, name: str) -> str:
        checklist, place = self._context.level.steps[name]
        runner = self._runners.get(self._runners.name_at(checklist, place))
        at = place[-1]
        assert isinstance(at, int)
        if runner is None or at > runner.at:
            return "todo"
        if at < len(runner.steps):
            return runner.steps[at]
        return _in_hand(runner)


def _in_hand(runner: Runner) -> str:
    """What has become of the step that ``runner`` has in hand."""
    return _IN_HAND.get(runner.phase, "todo") if runner.status in ACTIVE else "failed"
