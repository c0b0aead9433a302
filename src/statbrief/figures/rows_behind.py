"""The rows of datasets behind a figure: by their keys where they are few, else by how many there are, and which."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from statbrief.data.blocks import Block, Rows, rows_of
from statbrief.data.datasets import Dataset
from statbrief.record.record_types import EngineSourceRecord

Truths: TypeAlias = "np.ndarray[tuple[Any, ...], np.dtype[np.bool_]]"
_NAMED = 20
"""Rows of a large table that are named, and not counted."""
_TWO = 2
"""Rows that a dash between them would make seem more; and stretches of rows that have room in a line."""


@dataclass(frozen=True)
class ManyRows:
    """Rows that are too many to be named: how many, and by which texts of columns they are told, if they are."""

    count: int
    where: tuple[tuple[str, str], ...] = ()


def rows_behind(
    datasets: Mapping[str, Dataset], keys: Iterable[Hashable]
) -> tuple[dict[str, tuple[str, ...]], dict[str, ManyRows]]:
    """The keys of the rows that cells stand in, by dataset; of a dataset with blocks of rows none, but how many."""
    places: dict[str, set[int | Block]] = {}
    for dataset, _, place in (key for key in keys if isinstance(key, tuple)):
        places.setdefault(dataset, set()).add(place)
    rows: dict[str, tuple[str, ...]] = {}
    many: dict[str, ManyRows] = {}
    for name in sorted(places):
        own = places[name]
        rows[name] = ()
        is_behind = np.zeros(len(datasets[name].rows), dtype=bool)
        for each in own:
            is_behind[rows_of(each)] = True
        found = np.flatnonzero(is_behind)
        if datasets[name].has_many and any(isinstance(each, Block) for each in own) and len(found) > _NAMED:
            many[name] = _told(datasets[name], found)
        else:
            rows[name] = tuple(map(datasets[name].row_name, found.tolist()))
    return rows, many


def _told(dataset: Dataset, rows: Rows) -> ManyRows:
    """How many rows, and which texts all of them have, and no others."""
    if len(rows) == len(dataset.rows):
        return ManyRows(len(rows))
    having = {}
    for column in dataset.columns.values():
        codes = dataset.texts.codes(column.name) if column.unit is None else None
        if codes is not None and bool((codes[rows] == codes[rows[0]]).all()):
            having[column.name] = codes == codes[rows[0]]
    needed = _needed(having, len(rows))
    first = dataset.rows[int(rows[0])]
    return ManyRows(len(rows), tuple((name, first[name]) for name in needed))


def _needed(having: Mapping[str, Truths], count: int) -> list[str]:
    """As few columns as tell so many rows from all others, by which rows have the same in each; none where none do."""

    def told(names: Iterable[str]) -> int:
        return int(np.count_nonzero(np.logical_and.reduce([having[each] for each in names])))

    needed = list(having)
    if not needed or told(needed) > count:
        return []
    for column in having:
        fewer = [name for name in needed if name != column]
        if fewer and told(fewer) == count:
            needed = fewer
    return needed


def in_short(rows: Sequence[str], places: Sequence[int], few: int) -> str:
    r"""Rows one by one where they are `few`, else by what of them stands beneath each other in the data, from .. to.

    `places` are where they stand. What is in more than two such stretches has its first two rows and its last.

    >>> years = [str(year) for year in range(2000, 2024)]
    >>> in_short(years[4:9], range(4, 9), 4), in_short(years[::4], range(0, 24, 4), 4)
    ('2004–2008', '2000, 2004, …, 2020')
    >>> in_short([*years[:3], *years[10:12]], [0, 1, 2, 10, 11], 4)
    '2000–2002, 2010, 2011'
    """
    if len(rows) <= few:
        return ", ".join(rows)
    starts = [at for at in range(len(rows)) if at == 0 or places[at] != places[at - 1] + 1]
    stretches = [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    if len(stretches) > _TWO:
        return f"{rows[0]}, {rows[1]}, …, {rows[-1]}"
    return ", ".join(first_to_last(each) if len(each) > _TWO else ", ".join(each) for each in stretches)


def first_to_last(rows: Sequence[str]) -> str:
    r"""The first and the last of many rows, with a dash that stands apart from what has hyphens or spaces of its own.

    >>> first_to_last(["2000", "2001", "2022"]), first_to_last(["2010-08", "2015-12"])
    ('2000–2022', '2010-08\xa0– 2015-12')
    """
    is_apart = re.search(r"[\s-]", rows[0] + rows[-1])
    return f"{rows[0]}\u00a0– {rows[-1]}" if is_apart else f"{rows[0]}–{rows[-1]}"


def called_by_engine(name: str, source: EngineSourceRecord) -> str:
    """What a table that an engine read is called: its files, else its name there."""
    return source["path"].removeprefix("data/").replace(", data/", ", ") or source.get("table", name)
