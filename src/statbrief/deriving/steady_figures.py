"""Figures whose function is plain arithmetic over numbers that stand in it once: their ends, without searching.

The ends of most figures are found by calling their function with one input after the other moved. A quotient of two
stated numbers does not need that: it is lowest where the one above is low and the one below is high. Its function is
called where it stands and at those two ends, to see that it gives what its text says.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pint

from statbrief.arithmetic import formulas
from statbrief.arithmetic.inputs import Corner, Input
from statbrief.arithmetic.steady_formulas import NotSteadyError, Reach, Ways, stated, steady
from statbrief.deriving.evaluation import Evaluation, Moves
from statbrief.figures.functions import Function
from statbrief.figures.return_annotations import is_offset
from statbrief.figures.scales import Point, Scales, holds, in_base_units


@dataclass(frozen=True)
class Ends:
    """How far a figure goes, in base units, and where its stated numbers are when it is lowest and when highest.

    `leaves` are all of these numbers, also the exact ones.
    """

    reach: Reach
    bottom: Corner
    top: Corner
    leaves: tuple[Hashable, ...]


class SteadyFigures:
    """The ends of the figures known so far that are such arithmetic, and of the reported ones."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.ends: dict[str, Ends] = {}

    def corners(self, function: Function) -> tuple[Corner, Corner] | None:
        """Where a figure is lowest, and where highest, in the order of its inputs; None where it has to be searched."""
        if not self._is_arithmetic(function):
            return None
        known = {each: ends for each in function.parameters if (ends := self._ends(each)) is not None}
        fixed = self._constants(function)
        leaves = [leaf for each in known.values() for leaf in each.leaves]
        if fixed is None or len(known) < len(function.parameters) or len(set(leaves)) < len(leaves):
            return None
        tree = formulas.parse(function.expression)
        try:
            reach, ways = steady(tree, {name: each.reach for name, each in known.items()}, fixed)
        except NotSteadyError:
            return None
        found = Ends(reach, *_joined(known, ways), tuple(leaves))
        if not self._is_what_it_says(function, (found.bottom, found.top), fixed):
            return None
        self.ends[function.name] = found
        return found.bottom, found.top

    def _is_arithmetic(self, function: Function) -> bool:
        """Whether a function is a formula, and nothing else, over numbers whose units have no zero of their own.

        So it gives the same each time that it is called.
        """
        evaluation = self.evaluation
        if not function.expression or function.definition.decorator_list or function.name in evaluation.cells:
            return False
        units = [evaluation.units.get(each) for each in (*function.parameters, function.name)]
        return all(unit is not None and not is_offset(evaluation.registry, unit) for unit in units)

    def _ends(self, name: str) -> Ends | None:
        """Those of an input, None where they are not known; nor are they of a number that is open to one side."""
        if name not in self.ends and name in self.evaluation.reported:
            leaf = self.evaluation.leaves[name][name]
            if not leaf.is_open and not leaf.open_side:
                factor = in_base_units(self.evaluation.registry, self.evaluation.units[name])
                self.ends[name] = _of_stated(leaf, factor)
        return self.ends.get(name)

    def _constants(self, function: Function) -> dict[str, float] | None:
        """What the formula names beside its inputs, in base units; None if one is not a number."""
        found: dict[str, float] = {}
        for name in function.names - set(function.parameters):
            value = self.evaluation.names_of_file(function).get(name)
            if isinstance(value, pint.Quantity) and isinstance(value.magnitude, int | float):
                if is_offset(self.evaluation.registry, value.units):
                    return None
                found[name] = value.magnitude * in_base_units(self.evaluation.registry, value.units)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                found[name] = float(value)
            else:
                return None
        return found

    def _is_what_it_says(self, function: Function, corners: tuple[Moves, Moves], fixed: Mapping[str, float]) -> bool:
        """Whether the function gives what its text says, where it stands and where it is lowest and highest."""
        evaluation = self.evaluation
        factors = {each: in_base_units(evaluation.registry, evaluation.units[each]) for each in function.parameters}
        by = Scales(factors, 1 / in_base_units(evaluation.registry, evaluation.units[function.name]))
        points = []
        for moves in ({}, *corners):
            values = {each: evaluation.in_its_unit(each, moves) for each in function.parameters}
            points.append(Point({**fixed, **values}, evaluation.in_its_unit(function.name, moves)))
        return holds(function.expression, by, points)


def _of_stated(leaf: Input, factor: float) -> Ends:
    """The ends of a reported figure, of which one is `factor` base units."""
    is_moving = leaf.low < leaf.high
    bottom, top = ({leaf.key: end} if is_moving else {} for end in (leaf.low, leaf.high))
    return Ends(stated(leaf.low * factor, leaf.high * factor), bottom, top, (leaf.key,))


def _joined(known: Mapping[str, Ends], ways: Ways) -> tuple[Corner, Corner]:
    """Where all inputs are that move a figure, so that it is lowest, and so that it is highest."""
    bottom, top = Corner(), Corner()
    for name, way in ways.items():
        lower, upper = (known[name].bottom, known[name].top)[::way]
        bottom |= lower
        top |= upper
    return bottom, top
