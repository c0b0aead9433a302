"""Rows of a table in the order of a column: all, or the first of them and what the others come to.

Which rows are chosen, and in which order, is decided by the numbers as they are stated. While the build moves numbers
within their rounding to see how far a cell may lie, the rows stay the ones that were chosen: a cell of a row is
followed by its key.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from statbrief.brief_tables.sums import note_sum
from statbrief.errors import near_miss

Choices = list[list[Any]]
"""The rows, by their keys, of each choice that a function makes, in the order in which it makes them."""


@dataclass
class _Keeping:
    choices: Choices
    is_first: bool
    made: int = field(default=0)


_KEEPING: ContextVar[_Keeping | None] = ContextVar("choices of rows", default=None)


@contextmanager
def kept_choices(choices: Choices, *, is_first: bool) -> Iterator[None]:
    """Note which rows are chosen, the first time; choose them again afterwards, whatever the numbers are."""
    token = _KEEPING.set(_Keeping(choices, is_first))
    try:
        yield
    finally:
        _KEEPING.reset(token)


def _chosen(choose: Callable[[], list[Any]]) -> list[Any]:
    keeping = _KEEPING.get()
    if keeping is None:
        return choose()
    if keeping.is_first:
        keeping.choices.append(choose())
        return keeping.choices[-1]
    keeping.made += 1
    return keeping.choices[keeping.made - 1]


def ranked(table: pd.DataFrame, by: str, *, ascending: bool = False) -> pd.DataFrame:
    """The rows in the order of a column, the largest number first; rows without one come last.

    Rows whose numbers are the same keep the order that they have. `ascending` begins with the smallest number. Raises
    `ValueError` for a column that is not there, as `top` and `at_rank` do.
    """
    _refuse_unknown(table, by)
    return table.loc[_chosen(lambda: _ordered(table, by, ascending=ascending))]


def top(  # noqa: PLR0913 -- all but the first three by name
    table: pd.DataFrame,
    by: str,
    n: int,
    *,
    ascending: bool = False,
    where: pd.Series[bool] | None = None,
    others: str = "",
    skipna: bool = True,
    of: Collection[str] | None = None,
) -> pd.DataFrame:
    """The `n` rows with the largest numbers in a column, fewer where there are fewer that qualify, more where some tie.

    Rows with the same number as the last of them are among them, for nothing tells which of these would be left out.

    Only rows `where` is true qualify, and those without a number never do; `ascending` begins with the smallest number.
    Under `others` comes what all rows that are not among them add up to, in each column of numbers, or in those that
    `of` names. With `skipna` that is of what is known; without it nothing where one of them has no number. Rates,
    ranks, medians, changes in per cent and the like add up to nothing: a build refuses such a sum, unless `of` asks for
    it. What stands there instead is computed from the table that comes out.
    """
    _refuse_unknown(table, by, *(of or ()))
    _refuse_below_one("n", n)

    def choose() -> list[Any]:
        fit = table if where is None else table.loc[where.astype(bool)]
        fit = fit.loc[fit[by].notna()]
        ranks = _numbers(fit[by]).rank(method="min", ascending=ascending)
        return _ordered(fit.loc[ranks <= n], by, ascending=ascending)

    first = table.loc[_chosen(choose)]
    rest = table.drop(index=first.index)
    if not others or rest.empty:
        return first
    return _with_row(first, others, rest, skipna=skipna, of=of)


def at_rank(table: pd.DataFrame, by: str, rank: int, *, ascending: bool = False) -> list[Any]:
    """The names of the rows that have a rank by a column: more than one where their numbers are the same.

    Ranks are counted as in sports: of two that share the first there is no second. None has a rank beyond the table,
    or one that others before it share.
    """
    _refuse_unknown(table, by)
    _refuse_below_one("rank", rank)
    numbers = _numbers(table[by]).dropna()
    ranks = numbers.rank(method="min", ascending=ascending)
    return list(ranks.index[ranks == rank])


def with_total(
    table: pd.DataFrame, total: str = "total", *, skipna: bool = True, of: Collection[str] | None = None
) -> pd.DataFrame:
    """The table with a last row of what each column of numbers adds up to, or those that `of` names.

    With `skipna` that is of what is known; without it nothing where one of them has no number. Rates, ranks, medians,
    changes in per cent and the like add up to nothing: a build refuses such a sum, unless `of` asks for it. Raises
    `ValueError` for a column that is not there.
    """
    _refuse_unknown(table, *(of or ()))
    return _with_row(table, total, table, skipna=skipna, of=of)


def _refuse_unknown(table: pd.DataFrame, *columns: str) -> None:
    for each in columns:
        if each not in table.columns:
            known = [str(name) for name in table.columns]
            wanted = near_miss(str(each), known) or f"its columns are {', '.join(known)}"
            raise ValueError(f"the table has no column '{each}'; {wanted}")


def _refuse_below_one(name: str, number: int) -> None:
    if number < 1:
        raise ValueError(f"{name} is {number}; ranks are counted from 1")


def _ordered(table: pd.DataFrame, by: str, *, ascending: bool) -> list[Any]:
    numbers = _numbers(table[by])
    return list(numbers.sort_values(ascending=ascending, kind="stable", na_position="last").index)


def _with_row(
    table: pd.DataFrame, name: str, parts: pd.DataFrame, *, skipna: bool, of: Collection[str] | None
) -> pd.DataFrame:
    """The table with one row more: the sums of other rows."""
    names, levels = table.index.names, table.index.nlevels
    keys = [*table.index.tolist(), name if levels == 1 else (name, *[""] * (levels - 1))]
    totals = {each: _total(parts[each], skipna=skipna) for each in table.columns if of is None or each in of}
    for each, total in totals.items():
        if of is None and total is not None and parts[each].notna().sum() > 1:
            note_sum(name, str(each), float(total))
    made = pd.DataFrame({each: _lengthened(table[each], totals.get(each)) for each in table.columns})
    made.index = pd.Index(keys, name=names[0]) if levels == 1 else pd.MultiIndex.from_tuples(keys, names=names)
    return made


def _total(parts: pd.Series[Any], *, skipna: bool) -> float | None:
    """What numbers add up to; None of what is no number."""
    return _numbers(parts).sum(skipna=skipna) if _is_measured(parts) else None


def _lengthened(column: pd.Series[Any], total: float | None) -> pd.Series[Any]:
    """A column with what it adds up to at its end, or with nothing there."""
    if not _is_measured(column):
        return pd.Series([*column, None], dtype=object)
    numbers = _numbers(column)
    if total is None:  # which a column of whole numbers has no room for
        whole = not hasattr(column.dtype, "units") and pd.api.types.is_integer_dtype(column.dtype)
        return pd.Series([*numbers, float("nan")], dtype="Int64" if whole else column.dtype)
    return pd.Series([*numbers, total], dtype=column.dtype)


def _is_measured(column: pd.Series[Any]) -> bool:
    return hasattr(column.dtype, "units") or pd.api.types.is_numeric_dtype(column.dtype)


def _numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.pint.magnitude if hasattr(column.dtype, "units") else column
