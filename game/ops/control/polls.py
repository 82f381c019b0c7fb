"""GO/NO-GO: five people in the room each look at the telemetry they watch, and answer.

Each rule is plain and says its reason, so that a NO-GO says what to fix.
"""

from __future__ import annotations

from collections.abc import Callable

from game.ops import words
from game.ops.context import OpsContext
from game.ops.control.margin import Progress, margin
from game.ops.state import Poll
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order
from game.vocabulary.units import TICK_S, show

BETWEEN = int(3.0 / TICK_S)
"""Ticks from one answer to the next."""
PRESSED_SHARE = 0.8
"""Share of the suit's set pressure that counts as pressurised."""
RICH = 0.40
"""Cabin oxygen fraction at which cloth and wire burn as they do not in air."""
GAS_AT_ALL = 10000.0
"""Cabin pressure under which its oxygen fraction does not matter, Pa."""
HEART_LOW, HEART_HIGH = 40.0, 150.0
"""Heart rates that the surgeon lets pass (NASA SUITS: 50 to 160 at work)."""
CONTACT_S = 300.0
"""Signal that GNC wants ahead."""


class Polls:
    """The room's polls."""

    def __init__(self, context: OpsContext, progress: Callable[[], Progress]) -> None:
        self._context = context
        self._progress = progress
        """How far the checklists are."""
        self._positions: tuple[tuple[str, Callable[[], str]], ...] = (
            ("EVA", self._eva),
            ("ECLSS", self._eclss),
            ("SURGEON", self._surgeon),
            ("GNC", self._gnc),
            ("CAPCOM", self._capcom),
        )

    def refusal(self, order: Order) -> str | None:
        """Why the room can't be polled now, or None."""
        if self._context.state.poll is not None:
            return "the room is being polled already"
        asked = [one for one in self._context.state.opinion.asked if not one.unasked]
        if asked and self._context.difficulty == "director":
            return f"{asked[0].position.upper()} is thinking about what you asked: poll after that"
        return None

    def start(self, order: Order, cause: int, log: EventLog) -> None:
        """Begin to poll the room."""
        self._context.state.poll = Poll(log.tick + BETWEEN, cause)
        self._context.state.poll_result = "none"
        self._context.world.publish("mission.poll", "none")
        self._context.say(log, "FLIGHT", "Going around the room for GO or NO-GO", (cause,))

    def step(self, log: EventLog) -> None:
        """Let the next position answer when it is its turn."""
        poll = self._context.state.poll
        if poll is None or log.tick < poll.next_tick:
            return
        name, rule = self._positions[poll.answered]
        why = rule()
        poll.answered += 1
        poll.next_tick = log.tick + BETWEEN
        if why:
            poll.against.append(f"{name} ({why})")
            self._context.say(log, name, f"{name} is NO-GO: {why}", (poll.event,))
        else:
            self._context.say(log, name, f"{name} is GO", (poll.event,))
        if poll.answered == len(self._positions):
            self._close(poll, log)

    def _close(self, poll: Poll, log: EventLog) -> None:
        state = self._context.state
        state.poll = None
        state.poll_result = "no-go" if poll.against else "go"
        self._context.world.publish("mission.poll", state.poll_result)
        if poll.against:
            data, severity = {"result": "NO-GO", "positions": "; ".join(poll.against)}, "caution"
        else:
            data, severity = {"result": "GO", "positions": "every position is GO"}, "routine"
        event = log.add(events.POLL, "FLIGHT", (poll.event,), data, severity=severity)  # type: ignore[arg-type]
        says = "The room is NO-GO" if poll.against else "The room is GO"
        self._context.say(log, "FLIGHT", says, (event,))

    def _eva(self) -> str:
        context, least = self._context, PRESSED_SHARE * self._context.level.suit.pressure
        for who in context.crew:
            role = context.role(who)
            if context.word(f"{who}.suit.visor", context.ground) != "closed":
                return f"{role} visor is open"
            if context.word(f"{who}.suit.leak_check", context.ground) != "passed":
                return f"{role} leak check has not passed"
            delta = context.number(f"{who}.suit.delta", context.ground)
            if delta < least:
                return f"{role} suit is {show(delta, 'kPa', 1)} above the cabin, too little"
        return ""

    def _eclss(self) -> str:
        context = self._context
        now = margin(
            context.level, context.book, context.plan, context.ground_reading, self._progress()
        )
        if now.margin_s != now.margin_s:
            return "an oxygen gauge is dead"
        if now.margin_s < 0.0:
            need = words.span(now.plan_s + now.reserve_s)
            return (
                f"oxygen for {words.span(now.oxygen_s)}, the plan and reserve need {need}: "
                f"{words.span(-now.margin_s)} short"
            )
        fraction = context.number("cabin.o2_fraction", context.ground)
        pressure = context.number("cabin.pressure", context.ground)
        if pressure <= GAS_AT_ALL or fraction < RICH:
            return ""
        # An analyser that drifted tells of more than its partial pressure does: both must say it.
        if not context.number("cabin.o2", context.ground) < RICH * pressure:
            return f"cabin oxygen {show(fraction, '%', 0)}, and under 40 % is needed"
        return ""

    def _surgeon(self) -> str:
        context = self._context
        for who in context.crew:
            condition = context.word(f"{who}.condition", context.ground)
            if condition != "well":
                return f"{context.role(who)} is {condition}"
            heart = context.number(f"{who}.heart_rate", context.ground)
            if heart < HEART_LOW or heart > HEART_HIGH:
                return f"{context.role(who)} heart rate {heart:.0f}"
        return ""

    def _gnc(self) -> str:
        context = self._context
        if not context.world.signal:
            return "no signal"
        left = context.number("orbit.signal_time", context.ground)
        if left < CONTACT_S:
            return f"loss of signal in {words.span(left)}"
        return ""

    def _capcom(self) -> str:
        context = self._context
        if not context.world.signal:
            return "nobody on board hears us"
        for who in context.crew:
            if context.word(f"{who}.condition", context.ground) in ("unconscious", "dead"):
                return f"{context.role(who)} does not answer"
        return ""
