"""Formulas in which each number stands once: which way each of them moves the result, told without trying.

Interval arithmetic forgets that a number which is used twice has one value. Where each is used once there is nothing to
forget: what an operation makes of two intervals is all that it can give (Moore, Kearfott and Cloud, Introduction to
Interval Analysis, SIAM 2009, section 5.1), and the signs of its operands say in which corner it does.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from statbrief.arithmetic.exactness import NOISE
from statbrief.arithmetic.formulas import FormulaError, evaluate

Ways: TypeAlias = dict[str, int]
"""Of each number 1 where the result rises with it, and -1 where it falls."""
_LARGEST_POWER = 20
_OVER_NOISE = 1e4
"""How much larger than noise the least difference is that a number makes, so that no other result ties with an end."""


class NotSteadyError(ValueError):
    """Raised for a formula of which it cannot be told so which way each of its numbers moves it."""


@dataclass(frozen=True)
class Reach:
    """How far a number goes, and what floating point may have lost of it, absolutely.

    `weakest` is the share of its width that the weakest of the numbers it is made of makes by itself.
    """

    low: float
    high: float
    noise: float
    weakest: float = 1.0

    @property
    def width(self) -> float:
        """From its lowest to its highest."""
        return self.high - self.low

    @property
    def largest(self) -> float:
        """The size of the end that is further from nothing."""
        return max(abs(self.low), abs(self.high))

    @property
    def sign(self) -> int:
        """1 or -1 of what is on one side of nothing for certain, else 0."""
        return (self.low > self.noise) - (self.high < -self.noise)


def stated(low: float, high: float) -> Reach:
    """How far a number goes that is not computed."""
    return Reach(low, high, NOISE * max(abs(low), abs(high)))


def steady(tree: ast.expr, reaches: Mapping[str, Reach], fixed: Mapping[str, float]) -> tuple[Reach, Ways]:
    """How far a formula goes, and for each of its numbers that are not exact whether it rises or falls with that.

    `reaches` are those of its numbers, each of which it has to name once, and no two of which may be made of one
    number; `fixed` are the constants that it names. Raises `NotSteadyError`.
    """
    try:
        reach, ways = _told(tree, reaches, fixed)
        moving = {name: ways[name] for name, each in reaches.items() if each.width}
        reach = replace(reach, weakest=_weakest(tree, reaches, fixed, moving) / (reach.width or 1.0))
    except (ArithmeticError, KeyError, FormulaError) as error:
        raise NotSteadyError(str(error)) from error
    if not math.isfinite(reach.noise) or (moving and not reach.weakest * reach.width > reach.noise * _OVER_NOISE):
        raise NotSteadyError("a number that makes no difference to speak of")
    return reach, moving


def _told(node: ast.expr, reaches: Mapping[str, Reach], fixed: Mapping[str, float]) -> tuple[Reach, Ways]:
    match node:
        case ast.Name(id=name) if name in reaches:
            return reaches[name], {name: 1}
        case ast.Name(id=name):
            return stated(fixed[name], fixed[name]), {}
        case ast.Constant(value=int() | float() as value):
            return stated(float(value), float(value)), {}
        case ast.UnaryOp(op=op, operand=operand):
            reach, ways = _told(operand, reaches, fixed)
            return (_turned(reach), _times(-1, ways)) if isinstance(op, ast.USub) else (reach, ways)
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _told(left, reaches, fixed), _told(right, reaches, fixed)
            if one[1].keys() & other[1].keys():
                raise NotSteadyError("a number that is used twice")
            return _joined(op, one, other)
    raise NotSteadyError("more than sums, products and whole powers")


def _joined(op: ast.operator, one: tuple[Reach, Ways], other: tuple[Reach, Ways]) -> tuple[Reach, Ways]:
    (left, ways), (right, others) = one, other
    match op:
        case ast.Add():
            return _sum(left, right), ways | others
        case ast.Sub():
            return _sum(left, _turned(right)), ways | _times(-1, others)
        case ast.Mult():
            return _product(left, right), _times(right.sign, ways) | _times(left.sign, others)
        case ast.Div() if right.sign:
            return _product(left, _inverse(right)), _times(right.sign, ways) | _times(-left.sign, others)
        case ast.Pow() if not others and right.low.is_integer() and 1 <= abs(right.low) <= _LARGEST_POWER:
            return _power(left, int(right.low)), _times(_sign_of_power(left, int(right.low)), ways)
    raise NotSteadyError("a division by what may be nothing, or a power that is not whole")


def _times(sign: int, ways: Ways) -> Ways:
    """Which way the numbers go in a product with something of that sign; of what may be nothing it is not known."""
    if ways and not sign:
        raise NotSteadyError("a product with what may be nothing")
    return {name: sign * way for name, way in ways.items()}


def _turned(reach: Reach) -> Reach:
    return Reach(-reach.high, -reach.low, reach.noise)


def _sum(one: Reach, other: Reach) -> Reach:
    return Reach(one.low + other.low, one.high + other.high, one.noise + other.noise)


def _product(one: Reach, other: Reach) -> Reach:
    corners = [this * that for this in (one.low, one.high) for that in (other.low, other.high)]
    noise = one.noise * other.largest + other.noise * one.largest
    return Reach(min(corners), max(corners), noise)


def _inverse(reach: Reach) -> Reach:
    """One divided by what is on one side of nothing."""
    nearest = min(abs(reach.low), abs(reach.high))
    return Reach(1 / reach.high, 1 / reach.low, reach.noise / nearest**2)


def _power(reach: Reach, power: int) -> Reach:
    if not reach.sign:
        raise NotSteadyError("a power of what may be nothing")
    ends = reach.low**power, reach.high**power
    slope = max(abs(reach.low ** (power - 1)), abs(reach.high ** (power - 1)))
    return Reach(min(ends), max(ends), abs(power) * slope * reach.noise)


def _sign_of_power(reach: Reach, power: int) -> int:
    """Which way a power goes as its base rises: x^2 falls under nothing, and 1 / x on both sides of it."""
    return (1 if power > 0 else -1) * (1 if power % 2 else reach.sign)


def _weakest(tree: ast.expr, reaches: Mapping[str, Reach], fixed: Mapping[str, float], moving: Ways) -> float:
    """The least that one of the stated numbers behind a formula moves it by, from where all are low or all high."""
    lows, highs = ({name: getattr(each, end) for name, each in reaches.items()} for end in ("low", "high"))
    lowest, highest = (evaluate(tree, {**fixed, **ends}) for ends in (lows, highs))
    found = math.inf
    for name in moving:
        up = abs(evaluate(tree, {**fixed, **lows, name: highs[name]}) - lowest)
        down = abs(evaluate(tree, {**fixed, **highs, name: lows[name]}) - highest)
        found = min(found, min(up, down) * reaches[name].weakest)
    return found
