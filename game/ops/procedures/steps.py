"""The checklist runner: takes each step from to-do to done, or to whatever its failure asks for.

A step goes through these phases, each of them a method here::

    todo → needs → (go) → running → (expect) → done
      ↘ skipped      ↘        ↘         ↘
                       failed: hold, retry, continue, abort, or run another checklist

Simo columns and checklists started by a step are runners of their own, for which the step's
runner waits. Orders to checklists from outside are in :mod:`game.ops.control.steering`.
"""

from __future__ import annotations

from dataclasses import replace

from game.level.schema import Step
from game.ops.context import Act, OpsContext
from game.ops.crew.speech import feeling, spoken
from game.ops.crew.workload import Workload
from game.ops.procedures.actions import ActionRunner
from game.ops.procedures.runners import ACTIVE, Runners
from game.ops.state import NEVER, Question, Runner
from game.ops.views import Wait
from game.ops.words import span
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order
from game.vocabulary.units import TICK_S

MOST_TRIES = 3
"""How often a step with ``on_fail: retry`` is tried before its checklist holds."""
MOST_MOVES = 200
"""Phases that all runners may pass in one tick; what is left waits for the next one."""


class Steps:
    """Takes the runners further, tick by tick."""

    def __init__(self, context: OpsContext, workload: Workload, runners: Runners, act: Act) -> None:
        self._context = context
        self._workload = workload
        self._runners = runners
        self._actions = ActionRunner(context, workload, runners, act)
        self._act = act
        self._phases = {
            "todo": self._todo,
            "needs": self._needs,
            "go": self._asleep,
            "running": self._running,
            "expect": self._expect,
            "failed": self._rescued,
        }

    def step(self, log: EventLog) -> bool:
        """A tick at which some runner is due; whether any checklist's state changed."""
        now = log.tick
        moves, changed = 0, False
        while moves < MOST_MOVES:
            ready = [r for r in self._runners.all if r.due <= now and r.status == "running"]
            if not ready:
                break
            # A direct order goes before the checklists' own steps.
            ready.sort(key=lambda r: not r.job)
            for runner in ready:
                if runner.due > now or runner.status != "running":
                    continue  # one before it in this round has changed it
                moves += 1
                before = (runner.phase, runner.wait is None)
                more = self._advance(runner, log)
                changed = changed or more or before != (runner.phase, runner.wait is None)
        due = NEVER
        for runner in self._runners.all:
            if runner.status == "running" and runner.due < due:
                due = runner.due
        self._runners.due = due
        return changed

    def _advance(self, runner: Runner, log: EventLog) -> bool:
        """Take ``runner`` one phase further; False when it waits (``due`` says how long)."""
        steps = self._runners.steps(runner)
        if runner.at >= len(steps):
            self._runners.finish(runner, log)
            return False
        return self._phases[runner.phase](runner, steps[runner.at], log)

    @staticmethod
    def _look_again(runner: Runner, now: int) -> bool:
        """Wait until the instruments are read again: the world does it at every odd tick."""
        runner.due = now + 1 + (now & 1)
        return False

    def _todo(self, runner: Runner, step: Step, log: EventLog) -> bool:
        if step.only_if and not self._context.holds(
            self._runners.condition(step.only_if, runner, step)
        ):
            self._runners.leave(runner, "skipped", log)
            return True
        until = NEVER
        if step.deadline is not None:
            until = log.tick + int(step.deadline / TICK_S + 0.5)
        self._runners.enter(runner, "needs", log.tick, until)
        return True

    def _needs(self, runner: Runner, step: Step, log: EventLog) -> bool:
        wait = self._obstacle(runner, step)
        if wait is not None:
            runner.wait = wait
            if log.tick >= runner.until:
                return self._fail(runner, step, self._too_long(wait), "needs", log)
            if wait.kind == "silent" and wait.subject and not runner.job:
                self._runners.enter(runner, "todo", log.tick)
                self._runners.hold(runner, wait, (), log, speaker=self._context.speaker())
                return False
            return self._look_again(runner, log.tick)
        if step.critical and runner.go < 0 and not self._alone(runner):
            self._ask(runner, step, log)
            return False
        if step.ask and not runner.answer and not self._answered(runner, step, log):
            return False
        return self._begin(runner, step, log)

    def _answered(self, runner: Runner, step: Step, log: EventLog) -> bool:
        """Ask what the step asks, and wait; whether the time for the answer is over."""
        state, name = self._context.state, self._runners.root(runner).id
        question = self._runners.question(runner)
        if question is None and any(each.id == name for each in state.questions):
            return self._look_again(runner, log.tick)  # another column asks
        if question is None:
            until = NEVER
            if step.default and step.wait is not None:
                until = log.tick + max(1, int(step.wait / TICK_S + 0.5))
            text = self._runners.text(runner, step)
            who = self._context.role(self._speaker(runner, step))
            data = {"text": text, "question": name}
            event = log.add(events.QUESTION, who, (runner.last_event,), data)
            question = Question(name, until, event, runner.id)
            state.questions.append(question)
            runner.last_event = event
        if log.tick >= question.until_tick and step.default:
            state.questions = [each for each in state.questions if each is not question]
            runner.answer = step.default
            runner.last_event = self._context.tell(
                log, events.NO_ANSWER, name, (question.event,), {"answer": step.default}
            )
            return True
        runner.wait = Wait("answer", name, "waits for your answer")
        runner.due = question.until_tick
        return False

    def _obstacle(self, runner: Runner, step: Step) -> Wait | None:
        """Why the step in hand can't begin yet, or None."""
        if step.needs:
            needs = self._runners.condition(step.needs, runner, step)
            if not self._context.holds(needs):
                return self._context.waiting("condition", needs, "until")
        people = self._workload.of(step, runner.column)
        if not people and not (step.run or step.simo or step.if_):
            if step.who == "all":
                return Wait("silent", "", "nobody on board answers")
            return self._unreached(runner)
        return self._workload.obstacle(self._with_buddy(step, people))

    @staticmethod
    def _with_buddy(step: Step, people: list[str]) -> list[str]:
        return [*people, step.check] if step.check and step.check not in people else people

    def _unreached(self, runner: Runner) -> Wait | None:
        """Why the ground can't do its step now, or None."""
        if self._context.world.signal or self._alone(runner):
            return None
        return Wait("signal", "", "until the signal is back")

    def _alone(self, runner: Runner) -> bool:
        """Whether the crew does the ground's part too.

        While the signal is lost nobody waits for the ground with an abort or a terminate.
        """
        if self._context.world.signal:
            return False
        while runner.parent:
            parent = self._runners.get(runner.parent)
            if parent is None:
                break
            runner = parent
        return runner.id in (self._context.level.abort, self._context.level.terminate)

    def _ask(self, runner: Runner, step: Step, log: EventLog) -> None:
        self._runners.enter(runner, "go", log.tick)
        runner.due = NEVER
        runner.wait = Wait("go", "", "waits for your GO")
        if runner.asked:
            return
        runner.asked = True
        text = self._runners.text(runner, step)
        runner.last_event = self._context.tell(
            log,
            events.GO_NEEDED,
            self._runners.root(runner).id,
            (runner.last_event,),
            {"here": self._runners.here(runner), "step": text},
        )
        self._context.say(
            log,
            self._speaker(runner, step),
            f"{text}: ready, waiting for your GO",
            (runner.last_event,),
        )

    def _speaker(self, runner: Runner, step: Step) -> str:
        people = self._workload.of(step, runner.column)
        if people:
            return people[0]
        return "core" if self._context.world.signal else self._context.speaker()

    def _begin(self, runner: Runner, step: Step, log: EventLog) -> bool:
        now, text = log.tick, self._runners.text(runner, step)
        people = self._workload.of(step, runner.column)
        runner.step_event = runner.last_event = self._context.tell(
            log,
            events.STEP_STARTED,
            self._runners.root(runner).id,
            (runner.started_event, *runner.causes, runner.go),
            {"people": ", ".join(self._context.role(w) for w in people) or "CORE", "step": text},
        )
        runner.causes = []
        if step.call and not runner.tries and self._context.world.signal:
            self._context.say(
                log, "core", self._runners.filled(step.call, runner, step), (runner.step_event,)
            )
        why = self._actions.do(runner, step.begin, people, runner.step_event, log)
        if why is not None:
            return self._fail(runner, step, why, "needs", log)
        if runner.status != "running":  # its own action ended or held it
            return False
        if step.simo or step.run or step.if_ or step.ask:
            return self._delegate(runner, step, log)
        runner.factor = self._workload.factor(step, people)
        takes = step.for_ if step.watch else step.takes * runner.factor
        until = now + int(takes / TICK_S + 0.999)
        self._runners.enter(runner, "running", now, until)
        runner.due = now if step.watch else until
        self._workload.occupy(runner, step, text, self._with_buddy(step, people), now, until)
        return until <= now

    def _delegate(self, runner: Runner, step: Step, log: EventLog) -> bool:
        """Start the columns or a branch of a step, or the checklist that it runs, and wait."""
        self._runners.enter(runner, "running", log.tick)
        runner.due = NEVER
        if step.simo:
            return self._start(runner, [part.name for part in step.parts], step, log)
        if step.if_:
            condition = self._runners.condition(step.if_, runner, step)
            return self._start(
                runner, ["then" if self._context.holds(condition) else "else"], step, log
            )
        if step.ask:
            people = self._workload.of(step, runner.column)
            given = step.answers[runner.answer].do
            why = self._actions.do(runner, given, people, runner.step_event, log)
            if why is not None:
                return self._fail(runner, step, why, "needs", log)
            if runner.status != "running":
                return False
            return self._start(runner, [runner.answer], step, log)
        assert step.run is not None
        why = self._call(runner, step.run, runner.step_event, log)
        return self._fail(runner, step, why, "needs", log) if why is not None else False

    def _start(self, runner: Runner, names: list[str], step: Step, log: EventLog) -> bool:
        """Start parts of a step and wait for them; an empty one is over at once."""
        for part in step.parts:
            if part.name in names:
                runner.waits.append(self._runners.start_part(runner, part, log).id)
        return not runner.waits and self._report(runner, step, [], log)

    def _call(self, runner: Runner, name: str, cause: int, log: EventLog) -> Wait | None:
        """Have ``runner`` wait for the checklist ``name``; why not, or None."""
        other = self._runners.active(name)
        if other is not None and runner in self._runners.below(other):
            return Wait("impossible", "run", f"{self._runners.title(other)} can't wait for itself")
        if other is None:
            refused = self._act(Order("run", (name,)), cause, log)
            if refused:
                return Wait("impossible", "run", refused)
            other = self._runners.active(name)
            assert other is not None
            other.parent = runner.id
        elif not other.parent:
            other.parent = runner.id
        runner.waits = [name]
        return None

    def _asleep(self, runner: Runner, step: Step, log: EventLog) -> bool:
        runner.due = NEVER
        return False

    def _running(self, runner: Runner, step: Step, log: EventLog) -> bool:
        if runner.waits:
            return self._joined(runner, step, log)
        if step.watch:
            return self._watching(runner, step, log)
        if log.tick < runner.until:
            runner.due = runner.until
            return False
        people = self._workload.of(step, runner.column)
        people = [who for who in people if who in runner.people]
        return self._report(runner, step, people, log)

    def _watching(self, runner: Runner, step: Step, log: EventLog) -> bool:
        """Look at every reading whether what is watched still holds, until the time is over."""
        assert step.watch is not None
        watched = self._runners.condition(step.watch, runner, step)
        if self._context.holds(watched):
            if log.tick < runner.until:
                self._look_again(runner, log.tick)
                runner.due = min(runner.due, runner.until)
                return False
            self._runners.release(runner, log.tick)
            runner.due = NEVER
            return self._start(runner, ["then"], step, log)
        seconds = (log.tick - runner.since) * TICK_S
        reads = self._context.world.layout.channels_of(watched)
        text = f"after {span(seconds)} it does not hold: {self._context.seen(reads)}"
        if not step.else_:
            return self._fail(runner, step, Wait("unproved", watched, text, reads), "needs", log)
        self._runners.release(runner, log.tick)
        runner.due = NEVER
        title = self._runners.text(runner, step)
        speaker = self._speaker(runner, step)
        self._context.say(log, speaker, f"{title}: {text}", (runner.step_event,))
        return self._start(runner, ["else"], step, log)

    def _joined(self, runner: Runner, step: Step, log: EventLog) -> bool:
        """Whether all that a simo or run step waits for is over."""
        others = [self._runners.get(name) for name in runner.waits]
        for other in others:
            if other is None or other.status in ("stopped", "failed"):
                title = self._runners.title(other) if other is not None else runner.waits[0]
                status = other.status if other is not None else "replaced"
                ended = Wait("ended", runner.waits[0], f"{title} was {status}")
                runner.waits = []
                return self._fail(runner, step, ended, "needs", log)
        if any(other is not None and other.status in ACTIVE for other in others):
            runner.due = NEVER
            return False
        last = others[-1]
        runner.last_event = last.last_event if last is not None else runner.last_event
        runner.waits = []
        return self._report(runner, step, [], log)

    def _report(self, runner: Runner, step: Step, people: list[str], log: EventLog) -> bool:
        """The work is over: say so, do what it does (or what a slip does), look at the result."""
        wrong, caught = self._actions.slips(runner, step, people)
        self._runners.release(runner, log.tick)
        if not wrong:
            why = self._actions.impossible(step.do, people)
            if why is not None:
                return self._fail(runner, step, why, "needs", log)
        behind = () if runner.last_event == runner.step_event else (runner.last_event,)
        done = self._context.tell(
            log,
            events.STEP_DONE,
            self._runners.root(runner).id,
            (runner.step_event, runner.go, *behind),
            {"step": self._runners.text(runner, step)},
        )
        runner.last_event = done
        self._actions.tell_caught(runner, step, caught, done, log)
        why = self._actions.perform(runner, step, people, wrong, done, log)
        if why is not None:
            return self._fail(runner, step, why, "needs", log)
        if runner.status not in ACTIVE:  # its own action ended it: abort, or stop
            return False
        if not step.expect:
            return self._done(runner, step, log)
        self._runners.enter(
            runner, "expect", log.tick, log.tick + 2 + int(step.within / TICK_S + 0.5)
        )
        return self._look_again(runner, log.tick)

    def _expect(self, runner: Runner, step: Step, log: EventLog) -> bool:
        assert step.expect is not None
        unreached = self._unreached(runner)
        if unreached is not None and not self._workload.of(step, runner.column):
            runner.wait = unreached
            return self._look_again(runner, log.tick)
        expect = self._runners.condition(step.expect, runner, step)
        if self._context.holds(expect):
            return self._done(runner, step, log)
        runner.wait = self._context.waiting("telemetry", expect, "until")
        if log.tick >= runner.until:
            text = f"telemetry does not show: {self._context.missing(expect)}"
            why = Wait("unproved", expect, text, runner.wait.channels)
            return self._fail(runner, step, why, "expect", log)
        return self._look_again(runner, log.tick)

    def _done(self, runner: Runner, step: Step, log: EventLog) -> bool:
        if step.say:
            speaker = self._speaker(runner, step)
            text = spoken(self._context, speaker, self._runners.filled(step.say, runner, step))
            if text:
                self._context.say(log, speaker, text, (runner.last_event,))
        if runner.job and runner.job[0] == "health":
            who = runner.job[1]
            self._context.say(log, who, feeling(self._context, who), (runner.last_event,))
        self._runners.leave(runner, "done", log)
        return True

    # Failing

    def _fail(self, runner: Runner, step: Step, why: Wait, resume: str, log: EventLog) -> bool:
        """The step in hand failed; go where its ``on_fail`` says."""
        self._runners.release(runner, log.tick)
        self._runners.enter(runner, "failed", log.tick)
        runner.due, runner.resume, runner.wait = NEVER, resume, why
        runner.last_event = self._context.tell(
            log,
            events.STEP_FAILED,
            self._runners.root(runner).id,
            (*self._failures_on(why.channels), runner.last_event, runner.go),
            {"here": self._runners.here(runner), "why": why.text},
        )
        cause = (runner.last_event,)
        runner.tries += 1
        if runner.job:
            self._context.say(log, self._speaker(runner, step), f"Can't do it: {why.text}", cause)
            self._runners.end(runner, "failed", why, cause, log)
            return False
        if step.on_fail == "continue":
            self._runners.leave(runner, "failed", log)
            return True
        if step.on_fail == "retry" and runner.tries < MOST_TRIES:
            self._runners.enter(runner, "todo", log.tick)
            runner.due = log.tick
            return True
        if step.on_fail == "abort":
            self._runners.end(runner, "failed", why, cause, log)
            self._act(Order("abort", ()), cause[0], log)
            return False
        if step.on_fail.startswith("run ") and not runner.rescued:
            name = self._rescue_name(step.on_fail[4:], runner, step)
            refused = self._call(runner, name, cause[0], log)
            if refused is None:
                return False
            why = replace(why, text=f"{why.text}; {refused.text}")
        self._runners.hold(runner, why, cause, log, speaker=self._speaker(runner, step))
        return False

    def _too_long(self, wait: Wait) -> Wait:
        """The ``wait`` of a step whose deadline is over: what it still waits for."""
        text = wait.text
        if wait.kind == "condition":
            text = f"until {self._context.missing(wait.subject)}"
        because = "because " if wait.kind == "silent" else ""
        return Wait("late", wait.subject, f"waited too long {because}{text}", wait.channels)

    def _failures_on(self, channels: tuple[str, ...]) -> list[int]:
        """The failures that stand and show on any of ``channels``."""
        failures_on = self._context.world.failures_on
        return [event for channel in channels for event in failures_on(channel)]

    def _rescue_name(self, name: str, runner: Runner, step: Step) -> str:
        people = self._workload.of(step, runner.column)
        return name.replace("{who}", people[0] if people else "")

    def _rescued(self, runner: Runner, step: Step, log: EventLog) -> bool:
        """A failed step waits for the checklist that is to fix it, and is then done again."""
        runner.due = NEVER
        other = self._runners.get(runner.waits[0]) if runner.waits else None
        if other is not None and other.status in ACTIVE:
            return False
        runner.waits = []
        if other is None or other.status != "done":
            status = other.status if other is not None else "replaced"
            title = self._runners.title(other) if other is not None else "the checklist to fix it"
            ended = Wait("ended", other.id if other is not None else "", f"{title} was {status}")
            self._runners.hold(runner, ended, (runner.last_event,), log)
            return False
        runner.rescued = True
        runner.causes.append(other.last_event)
        self._runners.enter(runner, "todo", log.tick)
        runner.due = log.tick
        return True
