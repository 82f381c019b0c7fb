"""What goes wrong, as the level says: at a time or on a condition, by a draw from the seed."""

from __future__ import annotations

from collections.abc import Callable

from game.level.schema import Fault, Level
from game.physics.chance import draw
from game.vocabulary import effects as catalogue
from game.vocabulary.events import EFFECTS, EventLog
from game.world import effects
from game.world.layout import Frame
from game.world.state import Ship, Words

NOT_DRAWN = -2
"""Stands for the event number of a fault that the draw has ruled out."""


class Faults:
    """The faults of a level, ready to be asked. What has happened stands in the ship's state."""

    __slots__ = ("_waiting", "planned")

    def __init__(self, ship: Ship) -> None:
        faults = ship.level.happenings
        self.planned = len(faults)
        """How many there are."""
        self._waiting: list[tuple[str, float, Callable[[Frame], bool] | None]] = []
        """Name, time before which it does not happen, s, and condition of each fault."""
        for name, (_, fault, _, _) in faults.items():
            test = None if fault.when is None else ship.layout.test(fault.when)
            self._waiting.append((name, 0.0 if fault.at is None else fault.at, test))

    def step(self, ship: Ship, truth: Frame, log: EventLog) -> None:
        """Let every fault happen whose time or condition has come."""
        happened, now = ship.state.faults, ship.time
        for name, at, test in self._waiting:
            if now < at or name in happened or (test is not None and not test(truth)):
                continue
            drawn_by, fault, *_ = ship.level.happenings[name]
            if draw(ship.seed, f"fault.{drawn_by}") < fault.chance:
                happened[name] = _happen(ship, name, truth, log)
            else:
                happened[name] = NOT_DRAWN


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
