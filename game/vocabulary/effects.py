"""The catalogue of effects: everything that can go wrong with a thing of the world.

An effect is written in words, ``leak ev1 3 mm2``, in a level's faults and failures. Its row says
which arguments it takes, which handle of the world's state it sets, on which channels it shows,
and which orders undo it. Checks, schema, reference, alarm causes and the debrief are all made
from these rows; what the world does stands in :mod:`game.world.effects`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.vocabulary.channels import SECOND


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of an effect: somebody of the crew, a channel, one of ``choices``, a quantity.

    ``least`` and ``most`` are the smallest and the largest quantity allowed, in the SI unit of
    ``dimension``.
    """

    name: str
    kind: Literal["crew", "channel", "choice", "quantity"]
    dimension: str = ""
    most: float = 0.0
    least: float = 0.0
    choices: tuple[str, ...] = ()
    rest: float = 0.0
    """The quantity at which nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A kind of effect."""

    word: str
    arguments: tuple[Argument, ...]
    sets: str
    """The handle of the world's state that it sets, from ``WorldState``."""
    what: str
    shows: tuple[str, ...]
    """Channels that it may move. ``{crew}`` stands for whom it happens to, ``{channel}`` for
    the channel that it names, ``{tank}`` for the tank and ``{gas}`` for what is in it; a first
    ``*.`` for each of the crew, and a last ``.*`` for all channels that begin so."""
    fixed_by: tuple[str, ...] = ()
    """Order words that undo it; empty when nothing on board does."""
    example: str = ""
    for_good: bool = False
    """Whether it never ends by itself, so that no fault may say that it does."""

    @property
    def misleads(self) -> bool:
        """Whether it changes only what an instrument says, and nothing that is so."""
        return self.sets.startswith("sensors.")

    @property
    def can_grow(self) -> bool:
        """Whether there is more or less of it. A drift grows by itself."""
        return self.word != "drift" and any(one.kind == "quantity" for one in self.arguments)

    @property
    def usage(self) -> str:
        """Its form: ``leak CREW AREA``."""
        return " ".join([self.word, *(one.name.upper() for one in self.arguments)])


_CREW = Argument("crew", "crew")
_CHANNEL = Argument("channel", "channel")
_AREA = Argument("area", "quantity", "area", 10.0)
_SHARE = Argument("ratio", "quantity", "ratio", 1.0)
_PASSES = Argument("ratio", "quantity", "ratio", 1.0, rest=1.0)
_FLOW = Argument("flow", "quantity", "flow", 1.0)
_OXYGEN_TANK = Argument("tank", "choice", choices=("o2.a", "o2.b"))
_TANK = Argument("tank", "choice", choices=("o2.a", "o2.b", "n2"))
_SUIT = (
    "{crew}.suit.pressure", "{crew}.suit.delta", "{crew}.suit.leak_check", "{crew}.suit.flow",
    "{crew}.suit.o2", "{crew}.saturation", "{crew}.condition", "o2.flow", "o2.time_left",
)  # fmt: skip
"""Where a suit that loses gas shows."""
_STARVED = (
    "suit.flow", "suit.pressure", "suit.delta", "suit.o2", "suit.co2", "suit.humidity",
    "suit.temperature", "core_temperature", "heart_rate", "saturation", "condition",
)  # fmt: skip
"""Where too little flow shows, for each of the crew who has it."""
_CABIN = ("cabin.pressure", "cabin.pressure_rate", "cabin.o2", "hatch.seal_check")
_FEED = ("o2.flow", "o2.time_left")
_SHOWN = ("{channel}", "{channel}.pair")
"""Where a transducer shows that fails."""

CATALOGUE: tuple[Effect, ...] = (
    Effect("unlock", (_CREW,), "suits.locked",
           "A glove or the umbilical is not locked home: tight at first, it works open as the "
           "cabin falls.",
           _SUIT, ("relock", "seal"), "unlock ev2"),
    Effect("leak", (_CREW, _AREA), "suits.damage",
           "A hole in a suit, as effective area; several add up.",
           _SUIT, (), "leak ev1 3 mm2"),
    Effect("balloon", (_CREW, _SHARE), "suits.ballooned",
           "A suit stands out stiff: each movement costs more.",
           ("{crew}.heart_rate", "{crew}.core_temperature", "{crew}.suit.co2",
            "{crew}.suit.humidity"),
           ("suit",), "balloon ev1 40 %"),
    Effect("water", (_CREW, _FLOW), "suits.water_flow",
           "Water leaks into a helmet: first the CO2 transducer fails, then breathing.",
           ("{crew}.suit.water", "{crew}.suit.co2", "{crew}.suit.humidity", "{crew}.condition",
            "{crew}.saturation"),
           ("visor",), "water ev1 20 g/min"),
    Effect("kink", (_CREW, _PASSES), "suits.umbilical",
           "A kinked umbilical passes only this share of the flow that is set.",
           (*(f"{{crew}}.{name}" for name in _STARVED), *_FEED), ("untangle",), "kink ev1 40 %"),
    Effect("panic", (_CREW, _SHARE), "bodies.panic",
           "Fear takes over: somebody works too hard and breathes too fast, the more the worse.",
           ("{crew}.heart_rate", "{crew}.suit.co2", "{crew}.suit.humidity",
            "{crew}.core_temperature"),
           ("talk",), "panic ev1 80 %"),
    Effect("sick", (_CREW, _SHARE), "bodies.nausea",
           "Space sickness behind a visor: the heart races, and work is slow and clumsy.",
           ("{crew}.heart_rate", "{crew}.condition"), ("visor",), "sick ev1 80 %"),
    Effect("ache", (_CREW,), "bodies.ached",
           "The first pain of decompression sickness, in a joint: it stays until the pressure is "
           "back.",
           ("{crew}.pain", "{crew}.condition"), (), "ache ev1"),
    Effect("pinch", (_CREW,), "bodies.pinched",
           "The pressurised suit pinches a knee: it hurts while they work, and not at rest.",
           ("{crew}.pain",), ("suit",), "pinch ev1"),
    Effect("mute", (_CREW,), "suits.headset",
           "A headset fails: they hear nobody, and nobody hears them.",
           ("{crew}.voice",), ("relay",), "mute ev1"),
    Effect("creep", (_CREW, _SHARE), "suits.creep",
           "The demand regulator does not shut: this share of its largest flow comes in all the "
           "time.",
           ("{crew}.suit.flow", "{crew}.suit.pressure", "{crew}.suit.delta", *_FEED),
           (), "creep ev1 40 %"),
    Effect("droop", (_OXYGEN_TANK, _PASSES), "supply.droops",
           "A tank's regulator passes only this share of what is drawn; with both tanks feeding, "
           "the flow is the mean of both.",
           (*(f"*.{name}" for name in _STARVED), *_FEED), ("tank",), "droop o2.a 40 %"),
    Effect("tank-leak", (_TANK, _FLOW), "supply.leaks",
           "Gas is lost from a tank's line; an oxygen tank loses it only while it feeds.",
           ("{tank}.mass", "{tank}.pressure", "{gas}.time_left"), ("tank",),
           "tank-leak o2.a 3 kg/h"),
    Effect("hull", (_AREA,), "cabin.leak",
           "A hole in the hull, as effective area; several add up.",
           _CABIN, (), "hull 5 mm2"),
    Effect("relief-leak", (_AREA,), "cabin.relief_leak",
           "The relief valve does not seat, until it is set once more.",
           _CABIN, ("relief",), "relief-leak 5 mm2"),
    Effect("vent-stuck", (_PASSES,), "cabin.vent_passes",
           "The vent valve opens only this far, until it has been closed.",
           ("cabin.pressure_rate",), ("vent",), "vent-stuck 50 %"),
    Effect("repress-stuck", (_PASSES,), "cabin.n2_passes",
           "The nitrogen side of the repress valve passes only this share of its flow.",
           ("cabin.pressure_rate", "cabin.pressure", "cabin.o2_fraction"), (),
           "repress-stuck 5 %"),
    Effect("fire", (), "cabin.fire",
           "Something burns in the cabin: small at first, it grows with the oxygen.",
           ("cabin.fire", "cabin.smoke", "cabin.temperature", "cabin.o2", "cabin.o2_fraction",
            "cabin.co2"),
           ("extinguish", "vent", "repress"), "fire", for_good=True),
    Effect("dirty-seal", (), "hatch.dirty",
           "Dirt on the hatch seal: the closed hatch leaks a little.",
           _CABIN, ("clean",), "dirty-seal"),
    Effect("bulge-seal", (), "hatch.bulged",
           "The hatch seal stands out of its groove: not all latches reach.",
           (*_CABIN, "hatch.latches"), ("reseat",), "bulge-seal"),
    Effect("jam-hatch", (), "hatch.jammed",
           "The hatch does not move until its manual gear is worked.",
           ("hatch.position",), ("gear",), "jam-hatch"),
    Effect("stuck", (_CHANNEL,), "sensors.failed",
           "A transducer keeps showing the value that it had. Of two, it is the first, but for "
           "one that is named with .b: stuck ev1.suit.pressure.b.",
           _SHOWN, (), "stuck ev1.suit.pressure"),
    Effect("dead", (_CHANNEL,), "sensors.failed",
           "A transducer shows nothing.",
           _SHOWN, (), "dead cabin.pressure"),
    Effect("drift", (_CHANNEL, Argument("ratio", "quantity", "ratio", 1.0, least=-1.0)),
           "sensors.drifting",
           "A transducer drifts away: each minute by this share more of what it should read.",
           _SHOWN, (), "drift o2.a.mass 2 %"),
    Effect("noise", (_CHANNEL, _SHARE), "sensors.noisy",
           "A transducer is noisy: one sigma is this share of what it should read.",
           _SHOWN, (), "noise ev1.suit.flow 20 %"),
)  # fmt: skip
"""Every effect."""

BY_WORD = {effect.word: effect for effect in CATALOGUE}


def subject_of(effect: Effect, given: list[str]) -> str:
    """Whom or what the effect happens to, with the arguments ``given``.

    A crew id, the first part of a channel's or tank's name, or the part of the world that it sets.
    """
    if not effect.arguments:
        return effect.sets.partition(".")[0]
    first = effect.arguments[0]
    if first.kind == "quantity":
        return effect.sets.partition(".")[0]
    return given[0] if first.kind == "crew" else given[0].partition(".")[0]


def shown_on(effect: Effect, given: list[str]) -> tuple[str, ...]:
    """The channels on which the effect shows, with the arguments ``given``.

    A first ``*.`` stands for each of the crew, a last ``.*`` for all channels that begin so.
    """
    first = given[0] if given else ""
    gas, channel = first.partition(".")[0], first.removesuffix(SECOND)
    return tuple(name.format(crew=first, channel=channel, tank=first, gas=gas)
                 for name in effect.shows)  # fmt: skip


def moves(pattern: str, channel: str) -> bool:
    """Whether ``pattern``, one of :func:`shown_on`, includes ``channel``."""
    if pattern.endswith(".*"):
        return channel.startswith(pattern[:-1])
    if pattern.startswith("*."):
        return channel.partition(".")[2] == pattern[2:]
    return pattern == channel
