"""Columns that have a unit, asked for what is in no unit, or in another: ranks, products, whether numbers are the same.

pint-pandas has what pandas makes of the numbers of a group in the unit of these: the third in rank is three thousand
jobs there, and so is a product. And to pint a quantity is never the same as a plain number, so that all rows with 10 of
a column of jobs are none. While a brief's function runs, a rank is a number, what is a product of jobs is refused, as a
plain number is to which jobs are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
import pint
import pint_pandas
from pint.facets.plain.quantity import PlainQuantity

_NUMBERS = frozenset({"rank", "any", "all", "skew", "kurt", "idxmax", "idxmin"})
"""What pandas makes of groups that has no unit, whatever they measure."""
_PRODUCTS = frozenset({"prod", "cumprod"})
_Method = Callable[..., Any]


def array_methods() -> Iterator[tuple[Any, str, _Method]]:
    """Classes, what they are asked for, and what does it with units."""
    array = pint_pandas.PintArray
    yield array, "_groupby_op", _of_groups(vars(array)["_groupby_op"])
    yield array, "_reduce", _reduced(vars(array)["_reduce"])
    yield array, "_accumulate", _accumulated(vars(array)["_accumulate"])
    for name in ("__eq__", "compare"):
        yield PlainQuantity, name, _compared(vars(PlainQuantity)[name])
    yield pd.Series, "isin", _among(vars(pd.Series)["isin"])
    yield pd.DataFrame, "cov", _of_plain_columns(vars(pd.DataFrame)["cov"])


def _of_groups(own: _Method) -> _Method:
    @wraps(own)
    def made(self: Any, *, how: str, **given: Any) -> Any:  # noqa: ANN401 -- pandas' own arguments and results
        if how in _NUMBERS:
            return self._data._groupby_op(how=how, **given)  # noqa: SLF001 -- as pint-pandas calls it
        return own(_shares(self, how) if how in _PRODUCTS else self, how=how, **given)

    return made


def _reduced(own: _Method) -> _Method:
    @wraps(own)
    def made(self: Any, name: str, *, skipna: bool = True, keepdims: bool = False, **how: Any) -> Any:  # noqa: ANN401 -- as above
        if name != "prod":
            return own(self, name, skipna=skipna, keepdims=keepdims, **how)
        shares = _shares(self, name)
        product = shares._data._reduce(name, skipna=skipna, keepdims=keepdims, **how)  # noqa: SLF001 -- as above
        return pint_pandas.PintArray(product, shares.dtype) if keepdims else shares._Q(product, shares.units)  # noqa: SLF001 -- likewise

    return made


def _accumulated(own: _Method) -> _Method:
    @wraps(own)
    def made(self: Any, name: str, *, skipna: bool = True, **how: Any) -> Any:  # noqa: ANN401 -- as above
        if name != "cumprod":
            return own(self, name, skipna=skipna, **how)
        shares = _shares(self, name)
        products = shares._data._accumulate(name, skipna=skipna, **how)  # noqa: SLF001 -- as above
        return pint_pandas.PintArray(products, shares.dtype)

    return made


def _shares(array: Any, asked: str) -> Any:  # noqa: ANN401 -- an array of pint-pandas
    """What has no unit as plain numbers, so that a product of percentages is right. Raises `TypeError` for all else."""
    if not array.units.dimensionless:
        found = f"{asked} multiplies numbers in {array.units}, in a unit for each number of them"
        raise TypeError(f"{found}; divide by one of that unit before")
    factor = float((1 * array.units).to("dimensionless").magnitude)
    if factor == 1:
        return array
    return pint_pandas.PintArray(array._data * factor, dtype=pint_pandas.PintType(array.units / array.units))  # noqa: SLF001 -- as above


def _compared(own: _Method) -> _Method:
    @wraps(own)
    def asked(self: Any, other: Any, *how: Any, **named: Any) -> Any:  # noqa: ANN401 -- as above
        _refuse_plain(self, other)
        return own(self, other, *how, **named)

    return asked


def _among(own: _Method) -> _Method:
    """Whether each is one of some quantities; pandas looks for what is the same in memory, and misses 4 among 4.0."""

    @wraps(own)
    def asked(self: Any, values: Any) -> Any:  # noqa: ANN401 -- as above
        if not isinstance(self.dtype, pint_pandas.PintType):
            return own(self, values)
        found = pd.Series(data=False, index=self.index, name=self.name)
        for each in values:
            found |= self.isna() if pd.isna(each) else (self == each).fillna(value=False).astype(bool)
        return found

    return asked


def _refuse_plain(measured: Any, other: Any) -> None:  # noqa: ANN401 -- a quantity, and what it is compared to
    """Raise `DimensionalityError` where a plain number other than nothing is compared to what has a unit."""
    is_number = isinstance(other, Real | np.number) and not isinstance(other, bool | np.bool_)
    if not is_number and not (isinstance(other, np.ndarray) and other.dtype.kind in "iuf"):
        return
    if np.any((other != 0) & (other == other)) and not measured.dimensionless:  # noqa: PLR0124 -- NaN, which is no number
        said = f"{float(other):g}" if is_number else "…"
        wanted = f"; compare with pint.Quantity({said}, '{measured.units}')"
        raise pint.DimensionalityError(measured.units, "dimensionless", extra_msg=wanted)


def _of_plain_columns(own: _Method) -> _Method:
    @wraps(own)
    def made(self: Any, *given: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        units: list[Any] = [each.units for each in self.dtypes if isinstance(each, pint_pandas.PintType)]
        if not all(each.dimensionless for each in units):
            raise TypeError("covariances of columns are in as many units; ask one column for its cov with another")
        return own(self, *given, **options)

    return made
