"""Datasets: the tables in `data/` with one observation a row, in the units that `datapackage.json` describes."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pint_pandas

from statbrief.describing import PACKAGE, Column, Description, is_no_dataset, read_descriptions
from statbrief.errors import Fault, ReadingError
from statbrief.ranging import Input
from statbrief.reading import join_periods, parse_number, parse_period
from statbrief.tables import Row, parse_table, read_text
from statbrief.units import Registry

_NUMBERS = {"number", "integer", "year"}
CellKey = tuple[str, str, int]
"""A cell that holds a measured number: dataset, column, place of its row from 0."""


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A table with its units; `table` is what analysis functions are given.

    `table` is indexed by the columns of the primary key; columns with a unit are pint-pandas arrays of floats, so
    that ``table.loc[2022, "arrests"]`` is a quantity. `rows` are its cells as the file writes them.
    """

    description: Description
    table: pd.DataFrame
    rows: tuple[Mapping[str, str], ...]

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
        inputs = []
        for column in self.columns.values():
            if column.unit is None:
                continue
            half = (column.rounded_to or Decimal(0)) / 2
            for place, row in enumerate(self.rows):
                if row[column.name]:
                    number = Decimal(row[column.name])
                    ends = float(number - half), float(number + half)
                    inputs.append(Input((self.name, column.name, place), float(number), *ends))
        return inputs

    def with_cells(self, values: Mapping[CellKey, float]) -> pd.DataFrame:
        """A copy of the table with some of its cells at other values."""
        table = self.table.copy(deep=False)  # pandas copies what is written to, when it is written to
        for name in {column for _, column, _ in values}:
            magnitudes = table[name].pint.magnitude.to_numpy(dtype=float, na_value=math.nan).copy()
            for (_, column, place), value in values.items():
                if column == name:
                    magnitudes[place] = value
            table[name] = pint_pandas.PintArray(magnitudes, dtype=table[name].dtype)
        return table

    def row_name(self, place: int) -> str:
        """The row's key as text, such as ``2022``."""
        row = self.rows[place]
        return " ".join(row[column] for column in self.description.key) if self.description.key else str(place + 1)

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
    for each in described:
        try:
            datasets[each.name] = _read_dataset(folder, each)
        except ReadingError as error:
            faults += error.faults
    known = {each.path for each in described}
    for path in sorted((folder / "data").glob("*.csv")):
        if f"data/{path.name}" not in known and not is_no_dataset(f"data/{path.name}"):
            wanted = f"describe its columns and units in {PACKAGE}"
            faults.append(Fault(file=f"data/{path.name}", what="dataset", found="is not described", wanted=wanted))
    if faults:
        raise ReadingError(faults)
    return datasets


def _read_dataset(folder: Path, described: Description) -> Dataset:
    name, columns, key = described.path, described.columns, described.key
    rows, faults = parse_table(read_text(folder / name, name), list(columns), name)
    faults += _cell_faults(rows, columns, key, name)
    faults += [] if faults else _period_faults(rows, described.period, name)
    if faults:
        raise ReadingError(sorted(faults, key=lambda fault: fault.line or 0))
    return Dataset(description=described, table=_frame(rows, columns, key), rows=tuple(row.cells for row in rows))


def _cell_faults(rows: list[Row], columns: Mapping[str, Column], key: Collection[str], path: str) -> list[Fault]:
    faults = []
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        for column in columns.values():
            text = row.cells[column.name]
            problem = _cell_problem(text, column, required=column.is_required or column.name in key)
            if problem:
                found, _, wanted = problem.partition("; ")
                faults.append(Fault(file=path, line=row.line, what=column.name, found=found, wanted=wanted))
        identity = tuple(row.cells[column] for column in key)
        if key and identity in seen:
            found = f"'{' '.join(identity)}' is already in line {seen[identity]}"
            faults.append(Fault(file=path, line=row.line, what=", ".join(key), found=found, wanted="keep one of them"))
        seen.setdefault(identity, row.line)
    return faults


def _period_faults(rows: list[Row], period: str, path: str) -> list[Fault]:
    """Faults of rows whose period, filled in from their own cells, is none; of one row when all are wrong alike."""
    faults = []
    for row in rows if period else []:
        try:
            parse_period(fill_period(period, row.cells))
        except ValueError as error:
            found, _, wanted = str(error).partition("; ")
            faults.append(Fault(file=path, line=row.line, what="period", found=found, wanted=wanted))
    return faults if len(faults) < len(rows) else faults[:1]


def fill_period(period: str, cells: Mapping[str, str]) -> str:
    """The period with the row's cells in place of their columns' names in braces.

    >>> fill_period("{year}-05", {"year": "2022"})
    '2022-05'
    """
    return re.sub(r"\{(\w+)\}", lambda named: cells.get(named[1], named[0]), period)


def _cell_problem(text: str, column: Column, *, required: bool) -> str:
    if not text:
        return "nothing; fill it in" if required else ""
    if column.type not in _NUMBERS and column.unit is None:
        return ""
    try:
        number = parse_number(text)
    except ValueError as error:
        return str(error)
    if column.type != "number" and number != number.to_integral_value():
        return f"{text} is not a whole number; {column.name} holds whole numbers"
    return ""


def _frame(rows: list[Row], columns: Mapping[str, Column], key: Sequence[str]) -> pd.DataFrame:
    series: dict[str, Any] = {}
    for name, column in columns.items():
        texts = [row.cells[name] for row in rows]
        if column.unit is not None:
            magnitudes = pd.array([float(text) if text else math.nan for text in texts], dtype="float64")
            series[name] = pint_pandas.PintArray(magnitudes, dtype=pint_pandas.PintType(column.unit))
        elif column.type in _NUMBERS:
            whole = column.type != "number" and all(texts)
            series[name] = [int(Decimal(text)) if whole else float(text or "nan") for text in texts]
        else:
            series[name] = texts
    table = pd.DataFrame(series)
    return table.set_index(list(key)) if key else table
