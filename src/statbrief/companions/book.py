"""A workbook as it is before any program's format: sheets of one table each, whose cells are texts and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from statbrief.companions.number_format import GENERAL, NumberFormat

HEAD_ROW = 4
"""The row, from 1, in which every table's head stands: beneath title, description and the way back."""
LONGEST_CELL = 32_767
"""Characters of a cell: more than a spreadsheet holds are refused by it."""
_LONGEST_NAME, _LONGEST_HEAD = 31, 240  # of a sheet, and of a column
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
_NARROWEST, _WIDEST = 10, 60
_BOLD = 1.1  # how much wider the letters of heads are
_RESERVED = {"history"}  # what Excel calls a sheet of its own


class Number(NamedTuple):
    """A number in a cell, and how it is shown."""

    value: float
    shown: NumberFormat = GENERAL


class Link(NamedTuple):
    """A text in a cell that leads to the first cell of another sheet."""

    text: str
    sheet: str


Cell = str | Number | Link


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: its name as a range of the workbook, its columns' names, which are distinct, and its rows."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: the lines in its first column, of which the first is its title, and the table beneath them, if any.

    `headings` are those of the lines, from 0, that head what follows.
    """

    name: str
    lines: Sequence[Cell]
    table: Table | None = None
    headings: frozenset[int] = frozenset({0})

    @property
    def title(self) -> str:
        """What its first cell says."""
        return text_of(self.lines[0])


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook: what its file says of itself, and its sheets."""

    title: str
    lang: str
    author: str
    day: dt.date
    sheets: Sequence[Sheet]


def text_of(cell: Cell) -> str:
    """A cell's text; nothing of a number."""
    return cell.text if isinstance(cell, Link) else "" if isinstance(cell, Number) else cell


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A name that a sheet may have and no other has, small and capital letters being the same.

    >>> sheet_name("Table births", []), sheet_name("table BIRTHS", ["Table births"])
    ('Table births', 'table BIRTHS 2')
    """
    plain = wanted.translate(_NOT_IN_NAMES).strip() or "-"
    known = {each.casefold() for each in taken} | _RESERVED
    name, number = plain[:_LONGEST_NAME].rstrip(), 1
    while name.casefold() in known:
        number += 1
        end = f" {number}"
        name = plain[: _LONGEST_NAME - len(end)].rstrip() + end
    return name


def distinct(heads: Iterable[str], empty: str) -> list[str]:
    """Names of columns, no two of which are the same; `empty` is that of a column without one.

    >>> distinct(["", "Jobs", "jobs"], "Item")
    ['Item', 'Jobs', 'jobs 2']
    """
    found: list[str] = []
    for each in heads:
        plain = " ".join(each.split())[:_LONGEST_HEAD] or empty
        known = {head.casefold() for head in found}
        name, number = plain, 1
        while name.casefold() in known:
            number += 1
            name = f"{plain} {number}"
        found.append(name)
    return found


def widths(table: Table) -> list[int]:
    """How wide its columns are, in characters; texts that are longer go on in a next line."""
    columns = zip(table.head, *table.rows, strict=True)
    return [
        min(max(_NARROWEST, ceil(len(head) * _BOLD) + 2, *(_width(each) + 2 for each in column)), _WIDEST)
        for head, *column in columns
    ]


def numbered(table: Table) -> frozenset[int]:
    """The columns, from 0, that have numbers, and so stand to the right, heads and marks included."""
    places = range(len(table.head))
    return frozenset(place for place in places if any(isinstance(row[place], Number) for row in table.rows))


def after_numbers(table: Table) -> frozenset[int]:
    """The columns of texts, from 0, that begin where one of numbers ends, and so a little farther in."""
    right = numbered(table)
    return frozenset(place + 1 for place in right if place + 1 < len(table.head)) - right


def lines_of(row: Sequence[Cell], wide: Sequence[int]) -> int:
    """How many lines the texts of a row need in columns of these widths."""
    texts = [(text_of(cell), width - 1) for cell, width in zip(row, wide, strict=False)]
    return max((sum(1 + len(line) // width for line in text.split("\n")) for text, width in texts), default=1)


def _width(cell: Cell) -> int:
    if isinstance(cell, Number):
        whole = len(f"{abs(cell.value):,.0f}")
        return whole + (cell.shown.places or 0) + len(cell.shown.before + cell.shown.after) + 2
    return len(text_of(cell))
