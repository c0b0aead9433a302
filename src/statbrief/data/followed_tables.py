"""Tables that note what code asks of them: which cells it looks at, and which of two numbers it finds the larger.

A function is called thousands of times with numbers moved, and most of them it never looks at. Nothing but the answers
to what it asks of its tables can tell one call from another: where all are the same, so is the result, and the call
need not be made. (Self-adjusting computation: Acar, Blelloch and Harper, Adaptive functional programming, ACM
Transactions on Programming Languages and Systems 28, 2006, keeps the reads of a run for the same reason.)

What is followed here are rows and cells by their labels or places, and comparisons of a column's numbers one by one.
Whatever else is asked raises `NotFollowedError`, and the function is called with pandas' own table instead.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache
from typing import Any, ClassVar, cast

import numpy as np
import pandas as pd

from statbrief.data.datasets import CellKey, Dataset
from statbrief.data.followed_calls import FollowedCall
from statbrief.data.followed_groups import FollowedGroup, FollowedGroups
from statbrief.data.followed_wide import FollowedWide
from statbrief.data.pandas_periods import Dated
from statbrief.data.questions import Latest, Moved, Rows
from statbrief.data.selecting import Selecting
from statbrief.data.stand_ins import StandIn, lose, lose_all_else


def followed(call: FollowedCall, dataset: Dataset) -> pd.DataFrame:
    """What a function is given as a dataset."""
    table: Any = FollowedTable(call, dataset)
    return table  # type: ignore[no-any-return]


@lru_cache(maxsize=1024)
def _period(ordinal: int, frequency: str) -> pd.Period:
    """The period of a number in time, made once."""
    return pd.Period(ordinal=ordinal, freq=frequency)


class FollowedTable(StandIn, Dated):
    """A dataset's table."""

    __slots__ = ("_dataset",)
    _dataset: Dataset

    def __init__(self, call: FollowedCall, dataset: Dataset) -> None:
        self._is(_call=call, _dataset=dataset)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return pd.DataFrame

    @property
    def index(self) -> pd.Index[Any]:
        """The rows."""
        return self._call.index(self._dataset)

    def latest_of_rows(self) -> pd.Period | None:
        """The last period of its rows; none where there are no rows."""
        times = self._dataset.times
        if times is None:
            self._call.lose()
        found = self._call.ask(Latest(self._dataset.name, self._dataset.latest_first))
        return None if found is None else _period(found, times.freqstr)

    @property
    def columns(self) -> pd.Index[Any]:
        """The names of the columns."""
        return self._dataset.table.columns.view()

    @property
    def attrs(self) -> dict[Hashable, Any]:
        """What is kept with the table."""
        return self._dataset.kept(is_moved=self._call.ask(Moved(self._dataset.name)))

    @property
    def loc(self) -> Selecting:
        """Cells by label."""
        return self._selecting("loc")

    @property
    def iloc(self) -> Selecting:
        """Cells by place."""
        return self._selecting("iloc")

    @property
    def at(self) -> Selecting:
        """One cell by label."""
        return self._selecting("at")

    def xs(self, key: Any, level: Any = None) -> Any:  # noqa: ANN401 -- as of pandas
        """The rows of one text or period of a part of the key."""
        if not isinstance(key, str | pd.Period) or not isinstance(level, str):
            self._call.lose()
        take = operator.methodcaller("xs", key, level=level)
        return self._call.selected(self._dataset, (("xs", type(key), key, level), True), take, take)

    def groupby(self, by: Any = None, level: Any = None, **how: Any) -> FollowedGroups:  # noqa: ANN401 -- as of pandas
        """The rows in groups, by what is not measured."""
        return FollowedGroups.of(self._call, self._dataset, by, level, how)

    def _selecting(self, name: str) -> Selecting:
        get = operator.attrgetter(name)
        return Selecting(self._call, self._dataset, (name,), get, get)

    def __len__(self) -> int:
        return len(self._call.index(self._dataset))

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 -- as of pandas
        if not isinstance(key, str):
            self._call.lose()
        column = self._dataset.columns.get(key)
        if self._call.one_by_one and column is not None and column.unit is not None:
            return FollowedColumn(self._call, self._dataset, key)
        take = operator.itemgetter(key)
        return self._call.selected(self._dataset, (("column", key), False), take, take)


class FollowedColumn(StandIn):
    """A column that measures something; `is_bare` of its numbers without their unit."""

    __slots__ = ("_column", "_dataset", "_is_bare")
    _dataset: Dataset
    _column: str
    _is_bare: bool

    def __init__(self, call: FollowedCall, dataset: Dataset, column: str, *, is_bare: bool = False) -> None:
        if not dataset.is_full(column):
            call.lose()
        self._is(_call=call, _dataset=dataset, _column=column, _is_bare=is_bare)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return pd.Series

    def _real(self, frame: pd.DataFrame) -> pd.Series[Any]:
        column = frame[self._column]
        return column.pint.magnitude if self._is_bare else column

    @property
    def index(self) -> pd.Index[Any]:
        """The rows."""
        return self._call.index(self._dataset)

    @property
    def name(self) -> str:
        """The column's name."""
        return self._column

    @property
    def dtype(self) -> Any:  # noqa: ANN401 -- of pandas or pint-pandas
        """Of what kind its numbers are."""
        return self._real(self._dataset.table).dtype

    @property
    def pint(self) -> _Unit:
        """What tells the numbers from their unit."""
        return _Unit(self._call, self)

    @property
    def loc(self) -> Selecting:
        """Cells by label."""
        return self._selecting("loc")

    @property
    def iloc(self) -> Selecting:
        """Cells by place."""
        return self._selecting("iloc")

    def xs(self, key: Any, level: Any = None) -> Any:  # noqa: ANN401 -- as of pandas
        """The numbers of one text or period of a part of the key."""
        if not isinstance(key, str | pd.Period) or not isinstance(level, str):
            self._call.lose()
        real, column, take = self._real, self._column, operator.methodcaller("xs", key, level=level)
        how = ("xs of", column, self._is_bare, type(key), key, level), True
        return self._call.selected(
            self._dataset, how, lambda frame: take(real(frame)), lambda frame: take(frame[column])
        )

    def groupby(self, by: Any = None, level: Any = None, **how: Any) -> FollowedGroup:  # noqa: ANN401 -- as of pandas
        """Its numbers in groups, by what is not measured."""
        if self._is_bare:
            self._call.lose()
        return FollowedGroups.of(self._call, self._dataset, by, level, how)[self._column]

    def unstack(self, level: Any = -1, **how: Any) -> FollowedWide:  # noqa: ANN401 -- as of pandas
        """Its numbers with a part of the key as columns."""
        if how or type(level) not in {int, str}:
            self._call.lose()
        real, column, take = self._real, self._column, operator.methodcaller("unstack", level)
        return FollowedWide(
            self._call,
            self._dataset,
            ("unstack", column, self._is_bare, level),
            lambda frame: take(real(frame)),
            lambda frame: take(frame[column]),
        )

    def _selecting(self, name: str) -> Selecting:
        real, column, get = self._real, self._column, operator.attrgetter(name)
        return Selecting(
            self._call,
            self._dataset,
            (name, column, self._is_bare),
            lambda frame: get(real(frame)),
            lambda frame: get(frame[column]),
        )

    def _ask_rows(self) -> None:
        """Ask for all rows; with some left out, nothing here tells one from another."""
        if self._call.ask(Rows(self._dataset.name)):
            self._call.lose()

    def isna(self) -> pd.Series[Any]:
        """Where there is no number: nowhere."""
        self._ask_rows()
        index = self._dataset.table.index
        return pd.Series(np.zeros(len(index), dtype=bool), index=index.view(), name=self._column)

    def tolist(self) -> list[Any]:
        """The numbers, one by one."""
        if not self._is_bare:
            self._call.lose()
        self._ask_rows()
        dataset, column = self._dataset, self._column
        if (known := self._call.numbers.get((dataset.name, column))) is not None:
            for each in known:
                _CALL(each, self._call)
            return known.copy()
        cells = zip(dataset.keys[column], dataset.numbers(column), strict=True)
        made = self._call.numbers[dataset.name, column] = [FollowedNumber(self._call, *each) for each in cells]
        return made.copy()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.tolist())

    def __len__(self) -> int:
        return len(self._call.index(self._dataset))


class _Unit(StandIn):
    """What pint-pandas tells of a column."""

    __slots__ = ("_column",)
    _column: FollowedColumn

    def __init__(self, call: FollowedCall, column: FollowedColumn) -> None:
        self._is(_call=call, _column=column)

    @property
    def magnitude(self) -> FollowedColumn:
        """The numbers without their unit."""
        column = self._column
        return FollowedColumn(self._call, column._dataset, column._column, is_bare=True)  # noqa: SLF001 -- of one kind


def _compared_by(by: Callable[[Any, Any], Any]) -> Callable[[FollowedNumber, object], bool]:
    """How a number is compared with another one; hundreds of thousands are, so it is made in one step."""

    def compared(self: FollowedNumber, other: object) -> bool:
        kind = type(other)
        if kind is FollowedNumber:
            number: Any = other
            return self._call.compare(by, self._key, self._number, number._key, number._number)  # noqa: SLF001 -- of one kind
        if kind is float or kind is int:
            return self._call.compare(by, self._key, self._number, None, cast("float", other))
        return self._call.lose()

    return compared


class FollowedNumber(StandIn):
    """A cell's number, which may be compared."""

    __slots__ = ("_key", "_number")
    _key: CellKey
    _number: float

    def __init__(self, call: FollowedCall, key: CellKey, number: float) -> None:
        _CALL(self, call)
        _KEY(self, key)
        _NUMBER(self, number)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return float

    __lt__, __le__, __gt__, __ge__, __eq__, __ne__ = map(
        _compared_by, (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)
    )
    __hash__: ClassVar[Any] = lose


_SLOTS: tuple[tuple[type, str], ...] = ((StandIn, "_call"), (FollowedNumber, "_key"), (FollowedNumber, "_number"))
lose_all_else(FollowedTable, pd.DataFrame)
lose_all_else(FollowedColumn, pd.Series)
lose_all_else(FollowedNumber, float)
_CALL, _KEY, _NUMBER = (vars(kind)[name].__set__ for kind, name in _SLOTS)
