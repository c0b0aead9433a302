"""Where a figure that goes by steps is lowest, and where highest: of the numbers that its comparisons hang on.

Of a hundred months, a few are so near to the next that their rounding leaves it open which is the larger. All others
may stand anywhere in their ranges: nothing that the function is known to ask of them is answered otherwise. Which
region has more than another its cells say together: those of each text of a column are moved at once, too.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from statbrief.arithmetic.inputs import Corner, Evaluate, Input
from statbrief.arithmetic.levels import Level, Series
from statbrief.arithmetic.step_functions import lowest_and_highest
from statbrief.data.blocks import Rows, rows_of
from statbrief.data.datasets import Dataset
from statbrief.deriving.evaluation import Evaluation
from statbrief.figures.functions import Function

Column = tuple[str, str]
"""A dataset and a column of it."""
Cells = tuple[list[Input], Rows]
"""Inputs that are moved together, and their rows."""
_BY_THEMSELVES = 300
"""Inputs of a column, or groups of them, that are held against each other; of more, those of groups are alone."""
_TOGETHER: Mapping[str, Callable[[Any], float]] = {
    "sum": np.nansum,
    "mean": np.nanmean,
    "median": np.nanmedian,
    "max": np.nanmax,
    "min": np.nanmin,
}
"""What code takes of several cells, by its name."""
_ORDERS = 3
"""Orders in which numbers are gone through."""
_TEXTS = 40
"""Texts in a column, of more of which none stands for a group of rows."""


def ends_by_steps(
    evaluation: Evaluation, function: Function, magnitude: Evaluate, leaves: Sequence[Input]
) -> tuple[Corner, Corner] | None:
    """As `lowest_and_highest` of all `leaves`; none where the figure goes by no steps at its ends.

    Looking for the ends the function may be seen to ask more; then they are looked for once more.
    """
    hanging = evaluation.hanging(function, leaves)
    while True:
        moved = [each for each in leaves if hanging is None or each.key in hanging]
        series = list(_series(evaluation, function, moved))
        ends = lowest_and_highest(magnitude, moved, list(_groups(evaluation, moved)), series)
        before, hanging = hanging, evaluation.hanging(function, leaves)
        if before is None or hanging == before:
            return ends


def _groups(evaluation: Evaluation, inputs: Sequence[Input]) -> Iterator[set[Hashable]]:
    """The cells of the rows that have one text, or period, in a column of which there are few, and of every other one.

    Of blocks of cells the first row tells.
    """
    cells: dict[str, dict[Hashable, int]] = {}
    for each in inputs:
        if isinstance(each.key, tuple):
            cells.setdefault(each.key[0], {})[each.key] = int(rows_of(each.key[2])[0])
    for name, places in cells.items():
        dataset = evaluation.datasets[name]
        for column in (each.name for each in dataset.columns.values() if each.unit is None):
            told: dict[str, set[Hashable]] = {}
            for key, place in places.items():
                told.setdefault(dataset.rows[place][column], set()).add(key)
            if 1 < len(told) <= min(_TEXTS, len(places) - 1):
                yield from told.values()
                yield set(itertools.chain.from_iterable(list(told.values())[::2]))


def _series(evaluation: Evaluation, function: Function, inputs: Sequence[Input]) -> Iterator[Series]:
    """What the inputs of each column come to, in the orders that its rows have by what stands in other columns.

    Cells that are moved one by one, and are many, stand together where they have a text, or a period, in common.
    """
    columns: dict[Column, list[Cells]] = {}
    for each in inputs:
        if isinstance(each.key, tuple) and each.low < each.high:
            columns.setdefault(each.key[:2], []).append(([each], rows_of(each.key[2])))
    for (name, column), those in columns.items():
        dataset = evaluation.datasets[name]
        ways = _ways(evaluation, function, (name, column), [len(rows) for _, rows in those])
        if len(those) <= _BY_THEMSELVES:
            orders = _orders(dataset, [int(rows[0]) for _, rows in those])
            yield from (
                [levels[place] for place in order]
                for levels in _levels(dataset, column, those, ways)
                for order in orders
            )
        if all(len(rows) == 1 for _, rows in those):
            for groups in _cells_together(dataset, those):
                yield from _levels(dataset, column, groups, ("mean", "median"))
    yield [Level.of(each) for each in inputs if not isinstance(each.key, tuple) and each.low < each.high]


def _levels(dataset: Dataset, column: str, those: Sequence[Cells], ways: Iterable[str]) -> Iterator[list[Level]]:
    """What cells come to, in each of some ways."""
    for way in ways:
        yield [_level(dataset.magnitudes[column], inputs, rows, way) for inputs, rows in those]


def _cells_together(dataset: Dataset, those: Sequence[Cells]) -> Iterator[list[Cells]]:
    """Cells in groups of those whose rows have the same in a column, in its order; where each has several."""
    for column in (each.name for each in dataset.columns.values() if each.unit is None):
        groups: dict[str, list[Cells]] = {}
        ranks = np.argsort(dataset.order(column)[0])
        for each in sorted(those, key=lambda each: int(ranks[each[1][0]])):
            groups.setdefault(dataset.rows[int(each[1][0])][column], []).append(each)
        if 1 < len(groups) <= min(_BY_THEMSELVES, len(those) // 2):
            yield [
                ([one for inputs, _ in each for one in inputs], np.concatenate([rows for _, rows in each]))
                for each in groups.values()
            ]


def _ways(evaluation: Evaluation, function: Function, column: Column, sizes: Sequence[int]) -> list[str]:
    """How a function takes the cells of blocks together; of as many each their means go as their sums do."""
    taken = evaluation.noted.of(function.name).get(column[0])
    ways = sorted((taken.ways(column[1]) if taken else set[str]()) & _TOGETHER.keys()) or ["sum"]
    return [*ways, *(["mean"] if "sum" in ways and len(set(sizes)) > 1 else [])]


def _level(numbers: Any, inputs: Sequence[Input], rows: Rows, way: str) -> Level:  # noqa: ANN401 -- an array
    """What a cell, or those of a block, come to at both ends."""
    own, first = numbers[rows], inputs[0]
    stands, times = float(_TOGETHER[way](own)), int(np.count_nonzero(~np.isnan(own))) if way == "sum" else 1
    return Level(inputs, stands + times * (first.low - first.value), stands + times * (first.high - first.value))


def _orders(dataset: Dataset, first: Sequence[int]) -> list[list[int]]:
    """Different orders of the inputs of a column: of their first rows, and of what stands there in other columns."""
    found: dict[tuple[int, ...], None] = {tuple(sorted(range(len(first)), key=first.__getitem__)): None}
    for column in (each.name for each in dataset.columns.values() if each.unit is None):
        if len({dataset.rows[place][column] for place in first}) == len(first):
            ranks = np.argsort(dataset.order(column)[0])[first]
            found[tuple(np.argsort(ranks).tolist())] = None
    return [list(each) for each in found][:_ORDERS]
