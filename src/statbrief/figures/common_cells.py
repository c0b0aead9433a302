"""The cells of large tables that the figures behind another have in common, parted into blocks that do not meet."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

from statbrief.arithmetic.monotone_ranges import Input
from statbrief.data.blocks import Block, Rows, parted, rows_of
from statbrief.data.datasets import Dataset
from statbrief.figures.evaluation import Evaluation
from statbrief.figures.functions import Function
from statbrief.figures.many_cells import LargeTable, number_of

Known: TypeAlias = "Mapping[str, set[tuple[str, str]]]"
"""Columns of large tables of which something is known, of each figure."""


def common_leaves(
    evaluation: Evaluation, function: Function, of_many: Mapping[Hashable, Input]
) -> dict[Hashable, Input]:
    """The leaves of figures that a function is given, and of large tables, those in common in blocks that do not meet.

    `of_many` are those of large tables that it takes itself. Raises `DerivingError` where it rises with some cells of
    a block that it has by two ways, and falls with others: the largest and the smallest of a column are both of all
    its cells, and each rises with every one of them, but their difference does not.
    """
    given = [of_many, *(evaluation.leaves.get(each, {}) for each in function.parameters)]
    found = {key: each for leaves in given for key, each in leaves.items()}
    columns: dict[tuple[str, str], list[int | Block]] = {}
    for key in found:
        if isinstance(key, tuple) and evaluation.datasets[key[0]].has_many:
            columns.setdefault(key[:2], []).append(key[2])
    sums, told = (
        {each for each in columns if _is_in(known, evaluation, function, *each)}
        for known in (evaluation.sums, evaluation.told)
    )
    for (name, column), places in columns.items():
        dataset = evaluation.datasets[name]
        counted = np.zeros(len(dataset.rows), dtype=int)
        for key in itertools.chain.from_iterable(given):
            if isinstance(key, tuple) and key[:2] == (name, column):
                counted[rows_of(key[2])] += 1
        if counted.max() > 1:
            table = LargeTable(function, dataset, number_of(evaluation, function))
            apart = _apart(dataset, places)
            if (name, column) not in sums:
                apart = table.even(column, apart)
                told.discard((name, column))
            for each in places:
                del found[name, column, each]
            found |= {each.key: each for each in (dataset.input(column, table.dataset.place(rows)) for rows in apart)}
    evaluation.sums[function.name], evaluation.told[function.name] = sums, told
    return found


def _is_in(known: Known, evaluation: Evaluation, function: Function, *column: str) -> bool:
    """Whether a column is among those that are known of a function, and of all figures by which it rests on it."""
    return all(column in known[each] for each in _resting_on(evaluation, function, *column))


def _resting_on(evaluation: Evaluation, function: Function, dataset: str, column: str) -> Iterator[str]:
    """The figures by which a function rests on a column, itself among them where it is given the table."""
    if dataset in function.parameters:
        yield function.name
    for each in function.parameters:
        if any(isinstance(key, tuple) and key[:2] == (dataset, column) for key in evaluation.leaves.get(each, ())):
            yield each


def _apart(dataset: Dataset, places: Sequence[int | Block]) -> list[Rows]:
    """The rows of several places, by which of these they are in."""
    told = np.zeros(len(dataset.rows), dtype=np.int64)
    is_in_any = np.zeros(len(dataset.rows), dtype=bool)
    for each in places:
        is_in = np.zeros(len(dataset.rows), dtype=bool)
        is_in[each.rows if isinstance(each, Block) else each] = True
        told, is_in_any = pd.factorize(told * 2 + is_in)[0], is_in_any | is_in
    return parted(np.flatnonzero(is_in_any), told)
