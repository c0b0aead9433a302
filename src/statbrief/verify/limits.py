"""What a record's formula nears where some of its inputs grow without bound, or vanish: by the powers of what grows.

It shares nothing with what a brief is computed with. A formula over one number that grows is one polynomial over
another; as that number grows, the highest powers decide: of 3x² + 7 over x² − x, three. The larger of two such is the
one whose difference to the other has a highest power above nothing.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from statbrief.arithmetic.formulas import FormulaError, names
from statbrief.record.figure_types import DerivedFigure
from statbrief.verify.evaluation import constant, factor
from statbrief.verify.rests_on import Basis

Powers: TypeAlias = dict[int, Fraction]
"""A polynomial: what each power is multiplied with, where that is not nothing."""
Growth: TypeAlias = tuple[Powers, Powers]
"""What is above the line, and what below."""
HIGHEST = 40
MOST_BITS = 10_000
_LEAST = Fraction(1, 10**12)
"""Relative: less than this of two numbers that cancel may be what floating point left of them."""
_LARGEST_POWER = 20


@dataclass
class Limits:
    """What the figures of a record near; those that are moved are named in `vanishing` where nothing is their end.

    `exact` and `fresh` are the numbers of the figures, exactly as far as that is known, and in floating point.
    """

    derived: Mapping[str, DerivedFigure]
    trees: Mapping[str, ast.expr]
    exact: Mapping[str, Fraction]
    fresh: Mapping[str, float]
    basis: Basis
    vanishing: AbstractSet[Hashable] = field(default_factory=set)

    def of(self, name: str, moves: Mapping[Hashable, float], part: ast.expr | None = None) -> float:
        """What a figure, or a part of its formula, nears where `moves` go. Raises `FormulaError` where nothing tells.

        Each link of a chain is a figure of its own, however many there are.
        """
        if not any(math.isinf(place) or self._vanishes(key, place) for key, place in moves.items()):
            raise FormulaError("does not come to a number")
        found: dict[str, Growth] = {}
        waiting = [name]
        while waiting:
            current = waiting[-1]
            if current not in found:
                if current not in self.trees or current in moves or not self.basis.those_behind(current, moves):
                    found[current] = self._stated(current, moves)
                elif missing := [each for each in self._needs(current) if each not in found]:
                    waiting += missing
                    continue
                else:
                    found[current] = self._computed(current, found, self.trees[current])
            waiting.pop()
        return limit(found[name] if part is None else self._computed(name, found, part))

    def _vanishes(self, key: Hashable, place: float) -> bool:
        return key in self.vanishing and place == 0

    def _needs(self, name: str) -> list[str]:
        """The figures that a formula names."""
        constants = self.derived[name]["constants"]
        return [each for each in names(self.trees[name]) if each not in constants]

    def _stated(self, name: str, moves: Mapping[Hashable, float]) -> Growth:
        key = self.basis.standing_for(name)
        place = moves.get(key)
        if place is None:
            return number(self.exact[name] if name in self.exact else constant(self.fresh[name]))
        if math.isinf(place):
            return growing(1 if place > 0 else -1)
        return growing(1, is_vanishing=True) if self._vanishes(key, place) else number(constant(place))

    def _computed(self, name: str, found: Mapping[str, Growth], tree: ast.expr) -> Growth:
        figure = self.derived[name]
        self.basis.spend(1 + len(figure["formula"]))

        def value_of(each: str) -> Growth:
            by = number(factor(figure["factors"].get(each, 1)))
            typed = figure["constants"].get(each)
            return _times(found[each] if typed is None else number(constant(typed["value"])), by)

        whole = grown(tree, value_of)
        return _times(whole, number(factor(figure["scale"]))) if tree is self.trees[name] else whole


def number(value: Fraction) -> Growth:
    """What does not grow."""
    return ({0: value} if value else {}), {0: Fraction(1)}


def growing(sign: int, *, is_vanishing: bool = False) -> Growth:
    """What grows without bound, or one divided by that."""
    one = {0: Fraction(1)}, {1: Fraction(sign)}
    return one if is_vanishing else (one[1], one[0])


def limit(found: Growth) -> float:
    """What it nears."""
    above, below = found
    if not above:
        return 0.0
    top, bottom = max(above), max(below)
    ratio = above[top] / below[bottom]
    if top == bottom:
        return float(ratio)
    return math.copysign(math.inf, ratio) if top > bottom else 0.0


def grown(node: ast.expr, value_of: Callable[[str], Growth]) -> Growth:
    """What a formula is, its names being what `value_of` says. Raises `FormulaError` where that cannot be told."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return number(Fraction(Decimal(repr(value))))
        case ast.Name(id=name):
            return value_of(name)
        case ast.UnaryOp(op=op, operand=operand):
            found = grown(operand, value_of)
            return _times(found, number(Fraction(-1))) if isinstance(op, ast.USub) else found
        case ast.BinOp(left=left, op=op, right=right):
            return _joined(op, grown(left, value_of), grown(right, value_of))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            found_all = [grown(each, value_of) for each in arguments]
            return _chosen(name, found_all)
    raise FormulaError("has no limit")


def _joined(op: ast.operator, one: Growth, other: Growth) -> Growth:
    match op:
        case ast.Add():
            return _plus(one, other)
        case ast.Sub():
            return _plus(one, _times(other, number(Fraction(-1))))
        case ast.Mult():
            return _times(one, other)
        case ast.Div() if other[0]:
            return _times(one, (other[1], other[0]))
        case ast.Pow():
            return _power(one, other)
    raise FormulaError("has no limit")


def _power(base: Growth, exponent: Growth) -> Growth:
    power = limit(exponent)
    if {*exponent[0], *exponent[1]} != {0} or power != int(power) or abs(power) > _LARGEST_POWER:
        raise FormulaError("has no limit")
    if power < 0 and not base[0]:
        raise FormulaError("divides by nothing")
    found, factor = number(Fraction(1)), base if power >= 0 else (base[1], base[0])
    for _ in range(abs(int(power))):
        found = _times(found, factor)
    return found


def _chosen(name: str, found: list[Growth]) -> Growth:
    if name == "abs":
        return _times(found[0], number(Fraction(_sign(found[0]))))
    chosen = found[0]
    for each in found[1:]:
        way = _sign(_plus(each, _times(chosen, number(Fraction(-1)))))
        chosen = each if way == (1 if name == "max" else -1) else chosen
    return chosen


def _sign(found: Growth) -> int:
    above, below = found
    if not above:
        return 0
    return 1 if (above[max(above)] > 0) == (below[max(below)] > 0) else -1


def _plus(one: Growth, other: Growth) -> Growth:
    above = _added(_multiplied(one[0], other[1]), _multiplied(other[0], one[1]))
    return _within(above, _multiplied(one[1], other[1]))


def _times(one: Growth, other: Growth) -> Growth:
    return _within(_multiplied(one[0], other[0]), _multiplied(one[1], other[1]))


def _multiplied(one: Powers, other: Powers) -> Powers:
    found: Powers = {}
    for power, number_of in other.items():
        found = _added(found, {raised + power: each * number_of for raised, each in one.items()})
    return found


def _added(one: Powers, other: Powers) -> Powers:
    found = dict(one)
    for power, each in other.items():
        before = found.pop(power, Fraction(0))
        if total := before + each:
            if abs(total) < abs(each) * _LEAST:
                raise FormulaError("has no limit that can be told")
            found[power] = total
    return found


def _within(above: Powers, below: Powers) -> Growth:
    """Both, within bounds: a record may ask for any power of a power."""
    parts = [*above.values(), *below.values()]
    bits = sum(each.numerator.bit_length() + each.denominator.bit_length() for each in parts)
    if max([*above, *below], default=0) > HIGHEST or bits > MOST_BITS:
        raise FormulaError("has no limit within bounds")
    return above, below
