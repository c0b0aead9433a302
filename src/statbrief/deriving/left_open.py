"""What rounding leaves open of runs and the like, whose words, as *rose for the third month in a row*, have no range.

`statbrief.periods` refuses it of a file's own numbers, each beside the next. Of numbers that code made of several, as
sums of regions are, it is seen when these are moved within their rounding.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from statbrief.arithmetic import kinds
from statbrief.arithmetic.ranges import Range
from statbrief.errors import DerivingError
from statbrief.figures.compared import UndecidedError
from statbrief.figures.functions import Function


def refuse_undecided(result: Callable[[], object]) -> None:
    """Raise `DerivingError` where rounding leaves a result open: of no missing cell that is filled in is that said."""
    try:
        result()
    except DerivingError as error:
        if isinstance(error.__cause__, UndecidedError):
            raise


def refuse_open_run(function: Function, kind: str, reach: Range) -> None:
    """Raise `DerivingError` for a run that may be longer, shorter or another, unless it is of numbers as stated."""
    if kind != kinds.RUN or reach.low == reach.high or _says_as_stated(function):
        return
    found = f"is a run of {reach.low:g} to {reach.high:g} within the rounding, below zero of falls: it cannot be told"
    raise DerivingError(function.fault(found, "to compare the numbers as the source states them, write as_stated=True"))


def _says_as_stated(function: Function) -> bool:
    inner = (each for part in function.used for each in ast.walk(part))
    return any(isinstance(each, ast.keyword) and each.arg == "as_stated" for each in inner)
