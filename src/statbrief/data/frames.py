"""A dataset's rows as pandas has them: numbers in their units, periods, truths, moments, texts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pint_pandas

from statbrief.data.column_cells import Cells
from statbrief.data.columns import Column
from statbrief.data.pandas_periods import periods
from statbrief.table_schema.keys import TypedRow

LEFT = "texts that were left"
"""Where a dataset keeps the texts of the rows that were left when others were left out last, and where these stand."""


def texts_of(table: pd.DataFrame) -> list[Any]:
    """The columns of texts of a table; as long as they are held, pandas writes to others in their place."""
    return [table[name] for name, kind in table.dtypes.items() if kind == object]  # noqa: E721 -- numpy's own kinds


def numbers_of(array: Any) -> Any:  # noqa: ANN401 -- one of pandas' arrays, and numpy's
    """An array's numbers as numpy has them: the very ones where none is missing, else a copy."""
    if array.isna().any():
        return array.to_numpy(dtype=float, na_value=math.nan)
    return array.to_numpy(dtype=float, copy=False)


def with_arrays(table: pd.DataFrame, arrays: Mapping[str, Any]) -> pd.DataFrame:
    """A table with arrays in the place of some columns; none is copied, as pandas does where a column is set."""
    columns: dict[str, Any] = {str(name): table[name] for name in table.columns}
    made = pd.DataFrame(columns | {**arrays}, index=table.index, copy=False)
    made.attrs.update(table.attrs)
    return made


def frame(rows: Sequence[TypedRow], columns: Mapping[str, Column], key: Sequence[str]) -> pd.DataFrame:
    """The rows of a dataset under their key, each column as pandas has what it holds."""
    return _frame(
        {name: _series([row.cells[name] for row in rows], each) for name, each in columns.items()}, columns, key
    )


def frame_of_cells(cells: Mapping[str, Cells], columns: Mapping[str, Column], key: Sequence[str]) -> pd.DataFrame:
    """The same of columns whose different cells are known."""
    return _frame({name: _series_of_cells(cells[name], each) for name, each in columns.items()}, columns, key)


def _frame(series: Mapping[str, Any], columns: Mapping[str, Column], key: Sequence[str]) -> pd.DataFrame:
    table = pd.DataFrame(series)
    table = table.set_index(list(key)) if key else table
    for name in table.columns:
        if columns[name].unit is not None:  # every function is given the same array: none may write over it
            table[name].array.data.to_numpy(copy=False).flags.writeable = False
    return table


def _quantile(self: Any, shares: Any, interpolation: str) -> Any:  # noqa: ANN401 -- as pandas asks its arrays
    """What pandas' `quantile` asks of an array, of its numbers; of quantities it takes a hundred times as long."""
    return pint_pandas.PintArray(self.data._quantile(shares, interpolation), dtype=self.dtype)  # noqa: SLF001


def _in_order(self: Any) -> Any:  # noqa: ANN401 -- as above
    """What pandas puts an array in order by, and finds its largest by: its numbers, which all have one unit."""
    return self.data.to_numpy()


pint_pandas.PintArray._values_for_argsort = _in_order  # noqa: SLF001 -- pandas' own makes an object of each
pint_pandas.PintArray._quantile = _quantile  # noqa: SLF001 -- which it has not, and pandas' own makes an object of each


def _series(values: list[Any], column: Column) -> Any:  # noqa: ANN401 -- one of pandas' many kinds of array
    """A column as pandas has it; what measures something is a float in its unit."""
    if column.unit is not None:
        return pint_pandas.PintArray(_numbers(values), dtype=pint_pandas.PintType(column.unit))
    if column.period:
        return periods(values, column)
    return _MADE[column.type](values)


def _series_of_cells(cells: Cells, column: Column) -> Any:  # noqa: ANN401 -- as above
    """The same of cells of which each different one is known."""
    if cells.numbers is not None:
        numbers = cells.numbers[cells.places]
        if column.unit is not None:
            array = pd.array(numbers, dtype="float64")
            return pint_pandas.PintArray(array, dtype=pint_pandas.PintType(column.unit))
        return numbers if column.type == "number" else numbers.astype("int64")
    different = _series(list(cells.meanings()), column)
    if isinstance(different, pd.Series):
        return pd.Series(different.to_numpy()[cells.places], dtype=object)
    return different.take(cells.places)


def _numbers(values: list[Any]) -> Any:  # noqa: ANN401 -- as above
    return pd.array([math.nan if value is None else float(value) for value in values], dtype="float64")


def _whole_numbers(values: list[Any]) -> Any:  # noqa: ANN401 -- as above
    numbers = [value if value is None else int(value) for value in values]
    return pd.array(numbers, dtype="Int64" if None in values else "int64")  # a missing whole number makes no floats


def _truths(values: list[Any]) -> Any:  # noqa: ANN401 -- as above
    return pd.array(values, dtype="boolean" if None in values else "bool")


def _moments(values: list[Any]) -> Any:  # noqa: ANN401 -- as above
    return pd.DatetimeIndex([None if value is None else pd.Timestamp(value) for value in values])


def _texts(values: list[Any]) -> Any:  # noqa: ANN401 -- as above
    return pd.Series(values, dtype=object)  # and None where there is none: neither true nor in a group


_MADE = {
    "number": _numbers,
    "integer": _whole_numbers,
    "boolean": _truths,
    "datetime": _moments,
    "time": _texts,
    "string": _texts,
    "any": _texts,
}
