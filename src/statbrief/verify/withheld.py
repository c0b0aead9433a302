"""Why cells of tables are empty: that the reason stands in the data, and where it can be told, in the cell's own row.

It can be told of a column in which other numbers are cells of the data, as they stand there: what tells a row of the
table from others then stands in the row of the data, too. Of what code computes nobody knows which cells it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from statbrief.record.cells import keys_of
from statbrief.record.published import cell_of
from statbrief.record.record_types import DatasetRecord, PublishedRecord, WithheldRecord
from statbrief.table_schema.csv_table import Row
from statbrief.table_schema.declared import Declared
from statbrief.verify.answers import answers_of
from statbrief.verify.readable import Wrong, short
from statbrief.verify.tables import tables_of

Key = tuple[str, ...]
"""What tells a row of a table from others, as the data write it."""


class Beside(NamedTuple):
    """A number of a table that is a cell of the data: its row's key in the table, and the row of the data."""

    key: Key
    row: str
    column: str


class Empty(NamedTuple):
    """An empty cell of a table: why it is, and its row's key, which is shorter where the row is none of the data."""

    why: WithheldRecord
    key: Key


class Column(NamedTuple):
    """A column of a table: its numbers that are cells of a dataset, and by their names its cells empty for it."""

    beside: Sequence[Beside]
    empty: Mapping[str, Empty]


def columns_with_reasons(record: PublishedRecord, dataset: str) -> list[Column]:
    """The columns of tables in which a dataset says why cells are empty."""
    return [
        Column(_beside(record, name, column, dataset), empty)
        for name, table in tables_of(record).items()
        for column in table["columns"]
        if (empty := _empty(record, name, column, dataset))
    ]


def _empty(record: PublishedRecord, name: str, column: str, dataset: str) -> dict[str, Empty]:
    table = tables_of(record)[name]
    why = table.get("withheld", {})
    cells = ((row, f"{name}.{row}.{column}") for row in table["names"])
    return {
        cell: Empty(why[cell], _key(record, name, row))
        for row, cell in cells
        if cell in why and why[cell]["cell"]["dataset"] == dataset
    }


def _beside(record: PublishedRecord, name: str, column: str, dataset: str) -> list[Beside]:
    table, found = tables_of(record)[name], list[Beside]()
    for row in table["names"]:
        figure, key = record["figures"].get(f"{name}.{row}.{column}"), _key(record, name, row)
        cell = cell_of(figure) if figure else None
        if cell and cell["dataset"] == dataset and len(key) == len(table["levels"]):
            found.append(Beside(key, cell["row"], cell["column"]))
    return found


def _key(record: PublishedRecord, name: str, row: str) -> Key:
    named = keys_of(f"{name}.{row}", tables_of(record)[name]["levels"])
    answers = (answers_of(record).get(each) for each in named)
    return tuple(answer["value"][0] for answer in answers if answer and len(answer["value"]) == 1)


def other_reasons(
    dataset: DatasetRecord, columns: Sequence[Column], named: Mapping[str, Row], name: str, read: Declared
) -> Iterator[Wrong]:
    """Where what leaves a cell empty is not in the data, means something else there, or stands in another row.

    `named` are the rows of the file `name` by what they are called.
    """
    rows = _Rows(dataset, named, read)
    for column in columns:
        own = _Own(rows, column.beside)
        for cell, empty in column.empty.items():
            wrong = _other_reason(empty.why, named, name, read) or own.other_row(empty, name)
            if wrong:
                yield f"table cell {cell}", *wrong


def _other_reason(why: WithheldRecord, named: Mapping[str, Row], name: str, read: Declared) -> tuple[str, str] | None:
    row, column, text = named.get(why["cell"]["row"]), why["cell"]["column"], why["text"]
    if row is None or column not in row.cells:
        return f"its cell of the data, {short(why['cell']['row'])}, is not in {name}", ""
    if row.cells[column] != text:
        return f"{short(row.cells[column])} is in {name}:{row.line}", f"the record has {short(text)}"
    label = read.fields[column].missing.get(text, "") if column in read.fields else ""
    if label != why["label"]:
        return f"{short(text)} stands for {short(label)} in the data", f"the record has {short(why['label'])}"
    return None


class _Rows:
    """The rows of a dataset by what they are called, and by what tells them apart."""

    def __init__(self, dataset: DatasetRecord, named: Mapping[str, Row], read: Declared) -> None:
        self.named, self._read = named, read
        cells = next(iter(named.values())).cells if named else {}
        self._keys = dataset["key"] or [each for each in cells if each not in dataset["columns"]]

    def texts(self, row: Row) -> Key:
        """What tells a row of the data from others."""
        return tuple(self._read.text(each, row.cells[each]) for each in self._keys)

    def may_be(self, row: Row, column: str, text: str) -> bool:
        """Whether a cell has no number, and no reason that is declared before `text`: of several the first is said."""
        own = row.cells.get(column, "")
        missing = self._read.fields[column].missing if column in self._read.fields else {}
        declared = [each for each, label in missing.items() if label]
        if text not in declared or own not in missing:
            return False
        return own not in declared or declared.index(text) <= declared.index(own)

    @cached_property
    def by_texts(self) -> Mapping[Key, Row]:
        """The rows by that."""
        return {self.texts(row): row for row in self.named.values()}


class _Own:
    """Which rows of the data are those of a table's rows, as the numbers of one of its columns tell."""

    def __init__(self, rows: _Rows, beside: Sequence[Beside]) -> None:
        self._rows, self._columns = rows, {each.column for each in beside}
        known = [(each.key, rows.texts(rows.named[each.row])) for each in beside if each.row in rows.named]
        said = [set(each) for each in zip(*(texts for _, texts in known), strict=True)]
        self._shared = [min(each) if len(each) == 1 else None for each in said]
        self._levels = [
            [place for place in range(len(said)) if all(texts[place] == key[level] for key, texts in known)]
            for level in range(len(known[0][0]) if known else 0)
        ]

    def other_row(self, empty: Empty, name: str) -> tuple[str, str] | None:
        """What is wrong where a cell is empty for what stands in another row, and by its own row it is not.

        It may be empty for either, where a number of each would have stood in for the other's.
        """
        if len(empty.key) != len(self._levels):
            return None
        row = self._rows.named[empty.why["cell"]["row"]]
        texts = self._rows.texts(row)
        levels = list(zip(self._levels, empty.key, strict=True))
        if all(not places or any(texts[each] == own for each in places) for places, own in levels):
            return None
        wanted = dict(enumerate(self._shared)) | {each: text for places, text in levels for each in places}
        own = self._rows.by_texts.get(tuple(each or "" for each in wanted.values()))
        if own is not None and any(self._rows.may_be(own, each, empty.why["text"]) for each in self._columns):
            return None
        found = f"is empty for {short(empty.why['cell']['row'])}, {name}:{row.line}"
        return found, f"its row of the table is {short(' '.join(empty.key))}"
