"""Cells that hold no value, and whether a result would be another if they held one.

pandas leaves missing cells out of sums, means, extremes, comparisons and groups without a word. So a function is called
again with its table's missing cells filled in, with small, middling and large values, and with those that others hold
or code names, as equality asks for: a result that changes rests on cells that nobody knows. It is found whatever the
function does with them, as long as such a value makes a difference.
Where that is meant, the function says so, by `skipna`, `dropna`, `fillna` or the like.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from statbrief.arithmetic.relevant_inputs import differing, outcome_of
from statbrief.data.column_cells import is_full
from statbrief.data.datasets import CellKey, Dataset
from statbrief.data.equal_values import EqualValues
from statbrief.data.pandas_periods import pandas_frequency
from statbrief.table_schema.fields import TEXTS

CHOICES = frozenset(
    {
        *("skipna", "dropna", "fillna", "isna", "isnull", "notna", "notnull", "ffill", "bfill", "interpolate", "count"),
        *("nansum", "nanmean", "nanmedian", "nanmin", "nanmax", "nanstd", "nanvar", "first_valid_index", "hasnans"),
        *("last_valid_index", "combine_first", "isnan", "isfinite"),
    }
)
"""Names with which a function says what becomes of missing cells."""
MOST_FOUND = 20
"""Cells that are looked for: of more, these are told."""
_NOWHERE_ELSE = "\ue000"  # a text of private use, like no other
_TRIES = 3
_MOST_TOLD = 3

Missing = tuple[CellKey, tuple[Any, ...]]
"""A cell that holds no value, with values that it might have held."""
Fills = Mapping[Hashable, Any]
Evaluate = Callable[[Fills], object]


def says_what_becomes_of_them(nodes: Iterable[ast.AST]) -> bool:
    """Whether code has a word for missing cells."""
    inner = (each for node in nodes for each in ast.walk(node))
    return any(
        (isinstance(each, ast.Attribute) and each.attr in CHOICES)
        or (isinstance(each, ast.keyword) and each.arg in CHOICES)
        or (isinstance(each, ast.Name) and each.id in CHOICES)
        for each in inner
    )


def noticed(missing: Sequence[Missing], evaluate: Evaluate) -> list[CellKey]:
    """Those of missing cells that a result depends on, `MOST_FOUND` at most; `evaluate` is given values for some.

    Costs as many evaluations as a cell has values where nothing depends on them, and a few more for each that is found.
    A result that cannot be had counts as one of its own.
    """
    if not missing:
        return []

    result = outcome_of(evaluate)
    found: dict[CellKey, None] = {}
    for attempt in range(max(_TRIES, *(len(values) for _, values in missing))):
        if len(found) in {len(missing), MOST_FOUND}:
            break
        fills: dict[Hashable, Any] = {key: values[attempt % len(values)] for key, values in missing}
        keys = [key for key, _ in missing if key not in found]
        more = islice(differing(keys, result, {}, fills), MOST_FOUND - len(found))
        found |= dict.fromkeys(key for key in more if isinstance(key, tuple))
    return [key for key, _ in missing if key in found]


def comparable(equal: EqualValues, missing: Sequence[Missing], named: Iterable[object]) -> list[Missing]:
    """Missing cells of some datasets with values, too, that they may be equal to; `named` are those that code names."""
    if not missing:
        return []
    others = equal.of((key for key, _ in missing), tuple(named))
    return [(key, (*values, *more)) for (key, values), more in zip(missing, others, strict=True)]


def missing_cells(dataset: Dataset) -> list[Missing]:
    """The cells of a dataset that hold no value."""
    found = []
    for name in dataset.columns:
        if name not in dataset.table.columns or is_full(dataset.rows, name):
            continue  # of the key, which is never missing, or known to be full
        column = dataset.table[name]
        places = np.flatnonzero(column.isna()).tolist()
        if places:
            fills = _fills(dataset, name, column.dropna())
            found += [((dataset.name, name, place), fills) for place in places]
    return found


def _fills(dataset: Dataset, name: str, present: pd.Series[Any]) -> tuple[Any, ...]:
    """Values that a missing cell of a column might have held: a small, a middling and a large one."""
    column = dataset.columns[name]
    if column.period:
        known = sorted(present) or [pd.Period("2000-01-01", freq=pandas_frequency(column))]
        return (known[0], known[len(known) // 2], known[-1] + 1)
    if column.unit is not None or column.type in {"number", "integer"}:
        magnitudes = present.pint.magnitude if column.unit is not None else present
        numbers = _numbers([float(each) for each in magnitudes])
        return numbers if column.unit is not None or column.type == "number" else tuple(map(round, numbers))
    if column.type == "boolean":
        return (True, False)
    if column.type == "datetime":
        known = sorted(present) or [pd.Timestamp(0)]
        return (known[0], known[len(known) // 2], known[-1])
    known = sorted(map(str, present))
    return (_NOWHERE_ELSE, *known[:1], *known[-1:])


def _numbers(known: list[float]) -> tuple[float, float, float]:
    low, high = min(known, default=1.0), max(known, default=1.0)
    middle = low + (high - low) * 0.3819660112501051 if high > low else low + (abs(low) / 3 or 1 / 3)
    below = low / 2 if low > 0 else 2 * low
    above = 2 * high if high > 0 else high / 2 if high < 0 else 1.0
    assert all(map(math.isfinite, (below, middle, above)))  # noqa: S101 -- numbers of a table have 15 digits
    return (below, middle + math.ulp(middle), above)


def problem(cells: Sequence[CellKey], datasets: Mapping[str, Dataset]) -> tuple[str, str]:
    """What is wrong with a result that depends on missing cells: a few of them by name, and what to write."""
    named = [f"{dataset}[{datasets[dataset].row_name(place)}, {column}]" for dataset, column, place in cells]
    rest = len(named) - _MOST_TOLD
    more = "more" if len(named) == MOST_FOUND else f"{rest} more"
    listed = ", ".join(named[:_MOST_TOLD]) + (f" and {more}" if rest > 0 else "")
    wanted = "say what becomes of it, as in .sum(skipna=True) or .dropna(), or take the row out"
    if any(datasets[dataset].columns[column].form.kind in TEXTS for dataset, column, _ in cells):
        wanted += ', or declare that an empty text is one ("missingValues": [])'
    return f"rests on {listed}, which {'is' if len(cells) == 1 else 'are'} missing", wanted


def rows(cells: Sequence[CellKey], datasets: Mapping[str, Dataset]) -> dict[str, tuple[str, ...]]:
    """The rows that the cells stand in, by their names, of each dataset."""
    places = {name: sorted({place for dataset, _, place in cells if dataset == name}) for name, _, _ in cells}
    return {name: tuple(map(datasets[name].row_name, each)) for name, each in places.items()}
