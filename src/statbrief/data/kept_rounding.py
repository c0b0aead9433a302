"""How a table's columns are rounded, kept with the table that a brief's code is given."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

_Floats: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.float64]]"
_Times: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.int64]]"
_PLACE = "statbrief: rounding"


@dataclass(frozen=True)
class Stated:
    """The numbers that a file has in one column, and when each is of, where its key tells it: as pandas' ordinals."""

    numbers: _Floats
    times: _Times | None

    @cached_property
    def _in_order(self) -> tuple[_Times, _Floats]:
        times = np.zeros(len(self.numbers), dtype=np.int64) if self.times is None else self.times
        order = np.lexsort((self.numbers, times))
        return times[order], self.numbers[order]

    def has(self, number: float, time: int) -> bool:
        """Whether a row of that time has the number; of no time, whether any row has it."""
        times, numbers = self._in_order
        asked = 0 if self.times is None else time
        first, end = np.searchsorted(times, [asked, asked + 1])
        place = first + np.searchsorted(numbers[first:end], number)
        return bool(place < end and numbers[place] == number)


@dataclass(frozen=True)
class Rounding:
    """Half the step that each measured column is rounded to, 0 where it is exact; `stated` are the numbers in each.

    `is_moved` says that cells stand elsewhere in their ranges than where the source has them.
    """

    halves: Mapping[str, Fraction]
    stated: Mapping[str, Stated]
    is_moved: bool = False

    def __deepcopy__(self, memo: object) -> Rounding:
        """Itself: pandas copies what it keeps with a table whenever rows are taken from it."""
        return self

    def keep(self, table: pd.DataFrame) -> None:
        """Keep it with a table, from where it goes on to what is taken out of it."""
        table.attrs.update(self.kept)

    @property
    def kept(self) -> dict[Hashable, Rounding]:
        """What a table keeps of it."""
        return {_PLACE: self}


def rounding_of(table: pd.DataFrame) -> Rounding | None:
    """What is kept with a table; None where it is none of a dataset's."""
    found = table.attrs.get(_PLACE)
    return found if isinstance(found, Rounding) else None


def keep_moved(table: pd.DataFrame | pd.Series[Any], *, is_moved: bool) -> None:
    """Say with what was taken out of a table whether cells of it stand elsewhere than where the source has them."""
    found = table.attrs.get(_PLACE)
    if isinstance(found, Rounding):
        table.attrs[_PLACE] = replace(found, is_moved=is_moved)
