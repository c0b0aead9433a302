"""A table as charts are given it: the numbers that it shows, in their units, and its texts."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import pint_pandas

from statbrief.brief_tables.grid import Grid, Numbers
from statbrief.brief_tables.shown import Shown
from statbrief.brief_tables.table import Table
from statbrief.charts.given import GivenTable
from statbrief.figures.answer import Answer
from statbrief.figures.figure import Figure

Marks = tuple[str, Collection[str]]
"""What stands before a number that was revised, and the cells that were."""


def given_table(
    table: Table, grid: Grid, shown: Shown, figures: Mapping[str, Figure], answers: Mapping[str, Answer], marked: Marks
) -> GivenTable:
    """The table for charts, of its `grid` as it stands; numbers are what its cells are as figures.

    A number that is `marked` as revised has no mark in a chart, which has no note to explain it.
    """
    columns = {name: _column(table, grid, name, figures, answers) for name in table.columns}
    frame = pd.DataFrame(columns)
    if len(table.levels) == 1:
        frame.index = pd.Index([key for (key,) in grid.keys], name=table.levels[0])
    else:
        frame.index = pd.MultiIndex.from_tuples(grid.keys, names=table.levels)
    return GivenTable(
        name=table.name,
        title=shown.caption,
        frame=frame,
        head=shown.head,
        rows=tuple(_unmarked(table, place, texts, marked) for place, texts in enumerate(shown.rows)),
        figures=tuple(figures[each] for row in table.rows for each in row.cells.values() if each and each in figures),
        sources=table.sources,
    )


def _column(table: Table, grid: Grid, name: str, figures: Mapping[str, Figure], answers: Mapping[str, Answer]) -> Any:  # noqa: ANN401 -- one of pandas' many kinds of array
    """A column as its function returned it, but in the unit that it is shown in."""
    column, cells = grid.columns[name], [row.cells[name] for row in table.rows]
    if not isinstance(column, Numbers):
        return pd.Series([None if each is None else answers[each].value for each in cells], dtype=object)
    numbers = [None if each is None else figures[each] for each in cells]
    values = [math.nan if each is None else each.value for each in numbers]
    units = [each.quantity.units for each in numbers if each is not None]
    is_plain = column.unit is None and all(each.unit == "1" for each in numbers if each is not None)
    if is_plain and column.is_count and units:
        return pd.array([None if math.isnan(each) else int(each) for each in values], dtype="Int64")
    if is_plain or not units:
        return pd.array(values, dtype="float64")
    return pint_pandas.PintArray(pd.array(values, dtype="float64"), dtype=pint_pandas.PintType(units[0]))


def _unmarked(table: Table, place: int, texts: tuple[str, ...], marked: Marks) -> tuple[str, ...]:
    mark, cells = marked
    names = [*("" for _ in table.levels), *table.rows[place].cells.values()]
    return tuple(
        text.removeprefix(f"{mark} ") if name in cells else text for name, text in zip(names, texts, strict=True)
    )
