"""Datasets: the tables in `data/` with one observation a row, their units and rounding from `datapackage.json`.

The package's descriptor is Frictionless' Data Package; a field may add ``unit`` (for pint) and ``rounded_to``, a
resource ``source`` (a key of the bibliography) and ``period`` (ISO 8601; ``{year}-05`` fills in a row's own cell).
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pint_pandas

from statbrief.errors import Fault, ReadingError, near_miss
from statbrief.ranging import Input
from statbrief.reading import REPORTED, join_periods, parse_id, parse_number, parse_step
from statbrief.tables import Row, parse_table, read_text
from statbrief.units import Registry, Unit, parse_unit

PACKAGE = "data/datapackage.json"
_NUMBERS = {"number", "integer", "year"}

CellKey = tuple[str, str, int]
"""A cell that holds a measured number: dataset, column, place of its row from 0."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's name, type (Table Schema's), unit (None when it measures nothing) and rounding step."""

    name: str
    type: str
    unit: Unit | None
    rounded_to: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A table with its units; `table` is what analysis functions are given.

    `table` is indexed by `key`, the columns of the primary key; columns with a unit are pint-pandas arrays of
    floats, so that ``table.loc[2022, "arrests"]`` is a quantity.
    """

    name: str
    title: str
    path: str
    source: str
    period: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    table: pd.DataFrame
    rows: tuple[Mapping[str, str], ...]

    def cells(self) -> list[Input]:
        """Every measured number with its range, in reading order; cells left empty are not among them."""
        inputs = []
        for column in self.columns.values():
            if column.unit is None:
                continue
            half = float(column.rounded_to or 0) / 2
            for place, row in enumerate(self.rows):
                if row[column.name]:
                    value = float(row[column.name])
                    inputs.append(Input((self.name, column.name, place), value, value - half, value + half))
        return inputs

    def with_cells(self, values: Mapping[CellKey, float]) -> pd.DataFrame:
        """The table with some of its cells at other values."""
        table = self.table.copy()
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
        return " ".join(row[column] for column in self.key) if self.key else str(place + 1)

    def row_period(self, place: int) -> str:
        """When the row's observation was made."""
        return self.period.format(**self.rows[place])

    def span(self) -> str:
        """The time that all rows cover."""
        return join_periods(self.row_period(place) for place in range(len(self.rows)))


def read_datasets(folder: Path, registry: Registry, sources: Collection[str]) -> dict[str, Dataset]:
    """The datasets that `data/datapackage.json` describes, by name, apart from the reported figures.

    Raises `ReadingError` for a descriptor or a table that is wrong, and for a CSV file that is not described.
    """
    described = _resources(folder)
    faults: list[Fault] = []
    datasets = {}
    for name, resource in described.items():
        try:
            datasets[name] = _read_dataset(folder, name, resource, registry, sources)
        except ReadingError as error:
            faults += error.faults
    known = {f"data/{resource.get('path')}" for resource in described.values()} | {REPORTED}
    for path in sorted((folder / "data").glob("*.csv")):
        if f"data/{path.name}" not in known:
            wanted = f"describe its columns and units in {PACKAGE}"
            faults.append(Fault(file=f"data/{path.name}", what="dataset", found="is not described", wanted=wanted))
    if faults:
        raise ReadingError(faults)
    return datasets


def _resources(folder: Path) -> dict[str, dict[str, Any]]:
    if not (folder / PACKAGE).exists():
        return {}
    text = read_text(folder / PACKAGE, PACKAGE)
    try:
        package = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadingError(Fault(file=PACKAGE, line=error.lineno, what="JSON", found=error.msg)) from error
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not all(isinstance(each, dict) for each in resources):
        wanted = "list one resource for each file in data/"
        raise ReadingError(Fault(file=PACKAGE, what="resources", found="there is no list of them", wanted=wanted))
    return {
        str(each.get("name", "")): each for each in resources if f"data/{each.get('path')}" != REPORTED
    }


def _read_dataset(
    folder: Path, name: str, resource: Mapping[str, Any], registry: Registry, sources: Collection[str]
) -> Dataset:
    columns, key, faults = _read_schema(name, resource, registry, sources)
    if faults:
        raise ReadingError(faults)
    path = f"data/{resource['path']}"
    rows, faults = parse_table(read_text(folder / path, path), list(columns), path)
    faults += _cell_faults(rows, columns, key, resource, path)
    if faults:
        raise ReadingError(sorted(faults, key=lambda fault: fault.line or 0))
    return Dataset(
        name=name,
        title=str(resource.get("title", name)),
        path=path,
        source=str(resource.get("source", "")),
        period=str(resource.get("period", "")),
        key=tuple(key),
        columns=columns,
        table=_frame(rows, columns, key),
        rows=tuple(row.cells for row in rows),
    )


def _read_schema(
    name: str, resource: Mapping[str, Any], registry: Registry, sources: Collection[str]
) -> tuple[dict[str, Column], list[str], list[Fault]]:
    """The columns and the primary key, and all that is wrong with their description."""
    faults: list[Fault] = []

    def fault(what: str, found: str, wanted: str = "") -> None:
        faults.append(Fault(file=PACKAGE, what=f"{name}: {what}", found=found, wanted=wanted))

    try:
        parse_id(name)
    except ValueError as error:
        fault("name", *str(error).split("; "))
    if not isinstance(resource.get("path"), str):
        fault("path", "there is none", "name the file, such as arrests.csv")
    if resource.get("source", "") not in {*sources, ""}:
        cited = str(resource["source"])
        fault("source", f"'{cited}' is not a key of data/sources.bib", near_miss(cited, sources))
    schema = resource.get("schema", {})
    fields = schema.get("fields", [])
    if not fields:
        fault("schema", "describes no fields", "give each column its name, type and unit")
    columns = {}
    for field in fields:
        try:
            columns[str(field.get("name"))] = _read_field(field, registry)
        except ValueError as error:
            fault(f"field {field.get('name')}", *str(error).split("; ", 1))
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else list(key)
    for column in key:
        if column not in columns and not faults:
            fault("primaryKey", f"'{column}' is not a field", near_miss(column, columns))
    return columns, key, faults


def _read_field(field: Mapping[str, Any], registry: Registry) -> Column:
    unit, step = field.get("unit"), field.get("rounded_to")
    try:
        measured = parse_unit(registry, str(unit)) if unit is not None else None
    except ValueError as error:
        raise ValueError(f"unit '{unit}' is not a unit; {error}") from error
    return Column(
        name=str(field["name"]),
        type=str(field.get("type", "string")),
        unit=measured,
        rounded_to=parse_step(str(step)) if step is not None else None,
    )


def _cell_faults(
    rows: list[Row], columns: Mapping[str, Column], key: list[str], resource: Mapping[str, Any], path: str
) -> list[Fault]:
    required = {
        field["name"]
        for field in resource["schema"]["fields"]
        if field.get("constraints", {}).get("required") or field["name"] in key
    }
    faults = []
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        for column in columns.values():
            text = row.cells[column.name]
            problem = _cell_problem(text, column, required=column.name in required)
            if problem:
                found, _, wanted = problem.partition("; ")
                faults.append(Fault(file=path, line=row.line, what=column.name, found=found, wanted=wanted))
        identity = tuple(row.cells[column] for column in key)
        if key and identity in seen:
            found = f"'{' '.join(identity)}' is already in line {seen[identity]}"
            faults.append(Fault(file=path, line=row.line, what=", ".join(key), found=found, wanted="keep one of them"))
        seen.setdefault(identity, row.line)
    return faults


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


def _frame(rows: list[Row], columns: Mapping[str, Column], key: list[str]) -> pd.DataFrame:
    series: dict[str, Any] = {}
    for name, column in columns.items():
        texts = [row.cells[name] for row in rows]
        if column.unit is not None:
            magnitudes = pd.array([float(text) if text else math.nan for text in texts], dtype="float64")
            series[name] = pint_pandas.PintArray(magnitudes, dtype=pint_pandas.PintType(column.unit))
        elif column.type in _NUMBERS:
            whole = column.type != "number" and all(texts)
            series[name] = [int(text) if whole else float(text or "nan") for text in texts]
        else:
            series[name] = texts
    table = pd.DataFrame(series)
    return table.set_index(key) if key else table
