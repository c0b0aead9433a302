"""What a brief's code asks of periods and cannot have: pandas answers some of it with nothing, without a word.

To pandas no number and no text of another kind is equal to a period: ``table[table.index == 2022]`` is an empty table,
``isin(["2022"])`` false everywhere, ``.loc["2022-01":]`` whatever is left where the table begins later. While a
brief's function runs, these raise an error that says what to write, and so does a period that a table has not.
"""

from __future__ import annotations

import math
import numbers
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeGuard

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype
from pandas.errors import PerformanceWarning

from statbrief.data.pandas_periods import PeriodError, frequency_of, from_text, text_of
from statbrief.data.replaced import replaced
from statbrief.table_schema.periods import EXAMPLES, FISCAL, MONTH, YEAR, parse

_OF_PERIODS = re.compile(r"'Period'|tslibs\.offsets|BaseOffset|PeriodArray|period\[")
"""In what pandas and others say of an operation that periods do not have."""
_COMPARED = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_PANDAS_EVALUATES = ("pandas", "core", "computation")
_SLOW = "indexing past lexsort depth"
"""How pandas begins what it says of rows whose key is in no order of its own."""
_LONG_YEAR = 9999
_PART = 100  # of 202205, the month


class NoSuchPeriodError(KeyError):
    """Raised for a period that a table has not; text is found; wanted."""

    def __str__(self) -> str:
        """The text as it is: that of a `KeyError` is quoted."""
        return str(self.args[0])


@contextmanager
def strict_periods(folder: Path) -> Iterator[None]:
    """Let pandas refuse, for the brief in `folder`, what it would answer with nothing of periods."""
    own = os.path.realpath(folder / "analysis") + os.sep
    index: Any = pd.PeriodIndex
    array: Any = pd.arrays.PeriodArray
    scalar, several = pd.Period, pd.MultiIndex
    changed: list[tuple[Any, str, Any]] = [
        (index, "get_loc", _finding(index.get_loc)),
        (index, "__contains__", _containing(index.__contains__)),
        (index, "get_slice_bound", _bounding(index.get_slice_bound)),
        (several, "get_loc", _finding_several(several.get_loc)),
        (index, "get_indexer", _finding_each(index.get_indexer)),
        (array, "isin", _among(array.isin)),
        (array, "astype", _numbered(array.astype)),
        *((array, name, _comparing(getattr(array, name))) for name in _COMPARED),
        *((scalar, name, _comparing_one(getattr(scalar, name), own)) for name in ("__eq__", "__ne__")),
    ]
    with replaced(changed), warnings.catch_warnings():
        warnings.filterwarnings("ignore", _SLOW, PerformanceWarning)  # rows are in the order of the file
        yield


def _finding(own: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(own)
    def get_loc(self: pd.PeriodIndex, key: Any) -> Any:  # noqa: ANN401 -- whatever a brief asks for
        _refuse_number(key, self.freqstr)
        try:
            return own(self, key)
        except KeyError as error:
            raise _none_such(key, self) from error

    return get_loc


def _finding_several(own: Callable[..., Any]) -> Callable[..., Any]:
    """What finds a row of a table whose key has several columns: the periods of one of them are named."""

    @wraps(own)
    def get_loc(self: pd.MultiIndex, key: Any) -> Any:  # noqa: ANN401 -- as above
        parts = key if isinstance(key, tuple) else (key,)
        asked = [(part, level) for part, level in zip(parts, self.levels, strict=False) if _is_of_periods(level)]
        for part, level in asked:
            if not isinstance(part, slice):
                _refuse_number(part, level.freqstr)
        try:
            return own(self, key)
        except NoSuchPeriodError:
            raise
        except KeyError as error:
            if not asked:
                raise
            others = [part for part in parts if all(part is not each for each, _ in asked)]
            raise _none_such(asked[0][0], asked[0][1], others) from error

    return get_loc


def _finding_each(own: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(own)
    def get_indexer(self: pd.PeriodIndex, target: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        _refuse_numbers(target, self.freqstr)
        return own(self, target, *args, **options)

    return get_indexer


def _numbered(own: Callable[..., Any]) -> Callable[..., Any]:
    """What makes other things of periods: as numbers, pandas counts them from 1970."""

    @wraps(own)
    def astype(self: Any, dtype: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- as above
        if is_numeric_dtype(dtype):
            raise PeriodError("makes numbers of periods, which are counted from 1970; write .dt.year or .year")
        return own(self, dtype, *args, **options)

    return astype


def _containing(own: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(own)
    def contains(self: pd.PeriodIndex, key: Any) -> Any:  # noqa: ANN401 -- as above
        _refuse_number(key, self.freqstr)
        return own(self, key)

    return contains


def _bounding(own: Callable[..., Any]) -> Callable[..., Any]:
    """What finds where a selection from one period to another begins and ends: pandas takes what there is of it."""

    @wraps(own)
    def get_slice_bound(self: Any, label: Any, side: Any) -> Any:  # noqa: ANN401 -- as above
        _refuse_number(label, self.freqstr)
        label = _called_after(label, self.freqstr)
        cast = self._maybe_cast_slice_bound(label, side)
        if isinstance(cast, pd.Period) and len(self) and not self.min() <= cast <= self.max():
            raise NoSuchPeriodError(
                f"asks for {_called(self)} {'from' if side == 'left' else 'to'} {text_of(cast)}; {_there_are(self)}: "
                "leave that side open to take what there is"
            )
        return own(self, label, side)

    return get_slice_bound


def _called_after(label: Any, frequency: str) -> Any:  # noqa: ANN401 -- as above
    """The fiscal year that a year's text calls, where one ends a selection: to pandas, that ends with its December."""
    meant = _meant_by(label) if isinstance(label, str) and frequency_of(frequency) == FISCAL else None
    return label if meant is None or frequency_of(str(meant.freqstr)) != YEAR else pd.Period(label, freq=frequency)


def _comparing(own: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(own)
    def compare(self: Any, other: Any) -> Any:  # noqa: ANN401 -- as above
        _refuse_numbers(other, self.freqstr)
        _refuse_another(other, self.freqstr)
        return own(self, other)

    return compare


def _among(own: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(own)
    def isin(self: Any, values: Any) -> Any:  # noqa: ANN401 -- as above
        _refuse_numbers(values, self.freqstr)
        if text := next((each for each in values if isinstance(each, str)), None):
            raise PeriodError(f'asks whether a period is in texts, which none is; write pd.Period("{text}")')
        for each in values:
            _refuse_another(each, self.freqstr)
        return own(self, values)

    return isin


def _comparing_one(own: Callable[..., Any], folder: str) -> Callable[..., Any]:
    """A period by itself, which is equal to no number and no text; what pandas itself asks of one is its own affair."""

    @wraps(own)
    def compare(self: Any, other: Any) -> Any:  # noqa: ANN401 -- as above
        if isinstance(other, str | numbers.Real) and _is_asked_by(folder):
            _refuse_number(other, self.freqstr)
            raise PeriodError(f'asks whether a period is the text "{other}", which none is; write pd.Period("{other}")')
        if isinstance(other, pd.Period) and _is_asked_by(folder):
            _refuse_another(other, self.freqstr)
        return own(self, other)

    return compare


def _is_asked_by(folder: str) -> bool:
    """Whether it is the brief's code that compares, by itself or in an expression that pandas evaluates for it."""
    return _is_of(sys._getframe(2).f_code.co_filename, folder)  # noqa: SLF001 -- as tracebacks do


@lru_cache(maxsize=1024)
def _is_of(file: str, folder: str) -> bool:
    """Whether code of a file is the brief's, or evaluates for it; asked thousands of times, of few files."""
    return Path(file).parts[-4:-1] == _PANDAS_EVALUATES or os.path.realpath(file).startswith(folder)


def _refuse_numbers(other: object, frequency: str) -> None:
    """Raise `PeriodError` where periods would be compared with a number, or with several."""
    if isinstance(other, pd.Series | pd.Index | np.ndarray | pd.api.extensions.ExtensionArray) and other.shape:
        of_numbers = is_numeric_dtype(other.dtype)
        several = list(other[:1]) if of_numbers else list(other) if other.dtype == object else []
    else:
        several = list(other) if isinstance(other, list | tuple | set | frozenset | range) else [other]
    for each in several:
        _refuse_number(each, frequency)


def _refuse_another(other: object, name: str) -> None:
    """Raise `PeriodError` for a period of another frequency: to pandas "2022" is the first month of it, or none."""
    meant = _meant_by(other) if isinstance(other, pd.Period | str) else None
    own = frequency_of(name)
    if meant is None or not own or meant.freqstr == name:
        return
    if isinstance(other, str) and own == FISCAL and frequency_of(str(meant.freqstr)) == YEAR:
        return  # which it is called after
    found = f"compares periods, each a {own}, with {text_of(meant)}, which is none"
    raise PeriodError(f"{found}; write a {own}, such as {EXAMPLES[own]}, or compare their .year")


def _refuse_number(key: object, frequency: str) -> None:
    """Raise `PeriodError` for a number where a period is wanted."""
    if isinstance(key, numbers.Real) and str(key) not in {"True", "False", "nan"}:
        wanted = f'"{meant}"' if (meant := _meant(key, frequency)) else f'a period, such as "{EXAMPLES[MONTH]}"'
        raise PeriodError(f"asks periods for {key}, which is a number; write {wanted}")


def _meant(number: Any, frequency: str) -> str:  # noqa: ANN401 -- any real number
    """The text of a period that somebody wrote as a number: 2022, or 202205."""
    whole = int(number) if math.isfinite(number) else 0
    if frequency.startswith("Y") and 0 < whole <= _LONG_YEAR:
        return f"{whole:04d}"
    if frequency == "M" and 0 < whole // _PART <= _LONG_YEAR and 0 < whole % _PART <= 12:  # noqa: PLR2004 -- months
        return f"{whole // _PART:04d}-{whole % _PART:02d}"
    return ""


def told(error: BaseException) -> str:
    """What was asked of periods that cannot be had, as found; wanted; nothing where an error says something else."""
    if isinstance(error, PeriodError | NoSuchPeriodError):
        return str(error)
    if isinstance(error, TypeError) and _OF_PERIODS.search(str(error)):
        return "computes or draws with periods; write numbers or times: .year, .ordinal (one apart), .to_timestamp()"
    key = error.args[0] if isinstance(error, KeyError) and error.args else None
    parts = key if isinstance(key, tuple) else (key,)
    meant = [_meant_by(each) if isinstance(each, pd.Period) or isinstance(key, tuple) else None for each in parts]
    asked = [text_of(each) for each in meant if each is not None]
    if not asked:
        return ""
    others = "".join(f" of {part}" for part, each in zip(parts, meant, strict=True) if each is None)
    return f"asks for {asked[0]}{others}, and there is no such row; correct the key, or add the row"


def _none_such(key: object, index: Any, others: Iterable[object] = ()) -> NoSuchPeriodError:  # noqa: ANN401 -- of pandas
    """The error of a period that is not there; a text that pandas does not read says so."""
    asked = text_of(key) if isinstance(key, pd.Period) else str(key)
    of = "".join(f" of {each}" for each in others)
    meant = _meant_by(key)
    is_own = isinstance(key, str) and meant is not None and meant.freqstr == index.freqstr
    if is_own and (index == meant).any():  # a week's text is ours, not pandas'
        return NoSuchPeriodError(
            f'asks for {_called(index)} "{asked}", which pandas does not read; write period("{key}")'
        )
    found = f"asks for {_called(index)} {asked}{of}, and there is no such row"
    return NoSuchPeriodError(f"{found}; {_around(meant, index) or _there_are(index)}")


def _meant_by(key: object) -> pd.Period | None:
    """The period that was asked for; None where nobody can tell."""
    if isinstance(key, pd.Period):
        return key
    try:
        return from_text(parse(str(key)))
    except ValueError:
        return None


def _around(asked: pd.Period | None, index: Any) -> str:  # noqa: ANN401 -- an index of pandas
    """The periods on both sides of one that is missing between them; nothing where it lies beyond."""
    if asked is None or asked.freqstr != index.freqstr:
        return ""
    before, after = index[index < asked], index[index > asked]
    is_between = len(before) and len(after)
    return f"those around it are {text_of(before.max())} and {text_of(after.min())}" if is_between else ""


def _called(index: Any) -> str:  # noqa: ANN401 -- an index of pandas
    return str(index.name or "the period")


def _there_are(index: Any) -> str:  # noqa: ANN401 -- as above
    if not len(index):
        return "there are none"
    first, last = text_of(index.min()), text_of(index.max())
    return f"there is {first}" if first == last else f"there are {first} to {last}"


def _is_of_periods(index: object) -> TypeGuard[pd.PeriodIndex]:
    return isinstance(index, pd.PeriodIndex)
