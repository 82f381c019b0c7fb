"""The catalogue of effects: everything that can go wrong with a thing of the world.

An effect is written in words, ``leak ev1 3 mm2``, in a level's faults and failures. Its row says
which arguments it takes, which handle of the world's state it sets, on which channels it shows,
and which orders undo it. Checks, schema, reference, alarm causes and the debrief are all made
from these rows; what the world does stands in :mod:`game.world.effects`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of an effect: somebody of the crew, a channel, or a quantity.

    ``most`` is the largest quantity allowed, in the SI unit of ``dimension``; the least is 0.
    """

    name: str
    kind: Literal["crew", "channel", "quantity"]
    dimension: str = ""
    most: float = 0.0


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
    the channel that it names, and a last ``.*`` for all channels that begin so."""
    fixed_by: tuple[str, ...] = ()
    """Order words that undo it; empty when nothing on board does."""
    example: str = ""

    @property
    def usage(self) -> str:
        """Its form: ``leak CREW AREA``."""
        return " ".join([self.word, *(one.name.upper() for one in self.arguments)])


_CREW = Argument("crew", "crew")
_CHANNEL = Argument("channel", "channel")
_AREA = Argument("area", "quantity", "area", 10.0)
_SUIT = (
    "{crew}.suit.pressure", "{crew}.suit.delta", "{crew}.suit.leak_check", "{crew}.suit.flow",
    "{crew}.suit.o2", "{crew}.saturation", "{crew}.condition", "o2.flow", "o2.time_left",
)  # fmt: skip
"""Where a suit that loses gas shows."""
_CABIN = ("cabin.pressure", "cabin.pressure_rate", "cabin.o2", "hatch.seal_check")

CATALOGUE: tuple[Effect, ...] = (
    Effect("unlock", (_CREW,), "suits.locked",
           "A glove or the umbilical is not locked home: tight at first, it works open as the "
           "cabin falls.",
           _SUIT, ("relock", "seal"), "unlock ev2"),
    Effect("leak", (_CREW, _AREA), "suits.damage",
           "A hole in a suit, as effective area; several add up.",
           _SUIT, (), "leak ev1 3 mm2"),
    Effect("balloon", (_CREW, Argument("ratio", "quantity", "ratio", 1.0)), "suits.ballooned",
           "A suit stands out stiff: each movement costs more.",
           ("{crew}.heart_rate", "{crew}.core_temperature", "{crew}.suit.co2",
            "{crew}.suit.humidity"),
           ("suit",), "balloon ev1 40 %"),
    Effect("water", (_CREW, Argument("flow", "quantity", "flow", 1.0)), "suits.water_flow",
           "Water leaks into a helmet: first the CO2 transducer fails, then breathing.",
           ("{crew}.suit.water", "{crew}.suit.co2", "{crew}.suit.humidity", "{crew}.condition",
            "{crew}.saturation"),
           ("visor",), "water ev1 20 g/min"),
    Effect("hull", (_AREA,), "cabin.leak",
           "A hole in the hull, as effective area; several add up.",
           _CABIN, (), "hull 5 mm2"),
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
           "A transducer goes on showing the value that it had.",
           ("{channel}",), (), "stuck ev1.suit.pressure"),
    Effect("dead", (_CHANNEL,), "sensors.failed",
           "A transducer shows nothing.",
           ("{channel}",), (), "dead cabin.pressure"),
)  # fmt: skip
"""Every effect."""

BY_WORD = {effect.word: effect for effect in CATALOGUE}


def subject_of(effect: Effect, given: list[str]) -> str:
    """Whom or what the effect happens to, with the arguments ``given``.

    A crew id, the first part of a channel's name, or the part of the world that it sets.
    """
    if not effect.arguments:
        return effect.sets.partition(".")[0]
    first = effect.arguments[0]
    if first.kind == "quantity":
        return effect.sets.partition(".")[0]
    return given[0] if first.kind == "crew" else given[0].partition(".")[0]


def shown_on(effect: Effect, given: list[str]) -> tuple[str, ...]:
    """The channels on which the effect shows, with the arguments ``given``.

    A last ``.*`` stands for all channels that begin so.
    """
    first = given[0] if given else ""
    return tuple(name.replace("{crew}", first).replace("{channel}", first)
                 for name in effect.shows)  # fmt: skip


def moves(pattern: str, channel: str) -> bool:
    """Whether ``pattern``, a channel or a beginning with ``.*``, includes ``channel``."""
    if pattern.endswith(".*"):
        return channel.startswith(pattern[:-1])
    return pattern == channel
