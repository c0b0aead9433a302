"""The cells of a large table by which a name or a period is chosen: in blocks, of which no cell is moved by itself.

What is chosen is a group of rows, as of a region, for what its numbers come to; so those of one group that code was
given together are moved together. Groups that are chosen, or come up when these are moved away, stand by themselves.
All others are far from it, and it is enough that many of them go at once where they are nearest.

That holds where a group is chosen the sooner the more its cells are, or the less. Where cells of one group go two ways,
as of a spread of numbers, those of each period are moved together; where these do as well, the choice is refused.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from statbrief.arithmetic.inputs import Input
from statbrief.data.blocks import Rows, parted
from statbrief.data.datasets import Dataset
from statbrief.data.taken import Taken
from statbrief.errors import DerivingError
from statbrief.figures.functions import Function

Choose = Callable[[Mapping[Hashable, float]], Hashable]
Things = Callable[[Hashable], Sequence[Hashable]]
Labels: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"

_FAR = 4
"""Times the width of all its numbers, as far as a column is moved."""
_LOTS = 6
"""Groups by lot, and in the order of the rows, that are moved to see whether a column matters."""
_FEW_GROUPS, _NEAREST = 60, 16
"""Groups that stand by themselves: of more, those that come up first when the chosen ones are moved away."""
_JOINED = 8
"""Blocks that all others are parted in, those of neighbours."""
_HALVES = 4
"""Halves by lot of a block, to see whether it goes one way."""


class Cells(NamedTuple):
    """The cells by which something is chosen; whether each makes a group be chosen when it is more, or less, alone.

    Then something else is nearest where all are at those ends of their ranges.
    """

    inputs: list[Input]
    go_one_way: bool


def cells_to_choose_by(
    function: Function, dataset: Dataset, by: str, choose: Choose, things: Things, taken: Taken
) -> Cells:
    """The cells that something was `taken` of and that sway a choice among what stands in a column, `by`.

    `things` tells what was chosen, one by one. Raises `DerivingError` for cells of which nothing of the kind is known.
    """
    by = by or next((each.name for each in dataset.columns.values() if each.period), "")
    columns = [_Column(function, dataset, name, by, choose, things, taken) for name in taken.columns]
    columns = [each for each in columns if each.sways]
    inputs = [each for column in columns for each in column.inputs()]
    return Cells(inputs, all(each.goes_one_way for each in columns))


@dataclass
class _Column:
    """A column of a large table, by which code chooses."""

    function: Function
    dataset: Dataset
    name: str
    by: str
    choose: Choose
    things: Things
    taken: Taken
    goes_one_way: bool = False

    def inputs(self) -> list[Input]:
        """Its cells, in blocks; those that were never looked at as well, which may matter where others are moved."""
        seen = self.taken.seen[self.name]
        rows, others = np.flatnonzero(seen), np.flatnonzero(~seen)
        return [self._input(each) for each in (*self._parted(rows), *np.array_split(others, _JOINED)) if len(each)]

    def _parted(self, rows: Rows) -> list[Rows]:
        """Cells in blocks that go one way. Raises `DerivingError` where there are none."""
        for labels in self._ways_to_part():
            groups = self._groups(rows, labels)
            if self._go_together(groups) and (blocks := self._near_and_others(groups, labels)):
                self.goes_one_way = self._go_one_way(groups)
                return blocks
        found = (
            f"chooses by {len(rows):,} numbers of {self.dataset.name}: {self.name} in a way that is not told by moving "
            f"those of each {self.by or 'row'} together"
        )
        wanted = (
            "choose by their sums, means, extremes or quantiles, or from a table that a function in tables.py makes"
        )
        raise DerivingError(self.function.fault(found, wanted))

    def _ways_to_part(self) -> Iterator[Labels]:
        """Of each row what part of the column it was taken in, and then its period, too."""
        labels = self.taken.together(self.name)
        yield labels
        period = next((each.name for each in self.dataset.columns.values() if each.period), "")
        if period and period != self.by:
            codes = self._codes(period)
            yield pd.factorize(labels * (int(codes.max()) + 1) + codes)[0]

    def _groups(self, rows: Rows, labels: Labels) -> dict[int, list[Rows]]:
        """Of each group its rows, in blocks of those that are labelled alike; at first those that are chosen."""
        codes = self._codes(self.by) if self.by else np.zeros(len(labels), dtype=np.int64)
        groups: dict[int, list[Rows]] = {}
        for block in parted(rows, codes * (int(labels.max()) + 1) + labels):
            groups.setdefault(int(codes[block[0]]), []).append(block)
        chosen = self.things(self.first)
        return dict(sorted(groups.items(), key=lambda group: self._called(group[1][0]) not in chosen))

    def _near_and_others(self, groups: Mapping[int, Sequence[Rows]], labels: Labels) -> list[Rows]:
        """The blocks of the groups that are nearest to be chosen, and of all others, many of which go together.

        None where it is not known which are nearest.
        """
        near = list(groups) if len(groups) <= _FEW_GROUPS else self._nearest(groups)
        if not near:
            return []
        blocks = [block for code in near for block in groups[code]]
        left = [np.concatenate(each) for code, each in groups.items() if code not in near]
        joined = [left[place::_JOINED] for place in range(_JOINED)]
        return [*blocks, *(block for each in joined if each for block in parted(np.concatenate(each), labels))]

    def _nearest(self, groups: Mapping[int, Sequence[Rows]]) -> list[int]:
        """The groups that are chosen, and those that come up when these, one after the other, are moved far away.

        None where one that is chosen cannot be moved away.
        """
        called: dict[Hashable, int] = {self._called(blocks[0]): code for code, blocks in groups.items()}
        known = list(dict.fromkeys(called[each] for each in self.things(self.first) if each in called))
        pushed: dict[Hashable, float] = {}
        chosen = len(known)
        for place, code in enumerate(known):  # which grows
            is_away = False
            for block, sign in itertools.product(groups[code], (1, -1)):
                moved = self._moved(block, sign * self.far * (1 + place / _NEAREST))
                there = [called[each] for each in self.things(self.choose({**pushed, **moved})) if each in called]
                known += [each for each in dict.fromkeys(there) if each not in known]
                if code not in there:
                    pushed, is_away = pushed | moved, True
            if place < chosen and not is_away:
                return []
            if place >= _NEAREST:
                break
        return known

    def _called(self, rows: Rows) -> str:
        return self.dataset.rows[int(rows[0])][self.by]

    # -- which way they go --------------------------------------------------------------------------------------
    def _go_one_way(self, groups: Mapping[int, Sequence[Rows]]) -> bool:
        """Whether a single group is chosen, and each block of few groups sways that when it is more or less alone."""
        some = [block for group in [*groups.values()][:_LOTS] for block in group]
        return len(self.things(self.first)) == 1 and all(len(self._ways(each)) == 1 for each in some)

    def _go_together(self, groups: Mapping[int, Sequence[Rows]]) -> bool:
        """Whether halves of blocks by lot lead nowhere where the whole of one does not, either way; of a few groups.

        Of cells that are in the same sums, wherever they are moved, one half does what all others do.
        """
        lot = np.random.default_rng(1)
        blocks = [block for group in [*groups.values()][:_LOTS] for block in group if len(block) > 1]
        ways = list(map(self._ways, blocks))
        is_rounded = self.dataset.rounding.halves[self.name] > 0  # of others it is not noted what is taken elsewhere
        halves = 1 if is_rounded and self.taken.are_in_the_same_sums(self.name, blocks) else _HALVES
        for block, known in zip(blocks, ways, strict=True):
            if any(not self._ways(lot.permutation(block)[: len(block) // 2]) <= known for _ in range(halves)):
                return False
        return True

    def _ways(self, rows: Rows) -> set[int]:
        """Which ways some cells sway the choice, moved far."""
        return {sign for sign in (1, -1) if self.choose(self._moved(rows, sign * self.far)) != self.first}

    @cached_property
    def first(self) -> Hashable:
        """What is chosen as it stands."""
        return self.choose({})

    @cached_property
    def far(self) -> float:
        """How far cells are moved to see whether they matter."""
        least, largest = self.dataset.least(self.name, self.dataset.everywhere)
        return _FAR * (largest - least or abs(largest) or 1.0)

    @cached_property
    def sways(self) -> bool:
        """Whether another choice is made where cells go far: groups of rows by lot and in order."""
        everywhere = np.arange(len(self.dataset.rows))
        lot = np.random.default_rng(1).permutation(everywhere)
        groups = (*np.array_split(lot, _LOTS), *np.array_split(everywhere, _LOTS))
        return any(self._ways(each) for each in groups)

    # -- cells --------------------------------------------------------------------------------------------------
    def _input(self, rows: Rows) -> Input:
        return self.dataset.input(self.name, self.dataset.place(rows))

    def _moved(self, rows: Rows, aside: float) -> dict[Hashable, float]:
        each = self._input(rows)
        return {each.key: each.value + aside}

    def _codes(self, column: str) -> Labels:
        """Of each row a number for what stands in a column."""
        order, borders = self.dataset.order(column)
        codes: Any = np.zeros(len(order), dtype=np.int64)
        codes[borders] = 1
        codes[order] = codes.cumsum()
        return codes  # type: ignore[no-any-return]
