"""Columns of large tables with blocks of cells moved, whose numbers are not written down before somebody asks for them.

Of a hundred thousand numbers that are moved code mostly takes sums and means. Where n numbers of a sum are moved by d
each, it goes by n·d: so the sum of the column as it stands is taken once, and those of all moves are told by how many
numbers of it are moved. Whatever else is asked for is answered of the numbers themselves, which are made then.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pint_pandas
from pandas.api.indexers import check_array_indexer
from pandas.api.types import is_integer
from pandas.arrays import FloatingArray

from statbrief.data.blocks import Rows

Floats: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.float64]]"
Counts: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.integer[Any]]]"
Shift = tuple[Rows, float]
"""Rows of a column, and how far their numbers are moved."""

SUMS = frozenset({"sum", "mean"})
"""What goes as far as the numbers in it, each alike."""
_HELD = 2
"""Groupings of a column of which sums are kept; of more, those that came first are forgotten."""


@dataclass
class Standing:
    """A column of pint-pandas as it stands, with what was taken of it so far; nothing writes to its `numbers`."""

    array: Any
    numbers: Floats
    _sums: dict[Hashable, Any] = field(default_factory=dict)
    _of_groups: list[tuple[Hashable, Rows, Any, Counts]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.floats: Any = self.array.data
        missing = np.isnan(self.numbers)
        self.missing = missing if missing.any() else None
        self.count = len(missing) - int(np.count_nonzero(missing))

    @property
    def is_of_floats(self) -> bool:
        """Whether it holds its numbers as floats, with a mask of those that are missing."""
        return isinstance(self.floats, FloatingArray) and str(self.floats.dtype) == "Float64"

    def there(self, rows: Rows) -> Rows:
        """Those of some rows that have a number."""
        return rows if self.missing is None else rows[~self.missing[rows]]

    def sum(self, name: str, **how: object) -> Any:  # noqa: ANN401 -- a quantity
        """The sum, or the mean, of all."""
        asked = (name, *sorted(how.items()))
        if asked not in self._sums:
            self._sums[asked] = self.array._reduce(name, **how)  # noqa: SLF001 -- pandas' own
        return self._sums[asked]

    def of_groups(self, ids: Rows, how: dict[str, Any]) -> tuple[Any, Counts]:
        """The sum, or the mean, of each group, and how many numbers are in it."""
        asked = tuple(sorted(how.items()))
        for known, groups, result, counts in self._of_groups:
            if known == asked and np.array_equal(groups, ids):
                return result, counts
        result = self.array._groupby_op(ids=ids, **how)  # noqa: SLF001 -- as above
        groups = np.array(ids)
        found = result, self.counted(groups, np.arange(len(groups)), len(result))
        self._of_groups = [*self._of_groups[-_HELD + 1 :], (asked, groups, *found)]
        return found

    def counted(self, ids: Rows, rows: Rows, groups: int) -> Counts:
        """How many of some rows are in each group and have a number."""
        own = ids[self.there(rows)]
        return np.bincount(own[own >= 0], minlength=groups)


def moved(standing: Standing, cells: Mapping[int, float], shifts: Sequence[Shift]) -> Any:  # noqa: ANN401 -- pint-pandas' array
    """A column with cells at other values, and then rows moved, one block after the other."""
    if not cells and standing.is_of_floats:
        return ShiftedArray.of(standing, shifts)
    numbers = standing.numbers.copy()
    numbers[list(cells)] = list(cells.values())
    for rows, aside in shifts:
        numbers[rows] += aside
    return pint_pandas.PintArray(numbers, dtype=standing.array.dtype)


class ShiftedArray(pint_pandas.PintArray):
    """A column's numbers in their unit, of which blocks are moved."""

    _standing: Standing
    _shifts: Sequence[Shift]
    _made: Any

    def __new__(cls, *parts: Any, **others: Any) -> Any:  # noqa: ANN401 -- what pint-pandas makes of an array's kind
        """Numbers that were computed, which are written down."""
        return pint_pandas.PintArray(*parts, **others)

    @classmethod
    def of(cls, standing: Standing, shifts: Sequence[Shift]) -> ShiftedArray:
        """A column with some rows moved, one block after the other."""
        made: ShiftedArray = object.__new__(cls)
        made._standing, made._shifts, made._made = standing, shifts, None
        made._dtype, made._Q = standing.array.dtype, standing.array._Q  # noqa: SLF001 -- of one kind
        return made

    @property
    def _data(self) -> Any:  # type: ignore[override]  # noqa: ANN401 -- an array of pandas
        """The numbers, which may be written to from then on."""
        if self._made is None:
            self._made = self._moved(self._standing.numbers.copy(), lambda rows: rows)
        return self._made

    def _moved(self, numbers: Floats, places: Callable[[Rows], Any]) -> Any:  # noqa: ANN401 -- as above
        """Numbers of some rows, moved; `places` tells where those of a block are among them."""
        for rows, aside in self._shifts:
            numbers[places(rows)] += aside
        return FloatingArray(numbers, np.isnan(numbers))

    def __len__(self) -> int:
        return len(self._standing.floats)

    def __reduce_ex__(self, _: Any) -> Any:  # noqa: ANN401 -- how Python copies things, and keeps them
        return pint_pandas.PintArray, (self._data, self._dtype)

    def isna(self) -> Any:  # noqa: ANN401 -- an array of truths
        """Where there is no number, which moving makes none of."""
        return self._standing.floats.isna() if self._made is None else self._made.isna()

    def copy(self, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 -- as pandas calls it
        """The same numbers, which may be changed."""
        own: Any = super()
        return self.of(self._standing, self._shifts) if self._made is None else own.copy(deep)

    def __getitem__(self, item: Any) -> Any:  # noqa: ANN401 -- a number, or some of them
        if self._made is not None or is_integer(item) or isinstance(item, slice):
            own: Any = super()
            return own.__getitem__(item)
        some: Any = check_array_indexer(self, item)
        return self._some(np.flatnonzero(some) if some.dtype == bool else some)

    def take(self, indices: Any, allow_fill: bool = False, fill_value: Any = None) -> Any:  # noqa: ANN401, FBT001, FBT002 -- as pandas calls it
        """Some of the numbers, by their places."""
        places = np.asarray(indices)
        if self._made is not None or len(places) == 0 or places.min() < 0 or places.max() >= len(self):
            own: Any = super()
            return own.take(indices, allow_fill=allow_fill, fill_value=fill_value)
        return self._some(places)

    def _some(self, places: Rows) -> Any:  # noqa: ANN401 -- pint-pandas' own array
        """The numbers at some places, in their order, moved as those of the whole column are."""

        def among(rows: Rows) -> Any:  # noqa: ANN401 -- an array of truths, or all
            if len(rows) == len(self):
                return slice(None)
            mask = np.zeros(len(self), dtype=bool)
            mask[rows] = True
            return mask[places]

        return pint_pandas.PintArray(self._moved(self._standing.numbers[places], among), dtype=self._dtype)

    def _reduce(self, name: str, *, skipna: bool = True, keepdims: bool = False, **how: Any) -> Any:  # noqa: ANN401 -- pandas' own
        there = self._standing.count
        if (
            self._made is not None
            or name not in SUMS
            or not skipna
            or keepdims
            or not there
            or set(how) - {"min_count"}
        ):
            return super()._reduce(name, skipna=skipna, keepdims=keepdims, **how)
        standing = self._standing.sum(name, skipna=True, **how)
        asides = math.fsum(len(self._standing.there(rows)) * aside for rows, aside in self._shifts)
        return self._Q(standing.magnitude + (asides if name == "sum" else asides / there), standing.units)

    def _groupby_op(self, *, how: str, ids: Any, **others: Any) -> Any:  # noqa: ANN401 -- as above
        if self._made is not None or how not in SUMS:
            own: Any = super()
            return own._groupby_op(how=how, ids=ids, **others)  # noqa: SLF001 -- of one kind
        result, counts = self._standing.of_groups(ids, {"how": how, **others})
        asides = np.zeros(len(result))
        for rows, aside in self._shifts:
            moved = counts if len(rows) == len(self) else self._standing.counted(ids, rows, len(result))
            asides += moved * aside
        if how == "mean":
            asides /= np.maximum(counts, 1)
        return pint_pandas.PintArray(result.data + asides, dtype=self._dtype)
