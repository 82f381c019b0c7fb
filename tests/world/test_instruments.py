"""Instruments: a new one changes no other's noise, and nothing is read twice or not at all."""

from __future__ import annotations

from game.vocabulary.channels import expand
from game.world import instruments
from game.world.transducers import Instrument, Transducers
from tests.world.conftest import ROLES, fly_bare

SEED = 7


def readings(of: dict[str, Instrument], ticks: int = 50) -> dict[str, list[float]]:
    """What each instrument says of a true value of 100, tick by tick."""
    transducers = Transducers(of, SEED, 1.0)
    true = [100.0] * len(of)
    memory = transducers.settled(true)
    frames = [transducers.read(true, memory, tick) for tick in range(ticks)]
    return {name: [frame[slot] for frame in frames] for slot, name in enumerate(of)}


def test_a_new_instrument_changes_no_others_noise() -> None:
    before = instruments.numbers_of(ROLES)
    ship = {"cabin.light": Instrument("cabin.light", 60, noise=1.0)}
    crew = {f"{who}.suit.static": Instrument("suit.static", 60, noise=1.0) for who in ROLES}
    first, last = ship | crew | before, before | crew | ship
    old = readings(before)
    for changed in (first, last):
        new = readings(changed)
        assert {name: new[name] for name in before} == old
        assert len(set(new["cabin.light"])) > 40
        assert new["ev1.suit.static"] != new["ev2.suit.static"]


def test_no_two_instruments_share_their_noise() -> None:
    said = readings({
        name: Instrument(one.name, one.number, noise=1.0)
        for name, one in instruments.numbers_of(ROLES).items() if one.noise > 0.0
    })  # fmt: skip
    moved = {tuple(round(value - values[0], 6) for value in values) for values in said.values()}
    assert len(moved) == len(said) > 50


def test_every_channel_of_the_ship_and_its_crew_has_one_instrument_or_is_published() -> None:
    read = [*instruments.numbers_of(ROLES), *instruments.words_of(ROLES)]
    assert len(set(read)) == len(read)
    published = {name for name in expand(ROLES, ()) if instruments.instrument_of(name) is None}
    assert published == {"mission.poll", "mission.difficulty", *(f"{who}.pace" for who in ROLES)}
    for name in read:
        one = instruments.instrument_of(name)
        assert one is not None and name.endswith(one.name)


def test_numbers_are_read_as_numbers_and_words_as_words_of_their_channel() -> None:
    world = fly_bare().world
    truth = dict(zip(world.layout.index, world.truth(), strict=True))
    for name in [*instruments.numbers_of(ROLES), *instruments.words_of(ROLES)]:
        channel, value = world.channels[name], truth[name]
        if channel.dimension:
            assert isinstance(value, float), name
        else:
            assert value in channel.words, name


def test_a_slow_instrument_that_a_record_does_not_know_starts_settled() -> None:
    flight = fly_bare()
    flight.run(20)
    known = dict(flight.world.state.sensors.lagging)
    del flight.world.state.sensors.lagging["cabin.co2"]
    flight.world.restore(flight.world.state, flight.world.time)
    lagging = flight.world.state.sensors.lagging
    assert lagging["cabin.co2"] == flight.true("cabin.co2")
    assert {name: lagging[name] for name in known if name != "cabin.co2"} == {
        name: value for name, value in known.items() if name != "cabin.co2"
    }
