"""What people say unasked, and how they feel when asked."""

from __future__ import annotations

from game.ops.context import Frame, OpsContext
from game.vocabulary.events import EventLog
from game.vocabulary.orders import GROUND


class Speech:
    """The lines that the level gives to people. Each is said once, when its time has come."""

    def __init__(self, context: OpsContext) -> None:
        self._context = context
        self._lines = list(enumerate(context.level.voice))
        self._tests = [context.test(line.when) for line in context.level.voice]

    def step(self, log: EventLog, frame: Frame) -> None:
        """Say the lines whose condition holds in ``frame``, the instruments on board."""
        said, heard = self._context.state.said, self._context.world.signal
        if len(said) == len(self._lines):
            return
        for at, line in self._lines:
            if at in said or not self._tests[at](frame):
                continue
            if heard or self._context.role(line.who) in GROUND:
                said.append(at)
                self._context.say(log, line.who, line.text)


def feeling(context: OpsContext, who: str) -> str:
    """How ``who`` says they feel: honest, but nobody notices their own lack of oxygen."""
    able, truth = context.world.capability(who), context.world.truth()
    if context.number(f"{who}.saturation", truth) < 0.88:
        return "I feel great. Really great. What was the question?"
    complaints = [
        words
        for channel, least, most, words in _SYMPTOMS
        if least <= context.number(f"{who}.{channel}", truth) < most
    ]
    if complaints:
        return "; ".join(complaints)
    if able.slips > 1.6:
        return "Not my best. Tired, I think"
    return "Feeling good"


_SYMPTOMS = (
    ("suit.co2", 5066.0, 1e9, "bad headache, hard to think"),
    ("suit.co2", 2000.0, 5066.0, "a bit of a headache, breathing hard"),
    ("core_temperature", 311.65, 1e9, "very hot in here"),
    ("core_temperature", 311.05, 311.65, "getting warm"),
    ("suit.humidity", 0.85, 1e9, "the visor is fogging"),
    ("heart_rate", 150.0, 1e9, "heart is pounding"),
)
"""What people notice: channel, from, up to, and what they say (levels of CO2: NASA)."""
