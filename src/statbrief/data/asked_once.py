"""What is asked of columns of texts that nobody moves, answered once.

Code that takes the rows of one region, or groups rows by region, is called again and again with other numbers moved,
and the texts stay: comparing a hundred thousand of them with one text, or telling groups apart, takes ten times as long
as the sum that is taken then. So while a brief's functions run, pandas is given the answer that it had before, where it
asks the same of the same memory, which nobody may write to.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from pandas.core import algorithms, ops

from statbrief.data.datasets import Dataset
from statbrief.data.replaced import replaced

_COMPARE, _TELL_APART = "comp_method_OBJECT_ARRAY", "factorize"
_HELD = 50
"""Answers of each kind that are kept; of more, those that came first are forgotten."""


@contextmanager
def asked_once(datasets: Iterable[Dataset]) -> Iterator[None]:
    """Let pandas compare and tell apart the texts of large tables once."""
    known = {_memory(each) for dataset in datasets if dataset.has_many for each in _texts(dataset)}
    if not known:
        yield
        return
    array_ops: Any = vars(ops)["array_ops"]
    compare, tell_apart = getattr(array_ops, _COMPARE), algorithms.factorize
    with replaced(
        [(array_ops, _COMPARE, _comparing(compare, known)), (algorithms, _TELL_APART, _telling(tell_apart, known))]
    ):
        yield


def _texts(dataset: Dataset) -> Iterator[Any]:
    """The arrays that hold a table's columns of texts, which are not to be written to."""
    for name in dataset.table.columns:
        column = dataset.table[name]
        if column.dtype == object:
            yield column.to_numpy()


def _memory(array: Any) -> Hashable:  # noqa: ANN401 -- an array of any kind
    """Where an array lies; it is the same as long as what lies there is held."""
    return array.__array_interface__["data"][0], array.shape, array.strides


def _is_known(array: object, known: set[Hashable]) -> bool:
    return isinstance(array, np.ndarray) and array.dtype == object and array.ndim == 1 and _memory(array) in known


def _comparing(own: Callable[..., Any], known: set[Hashable]) -> Callable[..., Any]:
    answers: dict[Hashable, Any] = {}

    def compare(by: Any, texts: Any, other: Any) -> Any:  # noqa: ANN401 -- as pandas calls it
        if type(other) is not str or not _is_known(texts, known):
            return own(by, texts, other)
        return _kept(answers, (by, _memory(texts), other), lambda: own(by, texts, other)).copy()

    return compare


def _telling(own: Callable[..., Any], known: set[Hashable]) -> Callable[..., Any]:
    answers: dict[Hashable, Any] = {}

    def tell_apart(values: Any, *how: Any, **options: Any) -> Any:  # noqa: ANN401 -- as pandas calls it
        if not _is_known(values, known):
            return own(values, *how, **options)
        asked = (_memory(values), how, tuple(sorted(options.items())))
        codes, uniques = _kept(answers, asked, lambda: own(values, *how, **options))
        return codes.copy(), uniques.copy()

    return tell_apart


def _kept(answers: dict[Hashable, Any], asked: Hashable, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 -- as pandas has them
    if asked not in answers:
        if len(answers) >= _HELD:
            del answers[next(iter(answers))]
        answers[asked] = ask()
    return answers[asked]
