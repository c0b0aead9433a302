"""The rows of a large table that a figure counts, whatever is in them: those without which it would be another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from statbrief.arithmetic.even_parts import EvenParts, TooManyError
from statbrief.arithmetic.relevant_inputs import Outcome, differing, outcome_of
from statbrief.data.blocks import WHOLE_ROW, Block, Rows
from statbrief.data.datasets import Dataset
from statbrief.figures.functions import Function

_TEXTS = 300
"""Texts in a column, of more of which none stands for a group of rows."""
_OF_AN_ORDER = 600
"""Calls of a function, to part the rows in one order."""


def counted_rows(
    function: Function, dataset: Dataset, evaluate: Callable[[Mapping[Hashable, Any]], Any], orders: Sequence[str]
) -> list[int | Block]:
    """Those rows, alone or in blocks; all where that cannot be told.

    `evaluate` tells what comes of moves, `orders` are the columns by which the rows may be put in order.
    """
    return _Counted(function, dataset, outcome_of(evaluate)).rows(orders)


@dataclass
class _Counted:
    function: Function
    dataset: Dataset
    outcome: Outcome

    @cached_property
    def first(self) -> Any:  # noqa: ANN401 -- whatever the function returns
        """What comes of no moves."""
        return self.outcome({})

    def rows(self, columns: Sequence[str]) -> list[int | Block]:
        """The rows, by these orders."""
        if (latest := self._of_latest()) is not None and self._result(~latest.mask) == self.first:
            return [latest]  # without which those of the period before may be as many
        for each in map(self.dataset.order, columns):  # which take memory, and the first of them may tell
            if len(each[1]) < _TEXTS and self._are_even(groups := np.split(*each)):
                return [self.dataset.place(rows) for rows in self._gone(groups)] or [self.dataset.everywhere]
        for each in map(self.dataset.order, columns):
            found = self._parting().parts(*each)
            if found is not None and (those := [part for part in found if part.weights[0]]):
                return [self.dataset.place(part.places) for part in those]
        return [self.dataset.everywhere]

    def _of_latest(self) -> Block | None:
        """The rows of the last period, where the code asks which that is."""
        times = self.dataset.latest_first
        if not self.function.calls("latest") or not times:
            return None
        return self.dataset.block([place for time, place in times if time == times[0][0]])

    def _result(self, gone: Any) -> object:  # noqa: ANN401 -- an array of truths
        """What comes of it where some rows are left out."""
        return self.outcome({(self.dataset.name, WHOLE_ROW, Block(np.flatnonzero(gone), len(gone))): None})

    def _responds(self, rows: Rows, _: int) -> float:
        result = self.outcome({(self.dataset.name, WHOLE_ROW, Block(rows, len(self.dataset.rows))): None})
        return result - self.first if isinstance(result, float) else float("inf")

    def _parting(self) -> EvenParts:
        return EvenParts(self._responds, 1, abs(self.first), _OF_AN_ORDER)

    def _are_even(self, groups: Sequence[Rows]) -> bool:
        with suppress(TooManyError):
            return self._parting().are_even(groups)
        return False

    def _gone(self, groups: Sequence[Rows]) -> Iterator[Rows]:
        """Those of some groups of rows without which the result is another."""
        gone: dict[Hashable, Rows] = {(self.dataset.name, WHOLE_ROW, self.dataset.place(each)): each for each in groups}
        for key in differing(list(gone), self.outcome, {}, dict.fromkeys(gone)):
            yield gone[key]
