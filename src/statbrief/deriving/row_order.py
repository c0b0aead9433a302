"""Whether a result hangs on the order of rows whose numbers are the same, which is how somebody happened to write them.

A rank that pandas gives by the order of rows, or what stands beside the largest number where two are the largest, is
no other when a number moves by a hair than what counts those above it. So rows of one time whose numbers are the same
change places: what then comes out otherwise, of code that puts numbers in an order, no number decides.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np

from statbrief.arithmetic.exactness import CLOSE
from statbrief.data.datasets import Dataset
from statbrief.deriving.answers_returned import Answered, shown, texts_of
from statbrief.deriving.evaluation import Evaluation, Result
from statbrief.deriving.key_columns import keys_of
from statbrief.deriving.many_cells import named_by
from statbrief.deriving.picked import orderings
from statbrief.errors import DerivingError, StatbriefError
from statbrief.figures.functions import Function

_ORDERS = "orders of rows with the same numbers"
Places: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.integer[Any]]]"


def refuse_order_of_rows(evaluation: Evaluation, function: Function, result: Result) -> None:
    """Raise `DerivingError` for a result that is another with rows of the same number in another order."""
    given = [evaluation.datasets[each] for each in function.parameters if each in evaluation.datasets]
    if not given or not orderings(function.used, keys_of(given)):
        return
    orders = ((each.name, order) for each in given for order in _orders_of(each, evaluation, function))
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


def _orders_of(dataset: Dataset, evaluation: Evaluation, function: Function) -> Iterator[Places]:
    """Those that a function may tell from each other: of columns whose numbers it took, where that is known."""
    taken = evaluation.noted.of(function.name).get(dataset.name)
    others = dataset.columns.keys() - {*dataset.measured_columns}
    if taken is not None and all(map(taken.is_of_all, taken.columns)) and not named_by(function) & others:
        return  # nothing that it takes of all rows tells one from another
    for column in dataset.measured_columns if taken is None else taken.columns:
        yield from _kept_orders(dataset, column)


def _kept_orders(dataset: Dataset, column: str) -> list[Places]:
    """Those of a column, made once for all functions."""
    if (_ORDERS, column) not in dataset.selected:
        dataset.selected[_ORDERS, column] = list(_other_orders(dataset, column))
    return dataset.selected[_ORDERS, column]  # type: ignore[no-any-return]


def _other_orders(dataset: Dataset, column: str) -> Iterator[Places]:
    """The rows of each time that have the same number in a column turned about, and moved on by one."""
    times = dataset.times
    numbers = dataset.magnitudes[column]
    order = np.argsort(numbers, kind="stable")  # by number, then as they stand; what is no number comes last
    is_next = ~(np.diff(numbers[order]) == 0)
    if times is not None:
        order = order[np.argsort(times.asi8[order], kind="stable")]  # by time before
        is_next = (np.diff(times.asi8[order]) != 0) | ~(np.diff(numbers[order]) == 0)
    starts = np.concatenate([[0], np.flatnonzero(is_next) + 1]) if len(order) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.append(starts, len(order)))
    if (sizes > 1).any():
        start, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
        within = np.arange(len(order)) - start
        yield _placed(order, order[start + size - 1 - within])
        if (sizes > 2).any():  # noqa: PLR2004 -- the middle one of three stays when turned
            yield _placed(order, order[start + (within + 1) % size])


def _placed(places: Places, others: Places) -> Places:
    """An order of rows with others in the place of some."""
    order = np.empty(len(places), dtype=np.int64)
    order[places] = others
    order.flags.writeable = False  # so that columns need no copies
    return order


def _in_order(evaluation: Evaluation, function: Function, dataset: str, order: Places) -> Result | None:
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
