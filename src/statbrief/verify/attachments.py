"""The files inside a copy, held against its record: they are those that it was made from, and say the same."""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from statbrief.arithmetic.bounds import AS_STATED, EXACT
from statbrief.arithmetic.kinds import NAME
from statbrief.errors import ReadingError
from statbrief.files.paths import PACKAGE
from statbrief.languages.labels import COLUMNS, labels_file
from statbrief.project.data_inside import MOST
from statbrief.record.figure_types import CellRecord, ReportedFigure
from statbrief.record.published import EARLIER, cell_of, sha256
from statbrief.record.record_types import DatasetRecord, PublishedRecord
from statbrief.record.table_data import table_data
from statbrief.table_schema.columns import REPORTED_COLUMNS
from statbrief.table_schema.csv_table import Row, columns_of, parse_table
from statbrief.table_schema.declared import Declared, declarations
from statbrief.table_schema.dialects import PLAIN
from statbrief.table_schema.open_questions import NOT_SAID
from statbrief.verify.answers import answers_of, standing
from statbrief.verify.outside import left_out
from statbrief.verify.queries import ill_computed
from statbrief.verify.readable import Wrong, number, short
from statbrief.verify.revised import standing_revised
from statbrief.verify.tables import tables_of
from statbrief.verify.withheld import Column, columns_with_reasons, other_reasons

_NUMBERS = {"value", "rounded_to"}
_MOST_TOLD = 5
"""Faults that a file's own form may have before the rest is left out."""
LARGEST_TABLE = MOST
MOST_CELLS = 1_000_000
"""Bytes of one file that is read, and cells of all, each counted as often as figures or a dataset need it."""
MOST_COLUMNS = 1_000
_Called = tuple[str, str, str]
"""Of what kind something is, its name or what it says in the data, and what the record calls it."""


def mismatches(record: PublishedRecord, attached: Mapping[str, bytes], types: Mapping[str, str]) -> Iterator[Wrong]:
    """What is wrong with the files inside a copy; `types` are what they are said to be."""
    yield from _other_files(record, attached, types)
    yield from _other_data(record, attached)
    files = inside(record, attached)
    for file, each in left_out(record).items():
        if file in attached and len(attached[file]) != each["bytes"]:
            yield f"file {file}", f"has {len(attached[file])} bytes", f"the record has {each['bytes']}"
    lacking = sorted(_needed(record) - files.keys() - left_out(record).keys())
    yield from ((f"file {file}", "is not inside, and figures rest on it", "") for file in lacking)
    stated, repeating = _by_file(record), _by_dataset(record)
    tables = [*stated, *(dataset["file"] for dataset in record["datasets"].values()), PACKAGE]
    came = {file: attached[files[file]] for file in tables if file in files and file not in left_out(record)}
    too_large = list(_too_large(came, tables))  # what somebody gave beside the copy is theirs
    yield from too_large
    if too_large:
        return
    for file in sorted(stated.keys() & files.keys()):
        yield from _other_rows(stated[file], attached[files[file]], files[file])
    declared = declarations(attached[files[PACKAGE]]) if PACKAGE in files else {}
    texts = standing(record)
    for what, cell, text in standing_revised(record):
        texts.setdefault(cell["dataset"], []).append((what, cell, text))
    for key, dataset in record["datasets"].items():
        if name := files.get(dataset["file"]):
            repeated = _Repeated(repeating.get(key, {}), texts.get(key, ()), columns_with_reasons(record, key))
            yield from _other_dataset(record, key, repeated, attached[name], name, declared.get(key, Declared()))
    if (labels := labels_file(record["lang"])) in files:
        yield from _other_labels(record, attached[files[labels]], files[labels])
    if PACKAGE in files:
        yield from _other_columns(record, attached[files[PACKAGE]], files[PACKAGE])


def _other_dataset(
    record: PublishedRecord, key: str, repeated: _Repeated, content: bytes, name: str, read: Declared
) -> Iterator[Wrong]:
    """Where a dataset's file is not what the record says of it, or of what an engine computed."""
    dataset = record["datasets"][key]
    yield from _other_cells(dataset, repeated, content, name, read)
    if "query" in dataset:
        rows, _ = _rows(content, name)
        yield from ill_computed(record, key, rows, _by_name(dataset, rows, read), name)


def _other_files(record: PublishedRecord, attached: Mapping[str, bytes], types: Mapping[str, str]) -> Iterator[Wrong]:
    """Where the files inside are not those of which the record tells."""
    named = record["attached"]
    for name in sorted(named.keys() - attached.keys()):
        yield f"file {name}", "is not inside", "the record says that it is"
    for name in sorted(attached.keys() - named.keys() - left_out(record).keys()):
        yield f"file {name}", "is inside, and the record knows nothing of it", ""
    yield from _other_hashes(record)
    for name in sorted(named.keys() & attached.keys()):
        found, wanted = sha256(attached[name]), named[name]["sha256"]
        if found != wanted:
            yield f"file {name}", f"its SHA-256 is {found}", f"the record has {wanted}"
        if types.get(name, named[name]["type"]) != named[name]["type"]:
            yield f"file {name}", f"is said to be {short(types[name])}", f"the record has {short(named[name]['type'])}"


def _other_data(record: PublishedRecord, attached: Mapping[str, bytes]) -> Iterator[Wrong]:
    """Where the data of a table are not what its cells are in the record."""
    tables = tables_of(record)
    of_tables = {name: each["table"] for name, each in record["attached"].items() if "table" in each}
    for name, table in of_tables.items():
        if table not in tables:
            yield f"file {name}", f"is said to be the data of {short(table)}", "the record has no such table"
        elif name in attached:
            known = table_data(table, tables[table], record["figures"], answers_of(record)).decode()
            yield from itertools.islice(_other_lines(name, attached[name].decode(errors="replace"), known), 1)


def _other_lines(name: str, text: str, known: str) -> Iterator[Wrong]:
    """The lines of the data of a table that are others than its record has."""
    lines = itertools.zip_longest(text.split("\n"), known.split("\n"), fillvalue="")
    for place, (said, wanted) in enumerate(lines, start=1):
        if said != wanted:
            yield f"file {name}", f"line {place} says {short(said)}", f"its table has {short(wanted)}"


def inside(record: PublishedRecord, attached: Mapping[str, bytes]) -> dict[str, str]:
    """The files of the brief that are inside a copy, or were given beside it, and the name that each has there."""
    own = {name: each["file"] for name, each in record["attached"].items() if "table" not in each}
    given = {file: file for file in left_out(record) if file in attached}
    return {file: name for name, file in own.items() if name in attached} | given


def _needed(record: PublishedRecord) -> set[str]:
    """The files that the figures' numbers come from, and what a language calls their names."""
    files = {figure["file"] for figure in record["figures"].values() if "stated" in figure}
    is_translated = any("called" in answer for answer in answers_of(record).values())
    files |= {labels_file(record["lang"])} if is_translated else set()
    return files | {dataset["file"] for dataset in record["datasets"].values()}


def _other_hashes(record: PublishedRecord) -> Iterator[Wrong]:
    """Where the record says two things of one file."""
    known = record["files"]
    said = itertools.chain(record["attached"].items(), record["datasets"].items())
    for name, each in said:
        if known.get(each["file"], each["sha256"]) != each["sha256"]:
            yield f"file {name}", "has two hashes in the record", f"that of {short(each['file'])} is another"


def _by_file(record: PublishedRecord) -> dict[str, dict[str, ReportedFigure]]:
    """The figures that are stated, by their file."""
    stated: dict[str, dict[str, ReportedFigure]] = {}
    for key, figure in record["figures"].items():
        if "stated" in figure:
            stated.setdefault(figure["file"], {})[key] = figure
    return stated


def _by_dataset(record: PublishedRecord) -> dict[str, dict[str, tuple[CellRecord, float]]]:
    """The cells that figures repeat, and the figures' values, by the dataset's name."""
    repeating: dict[str, dict[str, tuple[CellRecord, float]]] = {}
    for key, figure in record["figures"].items():
        if cell := cell_of(figure):
            repeating.setdefault(cell["dataset"], {})[key] = cell, figure["value"]
    return repeating


def _too_large(files: Mapping[str, bytes], needed: Sequence[str]) -> Iterator[Wrong]:
    """Where the tables inside are beyond all bounds, found before one of them is read."""
    for file, content in files.items():
        if len(content) > LARGEST_TABLE:
            yield f"file {file}", f"has {len(content)} bytes", f"{LARGEST_TABLE} at most are read"
    if cells_of(files, needed) > MOST_CELLS:
        yield "files", f"their tables have more than {MOST_CELLS} cells", "no brief rests on as many"


def cells_of(files: Mapping[str, bytes], needed: Sequence[str]) -> int:
    """How many cells, at most, files have, each counted as often as it is needed."""
    cells = {file: sum(map(content.count, (b",", b"\n", b"\r", b"[", b"{"))) for file, content in files.items()}
    return sum(cells.get(file, 0) for file in needed)


def _other_rows(stated: Mapping[str, ReportedFigure], content: bytes, name: str) -> Iterator[Wrong]:
    """Where the reported figures are not as the file states them."""
    rows, wrong = _rows(content, name, REPORTED_COLUMNS)
    yield from wrong
    found: dict[str, Row] = {}
    for row in rows:
        if found.setdefault(row.cells["id"], row) is not row:
            yield f"file {name}", f"line {row.line} states {short(row.cells['id'])} again", ""
    for key, figure in stated.items():
        if key not in found:
            yield f"figure {key}", f"is not in {name}", ""
            continue
        row = found.pop(key)
        if row.line != figure["line"]:
            yield f"figure {key}", f"is in line {row.line} of {name}", f"the record says line {figure['line']}"
        known = _cells(key, figure)
        for column in REPORTED_COLUMNS:
            said = " ".join(row.cells[column].split())
            if not _alike(said, known[column], is_number=column in _NUMBERS):
                told = f"{column} is {short(said)} in {name}:{row.line}"
                yield f"figure {key}", told, f"the record has {short(known[column])}"
    for key, row in itertools.islice(found.items(), _MOST_TOLD):
        yield f"file {name}", f"line {row.line} states {short(key)}, which the record does not know", ""


def _cells(key: str, figure: ReportedFigure) -> dict[str, str]:
    """The row that a record's figure was read from, by column."""
    return {
        "id": key,
        "label": figure.get("stated_label", figure.get("template", figure["label"])),  # in the data's language
        "value": figure["stated"],
        "unit": figure.get("stated_unit", figure["unit"]),  # kg, where pint says kilogram
        "rounded_to": figure["rounded_to"],
        "bound": figure["bound"],
        "period": figure["period"],
        "source": ", ".join(figure["sources"]),
        "locator": figure["locator"],
        "note": figure["note"],
    }


class _Repeated(NamedTuple):
    """What a record repeats of a dataset: numbers, texts, and why some cells have no number."""

    numbers: Mapping[str, tuple[CellRecord, float]]
    said: Sequence[tuple[str, CellRecord, str]]
    withheld: Sequence[Column]


def _other_cells(
    dataset: DatasetRecord, repeated: _Repeated, content: bytes, name: str, read: Declared
) -> Iterator[Wrong]:
    """Where figures that repeat a number of the dataset do not, and names and periods stand elsewhere."""
    rows, wrong = _rows(content, name, read=read)
    yield from wrong
    if wrong or not any(repeated):
        return
    missing = {*dataset["key"], *dataset["columns"]} - {*(rows[0].cells if rows else ())}
    if missing:
        yield f"file {name}", f"has no column {short(min(missing))}", ""
        return
    named = _by_name(dataset, rows, read)
    for key, (cell, value) in repeated.numbers.items():
        row, column = named.get(cell["row"]), cell["column"]
        if row is None or column not in row.cells:
            yield f"figure {key}", f"its cell, {short(cell['row'])}, is not in {name}", ""
        elif not _alike(read.text(column, row.cells[column]), repr(value), is_number=True):
            told = f"{short(row.cells[column])} is in {name}:{row.line}"
            yield f"figure {key}", told, f"the record has {number(value, 9)}"
    yield from _other_texts(repeated.said, named, name, read)
    yield from other_reasons(dataset, repeated.withheld, named, name, read)


def _by_name(dataset: DatasetRecord, rows: Sequence[Row], read: Declared) -> dict[str, Row]:
    """The rows by their keys; by their place where there is no key."""
    if not dataset["key"]:
        return {str(place): row for place, row in enumerate(rows, start=1)}
    as_before = {" ".join(row.cells[each] for each in dataset["key"]): row for row in rows}  # in earlier versions
    return as_before | {" ".join(read.text(each, row.cells[each]) for each in dataset["key"]): row for row in rows}


def _other_texts(
    said: Sequence[tuple[str, CellRecord, str]], named: Mapping[str, Row], name: str, read: Declared
) -> Iterator[Wrong]:
    """Where a name or a period does not stand in its cell."""
    for key, cell, expected in said:
        row, column = named.get(cell["row"]), cell["column"]
        if row is None or column not in row.cells:
            yield key, f"its cell, {short(cell['row'])}, is not in {name}", ""
        elif read.text(column, row.cells[column]) != expected:
            told = f"{short(row.cells[column])} is in {name}:{row.line}"
            yield key, told, f"the record has {short(expected)}"


def _other_labels(record: PublishedRecord, content: bytes, name: str) -> Iterator[Wrong]:
    """Where something has another label than the file gives it in the language of the record."""
    rows, wrong = _rows(content, name, COLUMNS)
    yield from wrong
    said = {(row.cells["kind"], row.cells["id"]): " ".join(row.cells["text"].split()) for row in rows}
    functions = {**record["figures"], **answers_of(record)}
    is_of_the_data = not any("stated_label" in each for each in functions.values())
    known = [*_texts_called(record, is_of_the_data=is_of_the_data), *_units_called(record, said)]
    if not is_of_the_data:  # whose own language is that of all else
        own = {key: each for key, each in functions.items() if "." not in key}  # a cell is called by its table's words
        data = {key: each for key, each in record["datasets"].items() if "query" not in each}  # as its table is
        known = [*_labelled("figure", own, "label"), *known]
        known += [*_labelled("dataset", data, "title"), *_labelled("check", record["checks"], "title")]
    for kind, key, label in dict.fromkeys(known):
        text = said.get((kind, key), "")
        if text != label and not (kind == "unit" and label in text.split("|")):  # one|several
            told = f"is {short(text)} in {name}"
            yield f"{kind} {short(key) if kind in {'unit', 'name'} else key}", told, f"the record has {short(label)}"


def _labelled(kind: str, things: Mapping[str, Any], by: str) -> Iterator[_Called]:
    """What the record calls things."""
    return ((kind, key, str(each.get("template", each[by]))) for key, each in things.items())


def _texts_called(record: PublishedRecord, *, is_of_the_data: bool) -> Iterator[_Called]:
    """What the record calls texts of the data, in the language of the data only those that it calls otherwise."""
    for answer in answers_of(record).values():
        called = answer.get("called", answer["value"]) if answer["kind"] == NAME else []
        for text, each in zip(answer["value"], called, strict=False):
            if text != each or not is_of_the_data:
                yield "name", text, each
    for table in tables_of(record).values():
        for why in table.get("withheld", {}).values():
            if "called" in why:
                yield "missing", why["label"], why["called"]


def _units_called(record: PublishedRecord, said: Container[tuple[str, str]]) -> Iterator[_Called]:
    """What the record calls units, of one and of several; those that have a label, but in earlier versions."""
    for figure in record["figures"].values():
        if record["version"] == EARLIER or ("unit", figure["unit"]) in said:
            yield from (("unit", figure["unit"], figure[each]) for each in ("unit_text", "unit_one") if each in figure)


def _other_columns(record: PublishedRecord, content: bytes, name: str) -> Iterator[Wrong]:
    """Where the description of the datasets gives a column another unit or another rounding."""
    try:
        resources = [each for each in json.loads(content)["resources"] if "schema" in each]  # other files have none
        described = {each["name"]: each["schema"]["fields"] for each in resources}
        columns = {(key, each["name"]): each for key, fields in described.items() for each in fields}
    except (ValueError, TypeError, KeyError, RecursionError):
        yield f"file {name}", "is no description of datasets", ""
        return
    for key, dataset in record["datasets"].items():
        for column, known in dataset["columns"].items() if "query" not in dataset else ():
            field = columns.get((key, column), {})
            if not field:
                yield f"dataset {key}", f"{name} does not describe its column {short(column)}", ""
            elif not _alike(str(field.get("rounded_to", "")), known["rounded_to"], is_number=True):
                told = f"{short(column)} is rounded to {short(str(field.get('rounded_to', '')))} in {name}"
                yield f"dataset {key}", told, f"the record has {short(known['rounded_to'])}"


def _rows(
    content: bytes, name: str, columns: Sequence[str] = (), read: Declared | None = None
) -> tuple[list[Row], list[Wrong]]:
    """The rows of a table, and what is wrong with its form; its own columns where none are named."""
    dialect = read.dialect if read else PLAIN
    try:
        text = dialect.decode(content)
        if text.count(dialect.delimiter) > MOST_CELLS:
            return [], [(f"file {name}", f"has more than {MOST_CELLS} cells", "no brief rests on as many")]
        known = columns or columns_of(text, dialect) or list(read.fields if read else ())
        if len(known) > MOST_COLUMNS:
            return [], [(f"file {name}", f"has {len(known)} columns", f"{MOST_COLUMNS} at most")]
        rows, faults = parse_table(text, known, name, _MOST_TOLD, dialect)
    except UnicodeError:
        return [], [(f"file {name}", f"is not {dialect.encoding.upper()}", "")]
    except csv.Error as error:
        return [], [(f"file {name}", str(error), "")]
    except ReadingError as error:
        rows, faults = [], list(error.faults)
    return rows, [(f"file {name}", f"line {each.line}: {each.what}: {each.found}", "") for each in faults[:_MOST_TOLD]]


def _alike(one: str, other: str, *, is_number: bool) -> bool:
    """Whether two cells say the same; numbers may be written in two ways, and what is not said is as stated."""
    if one == other or not is_number:
        return one == other
    if one == NOT_SAID:
        return other == AS_STATED
    exact = {EXACT: "0", "": "0"}
    try:
        return Decimal(exact.get(one, one)) == Decimal(exact.get(other, other))
    except InvalidOperation:
        return False
