"""Orders to one crew member, each of which starts a short procedure of its own.

A job is the order with all that depends on the moment (who is nearest, how the suit is set) as
words, so that the same words always give the same procedure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.ops.context import OpsContext
from game.vocabulary import units
from game.vocabulary.orders import Order

REST_S = 120.0
"""How long somebody rests when the order does not say, s."""
OXYGEN_TO_OPEN = 16000.0
"""Cabin oxygen pressure below which nobody opens gloves and visor, Pa [R]."""


@dataclass(frozen=True, slots=True)
class Job:
    """How an order becomes a job: why it can't be done now, and its words that vary."""

    refuse: Callable[[Order, OpsContext], str | None]
    varies: Callable[[Order, OpsContext], list[str]]


def refusal(order: Order, context: OpsContext) -> str | None:
    """Why the job that ``order`` asks for can't be done now, in one sentence, or None."""
    if order.word != "hatch":
        able = context.world.capability(order.arguments[0])
        if not able.alive or not able.conscious:
            return f"{context.role(order.arguments[0])} does not answer"
    return JOBS[order.word].refuse(order, context)


def whom(order: Order, context: OpsContext) -> str:
    """Who of the crew is to do what ``order``, which was not refused, asks for."""
    return _nearest_to_hatch(context) if order.word == "hatch" else order.arguments[0]


def job(order: Order, context: OpsContext) -> list[str]:
    """The job that ``order``, which was not refused, asks for."""
    return [order.word, whom(order, context), *JOBS[order.word].varies(order, context)]


def name(job: list[str]) -> str:
    """The name under which a job can be stopped: ``ev1.visor``, ``hatch.open``."""
    return f"hatch.{job[2]}" if job[0] == "hatch" else f"{job[1]}.{job[0]}"


def _never(order: Order, context: OpsContext) -> None:
    return None


def _nothing(order: Order, context: OpsContext) -> list[str]:
    return []


def _no_visor(order: Order, context: OpsContext) -> str | None:
    who, to = order.arguments
    if context.word(f"{who}.suit.visor") == to:
        return f"{context.role(who)}'s visor is {to} already"
    return context.world.can(order)


def _no_extinguish(order: Order, context: OpsContext) -> str | None:
    return context.world.can(order)


def _no_leakcheck(order: Order, context: OpsContext) -> str | None:
    return context.world.can(context.action(f"isolate {order.arguments[0]}"))


def _no_relock(order: Order, context: OpsContext) -> str | None:
    oxygen = context.number("cabin.o2")
    if oxygen < OXYGEN_TO_OPEN:
        return (
            f"{context.role(order.arguments[0])} can't open gloves and visor now: the cabin holds "
            f"{units.show(oxygen, 'kPa', 1)} of oxygen, and 16 kPa are needed"
        )
    return None


def _suit_as_set(order: Order, context: OpsContext) -> list[str]:
    mode = context.word(f"{order.arguments[0]}.suit.mode")
    return ["vent" if mode == "vent" else "press"]


def _rest(order: Order, context: OpsContext) -> list[str]:
    who, *given = order.arguments
    seconds = units.parse(given[0], "duration") if given else REST_S
    return [repr(seconds), context.world.place(who)]


def _no_ingress(order: Order, context: OpsContext) -> str | None:
    who = order.arguments[0]
    if context.world.place(who) == "seat":
        return f"{context.role(who)} is in the seat already"
    return None


def _from_where(order: Order, context: OpsContext) -> list[str]:
    return [context.world.place(order.arguments[0])]


def _no_hatch(order: Order, context: OpsContext) -> str | None:
    to = order.arguments[0]
    if context.word("hatch.position") == to:
        return f"the hatch is {to} already"
    if to == "closed":
        why = context.world.can(context.action("swing closed"))
        if why:
            return why
    return None if _nearest_to_hatch(context) else "nobody is awake to do it"


def _open_or_closed(order: Order, context: OpsContext) -> list[str]:
    return list(order.arguments)


def _nearest_to_hatch(context: OpsContext) -> str:
    """Who is at the hatch, else in the cabin, else the lowest seat; the free come first."""
    rank = {"hatch": 0, "cabin": 1, "seat": 2, "outside": 3}
    best, best_rank = "", (9, 9, 99)
    for who, member in context.level.crew.items():
        able = context.world.capability(who)
        place = context.world.place(who)
        if not able.alive or not able.conscious or place == "outside":
            continue
        mine = (rank[place], int(who in context.state.work.tasks), member.seat)
        if mine < best_rank:
            best, best_rank = who, mine
    return best


def _as_ordered(order: Order, context: OpsContext) -> list[str]:
    return list(order.arguments[1:])


JOBS: dict[str, Job] = {
    "visor": Job(_no_visor, _as_ordered),
    "extinguish": Job(_no_extinguish, _nothing),
    "leakcheck": Job(_no_leakcheck, _nothing),
    "relock": Job(_no_relock, _suit_as_set),
    "rest": Job(_never, _rest),
    "health": Job(_never, _nothing),
    "ingress": Job(_no_ingress, _from_where),
    "hatch": Job(_no_hatch, _open_or_closed),
}
"""The order words that become jobs."""
