"""What was achieved, how the mission ends, and what that is worth."""

from __future__ import annotations

from game.level import conditions
from game.ops import words
from game.ops.alarms import Alarms
from game.ops.deck import Deck, Frame
from game.ops.runners import ACTIVE, Runners
from game.ops.state import TICK, Ended, Objective, Runner
from game.vocabulary.events import EventLog
from game.vocabulary.units import show

RULE_COST = 5
SKIP_COST = 5
MISSED_COST = 2
LOST_CAP = 25
TIMEOUT_CAP = 35
BREATHABLE = 16000.0
"""Cabin oxygen pressure at which people may open their visors, Pa."""


class Objectives:
    """The level's objectives and its end."""

    def __init__(self, deck: Deck, alarms: Alarms, runners: Runners) -> None:
        self._deck = deck
        self._alarms = alarms
        self._runners = runners
        self._tests = {name: deck.test(o.when) for name, o in deck.level.objectives.items()}
        self._end = deck.test(deck.level.end)
        self._lessons = [deck.test(lesson.until) for lesson in deck.level.lessons]
        self._last_tick = int(deck.level.time_limit / TICK + 0.5)

    def step(self, log: EventLog, frame: Frame) -> None:
        """Look at ``frame``, the instruments on board, for objectives and for the end."""
        state = self._deck.state
        if len(state.objectives) < len(self._tests):
            self._look(log, frame)
        if state.dead >= 0 and self._deck.world.signal:
            self._lost(log)
        elif self._end(frame) or state.declared >= 0:
            self._home(log)
        elif log.tick >= self._last_tick:
            self._timeout(log)

    def coach(self, frame: Frame) -> None:
        """Go on to the next lesson when the one that stands was followed."""
        state = self._deck.state
        if state.lesson < len(self._lessons) and self._lessons[state.lesson](frame):
            state.lesson += 1

    def _look(self, log: EventLog, frame: Frame) -> None:
        state = self._deck.state
        for name, test in self._tests.items():
            if name in state.objectives or not test(frame):
                continue
            objective = self._deck.level.objectives[name]
            event = log.add("objective", name, f"Objective met: {objective.title}",
                            self._causes(objective.when))  # fmt: skip
            state.objectives[name] = Objective(log.tick, event)

    def _causes(self, condition: str) -> tuple[int, ...]:
        """The events behind what the condition reads; else the last step that was done."""
        found: list[int] = []
        for channel in conditions.channels_of(condition, self._deck.world.channels):
            found += [cause for cause in self._alarms.causes(channel) if cause not in found]
        if not found:
            found = [self._deck.state.trace.get("step.done", self._deck.state.last_order)]
        return tuple(found)

    # The end

    def cannot_end(self) -> str | None:
        """Why the EVA can't be declared over, or None."""
        deck = self._deck
        for who in deck.crew:
            place = deck.word(f"{who}.place")
            if place == "outside":
                return f"the EVA is not over: {deck.role(who)} is outside"
        if deck.word("hatch.position") == "open":
            return "the EVA is not over: the hatch is open"
        oxygen = deck.number("cabin.o2")
        if oxygen < BREATHABLE:
            return (
                f"the EVA is not over: the cabin holds {show(oxygen, 'kPa', 1)} of oxygen, "
                f"and people need {show(BREATHABLE, 'kPa', 0)}"
            )
        return None

    def _home(self, log: EventLog) -> None:
        deck, state = self._deck, self._deck.state
        missing = [
            objective.title
            for name, objective in deck.level.objectives.items()
            if objective.required and name not in state.objectives
        ]
        if missing:
            kind, reason = "home", f"All home, but without: {'; '.join(missing)}"
        else:
            kind, reason = "success", "All home, and every required objective met"
        last = -1
        for objective_met in state.objectives.values():
            last = max(last, objective_met.event)
        causes = (last, state.declared) if last >= 0 else (state.declared, *self._end_causes())
        self._end_it(kind, reason, causes, log)

    def _end_causes(self) -> tuple[int, ...]:
        return self._causes(self._deck.level.end)

    def _lost(self, log: EventLog) -> None:
        state = self._deck.state
        dead = [
            f"{self._deck.level.crew[who].name} ({self._deck.role(who)})"
            for who in self._deck.crew
            if f"body.dead {who}" in state.trace
        ]
        reason = f"{words.listed(dead)} died" if dead else "Somebody died"
        self._end_it("lost", reason, (state.dead,), log)

    def _timeout(self, log: EventLog) -> None:
        state = self._deck.state
        limit = words.span(self._deck.level.time_limit)
        stuck = self._stuck()
        causes: tuple[int, ...]
        if state.orders_given == 0:
            why, causes = "no order was given", (state.trace.get("mission.started", -1),)
        elif stuck is not None:
            why = f"{self._runners.title(stuck)} stood at step {stuck.at + 1}"
            why += f", {stuck.why}" if stuck.why else ""
            causes = (stuck.last_event, state.last_order)
        else:
            why, causes = "no checklist was running", (state.last_order,)
        self._end_it("timeout", f"Time ran out after {limit}: {why}", causes, log)

    def _stuck(self) -> Runner | None:
        """The checklist that stands in the way: one that holds, asks or waits, else any."""
        active = [r for r in self._runners.all if r.status in ACTIVE]
        for runner in active:
            if runner.status == "holding" or runner.phase in ("go", "needs"):
                return runner
        return active[-1] if active else None

    def _end_it(self, kind: str, reason: str, causes: tuple[int, ...], log: EventLog) -> None:
        score = self.score(kind)
        bad = kind in ("lost", "timeout")
        event = log.add("outcome", "mission", reason, causes, "emergency" if bad else "routine")
        self._deck.state.outcome = Ended(kind, reason, log.tick, score, event)

    def score(self, kind: str) -> int:
        """0 to 100: the objectives' points, less what went wrong."""
        state = self._deck.state
        points = earned = 0
        for name, objective in self._deck.level.objectives.items():
            points += objective.points
            earned += objective.points if name in state.objectives else 0
        score = (100 * earned + points // 2) // points if points else 100
        score -= RULE_COST * len(state.rules_broken)
        score -= SKIP_COST * state.critical_skipped
        score -= MISSED_COST * (state.watch.missed + self._alarms.unheeded())
        most = {"lost": LOST_CAP, "timeout": TIMEOUT_CAP}.get(kind, 100)
        return max(0, min(most, score))
