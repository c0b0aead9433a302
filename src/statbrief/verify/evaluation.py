"""A record's formula, evaluated a second time: with fractions, and how large the numbers on its way are.

It shares nothing with what a brief is computed with but the list of what a formula may be made of, and how many digits
floating point holds.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic.exactness import FLOAT_DIGITS, LARGEST_NUMBER

MOST_BITS = 4_000
"""Of a number on the way: what is longer is left to floating point, for a formula may ask for any power of a power."""
_LARGEST_POWER = 100
_SHORT = 12
"""Digits of a factor between units that somebody defined: what has more is computed."""
_SUMS = (ast.Add, ast.Sub)


def exactly(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction | None:
    """What the formula comes to; None where fractions cannot say: a root, a division by nothing, a number too long."""
    found = _evaluated(node, values)
    if found is None or found.numerator.bit_length() + found.denominator.bit_length() > MOST_BITS:
        return None
    return found


def _evaluated(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction | None:  # noqa: PLR0911 -- one a node
    match node:
        case ast.Constant(value=int() | float() as value):
            return Fraction(Decimal(repr(value)))
        case ast.Name(id=name):
            return values.get(name)
        case ast.UnaryOp(op=op, operand=operand):
            found = exactly(operand, values)
            return -found if found is not None and isinstance(op, ast.USub) else found
        case ast.BinOp(left=left, op=op, right=right):
            one, other = exactly(left, values), exactly(right, values)
            return None if one is None or other is None else joined(op, one, other)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            found_all = [exactly(each, values) for each in arguments]
            known = [each for each in found_all if each is not None]
            if len(known) < len(found_all):
                return None
            return abs(known[0]) if name == "abs" else {"min": min, "max": max}[name](known)
    return None


def joined(op: ast.operator, one: Fraction, other: Fraction) -> Fraction | None:
    """What two numbers come to, as `exactly`."""
    match op:
        case ast.Add():
            return one + other
        case ast.Sub():
            return one - other
        case ast.Mult():
            return one * other
        case ast.Div():
            return one / other if other else None
        case ast.Pow() if other.denominator == 1 and abs(other) <= _LARGEST_POWER and (one or other >= 0):
            bits = max(one.numerator.bit_length(), one.denominator.bit_length()) * abs(int(other))
            return one ** int(other) if bits <= MOST_BITS else None
    return None


def size(node: ast.expr, values: Mapping[str, float], sizes: Mapping[str, float]) -> float:
    """How large the numbers are that a formula adds and takes from each other: floats err by a part of that."""
    return _sized(node, values, sizes)[1]


def _sized(  # noqa: PLR0911 -- one for each kind of node
    node: ast.expr, values: Mapping[str, float], sizes: Mapping[str, float]
) -> tuple[float, float]:
    """The value of a part, and its size."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value), abs(float(value))
        case ast.Name(id=name):
            return values[name], sizes[name]
        case ast.UnaryOp(op=op, operand=operand):
            value, known = _sized(operand, values, sizes)
            return (-value if isinstance(op, ast.USub) else value), known
        case ast.BinOp(left=left, op=op, right=right):
            (one, large), (other, larger) = _sized(left, values, sizes), _sized(right, values, sizes)
            if isinstance(op, _SUMS):
                return (one + other if isinstance(op, ast.Add) else one - other), large + larger
            if isinstance(op, ast.Mult):
                return one * other, large * larger
            if isinstance(op, ast.Div) and other:
                return one / other, (large / abs(other)) * (larger / abs(other))
            return 0.0, math.inf if isinstance(op, ast.Div) else _power(large, other)
        case ast.Call(args=arguments):
            found = [_sized(each, values, sizes) for each in arguments]
            return found[0][0], max(large for _, large in found)
    return 0.0, 0.0


def is_nearest(one: Fraction | None, other: float) -> bool:
    """Whether a float is the nearest one to an exact number; an open end has none."""
    if one is None or not math.isfinite(other):
        return one is None and not math.isfinite(other)
    return abs(one) < LARGEST_NUMBER and float(one) == other


def meet(one: float, other: float, slack: float) -> bool:
    """Whether two ends are one, as near as floats tell."""
    return one == other or abs(one - other) <= slack  # of two infinite ends, the first says it


def _power(base: float, exponent: float) -> float:
    try:
        return float(max(base, 1.0) ** abs(exponent))
    except OverflowError:
        return math.inf


def factor(number: float) -> Fraction:
    """What a factor between units stands for: the decimal that it is, or one divided by the decimal it comes from."""
    for way in (number, 1 / number if number else 0.0):  # floating point may have left some digits behind
        if math.isfinite(way) and len(Decimal(f"{way:.{FLOAT_DIGITS}g}").normalize().as_tuple().digits) <= _SHORT:
            return constant(way) if way == number else 1 / constant(way)
    candidates = [Fraction(Decimal(repr(number)))]
    if number:
        candidates.append(1 / Fraction(Decimal(repr(1 / number))))
    return min(candidates, key=lambda each: each.numerator.bit_length() + each.denominator.bit_length())


def constant(number: float) -> Fraction:
    """A constant of a formula as the decimal number that somebody typed."""
    return Fraction(Decimal(f"{number:.{FLOAT_DIGITS}g}"))
