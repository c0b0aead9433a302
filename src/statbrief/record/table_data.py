"""The data of a table as a file: what its cells are, beyond what it shows, from the record alone.

A row for each of its rows. What tells them apart stands as the data write it, or by the name of the table's own word.
A column of numbers has all digits that the record has, and beside it, after a point, which no name has in it: the ends
of its range (empty where it is open, or nobody knows it), its unit, the period that it is about, and what is missing:
why there is no number, or the rows without a value that one leaves out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from statbrief.record.cells import keys_of
from statbrief.record.figure_types import AnswerRecord, FigureRecord
from statbrief.record.published import is_rounding_known
from statbrief.record.record_types import CellsRecord

TYPE = "text/csv"
BESIDE = ("low", "high", "unit", "period")
"""What stands beside each number."""
MISSING = "missing"
"""Beside a column with empty cells for which the data give a reason, that; of numbers of what is known, other rows."""
FOLDER = "tables"
"""Where the record says that these files stand, which no build needs to write there."""


def name_of(table: str) -> str:
    """What the file of a table's data is called inside the pages, and no other file there."""
    return f"{table}.csv"


def file_of(table: str) -> str:
    """What the record calls the file of a table's data."""
    return f"{FOLDER}/{name_of(table)}"


def table_data(
    name: str, table: CellsRecord, figures: Mapping[str, FigureRecord], answers: Mapping[str, AnswerRecord]
) -> bytes:
    """The data of the table `name`, as CSV in UTF-8: the same for the same record."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    cells = {each: [f"{name}.{row}.{each}" for row in table["names"]] for each in table["columns"]}
    columns = [column for each in table["columns"] for column in _columns(each, cells[each], table, figures, answers)]
    keys = [[*_key(f"{name}.{row}", row, table, answers)] for row in table["names"]]
    writer.writerow([*table["levels"], *(head for head, _ in columns)])
    writer.writerows([*key, *(texts[place] for _, texts in columns)] for place, key in enumerate(keys))
    return text.getvalue().encode()


Column = tuple[str, Sequence[str]]
"""A column of the file: its head, and its cells."""


def _columns(
    name: str,
    cells: Sequence[str],
    table: CellsRecord,
    figures: Mapping[str, FigureRecord],
    answers: Mapping[str, AnswerRecord],
) -> Iterator[Column]:
    """A column of the table, and what stands beside it."""
    if any(each in figures for each in cells):
        numbers = [_number(figures.get(each)) for each in cells]
        heads = [name, *(f"{name}.{each}" for each in BESIDE)]
        yield from ((head, [each[place] for each in numbers]) for place, head in enumerate(heads))
    else:
        yield name, [_text(answers.get(each)) for each in cells]
    missing = [missing_of(each, table, figures) for each in cells]
    if any(missing):
        yield f"{name}.{MISSING}", missing


def missing_of(cell: str, table: CellsRecord, figures: Mapping[str, FigureRecord]) -> str:
    """Why a cell is empty, or the rows without a value that its number leaves out: counts[2024-01 Mexico]."""
    why = table.get("withheld", {})
    if cell in why:
        return why[cell]["label"]
    figure = figures.get(cell)
    if figure is None or "missing" not in figure:
        return ""
    return "; ".join(f"{dataset}[{row}]" for dataset, rows in figure["missing"].items() for row in rows)


def _key(start: str, row: str, table: CellsRecord, answers: Mapping[str, AnswerRecord]) -> Iterator[str]:
    """What tells a row from others; one that is none of the data has its name in the first column."""
    named = keys_of(start, table["levels"])
    is_of_the_data = any(each in answers for each in named)
    for place, each in enumerate(named):
        yield _text(answers.get(each)) if is_of_the_data else "" if place else row


def _text(answer: AnswerRecord | None) -> str:
    return "" if answer is None else "; ".join(answer["value"])


def _number(figure: FigureRecord | None) -> list[str]:
    if figure is None:
        return [""] * (1 + len(BESIDE))
    is_known = is_rounding_known(figure)
    ends = [plain(each) if is_known and each is not None else "" for each in figure["range"]]
    return [plain(figure["value"]), *ends, figure["unit"], figure["period"]]


def plain(number: float) -> str:
    """A number in digits, as few as tell it from all others.

    >>> plain(143093.0), plain(-0.1), plain(1e-7), plain(2.5e20)
    ('143093', '-0.1', '0.0000001', '250000000000000000000')
    """
    text = f"{Decimal(repr(float(number))):f}"
    return text.removesuffix(".0")
