"""What is: the state of everything on board, the level's figures, and the few look-ups.

Everything in this room works on a :class:`Ship`. It stands at the bottom, so that readings,
observations, actions and effects need not know each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.level.schema import CrewMember, Level
from game.physics.constants import ARMSTRONG_PRESSURE, MOLAR_MASS_O2, R_GAS
from game.vocabulary.channels import paired
from game.world import body, cabin, hatch, suit, supply
from game.world.body import Body
from game.world.cabin import Cabin
from game.world.gas import Gas
from game.world.hatch import Hatch
from game.world.layout import Frame, Layout
from game.world.record import Derived, EventNumber
from game.world.sky import Sky, sky_of
from game.world.suit import Suit
from game.world.supply import Supply
from game.world.transducers import Sensors, pair_words

OXYGEN_LOAD = {"cadet": 1.15, "specialist": 1.0, "director": 0.92}
"""Share of the level's oxygen load that each difficulty starts with."""
NOISE = {"cadet": 1.0, "specialist": 1.0, "director": 1.5}
"""How many times as noisy as they should be the transducers of each difficulty are [R]."""
_FIRST = {"mission.poll": "none", "mission.difficulty": "specialist"}
_FIRST_OF = {
    "step": "todo",
    "objective": "open",
    "question": "none",
    "flag": "off",
    "fault": "none",
}
"""First words of published channels, by name or by how it begins; the others start idle, or are set
by the people's side."""

Words = tuple[str, ...]
"""An effect in words: ``("leak", "ev1", "3", "mm2")``."""


@dataclass(slots=True)
class WorldState:
    """The whole truth, by field name.

    Gas that is not in a volume is in ``space`` (lost overboard) or ``absorbed`` (taken less given
    by bodies and scrubber).
    """

    cabin: Cabin
    hatch: Hatch
    supply: Supply
    suits: dict[str, Suit]
    bodies: dict[str, Body]
    sensors: Sensors
    space: Gas
    absorbed: Gas
    received: float = 0.0
    """Gas that came into the cabin from suits and valves so far, mol; read by the seal check."""
    faults: dict[str, EventNumber] = field(default_factory=dict)
    """Faults that have happened (or were ruled out) by event number."""
    held: dict[str, int] = field(default_factory=dict)
    """Since which tick the condition holds of a fault that waits for it to last."""
    begun: dict[str, int] = field(default_factory=dict)
    """When each fault began that grows, or that ends by itself."""
    grown: dict[str, float] = field(default_factory=dict)
    """The share of its full size that each fault has that grows."""
    over: dict[str, int] = field(default_factory=dict)
    """When each fault ended that ended by itself and has not come back."""
    struck_tick: int = -1
    """When the latest fault happened, in a level that keeps faults apart; -1 before."""
    published: Derived[Frame] = field(default_factory=list)
    signal: bool = True
    sunlit: bool = True
    sensed: Derived[Frame] = field(default_factory=list)
    """The instruments' last reading, a frame; NaN for a dead transducer."""
    lasting: dict[str, int] = field(default_factory=dict)
    """What conditions with ``for`` wait for: since which tick it holds by the instruments."""
    lasting_in_truth: dict[str, int] = field(default_factory=dict)
    """The same in truth."""


class Ship:
    """A ship in a mission: the level's figures, the state of now, and the few look-ups.

    ``faults`` has the words of each fault's effect by the fault's name, as drawn from the seed.
    """

    def __init__(
        self, level: Level, seed: int, difficulty: str, layout: Layout, faults: Mapping[str, Words]
    ) -> None:
        self.level = level
        self.seed = seed
        self.crew = tuple(level.crew)
        self.roles = {who: member.role for who, member in level.crew.items()}
        """What each of the crew is called on the loop."""
        self.layout = layout
        self.channels, self.index = layout.channels, layout.index
        self.faults = faults
        self.sky: Sky = sky_of(level.orbit)
        self.time = 0.0
        """Mission time, s."""
        self.state = _initial(level, difficulty, layout)
        self.sensed: Frame = self.state.sensed
        self.paired = paired(self.crew)
        """The channels with two transducers."""
        self.pair_words: Frame = []
        """What is said of them, in the order of :func:`pair_words`."""
        self.note_pairs()

    def note_pairs(self) -> None:
        """Say of the pairs of transducers what has become of them."""
        self.pair_words = pair_words(self.state.sensors, self.paired)

    @property
    def signal(self) -> bool:
        """Whether the ground has contact now."""
        return self.state.signal

    @property
    def sunlit(self) -> bool:
        """Whether the Sun shines on the ship now."""
        return self.state.sunlit

    def role(self, who: str) -> str:
        """What ``who`` is called on the loop."""
        return self.roles[who]

    def place(self, who: str) -> str:
        """Where ``who`` is: seat, cabin, hatch or outside."""
        return self.state.bodies[who].place

    def pressure_around(self, who: str) -> float:
        """Pressure around the suit of ``who``, Pa."""
        return 0.0 if self.state.bodies[who].place == "outside" else self.state.cabin.pressure

    def oxygen_around(self, who: str) -> float:
        """Oxygen that ``who`` would have in the windpipe with an open visor, mmHg."""
        if self.state.bodies[who].place == "outside":
            return 0.0
        return body.tracheal_o2(self.state.cabin.gas, self.state.cabin.pressure)

    def reading(self, channel: str) -> float:
        """A number as the instruments have it (NaN when its transducer is dead)."""
        value = self.sensed[self.index[channel]]
        return value if isinstance(value, float) else float("nan")


def first_published(layout: Layout) -> Frame:
    """What the people's side publishes when nothing was said yet."""
    return [
        _FIRST.get(name) or _FIRST_OF.get(name.partition(".")[0], "idle")
        for name in layout.published
    ]


def _initial(level: Level, difficulty: str, layout: Layout) -> WorldState:
    room = cabin.fill(level.cabin)
    room.events["full"] = -1
    return WorldState(
        cabin=room,
        hatch=hatch.build(level.hatch),
        supply=supply.fill(level.supply, OXYGEN_LOAD[difficulty]),
        suits={who: _hung(level, room, one) for who, one in level.crew.items()},
        bodies={who: body.rested(member, level.prebreathe) for who, member in level.crew.items()},
        sensors=Sensors(),
        space=Gas(),
        absorbed=Gas(),
        published=first_published(layout),
    )


def _hung(level: Level, room: Cabin, member: CrewMember) -> Suit:
    """A suit at mission start: worn, visor open, full of cabin gas, flow off.

    Outside, or in a cabin at vacuum, it is closed, checked and pressurised, at normal flow.
    """
    around = 0.0 if member.place == "outside" else room.pressure
    if around > ARMSTRONG_PRESSURE:
        amount = around * level.suit.volume / (R_GAS * suit.START_TEMPERATURE)
        worn = Suit(
            gas=Gas(o2=amount * level.cabin.o2, n2=amount * (1.0 - level.cabin.o2)),
            temperature=suit.START_TEMPERATURE,
            pressure=around,
            flow_setting="off",
        )
    else:
        worn = suit.pressurised(level.suit, around)
    worn.damage = member.worn
    worn.emergency_amount = level.suit.emergency_mass / MOLAR_MASS_O2
    return worn
