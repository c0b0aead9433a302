"""What a table's function depends on in a table of many cells: blocks of them that are moved together.

A table of groups has a number for each group, and each rests on the cells of its group: so cells are moved by groups,
those of each column that tells groups apart, where all cells of a group count alike in every number of the table, or
where each number goes one way with all of them, as the largest of each group does.

A table of some rows, as of the latest months, rests on the cells of these and on no others: they are moved each by
itself, so that each of its numbers says the rows that it comes from.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import pandas as pd

from statbrief.arithmetic.inputs import Input
from statbrief.brief_tables.grid import Grid, Numbers
from statbrief.data.blocks import Rows
from statbrief.data.datasets import Dataset
from statbrief.deriving.evaluation import Moves
from statbrief.deriving.many_cells import LargeTable, Responding, Truths
from statbrief.deriving.moved_together import NotOfSumsError
from statbrief.errors import DerivingError
from statbrief.figures.functions import Function

_CALLS = 8
"""Times that a table is made for each group, to find that its cells count alike."""
_GROUPS = 300
"""Groups at most that cells are moved by."""
_FEW = 100
"""Cells at most of a column that are moved each by itself."""
_BY_LOT, _TRIED = 8, 400
"""Cells that tell whether most matter, and blocks that are tried to find those that do."""


def blocks_of(function: Function, dataset: Dataset, at: Callable[[Moves], Grid], centre: Grid) -> list[Input]:
    """The cells of a dataset that matter to a table, in groups. Raises `DerivingError` where no groups tell."""
    table = LargeTable(function, dataset, lambda moves: _numbers(function, at(moves), centre))
    found: list[Input] = []
    for column in table.measured:
        if table.matters(column):
            groups, uneven = _groups(table, column, centre)
            if np.any(uneven) and not dataset.has_many:
                raise NotOfSumsError.of(function, dataset)
            found += table.inputs(column, groups)
    return found


def groups_of_rows(function: Function, dataset: Dataset, centre: Grid) -> list[Rows]:
    """All rows of a dataset, in two halves of each group that a table has: without all of a group its row is gone."""
    groups = next(_partings(LargeTable(function, dataset, lambda _: 0.0), "", centre))
    return [half for each in groups for half in (each[::2], each[1::2]) if len(half)]


def _groups(table: LargeTable, column: str, centre: Grid) -> tuple[list[Rows], Truths]:
    """The groups by which a column's cells are moved, and in which numbers those of a group do not count alike."""
    few = _few(table, column)
    partings = list(_partings(table, column, centre)) if few is None else [few]
    partings = [each for each in partings if _is_worth_it(table.dataset, each)]
    if not partings:
        raise NotOfSumsError.of(table.function, table.dataset)
    times = _times(table.dataset, centre)
    if few is None and times is not None and all(len(np.unique(times[each])) == 1 for each in partings[0]):
        with suppress(DerivingError):
            groups, uneven = _evenest(table, column, partings[:1])  # others would mix the days of many months
            if table.dataset.has_many or not np.any(uneven):
                return groups, uneven
    return _evenest(table, column, partings)


def _evenest(table: LargeTable, column: str, partings: Sequence[list[Rows]]) -> tuple[list[Rows], Truths]:
    """Of some partings the one by which most numbers go evenly, and which do not.

    Raises `DerivingError` where one of these goes either way with the cells of a table that are moved in no other way.
    """
    told = [table.uneven(column, groups) for groups in partings]
    groups, uneven = min(zip(partings, told, strict=True), key=lambda each: np.count_nonzero(each[1]))
    uneven = uneven | table.turning(column, groups)
    if np.any(uneven) and table.dataset.has_many and table.dataset.rounding.halves[column]:
        others = LargeTable(table.function, table.dataset, lambda moves: table.evaluate(moves)[uneven])
        others.refuse_two_ways(column, Responding(others, column, others.bases(column)))
    return groups, uneven


def _is_worth_it(dataset: Dataset, groups: Sequence[Rows]) -> bool:
    """Whether moving these groups of cells takes fewer calls than moving them one by one, where that can be done."""
    return dataset.has_many or _CALLS * len(groups) <= len(dataset.rows)


def _few(table: LargeTable, column: str) -> list[Rows] | None:
    """The rows alone whose cells of a column matter, each by itself; None where they are many, or cannot be told."""
    everywhere, place = table.everywhere.rows, table.dataset.place
    if not table.dataset.has_many or np.isnan(table.dataset.magnitudes[column]).any():
        return None
    lot = np.random.default_rng(1).permutation(everywhere)[:_BY_LOT]
    if sum(table.matters(column, int(row)) for row in lot) > _BY_LOT // 2:
        return None
    found, mattering, waiting, tried = list[Rows](), list[Rows](), [everywhere], 0
    while waiting and tried <= _TRIED and len(found) <= _FEW:
        rows, tried = waiting.pop(), tried + 1
        if not table.matters(column, place(rows)):
            continue
        if len(rows) == 1:
            found.append(rows)
        else:
            mattering.append(rows)
            waiting += [rows[len(rows) // 2 :], rows[: len(rows) // 2]]
    if waiting or not 0 < len(found) <= _FEW:
        return None
    is_each_told = all(np.isin(found, each).any() for each in mattering)  # none matters with another alone
    return found if is_each_told and not _do_others_matter(table, column, found) else None


def _do_others_matter(table: LargeTable, column: str, found: list[Rows]) -> bool:
    """Whether a column's other cells, moved together, change a table as it stands, or with those found low or high."""
    others = np.setdiff1d(table.everywhere.rows, np.concatenate(found))
    inputs = table.inputs(column, found)
    starts: list[Moves] = [{}, {each.key: each.low for each in inputs}, {each.key: each.high for each in inputs}]
    return len(others) > 0 and any(
        _begun(table, start).matters(column, table.dataset.place(others)) for start in starts
    )


def _begun(table: LargeTable, start: Moves) -> LargeTable:
    """The same with some cells moved at first."""
    return LargeTable(table.function, table.dataset, lambda moves: table.evaluate({**start, **moves}))


def _partings(table: LargeTable, column: str, centre: Grid) -> Iterator[list[Rows]]:
    """The rows in groups: by the levels of the table, by these and another column, by others, and all together.

    Where it has a row for each month of days, the months are the first of its levels.
    """
    dataset = table.dataset
    levels = [each for each in centre.levels if each in dataset.columns]
    others = [each for each in table.by(column) if each and each not in levels]
    everywhere = np.zeros(len(dataset.rows), dtype=np.intp)
    with_levels = ([levels] if levels else []) + [[*levels, each] for each in others]
    partings = [(everywhere, by) for by in [*with_levels, *([each] for each in others), []]]
    times = _times(dataset, centre)
    for start, by in [(times, by) for by in [levels, *with_levels] if times is not None] + partings:
        kinds = start
        for each in by:
            order, borders = dataset.order(each)
            codes = np.empty(len(order), dtype=np.intp)
            codes[order] = np.searchsorted(borders, np.arange(len(order)), side="right")
            kinds = np.unique(kinds * (len(borders) + 1) + codes, return_inverse=True)[1]
        order = np.argsort(kinds, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(kinds[order])) + 1)
        if len(groups) <= _GROUPS:
            yield groups


def _times(dataset: Dataset, centre: Grid) -> Rows | None:
    """A number for each period of a table's level in which rows of other, shorter ones lie; None of no such level."""
    for place, level in enumerate(centre.levels):
        periods = [key[place] for key in centre.keys]
        first = periods[0] if periods else None
        if level not in dataset.columns and dataset.times is not None and isinstance(first, pd.Period):
            ordinals: Rows = dataset.times.asfreq(first.freqstr, how="S").asi8
            return np.unique(ordinals, return_inverse=True)[1]
    return None


def _numbers(function: Function, grid: Grid, centre: Grid) -> Any:  # noqa: ANN401 -- an array
    """All numbers of a table, in the order that its rows have as it stands; nothing in the place of empty cells."""
    if grid.places.keys() != centre.places.keys():
        raise DerivingError(function.fault("has other rows where numbers are moved", "choose them by statbrief.tables"))
    places = [grid.places[key] for key in centre.rows]
    columns = [each.magnitudes[places] for each in grid.columns.values() if isinstance(each, Numbers)]
    return np.nan_to_num(np.array(list(itertools.chain.from_iterable(columns)), dtype=float), nan=0.0)
