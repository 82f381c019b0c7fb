"""Laws of the human error probabilities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.physics import reliability

shares = st.floats(0.0, 1.0)
conditions = st.lists(st.tuples(st.sampled_from(list(reliability.CONDITIONS.values())), shares))


@given(st.sampled_from(list(reliability.GENERIC_TASKS.values())), conditions)
def test_conditions_never_help(
    task: reliability.Generic, given_conditions: list[tuple[float, float]]
) -> None:
    error = reliability.heart(task.probability, given_conditions)
    assert task.probability <= error <= 1.0


def test_no_condition_leaves_the_generic_task() -> None:
    assert [reliability.heart(task.probability) for task in reliability.GENERIC_TASKS.values()] == [
        0.55, 0.26, 0.16, 0.09, 0.02, 0.003, 0.0004, 2e-5,
    ]  # fmt: skip


def test_the_worked_example_of_williams() -> None:
    """Task F; inexperience, opposite technique, risk misjudged, conflict of aims, low morale:
    0.27 [R]."""
    conditions = ((3.0, 0.4), (6.0, 1.0), (4.0, 0.8), (2.5, 0.8), (1.2, 0.6))
    assert reliability.heart(0.003, conditions) == pytest.approx(0.2714, abs=1e-4)
