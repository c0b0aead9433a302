"""Periods as pandas has them, and as data write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from statbrief.data.columns import Column
from statbrief.table_schema.fields import Value
from statbrief.table_schema.periods import DAY, FISCAL, MONTH, QUARTER, WEEK, YEAR, Period, parse

_PANDAS = {YEAR: "Y-DEC", QUARTER: "Q-DEC", MONTH: "M", WEEK: "W-SUN", DAY: "D"}
_A_YEAR = {YEAR: 1, FISCAL: 1, QUARTER: 4, MONTH: 12}
_OURS = {name: frequency for frequency, name in _PANDAS.items()}
_ENDS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV")
"""The last month of years that start in another month than January."""


class PeriodError(TypeError):
    """Raised for what is no period where one is wanted; text is found; wanted."""


def periods(values: Iterable[Value | None], column: Column) -> pd.PeriodIndex:
    """A column of periods from what its cells mean; NaT where a cell holds no value."""
    frequency = pandas_frequency(column)
    known = [None if value is None else column.form.period_of(value) for value in values]
    each_once = {each: pd.Period(each.first, freq=frequency) for each in {*known} if each is not None}
    made = [pd.NaT if each is None else each_once[each] for each in known]
    return pd.PeriodIndex(made, freq=frequency)


def pandas_frequency(column: Column) -> str:
    """What pandas calls the frequency of a column of periods; years are called after the month in which they end."""
    return f"Y-{_ENDS[column.form.starts - 2]}" if column.period == FISCAL else _PANDAS[column.period]


def from_text(period: Period) -> pd.Period:
    """One of our periods as pandas has it."""
    ends = f"Y-{_ENDS[period.first.month - 2]}" if period.frequency == FISCAL else _PANDAS[period.frequency]
    return pd.Period(period.first, freq=ends)


def frequency_of(name: str) -> str:
    """What is called so by pandas; nothing where data have no such periods."""
    is_fiscal = name.startswith("Y-") and name.removeprefix("Y-") in _ENDS
    return FISCAL if is_fiscal else _OURS.get(name, "")


def text_of(period: pd.Period) -> str:
    """How data write a period of pandas; as pandas does where it is none that data may have.

    >>> text_of(pd.Period("2022-05", freq="Q")), text_of(pd.Period("2022", freq="Y-SEP"))
    ('2022-Q2', '2021-10/FY2022')
    """
    frequency = frequency_of(str(period.freqstr))
    return Period(period.start_time.date(), frequency).text if frequency else str(period)


def period(text: str) -> pd.Period:
    """The period that a text is, as data write it: also a week, ``2022-W05``, or a fiscal year, ``2021-10/FY2022``.

    Any other is found by its text as well as by itself. Raises `PeriodError` with how to write it.
    """
    try:
        return from_text(parse(text))
    except ValueError as error:
        raise PeriodError(str(error)) from error


class Dated:
    """A table that tells its latest period by itself."""

    __slots__ = ()

    def latest_of_rows(self) -> pd.Period | None:
        """The last period of its rows; none where there are no rows."""
        raise NotImplementedError


def latest(table: pd.DataFrame | pd.Series[Any] | pd.Index[Any]) -> pd.Period:
    """The last period that a table has rows of, whatever else its key has. Raises `PeriodError` where it has none."""
    if isinstance(table, Dated) and (found := table.latest_of_rows()) is not None:
        return found
    index = table if isinstance(table, pd.Index) else table.index
    levels = [index.get_level_values(place) for place in range(index.nlevels)]
    periods = [each for each in levels if isinstance(each, pd.PeriodIndex)]
    if len(periods) != 1:
        has = "several columns" if periods else "no column"
        raise PeriodError(f"asks for the latest of a table whose key has {has} of periods; write table[column].max()")
    if not len(index):
        raise PeriodError("asks for the latest of no rows; correct the selection")
    return periods[0].max()


def previous(period: pd.Period) -> pd.Period:
    """The period before: ``period - 1``. Raises `PeriodError` for what is no period."""
    _refuse_no_period(period, "previous")
    return period - 1


def _refuse_no_period(given: object, asked: str) -> None:
    """Raise `PeriodError` for a table, a text or a number where a period is wanted."""
    if isinstance(given, pd.Period):
        return
    is_table = isinstance(given, pd.DataFrame | pd.Series | pd.Index)
    instead = "latest(table)" if is_table else f'period("{given}")' if isinstance(given, str) else 'period("2022-05")'
    raise PeriodError(f"asks {asked} of a {type(given).__name__}, which is no period; write {asked}({instead})")


def year_earlier(period: pd.Period) -> pd.Period:
    """The same month, quarter, week or day of the year before; the year before a year.

    Raises `PeriodError` for February 29 and for the 53rd week of a year that follows one of 52.
    """
    _refuse_no_period(period, "year_earlier")
    own = parse(text_of(period))
    if own.frequency in _A_YEAR:
        return period - _A_YEAR[own.frequency]
    try:
        if own.frequency == WEEK:
            year, week, _ = own.first.isocalendar()
            return from_text(replace(own, first=date.fromisocalendar(year - 1, week, 1)))
        return from_text(replace(own, first=own.first.replace(year=own.first.year - 1)))
    except ValueError as error:
        raise PeriodError(
            f"asks for a year before {own.text}, which had no such {own.frequency}; choose another"
        ) from error
