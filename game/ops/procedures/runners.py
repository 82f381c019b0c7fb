"""All that is being run: checklists of the level, direct orders, and columns of simo steps.

What starts, holds, frees and ends them is here; how a step proceeds is in
:mod:`game.ops.procedures.steps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from game.level.schema import Checklist, Part, Step
from game.ops import estimate
from game.ops.context import OpsContext
from game.ops.crew.workload import Workload
from game.ops.procedures import built_in, jobs
from game.ops.state import NEVER, Question, Runner, Work
from game.ops.views import YES_OR_NO, Wait
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.units import TICK_S
from game.vocabulary.wording import listed

ACTIVE = ("running", "holding")
"""The statuses of what is not over."""
WAITING = 125.0
"""Effort, W, up to which somebody holds still, watches or waits [R]."""
HELD = Wait("held", "", "held as ordered")
_ENDED = {"stopped": events.CHECKLIST_STOPPED, "failed": events.CHECKLIST_FAILED}


class Asked(NamedTuple):
    """What is asked: by whom, what, the answer that is taken in time, and all answers."""

    who: str
    text: str
    default: str
    answers: tuple[tuple[str, str], ...]


class Runners:
    """Every runner that was started and not replaced."""

    def __init__(self, context: OpsContext, workload: Workload) -> None:
        self._context = context
        self._workload = workload
        self._steps: dict[str, tuple[Step, ...]] = {}
        self.due = 0
        """The tick before which no runner has anything to do."""

    # What there is

    @property
    def all(self) -> list[Runner]:
        """Every runner that was started and not replaced, oldest first."""
        return self._context.state.work.runners

    def get(self, name: str) -> Runner | None:
        """The runner called ``name``, if it was ever started."""
        for runner in self.all:
            if runner.id == name:
                return runner
        return None

    def active(self, name: str) -> Runner | None:
        """The runner called ``name``, if it is running or holding."""
        runner = self.get(name)
        return runner if runner is not None and runner.status in ACTIVE else None

    def below(self, runner: Runner) -> list[Runner]:
        """``runner`` and every active runner that it waits for, itself first."""
        found = [runner]
        for each in found:
            for other in self.all:
                if other.parent == each.id and other.status in ACTIVE:
                    found.append(other)
        return found

    def checklist(self, runner: Runner) -> Checklist:
        """What ``runner`` runs; for a column, the checklist it is part of."""
        if runner.job:
            return built_in.build(runner.job, self._context.roles)
        return self._context.checklists[runner.id.partition("/")[0]]

    def steps(self, runner: Runner) -> tuple[Step, ...]:
        """The steps of ``runner``."""
        if runner.job:
            return built_in.build(runner.job, self._context.roles).steps
        found = self._steps.get(runner.id)
        if found is None:
            found = self._steps[runner.id] = self._find_steps(runner)
        return found

    def _find_steps(self, runner: Runner) -> tuple[Step, ...]:
        """A column's name says where it is: ``egress/3.ev1`` is in step 3 of egress."""
        steps = self.checklist(runner).steps
        for part in runner.id.split("/")[1:]:
            number, _, column = part.partition(".")
            parts = steps[int(number) - 1].parts
            steps = next(each.steps for each in parts if each.name == column)
        return steps

    @staticmethod
    def name_at(checklist: str, place: Sequence[str | int]) -> str:
        """The name of the runner of the step at ``place``, numbers from 0 and columns in turn."""
        inside = zip(place[::2], place[1::2], strict=False)
        return "/".join([checklist, *(f"{int(at) + 1}.{column}" for at, column in inside)])

    @staticmethod
    def column_id(runner: Runner, at: int, column: str) -> str:
        """The name of a column or branch of the step ``at`` of ``runner``."""
        return f"{runner.id}/{at + 1}.{column}"

    def title(self, runner: Runner) -> str:
        """What ``runner`` is called by people."""
        return self.checklist(runner).title

    def here(self, runner: Runner) -> str:
        """Where ``runner`` is, for a sentence: ``step 7 of Leak check``."""
        return f"step {min(runner.at + 1, len(self.steps(runner)))} of {self.title(runner)}"

    def text(self, runner: Runner, step: Step) -> str:
        """The step's text with the names of those who do it."""
        text = self.filled(step.text, runner, step)
        return self._context.plain(text) if step.if_ or step.watch else text

    def root(self, runner: Runner) -> Runner:
        """``runner``, or for a part of a step the checklist it is part of."""
        while runner.inner:
            parent = self.get(runner.parent)
            assert parent is not None, "a column outlives its checklist"
            runner = parent
        return runner

    def filled(self, text: str, runner: Runner, step: Step) -> str:
        """``text`` of a step with the names of those who do it."""
        if "{who}" not in text:
            return text
        people = [self._context.role(who) for who in self._workload.of(step, runner.column)]
        return text.replace("{who}", listed(people) or "CORE")

    def condition(self, text: str, runner: Runner, step: Step) -> str:
        """A condition of a step, which must hold for each of those who do it."""
        if "{who}" not in text:
            return text
        people = self._workload.of(step, runner.column)
        return " and ".join(f"({text.replace('{who}', who)})" for who in people)

    def children_left_s(self, runner: Runner, work: Work, tick: int) -> float:
        """How long those that ``runner`` waits for still take by the book, s."""
        longest = 0.0
        for other in work.runners:
            if other.id in runner.waits and other.status in ACTIVE:
                longest = max(longest, self.left_s(other, work, tick))
        return longest

    def left_s(self, runner: Runner, work: Work, tick: int) -> float:
        """How long ``runner`` still takes by the book, s, as ``work`` stands at ``tick``."""
        steps = self.steps(runner)
        left = estimate.steps_s(steps[runner.at + 1 :], self._context.checklists)
        if runner.at >= len(steps):
            return 0.0
        if runner.waits:
            return left + self.children_left_s(runner, work, tick)
        if runner.phase == "running":
            return left + max(0.0, (runner.until - tick) * TICK_S)
        return left + estimate.step_s(steps[runner.at], self._context.checklists)

    # Questions

    def asked(self, question: Question) -> Asked:
        """What ``question`` asks."""
        runner = self.get(question.runner) if question.runner else None
        if runner is None:
            said = self._context.level.questions[question.id]
            return Asked(self._context.role(said.who), said.text, said.default, YES_OR_NO)
        step = self.steps(runner)[runner.at]
        people = self._workload.of(step, runner.column)
        answers = tuple((name, reply.text) for name, reply in step.answers.items())
        who = self._context.role(people[0] if people else "core")
        return Asked(who, self.text(runner, step), step.default or "", answers)

    def question(self, runner: Runner) -> Question | None:
        """The question that the step in hand of ``runner`` waits with, or None."""
        for each in self._context.state.questions:
            if each.runner == runner.id:
                return each
        return None

    def _unask(self, runner: Runner) -> None:
        """Nobody waits any more for the answer that ``runner`` asked for."""
        state = self._context.state
        if state.questions:
            state.questions = [each for each in state.questions if each.runner != runner.id]

    # Starting and ending

    def start(self, name: str, causes: tuple[int, ...], log: EventLog, parent: str = "") -> Runner:
        """Start the level's checklist ``name``, which is not active."""
        return self._start(Runner(id=name, parent=parent), causes, log)

    def start_job(self, job: list[str], causes: tuple[int, ...], log: EventLog) -> Runner:
        """Start a direct order's checklist; the same job already under way is replaced."""
        name = jobs.name(job)
        old = self.active(name)
        if old is not None:
            self.end(old, "stopped", Wait("stopped", "", "it was ordered again"), causes, log)
        return self._start(Runner(id=name, job=job), causes, log)

    def start_part(self, parent: Runner, part: Part, log: EventLog) -> Runner:
        """Start a column or a branch of the step that ``parent`` has in hand."""
        name = self.column_id(parent, parent.at, part.name)
        runner = Runner(id=name, parent=parent.id, column=part.column or parent.column)
        return self._start(runner, (parent.step_event,), log)

    def _start(self, runner: Runner, causes: tuple[int, ...], log: EventLog) -> Runner:
        self._forget(runner.id)
        runner.started_tick = runner.due = log.tick
        title = self.title(runner) if not runner.inner else ""
        self.all.append(runner)
        if not runner.inner:
            runner.started_event = self._context.tell(
                log, events.CHECKLIST_STARTED, runner.id, causes, {"title": title}
            )
        else:
            runner.started_event = causes[0] if causes else -1
        runner.last_event = runner.started_event
        self.due = 0
        return runner

    def _forget(self, name: str) -> None:
        """Drop an ended runner and its columns, before one of that name starts again."""
        inside = f"{name}/"
        self._context.state.work.runners = [
            r for r in self.all if r.id != name and not r.id.startswith(inside)
        ]

    def end(
        self, runner: Runner, status: str, why: Wait, causes: tuple[int, ...], log: EventLog
    ) -> None:
        """End ``runner`` and all that it waits for, without finishing it."""
        for each in reversed(self.below(runner)):
            self.release(each, log.tick)
            self._unask(each)
            each.status, each.wait, each.waits = status, why, []
            if not each.inner:
                each.last_event = self._context.tell(
                    log,
                    _ENDED[status],
                    each.id,
                    (*causes, each.last_event),
                    {"title": self.title(each), "why": why.text},
                )
            self._wake(each.parent, log.tick)

    def stop_all(self, why: Wait, causes: tuple[int, ...], log: EventLog) -> None:
        """Stop whatever is running or held."""
        for runner in tuple(self.all):
            if runner.status in ACTIVE and not runner.inner:
                self.end(runner, "stopped", why, causes, log)

    def retime(self, now: int, least: float = 0.0) -> None:
        """Let the work in hand take as long as its people need now.

        Heat, bad air, fog or another pace count in the middle of it. With ``least``, changes by
        less than this share are left for later, and who only waits waits as long as before.
        """
        for runner in self.all:
            if runner.status != "running" or runner.phase != "running" or not runner.people:
                continue
            step = self.steps(runner)[runner.at]
            if least and step.effort <= WAITING:
                continue
            people = [who for who in self._workload.of(step, runner.column) if who in runner.people]
            factor = self._workload.factor(step, people)
            before = runner.factor
            if abs(factor - before) <= least * before:
                continue
            runner.factor = factor
            until = now + int((runner.until - now) * factor / before + 0.999)
            runner.until = runner.due = until
            for who in runner.people:
                self._context.state.work.tasks[who].until_tick = until
            self.due = 0

    def release(self, runner: Runner, now: int) -> None:
        """Free the people of ``runner``; runners that wait for people look at once."""
        if not runner.people:
            return
        self._workload.release(runner)
        for other in self.all:
            if other.status == "running" and other.phase == "needs":
                self.wake(other, now)

    def _wake(self, name: str, now: int) -> None:
        for runner in self.all:
            if runner.id == name and runner.waits:
                runner.due = now
        self.due = 0

    def wake(self, runner: Runner, now: int) -> None:
        """Look at ``runner`` again in this tick."""
        runner.due = now
        self.due = 0

    def finish(self, runner: Runner, log: EventLog) -> None:
        """``runner`` has come to its end."""
        runner.status, runner.phase, runner.due, runner.wait = "done", "done", NEVER, None
        if not runner.inner:
            runner.last_event = self._context.tell(
                log,
                events.CHECKLIST_DONE,
                runner.id,
                (runner.last_event,),
                {"title": self.title(runner)},
            )
        self._wake(runner.parent, log.tick)

    # Going on and holding

    def enter(self, runner: Runner, phase: str, now: int, until: int = NEVER) -> None:
        """Begin a phase of the step in hand."""
        runner.phase, runner.since, runner.until, runner.wait = phase, now, until, None

    def leave(self, runner: Runner, status: str, log: EventLog) -> None:
        """Leave the step in hand behind with ``status``."""
        runner.steps.append(status)
        runner.at += 1
        runner.tries, runner.rescued, runner.asked, runner.go = 0, False, False, -1
        runner.answer = ""
        self._unask(runner)
        runner.waits, runner.resume = [], "todo"
        self.enter(runner, "todo", log.tick)
        runner.due = log.tick
        if runner.hold_after and runner.at < len(self.steps(runner)):
            self.hold(runner, HELD, (), log)
        runner.hold_after = False

    def hold(
        self,
        runner: Runner,
        why: Wait,
        causes: tuple[int, ...],
        log: EventLog,
        speaker: str = "",
    ) -> None:
        """Hold ``runner`` now; with a ``speaker`` the loop hears why."""
        self._unask(runner)
        runner.status, runner.wait, runner.hold_after = "holding", why, False
        runner.due = NEVER
        runner.last_event = self._context.tell(
            log,
            events.CHECKLIST_HELD,
            self.root(runner).id,
            (*causes, *(() if causes else (runner.last_event,))),
            {"title": self.title(runner), "step": str(runner.at + 1), "why": why.text},
            "caution" if speaker else None,
        )
        if speaker:
            heard = f"Holding at {self.here(runner)}: {why.text}"
            again, runner.held = runner.held == heard, heard
            said = f"Still holding at {self.here(runner)}" if again else heard
            self._context.say(log, speaker, said, (runner.last_event,))

    def interrupt(self, who: str, why: Wait, causes: tuple[int, ...], log: EventLog) -> None:
        """Take ``who`` from the work in hand: its checklist holds, a job ends."""
        task = self._context.state.work.tasks.get(who)
        runner = self.active(task.runner) if task else None
        if runner is None:
            return
        self.release(runner, log.tick)
        if runner.job:
            self.end(runner, "stopped", why, causes, log)
            return
        self.enter(runner, "todo", log.tick)
        others = [each for each in self._context.crew if each != who]
        speaker = next((each for each in others if self._workload.awake(each)), "core")
        self.hold(runner, why, causes, log, speaker=speaker)
