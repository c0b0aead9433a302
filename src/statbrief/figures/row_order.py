"""Whether a result hangs on the order of rows whose numbers are the same, which is how somebody happened to write them.

A rank that pandas gives by the order of rows, or what stands beside the largest number where two are the largest, is
no other when a number moves by a hair than what counts those above it. So rows of one time whose numbers are the same
change places: what then comes out otherwise, of code that puts numbers in an order, no number decides.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator

from statbrief.arithmetic.exactness import CLOSE
from statbrief.data.datasets import Dataset
from statbrief.errors import DerivingError, StatbriefError
from statbrief.figures.answers_returned import Answered, shown, texts_of
from statbrief.figures.evaluation import Evaluation, Result
from statbrief.figures.functions import Function
from statbrief.figures.key_columns import keys_of
from statbrief.figures.picked import orderings


def refuse_order_of_rows(evaluation: Evaluation, function: Function, result: Result) -> None:
    """Raise `DerivingError` for a result that is another with rows of the same number in another order."""
    given = [evaluation.datasets[each] for each in function.parameters if each in evaluation.datasets]
    if not given or not orderings(function.used, keys_of(given)):
        return
    orders = [(each.name, order) for each in given for order in _other_orders(each)]
    largest = max((each.largest for each in given), default=1.0)
    for name, order in orders:
        other = _in_order(evaluation, function, name, order)
        if other is not None and not _is_same(result, other, CLOSE * largest):
            found = (
                f"returns {_said(result)}, and {_said(other)} where rows of {name} with the same number change places"
            )
            wanted = (
                'give what is the same one rank, as .rank(method="min") does, or return what is true of all of them'
            )
            raise DerivingError(function.fault(found, wanted))


def _other_orders(dataset: Dataset) -> Iterator[list[int]]:
    """The rows of each time that have the same number in a column turned about, and moved on by one."""
    times = dataset.times
    when = [0] * len(dataset.rows) if times is None else times.asi8.tolist()
    for column in dataset.columns.values():
        if column.unit is None:
            continue
        alike: dict[tuple[int, float], list[int]] = {}
        for place, number in enumerate(dataset.numbers(column.name)):
            if not math.isnan(number):
                alike.setdefault((when[place], number), []).append(place)
        several = [places for places in alike.values() if len(places) > 1]
        if several:
            yield _placed(len(when), [(places, places[::-1]) for places in several])
        if any(len(places) > 2 for places in several):  # noqa: PLR2004 -- the middle one of three stays when turned
            yield _placed(len(when), [(places, [*places[1:], places[0]]) for places in several])


def _placed(rows: int, changed: list[tuple[list[int], list[int]]]) -> list[int]:
    order = list(range(rows))
    for places, others in changed:
        for place, other in zip(places, others, strict=True):
            order[place] = other
    return order


def _in_order(evaluation: Evaluation, function: Function, dataset: str, order: list[int]) -> Result | None:
    """What a function gives of rows in another order; None where it bears no other."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as pandas warns of an order that makes it slow
        try:
            return evaluation.in_order(function, dataset, order)
        except StatbriefError:
            return None


def _is_same(one: Result, other: Result, noise: float) -> bool:
    """Whether two results are the same, names and periods in any order, numbers but for what floating point loses.

    That is `noise`, of sums that are subtracted, or a share of the result.
    """
    if isinstance(one, tuple) and isinstance(other, tuple):
        return math.isclose(one[0], other[0], rel_tol=CLOSE, abs_tol=noise)
    if isinstance(one, tuple) or isinstance(other, tuple):
        return False
    return sorted(texts_of(one)) == sorted(texts_of(other))


def _said(result: Result) -> str:
    return shown(result) if isinstance(result, Answered) else f"{result[0]:g}"
