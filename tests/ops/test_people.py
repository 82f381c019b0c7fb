"""What people say they feel, unasked, and how often they slip."""

from __future__ import annotations

from itertools import combinations

import pytest

from game.level.schema import Temper
from game.mission import Mission
from game.ops.context import OpsContext
from game.ops.crew.slips import Slips
from game.ops.crew.symptoms import QUIET_STRESS, SYMPTOMS, Symptoms
from game.ops.crew.workload import Workload
from game.ops.state import OpsState
from game.world.world import World
from tests.ops.flying import CREW, accepted, fly, level, steps

TEMPERS: tuple[Temper, ...] = ("calm", "wry", "quick", "earnest")


def _context(difficulty: str = "specialist", **about: object) -> OpsContext:
    """Three people, the first of whom is as ``about`` says."""
    made = level(crew={**CREW, "ev1": {**CREW["ev1"], **about}})
    return OpsContext(made, 1, difficulty, World(made, 1, difficulty), OpsState())


def _chance(
    task: str, difficulty: str = "specialist", pressed: bool = False, **about: object
) -> float:
    context = _context(difficulty, **about)
    if pressed:
        context.world.state.suits["ev1"].pressure += 25_000.0
    step = context.level.checklists["wait"].steps[0].changed(task=task)
    return Slips(context, Workload(context)).probability(step, "ev1")


def test_somebody_rested_and_trained_slips_at_the_rate_of_heart() -> None:
    # Williams 1986: F 0.003, D 0.09, with no condition that makes it worse.
    assert _chance("F", training=1.0) == pytest.approx(0.003)
    assert _chance("D", training=1.0) == pytest.approx(0.09)


def test_inexperience_of_a_fifth_has_the_published_share() -> None:
    # T25's third condition: (3 - 1) * 0.2 + 1 = 1.4.
    assert _chance("F", training=0.8) == pytest.approx(0.003 * 1.4)
    assert _chance("F", training=0.8, experience=5) == pytest.approx(0.003 * 1.32)


def test_a_suit_under_pressure_makes_easy_work_a_task_of_class_e() -> None:
    # A stiff suit slows, and brings no stress by itself: only the class of the task changes.
    assert _chance("G", training=1.0, pressed=True) == pytest.approx(0.02)
    assert _chance("D", training=1.0, pressed=True) == pytest.approx(0.09)


def test_tired_people_and_directors_see_more_slips() -> None:
    assert _chance("F", training=1.0, fatigue=1.0) == pytest.approx(0.009)
    assert _chance("F", "director", training=1.0) == pytest.approx(0.006)
    assert _chance("F", "cadet", training=1.0) == pytest.approx(0.0009)


def test_haste_doubles_slips_and_is_harder_work() -> None:
    context = _context(training=1.0)
    step = context.level.checklists["wait"].steps[0].changed(task="F")
    found, work = [], Workload(context)
    for pace in ("slow", "normal", "fast"):
        context.state.pace = {"ev1": pace}
        found.append(Slips(context, work).probability(step, "ev1"))
    assert found[0] < found[1] and found[2] == pytest.approx(2.0 * found[1], rel=0.01)
    mission = Mission(level(procedures={"wait": steps({"takes": "10 min", "effort": "300 W"})}))
    accepted(mission, "run wait")
    fly(mission, 120)
    calm = float(mission.telemetry["ev1.heart_rate"])
    accepted(mission, "pace ev1 fast")
    fly(mission, 120)
    assert float(mission.telemetry["ev1.heart_rate"]) > calm + 10 / 60


def test_no_two_tempers_say_the_same() -> None:
    for symptom in SYMPTOMS.values():
        assert set(symptom.words) == set(TEMPERS)
        for one, other in combinations(TEMPERS, 2):
            assert not set(symptom.words[one]) & set(symptom.words[other])


def test_a_symptom_is_said_once_in_words_of_the_temper() -> None:
    mission = Mission(level(crew={**CREW, "ev1": {**CREW["ev1"], "temper": "wry"}}))
    fly(mission, 4)
    mission._world.state.bodies["ev1"].bends = True
    said = [event.text for event in fly(mission, 30) if event.subject == "EV1"]
    assert len(said) == 1
    assert said[0].rstrip(".") in SYMPTOMS["knee"].words["wry"]


def test_in_great_stress_people_say_the_least() -> None:
    context = _context()
    symptoms = Symptoms(context)
    assert symptoms.words("warm", "ev1") in SYMPTOMS["warm"].words["calm"]
    context.world.state.bodies["ev1"].stress = QUIET_STRESS
    assert symptoms.words("warm", "ev1") == "Hot"
