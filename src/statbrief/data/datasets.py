"""Datasets: the tables in `data/` with one observation a row, in the units that `datapackage.json` describes."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pint_pandas

from statbrief.arithmetic.bounds import half_step
from statbrief.arithmetic.monotone_ranges import Input
from statbrief.data.columns import Column
from statbrief.data.frames import frame
from statbrief.data.kept_rounding import Rounding
from statbrief.data.package import Description, is_no_dataset, read_descriptions
from statbrief.data.package_lines import placed
from statbrief.data.rows_in_time import order_faults
from statbrief.data.units import Registry, unit_name
from statbrief.errors import Fault, Place, ReadingError, RefusedError
from statbrief.files.own_files import is_left_behind
from statbrief.files.paths import PACKAGE
from statbrief.files.plain_text import direction_faults
from statbrief.files.read import SAVE_AS_UTF_8, is_absent, read_bytes, undecodable
from statbrief.record.record_types import ColumnRecord
from statbrief.table_schema.csv_table import parse_table
from statbrief.table_schema.fields import Value
from statbrief.table_schema.keys import TypedRow, repeats, strangers
from statbrief.table_schema.plain_numbers import refuse_contradiction
from statbrief.table_schema.spans import fill_period, join_periods, parse_period

FloatArray: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.float64]]"
CellKey = tuple[str, str, int]
"""A cell that holds a measured number: dataset, column, place of its row from 0."""
WHOLE_ROW = ""
"""In the place of a column's name, all cells of a row, moved to None: what is moved is that the row is not there."""


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A table with its units; `table` is what analysis functions are given.

    `table` is indexed by the columns of the primary key; columns with a unit are pint-pandas arrays of floats, so
    that ``table.loc["2022", "births"]`` is a quantity; days, weeks, months, quarters and years are periods, moments and
    truths are pandas' own, and a cell that holds no value is missing to pandas. `rows` are its cells as they are
    written here: plain numbers, ISO 8601, true and false, and nothing where there is no value. `lines` are the lines
    that the rows stand in. `withheld` are the texts of cells that have no value for a reason that is declared, by
    column and place.
    """

    description: Description
    table: pd.DataFrame
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...] = ()
    withheld: Mapping[tuple[str, int], str] = field(default_factory=dict)

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
                if row[column.name]:
                    number = Decimal(row[column.name])
                    ends = float(number - half), float(number + half)
                    inputs.append(Input(self.keys[column.name][place], float(number), *ends))
        return tuple(inputs)

    @cached_property
    def keys(self) -> Mapping[str, tuple[CellKey, ...]]:
        """What the cells of each column are called, made once: the same object is soon known to be the same."""
        return {column: tuple((self.name, column, place) for place in range(len(self.rows))) for column in self.columns}

    def measured(self) -> dict[str, ColumnRecord]:
        """The columns that measure something, as records have them."""
        return {
            column.name: {
                "unit": unit_name(column.unit),
                "rounded_to": "" if column.rounded_to is None else f"{column.rounded_to:f}",
            }
            for column in self.columns.values()
            if column.unit is not None
        }

    @cached_property
    def rounding(self) -> Rounding:
        """How its measured columns are rounded, and what numbers they have."""
        measured = [each for each in self.columns.values() if each.unit is not None]
        return Rounding(
            {each.name: Fraction(each.rounded_to or 0) / 2 for each in measured},
            {each.name: frozenset(float(row[each.name]) for row in self.rows if row[each.name]) for each in measured},
        )

    def with_cells(self, values: Mapping[CellKey, Any]) -> pd.DataFrame:
        """A copy of the table with some of its cells at other values, or rows left out; measured ones are numbers."""
        by_column: dict[str, dict[int, Any]] = {}
        for (_, column, place), value in values.items():
            by_column.setdefault(column, {})[place] = value
        gone = by_column.pop(WHOLE_ROW, {})
        table = self._without(gone) if gone and not by_column else self.table.copy(deep=False)
        replace(self.rounding, is_moved=bool(values)).keep(table)
        for name, cells in by_column.items():
            if self.columns[name].unit is None:
                array = table[name].array.copy()
                for place, value in cells.items():
                    array[place] = value
                table[name] = array
                continue
            magnitudes = self._magnitudes[name].copy()
            magnitudes[list(cells)] = list(cells.values())
            table[name] = pint_pandas.PintArray(magnitudes, dtype=self.table.dtypes[name])
        return self._without(gone, table) if gone and by_column else table

    def _without(self, gone: Collection[int], table: pd.DataFrame | None = None) -> pd.DataFrame:
        """A table without some of its rows; pandas copies what is written to, when it is written to."""
        is_there = np.ones(len(self.rows), dtype=bool)
        is_there[list(gone)] = False
        return (self.table if table is None else table).iloc[np.flatnonzero(is_there)]

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
        return not bool(np.isnan(self._magnitudes[column]).any())

    def numbers(self, column: str) -> list[float]:
        """The numbers of a measured column, in the order of the rows."""
        numbers: list[float] = self._magnitudes[column].tolist()
        return numbers

    @cached_property
    def _magnitudes(self) -> Mapping[str, FloatArray]:
        """The numbers of each measured column, asked for once: thousands of copies of a table begin with them."""
        names = [name for name, column in self.columns.items() if column.unit is not None and name in self.table]
        return {name: self.table[name].pint.magnitude.to_numpy(dtype=float, na_value=math.nan) for name in names}

    def periods(self, column: str) -> pd.Index[Any] | pd.Series[Any]:
        """What a column of periods holds, as pandas has it."""
        is_key = column in self.description.key
        return self.table.index.get_level_values(column) if is_key else self.table[column]

    def row_name(self, place: int) -> str:
        """The row's key as text, such as ``2022``."""
        return self._row_names[place]

    @cached_property
    def _row_names(self) -> tuple[str, ...]:
        key = self.description.key
        named = (" ".join(row[column] for column in key) for row in self.rows)
        return tuple(named) if key else tuple(str(place) for place in range(1, len(self.rows) + 1))

    def row_period(self, place: int) -> str:
        """When the row's observation was made."""
        return fill_period(self.description.period, self.rows[place])

    def span(self) -> str:
        """The time that all rows cover."""
        return join_periods(self.row_period(place) for place in range(len(self.rows)))


def read_datasets(folder: Path, registry: Registry, sources: Collection[str]) -> dict[str, Dataset]:
    """The datasets that `data/datapackage.json` describes, by name, apart from the reported figures.

    Raises `ReadingError` for a descriptor or a table that is wrong, and for a CSV file that is not described.
    """
    described = read_descriptions(folder, registry, sources)
    faults: list[Fault] = []
    datasets = {}
    typed: dict[str, list[TypedRow]] = {}
    for each in described:
        try:
            typed[each.name] = _typed_rows(folder, each)
            if not is_no_dataset(each.path):
                datasets[each.name] = _dataset(each, typed[each.name])
        except ReadingError as error:
            faults += error.faults
    faults += [] if faults else [*_strangers(described, typed)]
    known = {each.path for each in described}
    for path in sorted((folder / "data").glob("*.csv")):
        name = f"data/{path.name}"
        if name not in known and not is_no_dataset(name) and not is_left_behind(path.name):
            wanted = f"describe its columns and units in {PACKAGE}"
            faults.append(Place(name).fault("dataset", "is not described", wanted))
    if faults:
        raise ReadingError(placed(faults, folder))
    return datasets


def _typed_rows(folder: Path, described: Description) -> list[TypedRow]:
    """The rows of a table by what their cells mean. Raises `ReadingError` with all that is wrong in its file."""
    name, columns = described.path, described.columns
    if is_no_dataset(name) and is_absent(folder / name):
        absent = Place(PACKAGE).fault(f"{described.name}: path", f"'{name}' is not there")
        raise ReadingError(placed([absent], folder))
    data = read_bytes(folder / name, name)
    faults = [*_changed_file(data, described)]
    text = _decoded(data, described)
    faults += direction_faults(text, name)
    rows, wrong = parse_table(text, list(columns), name, dialect=None if is_no_dataset(name) else described.dialect)
    faults += wrong
    typed = []
    for row in rows:
        values: dict[str, Value | None] = {}
        for column in columns.values():
            try:
                values[column.name] = _value(row.cells[column.name], column, is_key=column.name in described.key)
            except RefusedError as error:
                faults.append(Place(name, row.line).refused(column.name, error))
        texts = {each: columns[each].form.canonical(value) for each, value in values.items()}
        typed.append(TypedRow(row.line, values, texts, _withheld(row.cells, columns, values)))
    for each in _unique(described):
        faults += repeats((row for row in typed if row.cells.keys() >= {*each}), each, name)
    faults += [] if faults else [*_period_faults(typed, described.period, name), *order_faults(described, typed)]
    if faults:
        raise ReadingError(placed(sorted(dict.fromkeys(faults), key=lambda fault: fault.line or 0), folder))
    return typed


def _withheld(
    cells: Mapping[str, str], columns: Mapping[str, Column], values: Mapping[str, Value | None]
) -> dict[str, str]:
    """The texts of cells that hold nothing for a reason that is declared, by column."""
    empty = [name for name, value in values.items() if value is None]
    return {name: cells[name] for name in empty if columns[name].form.missing.get(cells[name])}


def _unique(described: Description) -> list[tuple[str, ...]]:
    """The columns, or groups of them, in which no two rows are alike."""
    alone = [(each.name,) for each in described.columns.values() if each.constraints.is_unique]
    return list(dict.fromkeys([described.keys.primary, *described.keys.unique, *alone]))


def _decoded(data: bytes, described: Description) -> str:
    encoding = described.dialect.encoding
    try:
        return described.dialect.decode(data)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        declared = f"{SAVE_AS_UTF_8}, or declare its encoding in {PACKAGE}"
        wanted = declared if encoding == "utf-8" else "correct the encoding"
        raise ReadingError(undecodable(data, start, Place(described.path), encoding.upper(), wanted)) from error


def _changed_file(data: bytes, described: Description) -> Iterator[Fault]:
    """Faults of a file that is not the one whose size and hash are declared."""
    what = f"{described.name}: "
    if described.size is not None and len(data) != described.size:
        found, wanted = f"{described.size} are declared", f"{described.path} has {len(data)}"
        yield Place(PACKAGE).fault(f"{what}bytes", found, wanted)
    name, _, digest = described.digest.rpartition(":")
    if not digest:
        return
    if (name or "md5") not in {"md5", "sha1", "sha256", "sha512"}:
        yield Place(PACKAGE).fault(f"{what}hash", f"'{name}' is not read here", "write sha256")
    elif (found := hashlib.new(name or "md5", data, usedforsecurity=False).hexdigest()) != digest.lower():
        yield Place(PACKAGE).fault(f"{what}hash", f"{described.path} has another", f"it is {found}")


def _value(text: str, column: Column, *, is_key: bool) -> Value | None:
    """What a cell means. Raises `RefusedError`."""
    value = column.form.read(text)
    if value is None:
        if column.constraints.is_required or is_key:
            raise RefusedError("nothing" if not text else f"'{text}' stands for no value", "fill it in")
        return None
    if isinstance(value, Decimal) and column.unit is not None:
        plain = column.form.canonical(value)
        refuse_contradiction(value, column.rounded_to, plain, column.counted)
    if problem := column.constraints.problem(value, text):
        raise problem
    return value


def _strangers(described: Collection[Description], typed: Mapping[str, Sequence[TypedRow]]) -> Iterator[Fault]:
    """Faults of rows whose foreign keys lead nowhere."""
    paths = {each.name: each.path for each in described}
    for each in described:
        for key in each.keys.foreign:
            other = key.table or each.name
            yield from strangers(typed[each.name], key, typed[other], each.path, paths[other])


def _period_faults(rows: Sequence[TypedRow], period: str, path: str) -> list[Fault]:
    """Faults of rows whose period, filled in from their own cells, is none; of one row when all are wrong alike."""
    faults = []
    for row in rows if period else []:
        try:
            parse_period(fill_period(period, row.texts))
        except RefusedError as error:
            faults.append(Place(path, row.line).refused("period", error))
    return faults if len(faults) < len(rows) else faults[:1]


def _dataset(described: Description, rows: Sequence[TypedRow]) -> Dataset:
    table = frame(rows, described.columns, described.key)
    texts = tuple(row.texts for row in rows)
    lines = tuple(row.line for row in rows)
    withheld = {(name, place): text for place, row in enumerate(rows) for name, text in row.missing.items()}
    return Dataset(description=described, table=table, rows=texts, lines=lines, withheld=withheld)
