"""What a record's open ranges rest on: which ends are reached, and that nothing is divided by what may be nothing.

A formula is evaluated at the ends of its inputs' ranges, and an end without bound is a limit. Between such an end and
the other one a quotient may leap, from one side of nothing to the other: then it has no range, whatever its ends are.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from statbrief.arithmetic.bounds import ends_at_nothing
from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.formulas import FormulaError
from statbrief.arithmetic.inputs import Evaluate, Input
from statbrief.arithmetic.monotone_ranges import NotMonotoneError, extremes
from statbrief.arithmetic.open_ends import opened
from statbrief.arithmetic.ranges import Range
from statbrief.arithmetic.steady_formulas import NotSteadyError, stated, steady
from statbrief.record import published
from statbrief.record.figure_types import DerivedFigure, PublishedFigure

Moves = Mapping[Hashable, float]


def divisors(tree: ast.expr) -> Iterator[ast.expr]:
    """The parts of a formula that it divides by, and those that it raises to a power that may be negative."""
    for each in ast.walk(tree):
        match each:
            case ast.BinOp(op=ast.Div(), right=ast.expr() as part) if not isinstance(part, ast.Constant):
                yield part
            case ast.BinOp(left=ast.expr() as part, op=ast.Pow(), right=power) if not isinstance(power, ast.Constant):
                yield part


def reach_of(
    evaluate: Evaluate, inputs: Sequence[Input], parts: Iterable[Evaluate]
) -> tuple[Range, tuple[Moves, Moves]]:
    """The range of a formula that divides by `parts`, and where it is lowest and highest.

    Raises `NotMonotoneError` for one that rises and falls, and `FormulaError` for one that may divide by nothing.
    """
    reached: dict[float, Moves] = {}

    def moved(moves: Moves) -> float:
        result = evaluate(moves)
        reached[result] = moves
        return result

    if any(_may_be_nothing(each, inputs) for each in parts):
        raise FormulaError("divides by what may be nothing")
    reach = extremes(moved, inputs)
    return reach, (reached[reach.low], reached[reach.high])


def told_by_signs(
    evaluate: Evaluate, figure: DerivedFigure, tree: ast.expr, inputs: Sequence[Input], ranges: Mapping[str, Range]
) -> tuple[Range, tuple[Moves, Moves]] | None:
    """The same where the formula's signs tell which way each input moves it; None where it has to be tried.

    `inputs` may lie anywhere in their ranges; `ranges` are those of all figures that the formula names, of which the
    others have to be exact.
    """
    moving, by = {str(each.key): each for each in inputs}, figure["factors"]
    fixed = {name: reach.low for name, reach in ranges.items() if name not in moving and reach.is_exact}
    fixed |= {name: each["value"] for name, each in figure["constants"].items()}
    is_open = any(each.open_side or each.is_open or each.limit is not None for each in inputs)
    if is_open or ranges.keys() - moving.keys() - fixed.keys() or min(figure["scale"], *by.values(), 1) <= 0:
        return None
    factors = {name: by.get(name, 1.0) for name in (*moving, *fixed)}
    reaches = {name: stated(each.low * factors[name], each.high * factors[name]) for name, each in moving.items()}
    try:
        _, ways = steady(tree, reaches, {name: value * factors[name] for name, value in fixed.items()})
    except NotSteadyError:
        return None
    lows: Moves = {name: each.low if ways[name] > 0 else each.high for name, each in moving.items()}
    highs: Moves = {name: each.high if ways[name] > 0 else each.low for name, each in moving.items()}
    return Range(evaluate(lows), evaluate(highs)), (lows, highs)


def _may_be_nothing(evaluate: Evaluate, inputs: Sequence[Input]) -> bool:
    """Whether a part of a formula lies on both sides of nothing; not where its own range cannot be told."""
    try:
        reach = extremes(evaluate, inputs)
    except (NotMonotoneError, FormulaError):
        return False
    return reach.low < 0 < reach.high


def input_of(name: str, figure: PublishedFigure, value: float, reach: Range) -> Input:
    """A figure as an input of others, with what its range leaves out."""
    is_open = published.is_open(figure)
    if "stated" in figure:
        is_counted = figure.get("is_counted", False)
        if not ends_at_nothing(Decimal(figure["stated"]), figure["bound"], is_counted=is_counted):
            return Input(name, value, reach.low, reach.high, is_open)
        return Input(name, value, 0.0, reach.high, is_open, beyond=-1)
    side = figure.get("limit", "")
    if figure.get("is_limit_in"):
        return Input(name, value, reach.low, reach.high, is_open, beyond=1 if side == "high" else -1)
    limit = {"low": reach.low, "high": reach.high}.get(side)
    return Input(name, value, reach.low, reach.high, is_open, limit)


def vanishes(each: Input, place: float) -> bool:
    """Whether an input is moved to a nothing at which its open side ends: as a divisor it is more than that."""
    return each.beyond < 0 and place == each.low == 0


def wrong_opening(
    figure: DerivedFigure, reach: Range, evaluate: Evaluate, inputs: Sequence[Input], corners: tuple[Moves, Moves]
) -> str:
    """Whether the record says wrongly which end of a range is not reached."""
    low, high = (Fraction(end) if math.isfinite(end) else None for end in (reach.low, reach.high))
    middle = Fraction(evaluate({}))
    known = opened(Known(value=middle, low=low, high=high), evaluate, inputs, corners)
    side = "" if known.limit is None else "low" if known.low is None else "high"
    if figure.get("limit", "") != side or figure.get("is_limit_in", False) != known.is_limit_in:
        return "it says wrongly which end of its range is a limit that is not reached"
    return "" if figure["is_open"] == known.is_open else "it says wrongly whether its range leaves out its own end"


def is_told(inputs: Iterable[Input], figures: Mapping[str, PublishedFigure]) -> bool:
    """Whether the inputs' own ranges tell which ends are reached: not one of two ends that rests on a bound."""
    bounded = [
        figures[str(each.key)]
        for each in inputs
        if math.isfinite(each.high - each.low) and each.limit is None and not each.open_side
    ]
    behind = [figures.get(each) for figure in bounded if "stated" not in figure for each in figure["reported"]]
    return not any(each["bound"] for each in behind if each is not None and "stated" in each)
