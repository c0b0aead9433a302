"""Values that a missing cell may have had that are equal to others: those of its table, and those that code names.

To pandas a missing cell equals nothing, and no value that is new to a table does either. So what rests on an equality
shows only where the cell holds just what it is compared with: a number of the same row, of a neighbour in the key, or
one that the code names.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

import pandas as pd
import pint

from statbrief.data.columns import Column
from statbrief.data.datasets import CellKey, Dataset
from statbrief.data.pandas_periods import pandas_frequency
from statbrief.data.units import Quantity, known_unit

MOST_TRIED = 60
"""Values of tables that a cell is given one after the other, the nearest first, beside those that code names."""
_NEIGHBOURS = 8
"""Rows on each side, of those that have all but one part of the key in common."""


@lru_cache
def named_in(nodes: tuple[ast.AST, ...]) -> tuple[object, ...]:
    """The numbers and texts that code names."""
    inner = [each for node in nodes for each in ast.walk(node)]
    said = {id(each.value) for each in inner if isinstance(each, ast.Expr)}  # docstrings
    negated = (each.operand for each in inner if isinstance(each, ast.UnaryOp) and isinstance(each.op, ast.USub))
    constants = [each.value for each in inner if isinstance(each, ast.Constant) and id(each) not in said]
    below = (each.value for each in negated if isinstance(each, ast.Constant))
    found = [*(-each for each in below if isinstance(each, int | float)), *constants]
    return tuple(
        each for each in dict.fromkeys(found) if isinstance(each, int | float | str) and not isinstance(each, bool)
    )


class EqualValues:
    """Of the missing cells of some datasets, values that they may be equal to; each column is looked through once."""

    def __init__(self, datasets: Sequence[Dataset]) -> None:
        self.datasets = {each.name: each for each in datasets}
        self._columns: dict[tuple[str, str, str, str], tuple[Any, ...]] = {}
        self._frequent: dict[tuple[str, str], tuple[Any, ...]] = {}
        self._all: dict[tuple[str, str], tuple[Any, ...]] = {}
        self._rows = {each.name: _Rows(each) for each in datasets}

    def of(self, cells: Iterable[CellKey], named: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """The values that each cell is tried with, the likeliest first; `named` are values by themselves."""
        own: dict[tuple[str, str], dict[Any, None]] = {}
        for dataset, column, place in cells:
            if (dataset, column) not in own:
                form = self.datasets[dataset].columns[column]
                held = (_as_in(form, each) for each in (*named, *_measured(form, named)))
                own[dataset, column] = dict.fromkeys(each for each in held if each is not None)
            known = own[dataset, column]
            yield (*known, *islice(_new(self._listed(dataset, column, place), known), MOST_TRIED))

    def _listed(self, dataset: str, column: str, place: int) -> Iterator[Any]:
        own = self.datasets[dataset]
        for other in own.columns:
            yield self._column(own, column, own, other)[place]
        for row in self._rows[dataset].near(place):
            yield self._column(own, column, own, column)[row]
        yield from self._often(own, column)
        yield from self._anywhere(own, column)

    def _anywhere(self, own: Dataset, column: str) -> tuple[Any, ...]:
        """All that any column holds and this one can, once."""
        key = (own.name, column)
        if key not in self._all:
            held = (self._column(own, column, each, other) for each in self.datasets.values() for other in each.columns)
            self._all[key] = tuple(dict.fromkeys(value for values in held for value in values if value is not None))
        return self._all[key]

    def _often(self, dataset: Dataset, column: str) -> tuple[Any, ...]:
        """The most frequent, the least, the middle and the largest value of a column."""
        key = (dataset.name, column)
        if key not in self._frequent:
            values = pd.Series([each for each in self._column(dataset, column, dataset, column) if each is not None])
            ordered = sorted(values)
            most = (values.mode()[0], ordered[0], ordered[len(ordered) // 2], ordered[-1]) if ordered else ()
            self._frequent[key] = most
        return self._frequent[key]

    def _column(self, dataset: Dataset, column: str, other: Dataset, name: str) -> tuple[Any, ...]:
        """The values of a column as those of another one are written; None of each that it cannot hold."""
        key = (dataset.name, column, other.name, name)
        if key not in self._columns:
            self._columns[key] = tuple(_converted(dataset.columns[column], other, name))
        return self._columns[key]


def _new(values: Iterable[Any], known: Container[Any]) -> Iterator[Any]:
    """Each value that is not among those that are known, once."""
    seen = set[Any]()
    for each in values:
        if each is not None and each not in known and each not in seen:
            seen.add(each)
            yield each


class _Rows:
    """The rows of a dataset by all parts of their keys but one."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def near(self, place: int) -> Iterator[int]:
        """Those next to one that differ from it in one part of the key alone."""
        for part, places in self._alike.items():
            alike = places[self._rest(place, part)]
            here = bisect_left(alike, place)
            yield from alike[max(0, here - _NEIGHBOURS) : here]
            yield from alike[here + 1 : here + 1 + _NEIGHBOURS]

    def _rest(self, place: int, part: str) -> tuple[str, ...]:
        row = self.dataset.rows[place]
        return tuple(row[each] for each in self.dataset.description.key if each != part)

    @cached_property
    def _alike(self) -> Mapping[str, Mapping[tuple[str, ...], list[int]]]:
        found: dict[str, dict[tuple[str, ...], list[int]]] = {}
        for part in self.dataset.description.key:
            places = found.setdefault(part, {})
            for place in range(len(self.dataset.rows)):
                places.setdefault(self._rest(place, part), []).append(place)
        return found


def _converted(form: Column, dataset: Dataset, name: str) -> Iterable[Any]:
    """What a dataset's column holds, each as a cell of another column may."""
    other = dataset.columns[name]
    if other.unit is None:
        held = dataset.table[name] if name in dataset.table.columns else dataset.table.index.get_level_values(name)
        return (None if is_none else _as_in(form, each) for each, is_none in zip(held, held.isna(), strict=True))
    numbers: Iterable[float | None] = (float(row[name]) if row[name] else None for row in dataset.rows)
    if form.unit is not None and form.unit != other.unit:
        if not form.unit.is_compatible_with(other.unit):
            return [None] * len(dataset.rows)
        numbers = [None if each is None else _restated(pint.Quantity(each, other.unit), form) for each in numbers]
    return (None if each is None else _as_in(form, each) for each in numbers)


def _measured(form: Column, named: Sequence[object]) -> Iterator[Quantity]:
    """The numbers that code names in each unit that it names, as a column has them; of ratios without one, too."""
    if form.unit is None:
        return
    registry: Any = form.unit._REGISTRY  # noqa: SLF001 -- pint has no other way to it
    texts = ["1", *(each for each in named if isinstance(each, str))]
    units = {unit for text in texts if (unit := known_unit(registry, text)) is not None}
    numbers = [each for each in named if isinstance(each, int | float)]
    for unit in sorted(units, key=str):
        if unit != form.unit and unit.is_compatible_with(form.unit):
            yield from (registry.Quantity(each, unit) for each in numbers)


def _restated(quantity: Any, form: Column) -> float | None:  # noqa: ANN401 -- pint's, of whatever registry
    """A quantity's number in a column's unit; None where it has none there."""
    try:
        return float(quantity.to(form.unit or quantity.units).magnitude)
    except (pint.PintError, TypeError, ValueError):
        return None


def _as_in(form: Column, value: object) -> Any:  # noqa: ANN401 -- as cells are
    """A value as a cell of a column may hold it; None of one that none may."""
    number = _restated(value, form) if isinstance(value, pint.Quantity) else value
    if form.period:
        return _period(pandas_frequency(form), value)
    if form.unit is not None or form.type in {"number", "integer"}:
        return _number(number, is_whole=form.unit is None and form.type == "integer")
    if form.type == "boolean":
        return None  # both are tried anyway
    if form.type == "datetime":
        return value if isinstance(value, pd.Timestamp) else None
    return value if isinstance(value, str) and value else None


def _number(value: object, *, is_whole: bool) -> float | int | None:
    """A number of a column, of a whole one without decimals."""
    if isinstance(value, bool | str) or not pd.api.types.is_number(value):
        return None
    number = float(value)  # type: ignore[arg-type]  # of numpy and of Python
    if is_whole:
        return int(number) if number.is_integer() else None
    return number


def _period(frequency: str, value: object) -> pd.Period | None:
    """A period of a column's length, also of the text that names it."""
    if isinstance(value, str):
        try:
            value = pd.Period(value)
        except ValueError:
            return None
    return value if isinstance(value, pd.Period) and value.freqstr == frequency else None
