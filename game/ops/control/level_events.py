"""What a level does by itself, in flight: at a condition it says something, or gives orders."""

from __future__ import annotations

from collections.abc import Callable

from game.ops.context import Act, Frame, OpsContext
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import NotUnderstood
from game.vocabulary.units import TICK_S


class LevelEvents:
    """The events of the level. What they order needs no flight director and costs no points."""

    def __init__(
        self, context: OpsContext, act: Act, behind: Callable[[str], tuple[int, ...]]
    ) -> None:
        self._context = context
        self._act = act
        self._behind = behind
        self._events = [
            (name, one, context.test(one.when)) for name, one in context.level.events.items()
        ]
        self.any = bool(self._events)
        """Whether the level has events at all."""

    def step(self, log: EventLog, frame: Frame) -> None:
        """Let those come whose condition holds in ``frame``, the instruments on board."""
        state = self._context.state
        for name, one, test in self._events:
            last = state.happened.get(name)
            over = one.again is None or (log.tick - (last or 0)) * TICK_S < one.again
            if (last is not None and over) or not test(frame):
                continue
            state.happened[name] = log.tick
            number = log.add(events.HAPPENED, name, self._behind(one.when), {"event": name})
            if one.who and one.text:
                self._context.say(log, one.who, one.text, (number,))
            for text in one.do:
                self._order(text, number, log)

    def _order(self, text: str, cause: int, log: EventLog) -> None:
        try:
            why = self._act(self._context.action(text), cause, log)
        except NotUnderstood as bad:
            why = str(bad)
        if why:
            data = {"order": text, "why": why}
            log.add(events.HAPPENED_NOT, "level", (cause,), data)
