"""The world: all things with state, stepped together, and the instruments that read them.

Not everything needs every tick. Suits and cabin are stepped once a second, breath every two,
comfort every ten, each crew member on their own tick, so that the work is spread evenly.
Gas moves between accounts at once, so mass is conserved in every tick all the same.
"""

from __future__ import annotations

from dataclasses import replace

from game.level.schema import Level
from game.physics.chance import draw
from game.physics.constants import MOLAR_MASS_N2, MOLAR_MASS_O2, R_GAS
from game.vocabulary import events
from game.vocabulary.conditions import NOT_HELD, held
from game.vocabulary.events import EventLog
from game.vocabulary.orders import Order
from game.vocabulary.units import TICK_S
from game.world import actions, body, cabin, effects, fire, hatch, observations, suit, supply
from game.world.cabin import Cabin
from game.world.capability import Capability, capability
from game.world.faults import Faults
from game.world.faults import drawn as drawn_faults
from game.world.instruments import layout_of, numbers_of, true_numbers, true_words
from game.world.layout import Frame
from game.world.sky import NO_LINK
from game.world.state import NOISE, Ship, WorldState, first_published
from game.world.suit import Suit
from game.world.transducers import (
    Failed,
    Transducers,
    apply_failures,
    compare_pairs,
    pressure_rate,
)

GAS_S = 1.0
"""Step of suits, cabin and instruments."""
CYCLE = 60
"""Ticks after which everybody's turns repeat."""
SOAKING = body.COMFORT_S / 600.0
"""Share by which a suit's outside comes to its surroundings in a comfort step: the facts give a
time constant of 5 to 15 min."""
LOOSENING = 10_000.0
"""Cabin pressure below which a lock that is not home works open, Pa [R]."""
INLET_GAS = 290.0
"""Temperature of repress gas, K [R]."""


class World(Ship):
    """A ship that lives: stepped through time, acted on, and read by its instruments.

    It knows nothing of checklists or players.
    """

    def __init__(self, level: Level, seed: int, difficulty: str) -> None:
        crew = tuple(level.crew)
        layout = layout_of(crew, tuple(level.checklists), level.marks, level.lasting)
        super().__init__(level, seed, difficulty, layout, drawn_faults(level, seed))
        louder = NOISE[difficulty]
        bank = {
            name: replace(one, noise=one.noise * louder) for name, one in numbers_of(crew).items()
        }
        self._transducers = Transducers(bank, seed, GAS_S, self.paired)
        flows, plan = level.suit.flow, level.suit
        widest = max(flows.low, flows.normal, flows.high, flows.purge)
        self._most_oxygen = (widest + 2.0 * plan.demand) * GAS_S / MOLAR_MASS_O2
        self._bends_draw = {who: draw(seed, f"bends.{who}") for who in crew}
        self._turns = _turns(crew)
        self._faults = Faults(self)
        self._pressure_slots = self.index["cabin.pressure"], self.index["cabin.pressure_rate"]
        self.last_heard: Frame = []
        """At loss of signal, what was sensed just before."""
        numbers = true_numbers(self)
        self.state.sensors.lagging = self._transducers.settled(numbers)
        self._look_up()
        self._read_instruments(numbers, true_words(self), 0)
        self.sensed += held(self.layout.lasting, self.sensed, self.state.lasting, 0, TICK_S)

    def restore(self, state: WorldState, time: float) -> None:
        """Resume from a recorded state, taken at ``time`` seconds."""
        self.state, self.sensed, self.time = state, state.sensed, time
        if len(state.published) != len(self.layout.published):
            # written before some of these channels were; the people's side says all of it again
            state.published = first_published(self.layout)
            state.sensed[self.layout.published_from :] = [
                *state.published,
                *[NOT_HELD] * len(self.layout.lasting),
            ]
        self.note_pairs()
        lagging = state.sensors.lagging
        state.sensors.lagging = self._transducers.settled(true_numbers(self)) | lagging

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
        return capability(self, who)

    def failures_on(self, channel: str) -> tuple[int, ...]:
        """The events of the failures that stand and show on ``channel``, the newest first."""
        return effects.standing_on(self, channel)

    def put_right(self) -> tuple[int, ...]:
        """The events of the failures that somebody on board has put right."""
        return effects.put_right(self)

    def publish(self, name: str, value: float | str) -> None:
        """Set a channel that the people's side owns."""
        slot = self.index[name]
        self.state.published[slot - self.layout.published_from] = value
        self.sensed[slot] = value

    def truth(self) -> Frame:
        """The true frame, as of now."""
        frame: Frame = [*true_numbers(self), *true_words(self)]
        since, tick = self.state.lasting_in_truth, int(self.time / TICK_S + 0.5)
        for key in self.layout.lasting:
            frame.append((tick - since[key]) * TICK_S if key in since else NOT_HELD)
        return frame

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
            state, level = self.state, self.level
            if state.cabin.repress != "off":
                self._repress(state.cabin)
            if state.cabin.vent == "closed" and state.hatch.position == "closed":
                self._make_up(state.cabin)
            if state.cabin.fire > 0.0 or state.cabin.soot > 0.0:
                fire.step(state.cabin, level.cabin, state.absorbed, GAS_S)
            cabin.step(
                state.cabin, level.cabin, hatch.open_area(state.hatch, level.hatch),
                state.space, state.absorbed, GAS_S,
            )  # fmt: skip
            if state.supply.leaks:
                supply.leak(state.supply, level.supply, state.space, GAS_S)
            supply.settle(state.supply, GAS_S)
            observations.observe_ship(self, log)
            self._look_up(log)
            numbers, words = true_numbers(self), true_words(self)
            self._read_instruments(numbers, words, tick)
            lasting, busy = self.layout.lasting, self._faults.busy(self)
            if lasting or busy:
                truth = [*numbers, *words]
                if lasting:
                    self.sensed += held(lasting, self.sensed, state.lasting, tick, TICK_S)
                    truth += held(lasting, truth, state.lasting_in_truth, tick, TICK_S)
                if busy:
                    self._faults.step(self, truth, log)

    def _step_suits(self, crew: tuple[str, ...]) -> None:
        state, plan = self.state, self.level.suit
        tanks, room, absorbed = state.supply, state.cabin, state.absorbed
        feed = supply.o2_availability(tanks, self.level.supply)
        plenty = supply.o2_in_feed(tanks) > self._most_oxygen * (len(crew) + 1)
        for who in crew:
            worn, one = state.suits[who], state.bodies[who]
            body.exchange(one, worn.gas, absorbed, GAS_S)
            available = feed if plenty else self._oxygen_for(worn, feed)
            available *= worn.umbilical
            if one.place == "outside":
                taken, _ = suit.step(worn, plan, state.space, 0.0, available, GAS_S)
                supply.draw_o2(tanks, taken)
                continue
            taken, came = suit.step(worn, plan, room.gas, room.pressure, available, GAS_S)
            supply.draw_o2(tanks, taken)
            state.received += came
            if came > 0.0:
                cabin.admit(room, came, worn.temperature)
            elif came < 0.0:
                cabin.take(room, -came, room.gas.amount)

    def _oxygen_for(self, worn: Suit, feed: float) -> float:
        """Share of its set flow that a suit can have: never more than the tanks hold."""
        plan = self.level.suit
        there = supply.o2_in_feed(self.state.supply)
        if there > self._most_oxygen:
            return feed
        most = (suit.set_flow(worn, plan) + plan.demand) * GAS_S / MOLAR_MASS_O2
        return feed if there >= most else feed * there / most

    def _step_breath(self, who: str, log: EventLog) -> None:
        state, plan = self.state, self.level.suit
        worn, one = state.suits[who], state.bodies[who]
        alive = one.alive
        per_mol = R_GAS * worn.temperature / plan.volume
        around = 0.0 if one.place == "outside" else state.cabin.pressure
        stiff = suit.stiffness(worn, plan, around) if one.effort > body.REST else 1.0
        if state.cabin.soot > 0.0 or one.smoked > 0.0:
            bare = worn.visor == "open" and one.place != "outside"
            fire.breathe(one, state.cabin, self.level.cabin, bare)
        body.breathe(one, worn.gas, per_mol, state.absorbed, stiff)
        observations.observe_person(self, who, log)
        if alive and not one.alive:
            observations.report_death(self, who, log)

    def _step_comfort(self, who: str, log: EventLog) -> None:
        state = self.state
        worn, one = state.suits[who], state.bodies[who]
        per_mol = R_GAS * worn.temperature / self.level.suit.volume
        ambient = self.pressure_around(who)
        worn.outside += (self._surroundings(one.place) - worn.outside) * SOAKING
        around = worn.outside
        vapour = worn.gas.h2o * per_mol
        worn.warmth = body.warm(
            one,
            self.level.crew[who],
            worn.flow,
            vapour,
            worn.visor == "open",
            around,
            ambient > observations.VACUUM,
        )
        glass = worn.temperature - body.GLASS_FLOOR
        glass -= (worn.temperature - around) * body.GLASS_SHARE
        worn.visor_temperature += (glass - worn.visor_temperature) * 0.1
        worn.fog = body.fog_up(worn.fog, vapour, worn.visor_temperature)
        if worn.water_flow > 0.0 and worn.visor == "closed":
            worn.water += worn.water_flow * body.COMFORT_S
            if worn.water >= suit.WET:
                state.sensors.failed[f"{who}.suit.co2"] = Failed(None, worn.water_cause)
        one.flooded = worn.water >= suit.FLOODED
        one.drowning = worn.water >= suit.DROWNED
        observations.observe_slowly(self, who, log)
        if state.cabin.fire > 0.0 and one.place != "outside":
            fire.scorch(worn, state.cabin, body.COMFORT_S)
        if not worn.locked and worn.mode != "vent" and ambient < LOOSENING:
            worn.loose += self.level.suit.loosening * body.COMFORT_S / 60.0

    def _step_tissue(self, who: str) -> None:
        worn, one = self.state.suits[who], self.state.bodies[who]
        per_mol = R_GAS * worn.temperature / self.level.suit.volume
        planned = suit.set_pressure("low" if worn.mode == "low" else "press", self.level.suit)
        body.wash_out(one, self.level.crew[who], worn.gas, per_mol, worn.pressure, planned)
        if one.ached:
            body.ache(one, worn.pressure)
        if body.bends_due(one, self._bends_draw[who]):
            one.bends = True

    def _surroundings(self, place: str) -> float:
        if place == "outside":
            return 300.0 if self.state.sunlit else 255.0
        walls, room = self.level.cabin.temperature, self.state.cabin
        return max(walls, room.temperature) if room.fire > 0.0 else walls

    def _repress(self, room: Cabin) -> None:
        tanks, plan = self.state.supply, self.level.supply
        setting = room.repress
        urgent = setting == "emergency"
        if setting in ("n2", "air", "emergency"):
            rate = plan.emergency_n2 if urgent else plan.repress_n2
            share = supply.availability(tanks.n2, plan.n2.volume, plan.regulator)
            share *= room.n2_passes
            came = supply.draw_n2(tanks, rate * share * GAS_S / MOLAR_MASS_N2)
            room.gas.n2 += came
            self._admit(came)
        if setting in ("o2", "air", "emergency"):
            rate = plan.emergency_o2 if urgent else plan.repress_o2
            share = supply.o2_availability(tanks, plan)
            came = supply.draw_o2(tanks, rate * share * GAS_S / MOLAR_MASS_O2)
            room.gas.o2 += came
            self._admit(came)

    def _make_up(self, room: Cabin) -> None:
        """Let the cabin's regulator keep up its oxygen."""
        rate = cabin.makeup(room, self.level.cabin)
        if rate > 0.0:
            rate *= supply.o2_availability(self.state.supply, self.level.supply)
            came = supply.draw_o2(self.state.supply, rate * GAS_S / MOLAR_MASS_O2)
            room.gas.o2 += came
            self._admit(came)

    def _admit(self, amount: float) -> None:
        self.state.received += amount
        cabin.admit(self.state.cabin, amount, INLET_GAS)

    def _look_up(self, log: EventLog | None = None) -> None:
        state = self.state
        contact, light = self.sky.passages(self.time)
        signal, sunlit = contact[2] != NO_LINK, light[2] == "day"
        if signal is state.signal and sunlit is state.sunlit:
            return
        if log is not None and signal != state.signal:
            span = self.sky.signal_time(self.time)
            if signal:
                log.add(events.SIGNAL_ACQUIRED, "orbit", (), {"link": contact[2], "time": span})
            else:
                self.last_heard = self.sensed[:]
                log.add(events.SIGNAL_LOST, "orbit", (), {"time": span})
        if log is not None and sunlit != state.sunlit:
            log.add(events.SUNRISE if sunlit else events.SUNSET, "orbit")
        state.signal, state.sunlit = signal, sunlit

    def _read_instruments(self, numbers: list[float], words: Frame, tick: int) -> None:
        """Renew what is sensed of the truth, ``numbers`` and ``words``."""
        memory = self.state.sensors
        self.sensed[:] = self._transducers.read(numbers, memory.lagging, tick)
        self.sensed += words
        if memory.failed or memory.drifting or memory.noisy or memory.selected or memory.apart:
            self._read_wrong(numbers, tick)
        if "cabin.pressure_rate" not in memory.failed:
            at, rate_at = self._pressure_slots
            pressure = self.sensed[at]
            assert isinstance(pressure, float)
            self.sensed[rate_at] = pressure_rate(memory, pressure, GAS_S)

    def _read_wrong(self, numbers: list[float], tick: int) -> None:
        """What transducers that failed, or that are second ones, make of a reading."""
        memory, frame, index = self.state.sensors, self.sensed, self.index
        apart = memory.apart
        apply_failures(frame, memory, index, self.seed, self.time)
        compare_pairs(
            frame, numbers, self._transducers, memory, index, self.seed, tick, self.time
        )  # fmt: skip
        if memory.apart != apart:
            self.note_pairs()
            slot = self.layout.published_from - len(self.pair_words)
            frame[slot : self.layout.published_from] = self.pair_words


Turn = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _turns(crew: tuple[str, ...]) -> list[Turn]:
    """For each tick of a cycle, whose suit, breath, comfort and tissues are stepped."""

    def due(tick: int, every: int, apart: int) -> tuple[str, ...]:
        return tuple(who for at, who in enumerate(crew) if (tick + apart * at) % every == 0)

    return [(due(t, 2, 1), due(t, 4, 1), due(t, 20, 3), due(t, 60, 3)) for t in range(CYCLE)]
