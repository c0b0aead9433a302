"""Tables in groups that note what code asks of them: which groups' sums it looks at, and so which cells.

Code often takes the sum of each year, and of all these the last: no cell of another year makes a difference. What
pandas makes of a group's numbers depends on these alone, so it is made of them again where some of them are moved, by
pandas' own code and to the last bit.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from itertools import chain
from typing import Any, NoReturn

import pandas as pd

from statbrief.data.datasets import Dataset
from statbrief.data.followed_calls import FollowedCall, Select, Selected
from statbrief.data.questions import Rows
from statbrief.data.reduced import Reduced, ReducedGroups
from statbrief.data.stand_ins import StandIn, lose_all_else, told_apart

_HOW = {"sort", "observed"}
"""What may be said of how rows are grouped."""


class FollowedGroups(StandIn):
    """The rows of a dataset's table in groups; `_take` groups those of any like it."""

    __slots__ = ("_dataset", "_take", "_way")
    _dataset: Dataset
    _take: Select
    _way: tuple[Hashable, ...]

    @classmethod
    def of(cls, call: FollowedCall, dataset: Dataset, by: Any, level: Any, how: Mapping[str, Any]) -> FollowedGroups:  # noqa: ANN401 -- as of pandas
        """The groups, by columns and parts of the key that are not measured; all others end the call."""
        names = [each for asked in (by, level) for each in (asked if type(asked) is list else [asked])]
        asked = [each for each in names if each is not None]
        is_known = all(type(each) is str and _can_tell(dataset, each) for each in asked)
        if not asked or not is_known or not how.keys() <= _HOW or not {*map(type, how.values())} <= {bool}:
            call.lose()
        groups = object.__new__(cls)
        given = {key: value for key, value in (("by", by), ("level", level), *how.items()) if value is not None}
        way = ("groups", told_apart(by), told_apart(level), *sorted(how.items()))
        groups._is(_call=call, _dataset=dataset, _take=operator.methodcaller("groupby", **given), _way=way)
        return groups

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return pd.api.typing.DataFrameGroupBy

    def __getitem__(self, key: Any) -> FollowedGroup:  # noqa: ANN401 -- as of pandas
        column = self._dataset.columns.get(key) if type(key) is str else None
        if column is None or column.unit is None or not self._dataset.is_full(key):
            self._call.lose()
        return FollowedGroup(self._call, self._dataset, self._take, (*self._way, key))


def _can_tell(dataset: Dataset, name: str) -> bool:
    """Whether a column is there to tell rows apart by, wherever numbers are moved."""
    return name in dataset.columns and dataset.columns[name].unit is None


class FollowedGroup(StandIn):
    """One measured column in groups; the last part of its `_way` names it."""

    __slots__ = ("_dataset", "_take", "_way")
    _dataset: Dataset
    _take: Select
    _way: tuple[Hashable, ...]

    def __init__(self, call: FollowedCall, dataset: Dataset, take: Select, way: tuple[Hashable, ...]) -> None:
        self._is(_call=call, _dataset=dataset, _take=take, _way=way)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return pd.api.typing.SeriesGroupBy

    def sum(self, *how: object, **others: object) -> Any:  # noqa: ANN401 -- as of pandas
        """The sum of each group."""
        return self._made("sum", how, others)

    def mean(self, *how: object, **others: object) -> Any:  # noqa: ANN401 -- as above
        """The mean of each."""
        return self._made("mean", how, others)

    def median(self, *how: object, **others: object) -> Any:  # noqa: ANN401 -- as above
        """The median of each."""
        return self._made("median", how, others)

    def min(self, *how: object, **others: object) -> Any:  # noqa: ANN401 -- as above
        """The least number of each."""
        return self._made("min", how, others)

    def max(self, *how: object, **others: object) -> Any:  # noqa: ANN401 -- as above
        """The largest number of each."""
        return self._made("max", how, others)

    def _made(self, name: str, how: tuple[object, ...], others: Mapping[str, object]) -> Any:  # noqa: ANN401 -- as above
        if how or others:
            self._call.lose()
        made = FollowedResults(self._call, self._dataset, self._take, (*self._way, name))
        return made if self._call.one_by_one else made.whole()


class FollowedResults(StandIn):
    """What was made of each group; the last parts of its `_way` name the column, and how."""

    __slots__ = ("_column", "_dataset", "_real", "_take", "_way")
    _column: str
    _dataset: Dataset
    _real: Select
    _take: Select
    _way: tuple[Hashable, ...]

    def __init__(self, call: FollowedCall, dataset: Dataset, take: Select, way: tuple[Hashable, ...]) -> None:
        *_, column, name = map(str, way)

        def real(frame: pd.DataFrame) -> pd.Series[Any]:
            found: pd.Series[Any] = getattr(take(frame)[column], name)()
            return found

        self._is(_call=call, _dataset=dataset, _take=take, _way=way, _column=column, _real=real)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return pd.Series

    @property
    def index(self) -> pd.Index[Any]:
        """What tells the groups apart."""
        table = self._call.rows_of(self._dataset) if self._call.ask(Rows(self._dataset.name)) else self._dataset.table
        index: pd.Index[Any] = self._real(table).index
        return index

    @property
    def loc(self) -> _Picking:
        """One of them by label."""
        return _Picking(self._call, self, "loc")

    @property
    def iloc(self) -> _Picking:
        """One of them by place."""
        return _Picking(self._call, self, "iloc")

    def __len__(self) -> int:
        return len(self.index)

    def whole(self) -> Any:  # noqa: ANN401 -- as of pandas
        """All of them, of which each counts."""
        sizes = tuple(map(len, self._places()))

        return self._selected(None, lambda found: found, partial(ReducedGroups, sizes=sizes))

    def picked(self, name: str, key: Any) -> Any:  # noqa: ANN401 -- as above
        """One of them."""
        return self._selected((name, told_apart(key)), lambda found: getattr(found, name)[key])

    def _selected(self, key: Hashable, pick: Select, kind: Callable[..., Selected] = Reduced) -> Any:  # noqa: ANN401 -- as above
        real, places = self._real, self._places

        def made(result: Any, keys: tuple[Any, ...]) -> Selected:  # noqa: ANN401 -- as above
            standing = self._dataset.table[self._column].array
            return kind(result, keys, is_measured=True, how=str(self._way[-1]), standing=standing)

        way = (*self._way, key), False
        return self._call.selected(
            self._dataset, way, lambda frame: pick(real(frame)), lambda _: _cells(pick(places())), made
        )

    def _places(self) -> pd.Series[Any]:
        """Of each group where its cells are."""
        known = self._dataset.selected
        if (way := (*self._way[:-1], "places")) not in known:
            frame = self._dataset.table.copy(deep=False)
            frame[self._column] = self._dataset.places[self._column].to_numpy()
            known[way] = self._take(frame)[self._column].agg(list)
        places: pd.Series[Any] = known[way]
        return places


def _cells(places: Any) -> list[int]:  # noqa: ANN401 -- of one group or of several
    """Where the cells of groups are."""
    return places if isinstance(places, list) else list(chain.from_iterable(places))


class _Picking(StandIn):
    """What takes one of them out."""

    __slots__ = ("_name", "_of")
    _of: FollowedResults
    _name: str

    def __init__(self, call: FollowedCall, of: FollowedResults, name: str) -> None:
        self._is(_call=call, _of=of, _name=name)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 -- as of pandas
        parts = key if type(key) is tuple else (key,)
        if not {*map(type, parts)} <= {int, str, pd.Period}:
            self._call.lose()
        return self._of.picked(self._name, key)

    def __setitem__(self, key: Any, value: Any) -> None:  # noqa: ANN401 -- as above
        self._call.lose()

    def __call__(self, *_: object, **__: object) -> NoReturn:
        self._call.lose()


for own, kind in (
    *((FollowedGroups, pd.api.typing.DataFrameGroupBy), (FollowedGroup, pd.api.typing.SeriesGroupBy)),
    (FollowedResults, pd.Series),
):
    lose_all_else(own, kind)
