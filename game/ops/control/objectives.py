"""What was achieved, how the mission ends, and what that is worth."""

from __future__ import annotations

from game.ops import words
from game.ops.context import Frame, OpsContext
from game.ops.control import score as scores
from game.ops.control.alarms import Alarms
from game.ops.crew.workload import Workload
from game.ops.procedures.runners import ACTIVE, Runners
from game.ops.state import Ended, Objective, Runner
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order
from game.vocabulary.units import TICK_S, show
from game.vocabulary.wording import listed

BREATHABLE = 16000.0
"""Cabin oxygen pressure at which people may open their visors, Pa."""


class Objectives:
    """The level's objectives and its end."""

    def __init__(
        self, context: OpsContext, workload: Workload, alarms: Alarms, runners: Runners
    ) -> None:
        self._context = context
        self._workload = workload
        self._alarms = alarms
        self._runners = runners
        self._tests = {name: context.test(o.when) for name, o in context.level.objectives.items()}
        self._graded = [
            (name, [context.test(grade.when) for grade in one.grades])
            for name, one in context.level.objectives.items()
            if one.grades
        ]
        self._losing = [
            (name, context.test(one.lost))
            for name, one in context.level.objectives.items()
            if one.lost is not None
        ]
        self._end = context.test(context.level.end)
        self._endings = [
            (one, None if one.when is None else context.test(one.when))
            for one in context.level.endings
        ]
        self._lessons = [context.test(lesson.until) for lesson in context.level.lessons]
        self.lessons = len(self._lessons)
        """How many lines of coaching there are."""
        self.last_tick = int(context.level.time_limit / TICK_S + 0.5)
        """The tick at which the time of the level has run out."""

    def step(self, log: EventLog, frame: Frame) -> None:
        """Look at ``frame``, the instruments on board, for objectives and for the end."""
        state = self._context.state
        if len(state.objectives) < len(self._tests):
            self._look(log, frame)
        if self._graded:
            self._grade(log, frame)
        if self._losing:
            self._lose(log, frame)
        if state.dead >= 0 and self._context.world.signal:
            self._lost(log)
        elif self._end(frame) or state.declared >= 0:
            self._home(log)
        elif log.tick >= self.last_tick:
            self._timeout(log)

    def coach(self, frame: Frame) -> None:
        """Move on when the lesson that stands was followed, or any later one was."""
        state = self._context.state
        for at in range(len(self._lessons) - 1, state.lesson - 1, -1):
            if self._lessons[at](frame):
                state.lesson = at + 1
                return

    def _look(self, log: EventLog, frame: Frame) -> None:
        state = self._context.state
        for name, test in self._tests.items():
            if name in state.objectives or name in state.lost or not test(frame):
                continue
            objective = self._context.level.objectives[name]
            causes = self.behind(objective.when)
            event = log.add(events.OBJECTIVE, name, causes, {"title": objective.title})
            state.objectives[name] = Objective(log.tick, event)

    def _grade(self, log: EventLog, frame: Frame) -> None:
        """Note the grades that are reached. One that is no better than what stands is not told."""
        state = self._context.state
        for name, tests in self._graded:
            reached = state.grades.get(name, [])
            if name in state.lost or len(reached) == len(tests):
                continue
            objective = self._context.level.objectives[name]
            for at, test in enumerate(tests):
                if at in reached or not test(frame):
                    continue
                grade = objective.grades[at]
                better = grade.points > objective.worth(name in state.objectives, reached)
                reached = state.grades[name] = [*reached, at]
                if better:
                    data = {"title": objective.title, "reached": grade.text}
                    log.add(events.OBJECTIVE_GRADE, name, self.behind(grade.when), data)

    def _lose(self, log: EventLog, frame: Frame) -> None:
        """Note the objectives that can't be met any more."""
        state = self._context.state
        for name, test in self._losing:
            if name in state.objectives or name in state.lost or not test(frame):
                continue
            objective = self._context.level.objectives[name]
            causes = self.behind(objective.lost or "")
            state.lost[name] = log.tick
            log.add(events.OBJECTIVE_LOST, name, causes, {"title": objective.title})

    def behind(self, condition: str) -> tuple[int, ...]:
        """The events behind what the condition reads; else the last step that was done."""
        found: list[int] = []
        for channel in self._context.world.layout.channels_of(condition):
            found += [cause for cause in self._alarms.causes(channel) if cause not in found]
        if not found:
            found = [
                self._context.state.trace.get(events.STEP_DONE.id, self._context.state.last_order)
            ]
        return tuple(found)

    # The end

    def cannot_end(self, order: Order) -> str | None:
        """Why the EVA can't be declared over, or None."""
        context = self._context
        for who in context.crew:
            place = context.word(f"{who}.place")
            if place == "outside":
                return f"the EVA is not over: {context.role(who)} is outside"
        if context.word("hatch.position") == "open":
            return "the EVA is not over: the hatch is open"
        oxygen = context.number("cabin.o2")
        if oxygen < BREATHABLE:
            return (
                f"the EVA is not over: the cabin holds {show(oxygen, 'kPa', 1)} of oxygen, "
                f"and people need {show(BREATHABLE, 'kPa', 0)}"
            )
        if events.STEP_DONE.id not in context.state.trace:
            return "the EVA is not over: it has not begun"
        return None

    def declare(self, order: Order, cause: int, log: EventLog) -> None:
        """Declare the EVA over; the mission ends when objectives are looked at next."""
        self._context.state.declared = cause

    def _home(self, log: EventLog) -> None:
        context, state = self._context, self._context.state
        missing = [
            objective.title
            for name, objective in context.level.objectives.items()
            if objective.required and name not in state.objectives
        ]
        if missing:
            kind, reason = "home", f"All home, but without: {'; '.join(missing)}"
        else:
            kind, reason = "success", "All home, and every required objective met"
        last = -1
        for objective_met in state.objectives.values():
            last = max(last, objective_met.event)
        causes = (
            (last, state.declared)
            if last >= 0
            else (state.declared, *self.behind(self._context.level.end))
        )
        if missing and state.ended_early >= 0:
            causes = (state.ended_early,)
        self._end_it(kind, reason, causes, log)

    def _lost(self, log: EventLog) -> None:
        state = self._context.state
        dead = [
            f"{self._context.level.crew[who].name} ({self._context.role(who)})"
            for who in self._context.crew
            if f"body.dead {who}" in state.trace
        ]
        reason = f"{listed(dead)} died" if dead else "Somebody died"
        self._end_it("lost", reason, (state.dead,), log)

    def give_up(self, fault: Exception, log: EventLog) -> None:
        """End the mission because of a ``fault`` of the game, which scores nothing."""
        limit = words.span(self._context.level.time_limit)
        reason = f"Time ran out after {limit}: the game has a fault ({type(fault).__name__})"
        event = log.add(events.OUTCOME, "mission", (), {"text": reason}, severity="emergency")
        self._context.state.outcome = Ended("timeout", reason, log.tick, 0, event)

    def _timeout(self, log: EventLog) -> None:
        limit = words.span(self._context.level.time_limit)
        whys, causes = self._hindrances()
        down = not all(self._workload.awake(who) for who in self._context.crew)
        reason = f"Time ran out after {limit}: {', and '.join(whys)}"
        self._end_it("lost" if down else "timeout", reason, tuple(causes), log)

    def _hindrances(self) -> tuple[list[str], list[int]]:
        """What kept the mission from ending in time, and the events behind it."""
        state = self._context.state
        if state.orders_given == 0:
            return ["no order was given"], [state.trace.get(events.MISSION_STARTED.id, -1)]
        whys: list[str] = []
        causes: list[int] = []
        down = [who for who in self._context.crew if not self._workload.awake(who)]
        if down:
            verb = "does" if len(down) == 1 else "do"
            whys.append(f"{listed([self._context.role(who) for who in down])} {verb} not answer")
            causes += [state.trace.get(f"{events.UNCONSCIOUS.id} {who}", -1) for who in down]
        stuck, never = self._stuck(), self._never_run()
        if stuck is not None:
            because = f", {stuck.wait.text}" if stuck.wait else ""
            whys.append(f"{self._runners.title(stuck)} stood at step {stuck.at + 1}{because}")
            causes.append(stuck.last_event)
        elif never:
            whys.append(f"{never} was never run")
            causes.append(state.trace.get(events.CHECKLIST_DONE.id, -1))
        elif not whys:
            whys.append("no checklist was running")
        if not down:
            causes.append(state.last_order)
        return whys, causes

    def _never_run(self) -> str:
        """The title of the first checklist of the plan that was never started."""
        for name in self._context.plan:
            if name in self._context.titles and self._runners.get(name) is None:
                return self._context.titles[name]
        return ""

    def _stuck(self) -> Runner | None:
        """The checklist that stands in the way: one that holds, asks or waits, else any."""
        active = [r for r in self._runners.all if r.status in ACTIVE]
        for runner in active:
            if runner.status == "holding" or runner.phase in ("go", "needs"):
                return runner
        return active[-1] if active else None

    def _end_it(self, kind: str, reason: str, causes: tuple[int, ...], log: EventLog) -> None:
        lost = scores.tally(self._context.state, self._alarms.unheeded())
        score = scores.score(scores.parts(self._context, lost, kind))
        bad = kind in ("lost", "timeout")
        event = log.add(
            events.OUTCOME, "mission", causes, {"text": reason},
            severity="emergency" if bad else "routine",
        )  # fmt: skip
        self._context.state.outcome = Ended(kind, reason, log.tick, score, event)
        text = self._ending(kind)
        if text:
            log.add(events.ENDING, "mission", (event,), {"text": text})

    def _ending(self, kind: str) -> str:
        """What the level says of such an end; empty if it says no more than usual."""
        context = self._context
        hurt = bool(scores.hurt(context.state, context.crew))
        for one, test in self._endings:
            fits = not one.outcome or kind in one.outcome
            if one.hurt is not None and one.hurt != hurt:
                fits = False
            if fits and (test is None or test(context.world.sensed)):
                return one.text
        return ""
