"""What checks take for a level's start is how the mission really begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.level import loading, ranges
from game.level.schema import Difficulty
from game.mission import Mission
from game.vocabulary.channels import expand
from tests.level import plain

NOISE = 0.02
"""Largest part by which a transducer may be off."""


@pytest.mark.parametrize("difficulty", ["cadet", "specialist", "director"])
@pytest.mark.parametrize("path", loading.builtin(), ids=lambda path: path.stem)
def test_every_channel_begins_as_checks_believe(path: Path, difficulty: Difficulty) -> None:
    level = loading.load(path)
    seen = Mission(level, difficulty=difficulty).telemetry
    start = ranges.AtStart(level, ranges.Possible(level)).known()
    assert len(start) > 30
    channels = expand(level.crew, level.checklists)
    for name, known in start.items():
        value = seen[name]
        if isinstance(value, str):
            assert known.words == {value}, name
        else:
            spread = NOISE * known.most + 150.0 * (channels[name].dimension == "pressure")
            assert known.least - spread <= value <= known.most + spread, name


@pytest.mark.parametrize("path", loading.builtin(), ids=lambda path: path.stem)
def test_no_channel_of_a_flight_leaves_what_checks_hold_possible(path: Path) -> None:
    from game.autopilot import Autopilot

    level = loading.load(path)
    mission = Mission(level)
    pilot = Autopilot(mission)
    possible = ranges.Possible(level)
    channels = level.channels
    for tick in range(2000):
        for order in pilot.orders():
            mission.order(order)
        mission.step()
        if tick % 200:
            continue
        for name, value in mission.telemetry.items():
            known = possible(name)
            if value != value:  # dead: a transducer that a level lets fail, or water drowns
                assert level.faults or level.failures, name
                continue
            if channels[name].words:
                assert not known.words or value in known.words, name
            else:
                assert known.least - 200.0 <= float(value) <= known.most * 1.02 + 200.0, name


CASES = [
    ("ev1.saturation < 88", False, True),
    ("ev1.saturation < 88 %", False, False),
    ("ev1.saturation > 88", True, False),
    ("cabin.pressure < 1 psi and cabin.pressure > 2 psi", True, False),
    ("cabin.pressure < 2 psi or cabin.pressure >= 2 psi", False, True),
    ("cabin.pressure < 2 psi or cabin.pressure > 2 psi", False, False),
    ("not hatch.latches > 6", False, True),
    ("hatch.latches == 8", True, False),
    ("hatch.position == open and hatch.position == closed", True, False),
    ("hatch.position == open or hatch.position != open", False, True),
    ("hatch.seal == bulged", True, False),
    ("all.suit.visor == closed and ev1.suit.visor == open", True, False),
    ("mission.met > 5 h", True, False),
    ("o2.a.mass > 18 kg and o2.a.mass >= 18 kg", True, False),
    ("o2.a.mass >= 14 kg", False, False),
    ("orbit.latitude > 91 deg", True, False),
    ("(cabin.o2 < 1 kPa or cabin.o2 > 2 kPa) and cabin.o2 == 1.5 kPa", True, False),
]


@pytest.mark.parametrize(("text", "never", "always"), CASES)
def test_conditions_that_never_or_always_hold_are_found(
    text: str, never: bool, always: bool
) -> None:
    level = plain.level()
    channels, possible = expand(level.crew, level.checklists), ranges.Possible(level)
    assert ranges.never(text, channels, possible) is never
    assert ranges.always(text, channels, possible) is always
