"""Symptoms: what people say they feel, unasked, before it is a number that alarms.

Each symptom is said once by each person, in words of their temper drawn by the seed. Somebody
whose stress is high says the short words; somebody whose blood lacks oxygen notices nothing.
Stale air and a haze are expected while a suit is isolated for its leak check, and not worth a word.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.level.schema import Temper
from game.ops.context import OpsContext
from game.ops.crew.speech import FOGGY_SATURATION
from game.physics.body import NUMB_SKIN
from game.physics.chance import draw
from game.vocabulary.events import EventLog
from game.world.body import Body, hurting
from game.world.fire import FLAMES
from game.world.suit import DAMP, FLOODED, Suit

QUIET_STRESS = 0.7
"""Stress from which people say no more than they must [R]."""
WARM_CORE, COOL_SKIN = 310.85, NUMB_SKIN + 2.0
"""Core and skin at which people say that they are warm, or their fingers cold, K [R]."""
HEAVY_BREATH = 1900.0
"""Inhaled CO2 at which people notice their breath, Pa: before the headache of 2,000 [R]."""


MISTY = 0.3
"""Fog at which people speak of it: in the way, and not yet blinding [R]."""


def felt(body: Body, suit: Suit) -> list[str]:
    """The names of what somebody with such a body and suit feels, what is said first before."""
    found = []
    if DAMP <= suit.water < FLOODED:
        found.append("wet")
    if body.inspired_co2 >= HEAVY_BREATH:
        found.append("breath")
    if hurting(body):
        found.append("knee")
    if body.nausea > 0.3:
        found.append("sick")
    if body.panic > 0.3:
        found.append("fear")
    if body.skin < COOL_SKIN:
        found.append("cold")
    if body.core >= WARM_CORE:
        found.append("warm")
    if suit.fog >= MISTY and suit.visor == "closed":
        found.append("fog")
    return found


@dataclass(frozen=True, slots=True)
class Symptom:
    """The words of each temper for what can be felt."""

    brief: str
    """What somebody says who has no breath to spare."""
    words: dict[Temper, tuple[str, ...]]


SYMPTOMS: dict[str, Symptom] = {
    "wet": Symptom(
        "Water",
        {
            "calm": ("I feel wet behind the neck", "There is some water at my neck"),
            "wry": ("Somebody left a tap on. Wet behind the neck", "My neck is having a bath"),
            "quick": ("Wet. Behind my neck", "Water at my neck, now"),
            "earnest": (
                "I want to report water at the back of my neck",
                "My neck is wet, and I did not spill my drink",
            ),
        },
    ),
    "breath": Symptom(
        "Air is bad",
        {
            "calm": ("I'm breathing harder than I should", "My breath is a little short"),
            "wry": ("I breathe like I ran up here", "The air in here has been used before"),
            "quick": ("Short of breath", "Breathing hard. More than the work"),
            "earnest": (
                "I notice that I am breathing hard. You should know",
                "My breathing is heavier than on the ground",
            ),
        },
    ),
    "knee": Symptom(
        "My knee",
        {
            "calm": ("I have a pain in my knee", "My knee aches, and not from kneeling"),
            "wry": ("My knee just told me its age", "My knee has filed a complaint"),
            "quick": ("Knee hurts", "Pain. Right knee"),
            "earnest": (
                "I have to tell you: my knee hurts",
                "There is a pain in my knee. I thought you should know",
            ),
        },
    ),
    "sick": Symptom(
        "Stand by",
        {
            "calm": ("I need a moment. My stomach", "Not well. Stand by"),
            "wry": ("Breakfast wants a word with me", "My stomach has found out where we are"),
            "quick": ("Stand by", "Sick. Stand by"),
            "earnest": (
                "I have to tell you that I feel sick",
                "My stomach turns. I will hold still",
            ),
        },
    ),
    "fear": Symptom(
        "I want in",
        {
            "calm": ("I would like to come in", "This is a long way down"),
            "wry": ("I have had enough of the view", "Somebody has moved the ground"),
            "quick": ("I want in", "It's too big. I want in"),
            "earnest": (
                "I can't slow my breath. I want to come in",
                "I hold on and can't let go",
            ),
        },
    ),
    "cold": Symptom(
        "Cold hands",
        {
            "calm": ("My fingers are getting cold", "Cold hands, nothing bad"),
            "wry": ("My fingers have gone somewhere warmer", "Should have packed mittens"),
            "quick": ("Fingers cold", "Hands are cold"),
            "earnest": (
                "My fingers are cold. I thought I should say so early",
                "I can feel my fingertips less than before",
            ),
        },
    ),
    "warm": Symptom(
        "Hot",
        {
            "calm": ("It's getting warm in here", "I'm warmer than I'd like"),
            "wry": ("They forgot to say it comes with a sauna", "Warm. Tropical, even"),
            "quick": ("Warm in here", "Getting hot. Fast"),
            "earnest": (
                "I am sweating, and more than in training",
                "I should say that I am getting warm",
            ),
        },
    ),
    "fog": Symptom(
        "Can't see well",
        {
            "calm": ("There's a haze on my visor", "My visor begins to fog"),
            "wry": ("Weather report: fog, inside", "I could write my name on this visor"),
            "quick": ("Visor's fogging", "Fog. Inside"),
            "earnest": (
                "There is fog at the edge of my visor",
                "My visor is a little misty. I can still read the cuff",
            ),
        },
    ),
}
"""The words for every symptom, by its name in :func:`felt`: a new one changes no flight in which it
is not felt."""


class Symptoms:
    """What the whole crew feels and says."""

    def __init__(self, context: OpsContext) -> None:
        self._context = context

    def step(self, log: EventLog) -> None:
        """Let each who feels something new say so: the first of it, one at a time."""
        state = self._context.world.state
        for who in self._context.crew:
            body, suit = state.bodies[who], state.suits[who]
            if not body.conscious or body.saturation < FOGGY_SATURATION or suit.mode == "isolate":
                continue
            told = self._context.state.felt.get(who, ())
            for name in felt(body, suit):
                if name not in told:
                    self._context.state.felt[who] = [*told, name]
                    self._context.say(log, who, self.words(name, who))
                    break

    def words(self, name: str, who: str) -> str:
        """How ``who`` says the symptom ``name`` as they are now: nobody is wry beside a fire."""
        symptom = SYMPTOMS[name]
        state = self._context.world.state
        if state.bodies[who].stress >= QUIET_STRESS or state.cabin.fire >= FLAMES:
            return symptom.brief
        choice = symptom.words[self._context.level.crew[who].temper]
        return choice[int(draw(self._context.seed, f"words.{name}.{who}") * len(choice))]
