"""What a figure nears where some of its inputs grow without bound, or vanish."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pint

from statbrief.arithmetic.exactness import cleaned
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.limits import BESIDE, BEYOND, Growing, constant
from statbrief.data.units import Quantity, Registry, Unit
from statbrief.figures.figure import Figure
from statbrief.figures.functions import Function
from statbrief.figures.sandbox import watching

Moves = Mapping[Hashable, Any]


class Inputs(Protocol):
    """Functions with their inputs, as an evaluation has them."""

    path: Path
    reported: Mapping[str, Figure]
    functions: dict[str, Function]
    callables: dict[str, Callable[..., Any]]
    registry: Registry
    leaves: dict[str, dict[Hashable, Input]]
    units: dict[str, Unit]

    def is_no_number(self, name: str) -> bool:
        """Whether an input is a table, or an answer."""

    def given_as(self, name: str, moves: Moves) -> Any:  # noqa: ANN401 -- a table, or an answer
        """What functions are given as an input."""


def limit_of(evaluation: Inputs, name: str, moves: Moves) -> float | None:
    """What a figure nears where some inputs grow without bound, or vanish; None where that cannot be told."""
    try:
        found = _grown(evaluation, name, moves).to(evaluation.units[name]).magnitude
    except (Exception, SystemExit):  # noqa: BLE001 -- a function that takes no such number may raise anything
        return None
    return float(found.limit) if isinstance(found, Growing) else None


def _grown(evaluation: Inputs, name: str, moves: Moves) -> Quantity:
    """A figure's quantity with numbers that grow in the place of those that are moved to where they are open.

    All others are exact: what is left of two large numbers is not to be what floating point leaves.
    """
    if name in evaluation.reported:
        return evaluation.registry.Quantity(_growing(evaluation, name, moves), evaluation.units[name])
    function = evaluation.functions[name]
    given: dict[str, Any] = {
        each: evaluation.given_as(each, moves) if evaluation.is_no_number(each) else _grown(evaluation, each, moves)
        for each in function.parameters
    }
    with watching(evaluation.path.parent.parent):
        result = evaluation.callables[name](**given)
    is_quantity = isinstance(result, pint.Quantity)
    quantity = result if is_quantity else evaluation.registry.Quantity(result, "dimensionless")
    return quantity.to(evaluation.units[name])


def _growing(evaluation: Inputs, name: str, moves: Moves) -> Growing:
    place, leaf = moves.get(name), evaluation.leaves[name][name]
    if place is None:
        return constant(evaluation.reported[name].known.value)
    if math.isinf(place):
        return BEYOND if place > 0 else -BEYOND
    return BESIDE if vanishes(leaf, place) else constant(cleaned(place))


def vanishes(each: Input, place: float) -> bool:
    """Whether a place is the nothing at which what is counted ends: as a divisor it is more than that."""
    return each.beyond < 0 and place == each.low == 0
