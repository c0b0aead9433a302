"""Derived figures: each function of `analysis/derived.py`, computed once its inputs are known, with its range.

The range is that of the reported numbers behind a figure, not of its immediate inputs: an input that is used twice,
or by way of another derived figure too, counts once.
"""

from __future__ import annotations

import graphlib
import math
import numbers
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pint

from statbrief.arithmetic import formulas, kinds
from statbrief.arithmetic.exactness import Known
from statbrief.arithmetic.monotone_ranges import Input, NotMonotoneError, extremes, influential
from statbrief.arithmetic.ranges import Range
from statbrief.data import absences
from statbrief.data.cells import RESERVED
from statbrief.data.datasets import Dataset
from statbrief.data.no_rows import refusing_no_rows
from statbrief.data.periods import join_periods
from statbrief.data.units import Quantity, Registry, Unit, dimension_names, ratio_of, unit_name
from statbrief.errors import DerivingError, Fault
from statbrief.figures.derived_kinds import Scope, kind_of
from statbrief.figures.figure import Cell, Derived, Figure, Reported
from statbrief.figures.functions import (
    Function,
    describe,
    ill_kept,
    line_in,
    load_callables,
    read_functions,
    unknown_parameters,
)
from statbrief.figures.known import Formula, Knowledge, constant_terms, exact_factor, stated, stated_by
from statbrief.figures.promises import Promises, is_offset
from statbrief.figures.sandbox import watching
from statbrief.figures.scales import Point, Scales, scales
from statbrief.files.paths import DERIVED, REPORTED

Moves = Mapping[Hashable, Any]
"""Inputs at another value than their own: a reported figure's id, or a dataset's cell, to a magnitude."""
Measured = tuple[float, Unit]
"""A quantity that nothing can change: pint's own can be converted in place, and takes long to make."""


def derive(
    folder: Path, reported: Iterable[Figure], datasets: Mapping[str, Dataset], registry: Registry
) -> dict[str, Figure]:
    """All figures by id: the reported ones, then the derived ones in the order of their file.

    Raises `DerivingError` with every function that is wrong or goes wrong.
    """
    figures = {figure.id: figure for figure in reported}
    functions = {each.name: each for each in read_functions(folder, DERIVED, DerivingError)}
    faults = [*_clashes(functions, figures, datasets)]
    faults += unknown_parameters(functions.values(), [*figures, *functions, *datasets], "figure or dataset")
    if faults:
        raise DerivingError(faults)
    order = _order(functions)
    callables = load_callables(folder, functions.values(), DerivingError)
    network = _Network(folder / DERIVED, figures, datasets, functions, callables, registry)
    derived: dict[str, Figure] = {}
    with refusing_no_rows():
        for name in order:
            if any(parameter in functions and parameter not in derived for parameter in functions[name].parameters):
                continue  # an input failed, and has been reported
            try:
                derived[name] = network.figure(name)
            except DerivingError as error:
                faults += error.faults
    if faults:
        raise DerivingError(sorted(faults, key=lambda fault: fault.line or 0))
    return figures | {name: derived[name] for name in functions}


def _clashes(
    functions: Mapping[str, Function], figures: Mapping[str, Figure], datasets: Mapping[str, Dataset]
) -> list[Fault]:
    """Faults of names that mean two things, and of functions without a label."""
    faults = []
    for name in [name for name in datasets if name in figures]:
        origin = figures[name].origin
        line = origin.line if isinstance(origin, Reported) else None
        found = f"'{name}' is also the name of a dataset"
        faults.append(Fault(file=REPORTED, line=line, what="id", found=found, wanted="rename one of them"))
    for function in functions.values():
        if function.name in figures or function.name in datasets or function.name in RESERVED:
            owner = "a reported figure" if function.name in figures else "a dataset or a reserved word"
            faults.append(function.fault(f"is also the name of {owner}", "rename the function"))
        if not function.title:
            faults.append(function.fault("has no docstring", "its first line is the figure's label"))
        faults += ill_kept(function)
    return faults


def _order(functions: Mapping[str, Function]) -> list[str]:
    graph = {
        name: [parameter for parameter in function.parameters if parameter in functions]
        for name, function in functions.items()
    }
    try:
        return list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        circle = error.args[1]
        first = functions[circle[0]]
        raise DerivingError(
            first.fault(f"needs itself: {' → '.join(circle)}", "let one of them not use the others")
        ) from error


def _is_open(value: object) -> bool:
    """Whether an input was moved to an end of its range that is open."""
    return isinstance(value, float) and math.isinf(value)


def _shown_value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _end(end: Fraction | None, otherwise: float) -> float:
    return otherwise if end is None else float(end)


def _kind(result: object) -> str:
    """What a function returned that is not one number."""
    if not isinstance(result, pint.Quantity):
        return "None" if result is None else f"a {type(result).__name__}"
    if str(result.magnitude) == "<NA>":
        return "a missing value"
    return "more than one number"


@dataclass
class _Network:
    """The functions with their inputs, evaluated at the reported values or at values nearby.

    Every evaluation is remembered by what was moved and matters, so that a chain of figures costs each link once.
    """

    path: Path
    reported: Mapping[str, Figure]
    datasets: Mapping[str, Dataset]
    functions: Mapping[str, Function]
    callables: Mapping[str, Callable[..., Any]]
    registry: Registry
    leaves: dict[str, dict[Hashable, Input]] = field(default_factory=dict)
    results: dict[tuple[str, frozenset[tuple[Hashable, float]]], Measured] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    counts: set[str] = field(default_factory=set)
    """The functions that return a whole number without a unit, as `len` does."""

    def __post_init__(self) -> None:
        self.promises = Promises(self.registry)
        self.returned = {name: node for name, made in self.functions.items() if (node := made.returned) is not None}
        self.figures = dict(self.reported)
        self.knowledge = Knowledge(self.registry, self._in_its_unit, units=self.units)
        for figure in self.reported.values():
            leaf = Input(figure.id, figure.value, figure.range.low, figure.range.high)
            self.leaves[figure.id] = {figure.id: leaf}
            self.units[figure.id] = figure.quantity.units
            self.knowledge.stated[figure.id] = stated_by(figure)

    def figure(self, name: str) -> Figure:
        """Compute one derived figure; its derived inputs must have been computed before."""
        function = self.functions[name]
        missing = self._missing(function)
        number, unit = self._evaluate(name, {})
        quantity = self.registry.Quantity(number, unit)
        self.units[name] = unit
        self.leaves[name] = self._leaves(function)
        self._check_temperatures(function, number, unit)
        reached: dict[float, Moves] = {number: {}}

        def magnitude(moves: Moves) -> float:
            result = self._in_its_unit(name, moves)
            reached[result] = moves
            return result

        try:
            reach = extremes(magnitude, list(self.leaves[name].values()))
        except NotMonotoneError as error:
            self._refuse_another(function, (number, unit))  # which would be why
            raise DerivingError(function.fault(*self._not_monotone(error))) from error
        if math.isinf(reach.low) and math.isinf(reach.high):
            found = "could be any number, as the bounds of its inputs are open"
            raise DerivingError(function.fault(found, "derive it without one of them"))
        self._refuse_another(function, (number, unit))
        corners = [{}, reached[reach.low], reached[reach.high]]
        origin = self._origin(function, quantity, corners)
        known = self._known(function, origin, corners)
        figure = Figure(
            id=name,
            label=function.title,
            quantity=self.registry.Quantity(float(known.value), unit),
            range=Range(_end(known.low, -math.inf), _end(known.high, math.inf)),
            period=self._period(name),
            origin=replace(origin, stated_to=known.step, missing=missing),
            exact=known,
        )
        self.figures[name] = replace(figure, kind=self._kind(function, figure, known))
        return self.figures[name]

    def _kind(self, function: Function, figure: Figure, known: Known) -> str:
        """What the figure is: a quotient that is negative is no ratio, whatever its function declares."""
        leaves = self.leaves[function.name].values()
        scope = Scope(
            figures={each: self.figures[each] for each in function.parameters if each in self.figures},
            constants=self._named_constants(function),
            returned=self.returned,
            is_plain=ratio_of(figure.quantity) is not None,
            in_per_cents=any(unit_name(self._unit_of(each.key)) == "percent" for each in leaves),
            of_shares=function.name not in self.counts
            and 0 <= figure.value <= 1
            and bool(leaves)
            and all(self._is_share(each) for each in leaves),
        )
        kind = self.promises.kind(function, figure.quantity.units, kind_of(function.returned, scope))
        is_negative = known.low is None or known.low < 0
        return kinds.SIGNED if kind in {kinds.RATIO, kinds.COMPARISON} and is_negative else kind

    def _is_share(self, leaf: Input) -> bool:
        """Whether a stated number is a part of a whole: from 0 to 1 without a unit, or a percentage."""
        ratio = ratio_of(self.registry.Quantity(1.0, self._unit_of(leaf.key)))
        return ratio is not None and 0 <= leaf.value * float(ratio) <= 1

    def _named_constants(self, function: Function) -> set[str]:
        """What the function names beside its inputs: numbers and quantities of its file."""
        known = getattr(self.callables[function.name], "__globals__", {})
        named = function.names - set(function.parameters)
        return {name for name in named if isinstance(known.get(name), int | float | pint.Quantity)}

    def _check_temperatures(self, function: Function, number: float, unit: Unit) -> None:
        """Raise `DerivingError` where code treats temperatures as if their zero were nothing."""
        warm = {key: each for key, each in self.leaves[function.name].items() if self._is_offset(key)}
        if not warm or unit.dimensionality != self.registry.kelvin.dimensionality:
            return
        shifted = {key: each.value + self.promises.shift(self._unit_of(key)) for key, each in warm.items()}
        moved = self._in_its_unit(function.name, shifted) - number
        if is_offset(self.registry, unit) or any(isinstance(key, tuple) for key in warm):
            self.promises.check_shift(function, unit, moved)

    def _unit_of(self, key: Hashable) -> Unit:
        """The unit of a stated number."""
        if not isinstance(key, tuple):
            return self.units[str(key)]
        unit = self.datasets[key[0]].columns[key[1]].unit
        assert unit is not None  # noqa: S101 -- a cell that measures something
        return unit

    def _is_offset(self, key: Hashable) -> bool:
        return is_offset(self.registry, self._unit_of(key))

    def _known(self, function: Function, origin: Derived, corners: Sequence[Moves]) -> Known:
        """What is known of a figure beyond its float: at its value, where it is lowest and where it is highest."""
        name, knowledge = function.name, self.knowledge
        knowledge.behind[name] = tuple(self.leaves[name])
        for key in self.leaves[name]:
            if isinstance(key, tuple) and key not in knowledge.stated:
                column, text = self.datasets[key[0]].columns[key[1]], self.datasets[key[0]].rows[key[2]][key[1]]
                knowledge.stated[key] = stated(Decimal(text), column.rounded_to, self._unit_of(key))
        found = None
        if origin.formula:
            scales, inputs = origin.scales, [each for each in function.parameters if each not in self.datasets]
            formula = Formula(
                tree=formulas.parse(origin.formula),
                inputs=inputs,
                constants=dict(constant_terms(origin.constants)),
                factors={each: exact_factor(factor) for each, factor in scales.factors.items()},
                scale=exact_factor(scales.scale),
            )
            found = knowledge.of_formula(name, formula, corners)
        if found is None:
            found = knowledge.of_code(name, corners, self.units[name], is_count=name in self.counts)
        found = replace(found, is_rounding_known=not origin.as_stated)
        if origin.cell is not None:
            found = replace(found, step=origin.stated_to, is_stated=True)
        knowledge.known[name] = found
        return found

    def _missing(self, function: Function) -> dict[str, tuple[str, ...]]:
        """The rows of each dataset whose missing cells the result depends on, by the function's choice.

        Raises `DerivingError` where it has made none.
        """
        known = [self.datasets[each] for each in function.parameters if each in self.datasets]
        cells = absences.noticed(known, lambda fills: self._evaluate(function.name, fills))
        if cells and not absences.says_what_becomes_of_them(function.used):
            raise DerivingError(function.fault(*absences.problem(cells, self.datasets)))
        return absences.rows(cells, self.datasets)

    def _refuse_another(self, function: Function, first: Measured) -> None:
        """Raise `DerivingError` for a function that gives another result when it is called again."""
        again = self._call(function, {each: self._input(each, {}) for each in function.parameters}, {})
        if again != first:
            found = f"gives {first[0]:g} and then {again[0]:g} for the same inputs"
            wanted = "compute it from the inputs alone, without chance and without what is kept between calls"
            raise DerivingError(function.fault(found, wanted))

    # -- evaluation --------------------------------------------------------------------------------------------
    def _evaluate(self, name: str, moves: Moves) -> Measured:
        """The result with some inputs moved, in the unit that it is shown in."""
        if name in self.reported:
            return moves.get(name, self.reported[name].value), self.units[name]
        if name in self.leaves:
            mine = self.leaves[name]
            moves = {key: value for key, value in moves.items() if key in mine}
        key = (name, frozenset(moves.items()))
        if key not in self.results:
            function = self.functions[name]
            inputs = {each: self._input(each, moves) for each in function.parameters}
            self.results[key] = self._call(function, inputs, moves)
        return self.results[key]

    def _input(self, name: str, moves: Moves) -> Quantity | pd.DataFrame:
        """What a function is given: its own each time, for it may change its inputs in place."""
        if name not in self.datasets:
            return self.registry.Quantity(*self._evaluate(name, moves))
        return self.datasets[name].with_cells(
            {key: value for key, value in moves.items() if isinstance(key, tuple) and key[0] == name}
        )

    def _call(self, function: Function, inputs: Mapping[str, Any], moves: Moves) -> Measured:
        try:
            with watching(self.path.parent.parent):
                result = self.callables[function.name](**inputs)
        except pint.DimensionalityError as error:
            units = dimension_names([error.units1, error.units2])
            found = f"{units} do not go together ({' '.join(str(error).split())})"
            raise DerivingError(self._at(function, error, found, moves)) from error
        except (Exception, SystemExit) as error:
            raise DerivingError(self._at(function, error, describe(error), moves)) from error
        number, unit = self._measured(function, result, moves)
        if not math.isfinite(number) and not any(_is_open(each) for each in moves.values()):
            raise DerivingError(function.fault(f"returns {number}{self._where(moves)}", "return a number"))
        if math.isnan(number):
            found = f"has no limit{self._where(moves)}"
            raise DerivingError(function.fault(found, "a bound of its input is open: derive it without that input"))
        return number, unit

    def _measured(self, function: Function, result: object, moves: Moves) -> Measured:
        is_number = isinstance(result, numbers.Real) and not isinstance(result, bool | pint.Quantity)
        number: object = result if is_number else getattr(result, "magnitude", None)
        if not isinstance(number, numbers.Real) or not (is_number or isinstance(result, pint.Quantity)):
            found = f"returns {_kind(result)}{self._where(moves)}"
            raise DerivingError(function.fault(found, "return a number or a quantity"))
        try:
            magnitude = float(number)
        except OverflowError as error:
            raise DerivingError(function.fault("returns a number that is too large", "choose a larger unit")) from error
        unit = result.units if isinstance(result, pint.Quantity) else self.registry.dimensionless
        if is_number and isinstance(number, numbers.Integral) and not moves:
            self.counts.add(function.name)
        shown = self.promises.unit(function, unit)
        return self.promises.restated(magnitude, unit, shown), shown

    def _in_its_unit(self, name: str, moves: Moves) -> float:
        """A figure's number with some inputs moved, in the unit that the figure has where none is."""
        return self.promises.restated(*self._evaluate(name, moves), self.units[name])

    def _at(self, function: Function, error: BaseException, found: str, moves: Moves) -> Fault:
        return function.fault(found + self._where(moves), line=line_in(self.path, error))

    def _where(self, moves: Moves) -> str:
        """Says that an evaluation was not at the reported values: a few of the inputs that were moved."""
        named = [f"{self._leaf_name(key)} = {_shown_value(value)}" for key, value in list(moves.items())[:3]]
        return f" where {', '.join(named)}, which the rounding allows" if named else ""

    # -- where a figure comes from ------------------------------------------------------------------------------
    def _leaves(self, function: Function) -> dict[Hashable, Input]:
        """The reported numbers that the figure depends on, each once."""
        leaves: dict[Hashable, Input] = {}
        for parameter in function.parameters:
            leaves |= self.leaves.get(parameter, {})
        cells = [cell for each in function.parameters if each in self.datasets for cell in self.datasets[each].cells()]
        fresh = [cell for cell in cells if cell.key not in leaves]
        for cell in influential(fresh, self._shown(function.name)):
            leaves[cell.key] = cell
        return leaves

    def _shown(self, name: str) -> Callable[[Moves], float]:
        return lambda moves: self._evaluate(name, moves)[0]

    def _origin(self, function: Function, quantity: Quantity, corners: Iterable[Moves]) -> Derived:
        leaves = self.leaves[function.name]
        reported = tuple(str(key) for key in leaves if not isinstance(key, tuple))
        places: dict[str, set[int]] = {}
        for dataset, _, place in (key for key in leaves if isinstance(key, tuple)):
            places.setdefault(dataset, set()).add(place)
        rows = {
            dataset: tuple(self.datasets[dataset].row_name(place) for place in sorted(places[dataset]))
            for dataset in sorted(places)
        }
        sources = [source for key in reported for source in self.reported[key].sources]
        given = [each for each in function.parameters if each in self.datasets]  # of its rows, or only of their number
        sources += [self.datasets[dataset].description.source for dataset in dict.fromkeys([*rows, *given])]
        constants = self._constants(function, quantity)
        by = self._scales(function, quantity, constants, corners) if constants is not None else None
        cell, step = self._repeated(tuple(leaves.values()), quantity)
        return Derived(
            function=function.name,
            file=function.file,
            line=function.line,
            inputs=function.parameters,
            reported=reported,
            rows=rows,
            sources=tuple(filter(None, dict.fromkeys(sources))),
            formula=function.expression if by is not None else "",
            constants=constants if constants is not None and by is not None else {},
            scales=by or Scales(),
            cell=cell,
            stated_to=step,
            as_stated=tuple(each for key in reported for each in self.reported[key].as_stated),
        )

    def _constants(self, function: Function, quantity: Quantity) -> dict[str, Quantity] | None:
        """What the formula names beside its inputs, in the units of the result; None if one is not a number.

        A constant is shown in a unit that the result has too, so that a month divides births as 31 days.
        """
        if not function.expression:
            return None
        constants = {}
        for name in formulas.names(formulas.parse(function.expression)):
            if name in function.parameters:
                continue
            value = getattr(self.callables[function.name], "__globals__", {}).get(name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                value = self.registry.Quantity(float(value), "dimensionless")
            if not isinstance(value, pint.Quantity) or not isinstance(value.magnitude, numbers.Real):
                return None
            spoken = (self.registry.Unit(name) for name, _ in quantity.unit_items())
            shared = [unit for unit in spoken if value.is_compatible_with(unit)]
            constants[name] = value.to(shared[0]) if shared else value
        return constants

    def _scales(
        self, function: Function, quantity: Quantity, constants: Mapping[str, Quantity], corners: Iterable[Moves]
    ) -> Scales | None:
        """What the formula needs to give what the function gave at all of `corners`; None where nothing helps."""
        fixed = {name: float(value.magnitude) for name, value in constants.items()}
        inputs = [each for each in function.parameters if each not in self.datasets]
        points = []
        for moves in corners:
            values = {each: self.promises.restated(*self._evaluate(each, moves), self.units[each]) for each in inputs}
            result = self.promises.restated(*self._evaluate(function.name, moves), quantity.units)
            points.append(Point(values | fixed, result))
        units = {each: self.units[each] for each in inputs} | {name: each.units for name, each in constants.items()}
        return scales(self.registry, function.expression, units, quantity.units, points)

    def _repeated(self, leaves: tuple[Input, ...], quantity: Quantity) -> tuple[Cell | None, Decimal | None]:
        """The one dataset's number that the result repeats and its step, if it does no more than that."""
        if len(leaves) != 1 or not isinstance(leaves[0].key, tuple):
            return None, None
        dataset, column, place = leaves[0].key
        known = self.datasets[dataset]
        if leaves[0].value != quantity.magnitude or known.columns[column].unit != quantity.units:
            return None, None
        exponent = int(Decimal(known.rows[place][column]).as_tuple().exponent)
        step = known.columns[column].rounded_to or Decimal(1).scaleb(exponent)
        return Cell(dataset, known.row_name(place), column), step

    def _period(self, name: str) -> str:
        periods = []
        for key in self.leaves[name]:
            if isinstance(key, tuple):
                periods.append(self.datasets[key[0]].row_period(key[2]))
            else:
                periods.append(self.reported[str(key)].period)
        given = [self.datasets[each] for each in self.functions[name].parameters if each in self.datasets]
        return join_periods(periods or [each.span() for each in given])  # of a number of rows, that of them all

    def _leaf_name(self, key: Hashable) -> str:
        if isinstance(key, tuple):
            dataset, column, place = key
            return f"{dataset}[{self.datasets[dataset].row_name(place)}, {column}]"
        return str(key)

    def _not_monotone(self, error: NotMonotoneError) -> tuple[str, str]:
        of = f" in {self._leaf_name(error.key)}" if error.key is not None else ""
        return (
            f"both rises and falls{of} within the rounding of its inputs",
            "its range would not lie at the ends of theirs: split the formula, or use inputs that are less rounded",
        )
