"""Whether a change or a ratio has a direction: what it starts from must be above nothing, wherever in its range it is.

From a balance of -10 to one of 5 is 15 more, and 5 / -10 less one is -150%; from -10 to -5 is more, and the quotient a
half. A formula over figures tells the signs of its parts. Of code, what it divides by is computed where its last line
shows it; where it gives the same with all its numbers of one unit a little larger, as a quotient does and growth upon
growth does not, none of these may be negative; and no divisor that matters may be, in whatever it calls.
"""

from __future__ import annotations

import ast
import copy
import math
import numbers
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from statbrief.arithmetic import kinds
from statbrief.arithmetic.exactness import CLOSE, Known
from statbrief.arithmetic.inputs import Input
from statbrief.data.units import ratio_of
from statbrief.deriving.divisors import negative_divisors
from statbrief.deriving.evaluation import Evaluation, Moves
from statbrief.deriving.parts_of_wholes import NO_WHOLE, no_part
from statbrief.errors import DerivingError, StatbriefError
from statbrief.figures.figure import Figure
from statbrief.figures.functions import Function
from statbrief.figures.return_annotations import promise

DIRECTED = (kinds.RATIO, kinds.COMPARISON, kinds.CHANGE)
"""The kinds that say in which direction something went, or lies, by a quotient."""
_LARGER = 1 + 2.0**-10
"""So little that nothing changes its place in an order."""
_WANTED = "write the difference; or derive both numbers by functions of their own, and divide these"


def kind_by_signs(
    evaluation: Evaluation, function: Function, figure: Figure, kinds_of: tuple[str, str], corners: Iterable[Moves]
) -> str:
    """What a figure is by the signs of what it is a quotient of; `kinds_of` are its kind, and what its formula tells.

    Raises `DerivingError` where code declares a direction, and rests on numbers that are negative, or a share that is
    none.
    """
    kind, told = kinds_of
    if promise(function.returns).kind == kinds.SHARE and (found := no_part(evaluation, function, figure)):
        raise DerivingError(function.fault(f"declares 'share', and {found}", NO_WHOLE))
    if kind not in DIRECTED:
        return kind
    if told not in {*DIRECTED, kinds.SHARE} and (found := _unsure(evaluation, function, corners)):
        if function.expression:
            return kinds.SIGNED
        raise DerivingError(function.fault(f"declares '{kind}', and {found}", _WANTED))
    return kinds.SIGNED if _is_below_nothing(kind, figure) else kind


def _is_below_nothing(kind: str, figure: Figure) -> bool:
    """Whether a ratio may be negative, or a change takes away more than there was."""
    known: Known = figure.known
    if kind != kinds.CHANGE:
        return known.floor is None or known.floor < 0
    ratio = ratio_of(figure.quantity)
    return ratio is not None and known.scaled(ratio).value < -1


def _unsure(evaluation: Evaluation, function: Function, corners: Iterable[Moves]) -> str:
    """Why what a function divides by may be negative, for messages; nothing where no sign of it is found."""
    for text, divisor in _divisors(evaluation, function):
        if any(value < 0 for value in _values(evaluation, function, divisor, corners)):
            return f"divides by {text}, which is negative or may be"
    if function.expression:
        return ""
    if (negative := next(_negative(evaluation, function), None)) is not None:
        return f"rests on {evaluation.leaf_name(negative.key)}, which is negative"
    if function.name in evaluation.cells:
        return ""
    said = next(negative_divisors(evaluation, function, corners), "")
    return f"divides by {said}, which is negative or may be" if said else ""


def _divisors(evaluation: Evaluation, function: Function) -> Iterator[tuple[str, Callable[..., Any]]]:
    """What the function's last line divides by, as text, and as a function of the same inputs."""
    if function.name in evaluation.cells or function.returned is None:
        return
    node, names = function.definition, evaluation.names_of_file(function)
    if sum(isinstance(each, ast.Return) for each in ast.walk(node)) > 1:
        return
    for each in ast.walk(function.returned):
        if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Div):
            yield ast.unparse(each.right), _returning(node, each.right, dict(names))


def _returning(node: ast.FunctionDef, expression: ast.expr, names: dict[str, Any]) -> Callable[..., Any]:
    """The function with another expression in the place of what it returns."""
    other = copy.copy(node)
    other.body, other.decorator_list = [*node.body[:-1], ast.Return(expression)], []
    module = ast.fix_missing_locations(ast.Module([copy.deepcopy(other)], []))
    exec(compile(module, "<divisor>", "exec", dont_inherit=True), names)  # noqa: S102 -- a part of the brief's code
    made: Callable[..., Any] = names[node.name]
    return made


def _values(
    evaluation: Evaluation, function: Function, divisor: Callable[..., Any], corners: Iterable[Moves]
) -> Iterator[float]:
    """The divisor as the inputs stand and at the corners of their ranges, wherever it is one number."""
    for moves in corners:
        with suppress(Exception):  # a part of a comprehension, that has no meaning by itself
            found = evaluation.called(divisor, function, moves)
            number = getattr(found, "magnitude", found)
            if isinstance(number, numbers.Real):
                yield float(number)


def _negative(evaluation: Evaluation, function: Function) -> Iterator[Input]:
    """The least number of those in a unit in which all can grow alike without moving the result, if it is negative.

    A nothing is not, however it is rounded: of a month without rain there is no less.
    """
    groups: dict[object, list[Input]] = {}
    for key, leaf in evaluation.leaves[function.name].items():
        groups.setdefault(evaluation.unit_of(key).dimensionality, []).append(leaf)
    for leaves in groups.values():
        least = min(leaves, key=lambda each: evaluation.least_and_most(each)[0])
        if evaluation.least_and_most(least)[0] < 0 and _is_quotient_of(evaluation, function, leaves):
            yield least


def _is_quotient_of(evaluation: Evaluation, function: Function, leaves: Iterable[Input]) -> bool:
    """Whether the result is the same where all of these numbers are a little larger."""
    larger: dict[Hashable, float] = {each.key: each.value * _LARGER for each in leaves}
    try:
        here, there = (evaluation.in_its_unit(function.name, moves) for moves in ({}, larger))
    except (ArithmeticError, ValueError, StatbriefError):
        return False
    return math.isclose(here, there, rel_tol=CLOSE)
