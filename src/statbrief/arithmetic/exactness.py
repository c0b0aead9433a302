"""What is known of a number: its exact value, the ends of its range, the step it is known to, whether its decimals end.

Floating point loses what people compute with: 506.22 − 324.71 − 181.51 is nothing, and 0.1 + 0.2 is 0.3. So a figure
carries fractions, and is written from them; its float is for charts and functions.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

CLOSE = 1e-9
"""Relative: how far two ways to compute the same may differ."""
NOISE = 1e-12
"""Relative: what floating point may leave behind, in a sum or on another machine."""
LARGEST_NUMBER = 1e300
"""What is larger, of either sign, is out of bounds in a formula and in a record."""
MOST_PLACES = 400
"""Decimals that a number which ends is looked for: floating point has none that end later than its smallest."""
FLOAT_DIGITS = 15
"""Significant digits that floating point keeps of every decimal number."""
_SETTLED_WITHIN = ((8, NOISE), (10, NOISE / 100))
"""Significant digits of the largest number on the way, within which a number ends that is short, and how near it is.

The more digits one may have, the nearer it has to be: of numbers that go on, one in some thousands looks like either.
"""
_ENDS_WITHIN = 12
"""Of a float whose making is not known: a number that needs no more significant digits than this is taken to end there.

One in a thousand numbers without an end looks like one.
"""


@dataclass(frozen=True, kw_only=True)
class Known:
    """A number and how far it is known, in the figure's unit.

    `low` and `high` are None where the range is open, and `is_open` says that the end itself is not allowed (more than
    30, not at least 30). Where that range has a limit on its open side, as a quotient by at least 20 has at nothing,
    which it nears and does not reach, that is `limit`; the smaller of more than 700 and 900 reaches its own, and so
    does at most 20 of what is counted (`is_limit_in`). `step` is what the number is a multiple of because its sources
    state multiples of it; `ends` is whether the decimals of `value` end, so that all of them can be written.
    `is_stated` is of a number that a source states as it stands. Where the rounding of some number behind it is not
    known (`is_rounding_known`), that one is taken as stated, and the ends are those that the others' rounding allows:
    the range is that wide at least.
    """

    value: Fraction
    low: Fraction | None
    high: Fraction | None
    step: Decimal | None = None
    ends: bool = True
    is_stated: bool = False
    is_open: bool = False
    is_rounding_known: bool = True
    limit: Fraction | None = None
    is_limit_in: bool = False

    @property
    def floor(self) -> Fraction | None:
        """What the number is not under: the low end, or the limit there."""
        return self.limit if self.low is None else self.low

    @property
    def ceiling(self) -> Fraction | None:
        """What the number is not over: the high end, or the limit there."""
        return self.limit if self.high is None else self.high

    @property
    def is_positive(self) -> bool:
        """Whether it is above nothing, wherever in its range it lies."""
        return self.floor is not None and self.floor >= 0 and 0 not in self

    @property
    def is_single(self) -> bool:
        """Whether both ends are one, as far as they are known."""
        return self.low is not None and self.low == self.high

    @property
    def is_exact(self) -> bool:
        """Whether nothing but one value is allowed."""
        return self.is_single and self.is_rounding_known

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None

    @property
    def half(self) -> Fraction:
        """Half the width of a bounded range."""
        assert self.low is not None and self.high is not None  # noqa: S101, PT018 -- asked of bounded ranges alone
        return (self.high - self.low) / 2

    def __contains__(self, number: Fraction | int) -> bool:
        if (number == self.limit and not self.is_limit_in) or (self.is_open and number in (self.low, self.high)):
            return False
        return (self.floor is None or self.floor <= number) and (self.ceiling is None or number <= self.ceiling)

    def scaled(self, factor: Decimal) -> Known:
        """The same in a unit of which one is `factor` of this one: a percentage as a share."""
        if factor == 1:
            return self
        by = Fraction(factor)
        return replace(
            self,
            value=self.value * by,
            low=None if self.low is None else self.low * by,
            high=None if self.high is None else self.high * by,
            limit=None if self.limit is None else self.limit * by,
            step=None if self.step is None else self.step * factor,
        )

    def less(self, number: int) -> Known:
        """What is left when a whole number is taken away: of a ratio, the change."""
        return replace(
            self,
            value=self.value - number,
            low=None if self.low is None else self.low - number,
            high=None if self.high is None else self.high - number,
            limit=None if self.limit is None else self.limit - number,
        )

    def size(self) -> Known:
        """The number without its sign."""
        if self.value >= 0:
            return self
        low, high, limit = (None if each is None else -each for each in (self.high, self.low, self.limit))
        return replace(self, value=-self.value, low=low, high=high, limit=limit)


def exactly(number: float) -> Decimal:
    """The decimal number that Python prints for `number`."""
    return Decimal(repr(float(number)))


def cleaned(number: float) -> Fraction:
    """A float as the decimal number that it stands for, without what floating point leaves behind the fifteenth digit.

    >>> cleaned(0.1 + 0.2)
    Fraction(3, 10)
    """
    return Fraction(Decimal(f"{number:.{FLOAT_DIGITS}g}"))


def settled(number: float, largest: float) -> Fraction:
    """The short decimal number that a float stands for, where what was lost on the way is noise; else as `cleaned`.

    What is computed loses as much of its digits as the numbers on its way are larger than it is: `largest` is the
    largest of them. Short is what has some noughts before what noise leaves.

    >>> settled(10.3 - 10.1 - 0.1, 10.3), settled(1 / 3, 1.0)
    (Fraction(1, 10), Fraction(333333333333333, 1000000000000000))
    """
    if not number:
        return Fraction(0)
    size = max(abs(number), abs(largest))
    for digits, noise in _SETTLED_WITHIN:
        short = round(cleaned(number), digits - 1 - math.floor(math.log10(size)))
        if abs(short - Fraction(number)) <= Fraction(noise) * Fraction(size):
            return short
    return cleaned(number)


def moved_from(known: Known, number: float, largest: float) -> Fraction:
    """What a number of which so much is known comes to with others moved: without the noise of the way there.

    Of a sum it lies on the grid on which it stands and ends. `largest` is of the numbers on the way, as in `settled`.

    >>> tenth = Fraction(1, 10)
    >>> sum_of_tenths = Known(value=5 * tenth, low=3 * tenth, high=7 * tenth, step=Decimal("0.1"))
    >>> moved_from(sum_of_tenths, 1178.4999999999995, 3283.6)
    Fraction(2357, 2)
    """
    if not math.isfinite(number):
        return cleaned(number)
    if known.step is not None:
        stood = (each for each in (known.value, known.low, known.high) if each is not None)
        found = on_grid(number, functools.reduce(common_grid, stood, Fraction(known.step)), largest * NOISE)
        if found is not None:
            return found
    return settled(number, largest)


def common_grid(one: Fraction, other: Fraction) -> Fraction:
    """The coarsest grid on which the multiples of both lie."""
    top = math.gcd(one.numerator * other.denominator, other.numerator * one.denominator)
    return Fraction(top, one.denominator * other.denominator)


def seems_to_end(number: float) -> bool:
    """Whether a float of unknown making looks like a decimal number that ends."""
    return len(Decimal(f"{number:.{FLOAT_DIGITS}g}").normalize().as_tuple().digits) <= _ENDS_WITHIN


def place_of(number: Decimal) -> Decimal:
    """The place of the last digit that a number is written with, the units' at most.

    >>> place_of(Decimal("1.50")), place_of(Decimal("7E+4"))
    (Decimal('0.01'), Decimal('1'))
    """
    return Decimal(1).scaleb(min(int(number.as_tuple().exponent), 0))


def last_place(number: Fraction) -> Decimal | None:
    """The place of the last digit that is not zero, the units' at most; None of a number whose decimals do not end.

    >>> last_place(Fraction(1999, 2000)), last_place(Fraction(1, 3))
    (Decimal('0.0001'), None)
    """
    rest, twos, fives = number.denominator, 0, 0
    while not rest % 2:
        rest, twos = rest // 2, twos + 1
    while not rest % 5:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    return None if rest != 1 or places > MOST_PLACES else Decimal(1).scaleb(-places)


def on_grid(number: float, step: Fraction, noise: float) -> Fraction | None:
    """The multiple of `step` that a float stands for; None where it lies between two, further than `noise`."""
    if not math.isfinite(number):
        return None
    nearest = round(Fraction(number) / step) * step
    return nearest if abs(nearest - Fraction(number)) <= Fraction(noise) else None
