"""To which step a number in a formula is known: the rule for who computes a figure and for who proves it.

Sums and differences of numbers that are stated to a step are known to the coarsest of their steps, and so are whole
multiples and powers of ten of one. A half, a fifth or another part whose decimals always end is known to the last of
them. What is divided by anything else has no step: its decimals may end or go on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic.exactness import last_place, place_of
from statbrief.arithmetic.rounding import place_of_multiples, power_of_ten_within, round_to


@dataclass(frozen=True, kw_only=True)
class Term:
    """A number in a formula. `step` is what it is known to, None where that cannot be said.

    `is_fixed` is whether nothing but this value is allowed, `is_plain` whether its unit is a plain ratio, if any.
    `is_part` is of one whose step is no source's, but the place of the last digit that such a part can have: how many
    of its digits are known is for its range to say.
    """

    value: Fraction
    step: Fraction | None = None
    is_fixed: bool = False
    is_plain: bool = False
    is_part: bool = False

    def times(self, factor: Fraction) -> Term:
        """In another unit: `factor` of them make one of this."""
        if factor == 1:
            return self
        step = None if self.step is None or not _is_power_of_ten(factor) else self.step * abs(factor)
        return replace(self, value=self.value * factor, step=step)


def constant(number: float) -> Term:
    """A number as somebody typed it: exact, and known to its last digit unless it is no short decimal.

    >>> constant(1e3).step, constant(2.5).step
    (Fraction(1, 1), Fraction(1, 10))
    """
    stated = Decimal(repr(number))
    is_short = len(stated.as_tuple().digits) <= 15  # noqa: PLR2004 -- what floating point holds of every decimal
    place = place_of(stated.normalize())  # Python writes 1000.0 for 1e3
    return Term(value=Fraction(stated), step=Fraction(place) if is_short else None, is_fixed=True)


def named_constant(number: Fraction, *, is_plain: bool) -> Term:
    """A constant that a formula names, in a unit: exact, and known to its last digit if it has one."""
    place = last_place(number)
    return Term(value=number, step=None if place is None else Fraction(place), is_fixed=True, is_plain=is_plain)


def summed(one: Term, other: Term, value: Fraction) -> Term:
    """A sum or a difference, which comes to `value`.

    It is known as little as the coarser of its rounded terms; what is exact has all the digits that it needs, and so
    has a part: a + (b - a) / 2 is (a + b) / 2.
    """
    rounded = [each for each in (one, other) if not each.is_fixed] or [one, other]
    is_fixed, is_plain = one.is_fixed and other.is_fixed, one.is_plain and other.is_plain
    is_part = one.is_part or other.is_part
    steps = [_place(each.step) if is_part and each.step else each.step for each in rounded]
    known = [step for step in steps if step is not None]
    step = None if len(known) < len(steps) else (min(known) if is_fixed or is_part else max(known))
    return Term(value=value, step=step, is_fixed=is_fixed, is_plain=is_plain, is_part=is_part and step is not None)


def product(one: Term, other: Term) -> Term:
    """A whole multiple is known to the step of what is multiplied, ten times a number to ten times its step.

    Of two exact numbers either may be what is multiplied: ten tenths are 1, not 1.0, whichever is written first. A part
    of a rounded number is known to the last digit that its multiples can have: of tens halves to ones, of ones quarters
    to hundredths.
    """
    term = _multiplied(one, other)
    if steps := steps_of_product(one, other):
        return replace(term, step=max(steps), is_part=one.is_part or other.is_part)
    place = _place_of_part(one, other) or _place_of_part(other, one)
    return replace(term, step=place, is_part=place is not None)


def steps_of_product(one: Term, other: Term) -> list[Fraction]:
    """What a product may be said to be known to: of two exact numbers, the step of either as a multiple."""
    powers, wholes = list[Fraction](), list[Fraction]()
    for factor, number in ((other, one), (one, other)):
        if not factor.is_fixed or number.step is None or (number.is_plain and not factor.is_plain):
            continue
        if factor.is_plain and _is_power_of_ten(factor.value):
            powers.append(number.step * abs(factor.value))
        elif factor.value.denominator == 1:
            wholes.append(number.step)
    return [*powers, *wholes]


def _place_of_part(number: Term, factor: Term) -> Fraction | None:
    """The place of the last digit of such a part of a rounded number; None where its decimals may go on."""
    if number.is_fixed or not factor.is_fixed or not factor.is_plain or not factor.value or number.step is None:
        return None
    return None if last_place(factor.value) is None else _place(number.step / factor.value.denominator)


def _place(step: Fraction) -> Fraction:
    """The place of the last digit of multiples of a step."""
    return Fraction(place_of_multiples(as_decimal(step)))


def _multiplied(one: Term, other: Term) -> Term:
    is_fixed, is_plain = one.is_fixed and other.is_fixed, one.is_plain and other.is_plain
    return Term(value=one.value * other.value, is_fixed=is_fixed, is_plain=is_plain)


def quotient(one: Term, other: Term) -> Term:
    """What is divided by a whole power of ten is known to a part of its step, by two or five to the part's last digit.

    Raises `ZeroDivisionError`.
    """
    inverse = replace(other, value=1 / other.value, step=None)
    return replace(product(one, inverse), is_plain=one.is_plain and other.is_plain)


def power(one: Term, other: Term, value: Fraction) -> Term:
    """A power, which comes to `value`: it has no step."""
    return Term(value=value, is_fixed=one.is_fixed and other.is_fixed, is_plain=one.is_plain)


def as_decimal(step: Fraction) -> Decimal:
    """A step as a decimal number; of one whose decimals do not end, the power of ten within it."""
    place = last_place(step)
    return power_of_ten_within(step) if place is None else round_to(step, place)


def _is_power_of_ten(number: Fraction) -> bool:
    one = {number.numerator, number.denominator} if number > 0 else {0}
    return 1 in one and str(max(one)).strip("0") == "1"
