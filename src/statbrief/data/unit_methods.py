"""What pandas and NumPy do with plain numbers alone, done with a column that has a unit.

pandas computes windows (`rolling`, `expanding`, `ewm`) and covariances of plain numbers, and forgets that these were
thousands of jobs; `nlargest` and a quantile of groups are errors. So does NumPy with a column's median or mean, where
it is not the column that is asked, and `statistics` with a mean. While a brief's function runs, a mean of three months
is in the unit of the months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import numpy as np
import pandas as pd
import pint
import pint_pandas
from pandas.api.typing import DataFrameGroupBy, SeriesGroupBy
from pandas.core.window import ewm, expanding, rolling
from pint.facets.numpy.quantity import NumpyQuantity

_WINDOWS = (rolling.Rolling, expanding.Expanding, ewm.ExponentialMovingWindow)
_POWERS = {
    **dict.fromkeys(("sum", "mean", "median", "min", "max", "std", "sem", "first", "last", "quantile"), 1),
    "var": 2,
}
"""What windows are asked for, and the power of the column's unit that it is in; a rank or a count is a number."""
_OF_ARRAYS = (
    *("median", "nanmean", "nanmedian", "nanstd", "nanvar"),
    *("percentile", "quantile", "nanpercentile", "nanquantile"),
)
"""What NumPy computes of columns as of arrays of objects, and loses their unit, or itself."""
_OF_COLUMNS = ("sum", "mean", "std", "var", "max", "min", "amax", "amin")
"""What NumPy asks a column for, which leaves out missing cells; of a list of quantities it computes it by itself."""
_Method = Callable[..., Any]


def unit_methods() -> Iterator[tuple[Any, str, _Method]]:
    """Classes of pandas, what they are asked for, and what does it with units."""
    for kind in _WINDOWS:
        for name, power in _POWERS.items():
            if name in vars(kind):
                yield kind, name, _of_windows(vars(kind)[name], power)
    for groups in (SeriesGroupBy, DataFrameGroupBy):
        yield groups, "quantile", _of_groups(groups.quantile)
    yield pd.Series, "cov", _covariance(pd.Series.cov)
    for owner, takes_columns in ((pd.Series, False), (pd.DataFrame, True)):
        yield owner, "nlargest", _at_end(owner.nlargest, is_rising=False, takes_columns=takes_columns)
        yield owner, "nsmallest", _at_end(owner.nsmallest, is_rising=True, takes_columns=takes_columns)
    for name in _OF_ARRAYS:
        yield np, name, _of_arrays(getattr(np, name))
    for name in _OF_COLUMNS:
        yield np, name, _of_arrays(getattr(np, name), of_columns=False)
    yield np, "average", _average(np.average)
    yield np, "corrcoef", _of_plain_numbers(np.corrcoef)
    yield NumpyQuantity, "__getattr__", _not_as_a_ratio(NumpyQuantity.__getattr__)


def _has_unit(column: Any) -> bool:  # noqa: ANN401 -- a column of pandas
    return isinstance(column.dtype, pint_pandas.PintType)


# -- windows --------------------------------------------------------------------------------------------------------
def _of_windows(own: _Method, power: int) -> _Method:
    @wraps(own)
    def made(self: Any, *given: Any, **options: Any) -> Any:  # noqa: ANN401 -- pandas' own arguments and results
        return _measured(own(self, *given, **options), self._selected_obj, power)

    return made


def _measured(numbers: Any, of: Any, power: int) -> Any:  # noqa: ANN401 -- as above
    """Numbers as pandas has made them of one column or of several, in their units."""
    if isinstance(numbers, pd.Series):
        return _column(numbers, of.dtype, power) if isinstance(of, pd.Series) else numbers
    known = {name: dtype for name, dtype in of.dtypes.items() if isinstance(dtype, pint_pandas.PintType)}
    columns = {
        place: _column(numbers.iloc[:, place], known.get(name), power) for place, name in enumerate(numbers.columns)
    }
    return pd.DataFrame(columns, index=numbers.index).set_axis(numbers.columns, axis=1)


def _column(numbers: Any, dtype: Any, power: int) -> Any:  # noqa: ANN401 -- as above
    if not isinstance(dtype, pint_pandas.PintType) or numbers.dtype != float:
        return numbers
    units: Any = dtype.units
    array = pint_pandas.PintArray(pd.array(numbers, dtype="float64"), dtype=pint_pandas.PintType(units**power))
    return pd.Series(array, index=numbers.index, name=numbers.name)


# -- groups ---------------------------------------------------------------------------------------------------------
def _of_groups(own: _Method) -> _Method:
    """What is asked of groups, asked of the same groups of plain numbers."""

    @wraps(own)
    def made(self: Any, *given: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        of = self._obj_with_exclusions
        columns = [of] if isinstance(of, pd.Series) else [of.iloc[:, place] for place in range(of.shape[1])]
        if not any(map(_has_unit, columns)):
            return own(self, *given, **options)
        numbers = [each.pint.magnitude.astype(float) if _has_unit(each) else each for each in columns]
        plain = numbers[0] if isinstance(of, pd.Series) else pd.concat(numbers, axis=1)
        found = _measured(own(plain.groupby(self._grouper), *given, **options), of, 1)
        return found if self.as_index else found.reset_index()

    return made


# -- others ---------------------------------------------------------------------------------------------------------
def _covariance(own: _Method) -> _Method:
    @wraps(own)
    def made(self: Any, other: Any, *given: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        number = own(self, other, *given, **options)
        for each in (self, other):
            if _has_unit(each):
                number = number * each.dtype.units
        return number

    return made


def _at_end(own: _Method, *, is_rising: bool, takes_columns: bool) -> _Method:
    """What finds the n largest or smallest, of which pandas wants plain numbers: the first of them, put in order.

    As pandas does unless it is told otherwise: of equal ones those that stand first, and missing ones last.
    """

    @wraps(own)
    def made(self: Any, n: int = 5, *given: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        wanted = dict(zip(["columns", "keep"] if takes_columns else ["keep"], given, strict=False)) | options
        by = [wanted["columns"]] if isinstance(wanted.get("columns"), str) else wanted.get("columns", [])
        ordered = [self[name] for name in by] if takes_columns else [self]
        if wanted.get("keep", "first") != "first" or not any(map(_has_unit, ordered)):
            return own(self, n, *given, **options)
        how: Any = {"by": by} if takes_columns else {}
        return self.sort_values(**how, ascending=is_rising, kind="stable").head(n)

    return made


# -- NumPy and statistics -------------------------------------------------------------------------------------------
def _of_arrays(own: _Method, *, of_columns: bool = True) -> _Method:
    """What NumPy computes, given pint's arrays of numbers with a unit in place of lists, and of columns if that too."""

    def measured(given: Any) -> Any:  # noqa: ANN401 -- as above
        return given if isinstance(given, pd.Series) and not of_columns else _with_one_unit(given)

    @wraps(own)
    def made(*given: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        return own(*map(measured, given), **{name: measured(each) for name, each in options.items()})

    return made


def _average(own: _Method) -> _Method:
    """As `_of_arrays`; the unit of weights cancels, and pint's own would ask for the average without end."""

    @wraps(own)
    def made(a: Any, axis: Any = None, weights: Any = None, **options: Any) -> Any:  # noqa: ANN401 -- as above
        return own(_with_one_unit(a), axis, _plain(weights), **options)

    return made


def _of_plain_numbers(own: _Method) -> _Method:
    """What NumPy computes in which all units cancel."""

    @wraps(own)
    def made(*given: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        return own(*map(_plain, given), **options)

    return made


def _plain(given: Any) -> Any:  # noqa: ANN401 -- as above
    """The numbers of a column, a list or an array of quantities; whatever else is given as it is."""
    measured = _with_one_unit(given)
    return measured.magnitude if isinstance(measured, pint.Quantity) else measured


def _with_one_unit(given: Any) -> Any:  # noqa: ANN401 -- as above
    """A column, a list or an array of quantities as one quantity of an array; whatever else is given as it is."""
    values = given.array if isinstance(given, pd.Series) else given
    if isinstance(values, pint_pandas.PintArray):
        return values.quantity
    if isinstance(given, list | tuple) or (isinstance(given, np.ndarray) and given.dtype == object and given.ndim == 1):
        first = given[0] if len(given) else None
        if isinstance(first, pint.Quantity) and all(isinstance(each, pint.Quantity) for each in given):
            return type(first).from_list([*given], first.units)
    return given


def _not_as_a_ratio(own: _Method) -> _Method:
    """What a quantity is asked for that its number knows; not the ratio by which `statistics` takes it for a number."""

    @wraps(own)
    def asked(self: Any, name: str) -> Any:  # noqa: ANN401 -- as above
        if name == "as_integer_ratio" and not self.unitless:
            raise pint.DimensionalityError(self.units, "dimensionless")
        return own(self, name)

    return asked
