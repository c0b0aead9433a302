"""The rows of datasets behind a figure: by their keys where they are few, else by how many there are, and which."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from statbrief.data.blocks import Block, Rows, rows_of
from statbrief.data.datasets import Dataset

_NAMED = 20
"""Rows of a large table that are named, and not counted."""


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
        found = np.unique(np.concatenate([rows_of(each) for each in own]))
        if any(isinstance(each, Block) for each in own) and len(found) > _NAMED:
            many[name] = _told(datasets[name], found)
        else:
            rows[name] = tuple(map(datasets[name].row_name, found.tolist()))
    return rows, many


def _told(dataset: Dataset, rows: Rows) -> ManyRows:
    """How many rows, and which texts all of them have, and no others."""
    if len(rows) == len(dataset.rows):
        return ManyRows(len(rows))
    same = {}
    for column in dataset.columns.values():
        text = dataset.rows[int(rows[0])][column.name]
        if column.unit is None and all(dataset.rows[place][column.name] == text for place in rows.tolist()):
            same[column.name] = text
    others = set(range(len(dataset.rows))).difference(rows.tolist())
    for name, text in same.items():
        others = {place for place in others if dataset.rows[place][name] == text}
    if not same or others:
        return ManyRows(len(rows))
    return ManyRows(len(rows), tuple(_needed(dataset, rows, same).items()))


def _needed(dataset: Dataset, rows: Rows, same: Mapping[str, str]) -> dict[str, str]:
    """As few of the texts as tell these rows from all others."""
    needed = dict(same)
    for column in same:
        fewer = {name: text for name, text in needed.items() if name != column}
        told = sum(all(row[name] == text for name, text in fewer.items()) for row in dataset.rows)
        if fewer and told == len(rows):
            needed = fewer
    return needed
