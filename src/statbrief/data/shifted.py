"""Columns of large tables with blocks of cells moved, whose numbers are not written down before somebody asks for them.

Of a hundred thousand numbers that are moved code mostly takes sums and means. Where n numbers of a sum are moved by d
each, it goes by n·d: so the sum of the column as it stands is taken once, and those of all moves are told by how many
numbers of it are moved. Where all are moved alike, the largest goes as far as they do, and so does each quantile. Some
rows of a column are a column of their own. Whatever else is asked for is answered of the numbers themselves, which are
made then.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pint_pandas
from pandas.api.indexers import check_array_indexer
from pandas.api.types import is_integer
from pandas.arrays import FloatingArray
from pint.compat import upcast_type_map

from statbrief.data.blocks import Rows
from statbrief.data.standing import Floats, Grouped, Part, Standing, quantities

Shifts: TypeAlias = "Sequence[tuple[Rows, float]]"
"""Rows of a column, and how far their numbers are moved, one block after the other."""

SUMS = frozenset({"sum", "mean"})
"""What goes as far as the numbers in it, each alike."""
RISING = frozenset({"min", "max", "median"})
"""What rises with each number, or stays; and goes as far as all where they are moved alike."""


def moved(standing: Standing, cells: Mapping[int, float], shifts: Shifts) -> Any:  # noqa: ANN401 -- pint-pandas' array
    """A column with cells at other values, and then rows moved, one block after the other."""
    if not cells and standing.is_of_floats:
        return ShiftedArray.of(Shifted(standing, shifts), standing.array)
    numbers = standing.numbers.copy()
    numbers[list(cells)] = list(cells.values())
    for rows, aside in shifts:
        numbers[rows] += aside
    return pint_pandas.PintArray(numbers, dtype=standing.array.dtype)


@dataclass
class Shifted:
    """Numbers of a column with rows moved: of all of it, or those at some `places`.

    `made` are the numbers themselves, once somebody has asked for them; `may_be_written` says that they are for one
    column alone.
    """

    whole: Standing
    moves: Shifts
    places: Rows | None = None
    may_be_written: bool = False
    made: Any = None

    def __len__(self) -> int:
        return len(self.whole if self.places is None else self.places)

    @cached_property
    def standing(self) -> Standing:
        """The numbers as they stand."""
        return self.whole if self.places is None else self.whole.part(self.places)

    @cached_property
    def shifts(self) -> Shifts:
        """Which of the numbers are moved, and how far."""
        part = self.standing
        if not isinstance(part, Part):
            return self.moves
        own = ((part.among(rows), aside) for rows, aside in self.moves)
        return [(rows, aside) for rows, aside in own if len(rows)]

    def some(self, places: Rows) -> Shifted:
        """Those at some places, in their order."""
        return Shifted(self.whole, self.moves, places if self.places is None else self.places[places])

    def numbers(self) -> Any:  # noqa: ANN401 -- an array of pandas
        """The numbers themselves; those of a whole column that is not moved are for all, and may not be written to."""
        if self.made is None and (self.moves or self.may_be_written or self.places is not None):
            numbers = self.standing.numbers.copy()
            for rows, aside in self.shifts:
                numbers[rows] += aside
            self.made = FloatingArray(numbers, np.isnan(numbers))
        return self.whole.array.data if self.made is None else self.made

    def isna(self) -> Any:  # noqa: ANN401 -- an array of truths
        """Where there is no number, which moving makes none of."""
        if self.made is not None:
            return self.made.isna()
        missing = self.whole.missing
        if missing is None:
            return np.zeros(len(self), dtype=np.bool_)
        return missing.copy() if self.places is None else missing[self.places]

    @cached_property
    def aside(self) -> float | None:
        """How far all numbers are moved that there are; None where it is not the same."""
        counts = [len(self.standing.there(rows)) for rows, _ in self.shifts]
        if any(each not in {0, self.standing.count} for each in counts):
            return None
        return math.fsum(aside for (_, aside), each in zip(self.shifts, counts, strict=True) if each)

    def asides(self, name: str) -> float | None:
        """How far the sum goes, or what else they come to; None where that is not known."""
        if name not in SUMS:
            return self.aside
        all_asides = math.fsum(len(self.standing.there(rows)) * aside for rows, aside in self.shifts)
        return all_asides if name == "sum" else all_asides / self.standing.count

    def asides_of(self, grouped: Grouped, name: str) -> Floats:
        """How far the sum of each group goes, or its mean."""
        asides = np.zeros(len(grouped.result))
        for rows, aside in self.shifts:
            asides += self.standing.counted(grouped, rows) * aside
        return asides if name == "sum" else asides / np.maximum(grouped.counts, 1)


class ShiftedArray(pint_pandas.PintArray):
    """A column's numbers in their unit, of which blocks are moved."""

    _shifted: Shifted

    def __new__(cls, *parts: Any, **others: Any) -> Any:  # noqa: ANN401 -- what pint-pandas makes of an array's kind
        """Numbers that were computed, which are written down."""
        return pint_pandas.PintArray(*parts, **others)

    @classmethod
    def of(cls, shifted: Shifted, like: Any) -> ShiftedArray:  # noqa: ANN401 -- pint-pandas' own array
        """A column with some rows moved, in the unit of another."""
        made: ShiftedArray = object.__new__(cls)
        made._shifted, made._dtype, made._Q = shifted, like._dtype, like._Q  # noqa: SLF001 -- of one kind
        return made

    @property
    def _data(self) -> Any:  # type: ignore[override]  # noqa: ANN401 -- an array of pandas
        return self._shifted.numbers()

    @property
    def _is_made(self) -> bool:
        return self._shifted.made is not None

    def __len__(self) -> int:
        return len(self._shifted)

    def __reduce_ex__(self, _: Any) -> Any:  # noqa: ANN401 -- how Python copies things, and keeps them
        return pint_pandas.PintArray, (self._data, self._dtype)

    def isna(self) -> Any:  # noqa: ANN401 -- an array of truths
        """Where there is no number."""
        return self._shifted.isna()

    def view(self, dtype: Any = None) -> Any:  # noqa: ANN401 -- as pandas calls it
        """The same numbers, of which there is one copy."""
        if dtype is not None:
            return super().view(dtype)
        seen = self.of(self._shifted, self)
        seen._readonly = self._readonly  # noqa: SLF001 -- of one kind
        return seen

    def copy(self, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 -- as pandas calls it
        """The same numbers, which may be changed."""
        own: Any = super()
        if self._is_made:
            return own.copy(deep)
        shifted = self._shifted
        return self.of(Shifted(shifted.whole, shifted.moves, shifted.places, may_be_written=True), self)

    def __getitem__(self, item: Any) -> Any:  # noqa: ANN401 -- a number, or some of them
        own: Any = super()
        if isinstance(item, slice) and item == slice(None):
            return self.view()
        if self._is_made or is_integer(item) or isinstance(item, slice):
            return own.__getitem__(item)
        some: Any = check_array_indexer(self, item)
        places = np.flatnonzero(some) if some.dtype == bool else np.array(some)
        return self._some(places) if self._has(places) else own.__getitem__(item)

    def take(self, indices: Any, allow_fill: bool = False, fill_value: Any = None) -> Any:  # noqa: ANN401, FBT001, FBT002 -- as pandas calls it
        """Some of the numbers, by their places."""
        places = np.asarray(indices)
        if places.flags.writeable:  # before somebody asks for the numbers
            places = places.copy()
        if self._is_made or not self._has(places):
            own: Any = super()
            return own.take(indices, allow_fill=allow_fill, fill_value=fill_value)
        return self._some(places)

    def _has(self, places: Rows) -> bool:
        return len(places) > 0 and 0 <= int(places.min()) <= int(places.max()) < len(self)

    def _some(self, places: Rows) -> Any:  # noqa: ANN401 -- pint-pandas' own array
        return self.of(self._shifted.some(places), self)

    def _reduce(self, name: str, *, skipna: bool = True, keepdims: bool = False, **how: Any) -> Any:  # noqa: ANN401 -- pandas' own
        is_known = (name in SUMS and set(how) <= {"min_count"}) or (name in RISING and not how)
        if is_known and skipna and not keepdims and (aside := self._aside(name)) is not None:
            asked = (name, *sorted(how.items()))
            told = self._shifted.standing.told(asked, lambda array: array._reduce(name, skipna=True, **how))  # noqa: SLF001 -- as above
            return self._Q(told.magnitude + aside, told.units)
        return super()._reduce(name, skipna=skipna, keepdims=keepdims, **how)

    def _aside(self, name: str) -> float | None:
        """How far something goes with the numbers; None where that has to be seen of these."""
        return None if self._is_made or not self._shifted.standing.count else self._shifted.asides(name)

    def _quantile(self, shares: Any, interpolation: str) -> Any:  # noqa: ANN401 -- as above
        if (aside := self._aside("quantile")) is None or len(shares) != 1:
            own: Any = super()
            return own._quantile(shares, interpolation)  # noqa: SLF001 -- of one kind
        asked = ("quantile", float(shares[0]), interpolation)
        told = self._shifted.standing.told(asked, lambda array: array._quantile(shares, interpolation))  # noqa: SLF001 -- as above
        return quantities(told.data + aside, self)

    def _groupby_op(self, *, how: str, ids: Any, **others: Any) -> Any:  # noqa: ANN401 -- as above
        is_told = not self._is_made and (how in SUMS or (how in RISING and self._aside(how) is not None))
        if not is_told:
            own: Any = super()
            return own._groupby_op(how=how, ids=ids, **others)  # noqa: SLF001 -- of one kind
        grouped = self._shifted.standing.of_groups(ids, {"how": how, **others})
        asides = self._shifted.asides_of(grouped, how) if how in SUMS else self._aside(how)
        return quantities(grouped.result.data + asides, self)


_KNOWN_TO_PINT: Any = upcast_type_map  # as what computes with quantities itself
_KNOWN_TO_PINT[f"{__name__}.{ShiftedArray.__name__}"] = ShiftedArray
