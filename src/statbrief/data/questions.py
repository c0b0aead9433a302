"""What code asks of tables, and what the answer is where some of their cells are moved, or rows left out."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain, groupby
from types import NoneType
from typing import Any, Protocol

from statbrief.data.blocks import WHOLE_ROW
from statbrief.data.datasets import CellKey

Moves = Mapping[Hashable, Any]
Ranges = Mapping[Hashable, tuple[float, float]]
"""Of some cells, the lowest and the highest number that they may hold."""
_COLUMN: Callable[[Any], Any] = operator.itemgetter(slice(1, 2))
"""Of a cell's key, to be asked of thousands: also of a reported figure's, whose letters are no tuple."""
_NAME: Callable[[Any], Any] = operator.itemgetter(1)
_DATASET: Callable[[Any], Any] = operator.itemgetter(0)
_PLACE: Callable[[Any], Any] = operator.itemgetter(2)
_SEVERAL = 3
"""Comparisons, from more of which on they are made at once."""


@dataclass(frozen=True)
class Elsewhere:
    """What is otherwise in a call than in the data: `moves` are cells, `gone` rows that are left out, by dataset."""

    moves: Moves
    gone: Mapping[str, frozenset[int]]

    @property
    def is_of_rows(self) -> bool:
        """Whether rows are left out, and no cell is moved."""
        return len(self.moves) == sum(map(len, self.gone.values()))

    @classmethod
    def of(cls, moves: Moves) -> Elsewhere:
        """Tell rows that are left out from cells that are moved."""
        if NoneType not in map(type, moves.values()) or (WHOLE_ROW,) not in map(_COLUMN, moves):
            return cls(moves, {})
        are_rows = {*map(type, moves)} == {tuple} and {*map(_NAME, moves)} == {WHOLE_ROW}
        if are_rows and len(datasets := {*map(_DATASET, moves)}) == 1:
            return cls(moves, {datasets.pop(): frozenset(map(_PLACE, moves))})
        rows = [key for key in moves if isinstance(key, tuple) and key[1] == WHOLE_ROW]
        datasets = {key[0] for key in rows}
        return cls(moves, {each: frozenset(key[2] for key in rows if key[0] == each) for each in datasets})


class Question(Protocol):
    """What was asked; of equal answers code makes the same."""

    @property
    def cells(self) -> frozenset[CellKey]:
        """The cells that it is asked of."""

    @property
    def unmoved(self) -> Hashable:
        """The answer where none of these is moved, but others of the dataset are."""

    def answer(self, where: Elsewhere) -> Hashable:
        """What comes of it in a call."""

    def hanging(self, ranges: Ranges) -> Iterable[CellKey]:
        """Those of its cells on which its answer hangs, where each is moved within its range; others stay."""


@dataclass(frozen=True)
class Held:
    """What some cells hold, and whether the rows that they stand in are there."""

    keys: frozenset[CellKey]

    @property
    def cells(self) -> frozenset[CellKey]:
        """As `Question` has it."""
        return self.keys

    @property
    def unmoved(self) -> Hashable:
        """As `Question` has it."""
        return frozenset()

    def answer(self, where: Elsewhere) -> Hashable:
        """Those of them that are moved, and where to; and the rows that are left out."""
        moves = where.moves
        if where.gone:
            gone = frozenset(row for row in self.rows if row in moves)
            return gone, frozenset((key, moves[key]) for key in self.keys if key in moves)
        if len(moves) < len(self.keys):
            return frozenset(each for each in moves.items() if each[0] in self.keys)
        return frozenset((key, moves[key]) for key in self.keys if key in moves)

    def hanging(self, ranges: Ranges) -> Iterable[CellKey]:
        """As `Question` has it."""
        return self.keys & ranges.keys()

    @cached_property
    def rows(self) -> frozenset[CellKey]:
        """The rows of its cells, as keys of moves have them."""
        return frozenset((dataset, WHOLE_ROW, place) for dataset, _, place in self.keys)


class _OfNoCell:
    """What is asked of a dataset, whatever its cells hold."""

    @property
    def cells(self) -> frozenset[CellKey]:
        """As `Question` has it."""
        return frozenset()

    def hanging(self, _: Ranges) -> Iterable[CellKey]:
        """As `Question` has it."""
        return ()


@dataclass(frozen=True)
class Moved(_OfNoCell):
    """Whether a dataset's cells are where its source has them, and its rows there."""

    dataset: str

    @property
    def unmoved(self) -> Hashable:
        """As `Question` has it."""
        return True

    def answer(self, where: Elsewhere) -> Hashable:
        """Whether any is not."""
        return any(isinstance(key, tuple) and key[0] == self.dataset for key in where.moves)


@dataclass(frozen=True)
class Rows(_OfNoCell):
    """Which rows of a dataset there are."""

    dataset: str

    @property
    def unmoved(self) -> Hashable:
        """As `Question` has it."""
        return frozenset()

    def answer(self, where: Elsewhere) -> Hashable:
        """Those that are left out."""
        return where.gone.get(self.dataset, frozenset())


@dataclass(frozen=True)
class Latest(_OfNoCell):
    """The last period that a dataset has rows of; `latest_first` are those of its rows, each with the row's place."""

    dataset: str
    latest_first: tuple[tuple[int, int], ...] = field(compare=False)

    @property
    def unmoved(self) -> Hashable:
        """As `Question` has it."""
        return self.answer(_NOWHERE)

    def answer(self, where: Elsewhere) -> Hashable:
        """The last of them, as a number; none where there are no rows."""
        gone = where.gone.get(self.dataset)
        if not gone:
            return self.latest_first[0][0] if self.latest_first else None
        return next((period for period, place in self.latest_first if place not in gone), None)


@dataclass(slots=True)
class Compared:
    """How a cell's number compares with another's, or with one that code has by itself."""

    by: Callable[[Any, Any], Any]
    one: CellKey
    own: float
    other: CellKey | None
    others: float

    @property
    def cells(self) -> frozenset[CellKey]:
        """As `Question` has it."""
        return frozenset(key for key in (self.one, self.other) if key is not None)

    @property
    def unmoved(self) -> Hashable:
        """As `Question` has it."""
        return self.answer(_NOWHERE)

    def answer(self, where: Elsewhere) -> Hashable:
        """What the comparison gives."""
        get = where.moves.get
        found: Hashable = self.by(get(self.one, self.own), get(self.other, self.others))
        return found

    def hanging(self, ranges: Ranges) -> Iterable[CellKey]:
        """As `Question` has it: none where the two ranges do not meet, for then one is the larger, or not, anyway."""
        get = ranges.get
        (low, high), (least, most) = get(self.one, (self.own,) * 2), get(self.other, (self.others,) * 2)
        return () if high < least or most < low else [each for each in self.cells if each in ranges]


_NOWHERE = Elsewhere({}, {})


@dataclass(frozen=True)
class Series:
    """Questions that are asked one after the other, whatever the answers."""

    questions: Sequence[Question]

    @cached_property
    def _parts(self) -> list[Callable[[Elsewhere], Iterable[Hashable]]]:
        parts: list[Callable[[Elsewhere], Iterable[Hashable]]] = []
        for by, group in groupby(self.questions, lambda each: each.by if isinstance(each, Compared) else None):
            alike = list(group)
            compared = [each for each in alike if isinstance(each, Compared)]
            if by is not None and len(compared) > _SEVERAL:
                parts.append(_comparing(by, compared))
            else:
                parts.append(partial(_answers, alike))
        return parts

    @cached_property
    def answers(self) -> Callable[[Elsewhere], tuple[Hashable, ...]]:
        """What tells what comes of them in a call."""
        if len(self.questions) == 1:
            question = self.questions[0]
            if isinstance(question, Compared):
                return _comparing_once(question)
            return lambda where: (question.answer(where),)
        parts = self._parts
        if len(parts) == 1:
            return lambda where: tuple(parts[0](where))
        return lambda where: tuple(chain.from_iterable(part(where) for part in parts))


def _answers(questions: Sequence[Question], where: Elsewhere) -> Iterable[Hashable]:
    return [each.answer(where) for each in questions]


def _comparing_once(question: Compared) -> Callable[[Elsewhere], tuple[Hashable, ...]]:
    """One comparison: runs are told by one after the other, thousands of times."""
    by, one, own, other, others = question.by, question.one, question.own, question.other, question.others

    def answers(where: Elsewhere) -> tuple[Hashable, ...]:
        get = where.moves.get
        return (by(get(one, own), get(other, others)),)

    return answers


def _comparing(
    by: Callable[[Any, Any], Any], questions: Sequence[Compared]
) -> Callable[[Elsewhere], Iterable[Hashable]]:
    """Many comparisons at once: each number is looked for once, and none where all that are moved are just these."""
    places: dict[tuple[CellKey | None, float], int] = {}
    ones = [places.setdefault((each.one, each.own), len(places)) for each in questions]
    others = [places.setdefault((each.other, each.others), len(places)) for each in questions]
    keys, own = zip(*places, strict=True)
    first, second = operator.itemgetter(*ones), operator.itemgetter(*others)

    def answers(where: Elsewhere) -> Iterable[Hashable]:
        moves = where.moves
        is_of_all = len(moves) == len(keys) and tuple(moves) == keys
        numbers = list(moves.values()) if is_of_all else list(map(moves.get, keys, own))
        return map(by, first(numbers), second(numbers))

    return answers
