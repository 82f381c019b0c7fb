"""What each effect of the catalogue does to the world, and whether it still stands.

One function for each word of :data:`game.vocabulary.effects.CATALOGUE`. It sets the handle that
the row names; the event that reports the effect is its ``cause``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from game.vocabulary import effects as catalogue
from game.vocabulary import units
from game.vocabulary.channels import SECOND
from game.world import fire
from game.world import hatch as hatches
from game.world.cabin import vent_area
from game.world.layout import Frame
from game.world.state import Ship
from game.world.supply import feeds
from game.world.transducers import Drift, Failed, Noisy

Given = Sequence[str]
"""The arguments of an effect, as words."""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """What an effect does."""

    happen: Callable[[Ship, Given, Frame, int], None]
    """Let it happen, with the true frame of now and the number of the event that reports it."""
    stands: Callable[[Ship, Given], bool]
    """Whether it is still there, and weighs more than what somebody has set."""
    cease: Callable[[Ship, Given], None] | None = None
    """Undo it, as if it had never been; None for what does not end by itself."""
    there: Callable[[Ship, Given], bool] | None = None
    """Whether the handle is set, where that is not the same as ``stands``."""


def apply(ship: Ship, word: str, given: Given, truth: Frame, cause: int) -> None:
    """Let the effect ``word`` happen. ``truth`` is the true frame of now."""
    MECHANISMS[word].happen(ship, given, truth, cause)


def cease(ship: Ship, word: str, given: Given) -> None:
    """End the effect ``word``, as large as ``given`` says. Nothing happens if it is gone."""
    undo = MECHANISMS[word].cease
    if undo is not None and not gone(ship, word, given):
        undo(ship, given)


def gone(ship: Ship, word: str, given: Given) -> bool:
    """Whether somebody has undone the effect."""
    mechanism = MECHANISMS[word]
    return not (mechanism.there or mechanism.stands)(ship, given)


def part(word: str, given: Given, share: float) -> Given:
    """The arguments of an effect of which only a share has come so far, 0 to 1."""
    row = catalogue.BY_WORD[word]
    if share >= 1.0 or not row.can_grow:
        return given
    before, last = len(row.arguments) - 1, row.arguments[-1]
    full = _quantity(given[before:], last.dimension)
    amount = last.rest + share * (full - last.rest)
    unit = "" if last.dimension == "ratio" else f" {units.SI_UNIT[last.dimension]}"
    return (*given[:before], f"{amount!r}{unit}")


def subject(word: str, given: Given) -> str:
    """Whom or what the effect happens to."""
    return catalogue.subject_of(catalogue.BY_WORD[word], list(given))


def standing_on(ship: Ship, channel: str) -> tuple[int, ...]:
    """The events of the effects that stand and show on ``channel``, the newest first."""
    return _standing(ship, channel, truly=False)


def acting_on(ship: Ship, channel: str) -> tuple[int, ...]:
    """The same, without those that only make its instrument say something else."""
    return _standing(ship, channel, truly=True)


def put_right(ship: Ship) -> tuple[int, ...]:
    """The events of the effects that somebody on board has undone, so that they stand no more."""
    return tuple(
        number
        for name, number in ship.state.faults.items()
        if number >= 0 and (name in ship.state.over or _undone(ship, *ship.faults[name]))
    )


def _undone(ship: Ship, word: str, *given: str) -> bool:
    return bool(catalogue.BY_WORD[word].fixed_by) and not MECHANISMS[word].stands(ship, given)


def _standing(ship: Ship, channel: str, *, truly: bool) -> tuple[int, ...]:
    found = []
    for name, number in ship.state.faults.items():
        if number < 0 or name in ship.state.over:
            continue
        word, *given = ship.faults[name]
        row = catalogue.BY_WORD[word]
        if truly and row.misleads:
            continue
        shown = any(catalogue.moves(one, channel) for one in catalogue.shown_on(row, given))
        if shown and MECHANISMS[word].stands(ship, given):
            found.append(number)
    return tuple(sorted(found, reverse=True))


def _quantity(given: Given, dimension: str) -> float:
    return units.parse(" ".join(given), dimension)


# Suits


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


def _kink(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    suit = ship.state.suits[given[0]]
    suit.umbilical, suit.kink_cause = _quantity(given[1:], "ratio"), cause


def _panic(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.bodies[given[0]].panic = _quantity(given[1:], "ratio")


def _sick(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.bodies[given[0]].nausea = _quantity(given[1:], "ratio")


def _ache(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.bodies[given[0]].ached = True


def _pinch(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.bodies[given[0]].pinched = True


def _mute(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.suits[given[0]].headset = "lost"


def _creep(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    suit = ship.state.suits[given[0]]
    suit.creep = _quantity(given[1:], "ratio")


# Tanks


def _droop(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    supply, (tank, *amount) = ship.state.supply, given
    supply.droops[tank], supply.droop_causes[tank] = _quantity(amount, "ratio"), cause


def _tank_leak(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    supply, (tank, *amount) = ship.state.supply, given
    supply.leaks[tank] = supply.leaks.get(tank, 0.0) + _quantity(amount, "flow")
    supply.leak_causes[tank] = cause


# Cabin and hatch


def _hull(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    cabin = ship.state.cabin
    cabin.leak += _quantity(given, "area")
    cabin.leak_cause = cause


def _relief_leak(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    cabin = ship.state.cabin
    cabin.relief_leak, cabin.relief_cause = _quantity(given, "area"), cause


def _vent_stuck(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    cabin = ship.state.cabin
    cabin.vent_passes = _quantity(given, "ratio")


def _repress_stuck(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.cabin.n2_passes = _quantity(given, "ratio")


def _fire(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    fire.light(ship.state.cabin, cause)


def _dirty_seal(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.hatch.dirty, ship.state.hatch.seal_cause = True, cause


def _bulge_seal(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    hatch = ship.state.hatch
    hatch.bulged, hatch.seal_cause = True, cause
    if hatch.position == "closed":
        hatch.latched = [on and at < hatches.REACH for at, on in enumerate(hatch.latched)]


def _jam_hatch(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.hatch.jammed = True


def _outweighs_the_valves(ship: Ship, hole: float) -> bool:
    """Whether a hole, m2, lets out more than vent and hatch, which somebody opened."""
    state, level = ship.state, ship.level
    opened = hatches.open_area(state.hatch, level.hatch)
    opened += vent_area(state.cabin, level.cabin)
    return hole > opened


# What ends by itself

DUST = 1e-12
"""A flow, kg/s, or an area, m2, below which a sum of parts counts as nothing."""


def _less(whole: float, part_of_it: float) -> float:
    rest = whole - part_of_it
    return rest if rest > DUST else 0.0


def _lock(ship: Ship, given: Given) -> None:
    ship.state.suits[given[0]].locked = True


def _close_leak(ship: Ship, given: Given) -> None:
    suit = ship.state.suits[given[0]]
    suit.damage = _less(suit.damage, _quantity(given[1:], "area"))


def _slacken(ship: Ship, given: Given) -> None:
    ship.state.suits[given[0]].ballooned = 0.0


def _compose(ship: Ship, given: Given) -> None:
    ship.state.bodies[given[0]].panic = 0.0


def _settle(ship: Ship, given: Given) -> None:
    ship.state.bodies[given[0]].nausea = 0.0


def _ease(ship: Ship, given: Given) -> None:
    ship.state.bodies[given[0]].ached = False


def _shift(ship: Ship, given: Given) -> None:
    ship.state.bodies[given[0]].pinched = False


def _reconnect(ship: Ship, given: Given) -> None:
    ship.state.suits[given[0]].headset = "clear"


def _dry(ship: Ship, given: Given) -> None:
    ship.state.suits[given[0]].water_flow = 0.0


def _unkink(ship: Ship, given: Given) -> None:
    ship.state.suits[given[0]].umbilical = 1.0


def _shut(ship: Ship, given: Given) -> None:
    ship.state.suits[given[0]].creep = 0.0


def _steady(ship: Ship, given: Given) -> None:
    ship.state.supply.droops.pop(given[0], None)


def _close_tank(ship: Ship, given: Given) -> None:
    leaks, (tank, *amount) = ship.state.supply.leaks, given
    left = _less(leaks[tank], _quantity(amount, "flow"))
    if left > 0.0:
        leaks[tank] = left
    else:
        del leaks[tank]


def _close_hull(ship: Ship, given: Given) -> None:
    cabin = ship.state.cabin
    cabin.leak = _less(cabin.leak, _quantity(given, "area"))


def _seat_relief(ship: Ship, given: Given) -> None:
    ship.state.cabin.relief_leak = 0.0


def _free_vent(ship: Ship, given: Given) -> None:
    ship.state.cabin.vent_passes = 1.0


def _free_repress(ship: Ship, given: Given) -> None:
    ship.state.cabin.n2_passes = 1.0


def _free_hatch(ship: Ship, given: Given) -> None:
    ship.state.hatch.jammed = False


def _clean_seal(ship: Ship, given: Given) -> None:
    ship.state.hatch.dirty = False


def _flatten_seal(ship: Ship, given: Given) -> None:
    ship.state.hatch.bulged = False


def _recover(ship: Ship, given: Given) -> None:
    ship.state.sensors.failed.pop(given[0], None)


def _come_back(ship: Ship, given: Given) -> None:
    ship.state.sensors.drifting.pop(given[0], None)


def _quieten(ship: Ship, given: Given) -> None:
    ship.state.sensors.noisy.pop(given[0], None)


# Transducers


def _stuck(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    value = truth[ship.index[given[0].removesuffix(SECOND)]]
    kept = value if isinstance(value, float) else None
    ship.state.sensors.failed[given[0]] = Failed(kept, cause)


def _dead(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    ship.state.sensors.failed[given[0]] = Failed(None, cause)


def _drift(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    channel, *amount = given
    drift = Drift(_quantity(amount, "ratio"), ship.time, cause)
    ship.state.sensors.drifting[channel] = drift


def _noise(ship: Ship, given: Given, truth: Frame, cause: int) -> None:
    channel, *amount = given
    ship.state.sensors.noisy[channel] = Noisy(_quantity(amount, "ratio"), cause)


MECHANISMS: Mapping[str, Mechanism] = {
    "unlock": Mechanism(_unlock, lambda ship, given: not ship.state.suits[given[0]].locked, _lock),
    "leak": Mechanism(
        _leak, lambda ship, given: ship.state.suits[given[0]].damage > 0.0, _close_leak
    ),
    "balloon": Mechanism(
        _balloon, lambda ship, given: ship.state.suits[given[0]].ballooned > 0.0, _slacken
    ),
    "water": Mechanism(
        _water, lambda ship, given: ship.state.suits[given[0]].water_flow > 0.0, _dry
    ),
    "kink": Mechanism(
        _kink, lambda ship, given: ship.state.suits[given[0]].umbilical < 1.0, _unkink
    ),
    "panic": Mechanism(
        _panic, lambda ship, given: ship.state.bodies[given[0]].panic > 0.0, _compose
    ),
    "sick": Mechanism(_sick, lambda ship, given: ship.state.bodies[given[0]].nausea > 0.0, _settle),
    "ache": Mechanism(_ache, lambda ship, given: ship.state.bodies[given[0]].ached, _ease),
    "pinch": Mechanism(_pinch, lambda ship, given: ship.state.bodies[given[0]].pinched, _shift),
    "mute": Mechanism(
        _mute, lambda ship, given: ship.state.suits[given[0]].headset == "lost", _reconnect
    ),
    "creep": Mechanism(_creep, lambda ship, given: ship.state.suits[given[0]].creep > 0.0, _shut),
    "droop": Mechanism(
        _droop,
        lambda ship, given: feeds(ship.state.supply, given[0]),
        _steady,
        lambda ship, given: given[0] in ship.state.supply.droops,
    ),
    "tank-leak": Mechanism(
        _tank_leak,
        lambda ship, given: feeds(ship.state.supply, given[0]),
        _close_tank,
        lambda ship, given: given[0] in ship.state.supply.leaks,
    ),
    "hull": Mechanism(
        _hull,
        lambda ship, given: _outweighs_the_valves(ship, ship.state.cabin.leak),
        _close_hull,
        lambda ship, given: ship.state.cabin.leak > 0.0,
    ),
    "relief-leak": Mechanism(
        _relief_leak,
        lambda ship, given: _outweighs_the_valves(ship, ship.state.cabin.relief_leak),
        _seat_relief,
        lambda ship, given: ship.state.cabin.relief_leak > 0.0,
    ),
    "vent-stuck": Mechanism(
        _vent_stuck,
        lambda ship, given: (
            ship.state.cabin.vent_passes < 1.0 and ship.state.cabin.vent != "closed"
        ),
        _free_vent,
        lambda ship, given: ship.state.cabin.vent_passes < 1.0,
    ),
    "repress-stuck": Mechanism(
        _repress_stuck,
        lambda ship, given: (
            ship.state.cabin.n2_passes < 1.0
            and ship.state.cabin.repress in ("n2", "air", "emergency")
        ),
        _free_repress,
        lambda ship, given: ship.state.cabin.n2_passes < 1.0,
    ),
    "fire": Mechanism(_fire, lambda ship, given: ship.state.cabin.fire > 0.0),
    "dirty-seal": Mechanism(_dirty_seal, lambda ship, given: ship.state.hatch.dirty, _clean_seal),
    "bulge-seal": Mechanism(
        _bulge_seal, lambda ship, given: ship.state.hatch.bulged, _flatten_seal
    ),
    "jam-hatch": Mechanism(_jam_hatch, lambda ship, given: ship.state.hatch.jammed, _free_hatch),
    "stuck": Mechanism(_stuck, lambda ship, given: given[0] in ship.state.sensors.failed, _recover),
    "dead": Mechanism(_dead, lambda ship, given: given[0] in ship.state.sensors.failed, _recover),
    "drift": Mechanism(
        _drift, lambda ship, given: given[0] in ship.state.sensors.drifting, _come_back
    ),
    "noise": Mechanism(_noise, lambda ship, given: given[0] in ship.state.sensors.noisy, _quieten),
}
"""What each effect of the catalogue does, by its word."""
