"""Many numbers parted into blocks of which each number counts alike: which of them move, and not which, decides.

A sum over a hundred thousand numbers goes as far as how many of them are moved, a share of two sums as far as how many
of each. Of such a block it is enough to know where it goes as a whole: no other places of its numbers lead further. So
halves of blocks are drawn by lot, and the other halves: where both do the same, wherever all others stand, the numbers
count alike but by a chance that is smaller with each draw, and where one number alone counts otherwise, one of two
such halves has it and the other has not. Where several do, as those that tie for the largest, both halves have some:
so smaller and smaller parts are drawn, too, down to single numbers. And as more of them are moved, the result has to go
on the same way: the largest less the mean rises with one of those that tie, and falls with all of the others. Blocks of
which that is not so are parted in two, in an order in which what counts alike stands together, down to single numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
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

_DRAWS, _OF_LESS = 5, 2
"""Of each block, how often halves are drawn at last, from each base, while halves of all others are drawn as well; and
how often smaller parts."""
_ROUNDS, _FEW = (1, 2, 4), 6
"""How often halves of each block are drawn while it is looked for, from each base, and more often if that was too few;
and numbers up to which each is looked at by itself."""
_TRIED, _WORTH = 300, 0.03
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

    `left` evaluations may be made.
    """

    respond: Respond
    bases: int
    size: Result
    left: int
    spent: int = 0
    covered: int = 0
    begun: int = 0
    rounds: int = 1
    lot: np.random.Generator = field(default_factory=lambda: np.random.default_rng(1))

    def parts(self, order: Places, starts: Places) -> list[Part] | None:
        """Even blocks of the numbers at places in some order; None where too many would be needed.

        Blocks are parted at `starts`, where what the order goes by changes, as long as there are such.
        """
        for self.rounds in _ROUNDS:
            self.covered, self.begun = 0, self.spent
            try:
                found = self._merged(list(self._parted(order, starts, 0, len(order))))
                blocks = [each.places for each in found]
                if self.are_even(blocks) and not np.any(self.two_ways(blocks)):
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

    def _is_even(self, places: Places) -> bool:
        """Whether two parts of some numbers, by lot, do the same, wherever all stand, and others the next time.

        And whether the result goes one way as more of them are moved.
        """
        if len(places) <= _FEW:
            is_even = all(self._is_one(places, base) for base in range(self.bases))
        else:
            bases, less = range(self.bases), range(2, len(places).bit_length())
            draws = [(1, base) for base in bases] + [(each, base) for each in less for base in bases]
            is_even = all(self._is_drawn_even(places, *each) for each in draws * self.rounds)
        return is_even and not any(np.any(self._goes_two_ways(places, base)) for base in range(self.bases))

    def _is_drawn_even(self, places: Places, halved: int, base: int) -> bool:
        one, other = self._drawn(places, halved)
        return self._same(self._responds(one, base), self._responds(other, base))

    def _is_one(self, places: Places, base: int) -> bool:
        """Whether each of a few numbers does the same by itself."""
        alone = [self._responds(places[[place]], base) for place in range(len(places))]
        return all(self._same(alone[0], each) for each in alone[1:])

    def are_even(self, blocks: Sequence[Places]) -> bool:
        """The same of several blocks at once, which hold each other to it. Raises `TooManyError`."""
        return not np.any(self.uneven(blocks))

    def uneven(self, blocks: Sequence[Places]) -> Result:
        """Of each of several results whether it is not so. Raises `TooManyError`."""
        found = np.zeros(np.shape(self.size), dtype=bool)
        several = [each for each in blocks if len(each) > 1]
        most = max((len(each).bit_length() for each in several), default=1)
        for halved, base in itertools.product(range(1, most), range(self.bases)):
            for _ in range(_DRAWS if halved == 1 else _OF_LESS):
                drawn = [self._drawn(each, halved) for each in several]
                one, other = (np.concatenate(each) for each in zip(*drawn, strict=True))
                found = found | ~self._alike(self._responds(one, base), self._responds(other, base))
                if np.all(found):
                    return found
        return found

    def two_ways(self, blocks: Sequence[Places]) -> Result:
        """Of each of several results whether it turns as more and more numbers of a block are moved.

        Raises `TooManyError`.
        """
        found = np.zeros(np.shape(self.size), dtype=bool)
        for block, base in itertools.product(blocks, range(self.bases)):
            found = found | self._goes_two_ways(block, base)
            if np.all(found):
                break
        return found

    def _goes_two_ways(self, places: Places, base: int) -> Result:
        drawn, count = self.lot.permutation(places), len(places)
        sizes = sorted({1, count // 2 or 1, count - 1 or 1, count})
        there = [np.zeros(np.shape(self.size)), *(np.asarray(self._responds(drawn[:size], base)) for size in sizes)]
        steps, little = np.diff(there, axis=0), NOISE * self.size * 10
        return np.any(steps > little, axis=0) & np.any(steps < -little, axis=0)

    def _drawn(self, places: Places, halved: int) -> tuple[Places, Places]:
        """Two parts by lot, as large as each other: halves, or halves of halves, and so on; of one number at least.

        Numbers that are drawn short are soon put in order.
        """
        drawn = places[np.argsort(self.lot.integers(0, 1 << 16, len(places), dtype=np.uint16), kind="stable")]
        size = len(places) >> halved or 1
        return drawn[:size], drawn[size : 2 * size]

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
