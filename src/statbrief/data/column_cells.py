"""The cells of a column, each different one once: how it is written, what it means, and which rows have it.

A hundred thousand cells say a few things: so what they say is read and checked once for each, and rows are put together
where somebody asks for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias, overload

import numpy as np
import pandas as pd

from statbrief.table_schema.fields import Value
from statbrief.table_schema.keys import TypedRow

Places: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.integer[Any]]]"
Floats: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"
Bytes: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bytes_]]"


@dataclass(frozen=True, kw_only=True)
class Cells:
    """A column of a table: what its different cells are, and `places`, the one of them that each row has.

    `texts` are how they are written here; bytes where all are plain numbers, whose `numbers` are known, and nothing
    else of them. `values` are what others mean, None where there is no value; `withheld` the texts of those that have
    none for a reason that is declared, by where they stand among them.
    """

    places: Places
    texts: Sequence[str] | Bytes
    values: Sequence[Value | None] | None = None
    numbers: Floats | None = None
    withheld: Mapping[int, str] = field(default_factory=dict)

    def text(self, row: int) -> str:
        """How the cell of a row is written."""
        found = self.texts[int(self.places[row])]
        return found.decode() if isinstance(found, bytes) else str(found)

    @cached_property
    def different(self) -> Sequence[str]:
        """How its different cells are written."""
        return [each.decode() if isinstance(each, bytes) else each for each in self.texts]

    def all_texts(self) -> list[str]:
        """How the cell of each row is written, in their order."""
        found: list[str] = np.array(self.different, dtype=object)[self.places].tolist()
        return found

    def meanings(self) -> Sequence[Value | None]:
        """What its different cells mean."""
        return self.values if self.values is not None else [Decimal(each) if each else None for each in self.different]

    def identities(self) -> Places:
        """A number for each row, the same where the cells mean the same; -1 where there is no value."""
        if self.numbers is not None:
            is_there_once = np.where(np.isnan(self.numbers), -1, np.arange(len(self.numbers)))
            return (is_there_once if self._is_written_in_one_way else pd.factorize(self.numbers)[0])[self.places]
        known: dict[Value, int] = {}
        told = [-1 if each is None else known.setdefault(each, len(known)) for each in self.meanings()]
        return np.array(told, dtype=np.int64)[self.places]

    @property
    def _is_written_in_one_way(self) -> bool:
        """Whether no plain number can be there twice, as 1 and 1.0 are, or 0 and -0."""
        texts = np.asarray(self.texts)
        return not ((texts.view(np.uint8) == ord(".")).any() or (texts == b"-0").any())


class Rows(Sequence[Mapping[str, str]]):
    """The rows of a table whose columns are known, each put together when it is asked for."""

    def __init__(self, columns: Mapping[str, Cells], length: int) -> None:
        self.columns, self.length = columns, length

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, place: int) -> Mapping[str, str]: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Mapping[str, str]]: ...

    def __getitem__(self, place: int | slice) -> Mapping[str, str] | Sequence[Mapping[str, str]]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self.length))]
        if not -self.length <= place < self.length:
            raise IndexError(place)
        return {name: each.text(place) for name, each in self.columns.items()}

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        names, texts = list(self.columns), [each.all_texts() for each in self.columns.values()]
        return (dict(zip(names, row, strict=True)) for row in zip(*texts, strict=True))


def different_in(rows: Sequence[Mapping[str, str]], column: str) -> set[str]:
    """How the different cells of a column are written."""
    return {*rows.columns[column].different} if isinstance(rows, Rows) else {row[column] for row in rows}


def is_full(rows: Sequence[Mapping[str, str]], column: str) -> bool:
    """Whether it is known of a column, of which each different cell is known, that none is empty."""
    cells = rows.columns[column] if isinstance(rows, Rows) else None
    return cells is not None and cells.numbers is None and "" not in cells.texts


def longest_of_numbers(rows: Sequence[Mapping[str, str]], column: str) -> Iterable[str]:
    """Numbers of a column that has such: all different ones, or, where they are many, one with most decimals."""
    cells = rows.columns[column] if isinstance(rows, Rows) else None
    if cells is None or not isinstance(cells.texts, np.ndarray):
        return different_in(rows, column) - {""}
    places = np.char.find(cells.texts, b".")
    decimals = np.where(places < 0, 0, np.char.str_len(cells.texts) - places)
    decimals[cells.texts == b""] = -1
    return [cells.texts[decimals.argmax()].decode()] if (decimals >= 0).any() else []


class RowTexts:
    """How the cells of rows are written, column by column."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.rows = rows
        self._known: dict[str, tuple[Places, list[str]]] = {}

    def different(self, column: str) -> list[str]:
        """The texts of a column, each once."""
        return self._coded(column)[1]

    def codes(self, column: str) -> Places:
        """A number for each row, the same where the cells of a column are written alike."""
        cells = self.rows.columns[column] if isinstance(self.rows, Rows) else None
        if cells is not None and cells.numbers is not None:  # whose texts, each there once, nobody asks for
            return cells.places
        return self._coded(column)[0]

    def standing(self, column: str, texts: Collection[str]) -> dict[str, list[int]]:
        """The rows that texts of a column stand in; those that stand in none are left out."""
        codes, different = self._coded(column)
        found = {text: code for code, text in enumerate(different) if text in texts}
        return {text: np.flatnonzero(codes == code).tolist() for text, code in found.items()}

    def alike(self, columns: Iterable[str]) -> tuple[Places, list[int]]:
        """A number for each row, the same where all of some columns are written alike; and the first row of each."""
        told: Places = np.zeros(len(self.rows), dtype=np.int64)
        for name in columns:
            own = self.codes(name)
            told = pd.factorize(told.astype(np.int64) * (int(own.max(initial=0)) + 1) + own)[0]
        firsts = np.zeros(int(told.max(initial=-1)) + 1, dtype=np.intp)
        firsts[told[::-1]] = np.arange(len(told))[::-1]  # what is written last stays
        return told, firsts.tolist()

    def _coded(self, column: str) -> tuple[Places, list[str]]:
        if column not in self._known:
            if isinstance(self.rows, Rows):
                cells = self.rows.columns[column]
                codes, different = pd.factorize(np.array(cells.different, dtype=object))
                is_once = len(different) == len(codes)  # or two are written alike here, and were not in the file
                places = cells.places if is_once else codes.astype(np.int32)[cells.places]
                self._known[column] = places, different.tolist()
            else:
                codes, different = pd.factorize(np.array([row[column] for row in self.rows], dtype=object))
                self._known[column] = codes, different.tolist()
        return self._known[column]


class TypedRows(Sequence[TypedRow]):
    """The same rows by what their cells mean."""

    def __init__(self, columns: Mapping[str, Cells], lines: Sequence[int]) -> None:
        self.columns, self.lines = columns, lines

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, place: int) -> TypedRow: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[TypedRow]: ...

    def __getitem__(self, place: int | slice) -> TypedRow | Sequence[TypedRow]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        where = {name: int(each.places[place]) for name, each in self.columns.items()}
        return TypedRow(
            self.lines[place],
            {name: each.meanings()[where[name]] for name, each in self.columns.items()},
            {name: each.text(place) for name, each in self.columns.items()},
            {name: said for name, each in self.columns.items() if (said := each.withheld.get(where[name]))},
        )

    def __iter__(self) -> Iterator[TypedRow]:
        meanings = {name: each.meanings() for name, each in self.columns.items()}
        places = {name: each.places.tolist() for name, each in self.columns.items()}
        for row, line in enumerate(self.lines):
            where = {name: each[row] for name, each in places.items()}
            yield TypedRow(
                line,
                {name: meanings[name][where[name]] for name in self.columns},
                {name: each.different[where[name]] for name, each in self.columns.items()},
                {name: said for name, each in self.columns.items() if (said := each.withheld.get(where[name]))},
            )
