"""The data of a table as a file: what its cells are, beyond what it shows, from the record alone.

A row for each of its rows. What tells them apart stands as the data write it, or by the name of the table's own word.
A column of numbers has all digits that the record has, and beside it, after a point, which no name has in it: the ends
of its range (empty where it is open), its unit, and the period that it is about.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal

from statbrief.record.shape import AnswerRecord, CellsRecord, FigureRecord

TYPE = "text/csv"
BESIDE = ("low", "high", "unit", "period")
"""What stands beside each number."""
FOLDER = "tables"
"""Where the record says that these files stand, which no build needs to write there."""


def file_of(table: str) -> str:
    """What the record calls the file of a table's data."""
    return f"{FOLDER}/{table}.csv"


def table_data(
    name: str, table: CellsRecord, figures: Mapping[str, FigureRecord], answers: Mapping[str, AnswerRecord]
) -> bytes:
    """The data of the table `name`, as CSV in UTF-8: the same for the same record."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    measured = [any(f"{name}.{row}.{column}" in figures for row in table["names"]) for column in table["columns"]]
    writer.writerow([*table["levels"], *_head(table, measured)])
    for row in table["names"]:
        start = f"{name}.{row}"
        cells = [*_key(start, row, table, answers)]
        for column, is_measured in zip(table["columns"], measured, strict=True):
            cell = f"{start}.{column}"
            cells += _number(figures.get(cell)) if is_measured else [_text(answers.get(cell))]
        writer.writerow(cells)
    return text.getvalue().encode()


def _head(table: CellsRecord, measured: list[bool]) -> Iterator[str]:
    for column, is_measured in zip(table["columns"], measured, strict=True):
        yield column
        if is_measured:
            yield from (f"{column}.{each}" for each in BESIDE)


def _key(start: str, row: str, table: CellsRecord, answers: Mapping[str, AnswerRecord]) -> Iterator[str]:
    """What tells a row from others; one that is none of the data has its name in the first column."""
    levels = table["levels"]
    named = [start] if len(levels) == 1 else [f"{start}.{level}" for level in levels]
    is_of_the_data = any(each in answers for each in named)
    for place, each in enumerate(named):
        yield _text(answers.get(each)) if is_of_the_data else "" if place else row


def _text(answer: AnswerRecord | None) -> str:
    return "" if answer is None else "; ".join(answer["value"])


def _number(figure: FigureRecord | None) -> list[str]:
    if figure is None:
        return [""] * (1 + len(BESIDE))
    ends = ["" if each is None else plain(each) for each in figure["range"]]
    return [plain(figure["value"]), *ends, figure["unit"], figure["period"]]


def plain(number: float) -> str:
    """A number in digits, as few as tell it from all others.

    >>> plain(143093.0), plain(-0.1), plain(1e-7), plain(2.5e20)
    ('143093', '-0.1', '0.0000001', '250000000000000000000')
    """
    text = f"{Decimal(repr(float(number))):f}"
    return text.removesuffix(".0")
