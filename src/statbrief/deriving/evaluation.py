"""Derived figures' functions with their inputs, called at the reported values or at values nearby."""

from __future__ import annotations

import copy
import math
import numbers
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pint

from statbrief.arithmetic import kinds
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.ranges import Range
from statbrief.data.blocks import Block, meet
from statbrief.data.datasets import CellKey, Dataset
from statbrief.data.equal_values import named_in
from statbrief.data.followed_calls import FollowedCall
from statbrief.data.followed_tables import followed as as_followed
from statbrief.data.units import Quantity, Registry, Unit, dimension_names
from statbrief.deriving.answers_returned import Answered, answered, shown
from statbrief.deriving.grown_inputs import limit_of, vanishes
from statbrief.deriving.moved_together import MovedTogether, are_blocks_among
from statbrief.deriving.noted import Noted
from statbrief.deriving.numbers_returned import is_a_year, what_came
from statbrief.errors import DerivingError, Fault
from statbrief.figures.answer import Value
from statbrief.figures.figure import Figure, as_input
from statbrief.figures.followed import Followed
from statbrief.figures.functions import Function, describe, line_in
from statbrief.figures.in_a_row import UnendedRun
from statbrief.figures.return_annotations import Promises, promise
from statbrief.figures.sandbox import watching

Moves = Mapping[Hashable, Any]
"""Inputs at another value than their own: a reported figure's id, or a dataset's cell, to a magnitude."""
Measured = tuple[float, Unit]
"""A quantity that nothing can change: pint's own can be converted in place, and takes long to make."""
Result = Measured | Answered
"""What a function returns: a number in its unit, or what is none."""
_YEARS = range(1000, 3000)


@dataclass(frozen=True)
class Basis:
    """The stated numbers that a figure rests on, and the rows of datasets in which it was looked for.

    `numbers` are ids of reported figures and cells; `rows` each a dataset and a place from 0, those of its cells too.
    """

    numbers: frozenset[Hashable]
    rows: frozenset[tuple[str, int | Block]]


class NoLimitError(DerivingError):
    """Raised for a result that floating point cannot tell where an input is without bound."""


@dataclass
class Evaluation:
    """The functions with their inputs, evaluated at the reported values or at values nearby.

    Every evaluation is remembered by what was moved and matters, so that a chain of figures costs each link once.
    """

    path: Path
    reported: Mapping[str, Figure]
    datasets: Mapping[str, Dataset]
    functions: dict[str, Function]
    callables: dict[str, Callable[..., Any]]
    registry: Registry
    leaves: dict[str, dict[Hashable, Input]] = field(default_factory=dict)
    """The stated numbers that each figure known so far depends on."""
    basis: dict[str, Basis] = field(default_factory=dict)
    """What each figure known so far rests on, whether or not its rounding matters."""
    answers: dict[str, Value] = field(default_factory=dict)
    """What functions known so far returned that is no number: it does not move with the numbers behind it."""
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The sources of those."""
    results: dict[tuple[str, frozenset[tuple[Hashable, float]]], Result] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    counts: set[str] = field(default_factory=set)
    """The functions that return a whole number without a unit, as `len` does."""
    unended: set[str] = field(default_factory=set)
    """Those that return a run which goes on to where its table begins, and may be longer."""
    cells: dict[str, Callable[[Moves], Result]] = field(default_factory=dict)
    """What tells a cell of a table with some inputs moved: its function gives all cells at once."""
    followed: dict[str, Followed[Result]] = field(default_factory=dict)
    """What is known of functions by what they ask of their tables."""
    ranges: dict[str, Range] = field(default_factory=dict)
    """How far each derived figure known so far may lie, in its unit."""
    sums: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """The columns of large tables of which figures known so far take sums and means alone, each by its dataset."""
    told: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Those of which it is known, for what is taken of them, that cells move no figure further than in their blocks."""
    _parts: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.noted, self.together = Noted(self.datasets), MovedTogether(self.datasets)
        self.promises, self.no_unit = Promises(self.registry), self.registry.dimensionless
        for figure in self.reported.values():
            self.leaves[figure.id] = {figure.id: as_input(figure)}
            self.basis[figure.id] = Basis(frozenset({figure.id}), frozenset())
            self.units[figure.id] = figure.quantity.units

    def evaluate(self, name: str, moves: Moves) -> Measured:
        """A number with some inputs moved, in the unit that it is shown in. Raises `DerivingError` for what is none."""
        if name in self.reported:
            return moves.get(name, self.reported[name].value), self.units[name]
        if name in moves:
            return moves[name], self.units[name]
        result = self.result(name, moves)
        if not isinstance(result, tuple):
            found = f"returns a number, and {shown(result)}{self.where(moves)}"
            raise DerivingError(self.functions[name].fault(found, "return one or the other"))
        return result

    def result(self, name: str, moves: Moves) -> Result:
        """What a function returns with some inputs moved. Raises `DerivingError`."""
        if name in self.leaves:
            mine = self.leaves[name]
            if not moves.keys() <= mine.keys():
                moves = {key: value for key, value in moves.items() if key in mine or self.is_part(key, name)}
        if (found := self._followed(name, moves)) is not None:
            return found
        key = (name, frozenset(moves.items()))
        if key not in self.results and name in self.cells:
            self.results[key] = self.cells[name](moves)
        elif key not in self.results:
            function = self.functions[name]
            try:
                self.results[key] = self._call(function, self._inputs(function, moves), moves)
            except NoLimitError:
                if (limit := limit_of(self, name, moves)) is None:
                    raise
                self.results[key] = limit, self.units[name]
        return self.results[key]

    def as_input(self, name: str) -> Input:
        """A derived figure that is moved by itself, whatever the numbers behind it are."""
        known = self.ranges[name]
        return Input(name, self.in_its_unit(name, {}), known.low, known.high)

    def stated_behind(self, keys: Iterable[Hashable]) -> list[Hashable]:
        """Stated numbers, with those behind figures that stand for themselves in the place of these; each once."""
        found: dict[Hashable, None] = {}
        for key in keys:
            is_stated = isinstance(key, tuple) or key in self.reported
            found |= dict.fromkeys([key] if is_stated else self.stated_behind(self.leaves[str(key)]))
        return list(found)

    def is_part(self, key: Hashable, name: str) -> bool:
        """Whether what is moved has rows in common with what a figure depends on, of large tables."""
        if not isinstance(key, tuple) or not self.is_of_many(key):
            return False
        if name not in self._parts:
            self._parts[name] = [each for each in self.leaves[name] if isinstance(each, tuple)]
        return any(each[:2] == key[:2] and meet(each[2], key[2]) for each in self._parts[name])

    def is_of_many(self, key: tuple[Any, ...]) -> bool:
        """Whether a cell is one of a table whose cells may be moved together."""
        return self.datasets[key[0]].has_several

    def turn_to_cells(self, function: Function) -> bool:
        """Move cells one by one for a function from here on, and forget what it was found to depend on.

        False where they are so already, or too many.
        """
        behind = (key for each in function.parameters for key in self.leaves.get(each, ()))
        if not self.together.turn_to_cells(function, behind):
            return False
        for known in (self.leaves, self.basis, self.sums, self.told, self.ranges, self._parts):
            known.pop(function.name, None)
        self.noted.forget(function.name)
        return True

    def numbers_of(self, function: Function) -> list[str]:
        """The inputs of a function that are numbers."""
        return [each for each in function.parameters if not self.is_no_number(each)]

    def is_no_number(self, name: str) -> bool:
        """Whether an input is a table, or an answer."""
        return name in self.datasets or name in self.answers

    def named(self, function: Function) -> list[object]:
        """What a function may compare cells with, beside other cells: what its code names, and what it is given."""
        given = (self.answers[each] for each in function.parameters if each in self.answers)
        texts = [part for each in given for part in (each if isinstance(each, list) else [each])]
        measured = (self.registry.Quantity(*self.evaluate(each, {})) for each in self.numbers_of(function))
        return [*named_in(function.used), *texts, *measured]

    def again(self, function: Function, moves: Moves | None = None) -> Result:
        """What a function gives when it is called once more, with any numbers moved, wherever it was seen to depend."""
        moves = moves or {}
        if function.name in self.cells:
            return self.result(function.name, moves)
        if (found := self._followed(function.name, moves)) is not None:
            return found
        return self._call(function, self._inputs(function, moves), moves)

    def _followed(self, name: str, moves: Moves) -> Result | None:
        """What a function gives by what it was seen to ask of its tables; None where it must be called to know."""
        if not moves or name in self.cells or self.is_open(moves):
            return None
        function = self.functions[name]
        if not self.together.others(function) or self.together.tables(function) or are_blocks_among(moves):
            return None
        return self.followed.setdefault(name, Followed()).result(
            self.given(function, moves),
            moves,
            lambda call: self._call(function, self._inputs(function, moves, call), moves),
            lambda: self._call(function, self._inputs(function, moves), moves),
        )

    def looked_at(self, function: Function) -> frozenset[CellKey]:
        """The cells that a function is known to look at where none is moved; none where that is not known."""
        known = self.followed.get(function.name)
        return known.looked_at(self.given(function, {})) if known else frozenset()

    def hanging(self, function: Function, leaves: Iterable[Input]) -> frozenset[CellKey] | None:
        """The cells among `leaves` on which it hangs what a function hears of its tables; None if that is not known."""
        known = self.followed.get(function.name)
        if known is None or not all(each in self.datasets for each in function.parameters):
            return None
        return known.hanging({each.key: (each.low, each.high) for each in leaves})

    def given(self, function: Function, moves: Moves) -> Hashable:
        """The numbers that a function is given with some inputs moved, beside its tables."""
        return tuple(self.evaluate(each, moves) for each in self.numbers_of(function))

    def _inputs(self, function: Function, moves: Moves, call: FollowedCall | None = None) -> dict[str, Any]:
        """What a function is given, of tables those that are followed where there is such a call."""
        return {
            each: self.given_as(each, moves, function)
            if call is None or each not in self.datasets
            else as_followed(call, self.datasets[each])
            for each in function.parameters
        }

    def in_its_unit(self, name: str, moves: Moves) -> float:
        """A figure's number with some inputs moved, in the unit that the figure has where none is."""
        return self.promises.restated(*self.evaluate(name, moves), self.units[name])

    def shown(self, name: str) -> Callable[[Moves], float]:
        """What a figure comes to, in the unit that it is shown in, as a function of what is moved."""
        return lambda moves: self.evaluate(name, moves)[0]

    def given_as(self, name: str, moves: Moves, taker: Function | None = None) -> Quantity | pd.DataFrame | Value:
        """What a function, the `taker`, is given: its own each time, for it may change its inputs in place."""
        if name in self.answers:
            return copy.copy(self.answers[name])
        if name not in self.datasets:
            return self.registry.Quantity(*self.evaluate(name, moves))
        return self.datasets[name].with_cells(
            {key: value for key, value in moves.items() if isinstance(key, tuple) and key[0] == name},
            self.noted.at(taker.name, name, moves)
            if taker and self.together.is_so(taker, self.datasets[name])
            else None,
            taker.columns[name] if taker else None,
        )

    def _call(self, function: Function, inputs: Mapping[str, Any], moves: Moves) -> Result:
        result = self._returned(function, inputs, moves)
        if (answer := answered(function, result, lambda: self.where(moves))) is not None:
            return answer
        number, unit = self._measured(function, result, moves)
        if not math.isfinite(number) and not self.is_open(moves):
            raise DerivingError(function.fault(f"returns {number}{self.where(moves)}", "return a number"))
        if math.isnan(number):
            raise NoLimitError(self._without_limit(function, moves))
        return number, unit

    def returned(self, function: Function, moves: Moves, call: FollowedCall | None = None) -> object:
        """What a function returns with some inputs moved, as it is. Raises `DerivingError`."""
        return self._returned(function, self._inputs(function, moves, call), moves)

    def in_order(self, function: Function, dataset: str, order: Any) -> Result:  # noqa: ANN401 -- an array of places
        """What a function returns with a table's rows in another order. Raises `DerivingError`."""
        inputs: dict[str, Any] = {each: self.given_as(each, {}) for each in function.parameters if each != dataset}
        return self._call(function, inputs | {dataset: self.datasets[dataset].in_order(order)}, {})

    def called(self, code: Callable[..., Any], function: Function, moves: Moves) -> object:
        """What other code than the function's own gives with its inputs. Raises whatever that does."""
        inputs = self._inputs(function, moves)
        with watching(self.path.parent.parent):
            return code(**inputs)

    def _returned(self, function: Function, inputs: Mapping[str, Any], moves: Moves) -> object:
        try:  # of ∞ ÷ ∞ nobody has asked for numpy says nothing
            with watching(self.path.parent.parent), np.errstate(all="ignore") if moves else nullcontext():
                return self.callables[function.name](**inputs)
        except pint.DimensionalityError as error:
            units = dimension_names([error.units1, error.units2])
            found = f"{units} do not go together ({' '.join(str(error).split())})"
            raise DerivingError(self._at(function, error, found, moves)) from error
        except (Exception, SystemExit) as error:
            if isinstance(error, ZeroDivisionError) and self.is_open(moves):
                raise NoLimitError(self._without_limit(function, moves)) from error
            raise DerivingError(self._at(function, error, describe(error), moves)) from error

    def is_open(self, moves: Moves) -> bool:
        """Whether some input is moved to where its range is open, or to the nothing that it is assumed not to be."""
        return any(
            isinstance(place := moves[key], float) and (math.isinf(place) or vanishes(self.leaves[key][key], place))
            for key in self.reported.keys() & moves.keys()
        )

    def _without_limit(self, function: Function, moves: Moves) -> Fault:
        found = f"has no limit{self.where(moves)}"
        wanted = "a bound of its input is open: write it with + - * / and whole powers, or derive it without that input"
        return function.fault(found, wanted)

    def _measured(self, function: Function, result: object, moves: Moves) -> Measured:
        if isinstance(result, UnendedRun):
            result = self._unended(function, result, moves)
        is_number = isinstance(result, numbers.Real) and not isinstance(result, bool | pint.Quantity)
        number: object = result if is_number else getattr(result, "magnitude", None)
        if not isinstance(number, numbers.Real) or not (is_number or isinstance(result, pint.Quantity)):
            found = f"returns {what_came(result)}{self.where(moves)}"
            wanted = "return a number or a quantity, a period, or a text of a dataset"
            if result is None and function.calls("since_when"):
                wanted = (
                    "since_when finds no such period in the table, which begins too late to tell since when: "
                    "add earlier rows, or return table.index.min() there, and let prose say that the table begins then"
                )
            raise DerivingError(function.fault(found, wanted))
        try:
            magnitude = float(number)
        except OverflowError as error:
            raise DerivingError(function.fault("returns a number that is too large", "choose a larger unit")) from error
        unit = result.units if isinstance(result, pint.Quantity) else self.no_unit
        if is_number and isinstance(number, numbers.Integral) and not moves:
            if int(number) in _YEARS and is_a_year(function.returned):
                found = f"returns the year {number} as a number, which would be written as an amount"
                raise DerivingError(function.fault(found, "return the period itself, whose forms write its year"))
            self.counts.add(function.name)
        shown = self.promises.unit(function, unit)
        if isinstance(number, numbers.Integral) and not is_number and not moves and shown == unit:
            # of days, as code has counted them: numbers of tables are none of Python's own
            self.counts.add(function.name)
        return self.promises.restated(magnitude, unit, shown), shown

    def _unended(self, function: Function, run: UnendedRun, moves: Moves) -> int:
        """How often in a row at least. Raises `DerivingError` where the function does not say that it returns a run."""
        if promise(function.returns).kind != kinds.RUN:
            found = f"returns a run of {abs(run.times)} periods, all since its table begins, and perhaps more"
            raise DerivingError(function.fault(found, f'declare -> "{kinds.RUN}", which says "at least"'))
        if not moves:
            self.unended.add(function.name)
        return run.times

    def _at(self, function: Function, error: BaseException, found: str, moves: Moves) -> Fault:
        return function.fault(found + self.where(moves), line=line_in(self.path.parent.parent / function.file, error))

    def where(self, moves: Moves) -> str:
        """Says that an evaluation was not at the reported values: a few of the inputs that were moved."""
        named = [f"{self.leaf_name(key)} = {_shown_value(value)}" for key, value in list(moves.items())[:3]]
        return f" where {', '.join(named)}, which the rounding allows" if named else ""

    def one_of(self, key: Hashable) -> Hashable:
        """A stated number; of a block of cells the first that has one."""
        if isinstance(key, tuple) and isinstance(key[2], Block):
            return (*key[:2], self.datasets[key[0]].first_cell(*key[1:]))
        return key

    def least_and_most(self, leaf: Input) -> tuple[float, float]:
        """The least and the largest number that a leaf stands for: of a block of cells."""
        if isinstance(leaf.key, tuple) and isinstance(leaf.key[2], Block):
            return self.datasets[leaf.key[0]].least(*leaf.key[1:])
        return leaf.value, leaf.value

    def leaf_name(self, key: Hashable) -> str:
        """What messages call a stated number."""
        if isinstance(key, tuple):
            dataset, column, place = key
            return f"{dataset}[{self.datasets[dataset].row_name(place)}, {column}]"
        return str(key)

    def unit_of(self, key: Hashable) -> Unit:
        """The unit of a stated number."""
        if not isinstance(key, tuple):
            return self.units[str(key)]
        unit = self.datasets[key[0]].columns[key[1]].unit
        assert unit is not None  # noqa: S101 -- a cell that measures something
        return unit

    def names_of_file(self, function: Function) -> Mapping[str, Any]:
        """What the names in a function's file stand for."""
        known: Mapping[str, Any] = getattr(self.callables[function.name], "__globals__", {})
        return known


def _shown_value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
