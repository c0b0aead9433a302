"""The check of a workbook: its cells, as they stand in its file, against the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from statbrief.companions.book import HEAD_ROW
from statbrief.companions.chart_sheets import read
from statbrief.companions.edition import Edition
from statbrief.companions.held import is_same, parts_of, unknown_numbers, wrong
from statbrief.companions.marks import reason_of
from statbrief.companions.range_names import BESIDE, CHART, DATA, FIGURES, TABLE, Of, ranges
from statbrief.companions.read_back import ReadSheet, Value, place_of, rows_of
from statbrief.errors import OURS, Fault, Place
from statbrief.record.cells import first_cell, is_cell

Rows = Sequence[Sequence[Value | None]]
Read = Callable[[bytes], Mapping[str, ReadSheet]]
_COUNTED = re.compile(r" [0-9]+$")
_ENDS = 3
_OF_NUMBERS = 5
"""Columns that stand side by side of one of numbers: the value, the ends of its range, unit and period."""


class Expected(NamedTuple):
    """The number that a cell must hold, by its row and column from 1; None of one that must hold none."""

    row: int
    column: int
    number: float | None


def faults(files: Mapping[str, bytes], read_sheets: Read, edition: Edition) -> list[Fault]:
    """What is wrong with workbooks: every number in them that is not the record's, and every one that is missing."""
    found: list[Fault] = []
    for name, content in files.items():
        try:
            sheets = read_sheets(content)
        except ValueError as error:
            found.append(wrong(name, "file", "cannot be read back:", str(error)))
        else:
            found += _faults(name, sheets, edition)
    return found


def _faults(file: str, sheets: Mapping[str, ReadSheet], edition: Edition) -> Iterator[Fault]:
    known = ranges(edition)
    of_tables = {name: known[sheet.table] for name, sheet in sheets.items() if sheet.table in known}
    for name, sheet in sheets.items():
        rows = rows_of(sheet.grid)
        of = of_tables.get(name)
        expected = list(_EXPECTED[of.kind](of.name, rows, edition)) if of else []
        for each in expected:
            place = place_of(each.row, each.column)
            yield from _wrong_cell(file, f"{name}!{place}", sheet.grid.get(place), each.number)
        held = {place_of(each.row, each.column) for each in expected}
        for place, value in sheet.grid.items():
            text = _told(value, sheets, rows, edition) if isinstance(value, str) else value
            yield from _wrong_value(file, f"{name}!{place}", text, edition, is_held=place in held)
    yield from _missing(file, known, [each.table for each in sheets.values()])


def _told(text: str, sheets: Container[str], rows: Rows, edition: Edition) -> str:
    """A text without the numbers that are the workbook's own: of notes, sheets, heads of one name, and a cell."""
    if text in sheets or text == edition.word("read_tables").replace("{cell}", f"A{HEAD_ROW}"):
        return ""
    if len(rows) >= HEAD_ROW and text in rows[HEAD_ROW - 1] and _COUNTED.sub("", text) in rows[HEAD_ROW - 1]:
        text = _COUNTED.sub("", text)
    return re.sub(re.escape(edition.word("note_mark")).replace(r"\{\}", "[0-9]+"), "", text)


def _missing(file: str, known: Mapping[str, Of], found: Sequence[str]) -> Iterator[Fault]:
    for name in known.keys() - set(found):
        yield Place(file).fault(name, "is in no sheet, and the record has numbers of it", OURS)


def _wrong_cell(file: str, where: str, found: Value | None, wanted: float | None) -> Iterator[Fault]:
    is_number = isinstance(found, float)
    if wanted is None and is_number:
        yield wrong(file, where, f"holds {found!r}, and the record has", "no such number there")
    elif wanted is not None and not (isinstance(found, float) and is_same(found, wanted)):
        yield wrong(
            file, where, f"holds {'nothing' if found is None else repr(found)}, and the record has", f"{wanted!r}"
        )


def _wrong_value(file: str, where: str, value: Value, edition: Edition, *, is_held: bool) -> Iterator[Fault]:
    if isinstance(value, float):
        if not is_held:
            yield wrong(file, where, f"holds {value!r}, which is", "no number of the record's")
    else:
        for number in unknown_numbers(value, edition):
            yield wrong(file, where, f"says {number}, which stands", "nowhere in the record")


# -- the numbers that a sheet must have, from the record ---------------------------------------------------------------


def _of_figures(_: str, rows: Rows, edition: Edition) -> Iterator[Expected]:
    """Of each figure its value and the ends of its range, in the row that ends with its name."""
    head = list(rows[HEAD_ROW - 1])
    columns = [head.index(each) + 1 for each in (edition.heading("value"), edition.word("low"), edition.word("high"))]
    named = {str(row[-1]): number for number, row in enumerate(rows, start=1) if number > HEAD_ROW}
    for name, figure in edition.record["figures"].items():
        if not is_cell(name):
            row = named.get(name, len(rows) + 1)
            yield from (Expected(row, column, part) for column, part in zip(columns, parts_of(figure), strict=True))


def _of_table(name: str, _: Rows, edition: Edition) -> Iterator[Expected]:
    """Of each cell its number, in the place that it has in the table."""
    table, figures = edition.record["tables"][name], edition.record["figures"]
    keys = first_cell(table)
    for number, row in enumerate(table["names"], start=HEAD_ROW + 1):
        for place, column in enumerate(table["columns"], start=keys + 1):
            figure = figures.get(f"{name}.{row}.{column}")
            yield Expected(number, place, figure["value"] if figure else None)


def _of_data(name: str, rows: Rows, edition: Edition) -> Iterator[Expected]:
    """Of each cell its number and the ends of its range, in the row that begins with the row's name."""
    table, figures = edition.record["tables"][name], edition.record["figures"]
    named = {str(row[0]): number for number, row in enumerate(rows, start=1) if number > HEAD_ROW}
    place = first_cell(table) + 2
    for column in table["columns"]:
        cells = {row: f"{name}.{row}.{column}" for row in table["names"]}
        is_of_numbers = any(cell in figures for cell in cells.values())
        for row, cell in cells.items() if is_of_numbers else ():
            parts = parts_of(figures[cell]) if cell in figures else (None,) * _ENDS
            at = named.get(row, len(rows) + 1)
            yield from (Expected(at, place + number, part) for number, part in enumerate(parts))
        place += _OF_NUMBERS if is_of_numbers else 1
        place += any(reason_of(cell, table, figures) for cell in cells.values())


def _of_chart(name: str, rows: Rows, edition: Edition) -> Iterator[Expected]:
    return _of_texts(edition.record["charts"][name]["data"]["rows"], rows, edition)


def _beside_chart(name: str, rows: Rows, edition: Edition) -> Iterator[Expected]:
    beside = edition.record["charts"][name].get("beside")
    return _of_texts(beside["rows"] if beside else [], rows, edition)


def _of_texts(texts: Sequence[Sequence[str]], rows: Rows, edition: Edition) -> Iterator[Expected]:
    """Of each number in a row one that the record's row says; a row that is missing lacks its first number."""
    for number, row in enumerate(texts, start=HEAD_ROW + 1):
        both = [read(text, edition.lang, is_scaled=each).numbers for text in row for each in (True, False)]
        said = [float(value) for values in both for value in values]
        found = rows[number - 1] if number <= len(rows) else [None] * len(row)
        for column, value in enumerate(found, start=1):
            if isinstance(value, float):
                yield Expected(number, column, next((each for each in said if is_same(value, each)), None))
        if number > len(rows):
            yield Expected(number, 1, next(iter(said), 0.0))


_EXPECTED: Mapping[str, Callable[[str, Rows, Edition], Iterator[Expected]]] = {
    FIGURES: _of_figures,
    TABLE: _of_table,
    DATA: _of_data,
    CHART: _of_chart,
    BESIDE: _beside_chart,
}
