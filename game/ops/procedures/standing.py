"""Standing orders: what the crew does without the ground when a condition comes true on board.

``when ev1.suit.pressure < 4.5 psi do abort`` works at loss of signal too, once.
"""

from __future__ import annotations

from game.ops.context import Act, Frame, OpsContext
from game.ops.state import StandingOrder
from game.vocabulary import events
from game.vocabulary.conditions import held
from game.vocabulary.events import EventLog
from game.vocabulary.grammar import BadCondition
from game.vocabulary.orders import BY_WORD, NotUnderstood, Order
from game.vocabulary.units import TICK_S

MOST = 20
"""Standing orders that a crew can keep in mind."""


class StandingOrders:
    """The standing orders left with the crew."""

    def __init__(self, context: OpsContext, act: Act) -> None:
        self._context = context
        self._act = act

    def cannot_leave(self, order: Order) -> str | None:
        """Why a standing order can't be left, or None."""
        if len(self._context.state.standing) >= MOST:
            return f"{MOST} standing orders are the most that the crew can keep: forget one first"
        read = self._read(order)
        return read if isinstance(read, str) else None

    def _read(self, order: Order) -> tuple[str, Order] | str:
        """The condition and the order, or one sentence what is wrong with them."""
        condition, found, rest = _split(order.arguments[0])
        if not found:
            return (
                "a standing order needs a condition, the word do, and an order, "
                "for example: when ev1.suit.pressure < 4.5 psi do abort"
            )
        try:
            self._context.world.layout.of_a_player(condition)
        except BadCondition as bad:
            return f"in the standing order's condition, {bad}"
        try:
            given = self._context.flight_order(rest)
        except NotUnderstood as bad:
            return f"{bad}, in the standing order"
        if not BY_WORD[given.word].standing:
            return f"the crew can't carry out {given.word} without you: leave another order"
        return condition, given

    def cannot_forget(self, order: Order) -> str | None:
        """Why a standing order can't be taken back, or None."""
        if any(str(each.number) == order.arguments[0] for each in self._context.state.standing):
            return None
        return f"there is no standing order {order.arguments[0]}"

    def forget(self, order: Order, cause: int, log: EventLog) -> None:
        """Take a standing order back."""
        state, gone = self._context.state, order.arguments[0]
        state.standing = [each for each in state.standing if str(each.number) != gone]
        self._context.say(log, "core", f"Forget standing order {gone}", (cause,))

    def leave(self, order: Order, cause: int, log: EventLog) -> None:
        """Leave a standing order with the crew."""
        state = self._context.state
        read = self._read(order)
        assert not isinstance(read, str), "checked before"
        condition, given = read
        number = state.next_standing
        state.next_standing += 1
        event = log.add(
            events.STANDING_LEFT, str(number), (cause,),
            {
                "number": str(number),
                "condition": self._context.plain(condition),
                "order": given.text,
            },
        )  # fmt: skip
        state.standing.append(StandingOrder(number, condition, given.text, event))

    def step(self, log: EventLog, frame: Frame) -> None:
        """Carry out those whose condition holds in ``frame``, the instruments on board."""
        state = self._context.state
        if not self._context.anybody_awake():
            return
        for each in tuple(state.standing):
            lasting, test = self._context.world.layout.of_a_player(each.condition)
            if not test([*frame, *held(lasting, frame, each.held, log.tick, TICK_S)]):
                continue
            state.standing = [other for other in state.standing if other.number != each.number]
            plain = self._context.plain(each.condition)
            event = self._context.tell(
                log,
                events.STANDING_DONE,
                str(each.number),
                (each.event,),
                {"number": str(each.number), "condition": plain, "order": each.order},
            )
            speaker = self._context.speaker()
            self._context.say(log, speaker, f"Standing order {each.number}: {each.order}", (event,))
            try:
                why = self._act(self._context.action(each.order), event, log)
            except NotUnderstood as bad:
                why = str(bad)
            if why:
                self._context.say(log, speaker, f"We could not: {why}", (event,))


def _split(text: str) -> tuple[str, str, str]:
    """The condition, ``do`` if there is one, and the order."""
    words = text.split()
    lower = [word.lower() for word in words]
    if "do" not in lower:
        return text, "", ""
    at = lower.index("do")
    return " ".join(words[:at]), "do", " ".join(words[at + 1 :])
