"""Checks: statements that must hold of figures and datasets, each a function in `analysis/checks.py`.

A check returns what `agree` or `add_up` says of its figures, or simply True or False, as of ``a < b``. Figures are
compared with their ranges in mind; the cells of a dataset stay what the file states, for a sum that holds as stated
would hold nowhere once its cells are moved one by one.
"""

from __future__ import annotations

import copy
import functools
import itertools
import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pint

from statbrief.arithmetic.exactness import CLOSE, cleaned
from statbrief.data import missing_cells
from statbrief.data.datasets import Dataset
from statbrief.data.equal_values import EqualValues, named_in
from statbrief.data.followed_calls import FollowedCall
from statbrief.data.followed_tables import followed as as_followed
from statbrief.data.no_rows import refusing_no_rows
from statbrief.data.period_keys import strict_periods
from statbrief.data.running import running_apart
from statbrief.data.units import Unit
from statbrief.errors import CheckingError, Fault, Place
from statbrief.figures.answer import Answer
from statbrief.figures.compared import UndecidedError, compared, no_range
from statbrief.figures.figure import Figure
from statbrief.figures.followed import Followed
from statbrief.figures.functions import (
    Function,
    describe,
    ill_kept,
    line_in,
    load_callables,
    read_functions,
    unknown_parameters,
)
from statbrief.figures.sandbox import watching
from statbrief.files.paths import CHECKS
from statbrief.record.record_types import ADD_UP, AGREE, OTHER

__all__ = ["add_up", "agree"]  # what a brief's checks import


@dataclass(frozen=True)
class Outcome:
    """Whether a statement holds, the figures that it is about, and its kind: whether `agree` or `add_up` made it."""

    holds: bool
    figures: tuple[Figure, ...]
    kind: str = OTHER


@dataclass(frozen=True, kw_only=True)
class Check:
    """A check that was made: what it states, its outcome, and how the statement is written where it names figures."""

    name: str
    title: str
    outcome: Outcome
    file: str
    line: int
    template: str = ""

    def fault(self) -> Fault:
        """Why the build stops when the check does not hold: its figures with their ranges."""
        said = [f"{figure.id} {_with_unit(figure)} ({figure:range})" for figure in self.outcome.figures]
        listed = f"{', '.join(said[:-1])} and {said[-1]}" if said[1:] else "".join(said)
        found = f'"{self.title}" does not hold' + (f": {listed}" if listed else "")
        wanted = "correct the data or the check"
        return Place(self.file, self.line).fault(self.name, found, wanted)


def _with_unit(figure: Figure) -> str:
    """The figure's number, with its unit where that is not what it counts: 20.5 °C, and 70,000."""
    is_counted = dict(figure.quantity.units.dimensionality) == {f"[{figure.unit}]": 1}
    return figure.forms["value" if is_counted or "amount" not in figure.forms else "amount"]


def agree(*figures: Figure) -> Outcome:
    """Whether the figures can all be right at once: each two of their ranges, in one unit, overlap.

    Where the rounding of a number is not known, the range is at least what it is with that number as stated: those that
    overlap so agree, and of others nobody can tell. Raises `UndecidedError` for these, and `pint.DimensionalityError`
    for figures of different kinds.
    """
    unit = figures[0].quantity.units
    ranges = [(figure, exact_range(figure, unit)) for figure in figures]
    apart = [(a, b) for (a, one), (b, other) in itertools.combinations(ranges, 2) if not one.overlaps(other)]
    unknown = [{*a.as_stated, *b.as_stated} for a, b in apart]
    if apart and all(unknown):
        found = f"whether they agree cannot be told: {no_range(sorted(set.union(*unknown)))}"
        raise UndecidedError(found, "say how it was rounded")
    return Outcome(not apart, figures, AGREE)


def exact_range(figure: Figure, unit: Unit) -> Reach:
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

    def holds(self, other: Reach) -> bool:
        """Whether this one, which has two ends, has all of the other in it."""
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return False
        return self.low <= other.low and other.high <= self.high


def add_up(parts: Sequence[Figure], whole: Figure) -> Outcome:
    """Whether the parts' values sum to the whole's, but for floating point; ranges, known or not, do not count.

    Raises `pint.DimensionalityError` for figures of different kinds.
    """
    unit, parts = whole.quantity.units, tuple(parts)
    total = math.fsum(float(part.quantity.to(unit).magnitude) for part in parts)
    of_one_unit = all(part.quantity.units == unit for part in parts)
    is_exact = of_one_unit and sum(part.known.value for part in parts) == whole.known.value
    return Outcome(is_exact or math.isclose(total, whole.value, rel_tol=CLOSE), (*parts, whole), ADD_UP)


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


def run_checks(
    folder: Path,
    figures: Mapping[str, Figure],
    answers: Mapping[str, Answer],
    datasets: Mapping[str, Dataset],
    says: Callable[[Function], tuple[str, str]],
) -> list[Check]:
    """Make every check of the brief in `folder`; `says` tells what one states, and its template if it has one.

    Raises `CheckingError` for those that fail, all of them.
    """
    functions = read_functions(folder, CHECKS, CheckingError)
    faults = unknown_parameters(functions, [*figures, *answers, *datasets], "figure or dataset")
    for function in functions:
        if not function.title:
            faults.append(function.fault("has no docstring", "its first line says what must hold"))
        faults += ill_kept(function)
    if faults:
        raise CheckingError(faults)
    making = _Making(folder, figures, answers, datasets, load_callables(folder, functions, CheckingError), says)
    checks = []
    for function in functions:
        try:
            checks.append(making.check(function))
        except CheckingError as error:
            faults += error.faults
    faults += [check.fault() for check in checks if not check.outcome.holds]
    if faults:
        raise CheckingError(faults)
    return checks


@dataclass(frozen=True)
class _Making:
    """The checks of a brief with all that they may be given."""

    folder: Path
    figures: Mapping[str, Figure]
    answers: Mapping[str, Answer]
    datasets: Mapping[str, Dataset]
    callables: Mapping[str, Callable[..., Any]]
    says: Callable[[Function], tuple[str, str]]

    def check(self, function: Function) -> Check:
        """Make one check. Raises `CheckingError` where it cannot be made, or says now this and now that."""
        given = [self.datasets[each] for each in function.parameters if each in self.datasets]
        known = [cell for each in given for cell in missing_cells.missing_cells(each)]
        known = missing_cells.comparable(EqualValues(given), known, self._named(function))
        followed = Followed[Outcome](tell=lambda outcome: outcome.holds)
        as_it_is = functools.cache(lambda: self._outcome(function, {}).holds)
        missing = missing_cells.noticed(
            known, lambda fills: self._filled(function, fills, followed).holds if fills else as_it_is()
        )
        if missing and not missing_cells.says_what_becomes_of_them(function.used):
            raise CheckingError(function.fault(*missing_cells.problem(missing, self.datasets)))
        outcome = self._outcome(function, {})
        if self._outcome(function, {}).holds != outcome.holds:
            found = "holds and then does not, for the same inputs"
            raise CheckingError(function.fault(found, "let it rest on its inputs alone"))
        title, template = self.says(function)
        return Check(
            name=function.name,
            title=title,
            outcome=outcome,
            file=function.file,
            line=function.line,
            template=template,
        )

    def _named(self, function: Function) -> list[object]:
        """What a check may compare cells with, beside other cells: what its code names, and what it is given."""
        given = [self.answers[each].value for each in function.parameters if each in self.answers]
        texts = [part for each in given for part in (each if isinstance(each, list) else [each])]
        measured = (self.figures[each].quantity for each in function.parameters if each in self.figures)
        return [*named_in(function.used), *texts, *measured]

    def _filled(self, function: Function, fills: Mapping[Hashable, Any], followed: Followed[Outcome]) -> Outcome:
        """What the check says when some missing cells are filled in; it is not called again where it asks for none."""
        if any(self.datasets[each].has_many for each in function.parameters if each in self.datasets):
            return self._outcome(function, fills)
        known = followed.result(
            (), fills, lambda call: self._outcome(function, fills, call), lambda: self._outcome(function, fills)
        )
        return known or self._outcome(function, fills)

    def _outcome(self, function: Function, fills: Mapping[Hashable, Any], call: FollowedCall | None = None) -> Outcome:
        """What the check says when some missing cells are filled in; `call` follows what it asks of its tables."""
        inputs = {
            each: self._input(each, fills)
            if call is None or each not in self.datasets
            else as_followed(call, self.datasets[each])
            for each in function.parameters
        }
        try:
            folder = self.folder
            with watching(folder), refusing_no_rows(folder), strict_periods(folder), running_apart():
                result = self.callables[function.name](**inputs)
            return _outcome(function, result, self.figures)
        except CheckingError:
            raise
        except UndecidedError as error:
            raise CheckingError(function.fault(error.found, error.wanted, line=self._line(error))) from error
        except pint.DimensionalityError as error:
            found = " ".join(str(error).split())
            raise CheckingError(function.fault(found, "compare figures of one kind")) from error
        except (Exception, SystemExit) as error:  # whatever the brief's own code raises is its author's to read
            raise CheckingError(function.fault(describe(error), line=self._line(error))) from error

    def _input(self, name: str, fills: Mapping[Hashable, Any]) -> object:
        """What a check is given: its own each time, for it may change its inputs in place."""
        if name in self.figures:
            return compared(self.figures[name])
        if name in self.answers:
            return replace(self.answers[name], value=copy.copy(self.answers[name].value))
        return self.datasets[name].with_cells(
            {key: value for key, value in fills.items() if isinstance(key, tuple) and key[0] == name}
        )

    def _line(self, error: BaseException) -> int | None:
        return line_in(self.folder / CHECKS, error)


def _outcome(function: Function, result: object, figures: Mapping[str, Figure]) -> Outcome:
    if isinstance(result, bool | np.bool_):
        return Outcome(bool(result), tuple(figures[each] for each in function.parameters if each in figures))
    if not isinstance(result, Outcome):
        found = "returns nothing" if result is None else f"returns a {type(result).__name__}"
        raise CheckingError(function.fault(found, "return agree(…), add_up(…), True or False"))
    if not {getattr(each, "id", None) for each in result.figures} <= figures.keys():
        raise CheckingError(function.fault("compares what is no figure of the brief", "give agree(…) its parameters"))
    return Outcome(result.holds, tuple(figures[each.id] for each in result.figures), result.kind)
