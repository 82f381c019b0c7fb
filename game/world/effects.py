"""What each effect of the catalogue does to the world, and whether it still stands.

One function for each word of :data:`game.vocabulary.effects.CATALOGUE`. It sets the handle that
the row names; the event that tells the effect is its ``cause``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.vocabulary import effects as catalogue
from game.vocabulary import units
from game.world import hatch as hatches
from game.world.cabin import vent_area
from game.world.layout import Frame
from game.world.state import Ship

Given = Sequence[str]
"""The arguments of an effect, as words."""


def apply(ship: Ship, word: str, given: Given, truth: Frame, cause: int) -> None:
    """Let the effect ``word`` happen. ``truth`` is the true frame of now."""
    _APPLY[word](ship, given, truth, cause)


def stands(ship: Ship, word: str, given: Given) -> bool:
    """Whether the effect ``word`` is still there, and weighs more than what somebody has set."""
    return _STANDS[word](ship, given)


def standing_on(ship: Ship, channel: str) -> tuple[int, ...]:
    """The events of the effects that stand and show on ``channel``, the newest first."""
    found = []
    for name, number in ship.state.faults.items():
        if number < 0:
            continue
        word, *given = ship.faults[name]
        shown = catalogue.shown_on(catalogue.BY_WORD[word], given)
        if any(catalogue.moves(pattern, channel) for pattern in shown) and stands(
            ship, word, given
        ):
            found.append(number)
    return tuple(sorted(found, reverse=True))


def _quantity(given: Given, dimension: str) -> float:
    return units.parse(" ".join(given), dimension)


def _unlock(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    suit = ship.state.suits[given[0]]
    suit.locked, suit.lock_cause = False, cause


def _leak(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    suit = ship.state.suits[given[0]]
    suit.damage += _quantity(given[1:], "area")
    suit.damage_cause = cause


def _balloon(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    suit = ship.state.suits[given[0]]
    suit.ballooned, suit.balloon_cause = _quantity(given[1:], "ratio"), cause


def _water(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    suit = ship.state.suits[given[0]]
    suit.water_flow, suit.water_cause = _quantity(given[1:], "flow"), cause


def _hull(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    cabin = ship.state.cabin
    cabin.leak += _quantity(given, "area")
    cabin.leak_cause = cause


def _dirty_seal(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.hatch.dirty, ship.state.hatch.seal_cause = True, cause


def _bulge_seal(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    hatch = ship.state.hatch
    hatch.bulged, hatch.seal_cause = True, cause
    if hatch.position == "closed":
        hatch.latched = [on and at < hatches.REACH for at, on in enumerate(hatch.latched)]


def _jam_hatch(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.hatch.jammed = True


def _stuck(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    value = truth[ship.index[given[0]]]
    ship.state.sensors.failed[given[0]] = value if isinstance(value, float) else None


def _dead(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.sensors.failed[given[0]] = None


def _is_the_way_out(ship: Ship) -> bool:
    """Whether a hole in the hull lets out more than vent and hatch, which somebody opened."""
    state, plans = ship.state, ship.plans
    opened = hatches.open_area(state.hatch, plans.hatch)
    opened += vent_area(state.cabin, plans.cabin)
    return state.cabin.leak > opened


_APPLY: dict[str, Callable[[Ship, Given, Frame, int], None]] = {
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
_STANDS: dict[str, Callable[[Ship, Given], bool]] = {
    "unlock": lambda ship, given: not ship.state.suits[given[0]].locked,
    "leak": lambda ship, given: ship.state.suits[given[0]].damage > 0.0,
    "balloon": lambda ship, given: ship.state.suits[given[0]].ballooned > 0.0,
    "water": lambda ship, given: ship.state.suits[given[0]].water_flow > 0.0,
    "hull": lambda ship, given: _is_the_way_out(ship),
    "dirty-seal": lambda ship, given: ship.state.hatch.dirty,
    "bulge-seal": lambda ship, given: ship.state.hatch.bulged,
    "jam-hatch": lambda ship, given: ship.state.hatch.jammed,
    "stuck": lambda ship, given: given[0] in ship.state.sensors.failed,
    "dead": lambda ship, given: given[0] in ship.state.sensors.failed,
}
