"""What a number of the bulletin of payroll employment is rounded to, with fractions and nothing of statbrief."""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

_MOST = 3
"""Significant digits of a number whose decimals go on, or whose inputs are rounded."""


class Reach(NamedTuple):
    """A number, and the lowest and highest that it may be, in thousands or in percent."""

    value: Fraction
    low: Fraction
    high: Fraction


def rounded(reach: Reach) -> Reach:
    """A number to as many digits as its range supports, three at most."""
    step = step_of(reach)
    return Reach(*(to(each, step) for each in reach))


def is_about(reach: Reach) -> bool:
    """Whether some number of its range would be written otherwise, or it has an end that is not written."""
    written = rounded(reach)
    is_cut = _has_an_end(reach.value) and written.value != reach.value
    return is_cut or not written.low == written.value == written.high


def _known(reach: Reach) -> Fraction:
    """The power of ten at or under half the width of a range."""
    half = (reach.high - reach.low) / 2
    return next(Fraction(10) ** place for place in range(12, -13, -1) if Fraction(10) ** place <= half)


def step_of(reach: Reach) -> Fraction:
    """The place of the last digit: the one that is known, or the third of the number."""
    size = next(place for place in range(12, -13, -1) if Fraction(10) ** place <= abs(reach.value))
    third = Fraction(10) ** (size - _MOST + 1)
    if abs(to(reach.value, third)) == Fraction(10) ** (size + 1):  # 0.09999 becomes 0.100, which has three digits
        third *= 10
    return max(_known(reach), third)


def _has_an_end(number: Fraction) -> bool:
    """Whether its decimals end: nothing divides it but twos and fives."""
    rest = number.denominator
    for each in (2, 5):
        while rest % each == 0:
            rest //= each
    return rest == 1


def outward(reach: Reach, number: Fraction, step: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """The ends of a range, rounded so that it holds all that it held and the number, and the place of their last digit.

    That is the coarsest which widens it by a tenth at most, and one digit more than the number has at most.
    """
    low, high = min(reach.low, number), max(reach.high, number)
    for power in range(12, -13, -1):
        place = Fraction(10) ** power
        ends = math.floor(low / place) * place, math.ceil(high / place) * place
        if place <= step / 10 or (ends[1] - ends[0]) - (high - low) <= (high - low) / 10:
            return *ends, place
    raise AssertionError(reach)


def to(number: Fraction, step: Fraction) -> Fraction:
    """Rounded, halves away from zero."""
    whole = (Decimal((number / step).numerator) / Decimal((number / step).denominator)).quantize(
        Decimal(1), rounding=ROUND_HALF_UP
    )
    return int(whole) * step


def only(totals: dict[pd.Period, int], number: int) -> pd.Period:
    """The one month of a number."""
    (month,) = (each for each, total in totals.items() if total == number)
    return month
