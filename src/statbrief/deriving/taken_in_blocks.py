"""The blocks of cells that a figure depends on in large tables, as what its function takes of their columns tells.

A function that takes sums, means, extremes and quantiles of rounded columns, and nothing else, is a function of these
alone. So nothing has to be tried: which cells count alike is known. It is looked at where no cell is moved, and where
all of these are low and all are high, for what code takes may hang on what it was given before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from statbrief.arithmetic.inputs import Input
from statbrief.data.blocks import Rows
from statbrief.data.taken import Taken
from statbrief.deriving.evaluation import Evaluation
from statbrief.errors import StatbriefError
from statbrief.figures.functions import Function

_AGAIN = 3
"""Times that more may be taken where cells are moved than was known before."""
_MOST = 300
"""Blocks of a column that are moved one by one."""

Column = tuple[str, str]
"""A dataset and a column of it."""


@dataclass
class InBlocks:
    """The blocks of columns that are known, and the columns of which sums and means alone are taken."""

    blocks: Mapping[Column, list[Rows]] = field(default_factory=dict)
    sums: set[Column] = field(default_factory=set)


def taken_in_blocks(evaluation: Evaluation, function: Function) -> InBlocks:
    """What is known of the cells that a function depends on in large tables, once it was called with none moved."""
    taken = evaluation.noted.of(function.name)
    for _ in range(_AGAIN):
        evaluation.noted.settle(function.name)
        known = InBlocks(dict(_blocks(evaluation, taken)))
        known.sums = {(name, column) for name, column in known.blocks if taken[name].is_of_sums(column)}
        rounded = [each for each in _columns(evaluation, taken) if _half(evaluation, each)]
        if any(each not in known.blocks for each in rounded):
            exact = {each: rows for each, rows in known.blocks.items() if each not in rounded}
            return InBlocks(exact, known.sums & exact.keys())
        try:
            inputs = [each for column in rounded for each in _inputs(evaluation, column, known)]
            if inputs:
                evaluation.evaluate(function.name, {each.key: each.low for each in inputs})
                evaluation.evaluate(function.name, {each.key: each.high for each in inputs})
        except StatbriefError:
            return InBlocks()
        if evaluation.noted.is_settled(function.name):
            return known
    return InBlocks()


def _columns(evaluation: Evaluation, taken: Mapping[str, Taken]) -> Iterator[Column]:
    return ((name, column) for name in taken for column in evaluation.datasets[name].measured_columns)


def _half(evaluation: Evaluation, column: Column) -> float:
    return float(evaluation.datasets[column[0]].rounding.halves[column[1]])


def _blocks(evaluation: Evaluation, taken: Mapping[str, Taken]) -> Iterator[tuple[Column, list[Rows]]]:
    """The blocks of each column, where they are known and not too many; of cells that have a number."""
    for name, column in _columns(evaluation, taken):
        blocks = taken[name].blocks(column)
        if blocks is not None and len(blocks) <= _MOST:
            dataset = evaluation.datasets[name]
            yield (name, column), [rows for rows in blocks if dataset.has_number(column, rows)]


def _inputs(evaluation: Evaluation, column: Column, known: InBlocks) -> Iterator[Input]:
    dataset = evaluation.datasets[column[0]]
    return (dataset.input(column[1], dataset.place(rows)) for rows in known.blocks[column])
