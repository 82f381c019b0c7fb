"""Conditions in plain words, in the units that the gauges show."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.level import loading
from game.mission import Mission
from game.ops import words
from game.vocabulary.channels import expand

from .flying import refused

CHANNELS = expand(("ev1", "ev2"), ("vent",))
ROLES = {"ev1": "EV1", "ev2": "EV2"}
TITLES = {"vent": "Vent"}


@pytest.mark.parametrize(
    "written, said",
    [
        ("cabin.pressure < 5 psi", "cabin under 34.5 kPa"),
        ("cabin.pressure < 0.15 psi", "cabin under 1.0 kPa"),
        ("cabin.o2 > 18 kPa", "cabin O2 over 18 kPa"),
        ("cabin.o2_fraction <= 0.33", "cabin O2 % at most 33.0 %"),
        ("ev1.suit.delta > 4.5 psi", "EV1 suit ΔP over 31.0 kPa"),
        ("all.suit.delta > 4.5 psi", "every suit ΔP over 31.0 kPa"),
        ("mission.met > 40 s", "MET over 40 s"),
        ("checklist.vent == done and ev2.place == seat", "Vent done and EV2 place seat"),
        ("cabin.pressure > fishes", "cabin over fishes"),
        ("flag.seen == on and flag.caught != on", "seen and not caught"),
        ("flag.caught == off", "not caught"),
    ],
)
def test_a_condition_is_said_in_the_units_of_the_gauges(written: str, said: str) -> None:
    assert words.condition(written, CHANNELS, ROLES, TITLES) == said


@pytest.mark.parametrize("path", loading.builtin(), ids=lambda path: path.stem)
def test_no_step_and_no_alarm_of_a_built_in_level_speaks_of_another_unit(path: Path) -> None:
    level = loading.load(path)
    said = [rule.text for rule in level.rules.values()]
    for checklist in level.checklists.values():
        for step in checklist.steps:
            said += [step.text, step.say or "", step.note or "", step.call or ""]
    assert [text for text in said if "psi" in text] == []


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(3, "10 s"), (84, "80 s"), (95, "2 min"), (7100, "118 min"), (14340, "4 h")],
)
def test_a_guessed_time_is_no_more_exact_than_it_is_known(seconds: float, said: str) -> None:
    assert words.about(seconds) == said


def test_a_word_of_its_title_leads_to_the_name_of_a_checklist() -> None:
    mission = Mission(loading.load_named("balloon"), seed=1)
    assert refused(mission, "run roll") == (
        "no checklist is called 'roll'; did you mean spare (Spare roll, the night side)?"
    )
