"""What code takes of the columns of a large table: sums, means, extremes and quantiles over some of its rows, or more.

A figure of a hundred thousand cells looks at few of them by itself: it takes the sum of a column over some rows, and
computes with that. So the columns that a function is given note what is taken of them, and over which rows. Where it
is sums and means alone, all cells that are in the same of them count alike, whatever the function does with these;
where it is one extreme or quantile, that rises with each of its cells. Whatever else a column is asked for counts as
each of its cells by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pint_pandas
from pandas.api.indexers import check_array_indexer
from pint.compat import upcast_type_map

from statbrief.data.blocks import Rows, parted
from statbrief.data.frames import with_arrays
from statbrief.data.shifted import RISING, SUMS

Labels: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int32]]"
Codes: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"
Truths: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"

_MOST = 50
"""Times that something is taken of a column, of more of which each cell counts by itself."""


@dataclass(frozen=True)
class _Part:
    """What was taken once, and how: of each row the group that it is in, from 1, 0 where it is in none.

    Of a sum or a mean it makes no difference how.
    """

    how: tuple[object, ...]
    labels: Labels
    rows: Rows
    ids: Rows | None

    @property
    def is_sum(self) -> bool:
        return self.how == ()

    def is_of(self, how: tuple[object, ...], rows: Rows, ids: Rows | None) -> bool:
        """Whether it is what was taken so, of the very rows; in another order they are the same rows, too."""
        return (
            self.how == how
            and (self.rows is rows or np.array_equal(self.rows, rows))
            and (ids is None if self.ids is None else ids is not None and np.array_equal(self.ids, ids))
        )

    def is_as(self, other: _Part) -> bool:
        return self.how == other.how and np.array_equal(self.labels, other.labels)


@dataclass
class Taken:
    """What was taken of the columns of a table that has so many rows; `apart` are columns whose cells count each.

    Of those columns `seen` says the rows whose numbers code was given, by themselves or not.
    """

    length: int
    everywhere: Rows = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    """All rows; made where they are not given."""
    parts: dict[str, list[_Part]] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    seen: dict[str, Truths] = field(default_factory=dict)
    given: dict[str, list[Rows]] = field(default_factory=dict)
    """The rows whose numbers code was given each time, of as many times as are noted."""
    _watched: tuple[frozenset[str], pd.DataFrame] | None = None

    def watched(self, table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
        """A copy of a table whose columns note here what is taken of them; the same each time that it is asked for."""
        if self._watched is None or self._watched[0] != self.apart:
            noting = {name: self.column(name, table[name].array) for name in columns}
            self._watched = frozenset(self.apart), with_arrays(table, noting)
        return self._watched[1]

    def let_go(self) -> None:
        """Forget the table that notes here, which would else be held as long as this is, and the other way round."""
        self._watched = None

    def column(self, name: str, array: Any) -> Any:  # noqa: ANN401 -- pint-pandas' own array
        """The numbers of a column, which note here what is taken of them, if it is not known that each counts."""
        return array if name in self.apart else WatchedArray.of(array, self, name, self.everywhere)

    def __post_init__(self) -> None:
        if len(self.everywhere) < self.length:
            self.everywhere = np.arange(self.length)

    def note(self, column: str, rows: Rows, ids: Rows | None = None, how: tuple[object, ...] = ()) -> None:
        """Note what was taken of a column over some rows, of which `ids` says the groups; what is no sum also how."""
        parts = self.parts.setdefault(column, [])
        if any(each.is_of(how, rows, ids) for each in parts):
            return
        self._see(column, rows if ids is None else rows[np.asarray(ids) >= 0])
        if column in self.apart:
            return
        labels = np.zeros(self.length, dtype=np.int32)
        labels[rows] = 1 if ids is None else np.asarray(ids) + 1
        part = _Part(how, labels, rows, ids)
        if np.count_nonzero(labels) != (len(rows) if ids is None else np.count_nonzero(np.asarray(ids) >= 0)):
            self.apart.add(column)  # a row that is there twice counts twice
        elif not any(map(part.is_as, parts)):
            parts.append(part)
            if len(parts) > _MOST:
                self.apart.add(column)

    def note_each(self, column: str, rows: Rows) -> None:
        """Note that code was given the numbers of some rows, to do with them whatever it does."""
        self.apart.add(column)
        self._see(column, rows)
        given = self.given.setdefault(column, [])
        if len(given) < _MOST and not any(np.array_equal(each, rows) for each in given):
            given.append(rows)

    def _see(self, column: str, rows: Rows) -> None:
        self.seen.setdefault(column, np.zeros(self.length, dtype=np.bool_))[rows] = True

    @property
    def columns(self) -> list[str]:
        """The columns that something was taken of."""
        return sorted(self.parts.keys() | self.apart)

    @property
    def size(self) -> int:
        """How much it is; more where more was taken."""
        return sum(map(len, self.parts.values())) + self.length * len(self.apart)

    def together(self, column: str) -> Codes:
        """Of each row a number for all that it was taken in together with others, of a column or one by one."""
        told: Codes = np.zeros(self.length, dtype=np.int64)
        masks = [each.labels > 0 for each in self.parts.get(column, ())]
        for rows in self.given.get(column, ()):
            masks.append(np.zeros(self.length, dtype=np.bool_))
            masks[-1][rows] = True
        for mask in masks:
            told = pd.factorize(told * 2 + mask)[0].astype(np.int64)
        return told

    def ways(self, column: str) -> set[str]:
        """How numbers were taken of a column together: `sum`, be it a mean, or the name of what is no sum."""
        return {"sum" if each.is_sum else str(each.how[0]) for each in self.parts.get(column, ())}

    def is_of_sums(self, column: str) -> bool:
        """Whether it is sums and means alone, which code cannot tell the cells of a block apart by."""
        return column not in self.apart and all(each.is_sum for each in self.parts.get(column, ()))

    def is_of_all(self, column: str) -> bool:
        """Whether code takes of a column nothing but sums, extremes and quantiles, each of all rows."""
        parts = self.parts.get(column, ())
        return column not in self.apart and all(each.ids is None and len(each.rows) == self.length for each in parts)

    def are_in_the_same_sums(self, column: str, blocks: Sequence[Rows]) -> bool:
        """Whether code takes nothing but sums and means of a column, and all cells of a block are in the same ones."""
        labels = [each.labels for each in self.parts.get(column, ())]
        return self.is_of_sums(column) and all(
            bool((each[rows] == each[rows[0]]).all()) for each in labels for rows in blocks
        )

    def blocks(self, column: str) -> list[Rows] | None:
        """The rows of a column in blocks, of which it is enough to move each as a whole; None where there are none.

        These are of the cells that are in the same sums, or which one extreme or quantile is of, and nothing else.
        """
        parts = self.parts.get(column, [])
        if column in self.apart or any(not each.is_sum and self._meets(each, parts) for each in parts):
            return None
        if not parts:
            return []
        told: Any = parts[0].labels
        is_there = told > 0
        for each in parts[1:]:
            told = pd.factorize(told.astype(np.int64) * (int(each.labels.max()) + 1) + each.labels)[0]
            is_there = is_there | (each.labels > 0)
        return parted(np.flatnonzero(is_there), told)

    @staticmethod
    def _meets(part: _Part, parts: Sequence[_Part]) -> bool:
        """Whether a row that it is of is in another part, too."""
        return any(each is not part and bool(np.any((part.labels > 0) & (each.labels > 0))) for each in parts)


class WatchedArray(pint_pandas.PintArray):
    """A column's numbers in their unit, which note what is taken of them.

    Whatever pint-pandas does with its numbers it does by `_data`: that alone tells that each counts, and is asked for
    here by no method that notes what it gives.
    """

    _taken: Taken
    _column: str
    _rows: Rows
    _plain: Any
    """The same, which note nothing: pint-pandas' own array, whose methods have no types, or one with shifted cells."""

    def __new__(cls, *parts: Any, **others: Any) -> Any:  # noqa: ANN401 -- what pint-pandas makes of an array's kind
        """Numbers that were computed, which note nothing: what they were computed of does."""
        return pint_pandas.PintArray(*parts, **others)

    @classmethod
    def of(cls, array: pint_pandas.PintArray, taken: Taken, column: str, rows: Rows) -> WatchedArray:
        """The numbers of some rows of a column."""
        made: WatchedArray = object.__new__(cls)
        made._taken, made._column, made._rows = taken, column, rows
        made._plain, made._dtype, made._Q = array, array.dtype, array._Q  # noqa: SLF001 -- of one kind
        return made

    @property
    def _data(self) -> Any:  # type: ignore[override]  # noqa: ANN401 -- an array of pandas
        """The numbers themselves, of which each then counts."""
        self._taken.note_each(self._column, self._rows)
        return self._plain._data  # noqa: SLF001 -- of one kind

    def _note(self, name: str, ids: Rows | None = None, **how: object) -> None:
        told = () if name in SUMS else (name, *(f"{key}={value!r}" for key, value in sorted(how.items())))
        self._taken.note(self._column, self._rows, ids, told)

    def __len__(self) -> int:
        return len(self._plain)

    def __reduce_ex__(self, _: Any) -> Any:  # noqa: ANN401 -- how Python copies things, and keeps them
        self._taken.note_each(self._column, self._rows)
        return pint_pandas.PintArray, (self._plain._data, self._dtype)  # noqa: SLF001 -- of one kind

    def isna(self) -> Any:  # noqa: ANN401 -- an array of truths
        """Where there is no number: rounding makes none of one, nor the other way round."""
        return self._plain.isna()

    def view(self, dtype: Any = None) -> Any:  # noqa: ANN401 -- as above
        """The same numbers, of which there is one copy."""
        if dtype is not None:
            return super().view(dtype)
        seen = self.of(self._plain.view(), self._taken, self._column, self._rows)
        seen._readonly = self._readonly  # noqa: SLF001 -- of one kind
        return seen

    def copy(self, deep: bool = False) -> WatchedArray:  # noqa: FBT001, FBT002 -- as pandas calls it
        """The same numbers, which may be changed."""
        return self.of(self._plain.copy(deep), self._taken, self._column, self._rows)

    def __getitem__(self, item: Any) -> Any:  # noqa: ANN401 -- a number, or some of them
        rows: Any = self._rows
        if pd.api.types.is_integer(item):
            self._taken.note(self._column, rows[[item]])
            return self._plain[item]
        some: Any = check_array_indexer(self, item)
        return self.of(self._plain[some], self._taken, self._column, rows[some])

    def take(self, indices: Any, allow_fill: bool = False, fill_value: Any = None) -> Any:  # noqa: ANN401, FBT001, FBT002 -- as pandas calls it
        """Some of the numbers, by their places."""
        places = np.asarray(indices)
        if allow_fill and len(places) and places.min() < 0:
            taken: Any = super()
            return taken.take(indices, allow_fill=allow_fill, fill_value=fill_value)
        taken = self._plain.take(indices, allow_fill=allow_fill, fill_value=fill_value)
        return self.of(taken, self._taken, self._column, self._rows[places])

    def _reduce(self, name: str, *, skipna: bool = True, keepdims: bool = False, **how: Any) -> Any:  # noqa: ANN401 -- pandas' own
        if name not in SUMS | RISING:
            return super()._reduce(name, skipna=skipna, keepdims=keepdims, **how)
        self._note(name, skipna=skipna, **how)
        return self._plain._reduce(name, skipna=skipna, keepdims=keepdims, **how)  # noqa: SLF001 -- of one kind

    def _quantile(self, shares: Any, interpolation: str) -> Any:  # noqa: ANN401 -- as above
        if len(shares) != 1:
            return super()._quantile(shares, interpolation)
        self._note("quantile", shares=list(shares), interpolation=interpolation)
        return self._plain._quantile(shares, interpolation)  # noqa: SLF001 -- as above

    def _groupby_op(self, *, how: str, ids: Any, **others: Any) -> Any:  # noqa: ANN401 -- as above
        if how not in SUMS | RISING:
            self._taken.note_each(self._column, self._rows)
            return self._plain._groupby_op(how=how, ids=ids, **others)  # noqa: SLF001 -- as above
        self._note(how, ids, **others)
        return self._plain._groupby_op(how=how, ids=ids, **others)  # noqa: SLF001 -- as above


_KNOWN_TO_PINT: Any = upcast_type_map  # as what computes with quantities itself
_KNOWN_TO_PINT[f"{__name__}.{WatchedArray.__name__}"] = WatchedArray
