"""What goes wrong, as the level says: at a time or on a condition, by a draw from the seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.level.schema import Fault
from game.physics.chance import draw
from game.vocabulary import effects as catalogue
from game.vocabulary.events import EFFECTS, EventLog
from game.world import effects

if TYPE_CHECKING:
    from game.world.sensors import Frame
    from game.world.world import World

NOT_DRAWN = -2
"""Stands for the event number of a fault that chance has ruled out."""


class Faults:
    """The faults of a level, ready to be asked. What has happened stands in the world's state."""

    __slots__ = ("_plan", "_waiting", "_words", "planned")

    def __init__(self, world: World) -> None:
        self._plan = world.level.faults
        self.planned = len(self._plan)
        """How many there are."""
        self._waiting: list[tuple[str, float, Callable[[Frame], bool] | None]] = []
        """Name, time before which it does not happen, s, and condition of each fault."""
        self._words = {name: _words(world, name, fault) for name, fault in self._plan.items()}
        """The effect's word and arguments, and whom it happens to if that is drawn."""
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
                happened[name] = self._happen(world, name, fault, truth, log)
            else:
                happened[name] = NOT_DRAWN

    def _happen(self, world: World, name: str, fault: Fault, truth: Frame, log: EventLog) -> int:
        (word, *given), picked = self._words[name]
        effect = catalogue.BY_WORD[word]
        text = fault.text.replace("{pick}", world.role(picked) if picked else "")
        data = {"text": text, "shows": " ".join(catalogue.shown_on(effect, given))}
        subject = catalogue.subject_of(effect, given)
        number = log.add(EFFECTS[word], subject, (), data)
        effects.apply(world, word, given, truth, number)
        return number

    def standing_on(self, world: World, channel: str) -> tuple[int, ...]:
        """The events of what has happened, still stands and shows on ``channel``, newest first."""
        found = []
        for name, number in world.state.faults.items():
            if number < 0:
                continue
            (word, *given), _ = self._words[name]
            shown = catalogue.shown_on(catalogue.BY_WORD[word], given)
            if any(catalogue.moves(pattern, channel) for pattern in shown) and effects.stands(
                world, word, given
            ):
                found.append(number)
        return tuple(sorted(found, reverse=True))


def _words(world: World, name: str, fault: Fault) -> tuple[list[str], str]:
    picked = ""
    if fault.pick:
        picked = fault.pick[int(draw(world.seed, f"fault.{name}.pick") * len(fault.pick))]
    return fault.effect.replace("{pick}", picked).split(), picked
