"""How many digits a number deserves, from its range."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from statbrief.figures import Derived, Figure, Reported
from statbrief.ranges import Range

MOST_DIGITS = 3
"""Significant digits of a derived figure, unless the prose asks for more."""
_WIDENED = Decimal("0.1")
"""The share by which rounding a range outward may widen it."""


def exactly(value: float) -> Decimal:
    """The decimal number that Python prints for `value`."""
    return Decimal(repr(float(value)))


def power_of_ten_within(value: Decimal) -> Decimal:
    """The power of ten at or under a positive value.

    >>> power_of_ten_within(Decimal("0.386"))
    Decimal('0.1')
    """
    return Decimal(1).scaleb(value.adjusted())


def round_to(value: Decimal, step: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """`value` as a multiple of the power of ten `step`, halves away from zero as people round.

    >>> round_to(Decimal("2258.06"), Decimal(100))
    Decimal('2300')
    """
    with localcontext() as context:
        context.prec = 60
        try:
            return (value / step).to_integral_value(rounding) * step
        except InvalidOperation as error:
            raise ValueError(f"{value} cannot be rounded to {step}") from error


def significant_step(value: Decimal, digits: int) -> Decimal:
    """The place of the last of `digits` significant digits of `value`; of a zero, the units' place.

    >>> significant_step(Decimal("3.972"), 3)
    Decimal('0.01')
    """
    if not value:
        return Decimal(1)
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    if round_to(abs(value), step).adjusted() > value.adjusted():  # 9.996 to three digits is 10.0
        step = step.scaleb(1)
    return step


def display_step(figure: Figure) -> Decimal:
    """The place of the last digit that is written.

    Of a reported figure, the last that its source states. Of a derived one, the power of ten at or under half its
    range's width, so that the range supports every digit but perhaps the last, and three digits at most; but one
    that a dataset states is written as stated there.
    """
    if isinstance(figure.origin, Reported):
        exponent = figure.origin.stated.as_tuple().exponent
        return Decimal(1).scaleb(min(int(exponent), 0))
    if isinstance(figure.origin, Derived) and figure.origin.stated_to is not None:
        return power_of_ten_within(figure.origin.stated_to)
    value = exactly(figure.value)
    widest = significant_step(value, MOST_DIGITS)
    if not figure.range.is_bounded:
        return widest
    half = (exactly(figure.range.high) - exactly(figure.range.low)) / 2
    supported = power_of_ten_within(half) if half > 0 else Decimal(0)
    if value and supported > abs(value):  # the range says less than the leading digit: keep that one
        supported = significant_step(value, 1)
    return max(widest, supported)


def is_about(figure: Figure, step: Decimal) -> bool:
    """Whether some value of the figure's range would be written differently when rounded to `step`."""
    if not figure.range.is_bounded or figure.range.is_exact:
        return False
    shown = round_to(exactly(figure.value), step)
    ends = (exactly(figure.range.low), exactly(figure.range.high))
    # The upper end itself belongs to the next value when it lies half way: it is the edge of what is rounded here.
    return any(abs(end - shown) * 2 > step for end in ends)


def outward(reach: Range) -> tuple[Decimal, Decimal, Decimal]:
    """A bounded range's ends rounded outward, and the step they were rounded to.

    The step is the coarsest power of ten that widens the range by at most a tenth, so 3.514 to 4.286 is written 3.5
    to 4.3, and 135,000 to 165,000 stays.
    """
    low, high = exactly(reach.low), exactly(reach.high)
    low, high = _without_noise(low, high), _without_noise(high, low)
    width = high - low
    if width <= 0:
        return low, high, last_place(low)
    step = power_of_ten_within(max(abs(low), abs(high)))
    while True:
        down, up = round_to(low, step, ROUND_FLOOR), round_to(high, step, ROUND_CEILING)
        if (up - down) - width <= width * _WIDENED:
            return down, up, step
        step = step.scaleb(-1)


def outward_end(end: float, *, is_low: bool) -> tuple[Decimal, Decimal]:
    """The one finite end of an open range, rounded outward to three digits, and the place of its last one.

    >>> outward_end(30 / 7, is_low=True)
    (Decimal('4.28'), Decimal('0.01'))
    """
    number = _without_noise(exactly(end), exactly(end))
    rounded = round_to(number, significant_step(number, MOST_DIGITS), ROUND_FLOOR if is_low else ROUND_CEILING)
    return rounded, last_place(rounded)


def last_place(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero, the units' at most."""
    return Decimal(1).scaleb(min(int(value.normalize().as_tuple().exponent), 0))


def _without_noise(value: Decimal, other: Decimal) -> Decimal:
    """The value without what floating point left behind its fifteenth digit."""
    largest = max(abs(value), abs(other))
    if not largest or not math.isfinite(float(largest)):
        return value
    return round_to(value, Decimal(1).scaleb(largest.adjusted() - 14))
