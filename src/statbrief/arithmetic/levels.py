"""Where numbers stand that a result by steps holds against each other: in chains, at a level, each against all others.

How many of sixty sums rise, each over the one before, is told by no move of one of them: where all may be anywhere in
the same range, they rise most often where each is just over the one before, from the low end on, and begins again
there where none is left above. Such a chain is as long as it can be: whoever stays as low as may be can go on as long
as anybody (an exchange argument: Kleinberg and Tardos, Algorithm Design, 2005, section 4.1). Each may be held against
the one before it, the twelfth before, or the highest so far, and be over it by a step, which is found by halving. What
is held against a mean or a median of all goes furthest where all that can be are just over a level and all others far
under it. What the cells of a block come to, and not where they stand, tells which is over another. How often they turn
is told by ways of their own (`turns`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from statbrief.arithmetic.inputs import Corner, Evaluate, Input
from statbrief.arithmetic.turns import turning

HAIR = 2.0**-18
"""Of a range, as far as one number is over another that it is just over."""
_LAGS = 24
"""Numbers before, so far as one is looked for that each may be held against."""
_LEVELS, _CLOSER, _BETWEEN = 16, 2, 6
"""Levels at which all are that can be; how often others are looked at beside those that lead furthest, and how many."""
_STARTS, _ALONE = 60, 150
"""Numbers with which a chain begins, and those that stand against all others, of more of which some are taken."""
_PAIRS, _PLACES, _HALVINGS = 6, 5, 22
"""Pairs of numbers of which one is moved over the other, and places from which the step between them is halved."""
_SAME = 1e-3
"""Of a range, how near to each other two steps are that count as one."""
_KNOWN_STEPS, _DIGITS = 2, 6
"""Steps that were met most often, and digits that they have."""


@dataclass(frozen=True)
class Level:
    """A number, or what several cells come to, be they a block or moved together, and where the inputs stand then."""

    inputs: Sequence[Input]
    low: float
    high: float

    @classmethod
    def of(cls, each: Input) -> Level:
        """The number itself."""
        return cls([each], each.low, each.high)

    @property
    def hair(self) -> float:
        """A little of its range."""
        return (self.high - self.low) * HAIR

    def moved(self, level: float) -> Corner:
        """Where the inputs are when this is at a level, or as near to it as it can be."""
        if level <= self.low or level >= self.high:
            return {each.key: each.low if level <= self.low else each.high for each in self.inputs}
        above, width = level - self.low, self.high - self.low
        return {each.key: each.low + (each.high - each.low) * above / width for each in self.inputs}

    def here(self, corner: Corner) -> Corner:
        """Where the inputs are in a corner."""
        return {each.key: corner.get(each.key, each.value) for each in self.inputs}

    def at(self, place: float) -> float:
        """Its level where the first of its inputs is at a place, and the others as far."""
        first = self.inputs[0]
        return self.low + (self.high - self.low) * (place - first.low) / (first.high - first.low)


Key = TypeVar("Key")
Series = Sequence[Level]
"""Levels that may be compared with each other, in an order in which each may be held against one before it."""
Step = Callable[[float], float]
"""From a level to the one that another has to be over."""
Before = Callable[[Sequence[float]], float | None]
"""From the levels so far to the one that the next is held against, if there is one."""


def shapes(evaluate: Evaluate, series: Series) -> Iterator[Corner]:
    """The places of the numbers of a series that are worth a look, where all others are as they stand."""
    yield from _near_levels(evaluate, series)
    yield from _each_alone(series)
    yield from (_corner(series, levels) for levels in turning(series))
    for before in (_highest, _lowest, _mean):
        yield from _chained(series, before, _none)
    lags = range(1, min(_LAGS, len(series) // 2) + 1)
    of_lags = {lag: list(_chained(series, _Lag(lag), _none)) for lag in lags}
    if not of_lags:
        return
    lag = _furthest_apart(evaluate, of_lags)
    of_steps = {
        step: list(_chained(series, _Lag(each), step)) for each in {1, lag} for step in _steps(evaluate, series, each)
    }
    yield from itertools.chain.from_iterable((*of_lags.values(), *of_steps.values()))
    step = _furthest_apart(evaluate, of_steps | {_none: of_lags[lag]})
    for start in _some(range(1, len(series)), _STARTS):
        yield from _chained(series, _Lag(1, start), step)


def _furthest_apart(evaluate: Evaluate, ways: Mapping[Key, Sequence[Corner]]) -> Key:
    """Of several ways to go, the one by which results are furthest from each other."""
    results = {way: list(map(evaluate, corners)) for way, corners in ways.items()}
    return max(results, key=lambda each: max(results[each]) - min(results[each]))


def _some(several: Sequence[int], most: int) -> Sequence[int]:
    return several[:: len(several) // most + 1]


def _none(level: float) -> float:
    return level


def _corner(series: Series, levels: Sequence[float]) -> Corner:
    return dict(
        itertools.chain.from_iterable(each.moved(level).items() for each, level in zip(series, levels, strict=True))
    )


def _near_levels(evaluate: Evaluate, series: Series) -> Iterator[Corner]:
    """All at levels where it is seen which lead furthest; then at those between that and the next ones."""
    ends = sorted({each.low for each in series} | {each.high for each in series})
    waiting = [ends[:: len(ends) // _LEVELS + 1]]
    for _ in range(_CLOSER + 1):
        waiting, looked_at = [], waiting
        for levels in looked_at:
            corners = [list(_at_levels(series, level)) for level in levels]
            yield from itertools.chain.from_iterable(corners)
            results = [list(map(evaluate, each)) for each in corners]
            for best in ([max(each) for each in results], [-min(each) for each in results]):
                those = [place for place, each in enumerate(best) if each == max(best)]
                waiting.append(_between(levels[max(those[0] - 1, 0)], levels[min(those[-1] + 1, len(levels) - 1)]))


def _between(low: float, high: float) -> list[float]:
    return [low + (high - low) * place / (_BETWEEN + 1) for place in range(1, _BETWEEN + 1)]


def _at_levels(series: Series, level: float) -> Iterator[Corner]:
    """All that can be at a level, or just over or under it, and all others at one end, or as near as they can be."""
    hair = max(each.hair for each in series)
    for aside, (under, over) in itertools.product((-hair, 0.0, hair), itertools.product((False, True), repeat=2)):
        yield _corner(series, [_at_level(each, level, aside, (under, over)) for each in series])


def _at_level(each: Level, level: float, aside: float, is_high: tuple[bool, bool]) -> float:
    """Where one is: at the level where it can be; `is_high` says of those that are under it and over it which end."""
    if each.high < level + aside:
        return each.high if is_high[0] else each.low
    if each.low > level + aside:
        return each.high if is_high[1] else each.low
    return level + aside


def _each_alone(series: Series) -> Iterator[Corner]:
    """Each at one end of its range, and all others at the other one."""
    low, high = (_corner(series, [end(each) for each in series]) for end in (_low, _high))
    for place in _some(range(len(series)), _ALONE):
        each = series[place]
        yield low | each.moved(each.high)
        yield high | each.moved(each.low)


def _low(each: Level) -> float:
    return each.low


def _high(each: Level) -> float:
    return each.high


@dataclass(frozen=True)
class _Lag:
    """So many before; a chain begins anew at the start."""

    by: int
    start: int = 0

    def __call__(self, levels: Sequence[float]) -> float | None:
        return None if len(levels) < self.by or len(levels) == self.start else levels[-self.by]


def _highest(levels: Sequence[float]) -> float | None:
    return max(levels, default=None)


def _lowest(levels: Sequence[float]) -> float | None:
    return min(levels, default=None)


def _mean(levels: Sequence[float]) -> float | None:
    return math.fsum(levels) / len(levels) if levels else None


def _chained(series: Series, before: Before, step: Step) -> Iterator[Corner]:
    """Chains in which each is just over what it is held against and a step, or under it, as often as can be."""
    for chain, tie in itertools.product((_over, _under), _Tie):
        levels: list[float] = []
        for each in series:
            other = before(levels)
            levels.append(chain(each, None if other is None else step(other), tie))
        yield _corner(series, levels)


class _Tie(Enum):
    """Whether neighbours in a chain may be the same: nowhere, where each is at an end of its range, or everywhere.

    What is the same by numbers with many digits is not so in floating point.
    """

    NOWHERE = 1
    AT_ENDS = 2
    ANYWHERE = 3


def _over(each: Level, least: float | None, tie: _Tie) -> float:
    """The lowest level that is over another; where there is none the lowest one, from which the next goes on."""
    if least is None or least > each.high or (least == each.high and tie is _Tie.NOWHERE):
        return each.low
    if each.low > least or (each.low == least and tie is not _Tie.NOWHERE):
        return each.low
    return min(least + each.hair * (tie is not _Tie.ANYWHERE), each.high)


def _under(each: Level, most: float | None, tie: _Tie) -> float:
    """The highest level that is under another; where there is none the highest one, from which the next goes on."""
    if most is None or most < each.low or (most == each.low and tie is _Tie.NOWHERE):
        return each.high
    if each.high < most or (each.high == most and tie is not _Tie.NOWHERE):
        return each.high
    return max(most - each.hair * (tie is not _Tie.ANYWHERE), each.low)


def _steps(evaluate: Evaluate, series: Series, lag: int) -> list[Step]:
    """The steps, or ratios, by which a number is over the one so many before it where the result changes."""
    met: list[tuple[float, float]] = []
    for place in _some(range(len(series) - lag), _PAIRS):
        one, other = series[place], series[place + lag]
        for end in (one.low, one.high):
            met += [(end, level) for level in _changes(evaluate, other, one.moved(end))]
    little = max(each.high - each.low for each in series) * _SAME
    asides = _most_often([level - low for low, level in met], little)
    ratios = _most_often(
        [level / low for low, level in met if low > 0], little / max(abs(each.high) for each in series)
    )
    return [*(_Aside(each) for each in asides), *(_Times(each) for each in ratios)]


@dataclass(frozen=True)
class _Aside:
    by: float

    def __call__(self, level: float) -> float:
        return level + self.by


@dataclass(frozen=True)
class _Times:
    by: float

    def __call__(self, level: float) -> float:
        return level * self.by


def _most_often(numbers: Sequence[float], little: float) -> list[float]:
    """Those of some numbers that come up more than once, nearly, the most frequent first."""
    found: list[tuple[int, float]] = []
    for each in numbers:
        times = sum(abs(each - other) <= little for other in numbers)
        if times > 1 and all(abs(each - known) > little for _, known in found):
            found.append((times, float(f"{each:.{_DIGITS}g}")))  # what somebody writes
    return [each for _, each in sorted(found, reverse=True)[:_KNOWN_STEPS]]


def _changes(evaluate: Evaluate, each: Level, start: Corner) -> Iterator[float]:
    """The levels of a number at which the result changes, some of them."""
    levels = [each.low + (each.high - each.low) * share / (_PLACES - 1) for share in range(_PLACES)]

    def result(level: float) -> float:
        return evaluate({**start, **each.moved(level)})

    for (here, before), (there, after) in itertools.pairwise(zip(levels, map(result, levels), strict=True)):
        if before != after:
            yield _halved(result, here, there, before)


def _halved(result: Callable[[float], float], here: float, there: float, before: float) -> float:
    """Where a result is no longer what it was, on the way from one place to another."""
    for _ in range(_HALVINGS):
        middle = (here + there) / 2
        here, there = (middle, there) if result(middle) == before else (here, middle)
    return there


def near_others(series: Series, place: int, at: Corner, other: int) -> list[Corner]:
    """Where one of a series may go from a place of all: to its ends, and just over, at and under some others.

    These are the one before it, the one after it and any `other`.
    """
    each = series[place]
    levels = [each.low, each.high]
    for beside in {(place - 1) % len(series), (place + 1) % len(series), other} - {place}:
        level = _level_of(series[beside], at)
        levels += [level - each.hair, level, level + each.hair]
    return [each.moved(level) for level in levels if each.low <= level <= each.high]


def _level_of(each: Level, at: Corner) -> float:
    first = each.inputs[0]
    return each.at(at.get(first.key, first.value))
