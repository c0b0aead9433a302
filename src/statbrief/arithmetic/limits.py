"""Numbers in which something grows beyond all bounds: what a function comes to there, where infinity cannot tell.

Infinity divided by itself is no number, and yet x / (x + 7) nears one as x grows. So a function is given, in the place
of a number without bound, one that is larger than every other: the quotients of polynomials in it are an ordered field,
in which sums, products, quotients, whole powers and comparisons are what they are for every x that is large enough
(van der Waerden, Algebra, section 78). What a function does beyond these, a root for one, has no answer here.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real

from statbrief.arithmetic.exactness import NOISE, cleaned

Coefficients = tuple[Fraction, ...]
"""Of a polynomial, that of the lowest power first and none that is nothing last."""
_HIGHEST = 40
"""Power: a formula has a few; a loop that would not end has more."""
_MOST_BITS = 10_000


class NotToldError(ArithmeticError):
    """Raised where what is left of two numbers may be no more than what floating point left of them."""


@dataclass(frozen=True, eq=False)
class Growing:
    """A quotient of two polynomials in one number that grows without bound. Floats are the decimals they stand for."""

    above: Coefficients
    below: Coefficients = (Fraction(1),)

    __array_ufunc__ = None  # so that numpy's numbers leave the arithmetic to this

    @property
    def sign(self) -> int:
        """1, -1 or 0: of a number above nothing, below it, or of nothing, once what grows is large enough."""
        if not self.above:
            return 0
        return 1 if self.above[-1] * self.below[-1] > 0 else -1

    @property
    def limit(self) -> Fraction | float:
        """What it nears; infinity of what grows without bound itself."""
        further = len(self.above) - len(self.below)
        if further > 0:
            return math.inf * self.sign
        return self.above[-1] / self.below[-1] if not further else Fraction(0)

    def __add__(self, other: object) -> Growing:
        if (it := _growing(other)) is None:
            return NotImplemented
        above = _sum([*_products(self.above, it.below), *_products(it.above, self.below)])
        return _bounded(Growing(above, _sum(_products(self.below, it.below))))

    def __mul__(self, other: object) -> Growing:
        if (it := _growing(other)) is None:
            return NotImplemented
        return _bounded(
            Growing(_sum(_products(self.above, it.above)), _sum(_products(self.below, it.below)) or self.below)
        )

    def __neg__(self) -> Growing:
        return Growing(tuple(-each for each in self.above), self.below)

    def __sub__(self, other: object) -> Growing:
        it = _growing(other)
        return NotImplemented if it is None else self + -it

    def __rsub__(self, other: object) -> Growing:
        it = _growing(other)
        return NotImplemented if it is None else it + -self

    def __truediv__(self, other: object) -> Growing:
        it = _growing(other)
        return NotImplemented if it is None else self * it._inverse()

    def __rtruediv__(self, other: object) -> Growing:
        it = _growing(other)
        return NotImplemented if it is None else it * self._inverse()

    def __pow__(self, power: object) -> Growing:
        if not isinstance(power, int | float) or power != int(power) or abs(power) > _HIGHEST:
            return NotImplemented
        base, found = self if power >= 0 else self._inverse(), constant(Fraction(1))
        for _ in range(abs(int(power))):
            found = found * base
        return found

    __radd__, __rmul__ = __add__, __mul__

    def __pos__(self) -> Growing:
        return self

    def __abs__(self) -> Growing:
        return -self if self.sign < 0 else self

    def __bool__(self) -> bool:
        return self.sign != 0

    def __eq__(self, other: object) -> bool:
        return (it := _growing(other)) is not None and not self - it

    def __hash__(self) -> int:
        return hash(self.limit)

    def __lt__(self, other: object) -> bool:
        it = _growing(other)
        return NotImplemented if it is None else (self - it).sign < 0

    def __gt__(self, other: object) -> bool:
        it = _growing(other)
        return NotImplemented if it is None else (self - it).sign > 0

    def __le__(self, other: object) -> bool:
        it = _growing(other)
        return NotImplemented if it is None else (self - it).sign <= 0

    def __ge__(self, other: object) -> bool:
        it = _growing(other)
        return NotImplemented if it is None else (self - it).sign >= 0

    def _inverse(self) -> Growing:
        if not self.above:
            raise ZeroDivisionError("division by zero")
        return Growing(self.below, self.above)


BEYOND = Growing((Fraction(0), Fraction(1)))
"""What is larger than every number."""
BESIDE = Growing((Fraction(1),), (Fraction(0), Fraction(1)))
"""What is above nothing, and smaller than every number that is."""


def constant(number: Fraction) -> Growing:
    """A number that does not grow."""
    return Growing((number,) if number else ())


def _growing(number: object) -> Growing | None:
    """A number of any kind as one of these; None of what is none, or is not finite."""
    if isinstance(number, Growing):
        return number
    if isinstance(number, Rational):
        return constant(Fraction(number))
    if isinstance(number, Decimal):
        return constant(Fraction(number)) if number.is_finite() else None
    return constant(cleaned(float(number))) if isinstance(number, Real) and math.isfinite(number) else None


def _products(one: Coefficients, other: Coefficients) -> list[tuple[int, Fraction]]:
    """The products of two polynomials' parts, each with its power."""
    pairs = itertools.product(enumerate(one), enumerate(other))
    return [(power + raised, number * factor) for (power, number), (raised, factor) in pairs]


def _sum(parts: Iterable[tuple[int, Fraction]]) -> Coefficients:
    """The polynomial that parts add up to. Raises `NotToldError` where they all but cancel."""
    totals: dict[int, Fraction] = {}
    largest: dict[int, Fraction] = {}
    for power, number in parts:
        totals[power] = totals.get(power, Fraction(0)) + number
        largest[power] = max(largest.get(power, Fraction(0)), abs(number))
    if any(total and abs(total) < largest[power] * Fraction(NOISE) for power, total in totals.items()):
        raise NotToldError("all but cancels")
    found = [totals.get(power, Fraction(0)) for power in range(max(totals, default=-1) + 1)]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _bounded(found: Growing) -> Growing:
    parts = (*found.above, *found.below)
    if max(len(found.above), len(found.below)) > _HIGHEST or any(_bits(each) > _MOST_BITS for each in parts):
        raise NotToldError("is too long")
    return found


def _bits(number: Fraction) -> int:
    return number.numerator.bit_length() + number.denominator.bit_length()
