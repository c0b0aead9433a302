"""Ways along a series that turn as often as can be, or as seldom: as peaks do, troughs, and rises after rises.

What is counted of each number and both beside it hangs on which way two changes go, one after the other. Where the last
change was a rise, a number may be anywhere from the lowest place that it was reached at up to the high end of its
range, and where it was a fall, down to the low one: so of each such way all that is to be known is one end. The most
that may be counted is found by going through the series once with that (dynamic programming), whatever pairs of
changes are counted. No call of the function is needed to find the way, and one to see what it leads to.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

UP, SAME, DOWN = 1, 0, -1
Pairs = frozenset[tuple[int, int]]
"""Pairs of changes that are counted, one after the other."""
Gains = Mapping[tuple[int, int], int]
"""What is gained by each pair of changes."""
_KEPT = 3
"""Of ways that come to a number by the same change, those with so many counts are followed, from the highest on."""
_COUNTED: tuple[Pairs, ...] = (
    frozenset({(UP, DOWN)}),
    frozenset({(DOWN, UP)}),
    frozenset({(UP, DOWN), (DOWN, UP)}),
    frozenset({(UP, UP)}),
    frozenset({(DOWN, DOWN)}),
)
"""Peaks, troughs, turns, two rises and two falls in a row."""
_COUNTED_AS: tuple[tuple[int, ...], ...] = ((), (UP,), (DOWN,), (UP, DOWN))
"""What no change counts as: nothing, a rise, a fall, or whichever is counted."""
_EVERY: tuple[tuple[int, int], ...] = tuple((one, other) for one in (UP, SAME, DOWN) for other in (UP, SAME, DOWN))


def _meaning(pairs: Pairs, same: tuple[int, ...]) -> Pairs:
    """The pairs that are counted where no change counts as that."""
    told = {UP: (UP,), DOWN: (DOWN,), SAME: same}
    return frozenset(
        (one, other) for one, other in _EVERY if pairs.intersection(itertools.product(told[one], told[other]))
    )


_ALL_PAIRS = [
    *dict.fromkeys(_meaning(pairs, same) for pairs, same in itertools.product(_COUNTED, _COUNTED_AS)),
    frozenset((one, other) for one, other in _EVERY if one != other),
]
"""Each of them, with each meaning of no change; and each change to another one, be it to none."""


class Reach(Protocol):
    """How far a number goes, and a little of that, by which it is over another."""

    @property
    def low(self) -> float:
        """Its lowest place."""
        ...

    @property
    def high(self) -> float:
        """Its highest place."""
        ...

    @property
    def hair(self) -> float:
        """As far as it is over what it is just over."""
        ...


class _Way(NamedTuple):
    """Where a number may be after a change, by a way on which so many pairs were counted."""

    low: float
    high: float
    change: int
    counted: int
    before: _Way | None = None


def turning(series: Sequence[Reach]) -> Iterator[list[float]]:
    """The levels of ways on which the most of some pairs of changes are, and of ways on which the fewest are."""
    if len(series) <= 2:  # noqa: PLR2004 -- which have no two changes
        return
    for pairs in _ALL_PAIRS:
        for sign in (1, -1):
            yield _furthest(series, {each: sign * (each in pairs) for each in _EVERY})


def _furthest(series: Sequence[Reach], gains: Gains) -> list[float]:
    """The levels of the way on which the most is gained."""
    first, second, *others = series
    ways = list(_next([_Way(first.low, first.high, SAME, 0)], second, dict.fromkeys(_EVERY, 0)))
    for each in others:
        ways = _kept(_next(ways, each, gains))
    return _levels(max(ways, key=lambda way: way.counted))


def _next(ways: Sequence[_Way], each: Reach, gains: Gains) -> Iterator[_Way]:
    """The ways to the next number, of which it leaves some: over the one before, the same as it, or under it."""
    low, high, hair = each.low, each.high, each.hair
    for way in ways:
        if (least := max(low, way.low + hair)) <= high:
            yield _Way(least, high, UP, way.counted + gains[way.change, UP], way)
        if (most := min(high, way.high - hair)) >= low:
            yield _Way(low, most, DOWN, way.counted + gains[way.change, DOWN], way)
        if way.low <= high and way.high >= low:
            yield _Way(max(low, way.low), min(high, way.high), SAME, way.counted + gains[way.change, SAME], way)


def _kept(ways: Iterable[_Way]) -> list[_Way]:
    """Of each count and change the way that leaves the next number the most room."""
    best: dict[tuple[int, int], _Way] = {}
    for way in ways:
        key = way.change, way.counted
        if key not in best or way.high - way.low > best[key].high - best[key].low:
            best[key] = way
    most = max(count for _, count in best)
    return [way for (_, count), way in best.items() if count > most - _KEPT]


def _levels(way: _Way) -> list[float]:
    """Where each number is on a way, from the last one back: as low as can be before a rise, as high before a fall."""
    found = [way.low]
    while way.before is not None:
        change, way = way.change, way.before
        found.append(way.low if change == UP else way.high if change == DOWN else found[-1])
    return found[::-1]
