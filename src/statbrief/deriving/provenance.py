"""Where a derived figure comes from: the stated numbers behind it, its formula with what scales it, and its period."""

from __future__ import annotations

import math
import numbers
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pint

from statbrief.arithmetic import formulas
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.relevant_inputs import differing, influential, outcome_of
from statbrief.arithmetic.step_functions import goes_by_steps
from statbrief.arithmetic.sway import far_apart, pushed
from statbrief.data.blocks import Block, Rows, meet, rows_of
from statbrief.data.datasets import CellsKey, Dataset
from statbrief.data.units import Quantity
from statbrief.deriving.common_cells import common_leaves
from statbrief.deriving.evaluation import Basis, Evaluation, Moves
from statbrief.deriving.moved_together import is_block
from statbrief.figures.figure import Cell, Derived
from statbrief.figures.functions import Function
from statbrief.figures.rows_behind import rows_behind
from statbrief.figures.scales import Point, Scales, scales

_SAME = 1e-12
"""By which part two numbers may differ that are the same in another unit."""
_RANKING = ("rank", "argsort", "searchsorted")
_COUNTING = ("len", "count", "size", "value_counts", "nunique", "bincount", "count_nonzero", "astype", "sum")
"""What code calls where its whole numbers are ranks, and where they are counts."""


def leaves_of(evaluation: Evaluation, function: Function, of_many: Mapping[Hashable, Input]) -> dict[Hashable, Input]:
    """The reported numbers that the figure depends on, each once; `of_many` are those of large tables."""
    leaves = common_leaves(evaluation, function, of_many)
    cells = [cell for dataset in evaluation.together.others(function) for cell in dataset.cells()]
    fresh = [cell for cell in cells if cell.key not in leaves]
    for cell in influential(fresh, evaluation.shown(function.name)):
        leaves[cell.key] = cell
    return leaves


def leaves_elsewhere(
    evaluation: Evaluation,
    function: Function,
    basis: Basis,
    leaves: Mapping[Hashable, Input],
    in_sums: Mapping[Hashable, Input],
) -> dict[Hashable, Input]:
    """The rounded numbers behind a figure that matter only where others stand elsewhere, beside its `leaves`.

    Of one that goes by steps, as a count does, all: which of them matter cannot be told one by one, as a count of
    changes is moved by two numbers that move together. Of others those that do where all push it the same way, as what
    the largest is over one that leads. `in_sums` are the blocks of which it takes sums.
    """
    inputs = dict(leaves)
    for parameter in function.parameters:
        known = evaluation.together.one_by_one(evaluation.leaves.get(parameter, {}))
        inputs |= {key: each for key, each in known.items() if not is_block(key)}
    given = evaluation.together.others(function)
    inputs |= {cell.key: cell for dataset in given for cell in dataset.cells() if cell.key in basis.numbers}
    cells = [key for key in inputs if isinstance(key, tuple)]
    inputs |= {key: each for key, each in in_sums.items() if not any(_share_rows(key, cell) for cell in cells)}
    ranged = {key: each for key, each in inputs.items() if each.low < each.high}
    shown = evaluation.shown(function.name)
    if goes_by_steps(shown, list(ranged.values())):
        return ranged
    finite = [each for each in ranged.values() if math.isfinite(each.high - each.low)]
    if any(map(is_block, leaves)) or all(each.key in leaves for each in finite):
        return {}  # a block's cells are moved with it
    found: set[Hashable] = set()
    for start, end in pushed(shown, finite, leaves, far_apart(finite)):
        hidden = [key for key in end if key not in leaves]
        found |= set(differing(hidden, outcome_of(shown), start, end))
    return {key: ranged[key] for key in found}


def _share_rows(one: Any, other: Any) -> bool:  # noqa: ANN401 -- keys of cells
    return one[:2] == other[:2] and meet(one[2], other[2])


def origin_of(evaluation: Evaluation, function: Function, quantity: Quantity, corners: Iterable[Moves]) -> Derived:
    """The origin of a figure, whose leaves are known; `corners` are where it is to be what its formula says."""
    leaves, datasets = evaluation.leaves[function.name], evaluation.datasets
    cells = [key for key in evaluation.basis[function.name].numbers if isinstance(key, tuple)]
    rows, many = rows_behind(datasets, cells)
    reported = tuple(str(key) for key in leaves if key in evaluation.reported)
    sources = [source for key in reported for source in evaluation.reported[key].sources]
    sources += [source for each in function.parameters for source in evaluation.sources.get(each, ())]
    given = [each for each in function.parameters if each in datasets]  # of its rows, or only of their number
    sources += [datasets[dataset].description.source for dataset in dict.fromkeys([*rows, *given])]
    constants = _constants(evaluation, function, quantity)
    by = _scales(evaluation, function, quantity, constants, corners) if constants is not None else None
    cell, step = _repeated(datasets, tuple(leaves.values()), quantity) if len(cells) == 1 else (None, None)
    return Derived(
        function=function.name,
        file=function.file,
        line=function.line,
        inputs=function.parameters,
        reported=reported,
        rows=rows,
        many=many,
        sources=tuple(filter(None, dict.fromkeys(sources))),
        formula=function.expression if by is not None else "",
        constants=constants if constants is not None and by is not None else {},
        scales=by or Scales(),
        cell=cell,
        is_among_stated=_is_among(evaluation, evaluation.basis[function.name].numbers, quantity),
        counts=_whole_called(function),
        stated_to=step,
        as_stated=(
            *(each for key in reported for each in evaluation.reported[key].as_stated),
            *_tables_as_stated(datasets, cells),
        ),
    )


def _whole_called(function: Function) -> str:
    """What its whole numbers are, as its code has it: counts, or ranks; either, where it has words for both."""
    if not any(map(function.calls, _RANKING)):
        return "counted"
    return "number" if any(map(function.calls, _COUNTING)) else "ranked"


def _tables_as_stated(datasets: Mapping[str, Dataset], cells: Iterable[CellsKey]) -> list[str]:
    """The datasets of which the figure rests on numbers whose rounding nobody has said yet."""
    behind = {(name, column) for name, column, _ in cells}
    return [
        name
        for name, each in datasets.items()
        if any(column.is_as_stated and (name, column.name) in behind for column in each.columns.values())
    ]


def _constants(evaluation: Evaluation, function: Function, quantity: Quantity) -> dict[str, Quantity] | None:
    """What the formula names beside its inputs, in the units of the result; None if one is not a number.

    A constant is shown in a unit that the result has too, so that a month divides births as 31 days.
    """
    if not function.expression:
        return None
    constants = {}
    for name in formulas.names(formulas.parse(function.expression)):
        if name in function.parameters:
            continue
        value = evaluation.names_of_file(function).get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = evaluation.registry.Quantity(float(value), "dimensionless")
        if not isinstance(value, pint.Quantity) or not isinstance(value.magnitude, numbers.Real):
            return None
        spoken = (evaluation.registry.Unit(name) for name, _ in quantity.unit_items())
        shared = [unit for unit in spoken if value.is_compatible_with(unit)]
        constants[name] = value.to(shared[0]) if shared else value
    return constants


def _scales(
    evaluation: Evaluation,
    function: Function,
    quantity: Quantity,
    constants: Mapping[str, Quantity],
    corners: Iterable[Moves],
) -> Scales | None:
    """What the formula needs to give what the function gave at all of `corners`; None where nothing helps."""
    fixed = {name: float(value.magnitude) for name, value in constants.items()}
    inputs = evaluation.numbers_of(function)
    points = []
    for moves in corners:
        values = {each: evaluation.in_its_unit(each, moves) for each in inputs}
        points.append(Point(values | fixed, evaluation.in_its_unit(function.name, moves)))
    units = {each: evaluation.units[each] for each in inputs} | {name: each.units for name, each in constants.items()}
    return scales(evaluation.registry, function.expression, units, quantity.units, points)


def _is_among(evaluation: Evaluation, numbers: Iterable[Hashable], quantity: Quantity) -> bool:
    """Whether the result is one of the stated numbers that it rests on."""
    places: dict[tuple[str, str], list[Rows]] = {}
    for key in numbers:
        if isinstance(key, tuple):
            places.setdefault(key[:2], []).append(rows_of(key[2]))
        elif evaluation.reported[str(key)].quantity == quantity:
            return True
    return any(_has(evaluation.datasets[name], column, rows, quantity) for (name, column), rows in places.items())


def _has(dataset: Dataset, column: str, rows: Sequence[Rows], quantity: Quantity) -> bool:
    """Whether these rows of a column have the number; what an engine computed of a table nobody stated."""
    unit = dataset.columns[column].unit
    if dataset.computed is not None or unit is None:
        return False
    try:
        wanted = quantity.to(unit).magnitude
    except pint.DimensionalityError:  # of differences of temperatures, too, which pint calls compatible
        return False
    numbers, near = dataset.magnitudes[column], abs(wanted) * _SAME
    is_it = (numbers >= wanted - near) & (numbers <= wanted + near)  # no copy of the numbers: there may be millions
    return bool(is_it.any()) and any(is_it[each].any() for each in rows)


def _repeated(
    datasets: Mapping[str, Dataset], leaves: tuple[Input, ...], quantity: Quantity
) -> tuple[Cell | None, Decimal | None]:
    """The one dataset's number that the result repeats and its step, if it does no more than that."""
    if len(leaves) != 1 or not isinstance(leaves[0].key, tuple):
        return None, None
    dataset, column, place = leaves[0].key
    if isinstance(place, Block):
        return None, None
    known = datasets[dataset]
    if leaves[0].value != quantity.magnitude or known.columns[column].unit != quantity.units:
        return None, None
    exponent = int(Decimal(known.rows[place][column]).as_tuple().exponent)
    step = known.columns[column].rounded_to or Decimal(1).scaleb(exponent)
    return Cell(dataset, known.row_name(place), column), step
