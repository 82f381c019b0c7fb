"""What each effect of the catalogue does to the world, and whether it still stands.

One function for each word of :data:`game.vocabulary.effects.CATALOGUE`. It sets the handle that
the row names; the event that tells the effect is its ``cause``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.vocabulary import units
from game.world import hatch as hatches
from game.world.cabin import vent_area

if TYPE_CHECKING:
    from game.world.sensors import Frame
    from game.world.world import World

Given = Sequence[str]
"""The arguments of an effect, as words."""


def apply(world: World, word: str, given: Given, truth: Frame, cause: int) -> None:
    """Let the effect ``word`` happen. ``truth`` is the true frame of now."""
    _APPLY[word](world, given, truth, cause)


def stands(world: World, word: str, given: Given) -> bool:
    """Whether the effect ``word`` is still there, and weighs more than what somebody has set."""
    return _STANDS[word](world, given)


def _quantity(given: Given, dimension: str) -> float:
    return units.parse(" ".join(given), dimension)


def _unlock(world: World, given: Given, truth: Frame, cause: int) -> None:
    suit = world.state.suits[given[0]]
    suit.locked, suit.lock_cause = False, cause


def _leak(world: World, given: Given, truth: Frame, cause: int) -> None:
    suit = world.state.suits[given[0]]
    suit.damage += _quantity(given[1:], "area")
    suit.damage_cause = cause


def _balloon(world: World, given: Given, truth: Frame, cause: int) -> None:
    suit = world.state.suits[given[0]]
    suit.ballooned, suit.balloon_cause = _quantity(given[1:], "ratio"), cause


def _water(world: World, given: Given, truth: Frame, cause: int) -> None:
    suit = world.state.suits[given[0]]
    suit.water_flow, suit.water_cause = _quantity(given[1:], "flow"), cause


def _hull(world: World, given: Given, truth: Frame, cause: int) -> None:
    cabin = world.state.cabin
    cabin.leak += _quantity(given, "area")
    cabin.leak_cause = cause


def _dirty_seal(world: World, given: Given, truth: Frame, cause: int) -> None:
    world.state.hatch.dirty, world.state.hatch.seal_cause = True, cause


def _bulge_seal(world: World, given: Given, truth: Frame, cause: int) -> None:
    hatch = world.state.hatch
    hatch.bulged, hatch.seal_cause = True, cause
    if hatch.position == "closed":
        hatch.latched = [on and at < hatches.REACH for at, on in enumerate(hatch.latched)]


def _jam_hatch(world: World, given: Given, truth: Frame, cause: int) -> None:
    world.state.hatch.jammed = True


def _stuck(world: World, given: Given, truth: Frame, cause: int) -> None:
    value = truth[world.index[given[0]]]
    world.state.sensors.failed[given[0]] = value if isinstance(value, float) else None


def _dead(world: World, given: Given, truth: Frame, cause: int) -> None:
    world.state.sensors.failed[given[0]] = None


def _is_the_way_out(world: World) -> bool:
    """Whether a hole in the hull lets out more than vent and hatch, which somebody opened."""
    state, plans = world.state, world.plans
    opened = hatches.open_area(state.hatch, plans.hatch)
    opened += vent_area(state.cabin, plans.cabin)
    return state.cabin.leak > opened


_APPLY: dict[str, Callable[[World, Given, Frame, int], None]] = {
    "unlock": _unlock,
    "leak": _leak,
    "balloon": _balloon,
    "water": _water,
    "hull": _hull,
    "dirty-seal": _dirty_seal,
    "bulge-seal": _bulge_seal,
    "jam-hatch": _jam_hatch,
    "stuck": _stuck,
    "dead": _dead,
}
_STANDS: dict[str, Callable[[World, Given], bool]] = {
    "unlock": lambda world, given: not world.state.suits[given[0]].locked,
    "leak": lambda world, given: world.state.suits[given[0]].damage > 0.0,
    "balloon": lambda world, given: world.state.suits[given[0]].ballooned > 0.0,
    "water": lambda world, given: world.state.suits[given[0]].water_flow > 0.0,
    "hull": lambda world, given: _is_the_way_out(world),
    "dirty-seal": lambda world, given: world.state.hatch.dirty,
    "bulge-seal": lambda world, given: world.state.hatch.bulged,
    "jam-hatch": lambda world, given: world.state.hatch.jammed,
    "stuck": lambda world, given: given[0] in world.state.sensors.failed,
    "dead": lambda world, given: given[0] in world.state.sensors.failed,
}
