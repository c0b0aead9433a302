"""Sums that `statbrief.tables` makes of all columns unasked, and which of them are sums of nothing.

Prices, changes in per cent, indices and temperatures of several rows add up to no number of their own, and shares to no
more than a whole. Which columns are such is known once a table's cells are figures, so the sums are noted when they are
made, and looked at afterwards: one that the function has replaced by then, or left out, is its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import pandas as pd

from statbrief.arithmetic import kinds
from statbrief.brief_tables.added_up import QUOTIENT, no_sums
from statbrief.brief_tables.grid import Grid, Key, Numbers, Place
from statbrief.errors import Fault
from statbrief.figures.figure import Figure
from statbrief.figures.functions import Function
from statbrief.figures.return_annotations import promise

_NO_SUMS = {
    kinds.CHANGE: "changes in parts of what each starts from",
    kinds.RATIO: "ratios",
    kinds.COMPARISON: "ratios",
    kinds.SIGNED: "ratios",
    kinds.INDEX: "index numbers",
    kinds.RUN: "runs",
}
_SHARES = "shares of more than one whole"
_OVER = f"{_SHARES} add up to nothing"
_WHOLE = {"1": 1, "percent": 100}
_YEARS = (1900, 2100)


@dataclass(frozen=True)
class Sum:
    """The row that a sum stands in, by what it is called, its column, and the number that it came to."""

    row: str
    column: str
    number: float


_NOTED: ContextVar[list[Sum] | None] = ContextVar("sums that were made unasked", default=None)


@contextmanager
def noted_sums() -> Iterator[list[Sum]]:
    """The sums that are made meanwhile."""
    noted: list[Sum] = []
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


def note_sum(row: str, column: str, number: float) -> None:
    """Note a sum of two numbers or more."""
    noted = _NOTED.get()
    if noted is not None:
        noted.append(Sum(row, column, number))


def sums_of_nothing(
    function: Function,
    grid: Grid,
    noted: Iterable[Sum],
    figures: Mapping[Place, Figure],
    returns: Mapping[str, str] | None = None,
) -> Iterator[tuple[Place, list[Fault]]]:
    """Faults of noted sums that the table still shows, and that nobody would call a sum, each with its cell.

    `figures` are the table's cells, but for those with which something else is wrong: of columns that are shares by
    what is declared of them (`returns`), those that are more than a whole.
    """
    shown = [each for each in dict.fromkeys(noted) if _is_shown(each, grid)]
    is_of_times = any(isinstance(part, pd.Period) for key in grid.keys for part in key)
    by_code = no_sums(function, is_of_times=is_of_times) if shown else {}
    made = {each: figures.get((_key(each, grid), each.column)) for each in shown}
    over = {each for each, figure in made.items() if figure is None and _is_share(each.column, returns or {})}
    why = {each: _OVER if each in over else _why(figure, each.column, grid, by_code) for each, figure in made.items()}
    for each, reason in why.items():
        if reason:
            found = f"its row {each.row} adds up the column {each.column}, and {reason}"
            rest = [other.column for other in shown if other.row == each.row and not why[other]]
            wanted = f"name what adds up, of={rest}, and let {each.column} be empty there, or compute it from what is"
            yield (_key(each, grid), each.column), [function.fault(found, wanted)]


def in_the_place_of(wrong: Mapping[Place, Sequence[Fault]], sums: Mapping[Place, Sequence[Fault]]) -> list[Fault]:
    """What is wrong with sums, and then with other cells: what is wrong with a sum besides follows from that."""
    others = (faults for place, faults in wrong.items() if place not in sums)
    return [fault for faults in (*sums.values(), *others) for fault in faults]


def _is_share(column: str, returns: Mapping[str, str]) -> bool:
    return promise(returns.get(column)).kind == kinds.SHARE


def _key(of: Sum, grid: Grid) -> Key:
    return next((key for key in grid.rows if key[0] == of.row and not any(key[1:])), ())


def _is_shown(each: Sum, grid: Grid) -> bool:
    """Whether the table has the sum as it was made."""
    numbers, place = grid.columns.get(each.column), grid.places.get(_key(each, grid))
    return isinstance(numbers, Numbers) and place is not None and bool(numbers.magnitudes[place] == each.number)


def _why(figure: Figure | None, column: str, grid: Grid, by_code: Mapping[str, str]) -> str:
    """Why a sum is one of nothing, by its own kind and unit, by the numbers of its column, or by what the code says."""
    if reason := (_no_sum(figure) if figure else "") or _of_years(grid.columns[column]):
        return f"{reason} add up to nothing"
    reason = by_code.get(column, by_code.get("", ""))
    return "" if reason == QUOTIENT and not (figure and _is_over_a_whole(figure)) else reason


def _of_years(column: object) -> str:
    """Whether numbers without a unit are years, all but their sum."""
    if not isinstance(column, Numbers) or column.unit is not None:
        return ""
    *numbers, _ = (each for each in column.magnitudes if not math.isnan(each))
    return "years" if numbers and all(_YEARS[0] <= each <= _YEARS[1] and each.is_integer() for each in numbers) else ""


def _is_over_a_whole(figure: Figure) -> bool:
    """Whether a number is in no unit, or in percent, and more than one whole, wherever it lies in its range."""
    whole = _WHOLE.get(figure.unit)
    return whole is not None and figure.known.low is not None and figure.known.low > whole


def _no_sum(figure: Figure) -> str:
    """Why numbers such as a sum add up to nothing; nothing where they may."""
    if figure.kind in _NO_SUMS:
        return _NO_SUMS[figure.kind]
    powers = {name: float(str(power)) for name, power in figure.quantity.units.dimensionality.items()}
    if powers == {"[temperature]": 1}:
        return "temperatures"
    if "[index]" in powers:
        return _NO_SUMS[kinds.INDEX]
    if any(power < 0 and name != "[time]" for name, power in powers.items()):
        return "rates"
    if figure.kind == kinds.SHARE and _is_over_a_whole(figure):
        return _SHARES
    return ""
