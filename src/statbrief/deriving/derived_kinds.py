"""What a derived figure is, told from the last operation of its formula, its unit and the periods of its inputs."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from statbrief.arithmetic import kinds
from statbrief.data.units import ratio_of
from statbrief.figures.figure import Figure
from statbrief.table_schema.spans import are_apart, join_periods


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a formula's names stand for: figures, and constants.

    `returned` is what each derived figure's function returns, `is_plain` whether the result has no unit of a dimension,
    `in_per_cents` whether some of what it rests on is a percentage, `of_shares` whether all of it are numbers from 0 to
    1 without a unit, or percentages, and the result is one of them too; `rests_on_shares` the same of any result.
    """

    figures: Mapping[str, Figure]
    constants: Collection[str]
    returned: Mapping[str, ast.expr]
    is_plain: bool
    in_per_cents: bool = False
    of_shares: bool = False
    rests_on_shares: bool = False

    @property
    def differs_in_points(self) -> bool:
        """Whether a difference of what it rests on is one of percentage points."""
        return self.is_plain and (self.in_per_cents or self.rests_on_shares)


def kind_of(node: ast.expr | None, scope: Scope) -> str:
    """The kind of a figure whose function returns this expression; that of a plain number where nothing tells it."""
    found = _kind(node, scope) if node is not None else ""
    if scope.of_shares and not found and not isinstance(node, ast.BinOp):
        return kinds.SHARE  # a cell of a column of shares, or their mean
    if scope.is_plain:
        return kinds.NUMBER if found in {"", kinds.LEVEL, kinds.RATE, kinds.INDEX} else found
    return found if found in {kinds.DIFFERENCE, kinds.RATE, kinds.INDEX} else kinds.LEVEL


def _kind(node: ast.expr, scope: Scope) -> str:  # noqa: PLR0911 -- one for each kind of node
    match node:
        case ast.Name(id=name) if name in scope.figures:
            return scope.figures[name].kind
        case ast.UnaryOp(operand=operand):
            return _kind(operand, scope)
        case ast.Call(func=ast.Name(id="abs"), args=[only]):
            return _absolute(_kind(only, scope))
        case ast.Call(func=ast.Name(id="min" | "max"), args=[_, *_] as arguments):
            return _shared({_kind(each, scope) for each in arguments})
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _of_difference(left, right, scope)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _of_sum(left, right, scope)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _of_product(left, right, scope)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _of_quotient(left, right, scope)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _of_power(left, right, scope)
    return ""


def _absolute(kind: str) -> str:
    return {kinds.DIFFERENCE: kinds.LEVEL, kinds.POINTS: ""}.get(kind, kind)


def _shared(found: set[str]) -> str:
    return found.pop() if len(found) == 1 else ""


def _of_difference(left: ast.expr, right: ast.expr, scope: Scope) -> str:
    """What is left of a constant is of the kind of what was taken away; a ratio less one is a change."""
    if _is_one(right, scope) and (less_one := _less_one(left, scope)) is not None:
        return less_one
    if taken := _taken_from_constant(left, right, scope):
        return kinds.SHARE if {_kind(each, scope) for each in taken} == {kinds.SHARE} else ""
    found = {_kind(left, scope), _kind(right, scope)}
    is_of_cells = found == {""} and scope.rests_on_shares  # which a function picks out of a table by itself
    is_of_shares = found <= {kinds.SHARE, kinds.CHANGE, kinds.POINTS} or scope.in_per_cents or is_of_cells
    return kinds.POINTS if scope.is_plain and is_of_shares else kinds.DIFFERENCE


def _less_one(node: ast.expr, scope: Scope) -> str | None:
    """The kind of an expression less one: a change, of growth; nothing that is known of what may be none."""
    kind = _kind(node, scope)
    if kind in {kinds.RATIO, kinds.COMPARISON} or _is_growth(node, scope):
        return kinds.CHANGE
    return {kinds.SIGNED: kinds.SIGNED, kinds.NUMBER: "", "": ""}.get(kind)


def _is_growth(node: ast.expr, scope: Scope) -> bool:
    """Whether it is what something is multiplied by in a time: 1 + growth, 1 - decline, or several of them at once."""
    match _followed(node, scope):
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _is_growth(left, scope) and _is_growth(right, scope)
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _is_growth(left, scope) and _is_constant(right, scope)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            sides = ((left, right), (right, left))
            return any(_is_one(one, scope) and _is_within_one(rate, scope) for one, rate in sides)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _is_one(left, scope) and _is_within_one(right, scope)
    return _kind(node, scope) == kinds.RATIO


def _is_within_one(node: ast.expr, scope: Scope) -> bool:
    """Whether a figure is a growth or a decline by less than all there was."""
    if not isinstance(node, ast.Name) or node.id not in scope.figures:
        return False
    figure = scope.figures[node.id]
    ratio = ratio_of(figure.quantity)
    ends = (figure.known.low, figure.known.high)
    return ratio is not None and all(end is not None and abs(end * Fraction(ratio)) < 1 for end in ends)


def _taken_from_constant(left: ast.expr, right: ast.expr, scope: Scope) -> list[ast.expr]:
    """All that is taken from a constant, one by one; nothing where the constant is taken away again."""
    taken, whole = [right], left
    while isinstance(whole, ast.BinOp) and isinstance(whole.op, ast.Sub):
        taken, whole = [whole.right, *taken], whole.left
    if not _is_constant(whole, scope):
        return []
    return [] if len(taken) > 1 and any(_is_rest(each, scope) for each in taken) else taken


def _is_rest(node: ast.expr, scope: Scope) -> bool:
    whole = _followed(node, scope)
    return isinstance(whole, ast.BinOp) and isinstance(whole.op, ast.Sub) and _is_constant(whole.left, scope)


def _of_sum(left: ast.expr, right: ast.expr, scope: Scope) -> str:
    found = {_kind(left, scope), _kind(right, scope)}
    if _is_one(left, scope) or _is_one(right, scope):
        return kinds.RATIO if kinds.CHANGE in found else ""
    return kinds.LEVEL if kinds.LEVEL in found else _shared(found)


def _of_product(left: ast.expr, right: ast.expr, scope: Scope) -> str:
    factors = [each for each in (left, right) if not _is_constant(each, scope)]
    found = {_kind(each, scope) for each in factors}
    if len(factors) == 1:
        return _shared(found)
    return _shared(found) if found <= {kinds.RATIO} or found <= {kinds.SHARE} else ""


def _of_quotient(left: ast.expr, right: ast.expr, scope: Scope) -> str:
    if _is_constant(right, scope):
        return _rate(_kind(left, scope), right, scope)
    if not scope.is_plain:
        return kinds.RATE
    if _starts_from(left, right, scope):
        return kinds.CHANGE if _is_above_zero(right, scope) else kinds.SIGNED
    above = {_is_above_zero(left, scope, may_be_zero=True), _is_above_zero(right, scope)}
    if above != {True}:
        return kinds.SIGNED if False in above else ""
    one, other = _period(left, scope), _period(right, scope)
    is_twice = {_kind(left, scope), _kind(right, scope)} <= {kinds.SHARE, kinds.RATIO}  # no part of a part: the same
    if is_twice or (one and other and are_apart(one, other)):
        return kinds.RATIO
    return kinds.SHARE if one and other else ""


def _of_power(left: ast.expr, right: ast.expr, scope: Scope) -> str:
    """A ratio stays one, such as growth over years to that of a year; a share of a share, and so on, is a share."""
    found = _kind(left, scope)
    if found == kinds.RATIO and _is_constant(right, scope):
        return kinds.RATIO
    is_count = isinstance(right, ast.Constant) and isinstance(right.value, int) and right.value > 0
    return kinds.SHARE if found == kinds.SHARE and is_count else ""


def _rate(found: str, right: ast.expr, scope: Scope) -> str:
    """A level for each of a constant that has a unit is a rate."""
    return kinds.RATE if isinstance(right, ast.Name) and found in {kinds.LEVEL, ""} and not scope.is_plain else found


def _starts_from(left: ast.expr, right: ast.expr, scope: Scope) -> bool:
    """Whether a difference is divided by what it is a difference from."""
    whole = _followed(left, scope)
    match whole:
        case ast.BinOp(op=ast.Sub(), right=taken):
            return ast.dump(taken) == ast.dump(right) or ast.dump(_followed(taken, scope)) == ast.dump(right)
    return False


def _followed(node: ast.expr, scope: Scope) -> ast.expr:
    """The expression that a name of a derived figure stands for."""
    return scope.returned.get(node.id, node) if isinstance(node, ast.Name) else node


def _is_above_zero(node: ast.expr, scope: Scope, *, may_be_zero: bool = False) -> bool | None:
    """Whether what is divided, or what it is divided by, cannot be negative; None where its parts do not tell."""
    match node:
        case ast.Name(id=name) if name in scope.figures:
            known = scope.figures[name].known
            is_assumed = known.is_stated and known.is_limit_in  # a count: by nothing nobody divides
            return known.is_positive or ((may_be_zero or is_assumed) and known.floor is not None and known.floor >= 0)
        case ast.Constant(value=int() | float() as value):
            return value > 0
        case ast.BinOp(left=left, op=ast.Add() | ast.Mult() | ast.Div(), right=right):
            found = {_is_above_zero(each, scope, may_be_zero=may_be_zero) for each in (left, right)}
            return True if found == {True} else None
        case ast.BinOp(left=left, op=ast.Pow()):
            return _is_above_zero(left, scope) or None
        case ast.Name(id=name) if name in scope.constants:
            return True
    return None


def _period(node: ast.expr, scope: Scope) -> str:
    """The time that an expression's figures are about."""
    named = [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in scope.figures]
    periods = [scope.figures[name].period for name in named]
    return join_periods(periods) if periods and all(periods) else ""


def _is_constant(node: ast.expr, scope: Scope) -> bool:
    names = [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
    return all(name in scope.constants for name in names)


def _is_one(node: ast.expr, scope: Scope) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1 and scope.is_plain
