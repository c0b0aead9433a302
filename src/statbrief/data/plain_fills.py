"""Plain numbers that code puts into columns that have a unit.

pint-pandas takes the 5 of `fillna(5)` for 5 of whatever the column is in: for thousands of jobs in a column of
thousands, and for 5 percent in one of percentages, where a comparison takes 0.05 for as much. So while a brief's
function runs, a number is put there with its unit. Nothing at all is nothing in any unit, but for temperatures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
import pint_pandas
from pint.facets.plain.quantity import PlainQuantity

_Method = Callable[..., Any]


class PlainNumberError(TypeError):
    """Raised when code puts what has no unit among numbers that have one."""


def refused_by(error: BaseException) -> PlainNumberError | None:
    """The refusal behind an error: pandas says of a whole column in words of its own that a value is invalid."""
    found: BaseException | None = error
    while found is not None and not isinstance(found, PlainNumberError):
        found = found.__cause__ or found.__context__
    return found


def filling_methods() -> Iterator[tuple[Any, str, _Method]]:
    """The class of columns that have a unit, what puts values into them, and what does so of quantities alone.

    `fillna`, `where`, `mask`, `replace`, `update`, `.loc[…] =` and arithmetic with a `fill_value` set items; `reindex`,
    `unstack` and `pivot_table` take rows that are not there; what is mapped or combined row by row is a sequence.
    """
    array: Any = pint_pandas.PintArray
    yield array, "__setitem__", _set(array.__setitem__)
    yield array, "take", _filled(array.take)
    yield array, "shift", _filled(array.shift)
    yield array, "insert", _set(array.insert)
    yield array, "_from_sequence", classmethod(_of_one_kind(vars(array)["_from_sequence"].__func__))  # type: ignore[misc]


def _set(own: _Method) -> _Method:
    @wraps(own)
    def put(self: Any, key: Any, value: Any) -> Any:  # noqa: ANN401 -- pandas' own arguments and results
        if isinstance(value, str):
            raise PlainNumberError(
                f"puts a text, {value!r}, among numbers in {self.units}; write a number with its unit"
            )
        _refuse_plain(self.units, value)
        return own(self, key, value)

    return put


def _filled(own: _Method) -> _Method:
    @wraps(own)
    def taken(self: Any, *given: Any, fill_value: Any = None, **how: Any) -> Any:  # noqa: ANN401 -- as above
        _refuse_plain(self.units, fill_value)
        return own(self, *given, fill_value=fill_value, **how)

    return taken


def _of_one_kind(own: _Method) -> _Method:
    """What makes a column of a list, which takes the plain numbers among quantities for so many of their unit."""

    @wraps(own)
    def made(cls: Any, scalars: Any, *given: Any, **how: Any) -> Any:  # noqa: ANN401 -- as above
        if isinstance(scalars, list | tuple) or (isinstance(scalars, np.ndarray) and scalars.dtype == object):
            units = next((each.units for each in scalars if isinstance(each, PlainQuantity)), None)
            if units is not None:
                _refuse_plain(units, scalars)
        return own(cls, scalars, *given, **how)

    return made


def _refuse_plain(units: Any, value: Any) -> None:  # noqa: ANN401 -- a unit of pint, and whatever is put there
    """Raise `PlainNumberError` where a plain number is put among numbers that have a unit."""
    if value is None or isinstance(value, PlainQuantity) or not units._units:  # noqa: SLF001 -- percent is in a unit
        return
    numbers = _plain_numbers(value)
    begins_at_nothing = (1 * units)._is_multiplicative  # noqa: SLF001 -- pint's own word for it
    typed = numbers[numbers != 0] if begins_at_nothing else numbers
    if len(typed):
        found = f"puts a plain number, {typed[0]:g}, among numbers in {units}"
        share = f", or of a share of 1 pint.Quantity({typed[0]:g}, 'dimensionless')" if units.dimensionless else ""
        raise PlainNumberError(f"{found}; write pint.Quantity({typed[0]:g}, '{units}'){share}")


def _plain_numbers(value: Any) -> Any:  # noqa: ANN401 -- an array of NumPy, without what is missing
    """What of a value are plain numbers, of a column or a list with quantities the others."""
    given = value.array if isinstance(value, pd.Series | pd.Index) else value
    if isinstance(given, pint_pandas.PintArray):
        return np.empty(0)
    if isinstance(given, pd.api.extensions.ExtensionArray):
        given = given.to_numpy(dtype=object)
    if isinstance(given, np.ndarray) and given.dtype.kind in "iuf":
        return given[~np.isnan(given)]
    each = given.ravel() if isinstance(given, np.ndarray) else given if isinstance(given, list | tuple) else [given]
    found = np.array([float(one) for one in each if isinstance(one, Real | np.number)])
    return found[~np.isnan(found)]
