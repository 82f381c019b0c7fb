"""The checklist runner: takes each step from to-do to done, or to whatever its failure asks for.

A step goes through these phases, each of them a method here::

    todo → needs → (go) → running → (expect) → done
      ↘ skipped      ↘        ↘         ↘
                       failed: hold, retry, continue, abort, or run another checklist

Simo columns and checklists started by a step are runners of their own, for which the step's
runner waits. What is told to checklists from outside is in :mod:`game.ops.control`.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.level.schema import Checklist, Step
from game.ops import jobs, words
from game.ops.deck import Act, Deck
from game.ops.people import SILENT, People
from game.ops.state import NEVER, TICK, Runner
from game.vocabulary.events import EventLog
from game.vocabulary.orders import NotUnderstood, Order

MOST_TRIES = 3
"""How often a step with ``on_fail: retry`` is tried before its checklist holds."""
MOST_MOVES = 200
"""Phases that all runners may pass in one tick; what is left waits for the next one."""
ACTIVE = ("running", "holding")


class Checklists:
    """All checklists being run, those of direct orders included."""

    def __init__(self, deck: Deck, people: People, act: Act) -> None:
        self._deck = deck
        self._people = people
        self._act = act
        self._steps: dict[str, tuple[Step, ...]] = {}
        self._due = 0
        self._phases = {
            "todo": self._todo,
            "needs": self._needs,
            "go": self._asleep,
            "running": self._running,
            "expect": self._expect,
            "failed": self._rescued,
        }

    # What there is

    @property
    def runners(self) -> list[Runner]:
        """Every runner that was started and not replaced, oldest first."""
        return self._deck.state.work.runners

    def get(self, name: str) -> Runner | None:
        """The runner called ``name``, if it was ever started."""
        for runner in self.runners:
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
            for other in self.runners:
                if other.parent == each.id and other.status in ACTIVE:
                    found.append(other)
        return found

    def checklist(self, runner: Runner) -> Checklist:
        """What ``runner`` runs; for a column, the checklist it is part of."""
        if runner.job:
            return jobs.build(runner.job)
        return self._deck.checklists[runner.id.partition("/")[0]]

    def steps(self, runner: Runner) -> tuple[Step, ...]:
        """The steps of ``runner``."""
        if runner.job:
            return jobs.build(runner.job).steps
        found = self._steps.get(runner.id)
        if found is None:
            found = self._steps[runner.id] = self._find_steps(runner)
        return found

    def _find_steps(self, runner: Runner) -> tuple[Step, ...]:
        """A column's name says where it is: ``egress/3.ev1`` is in step 3 of egress."""
        steps = self.checklist(runner).steps
        for part in runner.id.split("/")[1:]:
            number, _, column = part.partition(".")
            steps = (steps[int(number) - 1].simo or {})[column]
        return steps

    @staticmethod
    def column_id(runner: Runner, at: int, column: str) -> str:
        """The name of a column of the simo step ``at`` of ``runner``."""
        return f"{runner.id}/{at + 1}.{column}"

    def title(self, runner: Runner) -> str:
        """What ``runner`` is called by people."""
        return self.checklist(runner).title

    def here(self, runner: Runner) -> str:
        """Where ``runner`` is, for a sentence: ``step 7 of Leak check``."""
        return f"step {min(runner.at + 1, len(self.steps(runner)))} of {self.title(runner)}"

    def text(self, runner: Runner, step: Step) -> str:
        """The step's text with the names of those who do it."""
        return self._filled(step.text, runner, step)

    def _filled(self, text: str, runner: Runner, step: Step) -> str:
        if "{who}" not in text:
            return text
        people = [self._deck.role(who) for who in self._people.of(step, runner.column)]
        return text.replace("{who}", words.listed(people) or "CORE")

    def _condition(self, text: str, runner: Runner, step: Step) -> str:
        if "{who}" not in text:
            return text
        people = self._people.of(step, runner.column)
        return " and ".join(f"({text.replace('{who}', who)})" for who in people)

    # Starting and ending

    def start(self, name: str, causes: tuple[int, ...], log: EventLog, parent: str = "") -> Runner:
        """Start the level's checklist ``name``, which is not active."""
        return self._start(Runner(id=name, parent=parent), causes, log)

    def start_job(self, job: list[str], causes: tuple[int, ...], log: EventLog) -> Runner:
        """Start a direct order's checklist; the same job already under way is replaced."""
        name = jobs.name(job)
        old = self.active(name)
        if old is not None:
            self.end(old, "stopped", "it was ordered again", causes, log)
        return self._start(Runner(id=name, job=job), causes, log)

    def _start(self, runner: Runner, causes: tuple[int, ...], log: EventLog) -> Runner:
        self._forget(runner.id)
        runner.started_tick = runner.due = log.tick
        title = self.title(runner) if not runner.column else ""
        self.runners.append(runner)
        if not runner.column:
            runner.started_event = self._deck.tell(
                log, "checklist.started", runner.id, f"{title}: started", causes
            )
        else:
            runner.started_event = causes[0] if causes else -1
        runner.last_event = runner.started_event
        self._due = 0
        return runner

    def _forget(self, name: str) -> None:
        """Drop an ended runner and its columns, before one of that name starts anew."""
        inside = f"{name}/"
        self._deck.state.work.runners = [
            r for r in self.runners if r.id != name and not r.id.startswith(inside)
        ]

    def end(
        self, runner: Runner, status: str, why: str, causes: tuple[int, ...], log: EventLog
    ) -> None:
        """End ``runner`` and all that it waits for, without finishing it."""
        for each in reversed(self.below(runner)):
            self.release(each, log.tick)
            each.status, each.why, each.waits = status, why, []
            if not each.column:
                each.last_event = self._deck.tell(
                    log,
                    f"checklist.{status}",
                    each.id,
                    f"{self.title(each)}: {status}, {why}",
                    (*causes, each.last_event),
                    "caution" if status == "failed" else "advisory",
                )
            self._wake(each.parent, log.tick)

    def stop_all(self, why: str, causes: tuple[int, ...], log: EventLog) -> None:
        """Stop whatever is running or held."""
        for runner in tuple(self.runners):
            if runner.status in ACTIVE and not runner.column:
                self.end(runner, "stopped", why, causes, log)

    def reschedule(self, who: str, until: int) -> None:
        """The work that ``who`` has in hand will end at ``until``."""
        tasks = self._deck.state.work.tasks
        runner = self.active(tasks[who].runner)
        if runner is None or runner.phase != "running":
            return
        runner.until = runner.due = until
        self._due = 0
        for each in runner.people:
            tasks[each].until_tick = until

    def release(self, runner: Runner, now: int) -> None:
        """Let the people of ``runner`` go, and whoever waits for people look at once."""
        if not runner.people:
            return
        self._people.release(runner)
        for other in self.runners:
            if other.status == "running" and other.phase == "needs":
                self.wake(other, now)

    def _wake(self, name: str, now: int) -> None:
        for runner in self.runners:
            if runner.id == name and runner.waits:
                runner.due = now
        self._due = 0

    def wake(self, runner: Runner, now: int) -> None:
        """Look at ``runner`` again in this tick."""
        runner.due = now
        self._due = 0

    # Running

    def step(self, log: EventLog) -> bool:
        """One tick; whether any checklist's state changed."""
        now = log.tick
        if now < self._due:
            return False
        moves, changed = 0, False
        while moves < MOST_MOVES:
            ready = [r for r in self.runners if r.due <= now and r.status == "running"]
            if not ready:
                break
            # A direct order goes before the checklists' own steps.
            ready.sort(key=lambda r: not r.job)
            for runner in ready:
                if runner.due > now or runner.status != "running":
                    continue  # one before it in this round has changed it
                moves += 1
                before = (runner.phase, bool(runner.why))
                more = self._advance(runner, log)
                changed = changed or more or before != (runner.phase, bool(runner.why))
        due = NEVER
        for runner in self.runners:
            if runner.status == "running" and runner.due < due:
                due = runner.due
        self._due = due
        return changed

    def _advance(self, runner: Runner, log: EventLog) -> bool:
        """Take ``runner`` one phase further; False when it waits (``due`` says how long)."""
        steps = self.steps(runner)
        if runner.at >= len(steps):
            self._finish(runner, log)
            return False
        return self._phases[runner.phase](runner, steps[runner.at], log)

    def _finish(self, runner: Runner, log: EventLog) -> None:
        runner.status, runner.phase, runner.due, runner.why = "done", "done", NEVER, ""
        if not runner.column:
            runner.last_event = self._deck.tell(
                log,
                "checklist.done",
                runner.id,
                f"{self.title(runner)}: done",
                (runner.last_event,),
            )
        self._wake(runner.parent, log.tick)

    def enter(self, runner: Runner, phase: str, now: int, until: int = NEVER) -> None:
        """Begin a phase of the step in hand."""
        runner.phase, runner.since, runner.until, runner.why = phase, now, until, ""

    def leave(self, runner: Runner, status: str, log: EventLog) -> None:
        """Leave the step in hand behind with ``status``."""
        runner.steps.append(status)
        runner.at += 1
        runner.tries, runner.rescued, runner.asked, runner.go = 0, False, False, -1
        runner.waits, runner.resume = [], "todo"
        self.enter(runner, "todo", log.tick)
        runner.due = log.tick
        if runner.hold_after and runner.at < len(self.steps(runner)):
            self.hold(runner, "held as ordered", (), log)
        runner.hold_after = False

    @staticmethod
    def _look_again(runner: Runner, now: int) -> bool:
        """Wait until the instruments are read again: the world does it at every odd tick."""
        runner.due = now + 1 + (now & 1)
        return False

    def _todo(self, runner: Runner, step: Step, log: EventLog) -> bool:
        if step.only_if and not self._deck.holds(self._condition(step.only_if, runner, step)):
            self.leave(runner, "skipped", log)
            return True
        until = NEVER
        if step.deadline is not None:
            until = log.tick + int(step.deadline / TICK + 0.5)
        self.enter(runner, "needs", log.tick, until)
        return True

    def _needs(self, runner: Runner, step: Step, log: EventLog) -> bool:
        why = self._obstacle(runner, step)
        if why:
            runner.why = why
            if log.tick >= runner.until:
                return self._fail(runner, step, f"waited too long {_waiting(why)}", "needs", log)
            if why.endswith(SILENT) and not runner.job:
                self.enter(runner, "todo", log.tick)
                self.hold(runner, why, (), log, speaker=self._deck.speaker())
                return False
            return self._look_again(runner, log.tick)
        if step.critical and runner.go < 0 and not self._alone(runner):
            self._ask(runner, step, log)
            return False
        return self._begin(runner, step, log)

    def _obstacle(self, runner: Runner, step: Step) -> str:
        """Why the step in hand can't begin yet, or an empty text."""
        if step.needs:
            needs = self._condition(step.needs, runner, step)
            if not self._deck.holds(needs):
                return f"until {self._deck.plain(needs)}"
        people = self._people.of(step, runner.column)
        if not people and not (step.run or step.simo):
            if step.who == "all":
                return "nobody on board answers"
            return self._unreached(runner)
        return self._people.obstacle(self._with_buddy(step, people))

    @staticmethod
    def _with_buddy(step: Step, people: list[str]) -> list[str]:
        return [*people, step.check] if step.check and step.check not in people else people

    def _unreached(self, runner: Runner) -> str:
        """Why the ground can't do its step now, or an empty text."""
        if self._deck.world.signal or self._alone(runner):
            return ""
        return "until the signal is back"

    def _alone(self, runner: Runner) -> bool:
        """Whether the crew does the ground's part too: while the signal is lost nobody waits
        for the ground with an abort or a terminate."""
        if self._deck.world.signal:
            return False
        while runner.parent:
            parent = self.get(runner.parent)
            if parent is None:
                break
            runner = parent
        return runner.id in (self._deck.level.abort, self._deck.level.terminate)

    def _ask(self, runner: Runner, step: Step, log: EventLog) -> None:
        self.enter(runner, "go", log.tick)
        runner.due = NEVER
        runner.why = "waits for your GO"
        if runner.asked:
            return
        runner.asked = True
        text = self.text(runner, step)
        runner.last_event = self._deck.tell(
            log,
            "go.needed",
            self.root(runner).id,
            words.capital(f"{self.here(runner)} waits for GO: {text}"),
            (runner.last_event,),
            "advisory",
        )
        self._deck.say(
            log,
            self._speaker(runner, step),
            f"{text}: ready, waiting for your GO",
            (runner.last_event,),
        )

    def root(self, runner: Runner) -> Runner:
        """``runner``, or for a column the checklist it is part of."""
        while runner.column:
            parent = self.get(runner.parent)
            assert parent is not None, "a column outlives its checklist"
            runner = parent
        return runner

    def _speaker(self, runner: Runner, step: Step) -> str:
        people = self._people.of(step, runner.column)
        return people[0] if people else "core"

    def _begin(self, runner: Runner, step: Step, log: EventLog) -> bool:
        now, text = log.tick, self.text(runner, step)
        people = self._people.of(step, runner.column)
        runner.step_event = runner.last_event = self._deck.tell(
            log,
            "step.started",
            self.root(runner).id,
            f"{', '.join(self._deck.role(w) for w in people) or 'CORE'}: {text}",
            (runner.started_event, *runner.causes, runner.go),
        )
        runner.causes = []
        if step.call and not runner.tries:
            self._deck.say(log, "core", self._filled(step.call, runner, step), (runner.step_event,))
        why = self._do(runner, step.begin, people, runner.step_event, log)
        if why:
            return self._fail(runner, step, why, "needs", log)
        if runner.status not in ACTIVE:
            return False
        if step.simo or step.run:
            return self._delegate(runner, step, log)
        until = now + self._people.ticks(step, people)
        self.enter(runner, "running", now, until)
        runner.due = until
        self._people.occupy(runner, step, text, self._with_buddy(step, people), now, until)
        return until <= now

    def _delegate(self, runner: Runner, step: Step, log: EventLog) -> bool:
        """Start the columns of a simo step, or the checklist of a run step, and wait."""
        self.enter(runner, "running", log.tick)
        runner.due = NEVER
        if step.simo:
            for column in step.simo:
                name = self.column_id(runner, runner.at, column)
                child = Runner(id=name, parent=runner.id, column=column)
                self._start(child, (runner.step_event,), log)
                runner.waits.append(name)
            return False
        assert step.run is not None
        why = self._call(runner, step.run, runner.step_event, log)
        return self._fail(runner, step, why, "needs", log) if why else False

    def _call(self, runner: Runner, name: str, cause: int, log: EventLog) -> str:
        """Have ``runner`` wait for the checklist ``name``; why not, or an empty text."""
        other = self.active(name)
        if other is not None and runner in self.below(other):
            return f"{self.title(other)} can't wait for itself"
        if other is None:
            refused = self._act(Order("run", (name,)), cause, log)
            if refused:
                return refused
            other = self.active(name)
            assert other is not None
            other.parent = runner.id
        elif not other.parent:
            other.parent = runner.id
        runner.waits = [name]
        return ""

    def _asleep(self, runner: Runner, step: Step, log: EventLog) -> bool:
        runner.due = NEVER
        return False

    def _running(self, runner: Runner, step: Step, log: EventLog) -> bool:
        if runner.waits:
            return self._joined(runner, step, log)
        if log.tick < runner.until:
            runner.due = runner.until
            return False
        people = self._people.of(step, runner.column)
        people = [who for who in people if who in runner.people]
        return self._report(runner, step, people, log)

    def _joined(self, runner: Runner, step: Step, log: EventLog) -> bool:
        """Whether all that a simo or run step waits for is over."""
        others = [self.get(name) for name in runner.waits]
        for other in others:
            if other is None or other.status in ("stopped", "failed"):
                title = self.title(other) if other is not None else runner.waits[0]
                status = other.status if other is not None else "replaced"
                runner.waits = []
                return self._fail(runner, step, f"{title} was {status}", "needs", log)
        if any(other is not None and other.status in ACTIVE for other in others):
            runner.due = NEVER
            return False
        last = others[-1]
        runner.last_event = last.last_event if last is not None else runner.last_event
        runner.waits = []
        return self._report(runner, step, [], log)

    def _report(self, runner: Runner, step: Step, people: list[str], log: EventLog) -> bool:
        """The work is over: say so, do what it does (or what a slip does), look at the result."""
        name = step.id or str(runner.at + 1)
        actions = step.begin + step.do
        wrong: list[str] = []
        if step.do or step.slip:
            wrong = self._people.slips(runner, step, name, people)
        caught = [w for w in wrong if step.check and self._people.caught(runner, name, w)]
        wrong = [who for who in wrong if who not in caught]
        counter = f"{runner.id}/{name}"
        if actions and people:
            counts = self._deck.state.counts
            counts[counter] = counts.get(counter, 0) + 1
        self.release(runner, log.tick)
        if not wrong:
            why = self._possible(step.do, people)
            if why:
                return self._fail(runner, step, why, "needs", log)
        subject = self.root(runner).id
        text = self.text(runner, step)
        done = self._deck.tell(
            log, "step.done", subject, f"{text}: done", (runner.step_event, runner.go,
            *((runner.last_event,) if runner.last_event != runner.step_event else ())),
        )  # fmt: skip
        runner.last_event = done
        for who in caught:
            self._deck.tell(
                log,
                "step.caught",
                subject,
                f"{self._deck.role(step.check or '')} saw that {self._deck.role(who)} had not "
                f"done it right: {text}",
                (done,),
            )
            self._deck.say(
                log, step.check or "core", f"{self._deck.role(who)}, once more: {text}", (done,)
            )
        why = self._perform(runner, step, people, wrong, done, log)
        if why:
            return self._fail(runner, step, why, "needs", log)
        if runner.status not in ACTIVE:  # its own action ended it: abort, or stop
            return False
        if not step.expect:
            return self._done(runner, step, log)
        self.enter(runner, "expect", log.tick, log.tick + 2 + int(step.within / TICK + 0.5))
        return self._look_again(runner, log.tick)

    def _perform(
        self, runner: Runner, step: Step, people: list[str], wrong: list[str], done: int,
        log: EventLog,
    ) -> str:  # fmt: skip
        """Do the step's actions, and in their place the slips of those who did it wrong."""
        if not wrong:
            return self._do(runner, step.do, people, done, log)
        right = [who for who in people if who not in wrong]
        each = tuple(action for action in step.do if "{who}" in action)
        why = self._do(runner, each, right, done, log) if right else ""
        for who in wrong:
            slip = log.add(
                "step.slip",
                self.root(runner).id,
                f"{self._deck.role(who)} reported it done, but it was not done right: "
                f"{self.text(runner, step)}",
                (done,),
                "routine",
                True,
            )
            why = why or self._do(runner, step.slip or (), [who], slip, log)
        return why

    def _possible(self, actions: Sequence[str], people: list[str]) -> str:
        """Why the first action is not possible, before it is reported done."""
        for text in actions[:1]:
            for each in _each(text, people):
                try:
                    order = self._deck.action(each)
                except NotUnderstood as bad:
                    return str(bad)
                return self._deck.world.can(order) or ""
        return ""

    def _do(
        self,
        runner: Runner,
        actions: Sequence[str],
        people: Sequence[str],
        cause: int,
        log: EventLog,
    ) -> str:
        """Carry out ``actions``; why one was not possible, or an empty text."""
        for text in actions:
            for each in _each(text, people):
                try:
                    order = self._deck.action(each)
                except NotUnderstood as bad:
                    return str(bad)
                # The order that a job was made of was held against the flight rules when given.
                given = runner.job and runner.job[0] == order.word
                act = self._deck.world.act if given else self._act
                why = act(order, cause, log)
                if why:
                    return why
        return ""

    def _expect(self, runner: Runner, step: Step, log: EventLog) -> bool:
        assert step.expect is not None
        if not self._people.of(step, runner.column) and self._unreached(runner):
            runner.why = self._unreached(runner)
            return self._look_again(runner, log.tick)
        expect = self._condition(step.expect, runner, step)
        if self._deck.holds(expect):
            return self._done(runner, step, log)
        plain = self._deck.plain(expect)
        runner.why = f"until {plain}"
        if log.tick >= runner.until:
            return self._fail(runner, step, f"telemetry does not show: {plain}", "expect", log)
        return self._look_again(runner, log.tick)

    def _done(self, runner: Runner, step: Step, log: EventLog) -> bool:
        if step.say:
            self._deck.say(
                log,
                self._speaker(runner, step),
                self._filled(step.say, runner, step),
                (runner.last_event,),
            )
        if runner.job and runner.job[0] == "health":
            who = runner.job[1]
            self._deck.say(log, who, jobs.feeling(self._deck, who), (runner.last_event,))
        self.leave(runner, "done", log)
        return True

    # Failing

    def _fail(self, runner: Runner, step: Step, why: str, resume: str, log: EventLog) -> bool:
        """The step in hand failed; go where its ``on_fail`` says."""
        self.release(runner, log.tick)
        self.enter(runner, "failed", log.tick)
        runner.due, runner.resume, runner.why = NEVER, resume, why
        runner.last_event = self._deck.tell(
            log,
            "step.failed",
            self.root(runner).id,
            words.capital(f"{self.here(runner)} failed: {why}"),
            (runner.last_event, runner.go),
            "caution",
        )
        cause = (runner.last_event,)
        runner.tries += 1
        if runner.job:
            self._deck.say(log, self._speaker(runner, step), f"Can't do it: {why}", cause)
            self.end(runner, "failed", why, cause, log)
            return False
        if step.on_fail == "continue":
            self.leave(runner, "failed", log)
            return True
        if step.on_fail == "retry" and runner.tries < MOST_TRIES:
            self.enter(runner, "todo", log.tick)
            runner.due = log.tick
            return True
        if step.on_fail == "abort":
            self.end(runner, "failed", why, cause, log)
            self._act(Order("abort", ()), cause[0], log)
            return False
        if step.on_fail.startswith("run ") and not runner.rescued:
            name = self._rescue_name(step.on_fail[4:], runner, step)
            refused = self._call(runner, name, cause[0], log)
            if not refused:
                return False
            why = f"{why}; {refused}"
        self.hold(runner, why, cause, log, speaker=self._speaker(runner, step))
        return False

    def _rescue_name(self, name: str, runner: Runner, step: Step) -> str:
        people = self._people.of(step, runner.column)
        return name.replace("{who}", people[0] if people else "")

    def _rescued(self, runner: Runner, step: Step, log: EventLog) -> bool:
        """A failed step waits for the checklist that is to mend it, and is then done again."""
        runner.due = NEVER
        other = self.get(runner.waits[0]) if runner.waits else None
        if other is not None and other.status in ACTIVE:
            return False
        runner.waits = []
        if other is None or other.status != "done":
            status = other.status if other is not None else "replaced"
            title = self.title(other) if other is not None else "the checklist to mend it"
            self.hold(runner, f"{title} was {status}", (runner.last_event,), log)
            return False
        runner.rescued = True
        runner.causes.append(other.last_event)
        self.enter(runner, "todo", log.tick)
        runner.due = log.tick
        return True

    def hold(
        self,
        runner: Runner,
        why: str,
        causes: tuple[int, ...],
        log: EventLog,
        speaker: str = "",
    ) -> None:
        """Hold ``runner`` now; with a ``speaker`` the loop hears why."""
        runner.status, runner.why, runner.hold_after = "holding", why, False
        runner.due = NEVER
        runner.last_event = self._deck.tell(
            log,
            "checklist.held",
            self.root(runner).id,
            f"{self.title(runner)} holds at step {runner.at + 1}: {why}",
            (*causes, *(() if causes else (runner.last_event,))),
            "caution" if speaker else "routine",
        )
        if speaker:
            self._deck.say(log, speaker, f"Holding at {self.here(runner)}: {why}",
                           (runner.last_event,))  # fmt: skip

    def interrupt(self, who: str, why: str, causes: tuple[int, ...], log: EventLog) -> None:
        """Take ``who`` from the work in hand: its checklist holds, a job ends."""
        task = self._deck.state.work.tasks.get(who)
        runner = self.active(task.runner) if task else None
        if runner is None:
            return
        self.release(runner, log.tick)
        if runner.job:
            self.end(runner, "stopped", why, causes, log)
            return
        self.enter(runner, "todo", log.tick)
        others = [each for each in self._deck.crew if each != who]
        speaker = next((each for each in others if self._people.awake(each)), "core")
        self.hold(runner, why, causes, log, speaker=speaker)


def _each(action: str, people: Sequence[str]) -> list[str]:
    if "{who}" not in action:
        return [action]
    return [action.replace("{who}", who) for who in people]


def _waiting(why: str) -> str:
    return why if why.startswith("until ") else f"because {why}"
