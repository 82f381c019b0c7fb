"""The hatch: it opens inward, so pressure holds it shut; its latches press the seal."""

from __future__ import annotations

from dataclasses import dataclass

from game.level.schema import Hatch as HatchPlan
from game.world.record import EventNumber


@dataclass(slots=True)
class Hatch:
    """The state of the hatch. ``latched`` tells for each latch whether it is engaged."""

    latched: list[bool]
    position: str = "closed"
    cause: EventNumber = -1
    """The event that last opened or closed it."""
    dirty: bool = False
    bulged: bool = False
    """The seal stands out of its groove: only the first latches reach."""
    seal_cause: EventNumber = -1
    """The event to blame for dirt or bulge."""
    jammed: bool = False
    seal_check: str = "unknown"
    check_tick: int = -1
    check_amount: float = 0.0
    """Sensed amount in the cabin when the seal check began, mol."""
    check_received: float = 0.0
    """What the cabin had received until then, mol."""


REACH = 2
"""How many latches still reach over a bulged seal [R]."""


def seal(hatch: Hatch) -> str:
    """The seal as somebody at the hatch sees it."""
    return "bulged" if hatch.bulged else "dirty" if hatch.dirty else "clean"


def pulling_force(pressure: float, plan: HatchPlan) -> float:
    """Force that holds the hatch shut against a cabin at ``pressure`` Pa, N."""
    return pressure * plan.area


def build(plan: HatchPlan) -> Hatch:
    """The hatch at mission start: closed and latched."""
    return Hatch(latched=[True] * plan.latches, dirty=plan.dirty)


def open_area(hatch: Hatch, plan: HatchPlan) -> float:
    """Cd·A that the hatch leaves open to space, m2: all of it, or what a seal lets through."""
    if hatch.position == "open":
        return plan.opening
    missed = hatch.latched.count(False)
    if missed == len(hatch.latched):
        return plan.latch_leak * 20.0
    return plan.latch_leak * missed + (plan.dirt_leak if hatch.dirty else 0.0)
