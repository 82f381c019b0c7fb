"""Flight rules: an order that should not have been given is done, noted and scored."""

from __future__ import annotations

from game.level.schema import FlightRule
from game.ops.context import OpsContext
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order


class FlightRules:
    """The level's flight rules."""

    def __init__(self, context: OpsContext) -> None:
        self._context = context
        self._by_word: dict[str, list[tuple[str, FlightRule, tuple[str, ...]]]] = {}
        for name, rule in context.level.flight_rules.items():
            word, *arguments = rule.order.split()
            self._by_word.setdefault(word, []).append((name, rule, tuple(arguments)))

    def broken(self, order: Order) -> list[tuple[str, str]]:
        """The rules that ``order`` breaks by what the instruments show now: names and texts."""
        found = []
        for name, rule, pattern in self._by_word.get(order.word, ()):
            who = _match(pattern, order.arguments)
            if who is not None and not self._context.holds(rule.unless.replace("{crew}", who)):
                found.append((name, rule.text.replace("{crew}", self._context.role(who))))
        return found

    def note(self, broken: list[tuple[str, str]], order: Order, cause: int, log: EventLog) -> None:
        """Note the rules that ``order`` has broken."""
        for name, text in broken:
            self._context.state.rules_broken.append(name)
            log.add(events.RULE_BROKEN, order.word, (cause,), {"text": text, "order": order.text})


def _match(pattern: tuple[str, ...], given: tuple[str, ...]) -> str | None:
    """The crew id that ``{crew}`` stands for ("" when there is none), or None if no match."""
    if len(pattern) > len(given):
        return None
    who = ""
    for wanted, word in zip(pattern, given, strict=False):
        if wanted == "{crew}":
            who = word
        elif wanted != word:
            return None
    return who
