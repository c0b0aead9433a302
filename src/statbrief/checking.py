"""Checks: statements that must hold between figures, each a function in `analysis/checks.py`.

A check returns what `agree` or `add_up` says of its figures, or simply True or False.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pint

from statbrief.errors import CheckingError, Fault
from statbrief.exactness import cleaned
from statbrief.figures import Figure
from statbrief.functions import Function, describe, line_in, load_callables, read_functions, unknown_parameters
from statbrief.units import Unit

CHECKS = "analysis/checks.py"


AGREE, ADD_UP, OTHER = "agree", "add up", "other"


@dataclass(frozen=True)
class Outcome:
    """Whether a statement holds, the figures that it is about, and its kind: whether `agree` or `add_up` made it."""

    holds: bool
    figures: tuple[Figure, ...]
    kind: str = OTHER


@dataclass(frozen=True, kw_only=True)
class Check:
    """A check that was made: what it states, and its outcome."""

    name: str
    title: str
    outcome: Outcome
    file: str
    line: int

    def fault(self) -> Fault:
        """Why the build stops when the check does not hold: its figures with their ranges."""
        said = [f"{figure.id} {_with_unit(figure)} ({figure:range})" for figure in self.outcome.figures]
        listed = f"{', '.join(said[:-1])} and {said[-1]}" if said[1:] else "".join(said)
        found = f'"{self.title}" does not hold' + (f": {listed}" if listed else "")
        wanted = "correct the data or the check"
        return Fault(file=self.file, line=self.line, what=self.name, found=found, wanted=wanted)


def _with_unit(figure: Figure) -> str:
    """The figure's number, with its unit where that is not what it counts: 20.5 °C, and 70,000."""
    is_counted = dict(figure.quantity.units.dimensionality) == {f"[{figure.unit}]": 1}
    return figure.forms["value" if is_counted or "amount" not in figure.forms else "amount"]


def agree(*figures: Figure) -> Outcome:
    """Whether the figures can all be right at once: each two of their ranges, in one unit, overlap.

    Raises `pint.DimensionalityError` for figures of different kinds.
    """
    unit = figures[0].quantity.units
    ranges = [_exact_range(figure, unit) for figure in figures]
    return Outcome(all(one.overlaps(other) for one, other in itertools.combinations(ranges, 2)), figures, AGREE)


def _exact_range(figure: Figure, unit: Unit) -> Reach:
    """A figure's range in a unit: exactly in its own; in another, without what floating point leaves behind."""
    if figure.quantity.units == unit:
        return Reach(figure.known.low, figure.known.high)
    moved = figure.in_unit(unit)
    return Reach(*(cleaned(end) if math.isfinite(end) else None for end in (moved.low, moved.high)))


@dataclass(frozen=True)
class Reach:
    """A range's ends as fractions; None where it is open."""

    low: Fraction | None
    high: Fraction | None

    def overlaps(self, other: Reach) -> bool:
        """Whether some number lies in both."""
        is_under = self.low is None or other.high is None or self.low <= other.high
        return is_under and (other.low is None or self.high is None or other.low <= self.high)


def add_up(parts: Sequence[Figure], whole: Figure) -> Outcome:
    """Whether the parts' values sum to the whole's, but for floating point.

    Raises `pint.DimensionalityError` for figures of different kinds.
    """
    unit, parts = whole.quantity.units, tuple(parts)
    total = math.fsum(float(part.quantity.to(unit).magnitude) for part in parts)
    of_one_unit = all(part.quantity.units == unit for part in parts)
    is_exact = of_one_unit and sum(part.known.value for part in parts) == whole.known.value
    return Outcome(is_exact or math.isclose(total, whole.value, rel_tol=1e-9), (*parts, whole), ADD_UP)


def agreements(checks: Iterable[Check]) -> dict[str, tuple[str, ...]]:
    """Of each figure, those from other sources altogether that it was compared with and agrees with."""
    found: dict[str, dict[str, None]] = {}
    for check in checks:
        if check.outcome.kind != AGREE or not check.outcome.holds:
            continue
        for one, other in itertools.permutations(check.outcome.figures, 2):
            if one.sources and other.sources and not set(one.sources) & set(other.sources):
                found.setdefault(one.id, {})[other.id] = None
    return {name: tuple(others) for name, others in found.items()}


def run_checks(folder: Path, figures: Mapping[str, Figure]) -> list[Check]:
    """Make every check of the brief in `folder`. Raises `CheckingError` for those that fail, all of them."""
    functions = read_functions(folder, CHECKS, CheckingError)
    faults = unknown_parameters(functions, list(figures), "figure")
    faults += [
        function.fault("has no docstring", "its first line says what must hold")
        for function in functions
        if not function.title
    ]
    if faults:
        raise CheckingError(faults)
    callables = load_callables(folder, functions, CheckingError)
    checks = []
    for function in functions:
        inputs = {parameter: figures[parameter].copied() for parameter in function.parameters}
        try:
            result = callables[function.name](**inputs)
            checks.append(_check(function, result, figures))
        except CheckingError as error:
            faults += error.faults
        except pint.DimensionalityError as error:
            faults.append(function.fault(" ".join(str(error).split()), "compare figures of one kind"))
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- whatever the brief's own code raises is its author's to read
            faults.append(function.fault(describe(error), line=line_in(folder / CHECKS, error)))
    faults += [check.fault() for check in checks if not check.outcome.holds]
    if faults:
        raise CheckingError(faults)
    return checks


def _check(function: Function, result: object, figures: Mapping[str, Figure]) -> Check:
    if isinstance(result, bool | np.bool_):
        result = Outcome(bool(result), tuple(figures[parameter] for parameter in function.parameters))
    if not isinstance(result, Outcome):
        found = "returns nothing" if result is None else f"returns a {type(result).__name__}"
        raise CheckingError(function.fault(found, "return agree(…), add_up(…), True or False"))
    if not {getattr(each, "id", None) for each in result.figures} <= figures.keys():
        raise CheckingError(function.fault("compares what is no figure of the brief", "give agree(…) its parameters"))
    return Check(name=function.name, title=function.title, outcome=result, file=function.file, line=function.line)
