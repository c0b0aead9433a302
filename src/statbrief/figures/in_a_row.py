"""Since when a number was not as high, and how often it rose in a row, as far as the rounding tells.

Each two cells are compared with their ranges in mind, as figures are: what the rounding leaves open raises
`UndecidedError`. While a function is called again with its cells moved within their ranges, they are compared as they
stand: what was decided holds wherever they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, NoReturn

import pandas as pd
import pint_pandas

from statbrief.data.kept_rounding import rounding_of
from statbrief.data.pandas_periods import PeriodError, text_of
from statbrief.data.period_keys import NoSuchPeriodError
from statbrief.errors import near_miss
from statbrief.figures.compared import UndecidedError

_NOISE = 1e-13  # of the largest number of a column that code computed: how far floating point may part two alike
_AS_STATED = "to compare the numbers as the source states them, write as_stated=True"


def since_when(
    table: pd.DataFrame, column: str, at: pd.Period | None = None, *, lowest: bool = False, as_stated: bool = False
) -> pd.Period | None:
    """The last period before `at` (the latest, unless it is given) in which a column was at least as high.

    It is the highest since then; with `lowest`, the same of at most as low. None where it was so in no earlier row: it
    is the highest since the table begins. The table has one row a period, as ``jobs.xs("Mining", level="industry")``.
    Raises `UndecidedError` where the rounding leaves it open, unless `as_stated`.
    """
    cells = _Cells.of(table, column, at, as_stated=as_stated)
    for period in cells.before():
        is_beyond = cells.is_above(period, cells.at) if lowest else cells.is_above(cells.at, period)
        if not is_beyond:
            return cells.period(period)
    return None


def in_a_row(
    table: pd.DataFrame, column: str, at: pd.Period | None = None, *, fell: bool = False, as_stated: bool = False
) -> int:
    """How often in a row a column rose up to `at` (the latest, unless it is given), each time on the period before.

    With `fell`, how often it fell. 0 where the last change was none or another. The table has one row a period. Raises
    `UndecidedError` where the rounding leaves it open, unless `as_stated`, and where it rose in every row.
    """
    cells = _Cells.of(table, column, at, as_stated=as_stated)
    times, is_ended = cells.in_a_row(fell=fell)
    if is_ended:
        return times
    verb, first = "fell" if fell else "rose", text_of(cells.period(min(cells.numbers)))
    found = f"{column} {verb} in every period since {first}, where the table begins: how often before is unknown"
    raise UndecidedError(found, f'say since when it {verb}, add earlier rows, or return run(…) and declare -> "run"')


class UnendedRun:
    """How often in a row a column rose at least, or below zero fell: every time since the table begins.

    How often before that nobody knows, so it is the result of a run and no number: what is computed from it, or
    compared with it, raises `UndecidedError`.
    """

    def __init__(self, times: int) -> None:
        self.times = times

    def _refuse(self, *_: object) -> NoReturn:
        found = f"is a run of {abs(self.times)} periods, all since the table begins, and perhaps more"
        raise UndecidedError(found, 'return run(…) as it is, and declare -> "run"')

    __int__ = __float__ = __index__ = __bool__ = __neg__ = __abs__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refuse
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = _refuse


def run(table: pd.DataFrame, column: str, at: pd.Period | None = None, *, as_stated: bool = False) -> int | UnendedRun:
    """How often in a row a column rose up to `at` (the latest), as `in_a_row`; below zero, how often it fell.

    0 where the last change was none; an `UnendedRun` where it went one way in every row. A function that returns it
    says ``-> "run"``, and prose by the forms ``rose_in_a_row`` and ``it_rose_in_a_row``: rose for the third month in a
    row, fell, did not change, rose for at least 12 months in a row.
    """
    cells = _Cells.of(table, column, at, as_stated=as_stated)
    for fell in (False, True):
        times, is_ended = cells.in_a_row(fell=fell)
        if times:
            signed = -times if fell else times
            return signed if is_ended else UnendedRun(signed)
    return 0


@dataclass(frozen=True)
class _Cells:
    """A column's numbers by period, each as far as its rounding leaves it open, up to one of them.

    Periods are their ordinals here, for a build asks hundreds of times: each is one more than the one before it.
    """

    column: str
    numbers: dict[int, float]
    half: Fraction
    noise: float
    at: int
    frequency: str

    @classmethod
    def of(cls, table: pd.DataFrame, column: str, at: pd.Period | None, *, as_stated: bool) -> _Cells:
        """The cells of a table. Raises `PeriodError` and `NoSuchPeriodError` for what is no sequence in time."""
        if not isinstance(table, pd.DataFrame):
            raise PeriodError(f"is given a {type(table).__name__}; give the table, and the column's name")
        if column not in table.columns:
            hint = near_miss(column, map(str, table.columns)) or f"there are {', '.join(map(str, table.columns))}"
            raise PeriodError(f"'{column}' is no column of the table; {hint}")
        index = table.index
        if not isinstance(index, pd.PeriodIndex):
            found = "is given a table whose rows are not told apart by periods alone"
            raise PeriodError(f'{found}; choose one series, as in .xs("Mining", level="industry")')
        if not index.is_unique:
            twice = index[index.duplicated()][0]
            raise PeriodError(f"is given a table with two rows of {text_of(twice)}; choose one series")
        period = index.max() if at is None else at
        if period.freqstr != index.freqstr:
            raise NoSuchPeriodError(f"asks for {column} of {text_of(period)}, which is missing; add its row")
        numbers = dict(zip(index.asi8.tolist(), _magnitudes(table[column]), strict=True))
        is_of_file = _is_of_file(table, column, numbers)
        half = _half(table, column, is_of_file=is_of_file, as_stated=as_stated)
        noise = 0 if is_of_file else _NOISE * max(map(abs, numbers.values()), default=0)
        return cls(column, numbers, half, noise, period.ordinal, index.freqstr)

    def period(self, ordinal: int) -> pd.Period:
        """The period of an ordinal."""
        return pd.Period(ordinal=ordinal, freq=self.frequency)

    def before(self) -> Iterator[int]:
        """The periods before, from the last to the first. Raises `NoSuchPeriodError` for one that is missing."""
        for each in range(self.at, min(self.numbers, default=self.at) - 1, -1):
            if each not in self.numbers:
                asked = text_of(self.period(each))
                raise NoSuchPeriodError(f"asks for {self.column} of {asked}, which is missing; add its row")
            if each != self.at:
                yield each

    def in_a_row(self, *, fell: bool) -> tuple[int, bool]:
        """How often in a row they rose, or fell, and whether some row before says that it was not more often."""
        later, times = self.at, 0
        for each in self.before():
            if not (self.is_above(each, later) if fell else self.is_above(later, each)):
                return times, True
            later, times = each, times + 1
        return times, False

    def is_above(self, one: int, other: int) -> bool:
        """Whether the number of one period is above that of another, wherever in their ranges both lie."""
        if not self.half:
            return self.numbers[one] - self.numbers[other] > self.noise
        high, low = _exactly(self.numbers[one]), _exactly(self.numbers[other])
        if high - self.half > low + self.half:
            return True
        if high + self.half <= low - self.half:
            return False
        found = f"whether {self._named(one)} is above {self._named(other)} cannot be told within the rounding"
        raise UndecidedError(found, _AS_STATED)

    def _named(self, one: int) -> str:
        return f"{self.column} of {text_of(self.period(one))} ({self.numbers[one]:g} ± {float(self.half):g})"


def _is_of_file(table: pd.DataFrame, column: str, numbers: Mapping[int, float]) -> bool:
    """Whether each number is one that a file has in this column, of the same period; of moved ones none needs to be."""
    kept = rounding_of(table)
    stated = kept.stated.get(column) if kept is not None and not kept.is_moved else None
    return stated is not None and all(stated.has(number, time) for time, number in numbers.items())


def _half(table: pd.DataFrame, column: str, *, is_of_file: bool, as_stated: bool) -> Fraction:
    """Half the step that a column is rounded to. Raises `UndecidedError` where that is not known.

    Sums and the like of exact numbers, which have their column's name still, are exact.
    """
    kept = rounding_of(table)
    if as_stated or (kept is not None and kept.is_moved):
        return Fraction(0)
    half = kept.halves.get(column) if kept is not None else None
    if half is None or (half and not is_of_file):
        found = f"how {column} is rounded is not known, for its numbers are not those of a file"
        raise UndecidedError(found, _AS_STATED)
    return half


def _magnitudes(column: Any) -> list[float]:  # noqa: ANN401 -- one of pandas' kinds of column
    """A column's numbers. Raises `PeriodError` where one is missing."""
    is_measured = isinstance(column.dtype, pint_pandas.PintType)
    numbers = column.pint.magnitude if is_measured else column
    if (missing := numbers.isna()).any():
        period = text_of(column.index[missing.to_numpy(dtype=bool)][0])
        raise PeriodError(f"{column.name} of {period} is missing; fill it in, or take earlier rows away")
    return numbers.tolist() if is_measured else [float(each) for each in numbers]


@lru_cache(maxsize=4096)
def _exactly(number: float) -> Fraction:
    """A number as it is written."""
    return Fraction(repr(number))
