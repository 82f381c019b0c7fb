"""What goes wrong, as the level says: at a time or on a condition, by a draw from the seed."""

from __future__ import annotations

from collections.abc import Callable

from game.level.schema import Fault, Level
from game.physics.chance import draw
from game.vocabulary import effects as catalogue
from game.vocabulary.events import EFFECTS, EventLog
from game.vocabulary.units import TICK_S
from game.world import effects
from game.world.layout import Frame
from game.world.state import Ship, Words, WorldState

NOT_DRAWN = -2
"""Stands for the event number of a fault that the draw has ruled out."""


class Faults:
    """The faults of a level, ready to be asked. What has happened stands in the ship's state."""

    __slots__ = ("_kept_apart", "_waiting", "planned")

    def __init__(self, ship: Ship) -> None:
        faults = ship.level.happenings
        self.planned = len(faults)
        """How many there are."""
        self._kept_apart = any(fault.apart is not None for _, fault, _, _ in faults.values())
        self._waiting: list[tuple[str, Fault, Callable[[Frame], bool] | None]] = []
        """Name, what the level says of it, and condition of each fault."""
        for name, (_, fault, _, _) in faults.items():
            test = None if fault.when is None else ship.layout.test(fault.when)
            self._waiting.append((name, fault, test))

    def say(self, ship: Ship) -> None:
        """Say again of every fault that has happened that it is active."""
        for name, event in ship.state.faults.items():
            if event != NOT_DRAWN:
                _mark(ship, ship.level.happenings[name].name)

    def step(self, ship: Ship, truth: Frame, log: EventLog) -> None:
        """Let every fault happen whose time or condition has come."""
        state, now = ship.state, ship.time
        for name, fault, test in self._waiting:
            if now < (fault.at or 0.0) or name in state.faults:
                continue
            if (fault.lasts or test) and not _lasted(state, name, fault, test, truth, log.tick):
                continue
            if fault.apart is not None and not _apart(ship, name, fault.apart, log.tick):
                continue
            drawn_by = ship.level.happenings[name].name
            if draw(ship.seed, f"fault.{drawn_by}") < fault.chance:
                state.faults[name] = _happen(ship, name, truth, log)
                _mark(ship, drawn_by)
                if self._kept_apart:
                    state.struck_tick = log.tick
            else:
                state.faults[name] = NOT_DRAWN


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
    state, drawn_by = ship.state, ship.level.happenings[name].name
    if state.struck_tick < 0 or (name != drawn_by and state.faults.get(drawn_by, -1) >= 0):
        return True
    return (tick - state.struck_tick) * TICK_S >= apart_s


def _mark(ship: Ship, name: str) -> None:
    """Say that a fault is active, where a condition of the level asks for it."""
    slot = ship.index.get(f"fault.{name}")
    if slot is not None:
        ship.state.published[slot - ship.layout.published_from] = ship.sensed[slot] = "active"


def _happen(ship: Ship, name: str, truth: Frame, log: EventLog) -> int:
    drawn_by, fault, _, wording = ship.level.happenings[name]
    picked = _picked(ship.seed, drawn_by, fault)
    word, *given = ship.faults[name]
    effect = catalogue.BY_WORD[word]
    text = wording.replace("{pick}", ship.role(picked) if picked else "")
    data = {"text": text, "fault": name}
    number = log.add(EFFECTS[word], catalogue.subject_of(effect, given), (), data)
    effects.apply(ship, word, given, truth, number)
    return number


def drawn(level: Level, seed: int) -> dict[str, Words]:
    """The words of each fault's effect by the fault's name, with the crew member that is drawn."""
    return {
        name: tuple(one.effect.replace("{pick}", _picked(seed, one.name, one.fault)).split())
        for name, one in level.happenings.items()
    }


def _picked(seed: int, name: str, fault: Fault) -> str:
    """Whom ``fault`` happens to, if that is drawn."""
    if not fault.pick:
        return ""
    return fault.pick[int(draw(seed, f"fault.{name}.pick") * len(fault.pick))]
