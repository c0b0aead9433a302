"""Results that go by steps, such as counts, ranks and shares of how many: how far the rounding lets them go.

They rise and fall with their inputs by leaps: no corner of all inputs need be where they are largest, and the move of
one alone often changes nothing. So places are looked for from which no move of one input leads further, each sweep
taking moves that change nothing as well, as those open the way for others (coordinate ascent with sideways moves:
Selman, Levesque and Mitchell, A new method for solving hard satisfiability problems, AAAI 1992). From there the inputs
are gone through in their order, with the best that all before come to kept for each place of the last one: what is
counted of each number and the next, as rises are, is as far as it goes then (dynamic programming: Viterbi, Error bounds
for convolutional codes, IEEE Transactions on Information Theory 13, 1967). What is found is a range that such results
have; for few numbers, and many that are compared with a threshold, with one of them or with the next, it is all of it.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from statbrief.arithmetic.inputs import Corner, Evaluate, Input
from statbrief.arithmetic.levels import Level, Series, near_others, shapes
from statbrief.arithmetic.monotone_ranges import ramp
from statbrief.arithmetic.spread import spread
from statbrief.errors import StatbriefError

_LITTLE = 2.0**-24
"""Of a number's size, or of its range, a move that no result by steps notices, but by chance."""
_PLACES = 3
"""Within the ranges, from which such a move is made."""
_TIMES = 8.0
"""How far outside its range an input is moved, to see whether the result goes by steps there, too."""
_END = 2.0**-20
_SHARES = (_END, 0.2372, 0.4871, 0.7411, 1 - _END)
"""Of its range, where an input is moved to. Its ends are left out by a hair: they are looked at when all else is known.

Nor are its midst and its quarters among them, where two numbers that are stated to one step may differ by just what
they are held against.
"""
_FINER, _FEWER = (_END, 0.1591, 0.3318, 0.4871, 0.6712, 0.8347, 1 - _END), _SHARES[::2]
_ALL = 700
"""Evaluations, up to which all combinations of these are looked at."""
_MOST = 3000
"""Evaluations, up to which it is begun from one more place."""
_IN_A_CHAIN = 300
"""Inputs that are gone through in their order, each with each of the places of the one before."""

_AGAIN, _NEAR = 1, 2
"""How often each of a series goes near to others with the next one, and to how many places beside its own."""
_SHAPED, _STRIDES = 64, 8
"""Places at most that have a shape; and rows, every so many of which are taken for those of one group."""

Shape = Sequence[float]
"""The shares of their ranges at which the inputs of a column stand, one after the other."""
Places = Mapping[Hashable, Sequence[float]]
"""Of each input, where it is moved to."""


def goes_by_steps(evaluate: Evaluate, inputs: Sequence[Input]) -> bool:
    """Whether no small move of the inputs moves the result, and larger ones within their ranges may.

    Looked at from a few places within their ranges: where they stand, two may be the same, of which any move makes one
    the larger. And from places far outside: what the largest is over one that leads stays nothing as well, but only as
    long as that leads.
    """
    moving = [each for each in inputs if each.low < each.high]
    if not moving or not all(math.isfinite(each.high - each.low) for each in moving):
        return False
    within = [
        {each.key: each.low + (each.high - each.low) * spread(place, order) for order, each in enumerate(moving)}
        for place in range(1, _PLACES + 1)
    ]
    if not all(_stays(evaluate, moving, at) for at in within):
        return False
    outside = [
        {each.key: _far_off(each, place, order, is_mirrored=is_mirrored) for order, each in enumerate(moving)}
        for place in range(1, _PLACES + 1)
        for is_mirrored in (False, True)
    ]
    try:
        return all(_stays(evaluate, moving, at) for at in outside)
    except (StatbriefError, ArithmeticError, ValueError):
        return True  # it need not bear what its inputs cannot be


def _far_off(each: Input, place: int, order: int, *, is_mirrored: bool) -> float:
    """Some times an input, or a part of it, by lot; mirrored, the other one."""
    share = spread(place, order)
    times = _TIMES if (share < 1 / 2) != is_mirrored else 1 / _TIMES
    return (each.value or each.high) * times * (1 + share)


def _stays(evaluate: Evaluate, inputs: Sequence[Input], at: Corner) -> bool:
    """Whether the result stays when all inputs move a little from a place."""
    return evaluate(at) == evaluate(_beside(inputs, at, _LITTLE))


def _leaps_at(evaluate: Evaluate, inputs: Sequence[Input], at: Corner) -> bool:
    """Whether the result is the same a little beside a place and half as far, be it another than at the place itself.

    Where two numbers are the same any move makes one of them the larger, and the result leaps to what it stays then.
    """
    return evaluate(_beside(inputs, at, _LITTLE)) == evaluate(_beside(inputs, at, _LITTLE / 2))


def _beside(inputs: Sequence[Input], at: Corner, share: float) -> Corner:
    """Inputs a little higher than at a place, by a share of their ranges, each by another one."""
    return {
        each.key: at.get(each.key, each.value) + (each.high - each.low) * share * (1 + spread(order))
        for order, each in enumerate(inputs)
    }


def lowest_and_highest(
    evaluate: Evaluate,
    inputs: Sequence[Input],
    groups: Iterable[Collection[Hashable]] = (),
    series: Sequence[Series] = (),
) -> tuple[Corner, Corner] | None:
    """Where the result is lowest, and where highest, as far as is found; None where it moves by less than steps there.

    `groups` are inputs that a result may add up before it compares: no move of one of them tells then. `series` are
    what inputs come to, in orders in which it may compare them; if there are none, the numbers as they stand. What is
    cut off, such as the smaller of a number and 18, stays almost everywhere, and goes by no steps at its ends.
    """
    moving = sorted((each for each in inputs if each.low < each.high), key=_as_they_stand)
    known: dict[float, Corner] = {evaluate({}): {}}
    for found in (
        _everywhere(moving)
        if len(_SHARES) ** len(moving) <= _ALL
        else _climbed(evaluate, moving, groups, series or _columns(moving))
    ):
        known.setdefault(evaluate(found), found)
    ends = known[min(known)], known[max(known)]
    if not all(_leaps_at(evaluate, moving, end) for end in ends if end):
        return None
    return _with_ties(evaluate, moving, ends)


def _with_ties(evaluate: Evaluate, inputs: Sequence[Input], ends: tuple[Corner, Corner]) -> tuple[Corner, Corner]:
    """The same, where the very ends of the inputs lead further: there a number may be just what it is compared with.

    They are tried one after the other, from where the result was furthest, and from where each number meets the next.
    """
    meeting = [
        {each.key: each.low if at % 2 == first else each.high for at, each in enumerate(inputs)} for first in (0, 1)
    ]
    is_cheap = 2 * len(ends) * len(inputs) * (1 + len(meeting)) <= _MOST
    found = []
    for sign, end in ((-1, ends[0]), (1, ends[1])):
        reached = [_closed(evaluate, inputs, start, sign) for start in (end, *(meeting if is_cheap else ()))]
        found.append(max([(sign * evaluate(end), end), *reached], key=lambda each: each[0])[1])
    return found[0], found[1]


def _closed(evaluate: Evaluate, inputs: Sequence[Input], start: Corner, sign: int) -> tuple[float, Corner]:
    """How far inputs lead that go to one of their ends, each after the other, where that leads further; and where."""
    at, furthest = start, sign * evaluate(start)
    for each in inputs:
        for place in (each.low, each.high):
            moved = {**at, each.key: place}
            if (result := sign * evaluate(moved)) > furthest:
                at, furthest = moved, result
    return furthest, at


def _as_they_stand(each: Input) -> tuple[bool, Hashable]:
    """The order of the rows of a table: what is compared with the next one stands beside it."""
    return isinstance(each.key, tuple), each.key


def _everywhere(inputs: Sequence[Input]) -> Iterator[Corner]:
    ways = [[(each.key, place) for place in _places(each, _SHARES)] for each in inputs]
    return (dict(each) for each in itertools.product(*ways))


def _columns(inputs: Sequence[Input]) -> list[Series]:
    """The numbers of each column, as they stand."""
    return [
        [Level.of(each) for each in those]
        for _, those in itertools.groupby(inputs, lambda each: each.key[:2] if isinstance(each.key, tuple) else None)
    ]


def _climbed(
    evaluate: Evaluate, inputs: Sequence[Input], groups: Iterable[Collection[Hashable]], series: Sequence[Series]
) -> Iterator[Corner]:
    """Places from which no single move leads further up, or further down, nor one of each input and the next."""
    chance = random.Random(len(inputs))  # noqa: S311 -- the same each time
    of_one = {shares: 2 * len(inputs) * (len(shares) ** 2 + 2 * len(shares)) for shares in (_FINER, _SHARES, _FEWER)}
    shares = next((shares for shares, cost in of_one.items() if cost <= _MOST), _FEWER)
    places = {each.key: _places(each, shares) for each in inputs}
    anywhere = {key: chance.choice(those) for key, those in places.items()}
    ramps = [ramp(inputs, rises=True), ramp(inputs, rises=False)]
    tried = [anywhere, *ramps, *_in_shape(inputs), *_apart(inputs, groups)]
    tried += [shape for each in series if len(each) > 1 for shape in shapes(evaluate, each)]
    yield from tried
    is_chained = len(inputs) <= _IN_A_CHAIN
    results = [evaluate(each) for each in tried]
    best = {1: tried[results.index(max(results))], -1: tried[results.index(min(results))]}
    orders = max(1, _MOST // of_one[shares]) if is_chained else len(ramps) + 1
    for sign, order in itertools.product((1, -1), range(min(orders, len(ramps) + 1))):
        start = ramps[order - 1] if order else best[sign]
        yield (climbed := _climb(evaluate, places, start, sign, chance))
        if not is_chained:
            continue
        yield (chained := _chained(evaluate, places, climbed, sign, chance))
        yield (climbed := _climb(evaluate, places, chained, sign, chance))
        best[sign] = _furthest(evaluate, [best[sign], chained, climbed], sign, chance)
    for sign, each in itertools.product((1, -1), series[:1]):
        yield from _climb_in_series(evaluate, each, best[sign], sign, chance)


def _in_shape(inputs: Sequence[Input]) -> Iterator[Corner]:
    """Inputs in the shapes that all of something needs: alike, a column high or low, in order, by every so many rows.

    Whether all are above a number, or each above what stands beside it, no move of one tells: the answer is no until
    the last one is.
    """
    columns = [
        list(those)
        for _, those in itertools.groupby(inputs, lambda each: each.key[:2] if isinstance(each.key, tuple) else None)
    ]
    yield {each.key: place for column in columns for each, place in zip(column, _alike(column), strict=True)}
    of_each = int(_SHAPED ** (1 / len(columns)) + _LITTLE)  # 64 of one column, 8 of each of two, 2 of each of six
    shapes = list(itertools.islice(_shapes(max(map(len, columns))), max(2, of_each)))
    every = itertools.product(shapes, repeat=len(columns))
    for chosen in every if of_each > 1 else _one_against_others(shapes, len(columns)):
        yield {
            each.key: each.low + (each.high - each.low) * share
            for column, shape in zip(columns, chosen, strict=True)
            for each, share in zip(column, shape, strict=False)
        }


def _apart(inputs: Sequence[Input], groups: Iterable[Collection[Hashable]]) -> Iterator[Corner]:
    """Those of a group high and all others low, and the other way round."""
    low, high = _END, 1 - _END
    for group, (those, others) in itertools.product(groups, ((high, low), (low, high))):
        yield {
            each.key: each.low + (each.high - each.low) * (those if each.key in group else others) for each in inputs
        }


def _alike(inputs: Sequence[Input]) -> Iterator[float]:
    """Where inputs are as near to the one in their midst as their ranges let them be."""
    middle = sorted(each.value for each in inputs)[len(inputs) // 2]
    for each in inputs:
        hair = (each.high - each.low) * _END
        yield min(max(middle, each.low + hair), each.high - hair)


def _one_against_others(shapes: Sequence[Shape], columns: int) -> Iterator[Sequence[Shape]]:
    """Of many columns: all of them high, or low, but for one of some at most."""
    for one, others in itertools.permutations(shapes):
        yield [others] * columns
        for apart in range(min(columns, _SHAPED)):
            yield [one if column == apart else others for column in range(columns)]


def _shapes(length: int) -> Iterator[Shape]:
    """Shares of ranges, of so many inputs of a column."""
    low, high = _END, 1 - _END
    rising = [low + (high - low) * (place + 0.5) / length for place in range(length)]
    yield from ([low] * length, [high] * length, rising, rising[::-1])
    ways = (high, low), (low, high)
    yield from ([those if place % 2 else others for place in range(length)] for those, others in ways)
    yield from ([those if place < length / 2 else others for place in range(length)] for those, others in ways)
    for stride in range(3, _STRIDES + 1):
        for first, (those, others) in itertools.product(range(stride), ways):
            yield [those if place % stride == first else others for place in range(length)]


def _climb(evaluate: Evaluate, places: Places, start: Corner, sign: int, chance: random.Random) -> Corner:
    """Where single moves lead, each input after the other."""
    at = dict(start)
    for key, those in places.items():
        at = _furthest(evaluate, [at, *({**at, key: place} for place in those)], sign, chance)
    return at


def _climb_in_series(
    evaluate: Evaluate, series: Series, start: Corner, sign: int, chance: random.Random
) -> Iterator[Corner]:
    """Where moves to just over, or under, others lead: of one after the other, and of each with the next as well."""
    at = dict(start)
    for place in range(len(series)):
        where = near_others(series, place, at, chance.randrange(len(series)))
        at = _furthest(evaluate, [at, *(at | there for there in where)], sign, chance)
    yield at
    for _ in range(_AGAIN if len(series) <= _IN_A_CHAIN else 0):
        reached, here = [at], at
        for place in range(len(series)):
            near = near_others(series, place, here, chance.randrange(len(series)))
            where = [series[place].here(here), *chance.sample(near, _NEAR)]
            reached = [_furthest(evaluate, [each | there for each in reached], sign, chance) for there in where]
        at = _furthest(evaluate, reached, sign, chance)
        yield at


def _chained(evaluate: Evaluate, places: Places, start: Corner, sign: int, chance: random.Random) -> Corner:
    """The furthest that is reached by each input after the other, of which the last one has any of its places."""
    reached = [start]
    for key, those in places.items():
        reached = [_furthest(evaluate, [{**at, key: place} for at in reached], sign, chance) for place in those]
    return _furthest(evaluate, reached, sign, chance)


def _furthest(evaluate: Evaluate, places: Sequence[Corner], sign: int, chance: random.Random) -> Corner:
    results = [sign * evaluate(each) for each in places]
    furthest = max(results)
    return chance.choice([each for each, result in zip(places, results, strict=True) if result == furthest])


def _places(each: Input, shares: Sequence[float]) -> list[float]:
    return [each.low + (each.high - each.low) * share for share in shares]
