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
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from statbrief.arithmetic.even_parts import EvenParts, TooManyError
from statbrief.arithmetic.inputs import Input
from statbrief.arithmetic.relevant_inputs import influential, outcome_of
from statbrief.arithmetic.spread import spread
from statbrief.data.blocks import Block, Rows, rows_of
from statbrief.data.datasets import CellsKey, Dataset
from statbrief.deriving.counted_rows import counted_rows
from statbrief.deriving.evaluation import Evaluation, Moves
from statbrief.deriving.moved_together import NotOfSumsError
from statbrief.deriving.taken_in_blocks import InBlocks, taken_in_blocks
from statbrief.errors import DerivingError, StatbriefError
from statbrief.figures.functions import Function

Truths: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"
_OF_AN_ORDER, _IN_ALL = 1500, 4500
"""Calls of a function, to part a column's cells in one order of its rows, and in all."""
_FAR = 4
"""Times the width of all its numbers, as far as a column is moved to see whether it matters at all."""
_PATTERNS = 6
"""In which numbers are low and high together that seem not to matter."""
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
    in_sums: dict[Hashable, Input] = field(default_factory=dict)
    """The rounded blocks that it is known to take, whether or not a move of them was seen to matter."""


def behind(evaluation: Evaluation, function: Function) -> Behind:
    """What a figure depends on in the large tables that its function is given. Raises `DerivingError`."""
    found = Behind()
    told = taken_in_blocks(evaluation, function)
    evaluation.sums[function.name], evaluation.told[function.name] = told.sums, set(told.blocks)
    for dataset in evaluation.together.tables(function):
        table = LargeTable(function, dataset, number_of(evaluation, function))
        if not dataset.has_many and not _is_of_sums(evaluation, table, told):
            raise NotOfSumsError.of(function, dataset)
        _add(found, evaluation, table, told.blocks)
    return found


def _is_of_sums(evaluation: Evaluation, table: LargeTable, told: InBlocks) -> bool:
    """Whether a function is known to take of a table nothing but sums and means, the same wherever its inputs are."""
    name = table.dataset.name
    others = (column for column in table.measured if (name, column) not in told.sums)
    is_told = any(told.blocks[each] for each in told.sums if each[0] == name)
    return is_told and not evaluation.noted.varies(table.function.name) and not any(map(table.matters, others))


def _add(
    found: Behind, evaluation: Evaluation, table: LargeTable, told: Mapping[tuple[str, str], Sequence[Rows]]
) -> None:
    """Add what a function depends on in a large table, in columns that it is `told` of, and in others."""
    name = table.dataset.name
    known = [each for column in table.measured for each in table.inputs(column, told.get((name, column), ()))]
    nodes = [each for column in table.measured if (name, column) not in told for each in table.nodes(column)]
    tried = nodes if evaluation.noted.varies(table.function.name) else [*known, *nodes]
    found.in_sums |= {each.key: each for each in known if each.low < each.high}
    if tried is nodes or evaluation.numbers_of(table.function):  # which may matter only where others are moved
        found.leaves |= {each.key: each for each in known}
    found.leaves |= {each.key: each for each in influential(tried, evaluation.shown(table.function.name))}
    others = [each for each in tried if each.key not in found.leaves and each.low < each.high]
    if _matter_together(others, table):
        found.leaves |= {each.key: each for each in others}
    numbers = _numbers_behind(found, table, known, nodes, evaluation.noted.seen(table.function.name, name))
    found.numbers |= numbers
    rows = [key[2] for key in numbers if isinstance(key, tuple)] or counted_rows(
        table.function, table.dataset, table.evaluate, table.by("")
    )
    found.rows |= {(table.dataset.name, each) for each in rows}


def _numbers_behind(
    found: Behind, table: LargeTable, known: Iterable[Input], nodes: Iterable[Input], seen: Mapping[str, Truths]
) -> set[Hashable]:
    """What a figure rests on: what matters by itself, or where it is moved far, of rows that its code has `seen`."""
    rest = [each for each in known if each.key not in found.leaves]
    does_rest_matter = bool(rest) and table.one_matters_far(rest)
    numbers = {each.key for each in known if each.key in found.leaves or does_rest_matter}
    for each in nodes:
        if each.key in found.leaves:
            numbers.add(each.key)
        elif table.matters_far(each):
            numbers.add(table.key_of_those(each, seen))
    return numbers


def _matter_together(inputs: Sequence[Input], table: LargeTable) -> bool:
    """Whether numbers that do nothing as they were moved do something where some are low and the others high.

    So do two means of which the larger one decides what a figure is.
    """
    outcome = outcome_of(table.evaluate)
    for draw in range(1, _PATTERNS + 1 if inputs else 1):
        sides = [spread(draw, place) < 1 / 2 for place in range(1, len(inputs) + 1)]
        for turned in (False, True):
            moves = {
                each.key: each.high if side != turned else each.low for each, side in zip(inputs, sides, strict=True)
            }
            if table.is_another(outcome(moves)):
                return True
    return False


def number_of(evaluation: Evaluation, function: Function) -> Callable[[Moves], float]:
    """What a function comes to, whatever of its inputs is moved."""

    def number(moves: Moves) -> float:
        with evaluation.noted.wherever_moved(""):  # cells go far beyond their rounding here
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
        self.everywhere = self.dataset.everywhere
        self.measured = self.dataset.measured_columns

    @cached_property
    def first(self) -> Any:  # noqa: ANN401 -- a number, or several
        """What comes of no moves."""
        return self.evaluate({})

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
        return [self.dataset.input(column, self.dataset.place(each)) for each in blocks]

    def _orders(self, column: str, respond: Responding) -> Iterator[list[Rows] | None]:
        """The even blocks of a column that are found in one order after the other."""
        left = _IN_ALL
        for by in self.by(column):
            parting = self._parting(column, respond, min(_OF_AN_ORDER, left))
            try:
                found = parting.parts(*self.dataset.order(by))
            except StatbriefError:
                found = None
            left -= parting.spent
            yield None if found is None else [each.places for each in found]

    def _parting(self, column: str, respond: Responding, left: int) -> EvenParts:
        """What parts a column's cells into even blocks: of rounded ones it may matter which are the largest."""
        ranks = self.dataset.ranks(column) if self.dataset.rounding.halves[column] else None
        return EvenParts(respond, len(respond.bases), np.abs(self.first), left, ranks=ranks)

    def by(self, column: str) -> list[str]:
        """By which columns the rows may be put in order: at first as they are, then by those that the code names."""
        named = named_by(self.function)
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

    def matters(self, column: str, place: int | Block | None = None) -> bool:
        """Whether the result is another where the cells of a column are elsewhere, within their rounding or far.

        All of them, or those in a `place`.
        """
        asides = float(self.dataset.rounding.halves[column]), self._far(column)
        return any(self._is_moved(column, self.everywhere if place is None else place, aside) for aside in asides)

    def matters_far(self, each: Input) -> bool:
        """Whether the result is another where a cell, or those of a block, are moved far beyond all others."""
        key: CellsKey = each.key  # type: ignore[assignment]
        return self._is_moved(key[1], key[2], self._far(key[1]))

    def key_of_those(self, each: Input, seen: Mapping[str, Truths]) -> Hashable:
        """What cells are called of which code was given the number: on others nothing rests, wherever they are."""
        key: CellsKey = each.key  # type: ignore[assignment]
        rows = rows_of(key[2])
        own = rows[seen[key[1]][rows]] if key[1] in seen else rows
        return (*key[:2], self.dataset.place(own)) if 0 < len(own) < len(rows) else key

    def one_matters_far(self, several: Sequence[Input]) -> bool:
        """Whether the result is another where cells, or blocks, are moved far: all up, all down, and some each way.

        Or some alone: of ratios each stays about as large where what it is of and what it is divided by go far.
        """
        outcome = outcome_of(self.evaluate)
        half = len(several) // 2
        parts = [several, *(each for each in (several[::2], several[:half], several[half:]) if each)]
        for part, ups in itertools.product(parts, ((1, 1), (-1, -1), (1, -1), (-1, 1))):
            moves: dict[Hashable, float] = {}
            for place, each in enumerate(part):
                key: CellsKey = each.key  # type: ignore[assignment]
                moves[key] = each.value + ups[place % 2] * self._far(key[1]) * (1 + place / len(several))
            if self.is_another(outcome(moves)):
                return True
        return False

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
        return any(self.is_another(outcome(move)) for move in moves)

    def is_another(self, result: object) -> bool:
        """Whether it is not what comes of no moves."""
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

    # -- one way ----------------------------------------------------------------------------------------------------
    def even(self, column: str, parts: list[Rows]) -> list[Rows]:
        """Blocks of a column of which each cell counts alike: those parts, or others; none where none are found."""
        if not self.dataset.rounding.halves[column]:
            return parts
        with suppress(StatbriefError):  # as of what is no number
            if not np.any(self.uneven(column, parts)):
                return parts
            orders = self._orders(column, Responding(self, column, self.bases(column)))
            return next((each for each in orders if each is not None), [])
        return []

    def two_ways(self, column: str) -> DerivingError:
        """That a function rises with some cells of a column, and falls with others."""
        cells = f"{len(self.everywhere):,} numbers of {self.dataset.name}: {column}"
        wanted = (
            "its range cannot be told: derive it from sums, means, counts, extremes or quantiles "
            "of them, each by a function of its own"
        )
        return DerivingError(self.function.fault(f"rises with some of the {cells}, and falls with others", wanted))

    def uneven(self, column: str, parts: Sequence[Rows]) -> Truths:
        """Of each result whether cells of a column that are in one part do not count alike."""
        return self._found(column, lambda parting: parting.uneven(parts))

    def turning(self, column: str, parts: Sequence[Rows]) -> Truths:
        """Of each result whether it turns as more of the cells of one part move within their rounding."""
        if not self.dataset.rounding.halves[column]:
            return np.zeros(np.shape(self.first), dtype=bool)
        return self._found(column, lambda parting: parting.turning(parts))

    def _found(self, column: str, look: Callable[[EvenParts], Any]) -> Truths:
        """What is found of a column; that it is so of each result where that cannot be told."""
        with suppress(TooManyError, StatbriefError):
            return np.asarray(look(self._parting(column, Responding(self, column, self.bases(column)), _IN_ALL)))
        return np.ones(1, dtype=bool)

    def refuse_two_ways(self, column: str, respond: Responding) -> None:
        """Raise `DerivingError` where the result rises with some cells of a column, and falls with others."""
        rises, falls = np.zeros(np.shape(self.first), dtype=bool), np.zeros(np.shape(self.first), dtype=bool)
        for rows, base in itertools.product(self._groups(column), range(len(respond.bases))):
            goes = respond(rows, base) * (1 if respond.bases[base].moved > 0 else -1)
            little = np.abs(self.first) * _LITTLE
            rises, falls = rises | (goes > little), falls | (goes < -little)
            if np.any(rises & falls):
                raise self.two_ways(column)

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


def named_by(function: Function) -> set[str]:
    """What code names by texts and after dots."""
    parts = [part for each in function.used for part in ast.walk(each)]
    texts = " ".join(each.value for each in parts if isinstance(each, ast.Constant) and isinstance(each.value, str))
    named = {each.attr for each in parts if isinstance(each, ast.Attribute)}
    return (
        named
        | set(texts.replace("`", " ").split())
        | {each.value for each in parts if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    )
