"""Calls: what one of the crew is told is heard, read back, and then done.

A call takes as long as it takes to be heard and answered: a second or two, more for somebody under
stress. At director one in ten comes garbled, and CAPCOM says it once more.
"""

from __future__ import annotations

from collections.abc import Callable

from game.level.schema import Temper
from game.ops.context import OpsContext
from game.ops.crew.symptoms import QUIET_STRESS
from game.ops.state import Call
from game.physics.chance import draw
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order
from game.vocabulary.phrases import phrase
from game.vocabulary.units import TICK_S
from game.vocabulary.wording import capital, uncapital

SOONEST_S, SPREAD_S = 1.0, 1.0
"""Until a call is heard and read back: at least, and as much again by chance, s [R]."""
STRESSED_S = 4.0
"""How much longer somebody takes under the highest stress, s; nothing for a cadet's crew [R]."""
RELAY_S = 5.0
"""How much longer a call takes that a crewmate passes on by hand, s [R]."""
REPEAT_S = 2.0
"""Until CAPCOM says a garbled call once more, s [R]."""
GARBLED = {"cadet": 0.0, "specialist": 0.0, "director": 0.1}
"""Share of calls that come garbled [R]."""

READ_BACK: dict[str, str] = {
    "visor open": "Opening my visor",
    "visor closed": "Closing my visor",
    "extinguish": "Extinguisher in hand",
    "leakcheck": "Isolating, hands still",
    "relock": "Opening the locks, wiping them",
    "pace slow": "Taking it slowly",
    "pace normal": "Normal pace",
    "pace fast": "As fast as I can",
    "rest": "Resting",
    "health": "Looking myself over",
    "talk": "Listening",
    "ingress": "Coming in",
    "hatch open": "Opening the hatch",
    "hatch closed": "Closing the hatch",
}
"""What is read back: by the order's word and setting, or by its word."""
FORMS: dict[Temper, tuple[str, ...]] = {
    "calm": ("{0}", "Copy. {0}", "{0}, copy"),
    "wry": ("{0}, since you ask", "Copy. {0}", "{0}. I was about to"),
    "quick": ("{0}", "Copy, {1}"),
    "earnest": ("Understood. {0}", "I copy: {1}", "{0}, as called"),
}
"""How each temper says it; ``{1}`` is without a capital."""
AGAIN: dict[Temper, tuple[str, ...]] = {
    "calm": ("Say again, CORE", "You were cut. Say again"),
    "wry": ("That was mostly crackle. Say again", "Lovely noise. Say again"),
    "quick": ("Say again", "Again, please"),
    "earnest": ("I did not get that. Say again, please", "Please say again, all after my name"),
}


class Calls:
    """The calls that are under way.

    ``refuse`` says why an order can't be followed now, or None; ``follow`` follows it.
    """

    def __init__(
        self,
        context: OpsContext,
        refuse: Callable[[Order], str | None],
        follow: Callable[[Order, int, EventLog], object],
    ) -> None:
        self._context = context
        self._refuse = refuse
        self._follow = follow

    def make(self, who: str, order: Order, event: int, log: EventLog) -> None:
        """Call ``who``; the same order to them before it is forgotten."""
        state = self._context.state
        state.calls = [
            one for one in state.calls
            if (one.who, one.order.split()[0]) != (who, order.word)
        ]  # fmt: skip
        state.calls.append(Call(who, order.text, event, log.tick + self._ticks(who, log.tick)))

    def step(self, log: EventLog) -> None:
        """Take each call that is due further."""
        state = self._context.state
        for call in tuple(state.calls):
            if log.tick >= call.due_tick:
                self._due(call, log)
        state.calls = [one for one in state.calls if one.due_tick > log.tick]

    def _due(self, call: Call, log: EventLog) -> None:
        context, who = self._context, call.who
        if call.stage == "garbled":
            again = phrase(context.flight_order(call.order), context.called, who)
            context.say(log, "CAPCOM", again, (call.event,))
            call.stage = "repeated"
            call.due_tick = log.tick + self._ticks(who, log.tick)
            return
        able = context.world.capability(who)
        deaf = context.world.state.suits[who].headset == "lost"
        if deaf or not (able.alive and able.conscious):
            context.say(log, "CAPCOM", f"{context.role(who)} does not answer", (call.event,))
            return
        if call.stage == "called" and self._garbled(call):
            context.say(log, who, self._one_of(AGAIN, call), (call.event,))
            call.stage, call.due_tick = "garbled", log.tick + int(REPEAT_S / TICK_S)
            return
        self._heard(call, log)

    def _heard(self, call: Call, log: EventLog) -> None:
        """It is read back and done, or they say why not."""
        order = self._context.flight_order(call.order)
        why = self._refuse(order)
        said = f"Can't do it: {why}" if why else self._read_back(call, order)
        self._context.say(log, call.who, said, (call.event,))
        if not why:
            self._follow(order, call.event, log)

    def _read_back(self, call: Call, order: Order) -> str:
        setting = f"{order.word} {order.arguments[-1]}"
        said = READ_BACK.get(setting, READ_BACK.get(order.word, capital(order.text)))
        if order.word == "rest" and len(order.arguments) > 1:
            said = f"Resting for {order.arguments[1]}"
        if self._context.world.state.bodies[call.who].stress >= QUIET_STRESS:
            return "Copy"
        return self._one_of(FORMS, call).format(said, uncapital(said))

    def _one_of(self, forms: dict[Temper, tuple[str, ...]], call: Call) -> str:
        choice = forms[self._context.level.crew[call.who].temper]
        at = draw(self._context.seed, f"call.words.{call.who}", call.due_tick)
        return choice[int(at * len(choice))]

    def _garbled(self, call: Call) -> bool:
        share = GARBLED[self._context.difficulty]
        return (
            share > 0.0
            and draw(self._context.seed, f"call.garbled.{call.who}", call.due_tick) < share
        )

    def _ticks(self, who: str, now: int) -> int:
        """How long ``who`` takes to hear a call and read it back."""
        seconds = SOONEST_S + SPREAD_S * draw(self._context.seed, f"call.{who}", now)
        if self._context.difficulty != "cadet":
            seconds += STRESSED_S * self._context.world.state.bodies[who].stress
        if self._context.world.state.suits[who].headset == "relayed":
            seconds += RELAY_S
        return max(1, int(seconds / TICK_S + 0.5))
