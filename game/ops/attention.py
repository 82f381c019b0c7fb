"""What needs the player next: the reason for time to run no faster."""

from __future__ import annotations

from game.ops import estimate, words
from game.ops.context import OpsContext
from game.ops.control.alarms import Alarms
from game.ops.procedures.runners import ACTIVE, Runners
from game.ops.state import Runner, Work
from game.ops.views import Attention, ended_early
from game.vocabulary.units import TICK_S
from game.vocabulary.wording import capital

SOON_S = 600.0
"""What needs the player later than this is not shown yet."""


class Needs:
    """What needs the player, now or soon."""

    def __init__(self, context: OpsContext, runners: Runners, alarms: Alarms) -> None:
        self._context = context
        self._runners = runners
        self._alarms = alarms

    def next(self) -> Attention | None:
        """The nearest thing that needs the player, or None when nothing is in sight."""
        if self._context.state.outcome is not None:
            return None
        found = self._at_once() or self._soon()
        return min(found, key=lambda each: each.in_s) if found else None

    def _at_once(self) -> list[Attention]:
        """What needs the player now, the most urgent first; nothing while nobody hears them."""
        if not self._context.world.signal:
            return []
        for name in self._alarms.standing():
            alarm = self._context.state.watch.alarms[name]
            tone = self._alarms.severity(name) != "advisory"
            if tone and not alarm.acknowledged and not alarm.cleared:
                return [Attention("alarm", name, 0.0, self._alarms.text(name))]
        for question in self._context.state.questions:
            asked = self._runners.asked(question)
            why = f"{asked.who} asks: {asked.text}"
            return [Attention("question", question.id, 0.0, why)]
        for runner in self._runners.all:
            if runner.status == "running" and runner.phase == "go":
                why = capital(f"{self._runners.here(runner)} waits for your GO")
                return [Attention("go", self._runners.root(runner).id, 0.0, why)]
        for runner in self._runners.all:
            if runner.status == "holding" and runner.wait is not None:
                why = capital(f"{self._runners.here(runner)} holds: {runner.wait.text}")
                return [Attention("held", self._runners.root(runner).id, 0.0, why)]
        if self._waits_for_poll():
            why = "A checklist waits for the room's GO: poll the room"
            return [Attention("poll", "", 0.0, why)]
        if not any(runner.status in ACTIVE for runner in self._runners.all):
            for name in self._context.plan:
                if name in self._context.titles and self._runners.get(name) is None:
                    lists = ((one.id, one.status) for one in self._runners.all)
                    if ended_early(self._context.level, lists):
                        why = "Nothing is running: the EVA was ended early"
                        return [Attention("plan", "", 0.0, why)]
                    why = f"Nothing is running: next is {self._context.titles[name]}"
                    return [Attention("plan", name, 0.0, why)]
        return []

    def _waits_for_poll(self) -> bool:
        if self._context.state.poll is not None:
            return False
        for runner in self._runners.all:
            wait = runner.wait if runner.status == "running" else None
            if wait is not None and wait.kind == "condition" and "mission.poll" in wait.channels:
                return True
        return False

    def _soon(self) -> list[Attention]:
        found: list[Attention] = []
        work, tick = self._context.shown_work, self._context.tick
        if self._context.world.signal:
            for runner in work.runners:
                if runner.status == "running" and not runner.waits:
                    found += self._next_need(runner, work, tick)
            for name, alarm in self._context.state.watch.alarms.items():
                if alarm.ahead and not alarm.acknowledged:
                    why = f"{self._alarms.text(name)} in about {words.about(alarm.eta_s)}"
                    found.append(Attention("alarm", name, alarm.eta_s, why))
        left = self._context.number("orbit.signal_time")
        if left < SOON_S:
            what = "loss" if self._context.world.signal else "acquisition"
            why = f"{what.capitalize()} of signal in {words.span(left)}"
            found.append(Attention("signal", what, left, why))
        limit = self._context.level.time_limit - tick * TICK_S
        if limit < SOON_S:
            why = f"Time runs out in {words.span(limit)}"
            found.append(Attention("time", "", max(0.0, limit), why))
        return found

    def _next_need(self, runner: Runner, work: Work, tick: int) -> list[Attention]:
        """The next step of ``runner`` that will wait for GO, or its end when nothing follows."""
        steps = self._runners.steps(runner)
        ahead = 0.0
        for at in range(runner.at, len(steps)):
            if at > runner.at and steps[at].critical:
                why = f"{self._runners.title(runner)} step {at + 1} needs GO"
                return [Attention("go", self._runners.root(runner).id, ahead, why)]
            if at == runner.at:
                ahead += self._runners.left_s(runner, work, tick) - estimate.steps_s(
                    steps[at + 1 :], self._context.checklists
                )
            else:
                ahead += estimate.step_s(steps[at], self._context.checklists)
        if runner.parent or runner.job:
            return []
        return [Attention("end", runner.id, ahead, f"{self._runners.title(runner)} ends")]
