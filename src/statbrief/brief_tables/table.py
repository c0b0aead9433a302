"""A table as a value: its rows by key, and which figure, name or period each of its cells is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from statbrief.brief_tables.grid import Key
from statbrief.brief_tables.withheld import Withheld
from statbrief.figures.answer import Traced
from statbrief.figures.functions import Function
from statbrief.figures.rows_behind import ManyRows
from statbrief.record.cells import RANK
from statbrief.record.record_types import TableShape

RESERVED = (RANK, "plain")
"""What no row may be called: it stands for something else in prose."""
TOTAL = "total"
"""What a row is called that is set in bold, or what its name begins with, as that of `total_nonfarm`."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: what prose calls it, its key as data write it, and its cells by column; None of an empty one.

    `word` is the name of what it is called in the table's own words, if it is no row of the data.
    """

    name: str
    key: Key
    cells: Mapping[str, str | None]
    word: str = ""

    @property
    def is_total(self) -> bool:
        """Whether its own word says that it is what the others add up to, so that it is set apart from them."""
        return self.word.partition("_")[0] == TOTAL


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: its function, the levels of its rows' key, its columns, and its rows.

    The identifier of a cell is made of the table's name, the row's and the column's: ``by_sector.el_paso.encounters``;
    a row of one level is called by that of its key, ``by_sector.el_paso``. `digits` are those that are declared, by
    column; `sources` those of all its cells. `withheld` says why empty cells are, where the data say so.
    """

    function: Function
    levels: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    digits: Mapping[str, str]
    inputs: tuple[str, ...]
    sources: tuple[str, ...]
    used: Mapping[str, tuple[str, ...]]
    many: Mapping[str, ManyRows] = field(default_factory=dict)
    is_as_stated: bool = False
    withheld: Mapping[str, Withheld] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What code and prose call it."""
        return self.function.name

    @property
    def origin(self) -> Traced:
        """Where all that stands in it comes from."""
        function = self.function
        return Traced(
            function=function.name,
            file=function.file,
            line=function.line,
            inputs=self.inputs,
            reported=(),
            rows=self.used,
            many=self.many,
            sources=self.sources,
            is_as_stated=self.is_as_stated,
        )

    @property
    def shape(self) -> TableShape:
        """What prose may ask of it."""
        return {
            "levels": list(self.levels),
            "columns": list(self.columns),
            "names": [each.name for each in self.rows],
            "ranked": [each.name for each in self.ranked],
        }

    @property
    def ranked(self) -> list[Row]:
        """The rows that have a rank: those of the data, in their order."""
        return [each for each in self.rows if not each.word]

    def cells(self) -> Iterator[str]:
        """The identifiers of all that stands in it."""
        for row in self.rows:
            yield from filter(None, row.cells.values())
            yield from self.keys(row)

    def keys(self, row: Row) -> list[str]:
        """The identifiers of what tells a row from others, one for each level; of a row of its own, none."""
        if row.word:
            return []
        start = f"{self.name}.{row.name}"
        return [start] if len(self.levels) == 1 else [f"{start}.{level}" for level in self.levels]


def variable_name(texts: Iterable[str]) -> str:
    """What prose calls a row: its key in lower case without accents, with ``_`` for all that is no letter or digit.

    What begins with a digit has ``_`` before it, as Quarto takes a number for a place in a list.

    >>> variable_name(["El Paso"]), variable_name(["Québec", "2022-05"]), variable_name(["2022"])
    ('el_paso', 'quebec_2022_05', '_2022')
    """
    parts = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    plain = "".join(each for each in parts if not unicodedata.combining(each))
    name = re.sub(r"\W+", "_", plain).strip("_")
    return f"_{name}" if name[:1].isdigit() else name
