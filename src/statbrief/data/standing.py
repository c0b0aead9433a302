"""Numbers of a column of a large table as they stand, with what is taken of them: asked once, whatever is moved."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pint_pandas
from pandas.arrays import FloatingArray

from statbrief.data.blocks import Rows

Floats: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.float64]]"
Truths: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.bool_]]"
Counts: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.integer[Any]]]"

_HELD = 2
"""Groupings of a column of which sums are kept, and parts of it; of more, those that came first are forgotten."""
_COUNTED = 100
"""Blocks of rows of which it is kept how many are in each group."""


def quantities(floats: FloatingArray, like: Any) -> Any:  # noqa: ANN401 -- pint-pandas' own arrays, whose methods have no types
    """Numbers in the unit of an array, which pint-pandas would look at before it takes them."""
    made: Any = object.__new__(pint_pandas.PintArray)
    made._data, made._dtype, made._Q = floats, like._dtype, like._Q  # noqa: SLF001 -- of one kind
    return made


@dataclass
class Grouped:
    """What was taken of groups: `ids` says the group of each number; and how many are in each."""

    how: Hashable
    ids: Rows
    result: Any
    counts: Counts
    known: dict[int, tuple[Rows, Counts]] = field(default_factory=dict)


@dataclass
class Standing:
    """Numbers of a column as they stand, with what was taken of them so far; nothing writes to its `numbers`."""

    array: Any
    numbers: Floats
    _told: dict[Hashable, Any] = field(default_factory=dict)
    _grouped: list[Grouped] = field(default_factory=list)
    _parts: list[Part] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def missing(self) -> Truths | None:
        """Where there is no number; None where there is one everywhere."""
        missing = np.isnan(self.numbers)
        return missing if missing.any() else None

    @cached_property
    def count(self) -> int:
        """How many numbers there are."""
        return len(self) - (0 if self.missing is None else int(np.count_nonzero(self.missing)))

    @property
    def is_of_floats(self) -> bool:
        """Whether it holds its numbers as floats, with a mask of those that are missing."""
        floats: Any = self.array.data
        return isinstance(floats, FloatingArray) and str(floats.dtype) == "Float64"

    def let_go(self) -> None:
        """Forget its parts."""
        self._parts = []

    def there(self, rows: Rows) -> Rows:
        """Those of some rows that have a number."""
        return rows if self.missing is None else rows[~self.missing[rows]]

    def told(self, asked: Hashable, ask: Callable[[Any], Any]) -> Any:  # noqa: ANN401 -- a quantity, or several
        """What all come to, asked of the array once."""
        if asked not in self._told:
            self._told[asked] = ask(self.array)
        return self._told[asked]

    def of_groups(self, ids: Rows, how: dict[str, Any]) -> Grouped:
        """What each group comes to, as its sum or the largest in it."""
        asked = tuple(sorted(how.items()))
        for known in self._grouped:
            if known.how == asked and (known.ids is ids or np.array_equal(known.ids, ids)):
                return known
        result = self.array._groupby_op(ids=ids, **how)  # noqa: SLF001 -- as above
        counts = self._counted(ids, np.arange(len(ids)), len(result))
        self._grouped = [*self._grouped[-_HELD + 1 :], Grouped(asked, ids, result, counts)]
        return self._grouped[-1]

    def counted(self, grouped: Grouped, rows: Rows) -> Counts:
        """How many of some rows are in each group and have a number."""
        if len(rows) == len(self):
            return grouped.counts
        if id(rows) not in grouped.known:
            if len(grouped.known) >= _COUNTED:
                grouped.known.clear()
            grouped.known[id(rows)] = rows, self._counted(grouped.ids, rows, len(grouped.result))
        return grouped.known[id(rows)][1]

    def _counted(self, ids: Rows, rows: Rows, groups: int) -> Counts:
        own = ids[self.there(rows)]
        return np.bincount(own[own >= 0], minlength=groups)

    def part(self, places: Rows) -> Part:
        """The numbers at some places, in their order."""
        for known in self._parts:
            if np.array_equal(known.places, places):
                return known
        numbers = self.numbers[places]
        array = quantities(FloatingArray(numbers, np.isnan(numbers)), self.array)
        self._parts = [*self._parts[-_HELD + 1 :], Part(array, numbers, places=places, length=len(self))]
        return self._parts[-1]


@dataclass
class Part(Standing):
    """Some numbers of a column, those at `places`, which nobody writes to; the column has `length`."""

    places: Rows = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    length: int = 0
    _known: dict[int, tuple[Rows, Rows]] = field(default_factory=dict)

    def among(self, rows: Rows) -> Rows:
        """Where numbers of the column in some rows are in the part."""
        if len(rows) == self.length:
            return self._everywhere
        if id(rows) not in self._known:
            if sum(len(each) for _, each in self._known.values()) > len(self):
                self._known.clear()
            mask = np.zeros(self.length, dtype=np.bool_)
            mask[rows] = True
            self._known[id(rows)] = rows, np.flatnonzero(mask[self.places])
        return self._known[id(rows)][1]

    @cached_property
    def _everywhere(self) -> Rows:
        return np.arange(len(self))
