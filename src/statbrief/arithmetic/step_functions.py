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
from collections.abc import Hashable, Iterator, Mapping, Sequence

from statbrief.arithmetic.monotone_ranges import Corner, Evaluate, Input, ramp
from statbrief.arithmetic.spread import spread

_LITTLE = 2.0**-24
"""Of a number's size, or of its range, a move that no result by steps notices, but by chance."""
_PLACES = 3
"""Within the ranges, from which such a move is made."""
_END = 2.0**-20
_SHARES = (_END, 0.2372, 0.4871, 0.7411, 1 - _END)
"""Of its range, where an input is moved to. Its ends are left out by a hair: what is reached at them alone is not.

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

Places = Mapping[Hashable, Sequence[float]]
"""Of each input, where it is moved to."""


def goes_by_steps(evaluate: Evaluate, inputs: Sequence[Input]) -> bool:
    """Whether no small move of the inputs moves the result, and larger ones within their ranges may.

    Looked at from a few places within their ranges: where they stand, two may be the same, of which any move makes one
    the larger.
    """
    moving = [each for each in inputs if each.low < each.high]
    if not moving or not all(math.isfinite(each.high - each.low) for each in moving):
        return False
    return all(_stays(evaluate, moving, place) for place in range(1, _PLACES + 1))


def _stays(evaluate: Evaluate, inputs: Sequence[Input], place: int) -> bool:
    """Whether the result stays when all inputs move a little, from a place within their ranges."""
    at = {each.key: each.low + (each.high - each.low) * spread(place, order) for order, each in enumerate(inputs)}
    return _stays_at(evaluate, inputs, at)


def _stays_at(evaluate: Evaluate, inputs: Sequence[Input], at: Corner) -> bool:
    small = {
        each.key: at.get(each.key, each.value) + (each.high - each.low) * _LITTLE * (1 + spread(order))
        for order, each in enumerate(inputs)
    }
    return evaluate(at) == evaluate(small)


def lowest_and_highest(evaluate: Evaluate, inputs: Sequence[Input]) -> tuple[Corner, Corner] | None:
    """Where the result is lowest, and where highest, as far as is found; None where it moves by less than steps there.

    What is cut off, such as the smaller of a number and 18, stays almost everywhere, and goes by no steps at its ends.
    """
    moving = sorted((each for each in inputs if each.low < each.high), key=_as_they_stand)
    known: dict[float, Corner] = {evaluate({}): {}}
    for found in _everywhere(moving) if len(_SHARES) ** len(moving) <= _ALL else _climbed(evaluate, moving):
        known.setdefault(evaluate(found), found)
    ends = known[min(known)], known[max(known)]
    return ends if all(_stays_at(evaluate, moving, end) for end in ends if end) else None  # where they are, two may tie


def _as_they_stand(each: Input) -> tuple[bool, Hashable]:
    """The order of the rows of a table: what is compared with the next one stands beside it."""
    return isinstance(each.key, tuple), each.key


def _everywhere(inputs: Sequence[Input]) -> Iterator[Corner]:
    ways = [[(each.key, place) for place in _places(each, _SHARES)] for each in inputs]
    return (dict(each) for each in itertools.product(*ways))


def _climbed(evaluate: Evaluate, inputs: Sequence[Input]) -> Iterator[Corner]:
    """Places from which no single move leads further up, or further down, nor one of each input and the next."""
    chance = random.Random(len(inputs))  # noqa: S311 -- the same each time
    of_one = {shares: 2 * len(inputs) * (len(shares) ** 2 + 2 * len(shares)) for shares in (_FINER, _SHARES, _FEWER)}
    shares = next((shares for shares, cost in of_one.items() if cost <= _MOST), _FEWER)
    places = {each.key: _places(each, shares) for each in inputs}
    anywhere = {key: chance.choice(those) for key, those in places.items()}
    starts = [anywhere, ramp(inputs, rises=True), ramp(inputs, rises=False)]
    if len(inputs) > _IN_A_CHAIN:
        yield from (_climb(evaluate, places, start, sign, chance) for sign in (1, -1) for start in starts)
        return
    for sign, start in itertools.product((1, -1), starts[: max(1, _MOST // of_one[shares])]):
        yield (climbed := _climb(evaluate, places, start, sign, chance))
        yield (chained := _chained(evaluate, places, climbed, sign, chance))
        yield _climb(evaluate, places, chained, sign, chance)


def _climb(evaluate: Evaluate, places: Places, start: Corner, sign: int, chance: random.Random) -> Corner:
    """Where single moves lead, each input after the other."""
    at = dict(start)
    for key, those in places.items():
        at = _furthest(evaluate, [{**at, key: place} for place in those], sign, chance)
    return at


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
