"""For which functions the cells of a table are moved together, and for which one by one.

To find what a figure of six hundred cells depends on, and how far it may lie, takes a thousand calls of its function
where each cell is moved by itself. A function that does nothing but add cells up, or take their mean, needs a dozen:
all cells in the same sums are moved at once. So that is tried first. A function that does more is called as often as
it takes, unless its table is so large that it would take hours.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from statbrief.arithmetic.inputs import Input
from statbrief.data.blocks import Block
from statbrief.data.datasets import Dataset
from statbrief.data.questions import Moves
from statbrief.errors import DerivingError
from statbrief.figures.functions import Function


def is_block(key: Hashable) -> bool:
    """Whether a key is of several cells."""
    return isinstance(key, tuple) and isinstance(key[2], Block)


def are_blocks_among(moves: Moves) -> bool:
    """Whether some of the keys are of several cells: asked of hundreds of keys, hundreds of thousands of times."""
    return Block in map(type, map(_LAST, moves))


_LAST: Callable[[Any], Any] = operator.itemgetter(-1)
"""Of a cell's key its row or its block; of a reported figure's a letter."""


class NotOfSumsError(DerivingError):
    """Raised where cells that can be moved one by one must be: their function does more than add them up."""

    @classmethod
    def of(cls, function: Function, dataset: Dataset) -> NotOfSumsError:
        """What is told nobody, as they are moved so then."""
        return cls(function.fault(f"does more than add up numbers of {dataset.name}", "move them one by one"))


class MovedTogether:
    """The tables of which cells are moved together, but for functions that do more than add them up (`by_cell`)."""

    def __init__(self, datasets: Mapping[str, Dataset]) -> None:
        self.datasets = datasets
        self.by_cell: set[str] = set()

    def is_so(self, function: Function, dataset: Dataset) -> bool:
        """Whether cells of a table that a function is given are moved together."""
        return dataset.has_many or (dataset.has_several and function.name not in self.by_cell)

    def tables(self, function: Function) -> list[Dataset]:
        """The tables that a function is given whose cells are moved together."""
        return [each for each in self._given(function) if self.is_so(function, each)]

    def others(self, function: Function) -> list[Dataset]:
        """Those whose cells are moved one by one."""
        return [each for each in self._given(function) if not self.is_so(function, each)]

    def _given(self, function: Function) -> list[Dataset]:
        return [self.datasets[each] for each in function.parameters if each in self.datasets]

    def turn_to_cells(self, function: Function, behind: Iterable[Hashable]) -> bool:
        """From here on, move cells one by one; False where they are so already, or too many.

        `behind` is what the figures that it is given depend on.
        """
        names = {key[0] for key in behind if isinstance(key, tuple)} | {each.name for each in self._given(function)}
        known = [self.datasets[each] for each in names]
        if function.name in self.by_cell or not any(each.has_several and not each.has_many for each in known):
            return False
        self.by_cell.add(function.name)
        return True

    def one_by_one(self, leaves: Mapping[Hashable, Input]) -> dict[Hashable, Input]:
        """Leaves of which the cells are no longer together, of tables where they can be moved one by one."""
        found: dict[Hashable, Input] = {}
        for key, each in leaves.items():
            if isinstance(key, tuple) and is_block(key) and not self.datasets[key[0]].has_many:
                dataset, column = self.datasets[key[0]], key[1]
                places = [place for place in key[2].rows.tolist() if dataset.rows[place][column]]
                found |= {one.key: one for one in (dataset.input(column, place) for place in places)}
            else:
                found[key] = each
        return found
