"""Orders to checklists: run, go, hold, continue, repeat, skip, step and stop.

Each order names a checklist or, without a name, means the one that most needs it: the one that
waits for GO, else one that holds, else the newest that runs. Every order is first checked;
a refusal is one sentence and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from game.level.schema import Step
from game.ops.context import OpsContext
from game.ops.crew.workload import Workload
from game.ops.procedures.runners import ACTIVE, HELD, Runners
from game.ops.state import Runner
from game.ops.views import Wait
from game.vocabulary import events, units
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order
from game.vocabulary.units import TICK_S
from game.vocabulary.wording import listed


class Steering:
    """The flight director's control over the checklists."""

    def __init__(self, context: OpsContext, runners: Runners, workload: Workload) -> None:
        self._context = context
        self._runners = runners
        self._workload = workload

    # What is ordered

    def cannot_run(self, order: Order) -> str | None:
        """Why the checklist can't be run now, or None."""
        name = order.arguments[0]
        runner = self._runners.active(name)
        if name not in self._context.checklists:
            return f"{name} is not a checklist of the flight plan"
        if runner is None:
            last = self._runners.get(name)
            now = self._context.tick
            if last is not None and last.status == "done" and last.started_tick == now:
                return f"{self._title(name)} was run just now"
            return self._not_yet(name)
        here = f"step {runner.at + 1}"
        if runner.status == "holding":
            return f"{self._title(name)} is held at {here}: give continue {name}, or stop {name}"
        return f"{self._title(name)} is running already, at {here}"

    def _not_yet(self, name: str) -> str | None:
        """What an optional checklist needs and does not have, or None."""
        option = self._context.checklists[name].optional
        if option is None or option.needs is None or self._context.holds(option.needs):
            return None
        return f"{self._title(name)} is possible only when {self._context.plain(option.needs)}"

    def run(self, order: Order, cause: int, log: EventLog) -> None:
        """Start a checklist."""
        self._runners.start(order.arguments[0], (cause,), log)

    def cannot_step(self, order: Order) -> str | None:
        """Why no step can be done now, or None."""
        if order.arguments and self._runners.active(order.arguments[0]) is None:
            return self.cannot_run(order)
        return self.cannot_steer(order)

    def step(self, order: Order, cause: int, log: EventLog) -> None:
        """Do one step, then hold; start the checklist if it does not run."""
        if order.arguments and self._runners.active(order.arguments[0]) is None:
            runner = self._runners.start(order.arguments[0], (cause,), log)
            runner.hold_after = True
            return
        self.steer(order, cause, log)

    def cannot_steer(self, order: Order) -> str | None:
        """Why ``order`` can't be followed by any checklist, or by the one that it names."""
        name = order.arguments[0] if order.arguments else ""
        if name and self._runners.active(name) is None:
            return f"{self._title(name)} is not running"
        found = self._targets(order)
        return found if isinstance(found, str) else None

    def steer(self, order: Order, cause: int, log: EventLog) -> None:
        """Have the checklists that ``order`` means follow it."""
        found = self._targets(order)
        assert not isinstance(found, str), "refused before"
        for runner in found:
            _FOLLOW[order.word](self, runner, cause, log)

    def cannot_watch(self, order: Order) -> str | None:
        """Why the length of a watch can't be chosen now, or None."""
        name = order.arguments[0]
        top = self._runners.active(name)
        if top is None:
            return f"{self._title(name)} is not running"
        if self._watching(top) is None:
            return f"{self._title(name)} watches nothing now"
        return None

    def watch(self, order: Order, cause: int, log: EventLog) -> None:
        """Have what a checklist watches now be watched for so long, from its beginning."""
        runner = self._watching(self._active(order.arguments[0]))
        assert runner is not None, "refused before"
        ticks = int(units.parse(order.arguments[1], "duration") / TICK_S + 0.5)
        runner.until = max(runner.since + ticks, log.tick + 1)
        runner.last_event = cause
        for who in runner.people:
            self._context.state.work.tasks[who].until_tick = runner.until
        self._runners.wake(runner, log.tick)

    def _watching(self, top: Runner) -> Runner | None:
        for runner in self._runners.below(top):
            steps = self._runners.steps(runner)
            if runner.at < len(steps) and steps[runner.at].watch and runner.phase == "running":
                return runner if not runner.waits else None
        return None

    def cannot_stop(self, order: Order) -> str | None:
        """Why the checklist can't be stopped, or None."""
        name = order.arguments[0]
        if self._runners.active(name) is None:
            return f"{self._title(name)} is not running"
        return None

    def stop(self, order: Order, cause: int, log: EventLog) -> None:
        """Stop a checklist, and all that it waits for."""
        runner = self._active(order.arguments[0])
        why = Wait("stopped", "", "stopped as ordered")
        self._runners.end(runner, "stopped", why, (cause,), log)

    def cannot_end_early(self, order: Order) -> str | None:
        """Why the EVA can't be aborted or terminated now, or None."""
        name = self._way_home(order.word)
        if name not in self._context.checklists:
            return f"there is no checklist for {order.word} on this flight"
        if self._runners.active(name) is not None:
            return f"{self._title(name)} is under way already"
        abort = self._context.level.abort
        if order.word == "terminate" and abort and self._runners.active(abort) is not None:
            return f"{self._title(abort)} is under way, and goes before"
        return None

    def end_early(self, order: Order, cause: int, log: EventLog) -> None:
        """Stop all that is in work, and bring everybody in by the level's checklist for it."""
        context, abort = self._context, order.word == "abort"
        context.state.ended_early = cause
        context.state.calls = []
        why = "the EVA is aborted" if abort else "the EVA ends early"
        self._runners.stop_all(Wait("stopped", "", why), (cause,), log)
        says = (
            "Abort, abort, abort. Everybody in, hatch closed"
            if abort
            else "We terminate the EVA. Everybody in, by the checklist"
        )
        context.say(log, "core" if context.world.signal else context.speaker(), says, (cause,))
        self._runners.start(self._way_home(order.word), (cause,), log)

    def _way_home(self, word: str) -> str:
        level = self._context.level
        return (level.abort if word == "abort" else level.terminate) or ""

    # Who is meant

    def _title(self, name: str) -> str:
        return self._context.titles.get(name, name)

    def _active(self, name: str) -> Runner:
        runner = self._runners.active(name)
        assert runner is not None, "checked before"
        return runner

    def _targets(self, order: Order) -> list[Runner] | str:
        """The runners that ``order`` acts on, or why there are none."""
        name = order.arguments[0] if order.arguments else ""
        fits, none = _FITS[order.word]
        if name:
            top = self._active(name)
            among = self._runners.below(top)
        else:
            among = [r for r in self._runners.all if r.status in ACTIVE]
        busy = {r.parent for r in self._runners.all if r.status in ACTIVE}
        leaves = [r for r in among if r.id not in busy and r.at < len(self._runners.steps(r))]
        found = [r for r in leaves if fits(r)]
        if not found:
            return self._none(order.word, name, leaves) or none
        if order.word in ("hold", "continue"):
            return self._together(found, bool(name))
        return [self._neediest(found)]

    def _together(self, found: list[Runner], named: bool) -> list[Runner]:
        """Columns of one simo step hold and resume together."""
        if named:
            return found
        root = self._runners.root(self._neediest(found))
        return [r for r in found if self._runners.root(r) is root]

    @staticmethod
    def _neediest(found: list[Runner]) -> Runner:
        waiting = [r for r in found if r.phase == "go" and r.status == "running"]
        holding = [r for r in found if r.status == "holding"]
        if waiting:
            return min(waiting, key=lambda r: r.last_event)
        if holding:
            return max(holding, key=lambda r: r.last_event)
        return found[-1]

    def _none(self, word: str, name: str, leaves: list[Runner]) -> str:
        """A better reason than that nothing fits, when there is one."""
        what = self._title(name)
        if word == "go" and name:
            return f"{what} does not wait for your GO"
        if word == "continue" and name:
            return f"{what} is not held"
        if word == "hold" and name:
            return f"{what} is held already"
        if word == "repeat" and leaves:
            runner = self._neediest(leaves)
            here = self._runners.here(runner)
            if runner.phase == "running":
                return f"{here} is still being done: wait for it, or skip it"
            if runner.waits:
                return f"{here} is being fixed by {self._title(runner.waits[0])}"
            return f"{self._runners.title(runner)} has no step behind it to repeat"
        return ""

    # What is done

    def go(self, runner: Runner, cause: int, log: EventLog) -> None:
        """Give GO to the step that waits for it."""
        step = self._runners.steps(runner)[runner.at]
        self._note_unmet(runner, step, cause, log)
        runner.go = cause
        self._runners.enter(runner, "needs", log.tick)
        self._runners.wake(runner, log.tick)
        people = [self._context.role(who) for who in self._workload.of(step, runner.column)]
        text = self._runners.text(runner, step)
        said = f"{listed(people)}, you are GO" if people else "GO"
        if not people or step.call is None:  # else the step's own call says for what
            said += f": {text}"
        self._context.say(log, "core", said, (cause,))

    def _note_unmet(self, runner: Runner, step: Step, cause: int, log: EventLog) -> None:
        """GO against what the step's own lines ask for is allowed, and is a broken rule."""
        context = self._context
        for text in step.go_if:
            condition = self._runners.condition(text, runner, step)
            if not context.shows(condition):
                here = self._runners.here(runner)
                context.state.rules_broken.append(f"go {runner.id} {condition}")
                said = {"text": f"GO only if {context.plain(condition)}", "order": here}
                log.add(events.RULE_BROKEN, "go", (cause,), said)

    def hold(self, runner: Runner, cause: int, log: EventLog) -> None:
        """Hold after the step in hand; at once when nobody has begun it."""
        if runner.phase in ("todo", "needs", "go"):
            self._runners.enter(runner, "todo", log.tick)
            self._runners.hold(runner, HELD, (cause,), log)
        else:
            runner.hold_after = True

    def resume(self, runner: Runner, cause: int, log: EventLog) -> None:
        """Resume: a failed step is taken up where it failed."""
        runner.hold_after = False
        if runner.status != "holding":
            return
        self._restart(runner, cause, log)
        phase = "expect" if runner.resume == "expect" and runner.phase == "failed" else "todo"
        step = self._runners.steps(runner)[runner.at]
        wait = 2 + int(step.within / TICK_S + 0.5)
        self._runners.enter(runner, phase, log.tick, log.tick + wait)

    def _restart(self, runner: Runner, cause: int, log: EventLog) -> None:
        runner.causes.append(cause)
        self._runners.wake(runner, log.tick)
        if runner.status != "holding":
            return
        runner.status, runner.wait = "running", None
        runner.last_event = self._context.tell(
            log,
            events.CHECKLIST_CONTINUED,
            self._runners.root(runner).id,
            (cause, runner.last_event),
            {"title": self._runners.title(runner), "step": str(runner.at + 1)},
        )

    def repeat(self, runner: Runner, cause: int, log: EventLog) -> None:
        """Do the step in hand again when it failed or does not show, else the one before."""
        if runner.phase in ("todo", "needs", "go"):
            runner.at -= 1
            runner.steps.pop()
        runner.tries, runner.rescued, runner.asked, runner.go = 0, False, False, -1
        self._restart(runner, cause, log)
        self._runners.enter(runner, "todo", log.tick)

    def skip(self, runner: Runner, cause: int, log: EventLog) -> None:
        """Leave the step in hand out, whatever state it is in."""
        step = self._runners.steps(runner)[runner.at]
        self._runners.release(runner, log.tick)
        skipped = self._context.tell(
            log,
            events.STEP_SKIPPED,
            self._runners.root(runner).id,
            (cause,),
            {"here": self._runners.here(runner), "step": self._runners.text(runner, step)},
            "caution" if step.critical else None,
        )
        if step.critical:
            self._context.state.critical_skipped += 1
        self._restart(runner, skipped, log)
        self._runners.leave(runner, "skipped", log)
        if runner.at >= len(self._runners.steps(runner)):
            self._runners.finish(runner, log)

    def one(self, runner: Runner, cause: int, log: EventLog) -> None:
        """Do one step, then hold."""
        if runner.status == "holding":
            self.resume(runner, cause, log)
        runner.hold_after = True


def _can_repeat(runner: Runner) -> bool:
    if runner.phase in ("todo", "needs", "go"):
        return runner.at > 0
    return runner.phase in ("failed", "expect") and not runner.waits


def _always(runner: Runner) -> bool:
    return True


_FITS: dict[str, tuple[Callable[[Runner], bool], str]] = {
    "go": (lambda r: r.phase == "go" and r.status == "running", "nothing waits for your GO"),
    "hold": (
        lambda r: r.status == "running" and not r.hold_after,
        "no checklist is running that could be held",
    ),
    "continue": (lambda r: r.status == "holding" or r.hold_after, "no checklist is held"),
    "repeat": (_can_repeat, "no checklist is running, so there is no step to repeat"),
    "skip": (_always, "no checklist is running, so there is no step to skip"),
    "step": (_always, "no checklist is running: name one, for example step hatch-close"),
}
"""Which checklists each order can mean, and what is said when there is none."""
_FOLLOW = {
    "go": Steering.go,
    "hold": Steering.hold,
    "continue": Steering.resume,
    "repeat": Steering.repeat,
    "skip": Steering.skip,
    "step": Steering.one,
}
