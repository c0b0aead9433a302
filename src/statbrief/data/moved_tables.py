"""Copies of a dataset's table with cells moved, or rows left out: as functions are given them, thousands of times."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from statbrief.arithmetic.exactness import CLOSE
from statbrief.data.blocks import WHOLE_ROW, Block, Rows, rows_of
from statbrief.data.columns import Column
from statbrief.data.frames import LEFT, texts_of, with_arrays
from statbrief.data.kept_rounding import Rounding
from statbrief.data.shifted import moved
from statbrief.data.standing import Standing
from statbrief.data.taken import Taken

Floats: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.float64]]"

_Key = tuple[str, str, int | Block]


@dataclass(frozen=True)
class MovedTables:
    """What makes such copies of a table; `magnitudes` are the numbers of its measured columns.

    Of a large table what is taken of these is kept, and what was `selected` of it.
    """

    table: pd.DataFrame
    columns: Mapping[str, Column]
    magnitudes: Mapping[str, Floats]
    rounding: Rounding
    selected: dict[Hashable, Any]
    is_large: bool

    def with_cells(self, values: Mapping[_Key, Any], taken: Taken | None, seen: Collection[str] | None) -> pd.DataFrame:
        """A copy as `Dataset.with_cells` gives it."""
        by_column: dict[str, dict[int, Any]] = {}
        blocks: list[tuple[str, Block, float]] = []
        gone: list[Rows] = []
        for (_, column, place), value in values.items():
            if column == WHOLE_ROW:
                gone.append(rows_of(place))
            elif not isinstance(place, Block):
                by_column.setdefault(column, {})[place] = value
            else:
                by_column.setdefault(column, {})
                blocks.append((column, place, value))
        given = self._given if taken is None else taken.watched(self._given, list(self.magnitudes))
        table = self._left(gone, seen) if gone and not by_column else given.copy(deep=False)
        self._roundings[bool(values)].keep(table)
        for name, cells in by_column.items():
            if self.columns[name].unit is None:
                array = table[name].array.copy()
                for place, value in cells.items():
                    array[place] = value
                table[name] = array
                continue
            shifts = [(each.rows, self._aside(name, each, value)) for column, each, value in blocks if column == name]
            array = moved(self._standing[name], cells, shifts)
            table[name] = array if taken is None else taken.column(name, array)
        return table.iloc[self._others(gone)] if gone and by_column else table

    def let_go(self) -> None:
        """Forget which parts of columns were taken last, and which rows were left."""
        self.selected.pop(LEFT, None)
        for each in self._standing.values():
            each.let_go()

    @cached_property
    def _given(self) -> pd.DataFrame:
        """The table of which functions are given copies: sums of a large one's columns are taken once for all."""
        if not self.is_large:
            return self.table
        shared = {name: moved(each, {}, ()) for name, each in self._standing.items() if each.is_of_floats}
        return with_arrays(self.table, shared)

    @cached_property
    def _roundings(self) -> tuple[Rounding, Rounding]:
        """What is kept with a copy as it stands, and with one of which cells are moved."""
        return self.rounding, replace(self.rounding, is_moved=True)

    @cached_property
    def _standing(self) -> Mapping[str, Standing]:
        """Its measured columns as they stand, with what is taken of them whatever is moved."""
        return {name: Standing(self.table[name].array, numbers) for name, numbers in self.magnitudes.items()}

    def _aside(self, column: str, block: Block, value: float) -> float:
        """How far the cells of a block go where the first of them goes to a value; to an end of its range exactly."""
        aside, half = value - self.stands(column, block), self._halves[column]
        return math.copysign(half, aside) if math.isclose(abs(aside), half, rel_tol=CLOSE) else aside

    @cached_property
    def _halves(self) -> Mapping[str, float]:
        return {name: float(half) for name, half in self.rounding.halves.items()}

    def stands(self, column: str, block: Block) -> float:
        """Where the first cell of a block stands that has a number; nothing where none has."""
        if (column, block) not in self._stands:
            number = float(self.magnitudes[column][self.first_cell(column, block)])
            self._stands[column, block] = 0.0 if math.isnan(number) else number
        return self._stands[column, block]

    @cached_property
    def _stands(self) -> dict[tuple[str, Block], float]:
        """The same, known."""
        return {}

    def first_cell(self, column: str, block: Block) -> int:
        """The row of the first cell of a block that has a number, else of the first."""
        if not math.isnan(self.magnitudes[column][block.first]):
            return block.first
        there = np.flatnonzero(~np.isnan(self.magnitudes[column][block.rows]))
        return int(block.rows[there[0]]) if len(there) else block.first

    def _left(self, gone: Iterable[Rows], seen: Collection[str] | None) -> pd.DataFrame:
        """The table as it stands without some of its rows; of a large one the columns that are seen, if it is known."""
        return self.some(self._others(gone), seen if self.is_large else None)

    def _others(self, gone: Iterable[Rows]) -> Rows:
        is_there = np.ones(len(self.table), dtype=bool)
        is_there[np.concatenate(list(gone))] = False
        rows = np.flatnonzero(is_there)
        rows.flags.writeable = False  # so that columns need no copies
        return rows

    def some(self, rows: Rows, seen: Collection[str] | None = None) -> pd.DataFrame:
        """Some rows of the table as it stands, in their order, of columns that are seen; their texts are known."""
        some = (self._given if seen is None else self._with_columns(frozenset(seen))).iloc[rows]
        if self.is_large:
            self.selected[LEFT] = {name: some[name] for name in self._texts if name in some.columns}, rows
        return some

    def _with_columns(self, seen: frozenset[str]) -> pd.DataFrame:
        if seen not in self._of_columns:
            self._of_columns[seen] = self._given[[name for name in self._given.columns if name in seen]]
        return self._of_columns[seen]

    @cached_property
    def _of_columns(self) -> dict[frozenset[str], pd.DataFrame]:
        """The table with some of its columns."""
        return {}

    @cached_property
    def _texts(self) -> list[str]:
        return [str(each.name) for each in texts_of(self.table)]
