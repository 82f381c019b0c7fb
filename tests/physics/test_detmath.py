"""The deterministic functions against the C library's, and their laws."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.physics import detmath


def between(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False, allow_subnormal=False)


def near(got: float, wanted: float, relative: float, absolute: float = 0.0) -> bool:
    return abs(got - wanted) <= max(relative * abs(wanted), absolute)


@given(between(-708.0, 709.7))
def test_exp(x: float) -> None:
    assert near(detmath.exp(x), math.exp(x), 1e-15)


@given(between(0.0, 700.0) | between(0.0, 0.02))
def test_decay(z: float) -> None:
    assert near(detmath.decay(z), math.exp(-z), 1e-15)


@given(between(-50.0, 50.0) | between(-0.5, 0.5) | between(-0.01, 0.01))
def test_expm1(x: float) -> None:
    assert near(detmath.expm1(x), math.expm1(x), 1e-15)


@given(between(1e-300, 1e300) | between(0.5, 2.0) | between(0.999, 1.001))
def test_log(x: float) -> None:
    assert near(detmath.log(x), math.log(x), 1e-15)


@given(between(1e-6, 1e6), between(-20.0, 20.0))
def test_power(x: float, y: float) -> None:
    assert near(detmath.power(x, y), math.pow(x, y), 1e-15 * (1.0 + abs(y * math.log(x))))


@given(between(-1e6, 1e6) | between(-7.0, 7.0))
def test_sin_and_cos(x: float) -> None:
    assert near(detmath.sin(x), math.sin(x), 0.0, 2e-15)
    assert near(detmath.cos(x), math.cos(x), 0.0, 2e-15)
    assert repr(detmath.sin_cos(x)) == repr((detmath.sin(x), detmath.cos(x)))


@given(between(-1e12, 1e12), between(-1e12, 1e12))
def test_atan2(y: float, x: float) -> None:
    if x == 0.0 == y or (y == 0.0 and x < 0.0):
        return
    assert near(detmath.atan2(y, x), math.atan2(y, x), 0.0, 2e-15)


@given(between(-1.0, 1.0))
def test_asin_and_acos(x: float) -> None:
    assert near(detmath.asin(x), math.asin(x), 0.0, 2e-15)
    assert near(detmath.acos(x), math.acos(x), 0.0, 2e-15)


@given(between(-1e300, 1e300) | between(-1.0, 1.0))
def test_cbrt(x: float) -> None:
    assert near(detmath.cbrt(x), math.cbrt(x), 1e-15)
    assert detmath.cbrt(-x) == -detmath.cbrt(x)


@given(between(-700.0, 700.0), between(-700.0, 700.0))
def test_exp_rises(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    assert detmath.exp(low) <= detmath.exp(high) or high - low < 1e-13


@given(between(0.0, 1e5))
def test_decay_is_a_share(z: float) -> None:
    assert 0.0 <= detmath.decay(z) <= 1.0


@given(between(-1e6, 1e6))
def test_sine_is_odd_and_cosine_even(x: float) -> None:
    assert detmath.cos(-x) == detmath.cos(x)
    assert near(detmath.sin(-x), -detmath.sin(x), 0.0, 1e-15)
    assert near(detmath.sin(x) * detmath.sin(x) + detmath.cos(x) * detmath.cos(x), 1.0, 1e-15)


@pytest.mark.parametrize(
    ("function", "argument", "value"),
    [
        (detmath.exp, -1e308, 0.0),
        (detmath.exp, -708.5, 0.0),
        (detmath.exp, -math.inf, 0.0),
        (detmath.exp, 0.0, 1.0),
        (detmath.exp, 709.8, math.inf),
        (detmath.exp, math.inf, math.inf),
        (detmath.decay, 0.0, 1.0),
        (detmath.decay, math.inf, 0.0),
        (detmath.expm1, 0.0, 0.0),
        (detmath.expm1, -math.inf, -1.0),
        (detmath.expm1, math.inf, math.inf),
        (detmath.log, 0.0, -math.inf),
        (detmath.log, 1.0, 0.0),
        (detmath.log, math.inf, math.inf),
        (detmath.sin, 0.0, 0.0),
        (detmath.cos, 0.0, 1.0),
        (detmath.asin, 1.0000000001, math.pi / 2),
        (detmath.asin, -2.0, -math.pi / 2),
        (detmath.acos, 1.0000000001, 0.0),
        (detmath.acos, -2.0, math.pi),
        (detmath.cbrt, 0.0, 0.0),
        (detmath.cbrt, 27.0, 3.0),
        (detmath.cbrt, -math.inf, -math.inf),
    ],
)
def test_ends_of_the_range(
    function: Callable[[float], float], argument: float, value: float
) -> None:
    assert function(argument) == value


@pytest.mark.parametrize(
    "value",
    [
        detmath.exp(math.nan),
        detmath.decay(math.nan),
        detmath.expm1(math.nan),
        detmath.log(math.nan),
        detmath.log(-1.0),
        detmath.power(-1.0, 2.0),
        detmath.power(math.nan, 2.0),
        detmath.sin(math.inf),
        detmath.cos(math.nan),
        detmath.asin(math.nan),
        detmath.acos(math.nan),
        detmath.atan2(math.nan, 1.0),
        detmath.atan2(1.0, math.nan),
        detmath.cbrt(math.nan),
    ],
)
def test_what_has_no_value_is_nan(value: float) -> None:
    assert math.isnan(value)


@pytest.mark.parametrize(
    ("y", "x"),
    [(0.0, 0.0), (0.0, -1.0), (0.0, 1.0), (1.0, 0.0), (-1.0, 0.0), (1.0, -1.0), (1e-300, 1e300)],
)
def test_atan2_on_the_axes(y: float, x: float) -> None:
    assert detmath.atan2(y, x) == math.atan2(y, x)


def test_power_at_zero() -> None:
    assert detmath.power(0.0, 0.5) == 0.0
