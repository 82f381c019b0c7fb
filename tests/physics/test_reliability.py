"""Laws of the human error probabilities."""

from __future__ import annotations

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
