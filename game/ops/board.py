"""The boards in the room: all that the ground may see of crew, checklists and control.

While the signal is lost, crew and checklists stand as they were when it was lost; only the
clocks run on.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from game.level.schema import Part, Step
from game.ops import estimate, words
from game.ops.context import OpsContext
from game.ops.control.alarms import Alarms
from game.ops.control.margin import flow_kg_s, margin
from game.ops.control.score import best, parts, tally
from game.ops.crew.workload import Workload
from game.ops.procedures.runners import ACTIVE, Runners
from game.ops.state import Runner, Work
from game.ops.views import (
    AlarmView,
    ChecklistView,
    CrewView,
    GoLine,
    ListStatus,
    MarginView,
    ObjectiveView,
    PlanItem,
    QuestionView,
    ScorePart,
    StandingView,
    StepStatus,
    StepView,
    Tally,
    Wait,
)
from game.vocabulary.channels import Channel
from game.vocabulary.units import TICK_S
from game.vocabulary.wording import sentence

FOR_CADETS = "mission.difficulty == cadet"
"""Within ``only_if``: such a step is done for cadets alone."""


@dataclass(frozen=True, slots=True)
class _Now:
    work: Work
    tick: int


class Board:
    """Frozen views, made on demand."""

    def __init__(
        self, context: OpsContext, runners: Runners, workload: Workload, alarms: Alarms
    ) -> None:
        self._context = context
        self._runners = runners
        self._workload = workload
        self._alarms = alarms

    # Loss of signal

    def freeze(self) -> Work:
        """A copy of what the boards show now."""
        return deepcopy(self._context.state.work)

    def report(self) -> str:
        """What the crew says at acquisition of signal: what came to an end, and what is in work."""
        before = {runner.id: runner.status for runner in self._work().runners}
        parts = []
        for runner in self._runners.all:
            if runner.inner:
                continue
            if runner.status in ACTIVE:
                status = self._status(runner, self._context.state.work)
                does = {"go": "waits for your GO", "holding": "holds", "waiting": "waits"}
                parts.append(f"{self._runners.here(runner)} {does.get(status, 'is in work')}")
            elif before.get(runner.id) in (None, *ACTIVE):
                parts.append(f"{self._runners.title(runner)} is {runner.status}")
        return f"We hear you again. {sentence('; '.join(parts) or 'nothing new here')}"

    def _work(self) -> Work:
        return self._context.shown_work

    # Checklists

    def statuses(self) -> dict[str, ListStatus]:
        """The status on board of every level checklist that was ever started."""
        work = self._context.state.work
        return {
            runner.id: self._status(runner, work)
            for runner in work.runners
            if not runner.job and not runner.inner
        }

    @property
    def margin(self) -> MarginView:
        """How long the oxygen lasts beyond the plan and the reserve, as the ground sees it."""
        context = self._context
        return margin(
            context.level, context.book, context.plan, context.ground_reading, self.progress
        )

    @property
    def progress(self) -> dict[str, tuple[int, ListStatus]]:
        """The step being done (from 0) and the status of every level checklist that was started.

        It is what the room sees.
        """
        work = self._work()
        return {
            runner.id: (runner.at, self._status(runner, work))
            for runner in work.runners
            if not runner.job and not runner.inner
        }

    def _status(self, runner: Runner, work: Work) -> ListStatus:
        """The status of ``runner``, its columns' included: the one that needs most."""
        found: list[ListStatus] = [_own_status(runner)]
        inside = f"{runner.id}/"
        if runner.status == "running" and runner.waits:
            for other in work.runners:
                if other.status in ACTIVE and other.id.startswith(inside):
                    found.append(_own_status(other))
            if len(found) > 1 and all(status == "waiting" for status in found[1:]):
                return "waiting"
        urgent: tuple[ListStatus, ...] = ("go", "holding")
        for status in urgent:
            if status in found:
                return status
        return found[0]

    def _waits(self, runner: Runner, work: Work) -> list[Wait]:
        """Why ``runner`` holds or waits, its columns' reasons included."""
        if runner.wait is not None:
            return [runner.wait]
        if not runner.waits or runner.status != "running":
            return []
        inside = f"{runner.id}/"
        found: list[Wait] = []
        for other in work.runners:
            if other.status not in ACTIVE:
                continue
            if other.id.startswith(inside) and other.wait and other.wait not in found:
                found.append(other.wait)
            elif other.id in runner.waits and not other.inner:
                title = self._runners.title(other)
                found.append(Wait("checklist", other.id, f"until {title} is done"))
        return found

    @property
    def checklists(self) -> tuple[ChecklistView, ...]:
        """Those that were started: active ones first, each group newest first."""
        now = _Now(self._work(), self._context.tick)
        shown = [
            runner
            for runner in now.work.runners
            if not runner.inner and (not runner.job or runner.status in ACTIVE)
        ]
        newest = list(reversed(shown))
        newest.sort(key=lambda runner: runner.status not in ACTIVE)
        return tuple(self._view(runner, now) for runner in newest)

    def checklist(self, name: str) -> ChecklistView:
        """Any checklist of the level, also one that was not started; KeyError when unknown."""
        work = self._work()
        for runner in work.runners:
            if runner.id == name:
                return self._view(runner, _Now(work, self._context.tick))
        runner = Runner(id=name, status="idle")
        self._context.checklists[name]
        return self._view(runner, _Now(work, self._context.tick))

    def _view(self, runner: Runner, now: _Now) -> ChecklistView:
        checklist = self._runners.checklist(runner)
        views: list[StepView] = []
        at = -1
        for number, step in enumerate(checklist.steps):
            if number == runner.at:
                at = len(views)
            views += self._step_views(runner, number, step, now)
        waits = self._waits(runner, now.work)
        return ChecklistView(
            id=runner.id,
            title=checklist.title,
            status=self._status(runner, now.work),
            wait=waits[0] if waits else None,
            why=_said(waits),
            at=len(views) if at < 0 else at,
            steps=tuple(views),
            started_tick=runner.started_tick,
        )

    def _step_views(
        self, runner: Runner, at: int, step: Step, now: _Now, number: str = "", depth: int = 0
    ) -> list[StepView]:
        status = _step_status(runner, at)
        own = number or str(at + 1)
        views: list[StepView] = []
        count = 0
        for part in self._parts_shown(runner, at, step, now):
            name = self._runners.column_id(runner, at, part.name)
            child = next((r for r in now.work.runners if r.id == name), None)
            if child is None:
                behind = status in ("done", "skipped")
                column = part.column or runner.column
                child = Runner(id=name, column=column, status="idle")
                child.steps = [status] * len(part.steps) if behind else []
                child.at = len(child.steps)
            for k, each in enumerate(part.steps):
                count += 1
                views += self._step_views(child, k, each, now, f"{own}.{count}", depth + 1)
        return [self._step_view(runner, at, step, own, min(depth, 1), now), *views]

    def _parts_shown(self, runner: Runner, at: int, step: Step, now: _Now) -> list[Part]:
        """The steps within a step as far as they are decided: columns, and the branch taken."""
        if step.simo:
            return list(step.parts)
        begun = {each.id for each in now.work.runners}
        return [
            part for part in step.parts if self._runners.column_id(runner, at, part.name) in begun
        ]

    def _step_view(
        self, runner: Runner, at: int, step: Step, number: str, depth: int, now: _Now
    ) -> StepView:
        status = _step_status(runner, at)
        total = estimate.step_s(step, self._context.checklists)
        remaining = total
        waits: list[Wait] = []
        if at < runner.at:
            remaining = 0.0
        elif at == runner.at:
            waits = self._waits(runner, now.work)
            if status == "running" and not runner.waits:
                remaining = max(0.0, (runner.until - now.tick) * TICK_S)
                total = max(total, (runner.until - runner.since) * TICK_S)
            elif status == "expect":
                remaining = 0.0
            elif runner.waits:
                remaining = self._runners.children_left_s(runner, now.work, now.tick)
        notes = (("warning", step.warning), ("caution", step.caution), ("note", step.note))
        people = self._workload.of(step, runner.column)
        return StepView(
            number=number,
            who=tuple(self._context.role(who) for who in people) or ("CORE",),
            text=self._runners.text(runner, step),
            status=status,
            critical=step.critical,
            remaining_s=remaining,
            wait=waits[0] if waits else None,
            waits_for=_said(waits),
            notes=tuple((kind, text) for kind, text in notes if text),  # type: ignore[misc]
            depth=depth,
            go_if=self._go_lines(runner, step) if status == "go" else (),
            yours=status == "skipped"
            and self._context.difficulty != "cadet"
            and FOR_CADETS in (step.only_if or "")
            and not self._done_otherwise(runner, step),
        )

    def _done_otherwise(self, runner: Runner, step: Step) -> bool:
        """Whether another step of the checklist does the same for those who are no cadets."""
        steps = self._runners.steps(runner)
        return any(other is not step and other.text == step.text for other in steps)

    def _go_lines(self, runner: Runner, step: Step) -> tuple[GoLine, ...]:
        """What should hold before GO, by what the ground sees now."""
        context = self._context
        made = []
        for text in step.go_if:
            condition = self._runners.condition(text, runner, step)
            read = context.world.layout.channels_of(condition)
            shown = dict.fromkeys(
                _now(context.world.channels[name], context.ground_reading(name))
                for name in read
                if not name.startswith("flag.")
            )
            now = ", ".join(shown)
            met = context.shows(condition)
            made.append(GoLine(context.plain(condition), now, met, tuple(read)))
        return tuple(made)

    @property
    def plan(self) -> tuple[PlanItem, ...]:
        """The flight plan's checklists and their status."""
        return self._items(self._context.plan)

    @property
    def options(self) -> tuple[PlanItem, ...]:
        """The optional checklists that are not in the flight plan."""
        context = self._context
        planned = context.plan
        return self._items(
            name
            for name, checklist in context.checklists.items()
            if checklist.optional is not None and name not in planned
        )

    def _items(self, names: Iterable[str]) -> tuple[PlanItem, ...]:
        context, work = self._context, self._work()
        status = {r.id: self._status(r, work) for r in work.runners if not r.inner}
        flow = flow_kg_s(context.level, context.ground_reading)
        made = []
        for name in names:
            checklist = context.checklists.get(name)
            if checklist is None:
                continue
            takes = context.book.checklist_s(name)
            option = checklist.optional
            made.append(
                PlanItem(
                    name,
                    checklist.title,
                    status.get(name, "idle"),
                    takes,
                    takes * flow,
                    option.points if option else 0,
                    option is not None,
                    not (option and option.needs) or context.shows(option.needs),
                )
            )
        return tuple(made)

    # Workload

    @property
    def crew(self) -> tuple[CrewView, ...]:
        """The crew as the room knows them."""
        return tuple(self._person(who) for who in self._context.crew)

    def _person(self, who: str) -> CrewView:
        context, work = self._context, self._work()
        member = context.level.crew[who]
        task = work.tasks.get(who)
        runner = next((r for r in work.runners if task and r.id == task.runner), None)
        progress = remaining = 0.0
        if task is not None:
            remaining = max(0.0, (task.until_tick - context.tick) * TICK_S)
            whole = max(TICK_S, (task.until_tick - task.started_tick) * TICK_S)
            progress = min(1.0, max(0.0, 1.0 - remaining / whole))
        return CrewView(
            id=who,
            name=member.name,
            role=member.role,
            life=member.life,
            seat=member.seat,
            place=context.word(f"{who}.place", context.ground),
            condition=context.word(f"{who}.condition", context.ground),
            pace=self._workload.pace(who),
            task=task.text if task else "",
            checklist=self._runners.title(runner) if runner else "",
            progress=progress,
            remaining_s=remaining,
        )

    # The rest

    @property
    def alarms(self) -> tuple[AlarmView, ...]:
        """Worst first; cleared ones last."""
        return tuple(self._alarm(name) for name in self._alarms.standing())

    def _alarm(self, name: str) -> AlarmView:
        alarm = self._context.state.watch.alarms[name]
        return AlarmView(
            id=name,
            severity=self._alarms.severity(name),
            text=self._alarms.text(name),
            channel=self._alarms.channel(name),
            since_tick=alarm.raised_tick,
            acknowledged=alarm.acknowledged,
            cleared=alarm.cleared,
            eta_s=alarm.eta_s if alarm.ahead else None,
            suggest=self._alarms.suggest(name),
            event=alarm.event,
            shelved_until_tick=self._alarms.shelved_until(name),
        )

    @property
    def questions(self) -> tuple[QuestionView, ...]:
        """Oldest first."""
        views = []
        for question in self._context.state.questions:
            asked = self._runners.asked(question)
            views.append(
                QuestionView(
                    id=question.id,
                    who=asked.who,
                    text=asked.text,
                    remaining_s=max(0.0, (question.until_tick - self._context.tick) * TICK_S),
                    default=asked.default,
                    answers=asked.answers,
                )
            )
        return tuple(views)

    @property
    def standing(self) -> tuple[StandingView, ...]:
        """In the order in which they were left."""
        return tuple(
            StandingView(each.number, f"when {each.condition} do {each.order}")
            for each in self._context.state.standing
        )

    @property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        """In the level's order."""
        state = self._context.state
        met = state.objectives
        return tuple(
            ObjectiveView(
                id=name,
                title=objective.title,
                points=objective.most,
                required=objective.required,
                met_tick=met[name].tick if name in met else None,
                lost_tick=state.lost.get(name),
                reached=best(objective, state.grades.get(name, ())),
            )
            for name, objective in self._context.level.objectives.items()
        )

    @property
    def tally(self) -> Tally:
        """What took points away so far."""
        return tally(self._context.state, self._alarms.unheeded())

    @property
    def score(self) -> tuple[ScorePart, ...]:
        """The parts of the score as they stand; of a mission that is over, those that count."""
        ended = self._context.state.outcome
        return parts(self._context, self.tally, ended.kind if ended else "")

    @property
    def lesson(self) -> str | None:
        """The coaching line that stands, on training levels."""
        lessons, at = self._context.level.lessons, self._context.state.lesson
        return lessons[at].text if at < len(lessons) else None


def _said(waits: list[Wait]) -> str:
    return "; ".join(wait.text for wait in waits)


def _own_status(runner: Runner) -> ListStatus:
    if runner.status == "running":
        if runner.phase == "go":
            return "go"
        return "waiting" if runner.phase == "needs" and runner.wait else "running"
    return runner.status  # type: ignore[return-value]


def _step_status(runner: Runner, at: int) -> StepStatus:
    if at < len(runner.steps):
        return runner.steps[at]  # type: ignore[return-value]
    if at == runner.at and runner.status != "idle":
        return runner.phase  # type: ignore[return-value]
    return "todo"


def _now(channel: Channel, value: float | str) -> str:
    """What the gauge of ``channel`` shows now, never below its floor."""
    seen = value if isinstance(value, str) else channel.as_gauged(value)
    return words.gauged(channel, seen, "no reading")
