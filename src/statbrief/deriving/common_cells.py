"""The cells of large tables that the figures behind another have in common, parted into blocks that do not meet.

A sum or a mean counts each of its cells alike, whatever else is taken of them. What is something else, as the largest
of them is, does not: where all cells are moved together, the largest less the smallest stays what it is, though one may
go up and the other down. So such a figure is moved by itself, as if it could lie anywhere in its range whatever the
other figures are. That is never too narrow, and of many cells hardly too wide: one of them alone makes the largest.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from statbrief.arithmetic.inputs import Input
from statbrief.data.blocks import Block, Rows, parted, rows_of
from statbrief.data.datasets import Dataset
from statbrief.deriving.evaluation import Evaluation
from statbrief.deriving.many_cells import LargeTable, number_of
from statbrief.figures.functions import Function

Column = tuple[str, str]
"""A dataset and a column of it."""
Leaves = Mapping[Hashable, Input]


class _User(NamedTuple):
    """What rests on a column: a figure, or the function itself, and whether by sums and means alone."""

    name: str
    places: Sequence[int | Block]
    is_of_sums: bool


def common_leaves(
    evaluation: Evaluation, function: Function, own: Leaves, *, each_alone: bool = False
) -> dict[Hashable, Input]:
    """What a function depends on: `own` in the tables that it is given, and what is behind the figures that it is.

    Cells in common are in blocks that have no row in common; a figure that counts them otherwise stands for itself, and
    each that rests on large tables does if it is to.
    """
    behind = {each: evaluation.leaves[each] for each in function.parameters if each in evaluation.leaves}
    if function.name in evaluation.together.by_cell:
        behind = {name: evaluation.together.one_by_one(each) for name, each in behind.items()}
    tried: dict[Column, list[Rows]] = {}
    alone = _alone(evaluation, function, own, behind, tried)
    alone |= {name for name, each in behind.items() if each_alone and _columns(evaluation, each)}
    leaves = dict(own)
    for name, known in behind.items():
        leaves |= {name: evaluation.as_input(name)} if name in alone else known
    resting = {function.name: own} | {name: each for name, each in behind.items() if name not in alone}
    found, columns = apart(evaluation, leaves), _columns(evaluation, leaves)
    for column, blocks in tried.items():
        found = {key: each for key, each in found.items() if not (isinstance(key, tuple) and key[:2] == column)}
        dataset = evaluation.datasets[column[0]]
        fresh = [dataset.input(column[1], dataset.place(rows)) for rows in blocks]
        found |= {each.key: each for each in fresh}
    sums, told = (
        {each for each in columns if _is_in(known, resting, each)} for known in (evaluation.sums, evaluation.told)
    )
    evaluation.sums[function.name], evaluation.told[function.name] = sums, told - tried.keys()
    return found


def _is_in(known: Mapping[str, set[Column]], resting: Mapping[str, Leaves], column: Column) -> bool:
    """Whether a column is among those that are known of all that rests on it."""
    return all(column in known.get(name, ()) for name, each in resting.items() if _has(each, column))


def _has(leaves: Leaves, column: Column) -> bool:
    return any(isinstance(key, tuple) and key[:2] == column for key in leaves)


def _columns(evaluation: Evaluation, *several: Leaves) -> list[Column]:
    """The columns of large tables that cells are of."""
    keys = (key for each in several for key in each if isinstance(key, tuple) and evaluation.is_of_many(key))
    return list(dict.fromkeys(key[:2] for key in keys))


def _alone(
    evaluation: Evaluation,
    function: Function,
    own: Leaves,
    behind: Mapping[str, Leaves],
    tried: dict[Column, list[Rows]],
) -> set[str]:
    """The figures that a function is given which stand for themselves.

    What is `tried` gets the blocks of columns where none has to, since such blocks of their cells were found.
    """
    found: set[str] = set()
    for column in _columns(evaluation, own, *behind.values()):
        users = [_User(function.name, *_of(evaluation, function.name, own, column))]
        users += [_User(name, *_of(evaluation, name, each, column)) for name, each in behind.items()]
        users = [each for each in users if each.places]
        if all(each.is_of_sums for each in users) or not _meet(evaluation.datasets[column[0]], users):
            continue
        if blocks := _blocks(evaluation, function, column, users):
            tried[column] = blocks
        else:
            is_own_otherwise = any(each.name == function.name and not each.is_of_sums for each in users)
            found |= {each.name for each in users if is_own_otherwise or not each.is_of_sums} - {function.name}
    if found:
        tried.clear()
    for name in behind:  # which stands for itself behind another
        if any(name in each for other, each in behind.items() if other != name):
            found.add(name)
    return found - evaluation.reported.keys()


def _of(evaluation: Evaluation, name: str, leaves: Leaves, column: Column) -> tuple[list[int | Block], bool]:
    places = [key[2] for key in leaves if isinstance(key, tuple) and key[:2] == column]
    return places, column in evaluation.sums.get(name, ())


def _blocks(evaluation: Evaluation, function: Function, column: Column, users: Sequence[_User]) -> list[Rows]:
    """Blocks of the cells that they rest on, of which a number counts each cell alike; none where none are found."""
    dataset = evaluation.datasets[column[0]]
    parts = _parted(dataset, [place for each in users for place in each.places])
    return LargeTable(function, dataset, number_of(evaluation, function)).even(column[1], parts)


def _meet(dataset: Dataset, users: Sequence[_User]) -> bool:
    """Whether two of them have cells in common that are moved together with others."""
    counted = np.zeros(len(dataset.rows), dtype=int)
    is_in_block = np.zeros(len(dataset.rows), dtype=bool)
    for each in users:
        is_in = np.zeros(len(dataset.rows), dtype=bool)
        for place in each.places:
            is_in[rows_of(place)] = True
            is_in_block[rows_of(place)] |= isinstance(place, Block)
        counted += is_in
    return bool(np.any((counted > 1) & is_in_block))


def apart(evaluation: Evaluation, leaves: Leaves) -> dict[Hashable, Input]:
    """Leaves of which those that have cells in common are parted into blocks that have none."""
    found = dict(leaves)
    for name, column in _columns(evaluation, leaves):
        dataset = evaluation.datasets[name]
        places = [key[2] for key in leaves if isinstance(key, tuple) and key[:2] == (name, column)]
        counted = np.zeros(len(dataset.rows), dtype=int)
        for each in places:
            counted[rows_of(each)] += 1
        if counted.max() > 1:
            for each in places:
                del found[name, column, each]
            fresh = (dataset.input(column, dataset.place(rows)) for rows in _parted(dataset, places))
            found |= {each.key: each for each in fresh}
    return found


def _parted(dataset: Dataset, places: Sequence[int | Block]) -> list[Rows]:
    """The rows of several places, by which of these they are in."""
    told = np.zeros(len(dataset.rows), dtype=np.int64)
    is_in_any = np.zeros(len(dataset.rows), dtype=bool)
    for each in places:
        is_in = np.zeros(len(dataset.rows), dtype=bool)
        is_in[rows_of(each)] = True
        told, is_in_any = pd.factorize(told * 2 + is_in)[0], is_in_any | is_in
    return parted(np.flatnonzero(is_in_any), told)
