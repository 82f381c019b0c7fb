"""What goes wrong, as the level says: at a time or on a condition, by a draw from the seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.level.schema import Fault
from game.physics.chance import draw
from game.vocabulary import units
from game.vocabulary.events import EventLog
from game.world import hatch as hatches

if TYPE_CHECKING:
    from game.world.sensors import Frame
    from game.world.world import World

NOT_DRAWN = -2
"""Stands for the event number of a fault that chance has ruled out."""


class Faults:
    """The faults of a level, ready to be asked. What has happened stands in the world's state."""

    __slots__ = ("_plan", "_waiting", "planned")

    def __init__(self, world: World) -> None:
        self._plan = world.level.faults
        self.planned = len(self._plan)
        """How many there are."""
        self._waiting: list[tuple[str, float, Callable[[Frame], bool] | None]] = []
        """Name, time before which it does not happen, s, and condition of each fault."""
        for name, fault in self._plan.items():
            test = None
            if fault.when is not None:
                test = world.layout.test(fault.when)
            self._waiting.append((name, 0.0 if fault.at is None else fault.at, test))

    def step(self, world: World, truth: Frame, log: EventLog) -> None:
        """Let every fault happen whose time or condition has come."""
        happened, now = world.state.faults, world.time
        for name, at, test in self._waiting:
            if now < at or name in happened or (test is not None and not test(truth)):
                continue
            fault = self._plan[name]
            if draw(world.seed, f"fault.{name}") < fault.chance:
                happened[name] = happen(world, name, fault, truth, log)
            else:
                happened[name] = NOT_DRAWN


def happen(world: World, name: str, fault: Fault, truth: Frame, log: EventLog) -> int:
    """Carry out one fault and return the number of its event."""
    picked = ""
    if fault.pick:
        picked = fault.pick[int(draw(world.seed, f"fault.{name}.pick") * len(fault.pick))]
    words = fault.effect.replace("{pick}", picked).split()
    text = fault.text.replace("{pick}", world.role(picked) if picked else "")
    number = log.add("fault", picked or "ship", text, (), "routine", hidden=True)
    _EFFECTS[words[0]](world, words[1:], truth, number)
    return number


def _unlock(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    suit = world.state.suits[arguments[0]]
    suit.locked, suit.lock_cause = False, cause


def _leak(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    suit = world.state.suits[arguments[0]]
    suit.damage += units.parse(" ".join(arguments[1:]), "area")
    suit.damage_cause = cause


def _hull(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    cabin = world.state.cabin
    cabin.leak += units.parse(" ".join(arguments), "area")
    cabin.leak_cause = cause


def _dirty_seal(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    world.state.hatch.dirty, world.state.hatch.seal_cause = True, cause


def _bulge_seal(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    hatch = world.state.hatch
    hatch.bulged, hatch.seal_cause = True, cause
    if hatch.position == "closed":
        hatch.latched = [on and at < hatches.REACH for at, on in enumerate(hatch.latched)]


def _jam_hatch(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    world.state.hatch.jammed, world.state.hatch.jam_cause = True, cause


def _balloon(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    suit = world.state.suits[arguments[0]]
    suit.ballooned, suit.balloon_cause = units.parse(" ".join(arguments[1:]), "ratio"), cause


def _water(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    suit = world.state.suits[arguments[0]]
    suit.water_flow, suit.water_cause = units.parse(" ".join(arguments[1:]), "flow"), cause


def _stuck(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    value = truth[world.index[arguments[0]]]
    world.state.sensors.failed[arguments[0]] = value if isinstance(value, float) else None


def _dead(world: World, arguments: list[str], truth: Frame, cause: int) -> None:
    world.state.sensors.failed[arguments[0]] = None


_EFFECTS: dict[str, Callable[[World, list[str], Frame, int], None]] = {
    "unlock": _unlock,
    "leak": _leak,
    "hull": _hull,
    "dirty-seal": _dirty_seal,
    "bulge-seal": _bulge_seal,
    "jam-hatch": _jam_hatch,
    "balloon": _balloon,
    "water": _water,
    "stuck": _stuck,
    "dead": _dead,
}
