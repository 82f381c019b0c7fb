"""A small world to step by hand: a level built in code, an event log, orders in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from game.level.schema import Level
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Names, parse
from game.world.gas import Gas
from game.world.world import World

ROLES = ("ev1", "ev2", "plt", "med")


def make_level(**changes: Any) -> Level:
    """A bare level of four, with ``changes`` to its sections."""
    data: dict[str, Any] = {
        "id": "bare",
        "title": "Bare",
        "summary": "For tests.",
        "briefing": "None.",
        "minutes": 1,
        "crew": {
            who: {"name": who, "role": who.upper(), "seat": at + 1} for at, who in enumerate(ROLES)
        },
        "procedures": {"wait": {"title": "Wait", "steps": [{"text": "wait"}]}},
        "plan": ["wait"],
        "end": "mission.met > 100 h",
    }
    return Level.of(data | changes)


@dataclass
class Flight:
    """A world with its log."""

    world: World
    log: EventLog

    def do(self, *texts: str) -> list[str | None]:
        """Carry out actions; the refusals, or None for each that was done."""
        names = Names(self.world.crew, ())
        return [self.world.act(parse(text, names, by="crew"), -1, self.log) for text in texts]

    def run(self, seconds: float) -> None:
        """Let time pass."""
        for _ in range(int(seconds * 2)):
            self.log.tick += 1
            self.world.step(self.log)

    def run_until(self, name: str, below: float, limit_s: float = 7200.0) -> float:
        """Let time pass until a true value falls below a mark; the seconds it took."""
        start = self.world.time
        while self.true(name) >= below:
            assert self.world.time - start < limit_s, f"{name} stays at {self.true(name)}"
            self.run(0.5)
        return self.world.time - start

    def true(self, name: str) -> float:
        value = self.world.truth()[self.world.index[name]]
        assert isinstance(value, float)
        return value

    def word(self, name: str) -> str:
        value = self.world.truth()[self.world.index[name]]
        assert isinstance(value, str)
        return value

    def close_suits(self, flow: str = "normal", mode: str = "press") -> None:
        """Everybody locked, visors closed, oxygen on."""
        for who in self.world.crew:
            self.do(
                f"don {who}",
                f"seal {who}",
                f"flow {who} {flow}",
                f"visor {who} closed",
                f"suit {who} {mode}",
            )


def totals(world: World) -> dict[str, float]:
    """All of each gas, wherever it is, mol."""
    state = world.state
    places: list[Gas] = [state.cabin.gas, state.space, state.absorbed]
    places += [suit.gas for suit in state.suits.values()]
    found = {}
    for name in ("o2", "n2", "co2", "h2o"):
        amount = 0.0
        for place in places:
            amount += getattr(place, name)
        found[name] = amount
    found["o2"] += state.supply.o2_a + state.supply.o2_b
    for suit in state.suits.values():
        found["o2"] += suit.emergency_amount
    found["n2"] += state.supply.n2
    return found


def fly_bare(seed: int = 1, **changes: Any) -> Flight:
    """A world made of the bare level with ``changes``."""
    return Flight(World(make_level(**changes), seed, "specialist"), EventLog())


@pytest.fixture
def fly() -> Callable[..., Flight]:
    """Make a world from changes to the bare level."""
    return fly_bare
