"""A table's function with its inputs moved: all cells at once, each followed by its row's key.

A table of seventy rows is one function of many results, not hundreds of functions: every call of it tells something of
each cell. So calls are remembered by what was moved, and what one cell needs to know is asked together with what others
do that rest on other numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar

from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.leaps import steady_corners
from statbrief.arithmetic.monotone_ranges import NotMonotoneError, extreme_corners
from statbrief.arithmetic.relevant_inputs import Outcome, differing, far, influential, near_nothing, nudged, outcome_of
from statbrief.brief_tables.grid import Grid, Numbers, Place, read_grid
from statbrief.brief_tables.hidden_inputs import add_hidden, moved_by
from statbrief.brief_tables.many_cells import blocks_of, groups_of_rows
from statbrief.brief_tables.ranking import Choices, kept_choices
from statbrief.brief_tables.sums import Sum, noted_sums
from statbrief.data.blocks import WHOLE_ROW, Block
from statbrief.data.datasets import CellsKey, Dataset
from statbrief.data.followed_calls import FollowedCall
from statbrief.deriving.common_cells import apart, common_leaves
from statbrief.deriving.evaluation import Evaluation, Moves, Result
from statbrief.deriving.moved_together import NotOfSumsError, are_blocks_among
from statbrief.errors import DerivingError, StatbriefError
from statbrief.figures.followed import Followed
from statbrief.figures.functions import Function, may_leap

Named = TypeVar("Named", bound=Hashable)
_FEW = 500
"""Cells that a table's function looks at, of which most are in what it shows."""
_NOT_THERE = "is not there"


class CellFunction(Function):
    """A table's function as that of one of its cells: more than a formula."""

    @cached_property
    def expression(self) -> str:
        """None: it is a part of what the function returns."""
        return ""

    @cached_property
    def returned(self) -> None:
        """None, as above."""
        return


class _WantedError(Exception):
    """Raised on the way to a range where a cell is not known yet with some inputs moved."""

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        super().__init__("not evaluated yet")


@dataclass
class Evaluated:
    """The grids of one table: as it stands, and with inputs moved.

    Which rows it chooses, by `statbrief.tables`, stays what it is while inputs move, but for `chosen_anew`.
    """

    evaluation: Evaluation
    function: Function
    grids: dict[frozenset[tuple[Hashable, Any]], Grid | StatbriefError] = field(default_factory=dict)
    choices: Choices = field(default_factory=list)
    numbers: dict[tuple[str, frozenset[tuple[Hashable, Any]]], float] = field(default_factory=dict)
    """Of cells by name, with some inputs moved: each is asked for whenever the next is looked for."""
    sums: list[Sum] = field(default_factory=list)
    calls: int = 0
    followed: Followed[Grid] = field(default_factory=lambda: Followed(tell=lambda grid: grid.signature))

    def __post_init__(self) -> None:
        with kept_choices(self.choices, is_first=True), noted_sums() as self.sums:
            self.centre = self.called({})
        self.grids[frozenset()] = self.centre
        with kept_choices([], is_first=True):
            again = self.called({})
        if again.signature != self.centre.signature:
            wanted = "compute it from the inputs alone, without chance and without what is kept between calls"
            raise DerivingError(self.function.fault("gives another table for the same inputs", wanted))
        if self.evaluation.turn_to_cells(self.function) and not self._looks_at_few():
            self.evaluation.together.by_cell.discard(self.function.name)

    def _looks_at_few(self) -> bool:
        """Whether it is seen to look at few cells of its tables: then most calls with others moved need not be made."""
        cells = (dataset.cells() for dataset in self._datasets() if dataset.has_several)
        self.at({each[0].key: each[0].high for each in cells if each})
        return 0 < len(self.followed.looked_at(self.evaluation.given(self.function, {}))) <= _FEW

    def at(self, moves: Moves) -> Grid:
        """The table with some inputs moved. Raises `DerivingError`."""
        key = frozenset(moves.items())
        if key not in self.grids:
            try:
                self.grids[key] = self._followed(moves) or self._called_again(moves)
            except StatbriefError as error:
                self.grids[key] = error
        found = self.grids[key]
        if isinstance(found, StatbriefError):
            raise found
        return found

    def _followed(self, moves: Moves) -> Grid | None:
        """The table by what it was seen to ask of its inputs; None where it must be made to know."""
        if self.evaluation.together.tables(self.function) or are_blocks_among(moves):
            return None
        given = self.evaluation.given(self.function, moves)
        return self.followed.result(
            given, moves, lambda call: self._called_again(moves, call), lambda: self._called_again(moves)
        )

    def _called_again(self, moves: Moves, call: FollowedCall | None = None) -> Grid:
        with kept_choices(self.choices, is_first=False):
            return self.called(moves, call)

    def chosen_anew(self, moves: Moves) -> Grid:
        """The table with some inputs moved, and the rows that it would choose then, in their order."""
        with kept_choices([], is_first=True):
            return self.called(moves)

    def called(self, moves: Moves, call: FollowedCall | None = None) -> Grid:
        """What the function returns; `call` follows what it asks."""
        self.calls += 1
        returned = self.evaluation.returned(self.function, moves, call)
        return read_grid(self.function, returned, self.evaluation.where(moves))

    @cached_property
    def inputs(self) -> list[Input]:
        """All stated numbers that the function is given, or figures that stand for themselves."""
        try:
            return self._inputs_with(common_leaves(self.evaluation, self.function, {}))
        except NotOfSumsError:
            raise
        except DerivingError:
            known = common_leaves(self.evaluation, self.function, {}, each_alone=True)
            if not self._standing_alone(known):
                raise
            return self._inputs_with(known)

    def _inputs_with(self, known: Mapping[Hashable, Input]) -> list[Input]:
        """The same, of which what stands behind figures is known."""
        stay = self._standing_alone(known)
        cells = {cell.key: cell for each in self._datasets() for cell in self._cells(each, stay)}
        return list(apart(self.evaluation, {**known, **cells}).values())

    def _standing_alone(self, known: Mapping[Hashable, Input]) -> dict[Hashable, float]:
        """The figures among what is known that stand for themselves, where they stand."""
        own = {key: each.value for key, each in known.items() if not isinstance(key, tuple)}
        return {key: value for key, value in own.items() if key not in self.evaluation.reported}

    def _datasets(self) -> list[Dataset]:
        return [self.evaluation.datasets[each] for each in self.function.parameters if each in self.evaluation.datasets]

    def _cells(self, dataset: Dataset, stay: Moves) -> list[Input]:
        """The cells of a dataset; of a large one in blocks, which are found where some figures `stay` as they are."""
        if not self.evaluation.together.is_so(self.function, dataset):
            return dataset.cells()
        return blocks_of(self.function, dataset, lambda moves: self.at({**moves, **stay}), self.centre)

    # -- what each cell rests on --------------------------------------------------------------------------------
    def leaves(self, places: Sequence[Place]) -> dict[Place, dict[Hashable, Input]]:
        """Of each cell the stated numbers whose rounding it depends on, or that a small move shows to matter."""
        inputs = self.inputs
        known = self.followed.looked_at(self.evaluation.given(self.function, {}))
        of_all = influential(inputs, lambda moves: self.at(moves).signature, known if len(known) <= _FEW else ())
        nudges = nudged(inputs)
        found: dict[Place, dict[Hashable, Input]] = {place: {} for place in places}
        for each in of_all:
            for place in moved_by(self.numbers_at, {}, {each.key: nudges[each.key]}, places):
                found[place][each.key] = each
        add_hidden(self.numbers_at, found, of_all)
        return found

    def numbers_at(self, moves: Moves) -> Callable[[Place], object]:
        """What tells what each cell holds with some inputs moved."""
        return partial(_number, self.at(moves))

    def _outcome(self, places: Sequence[Place]) -> Outcome:
        """What cells hold, as an outcome of what is moved."""
        return outcome_of(lambda moves: tuple(_number(self.at(moves), place) for place in places))

    def looked_at(self, leaves: Mapping[Place, Mapping[Hashable, Input]]) -> dict[Place, set[Hashable]]:
        """Of each cell the numbers that it could depend on, were they others, beside its leaves.

        How many of a row's numbers are above a threshold rests on those that are far below it. Numbers that some cell
        rests on are tried for those cells that no small move changes.
        """
        found: dict[Place, set[Hashable]] = {place: set() for place in leaves}
        inputs = self.inputs
        known = {key for each in leaves.values() for key in each}
        idle = [place for place in leaves if not leaves[place]]
        tried = (
            (list(leaves), [each.key for each in inputs if each.key not in known]),
            (idle, [each.key for each in inputs if each.key in known] if idle else []),
        )
        for places, keys in tried:
            outcome = self._outcome(places)
            for ends in (far(inputs, 1), far(inputs, -1), near_nothing(inputs)):
                for key in differing(keys, outcome, {}, ends):
                    for place in moved_by(self.numbers_at, {}, {key: ends[key]}, places):
                        found[place].add(key)
        return found

    def counted(self, places: Sequence[Place]) -> dict[Place, set[Hashable]]:
        """Of each cell the rows of datasets without which it would be another, whatever is in them.

        That a cell goes with a row says nothing of the number in it, unless others of its column count rows.
        """
        gone_with: dict[Place, set[Hashable]] = {place: set() for place in places}
        found: dict[Place, set[Hashable]] = {place: set() for place in places}
        as_it_is = {place: _number(self.centre, place) for place in places}

        def numbers(moves: Moves) -> dict[Place, object]:
            try:
                grid = self.at(moves)
            except StatbriefError:
                return {}  # as of a table without rows
            return {place: _number(grid, place) for place in places}

        for dataset in self._datasets() if places else ():
            rows: list[int | Block] = list(range(len(dataset.rows)))
            is_in_blocks = self.evaluation.together.is_so(self.function, dataset)
            if is_in_blocks:
                rows = [dataset.block(each) for each in groups_of_rows(self.function, dataset, self.centre)]
            everywhere: list[CellsKey] = [(dataset.name, WHOLE_ROW, place) for place in rows]
            gone: dict[Hashable, Any] = dict.fromkeys(everywhere)
            for key in everywhere if is_in_blocks else differing(everywhere, numbers, {}, gone):
                for place, number in numbers({key: None}).items():
                    found[place] |= {key} if number not in (as_it_is[place], _NOT_THERE) else set()
                    gone_with[place] |= {key} if number == _NOT_THERE else set()
        counting = {column for (_, column), rows in found.items() if rows}
        return {place: rows or (gone_with[place] if place[1] in counting else rows) for place, rows in found.items()}

    def of_itself(self, place: Place, leaves: Mapping[Place, Mapping[Hashable, Input]]) -> list[Hashable]:
        """The numbers of its column that a cell divides by themselves, or takes from themselves.

        Where such a number has no end, the cell is no number: 100 × ∞ ÷ ∞, as an index of its own base period. One that
        somebody typed is what it was.
        """
        keys = list(dict.fromkeys(key for other, known in leaves.items() if other[1] == place[1] for key in known))

        def is_no_number(moves: Moves) -> bool:
            try:
                return _number(self.at(moves), place) is None
            except (StatbriefError, ArithmeticError, ValueError):
                return False

        return list(differing(keys, is_no_number, {}, dict.fromkeys(keys, math.inf)))

    # -- how far each may lie -----------------------------------------------------------------------------------
    def foresee(self, cells: Mapping[str, Place], leaves: Mapping[Place, Mapping[Hashable, Input]]) -> None:
        """Find what the ranges of cells need to know, of as many cells with one call as want no number elsewhere.

        What is found is remembered as the results of the cells, by their names.
        """
        results, waiting = self.evaluation.results, dict(cells)
        while waiting:
            wanted: dict[str, Moves] = {}
            for name, place in waiting.items():
                if (moves := self._next(name, list(leaves[place].values()))) is not None:
                    wanted[name] = moves
            for together, group in agreeing(
                {
                    name: {key: moves.get(key) for key in (*leaves[waiting[name]], *moves)}
                    for name, moves in wanted.items()
                }
            ):
                for name in group:
                    tell = self.evaluation.cells[name]
                    key = (name, frozenset(wanted[name].items()))
                    try:
                        results[key] = tell(together)
                    except StatbriefError:
                        try:
                            results[key] = tell(wanted[name])
                        except StatbriefError:
                            wanted.pop(name)  # which will be told of the cell
            waiting = {name: waiting[name] for name in wanted}

    def _next(self, name: str, leaves: Sequence[Input]) -> Moves | None:
        """What is to be moved next to find the range of a cell; None where all is known, or nothing can be."""

        def known(moves: Moves) -> float:
            key = (name, frozenset(moves.items()))
            if key in self.numbers:
                return self.numbers[key]
            if key not in self.evaluation.results:
                raise _WantedError(dict(moves))
            return self.numbers.setdefault(key, self.evaluation.in_its_unit(name, moves))

        find = steady_corners if may_leap(self.function, self.evaluation.functions) else extreme_corners
        try:
            find(known, leaves)
        except _WantedError as wanted:
            return wanted.moves
        except (NotMonotoneError, StatbriefError):
            return None
        return None

    def others(self, place: Place, inputs: Iterable[Input]) -> Iterator[Result | None]:
        """What else a cell is with its inputs within their ranges, among all that has been seen of the table."""
        ends = {each.key: (each.low, each.high) for each in inputs}
        for key, grid in list(self.grids.items()):
            is_within = all(each in ends and ends[each][0] <= value <= ends[each][1] for each, value in key)
            if is_within and isinstance(grid, Grid) and place[0] in grid.places:
                cells = grid.columns[place[1]]
                if not isinstance(cells, Numbers):
                    yield cells.words[grid.places[place[0]]]


def _number(grid: Grid, place: Place) -> object:
    """What a cell holds, to be held against what it held before; of a row that is not there, that."""
    row, column = place
    if row not in grid.places or column not in grid.columns:
        return _NOT_THERE
    cells = grid.columns[column]
    if not isinstance(cells, Numbers):
        return cells.words[grid.places[row]]
    number = float(cells.magnitudes[grid.places[row]])
    return None if math.isnan(number) else number


def agreeing(wanted: Mapping[Named, Mapping[Hashable, Any]]) -> list[tuple[dict[Hashable, Any], list[Named]]]:
    """Names in groups of which all want the same of what they rest on, with what is moved for them, and where to.

    A number that is not to be moved is wanted at None.

    >>> agreeing({"a": {1: 5.0}, "b": {1: 5.0, 2: None}, "c": {2: 7.0}, "d": {1: 6.0}})
    [({1: 5.0}, ['a', 'b']), ({2: 7.0, 1: 6.0}, ['c', 'd'])]
    """
    groups: list[tuple[dict[Hashable, Any], list[Named]]] = []
    for name, own in wanted.items():
        for told, group in groups:
            if all(told[key] == place for key, place in own.items() if key in told):
                told.update(own)
                group.append(name)
                break
        else:
            groups.append((dict(own), [name]))
    return [({key: place for key, place in told.items() if place is not None}, group) for told, group in groups]
