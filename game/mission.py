"""The one door to a running mission.

A mission is a level, a seed, a difficulty, and the orders given at their ticks: nothing else
goes in, and the same always comes out. Everything outside reads telemetry and views; only the
debrief may ask for the truth.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from game.level.schema import Difficulty, Level
from game.level.simsup import simulated
from game.ops.operations import LOOKS, Operations
from game.ops.state import OpsState
from game.ops.views import (
    Accepted,
    AlarmView,
    Attention,
    ChecklistView,
    CrewView,
    ListStatus,
    MarginView,
    ObjectiveView,
    Outcome,
    PlanItem,
    QuestionView,
    Refused,
    ScorePart,
    StandingView,
    Tally,
)
from game.physics.version import PHYSICS_VERSION as PHYSICS_VERSION
from game.vocabulary import events, orders
from game.vocabulary.channels import Channel
from game.vocabulary.events import Event, EventLog
from game.vocabulary.nearest import nearest
from game.vocabulary.units import TICK_S
from game.world import record
from game.world.record import Derived, EventNumber
from game.world.state import WorldState
from game.world.transducers import Wrong, what_is_wrong
from game.world.world import World

FAULTS_KEPT = 20
"""How many faults of the game itself a mission keeps for a report."""


@dataclass(slots=True)
class MissionState:
    """Everything that the future depends on, by field name."""

    tick: int
    next_event: EventNumber
    world: WorldState
    ops: OpsState
    ground: Derived[list[float | str]] = field(default_factory=list)
    """At loss of signal, the last frame that came down; otherwise empty."""
    ground_tick: int = 0
    """When that frame came down."""


class Telemetry(Mapping[str, "float | str"]):
    """What the ground can see, by channel name: SI numbers (NaN when dead) and words."""

    __slots__ = ("_index", "_mission")

    def __init__(self, mission: Mission, index: Mapping[str, int]) -> None:
        self._mission = mission
        self._index = index

    def __getitem__(self, name: str) -> float | str:
        return self._mission.ground_frame[self._index[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    @property
    def stale(self) -> bool:
        """Whether the signal is lost, so that these are old values."""
        return self._mission.ground_age_s > 0.0

    @property
    def age_s(self) -> float:
        """How old the values are, s; 0 while there is signal."""
        return self._mission.ground_age_s


class Mission:
    """A running mission.

    ``level`` is what is flown, ``seed`` decides every draw, ``difficulty`` is cadet,
    specialist or director.
    """

    def __init__(
        self, level: Level, *, seed: int = 1, difficulty: Difficulty = "specialist"
    ) -> None:
        self.faults: list[Exception] = []
        """The first faults of the game itself that were caught, for a report."""
        level = simulated(level, seed, difficulty)
        world = World(level, seed, difficulty)
        self._make(level, seed, difficulty, world, Operations(level, seed, difficulty, world))
        self._log.add(events.MISSION_STARTED, level.id, (), {"title": level.title})

    def _make(
        self, level: Level, seed: int, difficulty: Difficulty, world: World, ops: Operations
    ) -> None:
        self.level = level
        self.seed = seed
        self.difficulty: Difficulty = difficulty
        self._world = world
        self._ops = ops
        self._log = EventLog(0, world.roles)
        self._tick = 0
        self._told = 0
        self._ground: list[float | str] = []
        self._ground_tick = 0
        self.telemetry = Telemetry(
            self, {name: at for name, at in world.index.items() if name in world.channels}
        )

    @classmethod
    def restore(
        cls,
        level: Level,
        seed: int,
        difficulty: Difficulty,
        state: Mapping[str, Any],
        past: Sequence[Event] = (),
    ) -> Mission:
        """The mission whose :meth:`state` was recorded.

        ``past`` are the events before it, as far as they are known: the last of them, or all.
        """
        mission = cls.__new__(cls)
        mission.faults = []
        mission._restore(level, seed, difficulty, state, past)
        return mission

    def _restore(
        self,
        level: Level,
        seed: int,
        difficulty: Difficulty,
        state: Mapping[str, Any],
        past: Sequence[Event],
    ) -> None:
        kept = record.load(MissionState, state)
        kept.world.sensed = [_read(value) for value in kept.world.sensed]
        kept.ground = [_read(value) for value in kept.ground]
        self._resume(level, seed, difficulty, kept, past)

    def _resume(
        self,
        level: Level,
        seed: int,
        difficulty: Difficulty,
        kept: MissionState,
        past: Sequence[Event],
    ) -> None:
        """Stand in the state ``kept``, which is the mission's own from now on."""
        world = World(level, seed, difficulty)
        world.restore(kept.world, kept.tick * TICK_S)
        ops = Operations(level, seed, difficulty, world, kept.ops, kept.ground or None)
        self._make(level, seed, difficulty, world, ops)
        self._ground, self._ground_tick = kept.ground, kept.ground_tick
        self._log = EventLog(kept.next_event - len(past), world.roles)
        self._log.events.extend(past)
        self._log.tick = self._tick = kept.tick
        self._told = len(past)

    @property
    def tick(self) -> int:
        """Ticks flown so far."""
        return self._tick

    @property
    def time(self) -> float:
        """Mission elapsed time, s."""
        return self._tick * TICK_S

    @property
    def events(self) -> list[Event]:
        """All events so far, in order of their numbers."""
        return self._log.events

    @property
    def outcome(self) -> Outcome | None:
        """How the mission ended, or None while it runs."""
        return self._ops.outcome

    @property
    def channels(self) -> Mapping[str, Channel]:
        """The catalogue's entries by the full channel names of this level."""
        return self._world.channels

    @property
    def names(self) -> orders.Names:
        """The names that orders may use now."""
        return self._ops.names

    @property
    def ground_frame(self) -> Sequence[float | str]:
        """The values that the ground has, as telemetry lists them: of now, or of the loss.

        Behind them may stand what conditions of the level read besides.
        """
        return self._ground or self._world.sensed

    @property
    def ground_age_s(self) -> float:
        """Age of :attr:`ground_frame`, s; 0 while there is signal."""
        return (self._tick - self._ground_tick) * TICK_S if self._ground else 0.0

    def order(self, text: str) -> Accepted | Refused:
        """Give an order in words. A Refused changed nothing and says why in one sentence.

        Never raises: a fault of the game itself is a Refused too, and is kept in ``faults``.
        """
        outcome = self.outcome
        if outcome is not None:
            return Refused(f"the mission is over: {outcome.reason}")
        try:
            order = orders.parse(text, self.names)
        except orders.NotUnderstood as bad:
            return Refused(self._meant(bad))
        # an order may fail half way: this copy takes half as long as the state as data
        before, known = pickle.dumps(self._state(), pickle.HIGHEST_PROTOCOL), len(self._log.events)
        self._log.tick = self._tick
        try:
            answer = self._ops.order(order, self._log)
        except Exception as fault:
            self._keep(fault)
            self._go_back(before, known)
            return Refused(
                f"{order.word} met a fault of the game ({type(fault).__name__}), and nothing "
                "was changed: please report it"
            )
        return answer if isinstance(answer, Refused) else Accepted(order.text, answer)

    def _meant(self, bad: orders.NotUnderstood) -> str:
        """What is wrong with an order; a word of a checklist's title leads to its name."""
        kind, word = bad.missing
        if kind == "checklist" and not nearest(word, self.names.checklists):
            for name, checklist in self.level.checklists.items():
                if word in re.split(r"\W+", checklist.title.casefold()):
                    return f"{bad.message}; did you mean {name} ({checklist.title})?"
        return str(bad)

    def _keep(self, fault: Exception) -> None:
        if len(self.faults) < FAULTS_KEPT:
            self.faults.append(fault)

    def _go_back(self, before: bytes, known: int) -> None:
        """Stand again in the state ``before``, when ``known`` events were in the log."""
        log, told = self._log, self._told
        try:
            self._resume(self.level, self.seed, self.difficulty, pickle.loads(before), ())
        except Exception as fault:  # the state was damaged before, and stays as it is
            self._keep(fault)
        del log.events[known:]
        self._log, self._told = log, told

    def step(self) -> tuple[Event, ...]:
        """Fly one tick, and return the events since the last step."""
        if self._ops.state.outcome is not None:
            return ()
        self._fly_one()
        events = self._log.events
        if len(events) == self._told:
            return ()
        new = tuple(events[self._told :])
        self._told = len(events)
        return new

    def fly(self, until: int) -> None:
        """Fly to the tick ``until``, or to the end of the mission if that comes first."""
        state, fly_one = self._ops.state, self._fly_one
        while self._tick < until and state.outcome is None:
            fly_one()
        self._told = len(self._log.events)

    def _fly_one(self) -> None:
        world, log = self._world, self._log
        log.tick = self._tick = self._tick + 1
        had_signal = world.state.signal
        try:
            world.step(log)
            if world.state.signal is not had_signal:
                if had_signal:
                    self._ground, self._ground_tick = world.last_heard, self._tick - 1
                else:
                    self._ground = []
            self._ops.step(log, self._ground or world.sensed)
        except Exception as fault:  # the rest of this tick is lost, and the mission resumes
            self._keep(fault)
            if self._tick > self._ops.last_tick + len(LOOKS):  # what ends it can't be reached
                self._ops.give_up(fault, log)

    @property
    def crew(self) -> tuple[CrewView, ...]:
        """The crew as the room knows them."""
        return self._ops.board.crew

    @property
    def checklists(self) -> tuple[ChecklistView, ...]:
        """The checklists that were started: running ones first, the newest of them first."""
        return self._ops.board.checklists

    @property
    def progress(self) -> dict[str, tuple[int, ListStatus]]:
        """Of each checklist that was started, the step in hand (from 0) and the status."""
        return self._ops.board.progress

    def checklist(self, name: str) -> ChecklistView:
        """One checklist, also before it was started. Raises KeyError if there is none."""
        return self._ops.board.checklist(name)

    @property
    def plan(self) -> tuple[PlanItem, ...]:
        """The flight plan and how far it is."""
        return self._ops.board.plan

    @property
    def options(self) -> tuple[PlanItem, ...]:
        """Optional work that is not in the flight plan."""
        return self._ops.board.options

    @property
    def margin(self) -> MarginView:
        """How long the oxygen lasts beyond what the plan and the reserve need."""
        return self._ops.board.margin

    @property
    def alarms(self) -> tuple[AlarmView, ...]:
        """Standing and unacknowledged alarms, the worst first."""
        return self._ops.board.alarms

    @property
    def questions(self) -> tuple[QuestionView, ...]:
        """Questions that wait for yes or no, the oldest first."""
        return self._ops.board.questions

    @property
    def standing(self) -> tuple[StandingView, ...]:
        """Standing orders that wait."""
        return self._ops.board.standing

    @property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        """The level's objectives."""
        return self._ops.board.objectives

    @property
    def tally(self) -> Tally:
        """What took points away so far. For the debrief."""
        return self._ops.board.tally

    @property
    def score(self) -> tuple[ScorePart, ...]:
        """The parts of the score so far, or of a mission that is over."""
        return self._ops.board.score

    @property
    def lesson(self) -> str | None:
        """The line of coaching in hand, in a training level."""
        return self._ops.board.lesson

    @property
    def attention(self) -> Attention | None:
        """What will need the player next, and in how many seconds."""
        return self._ops.needs.next()

    def truth(self) -> Mapping[str, float | str]:
        """The true values by channel name: for debriefs and replays only."""
        return dict(zip(self._world.index, self._world.truth(), strict=False))

    def failed(self) -> dict[str, Wrong]:
        """What is wrong with each transducer that failed. For debrief and replay alone."""
        return what_is_wrong(self._world.state.sensors)

    def put_right(self) -> tuple[int, ...]:
        """The events of the failures that stand no more. For debrief and replay alone."""
        return self._world.put_right()

    def state(self) -> dict[str, Any]:
        """The exact state by field name, as JSON-able data."""
        data: dict[str, Any] = record.dump(self._state())
        return data

    def proved(self) -> dict[str, Any]:
        """What :meth:`digest` proves of the state, by field name, as JSON-able data."""
        data: dict[str, Any] = record.proved(self._state())
        return data

    def digest(self) -> str:
        """blake2b-128 of what :meth:`proved` gives."""
        return record.digest(self._state())

    def _state(self) -> MissionState:
        return MissionState(
            self._tick,
            self._log.next_number,
            self._world.state,
            self._ops.state,
            self._ground,
            self._ground_tick,
        )


def _read(value: float | str | None) -> float | str:
    return float("nan") if value is None else value
