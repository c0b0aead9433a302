"""Whether a figure depends on anything that it is given: one that no input moves is a number that somebody typed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress

from statbrief.arithmetic.exactness import NOISE
from statbrief.deriving.evaluation import Evaluation, Measured, Moves
from statbrief.errors import StatbriefError
from statbrief.figures.functions import Function

_FACTORS = (1.5, 0.5, 1e-3, 1e3, 0.0, 1e9, -1.0, -1e9)
"""Near ones first: what is cut off at a number, such as the larger of it and 5, is beyond that somewhere."""


def depends(evaluation: Evaluation, function: Function, first: Measured) -> bool:
    """Whether some other values of its inputs give another result than `first`.

    So does one that bears no other values. Of what rests on a table it is not asked: a number of rows
    that are not there is nothing, whichever of those that are is moved.
    """
    if _rests_on_tables(evaluation, function):
        return True
    is_borne = False
    for result in _results(evaluation, function):
        if not _is_same(result, first):
            return True
        is_borne = True
    return not is_borne


def _results(evaluation: Evaluation, function: Function) -> Iterator[Measured]:
    """What it gives elsewhere, wherever it gives a number there."""
    for moves in _moves(evaluation, function):
        with suppress(ArithmeticError, ValueError, LookupError, StatbriefError):
            if isinstance(result := evaluation.again(function, moves), tuple):
                yield result


def _rests_on_tables(evaluation: Evaluation, function: Function) -> bool:
    inputs = [evaluation.functions[each] for each in function.parameters if each in evaluation.functions]
    is_given_one = any(each in evaluation.datasets for each in function.parameters)
    return is_given_one or any(_rests_on_tables(evaluation, each) for each in inputs)


def _moves(evaluation: Evaluation, function: Function) -> Iterator[Moves]:
    """Each stated number moved by itself, near and far, and all of them together."""
    values = {each.key: each.value for each in evaluation.leaves[function.name].values()}
    for factor in _FACTORS:
        aside = factor - 1 if factor else 0.0  # so that a nothing moves too, and all come to be nothing once
        for key, value in values.items():
            yield {key: value * factor + aside}
        yield {key: value * factor + aside for key, value in values.items()}


def _is_same(one: Measured, other: Measured) -> bool:
    return one[1] == other[1] and math.isclose(one[0], other[0], rel_tol=NOISE)
