"""What was achieved, how the mission ends, and what that is worth."""

from __future__ import annotations

from game.ops import words
from game.ops.alarms import Alarms
from game.ops.deck import Deck, Frame
from game.ops.people import People
from game.ops.runners import ACTIVE, Runners
from game.ops.state import Ended, Objective, Runner
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.units import TICK_S, show

RULE_COST = 5
SKIP_COST = 5
MISSED_COST = 2
LOST_CAP = 25
TIMEOUT_CAP = 35
BREATHABLE = 16000.0
"""Cabin oxygen pressure at which people may open their visors, Pa."""


class Objectives:
    """The level's objectives and its end."""

    def __init__(self, deck: Deck, people: People, alarms: Alarms, runners: Runners) -> None:
        self._deck = deck
        self._people = people
        self._alarms = alarms
        self._runners = runners
        self._tests = {name: deck.test(o.when) for name, o in deck.level.objectives.items()}
        self._end = deck.test(deck.level.end)
        self._lessons = [deck.test(lesson.until) for lesson in deck.level.lessons]
        self.lessons = len(self._lessons)
        """How many lines of coaching there are."""
        self._last_tick = int(deck.level.time_limit / TICK_S + 0.5)

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
        """Go on when the lesson that stands was followed, or any later one was."""
        state = self._deck.state
        for at in range(len(self._lessons) - 1, state.lesson - 1, -1):
            if self._lessons[at](frame):
                state.lesson = at + 1
                return

    def _look(self, log: EventLog, frame: Frame) -> None:
        state = self._deck.state
        for name, test in self._tests.items():
            if name in state.objectives or not test(frame):
                continue
            objective = self._deck.level.objectives[name]
            causes = self._causes(objective.when)
            event = log.add(events.OBJECTIVE, name, causes, {"title": objective.title})
            state.objectives[name] = Objective(log.tick, event)

    def _causes(self, condition: str) -> tuple[int, ...]:
        """The events behind what the condition reads; else the last step that was done."""
        found: list[int] = []
        for channel in self._deck.world.layout.channels_of(condition):
            found += [cause for cause in self._alarms.causes(channel) if cause not in found]
        if not found:
            found = [self._deck.state.trace.get(events.STEP_DONE.id, self._deck.state.last_order)]
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
        if missing and state.ended_early >= 0:
            causes = (state.ended_early,)
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
        limit = words.span(self._deck.level.time_limit)
        whys, causes = self._hindrances()
        down = not all(self._people.awake(who) for who in self._deck.crew)
        reason = f"Time ran out after {limit}: {', and '.join(whys)}"
        self._end_it("lost" if down else "timeout", reason, tuple(causes), log)

    def _hindrances(self) -> tuple[list[str], list[int]]:
        """What kept the mission from ending in time, and the events behind it."""
        state = self._deck.state
        if state.orders_given == 0:
            return ["no order was given"], [state.trace.get(events.MISSION_STARTED.id, -1)]
        whys: list[str] = []
        causes: list[int] = []
        down = [who for who in self._deck.crew if not self._people.awake(who)]
        if down:
            verb = "does" if len(down) == 1 else "do"
            whys.append(f"{words.listed([self._deck.role(who) for who in down])} {verb} not answer")
            causes += [state.trace.get(f"{events.UNCONSCIOUS.id} {who}", -1) for who in down]
        stuck, never = self._stuck(), self._never_run()
        if stuck is not None:
            because = f", {stuck.why}" if stuck.why else ""
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
        for name in self._deck.level.plan:
            if name in self._deck.titles and self._runners.get(name) is None:
                return self._deck.titles[name]
        return ""

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
        event = log.add(
            events.OUTCOME, "mission", causes, {"text": reason},
            severity="emergency" if bad else "routine",
        )  # fmt: skip
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
