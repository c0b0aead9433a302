"""How far a result goes that rises with a number or falls with it, depending on where the other numbers stand.

A slope, a correlation, a sum of products, a spread: they may turn within a number's range as well. There is no rule for
where they are largest, so they are climbed, one number after the other, to a place from which no move of one leads
further (coordinate ascent: Wright, Coordinate descent algorithms, Mathematical Programming 151, 2015). Such a place may
not be the highest one. So it is begun again elsewhere, until the furthest that was found has been found several
times (after Boender and Rinnooy Kan, Bayesian stopping rules for multistart global optimization methods,
Mathematical Programming 37, 1987); where that takes too many evaluations, nothing is found. Nor is anything of what
leaps, as what is chosen by a comparison may: how far it goes where it leaps cannot be climbed to. Where the summit lies
between the ends of many numbers, all go on together (`uphill`).
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from statbrief.arithmetic.inputs import Corner, Evaluate, Input
from statbrief.arithmetic.monotone_ranges import GOLDEN, ramp
from statbrief.arithmetic.spread import spread
from statbrief.arithmetic.uphill import BESIDE, Hill

_MOST, _MOST_OF_EACH, _LARGEST = 4000, 40, 250
"""Evaluations for each end of a range, and more for each input, after which nothing is found; and how many inputs."""
_TIMES, _TIMES_OF_MANY, _MANY = 8, 4, 50
"""How often the furthest must have been found, and of many inputs, which have less to do with each other each."""
_PAIRED = 24
"""Inputs, of which each two are moved together once more where it seems furthest."""
_SAME = 1e-5
"""Of all that was seen: how near to each other two places' results are that count as one."""
_FINE, _FINE_AGAIN = 1e-7, _SAME / 4
"""Of all that was seen, a gain that is worth no further step; and where what is the furthest so far is found again."""
_NOISE = 1e-13
"""Of a result: what floating point may move it by, and no number that it rests on."""
_SWEEPS, _STEPS = 60, 40
_WAYS, _HALVINGS, _STEEP = 6, 14, 1 / 64
"""From so many places a way is halved so often, and what of the whole may be left then, before it is said to leap."""


class _TooLongError(Exception):
    """Raised when a search has cost all that it may."""


@dataclass
class _Search:
    """The search for the largest result, of which `sign` times that of the formula is looked for."""

    formula: Evaluate
    inputs: Sequence[Input]
    sign: int
    left: int
    least: float = math.inf
    most: float = -math.inf
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 -- the same each time
    known: dict[tuple[float, ...], float] = field(default_factory=dict)

    def __call__(self, at: Sequence[float]) -> float:
        """What is to be as large as can be, with each input at its place."""
        key = tuple(at)
        if key not in self.known:
            if not self.left:
                raise _TooLongError
            self.left -= 1
            moves: dict[Hashable, float] = {each.key: place for each, place in zip(self.inputs, at, strict=True)}
            found = self.known[key] = self.sign * self.formula(moves)
            self.least, self.most = min(self.least, found), max(self.most, found)
        return self.known[key]

    def furthest(self) -> tuple[float, ...]:
        """Where the result is largest. Raises `_TooLongError` where that is not seen often enough."""
        ends: list[tuple[float, ...]] = []
        for start in _starts(self.inputs):
            ends.append(self._climbed(start, max(map(self, ends), default=math.inf)))
            best = max(ends, key=self)
            while self._times(ends, best) >= _times(self.inputs):
                ends.append(self._climbed(self._by_pairs(best)))
                if self(ends[-1]) <= self(best) + self._little(_SAME):
                    return max(ends, key=self)
                best = ends[-1]
        raise _TooLongError

    def _times(self, ends: Sequence[tuple[float, ...]], best: tuple[float, ...]) -> int:
        return sum(self(each) >= self(best) - self._little(_SAME) for each in ends)

    def _by_pairs(self, at: tuple[float, ...]) -> tuple[float, ...]:
        """The furthest that two inputs at other ends lead, of not too many."""
        best = at
        for one, other in itertools.combinations(range(len(at)) if len(at) <= _PAIRED else (), 2):
            for aside, beyond in itertools.product(_ends(self.inputs[one]), _ends(self.inputs[other])):
                best = max([best, _with(_with(at, one, aside), other, beyond)], key=self)
        return best

    def _little(self, share: float) -> float:
        return share * (self.most - self.least)

    def _climbed(self, start: Sequence[float], known: float = math.inf) -> tuple[float, ...]:
        """From where no move of one input leads further; `known` is the furthest that was found from elsewhere."""

        def enough(at: Sequence[float]) -> float:
            return self._little(_FINE if abs(self(at) - known) > self._little(_SAME) else _FINE_AGAIN)

        hill = Hill(self, [_ends(each) for each in self.inputs], enough)
        at = tuple(start)
        for _ in range(_SWEEPS):
            before, at = at, self._between(hill.climbed(self._at_ends(at)))
            if self(at) <= self(before) + enough(at):
                break
            at = self._further(before, at)
        return at

    def _at_ends(self, at: tuple[float, ...]) -> tuple[float, ...]:
        """Each input after the other at that end of its range where the result is larger."""
        for _ in range(_SWEEPS):
            before = self(at)
            for place, each in enumerate(self.inputs):
                at = self._any_of_best([at, _with(at, place, each.low), _with(at, place, each.high)])
            if self(at) <= before:
                break
        return at

    def _any_of_best(self, places: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
        """One of those where the result is largest: a move that changes nothing opens the way for others."""
        largest = max(map(self, places))
        return self.chance.choice([each for each in places if self(each) == largest])

    def _between(self, at: tuple[float, ...]) -> tuple[float, ...]:
        """Each input after the other where the result turns, if it rises on the way from where the input stands."""
        for place, each in enumerate(self.inputs):
            step = (each.high - each.low) * BESIDE
            ways = [aside for aside in (step, -step) if each.low <= at[place] + aside <= each.high]
            best = max(ways, key=lambda aside: self(_with(at, place, at[place] + aside)))
            if self(_with(at, place, at[place] + best)) > self(at):
                at = self._turned(at, place, each.high if best > 0 else each.low)
        return at

    def _turned(self, at: tuple[float, ...], place: int, end: float) -> tuple[float, ...]:
        """Where the result turns on one input's way to an end (golden section: Kiefer, Proc. AMS 4, 1953)."""
        here = at[place]
        for _ in range(_STEPS):
            near, far = end + (here - end) * GOLDEN, here + (end - here) * GOLDEN
            at_near, at_far = self(_with(at, place, near)), self(_with(at, place, far))
            if abs(at_near - at_far) <= self._little(_FINE):
                break
            here, end = (here, far) if at_near > at_far else (near, end)
        return max([at, _with(at, place, (here + end) / 2)], key=self)

    def _further(self, before: tuple[float, ...], at: tuple[float, ...]) -> tuple[float, ...]:
        """As far again in the way that all went, if that leads up (Hooke and Jeeves, Journal of the ACM 8, 1961)."""
        ahead = tuple(
            min(max(2 * now - then, each.low), each.high)
            for then, now, each in zip(before, at, self.inputs, strict=True)
        )
        return max([at, ahead], key=self)


def _ends(each: Input) -> tuple[float, float]:
    return each.low, each.high


def _with(at: tuple[float, ...], place: int, number: float) -> tuple[float, ...]:
    return (*at[:place], number, *at[place + 1 :])


def _starts(inputs: Sequence[Input]) -> Iterator[tuple[float, ...]]:
    """Where they stand, as alike as they can be, in order, and then anywhere, at ends and between them in turn."""
    yield tuple(each.value for each in inputs)
    middle = sorted(each.value for each in inputs)[len(inputs) // 2]
    yield tuple(min(max(middle, each.low), each.high) for each in inputs)
    for rises in (True, False):
        yield tuple(ramp(inputs, rises=rises).values())
    for attempt in itertools.count(1):
        shares = [spread(attempt, order) for order in range(len(inputs))]
        if attempt % 2:
            shares = [float(round(each)) for each in shares]
        yield tuple(each.low + (each.high - each.low) * share for each, share in zip(inputs, shares, strict=True))


def searched(evaluate: Evaluate, inputs: Sequence[Input]) -> tuple[Corner, Corner] | None:
    """Where a result is lowest, and where highest; None where no such places are found that can be relied on."""
    moving = [each for each in inputs if each.low < each.high]
    is_bounded = all(math.isfinite(each.high - each.low) for each in moving)
    if not moving or not is_bounded or len(moving) > _LARGEST:
        return None
    if (ends_of_nothing := _flat(evaluate, moving)) is not None:
        return ends_of_nothing
    most = _MOST + _MOST_OF_EACH * len(moving)
    searches = [_Search(evaluate, moving, sign, most) for sign in (-1, 1)]
    try:
        ends = [each.furthest() for each in searches]
    except _TooLongError:
        return None
    for each in searches:
        each.left = most
    anywhere = list(itertools.islice(_starts(moving), _WAYS))
    ways = [*itertools.pairwise(anywhere), *itertools.product(ends, anywhere), ends]
    if any(_leaps(searches[1], *way) for way in ways):
        return None
    lowest, highest = ({each.key: place for each, place in zip(moving, end, strict=True)} for end in ends)
    return lowest, highest


def _flat(evaluate: Evaluate, inputs: Sequence[Input]) -> tuple[Corner, Corner] | None:
    """Where a result is lowest and highest that nothing moves but floating point, as shares that add up to all do.

    It is looked at from places where a search would begin, with all inputs low and all high, and with each moved alone.
    None where it is moved: such a search would climb from one last digit to the next.
    """
    stands = tuple(each.value for each in inputs)
    alone = (_with(stands, place, end) for place, each in enumerate(inputs) for end in _ends(each))
    places = [*itertools.islice(_starts(inputs), 2 * _WAYS), *zip(*map(_ends, inputs), strict=True)]
    corners: list[tuple[float, Corner]] = []
    for at in itertools.chain(places, alone):
        corner: Corner = {each.key: place for each, place in zip(inputs, at, strict=True)}
        corners.append((evaluate(corner), corner))
        if not abs(corners[-1][0] - corners[0][0]) <= _NOISE * abs(corners[0][0]):
            return None
    (_, lowest), (_, highest) = (find(corners, key=lambda each: each[0]) for find in (min, max))
    return lowest, highest


def _times(inputs: Sequence[Input]) -> int:
    return _TIMES if len(inputs) <= _MANY else _TIMES_OF_MANY


def _leaps(result: _Search, here: Sequence[float], there: Sequence[float]) -> bool:
    """Whether the result changes all at once on the way from one place to another, as far as halving it tells."""
    whole = result.most - result.least
    for _ in range(_HALVINGS):
        between = tuple((one + other) / 2 for one, other in zip(here, there, strict=True))
        before, after = result(between) - result(here), result(there) - result(between)
        if max(abs(before), abs(after)) <= whole * _STEEP:
            return False
        here, there = (here, between) if abs(before) >= abs(after) else (between, there)
    return True
