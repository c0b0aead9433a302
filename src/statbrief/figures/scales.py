"""A formula over plain numbers: what its units add to a function's expression, proved by evaluating it again.

The function computes with units, and a reader's calculator, or the one that proves a published copy, does not. So
each number is first restated in a unit of one system, where that is needed: 2 tonnes and 300 kilograms are added as
2,000 and 300.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from statbrief.arithmetic.exactness import CLOSE
from statbrief.arithmetic.formulas import FormulaError, evaluate, parse
from statbrief.data.units import Registry, Unit


@dataclass(frozen=True)
class Point:
    """What the function was given, by name, each in its own unit, and what it returned, in the figure's."""

    values: Mapping[str, float]
    result: float


@dataclass(frozen=True)
class Scales:
    """What each name's number is multiplied with before the formula is evaluated, where not 1, and its result after."""

    factors: Mapping[str, float] = field(default_factory=dict)
    scale: float = 1.0


def scales(
    registry: Registry, formula: str, units: Mapping[str, Unit], unit: Unit, points: Iterable[Point]
) -> Scales | None:
    """The multipliers with which the formula gives what the function gave, at all of `points`.

    None where there are none, as for units with a zero of their own: the function is then more than its formula.
    """
    finite = [each for each in points if all(map(math.isfinite, (*each.values.values(), each.result)))]
    shared = Scales(
        {name: factor for name, each in units.items() if (factor := in_base_units(registry, each)) != 1},
        1 / in_base_units(registry, unit),
    )
    # where one kind is given in two units, the plain numbers may agree by chance: the larger of 3,000 kg and 2 t
    candidates = (shared, Scales()) if _mixes(registry, units.values()) else (Scales(), shared)
    return next((each for each in candidates if holds(formula, each, finite)), None)


def _mixes(registry: Registry, units: Iterable[Unit]) -> bool:
    """Whether two of the units are of one kind and not the same."""
    kinds: dict[Any, set[float]] = {}
    for unit in units:
        kinds.setdefault(unit.dimensionality, set()).add(in_base_units(registry, unit))
    return any(len(factors) > 1 for factors in kinds.values())


def in_base_units(registry: Registry, unit: Unit) -> float:
    """What one of the unit is in the units that all of its kind rest on; of no meaning where zero is not nothing."""
    factor: Any = registry.get_base_units(unit)[0]
    return float(factor or 1.0)


def holds(formula: str, by: Scales, points: Iterable[Point]) -> bool:
    """Whether the formula gives what the function gave, at all of `points`, with these multipliers."""
    tree = parse(formula)
    for point in points:
        values = {name: value * by.factors.get(name, 1.0) for name, value in point.values.items()}
        try:
            result = by.scale * evaluate(tree, values)
        except FormulaError:
            return False
        if not math.isclose(result, point.result, rel_tol=CLOSE):
            return False
    return True
