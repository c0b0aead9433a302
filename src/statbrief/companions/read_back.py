"""A companion as it stands in its file, read back to be held against the record."""

from __future__ import annotations

import re
from typing import NamedTuple

Value = str | float
Grid = dict[str, Value]
"""The cells of a sheet that hold something, by their places: A1, B4."""


class ReadSheet(NamedTuple):
    """A sheet as it stands in a file: its cells, and the name of the range that is marked as its table, if any."""

    grid: Grid
    table: str


_PLACE = re.compile(r"([A-Z]+)([0-9]+)")


def place_of(row: int, column: int) -> str:
    """A cell's place, of its row and column from 1.

    >>> place_of(4, 1), place_of(12, 28)
    ('A4', 'AB12')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def numbers_of(place: str) -> tuple[int, int]:
    """Row and column, from 1, of a cell's place.

    >>> numbers_of("AB12")
    (12, 28)
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError(f"{place} is no place of a cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def rows_of(grid: Grid) -> list[list[Value | None]]:
    """The cells of a sheet row by row, from A1 on; None where one is empty."""
    places = {numbers_of(place): value for place, value in grid.items()}
    last_row = max((row for row, _ in places), default=0)
    last_column = max((column for _, column in places), default=0)
    return [[places.get((row, column)) for column in range(1, last_column + 1)] for row in range(1, last_row + 1)]
