"""What people say unasked, and how they feel when asked."""

from __future__ import annotations

from collections.abc import Callable

from game.level.schema import Say
from game.ops.context import Frame, OpsContext
from game.physics.body import CLUMSY_CORE, NUMB_SKIN
from game.physics.chance import draw
from game.vocabulary.events import EventLog
from game.vocabulary.orders import GROUND
from game.vocabulary.units import TICK_S
from game.world.body import Body
from game.world.suit import BLIND, DAMP, FLOODED, WET, Suit


class Speech:
    """The lines that the level gives to people, each said when its time has come.

    Somebody who is not awake says nothing.
    """

    def __init__(self, context: OpsContext) -> None:
        self._context = context
        self._lines = list(enumerate(context.level.voice))
        repeated = any(line.again is not None for line in context.level.voice)
        self._once = -1 if repeated else len(self._lines)
        """How many lines are said in all, if none is said again."""
        self._tests = [context.test(line.when) for line in context.level.voice]
        self._ids = {role: who for who, role in context.roles.items()}

    def step(self, log: EventLog, frame: Frame) -> None:
        """Say the lines whose condition holds in ``frame``, the instruments on board."""
        state, world = self._context.state, self._context.world
        said = state.said
        if len(said) == self._once:
            return
        for at, line in self._lines:
            if at in said and not self._again(at, line, log.tick):
                continue
            if not self._tests[at](frame):
                continue
            in_room = self._context.role(line.who) in GROUND
            if (world.signal or in_room) and self._awake(line.who):
                self._context.say(log, line.who, self._wording(at, line))
                said.append(at)
                if line.again is not None:
                    state.said_tick[str(at)] = log.tick

    def _again(self, at: int, line: Say, tick: int) -> bool:
        """Whether a line that was said may be said again."""
        if line.again is None:
            return False
        return (tick - self._context.state.said_tick[str(at)]) * TICK_S >= line.again

    def _wording(self, at: int, line: Say) -> str:
        """Its wording: the first is drawn, and then they take turns."""
        if not line.turns:
            return line.text
        every = (line.text, *line.turns)
        first = int(draw(self._context.seed, f"voice.{at}") * len(every))
        return every[(first + self._context.state.said.count(at)) % len(every)]

    def _awake(self, who: str) -> bool:
        """Whether ``who``, a crew id or a role, is awake; the ground always is."""
        body = self._context.world.state.bodies.get(self._ids.get(who, who))
        return body is None or body.conscious


def spoken(context: OpsContext, who: str, text: str) -> str:
    """What ``who`` says in place of a level's ``text``: nothing unless awake, themselves if unwell.

    Whoever sits in the control room says the text.
    """
    body = context.world.state.bodies.get(who)
    if body is None or body.condition == "well":
        return text
    return feeling(context, who) if body.conscious else ""


def feeling(context: OpsContext, who: str) -> str:
    """How ``who`` says they feel: honest, but nobody notices their own lack of oxygen."""
    state = context.world.state
    body, suit = state.bodies[who], state.suits[who]
    if body.saturation < FOGGY_SATURATION:
        return "I feel great. Really great. What was the question?"
    complaints = [words for complains, words in _COMPLAINTS if complains(body, suit)]
    if complaints:
        return "; ".join(complaints)
    if body.condition == "unwell":
        return "Not well. Give me a minute"
    if context.world.capability(who).slips > 1.6:
        return "Not my best. Tired, I think"
    return "Feeling good"


COMFORT = (
    "{0}, I am right here. Breathe with me: in for four, out for six",
    "{0}, look at your glove and nothing else. Slow breath out. We have time",
    "{0}, tell me what you see, one thing at a time. There is no hurry",
)
"""What CAPCOM says to somebody who needs a voice."""


def comforting(context: OpsContext, who: str, now: int) -> str:
    """What CAPCOM says to ``who``, drawn for the tick ``now``."""
    at = draw(context.seed, f"talk.{who}", now)
    return COMFORT[int(at * len(COMFORT))].format(context.called[who])


FOGGY_SATURATION = 0.88
"""Saturation of the blood below which people are no judges of themselves [R]."""

_COMPLAINTS: tuple[tuple[Callable[[Body, Suit], bool], str], ...] = (
    (lambda body, suit: suit.water >= FLOODED, "water over my face"),
    (lambda body, suit: WET <= suit.water < FLOODED, "there is more water in here than before"),
    (lambda body, suit: DAMP <= suit.water < WET, "there is a little water in here"),
    (lambda body, suit: body.inspired_co2 >= 5066.0, "bad headache, hard to think"),
    (lambda body, suit: 2000.0 <= body.inspired_co2 < 5066.0,
     "a bit of a headache, breathing hard"),
    (lambda body, suit: body.bends or body.ached, "my knee hurts, also when I hold still"),
    (lambda body, suit: body.pinched and not body.ached, "the suit pinches when I bend my knee"),
    (lambda body, suit: body.nausea > 0.3, "sick to my stomach. Stand by"),
    (lambda body, suit: body.panic > 0.3, "I want to go in"),
    (lambda body, suit: body.core < CLUMSY_CORE or body.skin < NUMB_SKIN,
     "so cold I can't feel my hands"),
    (lambda body, suit: body.core >= 311.65, "very hot in here"),
    (lambda body, suit: 311.05 <= body.core < 311.65, "getting warm"),
    (lambda body, suit: suit.fog >= BLIND, "I can't see, I can't read the cuff"),
    (lambda body, suit: suit.fog < BLIND and suit.gas.h2o * suit.pressure
     >= 0.85 * suit.gas.amount * body.vapour_limit, "the visor is fogging"),
    (lambda body, suit: body.heart_rate >= 150.0, "heart is pounding"),
)  # fmt: skip
"""What people notice, and what they say (levels of CO2: NASA)."""
