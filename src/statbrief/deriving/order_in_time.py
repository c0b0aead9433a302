"""Whether a difference or a quotient goes back in time: the earlier number less the later one, or divided by it.

What it says of size is right, and a verb would say the contrary of what came about: of 1,000 in 2022 and 300 in 2023
the first less the second is 700, and nothing rose by that. A formula tells what stands first; of code it is seen from
which way the result goes as the numbers of each period grow.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Hashable, Mapping
from datetime import date

from statbrief.arithmetic import kinds
from statbrief.deriving.evaluation import Evaluation
from statbrief.deriving.period_of import period_of
from statbrief.errors import StatbriefError
from statbrief.figures.figure import Figure
from statbrief.figures.functions import Function
from statbrief.table_schema.spans import first_day, join_periods, last_day

_MOVING = (kinds.RATIO, kinds.CHANGE, kinds.DIFFERENCE, kinds.POINTS)
_MOST_PERIODS = 50
"""Of numbers that code compares; what rests on more is a sum or a series, and no number less another."""
_LITTLE = 2.0**-10
FORWARD, UNKNOWN, BACKWARD = 1, 0, -1


def is_backward(evaluation: Evaluation, function: Function, kind: str, figures: Mapping[str, Figure]) -> bool:
    """Whether a figure compares an earlier number with a later one; `figures` are its function's inputs."""
    if kind not in _MOVING or function.returned is None:
        return False
    if function.name in evaluation.cells or any(each in evaluation.datasets for each in function.parameters):
        return _order_of_code(evaluation, function) == BACKWARD
    return _order(function.returned, figures) == BACKWARD


def _order(node: ast.expr, figures: Mapping[str, Figure]) -> int:  # noqa: PLR0911 -- one for each kind of node
    """Forward where what stands first is later than what it is less or divided by; unknown where nothing tells."""
    match node:
        case ast.Name(id=name) if name in figures:
            known = figures[name]
            return BACKWARD if known.is_backward else FORWARD if known.kind in _MOVING else UNKNOWN
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_order(operand, figures)
        case ast.BinOp(left=left, op=ast.Sub() | ast.Div() as op, right=right):
            if _period(left, figures) and _period(right, figures):
                return _of_pair(left, right, figures)
            if _period(left, figures):
                return _order(left, figures)
            return -_order(right, figures) if isinstance(op, ast.Sub) else UNKNOWN
        case ast.BinOp(left=left, op=ast.Mult() | ast.Add(), right=right):
            others = [each for each in (left, right) if _period(each, figures)]
            return _order(others[0], figures) if len(others) == 1 else UNKNOWN
        case ast.BinOp(left=left, op=ast.Pow(), right=right) if not _period(right, figures):
            return _order(left, figures)
    return UNKNOWN


def _of_pair(left: ast.expr, right: ast.expr, figures: Mapping[str, Figure]) -> int:
    """Of two parts with periods; a difference divided by one of its numbers goes as the difference does."""
    one, other = _period(left, figures), _period(right, figures)
    if last_day(one) < first_day(other):
        return BACKWARD
    if last_day(other) < first_day(one):
        return FORWARD
    return _order(left, figures) if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Sub) else UNKNOWN


def _period(node: ast.expr, figures: Mapping[str, Figure]) -> str:
    named = [figures[each.id] for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in figures]
    return join_periods(each.period for each in named)


def _order_of_code(evaluation: Evaluation, function: Function) -> int:
    """From the periods of the numbers with which the result rises, and of those with which it falls."""
    by_period: dict[str, list[Hashable]] = {}
    for key in evaluation.leaves[function.name]:
        by_period.setdefault(_period_of(evaluation, key), []).append(key)
    if "" in by_period or not 1 < len(by_period) <= _MOST_PERIODS:
        return UNKNOWN
    rising: list[str] = []
    falling: list[str] = []
    for period, keys in by_period.items():
        goes = _goes(evaluation, function, keys)
        (rising if goes > 0 else falling if goes < 0 else []).append(period)
    if not rising or not falling:
        return UNKNOWN
    if _end(rising) < _start(falling):
        return BACKWARD
    return FORWARD if _end(falling) < _start(rising) else UNKNOWN


def _goes(evaluation: Evaluation, function: Function, keys: Collection[Hashable]) -> float:
    """By how much the result moves where all of these numbers are a little larger."""
    leaves = evaluation.leaves[function.name]
    larger = {key: leaves[key].value + (abs(leaves[key].value) or 1.0) * _LITTLE for key in keys}
    try:
        return evaluation.in_its_unit(function.name, larger) - evaluation.in_its_unit(function.name, {})
    except (ArithmeticError, ValueError, StatbriefError):
        return 0.0


def _period_of(evaluation: Evaluation, key: Hashable) -> str:
    if isinstance(key, tuple):
        return evaluation.datasets[key[0]].row_period(key[2])
    return period_of(evaluation, str(key))


def _start(periods: Collection[str]) -> date:
    return min(map(first_day, periods))


def _end(periods: Collection[str]) -> date:
    return max(map(last_day, periods))
