"""Effects: each does what its row says, shows where it says, and is undone by what it names."""

from __future__ import annotations

import math
from typing import Any

import pytest

from game.vocabulary import effects as catalogue
from game.vocabulary.effects import Effect
from game.world import effects
from tests.world.conftest import Flight, fly_bare, totals

EVERY = pytest.mark.parametrize("row", catalogue.CATALOGUE, ids=lambda row: row.word)


def with_fault(effect: str, **changes: Any) -> Flight:
    """A flight on which ``effect`` happens at 10 s."""
    return fly_bare(faults={"trouble": {"at": "10 s", "effect": effect, "text": "x"}}, **changes)


def in_vacuum(effect: str) -> Flight:
    """The same, with everybody in a pressurised suit and the cabin vented; it has happened."""
    flight = with_fault(effect)
    flight.close_suits()
    flight.do("vent full")
    flight.run(600)
    return flight


def suit(flight: Flight, who: str = "ev1") -> Any:
    return flight.world.state.suits[who]


def test_every_effect_has_a_mechanism_and_no_mechanism_is_left_over() -> None:
    assert set(effects.MECHANISMS) == set(catalogue.BY_WORD)


@EVERY
def test_it_sets_the_handle_that_its_row_names_and_stands_with_its_event(row: Effect) -> None:
    flight = with_fault(row.example)
    part, handle = row.sets.split(".")
    if row.word == "vent-stuck":
        flight.do("vent open")
    if row.word == "repress-stuck":
        flight.do("repress n2")
    flight.run(9)

    def value() -> object:
        thing = getattr(flight.world.state, part)
        thing = (
            thing["ev2" if "ev2" in row.example else "ev1"] if isinstance(thing, dict) else thing
        )
        held = getattr(thing, handle)
        return dict(held) if isinstance(held, dict) else held

    before = value()
    flight.run(4)
    (event,) = [one for one in flight.log.events if one.kind == f"fault.{row.word}"]
    if row.word != "unlock":  # a lock that nobody closed is not locked either
        assert value() != before
    _, *given = row.example.split()
    for pattern in catalogue.shown_on(row, given):
        for channel in [name for name in flight.world.channels if catalogue.moves(pattern, name)]:
            assert flight.world.failures_on(channel) == (event.number,), channel
            acting = effects.acting_on(flight.world, channel)
            assert acting == (() if row.misleads else (event.number,))


@pytest.mark.parametrize(
    ("effect", "fix", "channel"),
    [
        ("unlock ev1", "seal ev1", "ev1.suit.flow"),
        ("kink ev1 40 %", "untangle ev1", "ev1.suit.flow"),
        ("droop o2.a 40 %", "tank b", "ev1.suit.flow"),
        ("tank-leak o2.b 2 kg/h", "tank a", "o2.b.mass"),
        ("relief-leak 5 mm2", "relief high", "cabin.pressure"),
        ("vent-stuck 50 %", "vent closed", "cabin.pressure_rate"),
        ("dirty-seal", "clean", "cabin.pressure"),
        ("bulge-seal", "reseat", "hatch.latches"),
        ("jam-hatch", "gear", "hatch.position"),
        ("fire", "extinguish plt", "cabin.smoke"),
    ],
)
def test_what_undoes_it_undoes_it(effect: str, fix: str, channel: str) -> None:
    flight = with_fault(effect)
    if effect.startswith("vent"):
        flight.do("vent open")
    flight.run(12)
    assert flight.world.failures_on(channel)
    if effect == "bulge-seal":
        flight.do("unlatch")
        flight.world.state.hatch.latched = [False] * len(flight.world.state.hatch.latched)
    assert flight.do(fix) == [None]
    flight.run(2)
    assert flight.world.failures_on(channel) == ()


@pytest.mark.parametrize(
    "effect",
    ["kink ev1 40 %", "creep ev1 50 %", "droop o2.a 20 %", "tank-leak o2.a 30 kg/h",
     "tank-leak n2 90 kg/h", "vent-stuck 30 %", "repress-stuck 5 %", "fire", "relief-leak 200 mm2"],
)  # fmt: skip
def test_no_gas_is_made_or_lost(effect: str) -> None:
    flight = with_fault(effect)
    before = totals(flight.world)
    flight.close_suits()
    flight.do("repress n2", "vent open")
    flight.run(1800)
    after = totals(flight.world)
    for name, amount in before.items():
        assert after[name] == pytest.approx(amount, rel=1e-9, abs=1e-9), name


def test_a_kinked_umbilical_starves_its_suit_alone() -> None:
    flight = in_vacuum("kink ev1 40 %")
    assert suit(flight).flow == pytest.approx(0.4 * suit(flight, "ev2").flow, rel=0.02)
    assert flight.true("ev1.suit.co2") > flight.true("ev2.suit.co2") * 1.5
    flight.do("untangle ev1")
    flight.run(10)
    assert suit(flight).flow == pytest.approx(suit(flight, "ev2").flow, rel=0.02)
    (event,) = [one for one in flight.log.events if one.kind == "suit.umbilical"]
    assert event.text == "ev1 umbilical runs free"


def test_a_creeping_regulator_raises_flow_and_pressure() -> None:
    flight = in_vacuum("creep ev1 50 %")
    more = suit(flight).flow - suit(flight, "ev2").flow
    assert more * 3600.0 == pytest.approx(4.0, rel=0.02), "half of the 8 kg/h of its regulator"
    assert suit(flight).pressure > suit(flight, "ev2").pressure + 200.0


def test_a_drooping_regulator_lowers_all_flows_together_until_the_other_tank_feeds() -> None:
    flight = in_vacuum("droop o2.a 40 %")
    full = flight.world.level.suit.flow.normal
    for who in flight.world.crew:
        assert suit(flight, who).flow == pytest.approx(0.7 * full, rel=0.02)
    flight.do("tank a")
    flight.run(10)
    assert suit(flight).flow == pytest.approx(0.4 * full, rel=0.02)
    flight.do("tank b")
    flight.run(10)
    assert suit(flight).flow == pytest.approx(full, rel=0.02)


def test_a_leaking_tank_falls_faster_than_the_flows_say_until_it_is_closed_off() -> None:
    flight = with_fault("tank-leak o2.a 6 kg/h")
    flight.run(20)
    before = flight.true("o2.a.mass"), flight.true("o2.b.mass")
    flight.run(600)
    assert before[0] - flight.true("o2.a.mass") == pytest.approx(1.0, rel=0.02)
    assert flight.true("o2.flow") == 0.0 and flight.true("o2.b.mass") == before[1]
    flight.do("tank b")
    left = flight.true("o2.a.mass")
    flight.run(600)
    assert flight.true("o2.a.mass") == left


def test_a_tank_leaks_no_more_than_it_holds() -> None:
    flight = with_fault("tank-leak n2 1 kg/s")
    flight.run(600)
    assert 0.0 <= flight.true("n2.mass") < 0.5
    (empty,) = [one for one in flight.log.events if one.kind == "tank.n2"]
    assert flight.log.events[empty.causes[0]].kind == "fault.tank-leak"


def test_a_vent_that_sticks_half_way_takes_twice_as_long_until_it_is_cycled() -> None:
    def vented(effect: str, *acts: str) -> float:
        flight = with_fault(effect, cabin={"wall_conductance": 1e8, "scrubber": "0 kg/s"})
        flight.do("visor ev1 closed")
        flight.run(20)
        flight.do(*acts, "vent open")
        return flight.run_until("cabin.pressure", 20_000.0)

    free = vented("jam-hatch")
    assert vented("vent-stuck 50 %") == pytest.approx(2.0 * free, rel=0.02)
    assert vented("vent-stuck 50 %", "vent open", "vent closed") == pytest.approx(free, rel=0.02)


def test_a_relief_valve_that_does_not_seat_leaks_until_it_is_set_again() -> None:
    flight = with_fault("relief-leak 20 mm2", cabin={"scrubber": "0 kg/s"})
    gas = flight.world.state.cabin.gas
    before = gas.amount
    flight.run(310)
    assert gas.amount < 0.95 * before
    flight.do("relief low")
    lost = flight.world.state.space.amount
    flight.run(300)
    assert flight.world.state.space.amount == lost


def test_a_transducer_drifts_by_its_share_each_minute() -> None:
    flight = with_fault("drift o2.a.mass -2 %")
    flight.run(11)
    for minutes in (1.0, 2.0, 5.0):
        flight.run(10.0 + 60.0 * minutes - flight.world.time)
        said = flight.world.reading("o2.a.mass") / flight.true("o2.a.mass")
        assert said == pytest.approx(1.0 - 0.02 * minutes, abs=0.004)
    assert flight.true("o2.a.mass") == pytest.approx(19.0)


def test_a_noisy_transducer_is_as_noisy_as_it_says() -> None:
    flight = with_fault("noise cabin.pressure 5 %")
    flight.run(12)
    off = []
    for _ in range(400):
        flight.run(1.0)
        off.append(flight.world.reading("cabin.pressure") / flight.true("cabin.pressure") - 1.0)
    mean = sum(off) / len(off)
    sigma = math.sqrt(sum((one - mean) ** 2 for one in off) / len(off))
    assert sigma == pytest.approx(0.05, rel=0.15) and abs(mean) < 0.01


@pytest.mark.parametrize("word", ["stuck", "dead"])
def test_a_failed_transducer_keeps_the_event_that_did_it(word: str) -> None:
    flight = with_fault(f"{word} ev1.suit.co2")
    flight.run(12)
    (event,) = [one for one in flight.log.events if one.kind == f"fault.{word}"]
    failed = flight.world.state.sensors.failed["ev1.suit.co2"]
    assert failed.cause == event.number and event.subject == "ev1"
    assert (failed.value is None) is (word == "dead")


def test_a_transducer_that_lies_is_no_cause_of_what_is_so() -> None:
    flight = with_fault("stuck ev1.suit.humidity")
    flight.close_suits("low")
    flight.world.set_effort("ev1", 500.0)
    flight.run(2400)
    fogged = [one for one in flight.log.events if one.kind == "suit.fog"]
    fog = next(one for one in fogged if one.subject == "ev1")
    assert all("fault" not in flight.log.events[cause].kind for cause in fog.causes)


def test_a_leak_check_that_fails_names_what_leaks_before_who_judged() -> None:
    flight = with_fault("unlock ev2")
    for who in flight.world.crew:
        flight.do(f"don {who}", f"seal {who}", f"flow {who} normal", f"visor {who} closed")
    flight.run(15)
    flight.do("suit ev2 press")
    flight.run(60)
    flight.do("isolate ev2")
    flight.run(60)
    flight.do("judge ev2")
    check = flight.log.events[-1]
    assert check.kind == "suit.leak_check" and "failed" in check.text
    assert flight.log.events[check.causes[0]].kind == "fault.unlock"


def test_a_stuck_repress_valve_leaves_its_oxygen_side_working() -> None:
    def filled(effect: str, order: str) -> float:
        flight = with_fault(effect, cabin={"pressure": "0 psi", "relief_low": "20 psi"})
        flight.close_suits()
        flight.run(12)
        flight.do(order)
        flight.run(120)
        return flight.true("cabin.pressure")

    sound, stuck = filled("jam-hatch", "repress n2"), filled("repress-stuck 0 %", "repress n2")
    assert stuck < 0.5 * sound
    assert filled("repress-stuck 0 %", "repress air") > 1.5 * stuck
