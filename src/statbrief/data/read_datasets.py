"""Datasets as files have them: read, and held to what `datapackage.json` declares of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from statbrief.data.alike import alike_faults
from statbrief.data.columns import Column
from statbrief.data.datasets import Dataset
from statbrief.data.engine_files import engine_files
from statbrief.data.frames import frame
from statbrief.data.package import Description, is_no_dataset, read_descriptions
from statbrief.data.package_lines import placed
from statbrief.data.read_columns import LARGE, ColumnsRead, read_columns
from statbrief.data.rows_in_time import order_faults
from statbrief.data.units import Registry
from statbrief.errors import Fault, Place, ReadingError, RefusedError
from statbrief.files.own_files import is_left_behind
from statbrief.files.paths import PACKAGE
from statbrief.files.plain_text import direction_faults
from statbrief.files.read import SAVE_AS_UTF_8, is_absent, read_bytes, undecodable
from statbrief.table_schema.csv_table import parse_table
from statbrief.table_schema.fields import Value
from statbrief.table_schema.keys import TypedRow, repeats, strangers
from statbrief.table_schema.plain_numbers import refuse_contradiction
from statbrief.table_schema.spans import fill_period, parse_period

_LAST_OF_ASCII = 0x7F
_MOST_FAULTS = 100
"""Of a file: of more, these are told, and how many others there are."""


def read_datasets(folder: Path, registry: Registry, sources: Collection[str]) -> dict[str, Dataset]:
    """The datasets that `data/datapackage.json` describes, by name, apart from the reported figures.

    Raises `ReadingError` for a descriptor or a table that is wrong, and for a CSV file that is not described.
    """
    described = read_descriptions(folder, registry, sources)
    faults: list[Fault] = []
    datasets = {}
    typed: dict[str, Sequence[TypedRow]] = {}
    for each in described:
        try:
            if (read := _columns(folder, each)) is not None:
                typed[each.name], datasets[each.name] = read.typed, _dataset_of_columns(each, read)
                continue
            typed[each.name] = rows = _typed_rows(folder, each)
            if not is_no_dataset(each.path):
                datasets[each.name] = _dataset(each, rows)
        except ReadingError as error:
            faults += error.faults
    faults += [] if faults else [*_strangers(described, typed)]
    known = {each.path for each in described} | engine_files(folder)
    for path in sorted((folder / "data").glob("*.csv")):
        name = f"data/{path.name}"
        if name not in known and not is_no_dataset(name) and not is_left_behind(path.name):
            wanted = f"describe its columns and units in {PACKAGE}"
            faults.append(Place(name).fault("dataset", "is not described", wanted))
    if faults:
        raise ReadingError(placed(faults, folder))
    return datasets


def _columns(folder: Path, described: Description) -> ColumnsRead | None:
    """A large dataset by columns; None where it is read by rows, which tells what is wrong with it if anything is."""
    path = folder / described.path
    if is_no_dataset(described.path) or not path.is_file() or path.stat().st_size < LARGE:
        return None
    data = read_bytes(path, described.path)
    if next(changed_file(data, described), None) or described.dialect.is_utf_8_by_mistake(data):
        return None
    try:
        data = described.dialect.decode(data).encode()  # and what was read is not held beside it
    except UnicodeError:
        return None
    return read_columns(data, described, lambda cell, column, is_key: _value(cell, column, is_key=is_key))


def _typed_rows(folder: Path, described: Description) -> list[TypedRow]:
    """The rows of a table by what their cells mean. Raises `ReadingError` with all that is wrong in its file."""
    name, columns = described.path, described.columns
    if is_no_dataset(name) and is_absent(folder / name):
        absent = Place(PACKAGE).fault(f"{described.name}: path", f"'{name}' is not there")
        raise ReadingError(placed([absent], folder))
    data = read_bytes(folder / name, name)
    faults = [*changed_file(data, described)]
    text = decoded(data, described)
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
    faults += alike_faults(typed, columns, name)
    for each in described.unique:
        faults += repeats((row for row in typed if row.cells.keys() >= {*each}), each, name)
    faults += [] if faults else [*_period_faults(typed, described.period, name), *order_faults(described, typed)]
    if faults:
        raise ReadingError(
            placed(_some_of(sorted(dict.fromkeys(faults), key=lambda fault: fault.line or 0), name), folder)
        )
    return typed


def _some_of(faults: list[Fault], name: str) -> list[Fault]:
    """As many faults of a file as somebody may read, and how many more there are."""
    more = len(faults) - _MOST_FAULTS
    if more <= 0:
        return faults
    return [*faults[:_MOST_FAULTS], Place(name).fault("rows", f"{more:,} more faults", "mend these first")]


def _withheld(
    cells: Mapping[str, str], columns: Mapping[str, Column], values: Mapping[str, Value | None]
) -> dict[str, str]:
    """The texts of cells that hold nothing for a reason that is declared, by column."""
    empty = [name for name, value in values.items() if value is None]
    return {name: cells[name] for name in empty if columns[name].form.missing.get(cells[name])}


def decoded(data: bytes, described: Description) -> str:
    """The text of a table's file.

    Raises `ReadingError` for bytes that stand for no letters in the encoding that is declared, and for UTF-8.
    """
    encoding = described.dialect.encoding
    if described.dialect.is_utf_8_by_mistake(data):
        first = next(place for place, each in enumerate(data) if each > _LAST_OF_ASCII)
        place = Place(described.path, data.count(b"\n", 0, first) + 1)
        found = f"is UTF-8, and declared as {encoding.upper()}"
        raise ReadingError.at(place, "encoding", found, f"take the encoding of {described.name} out of {PACKAGE}")
    try:
        return described.dialect.decode(data)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        declared = f"{SAVE_AS_UTF_8}, or declare its encoding in {PACKAGE}"
        wanted = declared if encoding == "utf-8" else "correct the encoding"
        raise ReadingError(undecodable(data, start, Place(described.path), encoding.upper(), wanted)) from error


def changed_file(data: bytes, described: Description) -> Iterator[Fault]:
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


def _dataset_of_columns(described: Description, read: ColumnsRead) -> Dataset:
    return Dataset(
        description=described,
        table=read.frame(described),
        rows=read.rows,
        lines=read.lines,
        withheld=read.withheld(),
    )
