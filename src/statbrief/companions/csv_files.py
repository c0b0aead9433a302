"""Files of data: the figures, the checks and each table as CSV, and what their columns mean, as CSV on the Web has it.

Source of the metadata: W3C, Model for Tabular Data and Metadata on the Web, and Metadata Vocabulary for Tabular Data.
They stand in one file, `csv-metadata.json`, which is where readers of any CSV in its folder look for them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from statbrief.companions.edition import Edition
from statbrief.companions.held import is_same, parts_of, unknown_numbers, wrong
from statbrief.errors import Fault
from statbrief.record.cells import first_cell, is_cell
from statbrief.record.figure_types import PublishedFigure
from statbrief.record.record_types import CellsRecord
from statbrief.record.table_data import BESIDE, MISSING, plain, table_data

METADATA = "csv-metadata.json"
FIGURES, CHECKS = "all-figures.csv", "all-checks.csv"
"""Names that no table has: its own is that of a function."""
_CONTEXT = "http://www.w3.org/ns/csvw"
_NUMBERS = ("value", "low", "high")


class Column(NamedTuple):
    """A column: its name in the file, what readers call it, whether it has numbers, and what these count."""

    name: str
    title: str
    is_number: bool = False
    unit: str = ""


class File(NamedTuple):
    """A file of data: its name, its title, its columns, those that tell its rows apart, its sources, its text."""

    name: str
    title: str
    columns: Sequence[Column]
    key: Sequence[str]
    sources: Sequence[str]
    content: bytes


def folder(stem: str) -> str:
    """Where the files stand within the output folder."""
    return f"{stem}-csv"


def files(edition: Edition) -> dict[str, bytes]:
    """The files of data and their metadata, by name."""
    found = list(_files(edition))
    metadata = json.dumps(_metadata(found, edition), ensure_ascii=False, indent=1) + "\n"
    named = {each.name: each.content for each in found} | {METADATA: metadata.encode()}
    return {f"{folder(edition.stem)}/{name}": content for name, content in named.items()}


def _files(edition: Edition) -> Iterator[File]:
    if any(not is_cell(name) for name in edition.record["figures"]):
        yield _figures(edition)
    if edition.record["checks"]:
        yield _checks(edition)
    for name, table in edition.record.get("tables", {}).items():
        yield _table(name, table, edition)


def _written(head: Sequence[str], rows: Iterator[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()


def _figures(edition: Edition) -> File:
    """All figures but those of tables' cells, which are in their tables' files."""
    word, heading = edition.word, edition.heading
    columns = [
        *(
            Column("name", word("name")),
            Column("label", heading("figure")),
            Column("value", heading("value"), is_number=True),
        ),
        *(
            Column("low", word("low"), is_number=True),
            Column("high", word("high"), is_number=True),
            Column("unit", word("unit")),
        ),
        *(Column("period", heading("period")), Column("sources", word("source_key"))),
    ]
    figures = {name: each for name, each in edition.record["figures"].items() if not is_cell(name)}
    rows = ([name, *_cells(figure)] for name, figure in figures.items())
    content = _written([each.name for each in columns], rows)
    return File(FIGURES, word("figures_title"), columns, ["name"], _sources(figures), content)


def _cells(figure: PublishedFigure) -> list[str]:
    numbers = ["" if each is None else plain(each) for each in parts_of(figure)]
    return [figure["label"], *numbers, figure["unit"], figure["period"], "; ".join(figure["sources"])]


def _sources(figures: Mapping[str, PublishedFigure]) -> list[str]:
    return sorted({source for figure in figures.values() for source in figure["sources"]})


def _checks(edition: Edition) -> File:
    word, heading = edition.word, edition.heading
    columns = [
        *(Column("name", word("name")), Column("title", heading("check"))),
        *(Column("figures", heading("compared")), Column("holds", heading("outcome"))),
    ]
    checks = edition.record["checks"].items()
    rows = ([name, each["title"], "; ".join(each["figures"]), str(each["holds"]).lower()] for name, each in checks)
    return File(CHECKS, word("checks_title"), columns, ["name"], [], _written([each.name for each in columns], rows))


def _table(name: str, table: CellsRecord, edition: Edition) -> File:
    """A table, as its file inside the pages has it."""
    record = edition.record
    content = table_data(name, table, record["figures"], record.get("answers", {}))
    head = next(csv.reader(io.StringIO(content.decode())))
    columns = [_column(each, name, table, edition) for each in head]
    return File(f"{name}.csv", table["caption"], columns, table["levels"], table["sources"], content)


def _column(head: str, name: str, table: CellsRecord, edition: Edition) -> Column:
    """A column of a table's file, called as the table calls it."""
    of, _, part = head.partition(".")
    keys = first_cell(table)
    places = {each: place for place, each in enumerate([*table["levels"][:keys], *table["columns"]])}
    title = table["head"][places[of]] if of in places else of
    words = dict(zip((*BESIDE, MISSING), ("low", "high", "unit", "", "missing"), strict=True))
    said = edition.heading("period") if part == "period" else edition.word(words[part]) if part else ""
    figures = [edition.record["figures"].get(f"{name}.{row}.{of}") for row in table["names"]]
    units = {figure["unit"] for figure in figures if figure}
    is_number = bool(units) and part in {"", "low", "high"}
    unit = units.pop() if is_number and len(units) == 1 else ""
    return Column(head, f"{title}, {said.lower()}" if said else title, is_number, unit)


# -- metadata ----------------------------------------------------------------------------------------------------------


def _metadata(found: Sequence[File], edition: Edition) -> dict[str, Any]:
    front, record = edition.front, edition.record
    said = {
        "dc:title": record["title"],
        "dc:publisher": front.publisher,
        "dc:creator": front.author,
        "dc:issued": record["date"],
        "dc:temporal": edition.period.text if edition.period else "",
        "dc:license": front.licence,
        "dc:language": edition.lang,
        "dc:identifier": f"urn:sha256:{edition.sha256}",
    }
    context = [_CONTEXT, {"@language": edition.lang}]
    tables = [_described(each, edition) for each in found]
    return {"@context": context, **{key: text for key, text in said.items() if text}, "tables": tables}


def _described(file: File, edition: Edition) -> dict[str, Any]:
    sources = [edition.references.get(each, each) for each in file.sources]
    schema = {"columns": [_of_column(each) for each in file.columns], "primaryKey": list(file.key)}
    return (
        {"url": file.name, "dc:title": file.title}
        | ({"dc:source": sources} if sources else {})
        | {"tableSchema": schema}
    )


def _of_column(column: Column) -> dict[str, Any]:
    """A column as the vocabulary has it; a name there may not have all signs that one of a file has."""
    datatype = "decimal" if column.is_number else "string"
    said = {"titles": [column.name, column.title] if column.title != column.name else column.name}
    unit = {"schema:unitText": column.unit} if column.unit else {}
    return {"name": column.name.replace(".", "_"), **said, "datatype": datatype, **unit}


# -- held against the record -------------------------------------------------------------------------------------------


def faults(made: Mapping[str, bytes], edition: Edition) -> Iterator[Fault]:
    """What is wrong with the files as they stand: numbers that are not the record's, and rows that are missing."""
    for name, content in made.items():
        inner = name.rpartition("/")[2]
        if inner == METADATA:
            for number in unknown_numbers(_without_standards(content), edition):
                yield wrong(name, "metadata", f"say {number}, which stands", "nowhere in the record")
        else:
            yield from _of_file(name, inner, list(csv.reader(io.StringIO(content.decode()))), edition)


def _without_standards(content: bytes) -> str:
    """Metadata without the address of their standard, whose year is no number of the record's."""
    return content.decode().replace(_CONTEXT, "")


def _of_file(name: str, inner: str, rows: Sequence[Sequence[str]], edition: Edition) -> Iterator[Fault]:
    head, *body = rows
    expected = _expected(inner, edition)
    for number, row in enumerate(body, start=2):
        cells = dict(zip(head, row, strict=True))
        wanted = expected.pop(_key(inner, number - 2, row, edition), {})
        for column, text in cells.items():
            if column in wanted:
                if not _says(text, wanted[column]):
                    yield wrong(
                        name, f"line {number}, {column}", f"holds {text!r}, and the record has", f"{wanted[column]!r}"
                    )
            else:
                for each in unknown_numbers(text, edition):
                    yield wrong(name, f"line {number}, {column}", f"says {each}, which stands", "nowhere in the record")
    for key in expected:
        yield wrong(name, "rows", f"there is none of {key}, and the record has", "one")


def _says(text: str, wanted: float | None) -> bool:
    return text == "" if wanted is None else text != "" and is_same(float(text), wanted)


def _key(inner: str, place: int, row: Sequence[str], edition: Edition) -> str:
    """What the record calls a row: by its first cell, and of tables by its place."""
    if inner in {FIGURES, CHECKS}:
        return row[0]
    names = edition.record["tables"][inner.removesuffix(".csv")]["names"]
    return names[place] if place < len(names) else ""


def _expected(inner: str, edition: Edition) -> dict[str, dict[str, float | None]]:
    """The numbers that each row must have, by its name in the record and by column."""
    figures = edition.record["figures"]
    if inner == FIGURES:
        named = {name: parts_of(figure) for name, figure in figures.items() if not is_cell(name)}
        return {name: dict(zip(_NUMBERS, parts, strict=True)) for name, parts in named.items()}
    if inner == CHECKS:
        return {name: {} for name in edition.record["checks"]}
    table = inner.removesuffix(".csv")
    shape = edition.record["tables"][table]
    return {row: dict(_of_row(table, row, shape["columns"], figures)) for row in shape["names"]}


def _of_row(
    table: str, row: str, columns: Sequence[str], figures: Mapping[str, PublishedFigure]
) -> Iterator[tuple[str, float | None]]:
    for column in columns:
        if figure := figures.get(f"{table}.{row}.{column}"):
            heads = (column, f"{column}.low", f"{column}.high")
            yield from zip(heads, parts_of(figure), strict=True)
