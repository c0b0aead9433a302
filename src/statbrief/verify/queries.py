"""Datasets that an engine computed: that their numbers are what the record says, and their ranges what rounding allows.

The engine is not asked again, and what it read is not inside: its files are named by their hashes. Held are the file of
its numbers, each with the ends of its range and the count of rows that it is of, and each range against the rule: half
a step for each row of a sum, half a step of a mean, an extreme or a quantile, nothing of a count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from statbrief.record.figure_types import DerivedFigure
from statbrief.record.published import cell_of
from statbrief.record.record_types import DatasetRecord, MeasureRecord, PublishedRecord, QueryRecord
from statbrief.table_schema.csv_table import Row
from statbrief.verify.readable import Wrong, short

MEANS = ("mean", "quantile")
"""What lies between the multiples of a step."""
_COUNT, _SUM = "count", "sum"
_LONGEST = 700
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_BESIDE = ("low", "high", "rows")


def measure_of(dataset: DatasetRecord, column: str) -> MeasureRecord | None:
    """How a column was computed; None of one that no engine did."""
    return dataset["query"]["measures"].get(column) if "query" in dataset else None


def ill_asked(record: PublishedRecord) -> Iterator[Wrong]:
    """Where what is told of an engine does not fit the rest of the record."""
    tables = record.get("tables", {})
    for name, dataset in record["datasets"].items():
        if "query" not in dataset:
            continue
        what = f"dataset {name}"
        if name not in tables:
            yield what, "was computed by an engine, and is no table of the record", ""
        yield from _other_sources(record["files"], dataset["query"], what)
        for column in sorted(dataset["columns"].keys() ^ dataset["query"]["measures"].keys()):
            yield what, f"its column {short(column)} is measured, or computed, and not both", ""
        for column, known in dataset["columns"].items():
            measure = measure_of(dataset, column)
            if measure and measure["rounded_to"] != known["rounded_to"]:
                yield what, f"its column {short(column)} has two roundings", ""
    for name, figure in record["figures"].items():
        cell = cell_of(figure)
        is_of_query = cell is not None and "query" in record["datasets"].get(cell["dataset"], {})
        if is_of_query != figure.get("is_computed", False):
            yield f"figure {name}", "it says wrongly whether an engine computed it", ""


def _other_sources(files: Mapping[str, str], query: QueryRecord, what: str) -> Iterator[Wrong]:
    for source in query["sources"].values():
        for file, digest in source["files"].items():
            if files.get(file) != digest:
                found = f"was computed from {short(file)}, SHA-256 {short(digest)}"
                yield what, found, f"the brief was made from {short(files.get(file, 'no such file'))}"


def ill_computed(
    record: PublishedRecord, name: str, rows: Sequence[Row], named: Mapping[str, Row], file: str
) -> Iterator[Wrong]:
    """Where the numbers of such a dataset have other ranges than they may have; `rows` are those of its file."""
    dataset = record["datasets"][name]
    heads = {*(rows[0].cells if rows else ())}
    for column in dataset["columns"]:
        measure = measure_of(dataset, column)
        lacking = [each for each in _beside(column) if each not in heads]
        if measure is None or lacking:
            yield f"file {file}", f"has no column {short(lacking[0] if lacking else column)}", ""
            return
        for row in rows:
            if problem := _problem(row, column, measure):
                yield f"file {file}", f"line {row.line}: {problem}", "its range is what rounding allows"
    for key, figure in record["figures"].items():
        cell = cell_of(figure)
        if cell is not None and cell["dataset"] == name and "stated" not in figure and cell["row"] in named:
            yield from _other_ends(key, figure, named[cell["row"]], cell["column"])


def _beside(column: str) -> list[str]:
    return [f"{column}.{each}" for each in _BESIDE]


def _problem(row: Row, column: str, measure: MeasureRecord) -> str:
    """What is wrong with a number's range in the file; nothing where it is what rounding allows, or there is none."""
    value, low, high, rows = (row.cells[each] for each in (column, *_beside(column)))
    if not value and not (low or high or rows):
        return ""
    try:
        number, bottom, top = (_number(each) for each in (value, low, high))
        step = Fraction(0) if measure["by"] == _COUNT else _number(measure["rounded_to"] or "0")
        many = int(rows)
    except (ValueError, ArithmeticError):
        return f"{column} is {short(value)}, from {short(low)} to {short(high)} of {short(rows)} rows"
    half = step / 2 * (many if measure["by"] == _SUM else 1)
    if (number - half, number + half) != (bottom, top):
        return f"{column} is {short(value)}, from {short(low)} to {short(high)}"
    return ""


def _number(text: str) -> Fraction:
    if len(text) > _LONGEST or not _PLAIN.fullmatch(text):  # 1e99999999 would be a number of as many digits
        raise ValueError(text)
    return Fraction(Decimal(text))


def _other_ends(key: str, figure: DerivedFigure, row: Row, column: str) -> Iterator[Wrong]:
    """Where a figure has other ends than its cell."""
    ends = [row.cells.get(f"{column}.{each}", "") for each in ("low", "high")]
    try:
        known = [float(_number(each)) for each in ends]
    except (ValueError, ArithmeticError):
        return
    for said, found in zip(figure["range"], known, strict=True):
        if said is None or abs(said - found) > 1e-9 * max(abs(found), 1):
            told = f"its range ends at {short(str(said))}"
            yield f"figure {key}", told, f"its cell has {short(', '.join(ends))}"
            return
