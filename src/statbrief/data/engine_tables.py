"""Tables that the engine reads: what `data/datapackage.json` says of resources with ``"engine": true``.

They are files of CSV (gzipped, too), Parquet or DuckDB in `data/`, or tables of an engine of the brief's own. Their
columns are described as those of datasets are; only what is described is given to functions. What could not be held
against millions of rows is refused.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from statbrief.data.columns import Column
from statbrief.data.engine_files import files_of, is_for_engine, patterns_of
from statbrief.data.package import (
    Json,
    package_fault,
    read_columns,
    resources_of,
    said_of,
    source_faults,
    word_faults,
)
from statbrief.data.package_lines import placed
from statbrief.data.units import Registry
from statbrief.errors import Fault, ReadingError, RefusedError
from statbrief.table_schema.constraints import Constraints
from statbrief.table_schema.dialects import PLAIN, Dialect, read_dialect
from statbrief.table_schema.fields import FALSE, TRUE, Missing
from statbrief.table_schema.spans import columns_in

CSV, PARQUET, DUCKDB = "csv", "parquet", "duckdb"
_ENDINGS = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"), CSV),
    **dict.fromkeys((".parquet", ".pq"), PARQUET),
    **dict.fromkeys((".duckdb", ".ddb", ".db"), DUCKDB),
}
_UNREAD = ("projected", "gaps", "bytes", "hash", "scheme")
"""Of a resource, what is said of rows or of one file."""
_UNREAD_OF_SCHEMA = ("primaryKey", "uniqueKeys", "foreignKeys")
_WHICH = "write csv, parquet or duckdb"


@dataclass(frozen=True, kw_only=True)
class EngineTable:
    """A table that the engine reads. `files` are by path within the brief's folder; none of a table of its own.

    `path` is how the package names them, `table` what the table is called in a DuckDB file or in an engine. `period` is
    when rows are of, with a column in braces where each row says it.
    """

    name: str
    title: str
    source: str
    period: str
    columns: Mapping[str, Column]
    format: str
    path: str
    files: tuple[str, ...]
    table: str
    dialect: Dialect

    @property
    def period_column(self) -> str:
        """The column that says when a row is of; nothing where all are of one time, or none."""
        return next(iter(columns_in(self.period)), "")

    @property
    def how_read(self) -> tuple[object, ...]:
        """What its cells depend on beside its files: what is declared of them."""
        types = tuple((name, each.type) for name, each in self.columns.items())
        return self.format, self.table, self.dialect, tuple(self.missing.items()), types

    @property
    def missing(self) -> Missing:
        """The texts that stand for no value."""
        return next(iter(self.columns.values())).form.missing


def read_engine_tables(folder: Path, registry: Registry, sources: Collection[str]) -> dict[str, EngineTable]:
    """The tables that the engine reads, by name. Raises `ReadingError` with all that is wrong with what is said."""
    found: dict[str, EngineTable] = {}
    faults: list[Fault] = []
    for resource in resources_of(folder):
        if is_for_engine(resource) and isinstance(name := resource.get("name"), str):
            known, wrong = _described(folder, name, resource, registry)
            faults += [*source_faults(name, resource, sources), *wrong]
            found[name] = known
    if faults:
        raise ReadingError(placed(faults, folder))
    return found


def _described(folder: Path, name: str, resource: Json, registry: Registry) -> tuple[EngineTable, list[Fault]]:
    schema = resource.get("schema")
    columns, faults = read_columns(name, schema, registry)
    dialect, problems = read_dialect(resource)
    form = _format(resource)
    faults += [package_fault(name, *each) for each in problems]
    faults += [*_unread(name, resource, schema), *_ill_formed(name, resource, form, dialect)]
    files = files_of(folder, resource)
    faults += _without_files(name, resource, files)
    for column in columns.values():
        try:
            _refuse_form(column)
        except RefusedError as error:
            faults.append(package_fault(name, f"field {column.name}", error.found, error.wanted))
    if len({tuple(each.form.missing.items()) for each in columns.values()}) > 1:
        faults.append(package_fault(name, "schema", "has missingValues of one field", "declare them of all fields"))
    period = str(resource.get("period", ""))
    faults += [*_ill_timed(name, period, columns)]
    table = EngineTable(
        name=name,
        title=str(resource.get("title", name)),
        source=str(resource.get("source", "")),
        period=period,
        columns=columns,
        format=form,
        path=", ".join(patterns_of(resource)),
        files=tuple(files),
        table=str(resource.get("table", name)),
        dialect=dialect,
    )
    return table, faults


def _format(resource: Json) -> str:
    """What the files are, as they say, else by their ending."""
    said = resource.get("format")
    if isinstance(said, str):
        return CSV if said == "tsv" else said
    for path in patterns_of(resource):
        name = posixpath.basename(path).lower()
        ending = next((each for each in sorted(_ENDINGS, key=len, reverse=True) if name.endswith(each)), "")
        return _ENDINGS.get(ending, "")
    return ""


def _unread(name: str, resource: Json, schema: object) -> Iterator[Fault]:
    yield from word_faults(name, resource)
    said = schema if isinstance(schema, dict) else {}
    for owner, unread in ((resource, _UNREAD), (said, _UNREAD_OF_SCHEMA)):
        for each in (each for each in unread if each in owner):
            yield package_fault(name, each, "is not read of what is for the engine", "leave it out")


def _ill_formed(name: str, resource: Json, form: str, dialect: Dialect) -> Iterator[Fault]:
    if patterns_of(resource) and form not in {CSV, PARQUET, DUCKDB}:
        found = f"{said_of(resource, 'format')} is not read here" if "format" in resource else "is not known"
        yield package_fault(name, "format", found, _WHICH)
    if form != CSV and dialect != PLAIN:
        yield package_fault(name, "dialect", f"is declared of {form or 'a table'}", "it is for csv")
    elif dialect.comment or dialect.skips_space or dialect.encoding != "utf-8" or not dialect.has_header:
        found = "has comments, blanks to skip, no header or another encoding than UTF-8"
        yield package_fault(name, "dialect", found, "save the file as UTF-8, with a header and no more")
    if not isinstance(resource.get("table", ""), str) or ("table" in resource and form in {CSV, PARQUET}):
        yield package_fault(name, "table", said_of(resource, "table"), "it is for DuckDB files and engines of your own")


def _without_files(name: str, resource: Json, files: Collection[str]) -> Iterator[Fault]:
    said = resource.get("path")
    if said is None:
        return
    listed = said if isinstance(said, list) else [said]
    if len(patterns_of(resource)) < len(listed) or not listed:
        wanted = "name files in data/, such as trips.parquet or trips/*.parquet"
        yield package_fault(name, "path", said_of(resource, "path"), wanted)
    elif not files:
        yield package_fault(name, "path", f"'{', '.join(patterns_of(resource))}' is not there", "correct the path")


def _refuse_form(column: Column) -> None:
    """Raise `RefusedError` for what the engine would not obey."""
    form = column.form
    if column.constraints != Constraints():
        raise RefusedError("has constraints", "they are not held against what the engine reads: leave them out")
    if form.format != "default" or form.group or form.decimal != "." or not form.is_bare:
        raise RefusedError("has a form of its own", "save dates as ISO 8601, and numbers with a point alone")
    if (form.true, form.false) != (TRUE, FALSE):
        raise RefusedError("has truths of its own", "save them as true and false")
    if form.starts > 1:
        raise RefusedError("has fiscal years", "write type integer, and make years of it in analysis/")
    if form.type == "time":
        raise RefusedError("is of type time", "leave it out")


def _ill_timed(name: str, period: str, columns: Mapping[str, Column]) -> Iterator[Fault]:
    named = columns_in(period)
    if not named:
        return
    column = columns.get(named[0])
    if len(named) > 1 or period != f"{{{named[0]}}}" or column is None or not column.period:
        wanted = 'write a time, such as 2022-05, or one column of days, months, quarters or years: "{day}"'
        yield package_fault(name, "period", f"'{period}' is not read of what is for the engine", wanted)
