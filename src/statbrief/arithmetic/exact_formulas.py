"""A formula over stated numbers, computed with fractions: what it comes to, and to which step that is known.

Sums and differences of numbers that are stated to a step are known to the coarsest of their steps, and so are whole
multiples and powers of ten of one. What is divided by anything else has no step: its decimals may end or go on.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic.exactness import place_of

_LARGEST_POWER = 100
_MOST_BITS = 1_000
"""Of numerator and denominator together: 300 digits, as the record holds them. More is left to floating point."""


class NotComputedError(ValueError):
    """Raised for a formula that fractions cannot compute: a root, a division by nothing, a number too long."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A number in a formula. `step` is what it is known to, None where that cannot be said.

    `is_fixed` is whether nothing but this value is allowed, `is_plain` whether it has no unit.
    """

    value: Fraction
    step: Fraction | None = None
    is_fixed: bool = False
    is_plain: bool = False

    @property
    def _is_factor(self) -> bool:
        return self.is_fixed and self.value.denominator == 1

    def times(self, factor: Fraction) -> Term:
        """In another unit: `factor` of them make one of this."""
        step = None if self.step is None or not _is_power_of_ten(factor) else self.step * abs(factor)
        return self if factor == 1 else replace(self, value=self.value * factor, step=step)


def constant(number: float) -> Term:
    """A number as somebody typed it: exact, and known to its last digit unless it is no short decimal."""
    stated = Decimal(repr(number))
    is_short = len(stated.as_tuple().digits) <= 15  # noqa: PLR2004 -- what floating point holds of every decimal
    return Term(value=Fraction(stated), step=Fraction(place_of(stated)) if is_short else None, is_fixed=True)


def compute(tree: ast.expr, terms: Mapping[str, Term]) -> Term:
    """What the formula comes to with these numbers in the place of its names. Raises `NotComputedError`."""
    try:
        found = _compute(tree, terms)
    except (ZeroDivisionError, OverflowError) as error:
        raise NotComputedError(str(error)) from error
    return found


def _compute(node: ast.expr, terms: Mapping[str, Term]) -> Term:
    match node:
        case ast.Name(id=name) if name in terms:
            return terms[name]
        case ast.Constant(value=int() | float() as value):
            return replace(constant(value), is_plain=True)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            found = _compute(operand, terms)
            return replace(found, value=-found.value)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _compute(operand, terms)
        case ast.BinOp(left=left, op=op, right=right):
            return _bounded(_joined(op, _compute(left, terms), _compute(right, terms)))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _chosen(name, [_compute(each, terms) for each in arguments])
    raise NotComputedError("more than arithmetic over names that have a number")


def _joined(op: ast.operator, one: Term, other: Term) -> Term:
    match op:
        case ast.Add():
            return _summed(one, other, one.value + other.value)
        case ast.Sub():
            return _summed(one, other, one.value - other.value)
        case ast.Mult():
            return _product(one, other)
        case ast.Div():
            inverse = replace(other, value=1 / other.value, step=None)
            return replace(_product(one, inverse), is_plain=one.is_plain and other.is_plain)
        case ast.Pow() if other.value.denominator == 1 and abs(other.value) <= _LARGEST_POWER:
            _bounded(replace(one, value=Fraction(2) ** int(abs(other.value) * _bits(one.value))))
            is_fixed = one.is_fixed and other.is_fixed
            return Term(value=one.value ** int(other.value), is_fixed=is_fixed, is_plain=one.is_plain)
    raise NotComputedError("a power that is no whole number")


def _summed(one: Term, other: Term, value: Fraction) -> Term:
    """A sum is known as little as the coarser of its rounded terms; what is exact has all the digits that it needs."""
    rounded = [each for each in (one, other) if not each.is_fixed]
    steps = [each.step for each in rounded or (one, other)]
    known = [step for step in steps if step is not None]
    step = None if len(known) < len(steps) else (max(known) if rounded else min(known))
    is_fixed, is_plain = one.is_fixed and other.is_fixed, one.is_plain and other.is_plain
    return Term(value=value, step=step, is_fixed=is_fixed, is_plain=is_plain)


def _product(one: Term, other: Term) -> Term:
    """A whole multiple is known to the step of what is multiplied, ten times a number to ten times its step."""
    step = None
    for factor, number in ((other, one), (one, other)):
        if not factor.is_fixed or number.step is None or (number.is_plain and not factor.is_plain):
            continue
        if factor.is_plain and _is_power_of_ten(factor.value):
            step = number.step * abs(factor.value)
            break
        if factor.value.denominator == 1:
            step = number.step
            break
    is_fixed, is_plain = one.is_fixed and other.is_fixed, one.is_plain and other.is_plain
    return Term(value=one.value * other.value, step=step, is_fixed=is_fixed, is_plain=is_plain)


def _chosen(name: str, found: list[Term]) -> Term:
    """What `min`, `max` and `abs` make of their arguments; what is chosen is known as well as that one is."""
    if name == "abs" and len(found) == 1:
        return replace(found[0], value=abs(found[0].value))
    if name in {"min", "max"} and len(found) > 1:
        chosen = (min if name == "min" else max)(found, key=lambda each: each.value)
        return replace(chosen, is_fixed=all(each.is_fixed for each in found))
    raise NotComputedError(f"{name} of {len(found)} numbers")


def _is_power_of_ten(number: Fraction) -> bool:
    one = {number.numerator, number.denominator} if number > 0 else {0}
    return 1 in one and str(max(one)).strip("0") == "1"


def _bits(number: Fraction) -> int:
    return number.numerator.bit_length() + number.denominator.bit_length()


def _bounded(term: Term) -> Term:
    if _bits(term.value) > _MOST_BITS:
        raise NotComputedError("a number too long")
    return term
