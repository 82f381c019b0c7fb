"""What a step does: its actions, or what a slip does in their place."""

from __future__ import annotations

from collections.abc import Sequence

from game.level.schema import Step
from game.ops.context import Act, OpsContext
from game.ops.crew.slips import Slips
from game.ops.crew.workload import Workload
from game.ops.procedures.runners import Runners
from game.ops.state import Runner
from game.ops.views import Wait
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import BY_WORD, NotUnderstood
from game.world.capability import stiff

ON_CAMERA = ("move", "snag", "drop")
"""Acts of a slip that a helmet camera shows in time: not what is felt behind a rim."""


class ActionRunner:
    """Carries out the actions of steps."""

    def __init__(self, context: OpsContext, workload: Workload, runners: Runners, act: Act) -> None:
        self._context = context
        self._slips = Slips(context, workload)
        self._runners = runners
        self._act = act

    def slips(
        self, runner: Runner, step: Step, people: Sequence[str]
    ) -> tuple[list[str], list[str]]:
        """Who of ``people`` does the step wrong unseen this time, and whose slip is seen.

        A buddy sees it, or CORE, who watches all work in stiff suits while there is a signal. What
        a ``slip`` of the level does is seen only where a helmet camera shows it. Nobody fails to
        move without noticing.
        """
        name = step.id or str(runner.at + 1)
        wrong: list[str] = []
        if step.slip or not all(action.startswith("move ") for action in step.do):
            wrong = self._slips.made(runner, step, name, people)
        world = self._context.world
        shown = all(action.split()[0] in ON_CAMERA for action in step.slip or ())
        watched = world.signal and shown
        caught = [
            who
            for who in wrong
            if (step.check or (watched and stiff(world, who)))
            and self._slips.caught(runner, name, who)
        ]
        if people and (step.do or step.slip or step.begin):
            counts, counter = self._context.state.counts, f"{runner.id}/{name}"
            counts[counter] = counts.get(counter, 0) + 1
        return [who for who in wrong if who not in caught], caught

    def tell_caught(
        self, runner: Runner, step: Step, caught: Sequence[str], done: int, log: EventLog
    ) -> None:
        """The buddy or CORE has seen slips in time, and had them put right."""
        text, buddy = self._runners.text(runner, step), step.check or "core"
        for who in caught:
            role = self._context.role(who)
            self._context.tell(
                log,
                events.STEP_CAUGHT,
                self._runners.root(runner).id,
                (done,),
                {"buddy": buddy, "by": who, "step": text},
            )
            self._context.say(log, buddy, f"{role}, once more: {text}", (done,))

    def impossible(self, actions: Sequence[str], people: list[str]) -> Wait | None:
        """Why the first action is not possible, before it is reported done."""
        for text in actions[:1]:
            for each in _each(text, people):
                try:
                    order = self._context.action(each)
                except NotUnderstood as bad:
                    return Wait("impossible", "", str(bad))
                why = self._context.world.can(order)
                return Wait("impossible", order.word, why) if why else None
        return None

    def perform(
        self, runner: Runner, step: Step, people: list[str], wrong: list[str], done: int,
        log: EventLog,
    ) -> Wait | None:  # fmt: skip
        """Do the step's actions, and in their place the slips of those who did it wrong."""
        if not wrong:
            return self.do(runner, step.do, people, done, log)
        right = [who for who in people if who not in wrong]
        each = tuple(action for action in step.do if "{who}" in action)
        why = self.do(runner, each, right, done, log) if right else None
        for who in wrong:
            slip = log.add(
                events.STEP_SLIP,
                self._runners.root(runner).id,
                (done,),
                {"by": who, "step": self._runners.text(runner, step)},
            )
            why = why or self.do(runner, step.slip or (), [who], slip, log)
        return why

    def do(
        self,
        runner: Runner,
        actions: Sequence[str],
        people: Sequence[str],
        cause: int,
        log: EventLog,
    ) -> Wait | None:
        """Carry out ``actions``; why one was not possible, or None."""
        for text in actions:
            for each in _each(text, people):
                try:
                    order = self._context.action(each)
                except NotUnderstood as bad:
                    return Wait("impossible", "", str(bad))
                if BY_WORD[order.word].instead:
                    why = f"{order.word} is the flight director's to give, not a step's"
                    return Wait("impossible", order.word, why)
                # The order that a job was made of was held against the flight rules when given.
                given = runner.job and runner.job[0] == order.word
                act = self._context.world.act if given else self._act
                refused = act(order, cause, log)
                if refused:
                    return Wait("impossible", order.word, refused)
        return None


def _each(action: str, people: Sequence[str]) -> list[str]:
    if "{who}" not in action:
        return [action]
    return [action.replace("{who}", who) for who in people]
