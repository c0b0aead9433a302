"""Answers as functions return them: texts or periods, one or several; a day is a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd

from statbrief.arithmetic import kinds
from statbrief.data.pandas_periods import frequency_of, text_of
from statbrief.errors import DerivingError
from statbrief.figures.answer import Value
from statbrief.figures.area import Area
from statbrief.figures.functions import Function
from statbrief.figures.return_annotations import OR_NONE, answering

_SEVERAL = (list, tuple, pd.Index, pd.Series, np.ndarray)
_MOST_SHOWN = 3


@dataclass(frozen=True)
class Names:
    """Texts that a function returned, or none; `is_one` where it returned one by itself."""

    texts: tuple[str, ...]
    is_one: bool


@dataclass(frozen=True)
class Periods:
    """Several periods that a function returned, none twice; be it that of the several there is but one, or none."""

    periods: tuple[pd.Period, ...]


Answered = Names | Periods | pd.Period
"""What a function returns that is no number."""


def answered(function: Function, result: object, where: Callable[[], str] = str) -> Answered | None:
    """What a function returned that is no number; None of all else. Raises `DerivingError` for what is half of each.

    `where` says with which inputs that was, if not with its own.
    """
    if isinstance(result, str):
        return Names((result if isinstance(result, Area) else str(result),), is_one=True)
    if isinstance(result, _SEVERAL) and np.size(cast("Any", result)) == 0 and not _may_be_none(function):
        found = f"returns nothing, an empty {type(result).__name__}{where()}"
        kind = _declared(function) or kinds.NAME
        wanted = f'return one {kind} at least, or declare -> "{kind}, {OR_NONE}", written "none"'
        raise DerivingError(function.fault(found, wanted))
    if result is None and _may_be_none(function) and not function.calls("since_when"):
        wanted = f"return an empty list, [], where there is no {_declared(function)}"
        raise DerivingError(function.fault(f"returns None{where()}", wanted))
    if isinstance(result, _SEVERAL) and np.size(cast("Any", result)) == 0 and _declared(function) == kinds.PERIOD:
        return Periods(())
    if isinstance(result, _SEVERAL) and all(isinstance(each, str) for each in result):
        return Names(tuple(map(str, result)), is_one=False)
    if isinstance(result, _SEVERAL) and np.ndim(cast("Any", result)) == 1:
        return _several(function, [_period(function, each, where) for each in result], where)
    return _period(function, result, where)


def _several(function: Function, found: Sequence[pd.Period | None], where: Callable[[], str]) -> Periods | None:
    """Several periods; None where some of them are none. Raises `DerivingError` for periods of two lengths."""
    periods = tuple(dict.fromkeys(each for each in found if each is not None))
    if len(periods) == 0 or any(each is None for each in found):
        return None
    if len({each.freqstr for each in periods}) > 1:
        said = f"returns periods of more than one length, {_listed([text_of(each) for each in periods])}{where()}"
        raise DerivingError(function.fault(said, "return years, quarters, months, weeks or days"))
    return Periods(periods)


def _period(function: Function, result: object, where: Callable[[], str]) -> pd.Period | None:
    """The period that a result is, of a day too; None of all else. Raises `DerivingError` for one that has no name."""
    if isinstance(result, pd.Timestamp | dt.date | np.datetime64) and not pd.isna(cast("Any", result)):
        result = _day(function, pd.Timestamp(cast("Any", result)), where)
    if not isinstance(result, pd.Period):
        return None
    if not frequency_of(str(result.freqstr)):
        found = f"returns a period of pandas' frequency {result.freqstr}{where()}"
        raise DerivingError(function.fault(found, "return a year, quarter, month, week or day"))
    return result


def _declared(function: Function) -> str:
    """What the function says that it returns, if it is no number."""
    said = answering(function.returns)
    return said.kind if said else ""


def _may_be_none(function: Function) -> bool:
    said = answering(function.returns)
    return said is not None and said.may_be_none


def _day(function: Function, moment: pd.Timestamp, where: Callable[[], str]) -> pd.Period:
    if moment != moment.normalize():
        found = f"returns a moment, {moment:%Y-%m-%d %H:%M}{where()}"
        raise DerivingError(function.fault(found, "return its day: .normalize(), or .date()"))
    return pd.Period(moment.date(), freq="D")


def shown(result: Answered) -> str:
    """An answer as messages say it.

    >>> shown(Names(("Peru", "Chile"), is_one=False)), shown(pd.Period("2022-05"))
    ("'Peru' and 'Chile'", '2022-05')
    """
    if isinstance(result, Names):
        return _listed([f"'{each}'" for each in result.texts]) if result.texts else "no name"
    return _listed(texts_of(result)) or "no period"


def _listed(texts: Sequence[str]) -> str:
    if len(texts) > _MOST_SHOWN:
        return f"{', '.join(texts[:_MOST_SHOWN])} and {len(texts) - _MOST_SHOWN} more"
    return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))


def value_of(result: Answered) -> Value:
    """What other functions are given of it."""
    if isinstance(result, pd.Period):
        return result
    if isinstance(result, Periods):
        return list(result.periods)
    return result.texts[0] if result.is_one else list(result.texts)


def texts_of(result: Answered) -> tuple[str, ...]:
    """The same as data write it."""
    return result.texts if isinstance(result, Names) else tuple(map(text_of, periods_of(result)))


def periods_of(result: Periods | pd.Period) -> tuple[pd.Period, ...]:
    """The periods that an answer is."""
    return result.periods if isinstance(result, Periods) else (result,)
