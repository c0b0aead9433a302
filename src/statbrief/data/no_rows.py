"""Sums, means and extremes over no rows: pandas makes 0 or nothing of them, and here they are told.

While a brief's function runs, the methods with which pandas reduces a column to one number refuse a column that holds
no value. What counts rows (``len``, ``count``, the sum of a condition) may be 0. Numbers that have left pandas before
they are added up, as by ``.to_numpy()`` or Python's own ``sum``, are not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype

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


class NoRowsError(ValueError):
    """Raised when a column without values is reduced to a number."""


@contextmanager
def refusing_no_rows() -> Iterator[None]:
    """Let pandas' reductions raise `NoRowsError` where there is nothing to reduce."""
    kinds: list[Any] = [pd.Series, pd.DataFrame]
    resampled: Any = pd.api.typing.Resampler
    named = [(kind, name) for kind in kinds for name in _NAMES if hasattr(kind, name)]
    kept = [(kind, name, getattr(kind, name)) for kind, name in named] + [(resampled, "sum", resampled.sum)]
    try:
        for kind, name, own in kept[:-1]:
            setattr(kind, name, _refusing(own, name))
        resampled.sum = _nothing_is_missing(resampled.sum)
        yield
    finally:
        for kind, name, own in kept:
            setattr(kind, name, own)


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
    return not (name in _COUNTING and is_bool_dtype(table.dtype)) and bool(table.isna().all())


def _nothing_is_missing(own: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(own)
    def add(self: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        return own(self, *args, **{"min_count": 1, **options})

    return add
