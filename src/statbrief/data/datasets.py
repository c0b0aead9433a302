"""Datasets: the tables in `data/` with one observation a row, in the units that `datapackage.json` describes."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from statbrief.arithmetic.bounds import AS_STATED, half_step
from statbrief.arithmetic.exactness import place_of
from statbrief.arithmetic.inputs import Input
from statbrief.data.blocks import Block, Rows, in_order_of, rows_of
from statbrief.data.column_cells import Rows as ColumnRows
from statbrief.data.column_cells import RowTexts, longest_of_numbers
from statbrief.data.columns import Column
from statbrief.data.computed import Computed
from statbrief.data.frames import numbers_of
from statbrief.data.kept_rounding import Rounding, Stated
from statbrief.data.moved_tables import MovedTables
from statbrief.data.package import Description
from statbrief.data.taken import Taken
from statbrief.data.units import unit_name
from statbrief.record.record_types import ColumnRecord
from statbrief.table_schema.spans import fill_period, join_periods

FloatArray: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.float64]]"
CellKey = tuple[str, str, int]
"""A cell that holds a measured number: dataset, column, place of its row from 0."""
CellsKey = tuple[str, str, int | Block]
"""Such a cell, or those of a block of rows."""
SEVERAL, MANY = 60, 2_000
"""Measured cells, of more of which those that code adds up are moved together; and of more of which none is moved, or
named, by itself, but where code takes that one alone."""


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A table with its units; `table` is what analysis functions are given.

    `table` is indexed by the columns of the primary key; columns with a unit are pint-pandas arrays of floats, so
    that ``table.loc["2022", "births"]`` is a quantity; days, weeks, months, quarters and years are periods, moments and
    truths are pandas' own, and a cell that holds no value is missing to pandas. `rows` are its cells as they are
    written here: plain numbers, ISO 8601, true and false, and nothing where there is no value. `lines` are the lines
    that the rows stand in. `withheld` are the texts of cells that have no value for a reason that is declared, by
    column and place. `computed` is of a dataset that an engine made: each of its numbers has a range of its own.
    """

    description: Description
    table: pd.DataFrame
    rows: Sequence[Mapping[str, str]]
    lines: Sequence[int] = ()
    withheld: Mapping[tuple[str, int], str] = field(default_factory=dict)
    computed: Computed | None = None

    @property
    def name(self) -> str:
        """What functions call it."""
        return self.description.name

    @property
    def columns(self) -> Mapping[str, Column]:
        """Its columns by name, as described."""
        return self.description.columns

    def cells(self) -> list[Input]:
        """Every measured number with its range, in reading order; cells left empty are not among them."""
        return list(self._inputs)

    @cached_property
    def _inputs(self) -> tuple[Input, ...]:
        """The same, asked for by each function that is given the table."""
        inputs = []
        for column in self.columns.values():
            if column.unit is None:
                continue
            half = half_step(column.rounded_to or Decimal(0))
            for place, row in enumerate(self.rows):
                if row[column.name] and self.computed is not None:
                    inputs.append(self._computed_input(self.computed, column.name, place))
                elif row[column.name]:
                    number = Decimal(row[column.name])
                    ends = float(number - half), float(number + half)
                    inputs.append(Input(self.keys[column.name][place], float(number), *ends))
        return tuple(inputs)

    def key_of(self, column: str, place: int) -> CellKey:
        """What a cell is called."""
        return (self.name, column, place) if self.has_many else self.keys[column][place]

    def _computed_input(self, computed: Computed, column: str, place: int) -> Input:
        """A number that an engine computed, with the range that is its own."""
        number, half = Fraction(self.rows[place][column]), computed.half(column, place)
        return Input(self.keys[column][place], float(number), float(number - half), float(number + half))

    @cached_property
    def keys(self) -> Mapping[str, tuple[CellKey, ...]]:
        """What the cells of each column are called, made once: the same object is soon known to be the same."""
        return {column: tuple((self.name, column, place) for place in range(len(self.rows))) for column in self.columns}

    def measured(self) -> dict[str, ColumnRecord]:
        """The columns that measure something, as records have them."""
        return {
            column.name: {
                "unit": unit_name(column.unit),
                "rounded_to": _rounding(column),
            }
            for column in self.columns.values()
            if column.unit is not None
        }

    @cached_property
    def rounding(self) -> Rounding:
        """How its measured columns are rounded, and what numbers they have."""
        measured = [each for each in self.columns.values() if each.unit is not None]
        times = None if self.times is None else self.times.asi8
        return Rounding(
            {each.name: self._half(each) for each in measured},
            {name: Stated(numbers, times) for name, numbers in self.magnitudes.items()},
        )

    def _half(self, column: Column) -> Fraction:
        """How far a number of a column may lie to either side, at most."""
        return self.computed.largest_half(column.name) if self.computed else Fraction(column.rounded_to or 0) / 2

    def with_cells(
        self, values: Mapping[CellsKey, Any], taken: Taken | None = None, seen: Collection[str] | None = None
    ) -> pd.DataFrame:
        """A copy of the table with some of its cells at other values, or rows left out; measured ones are numbers.

        Where it is to be noted what is `taken` of a large one, nothing is left out. Where it is known which columns are
        `seen`, others may not be there.
        """
        return self._moving.with_cells(values, taken, seen)

    def in_order(self, order: Rows) -> pd.DataFrame:
        """A copy of the table with its rows in another order."""
        return self._moving.some(order)

    def let_go(self) -> None:
        """Forget which parts of its columns were taken last."""
        self._moving.let_go()

    @cached_property
    def _moving(self) -> MovedTables:
        return MovedTables(self.table, self.columns, self.magnitudes, self.rounding, self.selected, self.has_several)

    def first_cell(self, column: str, block: Block) -> int:
        """The row of the first cell of a block that has a number, else of the first."""
        return self._moving.first_cell(column, block)

    @property
    def measured_columns(self) -> tuple[str, ...]:
        """The columns that measure something."""
        return tuple(each.name for each in self.columns.values() if each.unit is not None)

    @property
    def cell_count(self) -> int:
        """How many measured cells it has, those left empty among them."""
        return len(self.rows) * len(self.measured_columns)

    @cached_property
    def has_many(self) -> bool:
        """Whether it has so many measured cells, or rows, that they can only be moved together, and counted."""
        return max(self.cell_count, len(self.rows)) > MANY and self.computed is None

    @cached_property
    def has_several(self) -> bool:
        """Whether it has so many measured cells that those which code adds up are moved together."""
        return self.has_many or (self.cell_count > SEVERAL and self.computed is None)

    def block(self, rows: Sequence[int] | Rows) -> Block:
        """Some rows as a block, of the same rows always the same one."""
        made = Block(rows, len(self.rows))
        return self._blocks.setdefault(made, made)

    @cached_property
    def everywhere(self) -> Block:
        """All rows."""
        return self.block(np.arange(len(self.rows)))

    @cached_property
    def _blocks(self) -> dict[Block, Block]:
        return {}

    def place(self, rows: Rows) -> int | Block:
        """Rows as a key of cells has them."""
        return int(rows[0]) if len(rows) == 1 else self.block(rows)

    def has_number(self, column: str, rows: Rows) -> bool:
        """Whether one of some cells of a measured column has a number."""
        return not bool(np.isnan(self.magnitudes[column][rows]).all())

    def input(self, column: str, place: int | Block) -> Input:
        """A measured cell, or those of a block, with the range in which it may lie."""
        if self.computed is not None and not isinstance(place, Block):
            return self._computed_input(self.computed, column, place)
        half = half_step(self.columns[column].rounded_to or Decimal(0))
        if not isinstance(place, Block) and not self.rows[place][column]:
            place = self.block([place])  # without a number, as the others of a block may be
        if isinstance(place, Block):
            number = Decimal(repr(self._moving.stands(column, place)))
            key: CellsKey = (self.name, column, place)
        else:
            number, key = Decimal(self.rows[place][column]), self.key_of(column, place)
        return Input(key, float(number), float(number - half), float(number + half))

    @property
    def largest(self) -> float:
        """The largest of all measured numbers, in size; 1 where there are none."""
        numbers = [np.abs(each[~np.isnan(each)]) for each in self.magnitudes.values()]
        return max((float(each.max()) for each in numbers if len(each)), default=1.0)

    def least(self, column: str, place: int | Block) -> tuple[float, float]:
        """The least and the largest number of a measured cell, or of those of a block."""
        numbers = self.magnitudes[column][rows_of(place)]
        return float(np.nanmin(numbers)), float(np.nanmax(numbers))

    def order(self, column: str) -> tuple[Rows, Rows]:
        """Its rows in the order of a column, and where another value begins in it; by no column, as they are."""
        if column not in self._orders:
            codes = self._codes(column)
            order = in_order_of(codes)
            self._orders[column] = order, np.flatnonzero(np.diff(codes[order])) + 1
        return self._orders[column]

    def ranks(self, column: str) -> Rows:
        """Of each row how many are before it in the order of a column."""
        order, _ = self.order(column)
        ranks: Rows = np.empty(len(order), dtype=np.intp)
        ranks[order] = np.arange(len(order))
        return ranks

    def by_size(self, column: str, rows: Rows) -> Rows:
        """Some rows in the order of a column."""
        return rows[np.argsort(self.ranks(column)[rows], kind="stable")]

    @cached_property
    def _orders(self) -> dict[str, tuple[Rows, Rows]]:
        everywhere = self.everywhere.rows
        return {"": (everywhere, everywhere[:0])}

    def _codes(self, column: str) -> Rows:
        """A number for each value of a column, larger ones for what is later or more."""
        if column in self.magnitudes:
            return pd.factorize(self.magnitudes[column], sort=True, use_na_sentinel=False)[0]
        if self.columns[column].period or self.columns[column].type in {"number", "integer", "datetime"}:
            is_key = column in self.description.key
            values = self.table.index.get_level_values(column) if is_key else self.table[column]
            return pd.factorize(values, sort=True, use_na_sentinel=False)[0]
        return self.texts.codes(column).astype(np.intp)

    @cached_property
    def last_places(self) -> Mapping[str, Decimal]:
        """Of each measured column the finest place to which any of its numbers is written."""
        return {
            name: min((place_of(Decimal(each)) for each in longest_of_numbers(self.rows, name)), default=Decimal(1))
            for name, column in self.columns.items()
            if column.unit is not None
        }

    def untouched(self, *, is_moved: bool) -> pd.DataFrame:
        """A copy of the table as it is, which says whether cells that nobody looks at stand elsewhere."""
        table = self.table.copy(deep=False)
        replace(self.rounding, is_moved=is_moved).keep(table)
        return table

    def kept(self, *, is_moved: bool) -> dict[Hashable, Any]:
        """What is kept with such a copy."""
        return {**self.table.attrs, **replace(self.rounding, is_moved=is_moved).kept}

    @cached_property
    def places(self) -> pd.DataFrame:
        """A table with the same rows and columns, whose cells hold where they are: row × columns + column."""
        rows, columns = self.table.shape
        places = np.arange(rows * columns).reshape(rows, columns)
        return pd.DataFrame(places, index=self.table.index, columns=self.table.columns)

    @cached_property
    def selected(self) -> dict[Hashable, Any]:
        """What was selected of the table, by how; for what asks the same again."""
        return {}

    @cached_property
    def times(self) -> pd.PeriodIndex | None:
        """When its rows are of, where its key tells it by one column alone."""
        index = self.table.index
        levels = [index.get_level_values(place) for place in range(index.nlevels)]
        found = [each for each in levels if isinstance(each, pd.PeriodIndex)]
        return found[0] if len(found) == 1 else None

    @cached_property
    def latest_first(self) -> tuple[tuple[int, int], ...]:
        """The same as numbers, each one more than that of the period before, with the place of its row."""
        times = [] if self.times is None else self.times.asi8.tolist()
        return tuple(sorted(zip(times, range(len(times)), strict=True), reverse=True))

    def is_full(self, column: str) -> bool:
        """Whether a measured column has a number in each row."""
        return not bool(np.isnan(self.magnitudes[column]).any())

    def numbers(self, column: str) -> list[float]:
        """The numbers of a measured column, in the order of the rows."""
        numbers: list[float] = self.magnitudes[column].tolist()
        return numbers

    @cached_property
    def magnitudes(self) -> Mapping[str, FloatArray]:
        """The numbers of each measured column, asked for once: thousands of copies of a table begin with them."""
        names = [name for name, column in self.columns.items() if column.unit is not None and name in self.table]
        return {name: numbers_of(self.table[name].array.data) for name in names}

    def periods(self, column: str) -> pd.Index[Any] | pd.Series[Any]:
        """What a column of periods holds, as pandas has it."""
        is_key = column in self.description.key
        return self.table.index.get_level_values(column) if is_key else self.table[column]

    def row_name(self, place: int | Block) -> str:
        """The row's key as text, such as ``2022``; of a block how many rows it has."""
        if isinstance(place, Block):
            return f"{len(place)} rows"
        if self.has_many and place not in self._row_names:
            self._row_names[place] = self._named(place)
        return self._row_names[place]

    @cached_property
    def _row_names(self) -> dict[int, str]:
        """Those that were asked for, of a large table; else all."""
        return {} if self.has_many else {place: self._named(place) for place in range(len(self.rows))}

    def _named(self, place: int) -> str:
        key, rows = self.description.key, self.rows
        if not key:
            return str(place + 1)
        if isinstance(rows, ColumnRows):  # of which one more row is not put together
            return " ".join(rows.columns[column].text(place) for column in key)
        return " ".join(rows[place][column] for column in key)

    def row_period(self, place: int | Block) -> str:
        """When the row's observation was made, or those of a block."""
        return join_periods(self.row_periods(place)) if isinstance(place, Block) else self.row_periods(place)[0]

    def row_periods(self, place: int | Block) -> tuple[str, ...]:
        """When each of the rows of a block was, without repeats."""
        codes, periods = self.periods_of_rows
        if not isinstance(place, Block):
            return (periods[codes[place]],)
        if place not in self._periods:
            self._periods[place] = tuple(periods[code] for code in pd.unique(codes[place.rows]).tolist())
        return self._periods[place]

    @cached_property
    def _periods(self) -> dict[Block, tuple[str, ...]]:
        return {}

    @cached_property
    def periods_of_rows(self) -> tuple[Rows, tuple[str, ...]]:
        """The periods of the rows, each once in the order in which they come, and the one of them that each row has."""
        template = self.description.period
        told = self.rows[0] if self.rows else {}  # what an engine computed has its period beside its columns
        codes, firsts = self.texts.alike([name for name in told if f"{{{name}}}" in template])
        filled = [fill_period(template, self.rows[place]) for place in firsts]
        of_codes, periods = pd.factorize(np.array(filled, dtype=object))
        return of_codes[codes], tuple(periods.tolist())

    def span(self) -> str:
        """The time that all rows cover."""
        return join_periods(self.periods_of_rows[1])

    @cached_property
    def texts(self) -> RowTexts:
        """How its cells are written, column by column."""
        return RowTexts(self.rows)


def _rounding(column: Column) -> str:
    """What a column is rounded to, as records have it."""
    if column.is_as_stated:
        return AS_STATED
    return "" if column.rounded_to is None else f"{column.rounded_to:f}"
