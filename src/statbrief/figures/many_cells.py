"""What a figure depends on in a table of many cells: blocks of them that are moved together, none by itself.

A hundred thousand cells cannot be moved one by one. What code does with them it does with all, or with all of a group,
or with those in some rows: so they are parted, in the order of their rows and of their columns, into blocks of which
each cell counts alike, and what a figure does within the rounding of its cells is found by moving these. Where there
are no such blocks, as of a median, the figure may rise with all cells of a column, or fall with all: a few hundred of
them, alone and in groups, tell whether it does. Of anything else no range is found.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from statbrief.arithmetic.even_parts import EvenParts, TooManyError
from statbrief.arithmetic.monotone_ranges import Input
from statbrief.arithmetic.relevant_inputs import influential, outcome_of
from statbrief.arithmetic.spread import spread
from statbrief.data.blocks import Block, Rows, rows_of
from statbrief.data.datasets import WHOLE_ROW, CellsKey, Dataset
from statbrief.errors import DerivingError, StatbriefError
from statbrief.figures.evaluation import Evaluation, Moves
from statbrief.figures.functions import Function

Truths: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"
_OF_AN_ORDER, _IN_ALL = 600, 1800
"""Calls of a function, to part a column's cells in one order of its rows, and in all."""
_FAR = 4
"""Times the width of all its numbers, as far as a column is moved to see whether it matters at all."""
_TEXTS = 300
"""Texts in a column, of more of which none stands for a group of rows."""
_DRAWS, _LOTS = 2, 16
"""How often cells are moved each otherwise, and groups in which they are then."""
_LITTLE = 1e-11
"""Of a result, so far as floating point alone may lead."""
_GROUPS, _SINGLE = 6, 16
"""Of each order groups of rows, and single rows by lot, that are moved to see which way a figure goes."""


@dataclass
class Behind:
    """What a figure depends on in tables of many cells; `numbers` and `rows` as a `Basis` has them."""

    leaves: dict[Hashable, Input] = field(default_factory=dict)
    numbers: set[Hashable] = field(default_factory=set)
    rows: set[tuple[str, int | Block]] = field(default_factory=set)


def behind(evaluation: Evaluation, function: Function) -> Behind:
    """What a figure depends on in the large tables that its function is given. Raises `DerivingError`."""
    found = Behind()
    for name in function.parameters:
        if name in evaluation.datasets and evaluation.datasets[name].has_many:
            _add(found, evaluation, LargeTable(function, evaluation.datasets[name], _number_of(evaluation, function)))
    return found


def _add(found: Behind, evaluation: Evaluation, table: LargeTable) -> None:
    """Add what a function depends on in a large table."""
    nodes = [each for column in table.measured for each in table.nodes(column)]
    found.leaves |= {each.key: each for each in influential(nodes, evaluation.shown(table.function.name))}
    numbers = {each.key for each in nodes if each.key in found.leaves or table.matters_far(each)}
    found.numbers |= numbers
    rows = [key[2] for key in numbers if isinstance(key, tuple)] or table.counted()
    found.rows |= {(table.dataset.name, each) for each in rows}


def _number_of(evaluation: Evaluation, function: Function) -> Callable[[Moves], float]:
    """What a function comes to, whatever of its inputs is moved."""

    def number(moves: Moves) -> float:
        result = evaluation.again(function, moves)
        if not isinstance(result, tuple):
            return evaluation.evaluate(function.name, moves)[0]  # which says what is wrong
        return result[0]

    return number


@dataclass(frozen=True)
class _Base:
    """Where cells are moved from and to, as distances from where they stand: `others` all, and `moved` some."""

    others: float
    moved: float


@dataclass
class LargeTable:
    """A large table that a function is given; `evaluate` tells what comes of moves: a number, or several."""

    function: Function
    dataset: Dataset
    evaluate: Callable[[Moves], Any]

    def __post_init__(self) -> None:
        self.everywhere = self.dataset.block(np.arange(len(self.dataset.rows)))
        self.measured = [name for name, each in self.dataset.columns.items() if each.unit is not None]
        self.first = self.evaluate({})

    # -- cells ------------------------------------------------------------------------------------------------------
    def nodes(self, column: str) -> list[Input]:
        """The cells of a column that matters, in blocks of which each counts alike, or which all go one way."""
        whole = self.dataset.input(column, self.everywhere)
        if not self.matters(column):
            return []
        bases = self.bases(column)
        respond = Responding(self, column, bases)
        for parts in self._orders(column, respond):
            if parts is not None:
                return self.inputs(column, parts)
        if whole.low < whole.high:
            self.refuse_two_ways(column, respond)
        return [whole]

    def inputs(self, column: str, blocks: Iterable[Rows]) -> list[Input]:
        """The cells of a column in those blocks."""
        return [self.dataset.input(column, self.place(each)) for each in blocks]

    def _orders(self, column: str, respond: Responding) -> Iterator[list[Rows] | None]:
        """The even blocks of a column that are found in one order after the other."""
        left = _IN_ALL
        for by in self.by(column):
            parting = EvenParts(respond, len(respond.bases), np.abs(self.first), min(_OF_AN_ORDER, left))
            try:
                found = parting.parts(*self.dataset.order(by))
            except StatbriefError:
                found = None
            left -= parting.spent
            yield None if found is None else [each.places for each in found]

    def by(self, column: str) -> list[str]:
        """By which columns the rows may be put in order: at first as they are, then by those that the code names."""
        named = _named(self.function)
        others = [name for name in self.dataset.columns if name != column]
        return [
            "",
            *(name for name in others if name in named),
            column,
            *(each for each in others if each not in named),
        ]

    def bases(self, column: str) -> list[_Base]:
        """From where the cells of a column are moved, and where to: within their rounding, exact ones far."""
        half = float(self.dataset.rounding.halves[column])
        far = self._far(column)
        if not half:
            return [_Base(0.0, far), _Base(0.0, -far)]
        return [_Base(0.0, half), _Base(-half, half), _Base(half, -half)]

    def _far(self, column: str) -> float:
        least, largest = self.dataset.least(column, self.everywhere)
        return _FAR * (largest - least or abs(largest) or 1.0)

    def matters(self, column: str) -> bool:
        """Whether the result is another where the cells of a column are elsewhere, within their rounding or far."""
        asides = float(self.dataset.rounding.halves[column]), self._far(column)
        return any(self._is_moved(column, self.everywhere, aside) for aside in asides)

    def matters_far(self, each: Input) -> bool:
        """Whether the result is another where a cell, or those of a block, are moved far beyond all others."""
        key: CellsKey = each.key  # type: ignore[assignment]
        return self._is_moved(key[1], key[2], self._far(key[1]))

    def _is_moved(self, column: str, place: int | Block, far: float) -> bool:
        """Whether the result is another where cells are moved as far as that: all alike, and each otherwise, by lot.

        That all are moved alike may change nothing, as of a difference of two halves.
        """
        outcome = outcome_of(self.evaluate)
        each = self.dataset.input(column, place)
        moves: list[Moves] = [{each.key: each.value + aside} for aside in (far, -far)]
        for draw in range(_DRAWS if isinstance(place, Block) else 0):
            lot = np.random.default_rng(draw).permutation(rows_of(place))
            asides = [far * (2 * spread(draw, group) - 1) for group in range(_LOTS)]
            groups = zip(np.array_split(lot, _LOTS), asides, strict=True)
            moves.append({key: end for rows, aside in groups for key, end in self._aside(column, rows, aside).items()})
        return any(self._is_another(outcome(move)) for move in moves)

    def _is_another(self, result: object) -> bool:
        return isinstance(result, str) or not np.array_equal(result, self.first)  # type: ignore[arg-type]

    def moves(self, column: str, rows: Rows, base: _Base) -> Moves:
        """Some cells of a column moved, and all others where a base has them."""
        some = Block(rows, len(self.dataset.rows))
        moves = self._moved(column, some, base.moved)
        if base.others and len(some) < len(self.everywhere):
            others = Block(np.flatnonzero(~some.mask), len(self.dataset.rows))
            moves |= self._moved(column, others, base.others)
        return moves

    def _aside(self, column: str, rows: Rows, aside: float) -> dict[Hashable, float]:
        return self._moved(column, Block(rows, len(self.dataset.rows)), aside) if len(rows) else {}

    def _moved(self, column: str, block: Block, aside: float) -> dict[Hashable, float]:
        each = self.dataset.input(column, block.first if len(block) == 1 else block)
        half = float(self.dataset.rounding.halves[column])
        ends = {half: each.high, -half: each.low}
        return {each.key: ends.get(aside, each.value + aside)}

    def place(self, rows: Rows) -> int | Block:
        """Rows as a key of cells has them."""
        return int(rows[0]) if len(rows) == 1 else self.dataset.block(rows)

    # -- one way ----------------------------------------------------------------------------------------------------
    def even(self, column: str, parts: list[Rows]) -> list[Rows]:
        """Blocks of a column that may be moved as a whole: those parts, or others where these are none.

        Raises `DerivingError` where none are found: that a few hundred cells go one way is not enough for what two
        figures have in common, of which a few cells may count otherwise.
        """
        if not self.dataset.rounding.halves[column] or not np.any(self.uneven(column, parts)):
            return parts
        for found in self._orders(column, Responding(self, column, self.bases(column))):
            if found is not None:
                return found
        raise self._two_ways(column)

    def _two_ways(self, column: str) -> DerivingError:
        cells = f"{len(self.everywhere):,} numbers of {self.dataset.name}: {column}"
        wanted = (
            "its range cannot be told: derive it from sums, means, counts, extremes or quantiles "
            "of them, each by a function of its own"
        )
        return DerivingError(self.function.fault(f"rises with some of the {cells}, and falls with others", wanted))

    def uneven(self, column: str, parts: Sequence[Rows]) -> Truths:
        """Of each result whether cells of a column that are in one part do not count alike."""
        bases = self.bases(column)
        respond = Responding(self, column, bases)
        with suppress(TooManyError, StatbriefError):
            return np.asarray(EvenParts(respond, len(bases), np.abs(self.first), _IN_ALL).uneven(parts))
        return np.ones(np.shape(self.first), dtype=bool)

    def refuse_two_ways(self, column: str, respond: Responding) -> None:
        """Raise `DerivingError` where the result rises with some cells of a column, and falls with others."""
        rises, falls = np.zeros(np.shape(self.first), dtype=bool), np.zeros(np.shape(self.first), dtype=bool)
        for rows, base in itertools.product(self._groups(column), range(len(respond.bases))):
            goes = respond(rows, base) * (1 if respond.bases[base].moved > 0 else -1)
            little = np.abs(self.first) * _LITTLE
            rises, falls = rises | (goes > little), falls | (goes < -little)
            if np.any(rises & falls):
                raise self._two_ways(column)

    def _groups(self, column: str) -> Iterator[Rows]:
        """Cells of a column that are moved together: alone those at its ends and midst and some by lot, and groups."""
        own, _ = self.dataset.order(column)
        lot = np.random.default_rng(1).permutation(self.everywhere.rows)
        for each in (0, len(own) // 2, -1):
            yield own[[each]]
        for each in lot[:_SINGLE]:
            yield np.array([each])
        yield from np.array_split(lot, 2)
        for by in dict.fromkeys([column, *self.by(column)]):
            yield from np.array_split(self.dataset.order(by)[0], _GROUPS)

    # -- rows -------------------------------------------------------------------------------------------------------
    def counted(self) -> list[int | Block]:
        """The rows without which the result would be another, whatever is in them; all where that cannot be told."""
        outcome = outcome_of(self.evaluate)

        def respond(rows: Rows, _: int) -> float:
            result = outcome({(self.dataset.name, WHOLE_ROW, Block(rows, len(self.dataset.rows))): None})
            return result - self.first if isinstance(result, float) else float("inf")

        for by in self.by(""):
            found = EvenParts(respond, 1, abs(self.first), _OF_AN_ORDER).parts(*self.dataset.order(by))
            if found is not None and (those := [each for each in found if each.weights[0]]):
                return [self.place(each.places) for each in those]
        return [self.everywhere]


@dataclass
class Responding:
    """How far a result goes where some cells of a column are moved."""

    table: LargeTable
    column: str
    bases: Sequence[_Base]
    known: dict[float, Any] = field(default_factory=dict)

    def __call__(self, rows: Rows, base: int) -> Any:  # noqa: ANN401 -- a number, or several
        """From where a base has all cells to where some of them are moved."""
        place = self.bases[base]
        if place.others not in self.known:
            moves = self.table.moves(self.column, self.table.everywhere.rows, _Base(0.0, place.others))
            self.known[place.others] = self.table.evaluate(moves if place.others else {})
        return self.table.evaluate(self.table.moves(self.column, rows, place)) - self.known[place.others]


def _named(function: Function) -> set[str]:
    """What code names by texts and after dots."""
    parts = [part for each in function.used for part in ast.walk(each)]
    texts = " ".join(each.value for each in parts if isinstance(each, ast.Constant) and isinstance(each.value, str))
    named = {each.attr for each in parts if isinstance(each, ast.Attribute)}
    return (
        named
        | set(texts.replace("`", " ").split())
        | {each.value for each in parts if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    )


# -- figures of figures ---------------------------------------------------------------------------------------------
def common_leaves(
    evaluation: Evaluation, function: Function, leaves: Mapping[Hashable, Input]
) -> dict[Hashable, Input]:
    """The leaves of figures that a function is given, those in common parted into blocks that have no row in common.

    Raises `DerivingError` where it rises with some cells of such a block, and falls with others.
    """
    columns: dict[tuple[str, str], list[int | Block]] = {}
    for key in leaves:
        if isinstance(key, tuple) and evaluation.datasets[key[0]].has_many:
            columns.setdefault(key[:2], []).append(key[2])
    found = dict(leaves)
    for (name, column), places in columns.items():
        dataset = evaluation.datasets[name]
        counted = np.zeros(len(dataset.rows), dtype=int)
        for each in places:
            counted[each.rows if isinstance(each, Block) else each] += 1
        if counted.max() > 1:
            table = LargeTable(function, dataset, _number_of(evaluation, function))
            apart = table.even(column, _apart(dataset, places))
            for each in places:
                del found[name, column, each]
            found |= {each.key: each for each in (dataset.input(column, table.place(rows)) for rows in apart)}
    return found


def _apart(dataset: Dataset, places: Sequence[int | Block]) -> list[Rows]:
    """The rows of several places, by which of these they are in."""
    masks = np.zeros((len(places), len(dataset.rows)), dtype=bool)
    for order, each in enumerate(places):
        masks[order, each.rows if isinstance(each, Block) else each] = True
    kinds = np.unique(masks, axis=1, return_inverse=True)[1].reshape(-1)
    return [np.flatnonzero((kinds == kind) & masks.any(axis=0)) for kind in np.unique(kinds[masks.any(axis=0)])]


# -- names and periods ----------------------------------------------------------------------------------------------
def blocks_to_choose_by(dataset: Dataset, by: str, choose: Callable[[Moves], Hashable]) -> list[Input]:
    """The cells of the columns that sway a choice, in blocks of those that have the same in a column.

    Where that has many values, as of names of which each is there once, those cells stand by themselves that are among
    the least and the largest, and all others in groups of neighbours.
    """
    order, borders = dataset.order(by)
    groups = np.split(order, borders)
    first, found = choose({}), list[Input]()
    for name in (name for name, each in dataset.columns.items() if each.unit is not None):
        if not _sways(dataset, name, choose, first):
            continue
        own = groups if by and len(groups) <= _TEXTS else _by_size(dataset, name)
        found += [dataset.input(name, int(rows[0]) if len(rows) == 1 else dataset.block(rows)) for rows in own]
    return found


def _sways(dataset: Dataset, column: str, choose: Callable[[Moves], Hashable], first: Hashable) -> bool:
    """Whether another choice is made where cells of a column go far: groups of its rows by lot and in order."""
    least, largest = dataset.least(column, dataset.block(np.arange(len(dataset.rows))))
    far = _FAR * (largest - least or abs(largest) or 1.0)
    lot = np.random.default_rng(1).permutation(len(dataset.rows))
    for rows in (*np.array_split(lot, _GROUPS), *np.array_split(np.arange(len(dataset.rows)), _GROUPS)):
        each = dataset.input(column, dataset.block(rows))
        if any(choose({each.key: each.value + aside}) != first for aside in (far, -far)):
            return True
    return False


def _by_size(dataset: Dataset, column: str) -> list[Rows]:
    """The rows of the least and the largest numbers one by one, and groups of all others."""
    order, _ = dataset.order(column)
    ends = [*order[:_SINGLE], *order[-_SINGLE:]]
    return [*(np.array([each]) for each in ends), *np.array_split(order[_SINGLE:-_SINGLE], _TEXTS // 8)]
