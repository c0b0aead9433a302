"""Whether no other places of the cells of a large table lead further than their blocks do, moved as a whole.

Cells in the same sums count alike, and it is known that nothing but how many of them are moved decides. Of others it is
not: where many cells are as large as each other, the share of the largest seven is furthest with seven of them high and
all others low. So where a figure is lowest and where it is highest, some cells of each block are moved back: half of
them, an eighth, and one. Where these lead further they stay there, a block of their own, and others are tried.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from statbrief.arithmetic.exactness import CLOSE
from statbrief.arithmetic.inputs import Corner, Input
from statbrief.data.blocks import Block, Rows, rows_of
from statbrief.data.datasets import CellsKey
from statbrief.deriving.evaluation import Evaluation, Moves
from statbrief.deriving.many_cells import LargeTable, number_of
from statbrief.figures.functions import Function

_BLOCKS = 24
"""The blocks, the largest ones, of which cells are moved back."""
_PARTS = (2, 8)
"""Parts of a block, of which one is moved back."""
_PARTED = 60
"""Times that a block is parted in two, before it is believed that this leads nowhere."""


def held(evaluation: Evaluation, function: Function, corners: tuple[Moves, Moves]) -> tuple[Corner, Corner]:
    """Where a figure is lowest and where highest, as it was found, or further, so that no part of a block leads beyond.

    Blocks that are parted are so among what the figure depends on, too. Raises `DerivingError` where parts of them go
    on to lead further.
    """
    lowest, highest = map(dict, corners)
    for sign, here, there in ((-1, lowest, highest), (1, highest, lowest)):
        for _ in range(_PARTED):
            parts = _further(evaluation, function, here, sign)
            if parts is None:
                break
            parts.part(evaluation.leaves[function.name])
            parts.part_in(there)
            parts.move_back(here)
        else:
            name, column, _ = _key_of(_blocks(evaluation, function)[0])
            raise LargeTable(function, evaluation.datasets[name], number_of(evaluation, function)).two_ways(column)
    return lowest, highest


@dataclass(frozen=True)
class _Parts:
    """A block of cells in two: some by lot, and all others."""

    block: Input
    some: Input
    others: Input

    def part(self, leaves: dict[Hashable, Input]) -> None:
        """Have the two in the place of the block among what a figure depends on."""
        del leaves[self.block.key]
        leaves |= {each.key: each for each in (self.some, self.others)}

    def part_in(self, corner: Corner) -> None:
        """Have the two in the place of the block, where it is."""
        if self.block.key in corner:
            place = corner.pop(self.block.key)
            corner |= {each.key: self._as_far(each, place) for each in (self.some, self.others)}

    def _as_far(self, part: Input, place: float) -> float:
        """Where cells of the block are when it is at some place."""
        ends = {self.block.low: part.low, self.block.high: part.high}
        return ends.get(place, part.value + place - self.block.value)

    def move_back(self, corner: Corner) -> None:
        """The same, but some go to the other end."""
        is_high = corner.get(self.block.key, self.block.value) > self.block.value
        self.part_in(corner)
        corner[self.some.key] = self.some.low if is_high else self.some.high


def _further(evaluation: Evaluation, function: Function, corner: Corner, sign: int) -> _Parts | None:
    """A block in two parts, of which one leads beyond an end of a figure, if there is one."""
    blocks = _blocks(evaluation, function)
    end = evaluation.in_its_unit(function.name, corner) if blocks else 0.0
    for parts in _all_parts(evaluation, blocks):
        moves = dict(corner)
        parts.move_back(moves)
        if sign * (evaluation.in_its_unit(function.name, moves) - end) > CLOSE * abs(end):
            return parts
    return None


def _all_parts(evaluation: Evaluation, blocks: Sequence[Input]) -> Iterator[_Parts]:
    """Blocks in two parts, in the ways in which cells of them are moved back: by lot, the largest, and the smallest."""
    for share in (*_PARTS, None):
        for each in blocks:
            name, column, block = _key_of(each)
            table, rows = evaluation.datasets[name], rows_of(block)
            size = len(rows) // share if share else 1
            by_lot = np.random.default_rng(1).permutation(rows)
            by_size = table.by_size(column, rows)
            for ordered in (by_lot, by_size, by_size[::-1]) if size else ():
                places: list[Rows] = [ordered[:size], ordered[size:]]
                yield _Parts(each, *(table.input(column, table.place(np.sort(one))) for one in places))


def _blocks(evaluation: Evaluation, function: Function) -> list[Input]:
    """The blocks of cells that may be elsewhere, and are not known to be enough: the largest ones.

    In a table's cell all blocks are: groups whose cells go two ways are refused.
    """
    if function.name in evaluation.cells:
        return []
    told = evaluation.told.get(function.name, set())
    found = [
        (len(each.key[2]), each)
        for each in evaluation.leaves[function.name].values()
        if isinstance(each.key, tuple) and isinstance(each.key[2], Block) and each.key[:2] not in told
    ]
    blocks = [(size, each) for size, each in found if size > 1 and each.low < each.high]
    return [each for _, each in sorted(blocks, key=lambda block: -block[0])[:_BLOCKS]]


def _key_of(cells: Input) -> CellsKey:
    """What cells are called."""
    return cells.key  # type: ignore[return-value]
