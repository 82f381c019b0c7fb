"""The world: all things with state, stepped together, and the instruments that read them.

Not everything needs every tick. Suits and cabin are stepped once a second, breath every two,
comfort every ten, each crew member on their own tick, so that the work is spread evenly.
Gas moves between accounts at once, so mass is conserved in every tick all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from game.level.schema import Level
from game.physics.chance import draw
from game.physics.constants import MOLAR_MASS_N2, MOLAR_MASS_O2, R_GAS
from game.vocabulary import events
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order
from game.vocabulary.units import TICK_S
from game.world import actions, body, cabin, hatch, sensors, suit, supply, watch
from game.world.body import Body
from game.world.cabin import Cabin
from game.world.faults import Faults
from game.world.gas import Gas
from game.world.hatch import Hatch
from game.world.layout import layout_of
from game.world.plans import plans_of
from game.world.sensors import Frame, Sensors, Transducers
from game.world.sky import Sky, sky_of
from game.world.suit import Suit
from game.world.supply import Supply

GAS_S = 1.0
"""Step of suits, cabin and instruments."""
CYCLE = 60
"""Ticks after which everybody's turns come round again."""
OXYGEN_LOAD = {"cadet": 1.15, "specialist": 1.0, "director": 0.92}
"""Share of the level's oxygen load that each difficulty starts with."""
SOAKING = body.COMFORT_S / 600.0
"""Share by which a suit's outside comes to its surroundings in a comfort step: the facts give a
time constant of 5 to 15 min."""
_FIRST = {"mission.poll": "none"}
"""First words of published channels; the others start idle or are set by the people's side."""
LOOSENING = 10_000.0
"""Cabin pressure below which a lock that is not home works open, Pa [R]."""
INLET_GAS = 290.0
"""Temperature of repress gas, K [R]."""


@dataclass(slots=True)
class WorldState:
    """The whole truth, by field name. Gas that is not in a volume is in ``space`` (lost
    overboard) or ``absorbed`` (taken less given by bodies and scrubber)."""

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
    faults: dict[str, int] = field(default_factory=dict)
    """Faults that have happened (or were ruled out) by event number."""
    published: list[float | str] = field(default_factory=list)
    signal: bool = True
    sunlit: bool = True
    sensed: list[float | str] = field(default_factory=list)
    """The instruments' last reading, a frame; NaN for a dead transducer."""


@dataclass(frozen=True, slots=True)
class Capability:
    """What a crew member can do now. ``speed`` divides durations; ``slips`` multiplies the
    chance of an error (1 when fresh and well)."""

    conscious: bool
    alive: bool
    speed: float
    slips: float


class World:
    """The truth of a mission, and its instruments. Knows nothing of checklists or players."""

    def __init__(self, level: Level, seed: int, difficulty: str) -> None:
        self.level = level
        self.plans = plans_of(level)
        self.seed = seed
        self.crew = tuple(level.crew)
        self.roles = {who: member.role for who, member in level.crew.items()}
        """What each of the crew is called on the loop."""
        self.layout = layout_of(self.crew, tuple(level.checklists))
        self.channels, self.index = self.layout.channels, self.layout.index
        self._transducers = Transducers(self.crew, seed, GAS_S)
        flows, plan = level.suit.flow, level.suit
        widest = max(flows.low, flows.normal, flows.high, flows.purge)
        self._most_oxygen = (widest + plan.demand) * GAS_S / MOLAR_MASS_O2
        self._luck = {who: draw(seed, f"bends.{who}") for who in self.crew}
        self.sky: Sky = sky_of(level.orbit)
        self.time = 0.0
        self._turns = _turns(self.crew)
        first: Frame = [_FIRST.get(name, "idle") for name in self.layout.published]
        self.state: WorldState = _initial(level, difficulty, first)
        self.sensed: Frame = self.state.sensed
        self.last_heard: Frame = []
        """At loss of signal, what was sensed just before."""
        self.faults = Faults(self)
        self.state.sensors.lagging = self._transducers.settled(sensors.true_numbers(self))
        self._look_up()
        self._read_instruments(0)

    def restore(self, state: WorldState, time: float) -> None:
        """Go on from a recorded state, taken at ``time`` seconds."""
        self.state, self.sensed, self.time = state, state.sensed, time

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

    def ambient_pressure(self, who: str) -> float:
        """Pressure around the suit of ``who``, Pa."""
        return 0.0 if self.state.bodies[who].place == "outside" else self.state.cabin.pressure

    def sensed_value(self, name: str) -> float:
        """A number as the instruments have it (NaN when its transducer is dead)."""
        value = self.sensed[self.index[name]]
        return value if isinstance(value, float) else float("nan")

    def set_flows(self) -> float:
        """What the suits' valves are set to let through, all together, kg/s."""
        plan, suits, total = self.plans.suit, self.state.suits, 0.0
        for who in self.crew:
            worn = suits[who]
            if worn.flow_setting != "off":
                total += suit.set_flow(worn, plan)
        return total

    def can(self, order: Order) -> str | None:
        """Why ``order`` is not possible now, in one sentence, or None."""
        return actions.refusal(self, order)

    def act(self, order: Order, cause: int, log: EventLog) -> str | None:
        """Do ``order``, or say why it is not possible; its events name ``cause``."""
        refused = actions.refusal(self, order)
        if refused is None:
            actions.perform(self, order, cause, log)
        return refused

    def set_effort(self, who: str, watts: float, cause: int = -1) -> None:
        """Set the metabolic rate that the work in hand asks of ``who``."""
        one = self.state.bodies[who]
        one.effort, one.effort_cause = watts, cause

    def capability(self, who: str) -> Capability:
        """What ``who`` can do now, as body and suit allow."""
        one, worn = self.state.bodies[who], self.state.suits[who]
        stiff = worn.pressure - self.ambient_pressure(who) > 10_000.0
        loss = 1.0 - self.plans.suit.mobility
        bend = (worn.pressure - self.ambient_pressure(who)) / self.plans.suit.pressure
        speed = 1.0 - min(0.7, loss * bend * (1.0 + worn.ballooned)) if stiff else 1.0
        if worn.water >= suit.FLOODED:
            speed *= 0.6
        speed *= (1.0 - 0.35 * one.strain) * (1.0 - 0.4 * worn.fog)
        slips = 1.0 + 2.0 * one.strain + 4.0 * worn.fog + 2.0 * max(0.0, one.stress - 0.3)
        if one.condition == "unwell":
            speed *= 0.7
            slips += 8.0
        return Capability(one.conscious and one.alive, one.alive, max(0.2, speed), slips)

    def failures_on(self, channel: str) -> tuple[int, ...]:
        """The events of the failures that stand and show on ``channel``, the newest first."""
        return self.faults.standing_on(self, channel)

    def publish(self, name: str, value: float | str) -> None:
        """Set a channel that the people's side owns."""
        slot = self.index[name]
        self.state.published[slot - self.layout.published_from] = value
        self.sensed[slot] = value

    def truth(self) -> Frame:
        """The true frame, as of now."""
        return [*sensors.true_numbers(self), *sensors.true_words(self)]

    def step(self, log: EventLog) -> None:
        """Advance the world by one tick, ``log.tick``."""
        tick = log.tick
        self.time = tick * TICK_S
        suits, breaths, comforts, tissues = self._turns[tick % CYCLE]
        if suits:
            self._step_suits(suits)
        for who in breaths:
            self._step_breath(who, log)
        for who in comforts:
            self._step_comfort(who, log)
        for who in tissues:
            self._step_tissue(who)
        if tick % 2 == 1:
            state, plans = self.state, self.plans
            if state.cabin.repress != "off":
                self._repress(state.cabin)
            cabin.step(
                state.cabin, plans.cabin, hatch.open_area(state.hatch, plans.hatch),
                state.space, state.absorbed, GAS_S,
            )  # fmt: skip
            supply.settle(state.supply, GAS_S)
            watch.watch_ship(self, log)
            self._look_up(log)
            truth = self._read_instruments(tick)
            if len(state.faults) < self.faults.planned:
                self.faults.step(self, truth, log)

    def _step_suits(self, crew: tuple[str, ...]) -> None:
        state, plan = self.state, self.plans.suit
        tanks, room, absorbed = state.supply, state.cabin, state.absorbed
        feed = supply.o2_availability(tanks, self.plans.supply)
        plenty = supply.o2_in_feed(tanks) > self._most_oxygen * (len(crew) + 1)
        for who in crew:
            worn, one = state.suits[who], state.bodies[who]
            body.exchange(one, worn.gas, absorbed, GAS_S)
            available = feed if plenty else self._oxygen_for(worn, feed)
            if one.place == "outside":
                drawn, _ = suit.step(worn, plan, state.space, 0.0, available, GAS_S)
                supply.draw_o2(tanks, drawn)
                continue
            drawn, came = suit.step(worn, plan, room.gas, room.pressure, available, GAS_S)
            supply.draw_o2(tanks, drawn)
            state.received += came
            cabin.admit(room, came, worn.temperature if came > 0.0 else room.temperature)

    def _oxygen_for(self, worn: Suit, feed: float) -> float:
        """Share of its set flow that a suit can have: never more than the tanks hold."""
        plan = self.plans.suit
        there = supply.o2_in_feed(self.state.supply)
        if there > self._most_oxygen:
            return feed
        most = (suit.set_flow(worn, plan) + plan.demand) * GAS_S / MOLAR_MASS_O2
        return feed if there > most else feed * there / most

    def _step_breath(self, who: str, log: EventLog) -> None:
        state, plan = self.state, self.plans.suit
        worn, one = state.suits[who], state.bodies[who]
        alive = one.alive
        per_mol = R_GAS * worn.temperature / plan.volume
        stiff = suit.stiffness(worn, plan, self.ambient_pressure(who))
        body.breathe(one, worn.gas, per_mol, state.absorbed, stiff)
        watch.watch_person(self, who, log)
        if alive and not one.alive:
            watch.tell_death(self, who, log)

    def _step_comfort(self, who: str, log: EventLog) -> None:
        state = self.state
        worn, one = state.suits[who], state.bodies[who]
        per_mol = R_GAS * worn.temperature / self.plans.suit.volume
        ambient = self.ambient_pressure(who)
        worn.outside += (self._surroundings(one.place) - worn.outside) * SOAKING
        around = worn.outside
        vapour = worn.gas.h2o * per_mol
        worn.warmth = body.warm(
            one,
            self.plans.crew[who],
            worn.flow,
            vapour,
            worn.visor == "open",
            around,
            ambient > watch.VACUUM,
        )
        glass = worn.temperature - body.GLASS_FLOOR
        glass -= (worn.temperature - around) * body.GLASS_SHARE
        worn.visor_temperature += (glass - worn.visor_temperature) * 0.1
        worn.fog = body.fog_up(worn.fog, vapour, worn.visor_temperature)
        if worn.water_flow > 0.0 and worn.visor == "closed":
            worn.water += worn.water_flow * body.COMFORT_S
            if worn.water >= suit.WET:
                state.sensors.failed[f"{who}.suit.co2"] = None
        one.flooded = worn.water >= suit.FLOODED
        one.drowning = worn.water >= suit.DROWNED
        watch.watch_slowly(self, who, log)
        if not worn.locked and worn.mode != "vent" and ambient < LOOSENING:
            worn.loose += self.plans.suit.loosening * body.COMFORT_S / 60.0

    def _step_tissue(self, who: str) -> None:
        worn, one = self.state.suits[who], self.state.bodies[who]
        per_mol = R_GAS * worn.temperature / self.plans.suit.volume
        planned = suit.set_pressure("low" if worn.mode == "low" else "press", self.plans.suit)
        share = worn.gas.o2 / max(worn.gas.amount, 1e-12)
        body.wash_out(
            one, self.plans.crew[who], share, worn.gas.n2 * per_mol, worn.pressure, planned
        )
        if body.bends_due(one, self._luck[who]):
            one.bends = True

    def _surroundings(self, place: str) -> float:
        if place == "outside":
            return 300.0 if self.state.sunlit else 255.0
        return self.plans.cabin.temperature

    def _repress(self, room: Cabin) -> None:
        tanks, plan = self.state.supply, self.plans.supply
        setting = room.repress
        urgent = setting == "emergency"
        if setting in ("n2", "air", "emergency"):
            rate = plan.emergency_n2 if urgent else plan.repress_n2
            share = supply.availability(tanks.n2, plan.n2.volume, plan.regulator)
            came = supply.draw_n2(tanks, rate * share * GAS_S / MOLAR_MASS_N2)
            room.gas.n2 += came
            self._admit(came)
        if setting in ("o2", "air", "emergency"):
            rate = plan.emergency_o2 if urgent else plan.repress_o2
            share = supply.o2_availability(tanks, plan)
            came = supply.draw_o2(tanks, rate * share * GAS_S / MOLAR_MASS_O2)
            room.gas.o2 += came
            self._admit(came)

    def _admit(self, amount: float) -> None:
        self.state.received += amount
        cabin.admit(self.state.cabin, amount, INLET_GAS)

    def _look_up(self, log: EventLog | None = None) -> None:
        state = self.state
        signal, sunlit = self.sky.signal(self.time), self.sky.sunlit(self.time)
        if signal is state.signal and sunlit is state.sunlit:
            return
        if log is not None and signal != state.signal:
            span = self.sky.signal_time(self.time)
            if signal:
                link = self.sky.link(self.time)
                log.add(events.SIGNAL_ACQUIRED, "orbit", (), {"link": link, "time": span})
            else:
                self.last_heard = self.sensed[:]
                log.add(events.SIGNAL_LOST, "orbit", (), {"time": span})
        if log is not None and sunlit != state.sunlit:
            log.add(events.SUNRISE if sunlit else events.SUNSET, "orbit")
        state.signal, state.sunlit = signal, sunlit

    def _read_instruments(self, tick: int) -> Frame:
        """Renew what is sensed; return the truth behind it."""
        numbers, rest = sensors.true_numbers(self), sensors.true_words(self)
        memory = self.state.sensors
        self.sensed[:] = self._transducers.read(numbers, memory.lagging, tick)
        self.sensed += rest
        if memory.failed:
            sensors.apply_failures(self.sensed, memory.failed, self.index)
        return numbers + rest


Turn = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _turns(crew: tuple[str, ...]) -> list[Turn]:
    """For each tick of a cycle, whose suit, breath, comfort and tissues are stepped."""

    def due(tick: int, every: int, apart: int) -> tuple[str, ...]:
        return tuple(who for at, who in enumerate(crew) if (tick + apart * at) % every == 0)

    return [(due(t, 2, 1), due(t, 4, 1), due(t, 20, 3), due(t, 60, 3)) for t in range(CYCLE)]


def _initial(level: Level, difficulty: str, published: list[float | str]) -> WorldState:
    room = cabin.fill(level.cabin)
    room.events["full"] = -1
    return WorldState(
        cabin=room,
        hatch=hatch.build(level.hatch),
        supply=supply.fill(level.supply, OXYGEN_LOAD[difficulty]),
        suits={who: _hung(level, room) for who in level.crew},
        bodies={who: body.rested(member, level.prebreathe) for who, member in level.crew.items()},
        sensors=Sensors(),
        space=Gas(),
        absorbed=Gas(),
        published=published,
    )


def _hung(level: Level, room: Cabin) -> Suit:
    """A suit at mission start: worn, visor open, full of cabin gas, flow off."""
    amount = room.pressure * level.suit.volume / (R_GAS * 298.0)
    return Suit(
        gas=Gas(o2=amount * level.cabin.o2, n2=amount * (1.0 - level.cabin.o2)),
        temperature=298.0,
        pressure=room.pressure,
        flow_setting="off",
        emergency_amount=level.suit.emergency_mass / MOLAR_MASS_O2,
    )
