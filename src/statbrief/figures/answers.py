"""Answers as functions return them: one text, several, or a period, of which a day is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd

from statbrief.arithmetic import kinds
from statbrief.data.pandas_periods import frequency_of, text_of
from statbrief.errors import DerivingError
from statbrief.figures.answer import Value
from statbrief.figures.functions import Function
from statbrief.figures.promises import OR_NONE, answering

_SEVERAL = (list, tuple, pd.Index, pd.Series, np.ndarray)
_MOST_SHOWN = 3


@dataclass(frozen=True)
class Names:
    """Texts that a function returned, or none; `is_one` where it returned one by itself."""

    texts: tuple[str, ...]
    is_one: bool


def answered(function: Function, result: object, where: Callable[[], str] = str) -> Names | pd.Period | None:
    """What a function returned that is no number; None of all else. Raises `DerivingError` for what is half of each.

    `where` says with which inputs that was, if not with its own.
    """
    if isinstance(result, str):
        return Names((str(result),), is_one=True)
    if isinstance(result, _SEVERAL) and np.size(cast("Any", result)) == 0 and not _may_be_none(function):
        found = f"returns nothing, an empty {type(result).__name__}{where()}"
        wanted = f'return one name at least, or declare -> "{kinds.NAME}, {OR_NONE}", written "none"'
        raise DerivingError(function.fault(found, wanted))
    if isinstance(result, _SEVERAL) and all(isinstance(each, str) for each in result):
        return Names(tuple(map(str, result)), is_one=False)
    if isinstance(result, pd.Timestamp | dt.date | np.datetime64) and not pd.isna(cast("Any", result)):
        result = _day(function, pd.Timestamp(cast("Any", result)), where)
    if isinstance(result, pd.Period):
        if not frequency_of(str(result.freqstr)):
            found = f"returns a period of pandas' frequency {result.freqstr}{where()}"
            raise DerivingError(function.fault(found, "return a year, quarter, month, week or day"))
        return result
    return None


def _may_be_none(function: Function) -> bool:
    said = answering(function.returns)
    return said is not None and said.may_be_none


def _day(function: Function, moment: pd.Timestamp, where: Callable[[], str]) -> pd.Period:
    if moment != moment.normalize():
        found = f"returns a moment, {moment:%Y-%m-%d %H:%M}{where()}"
        raise DerivingError(function.fault(found, "return its day: .normalize(), or .date()"))
    return pd.Period(moment.date(), freq="D")


def shown(result: Names | pd.Period) -> str:
    """An answer as messages say it.

    >>> shown(Names(("Peru", "Chile"), is_one=False)), shown(pd.Period("2022-05"))
    ("'Peru' and 'Chile'", '2022-05')
    """
    if isinstance(result, pd.Period):
        return text_of(result)
    if not result.texts:
        return "no name"
    quoted = [f"'{each}'" for each in result.texts]
    if len(quoted) > _MOST_SHOWN:
        return f"{', '.join(quoted[:_MOST_SHOWN])} and {len(quoted) - _MOST_SHOWN} more"
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def value_of(result: Names | pd.Period) -> Value:
    """What other functions are given of it."""
    if isinstance(result, pd.Period):
        return result
    return result.texts[0] if result.is_one else list(result.texts)


def texts_of(result: Names | pd.Period) -> tuple[str, ...]:
    """The same as data write it."""
    return (text_of(result),) if isinstance(result, pd.Period) else result.texts
