"""Many numbers parted into blocks of which each number counts alike: which of them move, and not which, decides.

A sum over a hundred thousand numbers goes as far as how many of them are moved, a share of two sums as far as how many
of each. Of such a block it is enough to know where it goes as a whole: no other places of its numbers lead further. So
halves of blocks are drawn by lot, and the other halves: where both do the same, wherever all others stand, the numbers
count alike but by a chance that is smaller with each draw, and where one number alone counts otherwise, one of two
such halves has it and the other has not. Where many numbers are the same, as rounded ones are, each half by lot has
some of the largest and some of the smallest, and a spread goes as far by one as by the other; so the larger half is
held against the smaller one, too, the midst against both ends, and the largest against the smallest. Blocks of which
that is not so are parted in two, in an order in which what counts alike stands together, down to single numbers. That
all count alike does not say that the result goes on the same way as more of them are moved: the largest less the mean
rises with one of those that tie, and falls with all of the others (`turning`).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from statbrief.arithmetic.exactness import CLOSE, NOISE

Places = Any
"""An array of places of numbers, from 0."""
Result = Any
"""A number, or an array of several that are looked at together."""
Respond = Callable[[Places, int], Result]
"""How far a result goes where numbers at some places are moved, beginning where all stand as a base says."""
Halve = Callable[[Places], tuple[Places, Places]]
"""From numbers at some places to two halves of them."""

_DRAWS = 5
"""Of each block, how often halves are drawn at last, from each base, while halves of all others are drawn as well."""
_ROUNDS, _FEW = (1, 2, 4), 6
"""How often halves of each block are drawn while it is looked for, from each base, and more often if that was too few;
and numbers up to which each is looked at by itself."""
_SIZED = 2
"""Bases, the first ones, from which halves by size are held against each other: one more would mirror the second."""
_TRIED, _WORTH = 150, 0.03
"""Evaluations, after which so large a share of all numbers must be in even blocks, if an order is to do."""


class TooManyError(Exception):
    """Raised where more evaluations are needed than there are."""


@dataclass(frozen=True)
class Part:
    """Numbers that count alike, and how far the result goes by one of them from each base."""

    places: Places
    weights: tuple[Result, ...]


@dataclass
class EvenParts:
    """Parts numbers into even blocks; `size` is how large the result is, `bases` how many there are.

    `left` evaluations may be made. `ranks` has at the place of each number how many are smaller, if that may matter.
    """

    respond: Respond
    bases: int
    size: Result
    left: int
    spent: int = 0
    covered: int = 0
    begun: int = 0
    rounds: int = 1
    ranks: Places | None = None
    lot: np.random.Generator = field(default_factory=lambda: np.random.default_rng(1))

    def parts(self, order: Places, starts: Places) -> list[Part] | None:
        """Even blocks of the numbers at places in some order; None where too many would be needed.

        Blocks are parted at `starts`, where what the order goes by changes, as long as there are such.
        """
        for self.rounds in _ROUNDS:
            self.covered, self.begun = 0, self.spent
            try:
                found = self._merged(list(self._parted(order, starts, 0, len(order))))
                if self.are_even([each.places for each in found]) and not any(map(self._is_hidden, found)):
                    return found
            except TooManyError:
                break
        return None

    def _parted(self, order: Places, borders: Any, begin: int, end: int) -> Any:  # noqa: ANN401 -- arrays and parts
        places = order[begin:end]
        if len(places) == 1 or self._is_even(places):
            self.covered += len(places)
            yield self._part(places)
            return
        if self.spent - self.begun > _TRIED and self.covered < _WORTH * len(order):
            raise TooManyError
        middle = _middle(borders, begin, end)
        yield from self._parted(order, borders, begin, middle)
        yield from self._parted(order, borders, middle, end)

    def _part(self, places: Places) -> Part:
        return Part(places, tuple(self._responds(places, base) / len(places) for base in range(self.bases)))

    def _is_hidden(self, part: Part) -> bool:
        """Whether all numbers together do nothing where half of them do, as those of a spread that are all the same."""
        if len(part.places) == 1 or not all(self._same(each, 0.0) for each in self._part(part.places).weights):
            return False
        half, _ = self._halves(part.places)
        return not all(self._same(self._responds(half, base), 0.0) for base in range(self.bases))

    def _is_even(self, places: Places) -> bool:
        """Whether two halves of some numbers, by lot and by size, do the same, wherever all stand."""
        if len(places) <= _FEW:
            return all(self._is_one(places, base) for base in range(self.bases))
        lots = ((self._halves, base) for base in (*range(self.bases),) * self.rounds)
        return all(
            self._same(*(self._responds(half, base) for half in halve(places)))
            for halve, base in itertools.chain(lots, self._by_size())
        )

    def _is_one(self, places: Places, base: int) -> bool:
        """Whether each of a few numbers does the same by itself."""
        alone = [self._responds(places[[place]], base) for place in range(len(places))]
        return all(self._same(alone[0], each) for each in alone[1:])

    def are_even(self, blocks: Sequence[Places]) -> bool:
        """The same of several blocks at once, which hold each other to it. Raises `TooManyError`."""
        return not np.any(self.uneven(blocks))

    def uneven(self, blocks: Sequence[Places]) -> Result:
        """Of each of several results whether it is not so. Raises `TooManyError`."""
        found = self._uneven(blocks, self._by_size)
        return found if np.all(found) else found | self._uneven(blocks, self._by_lot)

    def _uneven(self, blocks: Sequence[Places], ways: Callable[[], Iterable[tuple[Halve, int]]]) -> Result:
        """The same, as far as some ways to part each block in halves tell, each from a base."""
        found = np.zeros(np.shape(self.size), dtype=bool)
        several = [each for each in blocks if len(each) > 1]
        for halve, base in ways() if several else ():
            one, other = (np.concatenate(each) for each in zip(*map(halve, several), strict=True))
            found = found | ~self._alike(self._responds(one, base), self._responds(other, base))
            if np.all(found):
                break
        return found

    def turning(self, blocks: Sequence[Places]) -> Result:
        """Of each of several results whether it turns as more and more numbers of a block are moved.

        Raises `TooManyError`.
        """
        found = np.zeros(np.shape(self.size), dtype=bool)
        for block, base in itertools.product(blocks, range(self.bases)):
            found = found | self._turns(block, base)
            if np.all(found):
                break
        return found

    def _turns(self, places: Places, base: int) -> Result:
        drawn, count = self.lot.permutation(places), len(places)
        sizes = sorted({1, count // 2 or 1, count - 1 or 1, count})
        there = [np.zeros(np.shape(self.size)), *(np.asarray(self._responds(drawn[:size], base)) for size in sizes)]
        steps, little = np.diff(there, axis=0), NOISE * self.size * 10
        return np.any(steps > little, axis=0) & np.any(steps < -little, axis=0)

    def _by_lot(self) -> Iterator[tuple[Halve, int]]:
        return ((self._halves, base) for base in (*range(self.bases),) * _DRAWS)

    def _by_size(self) -> Iterator[tuple[Halve, int]]:
        ways = () if self.ranks is None else (self._larger_and_smaller, self._ends_and_midst, self._least_and_most)
        return ((halve, base) for base in range(min(self.bases, _SIZED)) for halve in ways)

    def _larger_and_smaller(self, places: Places) -> tuple[Places, Places]:
        """The smaller half of some numbers and the larger one, as large as each other."""
        ordered, half = self._ordered(places), len(places) // 2
        return ordered[:half], ordered[-half:]

    def _ends_and_midst(self, places: Places) -> tuple[Places, Places]:
        """The smallest and the largest quarter of some numbers, and as many between; of too few, as by their size."""
        ordered, quarter = self._ordered(places), len(places) // 4
        if not quarter:
            return self._larger_and_smaller(places)
        return np.concatenate([ordered[:quarter], ordered[-quarter:]]), ordered[quarter : 3 * quarter]

    def _least_and_most(self, places: Places) -> tuple[Places, Places]:
        """The smallest of some numbers and the largest one."""
        ordered = self._ordered(places)
        return ordered[:1], ordered[-1:]

    def _ordered(self, places: Places) -> Places:
        return places[np.argsort(self.ranks[places], kind="stable")]  # type: ignore[index]

    def _halves(self, places: Places) -> tuple[Places, Places]:
        """Two halves by lot, as large as each other; numbers that are drawn short are soon put in order."""
        drawn = places[np.argsort(self.lot.integers(0, 1 << 16, len(places), dtype=np.uint16), kind="stable")]
        half = len(places) // 2
        return drawn[:half], drawn[half : 2 * half]

    def _merged(self, parts: list[Part]) -> list[Part]:
        """Neighbours that count alike as one."""
        merged = parts[:1]
        for each in parts[1:]:
            before = merged[-1]
            if all(map(self._same, before.weights, each.weights)):
                merged[-1] = Part(np.concatenate([before.places, each.places]), before.weights)
            else:
                merged.append(each)
        return merged

    def _responds(self, places: Places, base: int) -> Result:
        if not self.left:
            raise TooManyError
        self.left, self.spent = self.left - 1, self.spent + 1
        return self.respond(places, base)

    def _same(self, one: Result, other: Result) -> bool:
        return bool(np.all(self._alike(one, other)))

    def _alike(self, one: Result, other: Result) -> Result:
        slack = CLOSE * np.maximum(np.abs(one), np.abs(other)) + NOISE * self.size * 10
        return np.asarray(np.abs(one - other) <= slack)


def _middle(borders: Any, begin: int, end: int) -> int:  # noqa: ANN401 -- an array
    """Where to part some places: at the border nearest to their middle, else there."""
    middle = (begin + end) // 2
    inner = borders[np.searchsorted(borders, begin, side="right") : np.searchsorted(borders, end, side="left")]
    return int(inner[np.abs(inner - middle).argmin()]) if len(inner) else middle
