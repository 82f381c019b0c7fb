"""Flight rules: an order that should not have been given is done, noted and scored."""

from __future__ import annotations

from game.level.schema import FlightRule
from game.ops.deck import Deck
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order


class FlightRules:
    """The level's flight rules."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._by_word: dict[str, list[tuple[str, FlightRule, tuple[str, ...]]]] = {}
        for name, rule in deck.level.flight_rules.items():
            word, *arguments = rule.order.split()
            self._by_word.setdefault(word, []).append((name, rule, tuple(arguments)))

    def look(self, order: Order, cause: int, log: EventLog) -> None:
        """Note every rule that ``order`` breaks, on what the instruments show before it."""
        for name, rule, pattern in self._by_word.get(order.word, ()):
            who = _match(pattern, order.arguments)
            if who is None or self._deck.holds(rule.unless.replace("{crew}", who)):
                continue
            self._deck.state.rules_broken.append(name)
            text = rule.text.replace("{crew}", self._deck.role(who))
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
