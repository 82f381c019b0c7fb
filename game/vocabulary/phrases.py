"""Orders as the flight director says them on the loop: ``Ito, high flow.`` for ``flow ev1 high``."""

from __future__ import annotations

from collections.abc import Mapping

from game.vocabulary.orders import Order
from game.vocabulary.wording import sentence

PHRASES: Mapping[str, str] = {
    "run": "Begin {0}",
    "go": "GO",
    "go CHECKLIST": "GO for {0}",
    "hold": "Hold there",
    "hold CHECKLIST": "Hold {0}",
    "continue": "Go on",
    "continue CHECKLIST": "Continue with {0}",
    "repeat": "Once more, please",
    "repeat CHECKLIST": "{0}: once more, please",
    "skip": "Leave that step out",
    "skip CHECKLIST": "{0}: leave that step out",
    "step": "One step, then hold",
    "step CHECKLIST": "{0}: one step, then hold",
    "stop": "Stop {0}",
    "plan add": "Plan: {1} goes in",
    "plan drop": "Plan: {1} is left out",
    "plan move": "Plan: {1} is moved",
    "poll": "I poll the room",
    "watch": "{0}: watch for {1}",
    "flow off": "{0}, flow off",
    "flow low": "{0}, low flow",
    "flow normal": "{0}, normal flow",
    "flow high": "{0}, high flow",
    "flow purge": "{0}, flow to purge",
    "suit vent": "{0}, suit to vent",
    "suit low": "{0}, suit to low pressure",
    "suit press": "{0}, suit to pressure",
    "emergency on": "{0}, emergency oxygen on",
    "emergency off": "{0}, emergency oxygen off",
    "visor open": "{0}, open your visor",
    "visor closed": "{0}, close your visor",
    "extinguish": "{0}, take the extinguisher to it",
    "leakcheck": "{0}, check your suit for leaks, hands still",
    "relock": "{0}, open, wipe and lock again: gloves and visor",
    "pace slow": "{0}, take it slowly",
    "pace normal": "{0}, normal pace",
    "pace fast": "{0}, as fast as is safe",
    "rest": "{0}, take a rest",
    "rest TIME": "{0}, rest for {1}",
    "health": "{0}, how do you feel?",
    "talk": "CAPCOM, talk to {0}",
    "ingress": "{0}, come in, please",
    "vent closed": "Cabin vent closed",
    "vent open": "Cabin vent open",
    "vent full": "Cabin vent to full",
    "repress off": "Repress valve off",
    "repress n2": "Repress with nitrogen",
    "repress o2": "Repress with oxygen",
    "repress air": "Repress with both gases",
    "repress emergency": "Emergency repress, all that the valves pass",
    "relief low": "Relief valve to low",
    "relief high": "Relief valve to high",
    "hatch open": "{crew}, open the hatch",
    "hatch closed": "{crew}, close and latch the hatch",
    "tank both": "Feed from both oxygen tanks",
    "tank a": "Feed from oxygen tank A alone",
    "tank b": "Feed from oxygen tank B alone",
    "ask": "{0}, what do you make of it?",
    "terminate": "We terminate the EVA",
    "abort": "Abort",
    "done": "The EVA is over",
}
"""What is said for an order: by its word and setting, by its word and an optional argument, or by
its word. Numbers are its arguments, ``{crew}`` is who is called."""


def phrase(order: Order, called: Mapping[str, str], crew: str = "") -> str:
    """``order`` as it is said; ``called`` has what people, checklists and positions are called.

    ``crew`` is who is called where the order names nobody. What is never said stays as it is.
    """
    found = next((PHRASES[key] for key in _keys(order) if key in PHRASES), "")
    if not found:
        return order.text
    names = [called.get(each, each) for each in order.arguments]
    return sentence(found.format(*names, crew=called.get(crew, crew)))


def _keys(order: Order) -> list[str]:
    """The keys under which its phrase may stand, the most particular first."""
    settings = [f"{order.word} {each}" for each in reversed(order.arguments)]
    if not order.arguments:
        return [order.word]
    whole = "TIME" if order.word == "rest" and len(order.arguments) > 1 else "CHECKLIST"
    return [*settings, f"{order.word} {whole}", order.word]
