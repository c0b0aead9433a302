"""Derived figures: each function of `analysis/derived.py`, computed once its inputs are known, with its range.

The range is that of the reported numbers behind a figure, not of its immediate inputs: an input that is used twice,
or by way of another derived figure too, counts once.
"""

from __future__ import annotations

import graphlib
import math
import numbers
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pint

from statbrief.datasets import Dataset
from statbrief.errors import DerivingError, Fault
from statbrief.figures import Derived, Figure
from statbrief.functions import Function, describe, line_in, load_callables, read_functions, unknown_parameters
from statbrief.ranging import Input, NotMonotoneError, extremes, influential
from statbrief.reading import RESERVED, join_periods
from statbrief.units import Quantity, Registry, Unit, dimension_names, parse_unit

DERIVED = "analysis/derived.py"
Moves = Mapping[Hashable, float]
"""Inputs at another value than their own: a reported figure's id, or a dataset's cell, to a magnitude."""


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
    callables = load_callables(folder, DERIVED, DerivingError) if functions else {}
    network = _Network(folder / DERIVED, figures, datasets, functions, callables, registry)
    derived: dict[str, Figure] = {}
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
    for function in functions.values():
        if function.name in figures or function.name in datasets or function.name in RESERVED:
            owner = "a reported figure" if function.name in figures else "a dataset or a reserved word"
            faults.append(function.fault(f"is also the name of {owner}", "rename the function"))
        if not function.title:
            faults.append(function.fault("has no docstring", "its first line is the figure's label"))
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
    leaves: dict[str, tuple[Input, ...]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    results: dict[tuple[str, frozenset[tuple[Hashable, float]]], Quantity] = field(default_factory=dict)
    tables: dict[tuple[str, frozenset[tuple[Hashable, float]]], pd.DataFrame] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for figure in self.reported.values():
            leaf = Input(figure.id, figure.value, figure.range.low, figure.range.high)
            self.leaves[figure.id] = (leaf,)
            self.units[figure.id] = figure.quantity.units

    def figure(self, name: str) -> Figure:
        """Compute one derived figure; its derived inputs must have been computed before."""
        function = self.functions[name]
        quantity = self._evaluate(name, {})
        self.units[name] = quantity.units
        self.leaves[name] = self._leaves(function)

        def magnitude(moves: Moves) -> float:
            moved = self._evaluate(name, moves)
            return float(moved.to(self.units[name]).magnitude)

        try:
            reach = extremes(magnitude, self.leaves[name])
        except NotMonotoneError as error:
            raise DerivingError(function.fault(*self._not_monotone(error))) from error
        return Figure(
            id=name,
            label=function.title,
            quantity=quantity,
            range=reach,
            period=self._period(name),
            origin=self._origin(function, quantity),
        )

    # -- evaluation --------------------------------------------------------------------------------------------
    def _evaluate(self, name: str, moves: Moves) -> Quantity:
        """The result with some inputs moved, in the unit that it is shown in."""
        if name in self.reported:
            figure = self.reported[name]
            return self.registry.Quantity(moves[name], figure.quantity.units) if name in moves else figure.quantity
        if name in self.leaves:
            mine = {leaf.key for leaf in self.leaves[name]}
            moves = {key: value for key, value in moves.items() if key in mine}
        key = (name, frozenset(moves.items()))
        if key not in self.results:
            function = self.functions[name]
            inputs = {each: self._input(each, moves) for each in function.parameters}
            self.results[key] = self._call(function, inputs, moves)
        return self.results[key]

    def _input(self, name: str, moves: Moves) -> Quantity | pd.DataFrame:
        if name not in self.datasets:
            return self._evaluate(name, moves)
        cells = {key: value for key, value in moves.items() if isinstance(key, tuple) and key[0] == name}
        key = (name, frozenset(cells.items()))
        if key not in self.tables:
            self.tables[key] = self.datasets[name].with_cells(cells)
        return self.tables[key]

    def _call(self, function: Function, inputs: Mapping[str, Any], moves: Moves) -> Quantity:
        try:
            result = self.callables[function.name](**inputs)
        except pint.DimensionalityError as error:
            units = dimension_names([error.units1, error.units2])
            found = f"{units} do not go together ({' '.join(str(error).split())})"
            raise DerivingError(self._at(function, error, found, moves)) from error
        except Exception as error:
            raise DerivingError(self._at(function, error, describe(error), moves)) from error
        quantity = self._as_quantity(function, result, moves)
        if not math.isfinite(quantity.magnitude) and all(map(math.isfinite, moves.values())):
            where = self._where(moves)
            raise DerivingError(function.fault(f"returns {quantity.magnitude}{where}", "return a number"))
        if math.isnan(quantity.magnitude):
            found = f"has no limit{self._where(moves)}"
            raise DerivingError(function.fault(found, "a bound of its input is open: derive it without that input"))
        return quantity

    def _as_quantity(self, function: Function, result: object, moves: Moves) -> Quantity:
        if not isinstance(result, bool) and isinstance(result, numbers.Real):
            result = self.registry.Quantity(float(result), "dimensionless")
        if not isinstance(result, pint.Quantity) or not isinstance(result.magnitude, numbers.Real):
            kind = "None" if result is None else f"a {type(result).__name__}"
            if isinstance(result, pint.Quantity):
                kind = "a missing value" if str(result.magnitude) == "<NA>" else "more than one number"
            raise DerivingError(function.fault(f"returns {kind}{self._where(moves)}", "return a number or a quantity"))
        quantity = self.registry.Quantity(float(result.magnitude), result.units)
        try:
            if function.returns is not None:
                return quantity.to(parse_unit(self.registry, function.returns))
            return quantity.to("dimensionless") if quantity.dimensionless else quantity
        except pint.DimensionalityError as error:
            found = f"returns {dimension_names([quantity.units])} and declares '{function.returns}'"
            raise DerivingError(function.fault(found, "correct the formula or the annotation")) from error
        except ValueError as error:
            raise DerivingError(function.fault(f"'{function.returns}' is not a unit", str(error))) from error

    def _at(self, function: Function, error: Exception, found: str, moves: Moves) -> Fault:
        return function.fault(found + self._where(moves), line=line_in(self.path, error))

    def _where(self, moves: Moves) -> str:
        """Says that an evaluation was not at the reported values: a few of the inputs that were moved."""
        named = [f"{self._leaf_name(key)} = {value:g}" for key, value in list(moves.items())[:3]]
        return f" where {', '.join(named)}, which the rounding allows" if named else ""

    # -- where a figure comes from ------------------------------------------------------------------------------
    def _leaves(self, function: Function) -> tuple[Input, ...]:
        """The reported numbers that the figure depends on, each once."""
        leaves: dict[Hashable, Input] = {}
        for parameter in function.parameters:
            for leaf in self.leaves.get(parameter, ()):
                leaves[leaf.key] = leaf
        cells = [cell for each in function.parameters if each in self.datasets for cell in self.datasets[each].cells()]
        fresh = [cell for cell in cells if cell.key not in leaves]
        for cell in influential(fresh, self._shown(function.name)):
            leaves[cell.key] = cell
        return tuple(leaves.values())

    def _shown(self, name: str) -> Callable[[Moves], float]:
        return lambda moves: float(self._evaluate(name, moves).magnitude)

    def _origin(self, function: Function, quantity: Quantity) -> Derived:
        leaves = self.leaves[function.name]
        reported = tuple(str(leaf.key) for leaf in leaves if not isinstance(leaf.key, tuple))
        rows: dict[str, tuple[str, ...]] = {}
        for dataset, _, place in sorted(leaf.key for leaf in leaves if isinstance(leaf.key, tuple)):
            named = self.datasets[dataset].row_name(place)
            rows[dataset] = (*rows.get(dataset, ()), *([named] if named not in rows.get(dataset, ()) else []))
        sources = [source for key in reported for source in self.reported[key].sources]
        sources += [self.datasets[dataset].source for dataset in rows if self.datasets[dataset].source]
        return Derived(
            function=function.name,
            file=function.file,
            line=function.line,
            inputs=function.parameters,
            reported=reported,
            rows=rows,
            sources=tuple(dict.fromkeys(sources)),
            stated_to=self._stated_to(leaves, quantity),
        )

    def _stated_to(self, leaves: tuple[Input, ...], quantity: Quantity) -> Decimal | None:
        """The step of the one dataset's number that the result repeats, if it does no more than that."""
        if len(leaves) != 1 or not isinstance(leaves[0].key, tuple):
            return None
        dataset, column, place = leaves[0].key
        known = self.datasets[dataset]
        if leaves[0].value != quantity.magnitude or known.columns[column].unit != quantity.units:
            return None
        exponent = int(Decimal(known.rows[place][column]).as_tuple().exponent)
        return known.columns[column].rounded_to or Decimal(1).scaleb(exponent)

    def _period(self, name: str) -> str:
        periods = []
        for leaf in self.leaves[name]:
            if isinstance(leaf.key, tuple):
                periods.append(self.datasets[leaf.key[0]].row_period(leaf.key[2]))
            else:
                periods.append(self.reported[str(leaf.key)].period)
        return join_periods(periods)

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
