"""What a derived figure rests on in its datasets: more than the numbers whose rounding matters to it.

How many months had more than eight cases rests on all the months that were looked at, and so does their median: the
time that it is said to be about is theirs, and not only that of the months whose rounding could change it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.relevant_inputs import Outcome, depended_on, differing, entangled, is_looked_up, outcome_of
from statbrief.arithmetic.step_functions import goes_by_steps
from statbrief.data.blocks import WHOLE_ROW
from statbrief.data.datasets import CellKey, Dataset
from statbrief.deriving.evaluation import Basis, Evaluation
from statbrief.deriving.many_cells import Behind
from statbrief.figures.functions import Function

_FEW = 8
"""Numbers whose rounding matters, of which one may be the number looked for and the others close to it."""
_ONE_BY_ONE = 100
"""Rows that are left out one after the other; of more, few may matter, and halves are faster."""
_SEVERAL = 50
"""Texts in a column that are tried for a choice that no row has met."""


def basis_of(evaluation: Evaluation, function: Function, leaves: Iterable[Input], of_many: Behind) -> Basis:
    """What a figure rests on, of which `leaves` are the numbers whose rounding matters, or that a small move shows.

    `of_many` is what it rests on in large tables.
    """
    behind = [evaluation.basis[each] for each in function.parameters if each in evaluation.basis]
    numbers = {key for each in behind for key in each.numbers}
    rows = {row for each in behind for row in each.rows}
    datasets = evaluation.together.others(function)
    stated = [each for each in leaves if isinstance(each.key, tuple) or each.key in evaluation.reported]
    own = _cells(evaluation, function, datasets, stated)
    seen = evaluation.looked_at(function)
    looked_through = _rows(own, datasets, outcome_of(evaluation.shown(function.name)), seen)
    numbers |= {each.key for each in own} | of_many.numbers
    return Basis(frozenset(numbers), frozenset(rows | looked_through | of_many.rows))


def _cells(evaluation: Evaluation, function: Function, datasets: Sequence[Dataset], leaves: list[Input]) -> list[Input]:
    """The numbers that a figure rests on; one that it looks up, such as the largest, stands for itself."""
    evaluate = evaluation.shown(function.name)
    cells = [cell for dataset in datasets for cell in dataset.cells()]
    if not cells:
        return leaves
    keys = {each.key for each in leaves}
    inputs = [*leaves, *(cell for cell in cells if cell.key not in keys)]
    if 0 < len(leaves) <= _FEW and is_looked_up(leaves, evaluate):
        return leaves
    found = depended_on(inputs, evaluate, leaves)
    known = {each.key for each in found}
    in_order = [each for each in (*(leaf for leaf in leaves if leaf not in cells), *cells) if each.key in known]
    is_by_steps = len(found) < len(inputs) and goes_by_steps(evaluate, in_order)
    return entangled(inputs, evaluate, found) if is_by_steps else found


def _rows(
    numbers: Sequence[Input], datasets: Sequence[Dataset], outcome: Outcome, seen: Collection[CellKey]
) -> set[tuple[str, int]]:
    """The rows of those numbers; those that a number of rows is of; and those that a choice by text has passed by.

    `seen` are cells that it is known to look at.
    """
    found = {(key[0], key[2]) for key in (each.key for each in numbers) if isinstance(key, tuple)}
    for dataset in datasets:
        places = {place for name, place in found if name == dataset.name}
        if not places:
            places = _counted(dataset, outcome, {each[2] for each in seen if each[0] == dataset.name})
        for column in _to_choose_by(dataset):
            places |= _passed_by(dataset, column, places, outcome)
        found |= {(dataset.name, place) for place in places or range(len(dataset.rows))}
    return found


def _counted(dataset: Dataset, outcome: Outcome, seen: Collection[int]) -> set[int]:
    """The rows without which the result would be another, whatever is in them.

    Where it looks at rows that are `seen`, and at no others, each of them is left out by itself: without all of the
    last month's, another month is the last, and has as many.
    """
    everywhere: list[CellKey] = [(dataset.name, WHOLE_ROW, place) for place in range(len(dataset.rows))]
    near, others = [everywhere[place] for place in sorted(seen)], [each for each in everywhere if each[2] not in seen]
    if 0 < len(near) <= _ONE_BY_ONE and outcome(dict.fromkeys(others)) == outcome({}):
        found = {key for key in near if outcome({key: None}) != outcome({})}
        rest = [key for key in near if key not in found]
        return _places({*found, *differing(rest, outcome, {}, dict.fromkeys(rest))})
    return _places(differing(everywhere, outcome, {}, dict.fromkeys(everywhere)))


def _to_choose_by(dataset: Dataset) -> list[str]:
    """The columns by which code may choose rows, apart from when they are of and from what is measured."""
    return [
        column.name
        for column in dataset.columns.values()
        if column.name in dataset.table and column.unit is None and not column.period and column.type != "datetime"
    ]


def _passed_by(dataset: Dataset, column: str, places: set[int], outcome: Outcome) -> set[int]:
    """The rows that would matter if they had another text or truth in a column: one that a row has that matters.

    Where no row matters, as in a count of nothing, any that there is.
    """
    texts, cells = [row[column] for row in dataset.rows], dataset.table[column].array
    firsts = {texts[place]: place for place in reversed(range(len(texts)))}
    tried = [min(places)] if places else list(firsts.values())[:_SEVERAL]
    found: set[int] = set()
    for alike in tried:
        others: list[CellKey] = [
            (dataset.name, column, place)
            for place, text in enumerate(texts)
            if place not in places | found and text != texts[alike]
        ]
        found |= _places(differing(others, outcome, {}, dict.fromkeys(others, cells[alike])))
    return found


def _places(keys: Iterable[Hashable]) -> set[int]:
    """The rows that cells stand in."""
    return {key[2] for key in keys if isinstance(key, tuple)}
