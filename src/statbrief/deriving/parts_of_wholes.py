"""Whether what is declared a share is a part of a whole: of gains and losses together nothing is a half.

Of a balance of 5 that is made of -2, 3 and 4, the 4 are 80%, and nobody has four fifths of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from statbrief.arithmetic.exactness import CLOSE
from statbrief.arithmetic.inputs import Input
from statbrief.data.units import ratio_of
from statbrief.deriving.evaluation import Evaluation, Moves
from statbrief.errors import StatbriefError
from statbrief.figures.figure import Figure
from statbrief.figures.functions import Function

NO_WHOLE = 'declare its unit alone, as in -> "percent", for a plain percentage, and let the words say of what it is'
_LARGER = 1 + 2.0**-10


def no_part(evaluation: Evaluation, function: Function, figure: Figure) -> str:
    """Why a figure is no part of a whole, for messages; nothing where it may be one."""
    ratio, known = ratio_of(figure.quantity), figure.known
    if ratio is None:
        return ""
    low, high = (None if end is None else end * Fraction(ratio) for end in (known.low, known.high))
    if (low is not None and low > 1) or (high is not None and high < 0):
        return f"is {float(100 * known.value * Fraction(ratio)):.3g}%, and a part of a whole is from 0 to 100%"
    for negative, other in _mixed(evaluation, function):
        if _moves(evaluation, function, negative) and _moves(evaluation, function, other):
            names = (evaluation.leaf_name(each.key) for each in (negative, other))
            return "rests on {}, which is negative, and on {}, which is not: they make no whole".format(*names)
    return ""


def _mixed(evaluation: Evaluation, function: Function) -> Iterator[tuple[Input, Input]]:
    """Of the numbers in each kind of unit the least and the largest, where one is under nothing and one over it."""
    groups: dict[object, list[Input]] = {}
    for key, leaf in evaluation.leaves[function.name].items():
        groups.setdefault(evaluation.unit_of(key).dimensionality, []).append(leaf)
    for leaves in groups.values():
        least = min(leaves, key=lambda each: evaluation.least_and_most(each)[0])
        most = max(leaves, key=lambda each: evaluation.least_and_most(each)[1])
        is_mixed = evaluation.least_and_most(least)[0] < 0 < evaluation.least_and_most(most)[1]
        if is_mixed and not _moves(evaluation, function, *leaves):
            yield least, most


def _moves(evaluation: Evaluation, function: Function, *leaves: Input) -> bool:
    """Whether the result is another where these numbers are a little larger: not of how many there are of a kind."""
    larger: Moves = {each.key: each.value * _LARGER for each in leaves}
    try:
        here, there = (evaluation.in_its_unit(function.name, moves) for moves in ({}, larger))
    except (ArithmeticError, ValueError, StatbriefError):
        return False
    return not math.isclose(here, there, rel_tol=CLOSE)
