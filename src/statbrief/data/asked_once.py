"""What is asked of columns of texts and of periods that nobody moves, answered once.

Code that takes the rows of one region, or groups rows by region, is called again and again with other numbers moved,
and the texts stay: comparing a hundred thousand of them with one text, or telling groups apart, takes ten times as long
as the sum that is taken then, and so does telling the year of each month. So while a brief's functions run, pandas is
given the answer that it had before, where it asks the same of the same memory, which nobody may write to. Of rows that
are left when others are left out, the answer is that part of the answer for all.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from pandas.core import algorithms, ops
from pandas.core.arrays import period
from pandas.core.groupby import groupby

from statbrief.data.datasets import Dataset
from statbrief.data.frames import LEFT, texts_of
from statbrief.data.replaced import replaced

_COMPARE, _TELL_APART, _GROUP = "comp_method_OBJECT_ARRAY", "factorize", "get_grouper"
_TELL_TIME = "get_period_field_arr"
_HELD, _TIMES = 50, 4
"""Answers that are kept, and those of when periods are; of more, those that came first are forgotten."""


@contextmanager
def asked_once(datasets: Iterable[Dataset]) -> Iterator[None]:
    """Let pandas compare and tell apart the texts of large tables once, and tell the years of their periods."""
    many = [each for each in datasets if each.has_several]
    columns = {
        _memory(each.to_numpy()): (dataset, str(each.name)) for dataset in many for each in texts_of(dataset.table)
    }
    known = {*columns}
    times = {_memory(each) for dataset in many for each in _periods(dataset)}
    if not many:
        yield
        return
    array_ops: Any = vars(ops)["array_ops"]
    changed = [
        (array_ops, _COMPARE, _comparing(getattr(array_ops, _COMPARE), columns, many)),
        (algorithms, _TELL_APART, _telling(algorithms.factorize, known, many)),
        (groupby, _GROUP, _grouping(getattr(groupby, _GROUP), known)),
        (period, _TELL_TIME, _timing(getattr(period, _TELL_TIME), times)),
    ]
    try:
        with replaced(changed):
            yield
    finally:
        for each in many:
            each.selected.pop(LEFT, None)


def _periods(dataset: Dataset) -> Iterator[Any]:
    """The arrays that hold a table's periods as numbers, those of its key as well."""
    index: Any = dataset.table.index
    columns: Any = (dataset.table[name].array for name in dataset.table.columns)
    levels: Any = index.levels if isinstance(index, pd.MultiIndex) else [index]
    are_periods: Any = (pd.PeriodIndex, pd.arrays.PeriodArray)
    return (each.asi8 for each in [*columns, *levels] if isinstance(each, are_periods))


def _arrays(dataset: Dataset) -> dict[str, Any]:
    """Its columns of texts."""
    return {str(each.name): each.to_numpy() for each in texts_of(dataset.table)}


def _left_of(many: Sequence[tuple[Dataset, Mapping[str, Any]]], texts: Any) -> tuple[Any, Any] | None:  # noqa: ANN401 -- an array of any kind
    """The whole column that texts were left of, and the rows that they stand in there; None where they are no such."""
    for dataset, columns in many:
        parts, rows = dataset.selected.get(LEFT, ({}, ()))
        for name, part in parts.items():
            if _memory(part.to_numpy()) == _memory(texts):
                return columns[name], rows
    return None


def _memory(array: Any) -> Hashable:  # noqa: ANN401 -- an array of any kind
    """Where an array lies; it is the same as long as what lies there is held."""
    return array.__array_interface__["data"][0], array.shape, array.strides


def _is_column(array: object) -> bool:
    return isinstance(array, np.ndarray) and array.dtype == object and array.ndim == 1


def _comparing(
    own: Callable[..., Any], known: Mapping[Hashable, tuple[Dataset, str]], datasets: Sequence[Dataset]
) -> Callable[..., Any]:
    answers: dict[Hashable, Any] = {}
    many = [(each, _arrays(each)) for each in datasets]

    def told(by: Any, texts: Any, other: str) -> Any:  # noqa: ANN401 -- arrays
        ask = partial(_compared, own, by, texts, other, *known[_memory(texts)])
        return _kept(answers, (by, _memory(texts), other), ask)

    def compare(by: Any, texts: Any, other: Any) -> Any:  # noqa: ANN401 -- as pandas calls it
        if type(other) is not str or not _is_column(texts):
            return own(by, texts, other)
        if _memory(texts) in known:
            return told(by, texts, other).copy()
        if (left := _left_of(many, texts)) is None:
            return own(by, texts, other)
        whole, rows = left
        return told(by, whole, other)[rows]

    return compare


def _compared(own: Callable[..., Any], by: Any, texts: Any, other: str, dataset: Dataset, column: str) -> Any:  # noqa: ANN401 -- as above
    """Which texts of a column are another, or are not; what has no text is none."""
    if by not in {operator.eq, operator.ne} or not other or dataset.columns[column].type != "string":
        return own(by, texts, other)
    different = dataset.texts.different(column)
    is_it = dataset.texts.codes(column) == (different.index(other) if other in different else -1)
    return is_it if by is operator.eq else ~is_it


def _telling(own: Callable[..., Any], known: set[Hashable], datasets: Sequence[Dataset]) -> Callable[..., Any]:
    answers: dict[Hashable, Any] = {}
    many = [(each, _arrays(each)) for each in datasets]

    def told(values: Any, options: dict[str, Any]) -> Any:  # noqa: ANN401 -- arrays
        asked = (_memory(values), tuple(sorted(options.items())))
        return _kept(answers, asked, lambda: own(values, **options))

    def tell_apart(values: Any, *how: Any, **options: Any) -> Any:  # noqa: ANN401 -- as pandas calls it
        if not _is_column(values) or how:
            return own(values, *how, **options)
        if _memory(values) in known:
            codes, uniques = told(values, options)
            return codes.copy(), uniques.copy()
        if (left := _left_of(many, values)) is not None and options.keys() <= {"sort", "use_na_sentinel"}:
            codes, uniques = told(left[0], options)
            if (some := codes[left[1]]).min(initial=0) >= 0:  # of what is missing there is another order
                return _of_some(own, some, uniques, is_sorted=options.get("sort", False))
        return own(values, **options)

    return tell_apart


def _of_some(own: Callable[..., Any], codes: Any, uniques: Any, *, is_sorted: bool) -> Any:  # noqa: ANN401 -- arrays
    """Codes of some rows, and what they stand for: in its order, or as it comes."""
    if not is_sorted:
        fresh, firsts = own(codes)
        return fresh, uniques[firsts]
    is_there = np.bincount(codes, minlength=len(uniques)) > 0
    return (np.cumsum(is_there) - 1)[codes], uniques[is_there]


def _grouping(own: Callable[..., Any], known: set[Hashable]) -> Callable[..., Any]:
    """What tells pandas the groups of rows: the same of each copy of a table, whose rows are called the same."""
    answers: dict[Hashable, Any] = {}

    def group(table: Any, key: Any = None, **how: Any) -> Any:  # noqa: ANN401 -- as pandas calls it
        is_column = type(key) is str and isinstance(table, pd.DataFrame) and key in table.columns
        texts = table[key] if is_column else None
        memory = _memory(texts.to_numpy()) if isinstance(texts, pd.Series) and texts.dtype == object else None
        if memory not in known or how.get("level") is not None or key in table.index.names:
            return own(table, key, **how)
        asked = (key, memory, tuple(sorted(how.items())))
        grouper, others, _ = _kept(answers, asked, lambda: own(table, key, **how))
        return (grouper, others, table) if table.index.is_(grouper.axis) else own(table, key, **how)

    return group


def _timing(own: Callable[..., Any], known: set[Hashable]) -> Callable[..., Any]:
    answers: dict[Hashable, Any] = {}

    def tell_time(what: Any, times: Any, *how: Any) -> Any:  # noqa: ANN401 -- as pandas calls it
        if _memory(times) not in known:
            return own(what, times, *how)
        return _kept(answers, (what, _memory(times), how), lambda: own(what, times, *how), _TIMES).copy()

    return tell_time


def _kept(answers: dict[Hashable, Any], asked: Hashable, ask: Callable[[], Any], most: int = _HELD) -> Any:  # noqa: ANN401 -- as pandas has them
    if asked not in answers:
        if len(answers) >= most:
            del answers[next(iter(answers))]
        answers[asked] = ask()
    return answers[asked]
