"""What a table's function returned, read: rows by their keys, and of each column its numbers, names or periods."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd
import pint
import pint_pandas

from statbrief.data.pandas_periods import text_of
from statbrief.data.units import Unit, dimension_names
from statbrief.deriving.answers_returned import Answered, answered
from statbrief.deriving.evaluation import Result
from statbrief.errors import DerivingError, near_miss
from statbrief.figures.functions import Function

Key = tuple[str, ...]
"""A row by the texts of its index, one for each level; a period as data write it."""
Place = tuple[Key, str]
"""A cell of a table: its row's key, and its column."""
_NUMBER = "a number"


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column of numbers: one for each row, not a number where there is none."""

    magnitudes: np.ndarray[tuple[int], np.dtype[np.float64]]
    unit: Unit | None
    is_count: bool

    @cached_property
    def signature(self) -> object:
        """What tells it from other columns."""
        return self.magnitudes.tobytes(), self.unit


@dataclass(frozen=True)
class Words:
    """A column of names and periods: one for each row, None where there is none."""

    words: tuple[Answered | None, ...]

    @property
    def signature(self) -> object:
        """What tells it from other columns."""
        return self.words


@dataclass(frozen=True, eq=False)
class Grid:
    """A table's cells: `levels` and `columns` by name, `rows` by key, the cells of each column in their order."""

    levels: tuple[str, ...]
    rows: tuple[Key, ...]
    keys: tuple[tuple[str | pd.Period, ...], ...]
    columns: Mapping[str, Numbers | Words]

    @cached_property
    def places(self) -> Mapping[Key, int]:
        """Where each row stands."""
        return {key: place for place, key in enumerate(self.rows)}

    @cached_property
    def signature(self) -> object:
        """What tells it from other grids: its rows, in order, and their cells."""
        return self.rows, tuple((name, each.signature) for name, each in self.columns.items())

    def cell(self, row: Key, column: str, unit: Unit) -> Result | None:
        """One cell; None where it is empty. Raises `KeyError` for a row that is not there."""
        place, cells = self.places[row], self.columns[column]
        if isinstance(cells, Words):
            return cells.words[place]
        number = float(cells.magnitudes[place])
        return None if math.isnan(number) else (number, cells.unit or unit)


def read_grid(function: Function, returned: object, where: str = "") -> Grid:
    """What a function returned as a grid. Raises `DerivingError` with all that is wrong with it.

    `where` says with which inputs that was, if not with its own.
    """
    if not isinstance(returned, pd.DataFrame):
        what = "None" if returned is None else f"a {type(returned).__name__}"
        wanted = "return a DataFrame" + (", as of .to_frame()" if isinstance(returned, pd.Series) else "")
        raise DerivingError(function.fault(f"returns {what}{where}", wanted))
    faults = [function.fault(f"{found}{where}", wanted) for found, wanted in _problems(returned)]
    if faults:
        raise DerivingError(faults)
    levels = tuple(str(each) if each is not None else "name" for each in returned.index.names)
    keys = tuple(
        each if returned.index.nlevels > 1 else (each,) for each in cast("Sequence[Any]", returned.index.tolist())
    )
    rows = tuple(tuple(map(_text, key)) for key in keys)
    columns = {str(name): _column(function, str(name), returned[name], where) for name in returned.columns}
    return Grid(levels, rows, keys, columns)


def _problems(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """What is wrong with a frame's form."""
    index = frame.index
    if not len(frame) or not len(frame.columns):
        return [
            (f"returns a table without {'columns' if len(frame) else 'rows'}", "return one row and column at least")
        ]
    named = [str(each) for each in frame.columns]
    problems = [
        (f"has two columns that are called {name}", "rename one")
        for name in dict.fromkeys(each for each in named if named.count(each) > 1)
    ]
    unnamed = [each for each in frame.columns.tolist() if not str(each).isidentifier()]
    problems += [
        (f"has a column that is called {name!r}", "call it by a name as variables have, such as share_of_all")
        for name in unnamed
    ]
    strange = next(
        (each for key in index.tolist() for each in _parts(key) if not isinstance(each, str | pd.Period)), None
    )
    if strange is not None:
        wanted = "its index is what tells its rows apart: names or periods, as of .set_index(…)"
        return [*problems, (f"has a row that is called {strange!r}", wanted)]
    twice = next(iter(index[index.duplicated()].tolist()), None)
    if twice is not None:
        problems.append((f"has two rows that are called {' '.join(map(_text, _parts(twice)))}", "keep one"))
    return problems


def _parts(key: object) -> tuple[Any, ...]:
    return key if isinstance(key, tuple) else (key,)


def _text(part: str | pd.Period) -> str:
    return text_of(part) if isinstance(part, pd.Period) else str(part)


def _column(function: Function, name: str, cells: pd.Series[Any], where: str) -> Numbers | Words:
    """A column as numbers in one unit, or as names and periods. Raises `DerivingError`."""
    if isinstance(cells.dtype, pint_pandas.PintType):
        held = cast("pint_pandas.PintArray", cells.array)  # by way of `.pint`, it takes ten times as long
        return Numbers(held.data.to_numpy(dtype=float, na_value=math.nan), held.quantity.units, is_count=False)
    if pd.api.types.is_bool_dtype(cells.dtype) or pd.api.types.is_complex_dtype(cells.dtype):
        kinds = "truths" if pd.api.types.is_bool_dtype(cells.dtype) else "complex numbers"
        found = f"its column {name} holds {kinds}{where}"
        raise DerivingError(function.fault(found, "return numbers, names or periods"))
    if pd.api.types.is_numeric_dtype(cells.dtype):
        is_count = pd.api.types.is_integer_dtype(cells.dtype)
        return Numbers(cells.to_numpy(dtype=float, na_value=math.nan), None, is_count=is_count)
    return _mixed(function, name, cells, where)


def _mixed(function: Function, name: str, cells: pd.Series[Any], where: str) -> Numbers | Words:
    """A column of objects."""
    values = [None if _is_missing(each) else each for each in cells]
    present = [each for each in values if each is not None]
    if all(isinstance(each, pint.Quantity | numbers.Real) for each in present) and present:
        return _quantities(function, name, values, where)
    words: list[Answered | None] = []
    for each in values:
        word = None if each is None else answered(function, each, lambda: where)
        if each is not None and word is None:
            kinds = "a number beside names" if isinstance(each, numbers.Real | pint.Quantity) else type(each).__name__
            found = f"its column {name} holds {kinds}{where}"
            raise DerivingError(function.fault(found, "a column has numbers, or names, or periods"))
        words.append(word)
    return Words(tuple(words))


def _quantities(function: Function, name: str, values: Sequence[Any], where: str) -> Numbers:
    units = [each.units if isinstance(each, pint.Quantity) else None for each in values if each is not None]
    unit = units[0]
    other = next((each for each in units if not _is_alike(each, unit)), unit)
    if other is not unit:
        said = " and ".join(_NUMBER if each is None else dimension_names([each]) for each in (unit, other))
        found = f"its column {name} holds {said}{where}"
        raise DerivingError(function.fault(found, "a column has one dimension: make two of it"))
    magnitudes = [
        math.nan if each is None else float(each if unit is None else each.to(unit).magnitude) for each in values
    ]
    is_count = unit is None and all(each is None or isinstance(each, numbers.Integral) for each in values)
    return Numbers(np.array(magnitudes, dtype=float), unit, is_count=is_count)


def _is_alike(one: Unit | None, other: Unit | None) -> bool:
    """Whether two units are of one dimension, or both none."""
    if one is None or other is None:
        return one is other
    return bool(one.dimensionality == other.dimensionality)


def _is_missing(value: object) -> bool:
    return value is None or (
        not isinstance(value, str | list | tuple | pint.Quantity) and bool(pd.isna(cast("Any", value)))
    )


def unknown_column(function: Function, name: str, known: Sequence[str], what: str) -> DerivingError:
    """The error of something that is said of a column which is not there."""
    wanted = near_miss(name, known) or f"its columns are {', '.join(known)}"
    return DerivingError(function.fault(f"{what} '{name}', which is no column of it", wanted))
