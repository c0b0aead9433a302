"""Ranks that prose claims, held against what the numbers behind them may be.

That a row is the second says that one is before it and all others are behind. So its number is moved as far down as
its rounding allows while the others go up, and the other way round, and the function is asked for its rows again; then
all are moved by less than any two numbers differ, which parts those that are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from pathlib import Path

from statbrief.arithmetic.inputs import Input
from statbrief.brief_tables.evaluated import Evaluated
from statbrief.brief_tables.grid import Key, Numbers
from statbrief.brief_tables.table import Table
from statbrief.brief_tables.tabulate import Tabulated
from statbrief.data.no_rows import refusing_no_rows
from statbrief.data.period_keys import strict_periods
from statbrief.data.running import running_apart
from statbrief.deriving.evaluation import Moves
from statbrief.errors import DerivingError, StatbriefError
from statbrief.record.cells import meant

Reach = Callable[[Input, int], float]
"""Where a number is moved, up or down."""
_HARDLY = 1e-12
"""Of a number: more than floating point loses, and less than data tell apart."""
_LITTLE = 1e-6
"""Of a number, by which it is seen which way a cell goes with it."""


def refuse_undecided(folder: Path, made: Tabulated, asked: Iterable[str]) -> None:
    """Hold the ranks that the variables `asked` for claim against rounding and ties. Raises `DerivingError`."""
    with refusing_no_rows(folder), strict_periods(folder), running_apart():
        _refuse_undecided(made, asked)


def _refuse_undecided(made: Tabulated, asked: Iterable[str]) -> None:
    shapes = {name: table.shape for name, table in made.tables.items()}
    claimed = {(each.split(".")[0], found.rank) for each in asked if (found := meant(shapes, each)) and found.rank}
    faults = []
    for name, rank in sorted(claimed):
        ranks = _Ranks(made.tables[name], made.evaluated[name])
        if problem := ranks.problem(rank):
            faults.append(made.tables[name].function.fault(*problem))
    if faults:
        raise DerivingError(faults)


class _Ranks:
    """The order of a table's rows."""

    def __init__(self, table: Table, evaluated: Evaluated) -> None:
        self.table, self.evaluated = table, evaluated
        self.rows = {row.name: row for row in table.ranked}

    def problem(self, rank: int) -> tuple[str, str] | None:
        """What is wrong with saying which row has a rank."""
        row = self.table.ranked[rank - 1]
        said = f"its rank {rank} is {' '.join(row.key)}, and as well could be"
        for other in self._others(row.key, rank, _hardly):
            wanted = (
                "write all that share a rank, by a function of derived.py: statbrief.tables.at_rank(table, by, rank)"
            )
            return f"{said} {' '.join(other)}: their numbers are the same", wanted
        if not self.table.is_as_stated:
            for other in self._others(row.key, rank, _ends):
                wanted = 'declare -> "as stated", and say so, or write the cell by its row\'s name'
                return f"{said} {' '.join(other)}, as far as rounding tells", wanted
        return None

    def _others(self, key: Key, rank: int, reach: Reach) -> Iterator[Key]:
        """What else has the rank once numbers are moved."""
        for column in self.table.columns:
            if not isinstance(self.evaluated.centre.columns[column], Numbers):
                continue
            for moves in self._corners(key, column, reach):
                try:
                    grid = self.evaluated.chosen_anew(moves)
                except StatbriefError:
                    continue
                keys = [each for each in grid.rows if not self._is_word(each)]
                if rank > len(keys):
                    yield ("none",)
                elif keys[rank - 1] != key:
                    yield keys[rank - 1]

    def _is_word(self, key: Key) -> bool:
        return any(each.key == key for each in self.table.rows if each.word)

    def _corners(self, key: Key, column: str, reach: Reach) -> Iterator[Moves]:
        """A row's number moved one way, and those of all others the other way."""
        own = self._ways(key, column)
        others: dict[Hashable, tuple[Input, int]] = {}
        for row in self.table.ranked:
            if row.key != key:
                others |= self._ways(row.key, column)
        for sign in (1, -1):
            moves = {name: reach(each, -sign * way) for name, (each, way) in others.items()}
            yield moves | {name: reach(each, sign * way) for name, (each, way) in own.items()}

    def _ways(self, key: Key, column: str) -> Mapping[Hashable, tuple[Input, int]]:
        """Which way a cell goes with each of the numbers that it rests on."""
        row = next(each for each in self.table.ranked if each.key == key)
        name = row.cells[column]
        if name is None:
            return {}
        evaluation, ways = self.evaluated.evaluation, {}
        for leaf, each in evaluation.leaves[name].items():
            step = (abs(each.value) or 1.0) * _LITTLE
            ends = (each.value, each.value + step) if each.low == each.high else (each.low, each.high)
            low, high = (evaluation.in_its_unit(name, {leaf: end}) for end in ends)
            if low != high:
                ways[leaf] = each, 1 if high > low else -1
        return ways


def _ends(each: Input, sign: int) -> float:
    """A hair beyond an end of its range, which it reaches: two numbers that meet there have no order."""
    end = each.high if sign > 0 else each.low
    return end if each.low == each.high else end + sign * (abs(end) or 1.0) * _HARDLY


def _hardly(each: Input, sign: int) -> float:
    return each.value + sign * (abs(each.value) or 1.0) * _HARDLY
