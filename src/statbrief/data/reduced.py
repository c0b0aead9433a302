"""What pandas makes of the numbers of groups, such as their sums: made again of a group's numbers where one is moved.

It depends on these alone, and comes out the same where the group is all that there is: by pandas' own code, to the last
bit.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pint
import pint_pandas
from pandas.arrays import FloatingArray

from statbrief.data.datasets import CellKey
from statbrief.data.followed_calls import Selected
from statbrief.data.questions import Elsewhere, Held, Moves, Question, Ranges

_FEWEST = {"sum": 0, "mean": -1, "median": -1, "min": -1, "max": -1}
"""What is made of a group's numbers, and how many numbers pandas wants there for it: below nothing, any."""


@dataclass(frozen=True)
class Reduced(Selected):
    """What was made of cells, such as their sum; `standing` is their column as it stands."""

    how: str
    standing: Any

    @cached_property
    def question(self) -> Question:
        """What code asks: what comes of the cells, where that can be told, else what they hold."""
        return Made(self.keys, self.how, self) if self.is_as_pandas_has_it else super().question

    def without(self, *_: object, **__: object) -> None:
        """Nothing: pandas has to tell."""

    def moved(self, moves: Moves) -> Any:  # noqa: ANN401 -- of pint
        """It with some cells moved; None where pandas has to tell what that is."""
        return type(self.result)(self.of(moves), self.result.units) if self.is_as_pandas_has_it else None

    @cached_property
    def is_as_pandas_has_it(self) -> bool:
        """Whether it comes out of the cells as they stand: then it does so wherever they are."""
        data = self.standing.data
        if self.is_several or not isinstance(self.result, pint.Quantity):
            return False
        if not isinstance(data, FloatingArray) or str(data.dtype) != "Float64":
            return False
        found, known = self.of({}), self.result.magnitude
        return bool(found == known) and type(found) is type(known)

    def of(self, moves: Moves) -> Any:  # noqa: ANN401 -- a number
        """What comes of the cells with some of them moved."""
        numbers = tuple(map(moves.get, self.keys, self._as_they_stand))
        if numbers not in self._known:
            array: Any = FloatingArray(np.array(numbers), np.zeros(len(numbers), dtype=np.bool_))
            group = np.zeros(len(numbers), dtype=np.intp)
            self._known[numbers] = array._groupby_op(  # noqa: SLF001 -- as pandas calls it
                how=self.how, has_dropped_na=False, min_count=_FEWEST[self.how], ngroups=1, ids=group, skipna=True
            )[0]
        return self._known[numbers]

    @property
    def standing_result(self) -> Hashable:
        """What comes of them as they stand."""
        found: Hashable = self.result.magnitude
        return found

    @cached_property
    def _as_they_stand(self) -> list[float]:
        return [float(self.standing.data[key[2]]) for key in self.keys]

    @cached_property
    def _known(self) -> dict[tuple[Any, ...], Any]:
        """What came of them, by where they were."""
        return {}


@dataclass(frozen=True)
class Made:
    """What comes of some cells, such as their sum: the same wherever two of them are moved by as much."""

    keys: tuple[CellKey, ...]
    how: str
    reduced: Reduced | ReducedGroups = field(compare=False, repr=False)

    @property
    def cells(self) -> frozenset[CellKey]:
        """As `Question` has it."""
        return self._held.keys

    @property
    def unmoved(self) -> Hashable:
        """As `Question` has it."""
        return self.reduced.standing_result

    def answer(self, where: Elsewhere) -> Hashable:
        """What comes of them; of rows some of which are left out, those that are, and where the cells are moved to."""
        found: Hashable = self._held.answer(where) if where.gone else self.reduced.of(where.moves)
        return found

    def hanging(self, ranges: Ranges) -> Iterable[CellKey]:
        """As `Question` has it."""
        return self._held.hanging(ranges)

    @cached_property
    def _held(self) -> Held:
        return Held(frozenset(self.keys))


@dataclass(frozen=True)
class MadeOfEach(Made):
    """What comes of each of some groups of cells, `sizes` of them one after the other: the same wherever that stays."""

    sizes: tuple[int, ...]


@dataclass(frozen=True)
class ReducedGroups(Selected):
    """What was made of each group of a column; `sizes` are how many cells each has, one group's after another's."""

    how: str
    standing: Any
    sizes: tuple[int, ...]

    @cached_property
    def question(self) -> Question:
        """What code asks: what comes of each group, where that can be told, else what its cells hold."""
        if not self._is_as_pandas_has_it:
            return super().question
        return MadeOfEach(self.keys, self.how, self, self.sizes)

    def without(self, *_: object, **__: object) -> None:
        """Nothing: pandas has to tell."""

    def moved(self, moves: Moves) -> pd.Series[Any] | None:
        """It with some cells moved; None where pandas has to tell what that is."""
        if not self._is_as_pandas_has_it:
            return None
        array = pint_pandas.PintArray(np.array(self.of(moves)), dtype=self.result.dtype)
        found = pd.Series(array, index=self.result.index.view(), name=self.result.name)
        found.attrs.update(self.result.attrs)
        return found

    def of(self, moves: Moves) -> tuple[Any, ...]:
        """What comes of each group with some cells moved."""
        numbers = list(self.standing_result)
        for place in {self._groups[key] for key in moves if key in self._groups}:
            numbers[place] = self._parts[place].of(moves)
        return tuple(numbers)

    @cached_property
    def standing_result(self) -> tuple[Any, ...]:
        """What comes of each as they stand."""
        return tuple(each.result.magnitude for each in self._parts)

    @cached_property
    def _parts(self) -> list[Reduced]:
        ends = np.cumsum(self.sizes).tolist()
        starts = [0, *ends[:-1]]
        return [
            Reduced(
                self.result.iloc[place], self.keys[start:end], is_measured=True, how=self.how, standing=self.standing
            )
            for place, (start, end) in enumerate(zip(starts, ends, strict=True))
        ]

    @cached_property
    def _groups(self) -> dict[Hashable, int]:
        """In which group each cell is."""
        return {key: place for place, each in enumerate(self._parts) for key in each.keys}

    @cached_property
    def _is_as_pandas_has_it(self) -> bool:
        is_series = isinstance(self.result, pd.Series) and len(self.result) == len(self.sizes)
        if not is_series or not isinstance(self.result.dtype, pint_pandas.PintType):
            return False
        return all(each.is_as_pandas_has_it for each in self._parts)
