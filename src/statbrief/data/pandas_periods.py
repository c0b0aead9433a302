"""Periods as pandas has them, and as data write them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from statbrief.data.package import Column
from statbrief.tabular.fields import Value
from statbrief.tabular.periods import DAY, FISCAL, MONTH, QUARTER, WEEK, YEAR, Period

_PANDAS = {YEAR: "Y-DEC", QUARTER: "Q-DEC", MONTH: "M", WEEK: "W-SUN", DAY: "D"}
_OURS = {name: frequency for frequency, name in _PANDAS.items()}
_ENDS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV")
"""The last month of years that start in another month than January."""


def periods(values: Iterable[Value | None], column: Column) -> pd.PeriodIndex:
    """A column of periods from what its cells mean; NaT where a cell holds no value."""
    frequency = pandas_frequency(column)
    known = [None if value is None else column.form.period_of(value) for value in values]
    made = [pd.NaT if each is None else pd.Period(each.first, freq=frequency) for each in known]
    return pd.PeriodIndex(made, freq=frequency)


def pandas_frequency(column: Column) -> str:
    """What pandas calls the frequency of a column of periods; years are called after the month in which they end."""
    return f"Y-{_ENDS[column.form.starts - 2]}" if column.period == FISCAL else _PANDAS[column.period]


def from_text(period: Period) -> pd.Period:
    """One of our periods as pandas has it."""
    ends = f"Y-{_ENDS[period.first.month - 2]}" if period.frequency == FISCAL else _PANDAS[period.frequency]
    return pd.Period(period.first, freq=ends)


def text_of(period: pd.Period) -> str:
    """How data write a period of pandas; as pandas does where it is none that data may have.

    >>> text_of(pd.Period("2022-05", freq="Q")), text_of(pd.Period("2022", freq="Y-SEP"))
    ('2022-Q2', '2021-10/FY2022')
    """
    name = str(period.freqstr)
    frequency = FISCAL if name.removeprefix("Y-") in _ENDS and name.startswith("Y-") else _OURS.get(name)
    return Period(period.start_time.date(), frequency).text if frequency else str(period)
