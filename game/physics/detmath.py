"""Transcendental functions that give the same bits on every machine.

``math.exp`` and its kin belong to the C library, and two libraries, or one library on two
processors, differ in the last bit: enough for a replay to drift. These are built from
``+ - * /``, ``sqrt``, ``floor``, ``ldexp`` and ``frexp`` alone, which IEEE 754 defines to the
bit. Each reduces its argument and then sums a Taylor series with exact rational
coefficients, in about a microsecond or less.

No function raises for a float: what has no value gives NaN, what is too large infinity.
"""

from __future__ import annotations

from math import floor, frexp, inf, ldexp, nan, sqrt
from typing import Final

_LN2_HI: Final = 0.6931471805592082
_LN2_LO: Final = 7.371002565167799e-13
"""ln 2 in two parts; the first has 40 bits, so that times an exponent it is exact."""
_STEP_HI: Final = 0.021660849392446835
_STEP_LO: Final = 5.145609244655338e-14
"""ln 2 / 32 in two parts; the first has 36 bits."""
_STEPS: Final = 46.16624130844683
"""32 / ln 2."""
_QUARTER_1: Final = 1.5707963267341256
_QUARTER_2: Final = 6.077100506303966e-11
_QUARTER_3: Final = 2.0222662487959506e-21
"""π/2 in three parts; the first two have 33 bits each."""
_QUARTERS: Final = 0.6366197723675814
"""2 / π."""
_PI: Final = 3.141592653589793
_HALF_PI: Final = 1.5707963267948966
_SQRT_HALF: Final = 0.7071067811865476
_SQRT_2: Final = 2.0 * _SQRT_HALF

_POWERS: Final = (
    1.0,
    1.0218971486541166,
    1.0442737824274138,
    1.0671404006768237,
    1.0905077326652577,
    1.1143867425958924,
    1.1387886347566916,
    1.1637248587775775,
    1.189207115002721,
    1.215247359980469,
    1.241857812073484,
    1.2690509571917332,
    1.2968395546510096,
    1.3252366431597413,
    1.3542555469368927,
    1.383909881963832,
    1.4142135623730951,
    1.4451808069770467,
    1.4768261459394993,
    1.5091644275934228,
    1.5422108254079407,
    1.5759808451078865,
    1.6104903319492543,
    1.645755478153965,
    1.681792830507429,
    1.718619298122478,
    1.7562521603732995,
    1.7947090750031072,
    1.8340080864093424,
    1.8741676341103,
    1.9152065613971474,
    1.9571441241754002,
)
"""2^(j/32)."""
_NEAR: Final = [ldexp(_POWERS[k & 31], k >> 5) for k in (*range(1024), *range(-1024, 0))]
"""2^(k/32) for k of -1024 to 1023, those below 0 counted from the end: a scale by a power of two is
exact, so that it may come before a product as well as after it, and here costs no call."""

_ARCS: Final = (
    0.0,
    0.12435499454676144,
    0.24497866312686414,
    0.35877067027057225,
    0.4636476090008061,
    0.5585993153435624,
    0.6435011087932844,
    0.7188299996216245,
    0.7853981633974483,
)
"""The arc whose tangent is j/8."""

_E2: Final = 1.0 / 2.0
_E3: Final = 1.0 / 6.0
_E4: Final = 1.0 / 24.0
_E5: Final = 1.0 / 120.0
_E6: Final = 1.0 / 720.0
_E7: Final = 1.0 / 5040.0
_E8: Final = 1.0 / 40320.0
_E9: Final = 1.0 / 362880.0
_E10: Final = 1.0 / 3628800.0
_E11: Final = 1.0 / 39916800.0
_E12: Final = 1.0 / 479001600.0
_E13: Final = 1.0 / 6227020800.0
_E14: Final = 1.0 / 87178291200.0
_E15: Final = 1.0 / 1307674368000.0
_E16: Final = 1.0 / 20922789888000.0
"""Reciprocals of the factorials."""

_T3: Final = 1.0 / 3.0
_T5: Final = 1.0 / 5.0
_T7: Final = 1.0 / 7.0
_T9: Final = 1.0 / 9.0
_T11: Final = 1.0 / 11.0
_T13: Final = 1.0 / 13.0
_T15: Final = 1.0 / 15.0
_T17: Final = 1.0 / 17.0
_T19: Final = 1.0 / 19.0
_T21: Final = 1.0 / 21.0
_T23: Final = 1.0 / 23.0
"""Reciprocals of the odd numbers."""

_CBRT_0: Final = 0.3878
_CBRT_1: Final = 1.0563
_CBRT_2: Final = -0.4689
"""A parabola within 2.6 % of the cube root from 1/8 to 1."""


def exp(x: float) -> float:
    """Exponential of ``x``; relative error below 5e-16.

    Below -708 it is 0.0 (a subnormal is never returned, for ``ldexp`` rounds those
    differently on some systems), above 709.78 infinity.
    """
    if -22.0 <= x <= 22.0:
        k = floor(x * _STEPS + 0.5)
        r = (x - k * _STEP_HI) - k * _STEP_LO
        r *= 1.0 + r * (_E2 + r * (_E3 + r * (_E4 + r * (_E5 + r * _E6))))
        power_of_two = _NEAR[k]
        return power_of_two + power_of_two * r
    if -708.0 <= x <= 709.78:
        k = floor(x * _STEPS + 0.5)
        r = (x - k * _STEP_HI) - k * _STEP_LO
        r *= 1.0 + r * (_E2 + r * (_E3 + r * (_E4 + r * (_E5 + r * _E6))))
        power_of_two = _POWERS[k & 31]
        return ldexp(power_of_two + power_of_two * r, k >> 5)
    if x < 0.0:
        return 0.0
    return inf if x > 0.0 else nan


def decay(z: float) -> float:
    """Exponential of ``-z``: what is left after ``z`` time constants; relative error below 5e-16.

    Meant for ``z`` >= 0, with a short way for the small ones of a short time step.
    """
    if -0.004 < z < 0.004:
        return 1.0 - z * (1.0 - z * (_E2 - z * (_E3 - z * (_E4 - z * _E5))))
    if not 0.0 < z <= 22.0:
        return exp(-z)
    # As exp does: every suit and valve comes by here each second, so a call is saved.
    k = floor(0.5 - z * _STEPS)
    r = (-z - k * _STEP_HI) - k * _STEP_LO
    r *= 1.0 + r * (_E2 + r * (_E3 + r * (_E4 + r * (_E5 + r * _E6))))
    power_of_two = _NEAR[k]
    return power_of_two + power_of_two * r


def expm1(x: float) -> float:
    """Exponential of ``x``, less one, good also near zero; relative error below 1e-15."""
    if -0.35 < x < 0.35:
        if -0.008 < x < 0.008:
            return x + x * x * (_E2 + x * (_E3 + x * (_E4 + x * (_E5 + x * _E6))))
        tail = _E8 + x * (_E9 + x * (_E10 + x * (_E11 + x * (_E12 + x * (_E13 + x * _E14)))))
        return x + x * x * (
            _E2 + x * (_E3 + x * (_E4 + x * (_E5 + x * (_E6 + x * (_E7 + x * tail)))))
        )
    return exp(x) - 1.0


def log(x: float) -> float:
    """Natural logarithm of ``x``; relative error below 5e-16.

    Minus infinity at 0, NaN below.
    """
    if 0.0 < x < inf:
        if _SQRT_HALF <= x < _SQRT_2:
            m, e = x, 0  # as below, without the call
        elif 0.5 <= x < _SQRT_HALF:
            m, e = x + x, -1
        else:
            m, e = frexp(x)
            if m < _SQRT_HALF:
                m += m
                e -= 1
        f = m - 1.0
        s = f / (2.0 + f)
        q = s * s
        tail = _T13 + q * (_T15 + q * (_T17 + q * (_T19 + q * (_T21 + q * _T23))))
        series = q * (_T3 + q * (_T5 + q * (_T7 + q * (_T9 + q * (_T11 + q * tail)))))
        f -= s * (f - 2.0 * series)
        return e * _LN2_HI + (f + e * _LN2_LO) if e else f
    if x == 0.0:
        return -inf
    return inf if x > 0.0 else nan


def power(x: float, y: float) -> float:
    """``x`` to the ``y`` for ``x`` >= 0; 0.0 at ``x`` = 0 (meant for ``y`` > 0), NaN below.

    Relative error below 1e-15 (1 + |y ln x|).
    """
    if x > 0.0:
        return exp(y * log(x))
    return 0.0 if x == 0.0 else nan


def sin(x: float) -> float:
    """Sine of ``x`` in radians; error below 1e-15 for |``x``| up to 1e6, 1e-7 up to 1e9.

    NaN for larger arguments, whose fraction of a turn a float hardly holds.
    """
    if -1e9 <= x <= 1e9:
        k = floor(x * _QUARTERS + 0.5)
        r = ((x - k * _QUARTER_1) - k * _QUARTER_2) - k * _QUARTER_3
        quarter = k & 3
        value = _cos_core(r * r) if quarter & 1 else _sin_core(r, r * r)
        return -value if quarter & 2 else value
    return nan


def cos(x: float) -> float:
    """Cosine of ``x`` in radians; error and range as of :func:`sin`."""
    if -1e9 <= x <= 1e9:
        k = floor(x * _QUARTERS + 0.5)
        r = ((x - k * _QUARTER_1) - k * _QUARTER_2) - k * _QUARTER_3
        quarter = (k + 1) & 3
        value = _cos_core(r * r) if quarter & 1 else _sin_core(r, r * r)
        return -value if quarter & 2 else value
    return nan


def sin_cos(x: float) -> tuple[float, float]:
    """Sine and cosine of ``x`` in radians, with the bits of :func:`sin` and :func:`cos`."""
    if -1e9 <= x <= 1e9:
        k = floor(x * _QUARTERS + 0.5)
        r = ((x - k * _QUARTER_1) - k * _QUARTER_2) - k * _QUARTER_3
        q = r * r
        s, c = _sin_core(r, q), _cos_core(q)
        if k & 1:
            s, c = c, -s
        return (-s, -c) if k & 2 else (s, c)
    return nan, nan


def _sin_core(r: float, q: float) -> float:
    tail = _E9 - q * (_E11 - q * (_E13 - q * _E15))
    return r - r * q * (_E3 - q * (_E5 - q * (_E7 - q * tail)))


def _cos_core(q: float) -> float:
    tail = _E10 - q * (_E12 - q * (_E14 - q * _E16))
    return 1.0 - q * (_E2 - q * (_E4 - q * (_E6 - q * (_E8 - q * tail))))


def atan2(y: float, x: float) -> float:
    """Angle of the point (``x``, ``y``) from the x axis, -π to π rad; error below 1e-15.

    0.0 at the origin; NaN if a coordinate is NaN or both are infinite.
    """
    across = -y if y < 0.0 else y
    along = -x if x < 0.0 else x
    if across > along:
        angle = _HALF_PI - _arc(along, across)
    elif along > 0.0:
        angle = _arc(across, along)
    else:
        angle = along + across
    if x < 0.0:
        angle = _PI - angle
    return -angle if y < 0.0 else angle


def _arc(small: float, large: float) -> float:
    """Arc whose tangent is ``small / large``; 0 <= ``small`` <= ``large`` > 0."""
    t = small / large
    if t != t:
        return nan
    j = floor(t * 8.0 + 0.5)
    c = j * 0.125
    r = (t - c) / (1.0 + c * t)
    q = r * r
    series = q * (_T3 - q * (_T5 - q * (_T7 - q * (_T9 - q * (_T11 - q * _T13)))))
    return _ARCS[j] + (r - r * series)


def asin(x: float) -> float:
    """Arc whose sine is ``x``, rad; error below 1e-15.

    Outside -1 to 1 that of the nearer end, for a dot product of unit vectors may round past it.
    """
    if -1.0 < x < 1.0:
        return atan2(x, sqrt((1.0 - x) * (1.0 + x)))
    if x >= 1.0:
        return _HALF_PI
    return -_HALF_PI if x <= -1.0 else nan


def acos(x: float) -> float:
    """Arc whose cosine is ``x``, rad; error below 1e-15; outside -1 to 1 as :func:`asin`."""
    if -1.0 < x < 1.0:
        return atan2(sqrt((1.0 - x) * (1.0 + x)), x)
    if x >= 1.0:
        return 0.0
    return _PI if x <= -1.0 else nan


def cbrt(x: float) -> float:
    """Cube root of ``x``, of its sign; relative error below 1e-15."""
    if x == 0.0 or x != x or x in (inf, -inf):
        return x
    m, e = frexp(-x if x < 0.0 else x)
    third = -(-e // 3)
    m = ldexp(m, e - 3 * third)
    t = _CBRT_0 + m * (_CBRT_1 + m * _CBRT_2)
    cube = t * t * t
    t *= (cube + 2.0 * m) / (2.0 * cube + m)
    cube = t * t * t
    t *= (cube + 2.0 * m) / (2.0 * cube + m)
    t -= (t * t * t - m) / (3.0 * t * t)
    t = ldexp(t, third)
    return -t if x < 0.0 else t
