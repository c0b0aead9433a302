"""Functions whose tables an engine has computed: each is given the dataset that is called like itself, as it is.

So each cell rests on the one of the dataset that it repeats, and nothing has to be found out by moving numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from statbrief.arithmetic.inputs import Input
from statbrief.brief_tables.evaluated import Evaluated
from statbrief.brief_tables.grid import Grid, Numbers, Place, Words
from statbrief.data.datasets import CellKey, Dataset
from statbrief.deriving.evaluation import Evaluation, Moves
from statbrief.figures.functions import Function


def is_computed(function: Function, datasets: Mapping[str, Dataset]) -> bool:
    """Whether an engine has computed what the function makes."""
    found = datasets.get(function.name)
    return found is not None and found.computed is not None


def as_computed(function: Function, datasets: Mapping[str, Dataset]) -> Function:
    """A function that takes what an engine has computed for it, where one has."""
    return replace(function, parameters=(function.name,)) if is_computed(function, datasets) else function


def computed_callables(functions: Iterable[Function], datasets: Mapping[str, Dataset]) -> dict[str, Callable[..., Any]]:
    """What gives the tables of those that are, in the place of their own code."""
    return {each.name: _as_it_is(each.name) for each in functions if is_computed(each, datasets)}


class AsComputed(Evaluated):
    """The grids of such a table: with some cells moved, those alone stand elsewhere."""

    def at(self, moves: Moves) -> Grid:
        """The table with some cells moved."""
        columns: dict[str, Numbers | Words] = dict(self.centre.columns)
        for key, number in moves.items():
            _, column, place = cast("CellKey", key)
            held = columns[column]
            assert isinstance(held, Numbers)  # noqa: S101 -- only numbers are moved
            magnitudes = held.magnitudes.copy()
            magnitudes[place] = number
            columns[column] = replace(held, magnitudes=magnitudes)
        grid = replace(self.centre, columns=columns)
        vars(grid)["places"] = self.centre.places  # which is asked for of each
        return grid

    def leaves(self, places: Sequence[Place]) -> dict[Place, dict[Hashable, Input]]:
        """Of each cell the number that it repeats."""
        known = {each.key: each for each in self._dataset.cells()}
        found: dict[Place, dict[Hashable, Input]] = {}
        for row, column in places:
            key = self._dataset.keys[column][self.centre.places[row]]
            found[row, column] = {key: known[key]}
        return found

    @property
    def _dataset(self) -> Dataset:
        return self.evaluation.datasets[self.function.name]

    def looked_at(self, leaves: Mapping[Place, Mapping[Hashable, Input]]) -> dict[Place, set[Hashable]]:
        """No others."""
        return {place: set() for place in leaves}

    def counted(self, places: Sequence[Place]) -> dict[Place, set[Hashable]]:
        """No rows beside."""
        return {place: set() for place in places}

    def foresee(self, cells: Mapping[str, Place], leaves: Mapping[Place, Mapping[Hashable, Input]]) -> None:
        """Nothing: what a cell is elsewhere is told at once."""


def evaluated(evaluation: Evaluation, function: Function) -> Evaluated:
    """What makes a function's table, and tells how its cells move."""
    is_own = function.parameters == (function.name,) and is_computed(function, evaluation.datasets)
    return AsComputed(evaluation, function) if is_own else Evaluated(evaluation, function)


def _as_it_is(name: str) -> Callable[..., Any]:
    return lambda **given: given[name]
