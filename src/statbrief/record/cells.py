"""Which cell of a table a variable of prose means: by its row's name, or by the row's place in the list of ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from statbrief.record.record_types import CellsRecord, TableShape

RANK = "rank"
"""What the list of rows in their order is called in prose."""


EMPTY_CELL = "empty"
"""The kind of a cell that holds nothing, before what the data say of it."""
PERIOD = "_period"
"""In the rows of what an engine computed, when each is of, where no column that tells it apart says so."""
EMPTY = "–"
"""What stands in a cell where there is nothing."""
_LIKE_EMPTY = ("", "-", "‐", "‑", "‒", "–", "—", "−")


def mark_of(text: str) -> str:
    """What stands in a cell for which the data have a text in the place of a number.

    That is the text, unless it reads as a number (-99), or as what stands where there is nothing.

    >>> mark_of("c"), mark_of(".."), mark_of("-99"), mark_of("-")
    ('c', '..', '–', '–')
    """
    return EMPTY if text in _LIKE_EMPTY or any(map(str.isnumeric, text)) else text


class Meant(NamedTuple):
    """A cell by its identifier, and what is asked of it; `rank` is the place that it is asked by, 0 where by name."""

    cell: str
    form: str
    rank: int


def meant(tables: Mapping[str, TableShape], variable: str) -> Meant | None:
    """The cell that a variable means; None where it is none of a table.

    >>> tables = {"top": {"levels": ["group"], "columns": ["share"], "names": ["peru"], "ranked": ["peru"]}}
    >>> meant(tables, "top.rank.1.share.percent"), meant(tables, "top.peru.name")
    (Meant(cell='top.peru.share', form='percent', rank=1), Meant(cell='top.peru', form='name', rank=0))
    """
    name, *parts = variable.split(".")
    if name not in tables or not parts:
        return None
    table, rank = tables[name], 0
    row = parts.pop(0)
    if row == RANK:
        place = parts.pop(0) if parts else ""
        if not place.isdecimal() or not 0 < int(place) <= len(table["ranked"]):
            return None
        row, rank = table["ranked"][int(place) - 1], int(place)
    if row not in table["names"]:
        return None
    several = table["levels"] if len(table["levels"]) > 1 else []
    cell = f"{name}.{row}.{parts.pop(0)}" if parts and parts[0] in (*table["columns"], *several) else f"{name}.{row}"
    return Meant(cell, ".".join(parts), rank)


def keys_of(row: str, levels: Sequence[str]) -> list[str]:
    """The identifiers of what tells a row from others: its own where that is one, else a cell's for each level.

    >>> keys_of("top.peru", ["group"]), keys_of("top.peru_2024", ["group", "year"])
    (['top.peru'], ['top.peru_2024.group', 'top.peru_2024.year'])
    """
    return [row] if len(levels) == 1 else [f"{row}.{level}" for level in levels]


def first_cell(table: CellsRecord) -> int:
    """How many columns of a table as it is shown stand before those of its cells."""
    return len(table["head"]) - len(table["columns"])


def is_cell(identifier: str) -> bool:
    """Whether a figure or an answer is a cell of a table: no other has a dot in its identifier."""
    return "." in identifier
