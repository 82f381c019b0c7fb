"""What goes wrong, as the level says: at a time or on a condition, by a draw from the seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from game.level.schema import Fault, Happening, Level
from game.level.simsup import clash
from game.physics.chance import draw
from game.vocabulary.events import EFFECTS, FAULT_OVER, EventLog
from game.vocabulary.units import TICK_S
from game.world import effects
from game.world.layout import Frame
from game.world.state import Ship, Words, WorldState

NOT_DRAWN = -2
"""Stands for the event number of a fault that the draw has ruled out."""


class _Planned(NamedTuple):
    """An effect of a fault that may happen in this flight, and its conditions."""

    key: str
    happening: Happening
    begins: Callable[[Frame], bool] | None
    ends: Callable[[Frame], bool] | None

    @property
    def changes(self) -> bool:
        """Whether it grows, or ends by itself."""
        fault = self.happening.fault
        return bool(fault.grows) or fault.ends is not None or fault.ends_after is not None


class Faults:
    """The faults of a level, ready to be asked. What has happened stands in the ship's state."""

    __slots__ = ("_changing", "_kept_apart", "_planned", "planned")

    def __init__(self, ship: Ship) -> None:
        level = ship.level
        chosen = chosen_of(level, ship.seed)
        self._planned = tuple(
            _Planned(key, one, _test(ship, one, one.fault.when), _test(ship, one, one.fault.ends))
            for key, one in level.happenings.items()
            if one.first in chosen
        )
        self.planned = len(self._planned)
        """How many there are."""
        self._kept_apart = any(one.happening.fault.apart is not None for one in self._planned)
        self._changing = tuple(one for one in self._planned if one.changes)

    def busy(self, ship: Ship) -> bool:
        """Whether any fault may still happen or change."""
        return len(ship.state.faults) < self.planned or bool(self._changing)

    def say(self, ship: Ship) -> None:
        """Say again of every fault that has happened that it is active."""
        for key, event in ship.state.faults.items():
            if event != NOT_DRAWN and key not in ship.state.over:
                _mark(ship, ship.level.happenings[key].name, "active")

    def step(self, ship: Ship, truth: Frame, log: EventLog) -> None:
        """Let every fault happen, grow, end or return whose time or condition has come."""
        state, now = ship.state, ship.time
        for one in self._changing:
            if state.faults.get(one.key, NOT_DRAWN) != NOT_DRAWN:
                _change(ship, one, truth, log)
        for key, happening, test, _ in self._planned:
            fault = happening.fault
            if now < (fault.at or 0.0) or key in state.faults:
                continue
            if (fault.lasts or test) and not _lasted(state, key, fault, test, truth, log.tick):
                continue
            if fault.apart is not None and not _apart(ship, key, fault.apart, log.tick):
                continue
            if draw(ship.seed, f"fault.{happening.first}") < fault.chance:
                state.faults[key] = _happen(ship, key, truth, log)
                if self._kept_apart:
                    state.struck_tick = log.tick
            else:
                state.faults[key] = NOT_DRAWN


def chosen_of(level: Level, seed: int) -> frozenset[str]:
    """The faults of this flight: all that stand alone, and those that are drawn of each group.

    No two failures are drawn that exclude each other, within a group or across groups.
    """
    alone = [name for name, fault in level.faults.items() if not fault.one_of]
    chosen = list(alone)
    failures = [one for name in alone if (one := level.faults[name].failure)]
    for name, group in level.faults.items():
        if not group.one_of:
            continue
        those, left = Level.faults_of(name, group), group.draw
        for first in sorted(those, key=lambda one: draw(seed, f"fault.{one}.order")):
            failure = those[first].failure
            if left and not (failure and any(clash(level, failure, one) for one in failures)):
                chosen.append(first)
                failures += [failure] if failure else []
                left -= 1
    return frozenset(chosen)


def _test(ship: Ship, one: Happening, text: str | None) -> Callable[[Frame], bool] | None:
    """A condition of a fault, of the one whom it picks."""
    picked = _picked(ship.seed, one.first, one.fault)
    return None if text is None else ship.layout.test(text.replace("{pick}", picked))


def _change(ship: Ship, one: _Planned, truth: Frame, log: EventLog) -> None:
    """Let a fault that has happened grow or end, or come back after its end."""
    state, key, fault = ship.state, one.key, one.happening.fault
    if key in state.over:
        gone_s = (log.tick - state.over[key]) * TICK_S
        if fault.returns is not None and gone_s >= fault.returns:
            del state.over[key]
            state.faults[key] = _happen(ship, key, truth, log, (state.faults[key],))
        return
    lasted_s = (log.tick - state.begun[key]) * TICK_S
    over = fault.ends_after is not None and lasted_s >= fault.ends_after
    word, *given = ship.faults[key]
    if over or (one.ends is not None and one.ends(truth)):
        effects.cease(ship, word, effects.part(word, given, state.grown.pop(key, 1.0)))
        state.over[key] = log.tick
        _over(ship, key, log)
        return
    share = state.grown.get(key, 1.0)
    if share < 1.0 and not effects.gone(ship, word, given):
        effects.cease(ship, word, effects.part(word, given, share))
        state.grown[key] = min(1.0, lasted_s / fault.grows)
        grown = effects.part(word, given, state.grown[key])
        effects.apply(ship, word, grown, truth, state.faults[key])


def _over(ship: Ship, key: str, log: EventLog) -> None:
    """Report the end of a fault, once for all its effects."""
    happenings, state = ship.level.happenings, ship.state
    name, _, _, _, first = happenings[key]
    if key == first:
        word, *given = ship.faults[key]
        data = {"text": _text(ship, key), "fault": key}
        log.add(FAULT_OVER, effects.subject(word, given), (state.faults[key],), data)
    others = (one for one, each in happenings.items() if each.name == name)
    if not any(state.faults.get(one, -1) >= 0 and one not in state.over for one in others):
        _mark(ship, name, "none")


def _lasted(
    state: WorldState,
    name: str,
    fault: Fault,
    test: Callable[[Frame], bool] | None,
    truth: Frame,
    tick: int,
) -> bool:
    """Whether the condition of a fault has held for as long as it must."""
    if test is not None and not test(truth):
        state.held.pop(name, None)
        return False
    if not fault.lasts:
        return True
    return (tick - state.held.setdefault(name, tick)) * TICK_S >= fault.lasts


def _apart(ship: Ship, name: str, apart_s: float, tick: int) -> bool:
    """Whether the latest fault is long enough ago; the effects of one failure come together."""
    state, first = ship.state, ship.level.happenings[name].first
    if state.struck_tick < 0 or (name != first and state.faults.get(first, -1) >= 0):
        return True
    return (tick - state.struck_tick) * TICK_S >= apart_s


def _mark(ship: Ship, name: str, word: str) -> None:
    """Say that a fault is active or not, where a condition of the level asks for it."""
    slot = ship.index.get(f"fault.{name}")
    if slot is not None:
        ship.state.published[slot - ship.layout.published_from] = ship.sensed[slot] = word


def _happen(ship: Ship, key: str, truth: Frame, log: EventLog, causes: tuple[int, ...] = ()) -> int:
    name, fault, *_ = ship.level.happenings[key]
    state = ship.state
    word, *given = ship.faults[key]
    data = {"text": _text(ship, key), "fault": key}
    number = log.add(EFFECTS[word], effects.subject(word, given), causes, data)
    if fault.grows:
        state.grown[key] = min(1.0, TICK_S / fault.grows)
    if fault.grows or fault.ends is not None or fault.ends_after is not None:
        state.begun[key] = log.tick
    effects.apply(ship, word, effects.part(word, given, state.grown.get(key, 1.0)), truth, number)
    _mark(ship, name, "active")
    return number


def _text(ship: Ship, key: str) -> str:
    """What is told of a fault, with whom it happens to."""
    _, fault, _, wording, first = ship.level.happenings[key]
    picked = _picked(ship.seed, first, fault)
    return wording.replace("{pick}", ship.role(picked) if picked else "")


def drawn(level: Level, seed: int) -> dict[str, Words]:
    """The words of each fault's effect by the fault's name, with the crew member that is drawn."""
    return {
        key: tuple(one.effect.replace("{pick}", _picked(seed, one.first, one.fault)).split())
        for key, one in level.happenings.items()
    }


def _picked(seed: int, name: str, fault: Fault) -> str:
    """Whom ``fault`` happens to, if that is drawn."""
    if not fault.pick:
        return ""
    return fault.pick[int(draw(seed, f"fault.{name}.pick") * len(fault.pick))]
