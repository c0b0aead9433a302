"""Sums, means and extremes over no rows: pandas makes 0 or nothing of them, and here they are told.

While a brief's function runs, the methods with which pandas reduces a column to one number refuse a column that holds
no value. Python's own ``sum`` refuses nothing to add up where the brief's code calls it, and the numbers that such code
takes out of pandas, by ``.to_numpy()`` or ``.values``, are arrays that refuse to be added up when they are none. What
counts rows (``len``, ``count``, the sum of a condition) may be 0, and so may a sum that says what it starts from:
``sum(numbers, 0)``, ``.sum(initial=0)``, ``.sum(min_count=0)``. Other ways out of pandas (``np.asarray``) are not seen,
nor other functions that add up (``math.fsum``, ``np.dot``).
"""

from __future__ import annotations

import builtins
import dis
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from itertools import pairwise
from pathlib import Path
from types import GeneratorType
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype

from statbrief.data.replaced import replaced

_NAMES = {
    "sum": "sum",
    "mean": "mean",
    "median": "median",
    "min": "least",
    "max": "largest",
    "prod": "product",
    "product": "product",
    "std": "spread",
    "var": "spread",
    "sem": "spread",
    "quantile": "quantile",
    "idxmin": "place of the least",
    "idxmax": "place of the largest",
}
_COUNTING = ("sum",)  # of conditions: how many rows meet one

_OF_COUNTS = {"LOAD_CONST", "LOAD_SMALL_INT", "COMPARE_OP", "IS_OP", "CONTAINS_OP", "UNARY_NOT"}
"""What a generator does last before it yields a condition, or a number that somebody typed."""


class NoRowsError(ValueError):
    """Raised when a column without values is reduced to a number."""


@contextmanager
def refusing_no_rows(folder: Path) -> Iterator[None]:
    """Let what reduces numbers to one raise `NoRowsError` where there is nothing to reduce.

    Of the functions that are not pandas' own, only calls from code of the brief in `folder` do.
    """
    own = os.path.realpath(folder / "analysis") + os.sep
    kinds: list[Any] = [pd.Series, pd.DataFrame]
    resampled: Any = pd.api.typing.Resampler
    changed: list[tuple[Any, str, Any]] = [
        (kind, name, _refusing(getattr(kind, name), name)) for kind in kinds for name in _NAMES if hasattr(kind, name)
    ]
    changed.append((resampled, "sum", _nothing_is_missing(resampled.sum)))
    changed.append((builtins, "sum", _summing(builtins.sum, own)))
    for kind in kinds:
        changed.append((kind, "to_numpy", _handing_out(kind.to_numpy, own)))
        changed.append((kind, "values", property(_handing_out(vars(kind)["values"].fget, own))))
    with replaced(changed):
        yield


class Numbers(np.ndarray[Any, Any]):
    """Numbers that code took out of pandas: their sum and product are none where there are none of them."""

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:  # noqa: ANN401 -- numpy's own
        first = inputs[0]
        is_reduced = method == "reduce" and ufunc in {np.add, np.multiply} and "initial" not in options
        if is_reduced and first.size == 0 and first.dtype != bool:
            raise NoRowsError(f"takes the {'sum' if ufunc is np.add else 'product'} of no rows")
        if "out" in options:
            options["out"] = tuple(map(_plain, options["out"]))
        result = getattr(ufunc, method)(*map(_plain, inputs), **options)
        return result.view(Numbers) if isinstance(result, np.ndarray) else result


def _plain(each: Any) -> Any:  # noqa: ANN401 -- an array or whatever else numpy computes with
    return each.view(np.ndarray) if isinstance(each, Numbers) else each


def _handing_out(own: Callable[..., Any], folder: str) -> Callable[..., Any]:
    """What gives the brief's code numbers of pandas, as `Numbers`."""

    @wraps(own)
    def give(*args: Any, **options: Any) -> Any:  # noqa: ANN401 -- pandas' own arguments and results
        given = own(*args, **options)
        return given.view(Numbers) if type(given) is np.ndarray and _is_called_from(folder) else given

    return give


def _summing(own: Callable[..., Any], folder: str) -> Callable[..., Any]:
    """Python's sum, which is told of nothing to add up where the brief's code asks for it."""

    @wraps(own)
    def add(numbers: Iterable[Any], /, *start: Any, **named: Any) -> Any:  # noqa: ANN401 -- of whatever can be added
        if start or named or not _is_called_from(folder):
            return own(numbers, *start, **named)
        several = list(numbers)
        if not several and not _counts(numbers):
            raise NoRowsError("takes the sum of no rows")
        return own(several)

    return add


def _counts(numbers: Iterable[Any]) -> bool:
    """Whether what would be added up are conditions, or one for each of a thing: ``sum(1 for each in rows)``."""
    if isinstance(numbers, GeneratorType):
        steps = list(dis.get_instructions(numbers.gi_code))
        before = [one.opname for one, other in pairwise(steps) if other.opname == "YIELD_VALUE"]
        return bool(before) and set(before) <= _OF_COUNTS
    return is_bool_dtype(getattr(numbers, "dtype", object))


def _is_called_from(folder: str) -> bool:
    """Whether the function that was put in the place of another is called by code of a folder."""
    return _real(sys._getframe(2).f_code.co_filename).startswith(folder)  # noqa: SLF001 -- as tracebacks do


@lru_cache(maxsize=4096)  # pandas asks itself for its numbers all the time
def _real(file: str) -> str:
    return os.path.realpath(file)


def _refusing(own: Callable[..., Any], name: str) -> Callable[..., Any]:
    @wraps(own)
    def reduce(self: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- pandas' own arguments and results
        if "min_count" not in options and _is_empty(self, name):
            raise NoRowsError(f"takes the {_NAMES[name]} of no rows")
        return own(self, *args, **options)

    return reduce


def _is_empty(table: pd.Series[Any] | pd.DataFrame, name: str) -> bool:
    if isinstance(table, pd.DataFrame):
        return len(table) == 0 and table.shape[1] > 0
    return not (name in _COUNTING and is_bool_dtype(table.dtype)) and bool(table.array.isna().all())


def _nothing_is_missing(own: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(own)
    def add(self: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        return own(self, *args, **{"min_count": 1, **options})

    return add
